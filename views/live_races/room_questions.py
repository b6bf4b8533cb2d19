"""Questions before a room is opened, locked or replaced, or a seed released, by hand: each says what follows."""

from application.domain.ids import LiveRaceId
from application.domain.live_races.live_race import fate_of_early_room
from application.domain.tournaments.timeline import ReleaseRule
from application.domain.words import counted
from application.read_models import LiveRaceDetails
from components import notices
from components.form import Values
from components.question import Timed, ask
from views.page_request import PageRequest

_DRAFT = "room"


async def ask_to_open(request: PageRequest, race_id: LiveRaceId) -> None:
    async def send(_: Values) -> None:
        await request.container.live_races.open_room_now(await request.enter_live_race(race_id), race_id)
        notices.tell("The room is open.")

    race = await _read(request, race_id)
    sentences: list[str | Timed] = [
        "The room opens on racetime.gg now, and everybody who wants a message at that moment gets it.",
        Timed("Otherwise it opens automatically:", race.summary.opens_at),
    ]
    ahead = race.summary.scheduled_at - request.container.clock.now()
    if fate := fate_of_early_room(ahead):
        sentences.append(fate)
    ask(f"Open the room for {race.title} now?", sentences, "Open room", send, draft=_DRAFT)


async def ask_to_lock(request: PageRequest, race_id: LiveRaceId) -> None:
    async def send(_: Values) -> None:
        await request.container.live_races.lock_race_now(await request.enter_live_race(race_id), race_id)
        notices.tell("The room is locked.")

    race = await _read(request, race_id)
    sentences: list[str | Timed] = [
        f"{counted(race.summary.entrant_count, 'racer')} joined so far. Nobody else can join after that without being "
        "let in, and it is settled who counts. This can't be undone.",
        Timed("Otherwise it locks automatically:", race.summary.locks_at),
    ]
    if race.timeline.release_rule is ReleaseRule.AT_LOCK:
        sentences.append("The seed is released at once.")
    if race.room_settings.auto_start:
        sentences.append("The race starts as soon as everybody in the room is ready.")
    ask(f"Lock the room of {race.title} now?", sentences, "Lock room", send, draft=_DRAFT)


async def ask_to_release(request: PageRequest, race_id: LiveRaceId) -> None:
    async def send(_: Values) -> None:
        await request.container.live_races.release_seed_now(await request.enter_live_race(race_id), race_id)
        notices.tell("The seed is released.")

    race = await _read(request, race_id)
    due = race.summary.releases_at
    sentences: list[str | Timed] = [
        "Everybody can read the seed from now on: in the room, here and on Discord. This can't be undone."
    ]
    if due is None:
        sentences.append("Otherwise it is released automatically when the race starts.")
    else:
        sentences.append(Timed("Otherwise it is released automatically:", due))
    ask(f"Release the seed of {race.title} now?", sentences, "Release seed", send, draft=_DRAFT)


async def ask_to_replace(request: PageRequest, race_id: LiveRaceId) -> None:
    async def send(_: Values) -> None:
        await request.container.live_races.replace_room(await request.enter_live_race(race_id), race_id)
        notices.tell("A new room is open.")

    race = await _read(request, race_id)
    sentences = ["The present room is closed on racetime.gg, and another one is opened. Every link changes to it."]
    ask(f"Replace the room of {race.title}?", sentences, "Replace room", send, draft=_DRAFT)


async def ask_to_count(request: PageRequest, race_id: LiveRaceId) -> None:
    async def send(_: Values) -> None:
        await request.container.live_races.count_cancelled_results(await request.enter_live_race(race_id), race_id)
        notices.tell("The results count.")

    race = await _read(request, race_id)
    sentences = [
        "The race was cancelled on racetime.gg after its start. What racetime.gg has for each racer becomes their "
        "result, forfeits of the cancellation included, and the slots are used. This can't be undone."
    ]
    ask(f"Count the results of {race.summary.title}?", sentences, "Count results", send, draft=_DRAFT)


async def ask_to_leave(request: PageRequest, race_id: LiveRaceId) -> None:
    async def send(_: Values) -> None:
        await request.container.live_races.leave_race_cancelled(await request.enter_live_race(race_id), race_id)
        notices.tell("The race stays cancelled.")

    race = await _read(request, race_id)
    sentences = ["No result of it counts, and players keep their slots. This can't be undone."]
    ask(f"Leave {race.summary.title} cancelled?", sentences, "Leave cancelled", send, draft=_DRAFT)


async def _read(request: PageRequest, race_id: LiveRaceId) -> LiveRaceDetails:
    return await request.container.live_races.get_live_race(await request.enter_live_race(race_id), race_id)

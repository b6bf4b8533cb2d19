"""Who in a room may be counted: answered when somebody joins, asked again while it can change, settled at the lock.

Steps inside one unit of work.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from application.domain.events.live_races import AsyncLiveRaceRemovalsOrderedEvent
from application.domain.ids import UserId
from application.domain.live_races.eligibility import Fix, Rule, Terms, Verdict, unmet
from application.domain.live_races.room import JOINED
from application.domain.messages import room_lines
from application.domain.messages.room_lines import Fixes, Judged, RoomLine
from application.domain.tournaments.settings import IneligibleRacers
from application.page_links import PageLinks
from application.services.live_races.room_lines import ref_of_race, say
from application.unit_of_work import WorkSession
from models.async_tournament import AsyncTournamentLiveRace
from models.live_race_room import AsyncTournamentLiveRaceEntrant, AsyncTournamentLiveRaceRoom

_UNLINKED = "unlinked"
_MOST_TELLINGS = 6
"""How often one racer is told how things stand before the lock, so that nobody can make the bot chatter."""
_ANSWER_COLUMNS = ["user_id", "eligible", "verdicts", "checked_at"]


def stored_verdicts(entrant: AsyncTournamentLiveRaceEntrant) -> tuple[Verdict, ...]:
    return tuple(
        Verdict(
            rule=Rule(item["rule"]),
            met=bool(item["met"]),
            sentence=str(item["sentence"]),
            fix=Fix(item["fix"]) if item["fix"] is not None else None,
        )
        for item in entrant.verdicts or []
    )


async def judge(
    work: WorkSession,
    race: AsyncTournamentLiveRace,
    entrants: Iterable[AsyncTournamentLiveRaceEntrant],
    terms: Terms,
) -> None:
    """Settle the eligibility of entrants and store every verdict with them, in a fixed number of queries."""
    judged = list(entrants)
    await _answer(work, race, judged, terms)
    now = work.clock.now()
    for entrant in judged:
        entrant.judged_at = now
    await work.entrants.update_all(judged, [*_ANSWER_COLUMNS, "judged_at"])


async def _answer(
    work: WorkSession, race: AsyncTournamentLiveRace, entrants: Sequence[AsyncTournamentLiveRaceEntrant], terms: Terms
) -> bool:
    """Put the present answers on the rows without saving them; tells whether one differs from before."""
    by_racetime_id = {entrant.racetime_id: entrant for entrant in entrants if entrant.racetime_id is not None}
    owners = await work.people.owners_of(list(by_racetime_id))
    before = [(entrant.user_id, entrant.eligible, entrant.verdicts) for entrant in entrants]
    for racetime_id, entrant in by_racetime_id.items():
        entrant.user_id = owners.get(racetime_id)
    user_ids = [UserId(entrant.user_id) for entrant in entrants if entrant.user_id is not None]
    present = replace(terms, permalink_id=race.permalink_id)
    players = {player.user_id: player for player in await work.live_races.get_eligible_participants(present, user_ids)}
    now = work.clock.now()
    for entrant in entrants:
        player = players.get(UserId(entrant.user_id)) if entrant.user_id is not None else None
        entrant.checked_at = now
        entrant.eligible = player is not None and player.eligible
        entrant.verdicts = [verdict._asdict() for verdict in player.verdicts] if player is not None else []
    return before != [(entrant.user_id, entrant.eligible, entrant.verdicts) for entrant in entrants]


async def check(
    work: WorkSession,
    race: AsyncTournamentLiveRace,
    room: AsyncTournamentLiveRaceRoom,
    entrants: Iterable[AsyncTournamentLiveRaceEntrant],
    terms: Terms,
    links: PageLinks,
) -> bool:
    """Answer for those who are in the room and not settled yet, and tell them when it is not what they were told last.

    Returns whether an answer changed.
    """
    present = [entrant for entrant in entrants if entrant.present and entrant.status in JOINED]
    waiting = [entrant for entrant in present if entrant.judged_at is None]
    counted = {entrant.id for entrant in waiting if entrant.eligible}
    if not waiting or not await _answer(work, race, waiting, terms):
        return False
    lines = [line for entrant in waiting if (line := _news_for(race, entrant, links)) is not None]
    if race.locked_at is not None and any(entrant.eligible and entrant.id not in counted for entrant in waiting):
        names = [entrant.racetime_name for entrant in present if entrant.eligible]
        lines += room_lines.locked_after_all(names, occasion=str(max(entrant.id for entrant in waiting)))
    await work.entrants.update_all(waiting, [*_ANSWER_COLUMNS, "told", "times_told"])
    await say(work, race, room, lines)
    return True


def _news_for(
    race: AsyncTournamentLiveRace, entrant: AsyncTournamentLiveRaceEntrant, links: PageLinks
) -> RoomLine | None:
    """Return what an entrant must hear now, None when there is nothing new; what was told is noted on the row.

    Somebody who qualifies from the first moment is not bothered.
    """
    if entrant.racetime_id is None:
        return None
    news = _reasons_in_short(entrant)
    told, entrant.told = entrant.told, news
    if told == news or (told is None and not news) or entrant.times_told >= _MOST_TELLINGS:
        return None
    entrant.times_told += 1
    occasion = f"joined-{entrant.times_told}"
    if not news:
        return room_lines.counted_after_all(entrant.racetime_id, occasion)
    judged, fixes, is_removed = _judged(entrant), fixes_for(race, links), removes_ineligible(race)
    if race.locked_at is not None:
        return room_lines.came_late(judged, fixes, is_removed=is_removed, occasion=occasion)
    lock_at = f"{race.locks_at:%H:%M} UTC"
    return room_lines.not_counted_yet(judged, fixes, lock_at=lock_at, is_removed=is_removed, occasion=occasion)


def _reasons_in_short(entrant: AsyncTournamentLiveRaceEntrant) -> str:
    if entrant.user_id is None:
        return _UNLINKED
    return ",".join(verdict.rule for verdict in unmet(stored_verdicts(entrant)))


def _judged(entrant: AsyncTournamentLiveRaceEntrant) -> Judged:
    return Judged(entrant.racetime_id or "", stored_verdicts(entrant) if entrant.user_id is not None else ())


def fixes_for(race: AsyncTournamentLiveRace, links: PageLinks) -> Fixes:
    return Fixes(links.account, links.live_race(race.id))


def removes_ineligible(race: AsyncTournamentLiveRace) -> bool:
    """The race must be loaded with its tournament."""
    return race.tournament.ineligible_racers is IneligibleRacers.REMOVED


async def tell_refused(
    work: WorkSession,
    race: AsyncTournamentLiveRace,
    room: AsyncTournamentLiveRaceRoom,
    judged: Iterable[AsyncTournamentLiveRaceEntrant],
    links: PageLinks,
) -> None:
    """A direct message to each entrant who was settled and doesn't count."""
    refused = [entrant for entrant in judged if not entrant.eligible and entrant.racetime_id is not None]
    is_removed = removes_ineligible(race) and race.started_at is None
    fixes = fixes_for(race, links)
    lines = [room_lines.refused(_judged(entrant), fixes, is_removed=is_removed) for entrant in refused]
    await say(work, race, room, lines)
    if is_removed and refused:
        names = tuple(entrant.racetime_name for entrant in refused)
        work.record(AsyncLiveRaceRemovalsOrderedEvent(ref_of_race(race), names=names))


def to_be_removed(race: AsyncTournamentLiveRace, entrants: Iterable[AsyncTournamentLiveRaceEntrant]) -> tuple[str, ...]:
    """Return the racetime.gg ids of those who must leave the room: nobody before the lock, nobody who may yet count."""
    if race.locked_at is None or not removes_ineligible(race):
        return ()
    return tuple(
        entrant.racetime_id
        for entrant in entrants
        if entrant.present
        and entrant.status in JOINED
        and entrant.eligible is False
        and entrant.racetime_id is not None
    )

"""Scheduling and changing a live race: from what the form says to what the service is asked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from nicegui import ui

from application.context import OrgContext
from application.domain.errors import InvalidInput
from application.domain.ids import LiveRaceId, PermalinkId, PoolId, ProfileId, TournamentId
from application.domain.live_races.live_race import LiveRaceStatus, earliest_lock
from application.domain.live_races.room import RoomSettings
from application.domain.live_races.scheduling import LiveRaceChanges, NewLiveRace, check_start
from application.domain.live_races.series import Series, occurrences
from application.domain.tournaments.timeline import (
    ReleaseRule,
    Timeline,
    TimelineOverrides,
    effective_timeline,
    moments,
)
from application.domain.wall_time import instant_of
from application.domain.words import counted
from application.read_models import LiveRaceSummary, PermalinkView, ProfileView, SeedSupply, TournamentView
from components import notices
from components.dialog import Dialog
from components.dialogs.tournaments.create_live_race_dialog import (
    AUTOMATIC,
    ONCE,
    LiveRaceFields,
    LiveRaceForm,
    LiveRacePreview,
)
from components.form import Choice, Values, choice_of, id_of, number_of, text_of
from components.words import room_settings_in_words
from views.page_request import PageRequest

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Background:
    """What the form can choose from."""

    tournament: TournamentView
    profiles: tuple[ProfileView, ...]
    race: LiveRaceSummary | None
    """The race that is changed; None for a new one."""

    @property
    def pools(self) -> tuple[Choice, ...]:
        return tuple(Choice(str(pool.id), pool.name) for pool in self.tournament.pools)

    @property
    def profile_choices(self) -> tuple[Choice, ...]:
        inherited = self._inherited_profile()
        first = Choice(AUTOMATIC, f"Default: {inherited.name if inherited is not None else 'the built-in settings'}")
        return (first, *(Choice(str(profile.id), profile.name) for profile in self.profiles))

    def settings(self, chosen: str) -> RoomSettings:
        own = next((profile for profile in self.profiles if str(profile.id) == chosen), None)
        profile = own or self._inherited_profile()
        return profile.settings if profile is not None else RoomSettings()

    def _inherited_profile(self) -> ProfileView | None:
        wanted = self.tournament.race_room_profile_id
        if wanted is not None:
            return next((profile for profile in self.profiles if profile.id == wanted), None)
        return next((profile for profile in self.profiles if profile.is_default), None)


async def schedule_live_race(request: PageRequest, tournament_id: TournamentId) -> None:
    """Open the dialog that schedules a new race, or a series of them."""
    ctx = await request.enter_tournament(tournament_id)
    background = await _background(request, ctx, tournament_id, None)
    if not background.pools:
        raise InvalidInput.on("pool_id", "This tournament has no pool yet. Add one first.")
    fields = LiveRaceFields(pool=background.pools[0].value)
    await _open_new(request, background, fields, title="Schedule a live race", draft="new")


async def duplicate_live_race(request: PageRequest, live_race_id: LiveRaceId) -> None:
    """Open the dialog for a new race with everything of this one but its seed, its episode and its time.

    It starts a week later, or in the first week after now in which the time is ahead.
    """
    ctx = await request.enter_live_race(live_race_id)
    details = await request.container.live_races.get_live_race(ctx, live_race_id)
    race, own = details.summary, details.overrides
    background = await _background(request, ctx, race.tournament_id, None)
    weeks = max((request.container.clock.now() - race.scheduled_at) // _WEEK + 1, 1)
    fields = LiveRaceFields(
        pool=str(race.pool_id),
        scheduled_at=race.scheduled_at + weeks * _WEEK,
        title=race.match_title,
        profile=_choice(race.race_room_profile_id),
        room_open_minutes=own.room_open_minutes,
        lock_minutes=own.lock_minutes,
        release_rule=own.release_rule,
        release_minutes=own.release_minutes,
    )
    await _open_new(request, background, fields, title=f"Duplicate {race.title}", draft=f"copy-of-{live_race_id}")


async def _open_new(
    request: PageRequest, background: _Background, fields: LiveRaceFields, *, title: str, draft: str
) -> None:
    tournament_id = background.tournament.id

    async def send(values: Values) -> None:
        fresh = await request.enter_tournament(tournament_id)
        new, live_races = _new_race(tournament_id, values), request.container.live_races
        if text_of(values, "every_days") == ONCE:
            said = f"{(await live_races.create_live_race(fresh, new)).title} is scheduled."
        else:
            each = replace(new, permalink_id=None, episode_id=None)  # belong to one race, and aren't shown for several
            made = await live_races.create_live_race_series(fresh, each, _series(values))
            said = f"{counted(len(made), 'race is', 'races are')} scheduled."
        dialog.close()
        notices.tell(said)

    dialog = await _open(
        request, background, fields, send, title=title, button="Schedule race", draft=draft, may_repeat=True
    )


async def edit_live_race(request: PageRequest, live_race_id: LiveRaceId) -> None:
    """Open the dialog that changes a race."""
    ctx = await request.enter_live_race(live_race_id)
    details = await request.container.live_races.get_live_race(ctx, live_race_id)
    race, own = details.summary, details.overrides
    background = await _background(request, ctx, race.tournament_id, race)
    fields = LiveRaceFields(
        pool=str(race.pool_id),
        scheduled_at=race.scheduled_at,
        title=race.match_title,
        permalink=_choice(race.permalink_id),
        profile=_choice(race.race_room_profile_id),
        episode=race.episode_id,
        room_open_minutes=own.room_open_minutes,
        lock_minutes=own.lock_minutes,
        release_rule=own.release_rule,
        release_minutes=own.release_minutes,
    )

    async def send(values: Values) -> None:
        fresh = await request.enter_live_race(live_race_id)
        changes = _changes(fields, values)
        if changes.named:
            confirmed = values.get("confirmed") is True
            await request.container.live_races.update_live_race(fresh, live_race_id, changes, confirmed=confirmed)
        dialog.close()
        notices.tell("The race is changed." if changes.named else "Nothing was changed.")

    dialog = await _open(
        request, background, fields, send, title=f"Edit {race.title}", button="Save", draft=str(live_race_id)
    )


async def _background(
    request: PageRequest, ctx: OrgContext, tournament_id: TournamentId, race: LiveRaceSummary | None
) -> _Background:
    tournament = await request.container.tournaments.get_tournament(ctx, tournament_id)
    return _Background(tournament, await request.container.profiles.list_profiles(ctx), race)


async def _open(
    request: PageRequest,
    background: _Background,
    fields: LiveRaceFields,
    send: Callable[[Values], Awaitable[None]],
    *,
    title: str,
    button: str,
    draft: str,
    may_repeat: bool = False,
) -> Dialog:
    race = background.race

    async def look_ahead(values: Values) -> LiveRacePreview:
        return await _preview(request, background, values)

    start = {"pool_id": fields.pool, "race_room_profile_id": fields.profile, **_overrides_of(fields)}
    if fields.scheduled_at is not None:
        start |= {"scheduled_at": f"{fields.scheduled_at.astimezone(UTC):%Y-%m-%dT%H:%M}", "zone": "UTC"}
    preview, _ = await _outlook(request, background, start)
    with ui.context.client.content, Dialog(title) as dialog:
        form = LiveRaceForm(
            fields,
            draft=f"live-race-{draft}",
            pools=background.pools,
            profiles=background.profile_choices,
            defaults=background.tournament.effective_timeline,
            preview=preview,
            look_ahead=look_ahead,
            send=send,
            button=button,
            room_is_open=race is not None and race.status is LiveRaceStatus.PENDING,
            may_repeat=may_repeat,
        )
    dialog.open()
    await form.begin(start)
    return dialog


def _overrides_of(fields: LiveRaceFields) -> dict[str, str]:
    """Return the leads as the form gives them."""
    own = (fields.room_open_minutes, fields.lock_minutes, fields.release_rule, fields.release_minutes)
    names = ("room_open_minutes", "lock_minutes", "release_rule", "release_minutes")
    return {name: "" if value is None else str(value) for name, value in zip(names, own, strict=True)}


async def _preview(request: PageRequest, background: _Background, values: Values) -> LiveRacePreview:
    """Work out what the values in the form lead to; what is still missing is said and not refused."""
    outlook, new = await _outlook(request, background, values)
    ctx = await request.enter_tournament(new.tournament_id)
    return replace(outlook, eligible=await request.container.live_races.preview_eligible_participants(ctx, new))


async def _outlook(
    request: PageRequest, background: _Background, values: Values
) -> tuple[LiveRacePreview, NewLiveRace]:
    """Return all but who may race, which takes longest in a large community, and the race that is asked about."""
    tournament = background.tournament
    ctx = await request.enter_tournament(tournament.id)
    pool_id = _pool(values)
    permalinks = await request.container.tournaments.list_permalinks(ctx, pool_id)
    settings = room_settings_in_words(background.settings(text_of(values, "race_room_profile_id")))
    choices = _permalink_choices(permalinks, background.race)
    start = background.race.scheduled_at if background.race is not None else request.container.clock.now()
    steps: tuple[tuple[str, datetime | None], ...] = ()
    starts: tuple[datetime, ...] = ()
    problem = ""
    try:
        if text_of(values, "scheduled_at"):
            start = instant_of(text_of(values, "scheduled_at"), text_of(values, "zone"), field="scheduled_at")
            if background.race is None or start != background.race.scheduled_at:
                check_start(start, request.container.clock.now())
            timeline = effective_timeline(tournament.effective_timeline, _overrides(values))
            steps = _steps(start, timeline, background.race, request.container.clock.now())
            if text_of(values, "every_days") != ONCE:
                starts = occurrences(_series(values))
        else:
            problem = "Choose a start to see when its room opens."
    except InvalidInput as refusal:
        problem = refusal.message
    chosen = "" if starts else text_of(values, "permalink_id")
    new = NewLiveRace(
        tournament.id,
        pool_id,
        start,
        permalink_id=PermalinkId(int(chosen)) if chosen and _is_among(chosen, choices) else None,
    )
    warning = ""
    if background.race is None and not chosen:
        supply = await request.container.live_races.preview_seed_supply(ctx, pool_id)
        warning = _seed_warning(supply, more=max(len(starts), 1))
    return LiveRacePreview(choices, settings, None, steps, problem, starts, warning), new


def _steps(
    start: datetime, timeline: Timeline, race: LiveRaceSummary | None, now: datetime
) -> tuple[tuple[str, datetime | None], ...]:
    """Return what is still to come of a race, in order; None stands for what follows at once."""
    opened_at = race.room_open_time if race is not None else None
    if opened_at is None:
        opened_at = max(now, start - timedelta(minutes=timeline.room_open_minutes))
    lock = earliest_lock(opened_at, timeline.usual_time_to_join)
    at = moments(start, timeline, earliest_lock_at=lock, opened_at=opened_at)
    steps = (
        ("Room opens", at.opens_at, race is not None and race.room_open_time is not None),
        ("Room locks", at.locks_at, race is not None and race.locked_at is not None),
        ("Seed release", at.releases_at, race is not None and race.released_at is not None),
    )
    ahead = ((label, due_at) for label, due_at, is_done in steps if due_at is not None and not is_done)
    return tuple((label, due_at if due_at > now else None) for label, due_at in ahead)


def _seed_warning(supply: SeedSupply, *, more: int) -> str:
    """Say when the pool can't serve as many races; that forbids nothing, since seeds can still be added."""
    free, wanted = supply.unplayed, supply.undecided + more
    if free is None or free >= wanted:
        return ""
    have = "no unplayed seed" if free == 0 else counted(free, "unplayed seed")
    known = f", {supply.undecided} of them scheduled already" if supply.undecided else ""
    return f"The pool has {have} for {counted(wanted, 'race')}{known}. Add seeds before the rooms are locked."


def _is_among(chosen: str, choices: tuple[Choice, ...]) -> bool:
    return any(choice.value == chosen for choice in choices)


def _permalink_choices(permalinks: tuple[PermalinkView, ...], race: LiveRaceSummary | None) -> tuple[Choice, ...]:
    own = race.permalink_id if race is not None else None
    free = [item for item in permalinks if item.run_count == 0 or item.id == own]
    first = Choice(AUTOMATIC, "Chosen automatically when the room is locked")
    return (first, *(Choice(str(item.id), _permalink_label(item)) for item in free))


def _permalink_label(permalink: PermalinkView) -> str:
    kind = "for live races" if permalink.is_live else "async"
    return f"Seed {permalink.number}, {kind}"


def _choice(value: int | None) -> str:
    return AUTOMATIC if value is None else str(value)


def _pool(values: Values) -> PoolId:
    pool_id = id_of(values, "pool_id", what="pool")
    if pool_id is None:
        raise InvalidInput.on("pool_id", "Choose a pool.")
    return PoolId(pool_id)


def _new_race(tournament_id: TournamentId, values: Values) -> NewLiveRace:
    permalink = id_of(values, "permalink_id", what="seed")
    profile = id_of(values, "race_room_profile_id", what="profile")
    return NewLiveRace(
        tournament_id=tournament_id,
        pool_id=_pool(values),
        scheduled_at=instant_of(text_of(values, "scheduled_at"), text_of(values, "zone"), field="scheduled_at"),
        match_title=text_of(values, "match_title"),
        permalink_id=PermalinkId(permalink) if permalink is not None else None,
        episode_id=number_of(values, "episode_id", what="episode"),
        race_room_profile_id=ProfileId(profile) if profile is not None else None,
        overrides=_overrides(values),
    )


def _series(values: Values) -> Series:
    return Series(
        text_of(values, "scheduled_at"),
        text_of(values, "zone"),
        every_days=number_of(values, "every_days", what="days") or 0,
        count=number_of(values, "count", what="number of races") or 0,
    )


def _overrides(values: Values) -> TimelineOverrides:
    has_rule = bool(text_of(values, "release_rule"))
    return TimelineOverrides(
        room_open_minutes=number_of(values, "room_open_minutes", what="minutes"),
        lock_minutes=number_of(values, "lock_minutes", what="minutes"),
        release_rule=choice_of(values, "release_rule", ReleaseRule, what="a rule") if has_rule else None,
        release_minutes=number_of(values, "release_minutes", what="minutes"),
    )


def _changes(before: LiveRaceFields, values: Values) -> LiveRaceChanges:
    """Name only what differs from what the form started with, so that nothing settled is touched by accident."""
    wanted = _new_race(TournamentId(0), values)
    own = wanted.overrides
    pairs: dict[str, tuple[object, object]] = {
        "pool_id": (PoolId(int(before.pool)), wanted.pool_id),
        "scheduled_at": (_to_the_minute(before), wanted.scheduled_at),
        "match_title": (before.title, wanted.match_title),
        "permalink_id": (int(before.permalink) if before.permalink else None, wanted.permalink_id),
        "episode_id": (before.episode, wanted.episode_id),
        "race_room_profile_id": (int(before.profile) if before.profile else None, wanted.race_room_profile_id),
        "room_open_minutes": (before.room_open_minutes, own.room_open_minutes),
        "lock_minutes": (before.lock_minutes, own.lock_minutes),
        "release_rule": (before.release_rule, own.release_rule),
        "release_minutes": (before.release_minutes, own.release_minutes),
    }
    return LiveRaceChanges(**{name: new for name, (old, new) in pairs.items() if old != new})  # type: ignore[arg-type]


def _to_the_minute(fields: LiveRaceFields) -> datetime | None:
    """The form shows no seconds, so a start that was given with some counts as unchanged without them."""
    return fields.scheduled_at.replace(second=0, microsecond=0) if fields.scheduled_at is not None else None

"""The schedule: what is next for me, what is coming day by day, and what was."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from application.context import OrgContext
from application.domain.ids import TournamentId
from application.domain.live_race import UNFINISHED, LiveRaceStatus
from application.events import EventBus
from application.read_models import LiveRaceSummary
from components.empty import empty
from components.live_refresh import Section, keep_fresh
from components.markup import box, link, named, put_icon, text
from components.moment import count_down, day_heading, zone_chip
from components.race_card import race_card
from components.strip import strip
from views.frame import frame, heading
from views.tournaments.common import tournament_heading
from views.visit import Visit

_PAST_SHOWN = 20
_WAITING = frozenset({LiveRaceStatus.SCHEDULED, LiveRaceStatus.PENDING})


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which races are wanted; it stands in the page's address."""

    only_eligible: bool = False
    tournament_id: TournamentId | None = None
    status: LiveRaceStatus | None = None

    @classmethod
    def read(cls, show: str, tournament: str, status: str) -> "_Choice":
        """What can't be read is left out."""
        return cls(
            only_eligible=show == "eligible",
            tournament_id=TournamentId(int(tournament)) if tournament.isdecimal() else None,
            status=LiveRaceStatus(status) if status in set(LiveRaceStatus) else None,
        )

    def includes(self, race: LiveRaceSummary) -> bool:
        return (
            (not self.only_eligible or race.viewer_is_eligible)
            and self.tournament_id in (None, race.tournament_id)
            and self.status in (None, race.status)
        )

    def address(self, path: str, **changes: str) -> str:
        words = {
            "show": "eligible" if self.only_eligible else "",
            "tournament": str(self.tournament_id or ""),
            "status": self.status.value if self.status is not None else "",
        } | changes
        query = urlencode({name: value for name, value in words.items() if value})
        return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True)
class _Schedule:
    next_for_me: LiveRaceSummary | None
    upcoming: tuple[LiveRaceSummary, ...]
    past: tuple[LiveRaceSummary, ...]
    left_out: int
    """How many coming races the choice hides."""


Read = Callable[[], Awaitable[_Schedule]]


async def show_organization_schedule(
    visit: Visit, slug: str, show: str = "", tournament: str = "", status: str = ""
) -> None:
    ctx = await visit.enter_organization(slug)
    organization = await visit.container.organizations.get_organization(ctx)
    tournaments = await visit.container.tournaments.list_tournaments(ctx)
    chosen = _Choice.read(show, tournament, status)

    async def read() -> _Schedule:
        return await _read(visit, await visit.enter_organization(slug), None, chosen)

    schedule = await read()
    with frame(visit, f"Schedule of {organization.name}", organization=organization, ctx=ctx):
        with heading("Schedule"), box("row"):
            _calendar_link()
            zone_chip()
        names = {view.id: view.name for view in tournaments if view.is_active}
        _choices(visit.path, chosen, names if len(names) > 1 else {})
        _body(visit.container.bus, organization.id, schedule, read, with_tournament=True)


async def show_tournament_schedule(visit: Visit, tournament_id: int, show: str = "", status: str = "") -> None:
    own = TournamentId(tournament_id)
    ctx = await visit.enter_tournament(own)
    organization = await visit.container.organizations.get_organization(ctx)
    tournament = await visit.container.tournaments.get_tournament(ctx, own)
    chosen = _Choice.read(show, "", status)

    async def read() -> _Schedule:
        return await _read(visit, await visit.enter_tournament(own), own, chosen)

    schedule = await read()
    with frame(visit, f"Schedule of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(visit, ctx, organization, tournament)
        with box("heading__row"):
            _choices(visit.path, chosen, {})
            with box("row"):
                _calendar_link()
                zone_chip()
        _body(visit.container.bus, organization.id, schedule, read, with_tournament=False)


async def _read(visit: Visit, ctx: OrgContext, tournament_id: TournamentId | None, chosen: _Choice) -> _Schedule:
    live_races = visit.container.live_races
    upcoming = await live_races.list_scheduled_races(ctx, tournament_id)
    page = await live_races.list_live_races(ctx, tournament_id or chosen.tournament_id, limit=_PAST_SHOWN)
    wanted = tuple(race for race in upcoming if chosen.includes(race))
    past = (race for race in page.items if race.status not in UNFINISHED and chosen.status in (None, race.status))
    return _Schedule(
        next_for_me=next((race for race in upcoming if race.status in _WAITING and race.viewer_is_eligible), None),
        upcoming=wanted,
        past=tuple(past),
        left_out=len(upcoming) - len(wanted),
    )


def _choices(path: str, chosen: _Choice, tournaments: dict[TournamentId, str]) -> None:
    with named(box("choices", "nav"), "choices") as nav:
        nav.props["aria-label"] = "Show races"
        everything = not chosen.only_eligible and chosen.status is None and chosen.tournament_id is None
        _choice("All", path, chosen=everything)
        _choice("I can race", chosen.address(path, show="eligible"), chosen=chosen.only_eligible)
        for status in (LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS):
            _choice(status.label, chosen.address(path, status=status.value), chosen=chosen.status is status)
        for tournament_id, name in tournaments.items():
            address = chosen.address(path, tournament=str(tournament_id))
            _choice(name, address, chosen=chosen.tournament_id == tournament_id)


def _calendar_link() -> None:
    with named(link("", "/calendar", "nav-link"), "calendar-link"):
        put_icon("calendar")
        text("In your calendar", tag="span")


def _choice(label: str, address: str, *, chosen: bool) -> None:
    element = link(label, address, "choice")
    if chosen:
        element.props["aria-current"] = "true"


def _body(bus: EventBus, organization_id: int, schedule: _Schedule, read: Read, *, with_tournament: bool) -> None:
    mine = Section(_next_for_me)
    week = Section(strip)
    races = Section[_Schedule](lambda shown: _draw(shown, with_tournament=with_tournament))

    def show(shown: _Schedule) -> None:
        mine.show(shown.next_for_me)
        week.show(shown.upcoming)
        races.show(shown)

    async def refresh() -> None:
        show(await read())

    show(schedule)
    keep_fresh(bus, refresh, concerns=lambda event: event.organization_id == organization_id)


def _next_for_me(race: LiveRaceSummary | None) -> None:
    if race is None:
        return
    with named(box("next"), "next-for-me"):
        with box("next__head"):
            text("Next for you", "next__label")
            with box("next__clock"):
                count_down(race.scheduled_at, when_past="any moment")
        race_card(race)


def _draw(schedule: _Schedule, *, with_tournament: bool) -> None:
    with box("flow"):
        with named(box("races", "section"), "upcoming"):
            if not schedule.upcoming:
                _nothing(schedule.left_out)
            for race in schedule.upcoming:
                day_heading(race.scheduled_at)
                race_card(race, with_tournament=with_tournament)
        if schedule.past:
            with named(box("stack", "section"), "past"):
                text("Lately", tag="h2")
                with box("races"):
                    for race in schedule.past:
                        race_card(race, with_tournament=with_tournament)


def _nothing(left_out: int) -> None:
    with box("card"):
        if left_out:
            empty("No live race fits your choice", "Choose All to see every one that is scheduled.")
        else:
            empty("No live race is scheduled", "As soon as one is, it stands here with your eligibility.")

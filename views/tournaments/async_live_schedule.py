"""The schedule: what is next for me, what is coming day by day, and what was."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

from application.context import OrgContext
from application.domain.ids import LiveRaceId, PoolRef, RaceRef, RunRef, TournamentId, TournamentRef, read_id
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.permissions import Permission
from application.events import EventBus
from application.page_links import TournamentPages
from application.read_models import LiveRaceSummary
from components.action import on_click
from components.choices import address_of, choices, put_choice
from components.empty import Lead, empty
from components.help import RACE_DAY
from components.live_refresh import Fragment, Section, keep_fresh
from components.markup import Button, element, keep_focus, link, put_icon, test_id, text
from components.moment import zone_chip
from components.race_card import Races, next_of, next_race, put_races, strip
from views.concerns import Concerns, touches
from views.frame import frame, heading
from views.page_request import PageRequest
from views.public.embed_code import put_schedule_embeds
from views.tournament_frame import tournament_heading

_KINDS = (RaceRef, PoolRef, RunRef)
_PAST_SHOWN = 20
_SHOWN_AT_ONCE = 40
"""A screenful on any screen; with hundreds of cards a page would take seconds to appear."""
_STRIP_DAYS = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which races are wanted; it stands in the page's address."""

    only_eligible: bool = False
    only_mine: bool = False
    """Races that the viewer takes or took part in, and those that the viewer is reminded of."""
    tournament_id: TournamentId | None = None
    status: LiveRaceStatus | None = None

    @classmethod
    def read(cls, show: str, tournament: str, status: str) -> "_Choice":
        """What can't be read is left out."""
        tournament_id = read_id(tournament)
        return cls(
            only_eligible=show == "eligible",
            only_mine=show == "mine",
            tournament_id=TournamentId(tournament_id) if tournament_id is not None else None,
            status=LiveRaceStatus(status) if status in set(LiveRaceStatus) else None,
        )

    @property
    def narrows(self) -> bool:
        return self.only_eligible or self.only_mine or self.tournament_id is not None or self.status is not None

    def includes(self, race: LiveRaceSummary, mine: Collection[LiveRaceId]) -> bool:
        return (
            (not self.only_eligible or race.awaits_viewer)
            and (not self.only_mine or race.id in mine)
            and self.tournament_id in (None, race.tournament_id)
            and self.status in (None, race.status)
        )

    def address(self, path: str, **changes: str) -> str:
        words = {
            "show": "eligible" if self.only_eligible else "mine" if self.only_mine else "",
            "tournament": str(self.tournament_id or ""),
            "status": self.status.value if self.status is not None else "",
        } | changes
        return address_of(path, words)


@dataclass(frozen=True, slots=True)
class _Cards:
    """The coming races that are shown, how many there are, and how many more the choice hides.

    `lead` leads to what can be done about there being none, where the viewer can do something.
    """

    races: tuple[LiveRaceSummary, ...]
    total: int
    left_out: int
    lead: Lead | None


@dataclass(frozen=True, slots=True)
class _Schedule:
    next_for_me: LiveRaceSummary | None
    cards: _Cards
    past: tuple[LiveRaceSummary, ...]
    this_week: tuple[LiveRaceSummary, ...]


Read = Callable[[int], Awaitable[_Schedule]]
"""Takes how many coming races are wanted."""


async def show_organization_schedule(
    request: PageRequest, slug: str, show: str = "", tournament: str = "", status: str = ""
) -> None:
    ctx = await request.enter_organization(slug)
    organization = await request.container.organizations.get_organization(ctx)
    tournaments = await request.container.tournaments.list_tournaments(ctx, active_only=True)
    chosen = _Choice.read(show, tournament, status)

    async def read(most: int) -> _Schedule:
        return await _read(request, await request.enter_organization(slug), None, chosen, most)

    schedule = await read(_SHOWN_AT_ONCE)
    with frame(request, f"Schedule of {organization.name}", organization=organization, ctx=ctx):
        with heading("Schedule"), element("row"):
            _calendar_link()
            zone_chip()
        names = tuple((view.id, view.name) for view in tournaments)
        Fragment(_choices).show(_Choices(request.path, chosen, names if len(names) > 1 else ()))
        concerns = touches({organization.id}, TournamentRef, *_KINDS, runs_of=ctx.actor.user_id)
        _body(request.container.bus, concerns, schedule, read, with_tournament=True)


async def show_tournament_schedule(request: PageRequest, tournament_id: int, show: str = "", status: str = "") -> None:
    own = TournamentId(tournament_id)
    ctx = await request.enter_tournament(own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    chosen = _Choice.read(show, "", status)

    async def read(most: int) -> _Schedule:
        return await _read(request, await request.enter_tournament(own), own, chosen, most)

    schedule = await read(_SHOWN_AT_ONCE)
    with frame(request, f"Schedule of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, tournament)
        with element("heading__row"):
            Fragment(_choices).show(_Choices(request.path, chosen))
            with element("row"):
                _calendar_link()
                zone_chip()
        concerns = touches({organization.id}, *_KINDS, tournament_id=own, runs_of=ctx.actor.user_id)
        _body(request.container.bus, concerns, schedule, read, with_tournament=False)
        if tournament.is_public:
            put_schedule_embeds(request.site, f"/tournaments/{own}", tournament.name)


async def _read(
    request: PageRequest, ctx: OrgContext, tournament_id: TournamentId | None, chosen: _Choice, most: int
) -> _Schedule:
    """Read the nearest `most` races, or all of them where a choice has to be made among them."""
    live_races = request.container.live_races
    upcoming = await live_races.list_scheduled_races(ctx, tournament_id, limit=None if chosen.narrows else most)
    total = len(upcoming)
    if not chosen.narrows and total == most:
        total = await live_races.count_scheduled_races(ctx, tournament_id)
    latest = await live_races.list_past_races(ctx, tournament_id or chosen.tournament_id, limit=_PAST_SHOWN)
    mine: set[LiveRaceId] = set()
    if chosen.only_mine:
        mine = await live_races.list_entered(ctx) | set(await request.container.notifications.list_reminders(ctx))
    ended = {race.id for race in latest}
    wanted = tuple(race for race in upcoming if chosen.includes(race, mine) and race.id not in ended)
    over = (race for race in latest if chosen.status in (None, race.status))
    past = (race for race in over if not chosen.only_mine or race.id in mine)
    left_out = sum(race.id not in ended for race in upcoming) - len(wanted)
    lead = None
    if left_out:
        lead = Lead("Show all races", request.path)
    elif not upcoming and tournament_id is not None and await _may_schedule(request, ctx, tournament_id):
        lead = Lead("Schedule a live race", TournamentPages(tournament_id).new_live_race)
    return _Schedule(
        next_for_me=next_of(upcoming),
        cards=_Cards(wanted[:most], len(wanted) if chosen.narrows else total, left_out, lead),
        past=tuple(past),
        this_week=tuple(race for race in wanted if race.scheduled_at < request.container.clock.now() + _STRIP_DAYS),
    )


async def _may_schedule(request: PageRequest, ctx: OrgContext, tournament_id: TournamentId) -> bool:
    if not ctx.allows(Permission.MANAGE_TOURNAMENTS, tournament_id):
        return False
    return (await request.container.tournaments.get_tournament(ctx, tournament_id)).is_active


@dataclass(frozen=True, slots=True)
class _Choices:
    path: str
    chosen: _Choice
    tournaments: tuple[tuple[TournamentId, str], ...] = ()


def _choices(shown: _Choices) -> None:
    path, chosen = shown.path, shown.chosen
    with choices("Show races"):
        put_choice("All", path, chosen=not chosen.narrows)
        put_choice("I can race", chosen.address(path, show="eligible"), chosen=chosen.only_eligible)
        put_choice("Mine", chosen.address(path, show="mine"), chosen=chosen.only_mine)
        for status in (LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS):
            put_choice(status.label, chosen.address(path, status=status.value), chosen=chosen.status is status)
        for tournament_id, name in shown.tournaments:
            address = chosen.address(path, tournament=str(tournament_id))
            put_choice(name, address, chosen=chosen.tournament_id == tournament_id)


def _calendar_link() -> None:
    with test_id(link("", "/calendar", "button"), "calendar-link"):
        put_icon("calendar")
        text("In your calendar", tag="span")


def _body(bus: EventBus, concerns: Concerns, schedule: _Schedule, read: Read, *, with_tournament: bool) -> None:
    most = _SHOWN_AT_ONCE
    mine = Fragment(next_race)
    week = Fragment(strip)
    upcoming = Fragment(_draw_cards)
    more = Section[int](lambda total: _draw_more(total, show_more))
    past = Fragment(_draw_past)

    def show(shown: _Schedule) -> None:
        mine.show(shown.next_for_me)
        week.show(shown.this_week)
        cards = shown.cards
        upcoming.show((Races(cards.races, with_tournament, by_day=True), cards))
        more.show(cards.total if len(cards.races) < cards.total else 0)
        past.show(Races(shown.past, with_tournament))

    async def refresh() -> None:
        show(await read(most))

    async def show_more() -> None:
        nonlocal most
        most += _SHOWN_AT_ONCE
        await refresh()

    show(schedule)
    keep_fresh(bus, refresh, concerns=concerns)


def _draw_cards(shown: tuple[Races, _Cards]) -> None:
    """Draw the coming races, the nearest first, or say how many the choice leaves out."""
    races, cards = shown
    with test_id(element("races", "section"), "upcoming"):
        if not races.races:
            _nothing(cards)
        put_races(races)


def _draw_more(total: int, show_more: Callable[[], Awaitable[None]]) -> None:
    """The rest of a long list comes when it is asked for."""
    if total:
        with element("row row--centre"):
            more = test_id(Button(f"Show more of {total} races", icon="down"), "show-more")
            on_click(keep_focus(more, "show-more"), show_more)


def _draw_past(shown: Races) -> None:
    if shown.races:
        with test_id(element("stack", "section"), "past"):
            text("Recent races", tag="h2")
            with element("races"):
                put_races(shown)


def _nothing(cards: _Cards) -> None:
    leads = () if cards.lead is None else (cards.lead,)
    with element("card"):
        if cards.left_out:
            empty(
                "No live race fits your choice",
                "Choose All to see every one that is scheduled.",
                *leads,
                about=RACE_DAY,
            )
        else:
            empty(
                "No live race is scheduled", "Scheduled races show here with your eligibility.", *leads, about=RACE_DAY
            )

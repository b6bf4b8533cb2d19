"""The home page: what is next for me; for strangers, what this is."""

from dataclasses import dataclass
from datetime import timedelta

from nicegui import ui

from application.context import OrgContext
from application.domain.errors import DomainError
from application.domain.events import Event
from application.domain.ids import MatterRef, OrganizationId, PoolRef, RaceRef, RunRef, TournamentRef
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.permissions import Permission
from application.domain.words import counted
from application.read_models import LiveRaceDetails, LiveRaceSummary, OrganizationView, Waiting
from application.read_models.runs import RunSummary
from application.services.people.organization_service import proposed_slug
from components.action import on_click
from components.dialog import Dialog
from components.empty import empty
from components.form import Form, Values, text_of
from components.help import BEFORE_RACING, RACE_DAY
from components.live_refresh import Fragment, keep_fresh
from components.markup import Button, element, link, test_id, text
from components.race_card import Races, next_of, next_race, put_races, put_result
from components.status import Look, chip
from views.concerns import touches
from views.frame import frame, heading
from views.page_request import PageRequest

_SHOWN = 5
_RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Shown:
    runs: tuple[RunSummary, ...]
    races: tuple[LiveRaceSummary, ...]
    results: tuple[LiveRaceDetails, ...]
    waiting: tuple[tuple[OrganizationView, Waiting], ...]
    staffed: frozenset[OrganizationId]
    """Where the viewer is of the staff, to whom others' runs may matter."""


async def show_home(request: PageRequest) -> None:
    viewer = request.demand_viewer()
    organizations = await request.container.organizations.list_own(viewer.id)
    shown = await _read(request, organizations)
    may_found = await request.container.identity.is_site_administrator(request.actor)
    with frame(request, "SahaBot2", for_staff=may_found):
        heading(f"Hello, {viewer.name}")
        if may_found and not organizations:
            _first_step(request)
        under_way, mine = Fragment(_under_way), Fragment(next_race)
        _demo_card(request)
        with element("stack", "section"):
            text("Next live races", tag="h2")
            races = Fragment(_races)
        results = Fragment(_results)
        with element("stack", "section"):
            with element("heading__row"):
                text("Your organizations", tag="h2")
                if may_found:
                    _for_site_administrators(request, may_found_another=bool(organizations))
            places = Fragment(_organizations)

        def show(fresh: _Shown) -> None:
            places.show(fresh.waiting)
            results.show(fresh.results)
            under_way.show(fresh.runs)
            mine.show(next_of(fresh.races))
            races.show(_Races(fresh.races, next_of(fresh.races)))

        show(shown)

        async def refresh() -> None:
            show(await _read(request, organizations))

        known = {organization.id for organization in organizations}
        players = touches(known, TournamentRef, PoolRef, RaceRef, RunRef, runs_of=viewer.id)
        staffs = touches(shown.staffed, MatterRef, RunRef)

        def concerns(event: Event) -> bool:
            return players(event) or staffs(event)

        keep_fresh(request.container.bus, refresh, concerns=concerns)


def _for_site_administrators(request: PageRequest, *, may_found_another: bool) -> None:
    with element("row"):
        link("People", "/people", "button")
        link("All organizations", "/organizations", "button")
        link("Import from SahasrahBot", "/import", "button")
        link("Import an organization", "/import-organization", "button")
        if may_found_another:
            new = test_id(Button("New organization", icon="plus"), "new-organization")
            on_click(new, lambda: _found(request))


def _first_step(request: PageRequest) -> None:
    with test_id(element("hero"), "first-step"):
        with element("stack stack--tight"):
            text("Create your community's organization", tag="h2")
            text("Members, tournaments and races belong to it. Afterwards you are led to the first race.", "soft")
        with element("hero__action"):
            new = test_id(Button("Create organization", icon="plus", style="primary"), "new-organization")
            on_click(new, lambda: _found(request))


async def _found(request: PageRequest) -> None:
    """Open the dialog in which a site administrator creates an organization and becomes its first admin."""

    async def send(values: Values) -> None:
        await request.container.identity.demand_site_administrator(request.actor)
        made = await request.container.organizations.create_organization(
            text_of(values, "slug"),
            text_of(values, "name"),
            str(values.get("description", "")),
            admin=request.demand_viewer().id,
            by=request.actor,
        )
        ui.navigate.to(f"/organizations/{made.slug}")

    async def changed(values: Values) -> None:
        address.show(text_of(values, "slug") or proposed_slug(text_of(values, "name")))

    with (
        ui.context.client.content,
        Dialog("New organization", small=True) as dialog,
        Form(draft="organization", send=send, changed=changed) as form,
    ):
        form.text("name", "Name", limit=100)
        hint = "Used in addresses: lower-case letters, digits, hyphens. Default: made from the name."
        form.text("slug", "Short name", limit=60, optional=True, hint=hint)
        address = Fragment(_address)
        form.lines("description", "Description", optional=True)
        form.end("Create organization", icon="plus", cancel=True)
    dialog.open()


def _address(slug: str) -> None:
    if slug:
        test_id(text(f"Its address ends in /organizations/{slug}", "field__hint"), "address")


async def _read(request: PageRequest, organizations: tuple[OrganizationView, ...]) -> _Shown:
    races: list[LiveRaceSummary] = []
    past: list[tuple[OrgContext, LiveRaceSummary]] = []
    runs: list[RunSummary] = []
    waiting = []
    staffed = set()
    for organization in organizations:
        try:
            ctx = await request.container.access.enter(request.actor, organization.id)
        except DomainError:
            continue  # a membership that ended while the page was open
        coming, over = await request.container.live_races.list_schedule(ctx, coming=_SHOWN, past=_SHOWN)
        races += coming
        past += [(ctx, race) for race in over]
        runs += await request.container.runs.list_active_runs(ctx)
        waiting.append((organization, await request.container.waiting.count(ctx)))
        if ctx.allows_somewhere(Permission.RECORD_RESULTS):
            staffed.add(organization.id)
    since = request.container.clock.now() - _RECENT
    recent = [each for each in past if each[1].status is LiveRaceStatus.FINISHED and each[1].scheduled_at > since]
    recent.sort(key=lambda each: (each[1].scheduled_at, each[1].id), reverse=True)
    results = [await request.container.live_race_cache.get_live_race(ctx, race.id) for ctx, race in recent[:_SHOWN]]
    nearest = sorted(races, key=lambda race: (race.scheduled_at, race.id))[:_SHOWN]
    return _Shown(tuple(runs), tuple(nearest), tuple(results), tuple(waiting), frozenset(staffed))


def _under_way(runs: tuple[RunSummary, ...]) -> None:
    for run in runs:
        with test_id(element("hero hero--live"), "active-run"):
            with element("stack stack--tight"):
                text(f"Your run in {run.pool_name} is under way", tag="h2")
                text(f"{run.tournament_name}. Its clock goes on wherever you are.", "soft")
            with element("hero__action"):
                link("Go to your run", f"/runs/{run.id}", "button button--primary button--big")


def _demo_card(request: PageRequest) -> None:
    rehearsal = request.site.rehearsal
    if rehearsal is None:
        return

    async def watch() -> None:
        ui.navigate.to(f"/live-races/{await rehearsal.start_demo_race()}")

    with test_id(element("hero"), "demo"):
        with element("stack stack--tight"):
            text("Watch a live race from start to finish", tag="h2")
            text(
                "Simulated racers join a room on the rehearsal server, race one seed and land on the leaderboard. "
                "It takes about three minutes.",
                "soft",
            )
        with element("hero__action"):
            on_click(test_id(Button("Watch a demo race", icon="play", style="primary"), "watch-demo"), watch)


@dataclass(frozen=True, slots=True)
class _Races:
    all: tuple[LiveRaceSummary, ...]
    shown_above: LiveRaceSummary | None


def _races(races: _Races) -> None:
    if not races.all:
        with element("card"):
            empty(
                "No live race is scheduled",
                "Scheduled races show here with their time and your eligibility.",
                about=RACE_DAY,
            )
        return
    if races.all == (races.shown_above,):
        text("No other live race is scheduled.", "soft")
        return
    with element("races"):
        put_races(Races(tuple(race for race in races.all if race != races.shown_above)))


def _results(races: tuple[LiveRaceDetails, ...]) -> None:
    if races:
        with test_id(element("stack", "section"), "results"):
            text("Recent results", tag="h2")
            with element("races"):
                for race in races:
                    put_result(race)


def _organizations(own: tuple[tuple[OrganizationView, Waiting], ...]) -> None:
    if not own:
        with element("card"):
            empty(
                "You are not in an organization yet",
                "Ask an admin of yours to add you.",
                icon="people",
                about=BEFORE_RACING,
            )
        return
    with element("tiles", "ul"):
        for organization, waiting in own:
            with element(tag="li"), link("", f"/organizations/{organization.slug}", "card tile"):
                text(organization.name, "tile__title", "span")
                text(organization.description, "soft", "span")
                _waiting(waiting)


def _waiting(waiting: Waiting) -> None:
    looks = (
        (waiting.alerts, Look(counted(waiting.alerts, "alert"), "warning", "bad")),
        (waiting.unmatched, Look(counted(waiting.unmatched, "unmatched result"), "inbox", "warn")),
        (waiting.reviews, Look(f"{counted(waiting.reviews, 'run')} to review", "eye", "muted")),
    )
    if any(number for number, _ in looks):
        with test_id(element("row", "span"), "waits"):
            for number, look in looks:
                if number:
                    chip(look)

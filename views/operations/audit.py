"""The audit log of an organization, or of one tournament: who did what, from which value to which, when."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from application.context import OrgContext
from application.domain.events import Event
from application.domain.ids import OrganizationId, Subject, TournamentId, UserId, read_id
from application.domain.operations.audit import AuditFilter
from application.domain.permissions import Permission
from application.read_models import TournamentView
from application.services.operations.audit_service import AuditLine, AuditPlace
from components.audit_line import AuditEntry, audit_list
from components.choices import address_of
from components.empty import Lead, empty
from components.filters import Filters, keep_in_address
from components.form import Choice, Values, text_of
from components.help import ENDING
from components.live_refresh import Fragment, keep_fresh
from components.markup import element, link, test_id
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest
from views.tournament_frame import is_about, tournament_heading

_PAGE = 50
_NAMES = ("search", "kind", "who", "since", "tournament")
_SYSTEM, _ME = "system", "me"
_SINCE = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}
_SINCE_CHOICES = (
    Choice("", "Any time"),
    Choice("day", "The last 24 hours"),
    Choice("week", "The last 7 days"),
    Choice("month", "The last 30 days"),
)
_WHO = (Choice("", "Anybody"), Choice(_ME, "Me"), Choice(_SYSTEM, "The system"))

_PAGES = {
    Subject.TOURNAMENT: "/tournaments",
    Subject.POOL: "/pools",
    Subject.SEED: "/permalinks",
    Subject.RUN: "/runs",
    Subject.LIVE_RACE: "/live-races",
}

Enter = Callable[[], Awaitable[OrgContext]]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The words in the address; what can't be read is left out."""

    search: str = ""
    kind: str = ""
    who: str = ""
    since: str = ""
    tournament: str = ""

    @classmethod
    def of(cls, values: Values) -> "_Wanted":
        return cls(**{name: text_of(values, name)[:100] for name in _NAMES})

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in _NAMES}


@dataclass(frozen=True, slots=True)
class _Shown:
    entries: tuple[AuditEntry, ...]
    older: str
    newest: str
    all: str
    """Addresses of other parts of the log, where there are some."""


async def show_organization_audit(
    request: PageRequest,
    slug: str,
    search: str = "",
    kind: str = "",
    who: str = "",
    since: str = "",
    tournament: str = "",
    before: str = "",
) -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await request.container.organizations.get_organization(ctx)
    tournaments = await request.container.tournaments.list_tournaments(ctx)
    kinds = await request.container.audit.list_kinds(ctx)
    wanted = _Wanted(search[:100], kind, who, since, tournament)
    log = _Log(request, lambda: request.enter_organization(slug), None, wanted, before, tournaments)
    shown = await log.read()
    with frame(request, f"Audit log of {organization.name}", organization=organization, ctx=ctx):
        heading(
            "Audit log",
            crumbs=(NavLink(organization.name, f"/organizations/{slug}"),),
            intro="Everything that was changed here, by people and automatically.",
        )
        log.lay_out(shown, organization.id, kinds)


async def show_tournament_audit(
    request: PageRequest,
    tournament_id: int,
    search: str = "",
    kind: str = "",
    who: str = "",
    since: str = "",
    before: str = "",
) -> None:
    own = TournamentId(tournament_id)
    ctx = await request.enter_tournament(own)
    ctx.demand(Permission.MANAGE_TOURNAMENTS, own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    kinds = await request.container.audit.list_kinds(ctx, own)
    wanted = _Wanted(search[:100], kind, who, since)
    log = _Log(request, lambda: request.enter_tournament(own), own, wanted, before, (tournament,))
    shown = await log.read()
    is_imported = await request.container.history.is_imported(ctx, own)
    with frame(request, f"Audit log of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, tournament)
        if is_imported:
            link("History before the move", f"/tournaments/{tournament_id}/history")
        log.lay_out(shown, organization.id, kinds)


class _Log:
    """A log with its filters. `within` is the tournament that the page is about, None for everything."""

    def __init__(
        self,
        request: PageRequest,
        enter: Enter,
        within: TournamentId | None,
        wanted: _Wanted,
        before: str,
        tournaments: tuple[TournamentView, ...],
    ) -> None:
        self._request = request
        self._enter = enter
        self._within = within
        self._wanted = wanted
        self._before = read_id(before)
        self._tournaments = tournaments

    async def read(self) -> _Shown:
        ctx = await self._enter()
        page = await self._request.container.audit.tell_entries(ctx, self._filter(), before=self._before, limit=_PAGE)
        path, words = self._request.path, self._wanted.words
        return _Shown(
            entries=tuple(map(self._entry, page.items)),
            older=address_of(path, {**words, "before": str(page.items[-1].id)}) if page.has_more else "",
            newest="" if self._before is None else address_of(path, words),
            all=path,
        )

    def _filter(self) -> AuditFilter:
        wanted, viewer = self._wanted, self._request.demand_viewer().id
        chosen = wanted.tournament
        span = _SINCE.get(wanted.since)
        return AuditFilter(
            kinds=(wanted.kind,) if wanted.kind else (),
            actor_id=UserId(viewer) if wanted.who == _ME else None,
            system_only=wanted.who == _SYSTEM,
            tournament_id=self._within or (TournamentId(other) if (other := read_id(chosen)) is not None else None),
            since=self._request.container.clock.now() - span if span is not None else None,
            search=wanted.search,
        )

    def lay_out(self, shown: _Shown, organization_id: OrganizationId, kinds: dict[str, str]) -> None:
        with Filters(self._changed) as filters:
            filters.search("search", "Search", value=self._wanted.search)
            ordered = sorted(kinds.items(), key=lambda item: item[1])
            choices = [Choice("", "Everything"), *(Choice(kind, label) for kind, label in ordered)]
            filters.select("kind", "What", choices, value=self._wanted.kind)
            filters.select("who", "Who", _WHO, value=self._wanted.who)
            filters.select("since", "When", _SINCE_CHOICES, value=self._wanted.since)
            if self._within is None and len(self._tournaments) > 1:
                names = [Choice("", "All"), *(Choice(str(item.id), item.name) for item in self._tournaments)]
                filters.select("tournament", "Tournament", names, value=self._wanted.tournament)
        self._section = Fragment(_draw)
        self._section.show(shown)

        about = is_about(organization_id, self._within)

        def concerns(event: Event) -> bool:
            return event.logged and self._before is None and about(event)

        keep_fresh(self._request.container.bus, self._refresh, concerns=concerns)

    async def _refresh(self) -> None:
        self._section.show(await self.read())

    async def _changed(self, values: Values) -> None:
        self._wanted, self._before = _Wanted.of(values), None
        keep_in_address(self._request.path, values, _NAMES)
        await self._refresh()

    def _entry(self, line: AuditLine) -> AuditEntry:
        return AuditEntry(
            label=line.label,
            actor=line.actor,
            by_system=line.actor_id is None,
            at=line.occurred_at,
            about=line.about or line.facts.get("name", ""),
            places=tuple(_named(place) for place in line.places if not self._is_the_page(place)),
            changes=line.changes,
            facts=tuple(line.facts.items()),
            raw_fields=line.changes_results,
        )

    def _is_the_page(self, place: AuditPlace) -> bool:
        return place.subject is Subject.TOURNAMENT and self._within is not None


def _draw(shown: _Shown) -> None:
    with element("card card--flush"):
        if shown.entries:
            audit_list(shown.entries)
        else:
            hint = "Search for something else, or show everything."
            empty("No matching entries", hint, Lead("Show everything", shown.all), icon="history", about=ENDING)
        if shown.older or shown.newest:
            with element("rows__more"):
                if shown.newest:
                    link("Newest", shown.newest, "button")
                if shown.older:
                    test_id(link("Older", shown.older, "button"), "older")


def _named(place: AuditPlace) -> tuple[str, str]:
    """Return what to call a place, and the address of its page where it still has one."""
    if place.name is None:
        return f"{place.last_name} (deleted)" if place.last_name else f"A deleted {place.subject}", ""
    return place.name, f"{_PAGES[place.subject]}/{place.id}"

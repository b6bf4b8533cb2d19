"""The review queue of a tournament, or of a whole organization: found, ticked, accepted many at once."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from nicegui import ui

from application.context import OrgContext
from application.domain.errors import InvalidInput
from application.domain.ids import (
    OrganizationId,
    PoolRef,
    RaceRef,
    RunId,
    RunRef,
    TournamentId,
    TournamentRef,
    UserId,
    read_id,
)
from application.domain.permissions import Permission
from application.domain.words import counted
from application.read_models import PoolView, TournamentView
from application.read_models.runs import BulkOutcome, ReviewItem, RunSummary
from components import notices
from components.choices import address_of
from components.dialog import Dialog
from components.empty import Lead, empty
from components.filters import Filters, keep_in_address
from components.form import Form, Values
from components.help import QUEUE
from components.live_refresh import Fragment, Section, keep_fresh
from components.markup import element, link, test_id, text
from components.review_table import ReviewRows, can_be_ticked, review_table
from components.ticks import tick_all
from views.concerns import touches
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest
from views.runs.review_filter import NAMES, Wanted, draw_filters
from views.tournament_frame import tournament_heading

_PAGE = 20
_TICKED = re.compile(r"run-([1-9][0-9]{0,17})-([0-9]{1,9})")
"""The name of a ticked box: the run, and its version."""

Enter = Callable[[], Awaitable[OrgContext]]


@dataclass(frozen=True, slots=True)
class _Shown:
    items: tuple[ReviewItem, ...]
    total: int
    has_more: bool
    wanted: Wanted
    with_tournament: bool


async def show_tournament_queue(
    request: PageRequest,
    tournament_id: int,
    status: str = "",
    kind: str = "",
    reviewer: str = "",
    flagged: str = "",
    pool: str = "",
    after: str = "",
) -> None:
    own = TournamentId(tournament_id)
    ctx = await request.enter_tournament(own)
    ctx.demand(Permission.RECORD_RESULTS, own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    reviewers = await request.container.reviews.list_reviewers(ctx, own)
    wanted = Wanted(status, kind, reviewer, flagged, "", pool)
    page = _Queue(request, lambda: request.enter_tournament(own), own, wanted, after)
    shown = await page.read()
    with frame(request, f"Review runs of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, tournament)
        page.lay_out(shown, organization.id, reviewers, pools=tournament.pools)


async def show_organization_queue(
    request: PageRequest,
    slug: str,
    status: str = "",
    kind: str = "",
    reviewer: str = "",
    flagged: str = "",
    tournament: str = "",
    after: str = "",
) -> None:
    ctx = await request.enter_organization(slug)
    organization = await request.container.organizations.get_organization(ctx)
    wanted = Wanted(status, kind, reviewer, flagged, tournament, "")
    page = _Queue(request, lambda: request.enter_organization(slug), None, wanted, after)
    shown = await page.read()
    mine = ctx.tournaments_with(Permission.RECORD_RESULTS)
    tournaments = await request.container.tournaments.list_tournaments(ctx)
    reviewers = await request.container.reviews.list_reviewers(ctx) if mine is None else {}
    with frame(request, f"Review runs of {organization.name}", organization=organization, ctx=ctx):
        heading("Review", crumbs=(NavLink(organization.name, f"/organizations/{slug}"),))
        own = tuple(item for item in tournaments if mine is None or item.id in mine)
        page.lay_out(shown, organization.id, reviewers, tournaments=own)


class _Queue:
    """A queue with its filters. `within` is the tournament that the page is about, None for all of them."""

    def __init__(
        self, request: PageRequest, enter: Enter, within: TournamentId | None, wanted: Wanted, after: str
    ) -> None:
        self._request = request
        self._enter = enter
        self._within = within
        self._wanted = wanted
        last = read_id(after)
        self._after = RunId(last) if last is not None else None
        self._viewer = request.demand_viewer().id

    async def read(self) -> _Shown:
        ctx = await self._enter()
        reviews = self._request.container.reviews
        wanted = self._wanted.filter_for(self._viewer, self._within)
        page = await reviews.list_queue(ctx, wanted, after=self._after, limit=_PAGE)
        total = await reviews.count_queue(ctx, wanted)
        return _Shown(page.items, total, page.has_more, self._wanted, with_tournament=self._within is None)

    def lay_out(
        self,
        shown: _Shown,
        organization_id: OrganizationId,
        reviewers: dict[UserId, str],
        tournaments: tuple[TournamentView, ...] = (),
        pools: tuple[PoolView, ...] = (),
    ) -> None:
        with Filters(self._changed) as filters:
            draw_filters(
                filters, self._wanted, reviewers=reviewers, viewer=self._viewer, tournaments=tournaments, pools=pools
            )
        self._section = Section(self._draw)
        self._section.show(shown)

        concerns = touches({organization_id}, TournamentRef, RunRef, PoolRef, RaceRef, tournament_id=self._within)
        keep_fresh(self._request.container.bus, self._refresh, concerns=concerns)

    async def _refresh(self) -> None:
        self._section.show(await self.read())

    async def _changed(self, values: Values) -> None:
        self._wanted, self._after = Wanted.of(values), None
        keep_in_address(self._request.path, values, NAMES)
        await self._refresh()

    def _draw(self, shown: _Shown) -> None:
        self._called = {item.run.id: _called(item.run) for item in shown.items}
        with element("stack"):
            text(f"{counted(shown.total, 'run')}, the oldest first.", "soft")
            with element("card card--flush"):
                if not shown.items:
                    empty(
                        "Nothing to review",
                        "Runs that wait for review show here, the oldest first.",
                        Lead("Show all runs", address_of(self._request.path, {"status": "all"})),
                        icon="inbox",
                        about=QUEUE,
                    )
                    return
                with Form(draft="queue", send=self._accept_ticked) as form:
                    form.element.classes("form--flush")
                    Fragment(review_table).show(ReviewRows(shown.items, self._viewer, shown.with_tournament))
                    self._end(form, shown)

    def _end(self, form: Form, shown: _Shown) -> None:
        with element("table__foot"):
            if shown.has_more:
                after = str(shown.items[-1].run.id)
                link("Later runs", address_of(self._request.path, {**shown.wanted.words, "after": after}), "button")
            if any(can_be_ticked(item, self._viewer) for item in shown.items):
                tick_all()
                form.end("Accept selected runs", icon="check")

    async def _accept_ticked(self, values: Values) -> None:
        """Accept what is ticked, each as it stood when it was ticked: its version is part of the box's name."""
        ticked = [_TICKED.fullmatch(name) for name, value in values.items() if value is True]
        runs = [(RunId(int(match[1])), int(match[2])) for match in ticked if match is not None]
        if not runs:
            raise InvalidInput.on("runs", "Select at least one run.")
        called = dict(self._called)
        outcomes = await self._request.container.reviews.accept_all(await self._enter(), runs)
        refused = [outcome for outcome in outcomes if outcome.refusal is not None]
        done = len(outcomes) - len(refused)
        if done:
            notices.tell(f"{counted(done, 'run')} accepted.")
        if refused:
            _show_refused(refused, called)


def _called(run: RunSummary) -> str:
    return f"{run.player} in {run.pool_name}, seed {run.seed_number}"


def _show_refused(refused: list[BulkOutcome], called: Mapping[RunId, str]) -> None:
    with (
        ui.context.client.content,
        Dialog("Not every run was accepted", small=True) as dialog,
        test_id(element("points", "ul"), "refused"),
    ):
        for outcome in refused:
            with element(tag="li"), element(tag="span"):
                link(called.get(outcome.run_id, "Another run"), f"/runs/{outcome.run_id}/review")
                text(f": {outcome.refusal}", tag="span")
    dialog.open()

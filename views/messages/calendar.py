"""Live races in one's own calendar: where the private addresses are found, and the files behind them."""

from collections.abc import Awaitable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from application.domain.errors import DomainError, RateLimited
from application.domain.ids import LiveRaceId, TournamentId
from application.domain.words import counted
from application.entity_tags import mark_of, names
from application.page_links import Name, RowId, Words
from application.read_models import OrganizationView, TournamentView
from application.services.messages.calendar_service import Feed
from components import notices
from components.action import on_click
from components.empty import empty
from components.form import Values
from components.help import RACE_DAY
from components.live_refresh import Section
from components.markup import Button, copy_button, element, link, outside_link, section, test_id, text
from components.question import ask
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest, SignInNeeded, asker_of, page_request_of, sign_in_address
from views.site_facts import SiteFacts


@dataclass(frozen=True, slots=True)
class _Shown:
    base: str
    """What the private addresses begin with; empty while there are none."""
    organizations: tuple[tuple[OrganizationView, tuple[TournamentView, ...]], ...] = ()


async def show_calendar(page_request: PageRequest) -> None:
    """Show one's private addresses, or offer to make them."""
    page_request.demand_viewer()
    read = await _read(page_request)
    with frame(page_request, "Calendar"):
        heading(
            "Live races in your calendar",
            crumbs=(NavLink("Your account", "/account"),),
            intro="Your calendar program follows these links automatically: a race that is moved or cancelled is moved "
            "or cancelled there, too.",
        )
        _Page(page_request).show(read)


async def _read(page_request: PageRequest) -> _Shown:
    viewer = page_request.demand_viewer()
    key = await page_request.container.calendars.key_of(viewer.id)
    if key is None:
        return _Shown("")
    organizations = []
    for organization in await page_request.container.organizations.list_own(viewer.id):
        ctx = await page_request.enter_organization(organization.slug)
        tournaments = await page_request.container.tournaments.list_tournaments(ctx, active_only=True)
        organizations.append((organization, tournaments))
    return _Shown(page_request.container.links.calendar(key), tuple(organizations))


class _Page:
    def __init__(self, page_request: PageRequest) -> None:
        self._page_request = page_request
        self._section = Section(self._draw)

    def show(self, shown: _Shown) -> None:
        self._section.show(shown)

    def _draw(self, shown: _Shown) -> None:
        with element("flow"):
            if not shown.base:
                with element("card"):
                    empty(
                        "No calendar links yet",
                        "Create private links that only you have.",
                        icon="calendar",
                        about=RACE_DAY,
                    )
                    with element("row row--centre"):
                        on_click(test_id(Button("Create calendar links", style="primary"), "create-links"), self._renew)
                return
            with section("Your own races", key="own"):
                text("What you can enter as things stand and what you took part in, in all your organizations.", "soft")
                _address("Your own races", f"{shown.base}/mine.ics")
            for organization, tournaments in shown.organizations:
                with section(organization.name, key=f"organization-{organization.id}"):
                    address = f"{shown.base}/organizations/{organization.slug}.ics"
                    _address(f"All races of {organization.name}", address)
                    for tournament in tournaments:
                        _tournament(tournament, shown.base)
            with section("Privacy", key="privacy"):
                text("Whoever knows these links can read the schedule as you do. They never have a seed.", "soft")
                with element("row"):
                    on_click(test_id(Button("Reset links", icon="refresh"), "renew"), self._ask_renew)
                    on_click(test_id(Button("Turn off", icon="ban", style="danger"), "turn-off"), self._ask_turn_off)

    async def _renew(self, _: Values | None = None) -> None:
        await self._page_request.container.calendars.renew_key(self._page_request.demand_viewer().id)
        self.show(await _read(self._page_request))
        notices.tell("Your calendar links are ready.")

    async def _turn_off(self, _: Values) -> None:
        await self._page_request.container.calendars.turn_off(self._page_request.demand_viewer().id)
        self.show(await _read(self._page_request))
        notices.tell("Your calendar links are turned off.")

    async def _ask_renew(self) -> None:
        sentence = "The present links stop working everywhere, and programs must be given the new ones."
        ask("Reset calendar links?", [sentence], "Reset links", self._renew, draft="renew-calendar", icon="refresh")

    async def _ask_turn_off(self) -> None:
        sentence = "The present links stop working everywhere. New ones can be created later."
        ask("Turn off calendar links?", [sentence], "Turn off", self._turn_off, draft="turn-off-calendar", icon="ban")


def _tournament(tournament: TournamentView, base: str) -> None:
    address = f"{base}/tournaments/{tournament.id}.ics"
    _address(tournament.name, address)
    if tournament.stream_delay_minutes:
        label = f"{tournament.name}, as streamed {counted(tournament.stream_delay_minutes, 'minute')} later"
        _address(label, f"{address}?stream=yes")


def _address(label: str, address: str) -> None:
    parts = urlsplit(address)
    subscribe = parts._replace(scheme="webcal").geturl()
    with test_id(element("address"), "address"):
        text(label, "strong")
        text(address, "address__text", "code")
        with element("row"):
            copy_button(f"the link to {label}", address)
            link("Subscribe", subscribe, "button").props["aria-label"] = f"Subscribe to {label}"
            google = f"https://calendar.google.com/calendar/r?cid={quote(subscribe, safe='')}"
            outside_link("Google Calendar", google, "button").props["aria-label"] = f"{label} in Google Calendar"


def calendar_routes(site: SiteFacts) -> APIRouter:
    """Return the files: feeds for whoever has a private address, single races for whoever is signed in."""
    router = APIRouter(include_in_schema=False)
    calendars, allowances = site.container.calendars, site.container.allowances

    async def answer(request: Request, feed: Awaitable[Feed]) -> Response:
        try:
            with allowances.guessing(asker_of(request)):
                return _file(request, await feed)
        except RateLimited as refusal:
            headers = {"Retry-After": str(refusal.retry_after_seconds)}
            return PlainTextResponse(refusal.message, status_code=429, headers=headers)
        except DomainError:
            return PlainTextResponse("There is no such calendar.", status_code=404)

    @router.get("/calendar/{key}/mine.ics")
    async def mine(request: Request, key: Name) -> Response:
        return await answer(request, calendars.own_feed(key))

    @router.get("/calendar/{key}/organizations/{slug}.ics")
    async def organization(request: Request, key: Name, slug: Name, stream: Words = "") -> Response:
        return await answer(request, calendars.organization_feed(key, slug, as_streamed=bool(stream)))

    @router.get("/calendar/{key}/tournaments/{tournament_id}.ics")
    async def tournament(request: Request, key: Name, tournament_id: RowId, stream: Words = "") -> Response:
        own = TournamentId(tournament_id)
        return await answer(request, calendars.tournament_feed(key, own, as_streamed=bool(stream)))

    @router.get("/live-races/{live_race_id}/calendar.ics")
    async def race(request: Request, live_race_id: RowId) -> Response:
        page_request = await page_request_of(site, request)
        own = LiveRaceId(live_race_id)
        try:
            ctx = await page_request.enter_live_race(own)
        except SignInNeeded:
            return RedirectResponse(sign_in_address(request), status_code=303)
        except DomainError as refusal:
            return PlainTextResponse(refusal.message, status_code=404)
        return await answer(request, calendars.race_file(ctx, own))

    return router


def _file(request: Request, found: Feed) -> Response:
    mark = mark_of(found.content)
    headers = {
        "Cache-Control": "private, no-cache",
        "ETag": mark,
        "Content-Disposition": f'inline; filename="{found.file_name}"',
    }
    if names(request.headers.getlist("if-none-match"), mark):
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type="text/calendar; charset=utf-8", headers=headers)

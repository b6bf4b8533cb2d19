"""What stands around every page: the way to everything else, who is signed in, and the mark of a rehearsal."""

import html
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from nicegui import Client, ui

from application.context import OrgContext
from application.domain.events import Event
from application.domain.events.live_races import AsyncLiveRaceRosterChangedEvent
from application.domain.ids import MatterRef, RaceRef, RunRef
from application.domain.permissions import Permission
from application.domain.words import counted
from application.read_models import OrganizationView, Waiting
from application.version import VERSION, commit
from components.count import put_count
from components.help import draw_help, help_of_page
from components.live_refresh import Fragment, keep_fresh
from components.markup import Text, element, link, outside_link, put_icon, test_id, text
from components.moment import page_clock, zone_note
from views.bell import bell
from views.concerns import touches
from views.page_request import PageRequest
from views.user_menu import user_menu

NAME = "SahaBot2"
_DESCRIPTION = "Async tournaments and live races for speedrunning and randomizer communities."


@dataclass(frozen=True, slots=True)
class NavLink:
    label: str
    address: str
    icon: str = ""
    waiting: int = 0
    """How much waits there for somebody."""
    what: str = ""
    """One of it, e.g. "run"."""


@contextmanager
def frame(
    request: PageRequest,
    title: str,
    *,
    organization: OrganizationView | None = None,
    ctx: OrgContext | None = None,
    description: str = "",
    for_staff: bool = False,
) -> Iterator[None]:
    """Lay out a page; its own content goes inside.

    `organization` adds the links of that organization, `ctx` those for what its actor may do there. `description` is
    what programs show beside a link to the page. Staff see which version this is: those of `ctx`, and whoever sees a
    page that is `for_staff` only.
    """
    _head(request, title, description or _DESCRIPTION)
    link("Skip to the content", "#main", "skip")
    page_clock(request.container.clock.now())
    if request.site.rehearsal is not None:
        _rehearsal_mark(request.site.rehearsal.url)
    _top(request, organization, ctx)
    main = element("page", "main")
    main.props["id"] = "main"
    main.props["tabindex"] = "-1"
    with main, element("flow"):
        yield
    _foot(for_staff=for_staff or (ctx is not None and ctx.allows_somewhere(Permission.RECORD_RESULTS)))


def _give_way(client: Client) -> None:
    """Take its meaning from the `main` that the page framework puts around everything; ours has the content."""
    slot = client.content.parent_slot
    if slot is not None:
        slot.parent.props["role"] = "presentation"


def bare_head(request: PageRequest, title: str) -> None:
    """Name the page and load our styles and scripts, for a page without anything else around its content."""
    ui.page_title(title if title == NAME else f"{title} · {NAME}")
    _give_way(ui.context.client)
    version = request.site.static_version
    settings = request.container.settings
    if settings.base_url:  # a browser that came by another name is told, since nothing can be done from there
        ui.add_head_html(f'<meta name="site-address" content="{html.escape(settings.public_url)}">')
    ui.add_head_html(
        f'<link rel="stylesheet" href="/static/site.css?v={version}">'
        f'<script type="module" src="/static/elements.js?v={version}" blocking="render"></script>'
    )


def _head(request: PageRequest, title: str, description: str) -> None:
    bare_head(request, title)
    ui.add_head_html(f'<script type="module" src="/static/notices.js?v={request.site.static_version}"></script>')
    if request.viewer is not None:  # whose drafts the browser keeps apart
        ui.add_head_html(f'<meta name="viewer" content="{request.viewer.id}">')
    address = f"{request.container.settings.public_url}{request.path}"
    for name, content in (
        ("og:title", title),
        ("og:description", description),
        ("og:type", "website"),
        ("og:url", address),
        ("og:site_name", NAME),
    ):
        ui.add_head_html(f'<meta property="{name}" content="{html.escape(content)}">')
    ui.add_head_html(
        f'<meta name="description" content="{html.escape(description)}">'
        '<meta name="theme-color" media="(prefers-color-scheme: light)" content="#f6f6f8">'
        '<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#121215">'
    )


def _rehearsal_mark(address: str) -> None:
    with test_id(element("rehearsal"), "rehearsal"):
        put_icon("info")
        with element(tag="span"):
            text("Rehearsal: races take place on a ", tag="span")
            outside_link("built-in racetime.gg stand-in", address)
            text(" with simulated racers.", tag="span")


def _top(request: PageRequest, organization: OrganizationView | None, ctx: OrgContext | None) -> None:
    with element("top", "header"), element("top__bar"):
        brand = Fragment(_draw_brand, "brand", "a")
        brand.host.props["href"] = "/"
        brand.show(NAME)
        if organization is not None:
            _put_navigation(request, organization, ctx)
        with element("top__end"):
            if request.viewer is None:
                link("Sign in", "/sign-in", "button")
            else:
                way = Fragment(draw_help, "bell", "a")
                test_id(way.host, "help")
                way.host.props["href"], way.host.props["data-page-help"] = help_of_page(), True
                way.show("Help with this page")
                bell(request)
                user_menu(request, request.viewer.name, organization)


def _draw_brand(name: str) -> None:
    with element("brand__mark", "span"):
        put_icon("flag")
    text(name, tag="span")


def _put_navigation(request: PageRequest, organization: OrganizationView, ctx: OrgContext | None) -> None:
    """The ways to an organization's pages, for players and for staff, with what waits there; on a phone a menu."""
    with element("nav", "nav") as nav:
        nav.props["aria-label"] = organization.name
        opener, parts = Fragment(_draw_opener, "nav__opener", "button"), Fragment(_draw_parts, "nav__parts")
    opener.host.props["type"], opener.host.props["aria-expanded"] = "button", "false"
    opener.host.props["aria-controls"] = parts.host.props["id"] = "organization-pages"

    def show(fresh: OrgContext | None, waiting: Waiting) -> None:
        home = f"/organizations/{organization.slug}"
        staff = _links_for_staff(home, fresh, waiting) if fresh is not None else ()
        opener.show(sum(item.waiting for item in staff))
        parts.show(_Navigation(_links_for_players(home, organization.name), staff, request.path))

    show(ctx, Waiting())
    if ctx is None or request.page is None or not ctx.allows_somewhere(Permission.RECORD_RESULTS):
        return
    page = request.page

    async def refresh() -> None:
        fresh = page.entered.get(organization.id, ctx)
        show(fresh, await request.container.waiting.count(fresh))

    page.finishers.append(refresh)
    about_work = touches({organization.id}, MatterRef, RaceRef, RunRef)

    def concerns(event: Event) -> bool:
        return not isinstance(event, AsyncLiveRaceRosterChangedEvent) and about_work(event)

    keep_fresh(request.container.bus, refresh, concerns=concerns, is_aside=True)


def _links_for_players(home: str, name: str) -> tuple[NavLink, ...]:
    return NavLink(name, home, "home"), NavLink("Schedule", f"{home}/schedule", "calendar")


def _links_for_staff(home: str, ctx: OrgContext, waiting: Waiting) -> tuple[NavLink, ...]:
    links: list[NavLink] = []
    if ctx.allows_somewhere(Permission.RECORD_RESULTS):
        links += [
            NavLink("Race night", f"{home}/race-night", "moon", waiting.alerts, "alert"),
            NavLink("Unmatched results", f"{home}/unmatched-results", "inbox", waiting.unmatched, "result"),
            NavLink("Review", f"{home}/review", "eye", waiting.reviews, "run"),
        ]
    if ctx.allows(Permission.MANAGE_TOURNAMENTS):
        links.append(NavLink("Messages", f"{home}/messages", "message"))
    if ctx.allows(Permission.MANAGE_ORGANIZATION):
        links += [
            NavLink("Members", f"{home}/members", "people"),
            NavLink("Audit", f"{home}/audit", "history"),
            NavLink("Settings", f"{home}/settings", "settings"),
        ]
    return tuple(links)


def current_link(links: Sequence[NavLink], path: str) -> NavLink | None:
    """Return the link to the page or to what it belongs to; the first one, which leads to the top, to itself only."""
    above = [item for item in links[1:] if path == item.address or path.startswith(f"{item.address}/")]
    if above:
        return max(above, key=lambda item: len(item.address))
    return links[0] if links and path == links[0].address else None


def _mark_current(node: ui.element, item: NavLink, path: str, current: NavLink | None) -> None:
    if item is current:
        node.props["aria-current"] = "page" if path == item.address else "true"


@dataclass(frozen=True, slots=True)
class Links:
    all: tuple[NavLink, ...]
    path: str


@dataclass(frozen=True, slots=True)
class _Navigation:
    play: tuple[NavLink, ...]
    organize: tuple[NavLink, ...]
    path: str


def _draw_opener(waiting: int) -> None:
    put_icon("menu")
    text("Menu", tag="span")
    _put_waiting(waiting, counted(waiting, "thing"))


def _draw_parts(shown: _Navigation) -> None:
    current = current_link((*shown.play, *shown.organize), shown.path)
    for name, part in (("Play", shown.play), ("Organize", shown.organize)):
        if not part:
            continue
        with element(f"nav__part nav__part--{name.lower()}") as group:
            group.props["role"], group.props["aria-label"] = "group", name
            text(name, "nav__name", "span")
            for item in part:
                _nav_link(item, shown.path, current)


def _nav_link(item: NavLink, path: str, current: NavLink | None) -> None:
    node = link("", item.address, "nav-link")
    _mark_current(node, item, path, current)
    with node:
        if item.icon:
            put_icon(item.icon)
        text(item.label, "nav-link__label", "span")
        _put_waiting(item.waiting, counted(item.waiting, item.what))


def _put_waiting(waiting: int, in_words: str) -> None:
    put_count(waiting, name="waiting")
    if waiting:
        text(f"({in_words} waiting)", "visually-hidden", "span")


def _foot(*, for_staff: bool) -> None:
    with element("foot", "footer"), element("foot__bar"):
        zone_note()
        if for_staff:
            test_id(text(f"Version {VERSION} {commit()}".rstrip(), tag="span"), "version")
        link("Help", "/help")
        link("Privacy", "/help/privacy")
        link("API", "/api/docs")


class HeadingRow(ui.element):
    """The row that a page's title stands in, for what goes beside it."""

    def __init__(self, title: str) -> None:
        super().__init__("div")
        self.classes("heading__row")
        with self:
            self._title = Text("h1", title)

    def rename(self, title: str) -> None:
        """Follow a page's subject that has got another name."""
        self._title.set_text(title)


def heading(title: str, *, crumbs: tuple[NavLink, ...] = (), intro: str = "") -> HeadingRow:
    """The page's own heading with the way back up; returns the row of the title."""
    with element("heading"):
        if crumbs:
            nav = Fragment(draw_crumbs, "crumbs", "nav")
            nav.host.props["aria-label"] = "Where you are"
            nav.show(crumbs)
        row = HeadingRow(title)
        if intro:
            text(intro, "soft prose")
    return row


def draw_crumbs(crumbs: tuple[NavLink, ...]) -> None:
    for number, crumb in enumerate(crumbs):
        if number:
            text("›", tag="span")
        link(crumb.label, crumb.address)


def tabs(links: tuple[NavLink, ...], *, label: str, path: str) -> None:
    nav = Fragment(draw_tabs, "tabs", "nav")
    nav.host.props["aria-label"] = label
    nav.show(Links(links, path))


def draw_tabs(links: Links) -> None:
    current = current_link(links.all, links.path)
    for item in links.all:
        _mark_current(link(item.label, item.address, "tab"), item, links.path, current)

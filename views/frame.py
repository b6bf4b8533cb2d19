"""What stands around every page: the way to everything else, who is signed in, and the mark of a rehearsal."""

import html
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from nicegui import Client, ui

from application.context import OrgContext
from application.domain.permissions import Permission
from application.read_models import OrganizationView
from components.live_refresh import Fragment
from components.markup import Text, element, link, outside_link, put_icon, test_id, text
from components.moment import page_clock, zone_note
from views.bell import bell
from views.page_request import PageRequest

NAME = "SahaBot2"
_DESCRIPTION = "Async tournaments and live races for speedrunning and randomizer communities."


@dataclass(frozen=True, slots=True)
class NavLink:
    label: str
    address: str
    icon: str = ""


@contextmanager
def frame(
    request: PageRequest,
    title: str,
    *,
    organization: OrganizationView | None = None,
    ctx: OrgContext | None = None,
    description: str = "",
) -> Iterator[None]:
    """Lay out a page; its own content goes inside.

    `organization` adds the links of that organization, `ctx` those for what its actor may do there. `description` is
    what programs show beside a link to the page.
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
    _foot()


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
        '<link rel="preload" href="/static/fonts/inter-latin.woff2" as="font" type="font/woff2" crossorigin>'
        f'<link rel="stylesheet" href="/static/site.css?v={version}">'
        f'<script type="module" src="/static/elements.js?v={version}"></script>'
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
        brand = link("", "/", "brand")
        with brand:
            with element("brand__mark", "span"):
                put_icon("flag")
            text(NAME, tag="span")
        if organization is not None:
            nav = Fragment(_draw_links, "top__nav", "nav")
            nav.host.props["aria-label"] = organization.name
            nav.show(Links(_links_of(organization, ctx), request.path))
        with element("top__end"):
            if request.viewer is None:
                link("Sign in", "/sign-in", "button")
            else:
                bell(request)
                _user_menu(request, request.viewer.name, organization)


def _links_of(organization: OrganizationView, ctx: OrgContext | None) -> tuple[NavLink, ...]:
    home = f"/organizations/{organization.slug}"
    links = [
        NavLink(organization.name, home, "home"),
        NavLink("Schedule", f"{home}/schedule", "calendar"),
    ]
    if ctx is not None and ctx.tournaments_with(Permission.RECORD_RESULTS) != frozenset():
        links += [
            NavLink("Race night", f"{home}/race-night", "moon"),
            NavLink("Unmatched results", f"{home}/unmatched-results", "inbox"),
            NavLink("Review", f"{home}/review", "eye"),
        ]
    if ctx is not None and ctx.allows(Permission.MANAGE_TOURNAMENTS):
        links.append(NavLink("Messages", f"{home}/messages", "message"))
    if ctx is not None and ctx.allows(Permission.MANAGE_ORGANIZATION):
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


def _draw_links(links: Links) -> None:
    current = current_link(links.all, links.path)
    for item in links.all:
        _nav_link(item, links.path, current)


def _nav_link(item: NavLink, path: str, current: NavLink | None) -> None:
    node = link("", item.address, "nav-link")
    _mark_current(node, item, path, current)
    with node:
        if item.icon:
            put_icon(item.icon)
        text(item.label, tag="span")


@dataclass(frozen=True, slots=True)
class _Menu:
    name: str
    organizations: tuple[NavLink, ...]


def _user_menu(request: PageRequest, name: str, current: OrganizationView | None) -> None:
    organizations = tuple(
        NavLink(
            organization.name,
            f"/organizations/{organization.slug}",
            "check" if current is not None and organization.id == current.id else "home",
        )
        for organization in request.organizations
    )
    menu = Fragment(_draw_menu, "menu", "details")
    test_id(menu.host, "user-menu")
    menu.show(_Menu(name, organizations))


def _draw_menu(menu: _Menu) -> None:
    with element(tag="summary"):
        put_icon("person")
        text(menu.name, "menu__name", "span")
        put_icon("down")
    with element("menu__panel"):
        if menu.organizations:
            with element("menu__group", "nav") as own:
                own.props["aria-label"] = "Your organizations"
                for organization in menu.organizations:
                    _menu_item(organization.label, organization.address, organization.icon)
        _menu_item("Your account", "/account", "settings")
        _menu_item("Calendar", "/calendar", "calendar")
        _menu_item("API tokens", "/account/tokens", "key")
        with element(tag="form") as form:
            form.props["method"], form.props["action"] = "post", "/sign-out"
            button = test_id(text("", "menu__item", "button"), "sign-out")
            button.props["type"] = "submit"
            with button:
                put_icon("sign-out")
                text("Sign out", tag="span")


def _menu_item(label: str, address: str, icon: str) -> None:
    with link("", address, "menu__item"):
        put_icon(icon)
        text(label, tag="span")


def _foot() -> None:
    with element("foot", "footer"), element("foot__bar"):
        zone_note()
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

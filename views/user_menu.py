"""The menu of who is signed in: the way to one's organizations and account, and out."""

from dataclasses import dataclass

from application.read_models import OrganizationView
from components.live_refresh import Fragment
from components.markup import element, link, put_icon, test_id, text
from views.page_request import PageRequest


@dataclass(frozen=True, slots=True)
class _Organization:
    name: str
    slug: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class _Menu:
    name: str
    organizations: tuple[_Organization, ...]


def user_menu(request: PageRequest, name: str, current: OrganizationView | None) -> None:
    organizations = tuple(
        _Organization(each.name, each.slug, current is not None and each.id == current.id)
        for each in request.organizations
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
                for each in menu.organizations:
                    _menu_item(each.name, f"/organizations/{each.slug}", "check" if each.is_open else "home")
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

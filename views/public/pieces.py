"""What several public pages have in common."""

from collections.abc import Sequence
from urllib.parse import urlencode

from application.domain.live_races.live_race import NOT_STARTED, LiveRaceStatus
from application.domain.look import links_in
from application.read_models import OrganizationView, TournamentView
from components.empty import empty
from components.help import HIDING, RACE_DAY
from components.markup import element, link, outside_link, put_icon, section, test_id, text
from components.race_card import Races, put_races
from components.status import Look, chip, look_of_activity
from views.frame import Links, NavLink, draw_crumbs, draw_tabs

LIVE = NOT_STARTED - {LiveRaceStatus.SCHEDULED} | {LiveRaceStatus.IN_PROGRESS}
"""A race that can be watched: its room is open, or it is on."""


def crumbs_of(organization: OrganizationView, *more: NavLink) -> tuple[NavLink, ...]:
    return (NavLink(organization.name, f"/organizations/{organization.slug}"), *more)


def crumb_of(tournament: TournamentView) -> NavLink:
    return NavLink(tournament.name, f"/tournaments/{tournament.id}")


def put_heading(
    title: str, crumbs: tuple[NavLink, ...] = (), looks: Sequence[Look] = (), *, they_change: bool = False
) -> None:
    """Where `they_change`, the looks have a line of their own on a phone, and what is below stays where it is."""
    with element("heading"):
        if crumbs:
            with element("crumbs", "nav") as nav:
                nav.props["aria-label"] = "Where you are"
                draw_crumbs(crumbs)
        with element("heading__row"):
            text(title, tag="h1")
            with element(f"row{' heading__looks' if they_change else ''}"):
                for look in looks:
                    chip(look)


def put_tournament_top(organization: OrganizationView, tournament: TournamentView, path: str) -> None:
    """The tournament's name, the way up, and the tabs of its public pages."""
    look = look_of_activity(is_active=tournament.is_active)
    put_heading(tournament.name, crumbs_of(organization), (look,))
    home = f"/tournaments/{tournament.id}"
    links = (
        NavLink("Overview", home),
        NavLink("Schedule", f"{home}/schedule"),
        NavLink("Leaderboard", f"{home}/leaderboard"),
        NavLink("Statistics", f"{home}/statistics"),
    )
    with element("tabs", "nav") as nav:
        nav.props["aria-label"] = tournament.name
        draw_tabs(Links(links, path))


def put_hidden(what: str) -> None:
    empty("Hidden for now", f"{what} show when the tournament closes.", icon="eye", about=HIDING)


def put_race_list(name: str, title: str, races: Races) -> None:
    """A titled list of races; nothing where there is none."""
    if races.races:
        with test_id(element("stack", "section"), name):
            text(title, tag="h2")
            with element("races"):
                put_races(races)


def put_no_races(hint: str = "Scheduled races show here.") -> None:
    with element("card"):
        empty("No live race is scheduled", hint, about=RACE_DAY)


def put_calendar_link(address: str, label: str = "Calendar") -> None:
    with test_id(link("", address, "button"), "calendar-link"):
        put_icon("calendar")
        text(label, tag="span")


def sign_in_address(path: str) -> str:
    """Return the way in for who chooses to sign in on a public page, and back to it."""
    return "/sign-in" if path == "/" else f"/sign-in?{urlencode({'next': path, 'chosen': 1}, safe='/')}"


_TAKE_PART = "take-part"
HOW_TO_TAKE_PART = f"#title-{_TAKE_PART}"
"""Where on a page that says so it is said."""


def put_how_to_take_part(organization: OrganizationView, path: str) -> None:
    with test_id(section("Take part", key=_TAKE_PART), "take-part"):
        text(
            f"Sign in with Discord, become a member of {organization.name} by an invite link from its staff, and "
            "link your racetime.gg account. Then you may enter the live races here, or race seeds in async runs.",
            "soft",
        )
        links = links_in(organization.links)
        if links:
            with test_id(element("row"), "where-to-ask"):
                text("Ask for one here:", "soft", "span")
                for each in links:
                    outside_link(each.label, each.address).props["rel"] = "nofollow ugc noopener noreferrer"
        with element("row"):
            link("Sign in", sign_in_address(path), "button button--primary")

"""The home page for people without an account: what is live, what comes next, what was, and all public tournaments."""

from application.domain.words import counted
from application.read_models import LiveRaceDetails
from application.read_models.operations import PublicFront, PublicTournament
from components.choices import put_search
from components.empty import empty
from components.help import SHOWING
from components.markup import element, link, listing, section, test_id, text
from components.race_card import Races
from components.status import Look, chip
from views.frame import NAME
from views.public.cards import live_now, recent_results
from views.public.face import Asked
from views.public.pieces import put_race_list
from views.public.sheet import PublicPage, Sheet, put_down
from views.public.spoilers import put_spoiler_script, spoiler_note

CLAIM = "Live races and async tournaments of speedrunning and randomizer communities"


async def front(asked: Asked) -> PublicPage:
    search = asked.word("search")
    shown = await asked.site.container.public.get_front(search)

    def draw(sheet: Sheet) -> None:
        with element("intro"):
            text("Watch communities race", tag="h1")
            text(f"{CLAIM}: one seed, everybody at the same moment, results as they happen.", "soft prose")
        put_spoiler_script(asked.site.static_version)
        sheet.part("spoilers", spoiler_note, bool(shown.live or shown.recent), "section")
        sheet.part("live", _live, shown.live, "section")
        sheet.part("next", _next, Races(shown.next, by_day=True, for_anybody=True), "section")
        sheet.part("recent", recent_results, shown.recent, "section")
        with element("stack", "section"):
            with element("heading__row"):
                text("Public tournaments", tag="h2")
                put_search("/", "Find a tournament", search)
            _tournaments(shown, search)
        _for_communities()

    body, moving = put_down(draw)
    live = counted(len(shown.live), "race")
    return PublicPage(
        title=NAME,
        description=f"{live} live now. {CLAIM}." if shown.live else f"{CLAIM}.",
        path=asked.address,
        body=body,
        moving=moving,
        concerns=lambda _: True,
        holds_until=min((each.moves_at for each in shown.live if each.moves_at is not None), default=None),
        is_listed=not search,
    )


def _live(races: tuple[LiveRaceDetails, ...]) -> None:
    if races:
        live_now(races)
        return
    with test_id(element("stack", "section"), "live"):
        text("Live now", tag="h2")
        text("No race is on just now.", "soft")


def _next(races: Races) -> None:
    put_race_list("next", "Up next", races)


def _tournaments(shown: PublicFront, search: str) -> None:
    if not shown.tournaments:
        with element("card"):
            if search:
                empty(
                    "No tournament fits",
                    "Look for a part of its name, or of its community's.",
                    icon="search",
                    about=SHOWING,
                )
            else:
                empty(
                    "No tournament is public yet",
                    "Communities decide which of theirs everybody may watch.",
                    about=SHOWING,
                )
        return
    listing("tiles", lambda: _tiles(shown.tournaments))
    if shown.total > len(shown.tournaments):
        text(f"{shown.total - len(shown.tournaments)} more. Search to find them.", "soft")


def _tiles(tournaments: tuple[PublicTournament, ...]) -> None:
    for tournament in tournaments:
        with element(tag="li"), test_id(element("card tile"), "tournament"):
            link(tournament.name, f"/tournaments/{tournament.id}", "tile__title")
            link(tournament.organization_name, f"/organizations/{tournament.organization_slug}", "soft")
            if tournament.description:
                text(tournament.description, "tile__words soft")
            if not tournament.is_active:
                with element("row"):
                    chip(Look("Closed", "lock", "muted"))


def _for_communities() -> None:
    with section("Live races that run themselves", key="communities"):
        text(
            "Schedule a race, and its racetime.gg room opens automatically. Everybody who may race gets the same seed "
            "at the same moment, and results are recorded, corrected, scored and ranked without a single command.",
            "prose",
        )
        with element("row"):
            link("Sign in", "/sign-in", "button button--primary")
            link("Read the API", "/api/docs", "button")

"""A community as strangers see it: its public tournaments and their races."""

from collections.abc import Callable

from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.words import counted
from application.read_models import OrganizationView, TournamentView
from components.markup import element, link, listing, test_id, text
from components.race_card import Races
from components.status import Look, chip
from views.public.face import Asked
from views.public.pieces import LIVE, crumbs_of, put_calendar_link, put_heading, put_no_races, put_race_list
from views.public.schedule import Schedule, draw_schedule
from views.public.sheet import PublicPage, Sheet, put_down
from views.tournament_frame import is_about

_COMING_SHOWN, _PAST_SHOWN, _NEXT_SHOWN = 60, 20, 5


async def home(asked: Asked) -> PublicPage:
    container, ctx = asked.site.container, asked.entered()
    organization = await container.organizations.get_organization(ctx)
    tournaments = await container.tournaments.list_tournaments(ctx)
    races = await _races(asked)

    def draw(sheet: Sheet) -> None:
        put_heading(organization.name)
        if organization.description:
            text(organization.description, "prose")
        sheet.part("races", _next, races)
        with element("stack", "section"):
            text("Tournaments", tag="h2")
            listing("tiles", lambda: _tiles(tournaments))

    description = organization.description or f"Tournaments and live races of {organization.name}."
    return _page(asked, organization, organization.name, description, draw)


async def schedule(asked: Asked) -> PublicPage:
    organization = await asked.site.container.organizations.get_organization(asked.entered())
    races = await _races(asked)

    def draw(sheet: Sheet) -> None:
        put_heading("Schedule", crumbs_of(organization))
        with element("heading__row"):
            put_calendar_link(f"/organizations/{organization.slug}/calendar.ics")
            text("", tag="zone-chip")
        sheet.part("schedule", draw_schedule, races)

    title = f"Schedule of {organization.name}"
    return _page(asked, organization, title, f"{counted(len(races.coming), 'live race')} ahead.", draw)


async def _races(asked: Asked) -> Schedule:
    container, ctx = asked.site.container, asked.entered()
    coming = await container.live_races.list_scheduled_races(ctx, limit=_COMING_SHOWN)
    past = await container.live_races.list_past_races(ctx, limit=_PAST_SHOWN)
    return Schedule(coming, past, with_tournament=True)


def _page(
    asked: Asked, organization: OrganizationView, title: str, description: str, draw: Callable[[Sheet], None]
) -> PublicPage:
    body, moving = put_down(draw)
    return PublicPage(
        title=title,
        description=description,
        path=asked.path,
        body=body,
        moving=moving,
        concerns=is_about(organization.id, None),
    )


def _next(shown: Schedule) -> None:
    live = tuple(race for race in shown.coming if race.status in LIVE)
    over = tuple(race for race in shown.past if race.status is LiveRaceStatus.FINISHED)
    ahead = tuple(race for race in shown.coming if race.status is LiveRaceStatus.SCHEDULED)
    with element("flow"):
        if not shown.coming:
            put_no_races()
        put_race_list("live", "Live now", Races(live, for_anybody=True))
        put_race_list("next", "Up next", Races(ahead[:_NEXT_SHOWN], by_day=True, for_anybody=True))
        put_race_list("recent", "Recent results", Races(over[:_NEXT_SHOWN], by_day=True, for_anybody=True))


def _tiles(tournaments: tuple[TournamentView, ...]) -> None:
    for tournament in tournaments:
        with element(tag="li"), test_id(link("", f"/tournaments/{tournament.id}", "card tile"), "tournament"):
            text(tournament.name, "tile__title", "span")
            if tournament.description:
                text(tournament.description, "soft", "span")
            with element("row", "span"):
                chip(Look("Active", "dot", "good") if tournament.is_active else Look("Closed", "lock", "muted"))

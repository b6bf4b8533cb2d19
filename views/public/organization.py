"""A community as strangers see it: its public tournaments and their races."""

from collections.abc import Callable
from datetime import datetime

from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.words import counted
from application.read_models import LiveRaceDetails, LiveRaceSummary, OrganizationView
from components.markup import element, text
from components.race_card import Races
from views.public.cards import live_now, recent_results
from views.public.face import Asked
from views.public.pieces import LIVE, crumbs_of, put_calendar_link, put_heading, put_no_races, put_race_list
from views.public.schedule import Schedule, draw_schedule
from views.public.sheet import PublicFile, PublicPage, Sheet, put_down
from views.public.spoilers import put_spoiler_script, spoiler_note
from views.tournament_frame import is_about
from views.tournament_tiles import put_tiles, read_tiles

_COMING_SHOWN, _PAST_SHOWN, _LIVE_SHOWN, _NEXT_SHOWN = 60, 20, 12, 5


async def home(asked: Asked) -> PublicPage:
    container, ctx = asked.site.container, asked.entered()
    organization = asked.owner()
    tiles = await read_tiles(container, ctx, asked.path, asked.word("page"))
    races = await _races(asked)
    live, over = await _told(asked, races)

    def draw(sheet: Sheet) -> None:
        put_heading(organization.name)
        if organization.description:
            text(organization.description, "prose")
        put_spoiler_script(asked.site.static_version)
        sheet.part("spoilers", spoiler_note, bool(live or over), "section")
        sheet.part("live", live_now, live, "section")
        sheet.part("next", _next, races.coming, "section")
        sheet.part("recent", recent_results, over, "section")
        with element("stack", "section"):
            text("Tournaments", tag="h2")
            put_tiles(tiles, lambda tournament: tournament.description)

    description = organization.description or f"Tournaments and live races of {organization.name}."
    until = min((each.moves_at for each in live if each.moves_at is not None), default=None)
    return _page(asked, organization, organization.name, description, draw, until)


async def schedule(asked: Asked) -> PublicPage:
    organization = asked.owner()
    races = await _races(asked)

    def draw(sheet: Sheet) -> None:
        put_heading("Schedule", crumbs_of(organization))
        with element("heading__row"):
            put_calendar_link(f"/organizations/{organization.slug}/calendar.ics")
            text("", tag="zone-chip")
        sheet.part("schedule", draw_schedule, races)

    title = f"Schedule of {organization.name}"
    return _page(asked, organization, title, f"{counted(len(races.coming), 'live race')} ahead.", draw)


async def logo(asked: Asked) -> PublicFile:
    ctx = asked.entered()
    content = await asked.site.container.organizations.get_logo(ctx)
    return PublicFile(content, "image/png", is_about(ctx.organization_id, None))


async def _races(asked: Asked) -> Schedule:
    container, ctx = asked.site.container, asked.entered()
    coming, past = await container.live_races.list_schedule(ctx, coming=_COMING_SHOWN, past=_PAST_SHOWN)
    return Schedule(coming, past, with_tournament=True)


async def _told(asked: Asked, races: Schedule) -> tuple[tuple[LiveRaceDetails, ...], tuple[LiveRaceDetails, ...]]:
    """Return what everybody may know of the races that are on, and of those that were last."""
    live = [race for race in races.coming if race.status in LIVE]
    over = [race for race in races.past if race.status is LiveRaceStatus.FINISHED]
    cache, ctx = asked.site.container.live_race_cache, asked.entered()
    return (
        tuple([await cache.get_live_race(ctx, race.id) for race in live[:_LIVE_SHOWN]]),
        tuple([await cache.get_live_race(ctx, race.id) for race in over[:_NEXT_SHOWN]]),
    )


def _page(
    asked: Asked,
    organization: OrganizationView,
    title: str,
    description: str,
    draw: Callable[[Sheet], None],
    until: datetime | None = None,
) -> PublicPage:
    body, moving = put_down(draw)
    return PublicPage(
        title=title,
        description=description,
        path=asked.path,
        body=body,
        moving=moving,
        concerns=is_about(organization.id, None),
        holds_until=until,
    )


def _next(coming: tuple[LiveRaceSummary, ...]) -> None:
    ahead = tuple(race for race in coming if race.status is LiveRaceStatus.SCHEDULED)
    if not coming:
        put_no_races()
    put_race_list("next", "Up next", Races(ahead[:_NEXT_SHOWN], by_day=True, for_anybody=True))

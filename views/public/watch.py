"""A public live race for those who watch: its board beside the racers' streams, and the commentators' sheet."""

from collections.abc import Callable

from application.domain.ids import LiveRaceId
from components.commentary import commentary
from components.hero import hero
from components.markup import element, section
from components.streams import Streams, put_stage, streams
from views.frame import NavLink
from views.public.face import Asked
from views.public.pieces import crumbs_of, put_heading
from views.public.race import Race, hero_of, put_board, read_race
from views.public.sheet import PublicPage, Sheet, put_down
from views.public.spoilers import put_spoiler_script, spoiler_switch
from views.tournament_frame import is_about


async def streams_page(asked: Asked) -> PublicPage:
    shown = await read_race(asked)

    def draw(sheet: Sheet) -> None:
        with element("watch"):
            with section("Streams", key="streams"):
                put_stage()
                sheet.part("streams", streams, Streams.of(shown.details), "section")
            with element("split__main"):
                put_board(sheet, shown)
        element(tag="script").props["src"] = f"/static/streams.js?v={asked.site.static_version}"

    return _page(asked, shown, "Streams", draw, plays=True)


async def commentary_page(asked: Asked) -> PublicPage:
    shown = await read_race(asked)
    notes = await asked.site.container.commentary.get_sheet(asked.entered(), LiveRaceId(asked.row_id))

    def draw(sheet: Sheet) -> None:
        sheet.part("commentary", commentary, notes)

    return _page(asked, shown, "Commentary", draw)


def _crumbs(shown: Race) -> tuple[NavLink, ...]:
    race = shown.summary
    tournament = NavLink(race.tournament_name, f"/tournaments/{race.tournament_id}")
    return crumbs_of(shown.organization, tournament, NavLink(race.title, f"/live-races/{race.id}"))


def _page(asked: Asked, shown: Race, what: str, draw: Callable[[Sheet], None], *, plays: bool = False) -> PublicPage:
    race = shown.summary

    def draw_all(sheet: Sheet) -> None:
        put_spoiler_script(asked.site.static_version)
        put_heading(what, _crumbs(shown))
        sheet.part("hero", hero, hero_of(shown.details))
        sheet.part("spoilers", spoiler_switch, not shown.is_off, "section")
        draw(sheet)

    body, moving = put_down(draw_all)
    return PublicPage(
        title=f"{what} · {race.title}",
        description=f"{race.tournament_name} · {race.pool_name}.",
        path=asked.path,
        body=body,
        moving=moving,
        concerns=is_about(asked.entered().organization_id, race.tournament_id),
        holds_until=shown.details.moves_at,
        is_listed=False,
        plays=plays,
    )

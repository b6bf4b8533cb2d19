"""A live race for those who watch: its board beside the racers' streams, and the commentators' sheet."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from application.context import OrgContext
from application.domain.errors import DomainError
from application.domain.events import Event
from application.domain.ids import LiveRaceId, RaceRef, RunRef
from application.read_models import LiveRaceDetails
from components import notices
from components.board import Board, board_note
from components.commentary import commentary
from components.hero import Hero, hero
from components.live_refresh import Alarm, Fragment, keep_fresh
from components.markup import element, section
from components.standing import Field
from components.streams import Streams, put_stage, streams
from views.concerns import touches
from views.frame import NavLink, frame, heading
from views.live_races.outcome import clock_label, leader_of
from views.page_request import PageRequest

_Show = Callable[[LiveRaceDetails, OrgContext], Awaitable[None]]


def _hero_of(details: LiveRaceDetails) -> Hero:
    race, field = details.summary, Field.of(details.board)
    return Hero.of(race, clock_label(race, field), None, leader=leader_of(details, field))


async def show_streams(request: PageRequest, live_race_id: int) -> None:
    def lay_out() -> _Show:
        request.request.state.plays = True
        ui.add_head_html(f'<script src="/static/streams.js?v={request.site.static_version}" defer></script>')
        top = Fragment(hero)
        with element("watch"):
            with section("Streams", key="streams"):
                put_stage()
                players = Fragment(streams)
            with section("Racers", "card--flush", key="board"):
                held_back = Fragment(board_note)
                board = Board(request.demand_viewer().id)

        async def show(fresh: LiveRaceDetails, _: OrgContext) -> None:
            top.show(_hero_of(fresh))
            players.show(Streams.of(fresh))
            held_back.show(fresh.held_back)
            board.show(fresh.board, fresh.summary.status)

        return show

    await _show(request, live_race_id, "Streams", lay_out)


async def show_commentary(request: PageRequest, live_race_id: int) -> None:
    def lay_out() -> _Show:
        top = Fragment(hero)
        sheet = Fragment(commentary)

        async def show(fresh: LiveRaceDetails, ctx: OrgContext) -> None:
            top.show(_hero_of(fresh))
            sheet.show(await request.container.commentary.get_sheet(ctx, LiveRaceId(live_race_id)))

        return show

    await _show(request, live_race_id, "Commentary", lay_out)


async def _show(request: PageRequest, live_race_id: int, what: str, lay_out: Callable[[], _Show]) -> None:
    race_id = LiveRaceId(live_race_id)
    ctx = await request.enter_live_race(race_id)
    organization = await request.container.organizations.get_organization(ctx)
    details = await request.container.live_race_cache.get_live_race(ctx, race_id)
    race = details.summary
    crumbs = (
        NavLink(organization.name, f"/organizations/{organization.slug}"),
        NavLink(race.tournament_name, f"/tournaments/{race.tournament_id}"),
        NavLink(race.title, f"/live-races/{race_id}"),
    )
    with frame(request, f"{what} · {race.title}", organization=organization, ctx=ctx):
        heading(what, crumbs=crumbs)
        show = lay_out()
        await show(details, ctx)
    alarm = Alarm(request.container.clock)
    alarm.set(details.moves_at)

    async def refresh() -> None:
        entered = await request.stay_at_live_race(race_id, ctx)
        fresh = await request.container.live_race_cache.get_live_race(entered, race_id)
        await show(fresh, entered)
        alarm.set(fresh.moves_at)

    def gone(refusal: DomainError) -> None:
        notices.warn(refusal.message)
        ui.navigate.to(f"/tournaments/{race.tournament_id}/schedule")

    tournament = touches({organization.id}, RaceRef, RunRef, tournament_id=race.tournament_id)

    def concerns(event: Event) -> bool:
        about = event.about
        return tournament(event) and (not isinstance(about, RaceRef | RunRef) or about.live_race_id == race_id)

    keep_fresh(request.container.bus, refresh, concerns=concerns, gone=gone, alarm=alarm)

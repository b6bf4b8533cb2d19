"""An organization's home: its next races and its tournaments."""

from application.context import OrgContext
from application.domain.ids import BotRef, InviteRef, PoolRef, RaceRef, RunRef, TournamentRef
from application.domain.operations.setup import SetupStep
from application.domain.permissions import Permission
from application.domain.words import counted
from application.page_links import OrganizationPages, TournamentPages
from application.read_models import LiveRaceSummary, TournamentView
from application.services.operations.setup_service import Setup
from components.action import on_click, perform
from components.empty import Lead, empty
from components.help import NEW_TOURNAMENT, RACE_DAY
from components.live_refresh import Fragment, keep_fresh
from components.markup import Button, element, link, test_id, text
from components.race_card import Races, put_races
from components.setup_list import SetupPlace, setup_list
from views.concerns import touches
from views.frame import frame, heading
from views.page_request import PageRequest
from views.tournament_tiles import TournamentTiles, put_tiles, read_tiles
from views.tournaments.create import create_tournament

_SHOWN = 3


async def show_organization(request: PageRequest, slug: str, new: str = "", page: str = "") -> None:
    ctx = await request.enter_organization(slug)
    organization = await request.container.organizations.get_organization(ctx)
    races = await _next_races(request, ctx)
    tiles = await read_tiles(request.container, ctx, request.path, page)
    setup = await _setup(request, ctx)
    with frame(request, organization.name, organization=organization, ctx=ctx):
        heading(organization.name, intro=organization.description)
        missing = Fragment(_draw_setup)
        missing.show((setup, slug))
        with element("stack", "section"):
            with element("heading__row"):
                text("Next live races", tag="h2")
                link("Whole schedule", f"/organizations/{slug}/schedule")
            section = Fragment(_races)
            section.show(races)
        may_manage = ctx.allows(Permission.MANAGE_TOURNAMENTS)
        with element("stack", "section") as own:
            own.props["id"] = "tournaments"
            with element("heading__row"):
                text("Tournaments", tag="h2")
                if may_manage:
                    create = test_id(Button("New tournament", icon="plus", style="primary"), "new-tournament")
                    on_click(create, lambda: create_tournament(request, slug))
            _tournaments(tiles, slug, may_manage=may_manage)

        async def refresh() -> None:
            fresh = await request.enter_organization(slug)
            section.show(await _next_races(request, fresh))
            missing.show((await _setup(request, fresh), slug))

        kinds = (TournamentRef, PoolRef, RaceRef, RunRef, InviteRef, BotRef)
        concerns = touches({organization.id}, *kinds, runs_of=ctx.actor.user_id)
        keep_fresh(request.container.bus, refresh, concerns=concerns)
    if new and may_manage:
        await perform(lambda: create_tournament(request, slug))


async def _setup(request: PageRequest, ctx: OrgContext) -> Setup:
    if not ctx.allows(Permission.MANAGE_ORGANIZATION):
        return Setup(())
    return await request.container.setup.get_setup(ctx)


def _draw_setup(shown: tuple[Setup, str]) -> None:
    setup, slug = shown
    if not setup.lines:
        return
    organization = OrganizationPages(slug)
    places = {
        SetupStep.MEMBERS: SetupPlace("Invite players", organization.new_invite),
        SetupStep.BOT: SetupPlace("Add bot", organization.new_bot),
        SetupStep.TOURNAMENT: SetupPlace("Create tournament", organization.new_tournament),
    }
    if setup.tournament_id is not None:
        tournament = TournamentPages(setup.tournament_id)
        places[SetupStep.POOL] = SetupPlace("Add a pool", tournament.new_pool)
        if setup.pool_id is not None:
            places[SetupStep.SEEDS] = SetupPlace("Add seeds", tournament.seed_import(setup.pool_id))
            places[SetupStep.RACE] = SetupPlace("Schedule race", tournament.new_live_race)
    setup_list(setup.lines, places)


async def _next_races(request: PageRequest, ctx: OrgContext) -> tuple[LiveRaceSummary, ...]:
    return await request.container.live_races.list_scheduled_races(ctx, limit=_SHOWN)


def _races(races: tuple[LiveRaceSummary, ...]) -> None:
    if not races:
        with element("card"):
            empty(
                "No live race is scheduled", "Tournament admins schedule them on a tournament's page.", about=RACE_DAY
            )
        return
    with element("races"):
        put_races(Races(races))


def _tournaments(tiles: TournamentTiles, slug: str, *, may_manage: bool) -> None:
    if not tiles.shown:
        leads = (Lead("Create tournament", OrganizationPages(slug).new_tournament),) if may_manage else ()
        with element("card"):
            empty(
                "There is no tournament yet",
                "A tournament admin creates them.",
                *leads,
                icon="trophy",
                about=NEW_TOURNAMENT,
            )
        return

    put_tiles(tiles, _described)


def _described(tournament: TournamentView) -> str:
    seeds = sum(pool.permalink_count for pool in tournament.pools)
    return (
        f"{counted(len(tournament.pools), 'pool')}, {counted(seeds, 'seed')}, "
        f"{counted(tournament.runs_per_pool, 'run')} per pool"
    )

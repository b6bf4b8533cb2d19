"""Async runs on Discord: the same service as the browser's beneath, and a thread that leads through each run."""

from application.context import OrgContext
from application.domain.errors import Conflict, NotFound
from application.domain.events.runs import AsyncRunThreadWantedEvent
from application.domain.ids import PoolId, RunId, TournamentId
from application.domain.live_races.eligibility import unmet
from application.domain.live_races.scheduling import UNSET
from application.domain.messages import run_posts
from application.domain.messages.rich_text import RichMessage
from application.domain.messages.run_posts import PoolChoice, RunFacts
from application.page_links import PageLinks
from application.read_models.runs import DrawOptions, PoolToDraw, RunDetails
from application.services.messages.discord_command_service import Asker, DiscordCommandService
from application.services.messages.run_facts import RunFactsReader
from application.services.retry import tried_twice
from application.services.runs.async_race_service import AsyncRaceService, RunSubmission
from application.services.runs.rules import ref_of_run
from application.services.tournaments.async_tournament_service import AsyncTournamentService
from application.unit_of_work import UnitsOfWork

_NO_THREADS = "This tournament doesn't lead through runs on Discord. Start the run in the browser."


class DiscordRunService:
    """Every method acts for the asker and answers with what that person alone reads."""

    def __init__(
        self,
        units: UnitsOfWork,
        commands: DiscordCommandService,
        runs: AsyncRaceService,
        tournaments: AsyncTournamentService,
        facts: RunFactsReader,
        links: PageLinks,
    ) -> None:
        self._units = units
        self._commands = commands
        self._runs = runs
        self._tournaments = tournaments
        self._facts = facts
        self._links = links

    # Beginning

    async def offer_pools(self, asker: Asker, tournament_id: TournamentId) -> RichMessage:
        """Return the pools to choose from; a player with a run under way is led back to that."""
        ctx = await self._commands.enter(asker)
        await self._demand_threads(ctx, tournament_id)
        options = await self._runs.get_draw_options(ctx, tournament_id)
        if options.active_run_id is not None:
            run_id = options.active_run_id
            return run_posts.active_run_answer(run_id, self._links.run(run_id))
        tournament = await self._tournaments.get_tournament(ctx, tournament_id)
        pools = tuple(_choice(pool) for pool in options.pools)
        return run_posts.pool_menu(tournament_id, tournament.name, options.warning, pools)

    async def ask_before_draw(self, asker: Asker, tournament_id: TournamentId, pool_id: PoolId) -> RichMessage:
        """Return the question that a player confirms before a seed is drawn."""
        ctx = await self._commands.enter(asker)
        options = await self._runs.get_draw_options(ctx, tournament_id)
        return run_posts.draw_question(pool_id, _pool(options, pool_id).name, options.warning)

    async def draw(self, asker: Asker, pool_id: PoolId) -> RichMessage:
        """Draw a seed and let a thread be made for the run. Raises `NotEligible`."""
        ctx = await self._commands.enter(asker)
        pool = await self._units.reading(ctx).pools.get_by_id(pool_id)
        await self._demand_threads(ctx, TournamentId(pool.tournament_id))
        details = await self._runs.draw(ctx, pool_id)
        await self._want_thread(ctx, details.summary.id)
        return run_posts.drawn_answer(await self._facts.of(details))

    async def continue_in_thread(self, asker: Asker, run_id: RunId) -> RichMessage:
        """Let a thread be made for a run that was drawn elsewhere, or whose thread was deleted."""
        ctx = await self._commands.enter(asker)
        details = await self._own(ctx, run_id)
        await self._demand_threads(ctx, details.summary.tournament_id)
        await self._want_thread(ctx, run_id)
        return run_posts.drawn_answer(await self._facts.of(details))

    async def _demand_threads(self, ctx: OrgContext, tournament_id: TournamentId) -> None:
        reading = self._units.reading(ctx)
        await reading.tournaments.get_by_id(tournament_id)
        settings = await reading.tournament_discord.find(tournament_id)
        if settings is None or not settings.runs_in_threads:
            raise Conflict(_NO_THREADS)

    @tried_twice
    async def _want_thread(self, ctx: OrgContext, run_id: RunId) -> None:
        async with self._units(ctx) as work:
            run = await work.runs.get_by_id(run_id)
            if await work.run_threads.want(run_id):
                work.record(AsyncRunThreadWantedEvent(ref_of_run(run)))

    # In the thread

    async def ready(self, asker: Asker, run_id: RunId) -> str:
        """Begin the countdown; in time is who pressed in time."""
        ctx = await self._commands.enter(asker)
        return run_posts.ready_answer(
            await self._facts.of(await self._runs.ready(ctx, run_id, pressed_at=asker.asked_at))
        )

    async def finish(self, asker: Asker, run_id: RunId) -> str:
        """Stop the clock at the moment of the press, however long it was on its way."""
        ctx = await self._commands.enter(asker)
        finished = await self._runs.finish(ctx, run_id, pressed_at=asker.asked_at)
        return run_posts.finish_answer(await self._facts.of(finished))

    async def timer(self, asker: Asker, run_id: RunId) -> str:
        ctx = await self._commands.enter(asker)
        details = await self._own(ctx, run_id)
        return run_posts.timer_answer(await self._facts.of(details), details.as_of)

    async def ask_before_forfeit(self, asker: Asker, run_id: RunId) -> RichMessage:
        ctx = await self._commands.enter(asker)
        details = await self._own(ctx, run_id)
        if details.refusals.forfeit is not None:
            raise Conflict(details.refusals.forfeit)
        return run_posts.forfeit_question(run_id, details.forfeit_question)

    async def forfeit(self, asker: Asker, run_id: RunId) -> str:
        """Give the run up; the player has confirmed it."""
        ctx = await self._commands.enter(asker)
        await self._runs.forfeit(ctx, run_id, confirmed=True)
        return "The run is forfeited."

    async def hand_in(self, asker: Asker, run_id: RunId, *, vod_url: str, notes: str | None) -> str:
        """Set the VOD link and, unless they are None, the notes."""
        ctx = await self._commands.enter(asker)
        submission = RunSubmission(vod_url=vod_url, notes=notes if notes is not None else UNSET)
        await self._runs.submit(ctx, run_id, submission)
        return "Your VOD and notes are saved."

    async def handed_in(self, asker: Asker, run_id: RunId) -> tuple[str, str]:
        """Return VOD link and notes as they are, for the form."""
        details = await self._own(await self._commands.enter(asker), run_id)
        return details.vod_url or "", details.runner_notes or ""

    async def _own(self, ctx: OrgContext, run_id: RunId) -> RunDetails:
        """Return the asker's own run; somebody else's is answered as if there were none."""
        details = await self._runs.get_run(ctx, run_id)
        if not details.is_own:
            raise NotFound("run")
        return details

    # Staff

    async def extend(self, asker: Asker, thread_id: int, minutes: int, reason: str) -> RunFacts:
        """Give the run of a thread more time."""
        ctx = await self._commands.enter(asker)
        run_id = await self._units.reading(ctx).run_threads.find_run(thread_id)
        return await self._facts.of(await self._runs.extend(ctx, run_id, minutes, reason))


def _choice(pool: PoolToDraw) -> PoolChoice:
    refusal = "" if pool.open else " ".join(verdict.sentence for verdict in unmet(pool.verdicts))
    return PoolChoice(pool.pool_id, pool.name, pool.seeds_left, refusal, pool.made_when_drawn)


def _pool(options: DrawOptions, pool_id: PoolId) -> PoolToDraw:
    for pool in options.pools:
        if pool.pool_id == pool_id:
            return pool
    raise NotFound("pool")

"""One tournament of the season: seeds, runs on the players' own time, live races, and the evenings of its reviewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.ids import PoolId, TournamentId, UnmatchedEntrantId
from application.domain.runs.corrections import Result
from application.domain.runs.review import ReviewFilter
from application.domain.runs.run import RunStatus
from application.read_models.runs import ReviewItem
from application.services.runs.async_race_service import RunSubmission
from application.services.tournaments.async_tournament_service import PermalinkDraft, TournamentSettings
from installation.season.live_race import LiveRaceCourse
from installation.season.stage import Member, Stage

_SIGNS = ("Bow", "Boomerang", "Hookshot", "Bomb", "Powder", "Ice Rod", "Lamp", "Hammer", "Flute", "Net", "Book", "Cape")
_MINUTE = timedelta(minutes=1)
_UNEVENNESS = 0.05
_VOD, _NOTE, _GIVES_UP, _REJECTED = 0.7, 0.4, 0.06, 0.2
_NOTES = (
    "Clean until the last dungeon.",
    "Missed the hint and did everything else first.",
    "New best. The early boots helped a lot.",
    "Microphone was off for the first minutes, sorry.",
    "Died twice to the same boss.",
)
_REJECTIONS = (
    "The video ends before the last boss. Please link the whole run and flag it for another look.",
    "The seed on the screen is another one than the one you drew.",
    "The video is private, so nobody can watch it.",
)
_WHY_CORRECTED = "The stream's timer shows when the credits began; the button was pressed late."


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """A pool; `minutes` is how long its seeds take somebody of pace 1."""

    name: str
    minutes: int
    live: int
    ordinary: int


class Qualifier:
    def __init__(self, stage: Stage, tournament_id: TournamentId, pools: dict[PoolPlan, PoolId]) -> None:
        self._stage = stage
        self.tournament_id = tournament_id
        self._pools = pools

    def pool_of(self, plan: PoolPlan) -> PoolId:
        return self._pools[plan]

    @classmethod
    async def open(cls, stage: Stage, settings: TournamentSettings, plans: Sequence[PoolPlan]) -> "Qualifier":
        """Create the tournament with its pools and seeds, now."""
        tournaments, organizer = stage.container.tournaments, stage.organizer
        tournament = await tournaments.create_tournament(organizer, settings)
        pools = {}
        for plan in plans:
            pool = await tournaments.create_pool(organizer, tournament.id, plan.name)
            await tournaments.add_permalinks(
                organizer,
                pool.id,
                [
                    PermalinkDraft(
                        f"https://seeds.example/{stage.chance.getrandbits(60):015x}",
                        " / ".join(stage.chance.sample(_SIGNS, 5)),
                        is_live=number <= plan.live,
                    )
                    for number in range(1, plan.live + plan.ordinary + 1)
                ],
            )
            pools[plan] = pool.id
        return cls(stage, tournament.id, pools)

    # Runs on the players' own time

    def plan_run(self, member: Member, plan: PoolPlan, at: datetime, *, reattempt: str = "", flag: str = "") -> None:
        """Let a member draw a seed then and race it; with `reattempt` it is given up for another one two days later."""
        stage, runs = self._stage, self._stage.container.runs

        async def draw() -> None:
            run = await runs.draw(member.ctx, self._pools[plan])
            run_id = run.summary.id

            async def begin() -> None:
                started = (await runs.ready(member.ctx, run_id)).summary.started_at
                assert started is not None  # noqa: S101  # it was just set
                time = timedelta(minutes=plan.minutes * member.player.pace * stage.chance.gauss(1, _UNEVENNESS))
                if stage.happens(_GIVES_UP) and not (reattempt or flag):
                    stage.agenda.at(started + time * 0.7, give_up)
                else:
                    stage.agenda.at(started + time, finish)

            async def give_up() -> None:
                await runs.forfeit(member.ctx, run_id, confirmed=True)

            async def finish() -> None:
                await runs.finish(member.ctx, run_id)
                if reattempt:
                    await runs.reattempt(member.ctx, run_id, reattempt)
                    self.plan_run(member, plan, at + timedelta(days=2))
                elif stage.happens(_VOD) or flag:
                    stage.agenda.at(stage.clock.now() + stage.chance.uniform(5, 40) * _MINUTE, submit)

            async def submit() -> None:
                vod = f"https://www.twitch.tv/videos/{stage.chance.randrange(10**9, 2 * 10**9)}"
                notes = stage.chance.choice(_NOTES) if stage.happens(_NOTE) else ""
                await runs.submit(member.ctx, run_id, RunSubmission(vod, notes))
                if flag:
                    await runs.flag(member.ctx, run_id, flag)

            stage.agenda.at(stage.clock.now() + stage.chance.uniform(2, 15) * _MINUTE, begin)

        stage.agenda.at(at, draw)

    # Live races

    def plan_live_race(self, course: LiveRaceCourse, plan: PoolPlan, at: datetime) -> None:
        course.plan(self._stage, self.tournament_id, self._pools[plan], timedelta(minutes=plan.minutes), at)

    def plan_match(self, racetime_name: str, member: Member, at: datetime) -> None:
        """Let the organizer give somebody's unmatched result to a member."""

        async def match() -> None:
            entry_id = await self._unmatched(racetime_name)
            await self._stage.container.unmatched_results.match_entry(self._stage.organizer, entry_id, member.user_id)

        self._stage.agenda.at(at, match)

    def plan_dismissal(self, racetime_name: str, reason: str, at: datetime) -> None:
        async def dismiss() -> None:
            entry_id = await self._unmatched(racetime_name)
            await self._stage.container.unmatched_results.dismiss_entry(self._stage.organizer, entry_id, reason)

        self._stage.agenda.at(at, dismiss)

    async def _unmatched(self, racetime_name: str) -> UnmatchedEntrantId:
        entries = await self._stage.container.unmatched_results.list_entries(self._stage.organizer)
        return next(entry.id for entry in entries if entry.racetime_name == racetime_name)

    # Reviews

    def plan_review(self, at: datetime, *, live: bool, most: int, corrections: int = 0) -> None:
        """Let the reviewer look at up to so many of the oldest runs that wait, and correct the time of some."""

        async def review() -> None:
            wanted = ReviewFilter(frozenset({self.tournament_id}), live=live, unclaimed=True)
            queue = await self._stage.container.reviews.list_queue(self._stage.reviewer, wanted, limit=most)
            chosen = list(queue.items)
            self._stage.chance.shuffle(chosen)
            for item in chosen[:corrections]:
                await self._correct(item)
            rejected = [item for item in chosen[corrections:] if not live and self._stage.happens(_REJECTED)]
            for item in rejected:
                await self._reject(item)
            left = [(item.run.id, item.run.version) for item in chosen[corrections:] if item not in rejected]
            if left:
                await self._stage.container.reviews.accept_all(self._stage.reviewer, left)

        self._stage.agenda.at(at, review)

    def plan_claims(self, at: datetime, *, number: int) -> None:
        """Let the reviewer take some of the newest runs and come to no end with them."""

        async def claim() -> None:
            wanted = ReviewFilter(frozenset({self.tournament_id}), live=False, unclaimed=True)
            queue = await self._stage.container.reviews.list_queue(self._stage.reviewer, wanted, limit=number)
            for item in queue.items:
                await self._stage.container.reviews.claim(self._stage.reviewer, item.run.id)

        self._stage.agenda.at(at, claim)

    async def _correct(self, item: ReviewItem) -> None:
        reviews, reviewer, run = self._stage.container.reviews, self._stage.reviewer, item.run
        if run.finish_time is None:
            return
        result = Result(RunStatus.FINISHED, run.finish_time - timedelta(seconds=self._stage.chance.randint(8, 50)))
        corrected = await reviews.correct_result(reviewer, run.id, result, _WHY_CORRECTED, seen=run.version)
        await reviews.accept(
            reviewer, run.id, seen=corrected.item.run.version, note="Accepted with the time on stream."
        )

    async def _reject(self, item: ReviewItem) -> None:
        reason = self._stage.chance.choice(_REJECTIONS)
        await self._stage.container.reviews.reject(self._stage.reviewer, item.run.id, reason, seen=item.run.version)

    def plan_close(self, at: datetime) -> None:
        async def close() -> None:
            await self._stage.container.tournaments.close_tournament(self._stage.organizer, self.tournament_id)

        self._stage.agenda.at(at, close)

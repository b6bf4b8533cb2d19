"""Live races for pages that many people keep open: what is the same for all of them is read once per change."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Generic, TypeVar

from application.access import Access
from application.context import OrgContext
from application.domain.clock import Clock
from application.domain.errors import NotFound
from application.domain.events import Event, MissedEvent
from application.domain.events.live_races import AsyncLiveRaceResultsChangedEvent, AsyncLiveRaceRosterChangedEvent
from application.domain.events.messages import WAKES_SENDERS
from application.domain.ids import LiveRaceId, OrganizationId, RaceRef, UserId
from application.domain.live_races.eligibility import Verdict
from application.domain.live_races.live_race import NOT_STARTED
from application.events import EventBus
from application.read_models import LiveRaceDetails, RaceCorrection
from application.services.async_live_race_service import AsyncLiveRaceService
from application.turns import take_turn

_MOST_KEPT = 2_000
_KEPT_FOR = timedelta(seconds=20)
"""How stale a page can be of what another process did; what this one did shows at once."""
_SAYS_NOTHING_OF_PLAYERS = (AsyncLiveRaceRosterChangedEvent, AsyncLiveRaceResultsChangedEvent)

_GATHER_SECONDS = 0.02
"""For how long those are gathered who want to know of one race whether they may enter it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a kept answer is about."""

    organization_id: OrganizationId
    live_race_id: LiveRaceId


class _Kept(Generic[T]):
    """Answers by question; whoever asks while an answer is being read waits for that same one."""

    def __init__(self, clock: Clock, ends_at: Callable[[T], datetime | None] = lambda _: None) -> None:
        """`ends_at` tells until when an answer holds, where time alone changes it."""
        self._clock = clock
        self._ends_at = ends_at
        self._answers: OrderedDict[tuple[_Subject, Hashable], tuple[datetime, asyncio.Task[T]]] = OrderedDict()

    async def get(self, subject: _Subject, asker: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        now = self._clock.now()
        kept = self._answers.get((subject, asker))
        if kept is None or now - kept[0] >= _KEPT_FOR or _failed(kept[1]) or self._is_over(kept[1], now):
            kept = (now, asyncio.ensure_future(_ask(read)))
            self._answers[subject, asker] = kept
            while len(self._answers) > _MOST_KEPT:
                self._answers.popitem(last=False)
        answer = kept[1]
        if answer.done():
            return answer.result()
        await asyncio.shield(answer)  # one page that is closed must not take the answer from the others
        await take_turn()
        return answer.result()

    def _is_over(self, answer: asyncio.Task[T], now: datetime) -> bool:
        if not answer.done() or _failed(answer):
            return False
        ends_at = self._ends_at(answer.result())
        return ends_at is not None and now >= ends_at

    def forget(self, outdated: Callable[[_Subject], bool]) -> None:
        for key in [key for key in self._answers if outdated(key[0])]:
            del self._answers[key]


@dataclass(slots=True)
class _JudgingBatch:
    """Viewers who are judged in one go."""

    viewers: list[UserId] = field(default_factory=list)
    judging: asyncio.Task[dict[UserId, tuple[Verdict, ...]]] | None = None


class LiveRaceReadCache:
    def __init__(self, live_races: AsyncLiveRaceService, access: Access, bus: EventBus, clock: Clock) -> None:
        self._live_races = live_races
        self._access = access
        self._races: _Kept[LiveRaceDetails] = _Kept(clock, lambda race: race.moves_at)
        self._verdicts: _Kept[tuple[Verdict, ...]] = _Kept(clock)
        self._corrections: _Kept[tuple[RaceCorrection, ...]] = _Kept(clock)
        self._batches: dict[_Subject, _JudgingBatch] = {}
        bus.subscribe(Event, self._hear)

    async def get_live_race(self, ctx: OrgContext, live_race_id: LiveRaceId) -> LiveRaceDetails:
        """Return what `AsyncLiveRaceService.get_live_race` does; verdicts only while they can still change."""
        subject = _Subject(ctx.organization_id, live_race_id)
        shared = await self._shared(ctx, subject)
        race, viewer = shared.summary, ctx.actor.user_id
        own = next((line for line in shared.board if viewer is not None and line.user_id == viewer), None)
        reads_more = own is not None and (shared.kept_back or own.expected is False)
        if shared.results_hidden or reads_more:
            return await self._live_races.get_live_race(ctx, live_race_id)
        if viewer is None or race.status not in NOT_STARTED:
            return shared
        race = replace(race, viewer_entry=own.entrant_status if own is not None else None)
        if race.locked_at is None:
            race = replace(race, verdicts=await self._verdicts_of(ctx, viewer, subject))
        return replace(shared, summary=race)

    async def list_corrections(self, ctx: OrgContext, live_race_id: LiveRaceId) -> tuple[RaceCorrection, ...]:
        """Return what `AsyncLiveRaceService.list_corrections` does."""
        subject = _Subject(ctx.organization_id, live_race_id)
        audience = self._access.as_audience(ctx)
        until = (await self._shared(ctx, subject)).moves_at
        shown = await self._corrections_as(audience, subject, until)
        if shown:
            return shown
        kept = await self._corrections_as(self._access.as_overlay(ctx.organization_id), subject, until)
        return tuple(correction for correction in kept if correction.user_id == ctx.actor.user_id)

    async def _corrections_as(
        self, audience: OrgContext, subject: _Subject, until: datetime | None
    ) -> tuple[RaceCorrection, ...]:
        """`until` is when more is shown to the viewer, so that nothing that was read before holds afterwards."""
        read = partial(self._live_races.list_corrections, audience, subject.live_race_id)
        return await self._corrections.get(subject, (_powers(audience), until), read)

    async def _shared(self, ctx: OrgContext, subject: _Subject) -> LiveRaceDetails:
        """Return the race as everybody with the same permissions sees it."""
        read = partial(self._live_races.get_live_race, self._access.as_audience(ctx), subject.live_race_id)
        return await self._races.get(subject, _powers(ctx), read)

    async def _verdicts_of(self, ctx: OrgContext, viewer: UserId, subject: _Subject) -> tuple[Verdict, ...]:
        """Ask for the viewer, together with everybody else whose page asks at the same moment."""
        audience = self._access.as_audience(ctx)
        return await self._verdicts.get(subject, viewer, lambda: self._judged_together(audience, viewer, subject))

    async def _judged_together(self, audience: OrgContext, viewer: UserId, subject: _Subject) -> tuple[Verdict, ...]:
        batch = self._batches.get(subject)
        if batch is None:
            batch = self._batches[subject] = _JudgingBatch()
            batch.judging = asyncio.ensure_future(self._judge(audience, subject, batch))
        batch.viewers.append(viewer)
        assert batch.judging is not None  # noqa: S101  # it was just begun, or by whoever came first
        judged = await asyncio.shield(batch.judging)
        if viewer not in judged:
            raise NotFound("player")
        return judged[viewer]

    async def _judge(
        self, audience: OrgContext, subject: _Subject, batch: "_JudgingBatch"
    ) -> dict[UserId, tuple[Verdict, ...]]:
        await asyncio.sleep(_GATHER_SECONDS)
        del self._batches[subject]  # who asks from now on is judged by what is true then
        judged = await self._live_races.check_eligibility_of(audience, subject.live_race_id, batch.viewers)
        return {player.user_id: player.verdicts for player in judged}

    def _hear(self, event: Event) -> None:
        if isinstance(event, WAKES_SENDERS):
            return

        def outdated(subject: _Subject) -> bool:
            if isinstance(event, MissedEvent):
                return True
            if isinstance(event.about, RaceRef):
                return event.about.live_race_id == subject.live_race_id
            return event.organization_id == subject.organization_id

        self._races.forget(outdated)
        self._corrections.forget(outdated)
        if not isinstance(event, _SAYS_NOTHING_OF_PLAYERS):
            self._verdicts.forget(
                lambda subject: isinstance(event, MissedEvent) or event.organization_id == subject.organization_id
            )


def _powers(ctx: OrgContext) -> Hashable:
    return ctx.permissions, frozenset(ctx.tournament_permissions.items())


async def _ask(read: Callable[[], Awaitable[T]]) -> T:
    return await read()


def _failed(answer: asyncio.Task[T]) -> bool:
    return answer.done() and (answer.cancelled() or answer.exception() is not None)

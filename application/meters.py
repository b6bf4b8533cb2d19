"""What operators read at `/metrics`. Each process tells of what it did itself, so sums over processes are right."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest

from application.domain.clock import Clock
from application.domain.events import Event
from application.domain.events.live_races import (
    AsyncLiveRaceCreatedEvent,
    AsyncLiveRaceFinishedEvent,
    AsyncLiveRaceRoomOpenedEvent,
    AsyncLiveRaceRoomOpeningFailedEvent,
    AsyncLiveRaceStartedEvent,
)
from application.domain.events.operations import AlertRaisedEvent
from application.domain.operations.alerts import AlertKind
from application.events import EventBus
from application.read_models.operations import OperatingFacts

CONTENT_TYPE: str = CONTENT_TYPE_LATEST
_LOOK_SECONDS = 1.0
_SHORT = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_WAITS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 900, 3600)
_SHARES = (0.1, 0.25, 0.5, 0.75, 0.9, 1)


class Meters:
    """Everything that is measured in one process, under names that begin with `sahabot2_`; times are in seconds."""

    def __init__(self, bus: EventBus, clock: Clock) -> None:
        self._clock = clock
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        self._races = self._counter("live_races_created", "Live races that were scheduled.", "tournament_id")
        self._participation = self._histogram(
            "live_race_participation_ratio",
            "Of those who counted at the lock, the share that started; its sum over its count is the average.",
            _SHARES,
        )
        self._openings = self._counter("room_openings", "Rooms that were opened, or could not be.", "outcome")
        self._recordings = self._counter(
            "recordings", "Races whose results were recorded, or were missing an hour after their end.", "outcome"
        )
        self._delay = self._histogram(
            "finish_to_recording_seconds", "From the end of a race on racetime.gg to its results here.", _WAITS
        )
        self._alerts = self._counter("alerts_raised", "Matters that a human must look at.", "kind")
        self._requests = self._counter("http_requests", "Answers, by the route that was asked for.", "route", "status")
        self._answering = self._histogram("http_request_seconds", "How long answers took.", _SHORT, "route")
        self._jobs = self._histogram("job_seconds", "How long the scheduler's jobs took.", _SHORT, "job")
        self._lateness = self._histogram("job_late_seconds", "How much later than due a job began.", _SHORT, "job")
        self._failures = self._counter("job_failures", "Jobs that ended with an error.", "job")
        self._lag = self._histogram("event_loop_lag_seconds", "How long the event loop was held by something.", _SHORT)
        self._leads = self._gauge("is_leading", "1 in the process that opens rooms, sends messages and keeps time.")
        self._is_open = self._gauge("open", "What is open in this process: pages, and spectators' listeners.", "what")
        self._pool = self._gauge("database_connections", "Connections to the database, by what they do.", "state")
        self._waiting = self._gauge("outbox_waiting", "Messages that wait to be sent.", "destination")
        self._oldest = self._gauge("outbox_oldest_seconds", "For how long the oldest of them waits.", "destination")
        self._standing = self._gauge("alerts_open", "Matters that nobody has seen to yet.", "kind")
        self._bots = self._gauge("racetime_bots", "Active bots by how they stand with racetime.gg.", "status")
        self._discord = self._gauge("discord_connected", "1 while the bot is connected to Discord.")
        self._reachable = self._gauge("database_reachable", "1 while the database answers.")
        self._beat = self._gauge("schedule_beat_age_seconds", "For how long nothing was heard of the scheduler.")
        bus.subscribe(Event, self._hear, own_only=True)

    def exposition(self, facts: OperatingFacts | None) -> bytes:
        """Return everything as text in the OpenMetrics format; `facts` are None while the database doesn't answer.

        What is said of the database is said by each process.
        """
        for gauge in (self._waiting, self._oldest, self._standing, self._bots):
            gauge.clear()
        self._reachable.set(facts is not None)
        if facts is not None:
            self._show(facts)
        return bytes(generate_latest(self._registry))  # type: ignore[no-untyped-call]

    def _show(self, facts: OperatingFacts) -> None:
        for channel in facts.outbox:
            self._waiting.labels(channel.destination).set(channel.waiting)
            self._oldest.labels(channel.destination).set(channel.oldest_seconds)
        for kind in AlertKind:
            self._standing.labels(kind).set(facts.open_alerts.get(kind, 0))
        for status, count in facts.bots.items():
            self._bots.labels(status).set(count)
        self._discord.set(facts.discord_connected)
        if facts.beat_at is not None:
            self._beat.set((self._clock.now() - facts.beat_at).total_seconds())

    def answered(self, route: str, status: int, seconds: float) -> None:
        self._requests.labels(route, str(status)).inc()
        self._answering.labels(route).observe(seconds)

    @contextmanager
    def job(self, name: str) -> Iterator[None]:
        """Measure a job of the schedule until the end of the block."""
        began = perf_counter()
        try:
            yield
        except Exception:
            self._failures.labels(name).inc()
            raise
        finally:
            self._jobs.labels(name).observe(perf_counter() - began)

    def job_began(self, name: str, late_seconds: float) -> None:
        self._lateness.labels(name).observe(max(late_seconds, 0))

    def leads(self, is_leading: bool) -> None:
        self._leads.set(is_leading)

    def counts(self, what: str, count: Callable[[], float]) -> None:
        """Tell how many there are of something that is open, whenever that is read."""
        self._is_open.labels(what).set_function(count)

    def counts_connections(self, state: str, count: Callable[[], float]) -> None:
        self._pool.labels(state).set_function(count)

    async def watch_loop(self) -> None:
        """Measure how late the event loop is, until cancelled."""
        while True:
            began = perf_counter()
            await asyncio.sleep(_LOOK_SECONDS)
            self._lag.observe(max(perf_counter() - began - _LOOK_SECONDS, 0))

    def _hear(self, event: Event) -> None:
        match event:
            case AsyncLiveRaceCreatedEvent():
                self._races.labels(event.about.tournament_id).inc()
            case AsyncLiveRaceStartedEvent(participant_count=started, no_shows=absent):
                if started + absent:
                    self._participation.observe(started / (started + absent))
            case AsyncLiveRaceRoomOpenedEvent(by_hand=False):
                self._openings.labels("opened").inc()
            case AsyncLiveRaceRoomOpeningFailedEvent():
                self._openings.labels("failed").inc()
            case AsyncLiveRaceFinishedEvent(ended_at=ended_at):
                self._recordings.labels("recorded").inc()
                self._note_delay(ended_at)
            case AlertRaisedEvent(kind=kind):
                self._alerts.labels(kind).inc()
                if kind == AlertKind.RESULTS_MISSING:
                    self._recordings.labels("missing").inc()
            case _:
                pass

    def _note_delay(self, ended_at: datetime | None) -> None:
        if ended_at is not None:
            self._delay.observe(max((self._clock.now() - ended_at).total_seconds(), 0))

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"sahabot2_{name}", text, labels, registry=self._registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(f"sahabot2_{name}", text, labels, registry=self._registry)

    def _histogram(self, name: str, text: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"sahabot2_{name}", text, labels, buckets=buckets, registry=self._registry)

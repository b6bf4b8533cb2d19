"""What a monitoring program reads of a process."""

from datetime import timedelta

import httpx
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from api.metrics import Measured
from application.database import Database
from application.meters import CONTENT_TYPE
from application.scheduler import Scheduler
from application.settings import Settings
from tests.support.api import BASE, problem, serving
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.product import until

TOKEN = "v7Qm2XcT9kLw0ZbRdYhP5sNfJ8GuEa1oHiKt"
Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
async def measured(database: Database, clock: ManualClock) -> Community:
    return await found_community(clock, settings=Settings(_env_file=None, metrics_token=TOKEN))  # type: ignore[call-arg]


async def read(community: Community) -> Samples:
    async with serving(community) as api:
        answer = await api.with_headers({"Authorization": f"Bearer {TOKEN}"}).get("/metrics")
    assert (answer.status_code, answer.headers["content-type"]) == (200, CONTENT_TYPE)
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)  # type: ignore[no-untyped-call]
        for sample in family.samples
    }


def value(samples: Samples, name: str, **labels: str) -> float:
    return samples.get((f"sahabot2_{name}", frozenset(labels.items())), 0)


async def test_they_are_for_whoever_has_the_token(measured: Community) -> None:
    async with serving(measured) as api:
        problem(await api.as_nobody().get("/metrics"), 401, "not-signed-in")
        problem(await api.with_headers({"Authorization": "Bearer wrong"}).get("/metrics"), 401, "not-signed-in")
        problem(await (await api.as_admin()).get("/metrics"), 401, "not-signed-in")


async def test_without_a_token_there_is_no_such_page(community: Community) -> None:
    async with serving(community) as api:
        problem(await api.with_headers({"Authorization": "Bearer "}).get("/metrics"), 404, "not-found")


async def test_a_race_is_counted_from_its_creation_to_its_results(measured: Community) -> None:
    tournament = await measured.add_tournament()
    pool = await measured.add_pool(tournament)
    players = [await measured.add_player() for _ in range(3)]
    race = await measured.schedule(tournament, pool)
    room = await measured.open_room(race.summary.id)
    for player in players:
        room.join(await measured.racetime_id_of(player))
    await measured.advance_to(race.summary.locks_at)
    await measured.hear(race.summary.id, room)
    room.leave(await measured.racetime_id_of(players[2]))
    room.start()
    await measured.hear(race.summary.id, room)
    for player in players[:2]:
        room.finish(await measured.racetime_id_of(player), timedelta(hours=1))
    await measured.clock.advance(timedelta(seconds=7))
    await measured.hear(race.summary.id, room)

    samples = await read(measured)
    assert value(samples, "live_races_created_total", tournament_id=str(tournament)) == 1
    assert value(samples, "room_openings_total", outcome="opened") == 1
    assert value(samples, "recordings_total", outcome="recorded") == 1
    assert value(samples, "live_race_participation_ratio_sum") == pytest.approx(2 / 3)
    assert value(samples, "live_race_participation_ratio_count") == 1
    assert value(samples, "finish_to_recording_seconds_count") == 1
    assert "Bow" not in str(samples)


async def test_what_waits_and_what_is_open_is_read_from_the_database(measured: Community) -> None:
    samples = await read(measured)
    for destination in ("discord", "racetime", "members", "webhooks"):
        assert ("sahabot2_outbox_waiting", frozenset({("destination", destination)})) in samples
    assert value(samples, "alerts_open", kind="bot_refused") == 0
    assert value(samples, "discord_connected") == 0


async def test_events_that_wait_for_webhooks_are_counted(measured: Community) -> None:
    await measured.add_webhook()
    await measured.clock.advance(7)
    samples = await read(measured)
    assert value(samples, "outbox_waiting", destination="webhooks") == 1


async def test_jobs_and_answers_are_timed(measured: Community, database: Database) -> None:
    container = measured.container
    scheduler = Scheduler(
        container.tasks, meters=container.meters, gather_statistics=database.gather_statistics, pace=50
    )

    async def beats() -> bool:
        return (await container.facts.read()).beat_at is not None

    scheduler.start()
    await until(beats)
    await scheduler.stop(patience=0)
    async with serving(measured) as api:
        counted = httpx.ASGITransport(Measured(api.app, container.meters))
        async with httpx.AsyncClient(transport=counted, base_url=BASE) as client:
            await client.get("/health/live")
            await client.get(f"/api/async-tournaments/{measured.admin.organization_id}")
            await client.get("/made/up/by/somebody")
    samples = await read(measured)
    assert value(samples, "job_late_seconds_count", job="lock_due_races") >= 1
    assert value(samples, "http_requests_total", route="/health/live", status="200") == 1
    assert value(samples, "http_requests_total", route="/api/async-tournaments/{tournament_id}", status="401") == 1
    assert value(samples, "http_requests_total", route="other", status="404") == 1

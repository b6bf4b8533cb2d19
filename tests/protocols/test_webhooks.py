"""Webhooks over real sockets: what arrives is signed, true and allowed, however the receiver behaves."""

import asyncio
import itertools
import ssl
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from application.context import OrgContext
from application.database import Database
from application.domain.ids import TournamentId, WebhookId
from application.domain.messages.public_events import PUBLIC_EVENTS, Audience
from application.domain.messages.webhooks import NewWebhook, WebhookChanges
from application.domain.operations.alerts import BotStatus
from application.domain.tournaments.settings import TournamentChanges
from application.read_models.messages import WebhookDeliveryView
from application.services.messages.event_worker import EventWorker
from application.webhook_sender import WebhookSender
from installation.wiring import event_worker
from models.event_log import EventLogEntry
from models.webhook import PublishedEvent, Webhook
from tests.support.certificate import make_certificate
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import on_both_engines, on_postgres_and_slowly_on_sqlite
from tests.support.queries import counted_queries
from tests.support.receiver import GONE, HANGS, Receiver, listening_receiver
from tests.support.rehearsal import eventually

EVERYTHING = tuple(event.name for event in PUBLIC_EVENTS if not event.is_for_staff)
FOR_STAFF = tuple(event.name for event in PUBLIC_EVENTS)
HOUR = timedelta(hours=1)


@dataclass
class Hooked:
    """A community with a webhook, and what publishes and sends in one process."""

    community: Community
    receiver: Receiver
    webhook: WebhookId
    secret: str

    @property
    def admin(self) -> OrgContext:
        return self.community.admin

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[EventWorker]:
        worker = event_worker(self.community.container)
        working = asyncio.create_task(worker.run())
        try:
            yield worker
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    async def settled(self) -> None:
        """Publish and send everything that is due now."""
        async with self.at_work() as worker:
            await self.published()
            await eventually(lambda: worker.deliveries.is_idle and self.community.clock.has_sleepers)

    async def published(self) -> None:
        await self.community.container.publishing.publish()

    async def deliveries(self, webhook: WebhookId | None = None) -> tuple[WebhookDeliveryView, ...]:
        service = self.community.container.webhooks
        return await service.list_deliveries(self.admin, webhook or self.webhook, limit=100)

    async def last(self) -> WebhookDeliveryView:
        return (await self.deliveries())[0]


@asynccontextmanager
async def hooked(
    clock: ManualClock, *, kinds: tuple[str, ...] = EVERYTHING, for_staff: bool = False
) -> AsyncIterator[Hooked]:
    community = await found_community(clock)
    async with listening_receiver() as receiver:
        new = NewWebhook("Our bot", receiver.url, kinds, for_staff)
        made = await community.container.webhooks.create_webhook(community.admin, new)
        yield Hooked(community, receiver, made.webhook.id, made.secret)


@on_both_engines
async def test_what_happens_arrives_signed_and_once(database: Database, clock: ManualClock) -> None:
    async with hooked(clock) as hyrule:
        tournament = await hyrule.community.add_tournament("Spring Qualifier")
        pool = await hyrule.community.add_pool(tournament)
        race = await hyrule.community.schedule(tournament, pool, match_title="Week 1")
        await hyrule.settled()
        await hyrule.settled()
        assert hyrule.receiver.types == ["tournament.created", "pool.created", "live_race.created"]
        assert all(heard.is_signed_by(hyrule.secret) for heard in hyrule.receiver.heard)
        assert {heard.headers["content-type"] for heard in hyrule.receiver.heard} == {"application/json"}
        scheduled = hyrule.receiver.heard[-1]
        assert scheduled.id == scheduled.event["id"]
        assert scheduled.event["live_race"] == {
            "id": race.summary.id,
            "name": "Week 1",
            "url": f"http://localhost:8080/live-races/{race.summary.id}",
        }
        assert scheduled.event["data"] == {
            "pool_id": pool,
            "title": "Week 1",
            "scheduled_at": race.summary.scheduled_at.isoformat(),
        }
        assert (await hyrule.last()).delivered_at is not None


@on_both_engines
async def test_what_a_process_sent_that_died_before_noting_it_is_sent_again_under_the_same_id(
    database: Database, clock: ManualClock
) -> None:
    async with hooked(clock) as hyrule:
        await hyrule.community.add_tournament()
        await hyrule.published()
        deliveries = hyrule.community.container.webhook_deliveries
        sender = WebhookSender(clock, private_allowed=True)
        (due,) = await deliveries.due(sender.destination)
        call = await deliveries.take(due)
        assert call is not None
        await sender.send(call)  # and the process dies here
        await hyrule.settled()
        assert len(hyrule.receiver.heard) == 1, "the lease of the dead process holds"
        await clock.advance(61)
        await hyrule.settled()
        first, second = hyrule.receiver.heard
        assert (first.id, first.event) == (second.id, second.event)
        assert second.is_signed_by(hyrule.secret)
        await deliveries.settle(call, await sender.send(call))
        assert (await hyrule.last()).attempts == 2


async def test_a_refused_event_is_tried_for_a_day_then_given_up_and_can_be_sent_again(
    sqlite_database: Database, clock: ManualClock
) -> None:
    async with hooked(clock) as hyrule:
        hyrule.receiver.status = 500
        await hyrule.community.add_tournament()
        began = clock.now()
        tried_at = []
        while (await hyrule.deliveries() or [None])[0] is None or (await hyrule.last()).failed_at is None:
            await hyrule.settled()
            tried_at.append((clock.now() - began).total_seconds())
            await clock.advance(((await hyrule.last()).next_attempt_at or clock.now()) - clock.now())
        assert tried_at[:4] == [0, 5, 15, 35]
        assert tried_at[-1] == 24 * 3600
        assert max(later - earlier for earlier, later in itertools.pairwise(tried_at)) <= 2 * 3600
        assert len({heard.id for heard in hyrule.receiver.heard}) == 1
        assert (await hyrule.last()).error == "It answered with 500."
        hyrule.receiver.status = 200
        await clock.advance(timedelta(days=3))
        await hyrule.community.container.webhooks.send_again(hyrule.admin, hyrule.webhook, (await hyrule.last()).id)
        await hyrule.settled()
        settled = await hyrule.last()
        assert (settled.failed_at, settled.error) == (None, "")
        assert settled.delivered_at == clock.now()
        assert len({heard.id for heard in hyrule.receiver.heard}) == 1


async def test_one_refused_event_holds_up_none_after_it(sqlite_database: Database, clock: ManualClock) -> None:
    async with hooked(clock) as hyrule:
        hyrule.receiver.answers = [400]
        await hyrule.community.add_tournament("First")
        await hyrule.settled()
        await hyrule.community.add_tournament("Second")
        await hyrule.settled()
        assert [heard.event["data"]["name"] for heard in hyrule.receiver.heard] == ["First", "Second"]
        hyrule.receiver.headers = {"Retry-After": "3600"}
        hyrule.receiver.answers = [429]
        await clock.advance(5)
        await hyrule.settled()
        wait = ((await hyrule.deliveries())[1].next_attempt_at or clock.now()) - clock.now()
        assert wait == HOUR, "it asked to be left alone for so long"


@pytest.mark.parametrize(
    "wish", ["Mon, 1 Jan 99999999999999999999 00:00:00 GMT", "Mon, 1 Jan 2026 00:00:99999999999999999999 GMT", "soon"]
)
async def test_a_wish_that_is_no_time_is_passed_over(sqlite_database: Database, clock: ManualClock, wish: str) -> None:
    async with hooked(clock) as hyrule:
        hyrule.receiver.headers, hyrule.receiver.answers = {"Retry-After": wish}, [503]
        await hyrule.community.add_tournament()
        await hyrule.settled()
        failed = await hyrule.last()
        assert (failed.error, failed.next_attempt_at) == ("It answered with 503.", clock.now() + timedelta(seconds=5))


async def test_a_receiver_that_hangs_holds_up_nobody_else(sqlite_database: Database, clock: ManualClock) -> None:
    async with hooked(clock) as hyrule, listening_receiver() as slow:
        slow.status = HANGS
        container = hyrule.community.container
        for number in range(9):
            await container.webhooks.create_webhook(
                hyrule.admin, NewWebhook(f"Slow {number}", slow.url, ("tournament.created",))
            )
        await hyrule.community.add_tournament()
        await hyrule.published()
        await container.webhooks.update_webhook(hyrule.admin, hyrule.webhook, WebhookChanges(name="Quick"))
        async with hyrule.at_work():
            await eventually(lambda: len(slow.heard) == 9 and hyrule.receiver.types == ["tournament.created"])


async def test_names_are_looked_up_however_many_other_threads_wait(
    sqlite_database: Database, clock: ManualClock
) -> None:
    loop, end = asyncio.get_running_loop(), threading.Event()
    waiting = [loop.run_in_executor(None, end.wait) for _ in range(64)]
    try:
        async with hooked(clock) as hyrule:
            await hyrule.community.add_tournament()
            await hyrule.settled()
            assert hyrule.receiver.types == ["tournament.created"]
    finally:
        end.set()
        await asyncio.gather(*waiting)


async def test_redirections_and_lost_answers_are_failures_with_a_reason(
    sqlite_database: Database, clock: ManualClock
) -> None:
    async with hooked(clock) as hyrule, listening_receiver() as elsewhere:
        hyrule.receiver.headers = {"Location": elsewhere.url}
        hyrule.receiver.answers = [307, GONE]
        await hyrule.community.add_tournament()
        await hyrule.settled()
        assert (await hyrule.last()).error == "It answered with 307; redirections are not followed."
        await clock.advance(5)
        await hyrule.settled()
        assert (await hyrule.last()).error == "It gave an answer that can't be understood."
        assert elsewhere.connections == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
async def test_nothing_is_sent_to_a_private_address_whatever_it_is_called(
    sqlite_database: Database, clock: ManualClock, host: str
) -> None:
    async with hooked(clock) as hyrule:
        await hyrule.community.add_tournament()
        await hyrule.published()
        await Webhook.filter(id=hyrule.webhook).update(url=hyrule.receiver.url.replace("127.0.0.1", host))
        deliveries = hyrule.community.container.webhook_deliveries
        sender = WebhookSender(clock, private_allowed=False)
        (due,) = await deliveries.due(sender.destination)
        call = await deliveries.take(due)
        assert call is not None
        await deliveries.settle(call, await sender.send(call))
        assert hyrule.receiver.connections == 0
        assert "private address" in (await hyrule.last()).error


@pytest.mark.parametrize("is_trusted", [True, False])
async def test_a_receiver_proves_by_its_certificate_that_it_has_the_name_in_the_address(
    sqlite_database: Database, clock: ManualClock, tmp_path: Path, is_trusted: bool
) -> None:
    """Although what is connected to is the address that the name led to when it was checked."""
    certificate = make_certificate(tmp_path)
    served = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    served.load_cert_chain(certificate.file, certificate.key)
    async with hooked(clock) as hyrule, listening_receiver(tls=served) as safe:
        await Webhook.filter(id=hyrule.webhook).update(url=safe.url.replace("127.0.0.1", "localhost"))
        await hyrule.community.add_tournament()
        await hyrule.published()
        deliveries = hyrule.community.container.webhook_deliveries
        sender = WebhookSender(clock, private_allowed=True, trusted=certificate.trusted() if is_trusted else None)
        (due,) = await deliveries.due(sender.destination)
        call = await deliveries.take(due)
        assert call is not None
        await deliveries.settle(call, await sender.send(call))
        assert bool(safe.heard) is is_trusted
        assert ("certificate" in (await hyrule.last()).error) is not is_trusted


async def test_alerts_are_told_to_webhooks_for_staff_at_once_and_again_when_people_are(
    sqlite_database: Database, clock: ManualClock
) -> None:
    async with hooked(clock, kinds=FOR_STAFF, for_staff=True) as hyrule:
        container = hyrule.community.container
        bot = await container.bots.save_bot(hyrule.admin, "alttpr", "client", "secret")
        await container.bots.report_bot_status(bot.id, BotStatus.REFUSED, "Wrong secret.")
        await container.tasks.refresh_alerts()
        await hyrule.settled()
        assert hyrule.receiver.types == ["bot.status_changed", "alert.raised"]
        await clock.advance(timedelta(minutes=5))
        await container.alerts.tell_due()
        await hyrule.settled()
        told = hyrule.receiver.heard[-1].event
        assert (told["type"], told["data"]["kind"]) == ("alert.told", "bot_refused")
        await container.bots.report_bot_status(bot.id, BotStatus.CONNECTED, "")
        await container.tasks.refresh_alerts()
        await container.alerts.tell_due()
        await hyrule.settled()
        assert {"alert.resolved", "alert.end_told"} <= set(hyrule.receiver.types)


async def test_after_a_rotation_both_secrets_sign_for_a_day(sqlite_database: Database, clock: ManualClock) -> None:
    async with hooked(clock) as hyrule:
        fresh = (await hyrule.community.container.webhooks.rotate_secret(hyrule.admin, hyrule.webhook)).secret
        await hyrule.community.add_tournament("First")
        await hyrule.settled()
        await clock.advance(timedelta(days=1))
        await hyrule.community.add_tournament("Second")
        await hyrule.settled()
        first, second = hyrule.receiver.heard
        assert first.is_signed_by(hyrule.secret)
        assert first.is_signed_by(fresh)
        assert second.is_signed_by(fresh)
        assert not second.is_signed_by(hyrule.secret)
        stored = await Webhook.get(id=hyrule.webhook)
        for secret in (hyrule.secret, fresh):
            assert secret not in stored.secret_encrypted + stored.old_secret_encrypted
            assert secret not in str(await EventLogEntry.all().values_list("payload", "search_text"))


async def test_a_webhook_that_is_turned_off_is_told_nothing_of_that_time(
    sqlite_database: Database, clock: ManualClock
) -> None:
    async with hooked(clock, kinds=("tournament.created",)) as hyrule:
        webhooks = hyrule.community.container.webhooks
        await webhooks.update_webhook(hyrule.admin, hyrule.webhook, WebhookChanges(is_active=False))
        await hyrule.community.add_tournament("Unseen")
        await hyrule.settled()
        await webhooks.update_webhook(hyrule.admin, hyrule.webhook, WebhookChanges(is_active=True))
        seen = await hyrule.community.add_tournament("Seen")
        await hyrule.community.add_pool(seen)
        await hyrule.settled()
        assert [heard.event["data"]["name"] for heard in hyrule.receiver.heard] == ["Seen"]


async def race_once(community: Community, tournament: TournamentId) -> None:
    """Let a race begin and end in which somebody finishes."""
    pool = await community.add_pool(tournament, ordinary=1)
    race = (await community.schedule(tournament, pool)).summary
    room = await community.open_room(race.id)
    racers = [await community.racetime_id_of(await community.add_player()) for _ in range(2)]
    room.join(*racers)
    await community.advance_to(race.locks_at)
    room.start()
    await community.hear(race.id, room)
    await community.clock.advance(HOUR)
    for racer in racers:
        room.finish(racer, HOUR)
    await community.hear(race.id, room)


TELLING = {"live_race.results_changed", "live_race.finished"}


@on_postgres_and_slowly_on_sqlite
async def test_a_race_on_a_delayed_stream_ends_for_programs_when_it_ends_on_the_stream(
    database: Database, clock: ManualClock
) -> None:
    async with hooked(clock) as hyrule, listening_receiver() as own:
        new = NewWebhook("Our own", own.url, FOR_STAFF, for_staff=True)
        await hyrule.community.container.webhooks.create_webhook(hyrule.admin, new)
        await race_once(hyrule.community, await hyrule.community.add_tournament(stream_delay_minutes=15))
        await hyrule.settled()
        assert set(own.types) >= TELLING
        assert "live_race.started" in hyrule.receiver.types
        assert not TELLING & set(hyrule.receiver.types)
        early = len(hyrule.receiver.heard)
        await clock.advance(timedelta(minutes=15))
        await hyrule.community.tick()
        await hyrule.settled()
        late = hyrule.receiver.heard[early:]
        assert {heard.type for heard in late} >= TELLING
        assert {heard.id for heard in late} <= {heard.id for heard in own.heard}
        assert own.types.count("live_race.finished") == hyrule.receiver.types.count("live_race.finished") == 1


async def test_hidden_results_are_told_when_the_tournament_closes(
    sqlite_database: Database, clock: ManualClock
) -> None:
    async with hooked(clock) as hyrule:
        community = hyrule.community
        tournament = await community.add_tournament(hide_results=True)
        await race_once(community, tournament)
        pool = await community.add_pool(tournament, "Pool B", ordinary=1)
        await community.finish_run(await community.add_player(), pool)
        await hyrule.settled()
        told = set(hyrule.receiver.types)
        assert {"live_race.finished", "run.started"} <= told, "that a race is over is no result"
        assert not {"live_race.results_changed", "run.finished"} & told
        with counted_queries() as queries:
            await hyrule.published()
        assert {statement.split()[0] for statement in queries.statements} == {"SELECT"}, "nobody has to wait meanwhile"
        await community.container.tournaments.close_tournament(community.admin, tournament)
        await hyrule.settled()
        assert {"live_race.results_changed", "run.finished"} <= set(hyrule.receiver.types)


async def test_what_was_held_back_of_a_tournament_that_is_gone_is_told_to_nobody(
    sqlite_database: Database, clock: ManualClock
) -> None:
    async with hooked(clock) as hyrule:
        tournament = await hyrule.community.add_tournament(hide_results=True)
        await hyrule.published()
        event = await PublishedEvent.get(kind="tournament.created")
        await PublishedEvent.filter(id=event.id).update(kind="run.finished", is_held=True, audience=Audience.STAFF)
        await hyrule.community.container.tournaments.delete_tournament(hyrule.admin, tournament)
        await hyrule.published()
        assert not await PublishedEvent.filter(is_held=True).exists()
        assert await PublishedEvent.filter(kind="run.finished").count() == 1


async def test_what_is_hidden_again_before_it_was_sent_waits(sqlite_database: Database, clock: ManualClock) -> None:
    async with hooked(clock, kinds=("run.finished",)) as hyrule:
        community = hyrule.community
        tournament = await community.add_tournament()
        pool = await community.add_pool(tournament, ordinary=1)
        await community.finish_run(await community.add_player(), pool)
        await hyrule.published()
        changed = community.container.tournaments.update_tournament
        await changed(community.admin, tournament, TournamentChanges(hide_results=True))
        await hyrule.settled()
        assert not hyrule.receiver.heard
        await changed(community.admin, tournament, TournamentChanges(hide_results=False))
        await clock.advance(61)
        await hyrule.settled()
        assert [heard.event["data"] for heard in hyrule.receiver.heard] == [{"finish_time_seconds": 3600.0}]


async def test_what_waits_for_staff_goes_nowhere_once_the_webhook_is_for_everybody(
    sqlite_database: Database, clock: ManualClock
) -> None:
    """And is not looked at again every minute."""
    async with hooked(clock, kinds=("run.finished",), for_staff=True) as hyrule:
        community, webhooks = hyrule.community, hyrule.community.container.webhooks
        pool = await community.add_pool(await community.add_tournament(hide_results=True), ordinary=1)
        await community.finish_run(await community.add_player(), pool)
        hyrule.receiver.answers = [500]
        await hyrule.settled()
        await webhooks.update_webhook(hyrule.admin, hyrule.webhook, WebhookChanges(for_staff=False))
        await clock.advance(61)
        await hyrule.settled()
        given_up = await hyrule.last()
        assert given_up.failed_at is not None
        assert given_up.error == "It is for a webhook that is told what staff are."
        await webhooks.update_webhook(hyrule.admin, hyrule.webhook, WebhookChanges(for_staff=True))
        await webhooks.send_again(hyrule.admin, hyrule.webhook, given_up.id)
        await hyrule.settled()
        assert (await hyrule.last()).delivered_at is not None


async def test_no_event_has_a_seed_in_it(sqlite_database: Database, clock: ManualClock) -> None:
    async with hooked(clock, kinds=FOR_STAFF, for_staff=True) as hyrule:
        await race_once(hyrule.community, await hyrule.community.add_tournament())
        await hyrule.settled()
        assert len(hyrule.receiver.heard) >= 10
        assert not [heard.type for heard in hyrule.receiver.heard if b"SECRET" in heard.body or b"Bow" in heard.body]

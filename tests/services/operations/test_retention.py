"""What is settled and old is forgotten, and nothing else."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from application.domain.ids import LiveRaceId
from application.domain.messages.channels import Channel, Destination
from application.domain.messages.notifications import NotificationKind
from application.domain.messages.outbox import MessageKind
from application.domain.operations.alerts import AlertKind
from application.repositories.messages.notification_repository import message_key
from models.async_tournament import AsyncTournamentLiveRace
from models.event_log import EventLogEntry, OutboxMessage
from models.notification import LiveRaceReminder, Notification
from models.supervision import Alert
from models.user import ApiToken, UserSession
from models.webhook import PublishedEvent, WebhookDelivery
from tests.support.community import Community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.queries import counted_queries

DAY = timedelta(days=1)


async def add_message(
    community: Community,
    name: str,
    *,
    to: Destination = Destination.DISCORD,
    kind: str = MessageKind.CARD,
    race: LiveRaceId | None = None,
    **settled: Any,
) -> None:
    now = community.clock.now()
    await OutboxMessage.create(
        organization_id=community.organization_id,
        destination=to,
        partition_key="tournament:1",
        kind=kind,
        live_race_id=race,
        payload={},
        dedupe_key=name,
        nonce=name,
        due_at=now,
        created_at=now - 400 * DAY,
        **settled,
    )


async def names(messages: Sequence[OutboxMessage]) -> set[str]:
    return {message.dedupe_key for message in messages}


@on_postgres_and_slowly_on_sqlite
async def test_what_was_said_long_ago_is_forgotten_and_what_somebody_still_needs_is_not(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    over, ahead = [(await community.schedule(tournament, pool)).summary.id for _ in range(2)]
    await community.container.live_races.cancel_live_race(community.admin, over)
    await OutboxMessage.all().delete()
    now = community.clock.now()
    old, recent = now - 90 * DAY, now - 89 * DAY
    await add_message(community, "said", sent_at=old)
    await add_message(community, "overtaken", superseded_at=old, given_up_at=old)
    await add_message(community, "spread", to=Destination.MEMBERS, sent_at=old)
    await add_message(community, "of a race that is over", race=over, sent_at=old)
    await add_message(community, "a line that was never said", to=Destination.RACETIME, race=over, given_up_at=old)
    kept = {"said lately", "waiting", "refused", "to one person", "of a race that is ahead"}
    await add_message(community, "said lately", sent_at=recent)
    await add_message(community, "waiting")
    await add_message(community, "refused", given_up_at=old)
    await add_message(community, "to one person", kind=MessageKind.DIRECT, sent_at=old)
    await add_message(community, "of a race that is ahead", race=ahead, sent_at=old)
    assert await community.container.tasks.forget_settled() == 5
    assert await names(await OutboxMessage.all()) == kept
    assert await community.container.tasks.forget_settled() == 0


@on_postgres_and_slowly_on_sqlite
async def test_alerts_sessions_and_answers_that_are_over_are_forgotten(community: Community) -> None:
    now = community.clock.now()
    for number, resolved in enumerate((None, now - 90 * DAY, now - DAY)):
        await Alert.create(
            organization_id=community.organization_id,
            kind=AlertKind.NOT_STARTED,
            subject=f"alert {number}",
            sentence="Look.",
            raised_at=now - 200 * DAY,
            resolved_at=resolved,
        )
    player = await community.add_player()
    for number, ends in enumerate((now - DAY, now + DAY)):
        await UserSession.create(user_id=player, token_hash=f"{number}", created_at=now - 30 * DAY, expires_at=ends)
    assert await community.container.tasks.forget_settled() == 2
    assert {alert.subject for alert in await Alert.all()} == {"alert 0", "alert 2"}
    assert [session.token_hash for session in await UserSession.all()] == ["1"]


async def test_the_audit_and_what_nobody_has_read_are_never_forgotten(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    player = await community.add_player()
    run = (await community.finish_run(player, pool)).summary
    await community.container.reviews.accept(community.admin, run.id, seen=run.version)
    logged = await EventLogEntry.all().count()
    await community.clock.advance(3000 * DAY)
    await community.container.tasks.forget_settled()
    assert await EventLogEntry.all().count() == logged
    assert await Notification.filter(user_id=player, kind=NotificationKind.RUN_ACCEPTED).exists()
    ctx = await community.enter(player)
    assert (await community.container.runs.get_run(ctx, run.id)).summary.finish_time == run.finish_time


@on_postgres_and_slowly_on_sqlite
async def test_a_notification_is_forgotten_a_year_after_it_was_read_with_the_message_that_brought_it(
    community: Community,
) -> None:
    player = await community.add_player()
    now = community.clock.now()
    for name, read_at in (("long ago", now - 365 * DAY), ("lately", now - 364 * DAY), ("never", None)):
        await Notification.create(
            organization_id=community.organization_id,
            user_id=player,
            kind=NotificationKind.RUN_ACCEPTED,
            parts={},
            channels=sorted(Channel),
            read_at=read_at,
            dedupe_key=name,
            created_at=now - 400 * DAY,
        )
        message = message_key(Channel.DISCORD, name)
        await add_message(community, message, kind=MessageKind.DIRECT, sent_at=now - 400 * DAY)
    assert await community.container.tasks.forget_settled() == 1
    assert {told.dedupe_key for told in await Notification.filter(user_id=player)} == {"lately", "never"}
    direct = await OutboxMessage.filter(kind=MessageKind.DIRECT)
    assert await names(direct) == {message_key(Channel.DISCORD, name) for name in ("lately", "never")}


@on_postgres_and_slowly_on_sqlite
async def test_ended_tokens_and_reminders_of_past_races_are_forgotten_and_the_others_are_not(
    community: Community,
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    over, ahead = [(await community.schedule(tournament, pool)).summary.id for _ in range(2)]
    player, identity = await community.add_player(), community.container.identity
    ctx = await community.enter(player)
    for race in (over, ahead):
        await community.container.notifications.set_reminder(ctx, race, wanted=True)
    await community.container.live_races.cancel_live_race(community.admin, over)
    revoked = await identity.create_token(player, "revoked")
    await identity.revoke_token(player, revoked.id)
    await identity.create_token(player, "expired", expires_at=community.clock.now() + DAY)
    await identity.create_token(player, "for good", expires_at=None)
    await community.clock.advance(90 * DAY)
    await community.container.tasks.forget_settled()
    assert [token.name for token in await ApiToken.all()] == ["expired", "for good"]
    assert [mark.live_race_id for mark in await LiveRaceReminder.all()] == [over, ahead]
    await community.clock.advance(DAY)
    await community.container.tasks.forget_settled()
    assert [token.name for token in await ApiToken.all()] == ["for good"]
    assert [mark.live_race_id for mark in await LiveRaceReminder.all()] == [ahead]


async def test_much_is_forgotten_in_pieces(community: Community) -> None:
    await OutboxMessage.all().delete()
    now = community.clock.now()
    await OutboxMessage.bulk_create(
        OutboxMessage(
            organization_id=community.organization_id,
            destination=Destination.DISCORD,
            partition_key="tournament:1",
            kind=MessageKind.CARD,
            payload={},
            dedupe_key=f"said {number}",
            nonce="",
            due_at=now,
            sent_at=now - 100 * DAY,
            created_at=now,
        )
        for number in range(450)
    )
    with counted_queries() as queries:
        assert await community.container.tasks.forget_settled() == 450
    removals = [sql for sql in queries.statements if sql.startswith("DELETE") and "outbox_messages" in sql]
    assert len(removals) == 3
    assert await AsyncTournamentLiveRace.all().count() == 0


async def test_events_for_programs_are_forgotten_with_what_became_of_them_but_the_log_stays(
    community: Community,
) -> None:
    await community.add_webhook()
    logged = await EventLogEntry.all().count()
    await community.clock.advance(89 * DAY)
    await community.container.tasks.forget_settled()
    assert await WebhookDelivery.all().count() == 1
    await community.clock.advance(2 * DAY)
    await community.container.tasks.forget_settled()
    assert (await PublishedEvent.all().count(), await WebhookDelivery.all().count()) == (0, 0)
    assert await EventLogEntry.all().count() == logged
    assert await community.container.publishing.publish() == 0, "nothing is told a second time"

"""From a queued message to the one step that makes Discord show the present truth."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.access import Access
from application.domain.ids import LiveRaceId, OrganizationId
from application.domain.live_races.live_race import UNFINISHED, LiveRaceStatus
from application.domain.messages import race_posts
from application.domain.messages.channels import Destination
from application.domain.messages.delivery import (
    MOST_REPOSTS,
    STALE_AFTER,
    ChangeServerEvent,
    CreateServerEvent,
    DeleteMessage,
    EditMessage,
    PostMessage,
    SendDirectMessage,
    Step,
)
from application.domain.messages.outbox import MessageKind, PartitionKey
from application.domain.messages.race_posts import Alerted, PingMode, RaceFacts
from application.domain.messages.rich_text import RichMessage
from application.domain.messages.server_events import OVER, EventState, EventText, event_text, moves_to, wanted_state
from application.repositories import Repositories
from application.services.messages.alert_plans import AlertPlanner, is_alert
from application.services.messages.direct_message_plans import DirectMessagePlanner
from application.services.messages.places import place_of
from application.services.messages.race_facts import RaceFactsReader
from application.services.messages.run_plans import RunPlanner
from application.unit_of_work import UnitsOfWork
from models.discord import AsyncTournamentDiscord, DiscordPost
from models.event_log import OutboxMessage

_ABOUT_RUNS = frozenset({MessageKind.ENTRY, MessageKind.THREAD, MessageKind.RUN, MessageKind.RUN_LINE})
_EVENT_LEAD = timedelta(minutes=1)
"""An event can't begin in the past, and a request takes its time."""


@dataclass(frozen=True, slots=True)
class _Situation:
    """Everything that decides about one message of a race."""

    reading: Repositories
    message: OutboxMessage
    race_id: LiveRaceId
    facts: RaceFacts | None
    settings: AsyncTournamentDiscord
    channel_id: int
    guild_id: int
    now: datetime


class MessagePlanner:
    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        facts: RaceFactsReader,
        runs: RunPlanner,
        direct: DirectMessagePlanner,
        alerts: AlertPlanner,
    ) -> None:
        self._units = units
        self._access = access
        self._facts = facts
        self._runs = runs
        self._direct = direct
        self._alerts = alerts

    async def plan(self, message: OutboxMessage) -> Step | None:
        """Return what is to be done, None when nothing is any more. Raises `NoPlace` when it has to wait."""
        if is_alert(message):
            return await self._alerts.plan(message)
        kind = MessageKind(message.kind)
        partition = PartitionKey.parse(message.partition_key)
        if kind in _ABOUT_RUNS:
            return await self._runs.plan(message)
        if kind is MessageKind.DIRECT:
            return await self._direct.plan(message)
        organization_id = OrganizationId(message.organization_id)
        race_id = LiveRaceId(message.live_race_id or 0)
        ctx = self._access.as_system(organization_id)
        facts = await self._facts.read(organization_id, race_id)
        reading = self._units.reading(ctx)
        situation = await self._situation(reading, message, partition, race_id, facts)
        match kind:
            case MessageKind.CARD:
                return await self._card(situation)
            case MessageKind.RESULTS:
                return await self._results(situation)
            case MessageKind.PING:
                return await self._ping(situation)
            case _:
                return await self._event(situation)

    async def show(self, message: OutboxMessage) -> RichMessage | EventText | None:
        """Return what a message would show now, whether or not there is a place to show it."""
        kind = MessageKind.read(message.kind) if message.destination is Destination.DISCORD else None
        if kind in _ABOUT_RUNS:
            return await self._runs.show(message)
        if is_alert(message):
            return await self._alerts.show(message)
        organization_id = OrganizationId(message.organization_id)
        ctx = self._access.as_system(organization_id)
        facts = await self._facts.read(organization_id, LiveRaceId(message.live_race_id or 0))
        if facts is None:
            return None
        match kind:
            case MessageKind.CARD:
                return race_posts.race_card(facts)
            case MessageKind.RESULTS:
                return race_posts.results_reply(facts, exists=True)
            case MessageKind.EVENT:
                return event_text(facts)
            case MessageKind.PING:
                alerted = Alerted(user_ids=await self._eligible_accounts(self._units.reading(ctx), facts.id))
                return race_posts.room_ping(facts, alerted, mark="ping")
            case _:
                return None

    async def show_to_developers(self, message: OutboxMessage) -> RichMessage | EventText | None:
        """Return what a message would show now, also one that only its recipient may read."""
        if MessageKind.read(message.kind) in _ABOUT_RUNS:
            return await self._runs.show_to_developers(message)
        if message.kind != MessageKind.DIRECT:
            return await self.show(message)
        step = await self.plan(message)
        return step.message if isinstance(step, SendDirectMessage) else None

    async def _situation(
        self,
        reading: Repositories,
        message: OutboxMessage,
        partition: PartitionKey,
        race_id: LiveRaceId,
        facts: RaceFacts | None,
    ) -> _Situation:
        place = await place_of(reading, partition.tournament_id)
        return _Situation(
            reading=reading,
            message=message,
            race_id=race_id,
            facts=facts,
            settings=place.settings,
            channel_id=place.channel_id,
            guild_id=place.guild_id,
            now=reading.clock.now(),
        )

    # Messages

    async def _card(self, at: _Situation) -> Step | None:
        post = await at.reading.discord_posts.find(MessageKind.CARD, at.race_id)
        if at.facts is None:
            return _removal(post)
        card = race_posts.race_card(at.facts)
        if post is None or post.discord_id is None:
            return PostMessage(at.channel_id, card) if _is_worth_posting(at, post) else None
        if post.place_id != at.channel_id and at.facts.status in UNFINISHED:
            return DeleteMessage(post.place_id, post.discord_id)
        return _edit(post, card)

    async def _results(self, at: _Situation) -> Step | None:
        post = await at.reading.discord_posts.find(MessageKind.RESULTS, at.race_id)
        if at.facts is None:
            return _removal(post)
        exists = post is not None and post.discord_id is not None
        reply = race_posts.results_reply(at.facts, exists=exists)
        if reply is None:
            return None
        if post is None or post.discord_id is None:
            if not _is_worth_posting(at, post):
                return None
            return PostMessage(at.channel_id, reply, reply_to=await self._card_in(at))
        return _edit(post, reply)

    async def _ping(self, at: _Situation) -> Step | None:
        if at.facts is None:
            return None
        ping = race_posts.room_ping(at.facts, await self._alerted(at), mark=f"ping-{at.message.nonce[:8]}")
        if ping is None:
            return None
        return PostMessage(at.channel_id, ping, reply_to=await self._card_in(at))

    async def _card_in(self, at: _Situation) -> int | None:
        """Return the race's message in the channel, to reply to."""
        card = await at.reading.discord_posts.find(MessageKind.CARD, at.race_id)
        return card.discord_id if card is not None and card.place_id == at.channel_id else None

    async def _alerted(self, at: _Situation) -> Alerted:
        match at.settings.ping:
            case PingMode.ROLE:
                return Alerted(role_id=at.settings.ping_role_id)
            case PingMode.ELIGIBLE if at.facts is not None:
                return Alerted(user_ids=await self._eligible_accounts(at.reading, at.facts.id))
            case _:
                return Alerted()

    async def _eligible_accounts(self, reading: Repositories, race_id: LiveRaceId) -> tuple[int, ...]:
        """Return the Discord accounts of eligible members, first those who want to be reminded of this race."""
        players = await self._facts.live_races.get_eligible_participants(reading.ctx, race_id)
        eligible = [player.user_id for player in players if player.eligible]
        keen = set(await reading.reminders.list_users(race_id))
        accounts = await reading.users.discord_ids(eligible)
        ordered = sorted(eligible, key=lambda user_id: user_id not in keen)
        return tuple(accounts[user_id] for user_id in ordered if user_id in accounts)

    # Server events

    async def _event(self, at: _Situation) -> Step | None:
        post = await at.reading.discord_posts.find(MessageKind.EVENT, at.race_id)
        wanted = wanted_state(at.facts) if at.settings.server_events else EventState.CANCELED
        ahead = at.facts is not None and at.facts.scheduled_at > at.now + _EVENT_LEAD
        if post is None or post.discord_id is None or post.event_state in OVER or post.event_state is None:
            lost_too_often = post is not None and post.times_lost > MOST_REPOSTS
            if at.facts is None or wanted is not EventState.SCHEDULED or not ahead or lost_too_often:
                return None
            return CreateServerEvent(at.guild_id, event_text(at.facts))
        text = None
        if at.facts is not None and ahead and wanted is post.event_state is EventState.SCHEDULED:
            fresh = event_text(at.facts)
            text = fresh if fresh.fingerprint != post.fingerprint else None
        if text is None and not moves_to(wanted, post.event_state):
            return None
        return ChangeServerEvent(post.place_id, post.discord_id, text, wanted)


def _is_worth_posting(at: _Situation, post: DiscordPost | None) -> bool:
    """Tell whether something that isn't there should be posted.

    What somebody deleted is posted again once. A race that was cancelled before anybody heard of it, or that has
    been over for long, isn't announced any more.
    """
    assert at.facts is not None  # noqa: S101  # asked only where there are facts
    if post is not None and post.times_lost > MOST_REPOSTS:
        return False
    if at.facts.status is LiveRaceStatus.CANCELLED:
        return False
    over_since = at.facts.ended_at or at.facts.scheduled_at
    return at.facts.status in UNFINISHED or at.now - over_since < STALE_AFTER


def _removal(post: DiscordPost | None) -> Step | None:
    if post is None or post.discord_id is None:
        return None
    return DeleteMessage(post.place_id, post.discord_id)


def _edit(post: DiscordPost, message: RichMessage) -> Step | None:
    assert post.discord_id is not None  # noqa: S101  # asked only where something is there
    if post.fingerprint == message.fingerprint:
        return None
    return EditMessage(post.place_id, post.discord_id, message)

"""What services say about messages: Discord's servers, what is on its way, and what members were told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from application.domain.ids import (
    LiveRaceId,
    MessageId,
    NotificationId,
    OrganizationId,
    RunId,
    TournamentId,
    WebhookDeliveryId,
    WebhookId,
)
from application.domain.live_races.eligibility import Verdict, is_eligible
from application.domain.messages.channels import Channel
from application.domain.messages.delivery import Step
from application.domain.messages.notifications import NotificationKind
from application.domain.messages.race_posts import PingMode
from application.domain.messages.rich_text import RichMessage
from application.domain.messages.server_events import EventText


@dataclass(frozen=True, slots=True)
class DueMessage:
    """A message that may be taken now; the next one of its place waits until this one is settled."""

    id: MessageId
    organization_id: OrganizationId
    place: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One taken message and what it takes to deliver it, made from the facts of this moment.

    `nonce` is the same in every attempt. After an earlier attempt, whose answer may have been lost, the step may be
    done already.
    """

    id: MessageId
    organization_id: OrganizationId
    attempt: int
    queued_at: datetime
    nonce: str
    step: Step

    @property
    def may_be_done_already(self) -> bool:
        return self.attempt > 1


@dataclass(frozen=True, slots=True)
class DiscordServerView:
    """`absent_since` is when the bot was removed from it."""

    guild_id: int
    name: str
    linked_by: str
    linked_at: datetime
    absent_since: datetime | None


@dataclass(frozen=True, slots=True)
class LinkableServer:
    """A server that the viewer may manage; `bot_present` tells whether it can be linked right now."""

    guild_id: int
    name: str
    bot_present: bool


@dataclass(frozen=True, slots=True)
class ServerChannel:
    """A text channel; `missing` names the permissions that the bot needs there and does not have.

    The others name those without which a tournament can't have server events, or lead runs through threads.
    """

    id: int
    name: str
    missing: tuple[str, ...]
    missing_for_events: tuple[str, ...]
    missing_for_threads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServerRole:
    """`alertable` tells whether the bot may alert it."""

    id: int
    name: str
    alertable: bool


@dataclass(frozen=True, slots=True)
class TournamentDiscordView:
    tournament_id: TournamentId
    channel_id: int | None
    channel_name: str
    ping: PingMode
    ping_role_id: int | None
    server_events: bool
    runs_in_threads: bool
    reminder_minutes: int | None
    effective_reminder_minutes: int


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message to a channel or server, for admins. Times are None where that has not happened."""

    id: MessageId
    what: str
    live_race_id: LiveRaceId | None
    live_race: str | None
    """What the race is called now; None once it was deleted."""
    queued_at: datetime
    sent_at: datetime | None
    failed_at: datetime | None
    attempts: int
    error: str


@dataclass(frozen=True, slots=True)
class MessagePreview:
    """A message and what it would show now, None when nothing would; `recipient` is empty for one to a channel.

    `names` has whom it mentions, by Discord id.
    """

    line: MessageLine
    recipient: str
    shown: RichMessage | EventText | None
    names: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class RaceVerdicts:
    """Whether somebody may race in a live race, as told to that person alone, who may never have signed in."""

    live_race_id: LiveRaceId
    title: str
    tournament: str
    scheduled_at: datetime
    verdicts: tuple[Verdict, ...]
    signed_in: bool

    @property
    def eligible(self) -> bool:
        return is_eligible(self.verdicts)


@dataclass(frozen=True, slots=True)
class ReminderAnswer:
    """`leads` are minutes before the start that have not passed; `channels` are those by which the reminder comes."""

    title: str
    scheduled_at: datetime
    wanted: bool
    leads: tuple[int, ...]
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class NotificationView:
    """The ids name what it is about, which may be gone by now; `happens_at` is when what it announces takes place.

    `channels` are those by which it went; `delivery` says in words what became of it there, beyond the site.
    """

    id: NotificationId
    organization: str
    kind: NotificationKind
    sentence: str
    tournament_id: TournamentId | None
    run_id: RunId | None
    live_race_id: LiveRaceId | None
    happens_at: datetime | None
    created_at: datetime
    read_at: datetime | None
    channels: tuple[Channel, ...]
    delivery: str


@dataclass(frozen=True, slots=True)
class NotificationPage:
    items: tuple[NotificationView, ...]
    unread: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class WebhookCall:
    """One event that was taken, as it is sent to a webhook now; the address may be a secret of the receiver's."""

    id: MessageId
    organization_id: OrganizationId
    webhook_id: WebhookId
    attempt: int
    tried_since: datetime
    url: str
    headers: Mapping[str, str]
    body: bytes

    def __repr__(self) -> str:
        return f"WebhookCall(id={self.id}, webhook_id={self.webhook_id}, attempt={self.attempt})"


@dataclass(frozen=True, slots=True)
class WebhookView:
    """`kinds` are public names of events; `old_secret_until` is how long the secret before the last one signs along."""

    id: WebhookId
    name: str
    url: str
    kinds: tuple[str, ...]
    for_staff: bool
    is_active: bool
    old_secret_until: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class WebhookDeliveryView:
    """One event on its way to a webhook. Times are None where that has not happened."""

    id: WebhookDeliveryId
    event_id: str
    type: str
    label: str
    created_at: datetime
    attempts: int
    delivered_at: datetime | None
    failed_at: datetime | None
    next_attempt_at: datetime | None
    error: str

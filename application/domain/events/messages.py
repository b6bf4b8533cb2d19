"""What happens to what is told: on Discord, in rooms and on the site."""

from dataclasses import dataclass
from typing import ClassVar

from application.domain.events import Event, FieldChange, LiveRaceEvent, PersonEvent
from application.domain.ids import MatterRef, ServerRef, UserId, WebhookRef


@dataclass(frozen=True, slots=True)
class RoomMessagesQueuedEvent(LiveRaceEvent):
    """Something waits to be said in the room."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class LiveRaceReminderSetEvent(LiveRaceEvent):
    """A member wants to be reminded of a race, or no longer; `going` once that member says to race in it."""

    user_id: UserId
    wanted: bool
    going: bool = False


@dataclass(frozen=True, slots=True)
class NotificationsChangedEvent(PersonEvent):
    """A member was told something, or has read it; worth a look at the bell, not a line in the log."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class DiscordServerLinkedEvent(Event):
    """A Discord server now belongs to the organization."""

    about: ServerRef
    name: str


@dataclass(frozen=True, slots=True)
class DiscordServerUnlinkedEvent(Event):
    about: ServerRef
    name: str


@dataclass(frozen=True, slots=True)
class DiscordServerPresenceEvent(Event):
    """The bot was removed from the linked server, or came back."""

    about: ServerRef
    present: bool


@dataclass(frozen=True, slots=True)
class DiscordMessageFailedEvent(Event):
    """Discord refused a message for good; `message` says which kind."""

    about: MatterRef
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class MailFailedEvent(Event):
    """The mail server refused an e-mail for good; `message` says which kind."""

    about: MatterRef
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class DiscordMessageOverdueEvent(Event):
    """A message has been waiting for an hour."""

    about: MatterRef
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class DiscordMessageRetriedEvent(Event):
    """An admin let a message that had failed be sent again."""

    about: MatterRef
    message: str


@dataclass(frozen=True, slots=True)
class DiscordSettledEvent(Event):
    """A message was sent, or could not be; worth a look at the page that lists them, not a line in the log."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class MessagesQueuedEvent(Event):
    """Something waits to be sent, whatever its destination."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class EventsPublishedEvent(Event):
    """There is something new for programs: in the feed, and on its way to webhooks."""

    logged: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class WebhookEvent(Event):
    about: WebhookRef


@dataclass(frozen=True, slots=True)
class WebhookSavedEvent(WebhookEvent):
    """Of its address only the host is told: the rest may be a secret of the receiver's."""

    name: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class WebhookSecretRotatedEvent(WebhookEvent):
    name: str


@dataclass(frozen=True, slots=True)
class WebhookDeletedEvent(WebhookEvent):
    name: str


@dataclass(frozen=True, slots=True)
class WebhookDeliveryRetriedEvent(WebhookEvent):
    """An admin let an event be sent again."""

    name: str
    event: str


@dataclass(frozen=True, slots=True)
class WebhookDeliveriesMovedEvent(WebhookEvent):
    """Something was sent, or could not be; worth a look at the page that lists it, not a line in the log."""

    logged: ClassVar[bool] = False


WAKES_SENDERS = (RoomMessagesQueuedEvent, MessagesQueuedEvent, EventsPublishedEvent)
"""Signals after which a live race is as it was before."""

"""The channels by which members are told: whom each reaches, and what it takes to bring them something."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from application.domain.ids import UserId
from application.domain.messages.channels import Channel, Destination
from application.domain.messages.delivery import SendDirectMessage, Step
from application.domain.messages.notifications import News, NotificationKind
from application.domain.messages.rich_text import RichMessage
from application.repositories import Repositories
from application.repositories.messages.preference_repository import Recipient


class PersonalChannel(ABC):
    name: ClassVar[Channel]

    @abstractmethod
    async def within_reach(
        self, reading: Repositories, recipients: Sequence[Recipient], news: News
    ) -> Iterable[UserId]:
        """Return whom it can bring this news, in as many queries for few as for many."""


class SendingChannel(PersonalChannel):
    """What it brings waits in the outbox, at its destination, until whoever sends it there takes it."""

    destination: ClassVar[Destination]
    noun: ClassVar[str]
    """What it brings, as in "sent by …"."""
    refusal: ClassVar[str]
    """What somebody reads, and may do about it, who could not be reached after all."""

    @abstractmethod
    async def step(self, reading: Repositories, recipient: Recipient, text: RichMessage) -> Step | None:
        """Return what lets somebody read a text now; None where that person can't be reached any more."""

    @abstractmethod
    async def note_refusal(self, reading: Repositories, user_id: UserId) -> None:
        """Remember that this person can't be reached, until that person says otherwise."""


class Site(PersonalChannel):
    name = Channel.SITE

    async def within_reach(self, _: Repositories, recipients: Sequence[Recipient], __: News) -> Iterable[UserId]:
        return [item.user_id for item in recipients]


_SAID_IN_THREADS = frozenset(
    {
        NotificationKind.START_WARNING,
        NotificationKind.RUN_NOT_STARTED,
        NotificationKind.RUN_OUT_OF_TIME,
        NotificationKind.RUN_EXTENDED,
    }
)


class DirectMessages(SendingChannel):
    """Discord's; what a run's own thread says isn't said twice."""

    name = Channel.DISCORD
    destination = Destination.DISCORD
    noun = "direct message"
    refusal = "Discord refused the direct message. Allow messages from members of the server."

    async def within_reach(
        self, reading: Repositories, recipients: Sequence[Recipient], news: News
    ) -> Iterable[UserId]:
        if news.run_id is not None and news.kind in _SAID_IN_THREADS:
            thread = await reading.run_threads.find(news.run_id)
            if thread is not None and thread.thread_id is not None:
                return ()
        return [item.user_id for item in recipients if item.is_within_reach]

    async def note_refusal(self, reading: Repositories, user_id: UserId) -> None:
        await reading.preferences.note_refusal(user_id)

    async def step(self, _: Repositories, recipient: Recipient, text: RichMessage) -> Step | None:
        return SendDirectMessage(str(recipient.discord_id), text) if recipient.discord_id is not None else None


CHANNELS: tuple[PersonalChannel, ...] = (Site(), DirectMessages())
SENDING: dict[Channel, SendingChannel] = {item.name: item for item in CHANNELS if isinstance(item, SendingChannel)}
"""Those that leave the product; the site shows what members are told by itself."""

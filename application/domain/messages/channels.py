"""Where messages leave, and by what a member can be reached."""

from enum import StrEnum


class Destination(StrEnum):
    """Who takes a message out of the outbox; within one each partition keeps its order."""

    RACETIME = "racetime"
    DISCORD = "discord"
    MEMBERS = "members"
    """To be fanned out to members personally; that is done here, not outside."""
    EMAIL = "email"
    WEBHOOKS = "webhooks"
    """Programs, each at an address of its own; what waits for them are rows of theirs."""


class Channel(StrEnum):
    """By what a notification reaches a member; the names are stored and public."""

    SITE = "site"
    DISCORD = "discord"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def in_words(self) -> str:
        """The label within a sentence."""
        return self.label[:1].lower() + self.label[1:]


_LABELS = {
    Channel.SITE: "On the site",
    Channel.DISCORD: "By direct message",
}

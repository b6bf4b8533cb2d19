"""How a racetime.gg account comes to be linked to a user."""

from datetime import timedelta
from enum import StrEnum

from application.domain.errors import AlreadyTaken

LINK_ATTEMPT_LIFE = timedelta(minutes=10)
"""How long somebody may take to go to racetime.gg and come back; racetime.gg's own codes last as long."""
MOST_LINK_ATTEMPTS = 10
"""Open attempts of one user at a time."""


class LinkSource(StrEnum):
    OWNER = "owner"
    """Its owner signed in at racetime.gg, so the link is proven."""
    ADMIN = "admin"
    """An admin typed it in; nobody has proven it yet."""


class LinkedElsewhere(AlreadyTaken):
    """The account is another user's here. Its owner has just proven to own it, and may move it with `claim`."""

    code = "linked-elsewhere"

    def __init__(self, claim: str, name: str, *, is_proven: bool) -> None:
        how = "by its owner" if is_proven else "by an admin"
        super().__init__(
            f"{name} on racetime.gg was linked to another user here {how}. "
            "If that is you, too, or a mistake, move the account to this user; the other one is told."
        )
        self.claim = claim

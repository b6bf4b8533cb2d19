"""How a racetime.gg account came to be linked to a user."""

from enum import StrEnum


class LinkSource(StrEnum):
    OWNER = "owner"
    """Its owner signed in at racetime.gg, so the link is proven."""
    ADMIN = "admin"
    """An admin typed it in; nobody has proven it yet."""

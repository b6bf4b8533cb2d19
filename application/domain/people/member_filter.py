"""Which members somebody is looking for."""

from dataclasses import dataclass

from application.domain.permissions import Role


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """`search` is part of a name, here or on racetime.gg; `linked` tells whether they have an account there.

    None and empty mean all.
    """

    search: str = ""
    role: Role | None = None
    linked: bool | None = None

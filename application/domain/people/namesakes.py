"""Which members somebody is looking for, and what tells people of one name apart."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from application.domain.ids import UserId
from application.domain.permissions import Role


def shared_names(names: Mapping[UserId, str]) -> list[UserId]:
    """Return the people whose name somebody else among them has, too."""
    by_name: dict[str, list[UserId]] = defaultdict(list)
    for user_id, name in names.items():
        by_name[name].append(user_id)
    return [user_id for people in by_name.values() if len(people) > 1 for user_id in people]


def marks_of(names: Mapping[UserId, str], accounts: Mapping[UserId, str]) -> dict[UserId, str]:
    """Return what is said beside each shared name: the name on racetime.gg, or else the person's number.

    The number is the one in addresses, exports and the API, so that there is one for each person. A Discord id is never
    part of it, because members don't read those of others.
    """
    marks = {}
    sharing = shared_names(names)
    for user_id in sharing:
        account = accounts.get(user_id)
        rivals = [other for other in sharing if other != user_id and names[other] == names[user_id]]
        is_telling = account is not None and all(accounts.get(other) != account for other in rivals)
        marks[user_id] = f"{account} on racetime.gg" if is_telling else f"no. {user_id}"
    return marks


def with_mark(name: str, mark: str | None) -> str:
    return f"{name} ({mark})" if mark else name


def goes_and_stays(gone: str, kept: str) -> tuple[str, str]:
    """Return what to call two people who are made one."""
    return (gone, kept) if gone != kept else (with_mark(gone, "who goes"), with_mark(kept, "who stays"))


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """`search` is part of a name, here or on racetime.gg; `linked` tells whether they have an account there.

    None and empty mean all.
    """

    search: str = ""
    role: Role | None = None
    linked: bool | None = None

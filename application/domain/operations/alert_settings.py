"""How an organization's staff are told of alerts beside the site: whom, and when not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from application.domain.errors import FieldProblem, InvalidInput, Problems
from application.domain.messages.mail import read_address
from application.domain.settings import Changes, Group, Setting
from application.domain.wall_time import in_zone, place_of_zone

ZONE_LIMIT = 64
MOST_PEOPLE = 10
MOST_ADDRESSES = 5
MOST_ASKED_IN_A_DAY = 10
"""Addresses that one organization may have asked whether they want alerts."""

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def read_time(written: str, *, field: str) -> str:
    """Return a time of day as it is kept, like 09:30; nothing stays nothing."""
    if not written:
        return ""
    found = _TIME.fullmatch(written)
    if found is None:
        raise InvalidInput.on(field, "Give the time as hours and minutes, e.g. 22:00.")
    return f"{int(found[1]):02}:{found[2]}"


def read_zone(written: str, *, field: str) -> str:
    place_of_zone(written, field=field)
    return written


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """Between two times of the day, which may have midnight between them, nobody is told."""

    quiet_from: Annotated[
        str,
        Setting(
            label="Quiet from",
            hint="E.g. 22:00. Empty: no quiet hours.",
            group=Group.ALERTS,
            what="time",
            most=5,
            reads=read_time,
        ),
    ] = ""
    quiet_until: Annotated[
        str,
        Setting(
            label="Quiet until",
            hint="What is still open then is told afterwards.",
            group=Group.ALERTS,
            what="time",
            most=5,
            reads=read_time,
            beside=True,
        ),
    ] = ""
    time_zone: Annotated[
        str,
        Setting(
            label="Time zone",
            hint="By its name, e.g. Europe/Berlin.",
            group=Group.ALERTS,
            what="time zone",
            most=ZONE_LIMIT,
            reads=read_zone,
        ),
    ] = "UTC"

    def check(self) -> None:
        """Raises `InvalidInput` where they begin and don't end, end and don't begin, or never do."""
        if self.quiet_from and self.quiet_from == self.quiet_until:
            raise InvalidInput.on("quiet_until", "Give two different times, or leave both empty.")
        if bool(self.quiet_from) is not bool(self.quiet_until):
            missing = "quiet_until" if self.quiet_from else "quiet_from"
            raise InvalidInput.on(missing, "Give both times, or leave both empty.")

    def cover(self, now: datetime) -> bool:
        if not self.quiet_from:
            return False
        time = f"{in_zone(now, self.time_zone, field='time_zone'):%H:%M}"
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= time < self.quiet_until
        return time >= self.quiet_from or time < self.quiet_until


class QuietHoursChanges(Changes):
    declared = QuietHours


def read_addresses(written: Iterable[str]) -> tuple[str, ...]:
    """Return addresses for e-mail, each once. Raises `InvalidInput` on `addresses`."""
    problems = Problems()
    addresses: dict[str, str] = {}
    for each in written:
        with problems.noted():
            address = read_address(each, field="addresses")
            addresses.setdefault(address.lower(), address)
    if len(addresses) > MOST_ADDRESSES:
        problems.note(FieldProblem("addresses", f"At most {MOST_ADDRESSES} addresses can be told."))
    problems.refuse()
    return tuple(addresses.values())

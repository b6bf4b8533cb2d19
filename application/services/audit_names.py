"""What people and things are called where they are named by number: in the log, and among namesakes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from application.domain.discord import LARGEST_DISCORD_ID
from application.domain.events import FieldChange
from application.domain.ids import LARGEST_ID, SUBJECTS, Subject, UserId, read_id
from application.domain.people.namesakes import marks_of, shared_names
from application.repositories import Repositories

Numbers = Iterable[tuple[str, object]]
"""Values under the names by which `SUBJECTS` knows what they stand for; others are passed over."""


@dataclass(frozen=True, slots=True)
class SubjectNames:
    """What things are called now; all take a number of the database as it stands in an entry."""

    _names: Mapping[Subject, Mapping[int, str]]
    _last: Mapping[Subject, Mapping[int, str]]
    """What things were called that were deleted, where the log has kept that."""

    @classmethod
    async def read(cls, reading: Repositories, numbers: Numbers) -> "SubjectNames":
        wanted: dict[Subject, set[int]] = defaultdict(set)
        for field, value in numbers:
            if field in SUBJECTS and (number := _read(SUBJECTS[field], value)) is not None:
                wanted[SUBJECTS[field]].add(number)
        people = await reading.users.list_names(UserId(number) for number in wanted.pop(Subject.PERSON, ()))
        found: dict[Subject, Mapping[int, str]] = {
            Subject.PERSON: {int(user_id): name for user_id, name in people.items()}
        }
        last: dict[Subject, Mapping[int, str]] = {}
        tournaments = wanted.get(Subject.TOURNAMENT, ())
        for subject, ids in wanted.items():
            found[subject] = await reading.event_log.names_of_subjects(subject, ids)
            if missing := ids - found[subject].keys():
                last[subject] = await reading.event_log.last_names(subject, missing, tournaments)
        return cls(found, last)

    def find(self, subject: Subject, number: object) -> str | None:
        """Return None for what was deleted."""
        return self._names.get(subject, {}).get(_read(subject, number) or 0)

    def find_last(self, subject: Subject, number: object) -> str:
        """Return what something was called that was deleted; empty where nobody knows it any more."""
        return self._last.get(subject, {}).get(_read(subject, number) or 0, "")

    def call(self, field: str, value: str | None) -> str | None:
        """Return the name of what a value stands for, and any other value as it is."""
        if value is None or field not in SUBJECTS:
            return value
        subject = SUBJECTS[field]
        if (name := self.find(subject, value)) is not None:
            return name
        last = self.find_last(subject, value)
        return f"{last} (deleted)" if last else f"a deleted {subject}"

    def call_both(self, change: FieldChange) -> FieldChange:
        return FieldChange(change.field, self.call(change.field, change.old), self.call(change.field, change.new))


def _read(subject: Subject, value: object) -> int | None:
    return read_id(str(value), largest=LARGEST_DISCORD_ID if subject is Subject.SERVER else LARGEST_ID)


async def marks_among(reading: Repositories, names: Mapping[UserId, str]) -> dict[UserId, str]:
    """Return what tells those of these people apart who share a name; asks the database only where some do."""
    sharing = shared_names(names)
    if not sharing:
        return {}
    accounts = await reading.people.accounts_of(sharing)
    return marks_of(names, {user_id: account.name for user_id, account in accounts.items()})


async def marks_in(reading: Repositories, names: Mapping[UserId, str]) -> dict[UserId, str]:
    """Return what tells these people from every member of the same name, whether that one is on the list or not."""
    known = {**await reading.members.list_named(names.values()), **names}
    return {user_id: mark for user_id, mark in (await marks_among(reading, known)).items() if user_id in names}

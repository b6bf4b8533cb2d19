"""Rows of an archive as rows of an organization, with new ids in the same order, within one unit of work."""

import asyncio
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from tortoise.exceptions import IntegrityError
from tortoise.models import Model

from application.context import OrgContext
from application.domain.ids import Subject
from application.domain.operations.archive import UnusableArchive, renumbered
from application.domain.operations.audit import search_text
from application.domain.seed_key import seed_digest
from application.repositories.operations.archive_parts import (
    KNOWN_ROWS,
    LOG,
    MEMBERS,
    ORGANIZATION,
    PART_OF_SUBJECT,
    PART_OF_TABLE,
    PARTS,
    PEOPLE,
    ROLES,
    SEEDS,
    Part,
)
from application.repositories.operations.archive_rows import Values
from models.organization import OrganizationMember, OrganizationMemberRole
from models.race_room_profile import RacetimeBot
from models.user import ProvenRacetimeAccount, User

_CHUNK, _OBJECTS = 2_000, 500
_MAY_BE_THERE = frozenset({ORGANIZATION, PEOPLE, MEMBERS, ROLES, LOG})
_GONE = -(2**31 - 1)
_PART_OF = {part.model: part for part in PARTS}
T = TypeVar("T")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class ArchivedPerson:
    name: str
    discord_id: int | None
    racetime_id: str | None
    deleted_at: datetime | None


class ArchiveWriter:
    def __init__(self, ctx: OrgContext, now: datetime) -> None:
        self._own = ctx.organization_id
        self._now = now
        self._ids: dict[str, array[int]] = {}

    async def what_is_there(self) -> str | None:
        """Name what keeps an organization from being an empty one; None where nothing does."""
        for part in PARTS:
            if part.name not in _MAY_BE_THERE and await part.model.filter(organization_id=self._own).exists():
                return part.name.replace("_", " ")
        return "racetime.gg bots" if await RacetimeBot.filter(organization_id=self._own).exists() else None

    # People

    async def known_by_discord(self, discord_ids: Iterable[int]) -> dict[int, User]:
        """Return who has proved these accounts, else whom the organization entered with them."""
        found: dict[int, User] = {}
        for some in _chunks(sorted(set(discord_ids)), _OBJECTS):
            rows = User.filter(discord_id__in=some, merged_into_id__isnull=True, deleted_at__isnull=True)
            for user in await rows.order_by("id"):
                if user.organization_id is None or user.organization_id == self._own:
                    assert user.discord_id is not None  # noqa: S101  # asked for
                    found[user.discord_id] = user if user.organization_id is None else found.get(user.discord_id, user)
        return found

    async def known_by_racetime(self, racetime_ids: Iterable[str]) -> dict[str, User]:
        """Return who has proved these accounts."""
        found: dict[str, User] = {}
        for some in _chunks(sorted(set(racetime_ids)), _OBJECTS):
            found |= {str(user.racetime_id): user for user in await User.filter(racetime_id__in=some)}
        return found

    async def write_people(self, people: Sequence[ArchivedPerson], known: Mapping[int, User]) -> list[User]:
        """Make placeholders of all who aren't known, by their places."""
        new = await asyncio.to_thread(self._placeholders, people, known)
        made = iter(await self._written(new))
        users = [known[place] if place in known else next(made) for place in range(len(people))]
        self._ids[PEOPLE] = array("q", [user.id for user in users])
        return users

    async def write_members(self, rows: Sequence[Values], users: Sequence[User]) -> None:
        """Make members; whoever is one already stays as that one is. What others proved isn't claimed."""
        own = OrganizationMember.filter(organization_id=self._own)
        there = {user_id for (user_id,) in await own.values_list("user_id")}
        taken = {claim for (claim,) in await own.values_list("claimed_racetime_id")}
        claims = sorted({row["claimed_racetime_id"] for row in rows if row["claimed_racetime_id"] is not None})
        proven: dict[str, set[int]] = {}
        for some in _chunks(claims):
            accounts = ProvenRacetimeAccount.filter(racetime_id__in=some)
            for racetime_id, user_id in await accounts.values_list("racetime_id", "user_id"):
                proven.setdefault(racetime_id, set()).add(user_id)
            for racetime_id, user_id in await User.filter(racetime_id__in=some).values_list("racetime_id", "id"):
                proven.setdefault(racetime_id, set()).add(user_id)

        def members() -> list[OrganizationMember]:
            new = []
            for row in rows:
                user = users[row["user_id"] - 1]
                if user.id in there:
                    continue
                there.add(user.id)
                claim = row["claimed_racetime_id"]
                if user.racetime_id is not None or claim in taken or proven.get(claim, set()) - {user.id}:
                    claim = None
                taken.add(claim)
                new.append(
                    OrganizationMember(
                        organization_id=self._own,
                        user_id=user.id,
                        joined_at=row["joined_at"],
                        made_by_others=user.organization_id is None,
                        discord_id_entered=user.discord_id is not None,
                        claimed_racetime_id=claim,
                        claimed_racetime_name=row["claimed_racetime_name"] if claim is not None else None,
                    )
                )
            return new

        await self._written(await asyncio.to_thread(members))

    async def write_roles(self, rows: Sequence[Values]) -> None:
        own = OrganizationMemberRole.filter(organization_id=self._own)
        there = set(await own.values_list("user_id", "role"))

        def roles() -> list[OrganizationMemberRole]:
            new = []
            for row in rows:
                user_id = self._ids[PEOPLE][row["user_id"] - 1]
                if (user_id, row["role"]) not in there:
                    there.add((user_id, row["role"]))
                    new.append(OrganizationMemberRole(**{**row, "user_id": user_id, "organization_id": self._own}))
            return new

        await self._written(await asyncio.to_thread(roles))

    def _placeholders(self, people: Sequence[ArchivedPerson], known: Mapping[int, User]) -> list[User]:
        return [
            User(
                organization_id=self._own,
                display_name=person.name,
                discord_id=person.discord_id,
                deleted_at=person.deleted_at,
                created_at=self._now,
                updated_at=self._now,
            )
            for place, person in enumerate(people)
            if place not in known
        ]

    # Everything else

    async def write(self, part: Part, rows: Sequence[Values], extra: Mapping[str, Callable[[], object]]) -> None:
        """Write some rows of a part after those that were written before; `extra` makes what is in no archive."""
        meta = part.model._meta
        executor = meta.db.executor_class(part.model, meta.db)
        stored = await asyncio.to_thread(self._stored, part, rows, executor.regular_columns, extra)
        last = await self._last(part.model)
        with _contradictions_named(part):
            await meta.db.execute_many(executor.insert_query, stored)
        if part.name != LOG:
            self._ids.setdefault(part.name, array("q")).extend(await self._ids_after(part.model, last))

    def _stored(
        self, part: Part, rows: Sequence[Values], names: Sequence[str], extra: Mapping[str, Callable[[], object]]
    ) -> list[list[object]]:
        """Return rows as the driver takes them; objects of the ORM would take several times as long."""
        given = [self._columns(part, row) | {name: make() for name, make in extra.items()} for row in rows]
        columns = []
        for name in names:
            item = part.model._meta.fields_map[name]
            usual = item.default() if callable(item.default) else item.default
            columns.append([item.to_db_value(values.get(name, usual), part.model) for values in given])
        return list(map(list, zip(*columns, strict=True)))

    def _columns(self, part: Part, row: Values) -> Values:
        values = {**row, "organization_id": self._own}
        for column, target in part.refers.items():
            if values[column] is not None:
                values[column] = self._ids[target][values[column] - 1]
        for column, target in part.loose.items():
            known = PART_OF_TABLE.get(row["local_table"], "") if part.name == KNOWN_ROWS else target
            values[column] = self._loose(known, values[column])
        if part.name == LOG:
            values["payload"] = renumbered(values["payload"], self._in_log)
            values["search_text"] = search_text(values["type"], values["actor_name"], values["payload"])
        if part.name == SEEDS:
            values["seed_key"] = seed_digest(values["url"])
        return values

    def _loose(self, target: str, number: int | None) -> int | None:
        """Return the id behind a number; what is gone keeps its negative one."""
        if number is None or number <= 0:
            return number
        ids = self._ids.get(target, array("q"))
        return ids[number - 1] if number <= len(ids) else None

    def _in_log(self, subject: Subject, number: int) -> int:
        found = self._loose(PART_OF_SUBJECT.get(subject, ""), number)
        return max(found, _GONE) if found is not None else _GONE

    async def _written(self, rows: Sequence[M]) -> Sequence[M]:
        """Write many rows of one table; ids ascend as the rows do."""
        last = await self._last(type(rows[0])) if rows else 0
        for some in _chunks(rows, _OBJECTS):
            model = type(some[0])
            with _contradictions_named(_PART_OF[model]):
                await model.bulk_create(some)
            for row, row_id in zip(some, await self._ids_after(model, last), strict=True):
                row.pk = last = row_id
        return rows

    async def _last(self, model: type[Model]) -> int:
        last = await model.filter(organization_id=self._own).order_by("-id").limit(1).values_list("id")
        return last[0][0] if last else 0

    async def _ids_after(self, model: type[Model], last: int) -> list[int]:
        ids = model.filter(organization_id=self._own, id__gt=last).order_by("id")
        return [row_id for (row_id,) in await ids.values_list("id")]


@contextmanager
def _contradictions_named(part: Part) -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise UnusableArchive.because(f"Rows of {part.name}.jsonl in this archive contradict each other.") from error


def _chunks(items: Sequence[T], size: int = _CHUNK) -> Iterator[list[T]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])

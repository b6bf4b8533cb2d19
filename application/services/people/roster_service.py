"""A community's roster: imported from CSV with a preview, exported to CSV."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from application.account_fingerprints import AccountFingerprints
from application.context import OrgContext
from application.domain.accounts import RacetimeAccount
from application.domain.errors import InvalidInput, Unavailable
from application.domain.events import Edited, EditedEvent, FieldChange
from application.domain.events.people import RosterImportedEvent
from application.domain.ids import OrganizationRef, PersonRef, UserId
from application.domain.people.roster import (
    KnownPerson,
    Roster,
    RosterColumn,
    RosterRow,
    SeenColumn,
    read_roster,
    roster_columns,
    write_roster,
)
from application.domain.permissions import Permission, Role
from application.domain.table_text import RowProblem, as_field_problems
from application.ports import FoundAccount, RaceRooms, RacetimeError
from application.repositories import Repositories
from application.services.people.member_entry import (
    BELONGS_TO_SOMEBODY,
    HAS_PROVED_ANOTHER,
    MUST_LINK,
    MUST_SIGN_IN,
    claim_account,
    make_member,
)
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork, WorkSession
from models.user import User

MOST_LOOKUPS = 200
"""racetime.gg names without an id in one import."""
_LOOKUPS_AT_ONCE = 4


Columns = Sequence[RosterColumn | None] | None
"""What the columns of a roster are; None for what they seem to be."""


class RosterStep(StrEnum):
    """What an import does with one row."""

    ADD = "add"
    LINK = "link"
    """A member gets a racetime.gg account."""
    KEEP = "keep"
    """A member already, and nothing to change; roles are never taken or given to members by an import."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    row: int
    name: str
    racetime_id: str | None
    racetime_name: str | None
    step: RosterStep
    roles: tuple[Role, ...]
    """What somebody who becomes a member gets."""


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What an import does, row by row, and which rows it can't."""

    lines: tuple[RosterLine, ...]
    problems: tuple[RowProblem, ...]

    def count(self, step: RosterStep) -> int:
        return sum(line.step is step for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Plan:
    """One row with the user whom it means, None for a person who is new here."""

    person: RosterRow
    user: User | None
    step: RosterStep


@dataclass(slots=True)
class _Plans:
    plans: list[_Plan] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    def as_import(self) -> RosterImport:
        return RosterImport(
            lines=tuple(
                RosterLine(
                    row=person.row,
                    name=person.name,
                    racetime_id=person.racetime_id,
                    racetime_name=person.racetime_name,
                    step=plan.step,
                    roles=person.roles if plan.step is RosterStep.ADD else (),
                )
                for plan in self.plans
                for person in (plan.person,)
            ),
            problems=tuple(sorted(self.problems, key=lambda problem: problem.row)),
        )


class RosterService:
    def __init__(self, units: UnitsOfWork, rooms: RaceRooms, fingerprints: AccountFingerprints) -> None:
        self._units = units
        self._rooms = rooms
        self._fingerprints = fingerprints

    async def export_roster(self, ctx: OrgContext) -> str:
        """Return all members as CSV that can be imported again."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        rows = await self._units.reading(ctx).members.list_members()
        return write_roster(
            RosterRow(
                row=number,
                name=row.member.user.display_name,
                discord_id=row.known_discord_id,
                racetime_id=row.account.racetime_id if row.account is not None else None,
                racetime_name=row.account.name if row.account is not None else None,
                roles=row.roles,
            )
            for number, row in enumerate(rows, start=1)
        )

    async def list_columns(self, ctx: OrgContext, text: str) -> tuple[SeenColumn, ...]:
        """Tell what the columns of a table of people seem to be, for an admin to correct."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        return roster_columns(text)

    async def preview_roster(self, ctx: OrgContext, text: str, columns: Columns = None) -> RosterImport:
        """Return what an import would do; racetime.gg names without an id are looked up there."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        roster = await self._with_accounts(await self._read(ctx, text, columns))
        return (await self._plan(self._units.reading(ctx), roster)).as_import()

    @tried_twice
    async def import_roster(
        self, ctx: OrgContext, text: str, columns: Columns = None, *, only_good: bool = False
    ) -> RosterImport:
        """Add the people of a CSV file and link their accounts; nobody is removed, no role of a member changed.

        All or none, with `InvalidInput` naming every bad row, unless `only_good` is to leave those out. Raises
        `Unavailable` when names must be looked up and racetime.gg gives no answer.
        """
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        roster = await self._with_accounts(await self._read(ctx, text, columns))
        async with self._units(ctx) as work:
            planned = await self._plan(work, roster)
            result = planned.as_import()
            if result.problems and not only_good:
                raise InvalidInput(*as_field_problems(result.problems, "roster"))
            for plan in planned.plans:
                await self._carry_out(work, plan)
            work.record(
                RosterImportedEvent(
                    OrganizationRef(ctx.organization_id),
                    added=result.count(RosterStep.ADD),
                    linked=result.count(RosterStep.LINK),
                    unchanged=result.count(RosterStep.KEEP),
                    skipped=len(result.problems),
                )
            )
        return result

    async def _read(self, ctx: OrgContext, text: str, columns: Columns) -> Roster:
        members = await self._units.reading(ctx).members.list_members()
        known = [
            KnownPerson(row.member.user.display_name, discord_id)
            for row in members
            if (discord_id := row.known_discord_id) is not None
        ]
        return read_roster(text, self._units.clock.now(), known, columns)

    # Looking up

    async def _with_accounts(self, roster: Roster) -> Roster:
        """Give every racetime.gg name its account, before any transaction begins."""
        names = {person.racetime_name for person in roster.rows if person.racetime_name and not person.racetime_id}
        if not names:
            return roster
        if len(names) > MOST_LOOKUPS:
            raise InvalidInput.on(
                "roster",
                f"At most {MOST_LOOKUPS} racetime.gg names can be looked up at once; this has {len(names)}. "
                "Give the accounts' ids instead.",
            )
        found = await self._accounts(sorted(names))
        rows, problems = [], list(roster.problems)
        taken = {person.racetime_id: person.row for person in roster.rows if person.racetime_id}
        for person in roster.rows:
            if person.racetime_name is None or person.racetime_id is not None:
                rows.append(person)
                continue
            accounts = found[person.racetime_name]
            if len(accounts) != 1:
                problems.append(RowProblem(person.row, _lookup_problem(person.row, accounts)))
                continue
            account = accounts[0]
            if account.racetime_id in taken:
                problems.append(
                    RowProblem(
                        person.row, f"Row {person.row} has the same account as row {taken[account.racetime_id]}."
                    )
                )
                continue
            taken[account.racetime_id] = person.row
            rows.append(replace(person, racetime_id=account.racetime_id, racetime_name=account.name))
        return Roster(tuple(rows), tuple(problems))

    async def _accounts(self, names: Sequence[str]) -> dict[str, tuple[FoundAccount, ...]]:
        gate = asyncio.Semaphore(_LOOKUPS_AT_ONCE)

        async def look_up(name: str) -> tuple[FoundAccount, ...]:
            async with gate:
                return await self._rooms.find_accounts(name)

        try:
            answers = await asyncio.gather(*map(look_up, names))
        except RacetimeError as error:
            raise Unavailable(f"racetime.gg gave no answer about its users: {error}") from error
        return dict(zip(names, answers, strict=True))

    # Planning

    async def _plan(self, reading: Repositories, roster: Roster) -> _Plans:
        """Decide about every row in a fixed number of queries."""
        people = roster.rows
        by_discord = await reading.people.list_by_discord_ids(
            [person.discord_id for person in people if person.discord_id is not None]
        )
        owners = await reading.people.owners_of(
            [person.racetime_id for person in people if person.racetime_id is not None]
        )
        users = {user.id: user for user in by_discord.values()}
        users |= await reading.people.list_users([user_id for user_id in owners.values() if user_id not in users])
        accounts = await reading.people.accounts_of(list(users))
        members = await reading.members.list_member_ids(list(users))
        returning = await self._must_sign_in(reading, [person for person in people if person.racetime_id not in owners])
        planned = _Plans(problems=list(roster.problems))
        chosen: dict[UserId, int] = {}
        for person in people:
            owner = users.get(owners[person.racetime_id]) if person.racetime_id in owners else None
            user = by_discord.get(person.discord_id) if person.discord_id is not None else None
            user = user or (owner if person.discord_id is None else None)
            account = accounts.get(user.id) if user is not None else None
            problem = _problem(person, user, owner, account)
            if problem is None and (user is None or person.racetime_id is not None):
                problem = returning.get(person.row)
            if user is not None and user.id in chosen:
                problem = f"Row {person.row} means the same person as row {chosen[user.id]}."
            if problem is not None:
                planned.problems.append(RowProblem(person.row, problem))
                continue
            if user is not None:
                chosen[user.id] = person.row
            planned.plans.append(_Plan(person, user, _step(person, user, account, members)))
        return planned

    async def _must_sign_in(self, reading: Repositories, people: Sequence[RosterRow]) -> dict[int, str]:
        """Return what to say about rows with accounts of people who deleted a user with runs here, in two queries."""
        asked: dict[str, tuple[int, str]] = {}
        for person in people:
            if person.discord_id is not None:
                answer = (person.row, MUST_SIGN_IN)
                asked |= dict.fromkeys(self._fingerprints.of_discord(person.discord_id), answer)
            if person.racetime_id is not None:
                answer = (person.row, MUST_LINK)
                asked |= dict.fromkeys(self._fingerprints.of_racetime(person.racetime_id), answer)
        known = await reading.fingerprints.raced_in(reading.ctx.organization_id, asked)
        return {row: f"Row {row}: {text}" for row, text in (asked[fingerprint] for fingerprint in known)}

    async def _carry_out(self, work: WorkSession, plan: _Plan) -> None:
        person, user = plan.person, plan.user
        if plan.step is RosterStep.KEEP:
            return
        if user is None:
            user = await work.people.add_placeholder(person.name, discord_id=person.discord_id)
        if plan.step is RosterStep.ADD:
            await make_member(work, user, person.roles, discord_id_entered=person.discord_id is not None)
        if person.racetime_id is not None and user.racetime_id != person.racetime_id:
            user_id = await claim_account(work, user, person.racetime_id, person.racetime_name, self._fingerprints)
            change = FieldChange("racetime_id", None, person.racetime_id)
            work.record(EditedEvent(PersonRef(work.ctx.organization_id, user_id), Edited.MEMBER, (change,)))


def _lookup_problem(row: int, accounts: Sequence[FoundAccount]) -> str:
    if not accounts:
        return f"Row {row}: racetime.gg knows nobody of that name."
    return f"Row {row}: several racetime.gg users have that name. Add the four digits after it, as in Name#1234."


def _problem(person: RosterRow, user: User | None, owner: User | None, account: RacetimeAccount | None) -> str | None:
    if person.racetime_id is None or (account is not None and account.racetime_id == person.racetime_id):
        return None
    if account is not None and account.is_proven:
        return f"Row {person.row}: {HAS_PROVED_ANOTHER[0].lower()}{HAS_PROVED_ANOTHER[1:]}"
    if account is not None:
        return f"Row {person.row}: this person is linked to another racetime.gg account."
    if owner is None:
        return None
    if owner.racetime_id is None:
        return f"Row {person.row}: this racetime.gg account is linked to another member."
    if user is None or user.organization_id is None or user.discord_id not in (None, owner.discord_id):
        return f"Row {person.row}: {BELONGS_TO_SOMEBODY[0].lower()}{BELONGS_TO_SOMEBODY[1:]}"
    return None


def _step(
    person: RosterRow, user: User | None, account: RacetimeAccount | None, members: Collection[UserId]
) -> RosterStep:
    if user is None or user.id not in members:
        return RosterStep.ADD
    is_linked = person.racetime_id is None or (account is not None and account.racetime_id == person.racetime_id)
    return RosterStep.KEEP if is_linked else RosterStep.LINK

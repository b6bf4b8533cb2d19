"""A community's roster as CSV: people with their Discord and racetime.gg accounts and their roles."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.domain.accounts import looks_rounded, read_discord_id, roundings
from application.domain.csv_text import csv_table
from application.domain.errors import FieldProblem, InvalidInput, Problems
from application.domain.permissions import Role
from application.domain.personal_data import MEANS_THE_DELETED, stands_for_the_deleted
from application.domain.table_text import Row, RowProblem, read_table
from application.domain.text import folded, one_line

NAME_LIMIT = 80
MOST_PEOPLE = 1_000
"""In one import."""
_HEADER = ("name", "discord_id", "racetime_id", "racetime_name", "roles")
_COLUMNS = {
    "name": ("display name", "player", "player name", "member", "runner", "racer", "entrant", "nickname", "nick"),
    "discord_id": ("discord user id", "discord account id", "discord member id", "discord snowflake", "discord"),
    "racetime_id": (
        *("racetime.gg id", "racetime url", "racetime profile", "racetime.gg profile", "racetime link"),
        *("racetime.gg profile link", "link to racetime.gg profile", "racetime.gg url", "racetime.gg link", "racetime"),
    ),
    "racetime_name": (
        *("racetime.gg name", "racetime user", "racetime username", "racetime.gg username", "racetime.gg user"),
        *("racetime account", "racetime.gg account", "racetime.gg"),
    ),
    "roles": ("role", "permissions"),
}
_RACETIME_ID = re.compile(r"(?:https?://(?:www\.)?racetime\.gg/user/)?([A-Za-z0-9]{1,40})(?:/[A-Za-z0-9_.~-]*)?/?")
_ROLE_WORDS = {
    "ADMIN": Role.ADMIN,
    "ASYNC_TOURNAMENT_ADMIN": Role.ASYNC_TOURNAMENT_ADMIN,
    "TOURNAMENT_ADMIN": Role.ASYNC_TOURNAMENT_ADMIN,
    "ASYNC_REVIEWER": Role.ASYNC_REVIEWER,
    "REVIEWER": Role.ASYNC_REVIEWER,
}


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person; a racetime.gg name without an id is looked up before the row is used."""

    row: int
    name: str
    discord_id: int | None
    racetime_id: str | None
    racetime_name: str | None
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    rows: tuple[RosterRow, ...]
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A member, whose id a spreadsheet may have rounded on its way back."""

    name: str
    discord_id: int


def read_roster(text: str, now: datetime, members: Iterable[KnownPerson] = ()) -> Roster:
    """Read a roster with a header, or with the columns in the order of `write_roster`.

    Nobody may be in it twice, and no Discord id may be one that a spreadsheet has rounded. Raises `InvalidInput` for
    text as a whole that can't be read.
    """
    table = read_table(text, columns=_COLUMNS, order=_HEADER, field="roster", most_rows=MOST_PEOPLE)
    problems = list(table.problems)
    seen: dict[tuple[str, str], int] = {}
    rows = []
    for row in table.rows:
        try:
            person = _person(row, now)
        except InvalidInput as error:
            problems.append(RowProblem(row.number, error.message))
            continue
        repeated = next((seen[key] for key in _keys(person) if key in seen), None)
        if repeated is not None:
            problems.append(RowProblem(row.number, f"Row {row.number} has the same account as row {repeated}."))
            continue
        seen |= dict.fromkeys(_keys(person), row.number)
        rows.append(person)
    rounded = _rounded(rows, tuple(members))
    problems += (RowProblem(number, problem) for number, problem in rounded.items())
    good = tuple(person for person in rows if person.row not in rounded)
    return Roster(good, tuple(sorted(problems, key=lambda problem: problem.row)))


def write_roster(people: Iterable[RosterRow]) -> str:
    """Return CSV that `read_roster` reads back and a spreadsheet opens without harm."""
    return csv_table(
        _HEADER,
        (
            (
                person.name,
                None if person.discord_id is None else str(person.discord_id),
                person.racetime_id,
                person.racetime_name,
                " ".join(role.value for role in person.roles),
            )
            for person in people
        ),
    )


def _keys(person: RosterRow) -> list[tuple[str, str]]:
    keys = []
    if person.discord_id is not None:
        keys.append(("discord", str(person.discord_id)))
    if person.racetime_id is not None:
        keys.append(("racetime", person.racetime_id))
    elif person.racetime_name is not None:
        keys.append(("racetime name", person.racetime_name.casefold()))
    return keys


def _rounded(rows: Sequence[RosterRow], members: Sequence[KnownPerson]) -> dict[int, str]:
    """Return the rows whose Discord id a spreadsheet has rounded, with what to do about it.

    One real id in a thousand ends in zeros, too. So it is rounded for sure only if it is near a member's, if a member
    of that name has another one, or if other ids of the same text end so; and nobody gets a role by such an id.
    """
    exact = {member.discord_id for member in members}
    of_name: dict[str, set[int]] = {}
    for member in members:
        of_name.setdefault(folded(member.name).casefold(), set()).add(member.discord_id)
    near = {rounded for discord_id in exact for rounded in roundings(discord_id)}
    unknown = [(row, row.discord_id) for row in rows if row.discord_id is not None and row.discord_id not in exact]
    endings = Counter(looks_rounded(discord_id) for _, discord_id in unknown)
    problems = {}
    for row, discord_id in unknown:
        namesakes = of_name.get(row.name.casefold(), set())
        is_likely = bool(namesakes) or discord_id in near or endings[True] > 1 or bool(row.roles)
        if (looks_rounded(discord_id) and is_likely) or any(discord_id in roundings(one) for one in namesakes):
            problems[row.row] = (
                f"Row {row.row}: a spreadsheet seems to have rounded the Discord id to {discord_id}. Format the column "
                "as text and copy the id from Discord again, or add this person with \u201cAdd a member\u201d."
            )
    return problems


def _person(row: Row, now: datetime) -> RosterRow:
    problems = Problems()
    racetime_name, name, roles = row.cell("racetime_name"), row.cell("name"), tuple[Role, ...]()
    with problems.noted():
        racetime_name = one_line(
            racetime_name,
            field="racetime_name",
            what=f"racetime.gg name in row {row.number}",
            limit=NAME_LIMIT,
            required=False,
        )
    with problems.noted():
        name = one_line(name or racetime_name, field="name", what=f"name in row {row.number}", limit=NAME_LIMIT)
        if stands_for_the_deleted(name):
            raise InvalidInput.on("name", f"Row {row.number}: {MEANS_THE_DELETED[0].lower()}{MEANS_THE_DELETED[1:]}")
    discord = folded(row.cell("discord_id"))
    discord_id = None
    if discord:
        try:
            discord_id = read_discord_id(discord, now)
        except InvalidInput as error:
            problems.note(FieldProblem("discord_id", f"Row {row.number}: {error.message}"))
    racetime = folded(row.cell("racetime_id"))
    account = _RACETIME_ID.fullmatch(racetime)
    if racetime and account is None:
        message = f"Row {row.number}: give the racetime.gg account's id or the address of its profile."
        problems.note(FieldProblem("racetime_id", message))
    elif not discord and account is None and not racetime_name:
        message = f"Row {row.number} has neither a Discord id nor a racetime.gg account."
        problems.note(FieldProblem("discord_id", message))
    with problems.noted():
        roles = _roles(row)
    problems.refuse()
    return RosterRow(
        row=row.number,
        name=name,
        discord_id=discord_id,
        racetime_id=account.group(1) if account is not None and racetime else None,
        racetime_name=racetime_name or None,
        roles=roles,
    )


def _roles(row: Row) -> tuple[Role, ...]:
    words = re.split(r"[\s|/+;,]+", row.cell("roles").upper().replace("TOURNAMENT ADMIN", "TOURNAMENT_ADMIN"))
    roles = set()
    for word in filter(None, words):
        if word not in _ROLE_WORDS:
            known = ", ".join(role.label for role in Role)
            raise InvalidInput.on("roles", f"Row {row.number} names a role that doesn't exist. The roles are: {known}.")
        roles.add(_ROLE_WORDS[word])
    return tuple(sorted(roles))

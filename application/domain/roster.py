"""A community's roster as CSV: people with their Discord and racetime.gg accounts and their roles."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from application.domain.csv_text import csv_table
from application.domain.discord import LARGEST_DISCORD_ID
from application.domain.errors import InvalidInput
from application.domain.permissions import Role
from application.domain.table_text import Row, RowProblem, read_table
from application.domain.text import one_line

NAME_LIMIT = 80
MOST_PEOPLE = 1_000
"""In one import."""
_HEADER = ("name", "discord_id", "racetime_id", "racetime_name", "roles")
_COLUMNS = {
    "name": ("display_name", "player", "member"),
    "discord_id": ("discord", "discord_user_id"),
    "racetime_id": ("racetime", "racetime_url", "racetime_profile"),
    "racetime_name": ("racetime.gg", "racetime.gg_name", "racetime_user"),
    "roles": ("role",),
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


def read_roster(text: str) -> Roster:
    """Read a roster with a header, or with the columns in the order of `write_roster`.

    Nobody may be in it twice. Raises `InvalidInput` for text as a whole that can't be read.
    """
    table = read_table(text, columns=_COLUMNS, order=_HEADER, field="roster", most_rows=MOST_PEOPLE)
    problems = list(table.problems)
    seen: dict[tuple[str, str], int] = {}
    rows = []
    for row in table.rows:
        try:
            person = _person(row)
        except InvalidInput as error:
            problems.append(RowProblem(row.number, error.message))
            continue
        repeated = next((seen[key] for key in _keys(person) if key in seen), None)
        if repeated is not None:
            problems.append(RowProblem(row.number, f"Row {row.number} has the same account as row {repeated}."))
            continue
        seen |= dict.fromkeys(_keys(person), row.number)
        rows.append(person)
    return Roster(tuple(rows), tuple(sorted(problems, key=lambda problem: problem.row)))


def write_roster(people: Iterable[RosterRow]) -> str:
    """Return CSV that `read_roster` reads back and a spreadsheet opens without harm."""
    return csv_table(
        _HEADER,
        (
            (
                person.name,
                person.discord_id,
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


def _person(row: Row) -> RosterRow:
    racetime_name = one_line(
        row.cell("racetime_name"),
        field="racetime_name",
        what=f"racetime.gg name in row {row.number}",
        limit=NAME_LIMIT,
        required=False,
    )
    name = one_line(row.cell("name") or racetime_name, field="name", what=f"name in row {row.number}", limit=NAME_LIMIT)
    discord = row.cell("discord_id")
    if discord and not (discord.isascii() and discord.isdigit() and 0 < int(discord[:20]) <= LARGEST_DISCORD_ID):
        raise InvalidInput.on("discord_id", f"Row {row.number}: a Discord id is a number of up to 19 digits.")
    racetime = row.cell("racetime_id")
    account = _RACETIME_ID.fullmatch(racetime)
    if racetime and account is None:
        raise InvalidInput.on(
            "racetime_id", f"Row {row.number}: give the racetime.gg account's id or the address of its profile."
        )
    if not discord and account is None and not racetime_name:
        raise InvalidInput.on("discord_id", f"Row {row.number} has neither a Discord id nor a racetime.gg account.")
    return RosterRow(
        row=row.number,
        name=name,
        discord_id=int(discord) if discord else None,
        racetime_id=account.group(1) if account is not None and racetime else None,
        racetime_name=racetime_name or None,
        roles=_roles(row),
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

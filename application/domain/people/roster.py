"""A community's roster as a table: people with their Discord and racetime.gg accounts and their roles.

What a column is, is told by its heading where that is one of the usual words, otherwise by what stands in it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from application.domain.accounts import looks_like_discord_id, looks_rounded, read_discord_id, roundings
from application.domain.csv_text import csv_table
from application.domain.errors import FieldProblem, InvalidInput, Problems
from application.domain.permissions import Role
from application.domain.personal_data import MEANS_THE_DELETED, stands_for_the_deleted
from application.domain.table_text import Row, RowProblem, UnnamedTable, column_named, unnamed_table
from application.domain.text import folded, one_line

NAME_LIMIT = 80
MOST_PEOPLE = 1_000
"""In one import."""


class RosterColumn(StrEnum):
    """What a column of a roster may be."""

    NAME = "name"
    DISCORD_ID = "discord_id"
    RACETIME_ID = "racetime_id"
    RACETIME_NAME = "racetime_name"
    ROLES = "roles"


_HEADER = tuple(RosterColumn)
_COLUMNS = {
    "name": (
        *("display name", "player", "player name", "member", "runner", "racer", "entrant", "nickname", "nick"),
        *("gamer tag", "short gamer tag", "tag", "handle", "server nickname", "global name", "username", "user name"),
        *("user", "discord name", "discord username", "discord user", "discord tag", "participant", "attendee"),
    ),
    "discord_id": (
        *("discord user id", "discord account id", "discord member id", "discord snowflake", "user id", "member id"),
        *("snowflake", "discord"),
    ),
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
_TIMES = re.compile(r"[\d./:,\s-]+(?:[AaPp][Mm]|Z)?")
_ADDRESS_OF_A_PROFILE = re.compile(r"(?:https?://)?(?:www\.)?racetime\.gg/user/\S+", re.IGNORECASE)
_WITH_FOUR_DIGITS = re.compile(r"\S.{0,79}#\d{4}")
_MOST = 0.6
"""Of the cells of a column, so many that the rest may be what people typed into the wrong field."""
_SAMPLES = 3
_BARE_ID = re.compile(r"(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9]{16}")
"""How racetime.gg makes ids, and nobody a name."""
_RACETIME_ID = re.compile(
    r"(?:(?:https?://)?(?:www\.)?racetime\.gg/user/)?([A-Za-z0-9]{1,40})(?:/[A-Za-z0-9_.~-]*)?/?(?:[?#]\S*)?",
)
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


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """One column of a roster with what it seems to be, None for nothing that is used."""

    heading: str
    samples: tuple[str, ...]
    meaning: RosterColumn | None


def roster_columns(text: str) -> tuple[SeenColumn, ...]:
    """Tell what the columns of a roster seem to be. Raises `InvalidInput` for text that can't be read."""
    table = _unnamed(text)
    meanings = _meanings(table)
    return tuple(
        SeenColumn(
            heading=table.headings[place] if place < len(table.headings) else "",
            samples=tuple(table.sampled(place)[:_SAMPLES]),
            meaning=meanings[place],
        )
        for place in range(table.width)
    )


def read_roster(
    text: str,
    now: datetime,
    members: Iterable[KnownPerson] = (),
    columns: Sequence[RosterColumn | None] | None = None,
) -> Roster:
    """Read a roster; `columns` says what its columns are where `roster_columns` is wrong.

    Nobody may be in it twice, and no Discord id may be one that a spreadsheet has rounded. Raises `InvalidInput` for
    text as a whole that can't be read, and for columns that it can't have.
    """
    unnamed = _unnamed(text)
    names = _checked_columns(columns, unnamed.width) if columns is not None else _meanings(unnamed)
    table = unnamed.named(["" if name is None else name for name in names])
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


def _unnamed(text: str) -> UnnamedTable:
    return unnamed_table(
        text, columns=_COLUMNS, order=_HEADER, field="roster", most_rows=MOST_PEOPLE, is_content=_is_an_account
    )


def _checked_columns(columns: Sequence[RosterColumn | None], width: int) -> list[RosterColumn | None]:
    if len(columns) > width:
        raise InvalidInput.on("columns", f"The roster has {width} columns, and this names {len(columns)}.")
    named = Counter(column for column in columns if column is not None)
    if twice := [column.replace("_", " ") for column, number in named.items() if number > 1]:
        raise InvalidInput.on("columns", f"Only one column can be the {' and the '.join(twice)}.")
    return [*columns, *[None] * (width - len(columns))]


def _meanings(table: UnnamedTable) -> list[RosterColumn | None]:
    cells = [table.sampled(place) for place in range(table.width)]
    if not table.headings and 0 < table.width <= len(_HEADER) and _is_in_order(cells):
        return list(_HEADER[: table.width])
    meanings = [_by_heading(heading, cells[place]) for place, heading in enumerate(table.names[: table.width])]
    meanings += [None] * (table.width - len(meanings))
    if RosterColumn.NAME in meanings:
        _take_fullest_name(table, meanings, cells)
    for column, fits in _BY_CONTENT.items():
        if column in meanings:
            continue
        free = [place for place, meaning in enumerate(meanings) if meaning is None and _share(cells[place], fits)]
        if free:
            best = max(free, key=lambda place: (_share(cells[place], fits), -place))
            if _share(cells[best], fits) >= _MOST:
                meanings[best] = column
    return meanings


def _take_fullest_name(
    table: UnnamedTable, meanings: list[RosterColumn | None], cells: Sequence[Sequence[str]]
) -> None:
    """Of several columns of names take the one in which most people have one: not everybody has a nickname."""
    chosen = meanings.index(RosterColumn.NAME)
    named = [
        place
        for place, heading in enumerate(table.headings[: table.width])
        if meanings[place] is None and column_named(heading, _COLUMNS) == RosterColumn.NAME
    ]
    fullest = max([chosen, *named], key=lambda place: len(cells[place]))
    meanings[chosen], meanings[fullest] = None, RosterColumn.NAME


def _by_heading(heading: str, cells: Sequence[str]) -> RosterColumn | None:
    """Trust a heading unless what stands below is clearly something else, such as Discord's roles or names."""
    if not heading:
        return None
    column = RosterColumn(heading)
    several = len(cells) > 1
    if column is RosterColumn.ROLES and several and not _share(cells, _is_role):
        return None
    if column is RosterColumn.DISCORD_ID and several and not _share(cells, looks_like_discord_id):
        return None
    if column is RosterColumn.NAME and cells and _share(cells, looks_like_discord_id) == 1:
        return None
    return column


def _is_in_order(cells: Sequence[Sequence[str]]) -> bool:
    """Whether columns without headings are those of an export, as far as what stands in them tells."""
    _, ids, accounts, names, roles = (cells[place] if place < len(cells) else () for place in range(len(_HEADER)))
    return (
        all(map(_is_name, cells[0][:1]))
        and (len(cells) > 1 or not _share(cells[0], _is_racetime_name))
        and (not ids or _share(ids, _has_digits) > 0)
        and not (_share(accounts, looks_like_discord_id) or _share(names, looks_like_discord_id))
        and (not roles or _share(roles, _is_role) > 0)
    )


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


def _is_an_account(cell: str) -> bool:
    return looks_like_discord_id(cell) or _is_address(cell) or _is_racetime_name(cell)


def _is_address(cell: str) -> bool:
    return _ADDRESS_OF_A_PROFILE.fullmatch(folded(cell)) is not None


def _is_racetime_name(cell: str) -> bool:
    return _WITH_FOUR_DIGITS.fullmatch(folded(cell)) is not None


def _is_role(cell: str) -> bool:
    words = _role_words(cell)
    return bool(words) and all(word in _ROLE_WORDS for word in words)


def _is_name(cell: str) -> bool:
    text = folded(cell)
    return (
        len(text) <= NAME_LIMIT
        and not (text.isdigit() or _TIMES.fullmatch(text))
        and not any(mark in text for mark in ("://", "@", "\n"))
        and text.casefold() not in ("true", "false", "yes", "no")
    )


def _has_digits(cell: str) -> bool:
    return any(map(str.isdigit, cell))


_BY_CONTENT = {
    RosterColumn.DISCORD_ID: looks_like_discord_id,
    RosterColumn.RACETIME_ID: _is_address,
    RosterColumn.RACETIME_NAME: _is_racetime_name,
    RosterColumn.ROLES: _is_role,
    RosterColumn.NAME: _is_name,
}
"""How columns without a usual heading are told apart, the surest first."""


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
    name, roles = row.cell("name"), tuple[Role, ...]()
    racetime, racetime_name = _racetime_cells(row)
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


def _racetime_cells(row: Row) -> tuple[str, str]:
    """Return what stands for the account's id and for its name: people write either into the one field they have."""
    racetime, name = folded(row.cell("racetime_id")), row.cell("racetime_name")
    if not racetime and (_is_address(name) or _BARE_ID.fullmatch(folded(name))):
        return folded(name), ""
    if not name and _is_racetime_name(racetime):
        return "", racetime
    return racetime, name


def _role_words(cell: str) -> list[str]:
    words = re.split(r"[\s|/+;,]+", cell.upper().replace("TOURNAMENT ADMIN", "TOURNAMENT_ADMIN"))
    return [word for word in words if word]


def _roles(row: Row) -> tuple[Role, ...]:
    roles = set()
    for word in _role_words(row.cell("roles")):
        if word not in _ROLE_WORDS:
            known = ", ".join(role.label for role in Role)
            raise InvalidInput.on("roles", f"Row {row.number} names a role that doesn't exist. The roles are: {known}.")
        roles.add(_ROLE_WORDS[word])
    return tuple(sorted(roles))

"""SahasrahBot's `users`, and those of whom it has nothing but a Discord id."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from application.domain.accounts import check_discord_id
from application.domain.errors import InvalidInput
from application.domain.operations.importing.drafts import (
    BY_DISCORD,
    Mapped,
    PersonDraft,
    PersonKey,
    Problem,
    note,
)
from application.domain.operations.importing.source import FIRST_MOMENT, SourceRow, Table
from application.domain.personal_data import check_not_of_the_deleted
from application.domain.text import cut_line, folded

NAME_LIMIT = 80
_RACETIME_ID = re.compile(r"[A-Za-z0-9]{1,40}")


def person_of(row: SourceRow, now: datetime, nickname: SourceRow | None = None) -> Mapped[PersonDraft]:
    """Return a user; `nickname` is what SahasrahBot knew of the same Discord account before it had users."""
    problems: list[Problem] = []
    discord_id = row.optional_number("discord_user_id")
    if discord_id is not None and not _can_be(discord_id, now):
        problems.append(note("no-discord-id", row.table, row.id, f"{discord_id} is no id of a Discord account."))
        discord_id = None
    racetime_id = row.text("rtgg_id") or (nickname.text("rtgg_id") if nickname is not None else "") or None
    if racetime_id is not None and _RACETIME_ID.fullmatch(racetime_id) is None:
        problems.append(
            note("no-racetime-id", row.table, row.id, "What it has as racetime.gg account is none, and is left out.")
        )
        racetime_id = None
    if discord_id is None and racetime_id is None:
        problems.append(note("no-accounts", row.table, row.id, "Has no account anywhere, so nobody can sign in as it."))
    given = row.text("display_name")
    if len(folded(given)) > NAME_LIMIT:
        problems.append(note("name-cut", row.table, row.id, f"The name is longer than {NAME_LIMIT} characters: cut."))
    created = row.moment("created") or FIRST_MOMENT
    draft = PersonDraft(
        key=PersonKey(row.table.value, row.id),
        name=_name(row, nickname, discord_id, racetime_id),
        discord_id=discord_id,
        racetime_id=racetime_id,
        created_at=created,
        updated_at=row.moment("updated") or created,
        fingerprint=row.fingerprint,
    )
    return Mapped(draft, tuple(problems))


def person_by_discord_id(discord_id: int, name: str, at: datetime, now: datetime) -> Mapped[PersonDraft]:
    """Return somebody whom a tournament names by Discord id and who is no user there."""
    is_possible = _can_be(discord_id, now)
    problems: tuple[Problem, ...] = ()
    if not is_possible:
        problems = (note("no-discord-id", BY_DISCORD, discord_id, f"{discord_id} is no id of a Discord account."),)
    key = PersonKey(BY_DISCORD, discord_id)
    known = discord_id if is_possible else None
    return Mapped(PersonDraft(key, cut_line(name, NAME_LIMIT), known, None, at, at, str(discord_id)), problems)


def united(one: PersonDraft, other: PersonDraft) -> PersonDraft:
    """Return one person of two users whom the plan says to be one."""
    return replace(
        one,
        discord_id=one.discord_id or other.discord_id,
        racetime_id=one.racetime_id or other.racetime_id,
        created_at=min(one.created_at, other.created_at),
    )


def _can_be(discord_id: int, now: datetime) -> bool:
    try:
        check_discord_id(discord_id, now)
    except InvalidInput:
        return False
    return True


def _name(row: SourceRow, nickname: SourceRow | None, discord_id: int | None, racetime_id: str | None) -> str:
    choices = [row.text("display_name"), row.text("twitch_name")]
    if nickname is not None:
        choices += [nickname.text("display_name"), nickname.text("srlnick")]
    for choice in choices:
        name = cut_line(choice, NAME_LIMIT)
        if name and _is_allowed(name):
            return name
    if racetime_id is not None:
        return f"Racer {racetime_id}"
    if discord_id is not None:
        return f"Discord user {str(discord_id)[-4:]}"
    return f"Player {row.id}"


def _is_allowed(name: str) -> bool:
    try:
        check_not_of_the_deleted(name)
    except InvalidInput:
        return False
    return True


def by_discord_id(rows: Mapping[int, SourceRow]) -> dict[int, int]:
    """Return the ids of users by their Discord ids."""
    return {
        discord_id: old_id
        for old_id, row in rows.items()
        if row.table is Table.USERS and (discord_id := row.optional_number("discord_user_id")) is not None
    }

"""SahasrahBot's whitelist, permissions and audit log."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from application.domain.operations.importing.drafts import (
    HistoryDraft,
    Mapped,
    PersonKey,
    Problem,
    RoleDraft,
    WhitelistDraft,
    note,
)
from application.domain.operations.importing.plan import ImportPlan
from application.domain.operations.importing.source import FIRST_MOMENT, SourceRow, Table
from application.domain.permissions import Role
from application.domain.seed_key import seed_key
from application.domain.text import cut_line, cut_lines

_ROLES = {"admin": Role.ASYNC_TOURNAMENT_ADMIN, "mod": Role.ASYNC_REVIEWER}
_RUN_NUMBER = re.compile(r'(?:^|")(\d+)(?:"| )')
_ADDRESS = re.compile(r"https?://[^\s<>\"'|]+", re.IGNORECASE)
_HISTORY_LIMIT = 1000
_FORFEITS = ("runner_forfeit", "timeout_forfeit")


def whitelist_of(row: SourceRow, person: Mapping[int, PersonKey]) -> Mapped[WhitelistDraft]:
    created = row.moment("created") or FIRST_MOMENT
    return Mapped(WhitelistDraft(row.id, person[row.number("user_id")], created, row.fingerprint))


def roles_of(
    row: SourceRow, person: Mapping[int, PersonKey], plan: ImportPlan, by_discord: Mapping[int, PersonKey]
) -> tuple[list[RoleDraft], list[Problem]]:
    """Return the rights that a permission gives, to a person or to those whom the plan names for a Discord role."""
    word, user, discord_role = row.text("role"), row.optional_number("user_id"), row.optional_number("discord_role_id")
    role = _ROLES.get(word)
    if role is None:
        sentence = f"The permission “{cut_line(word, 45)}” has no counterpart here."
        return [], [note("unknown-role", row.table, row.id, sentence)]
    if user is not None:
        people = [person[user]]
    else:
        members = plan.roles.get(discord_role, ()) if discord_role is not None else ()
        if not members:
            sentence = (
                f"Gives members of the Discord role {discord_role} the role {role.label}; roles belong to people."
            )
            return [], [note("discord-role", row.table, row.id, sentence, f"[roles] {discord_role} = [Discord ids]")]
        people = [by_discord[member] for member in members if member in by_discord]
    roles, problems = {role}, []
    if role is Role.ASYNC_REVIEWER:
        if plan.of_tournament(row.number("tournament_id")).mods_are_admins:
            roles.add(Role.ASYNC_TOURNAMENT_ADMIN)
        else:
            sentence = "A mod could also roll and lock live races in SahasrahBot; a reviewer can't here."
            problems.append(note("mods", row.table, row.id, sentence, "mods_are_admins = true"))
    granted = row.moment("created") or FIRST_MOMENT
    drafts = [
        RoleDraft(row.table.value, row.id, each, given, granted, row.fingerprint)
        for each in people
        for given in sorted(roles)
    ]
    return drafts, problems


def each_once(roles: Iterable[RoleDraft]) -> list[RoleDraft]:
    """Return each right of each person once."""
    found: dict[tuple[PersonKey, Role], RoleDraft] = {}
    for role in roles:
        found.setdefault((role.user, role.role), role)
    return list(found.values())


def owner_of(row: SourceRow, owner: PersonKey, at: datetime) -> RoleDraft:
    """Return the right of a tournament's owner, who could close it and correct runs without any permission."""
    return RoleDraft(
        Table.TOURNAMENTS.value, row.id, owner, Role.ASYNC_TOURNAMENT_ADMIN, at, str(row.number("owner_id"))
    )


def history_of(
    row: SourceRow, person: Mapping[int, PersonKey], urls: Mapping[int, str], by_key: Mapping[str, int]
) -> HistoryDraft:
    """Return a line of the audit log; `urls` are all seeds of its tournament, `by_key` their ids by their keys."""
    user = row.optional_number("user_id")
    details = _ADDRESS.sub(lambda found: _in_place_of(found[0], by_key), row.text("details"))
    for old_id, url in urls.items():
        if url and url in details:
            details = details.replace(url, f"permalink {old_id}")
    details = details.replace("permalink permalink", "permalink")
    return HistoryDraft(
        old_id=row.id,
        action=cut_line(row.text("action"), 45, instead="unknown"),
        details=cut_lines(details, _HISTORY_LIMIT),
        actor=person.get(user) if user is not None else None,
        by_system=user is None,
        run=run_in(row),
        occurred_at=row.moment("created") or FIRST_MOMENT,
    )


def run_in(row: SourceRow) -> int | None:
    """Return the number of the run that a line of the audit log is about, which stands in its text only."""
    found = _RUN_NUMBER.search(row.text("details"))
    return int(found[1]) if found is not None and len(found[1]) < 10 else None


def causes_in(rows: Iterable[SourceRow]) -> dict[int, str]:
    """Return what ended each run as the last line about it says."""
    causes: dict[int, str] = {}
    for row in sorted(rows, key=lambda row: row.id):
        if row.text("action") in _FORFEITS and (run := run_in(row)) is not None:
            causes[run] = row.text("action")
    return causes


def _in_place_of(address: str, by_key: Mapping[str, int]) -> str:
    old_id = by_key.get(seed_key(address.rstrip(".,;:!)")))
    return f"permalink {old_id}" if old_id is not None else "an address"

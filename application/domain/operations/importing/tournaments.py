"""SahasrahBot's tournaments, their pools and permalinks."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from application.domain.operations.importing.drafts import (
    Mapped,
    PermalinkDraft,
    PoolDraft,
    Problem,
    TournamentDraft,
    note,
    stop,
)
from application.domain.operations.importing.plan import ImportPlan
from application.domain.operations.importing.source import FIRST_MOMENT, SourceRow
from application.domain.seed_key import seed_digest
from application.domain.seed_text import SEED_LIMIT, is_web_address
from application.domain.text import cut_line
from application.domain.words import counted

_NAME_LIMIT = 100
_NOTES_LIMIT = 500
_MOST_RUNS_PER_POOL = 10
_MOST_REATTEMPTS = 100
_ACCOUNT_AGE_DAYS = 7
_OF_GMP = "Collection rate and in-game time were asked for."


def tournament_of(row: SourceRow, plan: ImportPlan) -> Mapped[TournamentDraft]:
    chosen, old_id = plan.of_tournament(row.id), row.id
    problems: list[Problem] = []
    runs_per_pool = row.number("runs_per_pool")
    if not 1 <= runs_per_pool <= _MOST_RUNS_PER_POOL:
        sentence = f"Has {runs_per_pool} runs per pool; 1 to {_MOST_RUNS_PER_POOL} are possible here."
        problems.append(stop("runs-per-pool", row.table, old_id, sentence))
    allowed = min(max(row.optional_number("allowed_reattempts") or 0, 0), _MOST_REATTEMPTS)
    if allowed:
        sentence = f"Allows {counted(allowed, 'reattempt')}; SahasrahBot let everybody have one, whatever the number."
        problems.append(note("reattempts", row.table, old_id, sentence))
    is_active = row.flag("active")
    if is_active:
        sentence = (
            f"Discord accounts must be {_ACCOUNT_AGE_DAYS} days old at the start of a race; SahasrahBot counted them "
            "from the day the tournament was made."
        )
        problems.append(note("account-age", row.table, old_id, sentence))
    channel_id = row.optional_number("channel_id") if chosen.keep_channel and is_active else None
    if chosen.keep_channel and not is_active:
        problems.append(note("channel", row.table, old_id, "Is closed, so its Discord channel is not kept."))
    created = row.moment("created") or FIRST_MOMENT
    draft = TournamentDraft(
        old_id=old_id,
        guild_id=row.number("guild_id"),
        name=cut_line(chosen.name or row.text("name"), _NAME_LIMIT, instead=f"Tournament {old_id}"),
        description=_OF_GMP if row.get("customization") == "gmpmt2023" else "",
        is_active=is_active,
        is_public=chosen.is_public,
        hide_results=chosen.hide_results,
        runs_per_pool=runs_per_pool,
        reattempts_allowed=allowed,
        min_account_age_days=_ACCOUNT_AGE_DAYS if is_active else None,
        racetime_category=cut_line(chosen.racetime_category, 50),
        racetime_goal=cut_line(chosen.racetime_goal, 255),
        channel_id=channel_id,
        created_at=created,
        updated_at=row.moment("updated") or created,
        fingerprint=row.fingerprint,
    )
    return Mapped(draft, tuple(problems))


def free_name(name: str, taken: Collection[str]) -> str:
    """Return the name, with the first number after it that makes it nobody else's."""
    free, number = name, 1
    while free in taken:
        number += 1
        ending = f" ({number})"
        free = name[: _NAME_LIMIT - len(ending)] + ending
    return free


def pool_of(row: SourceRow, position: int) -> Mapped[PoolDraft]:
    name = cut_line(row.text("name"), _NAME_LIMIT, instead=f"Pool {row.id}")
    problems: tuple[Problem, ...] = ()
    if preset := row.text("preset"):
        sentence = f"Seeds of {name} were rolled with the preset {cut_line(preset, 45)}."
        problems = (note("preset", row.table, row.id, sentence),)
    created = row.moment("created") or FIRST_MOMENT
    return Mapped(PoolDraft(row.id, name, position, created, row.fingerprint), problems)


@dataclass(frozen=True, slots=True)
class PermalinkUses:
    """What is known of a tournament's permalinks from other tables, and how many seeds are in use in which way."""

    raced: Collection[int]
    in_live_race: Collection[int]
    is_active: bool
    merge_equal: bool


@dataclass(frozen=True, slots=True)
class MappedPermalinks:
    """`stands_for` leads from permalinks that were joined with an equal one to that one."""

    drafts: tuple[PermalinkDraft, ...]
    stands_for: dict[int, int]
    problems: tuple[Problem, ...]


def permalinks_of(rows: Iterable[SourceRow], uses: PermalinkUses, plan: ImportPlan) -> MappedPermalinks:
    """Return the permalinks of a tournament in the order of their ids; equal ones of a pool are told apart."""
    drafts: list[PermalinkDraft] = []
    problems: list[Problem] = []
    stands_for: dict[int, int] = {}
    numbers: dict[int, int] = {}
    first_of: dict[tuple[int, str], list[int]] = {}
    pools_of_key: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: row.id):
        old_id, pool, planned = row.id, row.number("pool_id"), plan.permalinks.get(row.id, "")
        url = (planned or row.text("url")).strip()
        is_used = old_id in uses.raced or old_id in uses.in_live_race
        if not is_web_address(url) or len(url) > SEED_LIMIT:
            problems.append(_without_address(row, is_used=is_used))
            continue
        key = seed_digest(url)
        equal = first_of.setdefault((pool, key), [])
        if equal and uses.merge_equal:
            stands_for[old_id] = equal[0]
            sentence = f"Has the seed of permalink {equal[0]} and is joined with it."
            problems.append(note("equal-seeds", row.table, old_id, sentence))
            continue
        if equal:
            url = f"{url}#sahasrahbot-{old_id}"
            sentence = f"Has the seed of permalink {equal[0]} in the same pool: kept beside it."
            hint = "[tournaments.…] merge_equal_seeds = true"
            problems.append(note("equal-seeds", row.table, old_id, sentence, hint))
        elif pools_of_key.setdefault(key, pool) != pool:
            sentence = "Another pool of the tournament has the same seed; who has raced one has had the other."
            problems.append(note("seed-in-two-pools", row.table, old_id, sentence))
        numbers[pool] = numbers.get(pool, 0) + 1
        drafts.append(
            PermalinkDraft(
                old_id=old_id,
                pool=pool,
                number=numbers[pool],
                twin=len(equal),
                url=url,
                notes=cut_line(row.text("notes"), _NOTES_LIMIT),
                is_live=old_id in uses.in_live_race or (row.flag("live_race") and uses.is_active),
                created_at=row.moment("created") or FIRST_MOMENT,
                fingerprint=row.fingerprint,
            )
        )
        equal.append(old_id)
    return MappedPermalinks(tuple(drafts), stands_for, tuple(problems))


def _without_address(row: SourceRow, *, is_used: bool) -> Problem:
    if is_used:
        sentence = "Was raced, and what it has is no web address. Give the address."
        return stop("no-address", row.table, row.id, sentence, f'[permalinks.{row.id}] url = "https://…"')
    return note("no-address", row.table, row.id, "Has no web address and was never raced: left out.")


def names_in_order(pools: Sequence[SourceRow]) -> list[SourceRow]:
    """Return pools in the order in which SahasrahBot lists them."""
    return sorted(pools, key=lambda row: row.id)

"""The plan that an operator fills in, written from a dump: what there is, what would be done, and what can be said."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from application.domain.operations.importing.assembling import Source
from application.domain.operations.importing.source import SourceRow, Table
from application.domain.text import folded
from application.domain.words import counted

_HEAD = """\
# What becomes of SahasrahBot's tournaments here. Fill in what is marked with *; everything else has a default.
# Try it as often as you like: without --write nothing is written.

# * The zone of the machine that SahasrahBot ran on, in which it wrote down when runs were reviewed.
reviewed_at_zone = ""

# For all tournaments that don't say otherwise; needed for live races only.
racetime_category = "{category}"
racetime_goal = ""
"""
_TAIL = """
# More that can be said, each with SahasrahBot's own ids:
# [tournaments.ID]   merge_equal_seeds = true, mods_are_admins = true, racetime_category = "…", racetime_goal = "…"
# [tournaments.ID]   keep_channel = true, to post in the Discord channel that it had
# [live_races.ID]    scheduled_at = 2026-10-03T20:00:00-04:00, for a race that is still to come
# [live_races.ID]    fetch = true, to ask racetime.gg how a race ended that was never recorded
# [permalinks.ID]    url = "https://…", for a seed without an address
# [runs.ID]          status = "forfeit", or status = "finished" and finish_time = "1:23:45"
# [people]           merge = [[101, 103]], for users who are one person
# [roles]            8800 = [123456789012345680], the Discord ids of those who had a Discord role
"""


def plan_for(source: Source) -> str:
    """Return a plan in TOML; `read_plan` takes it once zone and organizations are filled in."""
    return "\n".join(_lines(source))


def plan_of(zone: str, guilds: Mapping[int, str], more: str) -> str:
    """Return the plan that was filled in as a form: the zone, an organization for each guild, and the rest as TOML."""
    tables = [f"[guilds.{guild}]\norganization = {_quoted(slug)}" for guild, slug in guilds.items()]
    return "\n".join([f"reviewed_at_zone = {_quoted(zone)}", more, *tables])


def tournaments_in(source: Source) -> str:
    """Return what a plan says of tournaments, before anybody has changed it."""
    category = _category(_all(source, Table.LIVE_RACES))
    lines = [line for _, row in sorted(source.tournaments.items()) for line in _tournament(source, row)]
    return "\n".join([f'racetime_category = "{category}"', 'racetime_goal = ""', "", *lines])


def guild_names(source: Source) -> dict[int, str]:
    """Return each guild with the names of its tournaments."""
    names: dict[int, list[str]] = {guild: [] for guild in source.guilds}
    for _, row in sorted(source.tournaments.items()):
        names[row.number("guild_id")].append(folded(row.text("name")))
    return {guild: ", ".join(of_it) for guild, of_it in names.items()}


def _lines(source: Source) -> Iterator[str]:
    yield _HEAD.format(category=_category(_all(source, Table.LIVE_RACES)))
    for guild in source.guilds:
        tournaments = [row for _, row in sorted(source.tournaments.items()) if row.number("guild_id") == guild]
        yield f"# Discord server with {counted(len(tournaments), 'tournament')}: {guild_names(source)[guild]}"
        yield f"[guilds.{guild}]"
        yield '# * The short name of an organization that is here already, or "skip".'
        yield 'organization = ""'
        yield ""
        for row in tournaments:
            yield from _tournament(source, row)
    yield _TAIL


def _tournament(source: Source, row: SourceRow) -> Iterator[str]:
    runs, races = source.of(Table.RUNS, row.id), source.of(Table.LIVE_RACES, row.id)
    statuses = Counter(folded(run.text("status")) for run in runs)
    listed = ", ".join(f"{number} {word.replace('_', ' ')}" for word, number in sorted(statuses.items()))
    state = "active" if row.flag("active") else "closed"
    yield (
        f"# {state}: {counted(len(source.of(Table.POOLS, row.id)), 'pool')}, "
        f"{counted(len(source.permalinks_of(row.id)), 'seed')}, {counted(len(races), 'live race')}, "
        f"{counted(len(runs), 'run')}" + (f" ({listed})" if listed else "")
    )
    yield f"[tournaments.{row.id}]"
    yield "import = true"
    yield f"name = {_quoted(folded(row.text('name')) or f'Tournament {row.id}')}"
    yield "hide_results = true"
    yield "is_public = false   # SahasrahBot shows closed tournaments to everybody"
    if not row.flag("active"):
        yield 'open_runs = "forfeit"   # or "skip": runs that never ended'
    category = _category(races)
    if category:
        yield f"racetime_category = {_quoted(category)}"
    yield ""


def _all(source: Source, table: Table) -> Iterator[SourceRow]:
    for tournament_id in source.tournaments:
        yield from source.of(table, tournament_id)


def _category(races: Iterable[SourceRow]) -> str:
    """Return the racetime.gg category of most live races."""
    found = Counter(slug.partition("/")[0] for race in races if "/" in (slug := race.text("racetime_slug")))
    return folded(found.most_common(1)[0][0]) if found else ""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

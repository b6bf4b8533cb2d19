"""What has no name of its own is called by a number that stays, and never by a number of the database."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

import pytest

from application.database import Database
from application.domain.errors import DomainError
from application.domain.events import Edited, EditedEvent, Event, FieldChange, ResultChange
from application.domain.ids import SUBJECTS, OrganizationRef
from application.domain.permissions import Role
from application.repositories import Repositories
from models.event_log import EventLogEntry
from models.organization import Organization
from tests.services.at_once.commands import COMMANDS
from tests.services.at_once.world import World, populate
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.site import Visitor, every_page, visiting
from tests.support.speedgaming import listening_speedgaming
from tests.views.conftest import Visit

FIRST, MISSING = 7_000_000, 7_900_000
OF_THE_DATABASE = re.compile(r"(?<![\w/.-])7\d{6}(?!\w)")
"""A number in text that only a row of these tests can have; those in addresses are no words."""


async def test_a_seed_is_called_alike_on_every_page_though_others_of_its_pool_were_deleted(
    community: Community, visit: Visit
) -> None:
    await community.add_pool(await community.add_tournament("Earlier"), live=9)
    tournament = await community.add_tournament("Later")
    pool = await community.add_pool(tournament, live=3, ordinary=0)
    (drawn,) = await community.add_permalinks(pool, ordinary=1)
    seeds = await community.container.tournaments.list_permalinks(community.admin, pool)
    await community.container.pools.delete_permalink(community.admin, seeds[0].id)
    race = (await community.schedule(tournament, pool, permalink_id=seeds[2].id)).summary
    link = await community.add_player("Link")
    run = (await community.finish_run(link, pool)).summary
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/pools/{pool}")
        assert [line[:6] for line in visitor.part("seed").splitlines()] == ["Seed 2", "Seed 3", "Seed 4"]
        await visitor.open(f"/permalinks/{drawn.id}")
        assert "Seed 4" in visitor.text
        await visitor.open(f"/live-races/{race.id}")
        assert visitor.part("seed-number") == "Seed 3"
        await visitor.open(f"/tournaments/{tournament}/review")
        assert "Seed 4" in visitor.part("queue-run")
        await visitor.open(f"/runs/{run.id}/review")
        assert "Seed 4" in visitor.part("seed")
        assert run.finished_at is not None
        assert f"{run.finished_at:%H:%M:%S} UTC" in visitor.part("result"), "staff judge by the second"
        await visitor.open(f"/tournaments/{tournament}/live-races")
        assert "Seed 3, sealed" in visitor.text
        await visitor.click("schedule")
        await visitor.sees("Seed 2, for live races")
        assert "Seed 1" not in visitor.text
    async with visit(link) as visitor:
        await visitor.open(f"/runs/{run.id}")
        assert "Seed 4" in visitor.text
        await visitor.open(f"/tournaments/{tournament}/players/{link}")
        assert "Seed 4" in visitor.part("run")
        await visitor.open(f"/live-races/{race.id}")
        assert visitor.part("seed-number") == ""


@pytest.fixture
async def numbered(sqlite_database: Database, clock: ManualClock) -> Community:
    """A community each of whose rows has a number that nothing else has."""
    client = Organization._meta.db
    _, tables = await client.execute_query("SELECT name FROM sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%'")
    await client.execute_query("DELETE FROM sqlite_sequence")
    for number, table in enumerate(sorted(row["name"] for row in tables)):
        await client.execute_query(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, FIRST + 10_000 * number]
        )
    return await found_community(clock)


def logged_events(kind: type[Event] = Event) -> Iterator[type[Event]]:
    for below in kind.__subclasses__():
        yield from logged_events(below)
        if below.logged and not below.__subclasses__():
            yield below


def references(kind: type[OrganizationRef] = OrganizationRef) -> Iterator[type[OrganizationRef]]:
    yield kind
    for below in kind.__subclasses__():
        yield from references(below)


def something(kind: Any, numbers: Iterator[int], now: datetime) -> object:
    """A value of a type as events have them; each number of the database is one that no row has."""
    if get_origin(kind) in (UnionType, Union):
        return something(get_args(kind)[0], numbers, now)
    if get_origin(kind) is tuple:
        return _some(get_args(kind)[0], numbers, now)
    if hasattr(kind, "__supertype__"):
        return kind(next(numbers))
    if isinstance(kind, type) and issubclass(kind, OrganizationRef):
        about: dict[str, Any] = {name: something(hint, numbers, now) for name, hint in get_type_hints(kind).items()}
        return kind(**about)
    if kind is Edited:
        return Edited.TOURNAMENT
    return {str: "words", int: 5, bool: True, float: 1.5, datetime: now, timedelta: timedelta(minutes=5)}.get(
        kind
    ) or ResultChange("Somebody", None, "forfeit", "finished")


def _some(kind: Any, numbers: Iterator[int], now: datetime) -> tuple[object, ...]:
    if kind is FieldChange:
        return tuple(FieldChange(name, str(next(numbers)), str(next(numbers))) for name in SUBJECTS)
    return (something(kind, numbers, now),)


async def whole_log(visitor: Visitor) -> str:
    """The words of every page of the organization's log."""
    words = [await visitor.open("/organizations/hyrule/audit")]
    while older := [address for address in visitor.addresses() if "before=" in address]:
        words.append(await visitor.open(older[0]))
    return "\n".join(words)


async def test_no_entry_of_the_log_shows_a_number_of_the_database_though_all_it_names_was_deleted(
    numbered: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers, now = count(MISSING), numbered.clock.now()
    events = []
    for kind in logged_events():
        hints = {name: hint for name, hint in get_type_hints(kind).items() if name != "logged"}
        for about in references() if kind is EditedEvent else [hints["about"]]:
            values = {name: something(hint, numbers, now) for name, hint in (hints | {"about": about}).items()}
            event = cast("Any", kind)(**values)
            events.append(replace(event, about=replace(event.about, organization_id=numbered.organization_id)))
    assert len(events) > 60
    await Repositories(numbered.admin, numbered.clock).event_log.append(events)
    async with visiting(numbered.container, monkeypatch, user_id=numbered.admin.actor.user_id) as visitor:
        words = await whole_log(visitor)
    assert OF_THE_DATABASE.findall(words) == []
    for subject in ("A deleted pool", "A deleted seed", "A deleted run", "a deleted race room profile"):
        assert subject in words


@pytest.mark.slow
async def test_no_page_shows_a_number_of_the_database_after_everything_that_can_be_done_was_done(
    numbered: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = await numbered.add_player("Kaepora", roles=[Role.ADMIN])
    async with listening_speedgaming() as speedgaming:
        world = await populate(numbered, speedgaming)
        await do_everything(world)
    kinds = {entry.type for entry in await EventLogEntry.all()}
    assert len(kinds) > 45
    found = {}
    async with visiting(numbered.container, monkeypatch, user_id=reader) as visitor:
        for path in pages_of(world):
            if await visitor.may_open(path):
                found[path] = OF_THE_DATABASE.findall(visitor.words)
        found["the log"] = OF_THE_DATABASE.findall(await whole_log(visitor))
    assert len(found) > 40
    assert (
        f"/organizations/hyrule/members/{world.actor(world.done)}/same-person/{world.actor(world.twice_done)}" in found
    )
    assert {path: numbers for path, numbers in found.items() if numbers} == {}


async def test_runs_that_could_not_be_accepted_are_called_by_player_pool_and_seed(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=3)
    run = (await community.finish_run(await community.add_player("Link"), pool)).summary
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/review")
        await visitor.send("queue", **{f"run-{run.id}-{run.version + 1}": True, "run-1-2-3": True, "run-x-y": True})
        await visitor.finds(f"Link in Pool A, seed {run.seed_number} :", within="refused")


async def test_what_is_downloaded_is_called_after_what_it_is_about(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament("Été: Open & Free")
    pool = await community.add_pool(tournament, "Boots")
    race = (await community.schedule(tournament, pool)).summary.id
    key = await community.container.calendars.renew_key(await community.add_player())
    names = {}
    async with visit(community.admin.actor.user_id) as visitor:
        for path in (
            f"/tournaments/{tournament}/leaderboard.csv",
            f"/live-races/{race}/results.csv",
            f"/live-races/{race}/calendar.ics",
            f"/calendar/{key}/tournaments/{tournament}.ics",
        ):
            names[path] = (await visitor.get(path)).headers["Content-Disposition"].partition("filename=")[2]
    assert list(names.values()) == [
        '"leaderboard-ete-open-free.csv"',
        '"results-boots-live-race.csv"',
        '"race-boots-live-race.ics"',
        '"tournament-ete-open-free.ics"',
    ]


async def do_everything(world: World) -> None:
    """Call every command there is, whether it is refused by now or not."""
    clock = world.community.clock
    began_at = clock.now()
    for command in COMMANDS.values():
        clock._now = began_at + command.after
        try:
            await command.call(world.another_process())
        except DomainError:
            continue
        finally:
            clock._now = began_at


def pages_of(world: World) -> list[str]:
    pages = []
    for race in (world.scheduled, world.pending, world.running_race, world.finished):
        for run in (world.done_run, world.done_runs[0], world.drawn_run):
            pages += every_page(
                slug="hyrule",
                tournament_id=world.tournament,
                pool_id=world.pool,
                permalink_id=world.live_seed,
                run_id=run,
                user_id=world.actor(world.done),
                other_id=world.actor(world.twice_done),
                live_race_id=race,
                webhook_id=world.webhook,
                import_id=1,
                token=world.invite_token,
                key="none",
            )
    return sorted(set(pages))

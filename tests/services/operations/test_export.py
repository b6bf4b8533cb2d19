"""An organization takes everything along: whole, as of one moment, without secrets and what is nobody's business."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from tortoise import Tortoise

from application.domain.errors import Conflict, Forbidden
from application.domain.ids import OrganizationId
from application.domain.operations.archive import renumbered
from application.domain.permissions import Role
from application.repositories.operations.archive_parts import PARTS, RUNS, STAYS
from application.repositories.operations.archive_reader import archive_reader
from application.services.people.invite_service import NewInvite
from models.async_tournament import AsyncTournamentLiveRace
from models.event_log import EventLogEntry
from tests.support.community import Community, found_community
from tests.support.databases import on_both_engines


async def exported(community: Community, *, with_unreleased_seeds: bool = False) -> dict[str, str]:
    """Return the files of the community's archive."""
    file = BytesIO()
    await community.container.exports.export_by_slug(
        "hyrule", file, say=lambda _: None, with_unreleased_seeds=with_unreleased_seeds
    )
    with ZipFile(file) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def rows(files: dict[str, str], name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files[f"{name}.jsonl"].splitlines()]


async def test_of_every_table_it_is_said_whether_it_goes_along(community: Community) -> None:
    models = {name: model for name, model in (Tortoise.apps or {})["models"].items() if name != "Aerich"}
    assert {part.model.__name__ for part in PARTS} | STAYS.keys() == models.keys()
    assert not {part.model.__name__ for part in PARTS} & STAYS.keys()
    for part in PARTS:
        assert part.left_out <= part.model._meta.db_fields, part.name
        assert part.model._meta.fields_db_projection.items() >= {(name, name) for name in part.columns}, part.name


async def test_rows_name_one_another_by_their_numbers_and_what_is_gone_by_negative_ones(community: Community) -> None:
    gone = await community.add_tournament("Cup that is gone")
    await community.container.tournaments.delete_tournament(community.admin, gone)
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    player = await community.add_player("Link")
    await community.finish_run(player, pool)
    files = await exported(community)
    (found,) = rows(files, "tournaments")
    (run,) = rows(files, "runs")
    names = {each["number"]: each["display_name"] for each in rows(files, "people")}
    assert (found["name"], run["tournament"], run["permalink"]) == (
        "Spring Qualifier",
        found["number"],
        1,
    )
    assert (names[run["user"]], run["status"], run["finish_time"]) == ("Link", "finished", 3_600_000_000)
    about = {entry["type"]: entry["tournament"] for entry in rows(files, "log")}
    assert (about["TournamentDeletedEvent"], about["AsyncRunFinishedEvent"]) == (-1, 1)
    (header, line) = files["tables/1-spring-qualifier-results.csv"].splitlines()
    assert dict(zip(header.split(","), line.split(","), strict=True))["seconds"] == "3600.0"
    assert files["tables/1-spring-qualifier-leaderboard.csv"].splitlines()[1].startswith(f"1,Link,{run['user']},")


async def test_secrets_unreleased_seeds_and_other_organizations_stay(community: Community) -> None:
    other = await found_community(community.clock, slug="termina")
    stranger = await other.add_player("Skull Kid")
    await other.add_pool(await other.add_tournament("Carnival"), ordinary=1)
    await community.welcome(stranger)
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=2, ordinary=1)
    await community.schedule(tournament, pool)
    await community.add_webhook("https://hooks.test/x")
    invite = await community.container.invites.create_invite(community.admin, NewInvite())
    await community.container.organizations.remove_member(community.admin, stranger)
    files = await exported(community)
    whole = "\n".join(files.values())
    for word in (invite.token, "secret_encrypted", "Termina", "Carnival", "live-0-SECRET", "live-1-SECRET"):
        assert word not in whole, word
    assert json.loads(files["organization.json"])["unreleased_seeds_left_out"] == 2
    assert [seed["url"].rpartition("/")[2] for seed in rows(files, "seeds")] == ["async-0-SECRET"]
    (left,) = [each for each in rows(files, "people") if each["display_name"] == "Skull Kid"]
    assert left["discord_id"] is None
    with_seeds = await exported(community, with_unreleased_seeds=True)
    assert {"live-0-SECRET", "live-1-SECRET"} <= {seed["url"].rpartition("/")[2] for seed in rows(with_seeds, "seeds")}
    told = await EventLogEntry.filter(type="OrganizationExportedEvent").order_by("id")
    assert [each.payload["with_unreleased_seeds"] for each in told] == [False, True]


@on_both_engines
async def test_it_is_as_of_one_moment_while_others_go_on(community: Community) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=3)
    first, second = await community.add_player(), await community.add_player()
    await community.finish_run(first, pool)
    async with archive_reader(OrganizationId(community.organization_id), with_unreleased_seeds=False) as reader:
        lines: list[bytes] = []
        for part in PARTS:
            if part.name == RUNS:
                await community.finish_run(second, pool)
            pieces = [piece async for piece in reader.lines(part)]
            lines += pieces if part.name == RUNS else []
    assert b"".join(lines).count(b"\n") == 1
    assert len(rows(await exported(community), "runs")) == 2


async def test_nothing_is_made_while_a_race_is_under_way(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    race = await community.schedule(tournament, pool, match_title="Final")
    await community.open_room(race.summary.id)
    with pytest.raises(Conflict, match="Final is under way"):
        await exported(community)
    await AsyncTournamentLiveRace.filter(id=race.summary.id).update(status="cancelled")
    assert len(rows(await exported(community), "live_races")) == 1


async def test_only_admins_make_and_fetch_it_and_it_is_kept_for_an_hour(community: Community) -> None:
    exports = community.container.exports
    reviewer = await community.enter(await community.add_player(roles=[Role.ASYNC_TOURNAMENT_ADMIN]))
    for refused in (exports.make_archive(reviewer, say=print), exports.fetch_archive(reviewer)):
        with pytest.raises(Forbidden):
            await refused
    made = await exports.make_archive(community.admin, say=lambda _: None)
    kept = await exports.fetch_archive(community.admin)
    content = b"".join([piece async for piece in kept.pieces()])
    assert (len(content), ZipFile(BytesIO(content)).testzip()) == (made.size, None)
    told = await EventLogEntry.filter(type="OrganizationExportedEvent").order_by("id")
    assert [each.payload["fetched"] for each in told] == [False, True]
    await community.advance_to(community.clock.now().replace(hour=23))
    assert exports.get_state(community.admin).made_at is None


def test_what_the_log_names_by_numbers_gets_others() -> None:
    told = {
        "pool_id": 4,
        "count": 4,
        "changes": [
            {"field": "race_room_profile_id", "old": None, "new": "4"},
            {"field": "name", "old": "4", "new": ""},
        ],
        "guild_id": "4",
        "said": [{"user_id": 4, "before": "4"}],
    }
    assert renumbered(told, lambda _, number: number + 10) == {
        "pool_id": 14,
        "count": 4,
        "changes": [
            {"field": "race_room_profile_id", "old": None, "new": "14"},
            {"field": "name", "old": "4", "new": ""},
        ],
        "guild_id": "4",
        "said": [{"user_id": 14, "before": "4"}],
    }

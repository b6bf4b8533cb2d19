"""Old links still lead somewhere: what a tournament was before the move, and races by the numbers that they had."""

from pathlib import Path

from application.domain.operations.importing.plan import read_plan
from application.dump_file import read_dump_file
from models.async_tournament import AsyncTournament
from models.imported import ImportedRow
from tests.support.community import Community
from tests.support.sahasrahbot import PLAN, SEEDS, odd_dump
from tests.views.conftest import Visit


async def moved(community: Community, folder: Path) -> int:
    """Let a community move in; returns the number that race 61 has now."""
    path = folder / "sahasrahbot.sql"
    path.write_bytes(odd_dump().text())
    await community.container.imports.import_dump(read_dump_file(path), read_plan(PLAN), say=lambda _: None)
    run_id = (await ImportedRow.get(source_table="asynctournamentrace", source_id=61)).local_id
    assert run_id is not None
    return run_id


async def test_staff_read_what_was_logged_before_the_move(community: Community, visit: Visit, tmp_path: Path) -> None:
    run_id = await moved(community, tmp_path)
    tournament = (await AsyncTournament.get(name="Main")).id
    async with visit(community.admin.actor.user_id) as visitor:
        assert "History before the move" in await visitor.open(f"/tournaments/{tournament}/audit")
        text = await visitor.open(f"/tournaments/{tournament}/history")
        assert "Timeout forfeit" in text
        assert "by SahasrahBot" in text
        assert "Created thread 9001 for pool Standard, permalink 41" in text
        assert SEEDS["twice"] not in text
        assert "Race 61 in SahasrahBot" in await visitor.open(f"/runs/{run_id}")


async def test_anybody_finds_a_race_by_its_old_number(community: Community, visit: Visit, tmp_path: Path) -> None:
    run_id = await moved(community, tmp_path)
    tournament = (await AsyncTournament.get(name="Main")).id
    async with visit(await community.add_player("Malon")) as visitor:
        text = await visitor.open(f"/tournaments/{tournament}/history?race=61")
        assert "Race 61 in SahasrahBot" in text
        assert "Timeout forfeit" not in text
        assert f"/runs/{run_id}" in visitor.addresses()
        assert "No race of this tournament had the number 69." in await visitor.open(
            f"/tournaments/{tournament}/history?race=69"
        )


async def test_a_tournament_that_began_here_has_no_history(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    async with visit(community.admin.actor.user_id) as visitor:
        assert "This tournament began here" in await visitor.open(f"/tournaments/{tournament}/history")
        assert "History before the move" not in await visitor.open(f"/tournaments/{tournament}/audit")

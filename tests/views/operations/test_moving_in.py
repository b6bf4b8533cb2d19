"""A site administrator moves a community in from SahasrahBot in the browser: dump, plan, dry run, import."""

import base64
import gzip

import pytest

from application.context import Actor
from models.async_tournament import AsyncTournament
from models.event_log import EventLogEntry
from models.imported import Import
from tests.services.people.test_person_merging import site
from tests.support.community import Community
from tests.support.sahasrahbot import SEEDS, SourceDump, odd_dump
from tests.support.site import visiting
from tests.views.conftest import Visit

__all__ = ["site"]


async def test_a_site_administrator_moves_a_community_in(
    site: tuple[Community, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    community, administrator = site
    packed = base64.b64encode(gzip.compress(odd_dump().text())).decode()
    async with visiting(community.container, monkeypatch, user_id=administrator.user_id) as visitor:
        assert "Import from SahasrahBot" in await visitor.open("/")
        await visitor.open("/import")
        await visitor.paste("dump", packed, pieces=3)
        await visitor.sees("Discord server with Main, Main, Empty")
        plan = 'racetime_category = "alttpr"\n[tournaments.24]\nimport = false\n'
        await visitor.send("plan", zone="Hyrule/Castle", plan=plan, **{"guild-700": "hyrule"})
        await visitor.sees("Give reviewed_at_zone")
        await visitor.send("plan", zone="America/New_York", plan=plan, **{"guild-700": "hyrule"})
        await visitor.sees("dry run: nothing was written")
        assert await AsyncTournament.all().count() == 0
        other = await _running(community)
        await visitor.click("import")
        await visitor.sees("If its process is dead, take over.")
        await visitor.click("take-over")
        await visitor.sees("Organization hyrule, import ")
        assert [name for name, seed in SEEDS.items() if seed.rpartition("/")[2] in visitor.text] == []
        assert sorted([each.name for each in await AsyncTournament.all()]) == ["Main", "Main (2)"]
        (first, *_) = await EventLogEntry.filter(type="TournamentImportedEvent")
        assert first.actor_id == administrator.user_id
        await visitor.open("/import")
        assert "Taken over" in visitor.part("imports")
        assert f"/import/{other + 1}" in visitor.addresses()
        await visitor.open(f"/import/{other + 1}")
        assert "Tournament 21, Main (closed): imported" in visitor.part("report")
        await visitor.click("undo")
        await visitor.send(f"undo-{other + 1}")
        await visitor.sees("Undone")
        assert not await AsyncTournament.all().exists()


async def _running(community: Community) -> int:
    """Let an import be under way of which was heard just now."""
    now = community.clock.now()
    running = await Import.create(
        organization_id=community.organization_id,
        source="sahasrahbot",
        file_sha256="x",
        actor_name="system",
        counts={},
        started_at=now,
        heard_at=now,
    )
    return running.id


async def test_what_is_no_dump_is_refused_with_how_to_make_one(
    site: tuple[Community, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    community, administrator = site
    dump = SourceDump()
    dump.add("asynctournament", id="many", name="Main", guild_id=700)
    refused = {
        b"hello": "ends in the middle",
        gzip.compress(bytes(70_000_000), 1): "unpacks to more than any",
        dump.text(): "has no number in id",
    }
    async with visiting(community.container, monkeypatch, user_id=administrator.user_id) as visitor:
        await visitor.open("/import")
        for content, sentence in refused.items():
            await visitor.paste("dump", base64.b64encode(content).decode())
            await visitor.sees(sentence)


async def test_nobody_else_may_import(community: Community, visit: Visit) -> None:
    async with visit(community.admin.actor.user_id) as visitor:
        for path in ("/import", "/import/1"):
            assert (await visitor.get(path)).status_code == 403

"""The page on which site administrators close organizations and reopen them."""

import pytest

from application.context import Actor
from application.version import VERSION
from tests.services.people.test_person_merging import site
from tests.support.community import Community
from tests.support.site import visiting

__all__ = ["site"]


async def test_a_site_administrator_closes_an_organization_whose_races_are_over_and_reopens_it(
    site: tuple[Community, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    community, administrator = site
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary.id
    async with visiting(community.container, monkeypatch, user_id=administrator.user_id) as visitor:
        assert "All organizations" in await visitor.open("/")
        await visitor.open("/organizations")
        assert visitor.part("version").startswith(f"Version {VERSION}")
        await visitor.click("close-organization", number=0)
        await visitor.send("close-organization")
        await visitor.sees("1 live race is not over yet.")
        await community.container.live_races.cancel_live_race(community.admin, race)
        await visitor.send("close-organization")
        await visitor.sees("Closed")
        assert (await visitor.get("/organizations/hyrule")).status_code == 404
        await visitor.click("reopen-organization")
        await visitor.gone("Closed")
    player = await community.add_player()
    async with visiting(community.container, monkeypatch, user_id=player) as visitor:
        await visitor.open("/organizations/hyrule")
        assert visitor.part("version") == ""
        assert (await visitor.get("/organizations")).status_code == 403


async def test_a_site_administrator_sees_what_is_the_matter_with_the_installation(
    site: tuple[Community, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    community, administrator = site
    await community.container.tasks.give_sign_of_life()
    await community.clock.advance(60)
    await community.container.installation_alerts.look()
    async with visiting(community.container, monkeypatch, user_id=administrator.user_id) as visitor:
        await visitor.open("/organizations")
        assert "Nothing was heard of the scheduler since" in visitor.part("installation-alert")

"""Who gets to see which page, and what everybody else gets instead."""

import pytest

from application.domain.permissions import Role
from application.repositories.people.user_repository import UserRepository
from application.services.people.organization_service import MemberChanges
from tests.support.community import Community, found_community
from tests.views.conftest import Visit
from views.page_request import safe_target

PAGES = (
    "/account",
    "/organizations/hyrule",
    "/organizations/hyrule/schedule",
    "/tournaments/1",
    "/tournaments/1/schedule",
    "/tournaments/1/leaderboard",
    "/tournaments/1/live-races",
    "/live-races/1",
)


@pytest.mark.parametrize("path", PAGES)
async def test_a_stranger_is_led_to_the_sign_in_page_and_back(community: Community, visit: Visit, path: str) -> None:
    await community.schedule(tournament := await community.add_tournament(), await community.add_pool(tournament))
    async with visit(None) as stranger:
        answer = await stranger.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={path}")


async def test_a_member_of_another_organization_sees_what_a_wrong_address_shows(
    community: Community, visit: Visit
) -> None:
    await community.schedule(tournament := await community.add_tournament(), await community.add_pool(tournament))
    elsewhere = await found_community(community.clock, slug="termina")
    outsider = await elsewhere.add_player("Skull Kid", roles=[Role.ADMIN])
    async with visit(outsider) as visitor:
        for path in PAGES[1:]:
            foreign = await visitor.get(path)
            missing = await visitor.get(path.replace("hyrule", "lorule").replace("/1", "/999"))
            assert foreign.status_code == missing.status_code == 404, path
            assert "There is no such" in foreign.text


async def test_a_player_can_open_every_page_but_the_admins_ones(community: Community, visit: Visit) -> None:
    await community.schedule(tournament := await community.add_tournament(), await community.add_pool(tournament))
    player = await community.add_player("Link")
    async with visit(player) as visitor:
        answers = {path: (await visitor.get(path)).status_code for path in PAGES}
        refused = await visitor.get("/tournaments/1/live-races")
    assert {path for path, status in answers.items() if status != 200} == {"/tournaments/1/live-races"}
    assert refused.status_code == 403
    assert "Only a tournament admin of this organization may do that." in refused.text
    assert "ask an admin of the organization for the role" in refused.text
    assert "mistyped" not in refused.text


async def test_an_address_that_does_not_exist_has_a_page_with_a_way_on(community: Community, visit: Visit) -> None:
    async with visit(community.admin.actor.user_id) as visitor:
        answer = await visitor.get("/no/such/page")
    assert answer.status_code == 404
    assert "There is no such page." in answer.text
    assert "Home page" in answer.text


async def test_a_role_that_is_taken_away_is_gone_at_the_next_refresh(community: Community, visit: Visit) -> None:
    race = await community.schedule(
        tournament := await community.add_tournament(), await community.add_pool(tournament)
    )
    mido = await community.add_player("Mido", roles=[Role.ASYNC_TOURNAMENT_ADMIN])
    async with visit(mido) as visitor:
        assert "For admins" in await visitor.open(f"/live-races/{race.summary.id}")
        await community.container.organizations.update_member(community.admin, mido, MemberChanges(roles=()))
        await visitor.gone("For admins")


async def test_a_stranger_learns_on_the_front_page_what_this_is(community: Community, visit: Visit) -> None:
    async with visit(None) as stranger:
        text = (await stranger.get("/")).text
    assert "Live races that run themselves" in text
    assert "Hyrule" not in text


async def test_signing_in_as_a_demo_user_needs_a_demo_user_and_a_form_of_this_site(
    community: Community, visit: Visit
) -> None:
    ordinary = await community.add_player("Link")
    demo = (await UserRepository(community.clock).create("Saria", is_demo=True)).id
    async with visit(None) as stranger:
        refused = await stranger.post("/sign-in", {"user_id": str(ordinary)})
        foreign = await stranger.post("/sign-in", {"user_id": str(demo)}, origin="https://elsewhere.test")
        accepted = await stranger.post("/sign-in", {"user_id": str(demo), "next": "//elsewhere.test"})
    assert "set-cookie" not in refused.headers
    assert "set-cookie" not in foreign.headers
    assert accepted.headers["location"] == "/"
    assert "HttpOnly" in accepted.headers["set-cookie"]


@pytest.mark.parametrize(
    "target", ["https://elsewhere.test", "//elsewhere.test", "/\\elsewhere.test", "javascript:alert(1)", "http://[", ""]
)
def test_signing_in_leads_nowhere_but_into_the_site(target: str) -> None:
    assert safe_target(target) == "/"


def test_signing_in_leads_back_to_where_one_wanted_to_go() -> None:
    assert safe_target("/live-races/7?tab=seed") == "/live-races/7?tab=seed"

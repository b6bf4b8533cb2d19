"""Two users who are one person are chosen, previewed and made one, by an organization's admin and by a site's."""

import pytest

from application.context import Actor
from models.user import User
from tests.services.people.test_person_merging import add_placeholder, put_run, site
from tests.support.community import Community
from tests.support.site import visiting
from tests.views.conftest import Visit

__all__ = ["site"]


async def test_an_admin_previews_and_confirms_from_the_member_list(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament(runs_per_pool=1)
    pool = await community.add_pool(tournament, ordinary=3)
    person = await community.add_player("Malon")
    made = await add_placeholder(community, "Malon (old)")
    await put_run(community, made, pool, permalink=0)
    await put_run(community, person, pool, permalink=1)
    admin = community.admin.actor.user_id
    assert admin is not None
    async with visit(admin) as visitor:
        await visitor.open("/organizations/hyrule/members")
        await visitor.click("same-person", number=1)
        await visitor.send(f"same-as-{made}", other=str(person))
        await visitor.arrives_at(f"/organizations/hyrule/members/{made}/same-person/{person}")
        assert (visitor.part("kept-name"), visitor.part("gone-name")) == ("Malon", "Malon (old)")
        assert "2 of 1 run used" in visitor.part("lines")
        assert "flagged for review" in visitor.part("lines")
        await visitor.click("merge")
        await visitor.send("merge")
        await visitor.finds("are one person now", within="merged")
    assert (await User.get(id=made)).merged_into_id == person


async def test_what_an_admin_may_not_merge_has_a_reason_and_no_button(community: Community, visit: Visit) -> None:
    one, other = await community.add_player("Malon"), await community.add_player("Ingo")
    admin = community.admin.actor.user_id
    assert admin is not None
    async with visit(admin) as visitor:
        text = await visitor.open(f"/organizations/hyrule/members/{one}/same-person/{other}")
        assert "Ask a site administrator" in visitor.part("refusal")
        assert "Merge" not in text
    async with visit(one) as visitor:
        for path in (f"/organizations/hyrule/members/{one}/same-person/{other}", "/people"):
            assert (await visitor.get(path)).status_code == 403


async def test_a_site_administrator_finds_two_people_and_makes_them_one(
    site: tuple[Community, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    community, administrator = site
    kept, gone = await community.add_player("Malon"), await community.add_player("Romani")
    async with visiting(community.container, monkeypatch, user_id=administrator.user_id) as visitor:
        await visitor.open("/people")
        await visitor.look_for(search="Roma")
        await visitor.finds("Romani", within="people")
        await visitor.open(f"/people?search=Malon&gone={gone}")
        await visitor.open(f"/people?kept={kept}&gone={gone}")
        assert "no longer signs in" in visitor.part("lines")
        await visitor.click("merge")
        await visitor.send("merge")
        await visitor.finds("are one person now", within="merged")
    assert (await User.get(id=gone)).merged_into_id == kept

"""The page on which admins choose who of the staff is told of alerts."""

from application.domain.permissions import Role
from tests.support.community import Community
from tests.views.conftest import Visit

PAGE = "/organizations/hyrule/settings/alerts"


async def test_an_admin_chooses_people_and_quiet_hours(community: Community, visit: Visit) -> None:
    impa = await community.add_player("Impa", roles=[Role.ASYNC_REVIEWER])
    await community.add_player("Malon")
    async with visit(community.admin.actor.user_id) as visitor:
        shown = await visitor.open(PAGE)
        assert "Impa" in visitor.part("people")
        assert "Malon" not in visitor.part("people"), "who is no staff"
        assert "Nobody is told yet" in shown
        await visitor.click("send-test")
        await visitor.notice("Nobody would be told. Choose a channel, people or addresses first, and save.")
        (draft,) = visitor.drafts()
        hours = {"quiet_from": "22:00", "time_zone": "Europe/Berlin"}
        await visitor.send(draft, **hours, quiet_until="late")
        await visitor.sees("Give the time as hours and minutes, e.g. 22:00.")
        await visitor.send(draft, **hours, quiet_until="8:00", **{f"person-{impa}": True})
        await visitor.notice("The settings are saved.")
        await visitor.click("send-test")
        await visitor.notice("A test goes out by 1 way.")
        await visitor.finds("Impa Waiting", within="ways")
    kept = await community.container.alert_settings.get_settings(community.admin)
    assert (kept.quiet_from, kept.quiet_until, kept.time_zone) == ("22:00", "08:00", "Europe/Berlin")
    assert [person.name for person in kept.people if person.is_told] == ["Impa"]
    async with visit(impa) as visitor:
        assert (await visitor.get(PAGE)).status_code == 403

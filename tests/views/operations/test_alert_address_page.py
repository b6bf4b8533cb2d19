"""The page on which whoever reads an address says whether alerts may be sent there, without an account."""

from application.domain.messages.mail import number_of
from application.private_keys import PrivateKeys
from models.supervision import AlertAddress
from tests.support.community import Community
from tests.views.conftest import Visit


async def test_who_follows_the_link_says_yes_no_more_and_ask_me_again(community: Community, visit: Visit) -> None:
    address = "zelda@castle.test"
    await AlertAddress.create(organization_id=community.organization_id, address=address)
    key = PrivateKeys(community.container.settings, "address").key_of(community.organization_id, number_of(address))
    async with visit(None) as visitor:
        shown = await visitor.open(f"/alert-address/{key}")
        assert "Hyrule wants to send alerts to z…@castle.test" in shown
        assert (await AlertAddress.get(address=address)).confirmed_at is None, "looking says nothing"
        await visitor.click("confirm")
        await visitor.sees("Hyrule sends its alerts to z…@castle.test.")
        await visitor.click("stop")
        await visitor.sees("Hyrule sends nothing to z…@castle.test")
        await visitor.click("allow")
        await visitor.sees("This address is not on the list any more")
        assert (await visitor.get("/alert-address/1-wrong")).status_code == 404

"""The document that a page begins as says everything that the page will show, once and before any script of it."""

import json
import re

from tests.support.community import Community
from tests.support.seen import Seen, seen_in
from tests.views.conftest import Visit

ODD = "`Odd` <b>race</b> & ${title}"


def shown_of(document: str) -> Seen:
    (app,) = (each for each in seen_in(document).walk() if each.props.get("id") == "app")
    return app


async def test_a_document_holds_what_its_page_shows(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament, live=1), match_title=ODD)
    addresses = (
        f"/live-races/{race.summary.id}",
        f"/tournaments/{tournament}/settings",
        "/organizations/hyrule/members",
        "/organizations/hyrule/schedule",
        "/notifications/hyrule",
    )
    async with visit(community.admin.actor.user_id) as visitor:
        for address in addresses:
            document = (await visitor.get(address)).text
            assert "\n".join(shown_of(document).texts) == await visitor.open(address), address


async def test_what_a_page_shows_is_sent_once_and_is_never_taken_for_markup(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament, live=1), match_title=ODD)
    async with visit(community.admin.actor.user_id) as visitor:
        document = (await visitor.get(f"/live-races/{race.summary.id}")).text
    assert "<b>race</b>" not in document
    assert ODD in shown_of(document).texts
    described = re.search(r"String\.raw`(.*?)`", document, re.DOTALL)
    assert described is not None
    elements = json.loads(described[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert not [element for element in elements.values() if "innerHTML" in element.get("props", {})]
    assert document.count("What happens when") == 1

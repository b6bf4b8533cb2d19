"""The documents, read and searched in the product by anybody."""

import re

import pytest

from tests.support.community import Community
from tests.views.conftest import Visit
from views.handbook import find_parts
from views.public.places import PLACES

_PICTURE = re.compile(r'<img src="([^"]+)" alt="[^"]{20,}" loading="lazy" width="\d+" height="\d+"')


async def test_anybody_reads_the_documents_and_finds_a_word_in_them(community: Community, visit: Visit) -> None:
    async with visit(None) as stranger:
        contents = await stranger.get("/help")
        assert contents.status_code == 200
        assert "Racing in a live race" in contents.text
        assert 'data-events=""' in contents.text, "nothing of it moves, so no line is kept to the server"
        page = await stranger.get("/help/organizing")
        assert '<h2 id="how-it-is-scored">' in page.text
        assert '<a href="/help/async-runs#how-it-is-scored">' in page.text
        found = (await stranger.get("/help?search=room dies")).text
        assert 'href="/help/organizing#what-if-the-room-dies"' in found
        assert "Nothing found" in (await stranger.get("/help?search=xyzzy")).text
        assert "&lt;b&gt;" in (await stranger.get("/help?search=<b>")).text
        assert (await stranger.get("/help/nothing")).status_code == 404
        (picture, *_) = _PICTURE.findall((await stranger.get("/help/live-races")).text)
        assert (await stranger.get(picture)).headers["content-type"] == "image/webp"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("who may race", "/help/live-races#who-may-race"),
        ("why can't I race?", "/help/live-races#why-cant-i-race"),
        ("When does the seed show", "/help/live-races#when-does-the-seed-show"),
        ("the room died", "/help/live-races#what-if-the-room-dies"),
        ("scoring", "/help/async-runs#how-it-is-scored"),
        ("somebody undoes a finish", "/help/organizing#what-if-somebody-undoes-a-finish"),
        ("reviewing a run", "/help/reviewing"),
        ("correcting a time", "/help/reviewing#correct-a-time"),
        ("How do I hide results?", "/help/organizing#how-to-hide-results"),
        ("how to move in", "/help/organizing#how-to-move-in"),
        ("moving in", "/help/organizing#how-to-move-in"),
        ("a roster", "/help/organizing#set-up-a-community"),
        ("new qualifier", "/help/organizing#create-a-tournament"),
        ("bot", "/help/live-races#on-race-day"),
    ],
)
def test_a_question_in_everyday_words_leads_to_its_answer(question: str, answer: str) -> None:
    assert next(part.address for part in find_parts(question)) == answer


def test_where_changes_of_the_contents_are_told_is_no_document() -> None:
    assert not [place for place in PLACES if place.pattern.fullmatch("/help/events")]


async def test_members_read_them_too_and_every_page_leads_to_what_is_about_it(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    await community.add_pool(tournament)
    async with visit(community.admin.actor.user_id) as admin:
        assert "Organizing tournaments and live races" in (await admin.get("/help/organizing")).text
        await admin.open(f"/tournaments/{tournament}/live-races")
        assert "/help/organizing#schedule-a-live-race" in admin.addresses()
        assert "How this works" in admin.text, "beside what isn't there yet"
        await admin.click("schedule")
        await admin.shows("dialog")
        assert "Help with this" in admin.part("dialog"), "beside what a form refuses"

"""What chats show beside a link to a public page: a title, a sentence and a picture that say how things stand."""

import re
from io import BytesIO

import pytest
from PIL import Image

from application.domain.live_races.live_race import LiveRaceStatus
from tests.support.community import Community
from tests.views.conftest import Visit
from tests.views.public.test_public_races import Night


def said(document: str, name: str) -> str:
    found = re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)"', document)
    assert found is not None, name
    return found[1]


async def test_a_link_to_a_race_says_how_it_stands_and_its_picture_changes_with_it(
    community: Community, visit: Visit
) -> None:
    night = await Night.scheduled(community)
    async with visit(None) as stranger:
        room = await night.open()
        await night.start(room)
        before = (await stranger.get(night.path)).text
        assert said(before, "og:title") == "Week 1"
        assert said(before, "og:description") == "Spring Qualifier · Pool A. Live: 0 of 4 finished."
        assert said(before, "og:description") == said(before, "description")
        base = community.container.links.base_url
        assert said(before, "og:url") == f"{base}{night.path}"
        await night.first_finishes(room)
        after = (await stranger.get(night.path)).text
        assert "Live: 1 of 4 finished." in said(after, "og:description")
        pictures = [said(document, "og:image").removeprefix(base) for document in (before, after)]
        assert pictures[0] != pictures[1]
        answer = await stranger.get(pictures[1])
        assert answer.headers["content-type"] == "image/png"
        assert Image.open(BytesIO(answer.content)).size == (1200, 630)
        assert len(answer.content) < 60_000


@pytest.mark.slow
async def test_a_picture_has_names_in_every_script(community: Community, visit: Visit) -> None:
    """What a font lacks it draws as the same box, so that two names of one length were one picture."""
    names = [
        "Žižka",
        "Čapek",
        "Влад",
        "Олег",
        "Ζέλντα",
        "Λίντια",
        "محمد",
        "سعيد",
        "שרה",
        "דוד",
        "ゼルダ",
        "リンク",
        "김철",
        "박영",
        "简体",
        "东风",
        "สมศรี",
        "สมชาย",
    ]
    async with visit(None) as stranger:
        pictures = set()
        for name in [*names, "नाम", "🔥"]:
            tournament = await community.add_tournament(name, is_public=True)
            pictures.add((await stranger.get(f"/tournaments/{tournament}/preview.png")).content)
        assert len(pictures) == len(names) + 2, "letters that no font has stand as dots, and emoji are left out"


async def test_every_public_page_has_a_picture_and_a_name_of_its_own(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community)
    tournament = f"/tournaments/{night.tournament}"
    async with visit(None) as stranger:
        titles = set()
        for path in ("/", "/organizations/hyrule", tournament, f"{tournament}/leaderboard", night.path):
            document = (await stranger.get(path)).text
            titles.add(said(document, "og:title"))
            picture = said(document, "og:image").removeprefix(community.container.links.base_url)
            assert (await stranger.get(picture)).status_code == 200
            assert re.search(r'<link rel="canonical" href="([^"]*)"', document)[1].endswith(path)  # type: ignore[index]
        assert len(titles) == 5


async def test_a_name_that_is_markup_stays_a_name(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament('"><script>alert(1)</script>', is_public=True)
    async with visit(None) as stranger:
        for path in ("/", f"/tournaments/{tournament}", f"/tournaments/{tournament}/leaderboard"):
            document = (await stranger.get(path)).text
            assert "<script>alert" not in document
            assert "&lt;script&gt;alert" in document


async def test_no_picture_is_made_of_what_is_not_public(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary.id
    async with visit(None) as stranger:
        for path in (f"/tournaments/{tournament}/preview.png", f"/live-races/{race}/preview.png"):
            assert (await stranger.get(path)).status_code == 404


async def test_a_picture_says_once_that_nobody_finished(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community)
    async with visit(None) as stranger:

        async def last_line() -> bytes:
            """The words below the large ones, as they are drawn."""
            shown = Image.open(BytesIO((await stranger.get(f"{night.path}/preview.png")).content)).convert("L")
            return shown.crop((0, 446, 1200, 490)).point(lambda light: 255 * (light > 99)).tobytes()

        goal = await last_line()
        room = await night.open()
        await night.start(room)
        for line in (await community.race(night.race)).board:
            room.forfeit(line.racetime_id or "")
        await community.hear(night.race, room)
        assert (await community.race(night.race)).summary.status is LiveRaceStatus.FINISHED
        assert await last_line() == goal

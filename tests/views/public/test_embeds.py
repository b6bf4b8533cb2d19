"""Parts of public pages in the frames of other sites."""

import re
from html import unescape
from itertools import product

import httpx
import pytest

from components.colour import DARK, LEAST_CONTRAST, LIGHT, Scheme, accent_of, contrast
from tests.support.community import Community
from tests.support.site import mounted_site, running
from tests.support.strangers import Following, page_at, words_of
from tests.views.conftest import Visit
from tests.views.public.test_public_races import Night
from views.static_files import STATIC

PARTS = {"leaderboard": "Anju", "schedule": "Week 2", "next": "Week 2"}


async def test_each_embed_shows_what_its_public_page_does(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    async with visit(None) as stranger:
        assert "Week 1" in words_of(await page_at(stranger, f"/embed/tournaments/{night.tournament}/next"), "embed")
        await night.start(room)
        await night.first_finishes(room)
        page = await page_at(stranger, f"/embed{night.path}?rows=2")
        assert "1 of 4 finished" in words_of(page, "hero")
        assert len(page.named("board-row")) == 2
        assert words_of(page, "more") == "2 more racers"
        await night.end(room)
        for part, words in PARTS.items():
            answer = await stranger.get(f"/embed/tournaments/{night.tournament}/{part}")
            assert words in answer.text
            assert '<base target="_blank">' in answer.text
        first = await page_at(stranger, f"/embed/tournaments/{night.tournament}/leaderboard?rows=1")
        assert len(first.named("standing")) == 1
        assert words_of(first, "more").endswith("more players")


async def test_any_site_may_frame_embeds_and_nothing_of_anybody_is_in_them(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community)
    admin = community.admin.actor.user_id
    paths = [f"/embed{night.path}", *(f"/embed/tournaments/{night.tournament}/{part}" for part in PARTS)]
    seen = []
    for viewer in (None, admin):
        async with visit(viewer) as visitor:
            answers = [await visitor.get(path) for path in paths]
            for answer in answers:
                assert answer.headers["content-security-policy"].endswith("; frame-ancestors *")
                assert answer.headers["content-security-policy"].count("frame-ancestors") == 1
                assert "x-frame-options" not in answer.headers
                assert answer.headers["cache-control"].startswith("public")
                assert "set-cookie" not in answer.headers
            seen.append([answer.text for answer in answers])
            page = await visitor.get(night.path)
            assert page.headers["x-frame-options"] == "DENY"
            assert page.headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert seen[0] == seen[1]


async def test_an_embed_of_what_is_not_public_says_so_within_its_frame(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community, is_public=False)
    for viewer in (None, community.admin.actor.user_id):
        async with visit(viewer) as visitor:
            for path in (night.path, f"/tournaments/{night.tournament}/leaderboard", "/live-races/999"):
                answer = await visitor.get(f"/embed{path}?theme=dark&accent=c2410c")
                assert answer.status_code == 404
                assert "/static/embed-dark.css" in answer.text
                assert "<style>" in answer.text, "in the look of the site around it"
                assert "Nothing that everybody may see is here" in answer.text
                assert "frame-ancestors *" in answer.headers["content-security-policy"]
                assert "Week 1" not in answer.text


async def test_an_embed_moves_by_the_same_events_in_whatever_look(community: Community) -> None:
    night = await Night.scheduled(community)
    room = await night.open()
    async with mounted_site(community.container) as app, running(app):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            looks = [f"/embed{night.path}?theme={theme}&accent=ff0000" for theme in ("dark", "light")]
            pages = [(await client.get(look)).text for look in looks]
        events = {unescape(each) for page in pages for each in re.findall(r'data-events="([^"]*)"', page)}
        assert events == {f"/embed{night.path}/events"}
        async with Following(app, events.pop()) as browser:
            await night.start(room)
            await browser.hears("0 of 4 finished")


async def test_theme_and_accent_are_the_frames_choice_and_what_cannot_be_read_is_ours(
    community: Community, visit: Visit
) -> None:
    night = await Night.scheduled(community)
    path = f"/embed/tournaments/{night.tournament}/schedule"
    async with visit(None) as stranger:
        dark = await stranger.get(f"{path}?theme=dark&accent=%23ff8800")
        assert "/static/embed-dark.css" in dark.text
        assert f"<style>:root{{--accent:{accent_of('#ff8800', DARK)['--accent']}" in dark.text
        assert "'sha256-" in dark.headers["content-security-policy"]
        odd = await stranger.get(f"{path}?theme=pink&accent=red;}}</style>&rows=-1")
        assert "/static/embed-auto.css" in odd.text
        assert "<style>" not in odd.text
        for theme, scheme in (("light", "not all"), ("dark", "all")):
            sheet = (await stranger.get(f"/static/embed-{theme}.css")).text
            assert "prefers-color-scheme" not in sheet
            assert f"color-scheme: {theme};" in sheet
            assert f"@media {scheme} {{" in sheet


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("colour", ["#ffff00", "#000000", "#ffffff", "#808080", "#ff0000", "#0000ff", "#3b55d0"])
def test_an_accent_is_legible_whatever_colour_is_chosen(colour: str, scheme: Scheme) -> None:
    tokens = accent_of(colour, scheme)
    grounds = (scheme.surface, scheme.sunken, tokens["--accent-soft"])
    for name in ("--accent", "--accent-strong"):
        assert min(contrast(tokens[name], ground) for ground in grounds) >= LEAST_CONTRAST
        assert contrast(tokens[name], tokens["--on-accent"]) >= LEAST_CONTRAST
    assert contrast(scheme.faint, tokens["--accent-soft"]) >= LEAST_CONTRAST
    sheet = (STATIC / "tokens.css").read_text()
    assert f"--sunken: {scheme.sunken};" in sheet
    assert f"--text-faint: {scheme.faint};" in sheet


async def test_public_pages_hand_out_the_markup_of_their_embeds(community: Community, visit: Visit) -> None:
    night = await Night.scheduled(community, title='A "quoted" & long title')
    home = f"/tournaments/{night.tournament}"
    async with visit(None) as stranger:
        for page, embeds in {
            night.path: [night.path],
            f"{home}/leaderboard": [f"{home}/leaderboard"],
            f"{home}/schedule": [f"{home}/schedule", f"{home}/next"],
        }.items():
            codes = words_of(await page_at(stranger, page), "embed-code")
            addresses = re.findall(r'src="http://[^/"]+(/embed[^"]+)"', codes)
            assert addresses == [f"/embed{each}" for each in embeds]
            for address in addresses:
                assert (await stranger.get(address)).status_code == 200


async def test_members_get_the_markup_where_a_tournament_is_public(community: Community, visit: Visit) -> None:
    shown, closed = await community.add_tournament(is_public=True), await community.add_tournament("Members only")
    async with visit(community.admin.actor.user_id) as admin:
        for tournament, part in product((shown, closed), ("leaderboard", "schedule")):
            path = f"/tournaments/{tournament}/{part}"
            await admin.open(path)
            assert (f"/embed{path}" in admin.text) is (tournament == shown)

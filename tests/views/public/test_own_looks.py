"""An organization's own colour, logo and links on its public pages."""

import base64
import re
from io import BytesIO

from PIL import Image

from application.domain.tournaments.organization_settings import OrganizationChanges
from components.colour import DARK, LEAST_CONTRAST, LIGHT, accent_of, contrast
from tests.support.community import Community
from tests.support.pictures import picture
from tests.support.strangers import page_at, words_of
from tests.views.conftest import Visit
from tests.views.public.test_public_races import Night
from views.public.drawing import Poster, drawn

LINKS = "Discord https://discord.gg/hyrule\nhttps://www.twitch.tv/hyrule?a=1&b=2\n<b>Rules</b>: https://example.com/"
SETTINGS = "/organizations/hyrule/settings"


async def dress(community: Community, **changes: str) -> None:
    await community.container.organizations.update_organization(community.admin, OrganizationChanges(**changes))


async def test_every_public_page_and_embed_is_in_the_colour_of_its_organization(
    community: Community, visit: Visit
) -> None:
    night = await Night.scheduled(community)
    await dress(community, colour="#ffe000")
    home = f"/tournaments/{night.tournament}"
    async with visit(None) as stranger:
        for path in ("/organizations/hyrule", home, f"{home}/leaderboard", night.path, f"/embed{night.path}"):
            answer = await stranger.get(path)
            (style,) = re.findall(r"<style>(.*)</style>", answer.text)
            light, dark = (found.lower() for found in re.findall(r"--accent:(#\w+)", style))
            assert dark == "#ffe000"
            assert contrast(light, LIGHT.surface) >= LEAST_CONTRAST
            assert contrast(dark, DARK.surface) >= LEAST_CONTRAST
            assert "style-src 'self' 'sha256-" in answer.headers["content-security-policy"]
        themed = (await stranger.get(f"/embed{night.path}?accent=0044cc&theme=light")).text
        assert "--accent:#0044cc" in themed
        assert "<style>" not in (await stranger.get("/")).text


async def test_the_logo_and_the_links_stand_on_public_pages_and_in_the_pictures_beside_links(
    community: Community, visit: Visit
) -> None:
    night = await Night.scheduled(community)
    async with visit(None) as stranger:
        before = (await stranger.get(f"{night.path}/preview.png")).content
        assert "Links of Hyrule" not in (await stranger.get(night.path)).text
        await dress(community, links=LINKS)
        await community.container.organizations.set_logo(community.admin, picture())
        document = (await stranger.get(night.path)).text
        assert 'href="https://discord.gg/hyrule" rel="nofollow ugc noopener">Discord</a>' in document
        assert 'href="https://www.twitch.tv/hyrule?a=1&amp;b=2" rel="nofollow ugc noopener">twitch.tv</a>' in document
        assert "&lt;b&gt;Rules&lt;/b&gt;</a>" in document
        assert "Ask for one here: Discord" in words_of(await page_at(stranger, night.path), "take-part")
        assert '<section class="community" aria-label="Hyrule">' in document, "a landmark for who hears the page"
        (address,) = re.findall(r'<img class="community__logo" src="([^"]+)"', document)
        logo = await stranger.get(address)
        assert logo.headers["content-type"] == "image/png"
        assert logo.headers["x-content-type-options"] == "nosniff"
        assert logo.headers["content-security-policy"].startswith("default-src 'none'")
        assert Image.open(BytesIO(logo.content)).size == (256, 128)
        assert f'src="{address}"' in (await stranger.get(f"/embed{night.path}")).text
        after = (await stranger.get(f"{night.path}/preview.png")).content
        shown = Image.open(BytesIO(after)).convert("RGB")
        assert shown.getpixel((1100, 80)) == (255, 136, 0)
        assert before != after
        await community.container.organizations.remove_logo(community.admin)
        assert "community__logo" not in (await stranger.get(night.path)).text
        assert (await stranger.get(address)).status_code == 404


async def test_the_logo_of_an_organization_without_public_pages_is_shown_to_nobody(
    community: Community, visit: Visit
) -> None:
    await community.add_tournament()
    await community.container.organizations.set_logo(community.admin, picture())
    async with visit(None) as stranger:
        assert (await stranger.get("/organizations/hyrule/logo.png")).status_code == 404


async def test_a_transparent_logo_can_be_seen_on_light_and_on_dark_pages(community: Community) -> None:
    for colour, ground in (("white", 0), ("black", 255)):
        drawn = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
        drawn.paste(Image.new("RGBA", (32, 32), colour))
        content = BytesIO()
        drawn.save(content, "PNG")
        await community.container.organizations.set_logo(community.admin, content.getvalue())
        kept = Image.open(BytesIO(await community.container.organizations.get_logo(community.admin)))
        assert kept.mode == "RGB"
        assert kept.getpixel((60, 60)) == (ground, ground, ground)


async def test_admins_set_the_look_and_are_told_what_is_wrong_with_it(community: Community, visit: Visit) -> None:
    organization = await community.container.organizations.get_organization(community.admin)
    texts = {"name": organization.name, "description": ""}
    async with visit(community.admin.actor.user_id) as admin:
        await admin.open(SETTINGS)
        (draft,) = [each for each in admin.drafts() if each.startswith("organization-")]
        await admin.send(draft, **texts, colour="red", links="Wiki http://example.com\nhttps://user:pw@example.com/")
        await admin.sees("Give the colour as # and six digits or letters from a to f, like #3b55d0.")
        await admin.sees("Line 1: end it with an address that starts with https://")
        await admin.sees("Line 2: end it with an address that starts with https://")
        await admin.send(draft, **texts, colour="3B55D0", links="Wiki: https://example.com/wiki")
        await admin.notice("The settings are saved.")
        await admin.paste("logo", base64.b64encode(b"<svg onload='alert(1)'/>").decode())
        await admin.sees("The logo must be a PNG, JPEG or WebP picture.")
        await admin.paste("logo", base64.b64encode(picture("WEBP")).decode(), pieces=3)
        await admin.notice("The logo is saved.")
        await admin.open("/organizations/hyrule/audit")
        for line in ("Colour", "#3b55d0", "Links", "Wiki https://example.com/wiki", "Logo"):
            await admin.sees(line)
        await admin.open(SETTINGS)
        await admin.click("remove-logo")
        await admin.notice("The logo is removed.")


def test_a_picture_beside_a_link_has_the_accent_of_its_organization_and_no_other() -> None:
    def colours(colour: str) -> set[str]:
        poster = Poster("Hyrule", "Week 1", "Finished", "plain", "Won by Malon", "1 of 1 finished", colour=colour)
        pixels = Image.open(BytesIO(drawn(poster))).convert("RGB").tobytes()
        return {f"#{pixels[at : at + 3].hex()}" for at in range(0, len(pixels), 3)}

    own, site = accent_of("#2f7d4f", DARK)["--accent"], "#93a5ff"
    assert {own, site} & colours("#2f7d4f") == {own}
    assert {own, site} & colours("") == {site}

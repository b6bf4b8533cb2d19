"""What holds for all that people without an account see, embeds and overlays included: it fits and is accessible."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import expect

from tests.gallery.evening import Evening
from tests.gallery.scenes import public_addresses
from tests.support.browser import DESKTOP, PHONE, TABLET, Chromium
from tests.support.community import Community


@pytest.mark.slow
async def test_every_public_page_fits_and_is_accessible_in_both_schemes(
    chromium: Chromium, community: Community
) -> None:
    evening = await Evening.begin(community)
    await evening.dress()
    problems: dict[str, object] = {}
    for name, address in (await public_addresses(evening)).items():
        for dark in (False, True):
            async with chromium.tab(None, size=PHONE, dark=dark) as tab:
                page = await tab.open(address)
                for width, height in (PHONE, TABLET, DESKTOP):
                    await page.set_viewport_size({"width": width, "height": height})
                    if (too_wide := await tab.overflow()) > 0:
                        problems[f"{name} at {width} px"] = f"{too_wide} px too wide"
                    if width != TABLET[0] and (found := await tab.accessibility_problems()):
                        problems[f"{name} at {width} px, dark: {dark}"] = found
    assert problems == {}


@pytest.mark.slow
async def test_a_logo_is_uploaded_and_strangers_see_it(chromium: Chromium, community: Community) -> None:
    await community.add_tournament(is_public=True)
    async with chromium.tab(community.admin.actor.user_id, size=PHONE) as tab, chromium.tab(None) as other:
        page = await tab.open("/organizations/hyrule/settings")
        chosen = page.get_by_label("Picture")
        upload = page.get_by_role("button", name="Upload logo")
        await upload.click()
        await expect(page.get_by_text("Choose a file.")).to_be_visible()
        await chosen.set_input_files({"name": "logo.svg", "mimeType": "image/png", "buffer": b"<svg/>"})
        await upload.click()
        await expect(page.get_by_text("The logo must be a PNG, JPEG or WebP picture.")).to_be_visible()
        noise = Image.effect_noise((380, 380), 90)
        content = BytesIO()
        noise.save(content, "PNG")
        await chosen.set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": content.getvalue()})
        await upload.click()
        await expect(page.get_by_alt_text("The present logo")).to_be_visible()
        assert await tab.overflow() <= 0
        assert await tab.accessibility_problems() == []
        seen = await other.open("/organizations/hyrule")
        logo = seen.get_by_alt_text("Hyrule")
        await expect(logo).to_be_visible()
        assert await logo.evaluate("(picture) => picture.naturalWidth") == 256

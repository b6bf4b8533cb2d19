"""The pages beside the page framework's keep to their policy, too, in a real browser on the running product."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.support.product import free_port, serving


@pytest.mark.slow
async def test_the_documentation_and_the_page_of_a_refusal_break_no_policy(page: Page, tmp_path: Path) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    port = free_port()
    async with serving(tmp_path, {"BASE_URL": f"http://races.localhost:{port}"}, port=port) as product:
        await page.goto(f"{product.url}/api/docs")
        await expect(page.locator(".opblock").first).to_be_visible()
        assert complaints == []
        await page.goto(f"{product.url}/sign-in")
        note = page.get_by_role("alert").filter(has_text="Nothing can be done here")
        await expect(note).to_contain_text(f"http://races.localhost:{port}")
        await page.get_by_role("button", name="Saria").click()
        await expect(page.get_by_role("heading", name="That came from elsewhere")).to_be_visible()
        await expect(page.get_by_role("link", name="Open the site")).to_be_visible()
    assert not [complaint for complaint in complaints if "Content Security Policy" in complaint]

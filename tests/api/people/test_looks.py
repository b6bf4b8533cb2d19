"""An organization's colour, logo and links, set by a program."""

import struct
from io import BytesIO

import pytest
from PIL import Image

from tests.support.api import serving
from tests.support.community import Community
from tests.support.pictures import picture


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param(b"", "must be a PNG", id="nothing"),
        pytest.param(picture("GIF"), "must be a PNG", id="another kind"),
        pytest.param(picture()[:200], "must be a PNG", id="half of a file"),
        pytest.param(picture(size=(2001, 20)), "pixels wide", id="too wide"),
        pytest.param(picture(size=(8, 8)), "pixels wide", id="too small"),
        pytest.param(picture() + bytes(512 * 1024), "at most 512 KiB", id="too large"),
    ],
)
async def test_what_is_no_logo_is_refused(community: Community, content: bytes, complaint: str) -> None:
    async with serving(community) as api:
        client = await api.as_admin()
        answer = await client.put(f"/api/organizations/{community.admin.organization_id}/logo", content=content)
        assert answer.status_code == 422
        assert complaint in answer.text


async def test_a_program_changes_the_look(community: Community) -> None:
    path = f"/api/organizations/{community.admin.organization_id}"
    async with serving(community) as api:
        client = await api.as_admin()
        changed = await client.patch(path, json={"colour": "#ABCDEF", "links": "Wiki https://example.com/"})
        assert (changed.json()["colour"], changed.json()["links"]) == ("#abcdef", "Wiki https://example.com/")
        smuggled = picture("JPEG") + b"<script>alert(1)</script>"
        first = (await client.put(f"{path}/logo", content=smuggled)).json()["logo_mark"]
        kept = await client.get(f"{path}/logo")
        assert kept.headers["content-type"] == "image/png"
        assert b"script" not in kept.content
        assert (await client.put(f"{path}/logo", content=picture(colour="blue"))).json()["logo_mark"] != first
        assert (await client.delete(f"{path}/logo")).status_code == 204
        assert (await client.get(f"{path}/logo")).status_code == 404
        refused = await client.patch(path, json={"links": "\n".join(["A https://example.com/"] * 9)})
        assert "Give at most 8 links" in refused.text
    player = await community.add_player("Link")
    async with serving(community) as api:
        client = await api.as_user(player)
        assert (await client.put(f"{path}/logo", content=picture())).status_code == 403


async def test_a_picture_stands_as_its_camera_held_it_whatever_else_the_camera_says(community: Community) -> None:
    resolution_in_words = struct.pack("<HHI4s", 0x011A, 2, 4, b"odd")
    lies_on_its_side = struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0)
    said = b"Exif\0\0II*\0\x08\0\0\0\x02\0" + lies_on_its_side + resolution_in_words + bytes(4)
    content = BytesIO()
    Image.new("RGB", (200, 100)).save(content, "JPEG", exif=said)
    path = f"/api/organizations/{community.admin.organization_id}/logo"
    async with serving(community) as api:
        client = await api.as_admin()
        assert (await client.put(path, content=content.getvalue())).status_code == 200
        assert Image.open(BytesIO((await client.get(path)).content)).size == (100, 200)

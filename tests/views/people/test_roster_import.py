"""Importing a table of people: its columns are told and corrected, and a workbook is read, too."""

import io
import zipfile

import pytest

from models.organization import OrganizationMember
from tests.support.community import Community
from tests.support.workbooks import damaged, locked, packed_otherwise, pointing_nowhere, workbook
from tests.views.conftest import Visit

LINK, TETRA = "175928847299117101", "175928847299117102"
PATH = "/organizations/hyrule/members/import"


async def test_what_columns_are_taken_for_is_shown_and_corrected_before_anything_is_saved(
    community: Community, visit: Visit
) -> None:
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(PATH)
        await visitor.paste("roster", f"Nick,Known as,Account,Job\nhero,Link,{LINK},reviewer\npirate,Tetra,{TETRA},\n")
        await visitor.finds("Known as", within="columns")
        assert "Link, Tetra" in visitor.part("columns")
        await visitor.finds("hero", within="rows")
        assert "Reviewer" in visitor.part("rows")
        both = {"column-0": "name", "column-1": "name", "column-2": "discord_id", "column-3": ""}
        await visitor.fill("roster-columns", **both)
        await visitor.finds("Only one column can be the name.", within="columns")
        await visitor.gone("What the import would do")
        await visitor.fill("roster-columns", **both | {"column-0": ""})
        await visitor.finds("Tetra", within="rows")
        assert "Reviewer" not in visitor.part("rows")
        assert await OrganizationMember.all().count() == 1
        await visitor.click("save")
        await visitor.arrives_at("/organizations/hyrule/members")
    found = await OrganizationMember.all().select_related("user")
    assert {"Link", "Tetra"} <= {member.user.display_name for member in found}


async def test_rows_that_were_left_out_stay_to_be_put_right(community: Community, visit: Visit) -> None:
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(PATH)
        await visitor.paste("roster", f"Name,Discord ID\nLink,{LINK}\nTetra,1847\n")
        await visitor.finds("Import valid rows only", within="preview")
        await visitor.click("save")
        await visitor.notice(
            "1 new member, 0 accounts linked. 1 row was left out, and can be put right on the page of the import."
        )
        await visitor.finds("0 new members, 0 accounts to link, 1 as before.", within="preview")
        assert "Row 3: A Discord id has 17 to 20 digits" in visitor.part("preview")
        assert "Import valid rows only" not in visitor.part("preview"), "nothing is left to be saved"


async def test_a_workbook_is_read_as_the_text_of_its_first_sheet_that_is_seen(
    community: Community, visit: Visit
) -> None:
    rounded = 1.75928847299117e17
    rows = [("Player", "Discord ID"), ("Link", LINK), ("Tetra", rounded), ("Medli", rounded + 1000), ("", "")]
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(PATH)
        await visitor.choose_workbook("roster", workbook(rows))
        await visitor.finds("Link", within="rows")
        assert "1 new member" in visitor.part("preview")
        assert "Column 3" not in visitor.part("columns")
        assert "a spreadsheet seems to have rounded" in visitor.part("preview"), "a number of a workbook lost its end"


@pytest.mark.parametrize("content", [b"PK\x03\x04 and no more", b"", b"name,discord_id"])
async def test_a_file_that_is_no_workbook_is_refused_in_words(
    community: Community, visit: Visit, content: bytes
) -> None:
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(PATH)
        await visitor.choose_workbook("roster", content)
        await visitor.sees("Choose a file." if not content else "This file can't be read as a workbook.")


async def test_a_workbook_that_is_locked_or_damaged_is_refused_in_words(community: Community, visit: Visit) -> None:
    whole = workbook([("Player", "Discord ID"), ("Link", LINK)])
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(PATH)
        for content in (locked(whole), packed_otherwise(whole), damaged(whole), pointing_nowhere(whole)):
            await visitor.choose_workbook("roster", content)
            await visitor.sees("This file can't be read as a workbook.")
            await visitor.choose_workbook("roster", b"")
            await visitor.sees("Choose a file.")


@pytest.mark.parametrize("sheet", [bytes(70_000_000), b"<row>" + b"<c/>" * 400_000 + b"</row>"])
async def test_a_workbook_that_unpacks_to_very_much_is_refused_before_it_is_read(
    community: Community, visit: Visit, sheet: bytes
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(PATH)
        await visitor.choose_workbook("roster", packed.getvalue())
        await visitor.sees("This workbook is too large.")

"""An admin makes the organization's archive in the browser and fetches it; a site administrator imports it."""

import base64
from io import BytesIO
from zipfile import ZipFile

import pytest

from application.context import Actor
from models.async_tournament import AsyncTournament
from models.event_log import EventLogEntry
from tests.services.people.test_person_merging import site
from tests.support.community import Community, found_community
from tests.support.leaving import archive_of
from tests.support.site import visiting
from tests.views.conftest import Visit

__all__ = ["site"]

PAGE = "/organizations/hyrule/settings/export"
FILE = "/organizations/hyrule/archive.zip"


async def test_an_admin_makes_the_archive_and_fetches_it(community: Community, visit: Visit) -> None:
    await community.add_pool(await community.add_tournament(), live=2, ordinary=1)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(PAGE)
        missing = await visitor.get(FILE)
        assert (missing.status_code, missing.text) == (404, "There is no such archive any more; make it again.")
        await visitor.click("make-archive")
        await visitor.sees("2 unreleased seeds")
        answer = await visitor.get(FILE)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
        assert answer.headers["content-disposition"] == 'attachment; filename="hyrule-2026-03-14.zip"'
        with ZipFile(BytesIO(answer.content)) as archive:
            assert "tables/1-spring-qualifier-results.csv" in archive.namelist()
        assert "Download" in await visitor.open(PAGE)
        assert "Organization exported" in await visitor.open("/organizations/hyrule/audit")


async def test_nobody_else_sees_or_fetches_it(community: Community, visit: Visit) -> None:
    await community.container.exports.make_archive(community.admin, say=lambda _: None)
    stranger = await (await found_community(community.clock, slug="termina")).add_player()
    for user_id, status in ((await community.add_player(), 403), (stranger, 404)):
        async with visit(user_id) as visitor:
            assert (await visitor.get(PAGE)).status_code == status
            assert (await visitor.get(FILE)).status_code == status
    async with visit(None) as visitor:
        assert (await visitor.get(FILE)).headers["location"].startswith("/sign-in")


async def test_a_site_administrator_imports_it_into_an_empty_organization(
    site: tuple[Community, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    community, administrator = site
    await community.add_pool(await community.add_tournament(), live=1)
    packed = base64.b64encode(await archive_of(community)).decode()
    lorule = await community.container.organizations.create_organization("lorule", "Lorule")
    async with visiting(community.container, monkeypatch, user_id=administrator.user_id) as visitor:
        assert "Import an organization" in await visitor.open("/")
        await visitor.open("/import-organization")
        await visitor.paste("archive", packed)
        await visitor.sees("Choose the organization that it becomes.")
        await visitor.paste("archive", base64.b64encode(b"hello").decode(), organization="lorule")
        await visitor.sees("is no ZIP file")
        await visitor.paste("archive", packed, pieces=2, organization="hyrule")
        await visitor.sees("This organization isn't empty: it has tournaments")
        await visitor.paste("archive", packed, organization="lorule")
        await visitor.sees("dry run: nothing was written")
        assert await AsyncTournament.filter(organization_id=lorule.id).count() == 0
        await visitor.click("import")
        await visitor.sees("to Lorule: imported")
        assert await AsyncTournament.filter(organization_id=lorule.id).count() == 1
    (entry,) = await EventLogEntry.filter(type="OrganizationImportedEvent")
    assert (entry.organization_id, entry.actor_id) == (lorule.id, administrator.user_id)


async def test_nobody_else_imports(community: Community, visit: Visit) -> None:
    async with visit(community.admin.actor.user_id) as visitor:
        assert (await visitor.get("/import-organization")).status_code == 403

"""An admin makes the organization's archive in the browser and fetches it; nobody else does."""

from io import BytesIO
from zipfile import ZipFile

from tests.support.community import Community, found_community
from tests.views.conftest import Visit

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


async def test_nobody_else_sees_or_fetches_it(community: Community, visit: Visit) -> None:
    await community.container.exports.make_archive(community.admin, say=lambda _: None)
    stranger = await (await found_community(community.clock, slug="termina")).add_player()
    for user_id, status in ((await community.add_player(), 403), (stranger, 404)):
        async with visit(user_id) as visitor:
            assert (await visitor.get(PAGE)).status_code == status
            assert (await visitor.get(FILE)).status_code == status
    async with visit(None) as visitor:
        assert (await visitor.get(FILE)).headers["location"].startswith("/sign-in")

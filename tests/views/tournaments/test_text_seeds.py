"""Seeds that are no web addresses on pages: text with a button that copies it, never a link."""

import pytest

from application.services.tournaments.async_tournament_service import PermalinkDraft
from tests.support.community import Community
from tests.views.conftest import Visit

SEEDS = ["MS45LjAAMTIzNDU2 <b>7</b>", "javascript:alert(1)"]


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_text_seed_is_no_link_on_any_page(community: Community, visit: Visit, seed: str) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    (added,) = await community.container.tournaments.add_permalinks(community.admin, pool, [PermalinkDraft(seed)])
    link = await community.add_player("Link")
    run = (await community.draw(link, pool)).summary.id
    async with visit(link) as visitor:
        for path in (f"/runs/{run}", f"/permalinks/{added.id}"):
            await visitor.open(path)
            assert visitor.part("seed-link") == seed
            assert seed not in visitor.addresses()
        await visitor.open(f"/pools/{pool}")
        assert seed in visitor.part("seed")
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/pools/{pool}")
        assert seed in visitor.part("seed")
        assert seed not in visitor.addresses()


async def test_a_preview_shows_how_each_pasted_line_is_read(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0)
    async with visit(community.admin.actor.user_id) as visitor:
        await visitor.open(f"/tournaments/{tournament}/pools/{pool}/import")
        await visitor.paste(
            f"seeds-of-{pool}", "Seed 1: <https://alttpr.com/h/one> Bow\nhello there\n2. MS45LjAAMTIz=="
        )
        await visitor.finds("https://alttpr.com/h/one", within="rows")
        assert "MS45LjAAMTIz==" in visitor.part("rows")
        assert "Row 2 isn't clearly a seed." in visitor.part("problems")

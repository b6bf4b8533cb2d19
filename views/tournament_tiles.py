"""An organization's tournaments as tiles, the active ones first, so many at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from application.container import Container
from application.context import OrgContext
from application.read_models import TournamentView
from components.choices import address_of
from components.markup import element, link, listing, test_id, text
from components.status import chip, look_of_activity
from components.table import page_number

_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class TournamentTiles:
    shown: tuple[TournamentView, ...]
    more: str
    """The address at which more are shown, empty where these are all."""


async def read_tiles(container: Container, ctx: OrgContext, path: str, page: str) -> TournamentTiles:
    """Read as many tournaments as fit on so many pages, one below the other."""
    pages = page_number(page)
    found = await container.tournaments.list_tournaments(ctx, limit=pages * _AT_ONCE + 1)
    more = address_of(path, {"page": str(pages + 1)}) if len(found) > pages * _AT_ONCE else ""
    return TournamentTiles(found[: pages * _AT_ONCE], more)


def put_tiles(tiles: TournamentTiles, describe: Callable[[TournamentView], str]) -> None:
    def draw() -> None:
        for tournament in tiles.shown:
            with element(tag="li"), test_id(link("", f"/tournaments/{tournament.id}", "card tile"), "tournament"):
                text(tournament.name, "tile__title", "span")
                if words := describe(tournament):
                    text(words, "soft", "span")
                with element("row", "span"):
                    chip(look_of_activity(is_active=tournament.is_active))

    listing("tiles", draw)
    if tiles.more:
        test_id(link("Show more tournaments", tiles.more, "button"), "more-tournaments")

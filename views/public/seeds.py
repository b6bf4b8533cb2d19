"""A pool of a public tournament, and a seed of it once everybody may know of it."""

from dataclasses import dataclass
from datetime import timedelta

from application.domain.durations import clock_time, precise_time
from application.domain.ids import PermalinkId, PoolId, TournamentId
from application.domain.runs.run import RunStatus
from application.read_models.runs import PermalinkPage, PermalinkTimeView, PoolPage, RunSeed
from components.empty import empty
from components.help import SCORING, SEED_RELEASE
from components.markup import element, link, section, test_id, text
from components.seed_card import seed_line, seed_notes
from components.seed_tables import par_in_words, seed_cells, status_cell
from components.table import Part, number_cell, page_links, page_number, part_of, table
from views.frame import NavLink
from views.public.face import Asked
from views.public.pieces import crumb_of, crumbs_of, put_heading, put_hidden
from views.public.sheet import PublicPage, Sheet, put_down
from views.tournament_frame import held_back_note, is_about

_SEEDS = (("Seed", ""), ("Par", "table__end"), ("Runs", "table__end"))
_TIMES = (("Player", ""), ("How it went", ""), ("Time", "table__end"), ("Score", "table__end"))


async def pool(asked: Asked) -> PublicPage:
    container, ctx = asked.site.container, asked.entered()
    organization = asked.owner()
    page = await container.players.get_pool_page(ctx, PoolId(asked.row_id))
    tournament = NavLink(page.tournament_name, f"/tournaments/{page.tournament_id}")

    def draw(sheet: Sheet) -> None:
        put_heading(page.name, crumbs_of(organization, tournament))
        sheet.part("seeds", _pool, page, "card card--flush")

    body, moving = put_down(draw)
    return PublicPage(
        title=f"{page.name} in {page.tournament_name}",
        description=f"The seeds of {page.name} in {page.tournament_name} by {organization.name}.",
        path=asked.path,
        body=body,
        moving=moving,
        concerns=is_about(organization.id, page.tournament_id),
        picture=f"/tournaments/{page.tournament_id}/preview.png",
    )


def _pool(page: PoolPage) -> None:
    if not page.permalinks:
        empty(
            "No seed to show", "Seeds kept for live races show once they are released.", icon="seed", about=SEED_RELEASE
        )
        return
    with table("seeds", _SEEDS):
        for seed in page.permalinks:
            with test_id(element(tag="tr"), "seed"):
                seed_cells(seed)


@dataclass(frozen=True, slots=True)
class _Times:
    part: Part[PermalinkTimeView]
    tournament_id: TournamentId
    is_hidden: bool
    held_back: str
    path: str


async def seed(asked: Asked) -> PublicPage:
    container, ctx = asked.site.container, asked.entered()
    organization = asked.owner()
    page = await container.players.get_permalink_page(ctx, PermalinkId(asked.row_id))
    tournament = await container.tournaments.get_tournament(ctx, page.tournament_id)
    of_pool = NavLink(page.pool_name, f"/pools/{page.pool_id}")
    part = part_of(page.times, page_number(asked.word("page")), is_own=lambda _: False)
    times = _Times(part, page.tournament_id, page.hidden, page.held_back, asked.path)

    def draw(sheet: Sheet) -> None:
        put_heading(f"Seed {page.number}", crumbs_of(organization, crumb_of(tournament), of_pool))
        with element("split"):
            with element("split__main"), section("Runs on this seed", "card--flush", key="times"):
                sheet.part("times", _times, times, "section")
            with element("split__side"):
                with section("Par", key="par"):
                    sheet.part("par", _par, page.par_seconds, "section")
                with section("Seed", key="seed"):
                    sheet.part("seed", _seed, page.seed, "section")

    body, moving = put_down(draw)
    return PublicPage(
        title=f"Seed {page.number} of {page.pool_name}",
        description=_in_words(page, tournament.name),
        path=asked.address,
        body=body,
        moving=moving,
        concerns=is_about(organization.id, page.tournament_id),
        picture=f"/tournaments/{page.tournament_id}/preview.png",
        is_listed=asked.address == asked.path,
    )


def _in_words(page: PermalinkPage, tournament: str) -> str:
    par = f" Par {clock_time(timedelta(seconds=page.par_seconds))}." if page.par_seconds is not None else ""
    return f"Seed {page.number} of {page.pool_name} in {tournament}.{par}"


def _times(shown: _Times) -> None:
    if shown.is_hidden:
        put_hidden("Results")
        return
    held_back_note(shown.held_back)
    if not shown.part.total:
        empty("Nobody has raced this seed yet", "Every run on it that counts shows here.", icon="flag", about=SCORING)
        return
    with table("times", _TIMES):
        for time in shown.part.rows:
            with test_id(element(tag="tr"), "time"):
                with element("table__main", "td"):
                    link(time.player, f"/tournaments/{shown.tournament_id}/players/{time.user_id}")
                status_cell(time)
                is_timed = time.status is RunStatus.FINISHED and time.finish_time is not None
                number_cell("Time", precise_time(time.finish_time) if is_timed and time.finish_time else "–")
                number_cell("Score", "–" if time.score is None else f"{time.score:.3f}")
    page_links(shown.part, lambda page: f"{shown.path}?page={page}")


def _par(seconds: float | None) -> None:
    text(par_in_words(seconds), "figure__value number")


def _seed(seed: RunSeed | None) -> None:
    if seed is None:
        text("Shown to everybody once it is released, or the tournament has closed.", "soft")
        return
    seed_line(seed.url)
    if seed.notes:
        seed_notes(seed.notes)

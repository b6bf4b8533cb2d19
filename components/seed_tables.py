"""The seeds of a pool, and the runs on one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from application.domain.durations import clock_time, precise_time
from application.domain.ids import TournamentId
from application.read_models.runs import PermalinkTimeView, PoolPermalinkView
from components.markup import element, link, test_id, text
from components.seed_card import seed_shown
from components.sketch import put_drawn
from components.status import chip, look_of_own_status
from components.table import Part, number_cell, rows_elsewhere, table


def seed_table(seeds: Iterable[PoolPermalinkView]) -> None:
    with table("seeds", (("Seed", ""), ("Par", "table__end"), ("Runs", "table__end"), ("You", ""))):
        for seed in seeds:
            put_drawn(_seed, seed)


def _seed(seed: PoolPermalinkView) -> None:
    with test_id(element(tag="tr"), "seed"):
        seed_cells(seed)
        with element(tag="td") as cell:
            cell.props["data-label"] = "You"
            if seed.own_status is None:
                text("–", tag="span")
            else:
                chip(look_of_own_status(seed.own_status))


def seed_cells(seed: PoolPermalinkView) -> None:
    """What anybody is told of a seed."""
    with element("table__main", "td"), element("stack stack--tight"):
        link(f"Seed {seed.number}", f"/permalinks/{seed.id}")
        if seed.seed is not None:
            seed_shown(seed.seed.url, "faint")
    number_cell("Par", par_in_words(seed.par_seconds))
    number_cell("Runs", "–" if seed.run_count is None else str(seed.run_count))


def par_in_words(seconds: float | None) -> str:
    return "–" if seconds is None else clock_time(timedelta(seconds=seconds))


_TIMES = (("Player", ""), ("How", ""), ("Time", "table__end"), ("Score", "table__end"))


def time_table(part: Part[PermalinkTimeView], tournament_id: TournamentId) -> None:
    with table("times", _TIMES):
        _times(part.above, tournament_id)
        if part.above:
            rows_elsewhere(_TIMES, "Your run, which is above this page.")
        _times(part.rows, tournament_id)
        if part.below:
            rows_elsewhere(_TIMES, "Your run, which is below this page.")
        _times(part.below, tournament_id)


def _times(times: Iterable[PermalinkTimeView], tournament_id: TournamentId) -> None:
    for time in times:
        put_drawn(_time, _Time(time, tournament_id))


@dataclass(frozen=True, slots=True)
class _Time:
    of: PermalinkTimeView
    tournament_id: TournamentId


def _time(shown: _Time) -> None:
    time = shown.of
    with test_id(element("table__row--own" if time.is_own else "", "tr"), "time"):
        with element("table__main", "td"):
            link(time.player, f"/tournaments/{shown.tournament_id}/players/{time.user_id}")
            if time.is_own:
                text("You", "tag", "span")
        status_cell(time)
        with element("number table__end", "td") as cell:
            cell.props["data-label"] = "Time"
            link("–" if time.finish_time is None else precise_time(time.finish_time), f"/runs/{time.run_id}")
        number_cell("Score", "–" if time.score is None else f"{time.score:.3f}")


def status_cell(time: PermalinkTimeView) -> None:
    with element(tag="td"), element("row"):
        chip(look_of_own_status(time.status))
        if time.live_race_id is not None:
            link("live race", f"/live-races/{time.live_race_id}", "faint")

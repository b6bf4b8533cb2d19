"""Who leads a race or a tournament, where times and scores are equal, too."""

from dataclasses import replace
from datetime import timedelta

from application.domain.ids import UserId
from application.domain.live_races.room import EntrantStatus
from application.domain.runs.run import RunStatus
from application.domain.words import together
from application.read_models import BoardLine
from components.standing import Field


def finished(name: str, place: int, seconds: float, *, counted: bool = True) -> BoardLine:
    return BoardLine(
        name=name,
        racetime_name=name,
        racetime_id=name,
        user_id=UserId(place),
        entrant_status=EntrantStatus.DONE,
        run_status=RunStatus.FINISHED,
        place=place,
        finish_time=timedelta(seconds=seconds),
        score=None,
        counted=counted,
        reasons=(),
    )


def test_whoever_has_the_best_time_of_those_who_count_leads() -> None:
    board = (finished("Guest", 1, 50, counted=False), finished("Malon", 2, 60), finished("Talon", 2, 60))
    field = Field.of((*board, finished("Link", 4, 60.5)))
    assert field.leaders == ("Malon", "Talon")
    assert field.led_by == "Malon and Talon, 1:00"
    assert Field.of(board[:1]).led_by == ""


def test_a_race_that_nobody_won_says_how_it_ended() -> None:
    forfeited = replace(finished("Malon", 1, 0), entrant_status=EntrantStatus.DNF, place=None, finish_time=None)
    forfeited = replace(forfeited, run_status=RunStatus.FORFEIT)
    guest = replace(finished("Guest", 1, 50), counted=False)
    assert Field.of((forfeited,)).ending == "Nobody finished"
    assert Field.of((guest, forfeited)).ending == "1 of 2 finished"
    assert Field.of((replace(forfeited, hidden=True),)).ending == "Results are hidden for now"


def test_many_names_are_said_together() -> None:
    assert [together(["Malon", "Link", "Zelda", "Saria", "Ruto"][:count]) for count in range(6)] == [
        "",
        "Malon",
        "Malon and Link",
        "Malon, Link and Zelda",
        "Malon, Link and 2 more",
        "Malon, Link and 3 more",
    ]

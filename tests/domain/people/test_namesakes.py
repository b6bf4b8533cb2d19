"""People of one name are told apart by what everybody may know of them."""

from application.domain.ids import UserId
from application.domain.people.namesakes import goes_and_stays, marks_of, with_mark

NAMES = {UserId(number): name for number, name in ((1, "Malon"), (2, "Malon"), (3, "Malon"), (4, "Epona"))}


def test_who_has_a_name_alone_needs_nothing_beside_it() -> None:
    assert set(marks_of(NAMES, {UserId(4): "Epona"})) == {1, 2, 3}
    assert with_mark("Epona", None) == "Epona"


def test_namesakes_are_told_apart_by_their_racetime_gg_names_or_else_by_their_numbers() -> None:
    accounts = {UserId(1): "Malon#0001", UserId(2): "Malon#0002"}
    assert marks_of(NAMES, accounts) == {
        1: "Malon#0001 on racetime.gg",
        2: "Malon#0002 on racetime.gg",
        3: "no. 3",
    }


def test_equal_names_on_racetime_gg_tell_nobody_apart() -> None:
    assert marks_of(NAMES, {UserId(1): "Malon", UserId(2): "Malon"}) == {1: "no. 1", 2: "no. 2", 3: "no. 3"}


def test_two_of_one_name_who_are_made_one_are_called_by_what_becomes_of_them() -> None:
    assert goes_and_stays("Malon", "Malon") == ("Malon (who goes)", "Malon (who stays)")
    assert goes_and_stays("Malon", "Epona") == ("Malon", "Epona")

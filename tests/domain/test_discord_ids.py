"""Discord ids as people and spreadsheets write them."""

from datetime import UTC, datetime, timedelta

import pytest

from application.domain.accounts import check_discord_id, looks_rounded, read_discord_id, roundings
from application.domain.discord import discord_id_made_at
from application.domain.errors import InvalidInput

NOW = datetime(2026, 3, 14, tzinfo=UTC)
MALON = 175928847299117063


@pytest.mark.parametrize(
    "written",
    [
        "175928847299117063",
        " '175928847299117063 ",
        '="175928847299117063"',
        '"175928847299117063"',
        "\u2019175928847299117063",
        "<@175928847299117063>",
        "<@!175928847299117063>",
        "discord:175928847299117063",
        "ID: 175928847299117063",
        "175928847299117063.0",
        "175928847299117063,00",
        "\ufeff175928847299117063\u200b",
    ],
)
def test_an_id_is_read_however_it_was_kept_from_being_rounded(written: str) -> None:
    assert read_discord_id(written, NOW) == MALON


@pytest.mark.parametrize("written", ["1.75929E+17", "1,75929E+17", "1.75928847299117E+17", "1E17", "1,7593e17"])
def test_a_number_with_an_exponent_is_known_to_be_rounded(written: str) -> None:
    with pytest.raises(InvalidInput, match=r"rounded the Discord id .* Format the column as text"):
        read_discord_id(written, NOW)


@pytest.mark.parametrize(
    "written", ["175.928.847.299.117.000", "175,928,847,299,117,000", "175 928 847 299 117 000,00"]
)
def test_a_number_in_groups_is_known_to_be_a_spreadsheets(written: str) -> None:
    with pytest.raises(InvalidInput, match="Format the column as text"):
        read_discord_id(written, NOW)


@pytest.mark.parametrize(
    "written", ["", "0", "12", "-175928847299117063", "1" * 16, "1" * 21, "malon", "\u0661" * 18, "9" * 999]
)
def test_anything_else_is_no_id(written: str) -> None:
    with pytest.raises(InvalidInput, match="17 to 20 digits"):
        read_discord_id(written, NOW)


def test_nobody_has_an_account_that_is_made_tomorrow() -> None:
    check_discord_id(discord_id_made_at(NOW), NOW)
    for later in (discord_id_made_at(NOW + timedelta(seconds=1)), 9_999_999_999_999_999_999, 10**20 - 1):
        with pytest.raises(InvalidInput, match="No Discord account has this id yet"):
            check_discord_id(later, NOW)


def test_what_spreadsheets_and_scripts_make_of_an_id_is_known_again() -> None:
    assert looks_rounded(175928847299117000)
    assert looks_rounded(17592884729911700)
    assert not looks_rounded(MALON)
    assert roundings(MALON) == {175928847299117000, 175928847299117060, 175928847299117056}
    assert 175928847299118000 in roundings(175928847299117563)
    assert 175928847299117000 not in roundings(175928847299117000)

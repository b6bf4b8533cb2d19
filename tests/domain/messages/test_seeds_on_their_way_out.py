"""A seed arrives whole, unharmed and harmless wherever it is told, or the place says where it is."""

import hashlib
import subprocess

import pytest

from application.domain.errors import InvalidInput
from application.domain.live_races.room import CHAT_LIMIT, INFO_LIMIT, room_info
from application.domain.live_races.seed_vault import commitment_to
from application.domain.messages.rich_text import FIELD_LIMIT, seed_markup
from application.domain.messages.room_lines import seed_text as chat_line
from application.domain.seed_text import SEED_LIMIT, is_web_address, seed_text
from components.chat_markup import Manner, pieces_of
from components.seed_card import offline_recipe

PAGE = "https://races.test/live-races/7"
ADDRESS = "https://alttpr.com/h/q3GYB9rEvX"
TEXTS = [
    "MS45LjAAMTIzNDU2AAcDAgAAAA==",
    "-cg *bold* _it_ ~~gone~~ ||spoiler|| `tick`",
    "<@123456789012345678> <@&5> @everyone [label](https://evil.test) <https://evil.test>",
    "back\\slash 'quote' \"double\" $(rm) & <script>alert(1)</script>",
    "```",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "💎🗡️ 99812345",
]


@pytest.mark.parametrize("seed", [ADDRESS, *TEXTS])
def test_a_chat_shows_a_seed_letter_by_letter(seed: str) -> None:
    pieces = list(pieces_of(seed_markup(seed, "", page_url=PAGE)))
    assert "".join(piece.text for piece in pieces) == seed
    assert {piece.manner for piece in pieces} == {
        Manner.LINK if seed == ADDRESS else Manner.PLAIN if seed == "```" else Manner.CODE
    }


@pytest.mark.parametrize("seed", ["https://a.test/s?x=<@123>", "https://a.test/*b*/`c`", "https://a.test/__u__"])
def test_an_address_that_a_chat_would_read_as_markup_is_shown_as_text(seed: str) -> None:
    assert seed_markup(seed, "", page_url=PAGE) == f"```\n{seed}\n```"


@pytest.mark.parametrize("length", [900, 1016, 1017, SEED_LIMIT])
def test_a_seed_is_whole_in_a_message_or_the_message_leads_to_it(length: int) -> None:
    seed = "A" * length
    shown = seed_markup(seed, "Bow/Boots " * 50, page_url=PAGE)
    assert len(shown) <= FIELD_LIMIT
    assert (seed in shown) == (length <= FIELD_LIMIT - 8)
    assert seed in shown or f"({PAGE})" in shown


@pytest.mark.parametrize("length", [20, 900, 960, 990, SEED_LIMIT])
def test_a_seed_is_whole_in_a_chat_line_and_above_a_room_or_its_place_is_named(length: int) -> None:
    seed = "B" * length
    line = chat_line(seed, "Bow/Boots " * 40, "c" * 64, PAGE)
    info = room_info("Final", "Spring Qualifier", page_url=PAGE, tag="sb2-abc", seed=seed)
    assert len(line) <= CHAT_LIMIT
    assert len(info) <= INFO_LIMIT
    for told in (line, info):
        assert seed in told or (PAGE in told and "BBBBB" not in told)
    assert info.endswith("[sb2-abc]")
    assert (seed in line) == (length <= 960)


@pytest.mark.parametrize(
    "seed",
    [
        *TEXTS,
        "",
        "alttpr.com/h/abc",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://x.test/1",
        "//x.test/1",
        "https://",
        "http:x",
        "http://[broken/",
        "https://me:pw@x.test/",
        "https://x.test/a b",
    ],
)
def test_only_web_addresses_become_links(seed: str) -> None:
    assert not is_web_address(seed)


@pytest.mark.parametrize("address", [ADDRESS, "HTTP://x.test", "https://x.test:8443/a(b)?c=d#e"])
def test_web_addresses_become_links(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize("seed", TEXTS)
def test_a_seed_is_kept_as_it_was_given(seed: str) -> None:
    assert seed_text(f"  {seed}\r\n", field="url") == seed
    assert seed_text(seed_text(seed, field="url"), field="url") == seed


def test_what_cannot_be_seen_is_taken_out_of_a_seed_and_line_ends_become_blanks() -> None:
    assert seed_text("MS4\u200b5LjA\ufeff=\u202e=\nBow\u3164", field="url") == "MS45LjA== Bow"
    assert seed_text("alttpr.com/h/q3GYB9rEvX", field="url") == ADDRESS


@pytest.mark.parametrize(
    "seed", ["", "  ", "\u3164\u200b", "https://a b", "http://", "https://u:p@x.test/1", "x" * 3001]
)
def test_nothing_too_much_and_broken_addresses_are_refused(seed: str) -> None:
    with pytest.raises(InvalidInput):
        seed_text(seed, field="url")


@pytest.mark.parametrize("seed", TEXTS)
def test_the_fingerprint_of_a_text_is_checked_in_a_shell_as_anywhere(seed: str) -> None:
    printed = subprocess.run(  # noqa: S603  # our own recipe
        ["/bin/sh", "-c", offline_recipe("ab" * 16, seed).partition(" | ")[0]], capture_output=True, check=True
    )
    assert hashlib.sha256(printed.stdout).hexdigest() == commitment_to(seed, "ab" * 16)

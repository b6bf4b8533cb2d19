"""Lists of seeds as people really paste them: from chats, documents, spreadsheets and other tools."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.domain.errors import InvalidInput
from application.domain.seed_key import seed_key
from application.domain.tournaments.permalink_list import read_permalinks

A, B, C = (f"https://alttpr.com/h/{code}" for code in ("q3GYB9rEvX", "Kd9mN2xZvp", "yXc4TfL9uQ"))
BASE64 = "MS45LjAAMTIzNDU2AAcDAgAAAA=="
FLAGS = "5JOfkHFLCIuh7WxM4mIYp7TuCHxRYQdJcty 12345678"


def read(text: str) -> list[tuple[str, str]]:
    found = read_permalinks(text)
    assert found.problems == (), [problem.message for problem in found.problems]
    return [(seed.url, seed.notes) for seed in found.permalinks]


def asked(text: str) -> list[int]:
    return [problem.row for problem in read_permalinks(text).problems]


@pytest.mark.parametrize(
    "line",
    [
        A,
        f"<{A}>",
        f"1. {A}",
        f"1) {A}",
        f"(1) {A}",
        f"#1 {A}",
        f"#1: {A}",
        f"1: {A}",
        f"1 {A}",
        f"1\t{A}",
        f"a) {A}",
        f"Seed 2: {A}",
        f"Seed 2 - {A}",
        f"Seed #2 {A}",
        f"**Seed 2:** {A}",
        f"seed: <{A}>",
        f"Permalink: {A}",
        f"Race 4 – {A}",
        f"- {A}",
        f"* {A}",
        f"• {A}",
        f"– {A}",
        f"- [ ] {A}",
        f"- 3. <{A}>",
        f"> {A}",
        f"[Seed]({A})",
        f"[Seed 3](<{A}>)",
        f"[{A}]({A})",
        f"[alttpr.com/h/q3GYB9rEvX]({A})",
        f"- [Seed]({A}).",
        f"||{A}||",
        f"|| {A} ||",
        f"**{A}**",
        f"*{A}*",
        f"_{A}_",
        f"__{A}__",
        f"~~{A}~~",
        f"`{A}`",
        f'"{A}"',
        f"'{A}'",
        f"“{A}”",
        f"„{A}“",
        f"«{A}»",
        f"({A})",
        f"{A}.",
        f"{A},",
        f"{A};",
        f"{A}!",
        f"| 1 | {A} |",
        f"Seed2:{A}",
        f"1.{A}",
        f"{A} - Seed 2",
        f'[Seed]({A} "Open it")',
        f'<a href="{A}">Seed 1</a>',
        f"[url={A}]Seed 1[/url]",
        f"[url]{A}[/url]",
        f"<{A}|Seed 1>",
        f'=HYPERLINK("{A}","Seed 1")',
        f'=HYPERLINK("{A}"; "Seed 1")',
        f'"=HYPERLINK(""{A}"")"',
        f"<@81384788765712384> {A}",
        f"{A} <:bow:81384788765712384>",
        "alttpr.com/h/q3GYB9rEvX",
        "www.alttpr.com/h/q3GYB9rEvX",
        "1. alttpr.com/h/q3GYB9rEvX",
        "Seed 2: <alttpr.com/h/q3GYB9rEvX>",
        "[Seed](alttpr.com/h/q3GYB9rEvX)",
        f"\u200b{A}\ufeff",
        f"\u00a0\u00a0{A}\u00a0",
        f"```\n{A}\n```",
        f"```text\r\n{A}\r\n```",
    ],
)
def test_a_line_with_one_address_gives_that_address(line: str) -> None:
    ((seed, notes),) = read(line)
    assert seed_key(seed) == A
    assert seed.startswith("https://")
    assert notes == ""


@pytest.mark.parametrize(
    ("line", "notes"),
    [
        (f"1. {A} Bow/Boots", "Bow/Boots"),
        (f"<{A}> - Bow/Boots", "Bow/Boots"),
        (f"{A} (Bow/Boots)", "(Bow/Boots)"),
        (f"{A}\tBow/Boots\tfor week 1", "Bow/Boots for week 1"),
        (f"2\t{A}\tBow/Boots", "Bow/Boots"),
        (f"[Hammer seed]({A})", "Hammer seed"),
        (f"[url={A}]Hammer seed[/url]", "Hammer seed"),
        (f"<{A}|Hammer seed>", "Hammer seed"),
        (f'=HYPERLINK("{A}","Hammer seed")', "Hammer seed"),
        (f"Bow/Boots: {A}", "Bow/Boots"),
        (f"3. Bow/Boots — {A}", "Bow/Boots"),
        (f"| 1 | {A} | Bow/Boots |", "Bow/Boots"),
        (f"{A}, Bow/Boots", "Bow/Boots"),
        (f"{A},hash", "hash"),
        (f"{A}\tlive", "live"),
        (f"||{A}|| Bow/Boots", "Bow/Boots"),
        (f"“{A}” “Bow”", "“Bow”"),
    ],
)
def test_what_else_a_line_says_are_notes(line: str, notes: str) -> None:
    assert read(line) == [(A, notes)]


@pytest.mark.parametrize(
    "line",
    [f"{A} {B}", f"{A}, {B}", f"{A},{B}", f"<{A}> <{B}>", f"1. {A} 2. {B}", f"Seed 1: {A} Seed 2: {B}", f"{A} and {B}",
     f"{A} | {B}", f"{A}\t{B}", f"{A};{B}", f"- {A}, - {B}"],
)  # fmt: skip
def test_several_on_one_line_are_several_seeds(line: str) -> None:
    assert read(line) == [(A, ""), (B, "")]


def test_notes_between_two_addresses_belong_to_the_first() -> None:
    assert read(f"1. {A} Bow/Boots 2. {B} Hammer") == [(A, "Bow/Boots"), (B, "Hammer")]


@pytest.mark.parametrize(
    "first", ["live", "hash", "code", f"{B},live", f"{B}\thash", f"{B};code", f"hash: {B}", f"live {B}"]
)
def test_a_first_line_with_the_name_of_a_column_is_no_header(first: str) -> None:
    found = read_permalinks(f"{first}\n{A}")
    assert (2, A) in [(seed.row, seed.url) for seed in found.permalinks]
    assert (first in ("live", "hash", "code")) == (1 in [problem.row for problem in found.problems])


@pytest.mark.parametrize(
    "header", ["Seed", "url", "Permalink,Live", "Hash\tSeed", "Notes;Link;Live", "What is the seed link?"]
)
def test_a_header_names_the_seeds_column(header: str) -> None:
    mark = next((mark for mark in ",;\t" if mark in header), ",")
    place = next(i for i, cell in enumerate(header.split(mark)) if cell not in ("Hash", "Notes", "Live"))
    row = mark.join(A if i == place else "" for i in range(header.count(mark) + 1))
    assert read(f"{header}\n{row}") == [(A, "")]


def test_cells_of_a_table_may_be_written_like_lines() -> None:
    assert read(f'Seed,Notes\n<{A}>,Bow\n[Seed]({B}),\nalttpr.com/h/yXc4TfL9uQ,"a, b"') == [
        (A, "Bow"),
        (B, ""),
        (C, "a, b"),
    ]


@pytest.mark.parametrize(
    "seed",
    [
        BASE64,
        FLAGS,
        "-cg -oa 2.2.2.2.7.7.4 -od 59.1.1.11.31",
        "a1b2c3d4e5f60718",
        "AAAAAAAAAAAAAAAAAAAAAA==",
        "0x5F3759DF",
        "Bomb/Sword 4471829",
        "cAbBageRandoFlagsXy",
        "💎🗡️ 99812345",
    ],
)
@pytest.mark.parametrize(
    "line", ["{}", "1. {}", "Seed 2: {}", "- {}", "`{}`", '"{}"', "||{}||", "“{}”", "```\n{}\n```"]
)
def test_seeds_that_are_no_addresses_are_read_as_they_are(seed: str, line: str) -> None:
    assert read(line.format(seed)) == [(seed, "")]
    assert read(f"{A}\n{line.format(seed)}") == [(A, ""), (seed, "")]


def test_a_list_of_texts_has_notes_after_a_tab() -> None:
    assert read(f"1\t{BASE64}\tBow\n2\t{FLAGS}\tBoots") == [(BASE64, "Bow"), (FLAGS, "Boots")]


def test_a_text_that_is_no_clear_seed_is_one_in_a_column_of_seeds_or_in_quotation_marks() -> None:
    assert read("Seed,Notes\nBow Boots Lamp,\nHammer,first") == [("Bow Boots Lamp", ""), ("Hammer", "first")]
    assert read(f'{A}\n"Bow Boots Lamp"') == [(A, ""), ("Bow Boots Lamp", "")]


@pytest.mark.parametrize(
    "line",
    [
        "Seeds for week 1:",
        "nonsense",
        "see the pins",
        "ftp://x.test/1",
        "javascript:alert(1)",
        "**Pool A**",
        "__Week 1__",
        "*spoilers*",
        "||don't open||",
        "(please don't share)",
        "[Seed 1]",
        "Malon23",
        "malon.ranch#4711",
        "Malon — Today at 3:14 PM",
        "[15:04] Malon: these are for tonight",
        "@everyone",
        "<@81384788765712384>",
        "<@&81384788765712384> the seeds are up <:bow:81384788765712384>",
        "<#81384788765712384>",
        "<t:1700000000:F>",
        "We start at 18:00UTC",
        "Deadline 2026-03-01T20:00",
        "ALTTPR2026 Qualifier",
        "Seed: TBD",
        "#REF!",
    ],
)
def test_what_is_not_clear_is_asked_about_and_takes_nothing_along(line: str) -> None:
    found = read_permalinks(f"{line}\n{A}\n{BASE64}")
    assert [(seed.row, seed.url) for seed in found.permalinks] == [(2, A), (3, BASE64)]
    (problem,) = found.problems
    assert problem.row == 1
    assert "Row 1 isn't clearly a seed. If it is one, put it in quotation marks" in problem.message
    assert line not in problem.message


@pytest.mark.parametrize(
    "cell", ["TBD", "n/a", "none", "#REF!", "#N/A", "1.23E+15", "8,72E+11", "12345678901234500000"]
)
def test_what_is_no_seed_in_a_column_of_seeds_is_asked_about(cell: str) -> None:
    assert asked(f"Seed;Notes\n{BASE64};\n{cell};") == [3]


@pytest.mark.parametrize("line", ["1,{},Bow", "{},Bow", "Seed 2; {}; Bow/Boots", "{}; Bow Boots"])
def test_where_a_text_ends_is_asked_when_notes_seem_to_follow(line: str) -> None:
    assert asked(line.format(BASE64)) == [1]
    assert read(f'"{BASE64}",Bow') == [(BASE64, "Bow")]
    assert read(f"Seed\n{BASE64}\n") == [(BASE64, "")]


def test_a_number_without_a_mark_behind_it_is_no_part_of_a_text() -> None:
    assert read(f"Seed 2 {BASE64}") == [(BASE64, "")]


def test_where_an_address_ends_is_asked_when_a_comma_is_in_its_query() -> None:
    long = "https://ff4fe.test/make?flags=Oa,Kb"
    assert asked(long) == [1]
    assert read(f"<{long}> Bow") == [(long, "Bow")]
    assert read(f'"{long}",Bow') == [(long, "Bow")]
    assert read(f"{A}, Bow, Boots") == [(A, "Bow, Boots")]


def test_a_word_in_a_list_of_texts_is_asked_about_and_not_taken_for_a_seed() -> None:
    found = read_permalinks(f"code\n{BASE64}\n{FLAGS}\nhello there")
    assert [seed.row for seed in found.permalinks] == [2, 3]
    assert [problem.row for problem in found.problems] == [1, 4]


def test_the_line_beneath_the_names_of_a_table_in_markdown_is_none_of_its_rows() -> None:
    assert read(f"| # | Seed | Notes |\n|---|---|---|\n| 1 | {A} | Bow |") == [(A, "Bow")]


def test_brackets_that_belong_to_an_address_stay() -> None:
    assert read("(https://wiki.test/Seed_(new))") == [("https://wiki.test/Seed_(new)", "")]


def test_spellings_of_one_seed_are_repeats() -> None:
    found = read_permalinks(f"{A}\n<http://www.alttpr.com/en/h/q3GYB9rEvX/>\n{B} {B}#x")
    assert [problem.message for problem in found.problems] == ["Row 2 repeats row 1.", "Row 3 has one seed twice."]


def test_an_address_with_a_password_is_refused_without_being_repeated() -> None:
    (problem,) = read_permalinks("https://link:secret@seeds.test/1").problems
    assert "secret" not in problem.message


@given(st.text(max_size=200))
def test_any_text_at_all_is_read_or_refused_in_words(text: str) -> None:
    try:
        found = read_permalinks(text)
    except InvalidInput:
        return
    for seed in found.permalinks:
        assert seed.url == seed.url.strip() != ""


@given(st.lists(st.sampled_from([A, B, C, BASE64, FLAGS]), min_size=1, max_size=5, unique=True), st.data())
def test_however_each_line_is_decorated_the_list_is_the_same(seeds: list[str], data: st.DataObject) -> None:
    ways = ["{}", "<{}>", "{n}. {}", "Seed {n}: {}", "- {}", "* <{}>", "||{}||", "`{}`", "• {}", "{n}) {}"]
    lines = [data.draw(st.sampled_from(ways)).format(seed, n=n) for n, seed in enumerate(seeds, start=1)]
    assert [seed for seed, _ in read("\n".join(lines))] == seeds

"""What is said in a room, to everybody and to each."""

from application.domain import announcements
from application.domain.eligibility import Fix, Rule, Verdict
from application.domain.room import CHAT_LIMIT


def test_the_lock_names_everybody_who_counts_in_as_many_lines_as_needed() -> None:
    names = [f"A rather long racer name number {number}" for number in range(120)]
    lines = list(announcements.locked(names, 3))
    assert all(len(line.text) <= CHAT_LIMIT for line in lines)
    assert all(any(name in line.text for line in lines) for name in names)
    assert len({line.occasion for line in lines}) == len(lines)
    assert "3 racers here can't be counted" in lines[-1].text


def test_somebody_who_does_not_count_is_told_every_reason_and_where_to_fix_it() -> None:
    verdicts = [
        Verdict(Rule.MEMBER, True, "Member."),
        Verdict(Rule.SLOT_FREE, False, "0 of 2 runs left in this pool."),
        Verdict(Rule.RACETIME_LINKED, False, "No racetime.gg account is linked.", Fix.LINK_RACETIME),
    ]
    line = announcements.told_ineligible("abc", verdicts, "http://x.test/account", "refused")
    assert line.direct_to == "abc"
    assert "0 of 2 runs left in this pool." in line.text
    assert line.text.endswith("http://x.test/account")
    assert "Member." not in line.text


def test_the_queued_seed_line_has_no_text_yet() -> None:
    assert announcements.seed_released().text == ""

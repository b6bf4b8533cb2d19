"""Whether a player may race: every rule, met or not, and what to do about it."""

from dataclasses import dataclass

from application.domain.live_races.eligibility import Fix, Rule, Verdict, is_eligible, unmet
from application.domain.words import counted
from components.help import WHO_MAY_RACE
from components.markup import element, link, put_icon, test_id, text


@dataclass(frozen=True, slots=True)
class _Remedy:
    sentence: str
    address: str = ""


_REMEDIES = {
    Fix.JOIN_ORGANIZATION: _Remedy("Ask an admin of the organization to add you."),
    Fix.FINISH_RUN: _Remedy("Finish or forfeit that run first."),
}


def headline(verdicts: tuple[Verdict, ...]) -> str:
    if is_eligible(verdicts):
        return "You are eligible"
    return f"You can't be counted yet: {counted(len(unmet(verdicts)), 'rule')} not met"


def verdict_list(verdicts: tuple[Verdict, ...]) -> None:
    """List every rule in its fixed order."""
    with test_id(element("verdicts", "ul"), "verdicts"):
        for verdict in verdicts:
            _verdict(verdict)
    if unmet(verdicts):
        link("What these rules mean", WHO_MAY_RACE, "faint")


def _remedy(verdict: Verdict) -> _Remedy | None:
    if verdict.met or verdict.fix is None:
        return None
    if verdict.fix is Fix.ASK_AN_ADMIN and verdict.rule is Rule.ACCOUNT_AGE:
        return _Remedy("An admin can put you on the tournament's whitelist.")
    if verdict.fix.links_an_account:
        return _Remedy("How to link an account", "/account")
    return _REMEDIES.get(verdict.fix)


def _verdict(verdict: Verdict) -> None:
    with element(f"verdict verdict--{'met' if verdict.met else 'unmet'}", "li"):
        put_icon("check" if verdict.met else "cross")
        with element("verdict__text"):
            with element("verdict__rule"):
                text("Met: " if verdict.met else "Not met: ", "visually-hidden", "span")
                text(verdict.rule.label, tag="span")
            text(verdict.sentence, "verdict__sentence")
            remedy = _remedy(verdict)
            if remedy is not None and remedy.address:
                link(remedy.sentence, remedy.address, "verdict__fix")
            elif remedy is not None:
                text(remedy.sentence, "verdict__fix soft")

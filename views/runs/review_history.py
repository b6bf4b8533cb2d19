"""What happened to a run before its reviewers: claims, decisions and corrections in one line of time."""

from dataclasses import dataclass
from datetime import datetime

from application.domain.runs.review import ReviewAction
from application.read_models.runs import CorrectionLine, ReviewDetails
from components.markup import box, named, put_icon, section, text
from components.moment import moment

_ICONS = {
    ReviewAction.CLAIMED: "person",
    ReviewAction.RELEASED: "undo",
    ReviewAction.ACCEPTED: "check",
    ReviewAction.REJECTED: "cross",
    ReviewAction.REOPENED: "flag",
}


@dataclass(frozen=True, slots=True)
class _Line:
    at: datetime
    icon: str
    sentence: str
    note: str


def draw_history(review: ReviewDetails) -> None:
    lines = [
        _Line(line.at, _ICONS[line.action], f"{line.action.label} by {line.who}", line.note) for line in review.history
    ]
    for correction in review.corrections:
        lines += _corrections(correction)
    with named(section("History", "card--flush", key="history"), "history"):
        if not lines:
            with box("card__intro"):
                text("Nobody has looked at this run yet.", "soft")
        with box("rows", "ul"):
            for line in sorted(lines, key=lambda line: line.at, reverse=True):
                with named(box("row-line", "li"), "history-line"):
                    put_icon(line.icon)
                    with box("row-line__main"):
                        text(line.sentence)
                        if line.note:
                            text(line.note, "soft prose")
                    with box("faint"):
                        moment(line.at)


def _corrections(line: CorrectionLine) -> list[_Line]:
    changed = f"Result changed from {line.before} to {line.after} by {line.who}"
    made = _Line(line.at, "edit", changed, line.reason)
    if line.undone_at is None:
        return [made]
    return [made, _Line(line.undone_at, "undo", f"Changed back from {line.after} to {line.before}", "")]

"""What was corrected in the results of a live race."""

from application.domain.runs.corrections import CorrectionSource
from application.read_models import RaceCorrection
from components.markup import element, section, test_id, text
from components.moment import moment
from components.status import Look, chip


def race_corrections(corrections: tuple[RaceCorrection, ...]) -> None:
    """List them under their title; nothing where there is none."""
    if not corrections:
        return
    with section("Corrections", key="corrections"), test_id(element("corrections", "ol"), "corrections"):
        for correction in corrections:
            with test_id(element("correction", "li"), "correction"):
                with element("row"):
                    text(correction.name, "strong", "span")
                    moment(correction.at, show="relative")
                    if correction.undone_at is not None:
                        chip(Look("Undone", "undo", "muted"))
                if correction.before != correction.after:
                    text(f"{correction.before} → {correction.after}", "number")
                if correction.comment_before != correction.comment_after:
                    text(f"Comment: {correction.comment_after or 'removed'}", "soft")
                where = "on racetime.gg" if correction.source is CorrectionSource.RACETIME else f"by {correction.who}"
                text(f"Changed {where}" + (f": {correction.reason}" if correction.reason else ""), "faint")

"""Results that moved after they had been told: what was, what is, why, who, when."""

from collections.abc import Sequence

from application.domain.runs.corrections import CorrectionSource
from application.read_models import RaceCorrection
from components.markup import element, test_id, text
from components.moment import moment
from components.status import Look, chip

_SOURCES = {
    CorrectionSource.RACETIME: "on racetime.gg",
}


def correction_list(corrections: Sequence[RaceCorrection]) -> None:
    with test_id(element("corrections", "ol"), "corrections"):
        for correction in corrections:
            with test_id(element("correction", "li"), "correction"):
                with element("row"):
                    text(correction.name, "strong", "span")
                    moment(correction.at, show="relative")
                    if correction.undone_at is not None:
                        chip(Look("Taken back", "undo", "muted"))
                if correction.before != correction.after:
                    text(f"{correction.before} → {correction.after}", "number")
                if correction.comment_before != correction.comment_after:
                    text(f"Comment: {correction.comment_after or 'removed'}", "soft")
                where = _SOURCES.get(correction.source, f"by {correction.who}")
                text(f"Changed {where}" + (f": {correction.reason}" if correction.reason else ""), "faint")

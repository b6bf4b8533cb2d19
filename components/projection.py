"""What a race that is on is heading for: par as it looks now, and how long the next scores can still be reached."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.domain.durations import clock_time
from application.domain.runs.projection import ParEstimate, Target
from components.markup import element, test_id, text
from components.moment import count_down


@dataclass(frozen=True, slots=True)
class Outlook:
    par: ParEstimate
    started_at: datetime
    targets: tuple[Target, ...]


def outlook(shown: Outlook | None) -> None:
    if shown is None:
        return
    with test_id(element("outlook"), "outlook"):
        par = shown.par
        if par.is_settled:
            text(f"Par is {_time(par.seconds)}.", "soft")
        else:
            text(f"Par looks like {_time(par.seconds)}, between {_time(par.low)} and {_time(par.high)}.", "soft")
        if shown.targets:
            with element("outlook__targets", "ul"):
                for target in shown.targets:
                    with element("outlook__target", "li"):
                        text(f"{target.score:g}", "strong number", "span")
                        text(" for a finish within ", "soft", "span")
                        count_down(shown.started_at + target.time, when_past="passed").classes("number")


def _time(seconds: float) -> str:
    return clock_time(timedelta(seconds=round(seconds)))

"""Socket frames as text."""

import json
from dataclasses import dataclass
from datetime import datetime

from racetime.rehearsal.formats import precise_instant


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame ready to be sent; `is_race_data` marks the kind that can be repeated and delivered late."""

    text: str
    is_race_data: bool = False


def make_frame(kind: str, now: datetime, **payload: object) -> Frame:
    """Build a frame of type `kind` with the server's time and the payload's keys beside it."""
    envelope = {"type": kind, "date": precise_instant(now), **payload}
    return Frame(json.dumps(envelope, separators=(",", ":")), is_race_data=kind == "race.data")

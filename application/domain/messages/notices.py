"""What members are told about their runs and about races: kinds, parts, and the sentences made from them."""

from collections.abc import Mapping
from enum import StrEnum


class NoticeKind(StrEnum):
    START_WARNING = "start_warning"
    RUN_NOT_STARTED = "run_not_started"
    RUN_OUT_OF_TIME = "run_out_of_time"
    RUN_EXTENDED = "run_extended"
    RUN_ACCEPTED = "run_accepted"
    RUN_REJECTED = "run_rejected"
    RUN_CORRECTED = "run_corrected"
    CORRECTION_UNDONE = "correction_undone"
    RACE_SCHEDULED = "race_scheduled"
    REMINDER = "reminder"
    ROOM_OPEN = "room_open"
    RACE_MOVED = "race_moved"
    RACE_CANCELLED = "race_cancelled"
    RESULTS = "results"
    PEOPLE_MERGED = "people_merged"
    CLAIM_VOIDED = "claim_voided"


_SENTENCES = {
    NoticeKind.START_WARNING: "Your run in {pool} must be started within {left}, or it counts as a forfeit.",
    NoticeKind.RUN_NOT_STARTED: "Your run in {pool} was not started in time, so it counts as a forfeit.",
    NoticeKind.RUN_OUT_OF_TIME: "Your run in {pool} was not finished in time, so it counts as a forfeit.",
    NoticeKind.RUN_EXTENDED: "You have {more} more for your run in {pool}. {reason}",
    NoticeKind.RUN_ACCEPTED: "Your run in {pool} was accepted. {reason}",
    NoticeKind.RUN_REJECTED: "Your run in {pool} was rejected: {reason}",
    NoticeKind.RUN_CORRECTED: "The result of your run in {pool} was changed from {old} to {new}: {reason}",
    NoticeKind.CORRECTION_UNDONE: "The result of your run in {pool} was changed back from {old} to {new}.",
    NoticeKind.RACE_SCHEDULED: "{race} ({tournament}) is scheduled.",
    NoticeKind.REMINDER: "{race} ({tournament}) starts soon.",
    NoticeKind.ROOM_OPEN: "The room of {race} ({tournament}) is open.",
    NoticeKind.RACE_MOVED: "{race} ({tournament}) has a new time.",
    NoticeKind.RACE_CANCELLED: "{race} ({tournament}) is cancelled.",
    NoticeKind.RESULTS: "Your result of {race} ({tournament}) is recorded.",
    NoticeKind.PEOPLE_MERGED: "{other} and you are one person here now: runs, roles and results were joined.",
    NoticeKind.CLAIM_VOIDED: "Somebody else has proved {account} on racetime.gg, which was entered for {member}. "
    "{member} has no racetime.gg account here any more.",
}


def notice_sentence(kind: NoticeKind, parts: Mapping[str, str]) -> str:
    """Return what the member reads; `parts` are plain text, and a missing one is left out."""
    return _SENTENCES[kind].format_map(_Parts(parts)).strip()


class _Parts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""

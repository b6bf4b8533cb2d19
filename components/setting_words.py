"""What settings and other values are called, and how they are written for people."""

from datetime import timedelta

from application.domain.durations import precise_time
from application.domain.permissions import Role
from application.domain.runs.run import ReviewStatus, RunStatus
from application.domain.settings import declared_in
from application.domain.tournaments.seed_source import GeneratorKind
from application.domain.tournaments.settings import TournamentSettings

SETTINGS = declared_in(TournamentSettings)

LABELS = {
    **{name: declared.in_log for name, declared in SETTINGS.items()},
    "is_default": "Default",
    "start_delay": "Start delay (seconds)",
    "time_limit": "Time limit (hours)",
    "streaming_required": "Streaming required",
    "auto_start": "Starts automatically",
    "allow_comments": "Comments",
    "hide_comments": "Comments hidden until the end",
    "allow_prerace_chat": "Chat before the race",
    "allow_midrace_chat": "Chat during the race",
    "allow_non_entrant_chat": "Non-entrants may chat",
    "chat_message_delay": "Chat delay (seconds)",
    "logo_mark": "Logo",
    "roles": "Roles",
    "racetime_id": "racetime.gg account",
    "racetime_name": "Name on racetime.gg",
    "client_id": "Client id",
    "order": "Order",
    "is_live": "For live races",
    "live": "For live races",
    "match_title": "Title",
    "scheduled_at": "Start",
    "pool_id": "Pool",
    "permalink_id": "Seed",
    "profile_id": "Profile",
    "invite_id": "Invite",
    "bot_id": "Bot",
    "entry_id": "Unmatched result",
    "guild_id": "Discord server",
    "gone_id": "Merged account",
    "gone_name": "Was also called",
    "other_id": "The other account",
    "number": "Number",
    "episode_id": "SpeedGaming episode",
    "racetime_slug": "Room",
    "commitment": "Fingerprint of the seed",
    "expires_at": "Expires",
    "most_uses": "Maximum uses",
    "count": "Seeds",
    "permalinks": "Seeds",
    "notes_changed": "Notes changed",
    "start_by_at": "To be started by",
    "finish_by_at": "To be finished by",
    "finish_time": "Time",
    "vod_url": "VOD",
    "runner_vod_url": "VOD",
    "runner_notes": "Notes",
    "cause": "Because",
    "claimant": "Was claimed by",
    "attempt": "Attempt",
    "retry_at": "Tried again",
    "not_eligible": "Not eligible",
    "participant_count": "Racers",
    "no_shows": "Not there",
    "finisher_count": "Finished",
    "forfeit_count": "Forfeited",
    "unmatched_count": "Unknown racers",
    "recorded_on_racetime": "Recorded on racetime.gg",
    "seed_at": "Where the answer has the seed",
    "hash_at": "Where the answer has the hash",
    "ahead": "Seeds kept ahead",
    "at_draw": "Made when a player draws",
}

_CAUSES = {
    "runner": "the player gave up",
    "start_limit": "it was not started in time",
    "finish_limit": "it was not finished in time",
}


def label_of(field: str) -> str:
    """Return what a setting or a value is called; an unknown one is called as it is written."""
    return LABELS.get(field) or field.replace("_", " ").capitalize()


def value_in_words(field: str, value: str | None) -> str:
    """Return a value for people; what is empty is said to be nothing."""
    if value is None or value == "":
        return "nothing"
    match field:
        case "before" | "after":
            return _result(value)
        case "old" | "new" if value in set(ReviewStatus):
            return ReviewStatus(value).label.lower()
        case "roles":
            return ", ".join(_role(word.strip()) for word in value.split(","))
        case "cause":
            return _CAUSES.get(value, value)
        case "finish_time":
            return _time(value)
        case "generator" if value in set(GeneratorKind):
            return GeneratorKind(value).label
        case "logo_mark":
            return f"picture {value[:4]}"
    if field in SETTINGS:
        return SETTINGS[field].value_in_words(value)
    return {"True": "yes", "False": "no"}.get(value, value)


def _result(value: str) -> str:
    """Return a result that starts with the word of a run's status ("finished 1:23:45.0") for people."""
    word, _, rest = value.partition(" ")
    label = RunStatus(word).label.lower() if word in set(RunStatus) else word
    return f"{label} {rest}".strip()


def _role(word: str) -> str:
    return Role(word).label if word in set(Role) else word


def _time(value: str) -> str:
    try:
        return precise_time(timedelta(seconds=float(value)))
    except (ValueError, OverflowError):
        return value

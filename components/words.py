"""Settings as sentences, for people who don't want to read forms."""

from application.domain.durations import in_minutes
from application.domain.live_races.room import RoomSettings
from application.domain.runs.async_run import UNLIMITED, RunLimits
from application.domain.runs.scoring import ParRule, ScoringRules
from application.domain.tournaments.timeline import ReleaseRule, Timeline
from application.domain.words import counted


def room_settings_in_words(settings: RoomSettings) -> tuple[str, ...]:
    """Say what a race room profile decides, the most noticeable first."""
    return (
        f"Start delay: {counted(settings.start_delay, 'second')}",
        "Starts automatically once the room is locked and everybody is ready"
        if settings.auto_start
        else "Started by a race monitor",
        f"Time limit: {counted(settings.time_limit, 'hour')}",
        "Streaming is required" if settings.streaming_required else "Streaming is not required",
        _comments(settings),
        _chat(settings),
    )


def _comments(settings: RoomSettings) -> str:
    if not settings.allow_comments:
        return "No comments"
    return "Comments allowed, hidden until the end" if settings.hide_comments else "Comments allowed"


def _chat(settings: RoomSettings) -> str:
    before, during = settings.allow_prerace_chat, settings.allow_midrace_chat
    if not before and not during:
        return "No chat before the end"
    if before and during:
        when = "Chat before and during the race"
    else:
        when = "Chat before the race only" if before else "Chat during the race only"
    who = "" if settings.allow_non_entrant_chat else ", for racers only"
    delay = f", {settings.chat_message_delay} s delayed" if settings.chat_message_delay else ""
    return f"{when}{who}{delay}"


def limits_in_words(limits: RunLimits) -> tuple[str, ...]:
    return (
        f"{in_minutes(limits.start)} to start once a seed is drawn",
        f"{in_minutes(limits.finish)} to finish",
    )


def par_in_words(rules: ScoringRules) -> str:
    match rules.par_rule:
        case ParRule.FASTEST if rules.par_count == 1:
            return "its fastest run"
        case ParRule.FASTEST:
            return f"the mean of its {rules.par_count} fastest runs"
        case ParRule.MEDIAN:
            return "the median of its finished runs"
        case ParRule.PERCENTILE:
            return f"what {rules.par_percentile} % of its finished runs are faster than"


def ranks_in_words(min_finished_runs: int) -> tuple[str, ...]:
    """Return what a rank takes, nothing where everybody has one."""
    if not min_finished_runs:
        return ()
    return (f"A rank takes {counted(min_finished_runs, 'finished run')}; players with fewer come below all others",)


def attempts_in_words(allowed: int) -> str:
    if allowed == UNLIMITED:
        return "Reattempts: any number"
    if allowed == 0:
        return "No reattempts: every run counts"
    return f"{counted(allowed, 'reattempt')} per player"


def timeline_in_words(timeline: Timeline) -> tuple[str, ...]:
    return (
        f"Room opens {_before_start(timeline.room_open_minutes)}",
        f"Room locks {_before_start(timeline.lock_minutes)}",
        f"Seed release: {release_in_words(timeline.release_rule, timeline.release_minutes)}",
    )


def release_in_words(rule: ReleaseRule, minutes: int) -> str:
    match rule:
        case ReleaseRule.AT_LOCK:
            return "when the room is locked"
        case ReleaseRule.AT_START:
            return "by the start"
        case ReleaseRule.MINUTES_BEFORE:
            return _before_start(minutes)


def _before_start(minutes: int) -> str:
    return "at the start" if minutes == 0 else f"{counted(minutes, 'minute')} before the start"

"""What can be set of a tournament: each setting is declared here, and nowhere else but for its column."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from application.domain.ids import ProfileId
from application.domain.runs.async_run import UNLIMITED, RunLimits
from application.domain.runs.scoring import ParRule, ScoringRules
from application.domain.settings import Changes, Group, Setting
from application.domain.tournaments.organization_settings import InheritedSettings
from application.domain.tournaments.timeline import (
    LONGEST_START_GRACE_MINUTES,
    SHORTEST_START_GRACE_MINUTES,
    USUAL_START_GRACE_MINUTES,
)

USUAL_PROVISIONAL_HOURS = 24
LONGEST_PROVISIONAL_HOURS = 720
LONGEST_STREAM_DELAY_MINUTES = 120


class IneligibleRacers(StrEnum):
    """What a tournament does with racers in the room whose result can't be counted."""

    UNRECORDED = "unrecorded"
    """They race, and their results are kept as unmatched."""
    REMOVED = "removed"
    """They are removed from the room once it is locked."""


NAME_LIMIT = 100
_DAY = 24 * 60
_LARGEST_SCORE = 10_000
_SCORE_REFUSAL = f"A score must be between -{_LARGEST_SCORE} and {_LARGEST_SCORE}."


@dataclass(frozen=True, slots=True, kw_only=True)
class TournamentSettings(InheritedSettings):
    """All settings of one tournament; the defaults are the product's."""

    name: Annotated[str, Setting(label="Name", group=Group.BASICS, what="name", most=NAME_LIMIT)]
    description: Annotated[
        str,
        Setting(
            label="Description",
            hint="Shown at the top of the tournament's page.",
            group=Group.BASICS,
            what="description",
            most=2000,
            several_lines=True,
        ),
    ] = ""
    is_active: Annotated[
        bool,
        Setting(
            label="Open", hint="False closes the tournament, true reopens it.", group=Group.BASICS, at_creation=False
        ),
    ] = True
    is_public: Annotated[
        bool,
        Setting(
            label="Public",
            hint="Anybody may follow it without an account; it is on the home page, and search engines find it.",
            group=Group.BASICS,
        ),
    ] = False
    hide_results: Annotated[
        bool,
        Setting(
            label="Hide results until the tournament closes",
            hint="Players see only their own results until then; reviewers and admins see all.",
            group=Group.BASICS,
            in_log="Results hidden until it closes",
        ),
    ] = False
    racetime_category: Annotated[
        str,
        Setting(
            label="Category",
            hint="The category's short name on racetime.gg.",
            group=Group.RACETIME,
            what="racetime.gg category",
            most=50,
        ),
    ]
    racetime_goal: Annotated[
        str,
        Setting(
            label="Goal",
            hint="One of the category's active goals, as racetime.gg writes it.",
            group=Group.RACETIME,
            what="racetime.gg goal",
            most=255,
        ),
    ]
    race_room_profile_id: Annotated[
        ProfileId | None,
        Setting(label="Race room profile", hint="How rooms are set up.", group=Group.RACETIME, inherits=True),
    ] = None
    runs_per_pool: Annotated[
        int,
        Setting(
            label="Runs per pool",
            hint="How many runs of each pool count. With fewer, the best of those already made stay.",
            group=Group.RUNS,
            least=1,
            most=10,
            refusal="Runs per pool must be 1 to 10.",
        ),
    ] = 1
    start_limit_minutes: Annotated[
        int,
        Setting(
            label="Time to start (minutes)",
            hint="From drawing a seed to pressing Start.",
            group=Group.RUNS,
            least=1,
            most=_DAY,
            refusal="The time to start must be 1 minute to 24 hours.",
        ),
    ] = 20
    start_warning_minutes: Annotated[
        int,
        Setting(
            label="Start warning (minutes before that ends)",
            hint="One reminder; 0 for none.",
            group=Group.RUNS,
            most=_DAY,
            in_log="Start warning (minutes before)",
            beside=True,
        ),
    ] = 10
    finish_limit_minutes: Annotated[
        int,
        Setting(
            label="Time to finish (minutes)",
            hint="From the start to the end; 720 are 12 hours.",
            group=Group.RUNS,
            least=10,
            most=7 * _DAY,
            refusal="The time to finish must be 10 minutes to 7 days.",
        ),
    ] = 720
    countdown_seconds: Annotated[
        int,
        Setting(
            label="Countdown before GO (seconds)",
            hint="Between pressing Start and GO.",
            group=Group.RUNS,
            most=60,
            refusal="The countdown must be 0 to 60 seconds.",
            beside=True,
        ),
    ] = 10
    max_imbalance: Annotated[
        int,
        Setting(
            label="Largest imbalance of a pool",
            hint="When one seed was played more often than another by more than this, the least played one is dealt.",
            group=Group.RUNS,
            most=1000,
            refusal="The imbalance of a pool must be 0 to 1000 runs.",
        ),
    ] = 3
    reattempts_allowed: Annotated[
        int,
        Setting(
            label="Reattempts allowed",
            hint=f"How often a player may request a reattempt; {UNLIMITED} for any number.",
            group=Group.ATTEMPTS,
            least=UNLIMITED,
            most=100,
            refusal=f"Reattempts allowed must be 0 to 100, or {UNLIMITED} for as many as anybody wants.",
            words={UNLIMITED: "as many as anybody wants"},
        ),
    ] = 0
    live_reattempts_allowed: Annotated[
        bool,
        Setting(
            label="Also after a live race",
            hint="Off: the result of a live race always stands.",
            group=Group.ATTEMPTS,
            in_log="Reattempts after live races",
        ),
    ] = True
    par_rule: Annotated[
        ParRule,
        Setting(
            label="Par of a seed",
            hint="A run at par scores 100.",
            group=Group.SCORING,
            words={
                ParRule.FASTEST: "mean of the fastest runs",
                ParRule.MEDIAN: "median of all finished runs",
                ParRule.PERCENTILE: "percentile of all finished runs",
            },
            moves_scores=True,
        ),
    ] = ParRule.FASTEST
    par_count: Annotated[
        int,
        Setting(
            label="Runs that make par",
            hint="How many fastest runs the mean is of.",
            group=Group.SCORING,
            least=1,
            most=100,
            refusal="Par must be the mean of 1 to 100 runs.",
            moves_scores=True,
            beside=True,
        ),
    ] = 5
    par_percentile: Annotated[
        int,
        Setting(
            label="Percentile",
            hint="So many of a hundred finished runs are faster than par; 50 is the median. Only for a percentile.",
            group=Group.SCORING,
            least=1,
            most=99,
            refusal="The percentile must be 1 to 99.",
            moves_scores=True,
            beside=True,
        ),
    ] = 25
    score_floor: Annotated[
        float,
        Setting(
            label="Lowest score",
            hint="Also what a forfeit scores.",
            group=Group.SCORING,
            least=-_LARGEST_SCORE,
            most=_LARGEST_SCORE,
            refusal=_SCORE_REFUSAL,
            moves_scores=True,
        ),
    ] = 0.0
    score_cap: Annotated[
        float,
        Setting(
            label="Highest score",
            group=Group.SCORING,
            least=-_LARGEST_SCORE,
            most=_LARGEST_SCORE,
            refusal=_SCORE_REFUSAL,
            moves_scores=True,
            beside=True,
        ),
    ] = 105.0
    rejected_runs_count: Annotated[
        bool,
        Setting(
            label="Rejected runs count like others",
            hint="Off: a rejected run scores like a forfeit and takes no part in par.",
            group=Group.SCORING,
            in_log="Rejected runs count",
            moves_scores=True,
        ),
    ] = True
    min_finished_runs: Annotated[
        int,
        Setting(
            label="Finished runs needed for a rank",
            hint="Players with fewer come below all others, without a rank.",
            group=Group.LEADERBOARD,
            most=100,
            refusal="A rank must take 0 to 100 finished runs.",
        ),
    ] = 0
    ineligible_racers: Annotated[
        IneligibleRacers,
        Setting(
            label="Ineligible racers",
            hint="Racers in the room who are not eligible. Either way their results are kept as unmatched results.",
            group=Group.LIVE,
            in_log="Ineligible racers",
            words={
                IneligibleRacers.UNRECORDED: "Let them race, don't count them",
                IneligibleRacers.REMOVED: "Remove them at the lock",
            },
        ),
    ] = IneligibleRacers.UNRECORDED
    final_after_hours: Annotated[
        int | None,
        Setting(
            label="Results final (hours after the end)",
            hint="Sooner when racetime.gg records the race.",
            group=Group.LIVE,
            in_log="Results final (hours after the end)",
            least=1,
            most=LONGEST_PROVISIONAL_HOURS,
            refusal=f"Results become final after 1 to {LONGEST_PROVISIONAL_HOURS} hours.",
            empty=f"{USUAL_PROVISIONAL_HOURS}.",
            beside=True,
        ),
    ] = None
    start_grace_minutes: Annotated[
        int | None,
        Setting(
            label="Wait for racers who are not ready (minutes after start)",
            hint="The room names them, warns twice, and then the race begins without them.",
            group=Group.LIVE,
            in_log="Wait for racers who are not ready (minutes after start)",
            least=SHORTEST_START_GRACE_MINUTES,
            most=LONGEST_START_GRACE_MINUTES,
            refusal=f"The wait after the start must be {SHORTEST_START_GRACE_MINUTES} to "
            f"{LONGEST_START_GRACE_MINUTES} minutes, or left empty.",
            empty="never.",
        ),
    ] = USUAL_START_GRACE_MINUTES
    stream_delay_minutes: Annotated[
        int,
        Setting(
            label="Stream delay (minutes)",
            hint="What happens in a race shows so much later, on every page and on Discord, so that no stream is "
            "spoiled. Staff see it at once.",
            group=Group.LIVE,
            most=LONGEST_STREAM_DELAY_MINUTES,
            refusal=f"The stream delay must be 0 to {LONGEST_STREAM_DELAY_MINUTES} minutes.",
        ),
    ] = 0

    @property
    def limits(self) -> RunLimits:
        return RunLimits(
            start=timedelta(minutes=self.start_limit_minutes),
            warning=timedelta(minutes=self.start_warning_minutes),
            finish=timedelta(minutes=self.finish_limit_minutes),
            countdown=timedelta(seconds=self.countdown_seconds),
        )

    @property
    def scoring(self) -> ScoringRules:
        return ScoringRules(
            par_count=self.par_count,
            floor=self.score_floor,
            cap=self.score_cap,
            rejected_runs_count=self.rejected_runs_count,
            par_rule=self.par_rule,
            par_percentile=self.par_percentile,
        )


class TournamentChanges(Changes):
    declared = TournamentSettings

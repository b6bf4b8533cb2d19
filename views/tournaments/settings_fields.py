"""The fields of a tournament's settings, in groups; each says what it does and what it is unless it is changed."""

from application.domain.live_race import (
    LONGEST_PROVISIONAL_HOURS,
    LONGEST_STREAM_DELAY_MINUTES,
    USUAL_PROVISIONAL_HOURS,
)
from application.domain.room import RoomSettings
from application.domain.timeline import (
    LONGEST_ROOM_OPEN_MINUTES,
    LONGEST_START_GRACE_MINUTES,
    SHORTEST_START_GRACE_MINUTES,
    Timeline,
)
from application.read_models import ProfileView, TournamentView
from application.services.tournament_settings import MOST_ACCOUNT_AGE_DAYS, NAME_LIMIT
from components.form import Choice, Form
from components.markup import box, put_icon, section, text
from components.setting_words import INELIGIBLE_CHOICES, release_choices
from components.words import release_in_words, room_settings_in_words
from views.tournaments.settings_form import ANY, NO_OTHERS, SOME, attempts_choice

_DAY = 24 * 60


def basics(form: Form, tournament: TournamentView) -> None:
    with section("What it is", key="basics"):
        form.text("name", "Name", value=tournament.name, limit=NAME_LIMIT)
        form.lines(
            "description",
            "Description",
            value=tournament.description,
            optional=True,
            hint="Stands at the top of the tournament's page.",
        )
        form.check(
            "is_public",
            "Public",
            value=tournament.is_public,
            hint="Anybody with the link may look at it, also without an account. Off unless you turn it on.",
        )
        form.check(
            "hide_results",
            "Hide results until the tournament closes",
            value=tournament.hide_results,
            hint="Players see only their own results until then; reviewers and admins see all. Off unless you turn it "
            "on.",
        )


def rooms(form: Form, tournament: TournamentView, profiles: tuple[ProfileView, ...]) -> None:
    """The profile of the rooms; category and goal stand above it."""
    default = next((profile for profile in profiles if profile.is_default), None)
    first = Choice("", f"The organization's: {default.name}" if default is not None else "The built-in settings")
    present = tournament.race_room_profile_id
    settings = default.settings if default is not None else RoomSettings()
    form.select(
        "race_room_profile_id",
        "Race room profile",
        (first, *(Choice(str(profile.id), profile.name) for profile in profiles)),
        value="" if present is None else str(present),
        hint=f"How rooms are set up. Without a choice: {room_settings_in_words(settings)[0]} and so on.",
    )


def runs(form: Form, tournament: TournamentView) -> None:
    limits = tournament.limits
    with section("Runs on one's own time", key="runs"):
        _number(
            form,
            "runs_per_pool",
            "Runs per pool",
            tournament.runs_per_pool,
            (1, 10),
            "How many runs of each pool count. Usually 1. With fewer, the best of those already made stay.",
        )
        with box("form__row"):
            _number(
                form,
                "start_limit_minutes",
                "Minutes to start",
                int(limits.start.total_seconds()) // 60,
                (1, _DAY),
                "From drawing a seed to being ready. Usually 20.",
            )
            _number(
                form,
                "start_warning_minutes",
                "Warning, minutes before that ends",
                int(limits.warning.total_seconds()) // 60,
                (0, _DAY),
                "One reminder. Usually 10; 0 for none.",
            )
        with box("form__row"):
            _number(
                form,
                "finish_limit_minutes",
                "Minutes to finish",
                int(limits.finish.total_seconds()) // 60,
                (10, 7 * _DAY),
                "From the start to the end. Usually 720, which is 12 hours.",
            )
            _number(
                form,
                "countdown_seconds",
                "Countdown, seconds",
                int(limits.countdown.total_seconds()),
                (0, 60),
                "Between being ready and the start. Usually 10.",
            )
        _number(
            form,
            "max_imbalance",
            "Largest imbalance of a pool",
            tournament.max_imbalance,
            (0, 1000),
            "When one seed was played more often than another by more than this, the least played one is dealt. "
            "Usually 3.",
        )
        text("Runs that are under way keep the limits that they were drawn with.", "faint")


def other_attempts(form: Form, tournament: TournamentView) -> None:
    allowed = tournament.reattempts_allowed
    with section("Other attempts", key="attempts"):
        with box("form__row"):
            form.select(
                "reattempts_choice",
                "A result may be given up for another attempt",
                (
                    Choice(NO_OTHERS, "Never"),
                    Choice(SOME, "This often per player"),
                    Choice(ANY, "As often as anybody wants"),
                ),
                value=attempts_choice(allowed),
                hint="Usually never.",
            )
            form.number(
                "reattempts_allowed",
                "How often",
                value=allowed if allowed > 0 else None,
                least=1,
                most=100,
                optional=True,
                hint="Attempts that were used already stay used.",
            )
        form.check(
            "live_reattempts_allowed",
            "Also after a live race",
            value=tournament.live_reattempts_allowed,
            hint="Off: the result of a live race always stands. On unless you turn it off.",
        )


def scoring(form: Form, tournament: TournamentView) -> None:
    rules = tournament.scoring
    with section("Scoring", key="scoring"):
        with box("callout"):
            put_icon("info")
            text("Changing anything in this group scores all runs of the tournament anew, at once.")
        with box("form__row"):
            _number(
                form,
                "par_count",
                "Runs that make par",
                rules.par_count,
                (1, 100),
                "Par of a seed is the mean of so many fastest runs. Usually 5.",
            )
            _decimal(form, "score_floor", "Lowest score", rules.floor, "Usually 0. Also what a forfeit scores.")
            _decimal(form, "score_cap", "Highest score", rules.cap, "Usually 105. A run at par scores 100.")
        form.check(
            "rejected_runs_count",
            "Rejected runs count like others",
            value=rules.rejected_runs_count,
            hint="Off: a rejected run scores like a forfeit and takes no part in par. On unless you turn it off.",
        )


def live_races(form: Form, tournament: TournamentView, inherited: Timeline, inherited_age: int) -> None:
    """What is left empty is the organization's."""
    own = tournament.timeline
    with section("Live races", key="live"):
        text("What you leave empty is as the organization has it.", "soft")
        with box("form__row"):
            _optional(
                form,
                "room_open_minutes",
                "Room opens, minutes before",
                own.room_open_minutes,
                LONGEST_ROOM_OPEN_MINUTES,
                f"The organization says {inherited.room_open_minutes}.",
            )
            _optional(
                form,
                "lock_minutes",
                "Room is locked, minutes before",
                own.lock_minutes,
                LONGEST_ROOM_OPEN_MINUTES,
                f"Then it is settled who counts. The organization says {inherited.lock_minutes}.",
            )
        with box("form__row"):
            rule = release_in_words(inherited.release_rule, inherited.release_minutes)
            form.select(
                "release_rule",
                "Seed is released",
                release_choices(f"As the organization says: {rule}"),
                value=own.release_rule.value if own.release_rule is not None else "",
                hint="From then on everybody can read it.",
            )
            _optional(
                form,
                "release_minutes",
                "Release, minutes before the start",
                own.release_minutes,
                LONGEST_ROOM_OPEN_MINUTES,
                "Only for a release some minutes before the start.",
            )
        _optional(
            form,
            "min_account_age_days",
            "Age of Discord accounts, days",
            tournament.min_account_age_days,
            MOST_ACCOUNT_AGE_DAYS,
            f"Younger accounts can't race, unless they are on the whitelist. The organization says {inherited_age}.",
        )
        with box("form__row"):
            form.select(
                "ineligible_racers",
                "Racers in the room who may not count",
                INELIGIBLE_CHOICES,
                value=tournament.ineligible_racers.value,
                hint="Their result is kept aside in the inbox either way. They race along unless you change it.",
            )
            form.number(
                "final_after_hours",
                "Results become final, hours after the end",
                value=tournament.final_after_hours,
                least=1,
                most=LONGEST_PROVISIONAL_HOURS,
                optional=True,
                hint=f"Sooner when racetime.gg records the race. Empty: {USUAL_PROVISIONAL_HOURS}.",
            )
        form.number(
            "start_grace_minutes",
            "Wait after the start for racers who are not ready, minutes",
            value=tournament.start_grace_minutes,
            least=SHORTEST_START_GRACE_MINUTES,
            most=LONGEST_START_GRACE_MINUTES,
            optional=True,
            hint="The room names them, warns twice, and then the race begins without them. Empty: it never does.",
        )
        _number(
            form,
            "stream_delay_minutes",
            "Stream delay, minutes",
            tournament.stream_delay_minutes,
            (0, LONGEST_STREAM_DELAY_MINUTES),
            "For so long the live board and Discord keep back what happens in a race, so that no stream is spoiled.",
        )
        text("Races that are scheduled already move along.", "faint")


def _number(form: Form, name: str, label: str, value: int, bounds: tuple[int, int], hint: str) -> None:
    form.number(name, label, value=value, least=bounds[0], most=bounds[1], optional=False, hint=hint)


def _optional(form: Form, name: str, label: str, value: int | None, most: int, hint: str) -> None:
    form.number(name, label, value=value, least=0, most=most, optional=True, hint=hint)


def _decimal(form: Form, name: str, label: str, value: float, hint: str) -> None:
    form.text(name, label, value=f"{value:g}", hint=hint)

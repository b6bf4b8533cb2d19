"""The fields of a tournament's settings, in groups: each from its declaration, but for the few that need more."""

from application.domain.settings import Declared, Group
from application.domain.tournaments.timeline import Timeline
from application.read_models import ProfileView, TournamentView
from components.form import Choice, Form
from components.markup import element, put_icon, section, text
from components.settings import put_setting, put_settings
from components.words import release_in_words
from views.tournaments.settings_form import ANY, DECLARED, NO_OTHERS, SOME, attempts_choice


def basics(form: Form, tournament: TournamentView) -> None:
    with section("General", key="basics"):
        put_settings(form, _of(Group.BASICS), tournament)


def rooms(form: Form, tournament: TournamentView, profiles: tuple[ProfileView, ...]) -> None:
    """The profile of the rooms; category and goal stand above it."""
    setting = DECLARED["race_room_profile_id"].setting
    default = next((profile for profile in profiles if profile.is_default), None)
    default_name = default.name if default is not None else "the built-in settings"
    first = Choice("", f"Default: {default_name}")
    present = tournament.race_room_profile_id
    form.select(
        "race_room_profile_id",
        setting.label,
        (first, *(Choice(str(profile.id), profile.name) for profile in profiles)),
        value="" if present is None else str(present),
        hint=f"{setting.hint} Profiles are created in the organization's settings.",
    )


def runs(form: Form, tournament: TournamentView) -> None:
    with section("Async runs", key="runs"):
        put_settings(form, _of(Group.RUNS), tournament)
        text("Runs that are under way keep the limits that they were drawn with.", "faint")


def other_attempts(form: Form, tournament: TournamentView) -> None:
    allowed, setting = tournament.reattempts_allowed, DECLARED["reattempts_allowed"].setting
    with section("Reattempts", key="attempts"):
        with element("form__row"):
            form.select(
                "reattempts_choice",
                "Reattempts allowed",
                (
                    Choice(NO_OTHERS, "None"),
                    Choice(SOME, "A number per player"),
                    Choice(ANY, "Any number"),
                ),
                value=attempts_choice(allowed),
                hint="Default: none.",
            )
            form.number(
                "reattempts_allowed",
                "How often",
                value=allowed if allowed > 0 else None,
                least=1,
                most=int(setting.most),
                optional=True,
                hint="Reattempts that were used already stay used.",
            )
        put_setting(form, DECLARED["live_reattempts_allowed"], tournament.live_reattempts_allowed)


def scoring(form: Form, tournament: TournamentView) -> None:
    with section("Scoring", key="scoring"):
        with element("callout"):
            put_icon("info")
            text(
                "Changing anything in this group scores all runs of the tournament anew; pages say while that goes on."
            )
        put_settings(form, _of(Group.SCORING), tournament)


def leaderboard(form: Form, tournament: TournamentView) -> None:
    with section("Leaderboard", key="leaderboard"):
        put_settings(form, _of(Group.LEADERBOARD), tournament)


def live_races(form: Form, tournament: TournamentView, inherited: Timeline, inherited_age: int) -> None:
    """What is left empty is the organization's."""
    rule = release_in_words(inherited.release_rule, inherited.release_minutes)
    said = {
        "room_open_minutes": f"Default: {inherited.room_open_minutes}.",
        "lock_minutes": f"Default: {inherited.lock_minutes}.",
        "release_rule": f"Default: {rule}",
        "min_account_age_days": f"Default: {inherited_age}.",
    }
    with section("Live races", key="live"):
        text("Defaults are the organization's settings.", "soft")
        put_settings(form, _of(Group.LIVE), tournament, inherited=said)
        text("Scheduled races follow a change.", "faint")


def _of(group: Group) -> dict[str, Declared]:
    return {name: declared for name, declared in DECLARED.items() if declared.setting.group is group}

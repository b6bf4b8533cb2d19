"""The form for a live race, to schedule one or to change it, with previews of what follows from what is chosen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from application.domain.live_races.series import MOST_RACES
from application.domain.settings import declared_in
from application.domain.tournaments.timeline import LONGEST_ROOM_OPEN_MINUTES, ReleaseRule, Timeline, TimelineOverrides
from application.domain.words import counted
from application.read_models import ParticipantEligibility
from components.form import Choice, Form, Values, fill_select
from components.live_refresh import Section
from components.markup import element, put_icon, test_id, text
from components.moment import moment
from components.settings import choices_of
from components.words import release_in_words

AUTOMATIC = ""
"""The choice that leaves a permalink, a profile or a lead to what is inherited."""


@dataclass(frozen=True, slots=True)
class LiveRaceFields:
    """What the form starts with."""

    pool: str = ""
    scheduled_at: datetime | None = None
    title: str = ""
    permalink: str = AUTOMATIC
    profile: str = AUTOMATIC
    episode: int | None = None
    room_open_minutes: int | None = None
    lock_minutes: int | None = None
    release_rule: ReleaseRule | None = None
    release_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class LiveRacePreview:
    """What follows from the values in the form; None where too little is known yet."""

    permalinks: tuple[Choice, ...]
    room_settings: tuple[str, ...]
    eligible: tuple[ParticipantEligibility, ...] | None = None
    steps: tuple[tuple[str, datetime | None], ...] = ()
    """What happens when, by its words; None for what is due already."""
    problem: str = ""
    series: tuple[datetime, ...] = ()
    """The starts of all races, when there are several."""
    seed_warning: str = ""


ONCE = ""
_REPEATS = (
    Choice(ONCE, "Just once"),
    Choice("1", "Every day"),
    Choice("7", "Every week"),
    Choice("14", "Every two weeks"),
    Choice("28", "Every four weeks"),
)
_USUAL_COUNT = 8


class LiveRaceForm:
    """Fill it inside an open dialog body; `look_ahead` answers with the preview of given values.

    `may_repeat` adds the fields `every_days` and `count`, of which a series is made.
    """

    def __init__(
        self,
        fields: LiveRaceFields,
        *,
        draft: str,
        pools: tuple[Choice, ...],
        profiles: tuple[Choice, ...],
        defaults: Timeline,
        preview: LiveRacePreview,
        look_ahead: Callable[[Values], Awaitable[LiveRacePreview]],
        send: Callable[[Values], Awaitable[None]],
        button: str,
        room_is_open: bool = False,
        may_repeat: bool = False,
    ) -> None:
        self._look_ahead = look_ahead
        self._was_changed = False
        self._pool = fields.pool
        self._defaults = defaults
        with Form(draft=draft, send=send, changed=self._changed) as form:
            self._form = form
            hint = "Default: the pool's name"
            form.text("match_title", "Title", value=fields.title, optional=True, limit=200, hint=hint)
            with element("form__row"):
                form.select("pool_id", "Pool", pools, value=fields.pool)
                form.moment("scheduled_at", "Start", value=fields.scheduled_at)
            if may_repeat:
                _repeat(form)
            if room_is_open:
                form.check(
                    "confirmed",
                    "Move the start although the room is open",
                    hint="The racers in the room are notified.",
                )
            with element("form__row"):
                with element("form__once"):
                    self._permalinks = form.select("permalink_id", "Seed", preview.permalinks, value=fields.permalink)
                form.select("race_room_profile_id", "Race room profile", profiles, value=fields.profile)
            with element("details", "details"):
                text("Times, seed release, episode", tag="summary")
                with element("form"):
                    self._more(form, fields)
            self._preview = Section(_draw_preview)
            self._preview.show(preview)
            form.end(button, icon="calendar", cancel=True)

    def _more(self, form: Form, fields: LiveRaceFields) -> None:
        release = release_in_words(self._defaults.release_rule, self._defaults.release_minutes)
        with element("form__row"):
            form.number(
                "room_open_minutes",
                "Room opens (minutes before start)",
                value=fields.room_open_minutes,
                least=1,
                most=LONGEST_ROOM_OPEN_MINUTES,
                optional=True,
                hint=f"Default: {self._defaults.room_open_minutes}",
            )
            form.number(
                "lock_minutes",
                "Room locks (minutes before start)",
                value=fields.lock_minutes,
                least=0,
                most=LONGEST_ROOM_OPEN_MINUTES,
                optional=True,
                hint=f"Default: {self._defaults.lock_minutes}",
            )
        with element("form__row"):
            form.select(
                "release_rule",
                "Seed release",
                choices_of(declared_in(TimelineOverrides)["release_rule"], f"Default: {release}"),
                value=fields.release_rule.value if fields.release_rule else "",
            )
            usually = self._defaults.release_rule is ReleaseRule.MINUTES_BEFORE
            with element("form__before form__before--usual" if usually else "form__before"):
                form.number(
                    "release_minutes",
                    "Seed release (minutes before start)",
                    value=fields.release_minutes,
                    least=0,
                    most=LONGEST_ROOM_OPEN_MINUTES,
                    optional=True,
                    hint=f"Default: {self._defaults.release_minutes}",
                )
        with element("form__once"):
            form.number(
                "episode_id",
                "SpeedGaming episode",
                value=fields.episode,
                least=1,
                most=2_147_483_647,
                optional=True,
            )

    async def begin(self, values: Values) -> None:
        """Show what follows from the values that the form starts with, unless others stand in it meanwhile."""
        preview = await self._look_ahead(values)
        if not self._was_changed:
            self._preview.show(preview)

    async def _changed(self, values: Values) -> None:
        self._was_changed = True
        preview = await self._look_ahead(values)
        if self._form.element.is_deleted:
            return
        if not preview.problem:
            self._form.forget_refusals(*_LOOKED_AT)
        if str(values.get("pool_id", "")) != self._pool:
            self._pool = str(values.get("pool_id", ""))
            fill_select(self._permalinks, preview.permalinks)
        self._preview.show(preview)


_LOOKED_AT = ("scheduled_at", "every_days", "count", "room_open_minutes", "lock_minutes", "release_minutes")
"""Fields of which a preview says what is wrong; one of them may be right again when another one changes."""


def _repeat(form: Form) -> None:
    with element("form__row"):
        form.select("every_days", "Repeat", _REPEATS, hint="At the same time of the day, also when clocks change")
        with element("form__series"):
            form.number(
                "count",
                "Number of races",
                value=_USUAL_COUNT,
                least=2,
                most=MOST_RACES,
                optional=False,
                hint="# in the title becomes the number of the race",
            )


def _draw_preview(preview: LiveRacePreview) -> None:
    with element("form__row"):
        with element("preview"):
            text("What will happen", "preview__title", "h3")
            if preview.problem:
                text(preview.problem, "soft")
            for label, at in preview.steps:
                with test_id(element(tag="p"), "preview-step"):
                    text(f"{label} ", "soft", "span")
                    if at is None:
                        text("at once", tag="span")
                    else:
                        moment(at, show="absolute")
            if preview.series:
                _draw_series(preview.series)
            if preview.seed_warning:
                with test_id(element("callout callout--warn"), "seed-warning"):
                    put_icon("warning")
                    text(preview.seed_warning)
            text("The room on racetime.gg", "preview__title", "h3")
            with element("points", "ul"):
                for line in preview.room_settings:
                    text(line, tag="li")
        if preview.eligible is None:
            with element("preview"):
                text("Who may race", "preview__title", "h3")
                text("Being worked out …", "soft")
        else:
            _draw_eligible(preview.eligible)


def _draw_series(starts: tuple[datetime, ...]) -> None:
    text(f"The {len(starts)} races", "preview__title", "h3")
    with test_id(element("points points--long", "ol"), "series"):
        for start in starts:
            with element(tag="li"):
                moment(start, show="absolute")


def _draw_eligible(players: tuple[ParticipantEligibility, ...]) -> None:
    eligible = [player for player in players if player.eligible]
    with element("preview"):
        text("Who may race", "preview__title", "h3")
        text(f"{len(eligible)} of {counted(len(players), 'member')} as things stand", "soft")
        if eligible:
            text(", ".join(player.name for player in eligible[:12]) + (" …" if len(eligible) > 12 else ""))
        unmet = _why_not(players)
        if unmet:
            with element("points", "ul"):
                for sentence in unmet:
                    text(sentence, tag="li")


def _why_not(players: tuple[ParticipantEligibility, ...]) -> tuple[str, ...]:
    """Say how many fail each rule, the most frequent first."""
    counts: dict[str, int] = {}
    for player in players:
        for verdict in player.verdicts:
            if not verdict.met:
                counts[verdict.rule.label] = counts.get(verdict.rule.label, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(f"{label}: not met by {number}" for label, number in ordered)

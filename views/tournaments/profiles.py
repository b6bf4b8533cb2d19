"""Race room profiles: named settings that rooms on racetime.gg are opened with."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from nicegui import ui

from application.domain.errors import InvalidInput
from application.domain.ids import ProfileRef
from application.domain.live_races.room import RoomSettings, check_room_settings
from application.domain.permissions import Permission
from application.read_models import ProfileView
from application.services.tournaments.race_room_profile_service import ProfileDraft
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.empty import empty
from components.form import Form, Values, number_of, text_of
from components.help import SETTING_UP
from components.live_refresh import Fragment, keep_fresh
from components.markup import Button, element, test_id, text
from components.room_preview import room_preview
from components.row_actions import ActingRows, Row, RowAction, row_buttons
from components.sketch import put_drawn
from components.status import Look, chip
from components.words import room_settings_in_words
from views.concerns import touches
from views.frame import frame
from views.organization_frame import settings_heading
from views.page_request import PageRequest


async def show_profiles(request: PageRequest, slug: str) -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await request.container.organizations.get_organization(ctx)
    profiles = await request.container.profiles.list_profiles(ctx)
    with frame(request, f"Race room profiles of {organization.name}", organization=organization, ctx=ctx):
        settings_heading(request, organization)
        with element("heading__row"):
            text(
                "A profile says how a room is set up. A race takes its own, else its tournament's, else the default.",
                "soft",
            )
            new = test_id(Button("New profile", icon="plus", style="primary"), "new-profile")
            on_click(new, lambda: _edit(request, slug, None))
        rows = ActingRows(_draw, lambda profile: _actions(request, slug, profile))
        rows.show({profile.id: profile for profile in profiles})

        async def refresh() -> None:
            fresh = await request.container.profiles.list_profiles(await request.enter_organization(slug))
            rows.show({profile.id: profile for profile in fresh})

        keep_fresh(request.container.bus, refresh, concerns=touches({organization.id}, ProfileRef))


def _draw(rows: tuple[Row[ProfileView], ...]) -> None:
    if not rows:
        with element("card"):
            empty(
                "No profiles yet", "Rooms are opened with the built-in settings until you create one.", about=SETTING_UP
            )
            _points(RoomSettings())
        return
    with element("beside"):
        for row in rows:
            put_drawn(_card, row)


def _card(row: Row[ProfileView]) -> None:
    profile = row.of
    with test_id(element("card", "section"), "profile"):
        with element("row row--apart"):
            text(profile.name, "card__title", "h2")
            if profile.is_default:
                chip(Look("Default", "star", "good"))
        if profile.description:
            text(profile.description, "soft")
        _points(profile.settings)
        with element("row"):
            row_buttons(row, profile.name)


def _actions(request: PageRequest, slug: str, profile: ProfileView) -> Iterator[RowAction]:
    yield RowAction("Edit", lambda: _edit(request, slug, profile), "edit", test_id="edit-profile")


def _points(settings: RoomSettings) -> None:
    with element("points", "ul"):
        for line in room_settings_in_words(settings):
            text(line, tag="li")


async def _edit(request: PageRequest, slug: str, profile: ProfileView | None) -> None:
    """Make a profile or change one, with the room that it makes shown beside it."""
    settings = profile.settings if profile is not None else RoomSettings()

    async def send(values: Values) -> None:
        draft = ProfileDraft(
            name=text_of(values, "name"),
            settings=_settings(values),
            description=text_of(values, "description"),
            is_default=values.get("is_default") is True,
        )
        ctx = await request.enter_organization(slug)
        if profile is None:
            await request.container.profiles.create_profile(ctx, draft)
        else:
            every = await request.container.profiles.list_profiles(ctx)
            now = next((each for each in every if each.id == profile.id), profile)
            await request.container.profiles.update_profile(ctx, profile.id, _over(now, shown=profile, wanted=draft))
        dialog.close()
        notices.tell(f"{draft.name} is saved.")

    async def changed(values: Values) -> None:
        try:
            wanted = _settings(values)
            check_room_settings(wanted)
        except InvalidInput as refusal:
            preview.show(_Preview(None, refusal.message))
        else:
            preview.show(_Preview(wanted))

    title = "New profile" if profile is None else f"Edit {profile.name}"
    with (
        ui.context.client.content,
        Dialog(title) as dialog,
        Form(draft=f"profile-{profile.id if profile else 'new'}", send=send, changed=changed) as form,
    ):
        form.text("name", "Name", value=profile.name if profile else "", limit=100)
        form.text("description", "Description", value=profile.description if profile else "", optional=True, limit=500)
        form.check(
            "is_default",
            "The organization's default",
            value=profile.is_default if profile else False,
            hint="For every race whose tournament names no other profile.",
        )
        _fields(form, settings)
        preview = Fragment(_draw_preview)
        preview.show(_Preview(settings))
        form.end("Save profile", icon="check", cancel=True)
    dialog.open()


def _over(now: ProfileView, *, shown: ProfileView, wanted: ProfileDraft) -> ProfileDraft:
    """Leave as it is now what was left as it was shown: somebody else may have changed it meanwhile."""
    before = asdict(shown.settings)
    settings = {name: value for name, value in asdict(wanted.settings).items() if value != before[name]}
    return ProfileDraft(
        name=now.name if wanted.name == shown.name else wanted.name,
        settings=replace(now.settings, **settings),
        description=now.description if wanted.description == shown.description else wanted.description,
        is_default=now.is_default if wanted.is_default == shown.is_default else wanted.is_default,
    )


_CHECKS = (
    ("auto_start", "Starts automatically once the room is locked and everybody is ready"),
    ("streaming_required", "Streaming is required"),
    ("allow_comments", "Racers may leave comments"),
    ("hide_comments", "Comments are hidden until the end"),
    ("allow_prerace_chat", "Chat before the race"),
    ("allow_midrace_chat", "Chat during the race"),
    ("allow_non_entrant_chat", "Non-entrants may chat"),
)


def _fields(form: Form, settings: RoomSettings) -> None:
    with element("form__row"):
        form.number(
            "start_delay",
            "Start delay (seconds)",
            value=settings.start_delay,
            least=10,
            most=60,
            optional=False,
            hint="10 to 60",
        )
        form.number(
            "time_limit",
            "Time limit (hours)",
            value=settings.time_limit,
            least=1,
            most=72,
            optional=False,
            hint="1 to 72",
        )
        form.number(
            "chat_message_delay",
            "Chat delay (seconds)",
            value=settings.chat_message_delay,
            least=0,
            most=90,
            optional=False,
            hint="0 to 90",
        )
    for name, label in _CHECKS:
        form.check(name, label, value=getattr(settings, name))


def _settings(values: Values) -> RoomSettings:
    numbers = {name: number_of(values, name, what="number") for name in ("start_delay", "time_limit")}
    delay = number_of(values, "chat_message_delay", what="number")
    checks = {name: values.get(name) is True for name, _ in _CHECKS}
    return RoomSettings(
        start_delay=numbers["start_delay"] or 0,
        time_limit=numbers["time_limit"] or 0,
        chat_message_delay=0 if delay is None else delay,
        **checks,
    )


@dataclass(frozen=True, slots=True)
class _Preview:
    """What racetime.gg would show, or why it would refuse."""

    settings: RoomSettings | None
    problem: str = ""


def _draw_preview(shown: _Preview) -> None:
    if shown.settings is None:
        text(shown.problem, "field__problem")
    else:
        room_preview(shown.settings)

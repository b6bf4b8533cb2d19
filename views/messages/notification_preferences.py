"""How a member is told in one organization: channels for each topic, and reminders."""

from application.domain.errors import InvalidInput
from application.domain.messages.channels import Channel
from application.domain.messages.notifications import (
    ALWAYS,
    DEFAULT_REMINDER_MINUTES,
    MOST_REMINDERS,
    Preferences,
    Topic,
)
from application.services.messages.notification_service import PreferenceChanges
from components import notices
from components.form import Form, Values, text_of
from components.markup import element, put_icon, section, test_id, text
from views.frame import frame
from views.messages.notifications import notifications_heading
from views.page_request import PageRequest

_HINTS = {
    Topic.REMINDER: "Of races that you marked with “Remind me”.",
    Topic.RUN: "Limits, reviews and corrections. The site always shows them.",
    Topic.ACCOUNT: "Merged accounts and racetime.gg claims that ended. The site always shows them.",
}


async def show_notification_preferences(request: PageRequest, slug: str) -> None:
    ctx = await request.enter_organization(slug)
    organization = await request.container.organizations.get_organization(ctx)
    preferences = await request.container.notifications.get_preferences(ctx)
    takes_messages = await request.container.notifications.takes_direct_messages(ctx)
    with frame(request, f"Notifications of {organization.name}", organization=organization, ctx=ctx):
        await notifications_heading(request)
        if not takes_messages:
            _refused()
        _form(request, slug, preferences)


def _refused() -> None:
    with test_id(element("callout callout--warn"), "refused"):
        put_icon("warning")
        text(
            "Discord did not take the last direct message to you. Allow direct messages from members of the server on "
            "Discord, then save below; until then you are told on the site only."
        )


def _form(request: PageRequest, slug: str, preferences: Preferences) -> None:
    async def send(values: Values) -> None:
        ctx = await request.enter_organization(slug)
        await request.container.notifications.change_preferences(ctx, _wanted(values))
        notices.tell("The settings are saved.")

    with Form(draft="notifications", send=send) as form:
        form.element.classes("form--page")
        with section("Notifications", key="channels"):
            for topic, chosen in preferences.in_force.items():
                _topic(form, topic, chosen)
        with section("Races and reminders", key="reminders"):
            form.text(
                "reminder_minutes",
                "Reminders (minutes before start)",
                value=", ".join(map(str, preferences.reminder_minutes or ())),
                optional=True,
                limit=40,
                hint=f"Up to {MOST_REMINDERS}, e.g. 60, 15. Default: each tournament's own, "
                f"mostly {DEFAULT_REMINDER_MINUTES}.",
            )
            form.check(
                "every_race",
                "Every race",
                value=preferences.every_race,
                hint="Remind me of every race, not only of those that I marked.",
            )
            form.check(
                "only_if_eligible",
                "Only where I may race",
                value=preferences.only_if_eligible,
                hint="Leave out races that I can't be counted in.",
            )
        form.end("Save settings", icon="check")


def _topic(form: Form, topic: Topic, chosen: tuple[Channel, ...]) -> None:
    with test_id(element("checks", "fieldset"), topic.value):
        text(topic.label, "field__label", "legend")
        if topic in _HINTS:
            text(_HINTS[topic], "field__hint")
        with element("row"):
            for channel in Channel:
                if channel not in ALWAYS.get(topic, ()):
                    form.check(_field(topic, channel), channel.label, value=channel in chosen)


def _field(topic: Topic, channel: Channel) -> str:
    return f"{topic}-{channel}"


def _wanted(values: Values) -> PreferenceChanges:
    return PreferenceChanges(
        channels={
            topic: frozenset(channel for channel in Channel if values.get(_field(topic, channel)) is True)
            for topic in Topic
        },
        reminder_minutes=_leads(text_of(values, "reminder_minutes")),
        only_if_eligible=values.get("only_if_eligible") is True,
        every_race=values.get("every_race") is True,
    )


def _leads(written: str) -> tuple[int, ...] | None:
    parts = written.replace(",", " ").split()
    if not parts:
        return None
    try:
        return tuple(int(part) for part in parts)
    except ValueError as error:
        raise InvalidInput.on("reminder_minutes", "Give the minutes as whole numbers, e.g. 60, 15.") from error

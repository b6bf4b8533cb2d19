"""What a member is told personally: how, when, and what was sent so far."""

from dataclasses import dataclass

from application.context import OrgContext
from application.domain.errors import InvalidInput
from application.domain.events import Event
from application.domain.events.messages import NoticesChangedEvent
from application.domain.ids import NotificationId, read_id
from application.domain.messages.notifications import (
    DEFAULT_REMINDER_MINUTES,
    MOST_REMINDERS,
    NotificationKind,
    Way,
    Wishes,
)
from application.read_models import NotificationView
from application.services.messages.notification_service import WishChanges
from components import notices
from components.empty import empty
from components.form import Choice, Form, Values, mark_of, text_of
from components.live_refresh import Section, keep_fresh
from components.markup import element, link, put_icon, section, test_id, text
from components.moment import moment
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest

_PAGE = 30
_LABELS = {
    Way.NOT_AT_ALL: "Not at all",
    Way.ON_THE_SITE: "On the site",
    Way.DIRECT_MESSAGE: "By direct message",
    Way.BOTH: "On the site and by direct message",
}
_WAYS = tuple(Choice(way.value, label) for way, label in _LABELS.items())
_WAYS_OF_RUNS = tuple(Choice(way.value, _LABELS[way]) for way in (Way.ON_THE_SITE, Way.BOTH))
_HINTS = {
    NotificationKind.REMINDER: "Of races that you marked with “Remind me”.",
    NotificationKind.RUN: "Limits, reviews and corrections. The site always shows them.",
}


@dataclass(frozen=True, slots=True)
class _Sent:
    items: tuple[NotificationView, ...]
    has_more: bool


async def show_notifications(request: PageRequest, slug: str, before: str = "") -> None:
    ctx = await request.enter_organization(slug)
    organization = await request.container.organizations.get_organization(ctx)
    last = read_id(before)
    after = NotificationId(last) if last is not None else None
    wishes = await request.container.notifications.get_wishes(ctx)
    takes_messages = await request.container.notifications.takes_direct_messages(ctx)
    sent = await _read(request, ctx, after)
    with frame(request, f"Notifications of {organization.name}", organization=organization, ctx=ctx):
        crumbs = (NavLink(organization.name, f"/organizations/{slug}"),)
        heading("Notifications", crumbs=crumbs, intro="Choose what you are told, and read what you were told so far.")
        if not takes_messages:
            _refused()
        with element("beside"):
            _form(request, slug, wishes)
            with section("What you were told", "card--flush", key="sent"):
                shown = Section[_Sent](lambda fresh: _draw(slug, fresh))
                shown.show(sent)
                if after is not None:
                    with element("rows__more"):
                        link("Back to the newest", f"/organizations/{slug}/notifications")

        async def refresh() -> None:
            shown.show(await _read(request, await request.enter_organization(slug), after))

        def concerns(event: Event) -> bool:
            return isinstance(event, NoticesChangedEvent) and event.about.user_id == ctx.actor.user_id

        keep_fresh(request.container.bus, refresh, concerns=concerns)


async def _read(request: PageRequest, ctx: OrgContext, before: NotificationId | None) -> _Sent:
    found = await request.container.notifications.list_sent(ctx, before=before, limit=_PAGE + 1)
    return _Sent(found[:_PAGE], len(found) > _PAGE)


def _refused() -> None:
    with test_id(element("callout callout--warn"), "refused"):
        put_icon("warning")
        text(
            "Discord did not take the last direct message to you. Allow direct messages from members of the server on "
            "Discord, then save below; until then you are told on the site only."
        )


# Wishes


def _form(request: PageRequest, slug: str, wishes: Wishes) -> None:
    async def send(values: Values) -> None:
        ctx = await request.enter_organization(slug)
        await request.container.notifications.change_wishes(ctx, _wanted(values))
        notices.tell("The settings are saved.")

    with section("What you are told", key="wishes"), Form(draft=_draft(wishes), send=send) as form:
        for kind in NotificationKind:
            form.select(
                kind.value,
                kind.label,
                _WAYS_OF_RUNS if kind is NotificationKind.RUN else _WAYS,
                value=_shown_way(wishes, kind).value,
                hint=_HINTS.get(kind, ""),
            )
        form.text(
            "reminder_minutes",
            "Reminders, minutes before the start",
            value=", ".join(map(str, wishes.reminder_minutes or ())),
            optional=True,
            limit=40,
            hint=f"Up to {MOST_REMINDERS}, e.g. 60, 15. Empty: as each tournament has it, usually "
            f"{DEFAULT_REMINDER_MINUTES}.",
        )
        form.check(
            "every_race",
            "Every race",
            value=wishes.every_race,
            hint="Remind me of every race, not only of those that I marked.",
        )
        form.check(
            "only_if_eligible",
            "Only where I may race",
            value=wishes.only_if_eligible,
            hint="Leave out races that I can't be counted in.",
        )
        form.end("Save the settings", icon="check")


def _draft(wishes: Wishes) -> str:
    ways = {kind.value: wishes.way_of(kind).value for kind in NotificationKind}
    rest = (wishes.reminder_minutes, wishes.only_if_eligible, wishes.every_race)
    return f"notifications-{mark_of({**ways, 'rest': rest})}"


def _shown_way(wishes: Wishes, kind: NotificationKind) -> Way:
    """Return the choice that says what happens: news of one's runs always stand on the site."""
    way = wishes.way_of(kind)
    if kind is not NotificationKind.RUN:
        return way
    return Way.BOTH if way.by_message else Way.ON_THE_SITE


def _wanted(values: Values) -> WishChanges:
    return WishChanges(
        ways={kind: Way(chosen) for kind in NotificationKind if (chosen := text_of(values, kind.value)) in set(Way)},
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


# What was sent


def _draw(slug: str, sent: _Sent) -> None:
    if not sent.items:
        empty("You were told nothing yet", "Reminders and news of races stand here once they were sent.", icon="bell")
        return
    with test_id(element("rows", "ul"), "sent"):
        for item in sent.items:
            _line(item)
    if sent.has_more:
        with element("rows__more"):
            link("Older", f"/organizations/{slug}/notifications?before={sent.items[-1].id}", "button")


def _line(item: NotificationView) -> None:
    with test_id(element("row-line", "li"), "notification"), element("row-line__main"):
        if item.live_race_id is not None:
            link(item.text, f"/live-races/{item.live_race_id}")
        else:
            text(item.text)
        with element("faint", "p"):
            moment(item.created_at)
        text(" ".join(_where(item)), "faint")


def _where(item: NotificationView) -> list[str]:
    return [sentence for sentence in ("Shown on the site." if item.on_site else "", item.delivery) if sentence]

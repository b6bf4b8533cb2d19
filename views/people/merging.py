"""Two users who are one person: chosen, looked at side by side, and made one."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from nicegui import ui

from application.domain.errors import InvalidInput
from application.domain.ids import UserId
from application.domain.people.namesakes import MemberFilter
from application.domain.permissions import Permission
from application.domain.words import counted
from application.read_models.people import MergeView, PersonCard
from components import notices
from components.action import on_click
from components.choices import address_of
from components.dialog import Dialog
from components.empty import empty
from components.filters import Filters, keep_in_address
from components.form import Choice, Form, Values, text_of
from components.help import SETTING_UP
from components.live_refresh import Section
from components.markup import Button, element, link, put_icon, section, test_id, text
from components.person_picker import PersonPicker, person_choice
from components.status import Look, chip
from views.frame import NavLink, frame, heading
from views.page_request import PageRequest

_OFFERED = 8
_NAMES = ("search",)
_SIGNED_IN = Look("Has signed in", "check", "good")
_ENTERED = Look("Entered by admins", "info", "plain")

# Members of one organization


async def ask_for_same_person(request: PageRequest, slug: str, user_id: UserId, name: str) -> None:
    """Let an admin choose who is the same person as a member; the next page shows what that would do."""

    async def find(typed: str) -> Sequence[Choice]:
        ctx = await request.enter_organization(slug)
        page = await request.container.organizations.list_members(ctx, MemberFilter(search=typed), limit=_OFFERED + 1)
        return [person_choice(member) for member in page.items if member.user_id != user_id]

    async def send(values: Values) -> None:
        chosen = text_of(values, "other")
        if not chosen.isdecimal():
            raise InvalidInput.on("other", "Choose a member.")
        ui.navigate.to(f"/organizations/{slug}/members/{user_id}/same-person/{chosen}")

    with ui.context.client.content, Dialog(f"Same person as {name}", small=True) as dialog:
        text("Runs, roles and results of both are joined. You see a preview first.", "soft")
        with Form(draft=f"same-as-{user_id}", send=send) as form:
            picker = PersonPicker(form, "other", "Member", find)
            form.end("Preview", icon="people", cancel=True)
        await picker.offer("")
    dialog.open()


async def show_member_merge(request: PageRequest, slug: str, user_id: int, other_id: int) -> None:
    """Show an admin what making two members one would do."""
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await request.container.organizations.get_organization(ctx)
    one, other = UserId(user_id), UserId(other_id)
    view = await request.container.people.preview_merge(ctx, one, other)

    async def merge() -> MergeView:
        return await request.container.people.merge(await request.enter_organization(slug), one, other)

    members = f"/organizations/{slug}/members"
    with frame(request, "Same person", organization=organization, ctx=ctx):
        home = NavLink(organization.name, f"/organizations/{slug}")
        heading("Same person", crumbs=(home, NavLink("Members", members)))
        _Preview(view, merge).lay_out()


# Anybody, for site administrators


async def show_people(request: PageRequest, search: str = "", kept: int = 0, gone: int = 0) -> None:
    """Let a site administrator find two people and make them one."""
    people, actor = request.container.people, request.actor
    found = await people.find_people(actor, search)
    view = await people.preview_merge_anywhere(actor, UserId(kept), UserId(gone)) if kept and gone else None

    async def changed(values: Values) -> None:
        keep_in_address(request.path, values, _NAMES)
        shown.show(await people.find_people(request.actor, text_of(values, "search")))

    async def merge() -> MergeView:
        return await people.merge_anywhere(request.actor, UserId(kept), UserId(gone))

    with frame(request, "People"):
        heading("People", intro="Two users who are one person can be merged: choose who stays and who goes.")
        if view is not None:
            _Preview(view, merge).lay_out()
            return
        with Filters(changed) as filters:
            filters.search("search", "Name, Discord id or racetime.gg account", value=search)
        shown = Section[tuple[PersonCard, ...]](partial(_found, request, kept=kept, gone=gone))
        shown.show(found)


def _found(request: PageRequest, cards: tuple[PersonCard, ...], *, kept: int, gone: int) -> None:
    with test_id(element("tiles"), "people"):
        if not cards:
            empty("Nobody found", "Search for a part of a name, or for an account.", icon="people", about=SETTING_UP)
        for card in cards:
            with element("card"):
                _card(card, "")
                with element("row"):
                    for label, query in (
                        ("Stays", {"kept": str(card.user_id), "gone": str(gone or "")}),
                        ("Goes", {"kept": str(kept or ""), "gone": str(card.user_id)}),
                    ):
                        chosen = link(label, address_of(request.path, query), "button")
                        chosen.props["aria-label"] = f"{label}: {card.name}"


# What both show


class _Preview:
    def __init__(self, view: MergeView, merge: Callable[[], Awaitable[MergeView]]) -> None:
        self._view = view
        self._merge = merge

    def lay_out(self) -> None:
        self._shown = Section[bool](self._draw)
        self._shown.show(False)

    def _draw(self, is_done: bool) -> None:
        view = self._view
        with element("stack"):
            with element("tiles"):
                for card, title, key in ((view.kept, "Stays", "kept"), (view.gone, "Goes", "gone")):
                    with section(title, key=key):
                        _card(card, key)
            if view.refusal is None:
                with section("What was done" if is_done else "What this does", key="lines"):
                    self._lines()
            if is_done:
                with test_id(element("callout callout--good"), "merged"):
                    put_icon("check")
                    text(f"{view.gone_called} and {view.kept_called} are one person now.")
            elif view.refusal is not None:
                with test_id(element("callout callout--warn"), "refusal"):
                    put_icon("warning")
                    text(view.refusal)
            else:
                with element("row"):
                    on_click(test_id(Button("Merge", icon="people", style="primary"), "merge"), self._ask)

    def _lines(self) -> None:
        view = self._view
        with test_id(element("points", "ul"), "lines"):
            text(f"All runs, reviews, roles and results of {view.gone_called} are {view.kept_called}'s.", tag="li")
            if view.roles:
                text(f"Roles afterwards: {', '.join(view.roles)}.", tag="li")
            for slot in view.slots:
                text(f"{slot.place}: {slot.used} of {counted(slot.slots, 'run')} used.", tag="li")
            for line in view.lines:
                text(line.sentence, tag="li")

    async def _ask(self) -> None:
        async def send(_: Values) -> None:
            self._view = await self._merge()
            dialog.close()
            self._shown.show(True)
            notices.tell("The two users are merged.")

        with ui.context.client.content, Dialog("Merge these two users?", small=True) as dialog:
            text(f"{self._view.gone_called} goes into {self._view.kept_called}. This can't be undone.", "soft")
            with Form(draft="merge", send=send) as form:
                form.end("Merge", icon="people", cancel=True)
        dialog.open()


def _card(card: PersonCard, key: str) -> None:
    with element("row"):
        name = text(card.name, "strong", "span")
        if key:
            test_id(name, f"{key}-name")
        chip(_SIGNED_IN if card.has_signed_in else _ENTERED)
    with element("facts", "dl"):
        for label, value in (
            ("racetime.gg", card.racetime_name or "None"),
            ("Runs", str(card.runs)),
            *((place, ", ".join(roles) or "Player") for place, roles in card.places),
        ):
            text(label, tag="dt")
            text(value, tag="dd")

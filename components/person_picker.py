"""Choosing one of many people inside a form: part of a name is typed, and those who have it are offered."""

from collections.abc import Awaitable, Callable, Sequence

from nicegui.events import GenericEventArguments

from application.domain.people.namesakes import with_mark
from application.domain.text import folded
from application.read_models import MemberView
from components.action import perform
from components.form import Choice, Form
from components.live_refresh import Section
from components.markup import element, test_id, text

_TYPING_SECONDS = 0.3

Find = Callable[[str], Awaitable[Sequence[Choice]]]


def person_choice(member: MemberView) -> Choice:
    """Offer a member, told from everybody else of the same name."""
    account = member.racetime_name
    seen = f"{account} on racetime.gg" if account not in (None, member.name) else None
    return Choice(str(member.user_id), with_mark(member.name, member.mark or seen))


class PersonPicker:
    """Sends the chosen one's id as `name`; make it inside an open form and `await offer("")` for a first few."""

    def __init__(self, form: Form, name: str, label: str, find: Find) -> None:
        self._name = name
        self._find = find
        self._newest = 0
        with element("field"):
            caption = text(label, "field__label", "label")
            search = test_id(element("input", "input"), f"field-{name}-search")
            search.props["type"] = "search"
            search.props["autocomplete"] = "off"
            search.props["placeholder"] = "Part of a name"
            caption.props["for"] = f"c{search.id}"
            search.on(
                "input",
                self._hear,
                js_handler="(e) => emit(e.target.value)",
                throttle=_TYPING_SECONDS,
                leading_events=False,
            )
            with test_id(element("picker", "fieldset"), f"field-{name}"):
                text(label, "visually-hidden", "legend")
                self._offered = Section(self._draw)
            form.problem_at(name, search)

    async def offer(self, typed: str) -> None:
        self._newest += 1
        number = self._newest
        found = tuple(await self._find(typed))
        if number == self._newest:  # and nothing else was typed meanwhile
            self._offered.show(found)

    async def _hear(self, event: GenericEventArguments) -> None:
        await perform(lambda: self.offer(folded(str(event.args))))

    def _draw(self, found: tuple[Choice, ...]) -> None:
        if not found:
            text("Nobody here has such a name.", "soft")
        for choice in found:
            with element("check", "label"):
                radio = element(tag="input")
                radio.props["type"] = "radio"
                radio.props["name"] = self._name
                radio.props["value"] = choice.value
                text(choice.label, tag="span")

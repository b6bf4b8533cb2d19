"""Forms of native fields: what was typed stays in the browser until it is sent, and every refusal stands at its field.

The browser keeps a draft, so a reload or a restart of the server loses nothing (`static/elements.js`).
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Self, TypeVar

from nicegui import ui
from nicegui.events import GenericEventArguments

from application.domain.errors import DomainError, InvalidInput
from application.domain.ids import read_id
from application.domain.text import clean_text
from components.action import perform
from components.help import help_link, help_of_page
from components.markup import Button, Text, element, test_id, text
from components.sketch import markup_of

Values = Mapping[str, str | bool]
E = TypeVar("E", bound=StrEnum)
S = TypeVar("S", bound=str)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class SendButton:
    """One of the buttons that send a form."""

    value: str
    label: str
    icon: str = ""
    style: str = ""


class Form:
    """A form that hands its values to `send` and shows what is refused.

    `changed` hears the present values while they are typed, for previews. `draft` names the form on its page; two forms
    of one page need different names.
    """

    keeps_draft = False
    """Whether the draft outlives the sending of the form, because that saves nothing yet."""

    def __init__(
        self,
        *,
        draft: str,
        send: Callable[[Values], Awaitable[None]],
        changed: Callable[[Values], Awaitable[None]] | None = None,
    ) -> None:
        self._send = send
        self._problems: dict[str, Text] = {}
        self._inputs: dict[str, ui.element] = {}
        self._buttons: list[Button] = []
        self._sending = False
        self.element = element("form", "form")
        self.element.props["novalidate"] = True
        self.element.props["data-draft"] = draft
        self._hear_submit()
        self._hear_typing()
        if changed is not None:
            self._hear_changes(changed)

    def __enter__(self) -> Self:
        self.element.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.element.__exit__()

    # Fields

    def text(
        self,
        name: str,
        label: str,
        *,
        value: str = "",
        hint: str = "",
        optional: bool = False,
        limit: int | None = None,
        kind: str = "text",
    ) -> None:
        """A field of one line; `kind` is an HTML input type."""
        node = self._input("input", name, label, hint=hint, optional=optional)
        node.props["type"] = kind
        node.props["data-value"] = value  # Vue would write `value` again with every change of the page
        node.props["autocomplete"] = "off"
        if limit is not None:
            node.props["maxlength"] = limit

    def number(
        self, name: str, label: str, *, value: int | None = None, hint: str = "", least: int, most: int, optional: bool
    ) -> None:
        """A whole number, or nothing where `optional`."""
        self.text(name, label, value="" if value is None else str(value), hint=hint, optional=optional, kind="number")
        node = self._inputs[name]
        node.props["inputmode"] = "numeric"
        node.props["min"], node.props["max"] = least, most

    def lines(self, name: str, label: str, *, value: str = "", hint: str = "", optional: bool = False) -> None:
        """A field of several lines."""
        node = self._input("textarea", name, label, hint=hint, optional=optional)
        node.props["data-value"] = value

    def select(
        self, name: str, label: str, choices: Sequence[Choice], *, value: str = "", hint: str = ""
    ) -> ui.element:
        node = self._input("select", name, label, hint=hint)
        fill_select(node, choices, value)
        return node

    def check(self, name: str, label: str, *, value: bool = False, hint: str = "") -> ui.element:
        with element("field") as field, element("check", "label"):
            node = element(tag="input")
            node.props["type"] = "checkbox"
            node.props["name"] = name
            node.props["checked"] = value
            with element():
                text(label)
                if hint:
                    text(hint, "field__hint")
        with field:
            self.problem_at(name, node)
        return field

    def moment(self, name: str, label: str, *, value: datetime | None = None, hint: str = "") -> None:
        """A local date and time; the form also sends `zone`, the IANA name of the zone that it is in."""
        with element("stack stack--tight"):
            node = self._input("input", name, label, hint=hint)
            node.props["type"] = "datetime-local"
            if value is not None:
                node.props["data-instant"] = value.astimezone(UTC).isoformat()
            self.zone()

    def zone(self) -> None:
        """Send `zone`, the IANA name of the viewer's time zone, and say which one it is."""
        hidden = element(tag="input")
        hidden.props["type"] = "hidden"
        hidden.props["name"] = "zone"
        Text("zone-field", "").classes("field__hint")

    def end(self, label: str, *, icon: str = "", cancel: bool = False, style: str = "primary") -> None:
        """The row of buttons; `cancel` closes the dialog around the form."""
        self._homeless()
        with element("form__end"):
            if cancel:
                close = Button("Not now")
                close.props["data-close-dialog"] = True
            self._submit_button("submit", SendButton("", label, icon, style))

    def send_buttons(self, name: str, buttons: Sequence[SendButton]) -> None:
        """Several buttons that send the form; under `name` it then says which of them was pressed."""
        self._homeless()
        for button in buttons:
            node = self._submit_button(f"{name}-{button.value}", button)
            node.props["name"], node.props["value"] = name, button.value

    def _homeless(self) -> None:
        """Where it is said what is refused of no field."""
        self._problems[""] = Text("p", "").classes("form__problem")
        self._problems[""].props["role"] = "alert"
        help_link("Help with this", help_of_page()).classes("form__about")

    def _submit_button(self, name: str, button: SendButton) -> Button:
        node = test_id(Button(button.label, icon=button.icon, style=button.style), name)
        node.props["type"] = "submit"
        self._buttons.append(node)
        return node

    def _input(self, tag: str, name: str, label: str, *, hint: str, optional: bool = False) -> ui.element:
        with element("field") as field:
            caption = text(label, "field__label", "label")
            node = test_id(element("input", tag), f"field-{name}")
            node.props["name"] = name
            caption.props["for"] = f"c{node.id}"
            if optional:
                with caption:
                    text("optional", "field__optional", "span")
            if hint:
                described = text(hint, "field__hint")
                node.props["aria-describedby"] = f"c{described.id}"
        with field:
            self.problem_at(name, node)
        return node

    def problem_at(self, name: str, node: ui.element) -> None:
        """Let what is refused of a field that was made elsewhere show here; what was refused of it already does."""
        before = self._problems.get(name)
        problem = Text("p", "").classes("field__problem")
        problem.set_visibility(False)
        self._inputs[name] = node
        self._problems[name] = problem
        if before is not None and before.text:
            self._show(name, before.text)

    # Sending

    def _hear_submit(self) -> None:
        async def heard(event: GenericEventArguments) -> None:
            await self._submit(cleaned(event.args))

        self.element.on("submit.prevent", heard, js_handler="(e) => emit(formValues(e.target, e.submitter))")

    async def _submit(self, values: Values) -> None:
        if self._sending:
            return
        self._sending = True
        self._clear_problems()
        self._show_busy("true")
        try:
            done = await perform(lambda: self._send(values), show_refusal=self.show_refusal)
            if done and self.keeps_draft is False:
                self.forget_draft()
        finally:
            self._sending = False
            self._show_busy("false")

    def forget_draft(self) -> None:
        if not self.element.is_deleted:
            ui.run_javascript(f"forgetDraft('c{self.element.id}')")

    def _show_busy(self, busy: str) -> None:
        for button in self._buttons:
            if not button.is_deleted:
                button.props["aria-busy"] = busy

    def _hear_changes(self, changed: Callable[[Values], Awaitable[None]]) -> None:
        """Hand on what stands in the fields; while one state of it is looked at, only the latest waits."""
        waiting: list[Values] = []
        looking = False

        async def heard(event: GenericEventArguments) -> None:
            nonlocal looking
            waiting[:] = [cleaned(event.args)]
            if looking:
                return
            looking = True
            try:
                while waiting:
                    await perform(partial(changed, waiting.pop()))
            finally:
                looking = False

        self.element.props["data-is-heard"] = True  # then what is typed counts as a change once somebody pauses
        self.element.on("change", heard, js_handler="(e) => emit(formValues(e.currentTarget))")

    def _hear_typing(self) -> None:
        """What was refused of a field is no longer said once something else stands in it."""

        def heard(event: GenericEventArguments) -> None:
            self._problems[""].set_text("")
            self.forget_refusals(clean_text(str(event.args)))

        self.element.on("input", heard, js_handler="(e) => refusedField(e.target, emit)")

    def forget_refusals(self, *names: str) -> None:
        """Let what was refused of these fields be said no longer."""
        for name in names:
            if name in self._inputs:
                self._clear(name)

    def show_refusal(self, refusal: DomainError) -> None:
        """Put each problem at its field, and what belongs to no field above the buttons."""
        homeless = []
        if isinstance(refusal, InvalidInput):
            for problem in refusal.problems:
                if problem.field in self._inputs:
                    self._show(problem.field, problem.message)
                else:
                    homeless.append(problem.message)
        else:
            homeless.append(refusal.message)
        self._problems[""].set_text(" ".join(homeless))
        first = next((name for name in self._inputs if self._problems[name].text), None)
        if first is not None:
            ui.run_javascript(f"showField('c{self._inputs[first].id}')")

    def _show(self, name: str, message: str) -> None:
        problem, node = self._problems[name], self._inputs[name]
        problem.set_text(message)
        problem.set_visibility(True)
        node.props["aria-invalid"] = "true"
        node.props["aria-errormessage"] = f"c{problem.id}"
        _describe(node, add=f"c{problem.id}")

    def _clear_problems(self) -> None:
        self._problems[""].set_text("")
        for name in self._inputs:
            self._clear(name)

    def _clear(self, name: str) -> None:
        self._problems[name].set_text("")
        self._problems[name].set_visibility(False)
        self._inputs[name].props.pop("aria-invalid", None)
        _describe(self._inputs[name], remove=f"c{self._problems[name].id}")


def _describe(node: ui.element, *, add: str = "", remove: str = "") -> None:
    """Let one more element be read out with a field, or no longer."""
    before = str(node.props.get("aria-describedby") or "").split()
    described = [each for each in before if each not in (add, remove)] + ([add] if add else [])
    node.props["aria-describedby"] = " ".join(described) or None


def fill_select(node: ui.element, choices: Sequence[Choice], value: str = "") -> None:
    """Give a select its choices, with one of them chosen."""
    node.props["innerHTML"] = markup_of(_options, (tuple(choices), value))


def _options(shown: tuple[tuple[Choice, ...], str]) -> None:
    choices, value = shown
    for choice in choices:
        option = text(choice.label, tag="option")
        option.props["value"] = choice.value
        option.props["selected"] = choice.value == value


def with_changes(now: Iterable[S], *, shown: Iterable[S], wanted: Iterable[S]) -> frozenset[S]:
    """Return what is chosen now with what somebody changed of the choice that was shown, and with nothing undone that
    others changed meanwhile.
    """
    before, after = frozenset(shown), frozenset(wanted)
    return (frozenset(now) | (after - before)) - (before - after)


def cleaned(values: object) -> Values:
    """Return what a browser sent as a form's values: texts, clean, and ticks. Of anything else nothing is left."""
    if not isinstance(values, Mapping):
        return {}
    return {
        clean_text(str(name)): value if isinstance(value, bool) else clean_text(str(value))
        for name, value in values.items()
    }


def text_of(values: Values, name: str) -> str:
    return str(values.get(name, "")).strip()


def id_of(values: Values, name: str, *, what: str) -> int | None:
    """Return the id of what was chosen, None for nothing. Raises `InvalidInput` for what no form offers."""
    chosen = text_of(values, name)
    if not chosen:
        return None
    row_id = read_id(chosen)
    if row_id is None:
        raise InvalidInput.on(name, f"Choose a {what} from the list.")
    return row_id


def choice_of(values: Values, name: str, kind: type[E], *, what: str) -> E:
    """Return what was chosen of a few. Raises `InvalidInput` for what no form offers."""
    chosen = text_of(values, name)
    if chosen not in set(kind):
        raise InvalidInput.on(name, f"Choose {what} from the list.")
    return kind(chosen)


def number_of(values: Values, name: str, *, what: str) -> int | None:
    """Return a whole number, None for an empty field. Raises `InvalidInput` for anything else."""
    written = text_of(values, name)
    if not written:
        return None
    try:
        return int(written)
    except ValueError as error:
        raise InvalidInput.on(name, f"Give the {what} as a whole number.") from error

"""A form for a long text, pasted or from a file: it arrives in pieces, because one message has to stay short."""

from collections.abc import Awaitable, Callable

from nicegui.events import GenericEventArguments

from application.domain.errors import InvalidInput
from application.domain.table_text import LONGEST_TEXT
from components.form import Form, Values, cleaned
from components.markup import element, test_id, text


class LongTextForm(Form):
    """Hands its values to `send` with the whole text under `field`; a chosen file takes the place of what was typed."""

    keeps_draft = True

    def __init__(self, *, draft: str, field: str, send: Callable[[Values], Awaitable[None]]) -> None:
        self._field = field
        self._batch = -1
        self._values: Values = {}
        self._pieces: dict[int, str] = {}
        self._count = 0
        self._room = LONGEST_TEXT
        super().__init__(draft=draft, send=send)

    def paste_or_file(self, label: str, *, hint: str, placeholder: str = "") -> None:
        self.lines(self._field, label, hint=hint)
        area = self._inputs[self._field]
        area.classes("input--code")
        area.props["data-longest"] = LONGEST_TEXT
        area.props["placeholder"] = placeholder
        area.props["spellcheck"] = "false"
        with element("field"):
            caption = text("Or choose a CSV file", "field__label", "label")
            file = test_id(element("input input--file", "input"), f"field-{self._field}-file")
            file.props["type"] = "file"
            file.props["accept"] = ".csv,.tsv,.txt,text/csv,text/plain"
            caption.props["for"] = f"c{file.id}"

    def _hear_submit(self) -> None:
        self.element.on("submit.prevent", self._hear_piece, js_handler="(e) => sendText(e.target, emit)")

    async def _hear_piece(self, event: GenericEventArguments) -> None:
        """Put the pieces together; of a text that was begun again, what is left of the old one is dropped."""
        message: object = event.args
        match message:
            case {"batch": int(batch), "values": values, "count": int(count), "length": int(length)}:
                self._batch, self._values, self._count, self._pieces = batch, cleaned(values), count, {}
                self._room = LONGEST_TEXT
                if length > LONGEST_TEXT:
                    self.show_refusal(_too_long(self._field, length))
                    return
            case {"batch": self._batch, "number": int(number), "piece": str(piece)} if 0 <= number < self._count:
                self._room -= len(piece)
                if self._room < 0:
                    return
                self._pieces[number] = piece
            case _:
                return
        if len(self._pieces) < self._count:
            return
        pieces, self._pieces, self._batch = self._pieces, {}, -1
        whole = "".join(pieces[number] for number in sorted(pieces))
        await self._submit({**self._values, self._field: whole})


def _too_long(field: str, length: int) -> InvalidInput:
    return InvalidInput.on(field, f"The text may have at most {LONGEST_TEXT:,} characters; this has {length:,}.")

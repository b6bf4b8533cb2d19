"""A form for a long text, pasted or from a file, or for a picture: it arrives in pieces, because a message is short."""

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable

from nicegui import ui
from nicegui.events import GenericEventArguments

from application.domain.errors import InvalidInput
from application.domain.table_text import LONGEST_TEXT
from application.spreadsheets import workbook_text
from components.form import Form, Values, cleaned
from components.markup import element, test_id, text


class LongTextForm(Form):
    """Hands its values to `send` with the whole text under `field`; a chosen file takes the place of what was typed."""

    keeps_draft = True

    def __init__(self, *, draft: str, field: str, send: Callable[[Values], Awaitable[None]]) -> None:
        self._field = field
        self._batch = -1
        self._values: Values = {}
        self._is_workbook = False
        self._pieces: dict[int, str] = {}
        self._count = 0
        self._longest = self._room = LONGEST_TEXT
        self._too_long = f"The text may have at most {LONGEST_TEXT:,} characters."
        super().__init__(draft=draft, send=send)

    def paste_or_file(self, label: str, *, hint: str, placeholder: str = "", workbooks: bool = False) -> None:
        """What is pasted, or a CSV file, or where `workbooks` one of Excel; of that the first sheet is sent as CSV."""
        self.lines(self._field, label, hint=hint)
        area = self._inputs[self._field]
        area.classes("input--code")
        area.props["data-longest"] = LONGEST_TEXT
        area.props["placeholder"] = placeholder
        area.props["spellcheck"] = "false"
        area.props["data-workbooks"] = workbooks
        with element("field"):
            kinds = "a CSV file or an Excel workbook" if workbooks else "a CSV file"
            caption = text(f"Or choose {kinds}", "field__label", "label")
            file = self._file(".csv,.tsv,.txt,text/csv,text/plain" + (",.xlsx" if workbooks else ""))
            caption.props["for"] = f"c{file.id}"

    def picture(self, label: str, *, hint: str, largest: int, too_large: str) -> None:
        """A picture of at most `largest` bytes, which `file_in` finds again in what was sent."""
        self.file(label, hint=hint, largest=largest, too_large=too_large, kinds="image/png,image/jpeg,image/webp")

    def file(self, label: str, *, hint: str, largest: int, too_large: str, kinds: str) -> None:
        """A file of certain kinds, of at most `largest` bytes; `file_in` finds it again in what was sent."""
        self._longest, self._too_long = 4 * (largest // 3 + 1), too_large
        with element("field") as field:
            caption = text(label, "field__label", "label")
            file = self._file(kinds)
            file.props["aria-describedby"] = f"c{text(hint, 'field__hint').id}"
            caption.props["for"] = f"c{file.id}"
            area = element(tag="textarea")
            area.props.update(
                {"name": self._field, "hidden": True, "data-longest": self._longest, "data-file": "whole"}
            )
        with field:
            self.problem_at(self._field, file)

    def _file(self, kinds: str) -> ui.element:
        file = test_id(element("input input--file", "input"), f"field-{self._field}-file")
        file.props["type"] = "file"
        file.props["accept"] = kinds
        return file

    def _hear_submit(self) -> None:
        self.element.on("submit.prevent", self._hear_piece, js_handler="(e) => sendText(e.target, emit)")

    async def _hear_piece(self, event: GenericEventArguments) -> None:
        """Put the pieces together; of a text that was begun again, what is left of the old one is dropped."""
        message: object = event.args
        match message:
            case {"batch": int(batch), "values": values, "count": int(count), "length": int(length)}:
                self._batch, self._values, self._count, self._pieces = batch, cleaned(values), count, {}
                self._is_workbook = event.args.get("workbook") is True
                self._room = self._longest
                if length > self._longest:
                    self.show_refusal(InvalidInput.on(self._field, self._too_long))
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
        if self._is_workbook:
            try:
                content = file_in({self._field: whole}, self._field)
                whole = await asyncio.to_thread(workbook_text, content, field=self._field)
            except InvalidInput as refusal:
                self.show_refusal(refusal)
                return
        await self._submit({**self._values, self._field: whole})


def file_in(values: Values, field: str) -> bytes:
    """Return a file that a form sent. Raises `InvalidInput` where none was chosen."""
    try:
        content = base64.b64decode(str(values.get(field, "")), validate=True)
    except binascii.Error:
        content = b""
    if not content:
        raise InvalidInput.on(field, "Choose a file.")
    return content

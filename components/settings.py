"""A declared setting as a field of a form: drawn from its declaration, and read back by it."""

from collections.abc import Mapping
from contextlib import nullcontext
from math import isfinite
from typing import Any

from application.domain.errors import FieldProblem
from application.domain.settings import Declared
from components.form import Choice, Form, Values, text_of
from components.markup import element


def put_settings(
    form: Form,
    declared: Mapping[str, Declared],
    present: object,
    *,
    inherited: Mapping[str, str] | None = None,
) -> None:
    """Draw fields for settings in their order, in rows as they are declared.

    `inherited` has, for settings that take from the level above, the sentence that says what that is.
    """
    said = inherited or {}
    rows: list[list[Declared]] = []
    for each in declared.values():
        if each.setting.beside and rows:
            rows[-1].append(each)
        else:
            rows.append([each])
    for row in rows:
        with element("form__row") if len(row) > 1 else nullcontext():
            for each in row:
                put_setting(form, each, getattr(present, each.name), said.get(each.name, ""))


def put_setting(form: Form, declared: Declared, value: Any, inherited: str = "") -> None:
    setting, name = declared.setting, declared.name
    label = setting.label
    hint = " ".join(part for part in (setting.hint, inherited or declared.usual) if part)
    if declared.kind is bool:
        form.check(name, label, value=value, hint=hint)
    elif declared.choices:
        chosen = value.value if value is not None else ""
        form.select(name, label, choices_of(declared, inherited), value=chosen, hint=setting.hint)
    elif declared.kind is int:
        form.number(
            name,
            label,
            value=value,
            least=int(setting.least),
            most=int(setting.most),
            optional=declared.may_be_empty,
            hint=hint,
        )
    elif declared.kind is float:
        form.text(name, label, value=f"{value:g}", hint=hint)
    elif setting.several_lines:
        form.lines(name, label, value=value, optional=True, hint=hint)
    else:
        form.text(name, label, value=value, limit=int(setting.most), optional=not declared.is_required, hint=hint)


def choices_of(declared: Declared, inherited: str = "") -> tuple[Choice, ...]:
    """Return what can be chosen; where nothing need be, the first choice says what holds then."""
    words = (declared.setting.words or {}).items()
    choices = tuple(Choice(str(value), told[:1].upper() + told[1:]) for value, told in words)
    return (Choice("", inherited), *choices) if declared.may_be_empty else choices


def read_setting(declared: Declared, values: Values, problems: list[FieldProblem]) -> Any:
    """Return what a form gives, noting what is no number where one is needed."""
    name = declared.name
    if declared.kind is bool:
        return values.get(name) is True
    if declared.setting.several_lines:
        return str(values.get(name, "")).strip()
    written = text_of(values, name)
    if declared.choices:
        return next((choice for choice in declared.choices if choice == written), None)
    if declared.kind is float:
        return _decimal(declared, written, problems)
    if declared.kind is int:
        return None if not written and declared.may_be_empty else whole(declared, written, problems)
    return written


def whole(declared: Declared, written: str, problems: list[FieldProblem]) -> int | None:
    try:
        return int(written)
    except ValueError:
        problems.append(FieldProblem(declared.name, f"{declared.in_log}: give a whole number."))
        return None


def _decimal(declared: Declared, written: str, problems: list[FieldProblem]) -> float | None:
    try:
        number = float(written.replace(",", "."))
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        problems.append(FieldProblem(declared.name, f"{declared.in_log}: give a number."))
        return None
    return number

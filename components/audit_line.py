"""Entries of the audit log in words: who did what, when, to whom, and what was before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from application.domain.events import FieldChange
from components.markup import element, link, put_icon, test_id, text
from components.moment import moment
from components.setting_words import label_of, value_in_words
from components.sketch import put_drawn

_PAIRS = (("old", "new"), ("before", "after"))
_HIDDEN = frozenset({"name"})
"""Said elsewhere in the line."""
_ONLY_WHEN_TRUE = frozenset({"correction", "notes_changed", "going", "fetched", "with_unreleased_seeds"})


@dataclass(frozen=True, slots=True)
class AuditEntry:
    label: str
    actor: str
    by_system: bool
    at: datetime
    about: str
    places: tuple[tuple[str, str], ...]
    """Names and addresses of what it concerns."""
    changes: tuple[FieldChange, ...]
    facts: tuple[tuple[str, str], ...]
    raw_fields: bool
    """That changes name people."""


def audit_list(entries: Iterable[AuditEntry]) -> None:
    with test_id(element("rows", "ul"), "audit"):
        for entry in entries:
            put_drawn(_entry, entry)


def _entry(entry: AuditEntry) -> None:
    with test_id(element("row-line audit", "li"), "audit-line"):
        put_icon("bot" if entry.by_system else "person")
        with element("row-line__main audit__main"):
            with element(tag="p"):
                text(entry.label, "strong", "span")
                if entry.about:
                    text(f": {entry.about}", tag="span")
                text(" by the system" if entry.by_system else f" by {entry.actor}", "soft", "span")
            if entry.places:
                with element("dotted faint", "p"):
                    for name, address in entry.places:
                        _place(name, address)
            for change in entry.changes:
                if entry.raw_fields:
                    _change(change.field, "before", change.old, change.new)
                else:
                    _change(label_of(change.field), change.field, change.old, change.new)
            _facts(dict(entry.facts))
        with element("faint"):
            moment(entry.at, show="stacked")


def _place(name: str, address: str) -> None:
    if address:
        link(name, address)
    else:
        text(name, tag="span")


def _change(label: str, field: str, old: str | None, new: str | None) -> None:
    with element("change", "p"):
        text(f"{label}:", "soft", "span")
        if old:
            _value(field, old, "change__old")
            text("→", tag="span")
        _value(field, new, "strong")


def _facts(facts: Mapping[str, str]) -> None:
    for old, new in _PAIRS:
        if old in facts and new in facts:
            _change("Was", old, facts[old], facts[new])
    paired = {name for pair in _PAIRS if pair[0] in facts and pair[1] in facts for name in pair}
    shown = {name: value for name, value in facts.items() if name not in paired | _HIDDEN and _is_worth_it(name, value)}
    if not shown:
        return
    with element("dotted faint", "p"):
        for name, value in shown.items():
            with element(tag="span"):
                text(f"{label_of(name)}: ", tag="span")
                _value(name, value, "")


def _is_worth_it(name: str, value: str) -> bool:
    return bool(value) and (name not in _ONLY_WHEN_TRUE or value == "True")


def _value(field: str, value: str | None, classes: str) -> None:
    """A point in time is shown in the reader's zone, everything else in words."""
    at = _instant(value)
    if at is not None:
        moment(at, show="absolute").classes(classes)
    else:
        text(value_in_words(field, value), classes, "span")


def _instant(value: str | None) -> datetime | None:
    if value is None or len(value) < len("2026-03-14T19:00") or "T" not in value:
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None

"""Category and goal of a form, chosen from what racetime.gg says, or typed while it gives no answer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from nicegui import ui

from application.context import OrgContext
from application.domain.errors import Unavailable
from application.ports import NamedCategory
from application.services.operations.racetime_catalog_service import RacetimeCatalogService
from components.action import perform
from components.form import Choice, Form, Values, text_of
from components.live_refresh import Section
from components.markup import element, test_id, text

_PATIENCE_SECONDS = 6
"""After that the fields are there to be typed in, rather than let anybody wait longer."""
_TYPE_IT = "racetime.gg gives no answer just now, so write it exactly as it is there. It is checked later."

T = TypeVar("T")
Enter = Callable[[], Awaitable[OrgContext]]


@dataclass(frozen=True, slots=True)
class _Goals:
    category: str
    known: tuple[str, ...] | None
    """None while racetime.gg gives no answer."""
    asking: bool = False
    missing: bool = False
    """racetime.gg has no such category."""


@dataclass(frozen=True, slots=True)
class _Categories:
    known: tuple[NamedCategory, ...] | None
    asking: bool = False


class RacetimeFields:
    """Make it inside an open form, and let `changed` hear the form's values; `category` and `goal` are what it has."""

    def __init__(
        self,
        form: Form,
        catalog: RacetimeCatalogService,
        enter: Enter,
        *,
        category: str = "",
        goal: str = "",
        first: tuple[str, ...] = (),
    ) -> None:
        """`first` are the categories that the organization has a bot for."""
        self._form = form
        self._catalog = catalog
        self._enter = enter
        self._category = category
        self._goal = goal
        self._first = first
        self._asked = category
        with element("form__row"):
            self._categories = Section(self._draw_categories)
            self._goals = Section(self._draw_goals)
        self._categories.show(_Categories(None, asking=True))
        self._goals.show(_Goals(category, None, asking=True))
        ui.timer(0, lambda: perform(self._ask), once=True)

    async def changed(self, values: Values) -> None:
        """Offer the goals of another category once it is chosen."""
        category = text_of(values, "racetime_category")
        if category and category != self._asked:
            await self._ask_goals(category)

    async def _ask(self) -> None:
        async def categories() -> tuple[NamedCategory, ...]:
            return await self._catalog.list_categories(await self._enter())

        known = await _answer(categories())
        self._categories.show(_Categories(known))
        ordered = _ordered(known, self._first) if known else ()
        await self._ask_goals(self._category or (ordered[0].slug if ordered else ""))

    async def _ask_goals(self, category: str) -> None:
        self._asked = category
        if not category:
            self._goals.show(_Goals(category, None))
            return
        self._goals.show(_Goals(category, None, asking=True))

        async def facts() -> tuple[str, ...]:
            found = await self._catalog.find_category(await self._enter(), category)
            return found.goals if found is not None else ()

        known = await _answer(facts())
        if self._asked == category:  # and not another one, chosen while racetime.gg was asked
            self._goals.show(_Goals(category, known, missing=known == ()))

    def _draw_categories(self, shown: _Categories) -> None:
        with test_id(element("field-slot"), "racetime-category"):
            if shown.asking:
                self._form.select("racetime_category", "Category", _only(self._category), hint="Asking racetime.gg …")
            elif shown.known:
                choices = [Choice(item.slug, self._label(item)) for item in _ordered(shown.known, self._first)]
                if self._category and self._category not in {choice.value for choice in choices}:
                    choices.insert(0, Choice(self._category, f"{self._category}, which racetime.gg doesn't list"))
                value = self._category or choices[0].value
                self._form.select(
                    "racetime_category", "Category", choices, value=value, hint="Rooms are opened in this category."
                )
            else:
                self._form.text(
                    "racetime_category", "Category", value=self._category, hint="Its short name, e.g. alttpr.", limit=50
                )

    def _draw_goals(self, shown: _Goals) -> None:
        with test_id(element("field-slot"), "racetime-goal"):
            present = self._goal if shown.category == self._category else ""
            if shown.asking:
                self._form.select("racetime_goal", "Goal", _only(present), hint="Asking racetime.gg …")
            elif shown.missing:
                self._form.text("racetime_goal", "Goal", value=present, limit=255)
                text("racetime.gg has no such category, or it has no goals.", "field__problem")
            elif shown.known is not None:
                choices = [Choice(goal, goal) for goal in shown.known]
                if present and present not in shown.known:
                    choices.insert(0, Choice(present, f"{present}, which is no goal there any more"))
                self._form.select(
                    "racetime_goal", "Goal", choices, value=present, hint="Rooms are opened with this goal."
                )
            else:
                self._form.text("racetime_goal", "Goal", value=present, limit=255, hint=_TYPE_IT)

    def _label(self, item: NamedCategory) -> str:
        return f"{item.name} ({item.slug}), with your bot" if item.slug in self._first else f"{item.name} ({item.slug})"


def _only(value: str) -> tuple[Choice, ...]:
    return (Choice(value, value or "…"),)


def _ordered(known: tuple[NamedCategory, ...], first: tuple[str, ...]) -> list[NamedCategory]:
    return sorted(known, key=lambda item: (item.slug not in first, item.name.casefold()))


async def _answer(question: Awaitable[T]) -> T | None:
    """Return None when racetime.gg gives no answer."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await question
    except (Unavailable, TimeoutError):
        return None

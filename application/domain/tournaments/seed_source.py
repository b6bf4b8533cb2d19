"""Where a pool's seeds come from when nobody pastes them: a generator, its preset, and when it is asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin

from application.domain.errors import InvalidInput, Problems
from application.domain.outside_address import outside_address
from application.domain.pauses import growing_pause
from application.domain.seed_text import seed_text
from application.domain.text import cut_line, one_line
from application.domain.tournaments.permalink_list import NOTES_LIMIT

PRESET_LIMIT, ADDRESS_LIMIT, TEMPLATE_LIMIT, PLACE_LIMIT, KEY_LIMIT = 100, 500, 8000, 200, 500
MOST_AHEAD = 20
_MOST_LEVELS = 50
PRESET_MARK = "{preset}"
"""What stands for the preset in a template and in the words of a command."""
SEED_AHEAD = "ahead"
"""What a seed is wanted for that is made before anybody needs it."""
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=1)
_MARGIN = timedelta(seconds=15)


class GeneratorKind(StrEnum):
    ALTTPR = "alttpr"
    OOTRANDOMIZER = "ootrandomizer"
    WEB = "web"
    """Any service that answers a POST with JSON."""
    COMMAND = "command"
    """A command that the installation names."""
    REHEARSAL = "rehearsal"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def patience(self) -> timedelta:
        """How long one seed may take; what is made in the background takes longer."""
        return timedelta(seconds=150 if self is GeneratorKind.OOTRANDOMIZER else 60)

    @property
    def lease(self) -> timedelta:
        """How long whoever makes a seed has that for themselves."""
        return self.patience + _MARGIN

    def with_preset(self, preset: str) -> str:
        """Say what makes seeds."""
        return f"{self.label}, {preset}" if preset else self.label

    @property
    def takes_key(self) -> bool:
        return self in (GeneratorKind.OOTRANDOMIZER, GeneratorKind.WEB)


_LABELS = {
    GeneratorKind.ALTTPR: "alttpr.com",
    GeneratorKind.OOTRANDOMIZER: "ootrandomizer.com",
    GeneratorKind.WEB: "Another web service",
    GeneratorKind.COMMAND: "Command of this installation",
    GeneratorKind.REHEARSAL: "Rehearsal generator",
}


@dataclass(frozen=True, slots=True)
class Preset:
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class SeedOrder:
    """What a generator is asked for; `address` to `hash_at` are for a web service that an admin describes.

    Never logged and never shown: it has the key.
    """

    generator: GeneratorKind
    preset: str
    address: str = ""
    template: str = ""
    seed_at: str = ""
    hash_at: str = ""
    key: str = ""
    owner: str = ""
    """Who described the service."""

    def __repr__(self) -> str:
        return f"SeedOrder(generator={self.generator!r}, preset={self.preset!r})"


@dataclass(frozen=True, slots=True)
class MadeSeed:
    """A seed that nobody has seen yet; its notes are the names of its hash icons, as far as the generator tells."""

    seed: str
    notes: str

    def __repr__(self) -> str:
        return "MadeSeed()"


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """How a pool's seeds are to be made. An empty `key` keeps the present one as long as it goes to the same place."""

    generator: GeneratorKind | None
    preset: str = ""
    address: str = ""
    template: str = ""
    seed_at: str = ""
    hash_at: str = ""
    key: str = ""
    ahead: int = 0
    at_draw: bool = False

    def __repr__(self) -> str:
        return f"SourceDraft(generator={self.generator!r}, preset={self.preset!r})"


def checked_source(draft: SourceDraft, *, private_allowed: bool) -> SourceDraft:
    """Return a draft as it may be kept, without what its generator doesn't use. Raises `InvalidInput`."""
    if draft.generator is None:
        return SourceDraft(None)
    problems = Problems()
    checked = SourceDraft(draft.generator, ahead=draft.ahead, at_draw=draft.at_draw)
    is_web = draft.generator is GeneratorKind.WEB
    with problems.noted():
        preset = one_line(draft.preset, field="preset", what="preset", limit=PRESET_LIMIT, required=not is_web)
        checked = replace(checked, preset=preset)
    with problems.noted():
        if not 0 <= draft.ahead <= MOST_AHEAD:
            raise InvalidInput.on("ahead", f"Keep 0 to {MOST_AHEAD} seeds ahead.")
    if draft.generator.takes_key:
        with problems.noted():
            key = one_line(draft.key, field="key", what="key", limit=KEY_LIMIT, required=False)
            if not key.isascii():
                raise InvalidInput.on("key", "The key has letters that no key has. Copy it again where it is shown.")
            checked = replace(checked, key=key)
    if is_web:
        with problems.noted():
            address = outside_address(
                draft.address,
                field="address",
                limit=ADDRESS_LIMIT,
                example="https://example.org/generate",
                at_stake="seeds",
                private_allowed=private_allowed,
            )
            checked = replace(checked, address=address)
        with problems.noted():
            checked = replace(checked, template=_checked_template(draft.template))
        with problems.noted():
            seed_at = one_line(draft.seed_at, field="seed_at", what="place of the seed", limit=PLACE_LIMIT)
            checked = replace(checked, seed_at=seed_at)
        with problems.noted():
            hash_at = one_line(
                draft.hash_at, field="hash_at", what="place of the hash", limit=PLACE_LIMIT, required=False
            )
            checked = replace(checked, hash_at=hash_at)
    problems.refuse()
    return checked


def _checked_template(template: str) -> str:
    text = template.strip() or "{}"
    if len(text) > TEMPLATE_LIMIT:
        raise InvalidInput.on("template", f"The template may have at most {TEMPLATE_LIMIT:,} characters.")
    try:
        filled_template(text, "")
    except (ValueError, RecursionError) as error:
        raise InvalidInput.on("template", 'The template is no JSON. Write it like {"preset": "{preset}"}.') from error
    return text


def filled_template(template: str, preset: str) -> Any:
    """Return the JSON that is sent: the template with the preset in the place of its mark.

    Raises `InvalidInput` for one that is nested so deep that somewhere on its way it could not be written.
    """
    return _filled(json.loads(template), preset, _MOST_LEVELS)


def _filled(value: Any, preset: str, levels: int) -> Any:
    if not levels:
        raise InvalidInput.on("template", f"The template may be nested {_MOST_LEVELS} levels deep, and no deeper.")
    match value:
        case str():
            return value.replace(PRESET_MARK, preset)
        case list():
            return [_filled(item, preset, levels - 1) for item in value]
        case Mapping():
            return {name: _filled(item, preset, levels - 1) for name, item in value.items()}
    return value


def value_at(document: Any, place: str) -> Any:
    """Return what stands at a place like `seed.url` or `items.0.hash` of an answer, None where nothing does."""
    found = document
    for name in place.split("."):
        if isinstance(found, Mapping):
            found = found.get(name)
        elif isinstance(found, list) and name.isdecimal() and int(name) < len(found):
            found = found[int(name)]
        else:
            return None
    return found


def made_seed(seed: object, hash_icons: object, *, address: str = "") -> MadeSeed:
    """Return a seed as it is kept. Raises `InvalidInput` for what can't be one.

    A path is taken as one of the site at `address`.
    """
    text = str(seed) if isinstance(seed, str | int) and not isinstance(seed, bool) else ""
    if address and text.startswith("/"):
        text = _on_site(text, address)
    icons = "/".join(map(str, hash_icons)) if isinstance(hash_icons, list | tuple) else hash_icons
    notes = cut_line(str(icons), NOTES_LIMIT) if isinstance(icons, str | int) else ""
    return MadeSeed(seed_text(text, field="seed"), notes)


def _on_site(path: str, address: str) -> str:
    try:
        return urljoin(address, path)
    except ValueError:  # its words may have the seed
        raise InvalidInput.on("seed", "The seed begins like a path and isn't one.") from None


def seed_of_race(live_race_id: int) -> str:
    """Name what the seed of a live race is wanted for."""
    return f"race:{live_race_id}"


def seed_of_draw(user_id: int) -> str:
    """Name what the seed is wanted for that a player draws."""
    return f"draw:{user_id}"


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait before a seed is tried again that couldn't be made."""
    return growing_pause(attempts, first=_FIRST_PAUSE, longest=_LONGEST_PAUSE)

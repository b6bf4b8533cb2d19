"""A seed as people meet it: its card on a live race, and its line where one is shown."""

import re
from datetime import datetime

from nicegui import ui

from application.domain.live_races.seed_vault import SeedState, SeedView
from application.domain.seed_text import is_web_address
from components.markup import copy_button, element, outside_link, put_icon, test_id, text
from components.moment import moment

_AFTER_SLASHES = re.compile(r"(?<=/)(?=\w)")


def seed_line(seed: str) -> None:
    """Show a seed with its copy button, as the main thing of a card."""
    with element("seed__link"):
        test_id(seed_shown(seed), "seed-link")
        copy_button("the seed", seed)


def seed_shown(seed: str, classes: str = "") -> ui.element:
    """Show a seed within a line or a cell."""
    if is_web_address(seed):
        return outside_link(seed, seed, classes)
    return text(seed, f"seed__text {classes}", "code")


def seed_notes(notes: str) -> None:
    """Show what is said with a seed; a hash like "Bow/Boots/Lamp" is broken after its words, and not within one."""
    with test_id(element("seed__notes", "p"), "seed-notes"):
        for number, word in enumerate(_AFTER_SLASHES.split(notes)):
            if number:
                element(tag="wbr")
            text(word, tag="span")


def seed_card(seed: SeedView, *, number: int | None, releases_at: datetime | None, readers: tuple[str, ...]) -> None:
    """Show what the viewer may know now; `readers` are admins who read the seed before its release."""
    if number is not None:
        test_id(text(f"Seed {number}", "strong"), "seed-number")
    match seed.state:
        case SeedState.UNDECIDED:
            _state("seed", "Not chosen yet")
            text("It is settled when the room is locked: a new one, or one of the pool that nobody has played.", "soft")
        case SeedState.SEALED:
            _sealed(seed, releases_at)
        case SeedState.RELEASED:
            _released(seed)
    if readers:
        _readers(readers, released=seed.state is SeedState.RELEASED)


def _state(icon: str, label: str) -> None:
    with element("seed__state"):
        put_icon(icon)
        text(label, tag="span")


def _sealed(seed: SeedView, releases_at: datetime | None) -> None:
    _state("lock", "Sealed")
    with element("soft", "p"):
        if releases_at is None:
            text("Released by the start of the race.", tag="span")
        else:
            text("Released ", tag="span")
            moment(releases_at, when_past="any moment now")
    text("Its fingerprint is published already, so that anyone can check later that it was not swapped:", "soft")
    _fingerprint(seed.commitment)


def _released(seed: SeedView) -> None:
    if seed.released_at is not None:
        with element("seed__state"):
            put_icon("unlock")
            text("Released ", tag="span")
            moment(seed.released_at, show="relative")
    seed_line(seed.url or "")
    if seed.notes:
        seed_notes(seed.notes)
    _proof(seed)


def _proof(seed: SeedView) -> None:
    check = test_id(text("Your browser checks the fingerprint here.", tag="seed-proof"), "seed-proof")
    check.props["url"] = seed.url or ""
    check.props["salt"] = seed.salt or ""
    check.props["commitment"] = seed.commitment
    with element("details", "details"):
        text("Check the fingerprint yourself", tag="summary")
        with element("stack stack--tight"):
            text("This fingerprint was published before the seed was:", "soft")
            _fingerprint(seed.commitment)
            text("It is the SHA-256 of the salt, a colon and the seed as it was given. In any terminal:", "soft")
            recipe = offline_recipe(seed.salt or "", seed.url or "")
            with element("code-line"):
                test_id(text(recipe, tag="code"), "seed-recipe")
                copy_button("the command", recipe)


def _fingerprint(commitment: str) -> None:
    test_id(text(commitment, "fingerprint", "code"), "seed-commitment")


def offline_recipe(salt: str, seed: str) -> str:
    """Return the shell command that repeats the commitment; quotes in the seed can't end the argument."""
    quoted = f"{salt}:{seed}".replace("'", "'\"'\"'")
    return f"printf '%s' '{quoted}' | sha256sum"


def _readers(readers: tuple[str, ...], *, released: bool) -> None:
    with test_id(element("callout callout--warn"), "seed-readers"):
        put_icon("eye")
        when = "before its release" if released else "already"
        text(f"Read {when} by {_listed(readers)}. Every such reading is logged.", tag="span")


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

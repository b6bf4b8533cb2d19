"""Accounts elsewhere: what a Discord id is, and how a racetime.gg account comes to be linked to a user."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from application.domain.discord import account_created_at
from application.domain.errors import AlreadyTaken, InvalidInput
from application.domain.text import folded

LINK_ATTEMPT_LIFE = timedelta(minutes=10)
"""How long somebody may take to go to racetime.gg and come back; racetime.gg's own codes last as long."""
MOST_LINK_ATTEMPTS = 10
"""Open attempts of one user at a time."""


class RacetimeAccount(NamedTuple):
    racetime_id: str
    name: str
    is_proven: bool
    """False for one that an admin of the organization entered."""


class LinkedElsewhere(AlreadyTaken):
    """The account is another user's here. Its owner has just proven to own it, and may move it with `claim`."""

    code = "linked-elsewhere"

    def __init__(self, claim: str, name: str) -> None:
        super().__init__(
            f"{name} on racetime.gg is linked to another user here, who signed in there, too. "
            "If that is you, too, or a mistake, move the account to this user; the other one is told."
        )
        self.claim = claim


# Discord ids

WHERE_AN_ID_IS = (
    "In Discord, turn on Developer Mode under Settings, Advanced; then right-click the person and choose "
    "\u201cCopy User ID\u201d."
)
_COPY = "Copy it from Discord with \u201cCopy User ID\u201d."
_KEPT_BY_SPREADSHEETS = 15
"""Digits of a number; the rest become zeros."""
_WRAPPED = re.compile(
    r"""=?["'\u2018\u2019]*(?:<@!?|(?:discord|id)\s*:\s*)?(?P<inside>.*?)>?["'\u2018\u2019]*""", re.IGNORECASE
)
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]*)?\s*[eE]\s*\+?\s*[0-9]{1,2}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ .,'\u2019][0-9]{3})+(?:[.,]0{1,2})?")
_WITH_DECIMALS = re.compile(r"(?P<whole>[0-9]{15,20})[.,]0{1,2}")
_WHAT_TO_DO = "Format the column as text in the spreadsheet and copy the id from Discord again."


def check_discord_id(discord_id: int | None, now: datetime, *, field: str = "discord_id") -> None:
    """Raise `InvalidInput` unless this can be an account's id: 17 to 20 digits, and made before now."""
    if discord_id is None:
        return
    if not 17 <= len(str(discord_id)) <= 20 or discord_id < 0:
        raise InvalidInput.on(field, f"A Discord id has 17 to 20 digits. {_COPY}")
    if account_created_at(discord_id) > now:
        raise InvalidInput.on(field, "No Discord account has this id yet. Copy it from Discord again.")


def read_discord_id(written: str, now: datetime, *, field: str = "discord_id") -> int:
    """Read an id as people and spreadsheets write it: `123…`, `'123…`, `="123…"`, `<@123…>`.

    Raises `InvalidInput` for anything else, and for a number that a spreadsheet has rounded visibly.
    """
    match = _WRAPPED.fullmatch(folded(written))
    text = match["inside"].strip() if match is not None else ""
    if _SCIENTIFIC.fullmatch(text):
        raise InvalidInput.on(field, f"A spreadsheet has rounded the Discord id to {text}. {_WHAT_TO_DO}")
    with_decimals = _WITH_DECIMALS.fullmatch(text)
    if with_decimals is not None:
        text = with_decimals["whole"]
    elif _GROUPED.fullmatch(text):
        raise InvalidInput.on(field, f"A spreadsheet has made a number of the Discord id. {_WHAT_TO_DO}")
    if not (text.isascii() and text.isdigit() and len(text) <= 20):
        raise InvalidInput.on(field, f"A Discord id has 17 to 20 digits, and nothing else. {_COPY}")
    check_discord_id(int(text), now, field=field)
    return int(text)


def looks_like_discord_id(written: str) -> bool:
    """Say whether text can only be meant as an id, though a spreadsheet may have spoilt it."""
    match = _WRAPPED.fullmatch(folded(written))
    text = match["inside"].strip() if match is not None else ""
    decimals = _WITH_DECIMALS.fullmatch(text)
    digits = re.sub(r"\D", "", text) if _GROUPED.fullmatch(text) else decimals["whole"] if decimals else text
    exponent = re.search(r"1[6-9]$", text) if _SCIENTIFIC.fullmatch(text) else None
    return exponent is not None or (digits.isascii() and digits.isdigit() and 17 <= len(digits) <= 20)


def looks_rounded(discord_id: int) -> bool:
    """Say whether an id ends in zeros as all do that a spreadsheet took for numbers; one in a thousand really does."""
    return discord_id == _truncated(discord_id)


def roundings(discord_id: int) -> frozenset[int]:
    """Return what spreadsheets, JavaScript and pandas make of an id that they take for a number, except itself."""
    as_number = float(discord_id)
    nearest = round(discord_id, _KEPT_BY_SPREADSHEETS - len(str(discord_id)))
    kept = {_truncated(discord_id), nearest, int(as_number), int(Decimal(repr(as_number)))}
    return frozenset(kept - {discord_id})


def _truncated(discord_id: int) -> int:
    lost: int = 10 ** max(len(str(discord_id)) - _KEPT_BY_SPREADSHEETS, 0)
    return discord_id // lost * lost

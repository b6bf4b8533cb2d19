"""Keeping secrets: sealed in the database, and strong enough to begin with."""

import base64
import hashlib
from collections.abc import Sequence
from itertools import pairwise

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from application.ports import UnreadableSecret
from application.settings import Settings


class FernetSecretBox:
    def __init__(self, secret_key: str, older_keys: Sequence[str] = ()) -> None:
        """`older_keys` only open what was sealed before they were replaced."""
        self._fernet = MultiFernet([_fernet(key) for key in (secret_key, *older_keys)])
        self._present = _fernet(secret_key)

    def seal(self, secret: str) -> str:
        return self._fernet.encrypt(secret.encode()).decode()

    def unseal(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise UnreadableSecret("This secret was stored with another SECRET_KEY. Enter it again.") from error

    def is_sealed_anew(self, sealed: str) -> bool:
        """Tell whether the present key alone opens it."""
        try:
            self._present.decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True


def secret_box(settings: Settings) -> FernetSecretBox:
    return FernetSecretBox(settings.secret_key, settings.secret_keys_old)


def _fernet(secret_key: str) -> Fernet:
    digest = hashlib.sha256(f"stored secrets:{secret_key}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


LEAST_LENGTH = 32
_FEWEST_CHARACTERS = 8
_PIECE = 4
_PLACEHOLDERS = ("change-me", "changeme", "change_me", "development", "example", "password", "placeholder", "secret")


def weakness_of(secret: str) -> str | None:
    """Return what is wrong with a secret, to follow its name, or None for one that looks like chance."""
    if len(secret) < LEAST_LENGTH:
        return f"must be set to at least {LEAST_LENGTH} random characters"
    if any(word in secret.lower() for word in _PLACEHOLDERS):
        return "must be set to random characters of your own, and not to a placeholder or a word"
    if len(set(secret)) < _FEWEST_CHARACTERS or _repeats(secret) or _counts_up(secret):
        return "must be set to random characters, and not to a repeated or regular text"
    return None


def _repeats(secret: str) -> bool:
    """Of a random text nearly every piece of four characters is found once."""
    pieces = [secret[start : start + _PIECE] for start in range(len(secret) - _PIECE + 1)]
    return len(set(pieces)) < len(pieces) * 3 / 4


def _counts_up(secret: str) -> bool:
    """Tell whether most characters follow from the one before, like abcdef or 97531."""
    steps = [ord(after) - ord(before) for before, after in pairwise(secret)]
    return max(steps.count(step) for step in set(steps)) > len(steps) / 2

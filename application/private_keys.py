"""Keys in private addresses: made from SECRET_KEY, so they are stored nowhere and can be shown again to who owns them.

What a key is for has a number. Odd numbers are keys in use; each step away from one, off or to another, makes it
worthless for ever.
"""

import base64
import hmac

from application.domain.errors import NotFound
from application.settings import Settings

_LONGEST_ID = 10


class PrivateKeys:
    def __init__(self, settings: Settings, kind: str) -> None:
        """`kind` is what the keys are for, e.g. "calendar"; a key of one kind opens nothing of another."""
        self._kind = kind
        keys = (settings.secret_key, *settings.secret_keys_old)
        self._secrets = tuple(f"{kind} addresses:{key}".encode() for key in keys)

    def key_of(self, owner_id: int, number: int) -> str | None:
        """Return the key in use, None while there is none."""
        return _key(self._secrets[0], owner_id, number) if _is_on(number) else None

    def owner_in(self, key: str) -> int:
        """Return whose key it claims to be; only `check` knows whether it is. Raises `NotFound`."""
        text, _, _ = key.partition("-")
        if not (text.isascii() and text.isdecimal()) or len(text) > _LONGEST_ID:
            raise NotFound(self._kind)
        return int(text)

    def check(self, key: str, owner_id: int, number: int) -> None:
        """Raise `NotFound` unless it is the key in use, made with the present SECRET_KEY or an older known one."""
        right = [_key(secret, owner_id, number).encode() for secret in self._secrets]
        matches = [hmac.compare_digest(each, key.encode()) for each in right]
        if not _is_on(number) or not any(matches):
            raise NotFound(self._kind)


def after_renewal(number: int) -> int:
    return number + (2 if _is_on(number) else 1)


def after_turning_off(number: int) -> int:
    return number + 1 if _is_on(number) else number


def _key(secret: bytes, owner_id: int, number: int) -> str:
    digest = hmac.new(secret, f"{owner_id}:{number}".encode(), "sha256").digest()
    return f"{owner_id}-{base64.urlsafe_b64encode(digest[:24]).decode()}"


def _is_on(number: int) -> bool:
    return number % 2 == 1

"""Encryption of stored secrets with a key made from SECRET_KEY; what older keys encrypted stays readable."""

import base64
import hashlib
from collections.abc import Sequence

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

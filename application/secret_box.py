"""Encryption of stored secrets with a key made from SECRET_KEY."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken

from application.ports import UnreadableSecret


class FernetSecretBox:
    def __init__(self, secret_key: str) -> None:
        digest = hashlib.sha256(f"stored secrets:{secret_key}".encode()).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(digest))

    def seal(self, secret: str) -> str:
        return self._fernet.encrypt(secret.encode()).decode()

    def unseal(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise UnreadableSecret("This secret was stored with another SECRET_KEY. Enter it again.") from error

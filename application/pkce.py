"""Secrets that go out with somebody and come back: a hash is all that is kept of them."""

import base64
import hashlib
import secrets
from dataclasses import dataclass


def hash_of(secret: str) -> str:
    """Return what may be stored of a secret that is long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SignInProof:
    """What shows that whoever comes back from another site's sign-in began here: a state, and RFC 7636's verifier."""

    state: str
    verifier: str

    @classmethod
    def fresh(cls) -> "SignInProof":
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        """The verifier as S256 has it."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

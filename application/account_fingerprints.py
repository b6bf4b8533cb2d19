"""By what the owner of a deleted user is known again: keyed fingerprints, from which nobody can read an account."""

import hmac

from application.settings import Settings


class AccountFingerprints:
    """Made with the present SECRET_KEY; those of SECRET_KEYS_OLD are still known again.

    They can't be made anew with another key, because what they stand for is stored nowhere.
    """

    def __init__(self, settings: Settings) -> None:
        keys = (settings.secret_key, *settings.secret_keys_old)
        self._secrets = tuple(f"fingerprints of accounts:{key}".encode() for key in keys)

    @property
    def present(self) -> str:
        """With what every fingerprint begins that was made with the present key."""
        return _mark(self._secrets[0])

    def of_discord(self, discord_id: int) -> tuple[str, ...]:
        """Return the fingerprint to keep, and after it those that older keys gave the same account."""
        return self._all(f"discord:{discord_id}")

    def of_racetime(self, racetime_id: str) -> tuple[str, ...]:
        return self._all(f"racetime:{racetime_id}")

    def _all(self, account: str) -> tuple[str, ...]:
        return tuple(
            _mark(secret) + hmac.new(secret, account.encode(), "sha256").hexdigest() for secret in self._secrets
        )


def _mark(secret: bytes) -> str:
    return hmac.new(secret, b"which key", "sha256").hexdigest()[:8] + ":"

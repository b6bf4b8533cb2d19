"""Whether a secret that people make up is one that nobody guesses."""

from itertools import pairwise

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

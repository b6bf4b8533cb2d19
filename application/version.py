"""Which version this is."""

from functools import cache
from pathlib import Path

VERSION = "0.1.0"
_ROOT = Path(__file__).resolve().parent.parent
_SHOWN = 12


@cache
def commit() -> str:
    """Return the beginning of the commit that runs here, from the clone or the file COMMIT; empty where neither is."""
    written = _text(_ROOT / "COMMIT") or _head(_ROOT / ".git")
    return written[:_SHOWN] if written.isalnum() else ""


def _head(git: Path) -> str:
    head = _text(git / "HEAD")
    if not head.startswith("ref: "):
        return head
    name = head.removeprefix("ref: ")
    packed = (line.split() for line in _text(git / "packed-refs").splitlines() if line.endswith(f" {name}"))
    return _text(git / name) or next((parts[0] for parts in packed), "")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError:
        return ""

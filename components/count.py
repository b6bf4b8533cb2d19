"""A number beside a way somewhere: how much waits there."""

from components.markup import test_id, text

_MOST_SHOWN = 99


def put_count(number: int, *, looks: str = "", name: str = "") -> None:
    """Show a number to the eyes alone, so what is counted is to be said beside it; nothing for none."""
    if number:
        shown = str(number) if number <= _MOST_SHOWN else f"{_MOST_SHOWN}+"
        badge = text(shown, f"count {looks}".strip(), "span")
        badge.props["aria-hidden"] = "true"
        if name:
            test_id(badge, name)

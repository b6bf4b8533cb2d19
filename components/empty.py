"""What stands where there is nothing yet: one sentence that says why, one that says what to do."""

from components.markup import element, put_icon, test_id, text


def empty(title: str, hint: str, *, icon: str = "calendar", is_heading: bool = False) -> None:
    """`is_heading` makes the title the page's own, where there is nothing else on it."""
    with test_id(element("empty"), "empty"):
        put_icon(icon)
        text(title, "empty__title", "h1" if is_heading else "p")
        text(hint, "soft")

"""What stands where there is nothing yet: one sentence that says why, one that says what to do."""

from components.markup import box, named, put_icon, text


def empty(title: str, hint: str, *, icon: str = "calendar") -> None:
    with named(box("empty"), "empty"):
        put_icon(icon)
        text(title, "empty__title")
        text(hint, "soft")

"""What stands where there is nothing yet: one sentence that says why, one that says what to do."""

from dataclasses import dataclass

from components.markup import element, link, put_icon, test_id, text


@dataclass(frozen=True, slots=True)
class Lead:
    """Where somebody can go on."""

    label: str
    address: str


def empty(title: str, hint: str, *leads: Lead, about: str, icon: str = "calendar", is_heading: bool = False) -> None:
    """`is_heading` makes the title the page's own, where there is nothing else on it; the first lead is the main.

    `about` is the place in the documents that answers why there is nothing, as `components.help` names them; '' among
    the documents themselves.
    """
    with test_id(element("empty"), "empty"):
        put_icon(icon)
        text(title, "empty__title", "h1" if is_heading else "p")
        text(hint, "soft")
        if leads:
            with element("row row--centre"):
                for number, lead in enumerate(leads):
                    link(lead.label, lead.address, "button" if number else "button button--primary")
        if about:
            test_id(link("How this works", about, "empty__about"), "about")

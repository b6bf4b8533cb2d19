"""The switch with which whoever watches a race later hides its results; the browser remembers it."""

from components.markup import button_to_see, element, put_icon, test_id, text


def put_spoiler_script(version: str) -> None:
    """Stands above everything that it hides, which so is never seen for a moment."""
    element(tag="script").props["src"] = f"/static/spoilers.js?v={version}"


def spoiler_switch(has_or_awaits_results: bool) -> None:
    """Stands there before the start, too, for whoever wants to know nothing from the first finish on."""
    if has_or_awaits_results:
        _put_switch("spoilers")


def spoiler_note(has_results: bool) -> None:
    """The same where there are many races: it shows only where results are hidden."""
    if has_results:
        _put_switch("spoilers spoilers--said")


def _put_switch(classes: str) -> None:
    with test_id(element(classes), "spoilers"):
        with element("spoilers__note", "span"):
            put_icon("eye")
            text("Times and places are hidden in this browser.", tag="span")
        for name, label in (("hide", "Hide results"), ("show", "Show results")):
            button = button_to_see(label, style="quiet").classes(f"spoilers__{name}")
            button.props["data-spoilers"] = name

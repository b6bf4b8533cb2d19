"""Buttons for what can be done to one live race, named so that they are told apart in a list."""

from application.read_models import LiveRaceSummary
from components.markup import Button, keep_focus, named


def live_race_button(label: str, icon: str, race: LiveRaceSummary, *, style: str = "") -> Button:
    button = named(Button(label, icon=icon, style=style), label.lower().replace(" ", "-"))
    button.props["aria-label"] = f"{label}: {race.title}"
    return keep_focus(button, f"{label}-{race.id}")

"""The way of a new organization to its first race, step by step."""

from dataclasses import dataclass

from application.domain.operations.setup import SetupLine, SetupStep
from components.markup import element, link, put_icon, section, test_id, text


@dataclass(frozen=True, slots=True)
class SetupPlace:
    """Where a step is done; without an address it can't be done yet."""

    label: str
    address: str = ""


_WORDS = {
    SetupStep.MEMBERS: ("Invite your players", "With an invite link, by Discord id, or from a table."),
    SetupStep.BOT: (
        "Connect your racetime.gg bot",
        "It opens the rooms. The category's owners give its credentials.",
    ),
    SetupStep.TOURNAMENT: ("Create a tournament", "With its racetime.gg category and goal."),
    SetupStep.POOL: ("Add a pool", "A pool holds seeds of one kind."),
    SetupStep.SEEDS: ("Add seeds", "Paste them or upload a table; those for live races stay sealed."),
    SetupStep.RACE: ("Schedule the first live race", "Its room then opens automatically."),
}


def setup_list(lines: tuple[SetupLine, ...], places: dict[SetupStep, SetupPlace]) -> None:
    done = sum(line.done for line in lines)
    with test_id(section("Steps to your first race", key="setup"), "setup"):
        text(f"{done} of {len(lines)} steps done. This list disappears once a race is scheduled.", "soft")
        with element("setup", "ol"):
            for line in lines:
                _line(line, places.get(line.step))


def _line(line: SetupLine, place: SetupPlace | None) -> None:
    title, hint = _WORDS[line.step]
    with test_id(element(f"setup__step {'setup__step--done' if line.done else ''}", "li"), f"setup-{line.step}"):
        put_icon("check" if line.done else "dot")
        with element("stack stack--tight"):
            text(title, "strong")
            text("Done" if line.done else hint, "soft")
        if not line.done and place is not None and place.address:
            link(place.label, place.address, "button button--primary" if line.is_next else "button")

"""Words that follow from numbers."""

from collections.abc import Sequence


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number of things with what fits it: "1 run", "3 runs", "0 entries" where the plural is given."""
    return f"1 {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def together(names: Sequence[str], *, most: int = 3) -> str:
    """Return "Malon", "Malon and Link", "Malon, Link and Zelda"; beyond `most` the others are counted."""
    said = [*names] if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} more"]
    return " and ".join(each for each in (", ".join(said[:-1]), *said[-1:]) if each)


def ordinal(number: int) -> str:
    """Return "1st", "2nd", "3rd", "4th", "11th"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"

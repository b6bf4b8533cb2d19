"""Words that follow from numbers."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number of things with what fits it: "1 run", "3 runs", "0 entries" where the plural is given."""
    return f"1 {noun}" if number == 1 else f"{number} {plural or noun + 's'}"

"""An organization as one file that another installation takes in: its form, and what is told about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from application.domain.errors import FieldProblem, InvalidInput
from application.domain.ids import SUBJECTS, Subject
from application.domain.text import cut_line
from application.domain.words import counted

FORMAT = 1
"""Raised when a file of before can't be read as it is any more."""
FORMAT_NAME = "sahabot2-organization"
HEADER = "organization.json"
LOGO = "logo.png"
README = "README.txt"
MOST_FILES = 20_000
LONGEST_LINE = 2 << 20
MOST_IN_LINE = 50_000
"""Values in one line. It is read in one go, during which nothing else happens."""
LARGEST_UNPACKED = 8 << 30
FIELD = "archive"


class UnusableArchive(InvalidInput):
    """Raised with a sentence that says what is wrong with an archive."""

    @classmethod
    def because(cls, sentence: str) -> "UnusableArchive":
        return cls(FieldProblem(FIELD, sentence))


@dataclass(frozen=True, slots=True)
class ArchiveHeader:
    """What stands at the beginning of an archive; `counts` are the lines of each of its files."""

    product: str
    made_at: datetime
    slug: str
    name: str
    counts: Mapping[str, int]
    seeds_left_out: int
    """Unreleased seeds that are not in it, because nobody could read them when it was made."""

    def as_values(self) -> dict[str, Any]:
        return {
            "format": FORMAT_NAME,
            "version": FORMAT,
            "product": self.product,
            "made_at": self.made_at.isoformat(),
            "slug": self.slug,
            "name": self.name,
            "counts": dict(self.counts),
            "unreleased_seeds_left_out": self.seeds_left_out,
        }

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


def header_of(values: Any) -> ArchiveHeader:
    """Read the beginning of an archive. Raises `UnusableArchive`."""
    if not isinstance(values, dict) or values.get("format") != FORMAT_NAME:
        raise UnusableArchive.because("This is no archive of an organization.")
    if values.get("version") != FORMAT:
        version = cut_line(str(values.get("version")), 20)
        raise UnusableArchive.because(
            f"This archive has version {version}, and this installation reads {FORMAT}. "
            "Bring the older of the two installations up to date and make the archive again."
        )
    try:
        made_at = datetime.fromisoformat(values["made_at"])
        counts = {str(name): int(number) for name, number in values["counts"].items()}
        left_out = int(values["unreleased_seeds_left_out"])
        product, slug, name = (cut_line(str(values[key]), 100) for key in ("product", "slug", "name"))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise UnusableArchive.because(f"{HEADER} in this archive is damaged. Make the archive again.") from error
    return ArchiveHeader(product, made_at, slug, name, counts, left_out)


Renumber = Callable[[Subject, int], int]


def renumbered(values: Any, number: Renumber) -> Any:
    """Return what the log keeps of an event with other numbers for everything that it names by its id."""
    match values:
        case dict():
            renamed = {key: _renumbered_value(key, value, number) for key, value in values.items()}
            subject = SUBJECTS.get(str(values.get("field")))
            if subject is not None and values.keys() >= {"field", "old", "new"}:
                renamed |= {side: _renumbered_text(subject, values[side], number) for side in ("old", "new")}
            return renamed
        case list():
            return [renumbered(item, number) for item in values]
    return values


def _renumbered_value(key: str, value: Any, number: Renumber) -> Any:
    subject = SUBJECTS.get(key)
    if subject is not None and isinstance(value, int) and not isinstance(value, bool):
        return number(subject, value)
    return renumbered(value, number)


def _renumbered_text(subject: Subject, text: Any, number: Renumber) -> Any:
    is_number = isinstance(text, str) and text.removeprefix("-").isdecimal() and len(text) <= len(str(1 << 31))
    return str(number(subject, int(text))) if is_number and subject is not Subject.SERVER else text


def readme(header: ArchiveHeader) -> str:
    """Return what somebody reads first who opens an archive."""
    left_out = ""
    if header.seeds_left_out:
        left_out = (
            f"\n{counted(header.seeds_left_out, 'unreleased seed')} left out: nobody could read them when this was "
            "made. Live races that had one choose another at their lock.\n"
        )
    files = "\n".join(f"  {name}.jsonl: {number:,}" for name, number in header.counts.items())
    return f"""{header.name} ({header.slug})
Everything that belongs to this organization, as of {header.made_at:%Y-%m-%d %H:%M} UTC.
{left_out}
To take it to another installation, into an organization that is empty there:
  python main.py import-organization FILE --organization SLUG --write

tables/ has the results and the leaderboard of each tournament as CSV. Each *.jsonl file has one line for
each row, as JSON. `number` counts the rows of a file; other files name a row by it. A negative number stands for
something that is gone. Moments are in UTC, durations in microseconds.

{files}

Not in it: secrets (keys of bots, webhooks and generators, invite links), what is said where on Discord, addresses of
e-mail, what each member wants to be told, and sign-ins. People are named with the accounts that the organization knows.
"""

"""A page as it is put down for a stranger: markup, and which parts of it move while somebody looks."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TypeVar

from application.domain.events import Event
from application.domain.look import Link, chosen_colour, links_in
from application.read_models import OrganizationView
from components.markup import element
from components.sketch import markup_of, put_drawn, sketched
from views.static_files import EMBED_THEMES

H = TypeVar("H", bound=Hashable)

Rows = Mapping[str, str]
"""The markup of a table's rows by their keys, in their order."""


@dataclass(frozen=True, slots=True)
class Moving:
    """What of a page may change while it is open: whole parts, and tables of which single rows do."""

    parts: Mapping[str, str]
    tables: Mapping[str, Rows]
    version: str
    """Differs as soon as any of it does."""

    @property
    def is_any(self) -> bool:
        return bool(self.parts or self.tables)


@dataclass
class Sheet:
    """Takes the parts of one page; they are put down where `part` and `table` are called."""

    _parts: dict[str, str] = field(default_factory=dict)
    _tables: dict[str, Rows] = field(default_factory=dict)

    def part(self, name: str, draw: Callable[[H], None], value: H, classes: str = "flow") -> None:
        """Put what `draw` makes of a value into an element that follows it."""
        with element(classes) as node:
            node.props["data-part"] = name
            put_drawn(draw, value)
        self._parts[name] = markup_of(draw, value)

    def table(self, name: str, draw: Callable[[H], None], rows: Mapping[str, H]) -> None:
        """Put the body of a table down; each row has its key as `data-key`."""
        with element(tag="tbody") as node:
            node.props["id"] = f"rows-{name}"
            for row in rows.values():
                put_drawn(draw, row)
        self._tables[name] = {key: markup_of(draw, row) for key, row in rows.items()}

    @property
    def moving(self) -> Moving:
        digest = sha256()
        for name, markup in self._parts.items():
            digest.update(f"{name}\0{markup}\0".encode())
        for name, rows in self._tables.items():
            digest.update(f"{name}\0{chr(0).join(rows.values())}\0".encode())
        return Moving(self._parts, self._tables, digest.hexdigest()[:16])


@dataclass(frozen=True, slots=True)
class Community:
    """Whose page it is, and how that organization wants to look; `colour` and `logo` are empty where it has none."""

    name: str
    home: str
    colour: str = ""
    logo: str = ""
    """The address of the picture."""
    links: tuple[Link, ...] = ()

    @classmethod
    def of(cls, organization: OrganizationView) -> "Community":
        home, mark = f"/organizations/{organization.slug}", organization.logo_mark
        return cls(
            organization.name,
            home,
            organization.colour,
            f"{home}/logo.png?v={mark}" if mark else "",
            links_in(organization.links),
        )


@dataclass(frozen=True, slots=True)
class PublicPage:
    """`path` is the page's own address within the site, with what of a query decides what it shows."""

    title: str
    description: str
    path: str
    body: str
    moving: Moving
    concerns: Callable[[Event], bool]
    picture: str = "/preview.png"
    """The address of the picture that stands beside a link to the page."""
    holds_until: datetime | None = None
    """When the page changes although nothing happens."""
    is_listed: bool = True
    """Whether search engines are to know it; one of many orders and pages of a list is not."""
    community: Community | None = None
    """None for what is of no single organization."""
    plays: bool = False
    """Whether it may frame the players of streaming sites."""


@dataclass(frozen=True, slots=True)
class EmbedLook:
    """How another site wants what it frames; `theme` is one of those that there are styles for."""

    theme: str
    accent: str
    """As "#3b55d0"; empty for our own."""

    @classmethod
    def asked(cls, theme: str, accent: str) -> "EmbedLook":
        """Return what a query wants, with our own where there is no such thing."""
        return cls(theme if theme in EMBED_THEMES else EMBED_THEMES[0], chosen_colour(accent))


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedPage(PublicPage):
    """A part of a public page for the frames of other sites."""

    of: str
    """The path of the page that it is a part of."""
    community: Community
    look: EmbedLook


@dataclass(frozen=True, slots=True)
class PublicFile:
    content: bytes
    kind: str
    concerns: Callable[[Event], bool]
    name: str = ""
    """What it is called where it is kept; empty for what is only shown."""
    holds_until: datetime | None = None
    policy: str = ""
    """What a browser is to allow it, where it is a page."""


def put_down(draw: Callable[[Sheet], None]) -> tuple[str, Moving]:
    """Return the markup of a page's content and what of it moves."""
    sheet = Sheet()
    body = sketched(lambda: draw(sheet))
    return body, sheet.moving

"""The pictures in the documents: scenes of the gallery, at the size that a document names, small enough to be kept."""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.support.browser import SIZES, TABLET
from tests.support.repository import ROOT

FOLDER = ROOT / "docs" / "images"
DOCUMENT_SIZES = {**SIZES, "tablet": TABLET}
_NAMED = re.compile(r"!\[([^\]]*)\]\((?:docs/)?images/([^)]+)\)")
_QUALITY = 62


@dataclass(frozen=True, slots=True)
class NamedPicture:
    document: str
    alt: str
    file: str

    @property
    def scene(self) -> str:
        return self.file.rpartition("-")[0]

    @property
    def size(self) -> str:
        return self.file.rpartition("-")[2].removesuffix(".webp")


def named_pictures() -> list[NamedPicture]:
    """Return every picture that a document names."""
    documents = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [
        NamedPicture(path.name, " ".join(alt.split()), file)
        for path in documents
        for alt, file in _NAMED.findall(path.read_text(encoding="utf-8"))
    ]


def keep_picture(taken: bytes, path: Path) -> None:
    """Write a picture that was taken in the form in which it is kept."""
    with Image.open(BytesIO(taken)) as picture:
        picture.convert("RGB").save(path, "WEBP", quality=_QUALITY, method=6)

"""The documents for players, organizers and programs, at an address of their own, with a search."""

from collections.abc import Callable

from application.domain.errors import NotFound
from components.choices import put_search
from components.empty import Lead, empty
from components.markup import element, link, test_id, text
from components.sketch import put_markup
from views.frame import NavLink
from views.handbook import FOLDER, Document, Part, documents, excerpt, find_document, find_parts
from views.public.face import Asked
from views.public.pieces import put_heading
from views.public.sheet import PublicFile, PublicPage, Sheet, put_down

_MOST_FOUND = 30
_HELP = NavLink("Help", "/help")


async def contents(asked: Asked) -> PublicPage:
    search = asked.word("search")

    def draw(_: Sheet) -> None:
        put_heading("Help")
        put_search("/help", "Search in all of it", search)
        if search:
            _found(find_parts(search), search)
        else:
            for document in documents():
                _document(document)

    return _page(asked, "Help", "How to race, organize, review and run it.", draw, is_listed=not search)


async def document_page(asked: Asked) -> PublicPage:
    found = find_document(asked.step("document"))
    if found is None:
        raise NotFound("page")

    def draw(_: Sheet) -> None:
        put_heading(found.title, (_HELP,))
        put_search("/help", "Search in all of it", "")
        with test_id(element("handbook"), "handbook"):
            put_markup(found.markup)

    return _page(asked, found.title, found.introduction, draw)


async def picture(asked: Asked) -> PublicFile:
    path = FOLDER / "images" / f"{asked.step('picture')}.webp"
    if not path.is_file():
        raise NotFound("picture")
    return PublicFile(path.read_bytes(), "image/webp", lambda _: False)


def _page(
    asked: Asked, title: str, description: str, draw: Callable[[Sheet], None], *, is_listed: bool = True
) -> PublicPage:
    body, moving = put_down(draw)
    return PublicPage(title, description, asked.address, body, moving, lambda _: False, is_listed=is_listed)


def _document(document: Document) -> None:
    with test_id(element("card tile"), "document"):
        link(document.title, document.address, "tile__title")
        text(document.introduction, "soft")


def _found(parts: list[Part], search: str) -> None:
    if not parts:
        with element("card"):
            empty("Nothing found", "Try fewer or other words.", Lead("All help", "/help"), icon="search", about="")
        return
    titles = {document.name: document.title for document in documents()}
    for part in parts[:_MOST_FOUND]:
        with test_id(element("card tile"), "found"):
            link(part.title, part.address, "tile__title")
            if part.title != titles[part.document]:
                text(titles[part.document], "faint")
            text(excerpt(part, search), "soft")

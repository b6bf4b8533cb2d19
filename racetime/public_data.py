"""What racetime.gg tells everybody."""

from application.domain.room import RoomSnapshot, SnapshotSource
from application.ports import CategoryFacts, FoundAccount, NamedCategory, RacetimeUnreachable, RoomNotFound
from racetime import wire
from racetime.reading import Document, MalformedDocument
from racetime.web import Answer, NoAnswer, RacetimeWeb, RequestNotSent


class PublicData:
    """Reads rooms and categories. Every method raises `RacetimeUnreachable` when there is no usable answer."""

    def __init__(self, web: RacetimeWeb) -> None:
        self._web = web

    async def room(self, slug: str) -> RoomSnapshot:
        """Return a room as `/data` shows it, at most 5 seconds old. Raises `RoomNotFound`."""
        answer = await self.get(wire.room_data_path(slug))
        if answer.status == 404:
            raise RoomNotFound(f"racetime.gg has no room {slug}.")
        document = document_of(answer)
        try:
            return wire.parse_snapshot(document, SnapshotSource.DATA)
        except MalformedDocument as error:
            raise RacetimeUnreachable(f"racetime.gg's data of {slug} can't be understood: {error}.") from error

    async def category(self, slug: str) -> CategoryFacts | None:
        """Return a category, None when racetime.gg has no active one of that name."""
        answer = await self.get(wire.category_data_path(slug))
        if answer.status == 404:
            return None
        document = document_of(answer)
        try:
            return wire.parse_category(document)
        except MalformedDocument as error:
            raise RacetimeUnreachable(f"racetime.gg's category {slug} can't be understood: {error}.") from error

    async def categories(self) -> tuple[NamedCategory, ...]:
        """Return all active categories by name."""
        document = document_of(await self.get(wire.categories_data_path()))
        try:
            return wire.parse_categories(document)
        except MalformedDocument as error:
            raise RacetimeUnreachable(f"racetime.gg's list of categories can't be understood: {error}.") from error

    async def accounts(self, name: str) -> tuple[FoundAccount, ...]:
        """Return the accounts of exactly this name, which may end in a discriminator ("Malon#1234")."""
        bare, _, discriminator = name.strip().partition("#")
        document = document_of(await self.get(wire.user_search_path(bare, discriminator)))
        try:
            return wire.parse_accounts(document)
        except MalformedDocument as error:
            raise RacetimeUnreachable(f"racetime.gg's list of users can't be understood: {error}.") from error

    async def get(self, path: str, *, token: str | None = None) -> Answer:
        try:
            return await self._web.get(path, token=token)
        except (RequestNotSent, NoAnswer) as error:
            raise RacetimeUnreachable("racetime.gg can't be reached.") from error


def document_of(answer: Answer) -> Document:
    """Return the JSON of a good answer; raises `RacetimeUnreachable` for any other."""
    if answer.status != 200:
        raise RacetimeUnreachable(f"racetime.gg answered with HTTP {answer.status}.")
    try:
        return wire.parse_json(answer.body)
    except MalformedDocument as error:
        raise RacetimeUnreachable("racetime.gg's answer can't be understood.") from error

"""What racetime.gg tells everybody."""

from application.domain.live_races.room import RoomSnapshot, SnapshotSource
from application.ports import CategoryFacts, FoundAccount, NamedCategory, RacetimeUnreachable, RoomNotFound
from racetime import chat_log, documents, wire
from racetime.reading import Document, MalformedDocument
from racetime.waiting import within
from racetime.web import Answer, NoAnswer, RacetimeWeb, RequestNotSent

_CHAT_SECONDS = 5
_MOST_TALES = 200


class PublicData:
    """Reads rooms and categories. Every method raises `RacetimeUnreachable` when there is no usable answer."""

    def __init__(self, web: RacetimeWeb) -> None:
        self._web = web
        self._tales: dict[str, tuple[int, chat_log.ChatTale]] = {}
        """By room, what its chat told and at which version."""

    async def room(self, slug: str) -> RoomSnapshot:
        """Return a room as `/data` shows it, at most 5 seconds old. Raises `RoomNotFound`."""
        document = await self._room(slug)
        try:
            return await self.snapshot(document, SnapshotSource.DATA)
        except MalformedDocument as error:
            raise RacetimeUnreachable(f"racetime.gg's data of {slug} can't be understood: {error}.") from error

    async def let_start_by_itself(self, slug: str, token: str) -> str:
        """Turn a room's `auto_start` on and leave all else as it is; return racetime.gg's complaint, if any.

        Raises `RoomNotFound`.
        """
        try:
            form = wire.start_by_itself_form(await self._room(slug))
            answer = await self._web.post(wire.edit_path(slug), form, token=token)
        except (MalformedDocument, RequestNotSent, NoAnswer) as error:
            raise RacetimeUnreachable(f"racetime.gg did not take the settings of {slug}: {error}.") from error
        return "" if answer.status == 200 else f"HTTP {answer.status}"

    async def _room(self, slug: str) -> Document:
        answer = await self.get(wire.room_data_path(slug))
        if answer.status == 404:
            raise RoomNotFound(f"racetime.gg has no room {slug}.")
        return document_of(answer)

    async def snapshot(self, document: Document, source: SnapshotSource) -> RoomSnapshot:
        """Return what a race document says, with what its chat tells of the end. Raises `MalformedDocument`.

        The chat is read once for each version. Where it can't be read, the snapshot goes without.
        """
        snapshot = documents.parse_snapshot(document, source)
        if not chat_log.needs_chat(snapshot):
            return snapshot
        told = self._tales.get(snapshot.slug)
        if told is None or told[0] != snapshot.version:
            told = (snapshot.version, await self._read_chat(snapshot.slug))
            if told[1].ending is not None:
                self._tales[snapshot.slug] = told
                while len(self._tales) > _MOST_TALES:
                    del self._tales[next(iter(self._tales))]
        return chat_log.with_tale(snapshot, document, told[1])

    async def _read_chat(self, slug: str) -> chat_log.ChatTale:
        try:
            answer = await within(self._web.clock, _CHAT_SECONDS, self.get(wire.room_log_path(slug)))
        except (RacetimeUnreachable, TimeoutError):
            return chat_log.read_chat_log("")
        return chat_log.read_chat_log(answer.body.decode(errors="replace") if answer.status == 200 else "")

    async def category(self, slug: str) -> CategoryFacts | None:
        """Return a category, None when racetime.gg has no active one of that name."""
        answer = await self.get(wire.category_data_path(slug))
        if answer.status == 404:
            return None
        document = document_of(answer)
        try:
            return documents.parse_category(document)
        except MalformedDocument as error:
            raise RacetimeUnreachable(f"racetime.gg's category {slug} can't be understood: {error}.") from error

    async def categories(self) -> tuple[NamedCategory, ...]:
        """Return all active categories by name."""
        document = document_of(await self.get(wire.categories_data_path()))
        try:
            return documents.parse_categories(document)
        except MalformedDocument as error:
            raise RacetimeUnreachable(f"racetime.gg's list of categories can't be understood: {error}.") from error

    async def accounts(self, name: str) -> tuple[FoundAccount, ...]:
        """Return the accounts of exactly this name, which may end in a discriminator ("Malon#1234")."""
        bare, _, discriminator = name.strip().partition("#")
        document = document_of(await self.get(wire.user_search_path(bare, discriminator)))
        try:
            return documents.parse_accounts(document)
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
        return documents.parse_json(answer.body)
    except MalformedDocument as error:
        raise RacetimeUnreachable("racetime.gg's answer can't be understood.") from error

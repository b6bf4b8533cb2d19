"""racetime.gg rooms as the services ask for them."""

import logging

from application.domain.ids import OrganizationId
from application.domain.live_races.room import OpenedRoom, RoomRequest, RoomSnapshot
from application.ports import (
    CategoryFacts,
    FoundAccount,
    NamedCategory,
    RacetimeUnreachable,
    RoomOutcomeUnknown,
    RoomRefused,
)
from racetime import documents, wire
from racetime.bot import BotRefused, BotToken, BotUnreachable, LiveRaceBot
from racetime.public_data import PublicData, document_of
from racetime.reading import MalformedDocument
from racetime.registry import BotRegistry
from racetime.waiting import within
from racetime.web import Answer, NoAnswer, RacetimeWeb, RequestNotSent

logger = logging.getLogger(__name__)

OPENING_SECONDS = 60
"""For everything that opening a room takes, tokens and a second attempt included; half of a claim's lease."""
_TOKEN_REFUSED = frozenset({401, 403})


class RacetimeRooms:
    """Implements `application.ports.RaceRooms` for one racetime.gg site."""

    def __init__(self, *, web: RacetimeWeb, bots: BotRegistry) -> None:
        self._web = web
        self._bots = bots
        self._public = PublicData(web)

    async def open(self, organization_id: OrganizationId, request: RoomRequest) -> OpenedRoom:
        """Open a room with the organization's bot of that category.

        Raises `RoomRefused`, `RacetimeUnreachable` or `RoomOutcomeUnknown`; it never takes longer than
        `OPENING_SECONDS`, so that whoever asked still has the right to open a room when it is there.
        """
        try:
            return await within(self._web.clock, OPENING_SECONDS, self._open(organization_id, request))
        except TimeoutError as error:
            raise RoomOutcomeUnknown("racetime.gg took too long to open a room; one may have been opened.") from error

    async def _open(self, organization_id: OrganizationId, request: RoomRequest) -> OpenedRoom:
        bot = await self._bot(organization_id, request.category)
        token = await _token(bot)
        answer = await self._startrace(request, token)
        if answer.status in _TOKEN_REFUSED:
            answer = await self._startrace(request, await _token(bot, other_than=token))
        if answer.status == 422 and (problem := await self._goal_problem(request)):
            raise RoomRefused(f"racetime.gg refused the room: {problem}")
        if answer.status != 201:
            raise _refusal(answer, request.category)
        try:
            slug = wire.opened_slug(answer.location)
        except MalformedDocument as error:
            raise RoomOutcomeUnknown("racetime.gg opened a room and did not say which.") from error
        logger.info("Room opened: room=%s", slug)
        return OpenedRoom(slug)

    async def find(self, organization_id: OrganizationId, category: str, tag: str) -> OpenedRoom | None:
        """Return the current room whose info carries the tag.

        Both lists of the category are read: racetime.gg keeps them apart and each may be a minute old. Raises
        `RacetimeUnreachable` or `RoomRefused` unless the room was found, so that None means that both lack it.
        """
        bot = await self._bot(organization_id, category)
        public = await self._public.get(wire.category_data_path(category))
        slug = _tagged(public, tag) if public.status == 200 else None
        if slug is None:
            slug = _tagged(await self._bot_category(bot, category), tag)
        if slug is None and public.status != 200:
            raise _failed_reading(public, category)
        return None if slug is None else OpenedRoom(slug)

    async def fetch(self, slug: str) -> RoomSnapshot:
        """Return the room's public data. Raises `RoomNotFound` or `RacetimeUnreachable`."""
        return await self._public.room(slug)

    async def category(self, slug: str) -> CategoryFacts | None:
        """Return a category, or None when racetime.gg has none of that name. Raises `RacetimeUnreachable`."""
        return await self._public.category(slug)

    async def categories(self) -> tuple[NamedCategory, ...]:
        """Return all active categories by name. Raises `RacetimeUnreachable`."""
        return await self._public.categories()

    async def find_accounts(self, name: str) -> tuple[FoundAccount, ...]:
        """Return the accounts of exactly this name. Raises `RacetimeUnreachable`."""
        return await self._public.accounts(name)

    def address_of(self, slug: str) -> str:
        """Return the web address of a room for people."""
        return self._web.site.room(slug)

    def profile_address_of(self, racetime_id: str) -> str:
        """Return the web address of somebody's profile for people."""
        return self._web.site.profile(racetime_id)

    async def _bot(self, organization_id: OrganizationId, category: str) -> LiveRaceBot:
        await self._bots.refresh()
        bot = self._bots.find(organization_id, category)
        if bot is None:
            raise RoomRefused(
                f'There is no active bot for the racetime.gg category "{category}": an admin must add one.'
            )
        return bot

    async def _startrace(self, request: RoomRequest, token: BotToken) -> Answer:
        try:
            return await self._web.post(
                wire.startrace_path(request.category), wire.startrace_form(request), token=token.value
            )
        except RequestNotSent as error:
            raise RacetimeUnreachable("racetime.gg can't be reached.") from error
        except NoAnswer as error:
            raise RoomOutcomeUnknown("racetime.gg did not say whether it opened the room.") from error

    async def _goal_problem(self, request: RoomRequest) -> str:
        """Return which goal is gone, where that is why: racetime.gg only says that a race needs one."""
        try:
            category = await self._public.category(request.category)
        except RacetimeUnreachable:
            return ""
        return category.problem_with(request.goal, was_there=True) if category is not None else ""

    async def _bot_category(self, bot: LiveRaceBot, category: str) -> Answer:
        path = wire.bot_category_data_path(category)
        token = await _token(bot)
        answer = await self._public.get(path, token=token.value)
        if answer.status in _TOKEN_REFUSED:
            renewed = await _token(bot, other_than=token)
            answer = await self._public.get(path, token=renewed.value)
        if answer.status != 200:
            raise _failed_reading(answer, category)
        return answer


async def _token(bot: LiveRaceBot, *, other_than: BotToken | None = None) -> BotToken:
    try:
        return await bot.token(other_than=other_than)
    except BotRefused as error:
        raise RoomRefused(f"{error} An admin must correct them.") from error
    except BotUnreachable as error:
        raise RacetimeUnreachable(str(error)) from error


def _tagged(answer: Answer, tag: str) -> str | None:
    try:
        return documents.find_tagged_room(document_of(answer), tag)
    except MalformedDocument as error:
        raise RacetimeUnreachable("racetime.gg's list of rooms can't be understood.") from error


def _refusal(answer: Answer, category: str) -> RoomRefused | RacetimeUnreachable | RoomOutcomeUnknown:
    """Return what an answer other than "opened" means. Only a server error leaves open whether there is a room."""
    match answer.status:
        case 422:
            return RoomRefused(f"racetime.gg refused the room: {_complaints(answer)}")
        case 401 | 403:
            return RoomRefused(_not_allowed(category))
        case 404:
            return RoomRefused(_no_category(category))
        case 429:
            return RacetimeUnreachable("racetime.gg asks us to slow down.")
        case status if 300 <= status < 500:
            return RoomRefused(f"racetime.gg refused the room with HTTP {status}.")
        case status:
            return RoomOutcomeUnknown(f"racetime.gg answered with HTTP {status}; a room may have been opened.")


def _complaints(answer: Answer) -> str:
    try:
        return documents.parse_refusal(documents.parse_json(answer.body)) or "it gave no reason."
    except MalformedDocument:
        return "it gave no reason."


def _failed_reading(answer: Answer, category: str) -> RoomRefused | RacetimeUnreachable:
    if answer.status in _TOKEN_REFUSED:
        return RoomRefused(_not_allowed(category))
    if answer.status == 404:
        return RoomRefused(_no_category(category))
    return RacetimeUnreachable(f"racetime.gg answered with HTTP {answer.status}.")


def _not_allowed(category: str) -> str:
    return f'racetime.gg does not let the bot act in the category "{category}".'


def _no_category(category: str) -> str:
    return f'racetime.gg has no active category "{category}".'

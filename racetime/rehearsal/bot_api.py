"""The REST calls of bots: opening and editing rooms, the category with its unlisted rooms, chat moderation."""

import json
from collections.abc import Callable

from aiohttp import web

from racetime.rehearsal.caches import CATEGORY_LIFETIME, DocumentCache, bot_category_key
from racetime.rehearsal.documents import Documents
from racetime.rehearsal.forms import read_edit, read_late_edit, read_new_room
from racetime.rehearsal.http import CATEGORY, RACE, bearer_token, category_of, form_of, json_answer, race_of
from racetime.rehearsal.race import Category, Race, RaceStatus
from racetime.rehearsal.refusals import InvalidForm, Unknown
from racetime.rehearsal.tokens import TokenStore
from racetime.rehearsal.users import Bot, User
from racetime.rehearsal.world import World


class BotApi:
    """Everything under `/o/{category}`. A missing, bad or expired token is answered with an empty 403."""

    def __init__(self, world: World, documents: Documents, cache: DocumentCache, tokens: TokenStore) -> None:
        self._world = world
        self._documents = documents
        self._cache = cache
        self._tokens = tokens

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(f"/o/{CATEGORY}/data", self.category),
            web.post(f"/o/{CATEGORY}/startrace", self.start_race),
            web.post(f"/o/{RACE}/edit", self.edit_race),
            web.post(f"/o/{RACE}/monitor/{{verb:pin|unpin|delete|purge}}/{{message}}", self.moderate_chat),
        ]

    async def category(self, request: web.Request) -> web.Response:
        """The category with unlisted rooms. Whose token it is counts only when the answer is not in the cache."""
        category = category_of(request, self._world)
        token = bearer_token(request)
        if self._tokens.valid(token) is None:
            raise web.HTTPForbidden(text="")
        key = bot_category_key(category.slug)
        body = self._cache.find(key)
        if body is None:
            if self._tokens.bot_of(token, category, "read") is None:
                raise web.HTTPForbidden(text="")
            body = json.dumps(self._documents.category(category, with_unlisted=True))
            self._cache.keep(key, body, CATEGORY_LIFETIME)
        return json_answer(request, body, self._world.clock)

    async def start_race(self, request: web.Request) -> web.Response:
        category = category_of(request, self._world)
        opener = self._opener(request, category)
        fields = await form_of(request)
        is_host = isinstance(opener, Bot) or category.can_moderate(opener)
        if isinstance(opener, User) and not is_host and self._has_open_room(opener):
            return _complaints(InvalidForm({"__all__": ["You already have an open race."]}))
        try:
            room = read_new_room(fields, category, may_be_unlisted=is_host)
        except InvalidForm as invalid:
            return _complaints(invalid)
        race = self._world.open_room(category, room.settings, by=opener, is_invitational=room.is_invitational)
        return web.Response(status=201, headers={"Location": f"/{race.name}"})

    async def edit_race(self, request: web.Request) -> web.Response:
        category = category_of(request, self._world)
        editor = self._opener(request, category)
        race = race_of(request, self._world)
        if race.is_over or (isinstance(editor, User) and not race.can_monitor(editor)):
            raise web.HTTPForbidden(text="")
        fields = await form_of(request)
        try:
            if race.status in (RaceStatus.PENDING, RaceStatus.IN_PROGRESS):
                settings = read_late_edit(fields, race.settings)
            else:
                settings = read_edit(fields, category, race.settings)
        except InvalidForm as invalid:
            return _complaints(invalid)
        self._world.replace_settings(race, settings, by=editor)
        return web.Response(status=200)

    async def moderate_chat(self, request: web.Request) -> web.Response:
        """Do what was asked and answer 500, as racetime.gg does; a bot is sent to the login page."""
        race = race_of(request, self._world)
        moderator = self._tokens.user_of(bearer_token(request), "race_action")
        if moderator is None:
            raise web.HTTPFound(f"/account/auth?next={request.path}")
        if not race.category.can_moderate(moderator):
            raise web.HTTPForbidden(text="")
        message_id = request.match_info["message"]
        verbs: dict[str, Callable[[], None]] = {
            "pin": lambda: self._world.pin_message(race, message_id),
            "unpin": lambda: self._world.unpin_message(race, message_id),
            "delete": lambda: self._world.delete_message(race, message_id, by=moderator),
            "purge": lambda: self._purge_author(race, message_id, moderator),
        }
        verbs[request.match_info["verb"]]()
        raise web.HTTPInternalServerError

    def _purge_author(self, race: Race, message_id: str, moderator: User) -> None:
        message = race.chat.find(message_id)
        if message is None or not isinstance(message.author, User):
            raise Unknown("There is no such message.")
        self._world.purge_messages(race, message.author, by=moderator)

    def _opener(self, request: web.Request, category: Category) -> Bot | User:
        token = bearer_token(request)
        opener = self._tokens.bot_of(token, category, "create_race") or self._tokens.user_of(token, "create_race")
        if opener is None:
            raise web.HTTPForbidden(text="")
        return opener

    def _has_open_room(self, user: User) -> bool:
        return any(race.opened_by is user and not race.is_over for race in self._world.rooms.values())


def _complaints(invalid: InvalidForm) -> web.Response:
    return web.json_response({"errors": invalid.errors}, status=422)

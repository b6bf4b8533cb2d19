"""What bots may post: the forms of a new room and of an edited one."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from aiohttp import web
from pydantic import BaseModel, TypeAdapter, ValidationError

from racetime.rehearsal.documents import Documents
from racetime.rehearsal.formats import Flag, GoalName
from racetime.rehearsal.http import CATEGORY, RACE, bearer_token, category_of, form_of, json_answer, race_of
from racetime.rehearsal.public_api import CATEGORY_LIFETIME, DocumentCache, bot_category_key
from racetime.rehearsal.race import Category, Goal, Race, RaceSettings, RaceStatus
from racetime.rehearsal.tokens import TokenStore
from racetime.rehearsal.users import Bot, InvalidForm, Unknown, User
from racetime.rehearsal.world import World

_SETTINGS = TypeAdapter(RaceSettings)
_FIXED = ("team_race", "hide_entrants", "partitionable", "disqualify_unready")
"""What a room is from its beginning to its end."""
_LATE = (
    "unlisted",
    "info_user",
    "allow_comments",
    "hide_comments",
    "allow_midrace_chat",
    "allow_non_entrant_chat",
    "chat_message_delay",
)
"""What can be edited once the countdown began."""


@dataclass(frozen=True, slots=True)
class NewRoom:
    settings: RaceSettings
    is_invitational: bool


class _Asked(BaseModel):
    """What a form has besides the settings of the room."""

    goal: GoalName = ""
    custom_goal: GoalName = ""
    invitational: Flag = False


def read_new_room(fields: Mapping[str, str], category: Category, *, may_be_unlisted: bool = True) -> NewRoom:
    """Read startrace. Fields that a category does not allow are ignored; InvalidForm carries every complaint."""
    ignored = ["disqualify_unready"]
    ignored += [] if category.allows_hidden_entrants else ["hide_entrants"]
    ignored += [] if category.allows_partitions else ["partitionable"]
    settings, asked = _read(_without(fields, ignored), category)
    if not may_be_unlisted:
        settings = settings.listed()
    return NewRoom(settings.with_hidden_chat_off(), asked.invitational)


def read_edit(fields: Mapping[str, str], category: Category, present: RaceSettings) -> RaceSettings:
    """Read an edit before the countdown: whatever is left out falls back to the default, not to its present value."""
    settings, _ = _read(_without(fields, _FIXED), category)
    return replace(settings, **{name: getattr(present, name) for name in _FIXED}).with_hidden_chat_off()


def read_late_edit(fields: Mapping[str, str], present: RaceSettings) -> RaceSettings:
    """Read an edit once the countdown began: seven fields, with the same falling back for those left out."""
    with _complaining() as complaints, complaints.noted():
        chosen = {name: value for name, value in fields.items() if name in _LATE}
        settings = _SETTINGS.validate_python({**chosen, "goal": present.goal})
    return replace(present, **{name: getattr(settings, name) for name in _LATE}).with_hidden_chat_off()


def _without(fields: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name not in names}


def _read(fields: Mapping[str, str], category: Category) -> tuple[RaceSettings, _Asked]:
    with _complaining() as complaints:
        goal = Goal("")
        with complaints.noted():
            asked = _Asked.model_validate(fields)
            goal = _goal_of(asked, category, complaints)
        with complaints.noted():
            settings = _SETTINGS.validate_python({**fields, "goal": goal})
            if settings.team_race and (settings.hide_entrants or settings.partitionable):
                complaints.note("A team race can be neither anonymous nor partitionable.")
    return settings, asked


def _goal_of(asked: _Asked, category: Category, complaints: "_Complaints") -> Goal:
    """Exactly one of `goal` (an active goal's name, letter case aside) and `custom_goal`."""
    known = next((goal for goal in category.goals if goal.casefold() == asked.goal.casefold()), None)
    if known is None and not asked.custom_goal:
        complaints.note("You need to set a goal for this race.")
    elif known is not None and asked.custom_goal:
        complaints.note("Give either a goal or a custom goal.")
    return Goal(known or asked.custom_goal, is_custom=known is None)


class _Complaints:
    """What is wrong with a form, by field."""

    def __init__(self) -> None:
        self.by_field: dict[str, list[str]] = {}

    def note(self, sentence: str, field: str = "__all__") -> None:
        self.by_field.setdefault(field, []).append(sentence)

    @contextmanager
    def noted(self) -> Iterator[None]:
        try:
            yield
        except ValidationError as invalid:
            for problem in invalid.errors():
                self.note(problem["msg"], str(problem["loc"][0]))


@contextmanager
def _complaining() -> Iterator[_Complaints]:
    """Raise InvalidForm at the end with everything that was noted."""
    complaints = _Complaints()
    yield complaints
    if complaints.by_field:
        raise InvalidForm(complaints.by_field)


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

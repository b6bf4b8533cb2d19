"""What bots may post: the forms of a new room and of an edited one."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from aiohttp import web

from racetime.rehearsal.documents import Documents
from racetime.rehearsal.http import CATEGORY, RACE, bearer_token, category_of, form_of, json_answer, race_of
from racetime.rehearsal.public_api import CATEGORY_LIFETIME, DocumentCache, bot_category_key
from racetime.rehearsal.race import LONGEST_INFO, Category, Goal, Race, RaceSettings, RaceStatus
from racetime.rehearsal.tokens import TokenStore
from racetime.rehearsal.users import Bot, InvalidForm, Unknown, User
from racetime.rehearsal.world import World

_FALSE_WORDS = frozenset({"false", "False", ""})
_LONGEST_GOAL = 255
_COMBINATION = "__all__"
_WHOLE_NUMBER = re.compile(r"-?\d{1,9}")


@dataclass(frozen=True, slots=True)
class NewRoom:
    settings: RaceSettings
    is_invitational: bool


def read_new_room(fields: Mapping[str, str], category: Category, *, may_be_unlisted: bool = True) -> NewRoom:
    """Read startrace. Fields that a category does not allow are ignored; InvalidForm carries every complaint."""
    form = _Form(fields)
    hides_entrants = category.allows_hidden_entrants and form.flag("hide_entrants", default=False)
    is_partitionable = category.allows_partitions and form.flag("partitionable", default=False)
    is_team_race = form.flag("team_race", default=False)
    if is_team_race and (hides_entrants or is_partitionable):
        form.complain(_COMBINATION, "A team race can be neither anonymous nor partitionable.")
    settings = replace(
        _common_settings(form, category),
        team_race=is_team_race,
        hide_entrants=hides_entrants,
        partitionable=is_partitionable,
    )
    if not may_be_unlisted:
        settings = replace(settings, unlisted=False)
    form.finish()
    return NewRoom(settings.with_hidden_chat_off(), form.flag("invitational", default=False))


def read_edit(fields: Mapping[str, str], category: Category, present: RaceSettings) -> RaceSettings:
    """Read an edit before the countdown: whatever is left out falls back to the default, not to its present value."""
    form = _Form(fields)
    settings = replace(
        _common_settings(form, category),
        team_race=present.team_race,
        hide_entrants=present.hide_entrants,
        partitionable=present.partitionable,
        disqualify_unready=present.disqualify_unready,
    )
    form.finish()
    return settings.with_hidden_chat_off()


def read_late_edit(fields: Mapping[str, str], present: RaceSettings) -> RaceSettings:
    """Read an edit once the countdown began: seven fields, with the same falling back for those left out."""
    form = _Form(fields)
    settings = replace(
        present,
        unlisted=form.flag("unlisted", default=False),
        info_user=form.text("info_user", LONGEST_INFO),
        allow_comments=form.flag("allow_comments", default=True),
        hide_comments=form.flag("hide_comments", default=False),
        allow_midrace_chat=form.flag("allow_midrace_chat", default=True),
        allow_non_entrant_chat=form.flag("allow_non_entrant_chat", default=True),
        chat_message_delay=timedelta(seconds=form.whole_number("chat_message_delay", 0, 0, 90)),
    )
    form.finish()
    return settings.with_hidden_chat_off()


class _Form:
    """Reads fields one by one and collects complaints; numbers that can't be read count as their default."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields
        self._errors: dict[str, list[str]] = {}

    def complain(self, field: str, sentence: str) -> None:
        self._errors.setdefault(field, []).append(sentence)

    def finish(self) -> None:
        if self._errors:
            raise InvalidForm(self._errors)

    def text(self, field: str, longest: int) -> str:
        value = self._fields.get(field, "").strip()
        if len(value) > longest:
            self.complain(field, f"At most {longest} characters fit; there are {len(value)}.")
        return value

    def flag(self, field: str, *, default: bool) -> bool:
        """Only `false`, `False` and nothing at all between the quotes are false; `0`, `no` and `off` are true."""
        value = self._fields.get(field)
        return default if value is None else value not in _FALSE_WORDS

    def whole_number(self, field: str, default: int, least: int, most: int) -> int:
        value = self._fields.get(field)
        if value is None:
            return default
        if not value.strip():
            self.complain(field, "This field is required.")
            return default
        if not _WHOLE_NUMBER.fullmatch(value.strip()):
            self.complain(field, "Enter a whole number.")
            return default
        number = int(value)
        if not least <= number <= most:
            self.complain(field, f"Enter a number from {least} to {most}.")
        return number

    def goal(self, category: Category) -> Goal:
        """Exactly one of `goal` (an active goal's name, letter case aside) and `custom_goal`."""
        name, custom = self.text("goal", _LONGEST_GOAL), self.text("custom_goal", _LONGEST_GOAL)
        known = next((goal for goal in category.goals if goal.casefold() == name.casefold()), None)
        if known is None and not custom:
            self.complain(_COMBINATION, "You need to set a goal for this race.")
        elif known is not None and custom:
            self.complain(_COMBINATION, "Give either a goal or a custom goal.")
        return Goal(known or custom, is_custom=known is None)


def _common_settings(form: _Form, category: Category) -> RaceSettings:
    return RaceSettings(
        goal=form.goal(category),
        require_even_teams=form.flag("require_even_teams", default=False),
        ranked=form.flag("ranked", default=True),
        unlisted=form.flag("unlisted", default=False),
        info_user=form.text("info_user", LONGEST_INFO),
        info_bot=form.text("info_bot", LONGEST_INFO),
        start_delay=timedelta(seconds=form.whole_number("start_delay", 15, 10, 60)),
        time_limit=timedelta(hours=form.whole_number("time_limit", 24, 1, 72)),
        time_limit_auto_complete=form.flag("time_limit_auto_complete", default=False),
        streaming_required=form.flag("streaming_required", default=True),
        auto_start=form.flag("auto_start", default=True),
        allow_comments=form.flag("allow_comments", default=True),
        hide_comments=form.flag("hide_comments", default=False),
        allow_prerace_chat=form.flag("allow_prerace_chat", default=True),
        allow_midrace_chat=form.flag("allow_midrace_chat", default=True),
        allow_non_entrant_chat=form.flag("allow_non_entrant_chat", default=True),
        chat_message_delay=timedelta(seconds=form.whole_number("chat_message_delay", 0, 0, 90)),
    )


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

"""What comes in over an open socket of a room, from bots and from people."""

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from aiohttp import web

from racetime.rehearsal.documents import Documents
from racetime.rehearsal.faults import Traffic
from racetime.rehearsal.formats import Frame, make_frame
from racetime.rehearsal.race import MOST_ACTIONS, Draft, Race
from racetime.rehearsal.room_moves import InfoLines
from racetime.rehearsal.tokens import TokenStore
from racetime.rehearsal.users import Bot, MalformedFrame, Refused, User
from racetime.rehearsal.world import World

_QUEUE_DEPTH = 100
"""Events racetime.gg holds for a connection that does not keep up; what comes on top is dropped silently."""


class Connection:
    """Queues frames for one socket. `token` is whatever was presented, valid or not; nobody checks at connect."""

    def __init__(
        self,
        slug: str,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport,
        *,
        token: str | None,
        traffic: Traffic,
    ) -> None:
        self.slug = slug
        self.token = token
        self.last_race_frame: Frame | None = None
        self.is_busy = False
        self._socket = socket
        self._transport = transport
        self._traffic = traffic
        self._outbox: asyncio.Queue[Frame] = asyncio.Queue()
        self._is_sending = False

    def offer(self, frame: Frame) -> None:
        """Queue a frame, unless the queue is full because this connection floods or does not read."""
        for outgoing in self._traffic.outgoing(self.slug, frame):
            if self._outbox.qsize() >= _QUEUE_DEPTH and (self.is_busy or self._is_sending):
                return
            if outgoing.is_race_data:
                self.last_race_frame = outgoing
            self._outbox.put_nowait(outgoing)

    async def write(self) -> None:
        """Send what is queued until the socket is gone."""
        while True:
            frame = await self._outbox.get()
            self._is_sending = True
            try:
                await self._socket.send_str(frame.text)
            except ConnectionError:
                return
            finally:
                self._is_sending = False

    async def close(self) -> None:
        await self._socket.close()

    def abort(self) -> None:
        """End the TCP connection without a close frame."""
        self._transport.abort()


_GUID = re.compile(r"[0-9a-z-]+")
_MISSING = object()

PERMISSION_DENIED = "Permission denied. Authenticate again with a valid token."


@dataclass(frozen=True, slots=True)
class ActionFrame:
    """One `{"action", "data"}` frame; `data` may be missing."""

    action: str
    data: object = _MISSING

    @classmethod
    def parse(cls, text: str) -> "ActionFrame":
        """Raise Refused for what is not JSON, MalformedFrame for JSON that is not an object."""
        try:
            content = json.loads(text)
        except (ValueError, RecursionError):
            raise Refused("The message is not valid JSON.") from None
        if not isinstance(content, dict):
            raise MalformedFrame("A frame is a JSON object.")
        action = content.get("action")
        return cls(action if isinstance(action, str) else "", content.get("data", _MISSING))

    @property
    def has_data(self) -> bool:
        return self.data is not _MISSING

    def fields(self) -> Mapping[str, object]:
        """Raise MalformedFrame when `data` is missing, null or not an object."""
        if not isinstance(self.data, dict):
            raise MalformedFrame(f"{self.action or 'This action'} needs an object as its data.")
        return self.data

    def text(self, field: str) -> str:
        """Return a required text field; raises Refused in the form `field: what is wrong`."""
        value = self.optional_text(field)
        if not value:
            raise Refused(f"{field}: This field is required.")
        return value

    def optional_text(self, field: str) -> str | None:
        value = self.fields().get(field)
        if value is not None and not isinstance(value, str):
            raise Refused(f"{field}: This is not a text.")
        return value

    def guid(self) -> str:
        value = self.text("guid")
        if not _GUID.fullmatch(value):
            raise Refused("guid: Only digits, lower case letters and hyphens are allowed.")
        return value

    def draft(self, world: World) -> Draft:
        """Read the `message` action with everything a bot may attach to a line."""
        receiver = self.optional_text("direct_to")
        return Draft(
            text=self.text("message"),
            guid=self.guid(),
            direct_to=world.user(receiver) if receiver else None,
            is_pinned=bool(self.fields().get("pinned")),
            actions=_buttons(self.fields().get("actions")),
        )


class CommonActions:
    """The three actions that read, and errors."""

    def __init__(self, world: World, documents: Documents) -> None:
        self._world = world
        self._documents = documents
        self._readers: dict[str, Callable[[Race, ActionFrame, Connection], Frame | None]] = {
            "ping": self._pong,
            "getrace": self._repeat_race,
            "gethistory": self._history,
        }

    def read(self, race: Race, frame: ActionFrame, connection: Connection) -> bool:
        """Answer a reading action; False when `frame` is not one."""
        reader = self._readers.get(frame.action)
        if reader is None:
            return False
        answer = reader(race, frame, connection)
        if answer is not None:
            connection.offer(answer)
        return True

    def tell_error(self, connection: Connection, sentence: str) -> None:
        connection.offer(make_frame("error", self._world.now(), errors=[sentence]))

    def _pong(self, _race: Race, _frame: ActionFrame, _connection: Connection) -> Frame:
        return make_frame("pong", self._world.now())

    def _repeat_race(self, _race: Race, _frame: ActionFrame, connection: Connection) -> Frame | None:
        """Repeat what this connection was last told, however old it is."""
        return connection.last_race_frame

    def _history(self, race: Race, frame: ActionFrame, _connection: Connection) -> Frame:
        last_message = frame.optional_text("last_message") if frame.has_data else None
        messages = [self._documents.message(race, message) for message in race.chat.history(last_message)]
        return make_frame("chat.history", self._world.now(), messages=messages)


def _buttons(value: object) -> Mapping[str, object]:
    if not value:
        return {}
    if not isinstance(value, dict) or not all(_is_button(button) for button in value.values()):
        raise Refused("actions: Each action is a label with either a message or a url.")
    if len(value) > MOST_ACTIONS:
        raise Refused(f"actions: At most {MOST_ACTIONS} actions are allowed.")
    return value


def _is_button(button: object) -> bool:
    return isinstance(button, dict) and (isinstance(button.get("message"), str) != isinstance(button.get("url"), str))


_SCOPES = {"ping": "read", "getrace": "read", "gethistory": "read", "message": "chat_message"}


class _MoveOnUser(Protocol):
    def __call__(self, room: Race, user: str, *, by: Bot) -> None: ...


class BotActions:
    """Performs bot actions. The token is judged at each of them, reading ones included, never at connect."""

    def __init__(self, world: World, tokens: TokenStore, common: CommonActions) -> None:
        self._world = world
        self._tokens = tokens
        self._common = common
        self._actions: dict[str, Callable[[Race, ActionFrame, Bot], None]] = {
            "message": self._message,
            "pin_message": self._pin_message,
            "unpin_message": self._unpin_message,
            "make_open": lambda race, _, bot: world.make_open(race, by=bot),
            "make_invitational": lambda race, _, bot: world.make_invitational(race, by=bot),
            "begin": lambda race, _, bot: world.begin(race, by=bot),
            "cancel": lambda race, _, bot: world.cancel(race, by=bot),
            "invite": _on_user(world.invite),
            "accept_request": _on_user(world.accept_request),
            "force_unready": _on_user(world.force_unready),
            "remove_entrant": _on_user(world.remove_entrant),
            "override_stream": _on_user(world.override_stream),
            "add_monitor": _on_user(world.add_monitor),
            "remove_monitor": _on_user(world.remove_monitor),
            "setinfo": self._set_info,
            "setmeta": self._set_meta,
        }

    def perform(self, race: Race, frame: ActionFrame, connection: Connection) -> None:
        scope = _SCOPES.get(frame.action, "race_action")
        bot = self._tokens.bot_of(connection.token, race.category, scope)
        if bot is None:
            raise Refused(PERMISSION_DENIED)
        if self._common.read(race, frame, connection):
            return
        action = self._actions.get(frame.action)
        if action is None:
            raise Refused(f"There is no action {frame.action!r}.")
        if self._world.click_collides(race):
            raise MalformedFrame("A deadlock ended the action.")
        action(race, frame, bot)

    def _message(self, race: Race, frame: ActionFrame, bot: Bot) -> None:
        self._world.bot_say(race, bot, frame.draft(self._world))

    def _pin_message(self, race: Race, frame: ActionFrame, _bot: Bot) -> None:
        self._world.pin_message(race, frame.text("message"))

    def _unpin_message(self, race: Race, frame: ActionFrame, _bot: Bot) -> None:
        self._world.unpin_message(race, frame.text("message"))

    def _set_info(self, race: Race, frame: ActionFrame, bot: Bot) -> None:
        """`info` is the older name of `info_user`."""
        info_user = frame.optional_text("info_user") or frame.optional_text("info")
        lines = InfoLines(info_user=info_user, info_bot=frame.optional_text("info_bot"))
        self._world.set_info(race, lines, by=bot)

    def _set_meta(self, race: Race, frame: ActionFrame, _bot: Bot) -> None:
        self._world.set_meta(race, frame.fields())


def _on_user(move: _MoveOnUser) -> Callable[[Race, ActionFrame, Bot], None]:
    return lambda race, frame, bot: move(race, frame.text("user"), by=bot)


class PublicActions:
    """The socket of web pages: reads, and ignores everything else without a word."""

    def __init__(self, common: CommonActions) -> None:
        self._common = common

    def perform(self, race: Race, frame: ActionFrame, connection: Connection) -> None:
        self._common.read(race, frame, connection)


class UserActions:
    """The socket of applications that act for a person; the token is judged at each action."""

    def __init__(self, world: World, documents: Documents, tokens: TokenStore, common: CommonActions) -> None:
        self._world = world
        self._documents = documents
        self._tokens = tokens
        self._common = common
        self._moves: dict[str, Callable[[Race, User], None]] = {
            "join": world.join,
            "leave": world.leave,
            "request_invite": world.request_invite,
            "cancel_invite": world.cancel_request,
            "accept_invite": world.accept_invite,
            "decline_invite": world.decline_invite,
            "ready": world.ready,
            "unready": world.unready,
            "done": world.done,
            "undone": world.undo,
            "forfeit": world.forfeit,
            "unforfeit": world.unforfeit,
        }
        self._spoken: dict[str, Callable[[Race, ActionFrame, User], None]] = {
            "add_comment": self._comment,
            "change_comment": self._comment,
            "comment": self._comment,
            "set_team": lambda race, frame, user: world.set_team(race, user, frame.text("team")),
        }

    def perform(self, race: Race, frame: ActionFrame, connection: Connection) -> None:
        if frame.action == "authenticate":
            self._authenticate(frame, connection)
        elif frame.action == "message":
            self._say(race, frame, self._person(connection, "chat_message"))
        elif frame.action in self._moves:
            person = self._person(connection, "race_action")
            if self._world.click_collides(race):
                raise MalformedFrame("A deadlock ended the action.")
            self._moves[frame.action](race, person)
        elif frame.action in self._spoken:
            self._spoken[frame.action](race, frame, self._person(connection, "race_action"))
        else:
            self._person(connection, "read")
            if not self._common.read(race, frame, connection):
                raise Refused(f"There is no action {frame.action!r}.")

    def _authenticate(self, frame: ActionFrame, connection: Connection) -> None:
        token = frame.text("oauth_token")
        user = self._tokens.user_of(token, "read")
        if user is None:
            raise Refused(PERMISSION_DENIED)
        connection.token = token
        connection.offer(make_frame("authenticated", self._world.now(), user=self._documents.user(user)))

    def _say(self, race: Race, frame: ActionFrame, user: User) -> None:
        draft = frame.draft(self._world)
        self._world.say(race, user, draft.text, guid=draft.guid, direct_to=draft.direct_to)

    def _comment(self, race: Race, frame: ActionFrame, user: User) -> None:
        self._world.comment(race, user, frame.text("comment"))

    def _person(self, connection: Connection, scope: str) -> User:
        user = self._tokens.user_of(connection.token, scope)
        if user is None:
            raise Refused(PERMISSION_DENIED)
        return user

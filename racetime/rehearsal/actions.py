"""The frames that clients send, and what every kind of socket answers to."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from racetime.rehearsal.chat import MOST_ACTIONS, Draft
from racetime.rehearsal.connection import Connection
from racetime.rehearsal.documents import Documents
from racetime.rehearsal.frames import Frame, make_frame
from racetime.rehearsal.race import Race
from racetime.rehearsal.refusals import MalformedFrame, Refused
from racetime.rehearsal.world import World

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

"""Speaking in a room, and keeping lines pinned."""

from racetime.rehearsal import rules
from racetime.rehearsal.chat import LONGEST_MESSAGE, Draft
from racetime.rehearsal.events import PinChanged
from racetime.rehearsal.race import Race
from racetime.rehearsal.refusals import Refused, Unknown
from racetime.rehearsal.store import RoomStore
from racetime.rehearsal.users import Bot, User


class ChatMoves(RoomStore):
    """What people and bots say. A repeated `guid` is dropped without a word, as racetime.gg does."""

    def say(
        self,
        room: Race | str,
        user: User | str,
        text: str,
        *,
        guid: str | None = None,
        direct_to: User | str | None = None,
    ) -> None:
        """Post a person's line, or a direct message; raises Refused when the room or the rate limit forbids it."""
        race, person = self.room(room), self.user(user)
        rules.check_speak(race, person, self.situation())
        line = _checked(text)
        receiver = None if direct_to is None else self.user(direct_to)
        if guid is not None and race.chat.is_replay(guid, self.now()):
            return
        if not race.can_monitor(person):
            race.chat.count_against_flood(person, self.now())
        message = self._message(person, line, direct_to=receiver)
        message.is_monitor = race.can_monitor(person)
        if race.is_running and not message.is_monitor:
            message.delay = race.settings.chat_message_delay
        self._post(race, message)

    def bot_say(self, room: Race | str, bot: Bot, draft: Draft) -> None:
        """Post a bot's line; a direct message loses its pin and its buttons."""
        race = self.room(room)
        rules.check_chat_open(race, self.situation())
        line = _checked(draft.text)
        if draft.guid is not None and race.chat.is_replay(draft.guid, self.now()):
            return
        message = self._message(bot, line, direct_to=draft.direct_to)
        if draft.direct_to is None:
            message.is_pinned = draft.is_pinned
            message.actions = dict(draft.actions)
        self._post(race, message)

    def pin_message(self, room: Race | str, message_id: str) -> None:
        self._set_pinned(room, message_id, is_pinned=True)

    def unpin_message(self, room: Race | str, message_id: str) -> None:
        self._set_pinned(room, message_id, is_pinned=False)

    def _set_pinned(self, room: Race | str, message_id: str, *, is_pinned: bool) -> None:
        race = self.room(room)
        message = race.chat.find(message_id)
        if message is None or message.is_direct or message.deleted_by is not None:
            raise Unknown("There is no such message.")
        if message.is_pinned != is_pinned:
            message.is_pinned = is_pinned
            self._tell(PinChanged(race, message))


def _checked(text: str) -> str:
    line = text.strip()
    if not line:
        raise Refused("A message can't be empty.")
    if len(line) > LONGEST_MESSAGE:
        raise Refused(f"A message has at most {LONGEST_MESSAGE} characters.")
    return line

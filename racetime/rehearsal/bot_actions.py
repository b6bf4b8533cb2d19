"""What a bot can do over its socket."""

from collections.abc import Callable
from typing import Protocol

from racetime.rehearsal.actions import PERMISSION_DENIED, ActionFrame, CommonActions
from racetime.rehearsal.connection import Connection
from racetime.rehearsal.race import Race
from racetime.rehearsal.refusals import MalformedFrame, Refused
from racetime.rehearsal.room_moves import InfoLines
from racetime.rehearsal.tokens import TokenStore
from racetime.rehearsal.users import Bot
from racetime.rehearsal.world import World

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

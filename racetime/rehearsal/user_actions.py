"""What people can do over sockets: with a token as a racer, without one only read."""

from collections.abc import Callable

from racetime.rehearsal.actions import PERMISSION_DENIED, ActionFrame, CommonActions
from racetime.rehearsal.connection import Connection
from racetime.rehearsal.documents import Documents
from racetime.rehearsal.frames import make_frame
from racetime.rehearsal.race import Race
from racetime.rehearsal.refusals import MalformedFrame, Refused
from racetime.rehearsal.tokens import TokenStore
from racetime.rehearsal.users import User
from racetime.rehearsal.world import World


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

"""What goes wrong on a bad night, each trouble with a name by which it is switched on and off."""

from datetime import timedelta
from enum import StrEnum

LOST_ANSWER_SECONDS = 60.0
DROP_SECONDS = 25.0
SHORT_TOKEN_LIFETIME = timedelta(minutes=2)


class Trouble(StrEnum):
    """Troubles of the wire first, then those that befall people."""

    ERRORS = "errors"
    LOST_ANSWERS = "lost-answers"
    DROPPED_SOCKETS = "dropped-sockets"
    SILENT_SOCKETS = "silent-sockets"
    REPEATED_FRAMES = "repeated-frames"
    OLD_FRAMES = "old-frames"
    SHORT_TOKENS = "short-tokens"
    DELETED_ACCOUNTS = "deleted-accounts"
    DISQUALIFICATIONS = "disqualifications"
    CORRECTIONS = "corrections"
    GIVING_UP = "giving-up"
    NO_SHOWS = "no-shows"


MEANINGS = {
    Trouble.ERRORS: "every request of a program is answered with 503",
    Trouble.LOST_ANSWERS: "a room that a bot asks for is made, and the answer comes a minute late as a 504",
    Trouble.DROPPED_SOCKETS: "each connection is cut after 25 seconds",
    Trouble.SILENT_SOCKETS: "connections stay open and say nothing",
    Trouble.REPEATED_FRAMES: "every frame is sent twice",
    Trouble.OLD_FRAMES: "after each state of a race its very first state is sent once more",
    Trouble.SHORT_TOKENS: "tokens end after two minutes, although ten hours were promised",
    Trouble.DELETED_ACCOUNTS: "the account of whoever finishes first is deleted a second later",
    Trouble.DISQUALIFICATIONS: "once somebody has finished, a racer who still runs is disqualified",
    Trouble.CORRECTIONS: "once a race is over, a moderator gives its winner another second",
    Trouble.GIVING_UP: "all simulated racers forfeit",
    Trouble.NO_SHOWS: "no simulated racer comes, and rooms are cancelled after half an hour",
}

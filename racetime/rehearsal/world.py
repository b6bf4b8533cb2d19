"""The rehearsal's world: everything racers, moderators, bots and the timekeeper can do, on one object."""

from racetime.rehearsal.chat_moves import ChatMoves
from racetime.rehearsal.moderator_moves import ModeratorMoves
from racetime.rehearsal.racer_moves import RacerMoves
from racetime.rehearsal.room_moves import RoomMoves


class World(RacerMoves, ChatMoves, ModeratorMoves, RoomMoves):
    """All moves over one store. Moves are synchronous: a room never changes in the middle of another move."""

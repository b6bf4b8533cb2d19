"""What a room will be like, and what an import will do, before either happens."""

from collections.abc import Sequence

from application.domain.live_races.room import RoomSettings
from application.domain.table_text import RowProblem
from application.domain.words import counted
from components.markup import element, put_icon, test_id, text


def room_preview(settings: RoomSettings) -> None:
    with test_id(element("room-preview"), "room-preview"):
        text("How the room looks on racetime.gg", "preview__title", "h3")
        with element("room-preview__box"):
            with element("room-preview__head"):
                text("Open", "room-preview__status", "span")
                text(f"Time limit: {counted(settings.time_limit, 'hour')}", "faint", "span")
            with element("points points--icons", "ul"):
                _line(True, "Anyone may join this race")
                start = (
                    "as soon as the room is locked and everybody is ready"
                    if settings.auto_start
                    else "when a race monitor starts it"
                )
                _line(settings.auto_start, f"Starts {start}, after {settings.start_delay} seconds")
                _line(settings.streaming_required, "Racers must stream", "Streaming is not required")
                _line(settings.allow_comments, _comments(settings), "Racers can't leave comments")
                _line(settings.allow_prerace_chat, "Chat is open before the race", "No chat before the race")
                _line(settings.allow_midrace_chat, "Chat is open during the race", "No chat during the race")
                _line(settings.allow_non_entrant_chat, "Everybody may chat", "Only racers may chat")
                if settings.chat_message_delay:
                    _line(True, f"Messages show after {counted(settings.chat_message_delay, 'second')}")


def _comments(settings: RoomSettings) -> str:
    if settings.hide_comments:
        return "Racers may leave comments, which show once the race is over"
    return "Racers may leave comments"


def _line(on: bool, sentence: str, otherwise: str = "") -> None:
    with element(tag="li"):
        put_icon("check" if on else "cross")
        text(sentence if on or not otherwise else otherwise, tag="span")


_MOST_SHOWN = 200


def problem_list(problems: Sequence[RowProblem]) -> None:
    if not problems:
        return
    with test_id(element("stack stack--tight"), "problems"):
        text(f"{counted(len(problems), 'row')} can't be taken", tag="h3")
        with element("problems", "ul") as shown:
            shown.props["tabindex"] = "0"  # it scrolls, so it must be reachable without a mouse
            shown.props["aria-label"] = "Rows that can't be taken"
            shown.props["role"] = "list"
            for problem in problems[:_MOST_SHOWN]:
                text(problem.message, tag="li")
        if len(problems) > _MOST_SHOWN:
            text(f"{len(problems) - _MOST_SHOWN} more are not shown.", "faint")

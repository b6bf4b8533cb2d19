"""What an import of many rows can't take, by row number."""

from collections.abc import Sequence

from application.domain.table_text import RowProblem
from application.domain.words import counted
from components.markup import element, test_id, text

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

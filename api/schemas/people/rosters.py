"""What an import of a roster does."""

from api.schemas.answers import Answer
from api.schemas.fields import ResponseBody
from api.schemas.tournaments.permalinks import RowProblemResponse
from application.services.people.roster_service import RosterImport, RosterLine, RosterStep


class RosterLineResponse(Answer[RosterLine]):
    """What becomes of one row: somebody is added, a member gets a racetime.gg account, or nothing changes."""


class RosterImportResponse(ResponseBody):
    added: int
    linked: int
    unchanged: int
    lines: list[RosterLineResponse]
    problems: list[RowProblemResponse]

    @classmethod
    def of(cls, view: RosterImport) -> "RosterImportResponse":
        return cls(
            added=view.count(RosterStep.ADD),
            linked=view.count(RosterStep.LINK),
            unchanged=view.count(RosterStep.KEEP),
            lines=[RosterLineResponse.of(line) for line in view.lines],
            problems=[RowProblemResponse.of(problem) for problem in view.problems],
        )

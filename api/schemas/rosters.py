"""What an import of a roster does."""

from api.schemas.fields import ResponseBody
from api.schemas.permalinks import RowProblemResponse
from application.services.roster_service import RosterImport, RosterLine, RosterStep


class RosterLineResponse(ResponseBody):
    """What becomes of one row: somebody is added, a member gets a racetime.gg account, or nothing changes."""

    row: int
    name: str
    racetime_id: str | None
    racetime_name: str | None
    step: RosterStep

    @classmethod
    def of(cls, view: RosterLine) -> "RosterLineResponse":
        return cls(
            row=view.row,
            name=view.name,
            racetime_id=view.racetime_id,
            racetime_name=view.racetime_name,
            step=view.step,
        )


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

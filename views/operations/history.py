"""What an imported tournament was before the move: races by the numbers they had, and the log of then."""

from dataclasses import dataclass

from application.domain.ids import TournamentId, read_id
from application.services.operations.history_service import HistoryLine, HistoryView
from components.choices import address_of
from components.empty import empty
from components.filters import Filters, keep_in_address
from components.form import Values, text_of
from components.help import MOVING
from components.live_refresh import Fragment
from components.markup import element, link, put_icon, section, test_id, text
from components.moment import moment
from components.sketch import put_drawn
from views.frame import frame
from views.page_request import PageRequest
from views.tournament_frame import tournament_heading

_NUMBER = "race"


@dataclass(frozen=True, slots=True)
class _Found:
    """What was looked for, and the address of the run that it is; both empty where nothing was."""

    number: str
    address: str


@dataclass(frozen=True, slots=True)
class _Shown:
    history: HistoryView
    older: str
    newer: str


async def show_history(request: PageRequest, tournament_id: int, race: str = "", page: str = "") -> None:
    own, number = TournamentId(tournament_id), read_id(page) or 1
    ctx = await request.enter_tournament(own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    history = await request.container.history.get_history(ctx, own, page=number)
    path = request.path

    async def look_for(values: Values) -> None:
        keep_in_address(path, values, (_NUMBER,))
        found.show(await find(text_of(values, _NUMBER)))

    async def find(written: str) -> _Found:
        wanted = read_id(written.strip().lstrip("#"))
        if wanted is None:
            return _Found(written.strip()[:20], "")
        run_id = await request.container.history.find_run(await request.enter_tournament(own), own, wanted)
        return _Found(str(wanted), f"/runs/{run_id}" if run_id is not None else "")

    with frame(request, f"History of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, tournament)
        if not history.is_imported:
            empty("This tournament began here", "What happens in it is in its audit log.", icon="history", about=MOVING)
            return
        with section("History before the move", key="history"):
            text("This tournament was run with SahasrahBot and moved here. Its races have other numbers now.", "soft")
            with Filters(look_for) as filters:
                filters.search(_NUMBER, "Race number in SahasrahBot", value=race[:20])
            found = Fragment(_draw_found)
        found.show(await find(race))
        if history.lines is not None:
            older = address_of(path, {"page": str(number + 1)}) if history.has_more else ""
            newer = address_of(path, {"page": str(number - 1)}) if number > 1 else ""
            Fragment(_draw_log).show(_Shown(history, older, newer))


def _draw_found(found: _Found) -> None:
    if not found.number:
        return
    with test_id(element("row"), "found"):
        if found.address:
            link(f"Race {found.number} in SahasrahBot", found.address)
        else:
            text(f"No race of this tournament had the number {found.number}.", "soft")


def _draw_log(shown: _Shown) -> None:
    with element("card card--flush"):
        if not shown.history.lines:
            empty(
                "Nothing was logged before the move",
                "What happens now is in the audit log.",
                icon="history",
                about=MOVING,
            )
            return
        with test_id(element("rows", "ul"), "lines"):
            for line in shown.history.lines:
                put_drawn(_draw_line, line)
        with element("rows__more"):
            if shown.newer:
                link("Newer", shown.newer, "button")
            if shown.older:
                link("Older", shown.older, "button")


def _draw_line(line: HistoryLine) -> None:
    with test_id(element("row-line audit", "li"), "line"):
        put_icon("bot" if line.by_system else "person")
        with element("row-line__main audit__main"):
            with element(tag="p"):
                text(line.action.replace("_", " ").capitalize(), "strong", "span")
                by = "SahasrahBot" if line.by_system else line.actor
                if by:
                    text(f" by {by}", "soft", "span")
            if line.details:
                text(line.details, "faint", "p")
            if line.run_id is not None:
                with element("dotted faint", "p"):
                    link("Run", f"/runs/{line.run_id}")
        with element("faint"):
            moment(line.occurred_at, show="stacked")

"""Unmatched results: each is matched to a member or dismissed."""

from collections.abc import Iterator
from dataclasses import dataclass

from nicegui import ui

from application.context import OrgContext
from application.domain.durations import precise_time
from application.domain.ids import RaceRef, UnmatchedEntrantId, UserId, read_id
from application.domain.live_races.eligibility import unmet
from application.domain.people.namesakes import MemberFilter
from application.domain.permissions import Permission
from application.domain.words import counted
from application.read_models import MatchPreview, MatchProposal, UnmatchedResult
from components import notices
from components.action import on_click
from components.choices import address_of, choices, put_choice
from components.dialog import Dialog
from components.empty import empty
from components.form import Choice, Form, Values, id_of, text_of
from components.help import UNOWNED
from components.live_refresh import Fragment, Section, keep_fresh
from components.markup import Button, element, link, test_id, text
from components.moment import moment
from components.person_picker import PersonPicker, person_choice
from components.row_actions import ActingRows, Row, RowAction, row_buttons
from components.sketch import put_drawn
from components.status import Look, chip, look_of_own_status
from components.table import more_rows, plain, table
from components.verdicts import verdict_list
from views.concerns import touches
from views.frame import frame, heading
from views.page_request import PageRequest

_PAGE = 50


@dataclass(frozen=True, slots=True)
class _Place:
    request: PageRequest
    slug: str
    may_add: bool
    """Whether the viewer may add members."""


async def show_unmatched_results(request: PageRequest, slug: str, show: str = "", after: str = "") -> None:
    everything = show == "all"
    last = read_id(after)
    ctx = await request.enter_organization(slug)
    organization = await request.container.organizations.get_organization(ctx)

    async def read(ctx: OrgContext) -> tuple[UnmatchedResult, ...]:
        own = None if last is None else UnmatchedEntrantId(last)
        listed = request.container.unmatched_results.list_entries
        return await listed(ctx, include_decided=everything, after=own, limit=_PAGE + 1)

    entries = await read(ctx)
    place = _Place(request, slug, ctx.allows(Permission.MANAGE_ORGANIZATION))
    with frame(request, f"Unmatched results of {organization.name}", organization=organization, ctx=ctx):
        heading(
            "Unmatched results",
            intro="Results of racers without a linked account, or who could not be counted. Nothing is lost: "
            "match a result to a member, or dismiss it. Every decision can be undone.",
        )
        with choices("Show results that are"):
            put_choice("Waiting", request.path, chosen=not everything)
            put_choice("All", f"{request.path}?show=all", chosen=everything)
        all_at_once = Section[bool](lambda several: _match_all(place) if several else None)
        rows = ActingRows(_draw, lambda entry: _actions(place, entry))
        more = Fragment(more_rows)

        def put(entries: tuple[UnmatchedResult, ...]) -> None:
            shown = entries[:_PAGE]
            all_at_once.show(sum(entry.offer is not None for entry in shown) > 1)
            rows.show({entry.id: entry for entry in shown})
            following = {"show": show, "after": str(shown[-1].id)} if len(entries) > _PAGE else {}
            more.show(("Older" if everything else "More", address_of(request.path, following) if following else ""))

        put(entries)

    async def refresh() -> None:
        put(await read(await request.enter_organization(slug)))

    keep_fresh(request.container.bus, refresh, concerns=touches({organization.id}, RaceRef))


def _draw(rows: tuple[Row[UnmatchedResult], ...]) -> None:
    with element("card card--flush"):
        if not rows:
            empty(
                "No unmatched results",
                "Results of racers without a linked account show here after a race.",
                icon="inbox",
                about=UNOWNED,
            )
            return
        with table("unmatched", plain("Racer", "Race", "Result", "Reason", "")):
            for row in rows:
                put_drawn(_row, row)


def _row(row: Row[UnmatchedResult]) -> None:
    entry = row.of
    with test_id(element(tag="tr"), "entry"):
        text(entry.racetime_name, "table__main", "td")
        with element(tag="td"), element("stack stack--tight"):
            link(entry.race_title, f"/live-races/{entry.live_race_id}")
            text(entry.tournament_name, "faint", "span")
            moment(entry.created_at, show="absolute")
        with element(tag="td"), element("row"):
            chip(look_of_own_status(entry.status))
            if entry.finish_time is not None:
                text(precise_time(entry.finish_time), "number", "span")
        with element(tag="td"):
            _standing(entry)
        with element("table__end", "td"), element("table__actions"):
            row_buttons(row, f"{entry.racetime_name} in {entry.race_title}")


def _standing(entry: UnmatchedResult) -> None:
    decision = entry.decision
    if decision is None:
        text(entry.explanation or entry.reason.value.replace("_", " ").capitalize())
        if entry.offer is not None:
            chip(Look(f"Seems to be {entry.offer.called}", "person", "good"))
        return
    if decision.matched_to is not None:
        text(f"Matched to {decision.matched_to.called} by {decision.who}")
    else:
        text(f"Dismissed by {decision.who}" + (f": {decision.note}" if decision.note else ""))
    if decision.at is not None:
        moment(decision.at, show="absolute")


def _actions(place: _Place, entry: UnmatchedResult) -> Iterator[RowAction]:
    if entry.is_open:
        if entry.offer is not None:
            offer = entry.offer
            give = f"Match to {offer.called}"
            yield RowAction(give, lambda: _ask_give(place, entry, offer.user_id), "check", "primary", "give")
        elif place.may_add and entry.racetime_id is not None:
            yield RowAction("Add as member and count", lambda: _ask_add(place, entry), "plus", test_id="add-member")
        yield RowAction("Match to member", lambda: _ask_whom(place, entry), "person", test_id="choose")
        yield RowAction("Dismiss", lambda: _ask_dismiss(place, entry), "ban", test_id="dismiss")
    else:
        yield RowAction("Undo", lambda: _reopen(place, entry), "undo", test_id="reopen")


async def _ask_give(place: _Place, entry: UnmatchedResult, user_id: UserId) -> None:
    """Say what giving the result to this member would overrule, and then do it."""
    unmatched_results = place.request.container.unmatched_results
    preview = await unmatched_results.preview_match(
        await place.request.enter_live_race(entry.live_race_id), entry.id, user_id
    )

    async def send(_: Values) -> None:
        ctx = await place.request.enter_live_race(entry.live_race_id)
        await unmatched_results.match_entry(ctx, entry.id, user_id)
        dialog.close()
        notices.tell(f"The result is matched to {preview.member.called}.")

    title = f"Match {entry.racetime_name}'s result to {preview.member.called}?"
    with ui.context.client.content, Dialog(title, small=True) as dialog:
        _preview(preview)
        if preview.refusal is None:
            with Form(draft=f"give-{entry.id}", send=send) as form:
                form.end("Match result", icon="check", cancel=True)
    dialog.open()


def _match_all(place: _Place) -> None:
    button = test_id(Button("Match all that are proposed", icon="check", style="primary"), "match-all")
    on_click(button, lambda: _ask_match_all(place))


async def _ask_match_all(place: _Place) -> None:
    """Show what would become of each, and do it to those that overrule nothing."""
    unmatched_results = place.request.container.unmatched_results
    proposals = await unmatched_results.list_proposals(await place.request.enter_organization(place.slug))
    able = {line.entry.id: line.member.user_id for line in proposals if not line.refusal}

    async def send(_: Values) -> None:
        lines = await unmatched_results.match_proposals(await place.request.enter_organization(place.slug), able)
        dialog.close()
        staying = [line for line in lines if line.refusal]
        done = f"{counted(len(lines) - len(staying), 'result is', 'results are')} matched."
        if staying:
            notices.warn(f"{done} {counted(len(staying), 'stays', 'stay')} unmatched: {staying[0].refusal}")
        else:
            notices.tell(done)

    title = f"Match {counted(len(able), 'result')}?" if able else "None of them can be matched at once"
    with ui.context.client.content, Dialog(title) as dialog:
        if len(able) < len(proposals):
            text("Match one by one where that overrules a rule.", "soft")
        Fragment(_proposals).show(proposals)
        if able:
            with Form(draft="match-all", send=send) as form:
                form.end("Match results", icon="check", cancel=True)
    dialog.open()


def _proposals(proposals: tuple[MatchProposal, ...]) -> None:
    with test_id(element("points", "ul"), "proposals"):
        for line in proposals:
            entry = line.entry
            with element(tag="li"), element(tag="span"):
                text(entry.racetime_name, "strong", "span")
                text(f" in {entry.race_title}", "soft", "span")
                if line.refusal:
                    text(f" stays unmatched. {line.refusal}", "soft", "span")
                else:
                    text(f" → {line.member.called}", tag="span")


async def _ask_add(place: _Place, entry: UnmatchedResult) -> None:
    """Ask for the new member's name, and do both together."""

    async def send(values: Values) -> None:
        ctx = await place.request.enter_live_race(entry.live_race_id)
        unmatched_results = place.request.container.unmatched_results
        member = await unmatched_results.add_member_and_match(ctx, entry.id, text_of(values, "display_name"))
        dialog.close()
        notices.tell(f"{member.called} is a member now, and the result counts.")

    title = f"Add {entry.racetime_name} as a member and count the result?"
    with ui.context.client.content, Dialog(title, small=True) as dialog:
        text(
            f"{entry.racetime_name} becomes a member with this racetime.gg account and without a role. The result in "
            f"{entry.race_title} counts whatever the rules said, and that is logged.",
            "soft",
        )
        with Form(draft=f"add-{entry.id}", send=send) as form:
            form.text("display_name", "Name", optional=True, limit=80, hint=f"Default: {entry.racetime_name}")
            form.end("Add member and count", icon="plus", cancel=True)
    dialog.open()


def _preview(preview: MatchPreview) -> None:
    if preview.refusal is not None:
        text(preview.refusal)
        return
    broken = unmet(preview.verdicts)
    if not broken:
        text("Every rule is met; the result counts like any other.")
        return
    text("These rules are not met. Matching the result overrules them, and that is logged:", "soft")
    verdict_list(broken)


async def _ask_whom(place: _Place, entry: UnmatchedResult) -> None:
    async def find(typed: str) -> tuple[Choice, ...]:
        ctx = await place.request.enter_live_race(entry.live_race_id)
        page = await place.request.container.organizations.list_members(ctx, MemberFilter(search=typed), limit=8)
        return tuple(person_choice(member) for member in page.items)

    async def send(values: Values) -> None:
        chosen = id_of(values, "user_id", what="member")
        if chosen is None:
            notices.warn("Choose a member first.")
            return
        dialog.close()
        await _ask_give(place, entry, UserId(chosen))

    with (
        ui.context.client.content,
        Dialog(f"Whose result is {entry.racetime_name}'s?", small=True) as dialog,
        Form(draft=f"whose-{entry.id}", send=send) as form,
    ):
        picker = PersonPicker(form, "user_id", "Member", find)
        form.end("Continue", cancel=True)
    await picker.offer("")
    dialog.open()


async def _ask_dismiss(place: _Place, entry: UnmatchedResult) -> None:
    async def send(values: Values) -> None:
        ctx = await place.request.enter_live_race(entry.live_race_id)
        await place.request.container.unmatched_results.dismiss_entry(ctx, entry.id, text_of(values, "reason"))
        dialog.close()

    with ui.context.client.content, Dialog(f"Dismiss {entry.racetime_name}'s result?", small=True) as dialog:
        text("It counts for nobody. You can undo this later.", "soft")
        with Form(draft=f"aside-{entry.id}", send=send) as form:
            form.text("reason", "Reason", optional=True, limit=500)
            form.end("Dismiss", icon="ban", cancel=True)
    dialog.open()


async def _reopen(place: _Place, entry: UnmatchedResult) -> None:
    ctx = await place.request.enter_live_race(entry.live_race_id)
    await place.request.container.unmatched_results.reopen_entry(ctx, entry.id)
    notices.tell("The result is unmatched again.")

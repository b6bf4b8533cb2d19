"""Who has a say in one tournament, and which of its players may have young accounts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nicegui import ui

from application.context import OrgContext
from application.domain.errors import InvalidInput
from application.domain.ids import TournamentId, UserId, read_id
from application.domain.people.namesakes import MemberFilter
from application.domain.permissions import TOURNAMENT_ROLES, Permission, Role
from application.domain.words import counted
from application.read_models import TournamentView
from application.read_models.tournaments import TournamentStaffMember, WhitelistedPlayer
from components import notices
from components.action import Work, on_click
from components.dialog import Dialog
from components.empty import empty
from components.form import Choice, Form, Values, text_of, with_changes
from components.help import SETTING_UP, WHO_MAY_RACE
from components.live_refresh import Fragment, keep_fresh
from components.markup import Button, element, keep_focus, section, test_id, text
from components.moment import moment
from components.person_picker import Find, PersonPicker, person_choice
from components.row_actions import ActingRows, Row, RowAction, row_buttons
from components.sketch import put_drawn
from components.status import Look, chip
from views.concerns import touches
from views.frame import frame
from views.page_request import PageRequest
from views.tournament_frame import tournament_heading

_OFFERED = 8
_WHAT = {
    Role.ASYNC_TOURNAMENT_ADMIN: "Manages this tournament: settings, pools, live races, results.",
    Role.ASYNC_REVIEWER: "Records and reviews results in this tournament.",
}


@dataclass(frozen=True, slots=True)
class _Shown:
    staff: tuple[TournamentStaffMember, ...]
    whitelist: tuple[WhitelistedPlayer, ...]
    may_give_roles: bool
    account_age: int


async def show_staff(request: PageRequest, tournament_id: int) -> None:
    own = TournamentId(tournament_id)
    ctx = await request.enter_tournament(own)
    organization = await request.container.organizations.get_organization(ctx)
    tournament = await request.container.tournaments.get_tournament(ctx, own)
    shown = await _read(request, ctx, tournament)
    with frame(request, f"Staff of {tournament.name}", organization=organization, ctx=ctx):
        tournament_heading(request, ctx, organization, tournament)
        with element("beside"):
            with section("Roles in this tournament only", "card--flush", key="staff"):
                note = Fragment(_staff_note)
                staff = ActingRows(_staff, lambda row: _staff_actions(request, own, row))
                if shown.may_give_roles:
                    _more("Give somebody a role", "give-role", lambda: _ask_roles(request, own, None))
            with section("Whitelist", "card--flush", key="whitelist"):
                age = Fragment(_whitelist_note)
                whitelist = ActingRows(_whitelist, lambda player: _whitelist_actions(request, own, player))
                _more("Add a player", "add-to-whitelist", lambda: _ask_player(request, own))

        def show(fresh: _Shown) -> None:
            note.show(fresh.may_give_roles)
            staff.show({person.user_id: _Staff(person, fresh.may_give_roles) for person in fresh.staff})
            age.show(fresh.account_age)
            whitelist.show({player.user_id: player for player in fresh.whitelist})

        show(shown)

        async def refresh() -> None:
            show(await _read(request, await request.enter_tournament(own), tournament))

        keep_fresh(request.container.bus, refresh, concerns=touches({organization.id}, tournament_id=own))


async def _read(request: PageRequest, ctx: OrgContext, tournament: TournamentView) -> _Shown:
    staff = request.container.tournament_staff
    return _Shown(
        staff=await staff.list_staff(ctx, tournament.id),
        whitelist=await staff.list_whitelist(ctx, tournament.id),
        may_give_roles=ctx.allows(Permission.MANAGE_TOURNAMENTS),
        account_age=tournament.effective_min_account_age_days,
    )


# Roles


@dataclass(frozen=True, slots=True)
class _Staff:
    person: TournamentStaffMember
    may_be_changed: bool


def _staff_note(may_give_roles: bool) -> None:
    with element("card__intro"):
        text("They come on top of what somebody may do in the whole organization.", "soft")
        if not may_give_roles:
            text("Only tournament admins of the whole organization give and take them.", "soft")


def _staff(rows: tuple[Row[_Staff], ...]) -> None:
    if not rows:
        empty(
            "Nobody has a role just here",
            "Give one to a member for this tournament only.",
            icon="people",
            about=SETTING_UP,
        )
    with test_id(element("rows", "ul"), "staff"):
        for row in rows:
            put_drawn(_staff_line, row)


def _staff_line(row: Row[_Staff]) -> None:
    person = row.of.person
    with test_id(element("row-line", "li"), "staff-line"):
        with element("row-line__main"):
            text(person.called, "strong")
            with element("row"):
                for role in person.roles:
                    chip(Look(role.label, "shield", "plain"))
        if row.buttons:
            with element("row-line__end"):
                row_buttons(row, person.called)


def _staff_actions(request: PageRequest, tournament_id: TournamentId, row: _Staff) -> Iterator[RowAction]:
    if row.may_be_changed:
        yield RowAction("Change", lambda: _ask_roles(request, tournament_id, row.person), test_id="change-roles")


def _more(label: str, name: str, work: Work) -> None:
    """The button below a list that adds to it."""
    with element("rows__more"):
        on_click(keep_focus(test_id(Button(label, icon="plus"), name), name), work)


async def _ask_roles(request: PageRequest, tournament_id: TournamentId, person: TournamentStaffMember | None) -> None:
    """Give a member roles, or change those of somebody who has some; without any they end."""

    async def send(values: Values) -> None:
        ctx = await request.enter_tournament(tournament_id)
        user_id = person.user_id if person is not None else _chosen(values)
        roles = [role for role in sorted(TOURNAMENT_ROLES) if values.get(role.value) is True]
        if person is None and not roles:
            raise InvalidInput.on(Role.ASYNC_REVIEWER.value, "Choose at least one role.")
        staff = request.container.tournament_staff
        held = (each.roles for each in await staff.list_staff(ctx, tournament_id) if each.user_id == user_id)
        shown = person.roles if person is not None else ()
        await staff.set_roles(ctx, tournament_id, user_id, with_changes(next(held, ()), shown=shown, wanted=roles))
        dialog.close()
        notices.tell("The roles are saved.")

    title = "Give somebody a role here" if person is None else f"Roles of {person.called} here"
    with ui.context.client.content, Dialog(title, small=True) as dialog:
        with Form(draft=f"roles-{person.user_id if person is not None else 'new'}", send=send) as form:
            picker = None
            if person is None:
                picker = PersonPicker(form, "user_id", "Member", _finder(request, tournament_id))
            for role in sorted(TOURNAMENT_ROLES):
                held = person is not None and role in person.roles
                form.check(role.value, role.label, value=held, hint=_WHAT[role])
            form.end("Save", icon="check", cancel=True)
        if picker is not None:
            await picker.offer("")
    dialog.open()


# Whitelist


def _whitelist_note(account_age: int) -> None:
    with element("card__intro"):
        text(
            f"Discord accounts must be {counted(account_age, 'day')} old to race here. Players on this list "
            "may have younger ones."
            if account_age
            else "Discord accounts may be of any age here, so nobody needs this list.",
            "soft",
        )


def _whitelist(rows: tuple[Row[WhitelistedPlayer], ...]) -> None:
    if not rows:
        empty(
            "Nobody is on the whitelist", "Add a player whose account is too young.", icon="person", about=WHO_MAY_RACE
        )
    with test_id(element("rows", "ul"), "whitelist"):
        for row in rows:
            put_drawn(_whitelist_line, row)


def _whitelist_line(row: Row[WhitelistedPlayer]) -> None:
    player = row.of
    with test_id(element("row-line", "li"), "whitelist-line"):
        with element("row-line__main"):
            text(player.called, "strong")
            with element("faint", "p"):
                text("Since ", tag="span")
                moment(player.since, show="absolute")
        with element("row-line__end"):
            row_buttons(row, player.called)


def _whitelist_actions(
    request: PageRequest, tournament_id: TournamentId, player: WhitelistedPlayer
) -> Iterator[RowAction]:
    async def remove() -> None:
        ctx = await request.enter_tournament(tournament_id)
        await request.container.tournament_staff.remove_from_whitelist(ctx, tournament_id, player.user_id)

    yield RowAction("Remove", remove, test_id="remove-from-whitelist")


async def _ask_player(request: PageRequest, tournament_id: TournamentId) -> None:
    async def send(values: Values) -> None:
        ctx = await request.enter_tournament(tournament_id)
        await request.container.tournaments.whitelist_player(ctx, tournament_id, _chosen(values))
        dialog.close()
        notices.tell("The player is on the whitelist.")

    with ui.context.client.content, Dialog("Add a player to the whitelist", small=True) as dialog:
        with Form(draft="whitelist", send=send) as form:
            picker = PersonPicker(form, "user_id", "Member", _finder(request, tournament_id))
            form.end("Add player", icon="plus", cancel=True)
        await picker.offer("")
    dialog.open()


def _chosen(values: Values) -> UserId:
    chosen = read_id(text_of(values, "user_id"))
    if chosen is None:
        raise InvalidInput.on("user_id", "Choose a member.")
    return UserId(chosen)


def _finder(request: PageRequest, tournament_id: TournamentId) -> Find:
    async def find(typed: str) -> Sequence[Choice]:
        ctx = await request.enter_tournament(tournament_id)
        page = await request.container.organizations.list_members(ctx, MemberFilter(search=typed), limit=_OFFERED)
        return [person_choice(member) for member in page.items]

    return find

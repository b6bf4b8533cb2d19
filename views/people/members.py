"""Members: found by name, role and account; added, changed, removed."""

from collections.abc import Mapping
from dataclasses import dataclass

from application.context import OrgContext
from application.domain.ids import read_id
from application.domain.people.namesakes import MemberFilter
from application.domain.permissions import Permission, Role
from application.domain.words import counted
from application.read_models import MemberView
from components.action import on_click
from components.choices import address_of
from components.empty import empty
from components.filters import Filters, keep_in_address
from components.form import Choice, Values, text_of
from components.help import SETTING_UP
from components.live_refresh import Fragment, keep_fresh
from components.markup import Button, element, link, outside_link, test_id, text
from components.moment import moment
from components.row_actions import RowAction, RowButton, on_row_click, row_button
from components.sketch import put_drawn
from components.status import Look, chip
from components.table import plain, table
from views.concerns import touches
from views.frame import frame
from views.organization_frame import members_heading
from views.page_request import PageRequest
from views.people.member_dialogs import add_member, edit_member, remove_member
from views.people.merging import ask_for_same_person

_PAGE = 50
_NAMES = ("search", "show")
_UNLINKED = "unlinked"
_SHOW = (
    Choice("", "Everybody"),
    *(Choice(role.value, f"{role.label}s") for role in Role),
    Choice(_UNLINKED, "Without a racetime.gg account"),
)


@dataclass(frozen=True, slots=True)
class _Row:
    member: MemberView
    profile: str
    buttons: tuple[RowButton, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    members: tuple[_Row, ...]
    total: int
    more: str
    """The address of the page after this one, if there is one."""


async def show_members(request: PageRequest, slug: str, search: str = "", show: str = "", after: str = "") -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await request.container.organizations.get_organization(ctx)
    chosen = {"search": search[:100], "show": show}
    page = await _read(request, ctx, slug, chosen, after)

    async def changed(values: Values) -> None:
        nonlocal after
        chosen["search"], chosen["show"], after = text_of(values, "search"), text_of(values, "show"), ""
        keep_in_address(request.path, values, _NAMES)
        await refresh()

    async def refresh() -> None:
        fresh = await request.enter_organization(slug)
        fresh.demand(Permission.MANAGE_ORGANIZATION)
        show_page(await _read(request, fresh, slug, chosen, after))

    def show_page(fresh: _Shown) -> None:
        nonlocal page
        page = fresh
        shown.show(page)

    def actions_of(row: int) -> tuple[RowAction, ...]:
        member = next((each.member for each in page.members if each.member.user_id == row), None)
        return () if member is None else _actions(request, slug, member)

    with frame(request, f"Members of {organization.name}", organization=organization, ctx=ctx):
        members_heading(request, organization)
        with element("heading__row"):
            with Filters(changed) as filters:
                filters.search("search", "Search by name", value=search)
                filters.select("show", "Show", _SHOW, value=show)
            with element("row"):
                test_id(link("Export as CSV", f"/organizations/{slug}/members.csv", "button"), "export")
                add = test_id(Button("Add a member", icon="plus", style="primary"), "add-member")
                on_click(add, lambda: add_member(request, slug))
        shown = Fragment(_draw)
        shown.show(page)
        on_row_click(shown.host, actions_of)
        keep_fresh(request.container.bus, refresh, concerns=touches({organization.id}))


async def _read(request: PageRequest, ctx: OrgContext, slug: str, chosen: Mapping[str, str], after: str) -> _Shown:
    show = chosen["show"]
    wanted = MemberFilter(
        search=chosen["search"],
        role=Role(show) if show in set(Role) else None,
        linked=False if show == _UNLINKED else None,
    )
    organizations, profile_of = request.container.organizations, request.container.racetime.profile_address_of
    page = await organizations.list_members(ctx, wanted, after=_place(after), limit=_PAGE)
    rows = tuple(
        _Row(
            member,
            "" if member.racetime_id is None else profile_of(member.racetime_id),
            tuple(action.button for action in _actions(request, slug, member)),
        )
        for member in page.items
    )
    last = page.items[-1] if page.has_more else None
    more = {} if last is None else {**chosen, "after": f"{last.user_id} {last.name}"}
    total = await organizations.count_members(ctx, wanted)
    return _Shown(rows, total, address_of(request.path, more) if more else "")


def _place(after: str) -> tuple[str, int] | None:
    """Read "17 Malon", the place after which a list goes on."""
    number, _, name = after.partition(" ")
    last = read_id(number)
    return (name, last) if last is not None else None


def _draw(shown: _Shown) -> None:
    with element("stack"):
        text(f"{counted(shown.total, 'member')}.", "soft")
        with element("card card--flush"):
            if not shown.members:
                empty(
                    "No members found", "Search for something else, or show everybody.", icon="people", about=SETTING_UP
                )
                return
            with table("members", plain("Name", "racetime.gg", "Roles", "Member since", "")):
                for row in shown.members:
                    put_drawn(_row, row)
            if shown.more:
                with element("rows__more"):
                    link("More", shown.more, "button")


def _row(row: _Row) -> None:
    member = row.member
    with test_id(element(tag="tr"), "member"):
        with element("table__main", "td"):
            text(member.name, tag="span")
            if member.mark is not None:
                text(f" · {member.mark}", "faint", "span")
            if member.is_placeholder:
                text(" · never signed in", "faint", "span")
            elif member.made_by_others:
                text(" · has not said yet whether to stay", "faint", "span")
        with element(tag="td") as account:
            account.props["data-label"] = "racetime.gg"
            if member.racetime_id is None:
                chip(Look("Not linked", "cross", "warn"))
            else:
                with element(tag="span"):
                    outside_link(member.racetime_name or member.racetime_id, row.profile)
                    if not member.racetime_is_proven:
                        text(" · as entered here", "faint", "span")
        with element("" if member.roles else "table__wide", "td") as roles:
            roles.props["data-label"] = "Roles"
            with element("row"):
                for role in member.roles:
                    chip(Look(role.label, "shield", "plain"))
                if not member.roles:
                    text("Player", "soft", "span")
        with element("table__wide", "td"):
            moment(member.joined_at, show="absolute", form="date")
        with element("table__end", "td"), element("table__actions"):
            for button in row.buttons:
                row_button(button, member.user_id, member.called)


def _actions(request: PageRequest, slug: str, member: MemberView) -> tuple[RowAction, ...]:
    return (
        RowAction("Edit", lambda: edit_member(request, slug, member), test_id="edit-member"),
        RowAction(
            "Same person as…",
            lambda: ask_for_same_person(request, slug, member.user_id, member.called),
            test_id="same-person",
        ),
        RowAction("Remove", lambda: remove_member(request, slug, member), style="danger", test_id="remove-member"),
    )

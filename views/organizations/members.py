"""Members: found by name, role and account; added, changed, removed."""

from dataclasses import dataclass

from application.context import OrgContext
from application.domain.ids import read_id
from application.domain.member_filter import MemberFilter
from application.domain.permissions import Permission, Role
from application.domain.words import counted
from application.read_models import MemberView
from components.action import on_click
from components.empty import empty
from components.filters import Filters, address_of, keep_in_address
from components.form import Choice, Values, text_of
from components.live_refresh import Section, keep_fresh
from components.markup import Button, box, keep_focus, link, named, outside_link, text
from components.moment import moment
from components.status import Look, chip
from views.frame import frame
from views.merging import ask_for_same_person
from views.organizations.common import members_heading
from views.organizations.member_dialogs import add_member, edit_member, remove_member
from views.visit import Visit

_PAGE = 50
_NAMES = ("search", "show")
_UNLINKED = "unlinked"
_SHOW = (
    Choice("", "Everybody"),
    *(Choice(role.value, f"{role.label}s") for role in Role),
    Choice(_UNLINKED, "Without a racetime.gg account"),
)


@dataclass(frozen=True, slots=True)
class _Shown:
    members: tuple[MemberView, ...]
    total: int
    has_more: bool
    search: str
    show: str


async def show_members(visit: Visit, slug: str, search: str = "", show: str = "", after: str = "") -> None:
    ctx = await visit.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await visit.container.organizations.get_organization(ctx)
    chosen = {"search": search[:100], "show": show}
    page = await _read(visit, ctx, chosen["search"], show, after)

    async def changed(values: Values) -> None:
        nonlocal after
        chosen["search"], chosen["show"], after = text_of(values, "search"), text_of(values, "show"), ""
        keep_in_address(visit.path, values, _NAMES)
        await refresh()

    async def refresh() -> None:
        fresh = await visit.enter_organization(slug)
        fresh.demand(Permission.MANAGE_ORGANIZATION)
        shown.show(await _read(visit, fresh, chosen["search"], chosen["show"], after))

    with frame(visit, f"Members of {organization.name}", organization=organization, ctx=ctx):
        members_heading(visit, organization)
        with box("heading__row"):
            with Filters(changed) as filters:
                filters.search("search", "Search by name", value=search)
                filters.select("show", "Show", _SHOW, value=show)
            with box("row"):
                named(link("Export as CSV", f"/organizations/{slug}/members.csv", "button"), "export")
                add = named(Button("Add a member", icon="plus", style="primary"), "add-member")
                on_click(add, lambda: add_member(visit, slug))
        shown = Section[_Shown](lambda fresh: _draw(visit, slug, fresh))
        shown.show(page)
        keep_fresh(visit.container.bus, refresh, concerns=lambda event: event.organization_id == organization.id)


async def _read(visit: Visit, ctx: OrgContext, search: str, show: str, after: str) -> _Shown:
    wanted = MemberFilter(
        search=search,
        role=Role(show) if show in set(Role) else None,
        linked=False if show == _UNLINKED else None,
    )
    organizations = visit.container.organizations
    page = await organizations.list_members(ctx, wanted, after=_place(after), limit=_PAGE)
    total = await organizations.count_members(ctx, wanted)
    return _Shown(page.items, total, page.has_more, search, show)


def _place(after: str) -> tuple[str, int] | None:
    """Read "17 Malon", the place after which a list goes on."""
    number, _, name = after.partition(" ")
    last = read_id(number)
    return (name, last) if last is not None else None


def _draw(visit: Visit, slug: str, shown: _Shown) -> None:
    with box("stack"):
        text(f"{counted(shown.total, 'member')}.", "soft")
        with box("card card--flush"):
            if not shown.members:
                empty("Nobody here", "Search for something else, or show everybody.", icon="people")
                return
            with named(box("table table--cards", "table"), "members"):
                with box(tag="thead"), box(tag="tr"):
                    for title in ("Name", "racetime.gg", "Roles", "Member since", ""):
                        text(title, tag="th").props["scope"] = "col"
                with box(tag="tbody"):
                    for member in shown.members:
                        _row(visit, slug, member)
            if shown.has_more:
                last = shown.members[-1]
                query = {"search": shown.search, "show": shown.show, "after": f"{last.user_id} {last.name}"}
                with box("rows__more"):
                    link("More", address_of(visit.path, query), "button")


def _row(visit: Visit, slug: str, member: MemberView) -> None:
    with named(box(tag="tr"), "member", f"member-{member.user_id}"):
        with box("table__main", "td"):
            text(member.name, tag="span")
            if member.mark is not None:
                text(f" · {member.mark}", "faint", "span")
            if member.is_placeholder:
                text(" · never signed in", "faint", "span")
            elif member.made_by_others:
                text(" · has not said yet whether to stay", "faint", "span")
        with box(tag="td") as account:
            account.props["data-label"] = "racetime.gg"
            if member.racetime_id is None:
                chip(Look("Not linked", "cross", "warn"))
            else:
                address = visit.container.racetime.profile_address_of(member.racetime_id)
                with box(tag="span"):
                    outside_link(member.racetime_name or member.racetime_id, address)
                    if not member.racetime_is_proven:
                        text(" · as entered here", "faint", "span")
        with box("" if member.roles else "table__wide", "td") as roles:
            roles.props["data-label"] = "Roles"
            with box("row"):
                for role in member.roles:
                    chip(Look(role.label, "shield", "plain"))
                if not member.roles:
                    text("Player", "soft", "span")
        with box("table__wide", "td"):
            moment(member.joined_at, show="absolute", form="date")
        with box("table__end", "td"), box("table__actions"):
            edit = _button("Edit", member, "edit-member")
            on_click(edit, lambda: edit_member(visit, slug, member))
            same = _button("Same person as…", member, "same-person")
            on_click(same, lambda: ask_for_same_person(visit, slug, member.user_id, member.called))
            remove = _button("Remove", member, "remove-member", style="danger")
            on_click(remove, lambda: remove_member(visit, slug, member))


def _button(label: str, member: MemberView, name: str, *, style: str = "") -> Button:
    button = keep_focus(named(Button(label, style=style), name), f"{name}-{member.user_id}")
    button.props["aria-label"] = f"{label}: {member.called}"
    return button

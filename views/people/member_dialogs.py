"""Adding a member, changing roles and account, and ending a membership."""

from nicegui import ui

from application.context import OrgContext
from application.domain.accounts import WHERE_AN_ID_IS, read_discord_id
from application.domain.permissions import Role
from application.ports import FoundAccount
from application.read_models import MemberView
from application.services.people.member_entry import NewMember
from application.services.people.organization_service import MemberChanges
from components import notices
from components.dialog import Dialog
from components.form import Form, Values, text_of, with_changes
from components.markup import element, test_id, text
from views.page_request import PageRequest

_WHAT = {
    Role.ADMIN: "Everything: members, settings, profiles and bots, too.",
    Role.ASYNC_TOURNAMENT_ADMIN: "All tournaments: settings, pools, live races, results.",
    Role.ASYNC_REVIEWER: "Records and reviews results in all tournaments.",
}
_ACCOUNT_HINT = "The name as on racetime.gg, e.g. Malon#1234, or the address of the profile."


async def add_member(request: PageRequest, slug: str) -> None:
    async def send(values: Values) -> None:
        ctx = await request.enter_organization(slug)
        account = await _account(request, ctx, values)
        name = text_of(values, "display_name") or (account.name if account is not None else "")
        member = await request.container.organizations.add_member(
            ctx,
            NewMember(
                display_name=name,
                discord_id=_discord_id(request, values),
                racetime_id=account.racetime_id if account is not None else None,
                racetime_name=(account.name or None) if account is not None else None,
                roles=_roles(values),
            ),
        )
        dialog.close()
        notices.tell(f"{member.name} is a member now.")

    with ui.context.client.content, Dialog("Add a member") as dialog:
        text("An invite link is simpler: whoever opens it joins by signing in.", "soft")
        with Form(draft="new-member", send=send) as form:
            form.text("display_name", "Name", optional=True, limit=80, hint="Default: the name on racetime.gg.")
            form.text(
                "discord_id",
                "Discord id",
                optional=True,
                limit=40,
                hint=f"With it the person can sign in, and is found if already known here. {WHERE_AN_ID_IS}",
            )
            form.text("racetime_account", "racetime.gg account", optional=True, limit=200, hint=_ACCOUNT_HINT)
            _role_checks(form, ())
            form.end("Add member", icon="plus", cancel=True)
    dialog.open()


async def edit_member(request: PageRequest, slug: str, member: MemberView) -> None:
    async def send(values: Values) -> None:
        ctx = await request.enter_organization(slug)
        now = (await request.container.organizations.get_member(ctx, member.user_id)).roles
        roles, changes = with_changes(now, shown=member.roles, wanted=_roles(values)), MemberChanges()
        if roles != set(now):
            changes = MemberChanges(roles=tuple(sorted(roles)))
        if values.get("unlink") is True:
            changes = MemberChanges(roles=changes.roles, racetime_id=None)
        elif (account := await _account(request, ctx, values)) is not None:
            changes = MemberChanges(
                roles=changes.roles, racetime_id=account.racetime_id, racetime_name=account.name or None
            )
        await request.container.organizations.update_member(ctx, member.user_id, changes)
        dialog.close()
        notices.tell(f"{member.name} is saved.")

    with (
        ui.context.client.content,
        Dialog(f"Edit {member.name}") as dialog,
        Form(draft=f"member-{member.user_id}", send=send) as form,
    ):
        _role_checks(form, member.roles)
        _account_fields(form, member)
        form.end("Save", icon="check", cancel=True)
    dialog.open()


def _account_fields(form: Form, member: MemberView) -> None:
    """What admins say about the account; there is nothing to say about one that its owner has proved."""
    linked = member.racetime_name or member.racetime_id
    if member.racetime_is_proven:
        text(f"{linked} on racetime.gg signed in there, so only {member.name} can change the link.", "soft")
        return
    form.text(
        "racetime_account",
        "Another racetime.gg account" if linked else "racetime.gg account",
        optional=True,
        limit=200,
        hint=f"Linked now: {linked}. {_ACCOUNT_HINT}" if linked else _ACCOUNT_HINT,
    )
    if linked:
        form.check("unlink", f"Unlink {linked}", hint="Results stay; live races are no longer counted.")


async def remove_member(request: PageRequest, slug: str, member: MemberView) -> None:
    async def send(_: Values) -> None:
        ctx = await request.enter_organization(slug)
        await request.container.organizations.remove_member(ctx, member.user_id)
        dialog.close()
        notices.tell(f"{member.name} is no longer a member.")

    with ui.context.client.content, Dialog(f"Remove {member.name}?", small=True) as dialog:
        with element("points", "ul"):
            for line in (
                "All roles here end.",
                "Runs and results stay, on the leaderboard, too.",
                "A run that is under way ends by its own limits.",
                "With an invite link the person can join again.",
            ):
                text(line, tag="li")
        with Form(draft=f"remove-{member.user_id}", send=send) as form:
            form.end("Remove member", icon="cross", cancel=True)
    dialog.open()


def _role_checks(form: Form, held: tuple[Role, ...]) -> None:
    with test_id(element("checks", "fieldset"), "roles"):
        text("Roles", "field__label", "legend")
        for role in Role:
            form.check(role.value, role.label, value=role in held, hint=_WHAT[role])


def _roles(values: Values) -> tuple[Role, ...]:
    return tuple(role for role in Role if values.get(role.value) is True)


def _discord_id(request: PageRequest, values: Values) -> int | None:
    written = text_of(values, "discord_id")
    if not written:
        return None
    return read_discord_id(written, request.container.clock.now())


async def _account(request: PageRequest, ctx: OrgContext, values: Values) -> FoundAccount | None:
    written = text_of(values, "racetime_account")
    if not written:
        return None
    return await request.container.racetime.find_account(ctx, written, field="racetime_account")

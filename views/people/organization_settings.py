"""An organization's own settings: its name, and what its tournaments inherit."""

import base64

from application.context import OrgContext
from application.domain.errors import FieldProblem, InvalidInput
from application.domain.permissions import Permission
from application.domain.settings import Declared, Group, declared_in, values_in
from application.domain.tournaments.organization_settings import OrganizationChanges, OrganizationSettings
from application.domain.tournaments.timeline import installation_timeline
from application.read_models import OrganizationView
from application.services.people.logos import FIELD as LOGO
from application.services.people.logos import LARGEST_FILE, TOO_LARGE
from components import notices
from components.action import on_click
from components.form import Form, Values
from components.live_refresh import Section
from components.long_text import LongTextForm, file_in
from components.markup import Button, element, section, test_id, text
from components.settings import put_settings, read_setting
from components.words import release_in_words
from views.frame import frame
from views.organization_frame import settings_heading
from views.page_request import PageRequest

_DECLARED = declared_in(OrganizationSettings)


async def show_organization_settings(request: PageRequest, slug: str) -> None:
    ctx = await request.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await request.container.organizations.get_organization(ctx)
    with frame(request, f"Settings of {organization.name}", organization=organization, ctx=ctx):
        settings_heading(request, organization)
        _form(request, slug, organization)
        _logo(request, slug, await _logo_address(request, ctx, organization))


def _form(request: PageRequest, slug: str, organization: OrganizationView) -> None:
    before = values_in(OrganizationSettings, organization)

    async def send(values: Values) -> None:
        nonlocal before
        after = _read(values)
        changes = OrganizationChanges(**{name: value for name, value in after.items() if before[name] != value})
        fresh = await request.enter_organization(slug)
        before = values_in(
            OrganizationSettings, await request.container.organizations.update_organization(fresh, changes)
        )
        notices.tell("The settings are saved.")

    with Form(draft="organization-settings", send=send) as form:
        form.element.classes("form--page")
        with section("General", key="basics"):
            put_settings(form, _of(Group.BASICS), organization)
        with section("Live races", key="live"):
            text("Defaults for every tournament. Scheduled races follow a change.", "soft")
            put_settings(form, _of(Group.LIVE), organization, inherited=_usual(request))
        with section("Public pages", key="look"):
            put_settings(form, _of(Group.LOOK), organization)
        form.end("Save settings", icon="check")


async def _logo_address(request: PageRequest, ctx: OrgContext, organization: OrganizationView) -> str:
    """Return the logo within its address: there may be no public page yet that has it."""
    if organization.logo_mark is None:
        return ""
    content = await request.container.organizations.get_logo(ctx)
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


def _logo(request: PageRequest, slug: str, address: str) -> None:
    organizations = request.container.organizations

    async def upload(values: Values) -> None:
        fresh = await request.enter_organization(slug)
        changed = await organizations.set_logo(fresh, file_in(values, LOGO))
        present.show(await _logo_address(request, fresh, changed))
        notices.tell("The logo is saved.")

    async def remove() -> None:
        await organizations.remove_logo(await request.enter_organization(slug))
        present.show("")
        notices.tell("The logo is removed.")

    def draw(shown: str) -> None:
        if not shown:
            return
        with element("row"):
            picture = test_id(element("logo", "img"), "logo")
            picture.props["src"], picture.props["alt"] = shown, "The present logo"
            on_click(test_id(Button("Remove logo", icon="trash"), "remove-logo"), remove)

    with section("Logo", key="logo"):
        text("Shown on public pages, in embeds and in the pictures beside links.", "soft")
        present = Section(draw)
        present.show(address)
        with LongTextForm(draft="logo", field=LOGO, send=upload) as form:
            form.picture(
                "Picture",
                hint=f"PNG, JPEG or WebP, at most {LARGEST_FILE // 1024} KiB.",
                largest=LARGEST_FILE,
                too_large=TOO_LARGE,
            )
            form.end("Upload logo", icon="upload")


def _of(group: Group) -> dict[str, Declared]:
    return {name: declared for name, declared in _DECLARED.items() if declared.setting.group is group}


def _usual(request: PageRequest) -> dict[str, str]:
    """Return what holds where the organization says nothing, in words."""
    settings = request.container.settings
    installed = installation_timeline(settings.async_live_race_room_open_minutes)
    return {
        "room_open_minutes": f"Default: {installed.room_open_minutes}.",
        "lock_minutes": f"Default: {installed.lock_minutes}.",
        "release_rule": f"Default: {release_in_words(installed.release_rule, installed.release_minutes)}",
        "min_account_age_days": f"Default: {settings.async_live_race_min_account_age_days}.",
    }


def _read(values: Values) -> dict[str, object]:
    problems: list[FieldProblem] = []
    read = {name: read_setting(declared, values, problems) for name, declared in _DECLARED.items()}
    if problems:
        raise InvalidInput(*problems)
    return read

"""An organization's own settings: its name, and what its tournaments inherit."""

from application.domain.errors import FieldProblem, InvalidInput
from application.domain.permissions import Permission
from application.domain.settings import Declared, Group, declared_in, values_in
from application.domain.tournaments.organization_settings import OrganizationChanges, OrganizationSettings
from application.domain.tournaments.timeline import installation_timeline
from application.read_models import OrganizationView
from components import notices
from components.form import Form, Values, mark_of
from components.markup import section, text
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

    with Form(draft=f"organization-{mark_of(before)}", send=send) as form:
        form.element.classes("form--page")
        with section("General", key="basics"):
            put_settings(form, _of(Group.BASICS), organization)
        with section("Live races", key="live"):
            text("Defaults for every tournament. Scheduled races follow a change.", "soft")
            put_settings(form, _of(Group.LIVE), organization, inherited=_usual(request))
        form.end("Save settings", icon="check")


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

"""An organization's own settings: its name, and what its tournaments inherit."""

from application.domain.permissions import Permission
from application.domain.settings import declared_in
from application.domain.timeline import LONGEST_ROOM_OPEN_MINUTES, ReleaseRule, TimelineOverrides, installation_timeline
from application.domain.tournament_settings import MOST_ACCOUNT_AGE_DAYS
from application.read_models import OrganizationView
from application.services.organization_service import OrganizationChanges
from components import notices
from components.form import Form, Values, mark_of, number_of, text_of
from components.markup import box, section, text
from components.settings import choices_of
from components.words import release_in_words
from views.frame import frame
from views.organizations.common import settings_heading
from views.visit import Visit

_NUMBERS = ("room_open_minutes", "lock_minutes", "release_minutes", "min_account_age_days")


async def show_organization_settings(visit: Visit, slug: str) -> None:
    ctx = await visit.enter_organization(slug)
    ctx.demand(Permission.MANAGE_ORGANIZATION)
    organization = await visit.container.organizations.get_organization(ctx)
    with frame(visit, f"Settings of {organization.name}", organization=organization, ctx=ctx):
        settings_heading(visit, organization)
        _form(visit, slug, organization)


def _form(visit: Visit, slug: str, organization: OrganizationView) -> None:
    before = _settings_of(organization)

    async def send(values: Values) -> None:
        nonlocal before
        after = _read(values)
        changes = OrganizationChanges(**{name: value for name, value in after.items() if before[name] != value})  # type: ignore[arg-type]
        fresh = await visit.enter_organization(slug)
        before = _settings_of(await visit.container.organizations.update_organization(fresh, changes))
        notices.tell("The settings are saved.")

    with Form(draft=f"organization-{mark_of(before)}", send=send) as form:
        form.element.classes("form--page")
        with section("What it is", key="basics"):
            form.text("name", "Name", value=organization.name, limit=100)
            form.lines(
                "description",
                "Description",
                value=organization.description,
                optional=True,
                hint="Stands at the top of the organization's page.",
            )
        with section("Live races", key="live"):
            text("These hold for every tournament that says nothing else. Races that are scheduled move along.", "soft")
            _timeline(form, visit, organization)
        form.end("Save the settings", icon="check")


def _timeline(form: Form, visit: Visit, organization: OrganizationView) -> None:
    installed = installation_timeline(visit.container.settings.async_live_race_room_open_minutes)
    own = organization.timeline
    with box("form__row"):
        form.number(
            "room_open_minutes",
            "Room opens, minutes before",
            value=own.room_open_minutes,
            least=1,
            most=LONGEST_ROOM_OPEN_MINUTES,
            optional=True,
            hint=f"Empty: {installed.room_open_minutes}.",
        )
        form.number(
            "lock_minutes",
            "Room is locked, minutes before",
            value=own.lock_minutes,
            least=0,
            most=LONGEST_ROOM_OPEN_MINUTES,
            optional=True,
            hint=f"Empty: {installed.lock_minutes}. Then it is settled who counts.",
        )
    with box("form__row"):
        usual = release_in_words(installed.release_rule, installed.release_minutes)
        form.select(
            "release_rule",
            "Seed is released",
            choices_of(declared_in(TimelineOverrides)["release_rule"], f"As usual: {usual}"),
            value=own.release_rule.value if own.release_rule is not None else "",
        )
        form.number(
            "release_minutes",
            "Release, minutes before the start",
            value=own.release_minutes,
            least=0,
            most=LONGEST_ROOM_OPEN_MINUTES,
            optional=True,
            hint="Only for a release some minutes before the start.",
        )
    form.number(
        "min_account_age_days",
        "Age of Discord accounts, days",
        value=organization.min_account_age_days,
        least=0,
        most=MOST_ACCOUNT_AGE_DAYS,
        optional=True,
        hint=f"Empty: {visit.container.settings.async_live_race_min_account_age_days}. Younger accounts can't race.",
    )


def _settings_of(organization: OrganizationView) -> dict[str, object]:
    own = organization.timeline
    return {
        "name": organization.name,
        "description": organization.description,
        "room_open_minutes": own.room_open_minutes,
        "lock_minutes": own.lock_minutes,
        "release_rule": own.release_rule,
        "release_minutes": own.release_minutes,
        "min_account_age_days": organization.min_account_age_days,
    }


def _read(values: Values) -> dict[str, object]:
    rule = text_of(values, "release_rule")
    numbers = {name: number_of(values, name, what="number") for name in _NUMBERS}
    return {
        "name": text_of(values, "name"),
        "description": str(values.get("description", "")).strip(),
        "release_rule": ReleaseRule(rule) if rule in set(ReleaseRule) else None,
        **numbers,
    }

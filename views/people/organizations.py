"""All organizations of the site, for site administrators, who close and reopen them."""

from collections.abc import Iterator

from application.read_models import OrganizationView
from components import notices
from components.alerts import installation_alert_list
from components.empty import empty
from components.form import Values
from components.help import SETTING_UP
from components.live_refresh import Fragment
from components.markup import element, test_id, text
from components.moment import moment
from components.question import ask
from components.row_actions import ActingRows, Row, RowAction, row_buttons
from components.sketch import put_drawn
from components.status import chip, look_of_activity
from components.table import table
from views.frame import frame, heading
from views.page_request import PageRequest

_COLUMNS = (("Organization", ""), ("Short name", ""), ("Created", ""), ("Status", ""), ("", ""))


async def show_organizations(request: PageRequest) -> None:
    await request.container.identity.demand_site_administrator(request.actor)

    async def refresh() -> None:
        every = await request.container.organizations.list_every_organization()
        shown.show({organization.id: organization for organization in every})

    def actions(organization: OrganizationView) -> Iterator[RowAction]:
        if organization.is_active:
            yield RowAction("Close", lambda: ask_to_close(organization), "lock", "danger", "close-organization")
        else:
            yield RowAction("Reopen", lambda: reopen(organization), "unlock", test_id="reopen-organization")

    async def ask_to_close(organization: OrganizationView) -> None:
        async def close(_: Values) -> None:
            await request.container.identity.demand_site_administrator(request.actor)
            await request.container.organizations.close_organization(organization.id, by=request.actor)
            await refresh()
            notices.tell(f"{organization.name} is closed.")

        sentences = [
            "Nobody sees anything of it any more: members, staff, the public, bots and Discord.",
            "Nothing is deleted. You can reopen it here.",
        ]
        ask(f"Close {organization.name}?", sentences, "Close organization", close, draft="close-organization")

    async def reopen(organization: OrganizationView) -> None:
        await request.container.identity.demand_site_administrator(request.actor)
        await request.container.organizations.reopen_organization(organization.id, by=request.actor)
        await refresh()
        notices.tell(f"{organization.name} is open again.")

    with frame(request, "Organizations", for_staff=True):
        heading("Organizations", intro="An organization whose live races are all over can be closed, and reopened.")
        Fragment(installation_alert_list).show(await request.container.installation_alerts.list_open())
        with element("card card--flush"):
            shown = ActingRows(_draw, actions)
        await refresh()


def _draw(rows: tuple[Row[OrganizationView], ...]) -> None:
    if not rows:
        empty(
            "There is no organization yet",
            "A site administrator creates them on the home page.",
            icon="home",
            about=SETTING_UP,
        )
        return
    with table("organizations", _COLUMNS):
        for row in rows:
            put_drawn(_row, row)


def _row(row: Row[OrganizationView]) -> None:
    organization = row.of
    with test_id(element(tag="tr"), "organization"):
        text(organization.name, "table__main", "td")
        text(organization.slug, tag="td").props["data-label"] = "Short name"
        with element(tag="td") as created:
            created.props["data-label"] = "Created"
            moment(organization.created_at)
        with element(tag="td"):
            chip(look_of_activity(is_active=organization.is_active))
        with element("table__end", "td"), element("table__actions"):
            row_buttons(row, organization.name)

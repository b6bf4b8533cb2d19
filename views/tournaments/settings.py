"""A tournament's settings, and its end: closing it, opening it again, deleting it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui import ui

from application.context import OrgContext
from application.domain.errors import InvalidInput
from application.domain.ids import TournamentId
from application.domain.live_races.live_race import NOT_STARTED
from application.domain.permissions import Permission
from application.domain.tournaments.timeline import effective_timeline, installation_timeline
from application.domain.words import counted
from application.read_models import OrganizationView, ProfileView, TournamentView
from components import notices
from components.action import on_click
from components.dialog import Dialog
from components.form import Form, Values
from components.live_refresh import Fragment, Section, keep_fresh
from components.markup import Button, element, link, section, test_id, text
from components.setting_words import label_of
from views.concerns import touches
from views.frame import frame
from views.page_request import PageRequest
from views.tournament_frame import tournament_heading
from views.tournaments import settings_fields as fields
from views.tournaments.racetime_fields import RacetimeFields
from views.tournaments.settings_form import (
    DECLARED,
    changes_between,
    differing,
    read_settings,
    settings_of,
)


@dataclass(frozen=True, slots=True)
class _Shown:
    organization: OrganizationView
    tournament: TournamentView
    profiles: tuple[ProfileView, ...]
    bots: tuple[str, ...]


async def show_settings(request: PageRequest, tournament_id: int) -> None:
    own = TournamentId(tournament_id)
    ctx = await request.enter_tournament(own)
    ctx.demand(Permission.MANAGE_TOURNAMENTS, own)
    shown = await _read(request, ctx, own)
    organization = shown.organization
    with frame(request, f"Settings of {shown.tournament.name}", organization=organization, ctx=ctx):
        top = Section[TournamentView](lambda view: tournament_heading(request, ctx, organization, view))
        top.show(shown.tournament)
        _form(request, shown)
        end = Section[TournamentView](lambda view: _end(request, ctx, organization, view))
        end.show(shown.tournament)
        link("What was changed in this tournament", f"/tournaments/{tournament_id}/audit")

        async def refresh() -> None:
            fresh_ctx = await request.enter_tournament(own)
            fresh_ctx.demand(Permission.MANAGE_TOURNAMENTS, own)
            fresh = await request.container.tournaments.get_tournament(fresh_ctx, own)
            top.show(fresh)
            end.show(fresh)

        keep_fresh(request.container.bus, refresh, concerns=touches({organization.id}, tournament_id=own))


async def _read(request: PageRequest, ctx: OrgContext, tournament_id: TournamentId) -> _Shown:
    container = request.container
    bots = await container.bots.list_bots(ctx) if ctx.allows(Permission.MANAGE_TOURNAMENTS) else ()
    return _Shown(
        organization=await container.organizations.get_organization(ctx),
        tournament=await container.tournaments.get_tournament(ctx, tournament_id),
        profiles=await container.profiles.list_profiles(ctx),
        bots=tuple(bot.category for bot in bots),
    )


def _form(request: PageRequest, shown: _Shown) -> None:
    """Draw the form once: nothing that happens meanwhile touches what somebody is typing."""
    tournament, organization = shown.tournament, shown.organization
    before = settings_of(tournament)

    async def send(values: Values) -> None:
        nonlocal before
        changes = changes_between(before, read_settings(values))
        ctx = await request.enter_tournament(tournament.id)
        view = await request.container.tournaments.update_tournament(ctx, tournament.id, changes)
        before = settings_of(view)
        pending.show(())
        notices.tell("The settings are saved.")

    async def changed(values: Values) -> None:
        await racetime.changed(values)
        try:
            pending.show(differing(before, read_settings(values)))
        except InvalidInput:
            return  # it is said when the form is sent

    installation = request.container.settings
    age = organization.min_account_age_days
    draft = f"settings-{tournament.id}"
    with Form(draft=draft, send=send, changed=changed) as form:
        form.element.classes("form--page")
        fields.basics(form, tournament)
        with section("racetime.gg", key="racetime"):
            racetime = RacetimeFields(
                form,
                request.container.racetime,
                lambda: request.enter_tournament(tournament.id),
                category=tournament.racetime_category,
                goal=tournament.racetime_goal,
                first=shown.bots,
            )
            fields.rooms(form, tournament, shown.profiles)
        fields.runs(form, tournament)
        fields.other_attempts(form, tournament)
        fields.scoring(form, tournament)
        fields.leaderboard(form, tournament)
        fields.live_races(
            form,
            tournament,
            effective_timeline(
                installation_timeline(installation.async_live_race_room_open_minutes), organization.timeline
            ),
            installation.async_live_race_min_account_age_days if age is None else age,
        )
        with element("form__bar"):
            pending = Fragment(_pending)
            pending.show(())
            form.end("Save settings", icon="check")


def _pending(names: tuple[str, ...]) -> None:
    if not names:
        return
    with test_id(element("stack stack--tight"), "pending"):
        text(f"Not saved yet: {', '.join(label_of(name) for name in names)}.", "soft")
        if any(DECLARED[name].setting.moves_scores for name in names):
            text("Saving scores all runs of this tournament anew.", "strong")


# The end of a tournament


def _end(request: PageRequest, ctx: OrgContext, organization: OrganizationView, tournament: TournamentView) -> None:
    with test_id(section("Closing and deleting", "card--danger", key="end"), "end"):
        if tournament.is_active:
            text("Once it is closed nobody draws a seed any more, and hidden results show to everybody.", "soft")
        else:
            text("It is closed: nobody draws a seed any more. It can be opened again.", "soft")
        with element("row"):
            if tournament.is_active:
                close = test_id(Button("Close tournament", icon="lock"), "close-tournament")
                on_click(close, lambda: _ask_close(request, tournament))
            else:
                reopen = test_id(Button("Reopen", icon="unlock"), "reopen-tournament")
                on_click(reopen, _reopening(request, tournament))
            if ctx.allows(Permission.MANAGE_TOURNAMENTS):
                delete = test_id(Button("Delete tournament", icon="trash", style="danger"), "delete-tournament")
                on_click(delete, lambda: _ask_delete(request, organization, tournament))


def _reopening(request: PageRequest, tournament: TournamentView) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        ctx = await request.enter_tournament(tournament.id)
        await request.container.tournaments.reopen_tournament(ctx, tournament.id)
        notices.tell("The tournament is open again.")

    return work


async def _ask_close(request: PageRequest, tournament: TournamentView) -> None:
    async def send(_: Values) -> None:
        ctx = await request.enter_tournament(tournament.id)
        await request.container.tournaments.close_tournament(ctx, tournament.id)
        dialog.close()
        notices.tell("The tournament is closed.")

    ctx = await request.enter_tournament(tournament.id)
    races = await request.container.live_races.list_scheduled_races(ctx, tournament.id)
    open_ones = sum(race.status in NOT_STARTED and race.locked_at is None for race in races)
    with ui.context.client.content, Dialog(f"Close {tournament.name}?", small=True) as dialog:
        with element("points", "ul"):
            for line in (
                "Nobody draws a seed any more.",
                "Runs that are under way may be finished, and count.",
                "Results that were hidden show to everybody.",
                "It can be opened again.",
            ):
                text(line, tag="li")
            if open_ones:
                stay = f"{counted(open_ones, 'live race is', 'live races are')} still scheduled"
                text(f"{stay}. Rooms will open, but nobody will count: cancel what is scheduled first.", tag="li")
        with Form(draft=f"close-{tournament.id}", send=send) as form:
            form.end("Close tournament", icon="lock", cancel=True)
    dialog.open()


async def _ask_delete(request: PageRequest, organization: OrganizationView, tournament: TournamentView) -> None:
    async def send(_: Values) -> None:
        ctx = await request.enter_tournament(tournament.id)
        await request.container.tournaments.delete_tournament(ctx, tournament.id)
        ui.navigate.to(f"/organizations/{organization.slug}")

    with ui.context.client.content, Dialog(f"Delete {tournament.name}?", small=True) as dialog:
        text(
            "Its pools, seeds and whitelist go with it, and this can't be undone. A tournament with runs or live races "
            "can't be deleted.",
            "soft",
        )
        with Form(draft=f"delete-{tournament.id}", send=send) as form:
            form.end("Delete tournament", icon="trash", cancel=True)
    dialog.open()

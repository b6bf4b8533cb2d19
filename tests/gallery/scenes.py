"""What the gallery shows: each page in each of its states, as the person who would look at it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Page

from application.domain.ids import UserId
from tests.gallery.evening import Evening

Act = Callable[[Page], Awaitable[None]]


async def _nothing(_: Page) -> None:
    """The page is shown as it opens."""


@dataclass(frozen=True, slots=True)
class Scene:
    """`act` is what the person does before the picture is taken; `dialog` shows the window only, not the whole page."""

    name: str
    viewer: UserId | None
    address: str
    act: Act = _nothing
    dialog: bool = False
    dark: bool = False
    is_refusal: bool = False


async def public_addresses(evening: Evening) -> dict[str, str]:
    """Return every page, embed and overlay that people without an account may see, by its name."""
    community, tournament = evening.community, f"/tournaments/{evening.tournament}"
    key = await community.container.overlays.find_key(community.admin, evening.running)
    races = {
        "1-scheduled": evening.scheduled,
        "2-room-open": evening.open,
        "3-running": evening.running,
        "4-provisional": evening.provisional,
        "5-final": evening.final,
        "6-cancelled": evening.cancelled,
    }
    return {
        "front": "/",
        "help": "/help",
        "help-live-races": "/help/live-races",
        "organization": "/organizations/hyrule",
        "organization-schedule": "/organizations/hyrule/schedule",
        "tournament": tournament,
        "tournament-schedule": f"{tournament}/schedule",
        "leaderboard": f"{tournament}/leaderboard",
        "leaderboard-print": f"{tournament}/leaderboard/print",
        "statistics": f"{tournament}/statistics",
        "player": f"{tournament}/players/{evening.players[0]}",
        "pool": f"/pools/{evening.pool}",
        "seed": f"/permalinks/{evening.permalink}",
        **{f"live-race-{state}": f"/live-races/{race}" for state, race in races.items()},
        "live-race-streams": f"/live-races/{evening.running}/watch",
        "live-race-commentary": f"/live-races/{evening.running}/commentary",
        "embed-leaderboard": f"/embed{tournament}/leaderboard?accent=c2410c",
        "embed-schedule": f"/embed{tournament}/schedule",
        "embed-next": f"/embed{tournament}/next",
        "embed-live-race": f"/embed/live-races/{evening.running}",
        "overlay": f"/overlay/{key}",
        "overlay-side": f"/overlay/{key}?layout=side",
    }


async def scenes_of(evening: Evening) -> list[Scene]:
    community = evening.community
    admin, player, stranger = evening.admin, evening.players[2], None
    tournament, organization = f"/tournaments/{evening.tournament}", "/organizations/hyrule"
    await community.container.calendars.renew_key(player)
    races = {
        "1-scheduled": (evening.scheduled, player),
        "2-not-eligible": (evening.scheduled, evening.unlinked),
        "3-room-open": (evening.open, evening.players[15]),
        "4-running": (evening.running, player),
        "5-provisional": (evening.provisional, evening.players[6]),
        "6-final": (evening.final, player),
        "7-cancelled": (evening.cancelled, player),
    }
    return [
        *(
            Scene(f"public-{name}{'-dark' if dark else ''}", None, address, _on_a_stream, dark=dark)
            for name, address in (await public_addresses(evening)).items()
            for dark in (False, True)
        ),
        Scene("home-player", player, "/"),
        Scene("home-run-under-way", evening.players[25], "/"),
        Scene("sign-in", stranger, "/sign-in"),
        Scene("organization", player, organization),
        Scene("schedule-player", player, f"{organization}/schedule"),
        Scene("schedule-dark", player, f"{organization}/schedule", dark=True),
        Scene("tournament-player", player, tournament),
        Scene("tournament-schedule", player, f"{tournament}/schedule"),
        Scene("leaderboard", player, f"{tournament}/leaderboard"),
        Scene("own-statistics", player, f"{tournament}/statistics"),
        Scene("player", player, f"{tournament}/players/{evening.players[0]}"),
        Scene("pool", player, f"/pools/{evening.pool}"),
        Scene("permalink", evening.players[0], f"/permalinks/{evening.permalink}"),
        Scene("run-over", evening.players[0], f"/runs/{evening.run}"),
        Scene("run-drawn", evening.players[25], f"/runs/{evening.drawn}"),
        *(Scene(f"live-race-{state}", viewer, f"/live-races/{race}") for state, (race, viewer) in races.items()),
        Scene("live-race-4-running-dark", player, f"/live-races/{evening.running}", dark=True),
        Scene("live-race-admin", admin, f"/live-races/{evening.running}"),
        Scene("live-race-streams", player, f"/live-races/{evening.running}/watch"),
        Scene("live-race-commentary", player, f"/live-races/{evening.running}/commentary"),
        Scene("account", player, "/account"),
        Scene("account-data", player, "/account/data"),
        Scene("calendar", player, "/calendar"),
        Scene("notifications", player, "/notifications"),
        Scene("notification-settings", player, f"/notifications/{organization.rpartition('/')[2]}"),
        Scene("manage", admin, f"{tournament}/live-races"),
        Scene("manage-schedule-series", admin, f"{tournament}/live-races", _series, dialog=True),
        Scene("manage-menu", admin, f"{tournament}/live-races", _menu, dialog=True),
        Scene("manage-bulk", admin, f"{tournament}/live-races", _bulk, dialog=True),
        Scene("manage-edit", admin, f"/live-races/{evening.scheduled}", _edit, dialog=True),
        Scene("race-night", admin, f"{organization}/race-night"),
        Scene("unmatched-results", admin, f"{organization}/unmatched-results"),
        Scene("review-queue", evening.reviewer, f"{organization}/review"),
        Scene("review-run", evening.reviewer, f"/runs/{evening.run}/review"),
        Scene("pools", admin, f"{tournament}/pools"),
        Scene("pool-seeds", admin, f"{tournament}/pools/{evening.pool}"),
        Scene("seed-import", admin, f"{tournament}/pools/{evening.pool}/import"),
        Scene("staff", admin, f"{tournament}/staff"),
        Scene("tournament-settings", admin, f"{tournament}/settings"),
        Scene("tournament-discord", admin, f"{tournament}/discord"),
        Scene("audit", admin, f"{organization}/audit"),
        Scene("members", admin, f"{organization}/members"),
        Scene("same-person", admin, f"{organization}/members/{player}/same-person/{evening.players[0]}"),
        Scene("invites", admin, f"{organization}/members/invites"),
        Scene("roster-import", admin, f"{organization}/members/import"),
        Scene("settings", admin, f"{organization}/settings"),
        Scene("profiles", admin, f"{organization}/settings/profiles"),
        Scene("bots", admin, f"{organization}/settings/bots"),
        Scene("discord", admin, f"{organization}/settings/discord"),
        Scene("alerts", admin, f"{organization}/settings/alerts"),
        Scene("messages", admin, f"{organization}/messages"),
        Scene("invitation", stranger, f"/invites/{evening.token}"),
        Scene("not-found", player, "/nowhere", is_refusal=True),
        Scene("not-allowed", player, f"{tournament}/live-races", is_refusal=True),
    ]


async def _on_a_stream(page: Page) -> None:
    """Put something behind an overlay, as a stream does."""
    await page.evaluate("if (document.querySelector('.overlay')) document.body.style.background = '#446b3f'")


async def _series(page: Page) -> None:
    await page.get_by_test_id("schedule").click()
    await page.get_by_label("Title").fill("Saturday race #")
    await page.get_by_label("Start", exact=True).fill("2026-10-10T20:00")
    await page.get_by_label("Repeat").select_option("Every week")
    await page.get_by_test_id("series").wait_for()


async def _menu(page: Page) -> None:
    await page.get_by_test_id("more").first.click()


async def _bulk(page: Page) -> None:
    await page.get_by_label("Select Sunday race").check()
    await page.get_by_label("Select Tuesday race").check()
    await page.get_by_test_id("action-move").click()
    await page.get_by_label("Days later").fill("7")
    await page.get_by_test_id("bulk-lines").wait_for()


async def _edit(page: Page) -> None:
    await page.get_by_test_id("edit").click()
    await page.get_by_test_id("dialog").wait_for()

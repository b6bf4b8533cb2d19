"""Where in the documents it is written what a page is about, and the ways there."""

from nicegui import ui

from components.markup import link, put_icon, test_id, text

_LIVE = "/help/live-races"
_ASYNC = "/help/async-runs"
_ORGANIZING = "/help/organizing"
_REVIEWING = "/help/reviewing"
HELP_OF_PAGES = {
    "/": "/help",
    "/sign-in": "/help/privacy",
    "/account": f"{_LIVE}#before-your-first-race",
    "/account/tokens": "/help/api#a-token",
    "/account/data": "/help/privacy",
    "/calendar": f"{_LIVE}#on-race-day",
    "/people": f"{_ORGANIZING}#set-up-a-community",
    "/notifications": f"{_LIVE}#on-race-day",
    "/notifications/{slug}": f"{_LIVE}#on-race-day",
    "/invites/{token}": f"{_LIVE}#before-your-first-race",
    "/alert-address/{key}": f"{_ORGANIZING}#alerts",
    "/import": "/help/moving#plan",
    "/import-organization": "/help/operating#one-organization",
    "/import/{import_id}": "/help/moving#import",
    "/organizations": f"{_ORGANIZING}#set-up-a-community",
    "/organizations/{slug}": f"{_ORGANIZING}#set-up-a-community",
    "/organizations/{slug}/schedule": f"{_LIVE}#on-race-day",
    "/organizations/{slug}/review": f"{_REVIEWING}#the-queue",
    "/organizations/{slug}/audit": f"{_ORGANIZING}#end-a-tournament",
    "/organizations/{slug}/members": f"{_ORGANIZING}#set-up-a-community",
    "/organizations/{slug}/members/invites": f"{_ORGANIZING}#set-up-a-community",
    "/organizations/{slug}/members/import": f"{_ORGANIZING}#set-up-a-community",
    "/organizations/{slug}/members/{user_id}/same-person/{other_id}": f"{_ORGANIZING}#set-up-a-community",
    "/organizations/{slug}/settings": f"{_ORGANIZING}#show-it-to-others",
    "/organizations/{slug}/settings/profiles": f"{_ORGANIZING}#set-up-a-community",
    "/organizations/{slug}/settings/bots": f"{_ORGANIZING}#set-up-a-community",
    "/organizations/{slug}/settings/discord": f"{_ORGANIZING}#set-up-a-community",
    "/organizations/{slug}/settings/alerts": f"{_ORGANIZING}#alerts",
    "/organizations/{slug}/settings/webhooks": "/help/api#webhooks",
    "/organizations/{slug}/settings/webhooks/{webhook_id}": "/help/api#webhooks",
    "/organizations/{slug}/settings/export": f"{_ORGANIZING}#take-everything-along",
    "/organizations/{slug}/messages": f"{_ORGANIZING}#alerts",
    "/organizations/{slug}/messages/previews": f"{_ORGANIZING}#set-up-a-community",
    "/organizations/{slug}/race-night": f"{_ORGANIZING}#schedule-a-live-race",
    "/organizations/{slug}/unmatched-results": f"{_REVIEWING}#results-that-nobody-owns",
    "/tournaments/{tournament_id}": f"{_ASYNC}#draw-a-seed",
    "/tournaments/{tournament_id}/schedule": f"{_LIVE}#on-race-day",
    "/tournaments/{tournament_id}/leaderboard": f"{_ASYNC}#how-it-is-scored",
    "/tournaments/{tournament_id}/statistics": f"{_ASYNC}#how-it-is-scored",
    "/tournaments/{tournament_id}/players/{user_id}": f"{_ASYNC}#how-it-is-scored",
    "/tournaments/{tournament_id}/live-races": f"{_ORGANIZING}#schedule-a-live-race",
    "/tournaments/{tournament_id}/review": f"{_REVIEWING}#the-queue",
    "/tournaments/{tournament_id}/history": "/help/moving#after",
    "/tournaments/{tournament_id}/audit": f"{_ORGANIZING}#end-a-tournament",
    "/tournaments/{tournament_id}/pools": f"{_ORGANIZING}#create-a-tournament",
    "/tournaments/{tournament_id}/pools/{pool_id}": f"{_ORGANIZING}#when-the-seed-shows",
    "/tournaments/{tournament_id}/pools/{pool_id}/import": f"{_ORGANIZING}#create-a-tournament",
    "/tournaments/{tournament_id}/staff": f"{_ORGANIZING}#set-up-a-community",
    "/tournaments/{tournament_id}/settings": f"{_ORGANIZING}#create-a-tournament",
    "/tournaments/{tournament_id}/discord": f"{_ORGANIZING}#set-up-a-community",
    "/pools/{pool_id}": f"{_ASYNC}#draw-a-seed",
    "/permalinks/{permalink_id}": f"{_ASYNC}#how-it-is-scored",
    "/runs/{run_id}": f"{_ASYNC}#start-finish-forfeit",
    "/runs/{run_id}/review": f"{_REVIEWING}#how-to-review",
    "/live-races/{live_race_id}": f"{_LIVE}#who-may-race",
    "/live-races/{live_race_id}/watch": f"{_LIVE}#watching",
    "/live-races/{live_race_id}/commentary": f"{_LIVE}#watching",
}
"""By the pattern of a page's address."""
HELP = "/help"
BEFORE_RACING = f"{_LIVE}#before-your-first-race"
WHO_MAY_RACE = f"{_LIVE}#who-may-race"
RACE_DAY = f"{_LIVE}#on-race-day"
SEED_RELEASE = f"{_LIVE}#when-does-the-seed-show"
WATCHING = f"{_LIVE}#watching"
DRAWING = f"{_ASYNC}#draw-a-seed"
SCORING = f"{_ASYNC}#how-it-is-scored"
SETTING_UP = f"{_ORGANIZING}#set-up-a-community"
NEW_TOURNAMENT = f"{_ORGANIZING}#create-a-tournament"
SCHEDULING = f"{_ORGANIZING}#schedule-a-live-race"
HIDING = f"{_ORGANIZING}#how-to-hide-results"
ALERTS = f"{_ORGANIZING}#alerts"
SHOWING = f"{_ORGANIZING}#show-it-to-others"
ENDING = f"{_ORGANIZING}#end-a-tournament"
QUEUE = f"{_REVIEWING}#the-queue"
UNOWNED = f"{_REVIEWING}#results-that-nobody-owns"
TOKENS = "/help/api#a-token"
WEBHOOKS = "/help/api#webhooks"
MOVING = "/help/moving#after"


def help_of_page() -> str:
    """Return where it is written what the present page is about."""
    return HELP_OF_PAGES.get(ui.context.client.page.path, HELP)


def draw_help(words: str) -> None:
    """What stands in the link to the help of a page."""
    put_icon("help")
    text(words, "visually-hidden", "span")


def help_link(label: str, address: str) -> ui.element:
    """Lead to the documents from within a form, in another tab, so that nothing typed is lost."""
    node = test_id(link(label, address, "help-link"), "help-link")
    node.props["target"], node.props["rel"] = "_blank", "noopener"
    return node

"""The addresses at which there is a page for people without an account."""

from views.public import embeds, files, front, guides, organization, player, posters, race, seeds, tournament, watch
from views.public.face import place

PLACES = (
    place("/", front.front, "search"),
    place("/help", guides.contents, "search", for_members=True),
    place("/help/{document}", guides.document_page, for_members=True),
    place("/help/images/{picture}.webp", guides.picture, for_members=True),
    place("/organizations/{slug}", organization.home, "page"),
    place("/organizations/{slug}/schedule", organization.schedule),
    place("/organizations/{slug}/logo.png", organization.logo, for_members=True),
    place("/tournaments/{id}", tournament.overview),
    place("/tournaments/{id}/schedule", tournament.schedule),
    place("/tournaments/{id}/leaderboard", tournament.leaderboard_page, "pool", "search", "complete", "order", "page"),
    place("/tournaments/{id}/leaderboard/print", files.printed, "pool", "search", "complete", "order"),
    place("/tournaments/{id}/statistics", tournament.statistics),
    place("/tournaments/{id}/players/{user}", player.player),
    place("/pools/{id}", seeds.pool),
    place("/permalinks/{id}", seeds.seed, "page"),
    place("/live-races/{id}", race.race_page),
    place("/live-races/{id}/watch", watch.streams_page),
    place("/live-races/{id}/commentary", watch.commentary_page),
    place("/embed/tournaments/{id}/leaderboard", embeds.leaderboard, *embeds.WORDS),
    place("/embed/tournaments/{id}/schedule", embeds.schedule, *embeds.WORDS),
    place("/embed/tournaments/{id}/next", embeds.next_race, *embeds.WORDS),
    place("/embed/live-races/{id}", embeds.live_race, *embeds.WORDS),
    place("/tournaments/{id}/leaderboard.csv", files.leaderboard_table, "pool", "search", "complete", "order"),
    place("/live-races/{id}/results.csv", files.results_table),
    place("/organizations/{slug}/calendar.ics", files.organization_calendar, "stream", for_members=True),
    place("/tournaments/{id}/calendar.ics", files.tournament_calendar, "stream", for_members=True),
    place("/live-races/{id}/calendar.ics", files.race_calendar),
    place("/preview.png", posters.front, for_members=True),
    place("/tournaments/{id}/preview.png", posters.tournament, for_members=True),
    place("/live-races/{id}/preview.png", posters.race, for_members=True),
    place("/robots.txt", files.robots, for_members=True),
    place("/sitemap.xml", files.sitemap, for_members=True),
)

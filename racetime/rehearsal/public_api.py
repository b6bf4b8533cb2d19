"""The public documents, with the caches in front of them."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from application.domain.clock import Clock
from racetime.rehearsal.documents import Documents, JsonObject
from racetime.rehearsal.faults import FaultDice
from racetime.rehearsal.formats import clock_time, without_styles
from racetime.rehearsal.http import CATEGORY, RACE, category_of, json_answer, race_of, session_user
from racetime.rehearsal.race import Category, Race, RaceStatus
from racetime.rehearsal.store import RaceChanged, WorldEvent, Writer
from racetime.rehearsal.users import Unknown, User
from racetime.rehearsal.world import World

RACE_LIFETIME = timedelta(seconds=5)
CATEGORY_LIFETIME = timedelta(seconds=60)
CURRENT_RACES_LIFETIME = timedelta(seconds=30)
RENDERS_LIFETIME = timedelta(seconds=15)


@dataclass(slots=True)
class _Entry:
    body: str
    kept_at: datetime
    lifetime: timedelta


class DocumentCache:
    """Rendered documents by key, aged by the injected clock whatever the speed of the rehearsal.

    A saved race clears its own entry and its category's. Bulk updates never do. The timekeeper's changes and,
    rarely, a concurrent reader leave the old document in place; the fault_rates say how often.
    """

    def __init__(self, clock: Clock, dice: FaultDice) -> None:
        self._clock = clock
        self._dice = dice
        self._entries: dict[str, _Entry] = {}

    def find(self, key: str) -> str | None:
        entry = self._entries.get(key)
        if entry is None or self._clock.now() >= entry.kept_at + entry.lifetime:
            return None
        return entry.body

    def keep(self, key: str, body: str, lifetime: timedelta) -> None:
        self._entries[key] = _Entry(body, self._clock.now(), lifetime)

    def on_event(self, event: WorldEvent) -> None:
        if not isinstance(event, RaceChanged):
            return
        if event.writer is Writer.RACEBOT and self._dice.racebot_misses_the_cache():
            return
        keys = race_key(event.race.name), category_key(event.race.category.slug)
        if self._dice.old_copy_is_cached_again():
            self._restart(keys)
            return
        for key in keys:
            self._entries.pop(key, None)

    def _restart(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            if self.find(key) is not None:
                self._entries[key].kept_at = self._clock.now()


def race_key(name: str) -> str:
    return f"race {name}"


def category_key(slug: str) -> str:
    return f"category {slug}"


def bot_category_key(slug: str) -> str:
    """Name the separate entry that no change clears."""
    return f"bot category {slug}"


_RACES_PER_PAGE = 10
_MOST_RACES_PER_PAGE = 100
_MOST_RANKINGS = 1000
_TRUE_WORDS = frozenset({"1", "true", "yes"})


class PublicApi:
    """racetime.gg's unauthenticated views."""

    def __init__(
        self,
        world: World,
        documents: Documents,
        cache: DocumentCache,
        renders: Callable[[Race], Mapping[str, str]],
    ) -> None:
        self._world = world
        self._documents = documents
        self._cache = cache
        self._renders = renders

    def routes(self) -> list[web.RouteDef]:
        documents = {
            "/categories": self.categories,
            "/races": self.current_races,
            f"/{CATEGORY}": self.category,
            f"/{CATEGORY}/races": self.past_races,
            f"/{CATEGORY}/leaderboards": self.leaderboards,
            f"/{RACE}": self.race,
            "/user/{user}": self.profile,
            "/user/{user}/races": self.races_of_user,
        }
        return [
            *(web.get(path + ending, view) for path, view in documents.items() for ending in ("/data", ".json")),
            web.get("/user/search", self.search),
            web.get("/autocomplete/user", self.search),
            web.get(f"/{RACE}/renders", self.renders),
            web.get(f"/{RACE}/csv", self.results),
            web.get(f"/{RACE}/log", self.log),
            web.get(f"/{RACE}/get_dm/{{message}}", self.direct_message),
        ]

    async def categories(self, request: web.Request) -> web.Response:
        def build() -> JsonObject:
            ordered = sorted(self._world.categories.values(), key=lambda category: category.name)
            return {"categories": [self._documents.category_summary(category) for category in ordered]}

        return self._cached(request, "categories", CATEGORY_LIFETIME, build)

    async def category(self, request: web.Request) -> web.Response:
        category = category_of(request, self._world)
        return self._cached(
            request,
            category_key(category.slug),
            CATEGORY_LIFETIME,
            lambda: self._documents.category(category),
        )

    async def current_races(self, request: web.Request) -> web.Response:
        """Everything listed that is not over; a browser that takes part also sees its own unlisted rooms."""
        person = session_user(request, self._world)
        if person is None:
            return self._cached(request, "races", CURRENT_RACES_LIFETIME, lambda: self._current_races(None))
        return self._json(request, self._current_races(person))

    async def race(self, request: web.Request) -> web.Response:
        race = race_of(request, self._world)
        return self._cached(request, race_key(race.name), RACE_LIFETIME, lambda: self._documents.race(race))

    async def renders(self, request: web.Request) -> web.Response:
        race = race_of(request, self._world)
        return self._cached(
            request,
            f"renders {race.name}",
            RENDERS_LIFETIME,
            lambda: {"renders": dict(self._renders(race)), "version": race.version},
        )

    async def past_races(self, request: web.Request) -> web.Response:
        return self._page_of(request, self._world.rooms_of(category_of(request, self._world)), with_category=False)

    async def races_of_user(self, request: web.Request) -> web.Response:
        user = self._public_user(request)
        theirs = [race for race in reversed(self._world.rooms.values()) if race.find_entrant(user) is not None]
        return self._page_of(request, theirs, with_category=True)

    async def leaderboards(self, request: web.Request) -> web.Response:
        category = category_of(request, self._world)
        order = request.query.get("sort", "score")
        return self._json(
            request, {"leaderboards": [self._leaderboard(category, goal, order) for goal in category.goals]}
        )

    async def profile(self, request: web.Request) -> web.Response:
        return self._json(request, self._documents.profile(self._public_user(request)))

    async def search(self, request: web.Request) -> web.Response:
        """Find people by the beginning of a name (`term`), or by a whole name and discriminator."""
        term, name = request.query.get("term", ""), request.query.get("name", "")
        users = self._world.users
        matching = users.named(name, request.query.get("discriminator")) if name else users.starting_with(term)
        return self._json(request, {"results": [self._documents.user(user) for user in matching]})

    async def results(self, request: web.Request) -> web.Response:
        race = race_of(request, self._world)
        written = io.StringIO()
        sheet = csv.writer(written)
        sheet.writerow(("place", "name", "status", "finish_time", "comment"))
        for entrant in race.in_order():
            finish_time = "" if entrant.finish_time is None else clock_time(entrant.finish_time)
            shown_comment = "" if race.settings.hide_comments and not race.is_over else entrant.comment or ""
            status = race.status_of(entrant).value
            sheet.writerow((entrant.place or "", race.shown_name(entrant), status, finish_time, shown_comment))
        return web.Response(text=written.getvalue(), content_type="text/csv")

    async def log(self, request: web.Request) -> web.Response:
        race = race_of(request, self._world)
        lines = [
            f"[{message.posted_at.replace(microsecond=0)}] "
            f"{message.author.full_name + ': ' if message.author else ''}{without_styles(message.text)}"
            for message in race.chat.visible()
        ]
        headers = {}
        if request.query.get("dl") == "1":
            headers["Content-Disposition"] = f'attachment; filename="{race.slug}.txt"'
        return web.Response(text="\n".join(lines), content_type="text/plain", headers=headers)

    async def direct_message(self, request: web.Request) -> web.Response:
        """Only its sender and its receiver may read a direct message."""
        race = race_of(request, self._world)
        message = race.chat.find(request.match_info["message"])
        reader = session_user(request, self._world)
        if message is None or not message.is_direct:
            raise Unknown("There is no such message.")
        if reader is None or reader not in (message.author, message.direct_to):
            raise web.HTTPForbidden
        return self._json(request, {"message": self._documents.message(race, message)})

    def _current_races(self, person: User | None) -> JsonObject:
        shown = [
            self._documents.race_summary(race, with_category=True)
            for race in reversed(self._world.rooms.values())
            if not race.is_over
            and (not race.settings.unlisted or (person is not None and race.find_entrant(person) is not None))
        ]
        return {"races": shown}

    def _page_of(self, request: web.Request, races: list[Race], *, with_category: bool) -> web.Response:
        """One page of the finished, listed races among these; beyond the last page there are none."""
        asked_page = request.query.get("page", "1")
        if not asked_page.isdecimal():
            raise web.HTTPBadRequest(text="The page is a number.")
        asked_size = request.query.get("per_page", "")
        size = min(int(asked_size), _MOST_RACES_PER_PAGE) if asked_size.isdecimal() else 0
        size = size or _RACES_PER_PAGE
        finished = [race for race in races if race.status is RaceStatus.FINISHED and not race.settings.unlisted]
        first = (int(asked_page) - 1) * size
        shown = finished[first : first + size] if first >= 0 else []
        with_entrants = request.query.get("show_entrants", "").lower() in _TRUE_WORDS
        return self._json(
            request,
            {
                "count": len(finished),
                "num_pages": max(1, -(-len(finished) // size)),
                "races": [
                    self._documents.race_summary(race, with_category=with_category, with_entrants=with_entrants)
                    for race in shown
                ],
            },
        )

    def _leaderboard(self, category: Category, goal: str, order: str) -> JsonObject:
        standings = self._world.ratings.standings(category.slug, goal)
        match order:
            case "best_time":
                standings.sort(key=lambda standing: standing.best_time or timedelta.max)
            case "times_raced":
                standings.sort(key=lambda standing: -standing.times_raced)
            case _:
                standings.sort(key=lambda standing: -standing.rating)
        return {
            "goal": goal,
            "num_ranked": len(standings),
            "rankings": [
                self._documents.ranking(standing, place)
                for place, standing in enumerate(standings[:_MOST_RANKINGS], start=1)
            ],
        }

    def _public_user(self, request: web.Request) -> User:
        """Accounts without Twitch, a role or a recorded race have no public profile."""
        user = self._world.user(request.match_info["user"])
        has_raced = any(race.is_recorded and race.find_entrant(user) is not None for race in self._world.rooms.values())
        if not (user.twitch_name or user.flair or has_raced):
            raise Unknown("There is no such user.")
        return user

    def _cached(
        self, request: web.Request, key: str, lifetime: timedelta, build: Callable[[], JsonObject]
    ) -> web.Response:
        body = self._cache.find(key)
        if body is None:
            body = json.dumps(build())
            self._cache.keep(key, body, lifetime)
        return json_answer(request, body, self._world.clock)

    def _json(self, request: web.Request, document: JsonObject) -> web.Response:
        return json_answer(request, json.dumps(document), self._world.clock)

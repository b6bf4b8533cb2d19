"""Live races in people's own calendars: feeds behind private addresses, and files of single races.

No entry ever has a seed, not even a released one: programs keep copies that nobody can take back.
"""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from application.access import Access
from application.calendar_file import CalendarEntry, calendar_file
from application.context import Actor, OrgContext
from application.domain.clock import Clock
from application.domain.errors import NotFound
from application.domain.ids import TOURNAMENT, LiveRaceId, TournamentId, UserId
from application.domain.live_races.live_race import NOT_STARTED, LiveRaceStatus
from application.domain.permissions import Permission
from application.domain.text import file_name
from application.page_links import PageLinks
from application.private_keys import PrivateKeys, after_renewal, after_turning_off
from application.read_models import LiveRaceSummary
from application.repositories.people.user_repository import UserRepository
from application.services.async_live_race_service import AsyncLiveRaceService
from application.services.people.organization_service import OrganizationService
from application.services.tournaments.async_tournament_service import AsyncTournamentService

KEEPS = timedelta(days=60)
"""For how long a race that is over stays in a feed."""
_USUAL_LENGTH = timedelta(hours=2)
"""Nobody knows the end of a race before; an entry without one would last no time at all."""
_SOON = timedelta(minutes=10)
_OPEN_OR_CANCELLED = NOT_STARTED | {LiveRaceStatus.CANCELLED}


@dataclass(frozen=True, slots=True)
class Feed:
    content: bytes
    file_name: str


class CalendarService:
    def __init__(
        self,
        access: Access,
        users: UserRepository,
        organizations: OrganizationService,
        tournaments: AsyncTournamentService,
        live_races: AsyncLiveRaceService,
        links: PageLinks,
        clock: Clock,
        keys: PrivateKeys,
    ) -> None:
        self._access = access
        self._users = users
        self._organizations = organizations
        self._tournaments = tournaments
        self._live_races = live_races
        self._links = links
        self._clock = clock
        self._keys = keys

    # Private addresses

    async def key_of(self, user_id: UserId) -> str | None:
        """Return the key in a person's private addresses, None while there are none."""
        user = await self._users.get(user_id)
        return self._keys.key_of(user_id, user.calendar_number)

    async def renew_key(self, user_id: UserId) -> str:
        """Make a new key; whoever has an old address reads nothing from now on."""
        number = await self._users.move_calendar_number(user_id, after_renewal)
        return str(self._keys.key_of(user_id, number))

    async def turn_off(self, user_id: UserId) -> None:
        await self._users.move_calendar_number(user_id, after_turning_off)

    async def _owner(self, key: str) -> Actor:
        """Return whom a private address belongs to. Raises `NotFound` for one that is wrong or not valid any more."""
        try:
            user = await self._users.get(UserId(self._keys.owner_in(key)))
        except NotFound:
            raise NotFound("calendar") from None
        self._keys.check(key, user.id, user.calendar_number)
        return Actor(user.id, user.display_name)

    # Feeds

    async def own_feed(self, key: str) -> Feed:
        """The races that the owner may enter as things stand, or took part in, in all organizations."""
        actor = await self._owner(key)
        entries: list[CalendarEntry] = []
        for organization in await self._organizations.list_own(_known(actor)):
            ctx = await self._access.enter(actor, organization.id)
            own = await self._live_races.list_entered(ctx)
            races = await self._live_races.list_since(ctx, self._clock.now() - KEEPS)
            entries += [self._entry(race) for race in races if race.id in own or _could_enter(race)]
        return Feed(calendar_file("My live races", entries), "my-live-races.ics")

    async def organization_feed(self, key: str, slug: str, *, as_streamed: bool = False) -> Feed:
        ctx = await self._access.enter_by_slug(await self._owner(key), slug)
        return await self.feed_of_organization(ctx, as_streamed=as_streamed)

    async def tournament_feed(self, key: str, tournament_id: TournamentId, *, as_streamed: bool = False) -> Feed:
        ctx = await self._access.enter_at(await self._owner(key), TOURNAMENT, tournament_id)
        return await self.feed_of_tournament(ctx, tournament_id, as_streamed=as_streamed)

    async def feed_of_organization(self, ctx: OrgContext, *, as_streamed: bool = False) -> Feed:
        """Return the races of an organization that may be looked at in this context."""
        organization = await self._organizations.get_organization(ctx)
        entries = await self._entries(ctx, None, as_streamed=as_streamed)
        return Feed(
            calendar_file(_name(organization.name, as_streamed=as_streamed), entries), f"{organization.slug}.ics"
        )

    async def feed_of_tournament(
        self, ctx: OrgContext, tournament_id: TournamentId, *, as_streamed: bool = False
    ) -> Feed:
        tournament = await self._tournaments.get_tournament(ctx, tournament_id)
        entries = await self._entries(ctx, tournament_id, as_streamed=as_streamed)
        name = _name(tournament.name, as_streamed=as_streamed)
        return Feed(calendar_file(name, entries), f"{file_name('tournament', tournament.name)}.ics")

    async def race_file(self, ctx: OrgContext, live_race_id: LiveRaceId) -> Feed:
        """One race, to be added by hand; it does not follow later changes."""
        race = await self._live_races.get_live_race_summary(ctx, live_race_id)
        entry = self._entry(race, for_anybody=not ctx.allows(Permission.VIEW))
        return Feed(calendar_file(race.title, [entry]), f"{file_name('race', race.title)}.ics")

    async def _entries(
        self, ctx: OrgContext, tournament_id: TournamentId | None, *, as_streamed: bool
    ) -> list[CalendarEntry]:
        races = await self._live_races.list_since(ctx, self._clock.now() - KEEPS, tournament_id)
        if not as_streamed:
            return [self._entry(race, for_anybody=not ctx.allows(Permission.VIEW)) for race in races]
        delays = {view.id: view.stream_delay_minutes for view in await self._tournaments.list_tournaments(ctx)}
        return [self._entry(race, delay=timedelta(minutes=delays.get(race.tournament_id, 0))) for race in races]

    def _entry(
        self, race: LiveRaceSummary, *, delay: timedelta | None = None, for_anybody: bool = False
    ) -> CalendarEntry:
        """With a `delay` the entry says when the race is to be seen on a stream; who only watches hears no alarm."""
        page = self._links.live_race(race.id)
        starts_at = race.started_at or race.scheduled_at
        shift = delay or timedelta()
        kind = "live-race" if delay is None else "stream-of-live-race"
        lines = [f"{race.tournament_name}, {race.pool_name}", f"{race.status.label}. Goal: {race.goal}", page]
        if race.racetime_url:
            lines.append(f"Room: {race.racetime_url}")
        return CalendarEntry(
            uid=f"{kind}-{race.id}@{urlsplit(self._links.base_url).hostname}",
            sequence=race.edition,
            title=f"{race.title} · {race.tournament_name}",
            description="\n".join(lines),
            location=race.racetime_url or page,
            url=page,
            starts_at=starts_at + shift,
            ends_at=max(race.ended_at or starts_at + _USUAL_LENGTH, starts_at) + shift,
            changed_at=race.edited_at,
            is_cancelled=race.status is LiveRaceStatus.CANCELLED,
            alarms=() if delay is not None or for_anybody else _alarms(race),
        )


def _could_enter(race: LiveRaceSummary) -> bool:
    """Tell whether the viewer may enter, or could have until it was cancelled; what has begun can't be entered."""
    return race.viewer_is_eligible and race.status in _OPEN_OR_CANCELLED


def _alarms(race: LiveRaceSummary) -> tuple[tuple[timedelta, str], ...]:
    if race.status not in NOT_STARTED:
        return ()
    opens = race.scheduled_at - race.opens_at
    alarms = ((opens, f"The room of {race.title} opens."), (_SOON, f"{race.title} starts soon."))
    return alarms if opens > _SOON else alarms[:1]


def _name(name: str, *, as_streamed: bool) -> str:
    return f"{name}, as streamed" if as_streamed else name


def _known(actor: Actor) -> UserId:
    if actor.user_id is None:
        raise NotFound("calendar")
    return actor.user_id

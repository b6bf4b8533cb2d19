"""What people ask for on Discord, in the name of the account that Discord vouches for."""

from dataclasses import dataclass, replace
from datetime import datetime

from application.access import Access
from application.context import Actor, OrgContext
from application.domain.errors import Forbidden, NotFound
from application.domain.ids import LiveRaceId, OrganizationId, UserId
from application.domain.live_races.eligibility import Person, PlayerFacts, Verdict, verdicts_for
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.wall_time import in_utc
from application.page_links import PageLinks
from application.read_models import (
    LeaderboardView,
    LiveRaceDetails,
    LiveRaceSummary,
    RaceVerdicts,
    RecordReport,
    ReminderAnswer,
    TournamentView,
    UserView,
)
from application.repositories.messages.discord_site_repository import DiscordSiteRepository
from application.repositories.people.user_repository import UserRepository
from application.services.async_live_race_service import AsyncLiveRaceService
from application.services.eligibility import terms_of_race
from application.services.live_race_timeline import InstallationDefaults
from application.services.messages.notification_service import NotificationService
from application.services.people.identity_service import DiscordAccount, IdentityService, user_view
from application.services.tournaments.async_tournament_service import AsyncTournamentService
from application.unit_of_work import UnitsOfWork

NEXT_RACES = 5
MOST_SUGGESTIONS = 25
_LONGEST_SUGGESTION = 100

_NOT_LINKED = "This Discord server belongs to no organization yet. An admin can link it on the organization's page."
_NOBODY = UserId(0)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, on which server and when, all as Discord says. `guild_id` is None in direct messages."""

    guild_id: int | None
    discord_id: int
    name: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """How the asker's accounts are linked; `user` is None for somebody who never signed in."""

    user: UserView | None
    account_url: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    name: str
    value: int


class DiscordCommandService:
    """Methods raise the same domain errors as every other surface."""

    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        site: DiscordSiteRepository,
        users: UserRepository,
        identity: IdentityService,
        live_races: AsyncLiveRaceService,
        tournaments: AsyncTournamentService,
        notifications: NotificationService,
        links: PageLinks,
        defaults: InstallationDefaults,
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._users = users
        self._identity = identity
        self._live_races = live_races
        self._tournaments = tournaments
        self._notifications = notifications
        self._links = links
        self._defaults = defaults

    async def enter(self, asker: Asker) -> OrgContext:
        """Return the asker's way into the server's organization.

        Raises `NotFound` for a server that belongs to nobody, `Forbidden` with the way in for somebody who is no
        member: whoever is on the server knows the organization anyway.
        """
        organization_id = await self._organization_of(asker)
        user = await self._known(asker)
        if user is not None:
            try:
                return await self._access.enter(Actor(user.id, user.name), organization_id)
            except NotFound:
                raise Forbidden(f"You are not a member here yet. See {self._links.base_url} for how to join.") from None
        raise Forbidden(f"You are not known here yet. Sign in with Discord first: {self._links.account}")

    async def _known(self, asker: Asker) -> UserView | None:
        """Return who asks. Somebody whom organizations entered and who never signed in becomes known by asking."""
        user = await self._users.find_by_discord_id(asker.discord_id)
        if user is not None:
            return user_view(user)
        if not await self._users.list_placeholders_of(asker.discord_id):
            return None
        return await self._identity.know(DiscordAccount(asker.discord_id, asker.name))

    async def _organization_of(self, asker: Asker) -> OrganizationId:
        server = await self._site.find_server(asker.guild_id) if asker.guild_id is not None else None
        if server is None:
            raise Forbidden(_NOT_LINKED)
        return server.organization_id

    # Players

    async def race_verdicts(self, asker: Asker, live_race_id: LiveRaceId) -> RaceVerdicts:
        """Answer every rule for the asker, also for somebody who never signed in."""
        ctx = self._access.as_channel(await self._organization_of(asker))
        race = await self._live_races.get_live_race_summary(ctx, live_race_id)
        user = await self._known(asker)
        if user is not None:
            verdicts = await self._live_races.check_race_eligibility(ctx, user.id, live_race_id)
        else:
            verdicts = await self._verdicts_of_stranger(ctx, asker, live_race_id)
        return RaceVerdicts(
            race.id, race.title, race.tournament_name, race.scheduled_at, verdicts, signed_in=user is not None
        )

    async def _verdicts_of_stranger(
        self, ctx: OrgContext, asker: Asker, live_race_id: LiveRaceId
    ) -> tuple[Verdict, ...]:
        reading = self._units.reading(ctx)
        race = await reading.live_races.get_by_id(live_race_id)
        stranger = Person(_NOBODY, asker.name, asker.discord_id, is_member=False, account=None)
        terms = terms_of_race(race, await reading.organization.get(), self._defaults)
        return verdicts_for(PlayerFacts(stranger), terms)

    async def switch_reminder(self, asker: Asker, live_race_id: LiveRaceId) -> ReminderAnswer:
        """Remind the asker of a race, or no longer if that was so already."""
        ctx = await self.enter(asker)
        marked = await self._notifications.has_reminder(ctx, live_race_id)
        return await self._notifications.set_reminder(ctx, live_race_id, wanted=not marked)

    async def next_races(self, asker: Asker, tournament_id: int | None = None) -> tuple[LiveRaceSummary, ...]:
        """Return the next races with the asker's own verdicts."""
        ctx = await self.enter(asker)
        tournament = await self._chosen_tournament(ctx, tournament_id) if tournament_id is not None else None
        races = await self._live_races.list_scheduled_races(ctx, tournament.id if tournament is not None else None)
        return races[:NEXT_RACES]

    async def next_race_verdicts(self, asker: Asker, live_race_id: int | None = None) -> RaceVerdicts:
        """Answer for a race, the next one ahead when none is named."""
        if live_race_id is not None:
            return await self.race_verdicts(asker, LiveRaceId(live_race_id))
        ctx = self._access.as_channel(await self._organization_of(asker))
        for race in await self._live_races.list_scheduled_races(ctx):
            if race.status is not LiveRaceStatus.IN_PROGRESS:
                return await self.race_verdicts(asker, race.id)
        raise NotFound("race ahead")

    async def leaderboard(
        self, asker: Asker, tournament_id: int | None = None
    ) -> tuple[TournamentView, LeaderboardView]:
        """Return a tournament's standings as the asker may see them; the only active one when none is named."""
        ctx = await self.enter(asker)
        tournament = await self._chosen_tournament(ctx, tournament_id)
        return tournament, await self._tournaments.get_leaderboard(ctx, tournament.id)

    async def _chosen_tournament(self, ctx: OrgContext, tournament_id: int | None) -> TournamentView:
        tournaments = await self._tournaments.list_tournaments(ctx)
        if tournament_id is not None:
            chosen = [view for view in tournaments if view.id == tournament_id]
        else:
            chosen = [view for view in tournaments if view.is_active]
        if not chosen:
            raise NotFound("tournament")
        return chosen[0]

    async def account(self, asker: Asker) -> LinkAnswer:
        """Tell how the asker's accounts are linked, also by what the server's organization says about the asker."""
        user = await self._known(asker)
        if user is not None and user.racetime_id is None:
            reading = self._units.reading(self._access.as_channel(await self._organization_of(asker)))
            account = (await reading.people.accounts_of([user.id])).get(user.id)
            if account is not None:
                user = replace(user, racetime_id=account.racetime_id, racetime_name=account.name)
        return LinkAnswer(user, self._links.account)

    # Staff

    async def room_to_open(self, asker: Asker, live_race_id: int) -> LiveRaceDetails:
        """Return a race whose room the asker may open, before it is opened."""
        return await self._live_races.get_openable_race(await self.enter(asker), LiveRaceId(live_race_id))

    async def open_room(self, asker: Asker, live_race_id: int) -> LiveRaceDetails:
        return await self._live_races.open_room_now(await self.enter(asker), LiveRaceId(live_race_id))

    async def cancel_race(self, asker: Asker, live_race_id: int, reason: str) -> LiveRaceDetails:
        return await self._live_races.cancel_live_race(await self.enter(asker), LiveRaceId(live_race_id), reason)

    async def record_results(self, asker: Asker, live_race_id: int) -> tuple[LiveRaceSummary, RecordReport]:
        """Fetch a race's room again and report every entrant."""
        ctx = await self.enter(asker)
        race = await self._live_races.get_live_race_summary(ctx, LiveRaceId(live_race_id))
        if race.racetime_slug is None:
            raise NotFound("room of this race")
        return race, await self._live_races.record_live_race_results(ctx, race.racetime_slug)

    # Suggestions while somebody types

    async def suggest_races(self, asker: Asker, text: str, *, over: bool = False) -> tuple[Suggestion, ...]:
        """Return races whose title contains the text; those that are over come newest first."""
        ctx = await self.enter(asker)
        if over:
            races = (await self._live_races.list_live_races(ctx, limit=MOST_SUGGESTIONS * 2)).items
        else:
            races = await self._live_races.list_scheduled_races(ctx)
        return _suggested([(race.title, f" · {in_utc(race.scheduled_at)}", race.id) for race in races], text)

    async def suggest_tournaments(self, asker: Asker, text: str) -> tuple[Suggestion, ...]:
        ctx = await self.enter(asker)
        return _suggested([(view.name, "", view.id) for view in await self._tournaments.list_tournaments(ctx)], text)


def _suggested(options: list[tuple[str, str, int]], text: str) -> tuple[Suggestion, ...]:
    """Return those whose name has the text in it; what tells equal names apart stays behind a long one."""
    fitting = [option for option in options if text.casefold() in option[0].casefold()][:MOST_SUGGESTIONS]
    return tuple(
        Suggestion(name[: _LONGEST_SUGGESTION - len(end)].rstrip() + end, value) for name, end, value in fitting
    )

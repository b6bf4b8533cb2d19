"""What crosses organizations around Discord and notifications: what is due where, and whom a server belongs to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import Q
from tortoise.functions import Min

from application.domain.clock import Clock
from application.domain.discord import Standing
from application.domain.ids import LiveRaceId, MessageId, OrganizationId, RunId, TournamentId, UserId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.messages.channels import Destination
from application.domain.messages.notifications import Candidate
from application.domain.messages.outbox import PartitionKey
from application.repositories.messages.outbox_repository import waiting
from application.repositories.messages.preference_repository import preferences_of
from models.async_tournament import AsyncTournamentLiveRace
from models.discord import AsyncTournamentDiscord, DiscordConnection, DiscordRunThread, DiscordServer, UserDiscordServer
from models.event_log import OutboxMessage
from models.notification import LiveRaceReminder, Notification, NotificationPreference
from models.supervision import AlertSettings


@dataclass(frozen=True, slots=True)
class WaitingHead:
    """The oldest waiting message of a partition. `place` is the same for partitions that end up in the same channel.

    A partition that can't be read is its own place, so that its messages are tried, fail visibly, and are set aside.
    """

    message_id: MessageId
    organization_id: OrganizationId
    partition: str
    place: str
    due_at: datetime
    leased_until: datetime | None
    created_at: datetime

    def is_free(self, now: datetime) -> bool:
        return self.due_at <= now and (self.leased_until is None or self.leased_until <= now)


@dataclass(frozen=True, slots=True)
class LinkedServer:
    organization_id: OrganizationId
    guild_id: int
    name: str
    absent_since: datetime | None


@dataclass(frozen=True, slots=True)
class RaceToRemind:
    """A race that is still ahead, with what is stored about everybody who may have to be reminded of it."""

    race: AsyncTournamentLiveRace
    tournament_lead: int | None
    marks: tuple[LiveRaceReminder, ...]
    preferences: tuple[NotificationPreference, ...]

    @property
    def organization_id(self) -> OrganizationId:
        return self.race.organization_id

    @property
    def live_race_id(self) -> LiveRaceId:
        return self.race.id

    @property
    def scheduled_at(self) -> datetime:
        return self.race.scheduled_at

    def candidates(self) -> tuple[Candidate, ...]:
        """Return who may have to be reminded. Asked race by race, so that what can't be read stops no other race."""
        preferences = {row.user_id: row for row in self.preferences}
        since: dict[UserId, datetime] = {mark.user_id: mark.created_at for mark in self.marks}
        for user_id, row in preferences.items():
            if row.every_race and row.every_race_since is not None:
                began = max(row.every_race_since, self.race.created_at)
                since[user_id] = min(since.get(user_id, began), began)
        return tuple(
            Candidate(user_id, preferences_of(preferences.get(user_id)), began)
            for user_id, began in sorted(since.items())
        )


class DiscordSiteRepository:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    # Messages

    async def waiting_heads(self, destination: Destination) -> list[WaitingHead]:
        """Return the first waiting message of every partition that has a place to go to, oldest first; five queries.

        A tournament without a channel, and a server without the bot, keep their messages waiting.
        """
        heads = (
            await OutboxMessage.filter(waiting(), destination=destination, organization__is_active=True)
            .group_by("partition_key")
            .annotate(head=Min("id"))
            .values_list("head", flat=True)
        )
        rows = await OutboxMessage.filter(id__in=list(heads)).order_by("id")
        partitions = {row.partition_key: PartitionKey.read(row.partition_key) for row in rows}
        places = await self._places([partition for partition in partitions.values() if partition is not None])
        found = []
        for row in rows:
            partition = partitions[row.partition_key]
            if partition is None or partition.kind in ("user", "email"):
                place: str | None = row.partition_key
            else:
                place = places.get((partition.kind, partition.number))
            if place is not None:
                found.append(
                    WaitingHead(
                        message_id=row.id,
                        organization_id=OrganizationId(row.organization_id),
                        partition=row.partition_key,
                        place=place,
                        due_at=row.due_at,
                        leased_until=row.leased_until,
                        created_at=row.created_at,
                    )
                )
        return found

    async def _places(self, partitions: Collection[PartitionKey]) -> dict[tuple[str, int], str]:
        wanted = sorted({partition.number for partition in partitions if partition.tournament_id is not None})
        rows = await AsyncTournamentDiscord.filter(
            tournament_id__in=wanted,
            channel_id__isnull=False,
            organization__discord_server__absent_since__isnull=True,
            organization__discord_server__guild_id__isnull=False,
        ).values_list("tournament_id", "channel_id")
        places = {}
        for tournament_id, channel_id in rows:
            places["tournament", tournament_id] = f"channel:{channel_id}"
            places["events", tournament_id] = f"events:{tournament_id}"
        runs = sorted({partition.number for partition in partitions if partition.run_id is not None})
        threads = DiscordRunThread.filter(run_id__in=runs, organization__discord_server__guild_id__isnull=False)
        threads = threads.filter(organization__discord_server__absent_since__isnull=True)
        for (run_id,) in await threads.values_list("run_id") if runs else ():
            places["run", run_id] = f"run:{run_id}"
        staffed = sorted({partition.number for partition in partitions if partition.kind == "alerts"})
        channels = AlertSettings.filter(organization_id__in=staffed, channel_id__isnull=False)
        channels = channels.filter(organization__discord_server__absent_since__isnull=True)
        channels = channels.filter(organization__discord_server__guild_id__isnull=False)
        for (organization_id,) in await channels.values_list("organization_id") if staffed else ():
            places["alerts", organization_id] = f"alerts:{organization_id}"
        return places

    async def messages_to_fan_out(self) -> list[tuple[OrganizationId, MessageId]]:
        now = self.clock.now()
        rows = (
            await OutboxMessage.filter(waiting(), destination=Destination.MEMBERS, due_at__lte=now)
            .filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now))
            .order_by("id")
            .limit(500)
            .values_list("organization_id", "id")
        )
        return [(OrganizationId(owner), MessageId(message)) for owner, message in rows]

    # The bot

    async def find_standing(self) -> tuple[Standing | None, datetime | None]:
        """Return how the bot stood when that was told last, and when that was."""
        row = await DiscordConnection.filter(id=1).first()
        return (Standing(row.state, row.message, row.since), row.told_at) if row is not None else (None, None)

    async def put_standing(self, standing: Standing) -> None:
        values = {
            "state": standing.state,
            "message": standing.message[:500],
            "since": standing.since,
            "told_at": self.clock.now(),
        }
        if not await DiscordConnection.filter(id=1).update(**values):
            await DiscordConnection.bulk_create([DiscordConnection(id=1, **values)], ignore_conflicts=True)

    # Servers

    async def find_server(self, guild_id: int) -> LinkedServer | None:
        server = await DiscordServer.filter(guild_id=guild_id, organization__is_active=True).first()
        return _linked(server) if server is not None else None

    async def list_servers(self) -> list[LinkedServer]:
        return [_linked(server) for server in await DiscordServer.filter(organization__is_active=True).order_by("id")]

    async def find_run_of_thread(self, thread_id: int) -> tuple[OrganizationId, RunId] | None:
        thread = await DiscordRunThread.filter(thread_id=thread_id, organization__is_active=True).first()
        return (thread.organization_id, thread.run_id) if thread is not None else None

    async def replace_managed_servers(self, user_id: UserId, servers: Sequence[tuple[int, str]]) -> None:
        """Remember which servers a person may manage, as Discord says now."""
        known = {row.guild_id: row for row in await UserDiscordServer.filter(user_id=user_id)}
        wanted = dict(servers)
        gone = [row.id for guild_id, row in known.items() if guild_id not in wanted]
        await UserDiscordServer.filter(id__in=gone).delete()
        for guild_id, name in wanted.items():
            if guild_id not in known:
                await UserDiscordServer.create(user_id=user_id, guild_id=guild_id, name=name)
            elif known[guild_id].name != name:
                await UserDiscordServer.filter(id=known[guild_id].id).update(name=name)

    async def list_managed_servers(self, user_id: UserId) -> list[tuple[int, str]]:
        rows = await UserDiscordServer.filter(user_id=user_id).order_by("name", "guild_id")
        return [(row.guild_id, row.name) for row in rows]

    # Reminders

    async def races_to_remind(self, ahead: timedelta) -> list[RaceToRemind]:
        """Return races that start within `ahead` with those who want to be reminded, in four queries."""
        now = self.clock.now()
        races = await AsyncTournamentLiveRace.filter(
            status__in=[LiveRaceStatus.SCHEDULED, LiveRaceStatus.PENDING],
            scheduled_at__gt=now,
            scheduled_at__lte=now + ahead,
            organization__is_active=True,
        ).order_by("scheduled_at", "id")
        race_ids = [race.id for race in races]
        organizations = sorted({int(race.organization_id) for race in races})
        marks = await LiveRaceReminder.filter(live_race_id__in=race_ids).order_by("id")
        preferences = await NotificationPreference.filter(organization_id__in=organizations)
        leads = dict(
            await AsyncTournamentDiscord.filter(
                tournament_id__in=sorted({int(race.tournament_id) for race in races})
            ).values_list("tournament_id", "reminder_minutes")
        )
        return [
            RaceToRemind(
                race=race,
                tournament_lead=leads.get(TournamentId(race.tournament_id)),
                marks=tuple(mark for mark in marks if mark.live_race_id == race.id),
                preferences=tuple(row for row in preferences if row.organization_id == race.organization_id),
            )
            for race in races
        ]

    async def known_notification_keys(self, keys: Sequence[str]) -> set[str]:
        return {row[0] for row in await Notification.filter(dedupe_key__in=list(keys)).values_list("dedupe_key")}


def _linked(server: DiscordServer) -> LinkedServer:
    return LinkedServer(
        organization_id=OrganizationId(server.organization_id),
        guild_id=server.guild_id,
        name=server.name,
        absent_since=server.absent_since,
    )

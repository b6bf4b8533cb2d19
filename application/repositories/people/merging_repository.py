"""Two users' rows, over all organizations: read to be judged by the rules for merging, and moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tortoise.expressions import F, Q, Subquery
from tortoise.functions import Count

from application.domain.clock import Clock
from application.domain.discord import LARGEST_DISCORD_ID
from application.domain.errors import NotFound
from application.domain.ids import LiveRaceId, OrganizationId, PermalinkId, PoolId, RunId, TournamentId, UserId
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.messages.outbox import partition_of_person
from application.domain.people.merging import Candidate, OwnRun
from application.domain.personal_data import WhenMerged
from application.domain.runs.run import ReviewStatus
from application.repositories.base import may_be, taken_when_not_unique
from application.repositories.people.person_columns import PERSON_COLUMNS, PersonColumn
from application.repositories.people.personal_repository import hold
from models.async_tournament import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentPermalink,
    AsyncTournamentRace,
)
from models.event_log import OutboxMessage
from models.live_race_room import AsyncTournamentLiveRaceEntrant
from models.organization import OrganizationMember, OrganizationMemberRole
from models.user import ApiToken, User, UserSession

_UNFINISHED = (LiveRaceStatus.SCHEDULED, LiveRaceStatus.PENDING, LiveRaceStatus.IN_PROGRESS)
_TAKEN = "Somebody changed one of the two meanwhile. Look at the preview again."


@dataclass(frozen=True, slots=True)
class Belonging:
    """What one person is in one organization."""

    organization_id: OrganizationId
    organization: str
    roles: tuple[str, ...]
    claimed_account: str | None
    """The racetime.gg account that the organization's admins entered."""


class MergingRepository:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    # Reading

    async def get(self, user_id: UserId) -> User:
        """Return somebody who is neither gone into another person nor deleted. Raises `NotFound`."""
        user = await User.filter(id=user_id, merged_into_id__isnull=True, deleted_at__isnull=True).first()
        if user is None:
            raise NotFound("person")
        return user

    async def get_leaving(self, user_id: UserId) -> User:
        """Return somebody who may go into another person; that may be a deleted one who has come back."""
        user = await User.filter(id=user_id, merged_into_id__isnull=True).first()
        if user is None:
            raise NotFound("person")
        return user

    async def candidate(self, user: User) -> Candidate:
        user_id = UserId(user.id)
        racing = AsyncTournamentRace.filter(user_id=user_id, tournament__is_active=True)
        return Candidate(user_id, user.display_name, user.discord_id, user.organization_id, await racing.exists())

    async def find_people(self, text: str, *, limit: int = 20) -> list[User]:
        """Return people whose name, Discord id or racetime.gg account is meant, proven ones first."""
        words = " ".join(text.split())
        meant = Q(display_name__icontains=words) | Q(racetime_name__icontains=words)
        if may_be(User, "racetime_id", words):
            meant |= Q(racetime_id=words)
        if words.isascii() and words.isdigit() and len(words) < 20 and int(words) <= LARGEST_DISCORD_ID:
            meant |= Q(discord_id=int(words))
        people = User.filter(meant, merged_into_id__isnull=True, deleted_at__isnull=True)
        return await people.order_by("organization_id", "display_name", "id").limit(limit)

    async def belongings_of(self, user_ids: Sequence[UserId]) -> dict[UserId, list[Belonging]]:
        """Return where people are members and what they may do there, by person, in two queries."""
        members = OrganizationMember.filter(user_id__in=list(user_ids)).order_by("organization_id")
        granted = OrganizationMemberRole.filter(user_id__in=list(user_ids)).order_by("role")
        roles: dict[tuple[int, int], tuple[str, ...]] = {}
        for row in await granted:
            key = (row.user_id, row.organization_id)
            roles[key] = (*roles.get(key, ()), row.role.label)
        found: dict[UserId, list[Belonging]] = {user_id: [] for user_id in user_ids}
        for member in await members.select_related("organization"):
            found[member.user_id].append(
                Belonging(
                    member.organization_id,
                    member.organization.name,
                    roles.get((member.user_id, member.organization_id), ()),
                    member.claimed_racetime_name or member.claimed_racetime_id,
                )
            )
        return found

    async def count_runs(self, user_ids: Sequence[UserId]) -> dict[UserId, int]:
        runs = AsyncTournamentRace.filter(user_id__in=list(user_ids)).group_by("user_id")
        return dict(await runs.annotate(number=Count("id")).values_list("user_id", "number"))

    async def runs_of(self, user_ids: Sequence[UserId], accounts: Sequence[str]) -> list[OwnRun]:
        """Return all runs of people; `accounts` are the racetime.gg accounts that stay linked."""
        rows = AsyncTournamentRace.filter(user_id__in=list(user_ids)).order_by("id")
        runs = await rows.values(*_OF_A_RUN, **_AROUND_A_RUN)
        entries = AsyncTournamentLiveRaceEntrant.filter(user_id__in=list(user_ids), racetime_id__in=list(accounts))
        own = set(await entries.values_list("live_race_id", "user_id"))
        return [_own_run(run, (run["live_race_id"], run["user_id"]) in own) for run in runs]

    async def accounts_of(self, kept: User, gone: User) -> list[str]:
        """Return the racetime.gg accounts that stay linked: a proven one, else what admins entered for who stays."""
        proven = kept.racetime_id or gone.racetime_id
        if proven is not None:
            return [proven]
        claims = OrganizationMember.filter(user_id=kept.id, claimed_racetime_id__isnull=False)
        return [row[0] for row in await claims.values_list("claimed_racetime_id")]

    async def entrants_in(self, live_race_id: LiveRaceId, user_id: UserId) -> list[AsyncTournamentLiveRaceEntrant]:
        return await AsyncTournamentLiveRaceEntrant.filter(live_race_id=live_race_id, user_id=user_id)

    async def permalinks_of(self, user_ids: Sequence[UserId]) -> list[PermalinkId]:
        rows = AsyncTournamentRace.filter(user_id__in=list(user_ids)).distinct()
        return [PermalinkId(row[0]) for row in await rows.values_list("permalink_id")]

    async def count_tokens(self, user_id: UserId) -> int:
        return await ApiToken.filter(user_id=user_id, revoked_at__isnull=True).count()

    # Holding, in this order: organizations, live races, people, permalinks

    async def hold_races(self, organization_ids: Sequence[OrganizationId], user_ids: Sequence[UserId]) -> None:
        """Hold the races in which people are or may be about to be, so that nothing of a room is applied meanwhile."""
        entered = AsyncTournamentLiveRaceEntrant.filter(user_id__in=list(user_ids))
        races = {row[0] for row in await entered.distinct().values_list("live_race_id")}
        open_ones = Q(organization_id__in=list(organization_ids), status__in=list(_UNFINISHED))
        await hold(AsyncTournamentLiveRace.filter(Q(id__in=sorted(races)) | open_ones))

    async def hold_permalinks(self, permalink_ids: Sequence[PermalinkId]) -> None:
        await hold(AsyncTournamentPermalink.filter(id__in=sorted(set(permalink_ids))))

    # Moving

    async def unite_memberships(self, gone: UserId, kept: UserId) -> None:
        """Leave one membership per organization, with what either of them said; the other's row goes."""
        held = {row.organization_id: row for row in await OrganizationMember.filter(user_id=kept)}
        for left in await OrganizationMember.filter(user_id=gone):
            stays = held.get(left.organization_id)
            if stays is None:
                continue
            await OrganizationMember.filter(id=left.id).delete()
            has_claim = stays.claimed_racetime_id is not None
            stays.claimed_racetime_id = stays.claimed_racetime_id if has_claim else left.claimed_racetime_id
            stays.claimed_racetime_name = stays.claimed_racetime_name if has_claim else left.claimed_racetime_name
            stays.joined_at = min(stays.joined_at, left.joined_at)
            await stays.save(update_fields=["claimed_racetime_id", "claimed_racetime_name", "joined_at"])

    async def drop_claims_about(self, user_id: UserId) -> None:
        claims = OrganizationMember.filter(user_id=user_id, claimed_racetime_id__isnull=False)
        await claims.update(claimed_racetime_id=None, claimed_racetime_name=None)

    async def mark_as_made_by_others(
        self, user_id: UserId, organization_ids: Sequence[OrganizationId], *, discord_id_entered: bool
    ) -> None:
        members = OrganizationMember.filter(user_id=user_id, organization_id__in=list(organization_ids))
        await members.update(made_by_others=True, discord_id_entered=discord_id_entered)

    async def move_rows(self, gone: UserId, kept: UserId) -> dict[str, int]:
        """Give everything of one person to another; returns by section how many rows both had and one is left of."""
        left_out = {}
        for item in PERSON_COLUMNS:
            if item.when_merged is WhenMerged.ENDS:
                await item.model.filter(**{item.column: gone}).delete()
                continue
            if item.when_merged is WhenMerged.UNITES and (number := await _drop_doubles(item, gone, kept)):
                left_out[item.section] = number
            changes: dict[str, object] = {item.column: kept}
            if item.model is AsyncTournamentRace:
                changes["version"] = F("version") + 1
            await item.model.filter(**{item.column: gone}).update(**changes)
        await self._move_messages(gone, kept)
        return left_out

    async def _move_messages(self, gone: UserId, kept: UserId) -> None:
        waiting = OutboxMessage.filter(partition_key=partition_of_person(gone), sent_at__isnull=True)
        for message in await waiting:
            message.partition_key = partition_of_person(kept)
            message.payload = {**message.payload, "user_id": kept}
            await message.save(update_fields=["partition_key", "payload"])

    async def touch_tournaments_in(self, organization_ids: Sequence[OrganizationId], user_id: UserId) -> None:
        """Let boards of these organizations that show a person be made anew."""
        raced = AsyncTournamentRace.filter(user_id=user_id).values("tournament_id")
        there = AsyncTournament.filter(organization_id__in=list(organization_ids), id__in=Subquery(raced))
        await there.update(version=F("version") + 1)

    async def end_sign_in(self, user_id: UserId) -> None:
        await UserSession.filter(user_id=user_id).delete()
        await ApiToken.filter(user_id=user_id, revoked_at__isnull=True).update(revoked_at=self._clock.now())

    async def hand_over_account(self, gone: User, kept: User) -> None:
        """Let the one who stays have the racetime.gg account that the other proved, if there is none of the own."""
        account = (gone.racetime_id, gone.racetime_name, gone.racetime_linked_at)
        await User.filter(id=gone.id).update(racetime_id=None, racetime_name=None, racetime_linked_at=None)
        if account[0] is not None and kept.racetime_id is None:
            kept.racetime_id, kept.racetime_name, kept.racetime_linked_at = account
            with taken_when_not_unique(_TAKEN):
                await kept.save(update_fields=["racetime_id", "racetime_name", "racetime_linked_at"])

    async def retire(self, gone: User, kept: User) -> None:
        """Let a user be nobody but a sign that leads to another one.

        A Discord account that was proved stays with the sign, so that signing in with it makes no new person.
        """
        now = self._clock.now()
        await User.filter(merged_into_id=gone.id).update(merged_into_id=kept.id)
        await User.filter(id=gone.id).update(
            merged_into_id=kept.id,
            discord_id=gone.discord_id if gone.organization_id is None else None,
            is_demo=False,
            calendar_number=F("calendar_number") + 1,
            updated_at=now,
        )
        await User.filter(id=kept.id).update(updated_at=now)


async def _drop_doubles(item: PersonColumn, gone: UserId, kept: UserId) -> int:
    """Remove those rows of one person which the other one has, too."""
    others = item.rest_of_key
    theirs = {tuple(row) for row in await item.model.filter(**{item.column: kept}).values_list(*others)}
    doubles = [
        row[0]
        for row in await item.model.filter(**{item.column: gone}).values_list("id", *others)
        if tuple(row[1:]) in theirs
    ]
    if doubles:
        await item.model.filter(id__in=doubles).delete()
    return len(doubles)


_OF_A_RUN = (
    "id",
    "user_id",
    "organization_id",
    "tournament_id",
    "pool_id",
    "status",
    "created_at",
    "live_race_id",
    "reattempted",
    "claimed_by_id",
    "reviewed_by_id",
    "review_status",
)
_AROUND_A_RUN = {
    "tournament": "tournament__name",
    "slots": "tournament__runs_per_pool",
    "pool": "pool__name",
    "seed": "permalink__seed_key",
    "race_started_at": "live_race__started_at",
}


def _own_run(run: Mapping[str, Any], under_own_account: bool) -> OwnRun:
    decided = run["review_status"] is not ReviewStatus.PENDING
    return OwnRun(
        run_id=RunId(run["id"]),
        user_id=UserId(run["user_id"]),
        organization_id=run["organization_id"],
        tournament_id=TournamentId(run["tournament_id"]),
        tournament=run["tournament"],
        pool_id=PoolId(run["pool_id"]),
        pool=run["pool"],
        seed=run["seed"],
        status=run["status"],
        created_at=run["created_at"],
        slots=run["slots"],
        live_race_id=run["live_race_id"],
        race_has_started=run["race_started_at"] is not None,
        under_own_account=under_own_account,
        reattempted=run["reattempted"],
        claimed_by=run["claimed_by_id"],
        decided_by=run["reviewed_by_id"] if decided else None,
    )

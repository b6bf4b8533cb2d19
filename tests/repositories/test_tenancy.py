"""No repository finds, changes or removes anything of another organization, proved over every public method."""

import inspect
from datetime import timedelta
from typing import Any, cast

import pytest
from tortoise import Tortoise
from tortoise.exceptions import DoesNotExist
from tortoise.models import Model

from application.domain.errors import DomainError, NotFound
from application.domain.ids import Subject
from application.domain.live_races.eligibility import Terms
from application.domain.messages.channels import Destination
from application.domain.messages.notifications import Topic
from application.domain.messages.outbox import MessageKind
from application.domain.messages.public_events import BY_NAME
from application.domain.operations.alerts import BotStatus
from application.domain.operations.audit import AuditFilter
from application.domain.operations.importing.drafts import PermalinkDraft, PoolDraft
from application.domain.runs.held_back import NOTHING_HELD
from application.domain.runs.review import ReviewFilter
from application.domain.runs.run import RunFilter
from application.domain.tournaments.settings import TournamentSettings
from application.repositories import Repositories
from application.repositories.async_live_race_repository import LiveRaceFilter
from application.repositories.base import TenantRepository
from application.repositories.tournaments.async_tournament_repository import LiveUse, PermalinkUse
from application.repositories.tournaments.seed_source_repository import MakingClaim
from application.services.people.member_entry import NewMember
from models.async_tournament import (
    AsyncTournamentLiveRace,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
)
from models.discord import AsyncTournamentDiscord
from models.event_log import EventLogEntry, OutboxMessage
from models.live_race_room import AsyncTournamentLiveRaceRoom, UnmatchedEntrant
from models.result_correction import ResultCorrection
from models.seed_source import SeedMaking, SeedSource
from models.supervision import Alert, AlertAddress
from models.user import User
from tests.repositories.conftest import Populated
from tests.support.community import Community
from tests.support.queries import counted_queries

WRITES_INTO_ITS_OWN = {
    "add_placeholder",
    "create_live_race",
    "create_participant_races",
    "create_room",
    "create_tournament",
    "create_run",
    "create_correction",
    "create_invite",
    "add_review",
    "set_tournament_roles",
    "create_pool",
    "save_profile",
    "save_bot",
    "save_webhook",
    "add",
    "add_all",
    "append",
    "claim",
    "choose",
    "link",
    "note_refusal",
    "put",
    "queue",
    "want",
    "raise_all",
    "set_roles",
    "save_scores",
    "begin",
    "add_known",
    "add_lines",
    "write_people",
    "write_members",
    "write_claim",
    "write_discord_id",
    "write_tournament",
    "write_pools",
    "write_permalinks",
    "write_live_races",
    "write_runs",
    "write_whitelist",
    "write_roles",
    "change_tournament",
    "change_live_race",
    "change_run",
}
"""Methods that make rows: they set their own organization, and services look up what they refer to first."""

SAYS_ABOUT_ALL = {"is_led_elsewhere", "tell_others"}
"""Of the organizations that follow one room only one may speak in it and change it; a process serves all of them."""

OF_ITS_OWN_ORGANIZATION = {
    ("OrganizationRepository", name) for name in ("get", "update", "lock", "was_committed", "get_logo", "set_logo")
} | {("AlertSettingsRepository", "get")}


FINDS_PROVEN_PEOPLE = {
    ("PersonRepository", "get"),
    ("PersonRepository", "find_by_discord_id"),
    ("PersonRepository", "list_by_discord_ids"),
    ("PersonRepository", "list_users"),
    ("ImportWriter", "present_people"),
}
"""Whoever has proved an account is known everywhere; placeholders are asked for below."""

CALLED_BELOW = {
    ("AsyncLiveRaceRepository", "list_races"),
    ("UnmatchedEntrantRepository", "update_all"),
    ("UnmatchedEntrantRepository", "remove_all"),
    ("LiveRaceEntrantRepository", "update_all"),
    ("AsyncRaceRepository", "update_all"),
    ("MemberRepository", "count_admins"),
    ("MemberRepository", "list_admin_ids"),
    ("MemberRepository", "count_members"),
    ("AsyncLiveRaceRepository", "get_eligible_participants"),
    ("AsyncLiveRaceRepository", "load_facts"),
    ("OutboxRepository", "supersede"),
    ("OutboxRepository", "postpone"),
    ("OutboxRepository", "give_up"),
    ("OutboxRepository", "mark_sent"),
    ("OutboxRepository", "list_behind"),
    ("OutboxRepository", "forget_failures"),
    ("TournamentDiscordRepository", "save_settings"),
    ("PublishedEventRepository", "let_go"),
    ("EventLogRepository", "list_entries"),
    ("EventLogRepository", "list_kinds"),
    ("ImportWriter", "claimed_accounts"),
    ("ImportWriter", "look_at"),
    ("ImportWriter", "marks_of"),
    ("ImportWriter", "change_pool"),
    ("ImportWriter", "change_permalink"),
    ("ImportRepository", "end"),
}
"""Need arguments or an expectation of their own."""


def repositories() -> list[type[TenantRepository[Any]]]:
    found: list[type[TenantRepository[Any]]] = []
    for value in vars(Repositories).values():
        kind = getattr(value, "kind", None)
        if kind is not None and issubclass(kind, TenantRepository):
            found.append(kind)
    return found


METHODS = [
    (kind, name)
    for kind in repositories()
    for name, member in inspect.getmembers(kind, inspect.iscoroutinefunction)
    if not name.startswith("_")
    and name not in WRITES_INTO_ITS_OWN | SAYS_ABOUT_ALL
    and (kind.__name__, name) not in OF_ITS_OWN_ORGANIZATION | CALLED_BELOW | FINDS_PROVEN_PEOPLE
]


def test_the_reflection_sees_all_repositories() -> None:
    assert len(repositories()) >= 15
    assert len(METHODS) >= 45


async def snapshot_of_everything(organization_id: int) -> dict[str, list[dict[str, Any]]]:
    rows = {}
    models: dict[str, type[Model]] = (Tortoise.apps or {})["models"]
    for name, model in models.items():
        if "organization_id" in model._meta.db_fields:
            rows[name] = await model._meta.db.execute_query_dict(
                f'SELECT * FROM "{model._meta.db_table}" WHERE organization_id = {organization_id:d} ORDER BY id'  # noqa: S608
            )
    return rows


async def arguments_for(repository: str, here: Populated) -> dict[str, Any]:
    """Something of the other organization for each name that a parameter has."""
    race = await AsyncTournamentLiveRace.get(id=here.live_race)
    runs = await AsyncTournamentRace.filter(live_race_id=here.live_race)
    room = await AsyncTournamentLiveRaceRoom.get(live_race_id=here.live_race)
    player = await User.get(id=here.player)
    pool, permalink = await AsyncTournamentPool.get(id=here.pool), await AsyncTournamentPermalink.get(id=here.permalink)
    run = await AsyncTournamentRace.get(id=here.run)
    slug = race.racetime_slug
    return {
        "live_race_id": here.live_race,
        "race": race,
        "race_ids": [here.live_race],
        "live_race_ids": [here.live_race],
        "tournament_id": here.tournament,
        "tournament_ids": [here.tournament],
        "tournaments": [here.tournament],
        "tournament": await race.tournament,
        "pool_id": here.pool,
        "pool_ids": [here.pool],
        "scheduled_at": here.community.clock.now() + timedelta(days=365),
        "permalink_id": here.permalink,
        "permalink_ids": [here.permalink],
        "user_id": here.player,
        "user_ids": [here.player],
        "room_id": room.id,
        "room": room,
        "slug": slug,
        "episode_id": 77,
        "episode_ids": [77],
        "event": "alttprswiss",
        "runs": runs,
        "run_ids": [run.id for run in runs],
        "live_race": race,
        "racetime_ids": ["stranger"],
        "entry_id": (await UnmatchedEntrant.filter(live_race_id=here.live_race))[0].id,
        "entries": [],
        "entrants": [],
        "columns": ["status"],
        "profile_id": 1,
        "bot_id": 1,
        "address_id": (await AlertAddress.filter(organization_id=here.community.organization_id))[0].id,
        "alert_id": (await Alert.filter(organization_id=here.community.organization_id))[0].id,
        "category": "alttpr",
        "webhook_id": here.webhook,
        "delivery_id": here.delivery,
        "attempt": 0,
        "entry_ids": [row.id for row in await EventLogEntry.all()],
        "kinds": sorted(BY_NAME),
        "behind": [],
        "position": 0,
        "with_held": True,
        "message_id": await _a_message(repository),
        "destination": Destination.RACETIME,
        "partition": f"room:{room.id}",
        "key": "room:",
        "reason": "test",
        "source": await SeedSource.get(pool_id=here.pool),
        "claim": MakingClaim((await SeedMaking.get(pool_id=here.pool)).id, 1),
        "lease": timedelta(minutes=1),
        "pause": timedelta(),
        "at_once": True,
        "seed": permalink.url,
        "kind": MessageKind.CARD,
        "topic": Topic.RESULTS,
        "slot": MessageKind.CARD,
        "subject_id": here.live_race,
        "thread_id": 4714,
        "absent_since": None,
        "waiting_since": timedelta(0),
        "wanted": AuditFilter(),
        "going": True,
        "run": run,
        "run_id": here.run,
        "run_filter": RunFilter(here.tournament),
        "held": NOTHING_HELD,
        "review_filter": ReviewFilter(),
        "beginning": "",
        "lately": timedelta(1),
        "within": None,
        "invite_id": here.invite,
        "correction": await ResultCorrection.filter(run_id=here.run).first(),
        "pool": pool,
        "pools": [pool],
        "permalink": permalink,
        "subject": Subject.RUN,
        "numbers": [here.run],
        "names": [player.display_name],
        "name": "Taken over",
        "number": 4711,
        "problem": "a problem",
        "left_out": "a match",
        "status": BotStatus.REFUSED,
        "message": "a message",
        "since": here.community.clock.now(),
        "is_active": False,
        "alert": (await Alert.filter(organization_id=here.community.organization_id))[0],
        "sentence": "a sentence",
        "other_than": None,
        "without": (),
        "delay": timedelta(),
        "moment": here.community.clock.now() - timedelta(days=2),
        "user": player,
        "discord_id": player.discord_id,
        "racetime_id": "taken1",
        "gone": here.player,
        "kept": here.player,
        "first": here.player,
        "second": here.player,
        "same_account": False,
        "discord_id_entered": True,
        "import_id": 1,
        "origin_id": 1,
        "but": (),
        "source_table": "users",
        "source_ids": [1],
        "source_id": 1,
        "fingerprint": "x",
        "local": User,
        "local_id": here.player,
        "local_ids": [here.player],
        "local_version": None,
        "slugs": [slug],
        "model": AsyncTournamentRace,
        "row_ids": [here.run],
        "skip": 0,
        "limit": 10,
        "until": here.community.clock.now() + timedelta(days=2),
    }


async def _a_message(repository: str) -> int:
    """The id of a message that the methods of a repository would change."""
    if repository != "OutboxRepository":
        return 1
    return (await OutboxMessage.filter(destination=Destination.DISCORD).first()).id  # type: ignore[union-attr]


def _terms(here: Populated) -> Terms:
    settings = TournamentSettings(name="Spring", racetime_category="ootr", racetime_goal="Any", min_account_age_days=7)
    return Terms(here.tournament, here.pool, here.community.clock.now(), settings)


def nothing(result: object) -> bool:
    if isinstance(result, list | set | frozenset):
        return not result
    if isinstance(result, tuple):
        return all(nothing(value) for value in result)
    if isinstance(result, dict):
        return all(nothing(value) for value in result.values())
    if isinstance(result, PermalinkUse):
        return result == PermalinkUse(in_live_race=False, released=False, sealed_elsewhere=False, run_count=0)
    if isinstance(result, LiveUse):
        return result == LiveUse(in_live_race=False, released=False, sealed_elsewhere=False)
    return not result


async def test_a_method_called_from_another_organization_finds_and_changes_nothing(
    here: Populated, elsewhere: Community, subtests: pytest.Subtests
) -> None:
    before = await snapshot_of_everything(here.community.organization_id)
    for kind, name in METHODS:
        with subtests.test(method=f"{kind.__name__}.{name}"):
            with counted_queries() as queries:
                result = await _call_from(elsewhere, kind, name, here)
            assert await _rows_of_its_own(result, elsewhere) or nothing(result), result
            if not all(statement.startswith("SELECT") for statement in queries.statements):
                assert await snapshot_of_everything(here.community.organization_id) == before
    assert await snapshot_of_everything(here.community.organization_id) == before


async def _call_from(elsewhere: Community, kind: type[TenantRepository[Any]], name: str, here: Populated) -> object:
    """Call a method of another organization's repository with what belongs to this one."""
    method = getattr(kind(elsewhere.admin, elsewhere.clock), name)
    required = [
        parameter
        for parameter in inspect.signature(method).parameters.values()
        if parameter.default is inspect.Parameter.empty
    ]
    fitting = await arguments_for(kind.__name__, here)
    values = {parameter: fitting[parameter.name] for parameter in required}
    arguments = [value for parameter, value in values.items() if parameter.kind is not parameter.KEYWORD_ONLY]
    named = {parameter.name: value for parameter, value in values.items() if parameter.kind is parameter.KEYWORD_ONLY}
    try:
        return cast(object, await method(*arguments, **named))
    except DomainError:
        return None


async def _rows_of_its_own(result: object, elsewhere: Community) -> bool:
    """Tell a list that has only the caller's own rows, e.g. its members."""
    if not isinstance(result, list) or not result:
        return False
    return all(
        getattr(getattr(item, "member", item), "organization_id", None) == elsewhere.organization_id for item in result
    )


async def test_an_import_elsewhere_changes_no_pool_and_no_seed_of_others(here: Populated, elsewhere: Community) -> None:
    writer, now = Repositories(elsewhere.admin, elsewhere.clock).import_writer, elsewhere.clock.now()
    before = await snapshot_of_everything(here.community.organization_id)
    assert await writer.marks_of(AsyncTournamentPool, [here.pool]) == {}
    assert await writer.marks_of(AsyncTournamentPermalink, [here.permalink]) == {}
    with pytest.raises(DoesNotExist):
        await writer.change_pool(here.pool, PoolDraft(1, "Taken over", 0, now, "x"))
    seed = PermalinkDraft(1, 1, 1, 0, "https://seeds.test/h/Other00001", "", False, now, "x")
    with pytest.raises(DoesNotExist):
        await writer.change_permalink(here.permalink, seed, here.pool)
    assert await snapshot_of_everything(here.community.organization_id) == before


async def test_rows_of_another_organization_can_not_be_written_back(here: Populated, elsewhere: Community) -> None:
    theirs = Repositories(elsewhere.admin, elsewhere.clock)
    own = Repositories(here.community.admin, here.community.clock)
    before = await snapshot_of_everything(here.community.organization_id)
    with pytest.raises(NotFound):
        await theirs.runs.update_all(await own.runs.list_for_live_race(here.live_race), ["status"])
    with pytest.raises(NotFound):
        await theirs.entrants.update_all(await own.entrants.list_for_race(here.live_race), ["status"])
    unmatched = await own.unmatched.list_for_race(here.live_race)
    assert unmatched
    with pytest.raises(NotFound):
        await theirs.unmatched.update_all(unmatched, ["status"])
    await theirs.unmatched.remove_all(unmatched)
    await theirs.runs.save_scores(here.permalink, 1.0, {}, elsewhere.clock.now())
    assert await snapshot_of_everything(here.community.organization_id) == before


async def test_messages_and_settings_of_another_organization_can_not_be_settled(
    here: Populated, elsewhere: Community
) -> None:
    theirs = Repositories(elsewhere.admin, elsewhere.clock)
    own = Repositories(here.community.admin, here.community.clock)
    before = await snapshot_of_everything(here.community.organization_id)
    for message in await OutboxMessage.filter(organization_id=here.community.organization_id):
        for settle in (
            theirs.outbox.mark_sent(message),
            theirs.outbox.supersede(message),
            theirs.outbox.postpone(message, "test", timedelta(0)),
            theirs.outbox.give_up(message, "test"),
            theirs.outbox.list_behind(message),
            theirs.outbox.forget_failures(message),
        ):
            with pytest.raises(NotFound):
                await settle
    with pytest.raises(NotFound):
        await theirs.published_events.let_go(await own.published_events.list_after(0, limit=1))
    settings = await AsyncTournamentDiscord.get(tournament_id=here.tournament)
    with pytest.raises(NotFound):
        await theirs.tournament_discord.save_settings(settings)
    with pytest.raises(NotFound):
        await theirs.alert_settings.put(
            await Repositories(here.community.admin, here.community.clock).alert_settings.get()
        )
    assert await snapshot_of_everything(here.community.organization_id) == before


async def test_placeholders_of_another_organization_are_nobody(here: Populated, elsewhere: Community) -> None:
    theirs = Repositories(elsewhere.admin, elsewhere.clock)
    new = NewMember("Malon", discord_id=80_000_000_000_000_001, racetime_id="malon1")
    malon = (await here.community.container.organizations.add_member(here.community.admin, new)).user_id
    assert await theirs.people.find_by_discord_id(new.discord_id or 0) is None
    assert await theirs.people.list_users([malon]) == {}
    assert await theirs.people.owners_of(["malon1"]) == {}
    assert await theirs.people.accounts_of([malon]) == {}
    with pytest.raises(NotFound):
        await theirs.people.get(malon)
    terms = _terms(here)
    assert await theirs.live_races.get_eligible_participants(terms, [malon]) == []


async def test_lists_and_counts_have_only_the_own_organizations_rows(here: Populated, elsewhere: Community) -> None:
    theirs = Repositories(elsewhere.admin, elsewhere.clock)
    assert await theirs.members.count_admins() == 1
    assert await theirs.members.list_admin_ids() == [elsewhere.admin.actor.user_id]
    assert await theirs.members.count_members() == 1
    assert await theirs.live_races.list_races(LiveRaceFilter()) == []
    assert {entry.organization_id for entry in await theirs.event_log.list_entries(AuditFilter())} == {
        elsewhere.organization_id
    }
    assert "AsyncRunDrawnEvent" not in await theirs.event_log.list_kinds()
    terms = _terms(here)
    players = await theirs.live_races.get_eligible_participants(terms)
    assert [player.name for player in players] == ["Zelda"]
    assert here.player not in {player.user_id for player in players}
    (stranger,) = await theirs.live_races.get_eligible_participants(terms, [here.player])
    assert not stranger.eligible

"""Unmatched results: kept, offered to their owner, matched, dismissed and undone."""

import asyncio
from datetime import timedelta

import pytest

from application.domain.errors import Conflict, DomainError, Forbidden, NotFound
from application.domain.ids import LiveRaceId, UnmatchedEntrantId, UserId
from application.domain.live_races.results import UnmatchedReason
from application.domain.live_races.room import Entrant, EntrantStatus, RoomStatus
from application.domain.people.namesakes import MemberFilter
from application.domain.permissions import Role
from application.domain.runs.run import RunStatus
from application.read_models import UnmatchedResult
from application.services.people.organization_service import MemberChanges
from models.async_tournament import AsyncTournamentRace
from models.event_log import EventLogEntry
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.rooms import ScriptedRoom

HOUR = timedelta(hours=1)


async def race_with_strangers(
    community: Community, *strangers: str, players: int = 1
) -> tuple[LiveRaceId, ScriptedRoom]:
    """Return a finished race in which the strangers came in one after the other, after the players."""
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    ids = [await community.racetime_id_of(await community.add_player()) for _ in range(players)]
    room = await community.open_room(race.id)
    room.join(*ids, *strangers)
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    room.start()
    for number, racer in enumerate((*ids, *strangers), start=1):
        room.finish(racer, number * HOUR)
    await community.hear(race.id, room)
    return race.id, room


async def only_entry(community: Community) -> UnmatchedResult:
    (entry,) = await community.container.unmatched_results.list_entries(community.admin)
    return entry


async def runs_of(race_id: LiveRaceId) -> dict[UserId, AsyncTournamentRace]:
    return {run.user_id: run for run in await AsyncTournamentRace.filter(live_race_id=race_id)}


async def test_an_unlinked_winner_is_kept_with_name_time_and_reason(community: Community) -> None:
    race_id, _ = await race_with_strangers(community, "winner", players=0)
    entry = await only_entry(community)
    assert (entry.racetime_name, entry.racetime_id, entry.finish_time) == ("Racer winner", "winner", HOUR)
    assert (entry.reason, entry.status, entry.live_race_id) == (UnmatchedReason.UNLINKED, RunStatus.FINISHED, race_id)
    assert entry.explanation == "No member has linked this racetime.gg account."
    assert entry.offer is None


async def test_linking_the_account_later_offers_the_match_by_itself(community: Community) -> None:
    await race_with_strangers(community, "winner")
    player = await community.add_player("Malon", racetime_id=None)
    await community.container.organizations.update_member(community.admin, player, MemberChanges(racetime_id="winner"))
    entry = await only_entry(community)
    assert entry.offer is not None
    assert (entry.offer.user_id, entry.offer.name) == (player, "Malon")


async def test_a_refused_racer_is_offered_as_the_one_who_was_refused(community: Community) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    young = await community.add_player("Young", account_age=timedelta(days=1))
    racer = await community.racetime_id_of(young)
    room = await community.open_room(race.id)
    room.join(racer)
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    room.start()
    room.finish(racer, HOUR)
    await community.hear(race.id, room)
    entry = await only_entry(community)
    assert entry.reason is UnmatchedReason.NOT_ELIGIBLE
    assert "1 of 7 days old" in entry.explanation
    assert entry.offer is not None
    assert entry.offer.user_id == young
    preview = await community.container.unmatched_results.preview_match(community.admin, entry.id, young)
    assert preview.refusal is None
    assert [verdict.rule for verdict in preview.verdicts if not verdict.met] == ["account_age"]


async def test_a_racer_is_added_as_a_member_and_counted_in_one_step(community: Community) -> None:
    race_id, room = await race_with_strangers(community, "winner", "second")
    unmatched = community.container.unmatched_results
    first, second = await unmatched.list_entries(community.admin)
    reviewer = await community.enter(await community.add_player(roles=[Role.ASYNC_REVIEWER]))
    with pytest.raises(Forbidden):
        await unmatched.add_member_and_match(reviewer, first.id)
    member = await unmatched.add_member_and_match(community.admin, first.id)
    assert member.name == "Racer winner"
    run = (await runs_of(race_id))[member.user_id]
    assert (run.status, run.finish_time) == (RunStatus.FINISHED, 2 * HOUR)
    with pytest.raises(Conflict, match="Somebody has decided on this result already"):
        await unmatched.add_member_and_match(community.admin, first.id)
    room.disqualify("winner")
    await community.hear(race_id, room)
    assert (await runs_of(race_id))[member.user_id].status is RunStatus.DISQUALIFIED

    await unmatched.dismiss_entry(community.admin, second.id)
    with pytest.raises(Conflict):
        await unmatched.add_member_and_match(community.admin, second.id, "Ruto")
    page = await community.container.organizations.list_members(community.admin, MemberFilter(search="Ruto"), limit=8)
    assert page.items == (), "both or neither"


async def test_all_results_that_are_proposed_are_matched_at_once_but_for_those_that_would_overrule_a_rule(
    community: Community,
) -> None:
    race_id, _ = await race_with_strangers(community, "winner", "second", "third", "nobody")
    unmatched, organizations = community.container.unmatched_results, community.container.organizations
    owners = {
        racer: await community.add_player(racer, racetime_id=None, account_age=timedelta(days=age))
        for racer, age in (("winner", 900), ("second", 900), ("third", 1))
    }
    for racer, owner in owners.items():
        await organizations.update_member(community.admin, owner, MemberChanges(racetime_id=racer))
    proposals = await unmatched.list_proposals(community.admin)
    assert [(line.entry.racetime_name, line.member.user_id, line.refusal) for line in proposals] == [
        ("Racer winner", owners["winner"], ""),
        ("Racer second", owners["second"], ""),
        ("Racer third", owners["third"], "The Discord account is 1 of 7 days old at the start."),
    ]
    chosen = {line.entry.id: line.member.user_id for line in proposals}
    await unmatched.dismiss_entry(community.admin, proposals[1].entry.id)
    done = await unmatched.match_proposals(community.admin, chosen | {proposals[0].entry.id: owners["winner"]})
    assert [(line.entry.racetime_name, bool(line.refusal)) for line in done] == [
        ("Racer winner", False),
        ("Racer third", True),
    ]
    assert (await runs_of(race_id))[owners["winner"]].finish_time == 2 * HOUR
    waiting = await unmatched.list_entries(community.admin)
    assert [entry.racetime_name for entry in waiting] == ["Racer third", "Racer nobody"]


async def test_of_two_proposals_for_one_members_last_slot_one_is_matched(community: Community) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament)
    player = await community.add_player("Malon", racetime_id=None)
    for ahead in (2, 12):
        race = (await community.schedule(tournament, pool, ahead=ahead * HOUR)).summary
        room = await community.open_room(race.id)
        room.join("twice")
        await community.hear(race.id, room)
        await community.advance_to(race.locks_at)
        room.start()
        room.finish("twice", HOUR)
        await community.hear(race.id, room)
    await community.container.organizations.update_member(community.admin, player, MemberChanges(racetime_id="twice"))
    unmatched = community.container.unmatched_results
    proposals = await unmatched.list_proposals(community.admin)
    assert [line.refusal for line in proposals] == ["", ""]
    done = await unmatched.match_proposals(community.admin, {line.entry.id: player for line in proposals})
    assert [line.refusal for line in done] == ["", "0 of 1 run left in this pool."]


async def test_a_matched_result_is_a_run_that_scores_and_moves_with_racetime(community: Community) -> None:
    race_id, room = await race_with_strangers(community, "winner")
    player = await community.add_player("Malon", racetime_id=None)
    await community.container.unmatched_results.match_entry(community.admin, (await only_entry(community)).id, player)
    run = (await runs_of(race_id))[player]
    assert (run.status, run.finish_time, run.racetime_name) == (RunStatus.FINISHED, 2 * HOUR, "Racer winner")
    assert run.score is not None
    assert await community.container.unmatched_results.list_entries(community.admin) == ()
    (line,) = [line for line in (await community.race(race_id)).board if line.user_id == player]
    assert line.counted

    room.disqualify("winner")
    await community.hear(race_id, room)
    assert (await runs_of(race_id))[player].status is RunStatus.DISQUALIFIED
    (decided,) = await community.container.unmatched_results.list_entries(community.admin, include_decided=True)
    assert decided.decision is not None
    assert decided.decision.matched_to is not None
    assert decided.decision.matched_to.user_id == player
    entry = await EventLogEntry.get(type="InboxEntryMatchedEvent")
    assert entry.actor_name == community.admin.actor.name
    assert entry.payload["change"] == {
        "name": "Racer winner",
        "user_id": player,
        "before": "no run",
        "after": "finished 2:00:00.0",
    }


async def test_a_match_is_taken_back_and_leaves_everything_as_it_was(community: Community) -> None:
    race_id, room = await race_with_strangers(community, "winner")
    before = {user: run.score for user, run in (await runs_of(race_id)).items()}
    player = await community.add_player(racetime_id=None)
    unmatched = community.container.unmatched_results
    entry = await only_entry(community)
    await unmatched.match_entry(community.admin, entry.id, player)
    assert {user: run.score for user, run in (await runs_of(race_id)).items()} != before
    await unmatched.reopen_entry(community.admin, entry.id)
    assert {user: run.score for user, run in (await runs_of(race_id)).items()} == before
    assert (await only_entry(community)).id == entry.id
    await community.hear(race_id, room)
    assert player not in await runs_of(race_id)
    corrections = await community.container.live_races.list_corrections(community.admin, race_id)
    assert [(line.before, line.after, line.source) for line in corrections] == [
        ("finished 2:00:00.0", "removed", "inbox"),
        ("no run", "finished 2:00:00.0", "inbox"),
    ]


async def test_a_result_is_set_aside_with_a_reason_and_taken_up_again(community: Community) -> None:
    await race_with_strangers(community, "troll")
    unmatched = community.container.unmatched_results
    entry = await only_entry(community)
    await unmatched.dismiss_entry(community.admin, entry.id, "Not one of us")
    assert await unmatched.list_entries(community.admin) == ()
    (decided,) = await unmatched.list_entries(community.admin, include_decided=True)
    assert decided.decision is not None
    assert (decided.decision.note, decided.decision.matched_to) == ("Not one of us", None)
    with pytest.raises(Conflict, match="decided on this result already"):
        await unmatched.match_entry(community.admin, entry.id, await community.add_player())
    await unmatched.reopen_entry(community.admin, entry.id)
    assert (await only_entry(community)).id == entry.id
    with pytest.raises(Conflict, match="Nobody has decided"):
        await unmatched.reopen_entry(community.admin, entry.id)
    kinds = [row.type for row in await EventLogEntry.filter(type__startswith="Inbox").order_by("id")]
    assert kinds == ["InboxEntryDismissedEvent", "InboxEntryReopenedEvent"]


async def test_impossible_matches_are_refused_each_with_its_reason(community: Community, clock: ManualClock) -> None:
    race_id, _ = await race_with_strangers(community, "winner")
    (racing,) = await runs_of(race_id)
    unmatched = community.container.unmatched_results
    entry = await only_entry(community)
    with pytest.raises(Conflict, match="has a run in this race already"):
        await unmatched.match_entry(community.admin, entry.id, racing)
    assert (await unmatched.preview_match(community.admin, entry.id, racing)).refusal is not None
    other = await found_community(clock, slug="termina", rooms=community.rooms)
    foreign = await other.add_player()
    with pytest.raises(NotFound):
        await unmatched.match_entry(community.admin, entry.id, foreign)
    with pytest.raises(NotFound):
        await unmatched.match_entry(other.admin, entry.id, foreign)
    with pytest.raises(NotFound):
        await unmatched.dismiss_entry(community.admin, UnmatchedEntrantId(9999))


async def test_unmatched_results_are_for_those_who_record_results_and_nobody_decides_on_the_own_result(
    community: Community,
) -> None:
    await race_with_strangers(community, "winner")
    unmatched = community.container.unmatched_results
    entry = await only_entry(community)
    player = await community.add_player()
    member = await community.enter(player)
    for action in (
        unmatched.list_entries(member),
        unmatched.match_entry(member, entry.id, player),
        unmatched.dismiss_entry(member, entry.id),
        unmatched.reopen_entry(member, entry.id),
        unmatched.preview_match(member, entry.id, player),
    ):
        with pytest.raises(Forbidden):
            await action
    own = await community.add_player(roles=[Role.ASYNC_REVIEWER])
    reviewer = await community.enter(own)
    with pytest.raises(Forbidden, match="your own result"):
        await unmatched.match_entry(reviewer, entry.id, own)
    await unmatched.match_entry(reviewer, entry.id, player)


@on_postgres_and_slowly_on_sqlite
async def test_two_reviewers_at_the_same_moment_make_one_run(community: Community) -> None:
    race_id, _ = await race_with_strangers(community, "winner", players=0)
    entry = await only_entry(community)
    players = [await community.add_player(racetime_id=None) for _ in range(2)]
    match = community.container.unmatched_results.match_entry
    outcomes = await asyncio.gather(
        *(match(community.admin, entry.id, player) for player in players), return_exceptions=True
    )
    assert sum(isinstance(outcome, DomainError) for outcome in outcomes) == 1
    assert len(await runs_of(race_id)) == 1


async def test_a_matched_result_of_a_race_that_is_cancelled_after_all_is_gone_with_it(community: Community) -> None:
    tournament = await community.add_tournament()
    race = (await community.schedule(tournament, await community.add_pool(tournament))).summary
    room = await community.open_room(race.id)
    room.join("winner", await community.racetime_id_of(await community.add_player()))
    await community.hear(race.id, room)
    await community.advance_to(race.locks_at)
    room.start()
    room.forfeit("winner")
    await community.hear(race.id, room)
    player = await community.add_player(racetime_id=None)
    await community.container.unmatched_results.match_entry(community.admin, (await only_entry(community)).id, player)
    room.cancel()
    await community.hear(race.id, room)
    assert await runs_of(race.id) == {}
    assert await community.container.unmatched_results.list_entries(community.admin, include_decided=True) == ()


async def test_results_of_deleted_accounts_keep_their_names(community: Community) -> None:
    race_id, room = await race_with_strangers(community, "a", "b")
    room.forget_account("a")
    room.forget_account("b")
    await community.hear(race_id, room)
    entries = await community.container.unmatched_results.list_entries(community.admin)
    assert [(entry.racetime_id, entry.racetime_name) for entry in entries] == [("a", "Racer a"), ("b", "Racer b")]


async def test_a_nameless_result_stays_as_it_was_matched_because_nobody_knows_who_is_nameless_next(
    community: Community,
) -> None:
    race_id, room = await race_with_strangers(community)
    room.status = RoomStatus.IN_PROGRESS
    room.entrants["nameless:1"] = Entrant("nameless:1", None, "Unknown racer", EntrantStatus.DONE, 2, 3 * HOUR)
    room.version += 1
    await community.hear(race_id, room)
    entry = await only_entry(community)
    assert (entry.reason, entry.racetime_id, entry.finish_time) == (UnmatchedReason.NAMELESS, None, 3 * HOUR)
    player = await community.add_player(racetime_id=None)
    await community.container.unmatched_results.match_entry(community.admin, entry.id, player)
    room.entrants["nameless:1"] = Entrant("nameless:1", None, "Unknown racer", EntrantStatus.DNF)
    room.version += 1
    await community.hear(race_id, room)
    assert (await runs_of(race_id))[player].finish_time == 3 * HOUR

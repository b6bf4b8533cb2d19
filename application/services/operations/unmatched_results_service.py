"""Unmatched results: matched to a member, dismissed, or unmatched again. Every decision can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from application.account_fingerprints import AccountFingerprints
from application.context import OrgContext
from application.domain.errors import Conflict, Forbidden, NotFound
from application.domain.events.live_races import (
    InboxEntryDismissedEvent,
    InboxEntryMatchedEvent,
    InboxEntryReopenedEvent,
)
from application.domain.ids import EntryRef, UnmatchedEntrantId, UserId
from application.domain.live_races.eligibility import unmet
from application.domain.live_races.live_race import LiveRaceStatus
from application.domain.live_races.results import UnmatchedReason
from application.domain.permissions import Permission
from application.domain.runs.corrections import CorrectionSource
from application.domain.text import one_line
from application.read_models import MatchOffer, MatchPreview, MatchProposal, UnmatchedResult, UnmatchedResultDecision
from application.repositories import Repositories
from application.repositories.async_live_race_repository import NewParticipant
from application.services.audit_names import marks_in
from application.services.eligibility import terms_of_race
from application.services.live_race_timeline import InstallationDefaults
from application.services.live_races.room_lines import title_of
from application.services.live_races.runs import MovedResult, lock_scores
from application.services.people.member_entry import NewMember, claim_account, enter_person, make_member
from application.services.retry import tried_twice
from application.services.runs.rules import result_of
from application.services.runs.scoring import rescore
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentLiveRace, AsyncTournamentRace
from models.live_race_room import AsyncTournamentLiveRaceEntrant, UnmatchedEntrant

MOST_PROPOSALS = 100
"""That are looked at and matched at once."""
_REASON_LIMIT = 500
_COUNTING = (LiveRaceStatus.IN_PROGRESS, LiveRaceStatus.FINISHED)


class UnmatchedResultsService:
    def __init__(self, units: UnitsOfWork, defaults: InstallationDefaults, fingerprints: AccountFingerprints) -> None:
        self._units = units
        self._defaults = defaults
        self._fingerprints = fingerprints

    async def list_entries(
        self,
        ctx: OrgContext,
        *,
        include_decided: bool = False,
        after: UnmatchedEntrantId | None = None,
        limit: int | None = None,
    ) -> tuple[UnmatchedResult, ...]:
        """Return what waits for a decision, oldest first, continuing after one of them.

        With `include_decided` everything, the newest first.
        """
        allowed = ctx.demand_somewhere(Permission.RECORD_RESULTS)
        reading = self._units.reading(ctx)
        listed = reading.unmatched.list_all if include_decided else reading.unmatched.list_open
        rows = await listed(allowed, after=after, limit=limit)
        members = await _members(reading, rows)
        return tuple(_view(row, members.get(row.id)) for row in rows)

    async def preview_match(self, ctx: OrgContext, entry_id: UnmatchedEntrantId, user_id: UserId) -> MatchPreview:
        """Tell which rules giving the result to this member would overrule, and whether it is possible at all."""
        reading = self._units.reading(ctx)
        entry = await reading.unmatched.get_by_id(entry_id)
        race = await reading.live_races.get_by_id(entry.live_race_id)
        ctx.demand(Permission.RECORD_RESULTS, race.tournament_id)
        member = await _member(reading, user_id)
        terms = terms_of_race(race, await reading.organization.get(), self._defaults)
        (player,) = await reading.live_races.get_eligible_participants(terms, [user_id])
        refusal = None
        try:
            await _check_match(reading, race, entry, member)
        except (Conflict, Forbidden) as error:
            refusal = error.message
        return MatchPreview(member, player.verdicts, refusal)

    async def list_proposals(self, ctx: OrgContext) -> tuple[MatchProposal, ...]:
        """Tell what `match_proposals` would do: one for each result whose account a member is known to own."""
        return tuple([await self._proposal(ctx, entry, member) for entry, member in await self._offers(ctx)])

    async def match_proposals(
        self, ctx: OrgContext, chosen: Mapping[UnmatchedEntrantId, UserId]
    ) -> tuple[MatchProposal, ...]:
        """Match results to these members where that is proposed and overrules nothing; what stays says why.

        What is chosen and proposed no longer is left out.
        """
        lines = []
        for entry, member in await self._offers(ctx):
            if chosen.get(entry.id) != member.user_id:
                continue
            line = await self._proposal(ctx, entry, member)  # those before it may have taken the member's last slot
            if not line.refusal:
                try:
                    await self.match_entry(ctx, entry.id, member.user_id)
                except (Conflict, Forbidden, NotFound) as error:
                    line = replace(line, refusal=error.message)
            lines.append(line)
        return tuple(lines)

    async def _offers(self, ctx: OrgContext) -> list[tuple[UnmatchedResult, MatchOffer]]:
        entries = await self.list_entries(ctx)
        return [(entry, entry.offer) for entry in entries if entry.offer is not None][:MOST_PROPOSALS]

    async def _proposal(self, ctx: OrgContext, entry: UnmatchedResult, member: MatchOffer) -> MatchProposal:
        try:
            preview = await self.preview_match(ctx, entry.id, member.user_id)
        except NotFound as error:
            return MatchProposal(entry, member, error.message)
        broken = " ".join(verdict.sentence for verdict in unmet(preview.verdicts))
        return MatchProposal(entry, member, preview.refusal or broken)

    @tried_twice
    async def match_entry(self, ctx: OrgContext, entry_id: UnmatchedEntrantId, user_id: UserId) -> None:
        """Make the result a member's run, whatever the rules said; racetime.gg's later changes move it like any other.

        Raises `Conflict` when somebody decided already, when the member has a run in this race, or when the race
        doesn't count.
        """
        async with self._units(ctx) as work:
            race, entry = await _locked(work, entry_id)
            await _match(work, race, entry, user_id)

    @tried_twice
    async def add_member_and_match(
        self, ctx: OrgContext, entry_id: UnmatchedEntrantId, display_name: str = ""
    ) -> MatchOffer:
        """Make the racer a member with this racetime.gg account, and the result the member's run; both or neither.

        Without a `display_name` the one on racetime.gg is taken. Raises `Conflict` and `AlreadyTaken` as adding a
        member and `match_entry` do, and for a racer whose account racetime.gg no longer shows.
        """
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            race, entry = await _locked(work, entry_id)
            _check_open(entry)
            if entry.reason is UnmatchedReason.NAMELESS:
                raise Conflict("racetime.gg no longer shows whose account this was. Match the result to a member.")
            account, name = entry.entrant_key, entry.racetime_name
            new = NewMember(display_name or name, racetime_id=account, racetime_name=name)
            user = await enter_person(work, new, self._fingerprints)
            await make_member(work, user, (), discord_id_entered=False)
            return await _match(work, race, entry, await claim_account(work, user, account, name, self._fingerprints))

    @tried_twice
    async def dismiss_entry(self, ctx: OrgContext, entry_id: UnmatchedEntrantId, reason: str = "") -> None:
        """Set a result aside; it counts for nobody."""
        text = one_line(reason, field="reason", what="reason", limit=_REASON_LIMIT, required=False)
        async with self._units(ctx) as work:
            race, entry = await _locked(work, entry_id)
            _check_open(entry)
            entry.dismissed_at, entry.note = work.clock.now(), text
            await _decide(work, entry)
            work.record(InboxEntryDismissedEvent(_ref(race, entry), name=entry.racetime_name, reason=text))

    @tried_twice
    async def reopen_entry(self, ctx: OrgContext, entry_id: UnmatchedEntrantId) -> None:
        """Undo a decision: a matched result is the member's no longer, a dismissed one waits again."""
        async with self._units(ctx) as work:
            race, entry = await _locked(work, entry_id)
            if entry.run_id is None and entry.dismissed_at is None:
                raise Conflict("Nobody has decided on this result yet.")
            was = "matched" if entry.run_id is not None else "dismissed"
            run_id, entry.run_id, entry.dismissed_at, entry.note = entry.run_id, None, None, ""
            entry.resolved_at = entry.resolved_by_id = None
            await work.unmatched.update_all([entry], _DECISION_COLUMNS)
            if run_id is not None:
                await _remove_run(work, race, entry, run_id)
            work.record(InboxEntryReopenedEvent(_ref(race, entry), name=entry.racetime_name, was=was))


async def _match(
    work: WorkSession, race: AsyncTournamentLiveRace, entry: UnmatchedEntrant, user_id: UserId
) -> MatchOffer:
    member = await _member(work, user_id)
    await _check_match(work, race, entry, member)
    run = await _create_run(work, race, entry, user_id)
    await _admit(work, race, entry, user_id)
    entry.user_id, entry.run_id = user_id, run.id
    await _decide(work, entry)
    move = MovedResult(entry.racetime_name, user_id, run.id, None, result_of(run))
    await _tell(work, race, move)
    work.record(InboxEntryMatchedEvent(_ref(race, entry), change=move.as_change()))
    return member


_DECISION_COLUMNS = ["user_id", "run_id", "dismissed_at", "note", "resolved_at", "resolved_by_id"]


async def _locked(work: WorkSession, entry_id: UnmatchedEntrantId) -> tuple[AsyncTournamentLiveRace, UnmatchedEntrant]:
    """Return an entry with its race, both read after the race was locked, to somebody who may decide on it."""
    live_race_id = (await work.unmatched.get_by_id(entry_id)).live_race_id
    race = await work.live_races.get_by_id(live_race_id, for_update=True)
    work.ctx.demand(Permission.RECORD_RESULTS, race.tournament_id)
    return race, await work.unmatched.get_by_id(entry_id)


async def _member(repositories: Repositories, user_id: UserId) -> MatchOffer:
    row = await repositories.members.get(user_id)
    name = row.member.user.display_name
    return MatchOffer(user_id, name, (await marks_in(repositories, {user_id: name})).get(user_id))


def _check_open(entry: UnmatchedEntrant) -> None:
    if entry.run_id is not None or entry.dismissed_at is not None:
        raise Conflict("Somebody has decided on this result already.")


async def _check_match(
    repositories: Repositories, race: AsyncTournamentLiveRace, entry: UnmatchedEntrant, member: MatchOffer
) -> None:
    _check_open(entry)
    if member.user_id == repositories.ctx.actor.user_id:
        raise Forbidden("Somebody else must decide on your own result.")
    if race.status not in _COUNTING:
        raise Conflict(f"This race is {race.status.adjective}, so nothing in it counts.")
    if race.permalink_id is None:
        raise Conflict("This race has no permalink yet. Name the one that was raced first.")
    if await repositories.runs.find_in_live_race(race.id, member.user_id) is not None:
        raise Conflict(f"{member.called} has a run in this race already.")


async def _create_run(
    work: WorkSession, race: AsyncTournamentLiveRace, entry: UnmatchedEntrant, user_id: UserId
) -> AsyncTournamentRace:
    await lock_scores(work, race)
    participant = NewParticipant(
        user_id=user_id,
        racetime_name=entry.racetime_name,
        status=entry.status,
        started_at=race.started_at,
        finished_at=entry.finished_at,
        finish_time=entry.finish_time,
    )
    await work.live_races.create_participant_races(race, [participant])
    run = await work.runs.find_in_live_race(race.id, user_id)
    if run is None:
        raise NotFound("run")
    return run


async def _entrant_of(work: WorkSession, entry: UnmatchedEntrant) -> AsyncTournamentLiveRaceEntrant | None:
    rows = await work.entrants.list_for_race(entry.live_race_id)
    return next((row for row in rows if row.entrant_key == entry.entrant_key), None)


async def _admit(work: WorkSession, race: AsyncTournamentLiveRace, entry: UnmatchedEntrant, user_id: UserId) -> None:
    """Let the racer count from now on, so that racetime.gg's later changes reach the run."""
    entrant = await _entrant_of(work, entry)
    if entrant is None:
        return
    entrant.user_id, entrant.eligible, entrant.admitted_at = user_id, True, work.clock.now()
    entrant.judged_at = entrant.judged_at or race.started_at
    await work.entrants.update_all([entrant], ["user_id", "eligible", "admitted_at", "judged_at"])


async def _remove_run(work: WorkSession, race: AsyncTournamentLiveRace, entry: UnmatchedEntrant, run_id: int) -> None:
    await lock_scores(work, race)
    runs = [run for run in await work.runs.list_for_live_race(race.id) if run.id == run_id]
    entrant = await _entrant_of(work, entry)
    if entrant is not None:
        owners = await work.people.owners_of([entrant.racetime_id or ""])
        entrant.user_id = owners.get(entrant.racetime_id or "")
        entrant.eligible, entrant.admitted_at = False, None
        await work.entrants.update_all([entrant], ["user_id", "eligible", "admitted_at"])
    for run in runs:
        move = MovedResult(entry.racetime_name, UserId(run.user_id), None, result_of(run), None)
        await work.runs.remove_all([run])
        await _tell(work, race, move)


async def _decide(work: WorkSession, entry: UnmatchedEntrant) -> None:
    entry.resolved_at, entry.resolved_by_id = work.clock.now(), work.ctx.actor.user_id
    await work.unmatched.update_all([entry], _DECISION_COLUMNS)


async def _tell(work: WorkSession, race: AsyncTournamentLiveRace, move: MovedResult) -> None:
    """Keep the move as a correction and score anew."""
    await work.live_race_corrections.add_all([move.as_correction(race, CorrectionSource.UNMATCHED)])
    if race.permalink_id is not None:
        await rescore(work, race.permalink_id, race.tournament)


def _ref(race: AsyncTournamentLiveRace, entry: UnmatchedEntrant) -> EntryRef:
    return EntryRef(race.organization_id, race.tournament_id, race.id, entry.id)


async def _members(reading: Repositories, rows: Sequence[UnmatchedEntrant]) -> dict[int, MatchOffer]:
    """Return, by entry, who was given the result or, where nobody was, the member known to own the account."""
    owners = await reading.people.owners_of([row.entrant_key for row in rows])
    whose = {row.id: UserId(row.user_id) if row.user_id is not None else owners.get(row.entrant_key) for row in rows}
    whose |= {row.id: UserId(row.run.user_id) for row in rows if row.run is not None}
    names = await reading.members.names_of(sorted({user_id for user_id in whose.values() if user_id is not None}))
    names |= {row.run.user_id: row.run.user.display_name for row in rows if row.run is not None}
    marks = await marks_in(reading, names)
    return {
        entry_id: MatchOffer(user_id, names[user_id], marks.get(user_id))
        for entry_id, user_id in whose.items()
        if user_id is not None and user_id in names
    }


def _view(row: UnmatchedEntrant, member: MatchOffer | None) -> UnmatchedResult:
    race = row.live_race
    decision = _decision(row, member)
    return UnmatchedResult(
        id=row.id,
        live_race_id=race.id,
        race_title=title_of(race),
        tournament_id=race.tournament_id,
        tournament_name=race.tournament.name,
        racetime_name=row.racetime_name,
        racetime_id=row.entrant_key if row.reason is not UnmatchedReason.NAMELESS else None,
        reason=row.reason,
        explanation=row.explanation,
        status=row.status,
        finish_time=row.finish_time,
        created_at=row.created_at,
        offer=member if decision is None else None,
        decision=decision,
    )


def _decision(row: UnmatchedEntrant, member: MatchOffer | None) -> UnmatchedResultDecision | None:
    if row.run_id is None and row.dismissed_at is None:
        return None
    who = row.resolved_by.display_name if row.resolved_by is not None else "system"
    return UnmatchedResultDecision(member if row.run is not None else None, row.note, who, row.resolved_at)

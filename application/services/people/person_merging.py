"""Two users who turn out to be one person become one: planned, shown, and carried out in one transaction."""

from dataclasses import dataclass, replace

from application.domain.errors import ConcurrentChange, NotFound
from application.domain.events.people import PeopleMergedEvent, SessionsEndedEvent
from application.domain.ids import NO_ORGANIZATION, OrganizationId, OrganizationRef, PersonRef, UserId
from application.domain.messages.notifications import News, NotificationKind
from application.domain.people.merging import Finding, FindingKind, OwnRun, settle_runs
from application.domain.people.namesakes import goes_and_stays
from application.repositories.people.merging_repository import MergingRepository
from application.repositories.people.personal_repository import PersonalRepository
from application.services.notify import notify
from application.services.people.account_service import say_names_anew
from application.services.people.merging_steps import settle
from application.unit_of_work import WorkSession
from models.user import User


@dataclass(frozen=True, slots=True)
class MergePlan:
    """Who goes into whom, with all runs of both, and everything that the rules have to settle."""

    kept: User
    gone: User
    runs: tuple[OwnRun, ...]
    findings: tuple[Finding, ...]
    organizations: tuple[OrganizationId, ...]
    """Those that store anything about who goes, and where both have proved an account also those of who stays."""

    @property
    def kept_id(self) -> UserId:
        return UserId(self.kept.id)

    @property
    def gone_id(self) -> UserId:
        return UserId(self.gone.id)


async def plan_merge(
    repositories: MergingRepository, personal: PersonalRepository, *, gone: User, kept: User
) -> MergePlan:
    """Return what a merge would do now; the merge itself makes the same plan again under its locks."""
    gone_id, kept_id = UserId(gone.id), UserId(kept.id)
    people = (kept_id, gone_id)
    runs = await repositories.runs_of(people, await repositories.accounts_of(kept, gone))
    findings = [*settle_runs(runs, people), *await _about_accounts(repositories, gone, kept)]
    return MergePlan(kept, gone, tuple(runs), tuple(findings), await _concerned(personal, gone, kept_id))


async def _concerned(personal: PersonalRepository, gone: User, kept: UserId) -> tuple[OrganizationId, ...]:
    """Return where a merge changes or must say something; of a placeholder there is nothing elsewhere."""
    if gone.organization_id is not None:
        return (gone.organization_id,)
    return tuple(sorted(await personal.organizations_of([UserId(gone.id), kept])))


async def _about_accounts(repositories: MergingRepository, gone: User, kept: User) -> list[Finding]:
    found = []
    going, staying = goes_and_stays(gone.display_name, kept.display_name)
    if gone.discord_id is not None and gone.discord_id != kept.discord_id:
        if gone.organization_id is None:
            sentence = f"The Discord account of {going} no longer signs in here; that of {staying} does."
        else:
            sentence = f"The Discord id that admins entered for {going} is given up."
        found.append(Finding(FindingKind.ACCOUNT, sentence))
    if gone.racetime_id is not None and kept.racetime_id is not None:
        sentence = f"{kept.racetime_name} stays the linked racetime.gg account; {gone.racetime_name} is unlinked."
        found.append(Finding(FindingKind.ACCOUNT, sentence))
    for belonging in (await repositories.belongings_of([UserId(gone.id)]))[UserId(gone.id)]:
        if belonging.claimed_account is not None and (kept.racetime_id or gone.racetime_id) is not None:
            sentence = (
                f"The racetime.gg account {belonging.claimed_account} that admins entered holds no more: "
                f"{kept.racetime_name or gone.racetime_name} is proved."
            )
            found.append(Finding(FindingKind.ACCOUNT, sentence, belonging.organization_id))
    if gone.organization_id is None and gone.deleted_at is None:
        tokens = await repositories.count_tokens(UserId(gone.id))
        found.append(
            Finding(FindingKind.ENDED, f"All sessions and {tokens} API tokens of {going} end.")
            if tokens
            else Finding(FindingKind.ENDED, f"All sessions of {going} end.")
        )
    return found


async def merge_people(work: WorkSession, *, gone: UserId, kept: UserId) -> MergePlan:
    """Give everything of one person to another, as the written rules say, and leave a sign where the one was.

    Who may do so is for the caller to ask. Whoever was no member of an organization becomes one, marked as made by
    others. Raises `NotFound` for somebody who is gone already.
    """
    merging, personal = work.merging, work.personal
    people = (kept, gone)
    await _demand_own(work, people)
    organizations = await _concerned(personal, await merging.get_leaving(gone), kept)
    await personal.lock_organizations(organizations)
    await merging.hold_races(organizations, people)
    await personal.lock(people)
    plan = await plan_merge(merging, personal, gone=await merging.get_leaving(gone), kept=await merging.get(kept))
    if plan.kept.organization_id is not None and plan.gone.organization_id is None:
        raise ConcurrentChange  # who was to go has signed in meanwhile, and whoever has signed in stays
    await merging.hold_permalinks(await merging.permalinks_of(people))
    before = await merging.belongings_of(people)
    await _settle_runs(work, plan)
    await merging.unite_memberships(gone, kept)
    if not _is_same_account(plan):
        work.record(
            SessionsEndedEvent(OrganizationRef(NO_ORGANIZATION), session_ids=await personal.sessions_of([gone]))
        )
        await merging.end_sign_in(gone)
    left_out = await merging.move_rows(gone, kept)
    await merging.hand_over_account(plan.gone, plan.kept)
    if plan.kept.racetime_id is not None:
        await merging.drop_claims_about(kept)
    await merging.retire(plan.gone, plan.kept)
    new_in = {item.organization_id for item in before[gone]} - {item.organization_id for item in before[kept]}
    if plan.gone.organization_id is not None and plan.kept.organization_id is None:
        await merging.mark_as_made_by_others(kept, sorted(new_in), discord_id_entered=_is_same_account(plan))
    await merging.touch_tournaments_in(plan.organizations, kept)
    doubles = tuple(
        Finding(FindingKind.ENDED, f"{section}: both had the same; what {plan.kept.display_name} had stays.")
        for section in left_out
        if section in _WORTH_TELLING
    )
    plan = replace(plan, findings=(*plan.findings, *doubles))
    await _record(work, plan)
    return plan


async def _demand_own(work: WorkSession, people: tuple[UserId, UserId]) -> None:
    """Within an organization only its own placeholders go, into one of them or into somebody who has signed in."""
    kept, gone = await work.merging.get(people[0]), await work.merging.get_leaving(people[1])
    here = work.ctx.organization_id
    is_own = gone.organization_id == here and kept.organization_id in (None, here)
    if kept.id == gone.id or (here != NO_ORGANIZATION and not is_own):
        raise NotFound("person")


def _is_same_account(plan: MergePlan) -> bool:
    """Whether a placeholder was entered with the Discord account of who stays; its tokens then act for that person."""
    return plan.gone.discord_id is not None and plan.gone.discord_id == plan.kept.discord_id


_WORTH_TELLING = frozenset({"Notification settings"})
"""Of roles, reminders and the like two that are equal are no loss."""


async def _settle_runs(work: WorkSession, plan: MergePlan) -> None:
    for finding in plan.findings:
        if finding.run_id is not None and finding.organization_id is not None:
            there = work.beside(replace(work.ctx, organization_id=finding.organization_id))
            await settle(there, finding, plan.gone.display_name)


async def _record(work: WorkSession, plan: MergePlan) -> None:
    """Log the merge wherever it is seen, tell the person, and let pages of races move in which the person is."""
    for organization_id in plan.organizations:
        there = work.beside(replace(work.ctx, organization_id=organization_id))
        work.record(
            PeopleMergedEvent(
                PersonRef(organization_id, plan.kept_id),
                name=plan.kept.display_name,
                gone_id=plan.gone_id,
                gone_name=plan.gone.display_name,
                findings=tuple(
                    item.sentence for item in plan.findings if item.organization_id in (None, organization_id)
                ),
            )
        )
        if work.ctx.actor.user_id != plan.kept_id:
            parts = {"other": plan.gone.display_name}
            await notify(there, News(NotificationKind.PEOPLE_MERGED, parts), [plan.kept_id])
    await say_names_anew(work, [plan.kept_id])

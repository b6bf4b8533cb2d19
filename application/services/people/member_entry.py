"""What an organization's admins enter about people: whom they mean, and which racetime.gg account they say is whose.

Nothing of it holds in another organization, and nothing of it holds against what a person has proved.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from application.account_fingerprints import AccountFingerprints
from application.domain.accounts import check_discord_id
from application.domain.errors import AlreadyTaken, Conflict, InvalidInput, Problems
from application.domain.events.people import MemberAddedEvent
from application.domain.ids import PersonRef, UserId
from application.domain.people.merging import refusal_for_admins, who_stays
from application.domain.permissions import Role
from application.domain.personal_data import check_not_of_the_deleted
from application.domain.text import one_line
from application.services.people.person_merging import merge_people
from application.unit_of_work import WorkSession
from models.user import User

NAME_LIMIT = 80
HAS_PROVED_ANOTHER = (
    "This person has proved another racetime.gg account by signing in there, and only they can change that."
)
BELONGS_TO_SOMEBODY = (
    "The owner of this racetime.gg account has proved it by signing in there, and is somebody else. "
    "If both are one person, merge the two."
)

MUST_SIGN_IN = (
    "Whoever has this Discord account has runs here and must sign in once before being added again. "
    "Send them an invite link."
)
MUST_LINK = (
    "Whoever has this racetime.gg account proved it before and has runs here. They must sign in and link it themselves."
)


@dataclass(frozen=True, slots=True)
class NewMember:
    """A person to be added: whoever has proved one of the accounts, else somebody who is made for this organization.

    The name is used only for somebody who is made.
    """

    display_name: str
    discord_id: int | None = None
    racetime_id: str | None = None
    racetime_name: str | None = None
    roles: tuple[Role, ...] = ()


async def enter_person(work: WorkSession, new: NewMember, fingerprints: AccountFingerprints) -> User:
    """Return whom an admin means, made as a placeholder of the organization if nobody has proved to be meant.

    Raises `Conflict` for the Discord account of somebody who deleted a user with runs here.
    """
    problems, name = Problems(), ""
    with problems.noted():
        name = check_not_of_the_deleted(one_line(new.display_name, field="display_name", what="name", limit=NAME_LIMIT))
    with problems.noted():
        check_discord_id(new.discord_id, work.clock.now())
    with problems.noted():
        if new.racetime_id is not None:
            _check_racetime_id(new.racetime_id)
    with problems.noted():
        if new.racetime_name:
            _racetime_name(new.racetime_name)
    problems.refuse()
    found = None
    if new.discord_id is not None:
        found = await work.people.find_by_discord_id(new.discord_id)
    elif new.racetime_id is not None:
        owner = (await work.people.owners_of([new.racetime_id])).get(new.racetime_id)
        found = await work.people.get(owner) if owner is not None else None
        if found is not None and found.organization_id is not None:
            raise AlreadyTaken("This racetime.gg account is linked to another member. It must be unlinked there first.")
    if found is None and new.discord_id is not None and await _has_raced(work, fingerprints.of_discord(new.discord_id)):
        raise Conflict(MUST_SIGN_IN)
    return found or await work.people.add_placeholder(name, discord_id=new.discord_id)


async def make_member(work: WorkSession, user: User, roles: Sequence[Role], *, discord_id_entered: bool) -> None:
    """Make somebody a member whom an admin entered; other people than the admin are asked whether they stay."""
    is_other_person = user.organization_id is None and user.id != work.ctx.actor.user_id
    await work.members.add(user.id, made_by_others=is_other_person, discord_id_entered=discord_id_entered)
    await give_roles(work, user, roles)


async def give_roles(work: WorkSession, user: User, roles: Sequence[Role]) -> None:
    await work.members.set_roles(user.id, roles)
    work.record(
        MemberAddedEvent(
            PersonRef(work.ctx.organization_id, user.id),
            name=user.display_name,
            roles=tuple(role.value for role in roles),
        )
    )


async def claim_account(
    work: WorkSession, user: User, racetime_id: str | None, name: str | None, fingerprints: AccountFingerprints
) -> UserId:
    """Keep what an admin says about a member's racetime.gg account; returns who the member is then.

    That is somebody else when a placeholder is given an account whose owner has proved it, or that somebody raced with
    who is no member any more: the two are one. Raises `Conflict` for a member who has proved another account,
    `AlreadyTaken` for an account that is somebody else's here.
    """
    if racetime_id == user.racetime_id and racetime_id is not None:
        return user.id
    if user.racetime_id is not None:
        raise Conflict(HAS_PROVED_ANOTHER)
    if racetime_id is None:
        await work.members.set_claim(user.id, None, None)
        return user.id
    problems, clean = Problems(), ""
    with problems.noted():
        _check_racetime_id(racetime_id)
    with problems.noted():
        clean = _racetime_name(name or user.display_name)
    problems.refuse()
    owner = (await work.people.owners_of([racetime_id])).get(racetime_id)
    if owner is not None and owner != user.id:
        await _become(work, user, await work.people.get(owner))
        return owner
    await _demand_never_proved(work, user, racetime_id, fingerprints)
    user_id = await _with_former_racers(work, user, racetime_id)
    await work.members.set_claim(user_id, racetime_id, clean)
    return user_id


def _check_racetime_id(racetime_id: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9]{1,40}", racetime_id):
        raise InvalidInput.on("racetime_id", "Give the account's id as in the address of its profile on racetime.gg.")


def _racetime_name(name: str) -> str:
    return one_line(name, field="racetime_name", what="racetime.gg name", limit=NAME_LIMIT)


async def _become(work: WorkSession, user: User, owner: User) -> None:
    """Make a placeholder one with the person who has proved the account that an admin gives it."""
    if owner.organization_id is not None or owner.racetime_id is None:
        raise AlreadyTaken("This racetime.gg account is linked to another member. It must be unlinked there first.")
    is_same = user.discord_id in (None, owner.discord_id)
    if user.organization_id is None or not is_same:
        raise AlreadyTaken(BELONGS_TO_SOMEBODY)
    await merge_people(work, gone=user.id, kept=owner.id)


async def _demand_never_proved(
    work: WorkSession, user: User, racetime_id: str, fingerprints: AccountFingerprints
) -> None:
    """An account that somebody has given up since is not another member's: the slots that were raced stay raced."""
    former = [user_id for user_id in await work.users.list_who_proved(racetime_id) if user_id != user.id]
    if await work.members.list_member_ids(former):
        raise AlreadyTaken(
            "Another member has proved this racetime.gg account before. If both are one person, merge the two."
        )
    if await work.runs.is_racing(former) or await _has_raced(work, fingerprints.of_racetime(racetime_id)):
        raise AlreadyTaken(MUST_LINK)


async def _has_raced(work: WorkSession, fingerprints: Sequence[str]) -> bool:
    return bool(await work.fingerprints.raced_in(work.ctx.organization_id, fingerprints))


async def _with_former_racers(work: WorkSession, user: User, racetime_id: str) -> UserId:
    """Make a member one with those who raced here with the account and left; returns who stays."""
    user_id = user.id
    for racer in await work.people.former_racers(racetime_id):
        if racer.user_id == user_id:
            continue
        one = await work.merging.candidate(await work.people.get(user_id))
        other = await work.merging.candidate(await work.people.get(racer.user_id))
        here = work.ctx.organization_id
        refusal = refusal_for_admins(one, other, organization_id=here, actor=work.ctx.actor.user_id)
        if refusal is None and None not in (one.discord_id, other.discord_id) and one.discord_id != other.discord_id:
            refusal = "If both are one person, add that one again and merge the two."
        if refusal is None:
            kept, gone = who_stays(one, other)
            await merge_people(work, gone=gone.user_id, kept=kept.user_id)
            user_id = kept.user_id
        elif other.is_racing:
            raise AlreadyTaken(
                f"{racer.name}, who is no member any more, raced here with this racetime.gg account. {refusal}"
            )
    return user_id

"""Two rows that turn out to be one person become one."""

from dataclasses import dataclass

from application.domain.errors import Conflict, NotFound
from application.domain.events import PeopleMergedEvent
from application.domain.ids import UserId
from application.unit_of_work import Work
from models import User


@dataclass(frozen=True, slots=True)
class PeopleMerge:
    """What a merge did in the organization of its unit of work."""

    gone: UserId
    kept: UserId


async def merge_people(work: Work, *, gone: UserId, kept: UserId) -> PeopleMerge:
    """Make a placeholder of the unit's organization and another person one: `kept` gets everything of `gone`.

    `kept` is a person who has proved an account, or another placeholder of the organization; somebody who was no member
    becomes one, marked as made by others. Raises `NotFound` for anybody else, `Conflict` with the reason while both
    have runs that one person can't have.
    """
    leaving, staying = await work.people.get(gone), await work.people.get(kept)
    if leaving.organization_id is None or leaving.id == staying.id:
        raise NotFound("placeholder")
    await work.users.lock(UserId(min(gone, kept)))
    await work.users.lock(UserId(max(gone, kept)))
    if reasons := await work.people.races_of_both(gone, kept):
        raise Conflict(f"{leaving.display_name} and {staying.display_name} can't become one: {' and '.join(reasons)}.")
    was_member = kept in await work.members.list_member_ids([kept])
    await work.people.merge_memberships(gone, kept)
    await work.people.move_rows(gone, kept)
    if not was_member and staying.organization_id is None:
        is_entered = leaving.discord_id is not None and leaving.discord_id == staying.discord_id
        await work.people.mark_as_made_by_others(kept, discord_id_entered=is_entered)
    await work.people.settle_tokens(gone, kept, same_account=leaving.discord_id == staying.discord_id)
    await work.people.remove_placeholder(leaving)
    _record(work, leaving, staying)
    return PeopleMerge(gone, kept)


def _record(work: Work, leaving: User, staying: User) -> None:
    work.record(
        PeopleMergedEvent(
            work.ctx.organization_id,
            user_id=UserId(staying.id),
            name=staying.display_name,
            gone_id=UserId(leaving.id),
            gone_name=leaving.display_name,
        )
    )

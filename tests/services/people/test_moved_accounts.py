"""A racetime.gg account that goes from one user to another gives nobody a second go at a seed."""

import pytest

from application.context import Actor
from application.domain.errors import Conflict
from application.domain.ids import UserId
from application.domain.live_races.eligibility import NotEligible
from application.services.people.person_merging import merge_people
from application.unit_of_work import UnitsOfWork
from models.async_tournament import AsyncTournamentRace
from models.organization import OrganizationMember
from models.user import User
from tests.services.people.test_person_merging import add_placeholder, prepared, put_run, racing
from tests.services.people.test_racetime_links import Linking, linking
from tests.support.databases import on_postgres_and_slowly_on_sqlite

__all__ = ["linking"]


async def merge_as_site(linking: Linking, *, gone: UserId, kept: UserId) -> None:
    """Make two people one, as a site administrator may."""
    community = linking.community
    site = community.container.access.in_person(Actor(None, "site"))
    async with UnitsOfWork(community.container.bus, community.clock)(site) as work:
        await merge_people(work, gone=gone, kept=kept)


@on_postgres_and_slowly_on_sqlite
async def test_whoever_raced_unlinked_and_linked_to_another_user_has_the_slots_used(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    _, pool = await prepared(community, runs_per_pool=1)
    first, second = [await community.add_player(racetime_id=None) for _ in range(2)]
    await linking.link(first, malon)
    await community.finish_run(first, pool)
    await linking.service.unlink(first)
    with pytest.raises(Conflict, match="ask a site administrator"):
        await linking.link(second, malon)
    with pytest.raises(NotEligible, match=r"No racetime\.gg account"):
        await community.draw(second, pool)
    await merge_as_site(linking, gone=first, kept=second)
    await linking.link(second, malon)
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(second, pool)


async def test_an_account_does_not_move_while_it_races(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    first, second = [await community.add_player(racetime_id=None) for _ in range(2)]
    await linking.link(first, malon)
    race_id, _ = await racing(community, malon.id)
    with pytest.raises(Conflict, match="ask a site administrator"):
        await linking.link(second, malon)
    run = await AsyncTournamentRace.get(live_race_id=race_id, user_id=first)
    assert run.user_id == first


@on_postgres_and_slowly_on_sqlite
async def test_proving_an_account_takes_in_whom_admins_entered_with_it(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    _, pool = await prepared(community, runs_per_pool=1)
    made = await add_placeholder(community, "Malon (old)", racetime_id=malon.id)
    run = await put_run(community, made, pool)
    person = await community.add_player("Malon", racetime_id=None)
    await linking.link(person, malon)
    await run.refresh_from_db()
    assert run.user_id == person
    assert (await User.get(id=made)).merged_into_id == person
    claims = await OrganizationMember.filter(user_id=person).values_list("claimed_racetime_id")
    assert claims == [(None,)], "what is proved needs no claim"
    with pytest.raises(NotEligible, match="0 of 1 run left"):
        await community.draw(person, pool)

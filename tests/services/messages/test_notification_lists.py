"""Notifications on the site: listed to the one who is told, counted, and marked as read."""

from datetime import timedelta

import pytest

from application.domain.errors import Forbidden
from application.domain.events.messages import NotificationsChangedEvent
from application.domain.ids import NotificationId, UserId
from application.domain.messages.notifications import NotificationKind
from application.services.people.organization_service import MemberChanges
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite


async def told_three_times(community: Community) -> UserId:
    pool = await community.add_pool(await community.add_tournament(runs_per_pool=3), live=0, ordinary=3)
    player = await community.add_player()
    for _ in range(3):
        run = (await community.finish_run(player, pool)).summary
        await community.container.reviews.accept(community.admin, run.id, seen=run.version)
    return player


async def test_notifications_come_newest_first_page_by_page(community: Community) -> None:
    player = await told_three_times(community)
    ctx, notifications = await community.enter(player), community.container.notifications
    page = await notifications.list_notifications(ctx, limit=2)
    assert (len(page.items), page.unread, page.has_more) == (2, 3, True)
    rest = await notifications.list_notifications(ctx, limit=2, before=page.items[-1].id)
    assert (len(rest.items), rest.has_more) == (1, False)
    assert page.items[0].id > page.items[1].id > rest.items[0].id
    first = page.items[0]
    assert (first.kind, first.read_at) == (NotificationKind.RUN_ACCEPTED, None)
    assert first.sentence == "Your run in Pool A was accepted."
    assert first.run_id is not None
    assert first.tournament_id is not None


@on_postgres_and_slowly_on_sqlite
async def test_notifications_are_read_one_by_one_or_all_at_once(community: Community) -> None:
    player = await told_three_times(community)
    ctx, notifications = await community.enter(player), community.container.notifications
    newest = (await notifications.list_notifications(ctx)).items[0]
    assert await notifications.mark_read(ctx, [newest.id]) == 1
    assert await notifications.mark_read(ctx, [newest.id]) == 0
    assert await notifications.count_unread(ctx) == 2
    assert newest.id not in [told.id for told in (await notifications.list_notifications(ctx, unread_only=True)).items]
    assert await notifications.mark_read(ctx) == 2
    assert await notifications.count_unread(ctx) == 0
    assert (await notifications.list_notifications(ctx)).items[0].read_at is not None


async def test_nobody_reads_or_marks_anybody_elses(community: Community) -> None:
    player = await told_three_times(community)
    other, notifications = await community.enter(await community.add_player()), community.container.notifications
    assert (await notifications.list_notifications(other)).items == ()
    own = await community.enter(player)
    told = [item.id for item in (await notifications.list_notifications(own)).items]
    assert await notifications.mark_read(other, told) == 0
    assert await notifications.mark_read(other, [NotificationId(9999)]) == 0
    assert await notifications.count_unread(own) == 3


@on_postgres_and_slowly_on_sqlite
async def test_the_same_person_is_told_apart_in_two_organizations(community: Community) -> None:
    player = await told_three_times(community)
    elsewhere = await found_community(community.clock, slug="termina")
    await elsewhere.welcome(player)
    ctx = await elsewhere.enter(player)
    assert (await elsewhere.container.notifications.list_notifications(ctx)).items == ()
    assert await elsewhere.container.notifications.mark_read(ctx) == 0
    assert await community.container.notifications.count_unread(await community.enter(player)) == 3


async def test_pages_are_woken_when_somebody_is_told(community: Community) -> None:
    heard: list[UserId] = []
    community.container.bus.subscribe(NotificationsChangedEvent, lambda event: heard.append(event.about.user_id))
    player = await told_three_times(community)
    assert heard == [player] * 3
    await community.container.notifications.mark_read(await community.enter(player))
    assert heard == [player] * 4


async def test_the_system_is_told_nothing(community: Community) -> None:
    system = community.container.access.as_system(community.organization_id)
    with pytest.raises(Forbidden):
        await community.container.notifications.list_notifications(system)


async def test_a_forfeit_of_ones_own_is_no_news(community: Community) -> None:
    pool = await community.add_pool(await community.add_tournament(), live=0, ordinary=3)
    player = await community.add_player()
    await community.forfeit_run(player, pool)
    await community.clock.advance(timedelta(hours=1))
    await community.tick()
    assert (await community.container.notifications.list_notifications(await community.enter(player))).items == ()


async def test_a_person_reads_the_notifications_of_all_own_organizations_in_one_list(community: Community) -> None:
    player = await told_three_times(community)
    elsewhere = await found_community(community.clock, slug="termina", rooms=community.rooms)
    await elsewhere.welcome(player)
    changes = MemberChanges(racetime_id="elsewhere")
    await elsewhere.container.organizations.update_member(elsewhere.admin, player, changes)
    pool = await elsewhere.add_pool(await elsewhere.add_tournament(), live=0, ordinary=1)
    run = (await elsewhere.finish_run(player, pool)).summary
    await elsewhere.container.reviews.accept(elsewhere.admin, run.id, seen=run.version)
    notifications, actor = community.container.notifications, (await community.enter(player)).actor

    page = await notifications.list_own(player, limit=3)
    assert [item.organization for item in page.items] == ["Termina", "Hyrule", "Hyrule"]
    assert (page.unread, page.has_more) == (4, True)
    rest = await notifications.list_own(player, limit=3, before=page.items[-1].id)
    assert (len(rest.items), rest.has_more) == (1, False)

    assert await notifications.mark_own_read(actor, [page.items[0].id]) == 1
    assert await notifications.count_own(player) == 3
    assert await notifications.mark_own_read(actor) == 3
    assert await notifications.count_own(player) == 0


async def test_notifications_of_an_organization_that_one_has_left_are_not_shown(community: Community) -> None:
    player = await told_three_times(community)
    notifications, actor = community.container.notifications, (await community.enter(player)).actor
    await community.container.organizations.remove_member(community.admin, player)
    assert (await notifications.list_own(player)).items == ()
    assert await notifications.count_own(player) == 0
    assert await notifications.mark_own_read(actor) == 0

"""A long list is shown in pages of one element each, with the viewer's own line on every one of them."""

from datetime import timedelta

from application.domain.ids import PoolId, TournamentId, UserId
from application.domain.live_races.room import RoomSettings
from application.domain.runs.run import RunStatus
from application.services.people.invite_service import NewInvite
from application.services.runs.rules import acting_player
from application.services.tournaments.race_room_profile_service import ProfileDraft
from models.async_tournament import AsyncTournamentPermalink, AsyncTournamentRace
from tests.support.community import Community, found_community
from tests.views.conftest import Visit


async def add_finished(community: Community, tournament: TournamentId, pool: PoolId, *users: UserId) -> None:
    """Give each a run that is a second slower than the one before."""
    (permalink,) = await AsyncTournamentPermalink.filter(pool_id=pool)
    now = community.clock.now()
    await AsyncTournamentRace.bulk_create(
        [
            AsyncTournamentRace(
                organization_id=community.organization_id,
                tournament_id=tournament,
                pool_id=pool,
                permalink_id=permalink.id,
                user_id=user,
                status=RunStatus.FINISHED,
                finish_time=timedelta(hours=1, seconds=place),
                score=100 - place / 8,
                created_at=now,
                updated_at=now,
            )
            for place, user in enumerate(users)
        ]
    )


async def test_a_long_leaderboard_has_pages_of_a_few_elements_and_ones_own_line_on_each(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    players = [await community.add_player(f"Racer {number:03}") for number in range(102)]
    page = f"/tournaments/{tournament}/leaderboard"
    await add_finished(community, tournament, pool, *players[:2])
    async with visit(players[101]) as visitor:
        await visitor.open(page)
        few = visitor.element_count
        assert visitor.part("pages") == ""
        await AsyncTournamentRace.all().delete()
        await add_finished(community, tournament, pool, *players)
        await visitor.open(page)
        assert visitor.element_count == few
        assert "1 to 100 of 102" in visitor.part("pages")
        lines = visitor.part("standing").splitlines()
        assert (len(lines), lines[99][:13], lines[100][:17]) == (101, "100 Racer 099", "102 Racer 101 You")
        assert "Your line, which is below this page." in visitor.text
        assert f"{page}?page=2" in visitor.addresses()
        await visitor.open(f"{page}?page=2")
        assert "101 to 102 of 102" in visitor.part("pages")
        assert [line[:13] for line in visitor.part("standing").splitlines()] == ["101 Racer 100", "102 Racer 101"]
    async with visit(players[0]) as visitor:
        await visitor.open(f"{page}?page=9")
        assert [line[:13] for line in visitor.part("standing").splitlines()][:2] == ["1 Racer 000 Y", "101 Racer 100"]
        assert "Your line, which is above this page." in visitor.text
        await visitor.open(f"{page}?page=2&search=racer+10")
        assert visitor.part("pages") == ""
        assert f"{page}/print?search=racer+10" in visitor.addresses()
        await visitor.open(f"{page}?order=name&page=2")
        assert f"{page}?order=name&page=1" in visitor.addresses()


async def test_a_leaderboard_is_printed_whole_however_long_it_is(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament("Spring & Summer", is_public=True)
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    players = [await community.add_player(f"Racer {number:03}") for number in range(102)]
    await add_finished(community, tournament, pool, *players)
    page = f"/tournaments/{tournament}/leaderboard"
    for reader in (players[101], None):
        async with visit(reader) as visitor:
            answer = await visitor.get(f"{page}/print?search=racer")
            assert answer.status_code == 200
            assert answer.text.count('data-testid="standing"') == 102
            assert answer.text.count(">You<") == (reader is not None)
            assert "Leaderboard of Spring &amp; Summer" in answer.text
            assert "102 players · All pools, named like “racer”, by score" in answer.text
            narrowed = await visitor.get(f"{page}/print?search=racer+10")
            assert narrowed.text.count('data-testid="standing"') == 2
    async with visit(await (await found_community(community.clock, slug="termina")).add_player()) as other:
        assert (await other.get(f"{page}/print")).text.count('data-testid="standing"') == 102


async def test_a_seed_with_many_runs_has_pages_of_a_few_elements_and_ones_own_run_on_each(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    players = [await community.add_player(f"Racer {number:03}") for number in range(102)]
    (permalink,) = await AsyncTournamentPermalink.filter(pool_id=pool)
    page = f"/permalinks/{permalink.id}"
    await add_finished(community, tournament, pool, *players[:2])
    async with visit(players[101]) as visitor:
        await visitor.open(page)
        few = visitor.element_count
        await AsyncTournamentRace.all().delete()
        await add_finished(community, tournament, pool, *players)
        await visitor.open(page)
        assert visitor.element_count == few
        runs = visitor.part("time").splitlines()
        assert (len(runs), runs[99][:9], runs[100][:13]) == (101, "Racer 099", "Racer 101 You")
        assert "Your run, which is below this page." in visitor.text
        assert "The 100 fastest times on this seed" in visitor.part("chart")
        await visitor.open(f"{page}?page=2")
        assert [run[:9] for run in visitor.part("time").splitlines()] == ["Racer 100", "Racer 101"]


async def test_many_runs_of_a_player_have_pages(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=0, ordinary=1)
    player = await community.add_player()
    await add_finished(community, tournament, pool, *[player] * 102)
    async with visit(player) as visitor:
        for page in (f"/tournaments/{tournament}", f"/tournaments/{tournament}/players/{player}"):
            await visitor.open(page)
            assert len(visitor.part("run").splitlines()) == 100
            assert f"{page}?page=2" in visitor.addresses()
            await visitor.open(f"{page}?kind=own&order=time&page=2")
            assert [line.split()[-2] for line in visitor.part("run").splitlines()] == ["1:01:40.0", "1:01:41.0"]
            assert f"{page}?kind=own&order=time&page=1" in visitor.addresses()


async def test_lists_cost_no_element_for_a_row(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, live=4, ordinary=4)
    own = f"/tournaments/{tournament}"
    lists = {
        f"{own}/leaderboard": "standing",
        f"{own}/review": "queue-run",
        f"{own}/audit": "audit-line",
        f"{own}/live-races": "race-row",
        f"{own}/pools": "pool",
        own: "pool",
        "/organizations/hyrule/race-night": "night-race",
        f"{own}/staff": "whitelist-line",
        "/organizations/hyrule/members": "member",
        "/organizations/hyrule/members/invites": "invite",
        "/organizations/hyrule/settings/profiles": "profile",
        "/account/tokens": "token",
    }
    container, admin = community.container, community.admin
    async with visit(admin.actor.user_id) as visitor:
        seen: list[list[tuple[int, int]]] = []
        for more in (1, 2):
            for _ in range(more):
                player = await community.add_player()
                await community.finish_run(player, pool, timedelta(hours=1))
                await community.schedule(tournament, pool)
                await container.tournaments.whitelist_player(admin, tournament, player)
                await container.invites.create_invite(admin, NewInvite())
                await container.profiles.create_profile(admin, ProfileDraft(f"Profile {player}", RoomSettings()))
                await container.identity.create_token(acting_player(admin), "Script", expires_at=None)
            await community.add_pool(tournament, f"Pool of {more}")
            seen.append([])
            for page, row in lists.items():
                await visitor.open(page)
                seen[-1].append((visitor.element_count, len(visitor.part(row).splitlines())))
    for (elements, few), (as_many, more_rows) in zip(*seen, strict=True):
        assert elements == as_many
        assert few < more_rows


async def test_the_pages_of_a_run_are_a_few_elements(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament()
    pool = await community.add_pool(tournament, ordinary=1)
    run = await community.finish_run(await community.add_player(), pool, timedelta(hours=1))
    async with visit(community.admin.actor.user_id) as visitor:
        for page, part in (f"/runs/{run.summary.id}", "clock"), (f"/runs/{run.summary.id}/review", "decision"):
            await visitor.open(page)
            assert visitor.part(part)
            assert visitor.element_count <= 45

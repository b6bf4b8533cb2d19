"""The page with one's private calendar addresses, and the files behind them as programs fetch them."""

from urllib.parse import urlsplit

from tests.support.community import Community
from tests.support.rehearsal import eventually
from tests.views.conftest import Visit


async def test_addresses_are_made_used_replaced_and_turned_off(community: Community, visit: Visit) -> None:
    tournament = await community.add_tournament(stream_delay_minutes=15)
    race = await community.schedule(tournament, await community.add_pool(tournament), match_title="Final")
    player = await community.add_player("Link")
    async with visit(player) as visitor:
        await visitor.open("/calendar")
        await visitor.click("create-links")
        await visitor.sees("All races of Hyrule")
        key = await community.container.calendars.key_of(player)
        assert key is not None
        shown = visitor.part("address").splitlines()
        assert [line.split(" http")[0] for line in shown] == [
            "Your own races",
            "All races of Hyrule",
            "Spring Qualifier",
            "Spring Qualifier, as streamed 15 minutes later",
        ]
        assert any(address.startswith("webcal://") for address in visitor.addresses())
        feed = await visitor.get(f"/calendar/{key}/tournaments/{tournament}.ics?stream=yes")
        assert feed.headers["content-type"] == "text/calendar; charset=utf-8"
        assert "SUMMARY:Final · Spring Qualifier" in feed.text
        again = await visitor.get(f"/calendar/{key}/mine.ics")
        assert again.status_code == 200

        await visitor.open(f"/live-races/{race.summary.id}")
        assert f"/live-races/{race.summary.id}/calendar.ics" in visitor.addresses()
        assert "SUMMARY:Final" in (await visitor.get(f"/live-races/{race.summary.id}/calendar.ics")).text

        await visitor.open("/calendar")
        await visitor.click("renew")
        await visitor.send("renew-calendar")
        await eventually(lambda: visitor.notices.count("Your calendar links are ready.") == 2)
        assert (await visitor.get(f"/calendar/{key}/mine.ics")).status_code == 404
        await visitor.click("turn-off")
        await visitor.send("turn-off-calendar")
        await visitor.sees("No calendar links yet")
    assert await community.container.calendars.key_of(player) is None


async def test_a_program_needs_no_session_and_hears_when_nothing_has_changed(
    community: Community, visit: Visit
) -> None:
    tournament = await community.add_tournament()
    race = await community.schedule(tournament, await community.add_pool(tournament))
    key = await community.container.calendars.renew_key(await community.add_player())
    async with visit(None) as program:
        feed = await program.get(f"/calendar/{key}/organizations/hyrule.ics")
        assert feed.status_code == 200
        assert (await program.get(f"/calendar/{key}x/organizations/hyrule.ics")).status_code == 404
        assert (await program.get(f"/calendar/{key}/organizations/nowhere.ics")).status_code == 404
        mark = feed.headers["etag"]
        for known in (mark, f"W/{mark}", f'"other", W/{mark}', f'{mark},"other"', "*"):
            same = await program.get(f"/calendar/{key}/organizations/hyrule.ics", **{"if-none-match": known})
            assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", mark), known
        for other in ('"other"', 'W/"other"', mark.strip('"'), mark[:-3] + '"', ""):
            anew = await program.get(f"/calendar/{key}/organizations/hyrule.ics", **{"if-none-match": other})
            assert (anew.status_code, anew.content) == (200, feed.content), other
        single = await program.get(f"/live-races/{race.summary.id}/calendar.ics")
        assert urlsplit(single.headers["location"]).path == "/sign-in"

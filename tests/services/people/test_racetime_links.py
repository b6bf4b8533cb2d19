"""A player links the own racetime.gg account by signing in there, against the rehearsal server's real OAuth."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from application.container import build_container
from application.database import Database
from application.domain.accounts import LinkedElsewhere
from application.domain.errors import Conflict, InvalidInput, RateLimited, Unavailable
from application.domain.ids import UserId
from application.page_links import PageLinks
from application.repositories.people.user_repository import UserRepository
from application.settings import load_settings
from models.event_log import EventLogEntry
from models.user import RacetimeLinkAttempt
from racetime.oauth_client import LinkApplication, RacetimeLink
from racetime.rehearsal import RehearsalServer, UserApp
from racetime.rehearsal.users import User
from racetime.site import RacetimeSite
from racetime.web import RacetimeWeb
from tests.services.operations.test_unmatched_results import only_entry, race_with_strangers
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.databases import on_postgres_and_slowly_on_sqlite
from tests.support.racetime import Script
from tests.support.rehearsal import rehearsal_options

RETURN_TO = PageLinks(load_settings(env_file=None).public_url).racetime_return
APP = UserApp("SahaBot2", "link-app", "link-secret", (RETURN_TO,))


@dataclass
class Linking:
    """A community whose members can sign in at a rehearsal server."""

    community: Community
    server: RehearsalServer
    script: Script
    http: aiohttp.ClientSession

    @property
    def service(self) -> Any:
        return self.community.container.racetime_links

    def person(self, name: str = "Malon#1234", **more: object) -> User:
        return self.server.world.add_user(name, twitch_name=name.partition("#")[0].lower(), **more)  # type: ignore[arg-type]

    async def agree(self, address: str, person: User | None) -> dict[str, str]:
        """Answer the consent page as a person, or refuse; return what the browser brings back."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
        fields = {**asked, "allow": person.id if person is not None else ""}
        async with self.http.post("/o/authorize", data=fields, allow_redirects=False) as answer:
            location = answer.headers["Location"]
        self.http.cookie_jar.clear()
        assert location.startswith(RETURN_TO)
        return {key: values[0] for key, values in parse_qs(urlsplit(location).query).items()}

    async def link(self, user_id: UserId, person: User) -> Any:
        back = await self.agree(await self.service.begin(user_id), person)
        return await self.service.complete(user_id, state=back["state"], code=back["code"])


@pytest.fixture
async def linking(database: Database, clock: ManualClock) -> AsyncIterator[Linking]:
    script = Script()
    server = RehearsalServer(clock=clock, options=rehearsal_options(user_apps=(APP,)), traffic=script)
    await server.start()
    web = RacetimeWeb(RacetimeSite(server.url), clock)
    community = await found_community(clock)
    accounts = RacetimeLink(LinkApplication(APP.client_id, APP.client_secret, RETURN_TO), web=web)
    community.container = build_container(
        load_settings(env_file=None),
        clock=clock,
        rooms=community.rooms,
        bus=community.container.bus,
        accounts=accounts,
    )
    try:
        async with aiohttp.ClientSession(server.url) as http:
            yield Linking(community, server, script, http)
    finally:
        script.let_pass()
        await web.close()
        await server.stop()


async def test_a_player_links_an_account_by_signing_in_there(linking: Linking) -> None:
    player, malon = await linking.community.add_player(racetime_id=None), linking.person()
    address = await linking.service.begin(player)
    asked = parse_qs(urlsplit(address).query)
    assert address.startswith(f"{linking.server.url}/o/authorize?")
    assert asked["scope"] == ["read"]
    assert asked["code_challenge_method"] == ["S256"]
    linked = await linking.link(player, malon)
    assert (linked.racetime_id, linked.racetime_name, linked.is_proven) == (malon.id, "Malon#1234", True)
    assert linked.profile_url == f"{linking.server.url}/user/{malon.id}"
    entry = await EventLogEntry.get(type="RacetimeLinkChangedEvent")
    assert (entry.actor_id, entry.payload["proven"]) == (player, True)
    assert entry.payload["changes"][0] == {"field": "racetime_id", "old": None, "new": malon.id}


async def test_what_came_back_is_good_for_one_use_by_the_one_who_began(linking: Linking) -> None:
    player, other = [await linking.community.add_player(racetime_id=None) for _ in range(2)]
    back = await linking.agree(await linking.service.begin(player), linking.person())
    with pytest.raises(InvalidInput, match="used up or too old"):
        await linking.service.complete(other, state=back["state"], code=back["code"])
    with pytest.raises(InvalidInput, match="used up or too old"):
        await linking.service.complete(player, state="made-up", code=back["code"])
    await linking.service.complete(player, state=back["state"], code=back["code"])
    with pytest.raises(InvalidInput, match="used up or too old"):
        await linking.service.complete(player, state=back["state"], code=back["code"])


async def test_a_code_that_another_browser_was_given_is_of_no_use(linking: Linking) -> None:
    player, other = [await linking.community.add_player(racetime_id=None) for _ in range(2)]
    stolen = await linking.agree(await linking.service.begin(player), linking.person())
    own = await linking.agree(await linking.service.begin(other), linking.person("Ingo"))
    with pytest.raises(InvalidInput, match="did not accept this sign-in"):
        await linking.service.complete(other, state=own["state"], code=stolen["code"])
    assert (await linking.service.get_link(other)).racetime_id is None


async def test_an_attempt_ends_after_ten_minutes_and_begins_are_limited(linking: Linking) -> None:
    player = await linking.community.add_player(racetime_id=None)
    back = await linking.agree(await linking.service.begin(player), linking.person())
    await linking.community.clock.advance(timedelta(minutes=10))
    with pytest.raises(InvalidInput, match="too old"):
        await linking.service.complete(player, state=back["state"], code=back["code"])
    for _ in range(10):
        await linking.service.begin(player)
    with pytest.raises(RateLimited):
        await linking.service.begin(player)
    await linking.community.clock.advance(timedelta(minutes=10))
    await linking.service.begin(player)
    assert await RacetimeLinkAttempt.all().count() == 1, "those whose time is over are forgotten"


async def test_somebody_who_does_not_agree_is_told_that_nothing_changed(linking: Linking) -> None:
    player = await linking.community.add_player(racetime_id=None)
    back = await linking.agree(await linking.service.begin(player), None)
    assert back["error"] == "access_denied"
    with pytest.raises(InvalidInput, match="Nothing was changed"):
        await linking.service.complete(player, state=back["state"], code=back.get("code"))


async def test_an_account_linked_elsewhere_is_refused_and_may_be_moved_by_its_owner(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    wrong, right = [await community.add_player(name, racetime_id=None) for name in ("Wrong", "Right")]
    await linking.link(wrong, malon)
    await EventLogEntry.filter(type="RacetimeLinkChangedEvent").delete()
    with pytest.raises(LinkedElsewhere, match="linked to another user here") as refusal:
        await linking.link(right, malon)
    claim = refusal.value.claim
    with pytest.raises(InvalidInput, match="too old"):
        await linking.service.take_over(wrong, claim)
    moved = await linking.service.take_over(right, claim)
    assert (moved.racetime_id, moved.is_proven) == (malon.id, True)
    assert (await linking.service.get_link(wrong)).racetime_id is None
    rows = await EventLogEntry.filter(type="RacetimeLinkChangedEvent").order_by("id")
    assert [(row.payload["user_id"], row.actor_id) for row in rows] == [(wrong, right), (right, right)]
    with pytest.raises(InvalidInput, match="too old"):
        await linking.service.take_over(right, claim)


async def test_a_claim_can_not_be_made_up_or_used_later(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    wrong, right = [await community.add_player(racetime_id=None) for _ in range(2)]
    await linking.link(wrong, malon)
    back = await linking.agree(await linking.service.begin(right), malon)
    with pytest.raises(InvalidInput, match="too old"):
        await linking.service.take_over(right, back["state"])
    with pytest.raises(LinkedElsewhere):
        await linking.service.complete(right, state=back["state"], code=back["code"])
    await community.clock.advance(timedelta(minutes=11))
    with pytest.raises(InvalidInput, match="too old"):
        await linking.service.take_over(right, back["state"])


async def test_a_link_that_an_admin_made_is_marked_until_its_owner_proves_it(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    player = await community.add_player(racetime_id=malon.id)
    assert (await linking.service.get_link(player)).racetime_id is None, "only what was proved is one's own"
    assert not (await community.container.organizations.get_member(community.admin, player)).racetime_is_proven
    await linking.link(player, malon)
    assert (await community.container.organizations.get_member(community.admin, player)).racetime_is_proven


async def test_a_link_is_given_up_and_its_name_refreshed(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    player = await community.add_player(racetime_id=None)
    with pytest.raises(Conflict, match="No racetime"):
        await linking.service.unlink(player)
    await linking.link(player, malon)
    malon.name = "Romani"
    assert (await linking.service.refresh(player)).racetime_name == "Romani#1234"
    malon.twitch_name = None
    with pytest.raises(Conflict, match="no public profile"):
        await linking.service.refresh(player)
    assert (await linking.service.unlink(player)).racetime_id is None
    assert (await linking.service.get_link(player)).may_sign_in


async def test_racetime_in_trouble_changes_nothing_and_says_so(linking: Linking) -> None:
    player = await linking.community.add_player(racetime_id=None)
    for part in ("/o/token", "/o/userinfo"):
        back = await linking.agree(await linking.service.begin(player), linking.person(f"Person{part[-3:]}"))
        linking.script.answer(part, 503)
        with pytest.raises(Unavailable, match="Nothing was changed"):
            await linking.service.complete(player, state=back["state"], code=back["code"])
        linking.script.let_pass()
    assert (await linking.service.get_link(player)).racetime_id is None


async def test_where_nothing_is_set_up_an_admin_is_named(community: Community) -> None:
    player = await community.add_player()
    assert not (await community.container.racetime_links.get_link(player)).may_sign_in
    with pytest.raises(Unavailable, match="Ask an admin"):
        await community.container.racetime_links.begin(player)


@on_postgres_and_slowly_on_sqlite
async def test_a_person_in_two_organizations_is_logged_in_both_and_one_in_none_can_link_too(linking: Linking) -> None:
    community, clock = linking.community, linking.community.clock
    other = await found_community(clock, slug="termina", rooms=community.rooms)
    player = await community.add_player(racetime_id=None)
    await other.welcome(player)
    await linking.link(player, linking.person())
    rows = await EventLogEntry.filter(type="RacetimeLinkChangedEvent")
    assert {row.organization_id for row in rows} == {community.organization_id, other.organization_id}
    loner = UserId((await UserRepository(clock).create("Loner", discord_id=80000000000000001)).id)
    assert (await linking.link(loner, linking.person("Loner"))).is_proven


async def test_linking_after_a_race_offers_the_unmatched_result(linking: Linking) -> None:
    community, malon = linking.community, linking.person()
    await race_with_strangers(community, malon.id)
    player = await community.add_player("Malon", racetime_id=None)
    await linking.link(player, malon)
    offer = (await only_entry(community)).offer
    assert offer is not None
    assert offer.user_id == player
    entry = await EventLogEntry.get(type="InboxMatchOfferedEvent")
    assert entry.payload["user_id"] == player


async def test_no_secret_of_an_attempt_is_stored_in_the_clear(linking: Linking) -> None:
    player = await linking.community.add_player(racetime_id=None)
    back = await linking.agree(await linking.service.begin(player), linking.person())
    (attempt,) = await RacetimeLinkAttempt.all()
    assert back["state"] not in f"{attempt.state_hash} {attempt.verifier_encrypted}"
    assert attempt.verifier_encrypted.startswith("gAAAA"), "sealed"

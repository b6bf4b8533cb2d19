"""Tokens for bots and people."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from tests.support.rehearsal import APP, BOT, REDIRECT_URI, Stage, rehearsal

_ASKED = {
    "response_type": "code",
    "client_id": "app-id",
    "redirect_uri": REDIRECT_URI,
    "state": "s 1",
    "scope": "read",
}
_EXCHANGE = {
    "grant_type": "authorization_code",
    "redirect_uri": REDIRECT_URI,
    "client_id": APP.client_id,
    "client_secret": APP.client_secret,
}


def _answer_in(location: str) -> dict[str, str]:
    assert location.startswith(REDIRECT_URI)
    return {key: values[0] for key, values in parse_qs(urlsplit(location).query).items()}


async def _code(stage: Stage, **changes: str) -> str:
    (person,) = stage.people("Ann")
    _, _, location = await stage.post("/o/authorize", {**_ASKED, "allow": person.id, **changes})
    return _answer_in(location)["code"]


async def test_a_bot_gets_a_token_for_ten_hours_with_every_scope() -> None:
    async with rehearsal() as stage:
        fields = {
            "grant_type": "client_credentials",
            "client_id": BOT.client_id,
            "client_secret": BOT.client_secret,
        }
        status, token, _ = await stage.post("/o/token", fields)
        assert status == 200
        assert token["expires_in"] == 36000
        assert token["token_type"] == "Bearer"
        assert token["scope"] == "read chat_message race_action create_race"
        assert "refresh_token" not in token


async def test_a_bot_may_send_its_secret_by_http_basic() -> None:
    async with rehearsal() as stage:
        headers = {"Authorization": aiohttp.encode_basic_auth(BOT.client_id, BOT.client_secret)}
        async with stage.http.post("/o/token", data={"grant_type": "client_credentials"}, headers=headers) as answer:
            assert answer.status == 200


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "read everything"}, 400, "invalid_scope"),
    ],
)
async def test_a_wrong_token_request_is_refused(changes: dict[str, str], status: int, error: str) -> None:
    async with rehearsal() as stage:
        fields = {"grant_type": "client_credentials", "client_id": "bot-id", "client_secret": "bot-secret"}
        got, body, _ = await stage.post("/o/token", {**fields, **changes})
        assert (got, body) == (status, {"error": error})


async def test_earlier_bot_tokens_stay_valid_and_end_after_ten_hours() -> None:
    async with rehearsal() as stage:
        first = await stage.bot_token()
        await stage.advance(60)
        second = await stage.bot_token()
        await stage.advance(35_940)
        assert await stage.status_of("/o/alttpr/data", token=first) == 403
        assert await stage.status_of("/o/alttpr/data", token=second) == 200


async def test_the_consent_page_lets_one_choose_a_racer_and_carries_the_request() -> None:
    async with rehearsal() as stage:
        async with stage.http.get("/o/authorize", params={**_ASKED, "state": '"><script>'}) as answer:
            page = await answer.text()
        assert answer.status == 200
        assert "Ganonsaurus#1234" in page
        assert "<script>" not in page
        assert "Rehearsal" in page


async def test_a_person_is_known_after_consent_and_exchange() -> None:
    async with rehearsal() as stage:
        (person,) = stage.people("Ann")
        status, _, location = await stage.post("/o/authorize", {**_ASKED, "allow": person.id})
        answer = _answer_in(location)
        assert (status, answer["state"]) == (302, "s 1")
        _, token, _ = await stage.post("/o/token", {**_EXCHANGE, "code": answer["code"]})
        assert token["scope"] == "read"
        info = await stage.get("/o/userinfo", token=token["access_token"])
        assert (info["id"], info["name"], info["active_race"]) == (person.id, "Ann", None)
        race = stage.open_room()
        stage.world.join(race, person)
        assert (await stage.get("/o/userinfo", token=token["access_token"]))["active_race"] == race.name


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({}, "access_denied"),
        ({"allow": "nobody-we-know-00"}, "access_denied"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
    ],
)
async def test_refusals_go_back_to_the_application_with_its_state(changes: dict[str, str], error: str) -> None:
    async with rehearsal() as stage:
        status, _, location = await stage.post("/o/authorize", {**_ASKED, **changes})
        assert status == 302
        assert _answer_in(location) == {"error": error, "state": "s 1"}


@pytest.mark.parametrize("changes", [{"redirect_uri": "http://elsewhere.test/"}, {"client_id": "nobody"}])
async def test_an_unregistered_address_gets_a_page_and_no_redirect(changes: dict[str, str]) -> None:
    async with rehearsal() as stage:
        async with stage.http.get("/o/authorize", params={**_ASKED, **changes}, allow_redirects=False) as answer:
            assert answer.status == 400
        assert (await stage.post("/o/authorize", {**_ASKED, **changes}))[0] == 400


async def test_a_code_works_once_and_for_ten_minutes() -> None:
    async with rehearsal() as stage:
        code = await _code(stage)
        assert (await stage.post("/o/token", {**_EXCHANGE, "code": code}))[0] == 200
        status, body, _ = await stage.post("/o/token", {**_EXCHANGE, "code": code})
        assert (status, body) == (400, {"error": "invalid_grant"})
        late = await _code(stage)
        await stage.advance(600)
        assert (await stage.post("/o/token", {**_EXCHANGE, "code": late}))[0] == 400


async def test_a_code_belongs_to_its_redirect_address() -> None:
    async with rehearsal() as stage:
        code = await _code(stage)
        other = {**_EXCHANGE, "code": code, "redirect_uri": "http://elsewhere.test/"}
        assert (await stage.post("/o/token", other))[1] == {"error": "invalid_grant"}


@pytest.mark.parametrize(("verifier", "status"), [("right-verifier", 200), ("wrong", 400), (None, 400)])
async def test_pkce_is_checked_when_it_was_begun(verifier: str | None, status: int) -> None:
    digest = hashlib.sha256(b"right-verifier").digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    async with rehearsal() as stage:
        code = await _code(stage, code_challenge=challenge, code_challenge_method="S256")
        proof = {"code_verifier": verifier} if verifier else {}
        assert (await stage.post("/o/token", {**_EXCHANGE, "code": code, **proof}))[0] == status


async def test_refreshing_replaces_both_tokens_at_once() -> None:
    async with rehearsal() as stage:
        _, first, _ = await stage.post("/o/token", {**_EXCHANGE, "code": await _code(stage)})
        refresh = {**_EXCHANGE, "grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
        status, second, _ = await stage.post("/o/token", refresh)
        assert status == 200
        assert second["refresh_token"] != first["refresh_token"]
        assert await stage.status_of("/o/userinfo", token=first["access_token"]) == 403
        assert await stage.status_of("/o/userinfo", token=second["access_token"]) == 200
        assert (await stage.post("/o/token", refresh))[1] == {"error": "invalid_grant"}


async def test_userinfo_is_for_valid_tokens_of_people_in_the_header_only() -> None:
    async with rehearsal() as stage:
        (person,) = stage.people("Ann")
        token = await stage.user_token(person)
        assert await stage.status_of("/o/userinfo", token=token) == 200
        assert await stage.status_of("/o/userinfo") == 403
        assert await stage.status_of(f"/o/userinfo?access_token={token}") == 403
        assert await stage.status_of("/o/userinfo", token=await stage.bot_token()) == 403
        person.is_active = False
        assert await stage.status_of("/o/userinfo", token=token) == 403


async def test_a_revoked_token_is_worth_nothing() -> None:
    async with rehearsal() as stage:
        (person,) = stage.people("Ann")
        token = await stage.user_token(person)
        client = {"client_id": APP.client_id, "client_secret": APP.client_secret}
        assert (await stage.post("/o/revoke_token", {"token": token, **client}))[0] == 200
        assert await stage.status_of("/o/userinfo", token=token) == 403


async def test_a_browser_that_agreed_before_is_not_asked_again_when_it_wants_no_prompt() -> None:
    async with rehearsal() as stage:
        (person,) = stage.people("Ann")
        await stage.user_token(person)
        async with stage.http.get(
            "/o/authorize",
            params={**_ASKED, "approval_prompt": "auto"},
            cookies={"rehearsal_user": person.id},
            allow_redirects=False,
        ) as answer:
            assert answer.status == 302
            assert "code" in _answer_in(answer.headers["Location"])

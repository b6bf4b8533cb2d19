"""What a person's programs may do with that person's tokens and sessions."""

from datetime import timedelta

import httpx
import pytest

from application.domain.errors import Conflict, InvalidInput
from application.domain.ids import UserId
from application.services.people.identity_service import MOST_TOKENS, TOKEN_LIFE
from tests.support.api import Api, problem
from tests.support.community import Community


def admin_of(community: Community) -> UserId:
    assert community.admin.actor.user_id is not None
    return community.admin.actor.user_id


async def test_a_token_expires_after_90_days_unless_told_otherwise(community: Community) -> None:
    identity, now = community.container.identity, community.clock.now()
    usual = await identity.create_token(admin_of(community), "usual")
    short = await identity.create_token(admin_of(community), "short", expires_at=now + timedelta(days=1))
    for_ever = await identity.create_token(admin_of(community), "for ever", expires_at=None)
    assert (usual.expires_at, for_ever.expires_at) == (now + timedelta(days=90), None)
    with pytest.raises(InvalidInput, match="would have expired already"):
        await identity.create_token(admin_of(community), "late", expires_at=now)
    await community.clock.advance(timedelta(days=1))
    bearers = [await identity.bearer_of_token(made.token) for made in (usual, short, for_ever)]
    assert [bearer is not None for bearer in bearers] == [True, False, True]
    await community.clock.advance(TOKEN_LIFE)
    assert await identity.bearer_of_token(usual.token) is None
    assert await identity.bearer_of_token(for_ever.token) is not None


async def test_a_person_has_no_more_than_a_handful_of_tokens(community: Community) -> None:
    identity, admin = community.container.identity, admin_of(community)
    made = [await identity.create_token(admin, f"number {number}") for number in range(MOST_TOKENS)]
    with pytest.raises(Conflict, match="Revoke one that you no longer use first"):
        await identity.create_token(admin, "one more")
    assert len(await identity.list_tokens(admin)) == MOST_TOKENS
    await identity.create_token(await community.add_player(), "somebody else's")
    await identity.revoke_token(admin, made[0].id)
    await identity.create_token(admin, "one more")
    await community.clock.advance(TOKEN_LIFE)
    await identity.create_token(admin, "expired ones don't count")


async def test_tokens_are_listed_and_revoked_and_none_makes_another(
    api: Api, community: Community, admin: httpx.AsyncClient
) -> None:
    identity = community.container.identity
    script = await identity.create_token(admin_of(community), "script")
    other = await identity.create_token(admin_of(community), "other", expires_at=None)
    listed = (await admin.get("/api/me/tokens")).json()
    assert [(token["name"], token["expires_at"] is None) for token in listed] == [
        ("other", True),
        ("script", False),
        ("test", False),
    ]
    assert script.token not in str(listed)
    problem(await admin.post("/api/me/tokens", json={"name": "more"}), 405, "method-not-allowed")
    assert (await admin.delete(f"/api/me/tokens/{script.id}")).status_code == 204
    problem(await admin.delete(f"/api/me/tokens/{script.id}"), 404, "not-found")
    stranger = await api.as_user(await community.add_player())
    problem(await stranger.delete(f"/api/me/tokens/{other.id}"), 404, "not-found")
    assert (await admin.delete("/api/me/tokens")).json() == {"ended": 1}
    assert [token["name"] for token in (await admin.get("/api/me/tokens")).json()] == ["test"]


async def test_signing_out_everywhere_ends_ones_own_sessions_only(
    api: Api, community: Community, admin: httpx.AsyncClient
) -> None:
    identity = community.container.identity
    own = [await identity.open_session(admin_of(community)) for _ in range(2)]
    others = await identity.open_session(await community.add_player())
    assert (await admin.delete("/api/me/sessions")).json() == {"ended": 2}
    assert [await identity.find_session(session) for session in own] == [None, None]
    assert await identity.find_session(others) is not None
    assert (await admin.get("/api/me")).status_code == 200

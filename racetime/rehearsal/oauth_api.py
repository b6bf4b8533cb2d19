"""OAuth2: tokens for bots and people, and the page on which one chooses whom to be."""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aiohttp import web

from racetime.rehearsal.documents import Documents
from racetime.rehearsal.http import SESSION_COOKIE, bearer_token, form_of, html_answer, plain_page, session_user
from racetime.rehearsal.pages import consent_page
from racetime.rehearsal.tokens import (
    TOKEN_LIFETIME,
    Client,
    Consent,
    OAuthFailure,
    Token,
    TokenStore,
    parsed_scopes,
)
from racetime.rehearsal.users import Unknown, User
from racetime.rehearsal.world import World


class OAuthApi:
    """The `/o/` endpoints that are not about races."""

    def __init__(self, world: World, documents: Documents, tokens: TokenStore) -> None:
        self._world = world
        self._documents = documents
        self._tokens = tokens

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/o/authorize", self.ask),
            web.post("/o/authorize", self.decide),
            web.post("/o/token", self.token),
            web.post("/o/revoke_token", self.revoke),
            web.get("/o/userinfo", self.user_info),
            web.get("/o/done", self.done),
        ]

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """Show the consent page, unless a browser whose racer already agreed asks for no prompt."""
        asked = request.query
        client = self._client_with_redirect(asked)
        if client is None:
            return _not_registered()
        try:
            scopes = _checked_request(asked)
        except OAuthFailure as failure:
            return _back(asked, error=failure.code)
        person = session_user(request, self._world)
        if (
            asked.get("approval_prompt") == "auto"
            and person is not None
            and self._tokens.covers(person, client.client_id, scopes)
        ):
            return self._agreed(asked, person, scopes)
        return html_answer(consent_page(client.name, scopes, self._world.people(), dict(asked)))

    async def decide(self, request: web.Request) -> web.StreamResponse:
        """Take the answer of the consent page, which carries the whole original request along."""
        asked = await form_of(request)
        if self._client_with_redirect(asked) is None:
            return _not_registered()
        try:
            scopes = _checked_request(asked)
            person = self._world.user(asked.get("allow", ""))
        except OAuthFailure as failure:
            return _back(asked, error=failure.code)
        except Unknown:
            return _back(asked, error="access_denied")
        answer = self._agreed(asked, person, scopes)
        answer.set_cookie(SESSION_COOKIE, person.id, httponly=True, samesite="Lax")
        return answer

    async def token(self, request: web.Request) -> web.Response:
        fields = await form_of(request)
        try:
            token = self._issue(request, fields)
        except OAuthFailure as failure:
            return web.json_response({"error": failure.code}, status=failure.status)
        document: dict[str, object] = {
            "access_token": token.value,
            "expires_in": int(TOKEN_LIFETIME.total_seconds()),
            "token_type": "Bearer",
            "scope": " ".join(token.scopes),
        }
        if token.refresh_value is not None:
            document["refresh_token"] = token.refresh_value
        return web.json_response(document, headers={"Cache-Control": "no-store"})

    async def revoke(self, request: web.Request) -> web.Response:
        fields = await form_of(request)
        try:
            client = self._tokens.authenticated_client(*_credentials(request, fields))
        except OAuthFailure as failure:
            return web.json_response({"error": failure.code}, status=failure.status)
        self._tokens.revoke(client, fields.get("token", ""))
        return web.Response()

    async def user_info(self, request: web.Request) -> web.Response:
        """Only a person's own token in the header counts; everything else is a plain 403."""
        user = self._tokens.user_of(bearer_token(request), "read")
        if user is None:
            raise web.HTTPForbidden
        return web.json_response(self._documents.user_info(user))

    async def done(self, request: web.Request) -> web.Response:
        sentence = "You can return to the application." if "error" not in request.query else "Nothing was allowed."
        return plain_page("Rehearsal", sentence, status=200)

    def _issue(self, request: web.Request, fields: Mapping[str, str]) -> Token:
        client = self._tokens.authenticated_client(*_credentials(request, fields))
        match fields.get("grant_type"):
            case "client_credentials":
                return self._tokens.issue_to_bot(client, parsed_scopes(fields.get("scope", "")))
            case "authorization_code":
                return self._tokens.exchange_code(
                    client,
                    fields.get("code", ""),
                    fields.get("redirect_uri", ""),
                    fields.get("code_verifier"),
                )
            case "refresh_token":
                return self._tokens.refresh(client, fields.get("refresh_token", ""))
            case _:
                raise OAuthFailure("unsupported_grant_type")

    def _client_with_redirect(self, asked: Mapping[str, str]) -> Client | None:
        """Return the application, when it has registered exactly the address to return to."""
        client = self._tokens.client(asked.get("client_id", ""))
        if client is None or asked.get("redirect_uri") not in client.redirect_uris:
            return None
        return client

    def _agreed(self, asked: Mapping[str, str], person: User, scopes: tuple[str, ...]) -> web.Response:
        code = self._tokens.remember_consent(
            Consent(
                client_id=asked["client_id"],
                redirect_uri=asked["redirect_uri"],
                user=person,
                scopes=scopes,
                code_challenge=asked.get("code_challenge"),
                code_challenge_method=asked.get("code_challenge_method", "plain"),
                given_at=self._world.now(),
            )
        )
        return _back(asked, code=code)


def _checked_request(asked: Mapping[str, str]) -> tuple[str, ...]:
    if asked.get("response_type") != "code":
        raise OAuthFailure("unsupported_response_type")
    if asked.get("code_challenge_method", "plain") not in ("plain", "S256"):
        raise OAuthFailure("invalid_request")
    return parsed_scopes(asked.get("scope", ""))


def _credentials(request: web.Request, fields: Mapping[str, str]) -> tuple[str, str]:
    """Return client id and secret from HTTP Basic, or else from the form."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise OAuthFailure("invalid_client", 401) from None
        return client_id, secret
    return fields.get("client_id", ""), fields.get("client_secret", "")


def _back(asked: Mapping[str, str], **answer: str) -> web.Response:
    """Send the browser back to the application with an answer, keeping its `state`."""
    address = urlsplit(asked["redirect_uri"])
    state = {"state": asked["state"]} if "state" in asked else {}
    query = urlencode([*parse_qsl(address.query), *answer.items(), *state.items()])
    return web.Response(
        status=302, headers={"Location": urlunsplit(address._replace(query=query)), "Cache-Control": "no-store"}
    )


def _not_registered() -> web.Response:
    return plain_page(
        "Not allowed", "This application is unknown, or it has not registered this redirect address.", status=400
    )

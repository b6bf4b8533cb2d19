"""Who owns a racetime.gg account: its OAuth for people."""

import logging
from dataclasses import dataclass, field

from application.ports import FoundAccount, RacetimeUnreachable, SignInRefused
from racetime import documents, wire
from racetime.public_data import PublicData, document_of
from racetime.reading import MalformedDocument
from racetime.web import Answer, NoAnswer, RacetimeWeb, RequestNotSent

logger = logging.getLogger(__name__)

_REFUSALS = frozenset({400, 401, 403})


@dataclass(frozen=True, slots=True)
class LinkApplication:
    """The application that was registered at racetime.gg; `return_to` must be registered with it."""

    client_id: str
    client_secret: str = field(repr=False)
    return_to: str


class RacetimeLink:
    """Implements `application.ports.RacetimeAccounts`. Tokens are used once and kept nowhere."""

    def __init__(self, application: LinkApplication, *, web: RacetimeWeb) -> None:
        self._application = application
        self._web = web
        self._public = PublicData(web)

    def sign_in_address(self, *, state: str, challenge: str) -> str:
        path = wire.authorize_path(
            client_id=self._application.client_id,
            return_to=self._application.return_to,
            state=state,
            challenge=challenge,
        )
        return self._web.site.http(path)

    async def account_of(self, *, code: str, verifier: str) -> FoundAccount:
        """Raises `SignInRefused` or `RacetimeUnreachable`."""
        form = wire.code_form(
            client_id=self._application.client_id,
            client_secret=self._application.client_secret,
            code=code,
            verifier=verifier,
            return_to=self._application.return_to,
        )
        answer = await self._post(wire.TOKEN_PATH, form)
        if answer.status in _REFUSALS:
            # racetime.gg says "invalid_client" when our own credentials are wrong, which only an admin can mend.
            logger.warning("racetime.gg refused the code of somebody who links an account: HTTP %d", answer.status)
            raise SignInRefused("racetime.gg did not accept this sign-in.")
        document = document_of(answer)
        try:
            token = documents.parse_token(document)
        except MalformedDocument as error:
            raise RacetimeUnreachable("racetime.gg's answer can't be understood.") from error
        person = await self._public.get(wire.USER_INFO_PATH, token=token.value)
        if person.status in _REFUSALS:
            raise SignInRefused("racetime.gg did not tell who you are.")
        return self._account(person)

    async def find(self, racetime_id: str) -> FoundAccount | None:
        """Raises `RacetimeUnreachable`."""
        answer = await self._public.get(wire.user_data_path(racetime_id))
        return None if answer.status == 404 else self._account(answer)

    def address_of(self, racetime_id: str) -> str:
        return self._web.site.http(wire.user_path(racetime_id))

    def _account(self, answer: Answer) -> FoundAccount:
        try:
            return documents.parse_account(document_of(answer))
        except MalformedDocument as error:
            raise RacetimeUnreachable("racetime.gg's answer about an account can't be understood.") from error

    async def _post(self, path: str, form: dict[str, str]) -> Answer:
        try:
            return await self._web.post(path, form)
        except (RequestNotSent, NoAnswer) as error:
            raise RacetimeUnreachable("racetime.gg can't be reached.") from error

"""Requests that were sent under a key, so that the same one sent again is answered and not carried out again."""

from dataclasses import dataclass
from datetime import timedelta

from application.domain.clock import Clock
from application.domain.errors import Conflict, InvalidInput, UnderWay
from application.domain.ids import UserId
from application.ports import SecretBox, UnreadableSecret
from application.repositories.people.user_repository import UserRepository

KEPT_FOR = timedelta(hours=24)
CARRIED_OUT_WITHIN = timedelta(minutes=2)
"""After this long a request without an answer was cut off; none takes as long, whatever racetime.gg does."""
LONGEST_KEY = 100
_LOOK_AGAIN_SECONDS = 2


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    status: int
    body: str


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """A request under a key; `fingerprint` is the same for the same request only."""

    user_id: UserId
    key: str
    fingerprint: str


class IdempotencyStore:
    """Answers are kept encrypted: among them are drawn seeds, and invites that are stored nowhere else."""

    def __init__(self, users: UserRepository, clock: Clock, box: SecretBox) -> None:
        self._users = users
        self._clock = clock
        self._box = box

    async def begin(self, request: KeyedRequest) -> KeptAnswer | None:
        """Return the answer that the same request got before; None when it is to be carried out now.

        Raises `InvalidInput` when the key belongs to a different request, `UnderWay` while its twin is being carried
        out, and `Conflict` when a twin was cut off: it may have been carried out, and only a person can tell; also when
        SECRET_KEY was changed since it was answered.
        """
        now = self._clock.now()
        await self._users.forget_requests_before(now - KEPT_FOR)
        earlier = await self._users.claim_request(request.user_id, request.key, request.fingerprint)
        if earlier is None:
            return None
        if earlier.request_hash != request.fingerprint:
            raise InvalidInput.on(
                "Idempotency-Key", "This key was used for a different request. Give every request a key of its own."
            )
        if earlier.response_status is not None:
            return KeptAnswer(earlier.response_status, self._read(earlier.response_body))
        if now - earlier.created_at < CARRIED_OUT_WITHIN:
            raise UnderWay(
                "The same request is being carried out at this moment. Send it again for its answer.",
                retry_after_seconds=_LOOK_AGAIN_SECONDS,
            )
        raise Conflict(
            "The same request was cut off before it was answered. Look whether it was carried out; "
            "if not, send it under a new key."
        )

    async def keep(self, request: KeyedRequest, answer: KeptAnswer) -> None:
        body = self._box.seal(answer.body)
        await self._users.answer_request(request.user_id, request.key, answer.status, body)

    async def forget(self, request: KeyedRequest) -> None:
        """For a request that was refused, so nothing was done: it may be corrected and sent again."""
        await self._users.forget_request(request.user_id, request.key)

    def _read(self, kept: str) -> str:
        try:
            return self._box.unseal(kept)
        except UnreadableSecret as error:
            raise Conflict(
                "This request was carried out, but its answer can't be read any more. Look at what it made."
            ) from error

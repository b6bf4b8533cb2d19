"""Who may race, and why not."""

from api.schemas.answers import Answer
from api.schemas.fields import ResponseBody
from application.domain.live_races.eligibility import Verdict, is_eligible


class VerdictResponse(Answer[Verdict]):
    """The answer to one rule, with what the player can do about it."""


class EligibilityResponse(ResponseBody):
    user_id: int
    eligible: bool
    verdicts: list[VerdictResponse]

    @classmethod
    def of(cls, user_id: int, verdicts: tuple[Verdict, ...]) -> "EligibilityResponse":
        return cls(
            user_id=user_id,
            eligible=is_eligible(verdicts),
            verdicts=[VerdictResponse.of(verdict) for verdict in verdicts],
        )

"""The plan is read whole, and everything that is wrong with it is said at once."""

import pytest

from application.domain.errors import InvalidInput
from application.domain.operations.importing.plan import read_plan


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_plan(
            """
reviewed_at_zone = "Hyrule/Castle"
colour = "green"
[guilds.700]
[tournaments.x]
import = true
[tournaments.201]
import = "yes"
open_runs = "keep"
[live_races.505]
scheduled_at = 2026-10-03T20:00:00
[runs.614]
status = "finished"
[roles]
8800 = "everybody"
"""
        )
    said = [problem.message for problem in refused.value.problems]
    assert said == [
        "colour is nothing that a plan decides.",
        "Give reviewed_at_zone, the zone of the machine that SahasrahBot ran on, e.g. America/New_York or UTC.",
        "guilds.700: give the organization's short name, or skip.",
        "tournaments.x is not SahasrahBot's id with a table of its own, e.g. [tournaments.201].",
        "tournaments.201.open_runs is forfeit or skip.",
        "tournaments.201.import is true or false.",
        "live_races.505.scheduled_at is a time with its zone, e.g. 2026-10-03T20:00:00-04:00.",
        'runs.614: a finished run has finish_time = "1:23:45", any other run has none.',
        "roles.8800 is a Discord role's id with a list of its members' Discord ids.",
    ]


@pytest.mark.parametrize(
    "text",
    ["[", 'guilds = "all"\nreviewed_at_zone = "UTC"', "reviewed_at_zone = 5", f"[roles]\n{'9' * 5000} = []"],
)
def test_what_is_no_plan_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_plan(text)

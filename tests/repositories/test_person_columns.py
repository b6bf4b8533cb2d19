"""No column that says something about a person is forgotten where people are shown, merged or forgotten."""

import re

from tortoise import Tortoise
from tortoise.models import Model

from application.database import Database
from application.repositories.people.person_columns import ACCOUNT_COLUMNS, PERSON_COLUMNS
from models.user import User

_OF_A_USER = re.compile(r"(^|_)(user|actor|by|player|runner|reviewer)_id$")
_OUTSIDE_ID = re.compile(r"discord_id|racetime_id|racetime_name")
_SECRET = re.compile(r"hash|encrypted|secret|salt|nonce|token|key|score|response_body")

NO_PERSON = {("DiscordPost", "discord_id"), ("OrganizationMember", "discord_id_entered")}
"""The message that stands in a channel, and a yes or no."""
WITH_THE_PERSON = {
    ("AsyncTournamentRace", "racetime_name"),
    ("AsyncTournamentLiveRaceEntrant", "racetime_id"),
    ("AsyncTournamentLiveRaceEntrant", "racetime_name"),
    ("UnmatchedEntrant", "racetime_name"),
    ("ProvenRacetimeAccount", "racetime_id"),
    ("ProvenRacetimeAccount", "racetime_name"),
    ("OrganizationMember", "claimed_racetime_id"),
    ("OrganizationMember", "claimed_racetime_name"),
    ("RacetimeLinkAttempt", "proven_racetime_id"),
    ("RacetimeLinkAttempt", "proven_racetime_name"),
}
"""Shown and forgotten together with the column of the same row that names the user."""
READ_AS_SUCH = {("IdempotencyKey", "key")}


def models() -> dict[str, type[Model]]:
    found: dict[str, type[Model]] = (Tortoise.apps or {})["models"]
    return found


async def test_every_column_with_a_user_is_listed(database: Database) -> None:
    listed = {(item.model.__name__, item.column) for item in PERSON_COLUMNS}
    columns = [(name, column) for name, model in models().items() for column in model._meta.db_fields]
    by_name = {(name, column) for name, column in columns if _OF_A_USER.search(column)}
    by_reference = {
        (name, reference.source_field)
        for name, model in models().items()
        for reference in (model._meta.fields_map[field] for field in model._meta.fk_fields | model._meta.o2o_fields)
        if getattr(reference, "related_model", None) is User
    }
    assert len(by_reference) > 20
    assert by_name | by_reference == listed


async def test_every_account_elsewhere_is_shown_and_forgotten(database: Database) -> None:
    found = {
        (name, column)
        for name, model in models().items()
        for column in model._meta.db_fields
        if _OUTSIDE_ID.search(column)
    } - NO_PERSON
    shown = {(item.model.__name__, column) for item in PERSON_COLUMNS for column in item.shown}
    shown |= {("User", column) for column in ACCOUNT_COLUMNS}
    assert found == WITH_THE_PERSON | {("User", column) for column in ("discord_id", "racetime_id", "racetime_name")}
    assert found <= shown


async def test_nothing_secret_is_among_what_a_person_reads(database: Database) -> None:
    for item in PERSON_COLUMNS:
        assert set(item.shown) <= set(item.model._meta.db_fields), item.section
        secret = {(item.model.__name__, column) for column in item.shown if _SECRET.search(column)}
        assert secret <= READ_AS_SUCH, secret


async def test_each_section_has_a_title_of_its_own(database: Database) -> None:
    titles = [item.section for item in PERSON_COLUMNS]
    assert len(set(titles)) == len(titles)

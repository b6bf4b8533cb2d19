"""Which tables an organization takes along, and in which order: what a row refers to comes before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tortoise.fields import Field
from tortoise.models import Model

from application.domain.events.operations import OrganizationExportedEvent, OrganizationImportedEvent
from application.domain.events.people import OrganizationCreatedEvent
from application.domain.ids import Subject
from models.async_tournament import (
    AsyncTournament,
    AsyncTournamentLiveRace,
    AsyncTournamentMemberRole,
    AsyncTournamentPermalink,
    AsyncTournamentPool,
    AsyncTournamentRace,
    AsyncTournamentWhitelistEntry,
)
from models.event_log import EventLogEntry
from models.imported import Import, ImportedHistoryEntry, ImportedRow
from models.live_race_room import AsyncTournamentLiveRaceEntrant, AsyncTournamentLiveRaceRoom, UnmatchedEntrant
from models.organization import Organization, OrganizationMember, OrganizationMemberRole
from models.race_room_profile import RaceRoomProfile
from models.result_correction import ResultCorrection
from models.run_history import AsyncTournamentParPoint, AsyncTournamentRaceReview
from models.seed_source import SeedSource
from models.supervision import AlertSettings
from models.user import User
from models.webhook import Webhook


@dataclass(frozen=True, eq=False)
class Part:
    """One table. Every column goes along but those in `left_out`, which are then as in a new row.

    `loose` are columns with the number of a row of another part that may be gone.
    """

    name: str
    model: type[Model]
    left_out: frozenset[str] = frozenset()
    loose: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> dict[str, Field[object]]:
        """The columns that go along, by their names in the model; the ORM must know its models by then."""
        meta = self.model._meta
        own = {meta.pk_attr, "organization_id", *self.left_out}
        return {name: meta.fields_map[name] for name in sorted(meta.db_fields) if name not in own}

    @cached_property
    def refers(self) -> dict[str, str]:
        """The parts of the rows that columns must name, by the columns."""
        meta = self.model._meta
        related = {
            meta.fields_map[name].source_field: meta.fields_map[name] for name in (*meta.fk_fields, *meta.o2o_fields)
        }
        return {
            column: _NAMES[item.related_model]  # type: ignore[attr-defined]  # of the columns that refer to rows
            for column, item in related.items()
            if column in self.columns
        }


ORGANIZATION, PEOPLE, MEMBERS, ROLES = "organization", "people", "members", "roles"
TOURNAMENTS, POOLS, SEED_SOURCES, SEEDS = "tournaments", "pools", "seed_sources", "seeds"
LIVE_RACES, RUNS = "live_races", "runs"
KNOWN_ROWS, WEBHOOKS, LOG = "imported_rows", "webhooks", "log"
_BY_PEOPLE = {"claimed_by_id": PEOPLE, "reviewed_by_id": PEOPLE}
_ABOUT = {"tournament_id": TOURNAMENTS, "live_race_id": LIVE_RACES, "run_id": RUNS}

PARTS = (
    Part(
        ORGANIZATION,
        Organization,
        frozenset({"slug", "name", "is_active", "logo_mark", "created_at", "updated_at"}),
    ),
    Part(
        PEOPLE,
        User,
        frozenset(
            {
                "has_own_name",
                "racetime_id",
                "racetime_name",
                "racetime_linked_at",
                "is_demo",
                "calendar_number",
                "merged_into_id",
                "created_at",
                "updated_at",
            }
        ),
    ),
    Part(MEMBERS, OrganizationMember, frozenset({"made_by_others", "discord_id_entered"})),
    Part(ROLES, OrganizationMemberRole),
    Part("race_room_profiles", RaceRoomProfile),
    Part(TOURNAMENTS, AsyncTournament, frozenset({"rescored_through"})),
    Part("tournament_roles", AsyncTournamentMemberRole),
    Part("whitelist", AsyncTournamentWhitelistEntry),
    Part(
        POOLS,
        AsyncTournamentPool,
        frozenset({"speedgaming_synced_at", "speedgaming_error", "speedgaming_left_out"}),
    ),
    Part(SEED_SOURCES, SeedSource, frozenset({"key_encrypted", "problem"})),
    Part(SEEDS, AsyncTournamentPermalink, frozenset({"seed_key"})),
    Part(
        LIVE_RACES,
        AsyncTournamentLiveRace,
        frozenset(
            {
                "room_tag",
                "room_claimed_until",
                "room_attempts",
                "room_outcome_unknown",
                "room_retry_at",
                "room_error",
                "lock_error",
                "overlay_number",
            }
        ),
    ),
    Part("rooms", AsyncTournamentLiveRaceRoom, frozenset({"tag", "next_poll_at", "cancel_wanted_at"})),
    Part(RUNS, AsyncTournamentRace, loose=_BY_PEOPLE),
    Part("entrants", AsyncTournamentLiveRaceEntrant, frozenset({"told", "times_told"})),
    Part("unmatched_results", UnmatchedEntrant),
    Part("reviews", AsyncTournamentRaceReview),
    Part("corrections", ResultCorrection),
    Part("par_points", AsyncTournamentParPoint),
    Part("imports", Import),
    Part(KNOWN_ROWS, ImportedRow, loose={"local_id": ""}),
    Part("imported_history", ImportedHistoryEntry, loose={"run_id": RUNS}),
    Part(WEBHOOKS, Webhook, frozenset({"is_active", "secret_encrypted", "old_secret_encrypted", "old_secret_until"})),
    Part("alert_settings", AlertSettings, frozenset({"channel_id", "channel_name"})),
    Part(LOG, EventLogEntry, frozenset({"search_text"}), loose=_ABOUT),
)
_NAMES = {part.model: part.name for part in PARTS}
PART_OF_TABLE = {part.model._meta.db_table: part.name for part in PARTS}
PART_OF_SUBJECT = {
    Subject.PERSON: PEOPLE,
    Subject.TOURNAMENT: TOURNAMENTS,
    Subject.POOL: POOLS,
    Subject.SEED: SEEDS,
    Subject.LIVE_RACE: LIVE_RACES,
    Subject.RUN: RUNS,
    Subject.PROFILE: "race_room_profiles",
    Subject.RESULT: "unmatched_results",
    Subject.WEBHOOK: WEBHOOKS,
}
"""What is no part is always told of as gone."""

OF_THE_INSTALLATION = (
    OrganizationCreatedEvent.__name__,
    OrganizationExportedEvent.__name__,
    OrganizationImportedEvent.__name__,
)
"""What the log says about coming and going concerns the installation and stays there."""

_SIGNING_IN = "how people sign in to an installation, which belongs to them"
_TOLD = "what an installation said, or is about to say"
_WISHES = "what each member wants to be told, which that member says anew"
_DISCORD = "a Discord server, which whoever manages it links anew"
STAYS: dict[str, str] = {
    "OrganizationLogo": "goes along as a picture of its own",
    "OrganizationInvite": "secret links to the installation that made them",
    "RacetimeBot": "a bot is its secret; an admin enters it anew",
    "EventLogName": "what the database itself notes with each entry of the log",
    "SeedMaking": "who is making a seed at this moment",
    "ProvenRacetimeAccount": _SIGNING_IN,
    "AccountFingerprint": _SIGNING_IN,
    "RacetimeLinkAttempt": _SIGNING_IN,
    "UserSession": _SIGNING_IN,
    "UsedSignIn": _SIGNING_IN,
    "ApiToken": _SIGNING_IN,
    "IdempotencyKey": _SIGNING_IN,
    "UserDiscordServer": _SIGNING_IN,
    "OutboxMessage": _TOLD,
    "Notification": _TOLD,
    "PublishedEvent": _TOLD,
    "WebhookDelivery": _TOLD,
    "Alert": _TOLD,
    "DiscordPost": _TOLD,
    "DiscordRunThread": _TOLD,
    "NotificationPreference": _WISHES,
    "LiveRaceReminder": _WISHES,
    "AlertRecipient": _WISHES,
    "AlertAddress": "addresses that nobody has confirmed elsewhere",
    "DiscordServer": _DISCORD,
    "AsyncTournamentDiscord": _DISCORD,
    "DiscordConnection": "the installation's own",
    "InstallationAlert": "the installation's own",
    "Heartbeat": "the installation's own",
}
"""Tables of which nothing goes along, and why."""

"""Every column that says something about one person: one list for showing, merging and forgetting people.

A test compares it with the models, so that a new column can't be left out.
"""

from dataclasses import dataclass

from tortoise.models import Model

from application.domain.personal_data import WhenDeleted, WhenMerged
from models.async_tournament import (
    AsyncTournamentLiveRace,
    AsyncTournamentMemberRole,
    AsyncTournamentRace,
    AsyncTournamentWhitelistEntry,
)
from models.discord import DiscordServer, UserDiscordServer
from models.event_log import EventLogEntry
from models.imported import ImportedHistoryEntry
from models.live_race_room import AsyncTournamentLiveRaceEntrant, UnmatchedEntrant
from models.notification import LiveRaceReminder, Notification, NotificationPreference
from models.organization import OrganizationInvite, OrganizationMember, OrganizationMemberRole
from models.result_correction import ResultCorrection
from models.run_history import AsyncTournamentRaceReview
from models.supervision import AlertRecipient
from models.user import (
    AccountFingerprint,
    ApiToken,
    IdempotencyKey,
    ProvenRacetimeAccount,
    RacetimeLinkAttempt,
    UserSession,
)

MOVES, UNITES, ENDS = WhenMerged.MOVES, WhenMerged.UNITES, WhenMerged.ENDS
STAYS, GOES, CLEARED = WhenDeleted.STAYS, WhenDeleted.GOES, WhenDeleted.CLEARED


@dataclass(frozen=True, slots=True)
class PersonColumn:
    """One column with the id of a user. `shown` are the columns of its rows that the person may read."""

    model: type[Model]
    column: str
    section: str
    shown: tuple[str, ...]
    when_merged: WhenMerged
    when_deleted: WhenDeleted

    @property
    def rest_of_key(self) -> tuple[str, ...]:
        """The columns that together with the person's are unique; empty where the person may have many."""
        meta = self.model._meta
        for names in meta.unique_together:
            columns = tuple(meta.fields_map[name].source_field or name for name in names)
            if self.column in columns:
                return tuple(column for column in columns if column != self.column)
        return ()

    @property
    def organization_column(self) -> str | None:
        return "organization_id" if "organization_id" in self.model._meta.db_fields else None


_RUN = (
    "organization_id",
    "tournament_id",
    "pool_id",
    "permalink_id",
    "live_race_id",
    "status",
    "started_at",
    "finished_at",
    "finish_time",
    "racetime_name",
    "drawn_as",
    "reattempted",
    "reattempt_reason",
    "runner_notes",
    "runner_vod_url",
    "flagged_at",
    "flag_reason",
    "review_status",
    "reviewed_at",
    "review_note",
    "corrected_at",
    "created_at",
)
"""Neither score nor place, which say what others raced while results are hidden."""
_CORRECTION = (
    "organization_id",
    "live_race_id",
    "run_id",
    "name",
    "source",
    "before_status",
    "before_time",
    "before_comment",
    "after_status",
    "after_time",
    "after_comment",
    "reason",
    "occurred_at",
    "undone_at",
)
_UNMATCHED = (
    "organization_id",
    "live_race_id",
    "racetime_name",
    "reason",
    "explanation",
    "status",
    "finish_time",
    "finished_at",
    "created_at",
    "resolved_at",
    "dismissed_at",
)
_RUN_AT_WORK = ("organization_id", "tournament_id", "review_status")

PERSON_COLUMNS = (
    PersonColumn(UserSession, "user_id", "Sessions", ("created_at", "expires_at"), ENDS, GOES),
    PersonColumn(
        ApiToken,
        "user_id",
        "API tokens",
        ("name", "created_at", "expires_at", "revoked_at", "last_used_at"),
        MOVES,
        GOES,
    ),
    PersonColumn(IdempotencyKey, "user_id", "Answered requests", ("key", "response_status", "created_at"), ENDS, GOES),
    PersonColumn(
        RacetimeLinkAttempt,
        "user_id",
        "Attempts to link racetime.gg",
        ("created_at", "expires_at", "used_at", "proven_racetime_id", "proven_racetime_name"),
        ENDS,
        GOES,
    ),
    PersonColumn(
        ProvenRacetimeAccount,
        "user_id",
        "racetime.gg accounts that you proved",
        ("racetime_id", "racetime_name", "proven_at"),
        UNITES,
        GOES,
    ),
    PersonColumn(
        AccountFingerprint,
        "user_id",
        "Fingerprints of accounts with which you raced before",
        ("made_at",),
        UNITES,
        STAYS,
    ),
    PersonColumn(UserDiscordServer, "user_id", "Discord servers you may manage", ("guild_id", "name"), UNITES, GOES),
    PersonColumn(
        OrganizationMember,
        "user_id",
        "Memberships",
        (
            "organization_id",
            "joined_at",
            "made_by_others",
            "discord_id_entered",
            "claimed_racetime_id",
            "claimed_racetime_name",
        ),
        UNITES,
        GOES,
    ),
    PersonColumn(OrganizationMemberRole, "user_id", "Roles", ("organization_id", "role", "granted_at"), UNITES, GOES),
    PersonColumn(
        AsyncTournamentMemberRole,
        "user_id",
        "Roles in tournaments",
        ("organization_id", "tournament_id", "role"),
        UNITES,
        GOES,
    ),
    PersonColumn(
        AsyncTournamentWhitelistEntry,
        "user_id",
        "Whitelists",
        ("organization_id", "tournament_id", "created_at"),
        UNITES,
        GOES,
    ),
    PersonColumn(AsyncTournamentRace, "user_id", "Runs", _RUN, MOVES, STAYS),
    PersonColumn(
        AsyncTournamentLiveRaceEntrant,
        "user_id",
        "Entries in live races",
        (
            "organization_id",
            "live_race_id",
            "racetime_id",
            "racetime_name",
            "present",
            "status",
            "finish_time",
            "finished_at",
            "comment",
            "channel",
            "pronouns",
            "judged_at",
            "eligible",
            "verdicts",
            "first_seen_at",
        ),
        MOVES,
        STAYS,
    ),
    PersonColumn(UnmatchedEntrant, "user_id", "Unmatched results", _UNMATCHED, MOVES, STAYS),
    PersonColumn(ResultCorrection, "user_id", "Corrections of your results", _CORRECTION, MOVES, STAYS),
    PersonColumn(
        Notification,
        "user_id",
        "Notifications",
        ("organization_id", "kind", "parts", "happens_at", "channels", "read_at", "created_at"),
        MOVES,
        GOES,
    ),
    PersonColumn(
        NotificationPreference,
        "user_id",
        "Notification settings",
        (
            "organization_id",
            "channels",
            "reminder_minutes",
            "only_if_eligible",
            "every_race",
            "every_race_since",
            "refused_at",
            "updated_at",
        ),
        UNITES,
        GOES,
    ),
    PersonColumn(AlertRecipient, "user_id", "Alerts by direct message", ("organization_id",), UNITES, GOES),
    PersonColumn(
        LiveRaceReminder,
        "user_id",
        "Reminders",
        ("organization_id", "live_race_id", "is_going", "created_at"),
        UNITES,
        GOES,
    ),
    PersonColumn(
        EventLogEntry,
        "actor_id",
        "What you did",
        ("organization_id", "type", "tournament_id", "live_race_id", "run_id", "payload", "occurred_at"),
        MOVES,
        STAYS,
    ),
    PersonColumn(
        ImportedHistoryEntry,
        "actor_id",
        "What you did before the move",
        ("organization_id", "tournament_id", "run_id", "action", "details", "occurred_at"),
        MOVES,
        STAYS,
    ),
    PersonColumn(
        AsyncTournamentRaceReview,
        "actor_id",
        "Reviews you made",
        ("organization_id", "run_id", "action", "note", "created_at"),
        MOVES,
        STAYS,
    ),
    PersonColumn(AsyncTournamentRace, "claimed_by_id", "Runs you claimed for review", _RUN_AT_WORK, MOVES, CLEARED),
    PersonColumn(AsyncTournamentRace, "reviewed_by_id", "Runs you reviewed", _RUN_AT_WORK, MOVES, STAYS),
    PersonColumn(
        ResultCorrection,
        "actor_id",
        "Corrections you made",
        ("organization_id", "live_race_id", "run_id", "reason", "occurred_at"),
        MOVES,
        STAYS,
    ),
    PersonColumn(
        ResultCorrection,
        "undone_by_id",
        "Corrections you undid",
        ("organization_id", "live_race_id", "run_id", "undone_at"),
        MOVES,
        STAYS,
    ),
    PersonColumn(
        UnmatchedEntrant,
        "resolved_by_id",
        "Unmatched results you decided on",
        ("organization_id", "live_race_id", "note", "resolved_at"),
        MOVES,
        STAYS,
    ),
    PersonColumn(
        AsyncTournamentLiveRace,
        "created_by_id",
        "Live races you scheduled",
        ("organization_id", "tournament_id", "match_title", "scheduled_at", "created_at"),
        MOVES,
        STAYS,
    ),
    PersonColumn(
        OrganizationInvite,
        "created_by_id",
        "Invite links you made",
        ("organization_id", "label", "uses", "expires_at", "created_at"),
        MOVES,
        STAYS,
    ),
    PersonColumn(
        DiscordServer,
        "linked_by_id",
        "Discord servers you linked",
        ("organization_id", "name", "linked_at"),
        MOVES,
        STAYS,
    ),
)

ACCOUNT_COLUMNS = (
    "id",
    "display_name",
    "has_own_name",
    "discord_id",
    "racetime_id",
    "racetime_name",
    "racetime_linked_at",
    "calendar_number",
    "is_demo",
    "created_at",
    "updated_at",
)
"""What a person reads of the own row."""

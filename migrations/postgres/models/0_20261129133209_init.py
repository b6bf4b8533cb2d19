from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE "discord_connection" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "state" VARCHAR(20) NOT NULL,
    "message" VARCHAR(500) NOT NULL,
    "since" TIMESTAMPTZ,
    "told_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "discord_connection" IS 'How the bot stands with Discord, as the process that runs it said last; there is one row.';
CREATE TABLE "heartbeats" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(40) NOT NULL UNIQUE,
    "beat_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "heartbeats" IS 'When a part of the product was last at work, whichever process that was.';
CREATE TABLE "organizations" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "slug" VARCHAR(60) NOT NULL UNIQUE,
    "name" VARCHAR(100) NOT NULL UNIQUE,
    "description" TEXT NOT NULL,
    "is_active" BOOL NOT NULL,
    "room_open_minutes" SMALLINT,
    "lock_minutes" SMALLINT,
    "release_rule" VARCHAR(20),
    "release_minutes" SMALLINT,
    "min_account_age_days" SMALLINT,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL
);
CREATE TABLE "discord_posts" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "slot" VARCHAR(20) NOT NULL,
    "subject_id" INT NOT NULL,
    "place_id" BIGINT NOT NULL,
    "discord_id" BIGINT,
    "fingerprint" VARCHAR(500) NOT NULL,
    "event_state" VARCHAR(20),
    "times_lost" SMALLINT NOT NULL,
    "posted_at" TIMESTAMPTZ NOT NULL,
    "changed_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_discord_pos_slot_2b6326" UNIQUE ("slot", "subject_id")
);
COMMENT ON TABLE "discord_posts" IS 'Where something living is: a message, or for `MessageKind.EVENT` an entry among the server''s events.';
CREATE TABLE "outbox_messages" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "destination" VARCHAR(20) NOT NULL,
    "partition_key" VARCHAR(200) NOT NULL,
    "live_race_id" INT,
    "kind" VARCHAR(40) NOT NULL,
    "payload" JSONB NOT NULL,
    "dedupe_key" VARCHAR(150) NOT NULL UNIQUE,
    "nonce" VARCHAR(36) NOT NULL,
    "attempts" INT NOT NULL,
    "faults" SMALLINT NOT NULL,
    "due_at" TIMESTAMPTZ NOT NULL,
    "leased_until" TIMESTAMPTZ,
    "sent_at" TIMESTAMPTZ,
    "given_up_at" TIMESTAMPTZ,
    "superseded_at" TIMESTAMPTZ,
    "alerted_at" TIMESTAMPTZ,
    "last_error" VARCHAR(500) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_outbox_messages_unsaid" ON "outbox_messages" ("destination", "partition_key", "id") WHERE sent_at IS NULL AND superseded_at IS NULL;
CREATE INDEX "idx_outbox_mess_live_ra_e06563" ON "outbox_messages" ("live_race_id", "kind");
COMMENT ON TABLE "outbox_messages" IS 'Something to be said outside, once; its text is made from the facts at the time of sending.';
CREATE TABLE "race_room_profiles" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(100) NOT NULL,
    "description" VARCHAR(500) NOT NULL,
    "start_delay" SMALLINT NOT NULL,
    "time_limit" SMALLINT NOT NULL,
    "streaming_required" BOOL NOT NULL,
    "auto_start" BOOL NOT NULL,
    "allow_comments" BOOL NOT NULL,
    "hide_comments" BOOL NOT NULL,
    "allow_prerace_chat" BOOL NOT NULL,
    "allow_midrace_chat" BOOL NOT NULL,
    "allow_non_entrant_chat" BOOL NOT NULL,
    "chat_message_delay" SMALLINT NOT NULL,
    "is_default" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_race_room_p_organiz_5c181d" UNIQUE ("organization_id", "name")
);
CREATE UNIQUE INDEX "uidx_race_room_profiles_one_default" ON "race_room_profiles" ("organization_id") WHERE "is_default";
COMMENT ON TABLE "race_room_profiles" IS 'Delays in seconds, time limit in hours, as racetime.gg takes them.';
CREATE TABLE "async_tournaments" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(100) NOT NULL,
    "description" TEXT NOT NULL,
    "is_active" BOOL NOT NULL,
    "is_public" BOOL NOT NULL,
    "hide_results" BOOL NOT NULL,
    "runs_per_pool" SMALLINT NOT NULL,
    "racetime_category" VARCHAR(50) NOT NULL,
    "racetime_goal" VARCHAR(255) NOT NULL,
    "goal_checked_at" TIMESTAMPTZ,
    "room_open_minutes" SMALLINT,
    "lock_minutes" SMALLINT,
    "release_rule" VARCHAR(20),
    "release_minutes" SMALLINT,
    "min_account_age_days" SMALLINT,
    "par_count" SMALLINT NOT NULL,
    "score_floor" DOUBLE PRECISION NOT NULL,
    "score_cap" DOUBLE PRECISION NOT NULL,
    "rejected_runs_count" BOOL NOT NULL,
    "start_limit_minutes" SMALLINT NOT NULL,
    "start_warning_minutes" SMALLINT NOT NULL,
    "finish_limit_minutes" INT NOT NULL,
    "countdown_seconds" SMALLINT NOT NULL,
    "max_imbalance" SMALLINT NOT NULL,
    "reattempts_allowed" SMALLINT NOT NULL,
    "live_reattempts_allowed" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "ineligible_racers" VARCHAR(20) NOT NULL,
    "final_after_hours" SMALLINT,
    "stream_delay_minutes" SMALLINT NOT NULL,
    "goal_problem" VARCHAR(500) NOT NULL,
    "start_grace_minutes" SMALLINT,
    "rescored_through" INT,
    "par_rule" VARCHAR(20) NOT NULL,
    "par_percentile" SMALLINT NOT NULL,
    "min_finished_runs" SMALLINT NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "race_room_profile_id" INT REFERENCES "race_room_profiles" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_organiz_073324" UNIQUE ("organization_id", "name")
);
CREATE TABLE "async_tournament_discord" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "channel_id" BIGINT,
    "channel_name" VARCHAR(100) NOT NULL,
    "ping" VARCHAR(20) NOT NULL,
    "ping_role_id" BIGINT,
    "server_events" BOOL NOT NULL,
    "runs_in_threads" BOOL NOT NULL,
    "reminder_minutes" SMALLINT,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "tournament_id" INT NOT NULL UNIQUE REFERENCES "async_tournaments" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_async_tourn_channel_c93433" ON "async_tournament_discord" ("channel_id");
COMMENT ON TABLE "async_tournament_discord" IS 'How one tournament uses Discord; without a row it says nothing there.';
CREATE TABLE "async_tournament_pools" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(100) NOT NULL,
    "position" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "speedgaming_event" VARCHAR(60) NOT NULL,
    "speedgaming_synced_at" TIMESTAMPTZ,
    "speedgaming_error" VARCHAR(500) NOT NULL,
    "speedgaming_left_out" VARCHAR(500) NOT NULL,
    "last_seed_number" INT NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "tournament_id" INT NOT NULL REFERENCES "async_tournaments" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_tournam_818000" UNIQUE ("tournament_id", "name"),
    CONSTRAINT "uid_async_tourn_tournam_9000a1" UNIQUE ("tournament_id", "position")
);
CREATE TABLE "async_tournament_permalinks" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "url" TEXT NOT NULL,
    "notes" VARCHAR(500) NOT NULL,
    "is_live" BOOL NOT NULL,
    "par_seconds" DOUBLE PRECISION,
    "par_updated_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "read_at" TIMESTAMPTZ,
    "seed_key" VARCHAR(64) NOT NULL,
    "twin" SMALLINT NOT NULL,
    "number" INT NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "pool_id" INT NOT NULL REFERENCES "async_tournament_pools" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_pool_id_1efa85" UNIQUE ("pool_id", "seed_key", "twin"),
    CONSTRAINT "uid_async_tourn_pool_id_8e8103" UNIQUE ("pool_id", "number")
);
CREATE INDEX "idx_async_tourn_organiz_a6e65e" ON "async_tournament_permalinks" ("organization_id", "seed_key");
COMMENT ON TABLE "async_tournament_permalinks" IS 'A seed as it was given, with the key by which it is compared with others.';
CREATE TABLE "async_tournament_par_points" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "par_seconds" DOUBLE PRECISION,
    "scored_runs" INT NOT NULL,
    "recorded_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "permalink_id" INT NOT NULL REFERENCES "async_tournament_permalinks" ("id") ON DELETE CASCADE
);
CREATE INDEX "idx_async_tourn_permali_359a0f" ON "async_tournament_par_points" ("permalink_id", "id");
COMMENT ON TABLE "async_tournament_par_points" IS 'The par of a permalink from one moment on; None while nobody''s time counts.';
CREATE TABLE "racetime_bots" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "category" VARCHAR(50) NOT NULL,
    "client_id" VARCHAR(200) NOT NULL,
    "client_secret_encrypted" TEXT NOT NULL,
    "is_active" BOOL NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "status_message" VARCHAR(300) NOT NULL,
    "status_since" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_racetime_bo_organiz_f3c33f" UNIQUE ("organization_id", "category")
);
COMMENT ON TABLE "racetime_bots" IS 'An organization''s bot in one racetime.gg category; the secret is stored encrypted.';
CREATE TABLE "used_sign_ins" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "state_hash" VARCHAR(64) NOT NULL UNIQUE,
    "expires_at" TIMESTAMPTZ NOT NULL
);
CREATE INDEX "idx_used_sign_i_expires_f89919" ON "used_sign_ins" ("expires_at");
COMMENT ON TABLE "used_sign_ins" IS 'The way back from Discord that was taken already; it can be taken once.';
CREATE TABLE "users" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "discord_id" BIGINT,
    "display_name" VARCHAR(80) NOT NULL,
    "has_own_name" BOOL NOT NULL,
    "racetime_id" VARCHAR(40) UNIQUE,
    "racetime_name" VARCHAR(80),
    "racetime_linked_at" TIMESTAMPTZ,
    "is_demo" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "calendar_number" INT NOT NULL,
    "merged_into_id" INT,
    "deleted_at" TIMESTAMPTZ,
    "organization_id" INT REFERENCES "organizations" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "uidx_users_proven_discord" ON "users" ("discord_id") WHERE organization_id IS NULL;
CREATE UNIQUE INDEX "uidx_users_claimed_discord" ON "users" ("organization_id", "discord_id") WHERE organization_id IS NOT NULL;
CREATE INDEX "idx_users_merged__837e11" ON "users" ("merged_into_id");
COMMENT ON TABLE "users" IS 'Somebody who has proved a Discord account, known everywhere; or a placeholder that one organization made.';
CREATE TABLE "account_fingerprints" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "fingerprint" VARCHAR(80) NOT NULL,
    "made_at" TIMESTAMPTZ NOT NULL,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_account_fin_user_id_b70ec6" UNIQUE ("user_id", "fingerprint")
);
CREATE INDEX "idx_account_fin_fingerp_74fd99" ON "account_fingerprints" ("fingerprint");
COMMENT ON TABLE "account_fingerprints" IS 'That the owner of an account deleted a user here who raced; whoever proves the account again has those runs.';
CREATE TABLE "api_tokens" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(80) NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL UNIQUE,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ,
    "revoked_at" TIMESTAMPTZ,
    "last_used_at" TIMESTAMPTZ,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE INDEX "idx_api_tokens_user_id_26a191" ON "api_tokens" ("user_id");
COMMENT ON TABLE "api_tokens" IS 'A bearer token; it may do what its user may do.';
CREATE TABLE "async_tournament_live_races" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "status" VARCHAR(20) NOT NULL,
    "version" INT NOT NULL,
    "episode_id" INT,
    "scheduled_at" TIMESTAMPTZ NOT NULL,
    "match_title" VARCHAR(200) NOT NULL,
    "room_open_minutes" SMALLINT,
    "lock_minutes" SMALLINT,
    "release_rule" VARCHAR(20),
    "release_minutes" SMALLINT,
    "opens_at" TIMESTAMPTZ NOT NULL,
    "locks_at" TIMESTAMPTZ NOT NULL,
    "releases_at" TIMESTAMPTZ,
    "racetime_slug" VARCHAR(200),
    "racetime_goal" VARCHAR(255) NOT NULL,
    "room_open_time" TIMESTAMPTZ,
    "room_tag" VARCHAR(40) UNIQUE,
    "room_claimed_until" TIMESTAMPTZ,
    "room_attempts" SMALLINT NOT NULL,
    "room_outcome_unknown" BOOL NOT NULL,
    "room_retry_at" TIMESTAMPTZ,
    "room_error" VARCHAR(500) NOT NULL,
    "commitment" VARCHAR(64) NOT NULL,
    "commitment_salt" VARCHAR(32) NOT NULL,
    "sealed_at" TIMESTAMPTZ,
    "lock_error" VARCHAR(500) NOT NULL,
    "locked_at" TIMESTAMPTZ,
    "released_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ,
    "ended_at" TIMESTAMPTZ,
    "final_at" TIMESTAMPTZ,
    "results_show_at" TIMESTAMPTZ,
    "overlay_number" INT NOT NULL,
    "cancel_reason" VARCHAR(500) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "earliest_lock_at" TIMESTAMPTZ,
    "room_on_hold" BOOL NOT NULL,
    "episode_missing_since" TIMESTAMPTZ,
    "episode_problem" VARCHAR(500) NOT NULL,
    "cancelled_results" VARCHAR(20),
    "start_calls" SMALLINT NOT NULL,
    "start_call_at" TIMESTAMPTZ,
    "begins_at" TIMESTAMPTZ,
    "created_by_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "permalink_id" INT REFERENCES "async_tournament_permalinks" ("id") ON DELETE RESTRICT,
    "pool_id" INT NOT NULL REFERENCES "async_tournament_pools" ("id") ON DELETE RESTRICT,
    "race_room_profile_id" INT REFERENCES "race_room_profiles" ("id") ON DELETE RESTRICT,
    "tournament_id" INT NOT NULL REFERENCES "async_tournaments" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_organiz_9cc0d8" UNIQUE ("organization_id", "episode_id"),
    CONSTRAINT "uid_async_tourn_organiz_906a58" UNIQUE ("organization_id", "racetime_slug")
);
CREATE INDEX "idx_async_tourn_status_3b25f8" ON "async_tournament_live_races" ("status", "opens_at");
CREATE INDEX "idx_async_tourn_status_1c7ee4" ON "async_tournament_live_races" ("status", "locks_at");
CREATE INDEX "idx_async_tourn_status_f103c3" ON "async_tournament_live_races" ("status", "releases_at");
CREATE INDEX "idx_async_tourn_results_e29441" ON "async_tournament_live_races" ("results_show_at");
CREATE INDEX "idx_async_tourn_organiz_8540a4" ON "async_tournament_live_races" ("organization_id", "scheduled_at");
CREATE INDEX "idx_async_tourn_tournam_5f1fe0" ON "async_tournament_live_races" ("tournament_id", "scheduled_at");
CREATE INDEX "idx_async_tourn_permali_285deb" ON "async_tournament_live_races" ("permalink_id");
CREATE UNIQUE INDEX "uidx_async_tournament_live_races_one_sealed_seed" ON "async_tournament_live_races" ("permalink_id") WHERE "status" <> 'cancelled' AND "released_at" IS NULL;
COMMENT ON TABLE "async_tournament_live_races" IS 'One scheduled race in one pool; `racetime_slug` names the category and room of its current room.';
CREATE TABLE "alerts" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(30) NOT NULL,
    "subject" VARCHAR(80) NOT NULL,
    "sentence" VARCHAR(700) NOT NULL,
    "raised_at" TIMESTAMPTZ NOT NULL,
    "resolved_at" TIMESTAMPTZ,
    "bot_id" INT REFERENCES "racetime_bots" ("id") ON DELETE CASCADE,
    "live_race_id" INT REFERENCES "async_tournament_live_races" ("id") ON DELETE CASCADE,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_alerts_organiz_82d261" ON "alerts" ("organization_id", "resolved_at");
CREATE UNIQUE INDEX "uidx_alerts_one_open" ON "alerts" ("organization_id", "subject") WHERE "resolved_at" IS NULL;
COMMENT ON TABLE "alerts" IS 'Something that a human must look at; `subject` tells it from the others, and only one of it is open at a time.';
CREATE TABLE "async_tournament_live_race_entrants" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "entrant_key" VARCHAR(60) NOT NULL,
    "racetime_id" VARCHAR(40),
    "racetime_name" VARCHAR(80) NOT NULL,
    "present" BOOL NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "place" SMALLINT,
    "finish_time" BIGINT,
    "finished_at" TIMESTAMPTZ,
    "judged_at" TIMESTAMPTZ,
    "eligible" BOOL,
    "verdicts" JSONB,
    "first_seen_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "comment" VARCHAR(1000) NOT NULL,
    "checked_at" TIMESTAMPTZ,
    "told" VARCHAR(200),
    "times_told" SMALLINT NOT NULL,
    "admitted_at" TIMESTAMPTZ,
    "forced_out" BOOL NOT NULL,
    "live_race_id" INT NOT NULL REFERENCES "async_tournament_live_races" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_live_ra_e319cc" UNIQUE ("live_race_id", "entrant_key")
);
CREATE INDEX "idx_async_tourn_racetim_df0290" ON "async_tournament_live_race_entrants" ("racetime_id");
COMMENT ON TABLE "async_tournament_live_race_entrants" IS 'One line of a room''s roster with the verdicts that were settled for it.';
CREATE TABLE "async_tournament_live_race_rooms" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "number" SMALLINT NOT NULL,
    "slug" VARCHAR(200) NOT NULL,
    "tag" VARCHAR(40) NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "info_bot" VARCHAR(1000) NOT NULL,
    "last_version" INT NOT NULL,
    "last_source" VARCHAR(10) NOT NULL,
    "last_snapshot_at" TIMESTAMPTZ,
    "next_poll_at" TIMESTAMPTZ,
    "recorded" BOOL NOT NULL,
    "cancel_wanted_at" TIMESTAMPTZ,
    "opened_at" TIMESTAMPTZ NOT NULL,
    "closed_at" TIMESTAMPTZ,
    "racetime_opened_at" TIMESTAMPTZ,
    "low_entrants_warned_at" TIMESTAMPTZ,
    "left_at" TIMESTAMPTZ,
    "trouble" VARCHAR(300) NOT NULL,
    "follows_only" BOOL NOT NULL,
    "closed_by_hand" BOOL NOT NULL,
    "live_race_id" INT NOT NULL REFERENCES "async_tournament_live_races" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_live_ra_0a5d93" UNIQUE ("live_race_id", "number"),
    CONSTRAINT "uid_async_tourn_organiz_3ed49f" UNIQUE ("organization_id", "slug")
);
CREATE INDEX "idx_async_tourn_closed__13e225" ON "async_tournament_live_race_rooms" ("closed_at", "next_poll_at");
COMMENT ON TABLE "async_tournament_live_race_rooms" IS 'One racetime.gg room; a live race gets a second one when the first one dies.';
CREATE TABLE "async_tournament_member_roles" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "role" VARCHAR(30) NOT NULL,
    "granted_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "tournament_id" INT NOT NULL REFERENCES "async_tournaments" ("id") ON DELETE CASCADE,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_tournam_fcbef9" UNIQUE ("tournament_id", "user_id", "role")
);
CREATE INDEX "idx_async_tourn_user_id_843a8e" ON "async_tournament_member_roles" ("user_id", "organization_id");
COMMENT ON TABLE "async_tournament_member_roles" IS 'A role that a member has in one tournament only, on top of the roles in the organization.';
CREATE TABLE "async_tournament_races" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "status" VARCHAR(20) NOT NULL,
    "started_at" TIMESTAMPTZ,
    "finished_at" TIMESTAMPTZ,
    "finish_time" BIGINT,
    "place" SMALLINT,
    "racetime_name" VARCHAR(80),
    "drawn_as" VARCHAR(40),
    "reattempted" BOOL NOT NULL,
    "reattempt_reason" TEXT NOT NULL,
    "start_by_at" TIMESTAMPTZ,
    "warn_at" TIMESTAMPTZ,
    "finish_by_at" TIMESTAMPTZ,
    "forfeit_cause" VARCHAR(20),
    "runner_notes" TEXT NOT NULL,
    "runner_vod_url" VARCHAR(500) NOT NULL,
    "flagged_at" TIMESTAMPTZ,
    "flag_reason" VARCHAR(1000) NOT NULL,
    "review_status" VARCHAR(20) NOT NULL,
    "claimed_by_id" INT,
    "claimed_at" TIMESTAMPTZ,
    "reviewed_by_id" INT,
    "reviewed_at" TIMESTAMPTZ,
    "review_note" VARCHAR(2000) NOT NULL,
    "corrected_at" TIMESTAMPTZ,
    "score" DOUBLE PRECISION,
    "score_updated_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "live_race_id" INT REFERENCES "async_tournament_live_races" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "permalink_id" INT NOT NULL REFERENCES "async_tournament_permalinks" ("id") ON DELETE RESTRICT,
    "pool_id" INT NOT NULL REFERENCES "async_tournament_pools" ("id") ON DELETE RESTRICT,
    "tournament_id" INT NOT NULL REFERENCES "async_tournaments" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_live_ra_6302a0" UNIQUE ("live_race_id", "user_id")
);
CREATE INDEX "idx_async_tourn_tournam_5f3dde" ON "async_tournament_races" ("tournament_id", "user_id");
CREATE INDEX "idx_async_tourn_pool_id_d1913c" ON "async_tournament_races" ("pool_id", "user_id");
CREATE INDEX "idx_async_tourn_permali_a95177" ON "async_tournament_races" ("permalink_id");
CREATE INDEX "idx_async_tourn_drawn_a_0e830e" ON "async_tournament_races" ("drawn_as");
CREATE INDEX "idx_async_tourn_user_id_4e0cc3" ON "async_tournament_races" ("user_id", "organization_id");
CREATE INDEX "idx_async_tourn_organiz_8c4e6b" ON "async_tournament_races" ("organization_id", "pool_id", "permalink_id");
CREATE INDEX "idx_async_tourn_tournam_c2067b" ON "async_tournament_races" ("tournament_id", "organization_id", "version");
CREATE INDEX "idx_async_tourn_organiz_9cf432" ON "async_tournament_races" ("organization_id", "review_status", "id");
CREATE INDEX "idx_async_tourn_tournam_684b6b" ON "async_tournament_races" ("tournament_id", "review_status", "id");
CREATE INDEX "idx_async_tourn_status_1df539" ON "async_tournament_races" ("status", "warn_at");
CREATE INDEX "idx_async_tourn_status_b39a17" ON "async_tournament_races" ("status", "start_by_at");
CREATE INDEX "idx_async_tourn_status_5b5dde" ON "async_tournament_races" ("status", "finish_by_at");
CREATE UNIQUE INDEX "uidx_async_tournament_races_one_active_run" ON "async_tournament_races" ("tournament_id", "user_id") WHERE "status" IN ('pending', 'in_progress');
COMMENT ON TABLE "async_tournament_races" IS 'One player''s attempt at one permalink, async or in a live race.';
CREATE TABLE "async_tournament_race_reviews" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "action" VARCHAR(20) NOT NULL,
    "actor_name" VARCHAR(80) NOT NULL,
    "note" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "actor_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "run_id" INT NOT NULL REFERENCES "async_tournament_races" ("id") ON DELETE CASCADE
);
CREATE INDEX "idx_async_tourn_run_id_9f3d90" ON "async_tournament_race_reviews" ("run_id", "id");
CREATE INDEX "idx_async_tourn_organiz_1772a0" ON "async_tournament_race_reviews" ("organization_id", "actor_id", "action");
COMMENT ON TABLE "async_tournament_race_reviews" IS 'One line of a run''s review history.';
CREATE TABLE "async_tournament_whitelist" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "tournament_id" INT NOT NULL REFERENCES "async_tournaments" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_tournam_46b2ff" UNIQUE ("tournament_id", "user_id")
);
COMMENT ON TABLE "async_tournament_whitelist" IS 'A player whose Discord account may be younger than the tournament asks.';
CREATE TABLE "discord_run_threads" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "thread_id" BIGINT UNIQUE,
    "wanted_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "run_id" INT NOT NULL UNIQUE REFERENCES "async_tournament_races" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "discord_run_threads" IS 'A run whose player wants to be led through it in a private thread; `thread_id` is None while there is none.';
CREATE TABLE "discord_servers" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "guild_id" BIGINT NOT NULL UNIQUE,
    "name" VARCHAR(100) NOT NULL,
    "linked_at" TIMESTAMPTZ NOT NULL,
    "absent_since" TIMESTAMPTZ,
    "linked_by_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL UNIQUE REFERENCES "organizations" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "discord_servers" IS 'The one Discord server of an organization; a server belongs to one organization only.';
CREATE TABLE "event_log" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "type" VARCHAR(80) NOT NULL,
    "tournament_id" INT,
    "live_race_id" INT,
    "run_id" INT,
    "actor_name" VARCHAR(80) NOT NULL,
    "payload" JSONB NOT NULL,
    "search_text" VARCHAR(2000) NOT NULL,
    "occurred_at" TIMESTAMPTZ NOT NULL,
    "actor_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_event_log_organiz_6c47c7" ON "event_log" ("organization_id", "id");
CREATE INDEX "idx_event_log_live_ra_dfed8a" ON "event_log" ("live_race_id", "id");
CREATE INDEX "idx_event_log_tournam_c58b6b" ON "event_log" ("tournament_id", "id");
CREATE INDEX "idx_event_log_run_id_f3a6d5" ON "event_log" ("run_id", "id");
CREATE INDEX "idx_event_log_tournam_da94bf" ON "event_log" ("tournament_id", "type");
COMMENT ON TABLE "event_log" IS 'One logged event; ids of deleted tournaments, races and runs stay, so they are plain numbers.';
CREATE TABLE "idempotency_keys" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "key" VARCHAR(100) NOT NULL,
    "request_hash" VARCHAR(64) NOT NULL,
    "response_status" SMALLINT,
    "response_body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_idempotency_user_id_bc4599" UNIQUE ("user_id", "key")
);
CREATE INDEX "idx_idempotency_created_944834" ON "idempotency_keys" ("created_at");
COMMENT ON TABLE "idempotency_keys" IS 'The answer to a creating request, so that the same request sent again is answered and not done again.';
CREATE TABLE "live_race_reminders" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "live_race_id" INT NOT NULL REFERENCES "async_tournament_live_races" ("id") ON DELETE CASCADE,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_live_race_r_live_ra_14fc6a" UNIQUE ("live_race_id", "user_id")
);
COMMENT ON TABLE "live_race_reminders" IS 'Somebody pressed \"Remind me\".';
CREATE TABLE "notifications" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(40) NOT NULL,
    "parts" JSONB NOT NULL,
    "tournament_id" INT,
    "run_id" INT,
    "live_race_id" INT,
    "happens_at" TIMESTAMPTZ,
    "channels" JSONB NOT NULL,
    "read_at" TIMESTAMPTZ,
    "dedupe_key" VARCHAR(150) NOT NULL UNIQUE,
    "created_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_notificatio_organiz_00f6c1" ON "notifications" ("organization_id", "user_id", "id");
COMMENT ON TABLE "notifications" IS 'What one member was told; ids of what it is about stay after their rows are gone.';
CREATE TABLE "notification_preferences" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "channels" JSONB NOT NULL,
    "reminder_minutes" JSONB,
    "only_if_eligible" BOOL NOT NULL,
    "every_race" BOOL NOT NULL,
    "every_race_since" TIMESTAMPTZ,
    "refused_at" TIMESTAMPTZ,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_notificatio_organiz_380c19" UNIQUE ("organization_id", "user_id")
);
COMMENT ON TABLE "notification_preferences" IS 'One member''s preferences within one organization; without a row the defaults hold.';
CREATE TABLE "organization_invites" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "token_hash" VARCHAR(64) NOT NULL UNIQUE,
    "label" VARCHAR(100) NOT NULL,
    "most_uses" INT,
    "uses" INT NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "revoked_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "created_by_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_organizatio_organiz_24f6bc" ON "organization_invites" ("organization_id", "id");
COMMENT ON TABLE "organization_invites" IS 'A link that makes its bearer a member. Only the hash of its secret is stored.';
CREATE TABLE "organization_members" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "joined_at" TIMESTAMPTZ NOT NULL,
    "made_by_others" BOOL NOT NULL,
    "discord_id_entered" BOOL NOT NULL,
    "claimed_racetime_id" VARCHAR(40),
    "claimed_racetime_name" VARCHAR(80),
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_organizatio_organiz_043440" UNIQUE ("organization_id", "user_id"),
    CONSTRAINT "uid_organizatio_organiz_abcea2" UNIQUE ("organization_id", "claimed_racetime_id")
);
CREATE INDEX "idx_organizatio_user_id_0f6199" ON "organization_members" ("user_id");
CREATE INDEX "idx_organizatio_claimed_3c9b4b" ON "organization_members" ("claimed_racetime_id");
CREATE TABLE "organization_member_roles" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "role" VARCHAR(30) NOT NULL,
    "granted_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_organizatio_organiz_605e95" UNIQUE ("organization_id", "user_id", "role")
);
CREATE TABLE "proven_racetime_accounts" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "racetime_id" VARCHAR(40) NOT NULL,
    "racetime_name" VARCHAR(80) NOT NULL,
    "proven_at" TIMESTAMPTZ NOT NULL,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_proven_race_user_id_39edc5" UNIQUE ("user_id", "racetime_id")
);
CREATE INDEX "idx_proven_race_racetim_bbce74" ON "proven_racetime_accounts" ("racetime_id");
COMMENT ON TABLE "proven_racetime_accounts" IS 'A racetime.gg account that a person has ever proved to own; giving the link up doesn''t unmake it.';
CREATE TABLE "racetime_link_attempts" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "state_hash" VARCHAR(64) NOT NULL UNIQUE,
    "verifier_encrypted" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "proven_racetime_id" VARCHAR(40),
    "proven_racetime_name" VARCHAR(80),
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE INDEX "idx_racetime_li_user_id_3edf03" ON "racetime_link_attempts" ("user_id");
CREATE INDEX "idx_racetime_li_expires_805880" ON "racetime_link_attempts" ("expires_at");
COMMENT ON TABLE "racetime_link_attempts" IS 'Somebody on the way to racetime.gg and back; once back, the account that was shown to be theirs.';
CREATE TABLE "result_corrections" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(80) NOT NULL,
    "source" VARCHAR(20) NOT NULL,
    "before_status" VARCHAR(20),
    "before_time" BIGINT,
    "before_comment" TEXT NOT NULL,
    "after_status" VARCHAR(20),
    "after_time" BIGINT,
    "after_comment" TEXT NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "actor_name" VARCHAR(80) NOT NULL,
    "occurred_at" TIMESTAMPTZ NOT NULL,
    "undone_at" TIMESTAMPTZ,
    "actor_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "live_race_id" INT REFERENCES "async_tournament_live_races" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "run_id" INT REFERENCES "async_tournament_races" ("id") ON DELETE SET NULL,
    "undone_by_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "user_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_result_corr_live_ra_6118e4" ON "result_corrections" ("live_race_id", "id");
CREATE INDEX "idx_result_corr_run_id_bb07f6" ON "result_corrections" ("run_id");
COMMENT ON TABLE "result_corrections" IS 'One change of a result that had been told before; a side without a status had no run.';
CREATE TABLE "unmatched_entrants" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "entrant_key" VARCHAR(60) NOT NULL,
    "racetime_name" VARCHAR(80) NOT NULL,
    "reason" VARCHAR(20) NOT NULL,
    "explanation" TEXT NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "finish_time" BIGINT,
    "finished_at" TIMESTAMPTZ,
    "dismissed_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "resolved_at" TIMESTAMPTZ,
    "note" VARCHAR(500) NOT NULL,
    "live_race_id" INT NOT NULL REFERENCES "async_tournament_live_races" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "resolved_by_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "run_id" INT REFERENCES "async_tournament_races" ("id") ON DELETE RESTRICT,
    "user_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_unmatched_e_live_ra_6d54ca" UNIQUE ("live_race_id", "entrant_key")
);
CREATE INDEX "idx_unmatched_e_organiz_4e41fe" ON "unmatched_entrants" ("organization_id", "created_at");
COMMENT ON TABLE "unmatched_entrants" IS 'A racer whose result belongs to nobody yet: kept with time and reason until somebody decides.';
CREATE TABLE "user_discord_servers" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "guild_id" BIGINT NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_user_discor_user_id_e728bf" UNIQUE ("user_id", "guild_id")
);
COMMENT ON TABLE "user_discord_servers" IS 'A server that a person may manage, as Discord said when that person signed in last.';
CREATE TABLE "user_sessions" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "token_hash" VARCHAR(64) NOT NULL UNIQUE,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE INDEX "idx_user_sessio_user_id_06294b" ON "user_sessions" ("user_id");
COMMENT ON TABLE "user_sessions" IS 'A browser that is signed in.';
CREATE TABLE "aerich" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "version" VARCHAR(255) NOT NULL,
    "app" VARCHAR(100) NOT NULL,
    "content" JSONB NOT NULL
);"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        """


MODELS_STATE = (
    "eJztfWlz2zi29l9B+UtmqnRTibekJ7dule24uz3t2Gkvt6due4qGSFjCmCI0BGlZb0//9x"
    "cAF3EBKZKiKJDGh04nIg4oPQfL2c8fezNiIZu+PzFN4jvej9iZIHfuYsfb+xv4Y8+BM8T+"
    "UjJqBPbgfL4awz/w4NgWZDAYbzytCMQAOKaeC03+jidoU8Q+shA1XTz3MHE45d0UesCbIk"
    "AWDnIBeQLQAeF0gL0HecgCEPiUPZwiF4HFlAA2JbK+8L+iF/b53CUviIpZIko4gdgBU8g/"
    "JRQB13foe/6NLGKyr8S+Ztcvf3AenDs2SEyGA4LoFcRhyBBXTC/I4DNyxAhOCgh/D8WOic"
    "RP8B38bx8ZHpkgNsRlP+T33/f4tPxhggN7//wn+wA7FnpFNBiVezp/ZjxDtpVaBNgKZmKf"
    "G95yLj674KuBD+QYjg2T2P7MWQ2eL9lPdeLR4YKZIAYrZL+Qfea5Pme/49t2uGqiFRH8nt"
    "WQ4BsnaCz0BH2bLyJOHXyB1Wd7hnF1fWfcnt8Zxl5ugUUUCbaHH5nE4YtTLFX+6yf8K/zX"
    "/sfDT4efD44PP7Mh4mvGn3z6M3j1CpiAUMBzdbf3p3gOPRiMEJCvQH1K76U0umdT6MrhzZ"
    "BlcGY/IItzhGoZ0NEHK6RXu7MLqGfw1bCRM/Gm7J+fP5Tg+r8nN2c/n9z85fOHv/IXErb5"
    "ghPnKnyyLx5x6BOHGLSQASUwf2UYeXiG5FAnyDIwWyHd++gvPQS9BOS7i2/nt3cn377z6W"
    "eU/tsWYJ3cnfMn++LTZebTvxxnGBJPAn67uPsZ8H+C/7u+OhdwEupNXPHG1bi7/9vj3wn6"
    "HjEcsjCglcQk+jj6KMVgftgZtU6pBMX6o6oH3GzjtOLn/9Oz9LBa3SZJdH8kLsIT5xe0FC"
    "BfsG8E2aUkATUUI+7DaXoG7p/R6ok+XV1FLlzEF2ZyUbHfHlzm4jQ/uT07+Xq+JxAeQ/N5"
    "AV3LSEHNn5B9kvkkHpt/NNufZT+BDpwIcPiv4N85Et5s5MqlOvGgXJDjQyqKbrdkxgQQBi"
    "STVJgcBcHUZ98JzHzqAZuQZwC9L+CR+uN/IdN7BB6ybQqwB55cMgukLi6+0BETurgIZC+5"
    "HMSFMDaGCUhkzmQgMa84enPCW/evlwheOQmLuBPo4P8HBUh8wSBK7Bdk8Yvln/wMWzExNT"
    "ZcR+HX5UP30OucUVP2MOZ5vD+x9WoEvDLYtzb4lxV8DPff/dXFr/fi6EWvjIv8I/Dbz+c3"
    "5+Ah+Y0e9sDFLbi6v7wM1qqWBruSBp/Zz5KLgeeOP8sdrymMI1qVZcG97HatIgkeVJEED4"
    "olwYOcJBhtpxoCd4JEZYCVEbYpcjwULtPKGCdoBgjypw9VUGajCmEWz9I4s5fR4Bqpqdak"
    "CLVio7Rik5QW6rI5TdoCo8P7VvO5fT6PiVdPf10RNFJfFWNlO9LVCk4bvyCD22XrgZol09"
    "DmoZXoKBXRlVBq08t600tWgdzQBHOdma5nYFc1xUgWW8okc8OO7JuLs7s9+bnRAtAndOmY"
    "d8R3+eSOd8mmvgln7tcJUhXy7OkpN4Flbr0WgOaocgnmlPTweK4K7uq+V8qyOMd35Bk5ez"
    "LjYvRsVGpfnGPD48Mq2hhPwBhBF7lAEH3htrkZXAKLgAU3+mGPBg7V4MO8kbABfRUrn7CP"
    "awdqpyYz8f8crMVGhmj8AA0M7VtxxPYwppBO60CcpmoH6N2u4RTMx4cVYD4+LISZP0rDbL"
    "qIQ9FAvU9TajOO0uo9ep1jNl0DNqcptRFHZS676IWdf81sdUlKzWWVuWxD6hl+M9N7llZz"
    "WmVO66giHVWkgOqvalRR2r61JzMBZIaMSi0BfDDTsqPR1QwCxWhLo6KzxlTxhbNh0VqN12"
    "r8TvTLj5XiBD6WxAl8zMcJJL9ZDuY79FqwfDNk3aG9t7cD0eT8H3cpqSRC9C/fTv7x15Rk"
    "cnl99VM0PMGBs8vr0wzwmGltpodfJKv7lBAbQafg4EjSZXAfM8JtAR8dKt1Cf3p9fZmC/v"
    "Qii+39t9NztuwFH9ggHFx/edckA27uj21s1gd8Rdch4PEnvUV8ii1kMImbfXVaE/Qsqca9"
    "Bu48C8yYM7FwHsKUBv52Bm27UDDJEXenqnzcroxysP/pOBZP+D/KJJPbbyeXlxJoQ2+iYb"
    "LfPiHuso5sIiUewNWZFlOOqkgpR8VCypEkljHEbUKgZD1XADwiHBzY+0dHFdBmowrhFs/S"
    "eHO0DHOKzGbmSgm5tmSpbMlyCZmJnBBjhh3fQ5LLes2dIZtgQOFxbdwcNjGfm+KbpdXQZj"
    "wrTJCkTF707QJbwfosmewcjW6KbiBulCyzX+VW3i++lffzt3KIWNMzI0+ul3U6Lx07RlQp"
    "A06QYcFlbZSL5tBQp6CeQ9cQINXFN0XYnaZ0pD6k1CQuMp5sQmROHJvAAkQzdBlMnzjhtl"
    "D98P5D99Li1+v708tz8P3m/Ozi9uL6Ki0eiodpff/m/ORSirUJ5w2QDqm6xPnjh6O+Iu0i"
    "nu3J9BphJik4MkotWwUzaEtudfsWE+Fcz7DxDHtNpY+CKbo7wfe3tQHaPMIFSAvoOuyFmy"
    "EtmaRDu2IPsH7CDqbTdYu6EOUi8u5A/rTtFd1ajpo4cy2ycAyK2Kus2ktaOoFezumaWq8G"
    "no2hDaW5/muUlixxd9geqA8tj+z20GzuUYOBSBZIEnayTvWWzdAdyD1Yv0G2WgWkS2W9kl"
    "m0vFdd3tNpEE0Y0Ds3hD+3GrI5TanZrDSbX5BLpdFmhfdVgmIwl1Rr0ix2kI0nmP1SkV3t"
    "SqTZah4Q6UQdOsx9x2XStGuhaAH0zB/CVDBoG/DJQ64xJb6MEeVimXQCbajPmCTYjT7jYe"
    "5w2dwiIZ9jMGdLG0CLII65S9ivnMlPlJLgjwTd4CJujipFYR+VRGEf5aOwAyPZRJTH2MjO"
    "lptCnx/Zimnc68FGT13iTyTp6yVac550QOi2JpBwl+gmkRhJ+g5PjydI2Zbx+il7cMzmyD"
    "WR42EZ8uud2GnqDv0gPXBl8yCKwMAeuu1qGzRlE2hxQ9eN6/BYFoKBCNRk0tkT2+f1YC4i"
    "1zegLtGnUIm+3DJtAXBeQe6GTfl9NWO/1ndVyIv2eAHuxYnlkpKJsgSwkPbHX26YKl6QSr"
    "pxucS+rP+0xIFmY8TEYGK3DNw3MfENqbSMewkdT1trF7PvW/TN7RotuTS7AVhD3pWLKfaQ"
    "jalnsB/q4pa35m/R7Ods8uWQMKxVZyRRmgBzg4vM5x5SXjvojrA/akP9dTXzMG7yPzerzh"
    "Lhsb5ISwK56rVajAQn19dw/ZksRGulFT2vuUpB+OovYIEZi33easllQ7EHKFxS4JCouxNy"
    "Je2fWpu1Sr1XcwodB9lcfNJVXzstF5NAPn9s4ElxSF+KbkBK7Q/7+wcHn/Y/HBx/Pjr89O"
    "no84cY8vyjMuxPL37i8I+SJklJqE6IY92yPVm6wbmNtlK8Z87fL0W5gpk9pO0QaYeMibXs"
    "qYWdR69zfaz20ZKl1IdL08OFIveFacXoJar/ViMUM0erAzBrFpTBDvd8IiiLly/PeMpT63"
    "I+ddBHM/4D3eaZ1nn6AR1CbbifdOhpkzWuQ0976a/Vzb4UV2+TfTZiG0otfHN07aDbe9OB"
    "9tLuzEtb7C3Mm4dlGyDPk8j8W5EjknLTvVr/VVmS2/tVGNJmre/YObvenJz049awJ6e9yu"
    "tNymyRAGpOkeXbyAKcEGBHmIO5t/ALeIwLBVLbnzwC/hrKbb4gqtQIoMMICZkB8iTagJm+"
    "63IjMv8sb23u4oWVKpijOaYMUGGJHoH889T3yJU6/51HFXu+QJmXdxONZsQ8q895bTLZ52"
    "F9p9WjsJqrQadcaPPk3ycGLR6RPgHyz+fIZdoPdp75P//YWy3Z1ZPw1/NuOexLcHkuXtOx"
    "AoCtV6NknRmMdwZFkL+ZoiBFJTpf7q8ufr0X8ip6ZQuRfwR++/n85hw8hHg87IH//h/wzu"
    "QHlM2meAdOrr6ypyFG/MewIRe34Or+8jLYmdpl0JXLYLVkm5hRV9QdGlLjXdBPW6pWw1pV"
    "EhJnfHVE00QDMge1BmvqqskBW24VytJqu5DSdqEZ9Myp4WGvKGulIKw/TTY4n+V+JZ/lfo"
    "nPcj/vs9TFhrsoX6KLDetiw61ArIjIqIsNbzsBK1Lva0o6STot5Sgt5cSWmposTtJpFivN"
    "4qTRrSaXM6S6Y4fSfE6ZbWuoLDlChUUPpbQW3YKo0xZEKyUvOmxqnWU5an2cKX2ccX55sN"
    "5JlqBp5RDbrZMjtaUOq5xgh8UH2KHc6mLakC11y/B5nY9Geyo3g95Xyu+rqPpsIztbkngw"
    "npdWzEDiivE9k7C73XeeGQskDq3yuOiCKXRwdJ3gaA6iizx32UTnyRLr40z54wy5rqyj0B"
    "pBIaYanPi9lXqE7EiaYU8edleSxJeiGhzSx4cVgD4+LMSZPyqC2aDQboh1TDo4wA/2KwB+"
    "sF8IOH+UzSCDDR36SUJ9S6h8Swj/Ze1bIk01uK20lVuCY9ZoN6UI9W5SeTclQlQbehQ0n/"
    "vAZ1E+utnVmKLUXFaZy4hB2ITHSTrNYZU5HDaRqM3hJJ3msMoczubR1L6Vc+Sa3yrzm7wg"
    "l3cqcXxeujPP7uIk6xxhhz0qt6XVtN0LVKRk8R59VJaQUmJ/yRJqlbGSYVG38nsLZ5aup/"
    "Im2Iyga2NEPUNYzxqoFRJ6LYyozPHAZ+0YU2LXbYabJdVu7hpu7ihdc4Yp5fUE2R+yvtpr"
    "tlvRJHrPqbznIrY16MYnIdVyaiU5NSrVYIT6shz19ale0okUDrpWJN8r6GZoQlvWy6FKI8"
    "SYVEetSWFtauhPEutrQ+VrY4wmuFFKX4pQ81hlHkdGkfGyXvWPHN2AsmF1ecveIJyq0FUd"
    "3iyZXrwSaJk6XRPVFYVerLqB5i6hVqzs7QDQ5SUFdeHbnbcnLStnWxvpFgra9gTsqiVtsx"
    "dg+yAPrBdkFuiEDFAF4rj0avs4J6fu12VYGeuMFKu7GyvV3ViuZrcA+D1F6ph7W0c5Z1nY"
    "oHk0tJErbfRUp8kqn2M4cGeiedkzeSuszVtrnweTD+iyyzmytwMcP0yHitocuh428ZwtjC"
    "10da/YO7qPWzXqwbUhYPEaC6cb6joziesi0xOV+jcC7EY4Xc/i6Qa6vHxH1CJm9247d8J9"
    "NN8AbwEueVTuRs4fbd4JJUKxekOUBO5N+qKklkG1/ihME0G81wgUHUbeUfY/6iFX9MUWnU"
    "lekGth0+NtSqAHFshFgCLP4w1OnogLsCdvg9LCvA/Og/PI/m6y9U187xFgKlgpnlMyQ7yt"
    "LFhMCZhCyj98QpitU0AcewnGyIQ+ReJVohHLgo2JozKKO6nEWPIRIZzGM1pKmqTENd50v+"
    "+um3ckGZNDtyQuKk3WXUzUNqFOF6uoEpJzXBySc1xcAlG2kCsUQJQuaZVCnxoivYVibRFk"
    "dbuo5wgHuLA/V4H7czHcn/OtvV1EpRb50nDmBJVuJV09kLl/3ZZ6G0M5t6EsRrw8ejImGp"
    "Bfuo3IySfsYDotqEZ7xz79imwPFuZWJ2mLQur4HxafpX9Al50dFz9xNKWnxQ/ZJRsg1Shx"
    "LEOq4xZVjlv8l29NGnE5Rah5rDKPkY0neCzzUZbKVUmyZoJVf3jaolwVWVHyaP/99vpKDn"
    "WSJruX2OfgP8DGtIfXfgniHIwU4pEA9ZdvJ//IylZnl9en2Z3BJzjN3Vou9XhbWKfRvZUh"
    "1jnPSh9rOrX9TbCZ11dtUP52qLVvP36olGXJhxVqqMHDTJ7lFDWsIZmm1KKgypvJk1YLKN"
    "5JnrxEwACMxVtpTsQXODXkIJdbe9KUOlU2ASq0ZthrdtFnSPXZpPLZtPIr11RU04S6mkkN"
    "ZXUVp1DLKZ4l09k9Omt1Bwj7FLn1kE1QDMitohPSVAq8b5aQlopyajeFJwplGzDm2QupAu"
    "A+ldVw1UkkKVwT52Xt9JEdhHeKiP/qsZ1RgkCjwM44b6FaVGcUEfR+MhHxl18ABHyyIBRy"
    "gjzKPqCIcYSHSyKwmCJHhEoKs7T4yMKIykM725pcxHeaNqFB3tAUOlY6xpOPFNGhcbBnMJ"
    "o9SH2JMWKjg1BPUaxIzHyLXtgWsUHygKRgBpdgCl/CwQxl8Qv+Bh6fiG2TBTV48Gj6WzBF"
    "Gox9T1DE32gKLYC94BdVDCYN6zGzlfZ77q4TbZnzEaYhOIE+6aBXz5iToAyTjjftNN60qA"
    "h3uZllFxW4+xFWU7d/+UZty5XDsQPTYL2mypv0U1bZfdF+jG7/4hj3eEP0mnArEsmInSdi"
    "jEktb1ySZnDreVvuOBtSz2DiEpWq3sWGuQxZd7fcf/Wl0YSAiDKJXqZqVzs0MlN0uKgp79"
    "fndXF2fKy2rEsWtXRJUwfO6ZR4TXoVSui1R0dlj05KP6rJ7Syt5rTKnHaRSVwL1e5EkCDT"
    "frsafruw6dECOg17+Ejo9Q5TeYdxnaERq1OEOtZRaSanrIu19nOSUG9klXkcpwY33tHyGT"
    "TXVea6zYZHpUDYtes243zxLJr7SnMfPTXSeFdkmr8q89dziS9NsCsx8K9IBmcUPahkEz0o"
    "MYke5C2iSXdwTTUzS6pVzTqqZiocoCbyeWKNvQ7PVcIPoMNzdTTp7sUfHU2qIOYVo0mVCH"
    "38hnhE0w0RgK8LfEwMHtUKe5wJQsNllBVjHk8AHxyE5kEQ0IuqkNgJYvbiyUV1yBGPIPTI"
    "nBeoFAUi+Zv4WBHjl9gD+QDIrb5JGkSYbh4SBRLziSQRg9Hj1PGngwU7DRZ0SZFytt7ZH9"
    "GqHOjWyMN/UE1JK9HRsiraxG3qj0pTai+F0tYOLTnrtmt9Rrf7tMEhIqo1PSU0Pd3IbguN"
    "7M5Obs9Ovp7vMmGwr8D2JGPwO3S/E1ypE0Q8dFRLZZ5D15gTXLn1wx1TPxlN0KEhbkkHnl"
    "wyE2rsjIQq7BdwFeTwYab1OoRn4b2jgMvFwCQ+e19eRW55bolSnFN7Uy0JdTuGrjVevvqC"
    "hE9JasyPNoFFVafTdBmgnzjhoFzNX6/vTy/Pwfeb87OL24uwJGWsbYmHaSfNzfnJZTYDyW"
    "R3gGW4vqxHUuFKzlBpuVLW6TuMD24SJJUm1SYFbVLoFXfb3krZJrcV4c2SaWy1+quS+qtI"
    "5+u+gl7a+jrWgtXQ2GJ2VFDZkqyro7NFdJWdnBQhC3Bfoyfa2U3wC3JGq5Z6z2gJxrwjHj"
    "anfAymTI+aMSGbUYlBhCtQEo2ttZlFSZeg7IUoorLgbtJwPOSN97jrE3sU8I7zIwAdi+l9"
    "AXHwFUI3KX8MeAGXoJwM9kZsnMc/4V5WE4VzBqvHYq999BbYEa/8IIq18MItT74bTDxHNo"
    "N5QvnsXOEUbwr9tcEXCX6YaEIITRPNeRvBVVUZ9qd4xFAoVEmZDhoGl/HZow5z/FsFFV+i"
    "p1EVmJwKmysJE02jddlOdVnftfOo3qHXImN9MFxlf20rMv75P+5S4n2ugUIs4l9eX/0UDc"
    "92VUhLiWxLy1pJF4cxxwSDC2I+qhTEfFQSxHyUD2LGVFQQyyNcGkWboNLhszXCZ7URrDsj"
    "GMeseUeOPLVOeFHZXmO6qCGn05TaLKc0mxmvmtleod7GfeBvUjGqKvElaQYhY2fadR9WkP"
    "qOD4vbdR/mKv9xjTMH8Jp2ICGNbgSSVE4KSn6+sWqfOgOqNwhzE1NNf8uKQiOqXS1KuVpC"
    "W0PLXpYtWjAUgDqxn2uHw0nS+SR2jNOQ9sdfbpAdr9y2U/nUFMJz8OdMEqsIvNZQS8YDDm"
    "TVppU+aRzTBoANLFv0zy6dnvx0rODvDA/ROq5ORlLNy1kMWIXkSPG9hbst/TnTZPEqEzLh"
    "dtOutS5da+L/OVhL3D3h+AEq/h+rFvIuq+Od1f3jZZ7DuFz/T9JpG4A2PL85w+QcIWsCZ+"
    "z3GjzEpFbDASnx4PzTx1WOq+Pi0+o430kjgRsXFxpts8JJtCegNxvOdYnEzFpxw0XEg9tw"
    "WwkISUInyj1K2x9Xgz5Jr9Gvgn7QUoI7tGr7FmSkg5HUtItBcY1Ol4rQ7oadg60LGygIdn"
    "lhg765HfrCBXlOUst+hwHmI2nHg6KOBwHdesdDhHANx0N8nlTrmz234RK57yiAnodmc4/9"
    "P8gSinbDCIhXAOLyBKJE32t5q+wN51vfVFqUicknE0lqRqaykBKfxPtc/NNix7tjQBr8S1"
    "5NUtbAOpo4M136e2SJotaR0hld9ILRwli1TOVlPfJzFg5bfcJbV4ie2emPRatwXiw8/+gJ"
    "O5hOV8/+2Fut6/ydFxWh4VxAr3MXUf6r4k0QJxZh69WQL1CDrQmDLU7BWV/8/Oisub+6+P"
    "VeGGHQK1vA/CPw28/nN+fgIfzCD3vg4gr85d0cORZbeu9G4B12jLlLuMWGvvtrcPtqL1dX"
    "Xq4etggOl05N24oiXYLFPm5mPU5RapOxyibj4EhuxOYMqeaz+nw2IkZk0nDZp1+R7cEyRs"
    "e0RYzmf1h8lkFx+vTiJ343jWS5iz/kIgVsabX+NWECEVEj451iSLYYJRB3yKsb35IjbHTl"
    "qwZs6rr/XOW6/1x83X/OXfexhlID6CTN8DA+rILxYTHGhzmMefCK0FdR/R7LKUqdQF4jgT"
    "zGzmB/ozKbf3EZChntALyyXVekSNoEmigTK1ItZaosZUYmoZo8TpBp/qrM35QBryaTs7Sa"
    "00pzmrhPCHuGCX3auOtObhKFhURFrG6u7zAwjIISTiWCSoZOCym1hZQQwhdiGdJiZSUKZ4"
    "5yAPB3ELn3ZMPJpJntMUWprxKlrxLGq0LVq3hTZcgGt6M+fqiaq1SarCQxMmQ8t01u7twk"
    "2mtW7f42bcjN4FzMreUFztENyBjcWphsBFKDvLEUpb4vVL4vgrOnwR7KE+pNJDOHhig1KQ"
    "mXItXbSP1tJDTCWrpMmmxwYtd+NbFrv0zs2peIXSZxXWQ2zGrO0OqNpfLGEj2f8iwuKUUc"
    "U+gixFU7cW1QhlhGr3eUyjtK14N4E2xuvqVb38yazdtjc5R+kONxoeKWoNDZ11l9Lc5Lqa"
    "cMZ8m0KqwT23XDwkFhq+sS6zIMPUI30VS+Iq4JCo2oLmyhC1v0HuyqhS10yfINgV5fslw3"
    "4O2mAa8c8agEwIZg34fTDBTYhABQAdNUBYd2V/Hwiuxnoc7aCzaoOBS4ENuvAnMj5h3Qcp"
    "c5EEWJi42Qu0GUffuzeLrhrNn0CerMoGfy/HO2PFy8aXmr+2i6czYb7KN1rJ2KQ4mMUMw9"
    "aQzNKW8FWIzutYPuCPtjPcZfgxlvfOcunnNAGG9WqCk83aqVa1odhTWLNhmJw7la7SYm1y"
    "De4R0C13feURBMAKaYesRdyuszVaCR1GDKlVsKa/ZEpYey+i376kGVYmiuulDogjxdFeSB"
    "ptzQUC3CeEWtchsKRaKKxUqvXQchTaUyzA1judqvgiCPlitOuxpQmFzX6VY66KMRK/oWDR"
    "AcQrUu4CSJdltrt/UOYuT9msCuCDSe2lGlkqMq1KHaNYcOrCZzFunVbk4BfHZye3by9Xwv"
    "f791Z8lX7GqrimjySq9tWa5lv9rMEPPbFHvIxtTjVsDl3npjTIZgVMsgs4iIq1ljTsK612"
    "AxJRSB0JoGoGkS3/HADC7BGIEl+8eEDfKm0GF/ILB6IYD0meYtNi3OW6GZqLS0trbcdGm5"
    "0arXugNtEKqX1hN0wGCf0dUBg1oPU1CW1QGDigcM6tiqdmKrdqORherHGXGcMH5FooXlB4"
    "3KNK8olMFMj1+rcf1MFkLVGRMP8OViUbDA3jRSkXiXIfF87hITUf536HGXNwWYEUBsAd5h"
    "9Asf4yKAqWhS5JJFXgfb6pvW+9q1/tWl/sXLajUuqhkTq+zQVcRvPmNbhZ0ydZzmCRKVAW"
    "7oMd9O+2vsyGJu11RpwPLLV5dmUMqG4BG7iZ0oQaaNRMoxOKcS7lTS+85+UYmMJx5Xku44"
    "NBUDG38TYhIlMyYQMU7z/pD8f5j+DUAQXgEj3j3yif33+C344Be23N6f/+/51d0jgA7gYc"
    "dLAGeEEXLRjMnTL6IpJXphjyR29i5e+uA8OI/UH/+LiblMun/koiAfx2M/R0mTPXsFEx8D"
    "OZKJkGwYHBPfG4HFFJvTyOgfqAUW+3bQYQ9s9B48in5FibkfHHMKmVzNNkoQKsznDr7XF/"
    "AYMYeP518k/J18jPjKI3DFRdXFFDnh95iwfxc7E6hNxHJY/UbtTNitMBsypJEsG9KqLGkp"
    "Isom1nv1NZwm0iZRWRUFu6i0yimelPdsGyCsP+zvHxx82v9wcPz56PDTp6PPH2J884/KgJ"
    "a1zcuDv7oc6sGfphtQjGDH+D9h7tKfu1hmlS4pzZ4mG0DwcwdaspB2jI1MP5kpdDeVdZcm"
    "1y+pYYcaRBry8qacacrBVCVroy8nV7MaBY+kCLVZQDmzQCo7g6l0zVqzpCk1m5Vmsw4R0i"
    "EXu99KLYZc7NSSuUpsLzZnppLf19s0eSh6YFWraNk8EWa9IJI3CuuFDG7gEW7Qs5HFrXTE"
    "n0yFuc0BEDBB/oWtmdB69wU8Bn+JTHyhfQ7baOVddiIbXSaQuNN3a7e2WpbAmHX1lPkUWS"
    "u6vAood6zJ833WSFxLEWppTUtrveLu4BI/VTi6tOw7fNl3TYJoVNOpWTxy0/TQnS7+tpJD"
    "W9cqboUrfa9YpQgHVNInAr98RV3ibopEHGmUERgQi8JODkiuyy9Mkg8fjpFNnIkQ+Tlpch"
    "T7wJYUjNraW7R+oJZ+MPGxXV89SFIN547tWD2oWzpqwEWjPlZtu1zWdTnraOLFfxupXylC"
    "rX4prX6xC1P4X5uEO2dpddSzypwOd2XdBsRZsgEFpgy5eJUK8sC2dO54SbagcA+7RE1287"
    "aqZJebPmpq25saPnqhZjc0e2ykcJ/z+KpLMiks/pMeMCpTuINYLZtMqqnaomoymbCvFYTF"
    "fwHYolwHjiLwV6H7dCSi+SlTj60gBZQtmOUIUMJ9ZEsAXeF9ww77ebMxU/YLajRv621BCg"
    "KCrjk1PPTqPYJpmLy6YOo9BeNlmGMQpzOY7G9jBJ6I71gj7he0yYIp+SakVR19+eLQUdHo"
    "bF+D6PNcYnn0YGXfKRwq9mO9atNlGu7A7AedqLYlXkgOYA7/YlU3Gj9AVbf9+si7LXijmG"
    "ShO732Btqu/XoDh1PXo+/ovJ3DpU1kzVf+fnt9VRBlvSLJGpmw6YH/gKjgZM+gLoGWg5Ey"
    "LeXq02dL0Y/SNiM+QbY+fUKCrbPIM2SDy43Z/1DJfs6HlSRq5C3oxDR9121kQ8+Qaiu60r"
    "ZV3RDgLdhUB4CwjmTamUlPF1gfTIH1n5k85I0RlJZ4WT0cldlSp9Gw6tVdRG4Bo+JGzbBu"
    "nuUz8XcBqaiUB6DHzZHPYb0TxIOKUrX12EBpBZfWJtbRSWpFJ+02RGa30KYk/MMq8v1hsX"
    "R/mJPt+dZtINcnyLRMr5xMnxOPdnO/XFhoNicecswlkwVkl0xmROlNg1djjWe0rBEnCx3K"
    "fVYeYfeD6JLAS3u5iC016oXeMnb4i5Jd7OtFTwAV7TMm3H/GS3CJSZAlnG0O8YDFo1vFY3"
    "ncbCdvldbhioosM5RyBbh+T/aJ0F1ZO73GnpEk1KP4FguHD9AYu5U4z3ADGVNIp3VgztIN"
    "EO/jwwpwHx8Wos0fZcGmc/ZGJCre+JL+7uUlXCTkAzIetVHJJUZoTCzJqVHc9jZHOAAzd5"
    "k8pvvfatG4hmism9h0aIvV3T6q2AeLun3I0xY7094u8Qvi2aI3aMYBlGY55saMyjS4VTSM"
    "G46vqMTdkhni1xmYs91PmTb0sBe8EczQw15e/aowXqo4xV9QjNDNEHetMOl7+E3cw7sMrl"
    "ONr9r/3DeEtRSpPfoKSpXNPPopCWhDoDOVRyJZccCYZ2+k9S3qtYa0iYa06wCKK+LhJ2zC"
    "olaIqeejMtXISYysHEkBPVFhZYZ4cpeIcuC9neKEsUWmf4zIDgPwyROd4hF2eRNCKrLEJt"
    "Kaka2/QaSfhR1p6KP43BMVKeO8MzbZQiS9BVNT5x2bdEoWvHRM4CvDHuINFx3EJmbvFU1t"
    "nlwyC1o0ogl2HPb1G+emRRsy6l2js8iUyyJ7Zj9e7uBZX6Y/olXZydOoQH/7kSE8kkri2C"
    "nLbggJdG7DBrkNOo1P55r1BU6dFbk1aKdMVkQObWD6TFPqYkYqWz4jWbjONZuk0TftBjet"
    "KG1ef38lyPTmUnlzWcjy58ioGXWXphpcBPnHo0qhd0cloXdHOVVB++nexIbSviTtS+oDot"
    "qXpIQvSfs2huLb+O6iJ+QizqY1Xo7EyFFVf4cxj4kquj6uY5/EOwoS1GCBvSl2cnXnv4gH"
    "3EEBuUdCuApChlMwJbYlL8PX/iukUWdSF4QOPNtp4Fnv9PK9/37yHVM0WRj72PawQ9/z1/"
    "7PXveC7Za09SBk1GD/8z1UizUy2o1Y1B+tfSu84G08DPxkIBtPMEckx4tTQmwEnQJtQEKe"
    "YceY0W9rq8SfdMuJ0+vryxQnTi+yqSj3307PmfIt2MIGYS/lEU31K3eXBWE6pcinCTXmjT"
    "Bv1mVARq/thyqbO5jQx0SxZibiJKXmsspc9udWQ9tlmlLbLpVms7ZdattlHxDVtkttu+wN"
    "tqraLlNLW2KxzC79YjtlcvVUM04Wg6yryqll5KO2P8nDWlI+Ohw/uJiA4yohAcfFEQHHuY"
    "AAXbBvm5WOkt8sB3JxZZgMma4LU7suDKYGO/rxS12zW4quQ6tbtO57a3RzCZkZZI6cYqv/"
    "mkJTsgkGFG/cRqkpm5jPTfHN0mpoMyZEdihQZLi+zElSLWUpO0ejc7sbiBtlLu1X61lR0r"
    "EiX5wuQKzpmZEn18s6BTBDhl1oJvEdz2AamGHBZW2Ui+bQUOvQ2rdnntZeiMGyOWfRLbaJ"
    "JTpr2EiafXsa0v34yw2yYYEqF9Xf4HP0l+E562Nqw0BeXMRI9MLdEKt0rZKhopZIErYwNX"
    "nP31Zx+xpMOlT44sTVdlEbYGWcgjRh3lMatr1ZI/jOg8mHjyI3amwHwhs281DxS5x9LrFb"
    "3sLfRKj4DbEHu4nn0DXmBLe9eb9D9zvpp7u/GmzIZWowdp5bhi2adrC4ESILv98Esi0a2n"
    "eNlus77YI1ZHGE13Rx0QtGi/YxuxHzDhW5xRR7iKdICEEOt3yH/hbNzgW55VAxDPUug5sW"
    "NsQv1La+kz6X+1i/V70pL7nRDlY3vnMnphsqYOiFC7g2kUS21IHrnE9zSSaD3ooF/Qiaoy"
    "ZrhzBE4HLVSptDli2ROnS4ssnO7SCXTrseIobYecFSX24dyJJxnxdiwqHCFaSutwhXYOAY"
    "Nlxt2IXymA3ZKER8b0xeN0RMzPENUQongwUqttuy85884Y2XWWSs/R7MNmTYuNvaGJNNla"
    "WbcKpTMlxlCVH2UjbIdZHZgmx2I+Y7i6cbKm6+M4OeOUVWS/6p+2i+gXuk5jbbU7y2zcaS"
    "RsU8KcXCvApBqpXblDcNMTBeZOlnEaLXDroj7I/KVo/beMIBAdwwHyyU+9dkha20g2q5YU"
    "ZCP1lfv+oEcNdN0AB+Bp8RBdijYIygi1wAw7pT78G1Yy9FISnempr32+CjKDJdJFpuUI+4"
    "SFK6qvXZm/TRqN0/Q6ezbZjO5pFn5NTufp6mGlz+Vfudz9mvRnYdhGOCASRcdZDcNiPUM3"
    "wqU5CKY8mTNAMKIG+zNkMdPDeCstGK/dATINHrHDM1q0GcdppSx2krF6ed1qRf2L3YrPRT"
    "klKXflKZyzq35k2xebysV54oR6clC91fWleBUgrs7VaBWp0ALSA9LBtnFuDcYalsQajQk7"
    "3GALjyd1c0ACY87u3WiCoqED8C+SemDZm8YRmx3ywyw6VsdSv6wvHabNeV2e5fBDuNZNAU"
    "oRZBlRZBZ9BC/GgkfFPLfGVl1YPyxLpwd40aQpFXDQv3LnKRrHl3Gf7yCTQPavBAds/kmF"
    "BsQi8gV7gSTkOLevtdvHPQ1S3NVzjB8ND/XAX9z8Xof86hr7VjXXW6D4hqe4MS9gZddboK"
    "tn2oOp0I/a5kaIiCxGsZG1bx6p1YHDgf+NfUrel2aS9wyQalJMkGJSQ7Oi4a1ZA8qCK5HR"
    "RLbgc5yW3CA3cb2WXSlNowo7RhRgvoWkDvA6JaQNcCem+wVVZAT2UayuTybCpiiTguhjJB"
    "XIytGPd/S2aId4+eAI+AMQIUYguwmSi22GjC1swXEYXvoVcRg88t/+DJJTMRp//E5qYAeu"
    "IfXHbgQfsUORabMJ8FsMV3PTgPzuMcLm0CrUfg8M6WgC0Kjy0JRsOGIes9eHT4Ox751HwO"
    "ypAG2AGiDSab2EOzuTcClIiMBAEiWEwJRQA6dMEmXEAKbHbbswkeHBeZZOJgiiwwDpIWhD"
    "ME8B9TMUXhj73VKuF88bCzSp6BrofFSfCMhKufu0FHImaTyRpUZNKFM650m1cjswYM3+Eg"
    "i2US7vc9MQlbFfwf4Lefz2/OOYoeEw7BxS24ur+8BCdXXwH158hlv06IjdETfvT8nihSEU"
    "z9zH5TTR/tKZ68FbXrh/39g4NP+x8Ojj8fHX76dPT5Q3zb5h+VXbunFz/xmzclmK5XzjLr"
    "qomOll2aQ1PV2i/3n9u9VV0bOUKVwW7o09ivlKOxX5KjsZ/P0cieSRUF+yyZjqfMq0vieK"
    "+xhqPxA1y67TtDQ5kljy9vcl90RsQkWVMONj3wH8AL1vUQ6hJoORgp+02udVa2S9YobZjh"
    "E2RbZzHRhsk4dU/oNNXgshM/HlVKoDsqSaA7yvfeI9Lu9CXN94hcWR3CGXJwXMUwnLVAJg"
    "zDx1l4Q9WlTjpdkkSn1GVvPPH1arcPWlENBtE22gVZTAmu77JYUWl3hdLuCtGYzDJ8x8OS"
    "HPRyJmdpdW6iypwOrUR1mZwg0/xVmb8Tpgs7hj9v4mBOk2o+q8znlGW39m7OEmteq8xr0b"
    "StEaPTlJrLKnPZhrz/gesSiSe4rApQkmpwpYCOKpmZj0rMzEd5M7Ouz/AmNpSOwdIRQ7vf"
    "Si1GDO0muuW7S5heEJU5Pglaa+9JolzkA0dl0S5zQbLKAQsbd1cudxkRvp9MQEgb1KeEgE"
    "u4xOFFKEVsCBCvsnjQClk4XwBTdkQMyxQFVS39ObAIos47D/Cyvc8IYE9WArODN0oj5+NI"
    "+dIMfJ1vv9WzbwRK4uebpaC2kXqq2sm3bXdr45zTdnJN1Ya7/WTT8JCuLy2nCLWwrLSwrM"
    "Pptywc6xDvTUK8z05uz06+nu9KBs62RZFIv5LOKcVyr7xty3qJ9yuy4ZLyeGeKGJYWHQVB"
    "1DaeYY9/PCW+yz5kImhSUPVEtXYmTM7yIm07U1bK9hSIZYXWVPx0VhdaEyzt82jpPJYGcV"
    "C8hEerqOn7q4tf78XpmY2dftjDNKJ42AtWmRaduxKd64pxA5betlL6PPnNasCcIdO25Sq2"
    "ZXZ/ux6/uKAkILE89ChD2p1Q9fFouwdHGwFIQm0Td1JdWNOU3aG6f6g+qmxaBGfsZYaL/u"
    "3j+jXM5BPoGmY1apgJtUzs/ZrYpwk7xDySPfoLuW0z7dgkM94evm7ZxDyxhr469FNsoabI"
    "52j1OVN70TNdSihM5lRmz6uw8LMT6MVflwUzbG3GguwEmgV1WeAwuMKenM3ZIJtEs6JG8V"
    "aGWZTk3kxjks+gEzeSBiuatITVWONpQn3T1lnYOr7sTbjM5lZDNqcpNZuVZrMOI9RhhLvf"
    "Sp2EESab/vou//vGPetP6NIx7+LZKjBAzRSD8o71cQWSdtG6ZNNyv/KAUNu2l55fmKdEGp"
    "+afDxa550XXoMxqRyK6oDkBnxHAaPl3nPioJTf3GQsnBB3+SWoXpZpiw6QY7rLuSdtv76V"
    "V1Ry3Ecz6hLNO/WTx2zIQVvSZiNBM0B/eaVCJyV1TvJlTkwb81znuo1kEkQDhHkr1b5C0I"
    "IDyoiPpTzud+i1yABUPMUguFCmR53/4y6lQuWqKcVq1OX11U/R8GyJpZy1iF1zTOqobyxa"
    "0WkbaHVTEVNePF8iNFar6bii7jA4x3eemars7NXDXZGajgFikc24zhGfpxxcQNRBpVP+oO"
    "SUP5AGRHHcKJZWD1tTpyBDqxPYVTaUabP3m2CzNnu/CTZrs7c2e+9+K3Vs9hb1cja14fI5"
    "eiuJ7MZie4md55OgmuleieU2OWxUyYLLM+2NZJ3Uas00xsRaAuIIA+oCLnkOfyrx37EAB+"
    "CL6Hch/joSY1MVAXinCTplqlLYKYMNwC6Vd9TY9gvX97EISwz8k/eGQK9zzK4SflHrKgKd"
    "mni5xoOMKaTTurrpimpw5ayPDyuopceHhVopf5RWSl+Qi9lkbjOro5xaGxwbGBy1ztiIFX"
    "1TJhIXSk02pyk1m5Vms0+b2QWoLlHZC/5my3XVc5LKqRtdm4rxeOv9ZTLI1U2YL6IfHvbt"
    "Vz/ShXF0YRwF7FyqFsZBlMFxRlwXmeFPz1tvsmNGpaYbMZoBEg2vaLa5dhAwp9CZiJaiEA"
    "TzBIaRKbTAGCFuF7H5357Y4vrCO4piC4EFZsvJ5wUcA3ejGO0Q4PpO3laztbdUMdDEUaac"
    "IKiO8/sem0AbaXS9msHct5T4blGfsQoRMTG1ymArEgwTHFHGZjFIuUkUFirVwj3SZzNmR/"
    "bpV2R7UH6WZGiL9GX+h8VnUQb7VgLvJM2To1C7HwpQDutF1LHv5ikHEOrVtWUXPnlMYt3s"
    "bMnOoY+WdUdLgFijkyVNqg+WwoMlAKrBuZIj1MdK7WPFRZDWK2O4ohgA3B1UMGRaNnFrmx"
    "jTVCoL38poOsQ0fddt5DHJkGq3mNJuE9+xeEXiBo6xJKF2janM4+D8q2VuS5I0chQoxs62"
    "G3jH5s56sGbJNLR5aHVw97YRdv2awK4I9ILNwxnehONlTVdshkxDK4G2cwf3AAHVeR07y+"
    "uQigwtAD34WjxZyLOCUwW8ufO5daSHjfLqnk/hy14Pru4vL/dyZ3MLAFeMjekpokWhMfIl"
    "K7QujekaTJO6aQVQYzlLA7tusWYkUqVa/d47M+iZU2SdB2Wt9yTRXLkxo7JoLj8aHVXKrt"
    "Xa1wWLKaEoirIaI5s4E8qz2xwiMuaWyPsbeEZzT8RXBY3LeK5cYPMHvuNhG9Aov85CJmbv"
    "KWrru8W3SauspYSVqJD4M8pXWZMUZFslv+jYr05jv5J8yqFb7B7JkA3QP3JcxT9yXOwfOd"
    "ZtfnfrjirzrK4P1diFl7W3URrodW6zO1huESiOH8iQDcCd3XX0QP/KrfV2jT9hB9Nps1Ck"
    "DK2ORSqMRQqQahRDkCHV7mWV3csWpjNMm6XXZmk1p1XmtK6I8CbYrKvovQk2s6mI/dKIzx"
    "lSfWqrzGeHePVSAsPxA9DhOghJ3mUkmGqnow4F6xvC8UFeN3opT6jDbXSknQ4HUx9QHQ6m"
    "w8F6j3mDeDAdr9R6vJIOsWsrxK4A35WQpVfuOmBzAqla4UsUWbeMXRfSMlSJp6PSkCVuKa"
    "dsoIGr1p66C6t2858BnlwyA18xNYlrrepye/AZOQDaLoLW8gvAHjChI4p0iwe8rHc+LqnF"
    "eavUl9Jlv3cVVaTLfssiilov+63LEK+7AnprjM1pXDu7gtyCy8dde+24dTtULKYEsO0PRH"
    "1XC8D4egjbQoyAaNUH0Atylwt27KMvgLhs3NxmAuCU2BZyg6uE9xBO6lhgBi3JhdTZmx+c"
    "B+ckNZi/jd1sj8mxjyPe1xiCGZqN2RD2Rv4mgARqPDIXexRwToh/PFrBd2SiyyOAbNyCv5"
    "9/iQcn01kZWjN2+QMKl+/BY6Jg8aN4n5Nuu8Ffwn5r+B0DREaAksyv5Q8d9msrXsd/7K2W"
    "3N7qm/Oij/w0YtuFiuKYIWWsgWHr1RBryQir/oa0YrGFB9b91cWv92LroVe21vhH4Lefz2"
    "/OQUbPBhe3iayUxBeS6OONvqNpQx7Es/mXvF6lz/y+N0Mu251MfmOHBP86WpjpUphJLIQc"
    "uKd4Uohvmm5ApsQf9vcPDj7tfzg4/nx0+OnT0ecPMeT5R2XYy0LD8hZchiM7d5a1w6azdC"
    "oHOSoTNc1OdYMd/gVglzZNzpJ22Dc5/qS3jZMb9iDYRvMBhVSm9lsP7DgJQ7UDfds5GMm+"
    "dc2ihqQz6OAh1fTVJNcxZfjMSM3rI0Glb44aN4cOsH0Tm0oH2L4JNpuQXccWdA3H5zagGu"
    "q8hLK78LUP2xJQWo4GylhSqqObJxyQQt8avIHvtFFST4pSy3cqn1G7D7FVjLmDDrFTDOv2"
    "I+yKPWvJKkvCQcKeORPkzl0cVn7J6DfhLD/+coPsorz2KIIpmPHH1YT9lbxyzEhXqJpjwy"
    "PPyNkUsTm+49MMFadIHYvjFDfFa+gF/wpyanhtGrwl8BJFogaIoRf/XsMldssQfhNO7Rs2"
    "71A3sOtvfMQ1CmvtK1iGi14wWrSP2Y2Yd6CbdDHFHrIx9bZy0P0Wzc5PuuVQF1/oTKDIfQ"
    "mjlJoDGEYK3Yq5BrrmbDLh1g/0gjaWe8/5HJdkUnV99REubKHZnHjIMZe8Qt6GiF2sZvsF"
    "DXhLRvKbi2b8i266LyOR7SacbqjAOcTDT9iEcW/p5pBdJaZ6C3AZcxc9IZftrE1v0SRy3+"
    "NJh4phpKli54VJCxtClzRHXYgJB3orBFG9dIrnLSIWaFVDXWgBZG0oo3nMhqyJhqHScfBM"
    "aL7cEMPvYtabcNLQgDlUCLmKYEDPY7LXprhFiF2yKU+CGYeKGk92YENcF5ktyCM3onL5WT"
    "zdQC+GsIa+hq2mBUn8TA1bfdiCpOdWzEey9gkDBC3d90GjVg21KAOmFTsbTzmsa2vr5R1K"
    "ozSzjeG6DWYaElDbTnZNr7CCzNfcMixPgzUk+6BKy5hgeJCUCcGcUYp00iUIfsEIQBrnqV"
    "KILbCYIicYHg7mZR+QBbADbEg9WaOYrbxD2h4mqqUz8bFtxWmMiQxRndXYZVZjzIb8KVOS"
    "05ikGlJxxI5TGusmHw04hfFjpQKrH0sKrH7MF1jtvuifciBvNySx28JoqoFbNQaxqDLa2c"
    "nt2cnX8x3WlYpFwwIJJyE5rpFtktJqFaFm7JIFjSQOTFfig0w6KR9cpQaUWKi6YEKnooUI"
    "9qxd/SlNpas/ZW65fPUnnfi37oAeRLaFLvL1JtisRVYtsmqRtUhkPUEuNqcyaTV8Uiqowt"
    "WYdRJqMaDrpU0tZXYpZXJLqjQhrljETJAM0JKyf3RUQcRko4q7XvJnaSGTb6oaCIfDB4ju"
    "VuxU7I0eciSC3d9vr68KZPcVSVaiw6YH/gN48H4P0S4Bl4OREuNyrXOzXXIz8hmf4FQmHX"
    "R5mf35/wEFGa0k"
)

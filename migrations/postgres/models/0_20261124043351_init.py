from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
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
CREATE TABLE "outbox_messages" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "destination" VARCHAR(20) NOT NULL,
    "channel" VARCHAR(200) NOT NULL,
    "live_race_id" INT,
    "kind" VARCHAR(40) NOT NULL,
    "payload" JSONB NOT NULL,
    "dedupe_key" VARCHAR(150) NOT NULL UNIQUE,
    "nonce" VARCHAR(36) NOT NULL,
    "attempts" INT NOT NULL,
    "due_at" TIMESTAMPTZ NOT NULL,
    "leased_until" TIMESTAMPTZ,
    "sent_at" TIMESTAMPTZ,
    "given_up_at" TIMESTAMPTZ,
    "last_error" VARCHAR(500) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_outbox_mess_destina_9b599e" ON "outbox_messages" ("destination", "channel", "sent_at", "id");
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
    "room_open_minutes" SMALLINT,
    "lock_minutes" SMALLINT,
    "release_rule" VARCHAR(20),
    "release_minutes" SMALLINT,
    "min_account_age_days" SMALLINT,
    "par_count" SMALLINT NOT NULL,
    "score_floor" DOUBLE PRECISION NOT NULL,
    "score_cap" DOUBLE PRECISION NOT NULL,
    "rejected_runs_count" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "race_room_profile_id" INT REFERENCES "race_room_profiles" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_organiz_073324" UNIQUE ("organization_id", "name")
);
CREATE TABLE "async_tournament_pools" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(100) NOT NULL,
    "position" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "tournament_id" INT NOT NULL REFERENCES "async_tournaments" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_tournam_818000" UNIQUE ("tournament_id", "name")
);
CREATE TABLE "async_tournament_permalinks" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "url" VARCHAR(500) NOT NULL,
    "notes" VARCHAR(500) NOT NULL,
    "is_live" BOOL NOT NULL,
    "par_seconds" DOUBLE PRECISION,
    "par_updated_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "pool_id" INT NOT NULL REFERENCES "async_tournament_pools" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_pool_id_c11eaa" UNIQUE ("pool_id", "url")
);
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
CREATE TABLE "users" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "discord_id" BIGINT UNIQUE,
    "discord_created_at" TIMESTAMPTZ,
    "display_name" VARCHAR(80) NOT NULL,
    "racetime_id" VARCHAR(40) UNIQUE,
    "racetime_name" VARCHAR(80),
    "racetime_linked_at" TIMESTAMPTZ,
    "is_demo" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL
);
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
    "episode_id" INT UNIQUE,
    "scheduled_at" TIMESTAMPTZ NOT NULL,
    "match_title" VARCHAR(200) NOT NULL,
    "room_open_minutes" SMALLINT,
    "lock_minutes" SMALLINT,
    "release_rule" VARCHAR(20),
    "release_minutes" SMALLINT,
    "opens_at" TIMESTAMPTZ NOT NULL,
    "locks_at" TIMESTAMPTZ NOT NULL,
    "releases_at" TIMESTAMPTZ,
    "racetime_slug" VARCHAR(200) UNIQUE,
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
    "lock_error" VARCHAR(500) NOT NULL,
    "locked_at" TIMESTAMPTZ,
    "released_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ,
    "ended_at" TIMESTAMPTZ,
    "final_at" TIMESTAMPTZ,
    "cancel_reason" VARCHAR(500) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "created_by_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "permalink_id" INT REFERENCES "async_tournament_permalinks" ("id") ON DELETE RESTRICT,
    "pool_id" INT NOT NULL REFERENCES "async_tournament_pools" ("id") ON DELETE RESTRICT,
    "race_room_profile_id" INT REFERENCES "race_room_profiles" ("id") ON DELETE RESTRICT,
    "tournament_id" INT NOT NULL REFERENCES "async_tournaments" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_async_tourn_status_3b25f8" ON "async_tournament_live_races" ("status", "opens_at");
CREATE INDEX "idx_async_tourn_status_1c7ee4" ON "async_tournament_live_races" ("status", "locks_at");
CREATE INDEX "idx_async_tourn_status_f103c3" ON "async_tournament_live_races" ("status", "releases_at");
CREATE INDEX "idx_async_tourn_organiz_8540a4" ON "async_tournament_live_races" ("organization_id", "scheduled_at");
CREATE INDEX "idx_async_tourn_tournam_5f1fe0" ON "async_tournament_live_races" ("tournament_id", "scheduled_at");
CREATE INDEX "idx_async_tourn_permali_285deb" ON "async_tournament_live_races" ("permalink_id");
COMMENT ON TABLE "async_tournament_live_races" IS 'One scheduled race in one pool; `racetime_slug` is its current room, \"category/room\".';
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
    "live_race_id" INT NOT NULL REFERENCES "async_tournament_live_races" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_live_ra_e319cc" UNIQUE ("live_race_id", "entrant_key")
);
COMMENT ON TABLE "async_tournament_live_race_entrants" IS 'One line of a room''s roster with the verdicts that were settled for it.';
CREATE TABLE "async_tournament_live_race_rooms" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "number" SMALLINT NOT NULL,
    "slug" VARCHAR(200) NOT NULL UNIQUE,
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
    "live_race_id" INT NOT NULL REFERENCES "async_tournament_live_races" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_live_ra_0a5d93" UNIQUE ("live_race_id", "number")
);
CREATE INDEX "idx_async_tourn_closed__13e225" ON "async_tournament_live_race_rooms" ("closed_at", "next_poll_at");
COMMENT ON TABLE "async_tournament_live_race_rooms" IS 'One racetime.gg room; a live race gets a second one when the first one dies.';
CREATE TABLE "async_tournament_races" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "status" VARCHAR(20) NOT NULL,
    "started_at" TIMESTAMPTZ,
    "finished_at" TIMESTAMPTZ,
    "finish_time" BIGINT,
    "place" SMALLINT,
    "racetime_name" VARCHAR(80),
    "reattempted" BOOL NOT NULL,
    "reattempt_reason" TEXT NOT NULL,
    "runner_notes" TEXT NOT NULL,
    "runner_vod_url" VARCHAR(500) NOT NULL,
    "review_status" VARCHAR(20) NOT NULL,
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
CREATE UNIQUE INDEX "uidx_async_tournament_races_one_active_run" ON "async_tournament_races" ("tournament_id", "user_id") WHERE "status" IN ('pending', 'in_progress');
COMMENT ON TABLE "async_tournament_races" IS 'One player''s attempt at one permalink, async or in a live race.';
CREATE TABLE "async_tournament_whitelist" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "tournament_id" INT NOT NULL REFERENCES "async_tournaments" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_tournam_46b2ff" UNIQUE ("tournament_id", "user_id")
);
COMMENT ON TABLE "async_tournament_whitelist" IS 'A player whose Discord account may be younger than the tournament asks.';
CREATE TABLE "event_log" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "type" VARCHAR(80) NOT NULL,
    "tournament_id" INT,
    "live_race_id" INT,
    "actor_name" VARCHAR(80) NOT NULL,
    "payload" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ NOT NULL,
    "actor_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_event_log_organiz_6c47c7" ON "event_log" ("organization_id", "id");
CREATE INDEX "idx_event_log_live_ra_dfed8a" ON "event_log" ("live_race_id", "id");
COMMENT ON TABLE "event_log" IS 'One logged event; ids of deleted tournaments and races stay, so they are plain numbers.';
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
CREATE TABLE "organization_members" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "joined_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_organizatio_organiz_043440" UNIQUE ("organization_id", "user_id")
);
CREATE INDEX "idx_organizatio_user_id_0f6199" ON "organization_members" ("user_id");
CREATE TABLE "organization_member_roles" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "role" VARCHAR(30) NOT NULL,
    "granted_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_organizatio_organiz_605e95" UNIQUE ("organization_id", "user_id", "role")
);
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
    "live_race_id" INT NOT NULL REFERENCES "async_tournament_live_races" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "resolved_by_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "run_id" INT REFERENCES "async_tournament_races" ("id") ON DELETE RESTRICT,
    "user_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_unmatched_e_live_ra_6d54ca" UNIQUE ("live_race_id", "entrant_key")
);
CREATE INDEX "idx_unmatched_e_organiz_4e41fe" ON "unmatched_entrants" ("organization_id", "created_at");
COMMENT ON TABLE "unmatched_entrants" IS 'A racer whose result belongs to nobody yet: kept with time and reason until somebody decides.';
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
    "eJztXV13o7bW/itavpl2rZx5J5+TnrlKMm6bNpPMSTJnus5MF6OAYqvByAdwEr9t//uRZM"
    "AgBAYMNpB902mALdvPlsT+fPTnYMIsYnuvT6b0lj0QZ/BP9OfAwRPC/yd1bwcN8HS6vCMu"
    "+PjOlg/jKTV88Zi8jO8838Wmz+/cY9sj/JJFPNOlU58y8SmDE3RHsEtcJIXeIeqjCZ4ji6"
    "GnMfb5nx6aefz24uJrMajFTD4qdUYV5WcO/e+M8G85Iv6YuHyUL7/zy9SxyDPxxJ9fBkJm"
    "8Lu4PH0w7imxrQQk1BIDyeuGP5/Ka+eO/6N8UHzFO8Nk9mziLB+ezv0xc6KnqeOLqyPiEB"
    "f7RAzvuzMBkDOz7QDNELPFN14+sviqMRmL3OOZLWAW0osvsLw2MIzLq1vjZnhrGIOUCkKJ"
    "GKrBJZM5Qn38q3ry14/EV/jH3u7B24Pj/aODY/6I/JrRlbd/Lz56CcxCUMJzeTv4W97HPl"
    "48IbFegir/TcF6NsauHtfweQVZ/pVVZEMc86ANLyyxXc7YTYA7wc+GTZyRP+Z/Hr/JQfLf"
    "J9dnP59cf3f85nvxgYwvsMXauwzu7MlbAuwluHJ5GGPsjctAnJSqB+jtzuEEzEcHBWA+Os"
    "iEWdxKwmy6REBhYD8N83t+x6cTooc6KalAbQWir8P/6eAMz4H69vzD8Ob25MNHMfzE8/5r"
    "S7xObofizp68OleufnekqCUaBH0+v/0ZiT/Rf64uhxJO5vkjV37i8rnb/wzEd8IznxkOez"
    "KwFcckvBxeSqiZPE8pH66CmpOSNag5WD2g5fq17JJHvv9VWcxJSdBym7VsY883uL1XRc+q"
    "LGi6zZoWRr1RynSPSay23zvwDq7DhBdO0f2D1oKXXlMK3R+ZS+jI+ZXMJcjn/Bthx9SZ7o"
    "Gn+SkYpmPg/h3OnvDqcjW7+CnyIuOTiv92/ouJvzDDT27OTt4PBxLhO2w+PGHXMhJQizts"
    "jylXomfTtyZ7E/UKdvBIgiN+hfjOoX/vzR3zls1coU355dMhAOWRndxIgHiYe9nh08UCAt"
    "loa9z2L3wjGWGH/j+W0juBT/i74s6DGw9u/Fb8y903Rfx4/lSmhynvJV3M+DdLwXxLnjOm"
    "ryK2ObQHgy2YJsPfbhNWSYjodx9Ofvs+YZlcXF3+FD4e08DZxdWpAjzlXpvp00fN7D5lzC"
    "bYydg44nIK7ndcsCngw01ls9CfXl1dJKA/PVex/fThdMinvdQDf4guXn/hzpIAfDq7s6lZ"
    "HvCl3AYBj650FvExtYjBLW7+1b2SoKuigHsJ3N2Zw+csNwunAUxJ4G8m2LYzDZOU8OZcld"
    "1mbZT9vbdHkXki/sizTG4+nFxcaKDFpnS9DZP/9hFz52VsE61wD16dSTPlsIiVcphtpBym"
    "bJQItxHDmvlcAPBQsHdg7x0eFkCbP5UJt7yn4M3YxGBT4hgT6sx8otm8V+whugEq7SMti1"
    "/VuJPYzHyoiq8qC9AqkXZuWHjcfpjZGb7j0JlNUuEjJeaeHKPSzrEZiBdbTdmNo8guvZe9"
    "S++ld+kAsap7RlocpnUCYI4Md/1MNnN8A4+IYeF5aZSzxgCoE1BPsWtIkMrimxDcnOV82H"
    "5IPZO5xLi3GdMF9W2GMxBV5BRM74VgU6i+ef2mIVxz4Ht/9en0Yog+Xg/Pzm/Ory6TiS95"
    "M+n/XQ9PLrRYm3haAelAapM477457CrSLvmDmKLQRrrNGVtGbqQjYwSI7BWPd0CZVBUFdC"
    "/hPrUqqjkpCWputZofietps1GZRldMYnMmV1MvrHoSqks44zntcuUqGkkoW9GF27FJDBny"
    "mrrsntqkHMxZ4j1yyZqqEFLrNdasFLpShuvYvC5aMaRZ14nKoWu+hV+fn90O8md5DYBf8z"
    "Gv+ZAflyN2a34XhTxrjWfgnl2yFYsf00c+JB9Xl1oNZH/89ZrYOKNIQ1+FdcGHFWrp0fxP"
    "Rna4I1UvYh8bdM22jZbwSWsFq89T62nMPVSber7Bf6hLa16Yn8PRh3zweZ8w3GAZarS7rS"
    "5HjW+ExctSjeS2vLpj9cohyDPHxJrZxEJCEFEHMX5V7FTv0Lcoh+3Zs9E3RD3ZhWrOXJd/"
    "HBLvlB30dRBWFPyfuPB1kO5sbfBzinTAckvAn0lIRFpYNizxZ+LXRU5Tdz3ICy1vqUZf9K"
    "uiJ/xETXH6/pS4E2xT5wF6cjdbzLvUapWU7FJ6g2Uc0ewZlMO8JUlZCKbUMKFjnZpT6vGX"
    "QDkHPylUi1vfg10inq2KbdApWPMju6osxHZbHdudYN8cGz71swpzMqoWkmL9q+Ir1Nmxl9"
    "PZsZfu7IAqPqji6zK0UMUHVXw9nNaR/1vS0onLgZXTaisnCmWUVHFcDlTcahXHo1IltayI"
    "AslHq/Ucj4qWcVlSgrWYHi1iO2vGZ4FOry11eoVbTamdLCUNm1mrNzOhLx+X28diMn3bwg"
    "6K7GAH2RvYgT7mYtqYT3XLmDk+1WxiBdZUagRYV61fV9j3yWSqIzooEGWLC/cm61JLEEi+"
    "Yma+yfi7feY8cBVokln5DRYZQwClRBlKCQGiS3x3XsXjUYVhO2v9dkZcV9eot8JQiKR6Z3"
    "4fFnJ3DnPcncO0u8O3pAn1w0KVokgnpXqHdAM02hFghoftilhHor0DfH+vAOD7e5mAi1ua"
    "rFjpHSQp1TuYG9lBBGbVuIbjgvA+bvX7eBEwrsYcnhAFPbdZz56P3Wr9rUlJ0HKbtUw4hF"
    "V0HJcDDbdZw/fUwXYFDcflQMNt1rApio1sw+XvVl1tdY47oQqClVvITwaCj5ewrIDg40Wo"
    "OVyTd/NyfRQpuR5VFgLdR2cQjroHy8GrisHk1UDLmF0S1aUETFbgptkm1LEm8FIYp+RgIg"
    "PzT5uYf5Lt9GsirTn0q6dgp9Z1Aaj1B3asC3LPGGpUoGM2QBGII/KH+nGOD92tl2FhrBUr"
    "FojDWkUcpnezawC84CGaHUU5FVlYg5dNcD9hR3vg1fqsbMPF4D3azFOVZ80AJzaLvqI2xa"
    "5PTTrlE6MBQsCCjG0dWfnJeLMjiSX4wq9n0X4Kx+vhMt0CSVuIYnGuthjuVSjbEtOgGHUb"
    "N4UIYvcIS4a0Vx7/x/OJi56oP0b+mKBH4lrU9D3+B/bRE3EJ8ojvCxK2e+Yi6uup2moaV3"
    "vKcfR7xRPBTzYeyBxOOt4qOVpcEyl0s1PKilgPzz0+KpJRPspOKB9lt5nqJnKBJlPtlG4T"
    "mUhFpBtoiAshK3uOd0qwhxP7uAjcx9lwH6fgnrrE08bpcjukYlJw7EzxnqjusVmWn9ktYS"
    "Wa2oG5UqazMhLqUbaqjp7Ke+pQb5zR8X/Lr74nto8zaxTjslmVNuI/lhile0Dn7R3nPwk0"
    "tbvFD+qUXSBVqZpJEYVa0DZXM/0xs0aVtJwQBB23WcfEpiN6p8tc5NpVcbFqhlV3dFqjXR"
    "WGNtJo/3JzdamHOi6jriV+Hf2FxNEJvUJcgJFAPDSgvvtw8ptqW51dXJ2qK0MMcJp6a7me"
    "b3iEOJXeW4owFOK2eluDeusXoeZlfLtU3FYVg7I0KLfeAsIzj7jlkI1J9Mjzh0rKNlWMVK"
    "ukTGTe6q096+G5fSrm6gupAOCzoGwJqp9ycI3tl6XrnrZQFiBLeYrXBISVP5UKAqKCpGLV"
    "AGHS6vVoJPP27xBGYrDFeWsj4nv8gke4Rix59NrTmDgymy89J3nJosTTlwTUOfjqugBnNr"
    "njN9SSgC8D02ZLQhGHPPvGlNmybR0OU9tovUCgoRSw+UmRpVSfrM060iJlGb7XIvZu2VRt"
    "ntm7JO3wOozDlebohugR6q+w6F4WWh5lUhLuluShqXPPjDtWikIwLtO7+bz7ptBmIR7LhH"
    "lxU+G1w55vlD+8UhXb3DvuH7utNiMUZD1u7Oq80GKbhjLEJk9jFayF/ib2jt1i0zpnUmun"
    "tOfgqTdmfhXGRo08pI3bHHhPeEclta3KgqbbrGmXu92uRTRubj41fUwM6OhLlAgEPGpP2K"
    "lIC6aRhxXW5hUmfIZKqk4IQqa61UpOxBZLree4ICzkNusYqhGgGqFbCEPyHJLnnce8YPK8"
    "FZneJY/O6jRvgnOnRI43IrIplt7N1oc2lRryOM1cG7qqt5olFRpIoZodrA8eb3NLXsVIfS"
    "PE3A7zdXQj2fhGAr3LhDSCL/VkMUrJsFJMCqJKJaJKU+waiwIazZz+0WY4q9E0Kadgfi8E"
    "e+Vzvr/6dHoxRB+vh2fnN+dBF0rkZMqbSaivhycXGqyr9x+kpcHpb7PTDwc4vAg1Q/wBGN"
    "K7gChEdFoR0QG240bYjrNjOJpgWjN0m521tlbwk86crZBrdmWubpIlUi7zAvHBYDcoExrk"
    "Io1EBZNE+vJ7Q3Bwqy0UJUnpesxFt1u0jjevjDdF28U8qjekVjB3xeQ2Z7S+aXYW19GjAn"
    "70qncS+NHgR8NhTeBTtxfsZn1qOKyp0cOauuFbd0ULSWMxUZFRG2xlDmXqJG4QlGhPUEJC"
    "tzooESJcIigR7SfFmCimNp4T95WHsO+TydTn/0oGiGiR7SD5EUicFeHEmST05BNrjreab0"
    "IytaTZJpKvs8VDOyhWYLW8Eq3z38XqWOovvbeHhCfi08izYD8X/aKRsqPSIWo9G3pFGPy3"
    "G1wJ8hfM5NIK19Sny/N/fZJeAXnmihKX0Oefh9dD9DXotv46QOeX6LtXU+JYHOJXO+gVdc"
    "T5XsKF8F59v3jLQBRoU1GgDnbQB1NnUA7xljTRc8TcakGMpCSUfLQ5hgH85y9Jz3CaQPnC"
    "xTKnCcABGDVG0bd8KFHbgG34TCKReJA+Q4X2+IQk1DKXqGWOsDP4/3m6uOst909W4B6T7U"
    "G9ft5bd/jbbQL4FJd+9NK9uLr8KXxcJdhXVDBzODpGRo9EDvyKHEBfFfpHZhklG4DSkj2A"
    "fwOdKi55pOTJWM+XTg0CLnVBl9pkrq4vNrtnJZKAbpUC3SoSrTX6VXTy4Na22a2FSpsXoW"
    "Y4AudFqLk8k+hWSEQbrkCsj0N0ixw+LXvnAYVP1xCOEsUl++gUMcAW2hOhULXj6G7+cLE+"
    "Igqlv1D6212wi5b+Qudy453LWjOtAZx7WBKcAlsxV1t3WF5XgV19Wl77SCtb5jMXhXptzs"
    "rY3HYm2DdFTRlHzqXrtmZ8Cocb8tFwF+MWbaiW/zymPrGp5wsU54PVdfOKwE6pCvqnUFjK"
    "rayiPwlq3tHTmHkEvacih2MhbJps5vhogufojqA5/2PEH/LHeHHY4vIDEfYeNEc51jhuAZ"
    "IBbVk9lJdvsrwcMkmrNqFepBggcAuhsC6jC6EwCIW1wP5UfQAIhbU8FAZRg3qiBtlebJMe"
    "2fBRRBLYKNMDSz6wk+dxEfGoYbNRMQdLtBXzh/nXQlLyHaKWh9g9WqBjxVweD2HHkt3EHu"
    "ITab6DPCa8ojnCruxNpg5aHGyucbga/ByNA5bqYFa3/UXf8ZdUcENcL+WYndLRS/HNftjb"
    "299/u/dm/+j48ODt28PjN9G7OX0r7yWt67la7cFJAFP45xxeHjzfQ5q4+tuDtmvVtywqB4"
    "VanYGWv9uYW7qDMCkFG0SBDWKK5zbDmun7y83VZUZR0VJEjZpR00d/oTAM3DGoc6AVYCRC"
    "Zak2KrVjaicZAxMDqG1UzDRnrlvt2NWkKAQvWx28XGxLpd4RcRF4P0AhL8TXWgV2s/E1uf"
    "g3F/Vp2VZRFNv4FtmqqM+5RSZT5hPHnHNdDTRhH+WJnby4D10+azyQeUGWutsxQdjxnkSS"
    "myGMZLKTo45cwpXs+UHsBfsy/e3xrxfeQZ7Mgo9ENIZ6wSDEkrEbh/nIEsR08nY6GLSxT9"
    "Xm5sNYKUdJw3UXS/eWiwS9lDBQYyn6h8UUL+rEBY/30Htr5BSAYAEZY+yNy8CsyvUQ76OD"
    "AnAfHWSiLW6pYHtT/okkk4khnzJKI94j474W8qgQoTtmaXaNPFYdRbAHxCKb5nWBWqpKqu"
    "haOAJqURr2lSFpv07S/uzk5uzk/XBb3lsiMqHx3dTIRbbnFnf+GzjxDMqOt8lqbc9GZazt"
    "8Pl6rJLtQpu0sYu4NEfZHs1RyqHZ7rFxLYK2EXcx/s1KmNeKGBjXpY1r6gVHGqRhz6VpTc"
    "htkKQ1nPfd5WhlbGKwKXGMCXVmWpbQFd66bgDw15MlMMx8qIqvKgvQKqEQvil44gQUO+N9"
    "WITyMzlGixm1W8L1GSJWdc9Ii8O0TgDMkTGCdkyDe2CGheelUc4aA6CGeN4LjOcBy2Zf1Z"
    "wKMhZhY1B78+s9v7C7syD/oEc4V3Q92CT1B657toXwFWcC6TiKwulsBsJrPnJf8YPTbSvi"
    "xphdM2T9YllL+oZwFnBxsCJCoHo4oVZyFfURw0TPb3XsUl3GfcRqQmTn8HpIxZO7H+SA/Y"
    "aLmxv2uiszjdk1s3u7rbGZf8ee10RMjvGBeB4e9RaoyJoVZ2/f07WnWWjCflyM1mfY5CGY"
    "d2xdV+o6GOqU9dZvShJPru99VmCe7AxumyqaCt6bK0qnlm/XYgVURuz9Xm8dVZpEREvr+C"
    "V2GeqsNlVn9QejTqXQdkIQItuti2xDMy/QD3YNUWiPbkV7NJTXr1Nev+3u6IxwQSFzMQws"
    "lDIZlzGOjdiNQg/iawIt+DbtRpetUTTH1iiW29B2Ualabr9Itdx+drXcfqpabiSc5Er2eV"
    "ISDHQw0DulXTDQ24goGOhgoHcG29Ya6InslM4uV9NXOea4fJQb4vLZgtxFN2zCjWxBG+Qz"
    "cVqPh6mF+EgetfjTjM+Zd4j6HvLJsy/IgibYIujeZRPJKnTPx/ZQQDEkbAdBRu0Rx+IDph"
    "mLGvysr85X51vAlfkNOeSRuIhPCp9PCS7DHyPWa/TNEZ/xTQwdUSJRR1Bpu3M+sE8m0wVr"
    "EkYBiMHJRgHN0hP2kM3f9nyAr45LTDZyqEcsdDeX4zHhrCDxYwozanNl+NSJNjZzjB2HyJ"
    "IeQdEU2GtAp539BtsynbaivyoOkDJE7/yg+ruGYqukaNtyTKTNABef/QrExTDOAzmFMvBt"
    "N+Z/PPDfUWb2hs/3cOoeFJm5B9kT9wA4ttvDsW0RazYlRkkKwqRU/4glDgsRSxzmEEscpm"
    "k7mKM7hzeHt4Ppvb8+7CH7R0UirWpILxZpPVLhDXwBTX1TNod4TGRzIaI3HXnjWdwRKh+2"
    "XkpByLrVIWvZhm8ZM8enGrM8X8mqbA2qbpn52CdNx8ISZZQcEwP9tlm/I+6+OcZsWiXJmB"
    "QFPbdZzzYWvWKuqzv6INuKTEr1gJcsaUgeFoqjHObEUQ7TcRTgBXkRCwqy9pBj3v5SqjHH"
    "vJ18qNp4psmIanrTsnOi+sa41WnR98TGc09kBz3CQbW8nUXK0aYT6ovLYzZz+UXsobCJ7P"
    "VohHz8QGRycZLOftYzZKHaSImYWhP552Cpg9Q8EM+S5ynfED1JoBzoKSoyoNazkcbSYA6J"
    "5vJOcFosf/zT5fm/PsltljxzoMUl9Pnn4fUQfRUUm4HE18FilkGh5qYKNbfL9rvt99GW+X"
    "7zIuB94/vdgF3NX+iuL95cWJNtyGc0VEQ3Z23tHja7cdTBYyj7oeU7qSysScnNobp30H5U"
    "+bAET/iHGeIoKOoSXdlOHjO1foANUlRHVzrLUS39N7n2S2KfFARa8BKQ2zZ3o002yaJGzI"
    "U9JQzQF4d+TC1SFfmULOwzpSc996Wkw2SOdZG/AhNfHQAmf1kVTKi1ngrUAUAFZVXgcLgC"
    "tpjqatANAqoorgqBWdgWUM1j0o/QmzqXOiz8ZVyr5BxPCsKbtszEhtzaS8itAef+i1AzpF"
    "Ahhbr9pbSRFGos3Lq9kyPaWV7V9oMjuoJa01n6kOw0I0Mf40LNz84n+FdXJ+ZPHBRfgK88"
    "xGVF9pw5JJE3N7kKR8ydv1v0+hJu8cmmYs/n+5qFiGO68ynXcjpR38xHFErchyMCodFW8+"
    "SRGlLQ5rSYxmR6mC8v1MWU08SU7mEybSqqwnUTOAfluFAPYW6klTcAbbFBGdG2lMY9+0ji"
    "nCF6oYU8PwoOKO5BDJQ7L/5MYzQWI2lYSm+wOGfmPHBX2RmUw70lJA0LxMKYcZktPi3Zu4"
    "Ko/UK7/H7OLr+vLYgSuHlU2xq8oj9LkYXmnTYHyiDs/SLUDGHvF6FmCHtD2Hv7S6nznUOp"
    "04Q0gUndiUPZ0Un9eUcFQpQySOgG3IF8p+D6QnfEZs7IE8yHDrtj1hzNif9P9ECmPnqi/n"
    "jRC4QdiwtgjzlIEiIgj02IfNoiJuWfo4lWNv1p2sBlFIcXT4S1OYLCJ32STyrGubRB4Hyf"
    "jYY143pKoZvtkClivYj3JP2xoyLu2FG2N3aUcsaizEbZlquUYA/hPi4C93E23MdpuOUuVj"
    "W6s5RuM9gtCeyQ56mNsyhPswPIilgPQjqbDhl3L4LZ2Tl+Tx3qjY3QOVbmOL/6ntg+1k90"
    "RTbL+Rb/scQovQql6ViUwxD9D3qUKwU4FFEIV7Y5wGFRb0I9r5KiVVnQdJs1DYHpF6FmCE"
    "y/CDVvkwG+bXqtmxAXgv5NI8wXArMf+V5zNy8HcFoQzjDQwDsrOW+XAgBnG46k6yGgkPPb"
    "Ws5PazfUAHT1Po2uYq6aT607ArBlG0dRXFefAKi83uqfvf3qMFIBXr7gi+C7NLJg5q4CNm"
    "WQtqvwwpNFAelii0ApOQUW/IkGzoqH1qkt1hhY1DMZn1Jlz6VMytVi0bYB542cT5lGv3og"
    "Vj8ChN3bHKjjOpvaeF661kSVa3NmuD2lJmGBTrnGRUWsEtTt2uAaPsdxyxVULduuNjarbe"
    "o8VHpx6EeAF0ebXxySemzCNJbaSsKyhRSwlQFbGSwqyI6/EDWnEgxFGJ7wlBo+eyDOupRF"
    "U3orhumu3vOpncJNDiie1iLGks1KtCHwYn1TPcTQna29RisF/Du5XJ/G3NCxqTgQsoEJ9z"
    "kcXcy4eV8xtNloJNoLH9en/xuKMS7YqCheXVyflLsdU+YTx5yLZrQ1ETtfjvYr6e0Um5DJ"
    "HXG9MZ2uCVe85OGDHLTfkBkus9fd1NKYXfNB+4pblKes5YWg69Xu4Z6WbDIH1Iqh5oXnVK"
    "4Hlkfcm8VIfVqTTSf7Q8gycv4xRPNT/0Zci0VoFe5c9sTlkD/GC55VOnKIhaijY0XIf3h1"
    "2cCXRVkVUBRstHxABkqMMfbGZVI+Sal60pgtSq4dHRShJzjIpic4gEPpX0yMUunVp3y4Cm"
    "pOSoKaW63mzTcPtE2bDXcPbLbAum3grlthfXZyc3byfrit+tQT4lJzrLNWgzu5hipePgNF"
    "ql1aznlW5iNxQxelqIkZE+lhmdze4WERDpXDw2wSFXFPOQGSL6oSCAeP9xDd3UJ0z7s5dM"
    "+7GlJ/5vjBOT9JhH+5ubrMsN2XIqpFR00f/YVEwqWDaOeAK8BImHEpJiaVdEmxz8QApzrr"
    "YJMvs7//B5qH8NA="
)

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
COMMENT ON TABLE "async_tournament_live_races" IS 'One scheduled race in one pool; `racetime_slug` names the category and room of its current room.';
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
    "eJztXV13o7bW/ius3Ey7Vs6smXxNeuYqybhtejLJnCTzTteZ6aIKKLYajHwAJ/Fp+99fSQ"
    "YMQmDAgAXZN50G2LL9bCHtz0d/7kypjR3/9cmM3NIH7O780/hzx0VTzP4nc2/X2EGz2eoO"
    "vxCgO0c8jGbEDPhj4jK68wMPWQG7c48cH7NLNvYtj8wCQvmn7JwYdxh52DOE0HuDBMYULQ"
    "ybGk8TFLA/fWPus9vLi6/5oDa12KjEHdeUn7vkv3PMvuUYBxPssVG+/sYuE9fGz9jnf37d"
    "4TI7v/HLswfznmDHTkFCbD6QuG4Gi5m4du4GP4oH+Ve8My3qzKfu6uHZIphQN36auAG/Os"
    "Yu9lCA+fCBN+cAuXPHCdGMMFt+49Ujy6+akLHxPZo7HGYuvfwCq2s7pnl5dWvejG5Ncyej"
    "gkgigWp4yaIuVx/7qr749WP+Ff6x9/bg3cHx/tHBMXtEfM34yru/lx+9AmYpKOC5vN35W9"
    "xHAVo+IbBegSr+zcB6NkGeGtfoeQlZ9pVlZCMci6CNLqywXc3YLsCdomfTwe44mLA/j98U"
    "IPl/J9dnP59cf3f85nv+gZS9YMt37zK8syducbBX4IrXw5wgf1IF4rRUM0Bvdw6nYD46KA"
    "Hz0UEuzPxWGmbLwxwKEwVZmD+wOwGZYjXUaUkJajsUfR39Tw9neAHUt+cfRze3Jx8/8eGn"
    "vv9fR+B1cjvid/bE1YV09bsjSS3xIMaX89ufDf6n8Z+ry5GAk/rB2BOfuHru9j87/DuheU"
    "BNlz6ZyE5iEl2OLqXUjJ9nhA1XQ81pyQbUHL49oOXmtezhR7b+1XmZ05KgZZ217CA/MJm9"
    "V0fPsixoWmdNc6PerGS6JyTW2+892IObMOG5U3T/oLTghdeUQfdH6mEydv+FFwLkc/aNkG"
    "upTPfQ0/wcDtMzcP+OZk90dfU2e+gp9iKTk4r9dvaLcbA0w09uzk4+jHYEwnfIenhCnm2m"
    "oOZ36B6VrsTPZm9N96byFeSisQCH/wr+nSP/3l+41i2de1yb4stnQwDSI7uFkQD+MPOyo6"
    "fLBQTy0Va47V/ZQjJGLvkfEtK7oU/4m+TOgxsPbvxW/Mu3b8r48eypXA9T3Eu7mMlvloH5"
    "Fj/nTF9JrDu0d3a2YJqMfr1NWSURot99PPn1+5RlcnF1+VP0eEIDZxdXpxLwhHltVkAeFb"
    "P7lFIHIzdn4UjKSbjfMcG2gI8WlW6hP726ukhBf3ouY/v54+mITXuhB/YQWW5/0cqSAnw2"
    "v3OIVR3wlVyHgMdXeov4hNjYZBY3++p+RdBlUcC9Au7e3GVzlpmFsxCmNPA3U+Q4uYZJRr"
    "g7V+VtuzbK/t67o9g84X8UWSY3H08uLhTQIku43qbFfvuYeosqtolSeABbZ9pMOSxjpRzm"
    "GymHGRslxm1MkWI+lwA8Ehwc2HuHhyXQZk/lwi3upfHmaJnWBFv1wpUKcYhk6RzJ8iidmn"
    "SGXXNK3HmAFZv1mj1DNUCtfUMzLTe4czjUeqiLrywL0EqZFWZI+sxenDs5sYKRO59mwoVS"
    "jiU9Rq2dohuIl1tL1Y2izK68l78r72V35RCxumtGVhymdQpghgxz9S06dwMTjbFpo0VllP"
    "PGAKhTUM+QZwqQquKbEuzOUzrUH1Lfoh427x1KVUkch6IcRCU5CdN7LtgWqm9ev+neWvxw"
    "9fn0YmR8uh6dnd+cX12mzUNxM+3vX49OLpRYW2hWA+lQqkuc37457CvSHv4DW7ywSoRJcp"
    "aMwshWzggQyS0f34KyuDoK6J1bOp/ZNdWclgQ1a63mR+z5yuxjrtGVkOjO5Gprw2omgb6C"
    "M1nDUK08SSEJZUqq9AqysClCXjOP3hMHV4M5T3xALllbFWFyfc6GlWFX0nA9m9dlK8QU73"
    "WqUuyaLeHX52e3O8WzvAHAr9mY12zIT6sR+zW/y0Ke947n4J5fopeIH5NHNiQbV5VKD2V/"
    "/Nc1dlBOUY666u6CDcvVMqD5n47sMEeqWcQ+teiabRst7pM2CtaQp9bThHmoDvEDk/1Qjz"
    "T8Yn6JRh+xwRdDwrDDsuN4dVtffpxcCMuXIZvpZXl9h/KViw3fmmB77mDb4IIGcQ3KrvKV"
    "6r3xe1yz4Dvz8e8G/xjfCCbYiIpGDOQyQba3GPRedCRbc89jX0Vcy7Y0d/GBZXqgmW0QzA"
    "VIPFEsWtbYM8nrPMupuh5mila3ZDMw/nnxE0Gqqjx7f4a9KXKI+wBd2d2Wc6+0WidJu5Lu"
    "sJAnnj071TDXJE0L4ZUGJnSiV3dGfLYtVHP500KNOPoDWCWS+avEAp2BtTjWK8tCtFfraO"
    "8UBdbEDEiQV6qTU8eQFhteHWep3p69gt6evWxvD9T1QV1fn6GFuj6o6xvgtI7934qWTlIO"
    "rBytrZw4lFFRxUk5ULHWKk5GpSpqWRKF5hit9ZwMj1ZxWTKCjZgeGvHdteOzQK9fp71+Kx"
    "cvWmoqrWQZaVjMtF7MuL4CVG0dS8gMbQk7KLOCHeQvYAfqmIvlIDbVbXPuBkSxiJV4pzIj"
    "wHul/XuFggBPZyqqixJRtqTwYLIujQSBxBYzDyzK9va5+8BUoEhmFbdc5AwBpCJVSEU4iB"
    "4OvEUdj0cWhuVM++UMe56qdW+NoRBLDc78Pizl7hwWuDuHWXeHLUlTEkSFKmWRTksNDukW"
    "iNRjwEwfOTWxjkUHB/j+XgnA9/dyAee3FFmxyitIWmpwMLeygnDM6rFNUyDo6ct+vAwY1+"
    "OOT4mCnnXWsx8gr17Ha1oStKyzljGDsI6Ok3KgYZ01fE9c5NTQcFIONKyzhi1ebOSYHttb"
    "VbXVBe6ELAhWbik/GSg/XsJrBZQfL0LN0Tt5t6jWR5GRG1BlIRCA9AbhuHuwGryyGExeBb"
    "SUOhVRXUnAZAW2mm1CnWgLr4RxRg4mMnAB6cQFlG6n3xBpxbFvAwU7816XgFp9ZMumIA+M"
    "s0YGOmEDlIE4Jn9oHufk0P3aDEtjLVmxQCWmFZWY2s1uAPCSx6j2FOVMZGEDpjbOBoVc5Z"
    "Fnm/O0jZaDD2gxz1SetQMcXyyGitoMeQGxyIxNjBYoAktyuPXkzU/Hm11BLMFe/GZe2s/R"
    "eAN8TbdA2xahWJ69LYF7HRK31DQoR+bGTCHMidGQoEN75bN//AB7xhMJJoJG7RF7NrECzq"
    "mGAuMJe9jwcRBwNrZ76hkkUHO2NTSu8pzr+PfyJ8KfbD7gBZx1vVVytKQmMujmp5QlsQGe"
    "fH1UJqN8lJ9QPspvM1VN5BJNpsoprROZSE2kW2iIiyCrepJ7RnCAE/u4DNzH+XAfZ+Ceed"
    "hXxukKO6QSUnAQTfmeqP6xWVaf2ZqwEs2c0Fyp0lkZCw0oW9VET+U9cYk/yen4v2VXP2An"
    "QLk1iknZvEob/h+bj9I/oIvWjvOfOJrK1eIHecoukapVzSSJQi2oztVMf8ztcS0tpwRBxz"
    "rrGDtkTO5UmYtCuyopVs+w6o9OG7SrotBGFu1fbq4u1VAnZeR3iV03/jL4YQqDQpyDkUI8"
    "MqC++3jyq2xbnV1cncpvBh/gNLNreX5g+hi7tfYtSRgKcbVe1qDe+kWoeRXfrhS3lcWgLA"
    "3KrbeA8NzHXjVkExID8vyhklKnipF6lZSpzFuztWcDPMlPxlzekEoAPg/LlqD6qQDXxHpZ"
    "ue5pC2UBopSnfE1AVPlTqyAgLkgqVw0QJa1ej8cib//eQAYfbHnw2hgHPrvgY6YRW5zB9j"
    "TBrsjmC89JXLIJ9tUlAU0Ovr4uwJ1P79gNuSTg647l0BWhiIufA3NGHdG2DoepdVovEGoo"
    "A2xxUmQlNSRrs4m0SFWG742IvTWbqu0ze1ekHd6EcbjWHO2IHqH5Cov+ZaHFUSYV4dYkD0"
    "3ce2re0UoUgkmZwc3nt29KLRb8sVyYlzclXjvkB2b1wytlse72uH+81dqMkJD1mbGr8kLL"
    "LRrSEF2exspZC4Mu1o635aZ1waRWTmnfRTN/QoM6jI0KeUgb6xx4T3lHFbUty4Kmdda0x9"
    "xuz8YKN7eYmj4hBnT0FUoEQh61J+TWpAVTyMMbpvMbxn2GWqpOCUKmWmslp2KLld7npCC8"
    "yDrrGKoRoBqhXwhD8hyS573HvGTyXItM74pHZ32aN8W5UyHHGxPZlEvv5utDmUqNeJzmng"
    "Nd1VvNknINZFDND9aHj+vcklczUt8KMbdLAxXdSD6+scDgMiGt4Et8UYxSMayUkIKoUoWo"
    "0gx55rKARjGnf3Qoyms0TctJmN9zwUH5nB+uPp9ejIxP16Oz85vzsAsldjLFzTTU16OTCw"
    "XW9fsPstLg9Ovs9MMBDi9CzRB/AIb0PiAKER0tIjrAdtwK23F+DEcRTGuHbrO31tYaftK5"
    "uxVyzb7M1S5ZIsVrXiI+GK4GVUKDTKSVqGCaSF98bwgObrWFoiIp3YC56N6WreMtKuPN0H"
    "ZRn6gNqTXMXQm57ozWN+3O4iZ6VMCPXrcngR8NfjQc1gQ+tb5gt+tTw2FNrR7W1A/fui9a"
    "SBuLqYqMxmCrcihTL3GDoIQ+QQkB3fqgRIRwhaBEvJ6UY6KYOWiBvVe+gYIAT2cB+1cwQM"
    "Qv2a4hPsLgZ0W4SSYJNfnEhuOt55sQTC1Zton0drZ8aNdIFFitrsTv+W/87VjpL7u2R4Qn"
    "/NPwM2c/5/2isbLj0iFiP5tqRZjst5tMCeIXzMWrFb1Tny/P//1ZeAX4mSmKXzK+/Dy6Hh"
    "nfwm7rbzvG+aXx3asZdm0G8atd4xVx+fle3IXwX32/3GUgCtRVFKiHHfTh1NmphrgmTfQM"
    "Ma9eECMtCSUfOscwgP/8JekZThOoXrhY5TQBOACjwSj6lg8l0g3Yls8k4okH4TPUaI9PSU"
    "Itc4Va5hg7k/2fr4q73jL/ZA3uCdkB1OsX7bqjX29TwGe49ONN9+Lq8qfocZlgX1LB3GXo"
    "mDk9EgXwS3IAfV3oH6ltVmwAykoOAP4OOlU8/Ejwk7mZL50ZBFzqki61RT1VX2x+z0osAd"
    "0qJbpVBFob9Kuo5MGt1dmthUqbF6FmOALnRai5OpPoVkhEW65AbI5DdIscPprteUDh0zeE"
    "40RxxT46SQywhfZEKFTtObrdHy42RESh9BdKf/sLdtnSX+hcbr1zWWmmtYDzAEuCM2BL5q"
    "p2h+X1Fdj1p+XpR1qpmc9cFuqNOSsTc9udosDiNWUMOY9s2prxORpuxEZDfYxb6FAt/2VC"
    "AuwQP+AoLnbW181LAruVKuifImEht7aK/iSseTeeJtTHxgfCczi2gSyLzt3AmKKFcYeNBf"
    "tjzB4KJmh52OLqAw3kPyiOcmxw3BIkA8qyeigv77K8HDJJ6xahQaQYIHALobA+owuhMAiF"
    "aWB/yj4AhMI0D4VB1KCZqEG+F9umRzZ65JEEOs71wNIP7BZ5XJg/ajp0XM7B4m3F7GH2tQ"
    "wh+d4gtm/Qe2OJjp1weXwDubboJvYNNpEWu4ZPuVe0MJAnepOJaywPNlc4XC1+jsIBy3Qw"
    "y8v+su/4aya4wa9XcsxOyfil+GY/7O3t77/be7N/dHx48O7d4fGbeG/O3irapFU9V+s9OA"
    "FgBv+Cw8vD5wdIE9d8e9B2rXrNonJQqNUbaNneRr3KHYRpKVggSiwQM7RwKFJM319uri5z"
    "iopWInLUjFiB8ZcRhYF7BnUBtByMVKgs00Yld0ztpmNgfAC5jYpa1tzz6h27mhaF4KXWwc"
    "vlslRpj0iKwP4AhbwQX9MK7Hbja+Ll7y7qo9lSURbb5BKpVdTn3MbTGQ2way2YrnYUYR/p"
    "id2iuA9ZPWs+4EVJlrrbCTaQ6z/xJDc1kCGSnQx1w8NMyX4Qxl5QINLfPvt60R3DF1nwMY"
    "/GED8cBNsiduPSwLA5MZ24nQ0Gdfapytx8FCtlKCm47hLp3mqRoJcSBmotRf+wnOJlnbjw"
    "8QF6b62cAhC+QOYE+ZMqMMtyA8T76KAE3EcHuWjzWzLY/ox9Is5lYiimjFKID8i4b4Q8Kk"
    "LojtqKVaOIVUcSHACxSNe8LlBLVUsVfQtHQC1Ky74yJO03SdqfndycnXwYbct7S0UmFL6b"
    "HLnI99ySzn8LJ55B2fE2Wa2d+biKtR0934xVsl1o0zZ2GZfmKN+jOco4NNs9Nk4jaFtxF5"
    "PfrIJ5LYmBcV3ZuCZ+eKRBFvZCmtaUXIckrdG87y9HK6VTk86wa06JO1eyhK7x1lUDgL+e"
    "LoGh1kNdfGVZgFYKhbBFwecnoDg5+2EZys/0GBozamvC9RkhVnfNyIrDtE4BzJAxw3ZMk3"
    "lgpo0WlVHOGwOghnjeC4znAcvmUNWcCTKWYWOQe/ObPb+wv7Og+KBHOFd0M9gE9QdqerZF"
    "8JVnAuk5itzpbAfCazbyUPGD021r4kap0zBkw2JZS/uGcBZwebBiQqBmOKHWchUNEcNUz2"
    "997DJdxkPEaopF5/BmSCWTux/FgMOGi5kbzqZvZhaza+oMdlmj8+COPm+ImBjjI/Z9NB4s"
    "ULE1y8/evicbT7PIhP20HG3IsIlDMO/opq7UdTjUKR2s35Qmntzc+6zBPNkb3Loqmgr3zT"
    "WlU6vdtVwBlZnY35uto8qSiChpHb8mLkOdVVd1Vn9Q4tYKbacEIbKtXWQbmnmBfrBviEJ7"
    "tBbt0VBev0l5/ba7o3PCBaXMxSiwUMlkXMU4OrEbuR741wRa8G3ajR7doGiOblAs19FyUa"
    "tabr9Mtdx+frXcfqZabsyd5Fr2eVoSDHQw0HulXTDQdUQUDHQw0HuDrbYGeio7pbLL5fRV"
    "gTkuHmWGuHi2JHfRDZ0yI5vTBgWUn9bjI2IbbCSf2OxpyubMe4MEvhHg54CTBU2RjY17j0"
    "4Fq9A9G9s3QoohbjtwMmofuzYbMMtY1OJnfXO/ub+HXJm/Gy5+xJ7BJkXApgSTYY9h+7Xx"
    "u8s/43c+dEyJRFxOpe0t2MABns6WrEnICEEMTzYKaZaekG84bLdnA3xzPWzRsUt8bBt3Cz"
    "Ee5c6KwX9MaUZtpoyAuPHCZk2Q62JR0sMpmkJ7Dei083ewLdNpS/qr4wBJQwzOD2q+ayjx"
    "lpRtW06I6Axw+dkvQVwO4yKQMygD33Zr/scD+x1VZm/0/ACn7kGZmXuQP3EPgGNbH45tG9"
    "vzGTYrUhCmpYZHLHFYiljisIBY4jBL20Fd1Tm8BbwdVO39DWEN2T8qE2mVQ3qJSOuRDG/o"
    "Cyjqm/I5xBMi3YWI3vRkx7OZI1Q9bL2SgpC11iFr0YZvm3M3IAqzvFjJsmwDqtbMfBySph"
    "NhiSpKToiBfnXW75i5b645n9VJMqZFQc8669lBvFfM81RHH+RbkWmpAfCSpQ3Jw1JxlMOC"
    "OMphNo4CvCAv4oWCrD3kmLf/KjWYY95OPlRuPFNkRBW9afk5UXVj3Pq06AfsoIXPs4M+Zq"
    "Da/u4y5eiQKQn45Qmde+wi8o2oiez1eGwE6AGL5OI0m/1sZshStZECMbkm8s+dlQ4y84A/"
    "i59nbEH0BYFyqKe4yIDYz2YWS5O6OJ7Lu+Fpsezxz5fn//4slln8zIDml4wvP4+uR8Y3Tr"
    "EZSnzbWc4yKNTsqlBzu2y/296Ptsz3WxQBHxrfbwd2NdvQvYDvXEiRbShmNJREu7O23h62"
    "u3A0wWMo+qHFnlQV1rRkd6juHeiPKhsWoyn7MJMfBUU8rCrbKWKmVg/QIUV1fKW3HNXCfx"
    "PvfkXs04JAC14BcsdhbrRFp3nUiIWwZ4QB+vLQT4iN6yKfkYV1pvKkZ76UcJisiSryV2Li"
    "ywPA5K+qgimxN1OBPACooKoKXAZXyBZTXw2qQUAV5VXBMYvaAup5TOoRBlPn0oSFv4prVZ"
    "zjaUHYaatMbMitvYTcGnDuvwg1QwoVUqjbf5U6SaEmwq3bOzlCz/Iq3Q+O6AtqbWfpI7LT"
    "nAx9ggu1ODuf4l9dn5g/cY3kC/jKN5gsz55TF6fy5hZT4Zh6i/fLXl/MLD7RVOwHbF2zDe"
    "xa3mLGtJxN1LfzEaUS99GIQGi01Tx5rIYMtAUtpgmZAebLS3UxFTQxZXuYLIfwqnDVBC5A"
    "OSk0QJhbaeUNQVsuUGa8LGVxzz+SuGCIQWihyI+CA4oHEANlzkswVxiN5UgaVtIdFufM3Q"
    "fmKrs71XDXhKRhiVgUM66yxGclB1cQtV9qld8vWOX3lQVRHDefKFuD1/RnSbLQvKNzoAzC"
    "3i9CzRD2fhFqhrA3hL23/yr1vnMoc5qQIjCpOnEoPzqpPu+oRIhSBAm9kDuQrRRMX8Yddq"
    "g79jnzoUvvqL0wFjj4p/GAZ4HxRILJshcIuTYTQD51DUGIYPh0isXTNrYI+xxFtLLtT1MG"
    "LuM4PH8iqs3hFD7Zk3wyMc6VDQLn+3Qa1kzqKYNuvkMmiQ0i3pP2x47KuGNH+d7YUcYZiz"
    "MbVVuuMoIDhPu4DNzH+XAfZ+EWq1jd6M5KWmewNQns4OeZg/IoT/MDyJLYAEI6XYeM+xfB"
    "7O0cvycu8Sdm5BxLc5xd/YCdAKknuiSb53zz/9h8lEGF0lQsylGI/gc1yrUCHJIohCt1Dn"
    "DYxJ8S36+laFkWNK2zpiEw/SLUDIHpF6HmbTLA66bXpglxIejfNsLsRaDOI1tr7hbVAM4K"
    "whkGCnjnFeftSgDg1OFIugECCjm/reX8lHZDA0DX79PoK+ay+aTdEYCaLRxlcV1/AqC0vT"
    "U/e4fVYSQDvNrgy+C7MrJg5q4DNmOQ6lV44YuigGyxRaiUggIL9kQLZ8VD69QWawxs4luU"
    "Tamq51Km5RqxaHXAuZPzKVPozxy0qFx1IMvpnCPUp+ggKtWo1sImidWCWq+p3vKJfluupd"
    "HMauhsVjvEfagV5FePAJk7nWP9goRqShV79lrqqqUU8FYBbxW8VJAnfSFqzoSay3D9oBlh"
    "juoDdjclr5mRWz5Mf/VeTPITLXJA9rMRRZJoWyEtgZfooBkght5843e0Vui3l6/r04QZOv"
    "yI9FYm3JdodD7jFkPF0KHjMW80e9ycCG7Ex7ig47J49fH9JMztmNEAu9aCtyVtiNj5arR/"
    "4cFOsSme3mHPn5DZhnAlk98fxaDDhsz0qLPpopbF7JoNOlTc4oxVIxuCqmt3gGtaut0YUC"
    "uHmh+dWLgZWD72bpYjDemdbDvtG0GWk/1NIFqcBDaTWizTYH/n0ScmZwQTtGTcJGMX2wZx"
    "Vf3xxQ+vTyB/XRbYQLN6p4lkESgxJ8ifVEn5pKWaSWNqlFw7OijTqH6Q36h+AMeTv5gYpd"
    "S1TdhwNdSclgQ1a63m7svIddNmy3Xk3Zba6gbuprW2Zyc3ZycfRtuqVDzBHrEmKms1vFNo"
    "qKLVM1Cu2KfXucjKfMRe5KKUNTETIgMsk9s7PCzDpnF4mE+nwe9JZwGyl6oCwuHjA0S3lV"
    "Pn2ScG4YkvaYR/ubm6zLHdVyKyRUeswPjL4AmXHqJdAC4HI2XGZTh5ZPodyT7jA5yqrIMu"
    "N7O//x989vV4"
)

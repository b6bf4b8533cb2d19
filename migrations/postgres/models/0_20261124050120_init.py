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
    "eJztXW13m8a2/iuz9CXtWj65id/innxyErX1qWPn2M5N10m66BjG0tSI0QFkW7ftf78zI0"
    "AwDAgQIMD7S1MDeyQ9e5jZr8/8OZoxi9jey9M5vWH3xBn9E/05cvCM8P9J3dtDIzyfr++I"
    "Cz6+teXDeE4NXzwmL+Nbz3ex6fM7d9j2CL9kEc906dynTHzK6BTdEuwSF0mht4j6aIaXyG"
    "LocYp9/qeHFh6/vbr4UgxqMZOPSp1JRfmFQ/+7IPxbTog/JS4f5etv/DJ1LPJEPPHn15GQ"
    "Gf0mLs/vjTtKbCsBCbXEQPK64S/n8tqZ4/8oHxRf8dYwmb2YOeuH50t/ypzoaer44uqEOM"
    "TFPhHD++5CAOQsbDtAM8Rs9Y3Xj6y+akzGInd4YQuYhfTqC6yvjQzj4vLGuB7fGMYopYJQ"
    "IoZqcMlkjlAf/6qe/PUT8RX+sf/68M3hycHx4Ql/RH7N6Mqbv1cfvQZmJSjhubgZ/S3vYx"
    "+vnpBYr0GV/6ZgfT/Frh7X8HkFWf6VVWRDHPOgDS+ssV3P2DbAneEnwybOxJ/yP09e5SD5"
    "v6dX738+vfru5NX34gMZf8FW795FcGdf3hJgr8GVr4cxxd60DMRJqXqA3u0cTsB8fFgA5u"
    "PDTJjFrSTMpksEFAb20zB/4Hd8OiN6qJOSCtRWIPoy/J8ezvAcqG/OPo6vb04/fhLDzzzv"
    "v7bE6/RmLO7sy6tL5ep3x4paokHQl7Obn5H4E/3n8mIs4WSeP3HlJ66fu/nPSHwnvPCZ4b"
    "BHA1txTMLL4aWEmsnTnPLhKqg5KVmDmoO3B7Rcv5Zd8sDXvyovc1IStNxlLdvY8w1u71XR"
    "syoLmu6ypoVRb5Qy3WMSm+33HuzBdZjwwim6u9da8NJrSqH7I3MJnTi/kKUE+Yx/I+yYOt"
    "M98DQ/B8P0DNy/w9kTXl2/zS5+jLzI+KTiv53/YuKvzPDT6/enH8YjifAtNu8fsWsZCajF"
    "HbbPlCvRs+lbs/2ZegU7eCLBEb9CfOfQv/eWjnnDFq7Qpvzy6RCA8shebiRAPMy97PDpYg"
    "GBbLQ1bvtXvpBMsEP/D0vpvcAn/E1x58GNBzd+J/7l61dF/Hj+VKaHKe8lXcz4N0vBfEOe"
    "MqavItYe2qPRDkyT8a83CaskRPS7j6e/fp+wTM4vL34KH49p4P355TsFeMq9NtOnD5rZ/Y"
    "4xm2AnY+GIyym433LBpoAPF5V2oX93eXmegP7dmYrt54/vxnzaSz3wh+hq+wtXlgTg88Wt"
    "Tc3ygK/lWgQ8utJbxKfUIga3uPlX90qCrooC7iVwdxcOn7PcLJwHMCWBv55h2840TFLC7b"
    "kqr5u1UQ723xxH5on4I88yuf54en6ugRab0vU2TP7bJ8xdlrFNtMID2DqTZspRESvlKNtI"
    "OUrZKBFuE4Y187kA4KHg4MDePzoqgDZ/KhNueS+Jt0DLMKfErBau1IhDJKvLkSyXsZnB5s"
    "QxZtRZ+ESzWW/YM3QDVNo3OqblGncOm5n3VfFVZQFaJbPCDUmP24sLOyNWMHYWs1S4UMmx"
    "JMeotFO0A/Fqaym7URTZlfezd+X99K4cIFZ1zUiLw7ROAMyR4a6+yRaOb+AJMSy8LI1y1h"
    "gAdQLqOXYNCVJZfBOC7XlKR92H1DOZS4w7mzFdEsdmOANRRU7B9E4INoXqq5ev2rcWP1x+"
    "fnc+Rp+uxu/Prs8uL5LmobyZ9PevxqfnWqxNPK+AdCDVJs6vXx31FWmX/EFMUVglwyQZS0"
    "ZuZCtjBIjkFo9vQVlcFQX0zi1dzK2Kak5Kgpo7reYH4nra7GOm0RWTaM/kamrDqieBvoYz"
    "XsNQrjxJIwllSrr0CjaJIUNec5fdUZuUgzlLfEAuWVMVYWp9zpaVYZfKcD2b10UrxDTvda"
    "JS7Iov4Vdn729G+bO8BsCv+JhXfMhP6xH7Nb+LQp71jmfgnl2iF4sf0wc+JB9Xl0oPZH/8"
    "5YrYOKMoR191d86HFWoZ0PxPRna4I1UvYp8adM12jZbwSWsFa8hT63HKPVSber7Bf6hLa3"
    "4xv4Sjj/ngyyFh2GLZcbS6bS4/ji+ExcuQjeSyvLlD+dIhyDOnxFrYxEJCEFEHMX5VrFRv"
    "0e9RzYJnLya/I+rJrmNz4br845DYU/bQt1FYQfI/4sK3UbqTucHPKdLxzC0BfyEhEWlh2a"
    "DGn4lfFzlN3fUgL7S+pRp90a+KnvATNeTp+3PizrBNnXvowW63eHut1Sop2bV0i2U70ewZ"
    "lcO8I0lZCKbUMKFjnblz6vFNoJyDnxSqxa0fwCoRz1bFFugUrPmRXVUWYrudju3OsG9ODZ"
    "/6WYU5GVULSbHhVW0W6uTZz+nk2U938kAVH1Tx9RlaqOKDKr4BTuvI/y1p6cTlwMrptJUT"
    "hTJKqjguByrutIrjUamSWlZEoRWm03qOR0XLuCwpwVpMjw6x2zXjs0BnX6udfWsXL1xqSq"
    "1kKWlYzDq9mAl9+bjcOhaTGdoSdlhkBTvMXsAO9TEX08Z8qlvGwvGpZhEr8E6lRoD3qvPv"
    "FfZ9MpvriC0KRNniwoPJutQSBJJbzMI3Gd/bF849V4EmmZXfYJExBFCIlKEQESC6xHeXVT"
    "weVRiWs84vZ8R1dY16GwyFSGpw5vdRIXfnKMfdOUq7O3xJmlE/LFQpinRSanBIN0CbHgFm"
    "eNiuiHUkOjjAD/YLAH6wnwm4uKXJipVeQZJSg4O5kRVEYFaNW5oBHU9f9uNVwLgaU3xCFP"
    "TcZT17Pnar9bcmJUHLXdYy4RBW0XFcDjTcZQ3fUQfbFTQclwMNd1nDpig2sg2X76262uoc"
    "d0IVBCu3kJ8MBB/P4bUCgo9noebwnbxdluujSMkNqLIQ6D56g3DUPVgOXlUMJq8GWsbskq"
    "iuJWCyAjfNLqGONYGXwjglBxMZmH+6xPyTbKffEmnNIW8DBTv1XheAWn9Ay7YgD4yhRgU6"
    "ZgMUgTgif6gf5/jQ/doMC2OtWLFAHNYp4jC9m10D4AUPTe0pyqnIwha8bIL7CTvaA862Z2"
    "UbrwYf0GKeqjxrBjixWAwVtTl2fWrSOZ8YDRACFmRs68mbn4w3O5JYgr/49by0n8PxBvia"
    "7oCkLUSxOFdbDPcqlG2JaVCMuo2bQgSxO4QlQ9oLj//j+cRFj9SfIn9K0ANxLWr6Hv8D++"
    "iRuAR5xPcFCdsdcxH19VRtNY2rPdU6+r3iieAnG/dkCSdb75QcLa6JFLrZKWVFbIDnXB8X"
    "ySgfZyeUj7PbTHUTuUCTqXZKd4lMpCLSDTTEhZCVPbc9JTjAiX1SBO6TbLhPUnDPXeJp43"
    "S5HVIxKTh2pnhPVP/YLMvP7I6wEs3twFwp01kZCQ0oW1VHT+Uddag3zej4v+FXPxDbx5k1"
    "inHZrEob8R9LjNI/oPPWjrOfBJra1eIHdcqukKpUzaSIQi1ol6uZ/lhYk0paTgiCjrusY2"
    "LTCb3VZS5y7aq4WDXDqj86rdGuCkMbabT/dX15oYc6LqO+S/w6+guJoxMGhbgAI4F4aEB9"
    "9/H0V9W2en9++U59M8QA71K7luv5hkeIU2nfUoShELfTyxrUWz8LNa/j26XitqoYlKVBuf"
    "UOEF54xC2HbExiQJ4/VFJ2qWKkWiVlIvNWb+3ZAM/tUzFXN6QCgC+CsiWofsrBNbZelq57"
    "2kFZgCzlKV4TEFb+VCoIiAqSilUDhEmrl5OJzNu/RRiJwVbnrU2I7/ELHuEaseTRa49T4s"
    "hsvvSc5CWLEk9fElDn4JvrApzF7JbfUEsCvo5Mm60JRRzy5BtzZsu2dThMrdV6gUBDKWDz"
    "kyJrqSFZm3WkRcoyfG9F7N2xqdo8s3dJ2uFtGIcrzdGW6BHqr7DoXxZaHmVSEu6O5KGpc8"
    "eMW1aKQjAuM7j5/PpVocVCPJYJ8+qmwmuHPd8of3ilKtbeHveP1502IxRkPW7s6rzQYouG"
    "MkSbp7EK1kK/jbXjdbFpnTOptVPac/DcmzK/CmOjRh7Sxl0OvCe8o5LaVmVB013WtMvdbt"
    "ciGjc3n5o+JgZ09CVKBAIetUfsVKQF08jDG9blN0z4DJVUnRCETHWnlZyILZZ6n+OC8CJ3"
    "WcdQjQDVCP1CGJLnkDzvPeYFk+edyPSueXQ2p3kTnDslcrwRkU2x9G62PrSp1JDHaeHa0F"
    "W90yyp0EAK1exgffB4l1vyKkbqGyHmdpivoxvJxjcSGFwmpBF8qSeLUUqGlWJSEFUqEVWa"
    "Y9dYFdBo5vSPNsNZjaZJOQXzOyE4KJ/zw+Xnd+dj9Olq/P7s+izoQomcTHkzCfXV+PRcg3"
    "X1/oO0NDj9XXb64QCHZ6FmiD8AQ3ofEIWITiciOsB23AjbcXYMRxNMa4Zus7fW1gZ+0oWz"
    "E3LNvszVNlki5WteID4YrAZlQoNcpJGoYJJIX35vCA7utIWiJCndgLnoXhet480r403Rdj"
    "GP6g2pDcxdMbn2jNZXzc7iOnpUwI/etCeBHw1+NBzWBD51d8Fu1qeGw5oaPaypH751X7SQ"
    "NBYTFRm1wVbmUKZe4gZBie4EJSR0m4MSIcIlghLRelKMiWJu4yVxX3gI+z6ZzX3+r2SAiF"
    "6yPSQ/AomzIpw4k4SefGLL8TbzTUimljTbRHI7Wz20h2IFVusr0Xv+m3g71vpLr+0h4Yn4"
    "NPIk2M9Fv2ik7Kh0iFpPhl4RBv/tBleC/AUL+WqF79Tni7N/f5ZeAXniihKX0Jefx1dj9C"
    "3otv42QmcX6LsXc+JYHOIXe+gFdcT5XsKF8F58v9plIArUVhSohx30wdQZlUO8I030HDG3"
    "WhAjKQklH12OYQD/+XPSM5wmUL5wscxpAnAARo1R9B0fStQ1YBs+k0gkHqTPUKE9PiEJtc"
    "wlapkj7Az+f54u7nrD/ZMNuMdkB1Cvn7frjn+9SQCf4tKPNt3zy4ufwsdVgn1FBQuHo2Nk"
    "9EjkwK/IAfRVoX9gllGyASgtOQD4W+hUcckDJY/Gdr50ahBwqQu61CZzdX2x2T0rkQR0qx"
    "ToVpFobdGvopMHt7bLbi1U2jwLNcMROM9CzeWZRHdCItpwBWJ9HKI75PDp2J4HFD59QzhK"
    "FJfso1PEAFtoT4RC1Z6j2/7hYkNEFEp/ofS3v2AXLf2FzuXGO5e1ZloDOA+wJDgFtmKudu"
    "6wvL4Cu/m0vO6RVnbMZy4K9daclbG57cywb4qaMo6cS7dtzfgcDjfmo+E+xi26UC3/ZUp9"
    "YlPPFyguR5vr5hWBvVIV9I+hsJTbWEV/GtS8o8cp8wj6QEUOx0LYNNnC8dEML9EtQUv+x4"
    "Q/5E/x6rDF9Qci7N1rjnKscdwCJAPasnooL2+zvBwySZsWoUGkGCBwC6GwPqMLoTAIhXXA"
    "/lR9AAiFdTwUBlGDeqIG2V5skx7Z+EFEEtgk0wNLPrCX53ER8ahhs0kxB0u0FfOH+ddCUv"
    "ItopaH2B1aoWPFXB4PYceS3cQe4hNpuYc8JryiJcKu7E2mDlodbK5xuBr8HI0DlupgVpf9"
    "Vd/x11RwQ1wv5Zi9o5Pn4pv9sL9/cPBm/9XB8cnR4Zs3Ryevor05fStvk9b1XG324CSAKf"
    "xzDi8Pnh8gTVz97UG7teo7FpWDQq3eQMv3NuaW7iBMSsECUWCBmOOlzbBm+v7r+vIio6ho"
    "LaJGzajpo79QGAbuGdQ50AowEqGyVBuV2jG1l4yBiQHUNipmmgvXrXbsalIUgpedDl6ulq"
    "VSe0RcBPYHKOSF+FqnwG42viZf/vaiPh1bKopiG18iOxX1ObPIbM584phLrquRJuyjPLGX"
    "F/eh62eNe7IsyFJ3MyUIO96jSHIzhJFMdnLUkUu4kj0/iL1gX6a/Pf71wjvIk1nwiYjGUC"
    "8YhFgyduMwH1mCmE7eTgeDWvtUbW4+jJVylDRcd7F0b7lI0HMJAzWWor9fTfGiTlzw+AC9"
    "t0ZOAQheIGOKvWkZmFW5AeJ9fFgA7uPDTLTFLRVsb84/kWQyMeRTRmnEB2Tc10IeFSJ0yy"
    "zNqpHHqqMIDoBYpG1eF6ilqqSKvoUjoBalYV8ZkvbbJO3fn16/P/0w3pX3lohMaHw3NXKR"
    "7bnFnf8GTjyDsuNdslrbi0kZazt8vh6rZLfQJm3sIi7NcbZHc5xyaHZ7bFyHoG3EXYx/sx"
    "LmtSIGxnVp45p6wZEGadhzaVoTci2StIbzvr8crYzNDDYnjjGjzkLLErrBW9cNAP56sgSG"
    "mfdV8VVlAVolFMIXBU+cgGJn7IdFKD+TY3SYUbsjXJ8hYlXXjLQ4TOsEwBwZI2jHNLgHZl"
    "h4WRrlrDEAaojnPcN4HrBsDlXNqSBjETYGtTe/3vML+zsL8g96hHNFt4NNUn/gumdbCF9x"
    "JpCeoyiczmYgvOIjDxU/ON22Im6M2TVDNiyWtaRvCGcBFwcrIgSqhxNqI1fREDFM9PxWxy"
    "7VZTxErGZEdg5vh1Q8uftRDjhsuLi5YW/7ZqYxu2L2YJc1tvBv2dOWiMkxPhLPw5PBAhVZ"
    "s+Ls7Tu69TQLTdhPq9GGDJs8BPOWbetKXQVDvWOD9ZuSxJPbe58VmCd7g1tbRVPBvrmhdG"
    "q9uxYroDJi+3u9dVRpEhEtrePX2GWos2qrzuoPRp1Koe2EIES2OxfZhmZeoB/sG6LQHt2J"
    "9mgor9+mvH7X3dEZ4YJC5mIYWChlMq5jHK3YjUIP4msCLfgu7UaXbVE0x7YolmtpuahULX"
    "dQpFruILta7iBVLTcRTnIl+zwpCQY6GOi90i4Y6F1EFAx0MNB7g21nDfREdkpnl6vpqxxz"
    "XD7KDXH5bEHuoms240a2oA3ymTitx8PUQnwkj1r8acbnzFtEfQ/55MkXZEEzbBF057KZZB"
    "W642N7KKAYEraDIKP2iGPxAdOMRQ1+1jfnm/N7wJX5O3LIA3ERnxQ+nxJchj9GrJfod0d8"
    "xu9i6IgSiTqCSttd8oF9MpuvWJMwCkAMTjYKaJYesYdsvtvzAb45LjHZxKEesdDtUo7HhL"
    "OCxI8pzKjNleFTJ1rYzCl2HCJLegRFU2CvAZ129g62YzptRX9VHCBliMH5QfV3DcXekqJt"
    "yzGRLgNcfPYrEBfDOA/kFMrAt92Y/3HPf0eZ2Rs+P8Cpe1hk5h5mT9xD4NjuDse2RazFnB"
    "glKQiTUsMjljgqRCxxlEMscZSm7WCO7hzeHN4Opvf+hrCGHBwXibSqIb1YpPVYhTfwBTT1"
    "Tdkc4jGR9kJEr3qy41ncESoftl5LQci60yFr2YZvGQvHpxqzPF/JqmwNqu6Y+TgkTcfCEm"
    "WUHBMD/XZZvxPuvjnGYl4lyZgUBT13Wc82Fr1irqs7+iDbikxKDYCXLGlIHhWKoxzlxFGO"
    "0nEU4AV5Fi8UZO0hx7z7V6nGHPNu8qFq45kmI6rpTcvOieob4zanRT8QGy89kR30CAfV8v"
    "ZWKUebzqgvLk/ZwuUXsYfCJrKXkwny8T2RycVZOvtZz5CFaiMlYmpN5J+jtQ5S80A8S57m"
    "fEH0JIFyoKeoyIBaT0YaS4M5JJrLe8Fpsfzxzxdn//4sl1nyxIEWl9CXn8dXY/RNUGwGEt"
    "9Gq1kGhZptFWrulu131/vRjvl+8yLgQ+P7bcGu5hu664udC2uyDfmMhopoe9bW66NmF446"
    "eAxlP7Tck8rCmpRsD9X9w+6jyocleMY/zBBHQVGX6Mp28pip9QO0SFEdXektR7X03+S7Xx"
    "L7pCDQgpeA3La5G22yWRY1Yi7sKWGAvjj0U2qRqsinZGGdKT3puS8lHSZzqov8FZj46gAw"
    "+cuqYEat7VSgDgAqKKsCh8MVsMVUV4NuEFBFcVUIzMK2gGoek36EwdS51GHhr+NaJed4Uh"
    "B22jITG3JrzyG3Bpz7z0LNkEKFFOruX6VWUqixcOvuTo7oZnlV1w+O6AtqTWfpQ7LTjAx9"
    "jAs1Pzuf4F/dnJg/dVD8BXzhIS4rsufMIYm8uclVOGHu8u2q15dwi082FXs+X9csRBzTXc"
    "65ltOJ+mY+olDiPhwRCI12mieP1JCCNqfFNCYzwHx5oS6mnCamdA+TaVNRFa6bwDkox4UG"
    "CHMjrbwBaKsFyoiWpTTu2UcS5wwxCC3k+VFwQPEAYqDcefEXGqOxGEnDWrrF4pyFc89dZW"
    "dUDveOkDSsEAtjxmWW+LTk4AqiDgqt8gc5q/yBtiBK4OZRbWvwhv4sRRaad7ocKIOw97NQ"
    "M4S9n4WaIewNYe/dv0q97xxKnSakCUzqThzKjk7qzzsqEKKUQUI34A7kKwXXF7olNnMmnm"
    "A+dNgts5ZoSfx/onsy99Ej9aerXiDsWFwAe8xBkhABeWxG5NMWMSn/HE20sulP0wYuozi8"
    "eCKszREUPumTfFIxzrUNAuf7tBrWjOsphW62Q6aIDSLek/THjou4Y8fZ3thxyhmLMhtlW6"
    "5SggOE+6QI3CfZcJ+k4ZarWNXozlq6y2B3JLBDnuY2zqI8zQ4gK2IDCOm0HTLuXwSzt3P8"
    "jjrUmxqhc6zMcX71A7F9rJ/oimyW8y3+Y4lRBhVK07EohyH6H/QoVwpwKKIQruxygMOi3o"
    "x6XiVFq7Kg6S5rGgLTz0LNEJh+FmreJQN81/RaNyEuBP2bRpi/CMx+4GvN7bIcwGlBOMNA"
    "A++i5LxdCwCcXTiSboCAQs5vZzk/rd1QA9DV+zT6irlqPnXuCMCOLRxFcd18AqCyvdU/e4"
    "fVYaQCvN7gi+C7NrJg5m4CNmWQdqvwwpNFAelii0ApOQUW/IkGzoqH1qkd1hhY1DMZn1Jl"
    "z6VMytVi0XYB51bOp0ygP7fxsnTVgSrX5Rxhd4oOwlKNci1silglqLs11Rs+0W/HtTQdsx"
    "pam9U2de4rBfn1I0DmrsuxfklCNWOaPXsjddVKCnirgLcKXirIkz4TNadCzUW4fvCcckf1"
    "njjbktfM6Y0Ypr96zyf5CRc5IPvZiiJJtq3QhsCLddAMEEN3sfU7Win028vX9XHKDR1xRH"
    "ojE+5LOLqYccuhYmizyUQ0mj1sTwQ3FmOcs0lRvPr4flLudsyZTxxzKdqStkTsbD3aL2Sw"
    "U2xGZrfE9aZ0viVc8eT3RznosCEzXGZvu6ilMbvigw4VtyhjVcuGoOvaHeCalmw3BtSKoe"
    "aFJxZuB5ZH3OvVSEN6J5tO+4aQZWR/Y4jmJ4GNuBaLNNjfuuyRyyF/ileMm3TiEAtRR9cf"
    "n//w5gTy11WBDTSrt5pIloESY4q9aZmUT1KqnjRmh5Jrx4dFGtUPsxvVD+F48mcTo1S6ti"
    "kfroKak5Kg5k6ruf0y8q5ps+E68nZLbbsG7ra1tu9Pr9+ffhjvqlLxlLjUnOqs1eBOrqGK"
    "189AuWKfXuc8K/OBuKGLUtTEjIkMsExu/+ioCJvG0VE2nYa4p5wFyF+qEggHjw8Q3UZOne"
    "ef6AcnviQR/tf15UWG7b4WUS06avroLyQSLj1EOwdcAUbCjEtx8qj0O4p9JgZ4p7MO2tzM"
    "/v5/6M3uJA=="
)

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE IF NOT EXISTS "async_tournament_member_roles" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "role" VARCHAR(30) NOT NULL,
    "granted_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "tournament_id" INT NOT NULL REFERENCES "async_tournaments" ("id") ON DELETE CASCADE,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_async_tourn_tournam_fcbef9" UNIQUE ("tournament_id", "user_id", "role")
);
CREATE INDEX IF NOT EXISTS "idx_async_tourn_user_id_843a8e" ON "async_tournament_member_roles" ("user_id", "organization_id");
COMMENT ON TABLE "async_tournament_member_roles" IS 'A role that a member has in one tournament only, on top of the roles in the organization.';
        CREATE TABLE IF NOT EXISTS "async_tournament_par_points" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "par_seconds" DOUBLE PRECISION,
    "scored_runs" INT NOT NULL,
    "recorded_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "permalink_id" INT NOT NULL REFERENCES "async_tournament_permalinks" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_async_tourn_permali_359a0f" ON "async_tournament_par_points" ("permalink_id", "id");
COMMENT ON TABLE "async_tournament_par_points" IS 'The par of a permalink from one moment on; None while nobody''s time counts.';
        CREATE TABLE IF NOT EXISTS "async_tournament_race_reviews" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "action" VARCHAR(20) NOT NULL,
    "actor_name" VARCHAR(80) NOT NULL,
    "note" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "actor_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "run_id" INT NOT NULL REFERENCES "async_tournament_races" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_async_tourn_run_id_9f3d90" ON "async_tournament_race_reviews" ("run_id", "id");
CREATE INDEX IF NOT EXISTS "idx_async_tourn_organiz_1772a0" ON "async_tournament_race_reviews" ("organization_id", "actor_id", "action");
COMMENT ON TABLE "async_tournament_race_reviews" IS 'One line of a run''s review history.';
        CREATE TABLE IF NOT EXISTS "notices" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(40) NOT NULL,
    "parts" JSONB NOT NULL,
    "tournament_id" INT,
    "run_id" INT,
    "live_race_id" INT,
    "read_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT
);
CREATE INDEX IF NOT EXISTS "idx_notices_organiz_7d52ac" ON "notices" ("organization_id", "user_id", "id");
COMMENT ON TABLE "notices" IS 'Something that one member is told; ids of what it is about stay after their rows are gone.';
        CREATE TABLE IF NOT EXISTS "organization_invites" (
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
CREATE INDEX IF NOT EXISTS "idx_organizatio_organiz_24f6bc" ON "organization_invites" ("organization_id", "id");
COMMENT ON TABLE "organization_invites" IS 'A link that makes its bearer a member. Only the hash of its secret is stored.';
        CREATE TABLE IF NOT EXISTS "result_corrections" (
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
CREATE INDEX IF NOT EXISTS "idx_result_corr_live_ra_6118e4" ON "result_corrections" ("live_race_id", "id");
CREATE INDEX IF NOT EXISTS "idx_result_corr_run_id_bb07f6" ON "result_corrections" ("run_id");
COMMENT ON TABLE "result_corrections" IS 'One change of a result that had been told before; a side without a status had no run.';
        ALTER TABLE "async_tournaments" ADD "finish_limit_minutes" INT NOT NULL DEFAULT 720;
        ALTER TABLE "async_tournaments" ADD "start_warning_minutes" SMALLINT NOT NULL DEFAULT 10;
        ALTER TABLE "async_tournaments" ADD "start_limit_minutes" SMALLINT NOT NULL DEFAULT 20;
        ALTER TABLE "async_tournaments" ADD "max_imbalance" SMALLINT NOT NULL DEFAULT 3;
        ALTER TABLE "async_tournaments" ADD "reattempts_allowed" SMALLINT NOT NULL DEFAULT 0;
        ALTER TABLE "async_tournaments" ADD "countdown_seconds" SMALLINT NOT NULL DEFAULT 10;
        ALTER TABLE "async_tournaments" ADD "live_reattempts_allowed" BOOL NOT NULL DEFAULT True;
        ALTER TABLE "async_tournament_races" ADD "forfeit_cause" VARCHAR(20);
        ALTER TABLE "async_tournament_races" ADD "finish_by_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "flag_reason" VARCHAR(1000) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_races" ADD "claimed_by_id" INT;
        ALTER TABLE "async_tournament_races" ADD "review_note" VARCHAR(2000) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_races" ADD "corrected_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "flagged_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "start_by_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "warn_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "reviewed_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "claimed_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "reviewed_by_id" INT;
        ALTER TABLE "event_log" ADD "run_id" INT;
        ALTER TABLE "event_log" ADD "search_text" VARCHAR(2000) NOT NULL DEFAULT '';
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_organiz_9cf432" ON "async_tournament_races" ("organization_id", "review_status", "id");
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_status_5b5dde" ON "async_tournament_races" ("status", "finish_by_at");
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_status_b39a17" ON "async_tournament_races" ("status", "start_by_at");
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_user_id_4e0cc3" ON "async_tournament_races" ("user_id", "organization_id");
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_tournam_c2067b" ON "async_tournament_races" ("tournament_id", "organization_id", "version");
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_tournam_684b6b" ON "async_tournament_races" ("tournament_id", "review_status", "id");
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_organiz_8c4e6b" ON "async_tournament_races" ("organization_id", "pool_id", "permalink_id");
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_status_1df539" ON "async_tournament_races" ("status", "warn_at");
        CREATE INDEX IF NOT EXISTS "idx_event_log_run_id_f3a6d5" ON "event_log" ("run_id", "id");
        CREATE INDEX IF NOT EXISTS "idx_event_log_tournam_c58b6b" ON "event_log" ("tournament_id", "id");"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX IF EXISTS "idx_event_log_tournam_c58b6b";
        DROP INDEX IF EXISTS "idx_event_log_run_id_f3a6d5";
        DROP INDEX IF EXISTS "idx_async_tourn_status_1df539";
        DROP INDEX IF EXISTS "idx_async_tourn_organiz_8c4e6b";
        DROP INDEX IF EXISTS "idx_async_tourn_tournam_684b6b";
        DROP INDEX IF EXISTS "idx_async_tourn_tournam_c2067b";
        DROP INDEX IF EXISTS "idx_async_tourn_user_id_4e0cc3";
        DROP INDEX IF EXISTS "idx_async_tourn_status_b39a17";
        DROP INDEX IF EXISTS "idx_async_tourn_status_5b5dde";
        DROP INDEX IF EXISTS "idx_async_tourn_organiz_9cf432";
        ALTER TABLE "async_tournaments" DROP COLUMN "finish_limit_minutes";
        ALTER TABLE "async_tournaments" DROP COLUMN "start_warning_minutes";
        ALTER TABLE "async_tournaments" DROP COLUMN "start_limit_minutes";
        ALTER TABLE "async_tournaments" DROP COLUMN "max_imbalance";
        ALTER TABLE "async_tournaments" DROP COLUMN "reattempts_allowed";
        ALTER TABLE "async_tournaments" DROP COLUMN "countdown_seconds";
        ALTER TABLE "async_tournaments" DROP COLUMN "live_reattempts_allowed";
        ALTER TABLE "async_tournament_races" DROP COLUMN "forfeit_cause";
        ALTER TABLE "async_tournament_races" DROP COLUMN "finish_by_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "flag_reason";
        ALTER TABLE "async_tournament_races" DROP COLUMN "claimed_by_id";
        ALTER TABLE "async_tournament_races" DROP COLUMN "review_note";
        ALTER TABLE "async_tournament_races" DROP COLUMN "corrected_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "flagged_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "start_by_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "warn_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "reviewed_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "claimed_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "reviewed_by_id";
        ALTER TABLE "event_log" DROP COLUMN "run_id";
        ALTER TABLE "event_log" DROP COLUMN "search_text";
        DROP TABLE IF EXISTS "notices";
        DROP TABLE IF EXISTS "async_tournament_member_roles";
        DROP TABLE IF EXISTS "async_tournament_race_reviews";
        DROP TABLE IF EXISTS "async_tournament_par_points";
        DROP TABLE IF EXISTS "organization_invites";
        DROP TABLE IF EXISTS "result_corrections";"""


MODELS_STATE = (
    "eJztXVtz2ziy/issv2S2yiflyJd4Nk924pnxrmNnHfvM1E62GIiEJawpQsuLbZ3Z+e8HAE"
    "WKBEGKpCgKpPslsUk0JH+NS9/7j70ZtbHjvz2bkzv6iN29vxp/7LlohtkPuXf7xh6az1dv"
    "+IMAjR0xGM2JGfBh4jEa+4GHrIC9eUCOj9kjG/uWR+YBofxT9s6MMUYe9gxB9MEggTFDC8"
    "OmxvMUBexX3wh99jp6+JZPalOLzUrcSUP60CX/CTH7lhMcTLHHZvn9X+wxcW38gn3+6+97"
    "nGbvX/zx/NF8INixM5AQm08knpvBYi6eXbrBT2Ig/4pj06JOOHNXg+eLYErdZDRxA/50gl"
    "3soQDz6QMv5AC5oeMs0Ywxi77xakj0VVM0Nn5AocNh5tTRF1g92zPN65s78+vFnWnu5VgQ"
    "U6RQXT6yqMvZx76qL/76Cf8K/zN6d/T+6PTw5OiUDRFfM3ny/s/oo1fARIQCnuu7vT/Fex"
    "SgaITAegWq+D8H68cp8tS4xuMlZNlXlpGNcSyDNn6wwna1YrsAd4ZeTAe7k2DKfj09KEHy"
    "f89uP/5ydvvD6cFf+AdStsGivXe9fDMSrzjYK3DF9jCnyJ/WgThL1Q7Qu13DGZhPjirAfH"
    "JUCDN/lYXZ8jCHwkRBHuZP7E1AZlgNdZZSgtpekr6Nf+jhCi+B+u7y88XXu7PPX/j0M9//"
    "jyPwOru74G9G4ulCevrDicSWZBLj18u7Xwz+q/HPm+sLASf1g4knPnE17u6fe/w7oTCgpk"
    "ufTWSnMYkfx48ybMYvc8Kma8DmLGULbF7uHuBy+1z28BM7/5ps5iwlcFlnLjvID0wm7zXh"
    "s0wLnNaZ01yoN2uJ7imK9fJ7D+7gNkR4rhQ9PColeKE15dD9iXqYTNy/44UA+ZJ9I+RaKt"
    "F9qWneL6fpGbh/xqsnfrrazR56TrTI9KJifzv7i3EQieFnXz+efbrYEwiPkfX4jDzbzEDN"
    "39ARlZ4kY/OvZqOZ/AS5aCLA4X8F/86xfu8vXOuOhh7npvjyeROANGS/1BLABzMtOx5dzS"
    "BQjLZCbf+dHSQT5JL/Q4J6f6kT/ktS50GNBzV+J/rlu4MqejwbVahhindZFTP9zXIw3+GX"
    "guUrkXWH9t7eDkSTi9/uMlJJjOgPn89++0tGMrm6uf45Hp7iwMerm3MJeMK0NisgT4rVfU"
    "6pg5FbcHCk6STcx4xwW8DHh0q30J/f3FxloD+/lLG9/3x+wZa94AMbRKLrLz5ZMoDPw7FD"
    "rPqAr+g6BDx50lvEp8TGJpO42Vf3a4IukwLuNXD3QpetWSYWzpcwZYH/OkOOUyiY5Ii7U1"
    "XebVdGORy9P0nEE/5LmWTy9fPZ1ZUCWmQJ1du02N8+od6ijmyiJB7A1ZkVU46rSCnHxULK"
    "cU5GSXCbUKRYzxUAjwkHB/bo+LgC2mxUIdziXRZvjpZpTbHVzFypIAdLls6WLI/SmUnn2D"
    "VnxA0DrLis19wZqgka3RuacbnFm8Oh1mNTfGVagFbyrDBB0mfyYugU2Aou3HCWMxdKPpbs"
    "HI1uim4gjq6WuhdFlVt5VHwrj/K38hKxpmdGnhyWdQZghgxT9S0auoGJJti00aI2ykVzAN"
    "QZqOfIMwVIdfHNEHanKR3rD6lvUQ+bDw6lKieOQ1EBohKdhOkDJ9wWqgdvD7qXFj/d3J9f"
    "XRhfbi8+Xn69vLnOiofiZVbfv704u1JibaF5A6SXVF3i/O7guK9Ie/jf2OKBVcJMUnBklF"
    "q2CmYAS251+xYT4bzAdMiMBE2lj4IpujvBR9vaAG0e4QKkZ+S57AM3Q1oxSYd2xR5g/UBc"
    "4k/XLepClIvIuwP5/bZX9IYu5lRULT9zbfrsmj5mH2XXXtLKCWA5Z3QXpnuS2Rg5sbJdS2"
    "mRibvD9lB/aHlkd4Bn88A3GYj0GSvCTtap3qoZugO5B+vXIU/c/7ge6VJZr2QWkPeqy3uQ"
    "BtGEAb1zQ4RzuyGbs5TAZq3Z/IQ9XxltVnhfpSgGc0m1Js2mY1brhaMrKCEsXRVOgyx2i3"
    "MX59yjD8TB9WAuIh+QCX5bGQByPPaGmQA30nQ9W9dVMwIU+zqTGXDLjvDby493e+WrvAXA"
    "b9mct2zKL6sZ+7W+q0JetMcLcC9OyZA1EDavKnRySfvT32+xkyxnNQ+kLIsrNi1ny4DWf9"
    "bwgGdj7DFeOC0D91lMfEsrLeNeQscDPtvF7MsWtdpdo8XdN62CNeRd+Txlyr1D/MBkf6hH"
    "Wt6av8azX7DJF0PCsMMMveRiWJ+pl75DqmfsmdkbbX0xnxsXG741xXboYNvghAZxDcqe8p"
    "Pqg/E9Ce/1nXDy3eAf4xvBFBtxfLWBXEbIrmWDPojiPVboeeyriGf56j9dfGCVckFMrApC"
    "ARKPqRTVHdiY9HMeEKh6vgyqWr2SJejkz0tGBJkEzPz7OfZmyCHuIxQw6jbzccXVJvGMK+"
    "oOY96T1bNXD3NNIhrBMtXCgk6VtZkTn10L9awlWaJWbCQDOCXSoV6pAzoHa7mZXKYFQ7nW"
    "hvIZCqypGZCgKKq9yHueIRteylOlNPhRSRr8KJ8GDykwkALTZ2ghBQZSYAa4rBP9t6akk6"
    "YDKUdrKScxZdRkcZoOWKw1i9NWqZpclkghj1xrPqfNo3VUlhxhK6KHRqWht6OzQFmMTsti"
    "rFS8+KipdZLlqOEw0/ow4/wKUL1zLEUztCPsqMoJdlR8gB2pbS6Wg9hSt83QDYjiEKuwp3"
    "IzwL7Sfl/FGRGNrGxp4sF4XVoxAokrJgwsyu720H1kLFA4s8qzkwumgPp7dervcRA9HHiL"
    "JhqPTAzHmfbHGfY8VZWLNYJCQjU48fu4krpzXKLuHOfVHXYkzUgQB6pURTpLNTikt9BzKA"
    "HM9JHTEOuEdHCAH44qAH44KgScv1J4xWqfIFmqwcG8lROEY9asMQuFWpZ9uY8jg3GzNksZ"
    "UuCzznwWZWWaRUFlKIHLOnMZMwib8DhNBxzWmcMPxEVOAw6n6YDDOnPY4sFGDi+D4qtiq0"
    "vUCZkQpNxKejJUS3kN2wqqpbwKNsd7cryol0eRoxtQZCHUTukNwkn2YD14ZTJYvApoKXVq"
    "orqigMUKhX52CXUqLbwWxjk6WMhQRkmnMkrZdPoNkVZ0SB4o2Ll9XQFqdXfDTUEeWM0aGe"
    "iUDFAF4qT4Q/s4p6fu12VYGWtJioUqbFpVYVOr2S0Afu9jfVIlW0c5Z1nYoMgdrwaFXGV3"
    "4M1L3F1Ekw/oMM9Fnm0HOH5YDBW1OfICYpE5WxhbqK5YsYZbT3a+FBfmedjiU28I2a3o6v"
    "0xmW6geIWuKMTBDsp2Drn7eL4BHms7KHMXo1i92l0K9yZF7zLLoFrxOyY6Yl5IDonycW98"
    "9p8fYM94JsFUlJ17wp5NrIDXoEOB8Yw9bPg4CHj1ugfqGSRQ17hraV5FKbvfV2Vr+Yjln2"
    "w+4kVUPS5V5g6KyXVZTC7NiRy6xS54iaw7B/w2oc4GUFfxwJ8UO+BPitNyVQu5QlKucknr"
    "VHylIdJbSCCMIRMPmmAdEw5wYZ9Wgfu0GO7THNxzD/tKu2ZpRlmKCnoe1epx2bPqn/VXti"
    "ZVnOYOqt+jLiEakHevxT6W6goJd+zpJ+wEqDCmM01bFJnE/7H5LP0DuuzsuPyZo6k8LX6U"
    "l2yEVKPoL4kUYmd1jv76d2hPGnE5Qwg81pnH2CETMlZ5ekrlqjRZM8GqPzxtUa6KTRt5tP"
    "/29eZaDXWaRt5L7LnxX4M3nxgU4hyMDOKxAPXD57PfZNnq49XNubwz+ATnuVvL8wPTx9ht"
    "dG9JxBC4rPWxBvHpr4LNK/t2LbutTAZhfBCevgOEQx979ZBNUQxI84fIU50ibJpFnmY8b+"
    "3G6g2waaSMuXwhVQA8XIZ5QbRYCa6p87J2nNgOwgJE6FP1mIA4UqpRQEASwFUtGiB2Wr2d"
    "TITf/oOBDD5Z1KhuggOfPfAx44gtetY9T7ErvPlCcxKPbIJ9dUhAm5OvjwtwQ95LNRcS8P"
    "ue5dBVARYXvwTmnDoizR+az3UaL7DkUA7YcqfIimpI0mYbbpG6FdE3KoSu2VLdfiX0mmWa"
    "N6nQ3GiNdlROov0Ii/55oUXrl5pwa+KHJu4DNce0VsnFNM3g1vO7g0qHBR9WCHP0UqoDiP"
    "zArN/sUybr7o77n3daixESsj4TdlVaaLVDQ5qiy+61vMpj0MXZ8a7asi5Z1Mol7bto7k9p"
    "0KTCpYIe3MY6G94z2lFNbsu0wGmdOe0xtduzsULNLS/lnyKD8v01QgSWdeeekduwjJqCHn"
    "aYzjuM6wyNWJ0hBE+11kzO2BZr7ec0IWxknXkM0QgQjdAvhMF5Ds7z3mNe0Xmuhaf3M+Y+"
    "qlsqAF/n500N3q/l5Z0JQtNjlBVdvGcGHxxlXCMjojemyDeIK9yrq8nZr85in/3Lns15Hj"
    "f3w4pP4mP5L+k9kPf3bvWTlM7fbFG0OG6CT6TwAcevM8cfuH87df96VJWPUM2AG9MOLvPw"
    "sIrV9rDYanuYs9pOvKY2hiwlaJ5aayUgOUM52T6j232U9BARBU1PC00PCvRuoUDvx7OvH8"
    "8+XewyPrqvwPYkQPoL8r5QUqlgWjJ0v5bKPEeeOaekcoW0O6Z+MpqokFlSatd48OhMqLEz"
    "ulRhPxjXUcgyYVqvS8fUXrzxDS4XGxYN2eflVeSW51YoxTm1N1Nqma0H0Hg71Xj56ovi2x"
    "Xhjj85FBXVgcnSSUA/cMJBuYQ+3dyfX10YX24vPl5+vVwmiSfalniZ9a/fXpxdyVGlFrsD"
    "bNMLVaVEC1eyRAVypaqDyTLmo1H32wwpmBTApNAr7g6pc9UQsQX1Vwv1V5OOHn0FvbSlR6"
    "IF66GxJeyooLKlWVdHZ4vpqulsxexQug3jBj+h50D56J1qR5wDOVSLs5KWw3X2ADZMSdpK"
    "x2aXBqo+FMX4JgSDS/naCr7EF1n3eYRL4+dTVBA+XyN8Hiwp3VlSOGbNC63lqSG6WWelP+"
    "681SCEPUMJth2t2Qy2HWid3QdEwaKjh0UH2uBuow1usQ1HkTWwnT6MvZW21rZgTDn6W0Mt"
    "HXYwkFWb9e0p3aXbb1bZG7C6tK3y07GCWXV5iNaxqDKSrRhTs3Fv4nuDTXWnJfZqNi0bcK"
    "+yd1XrPJWVecq1daI+Ucufazo7pei6k/UPtruK26hhCOaHdXcSmB/A/ADZKmCK0BdsyK3Q"
    "EOzy3Iq+mST6wgV1WFTLNokBhkSBUUJTo4SAbr1RIka4hlEiOU+qdSqYO2iBvTe+gYIAz+"
    "YB+19kzSSbbN8QH2FQj9eRSHUaUDcn2HC+9f0IRKZavhKFomwFG5OKS1s9Sfa5+FVdwoK/"
    "kaWReCppguwny0RxDWLljB5+IvjZXNXe5rlE+TkLh62esAUqeu1Jj9lPXmCOF4pXywa+yb"
    "s/9lYrOX/LxZlvHHf8wvuE878qWfZJ7BmxX0z1kjTZKjDZchS8DMWfH58u99eX/7gX+hF+"
    "YUuWPzJ+/eXi9sL4tvzC3/aMy2vjhzdz7Npssb3ZN94Q15x7lCtT/pu/RPct2MO6sof1sN"
    "b8cuns1UNck3LzYh83MudkKSFmSGdrDnQKf018NmNGZPl8x55+wk6Ayhid0BYxmv9j81kG"
    "xenzy5/53bSvinX9MedTcJQlAtc4FGKiATWMbMOfEPccM+t6wnKEja583YDNXPenVa770+"
    "Lr/jR33XMXjNCeGhSSz1BCMHyNYPgEO5P95Kss0HdMP1mDe4p2AAkfZbfuxW93GeBzXeeT"
    "S/fq5vrneLjcil4h5y510iaC7ooUJCCdJaDYXFGTxyky4K/O/M0Yl2oyWaYFTmvNaeo9YB"
    "KYFgr9xmVoc5NoLCRqYhHyQpeBYRako5YIKhIdCCm1hZQlhE/UNmvmWucpBwB/B0nBDw6a"
    "TJrZxTKUcJVofZUwXhWqXsWbSiIb3I7aVmfVnFexyc2dmwQ8OtXub8tB3ETLxdxaHsoc3Y"
    "AMla0FbcYgNekflqaE+0Ln+yI6exrsoTwhbCKVOXSJUpP6lBlS2Eb6byOhEdbSZbJkgxO7"
    "RtXErlGZ2DVSiF0W9TxsNczNkWhhY+m8sUQR5DyLS8oqJRRQUKlqaeoNSiqp6GFH6byjIK"
    "vxVbC5+ZZufTMDm7fH5jg0PsfjQsUtRTGYbO/W9LVd9tPW7M6Ddtp9Qxgq+EMFvf4gCkUB"
    "tokutLCEMgvdi9RQZkEnsKuWWYDimhsCvb64JnSk6aYjjRpxaMxaBdj1jVmVmnL7q3h45W"
    "BlqGV7wQb1byIXYvs1SW7FvANa7ioHoii/sBFyt9hn3/5jMt1w1mz2BHVnKLB4bjRbHh7Z"
    "tNjSfTzdBZsN9dE6pkv9m+U2rVYFZ7Wna9bCMVOnTLWSOOyCxlE3aS903/hGNIExJX5AvY"
    "W67E0FmiqNpZeFUeL6LrKixr469ZY/iKIyUPWky6onyFJrzNVCZVfUOlcF1iQ8Vqz02snm"
    "WSqdYW4YlNR+qrk67Ks4f2hA8V5d5w1B9EIjVvTNrR0dQrUu4DQJ+F/B/7qDYO+wJrArAs"
    "ATPC46eVyWOlS7dr2BlbqVkV7tZnWT9Nz91p1JWrOrrSqi6Su9tom0Q0PMr1MSYIf4ATdn"
    "LfbWG2Mkgv1aBpnnmLiaNeZsWU7YeJ5SHxufCA/Ztg1kWTR0A2OGFsYYGwv2y4QNCqbIZf"
    "9gY/WBBvIf/bzFpsV5K/RvUlYsBstNl5YbUL3WHWiDUL1AT4DItz6jC5FvoIdpKMtC5Jvm"
    "kW8QJNROkNBuNLKLJx44RCeFGlh2wH6ZxoX5UNOhkxrubsorZBmC8oNBbJ/7sSN07JTK4+"
    "+LLi2+gVybO7l9gy2nxb7hU64bLQzkieYvxGV/3myMPYXatdVP++Z+c7/7GHnW1AzwS/Dd"
    "mCJfqG3PTLfzjfGCaXvEmrIZDR4IsjAs9hNT8x6Ymmfv82Y0Dn1m6p6F/MJeNDmHvXyhxJ"
    "57OUoq39hFerGywPAntbTDczJ5LQrij6PR4eH70cHhyenx0fv3x6cHiYCQf1UmKagqya9X"
    "IwWAOfyL/dHxePBEV/BE71a10MzMCMmhvYG2a9fZwOGEyJ+Ozts5WjgUKRbu377eXBfkha"
    "5IZEsosQLjv0Zs2u8Z1CXQcjAy5s9cJJAc9LOftWvyCXJtDlZiap1FLpENIASrm5Jb1LJC"
    "z2tk/pdIwf6vtf0fQq8g9KoXCIOJWgsTNYSy9DqU5dLGszkNsGstGK/2FJZTacR+memUrM"
    "aaj3hRMWHobooN5PrccBhQAxkiXoChbniYMdkPliZLFAhTpM++XvzG8EUgyYQbMYm/nATb"
    "wuLp0sCwedts8TpvSe3sU5XhLbG7gaGk6MSdipiA/KROo1weoyVeVZ1YDh+gsvyuaseEso"
    "YJ+X4JYgOZU+RP68As0w0Q75OjCnCfHBWizV/JYPtz9om4sD1FeRtXBfmAhPtWGrrGCI2p"
    "rTg1yjpdSoQDMENAJpg2S3xI5ggI59qyrgxxL5vEvSTZHbvR3q5pQCy8p9Dalm/2y7Q1V4"
    "ypqKR9pTOmvnD9SOhEXMWZYR42wlWggDp2EonyzN+TQKhGYxoGIuzEQA+ByAPAxDM8+uyL"
    "8JMJmyavmW33o5qEpMSbpHZcCehjm+pj7M9Sawrrq0XEtDprC41qRRxVUc2OijWzI4Uj0w"
    "sUGkKZG3NJAE7MDZyYEK8DQSV9gRPCn7bYJg41axGHoOdOH5RYsFW8CjaDnx+S+/qAKERO"
    "aBE5AZa3PmecZZa2wgAnL/1iM1x69VQzxhWDvN64BearLs1XvhNO6ji64/HtmKx2C23WvV"
    "3FZHVSbLI6yVfdrJne0G5ig0bQbiVSI/3NciAXe7YlMvBr1/ZrE9/kVY6fFGv7nFIHI7fg"
    "RE7TSbiPt9h/JV733UJ/fnNzlYH+/FLG9v7z+QVb9oIPqx7ICuMLpTOTzrFrzogbBqra9m"
    "sCZVQTDMjM1UaojEOtx6b4yrQArWQ8ZIeCj00vdAruw/WeMnmORud2NxBrUlw9RqzpmZEn"
    "h2WdAZghYy6LCZpMAzNttKiNctEcADWYp1+feRpawg+WzTmLbrFNLJW5JVWWbbeJWH9XQX"
    "krrMSf3S5cNZre9Rs20UEMtb3aYviqNxTrOYpc6dwOhLds5qHil+5rRp2Wt/BnEaN6S53B"
    "buI58sw5JW1v3i/I+0L76Y6tBlvcsrZl2AbY7TeLG6VOy5ANqxG1HO7YfhvYAYNlQuvcJs"
    "gl7SfaaQW7tjPGEDHMVJhtjl2upu0QsUolKTVHapUNNUSIiPtElDboOhCl41UuxYRDhSvK"
    "JWsRrkjwHzZcbehLecyGrCzRMBjTlw0RE3N8xr6PJoMFKrFnmHOPPpCNl1lsxPgSzTZk2L"
    "i53RzTTfXx2+VU53SwOriHffahbJDnYSuJtNwAMjHfx2S6oeIWujMUWFNst2S3vY/nG6Cl"
    "tqtw46V4tiboeCXEVQs9NlNiZJW2gtzyFCXoz9Aj9g0S+MYYIw97Blrm6781blxnIeqn8c"
    "pNPGOfj/Kx5WGRtO8H1MO2qrlgy7M37UMB0dJdRksH9BG7tYuDZakGF97bfmEw9ldjpw7C"
    "CcEA4nk7iJ2eUT8wQ18lxxaHKqVpBhSf1GbqXx08N4Ky0Yo96AmQ+GVOmDTcIAwoSwlhQN"
    "qFAWUVnid2LzYrK5CmhMoCOnMZQjdfFZvHi3rZ7zk6kCygPQMUGdAK7O0WGVidAC0gPewe"
    "DbnDUtt6A0uH4xoD4MotWdEAmHKMtluCoKCgZr7vweoxGN26Mrr9mxK3kQSZIQQBUmsBEm"
    "QcKE3VB0RBatRCaoTSVEMpTZWKs6okLsYRWbVExlVwWCdyI+cD/5qy/AhyY5dyo0c3qDdB"
    "N6gz0dFx0ajQxGEVd+JhsTfxMOdMnPAomUbyeZYSBHQQ0HvFXRDQdUQUBHQQ0HuDrbYCei"
    "asXyWXy3H/JeK4GMoEcTG2fjMnaox5d1tiG2wmn9hsNGVr5oOIpQzwi4iknCEbGw8enYlo"
    "ywc2t28sG+Ny2YGHXvrYtdmEpd2c2v6sb+439/scLRyK7O+Gi5+wZ7BFEbAlwWjYMGy/Nb"
    "67/DO+i95RcSNf4hp88IJNHODZPOr1y+NKBYjG85T6SXPgZ+QbDrvt2QTfXA9bdOISH9vG"
    "OAo9pVxZMfgfUznQlDEjIG5ysFlT5LpRfB1vLLyU12pHn56TyWvRaX4cjQ4P348ODk9Oj4"
    "/evz8+PUiusvyrsjvt/PJnfq1lpL71mo/EvyYKkDTF4PSg9gvupXZJ1bDVFInOADcMXR1V"
    "Cl0dlYSujvKhq9DkZ2v6R3EnOzWmfehe13DpbqN/nRAC8viWdbBLSKCH3QY97Gxsh3NsPm"
    "JFhEnx6s5SDS5p491xpbyC45K8guN8xXu6FCWqgpwQDPAMOTypYmmVTXopS+uJDO9SF6iT"
    "ZZAmgUwD+cazmSJU32y9ogKTtdYma1HB2jZDNyAKsbycyTItZBnozOmUWaIOk1NkwF+d+T"
    "th6ptrhvMmTsYsKfBZZz47iJdt8zyq8B2UZf+mqQaXAnxcyY5yXGJHOc7bUSAv61VsKPDa"
    "g49591upRR/zbvyhcsUuhUdUUdSr2Ceqrii23i36CTto4XPvoI8ZqLa/H7kcHTIjAX88pa"
    "HHHiLfiKtvvZ1MjEBUqAmmeJb3frYzZaXYSIGYHBP5x96KB7l1wMfilzk7EH1REWvJpyTI"
    "gNgvZh5Lk7o4Wcsc9uWeur++/Me9OGbxCwOaPzJ+/eXi9sL4xrvTLSm+7UWrDAI1uwrU3G"
    "2jzF3fRztulVlmAR9aq8wO5Gp2oXsBv7mQwttQ3gxMIu1O2np3vN2Do40WYKKQpLiT6sKa"
    "pewO1dGR/qiyaTGasQ8zPfyfkHhYFbZT1tRVPUGH3V2TJ71t7yr0N7H3a2KfJYSOujUgdx"
    "ymRlt0VtRVrBT2HDFAXx36KbFxU+RztHDO1F70TJcSCpM1VVn+Kix8eQJY/HVZMCP2ZiyQ"
    "JwAW1GWBy+BalotuzgbVJMCK6qzgmMVpAc00JvUMg4lzaUPCX9m1aq7xLCHctHUWNvjWXo"
    "NvDdpVvwo2gwsVXKi730qduFBVfYg7b7quZ3iV7j3X+4Latr30cZeoAg99qolUuXc+07iq"
    "QrcZ10hvwDe+wWi595y6OOM3txgLJ9RbfIhyfaVWMAZ2LW8xD5QtZ7byEZUc9/GMUNBop3"
    "7yhA05aEtSTFM0A/SXV8piKkliyucwWQ7hUeGqBVyCcppogDBvJZV3CVp0QJnJsZTH/Q6/"
    "FBmAiqcYBBfK9KiL3+4yKlQuVTJRo65urn+Oh8v5kzlrEbvmmNRR31i0ogMbaHVTEVNegl"
    "AhNFYr0rCi7jA4J3Qfmars7tXDXZMiDRFisc24zhGfpxxcQNRhpVP+sOSUP1QGRHHcfKJM"
    "DV6TnyXRQvKOzoYyMHu/CjaD2ftVsBnM3mD23v1W6n/mkNyGXWWYVLRqL7FOKhvFrzdR3r"
    "jY4AXHJqJCITKieaIW1lNkG2OMXSOgDv/pga22D7xAIbGx8UzY+goD/quQx8Rolxpe6Oat"
    "lFv7lCp1CxMzPCeI0od+32MTQMceSOjZkeXstIpKdVqsUZ3mFSoaekVVliqYDBJqncHWxF"
    "oQHVHmZkaa3CSNgO9Gb9UL91gLkKzB7Okn7ARIfZZItEVaBv/H5rNog30rlklFudjYFvlj"
    "AcrLgPo6Zvc85QBsYV3b2tFDgL0NzxZ5Djha1h0tEWKNTpYsKRwshQdLBFSDcyVHCMdK7W"
    "PFw8ivl+e9ohgA3B2keDMtm3pmXR0nS6Wz8K2NpkMtK/S8RqZmiRRszVrbmkPX5iVbGngU"
    "0oTgHdSZx9H5V8vcliaBgv354BHohbA1aMH7tW2EvbAmsCsCWLCK5oHRTThe1OwgKJEBtD"
    "r0ZRwgoOD43pnjWykytAD04JOVZMhlwakC3tz53DrSw0Z5dc9n8GUfb1zfX13tss1oTxFd"
    "32U0p6gBpmswTeumVdrhxnIWALtusUoSqVbRXPfuDAXWFNsXUd2fPUU0V27Mflk0VxiPjk"
    "sJVU04FSmf3rIT7DLKaowd6k583sfWpWNqL4wFDv5qPOJ5IOKrosrOyLWNyOZviPY2hk9n"
    "WIy2sUXY5yhyT7f9aco01IywElda4g3Z5DRURcbqKqIcYr86jf1K8ymHbrF7RCIboH/kpI"
    "p/5KTYP3KS848keep1fVE5wgHC3b47qsyzuj5UYxde1t5GaeCXuYOKGlgXxw9IZANwZ3cd"
    "PdC/fNTervEH4hJ/2iwUSaKFWKTCWKQIqUYxBBIpuJd1di/bxJ8R32/EaJkWOK0zpyHN+F"
    "WwGdKMXwWbdxnDohtfIYilbwizjUCdJ3bW1I27yBNCoADECEEgi/6AQiALBLL0HvMGkSwQ"
    "adF6pAUEB7UVHFSA70rIgpW7DticQKpX4IUvggLywRZLppQEWLAR1WIqijFdX3sGYgy6jD"
    "GwiW9RtqRU4J6TSSG+WbpWJFodcP5xNDo8fD86ODw5PT56//749CABPP+qDHmVZyWvRjAU"
    "5w5a1I46kOl09hHqE3QQh2rUK0gukbVSF2K3Sz2D81EVnI+KcT7SLZZGM6mhs1XtEPexkZ"
    "FfPQN47nS29YuWgjOquLPXNiKMqKALIXQhhE0FftJXwuacqblY906l78wJU1QfsbtpK7I5"
    "uePT9Jfv5S3b4kMOWrdt1PBOpK2QLYGXyqAZIIarHoumx+SfdiH8jGdj7N2yeYe6gb1w4y"
    "OukeW8r2CZHn4i+Ll9zG7FvAPdpM9TJmA7xA+2ctD9Gs/OT7rFUBefQycTnuD4tHk72Qs+"
    "xxWdVMWrj0uOMHV3TgPsWgueDrchYper2f6OB7vEXBqQjUW4azHJUCGKBV7iPrFDZ0Oo0r"
    "Epl2LCgW7GmZCj/CmZt4hYJJwNdaFFkLUh0+YxG7JAO0M2ltu6NMdO1VRmgPtzWS4CYKup"
    "DyibCAFs62GLomRaUQZUlUIGCFq2xAmgVg01H/v+5vuSx0d9jWYa0rW57VCzGLKCiLMUou"
    "WBZ2aai1WK+ow9+szoon5pxDd8MnGxbRBFp7V1g6s0TBNBvVAgp9PgNeGcMafIn9YJM8lS"
    "tRM6pVFAz8lRleI4R8XFcY7kEBNwf687VnvrF5UqxRA2XQM2ZymBzVqzufvUNd24ueXctW"
    "7Te3QDd9P8no9nXz+efbrYVXbEGfaINVVJq8s3pYIqWo2BFIk+becyKfMJe7GKUlXETJEM"
    "MDR/dHxcQcRko4pLePF3UiswtqlqILwcPkB031VqtPaupNHau3yjNfaJgbKD4N++3lwXyO"
    "4rElmiI1Zg/NfgzvYeol0CLgcjI8bl6gDKJf8k+YxPcK6SDrq8zP78f/8jTnE="
)

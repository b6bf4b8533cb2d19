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
        ALTER TABLE "async_tournaments" ADD "live_reattempts_allowed" BOOL NOT NULL DEFAULT True;
        ALTER TABLE "async_tournaments" ADD "start_warning_minutes" SMALLINT NOT NULL DEFAULT 10;
        ALTER TABLE "async_tournaments" ADD "reattempts_allowed" SMALLINT NOT NULL DEFAULT 0;
        ALTER TABLE "async_tournaments" ADD "max_imbalance" SMALLINT NOT NULL DEFAULT 3;
        ALTER TABLE "async_tournaments" ADD "start_limit_minutes" SMALLINT NOT NULL DEFAULT 20;
        ALTER TABLE "async_tournaments" ADD "countdown_seconds" SMALLINT NOT NULL DEFAULT 10;
        ALTER TABLE "async_tournaments" ADD "finish_limit_minutes" INT NOT NULL DEFAULT 720;
        ALTER TABLE "async_tournament_races" ADD "reviewed_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "reviewed_by_id" INT;
        ALTER TABLE "async_tournament_races" ADD "claimed_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "forfeit_cause" VARCHAR(20);
        ALTER TABLE "async_tournament_races" ADD "corrected_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "finish_by_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "flag_reason" VARCHAR(1000) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_races" ADD "start_by_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "claimed_by_id" INT;
        ALTER TABLE "async_tournament_races" ADD "flagged_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "review_note" VARCHAR(2000) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_races" ADD "warn_at" TIMESTAMPTZ;
        ALTER TABLE "event_log" ADD "run_id" INT;
        ALTER TABLE "event_log" ADD "search_text" VARCHAR(2000) NOT NULL DEFAULT '';
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_status_1df539" ON "async_tournament_races" ("status", "warn_at");
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_status_5b5dde" ON "async_tournament_races" ("status", "finish_by_at");
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_tournam_684b6b" ON "async_tournament_races" ("tournament_id", "review_status", "id");
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_status_b39a17" ON "async_tournament_races" ("status", "start_by_at");
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_organiz_a4e77a" ON "async_tournament_races" ("organization_id", "tournament_id", "version");
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_organiz_9cf432" ON "async_tournament_races" ("organization_id", "review_status", "id");
        CREATE INDEX IF NOT EXISTS "idx_async_tourn_organiz_8c4e6b" ON "async_tournament_races" ("organization_id", "pool_id", "permalink_id");
        CREATE INDEX IF NOT EXISTS "idx_event_log_tournam_c58b6b" ON "event_log" ("tournament_id", "id");
        CREATE INDEX IF NOT EXISTS "idx_event_log_run_id_f3a6d5" ON "event_log" ("run_id", "id");"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX IF EXISTS "idx_event_log_run_id_f3a6d5";
        DROP INDEX IF EXISTS "idx_event_log_tournam_c58b6b";
        DROP INDEX IF EXISTS "idx_async_tourn_organiz_8c4e6b";
        DROP INDEX IF EXISTS "idx_async_tourn_organiz_9cf432";
        DROP INDEX IF EXISTS "idx_async_tourn_organiz_a4e77a";
        DROP INDEX IF EXISTS "idx_async_tourn_status_b39a17";
        DROP INDEX IF EXISTS "idx_async_tourn_tournam_684b6b";
        DROP INDEX IF EXISTS "idx_async_tourn_status_5b5dde";
        DROP INDEX IF EXISTS "idx_async_tourn_status_1df539";
        ALTER TABLE "async_tournaments" DROP COLUMN "live_reattempts_allowed";
        ALTER TABLE "async_tournaments" DROP COLUMN "start_warning_minutes";
        ALTER TABLE "async_tournaments" DROP COLUMN "reattempts_allowed";
        ALTER TABLE "async_tournaments" DROP COLUMN "max_imbalance";
        ALTER TABLE "async_tournaments" DROP COLUMN "start_limit_minutes";
        ALTER TABLE "async_tournaments" DROP COLUMN "countdown_seconds";
        ALTER TABLE "async_tournaments" DROP COLUMN "finish_limit_minutes";
        ALTER TABLE "async_tournament_races" DROP COLUMN "reviewed_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "reviewed_by_id";
        ALTER TABLE "async_tournament_races" DROP COLUMN "claimed_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "forfeit_cause";
        ALTER TABLE "async_tournament_races" DROP COLUMN "corrected_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "finish_by_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "flag_reason";
        ALTER TABLE "async_tournament_races" DROP COLUMN "start_by_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "claimed_by_id";
        ALTER TABLE "async_tournament_races" DROP COLUMN "flagged_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "review_note";
        ALTER TABLE "async_tournament_races" DROP COLUMN "warn_at";
        ALTER TABLE "event_log" DROP COLUMN "run_id";
        ALTER TABLE "event_log" DROP COLUMN "search_text";
        DROP TABLE IF EXISTS "result_corrections";
        DROP TABLE IF EXISTS "async_tournament_member_roles";
        DROP TABLE IF EXISTS "notices";
        DROP TABLE IF EXISTS "async_tournament_race_reviews";
        DROP TABLE IF EXISTS "async_tournament_par_points";
        DROP TABLE IF EXISTS "organization_invites";"""


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
    "YB+19kzSSbbN8QH2FQj9eRSHUaUDcn2HC+9f0IRKZavhKFomwFG5OKS1s9Sfa5+FWWOWKC"
    "NcOynxdXGlYO9fATwc/mqsI2zxjiA7NzFA5bPWHLUHTUkx6zn7zAHC8Ur5ZtepN3f+yt1m"
    "v+Lovz2zi6+IV3A+d/VbK4kwgzYr+Y6oVnMl6bbNEJjoURUssz5P768h/3QgvCL2xh8kfG"
    "r79c3F4Y35Zf+NuecXlt/PBmjl2bLak3+8Yb4ppzj3KVyX/zl+hWBatXV1avHlaUXy6dvX"
    "qIa1JUXuzjRkabLCVEBulss4F+4K+Jz2bMiCyf79jTT9gJUBmjE9oiRvN/bD7LoDh9fvkz"
    "v5v2VRGtP+Y8B46yEOAat0FMNKC2kG14DeLOYmZdf1eOsNGVrxuwmev+tMp1f1p83Z/mrn"
    "vuaBE6UoNy8RlKCHmvEfKeYGeyn3yVnfmO6SdrcE/RDiCto+zWvfjtLgN8rrd8cule3Vz/"
    "HA+XG84r5NylTtpE0F2RggSkswQUmytq8jhFBvzVmb8Z41JNJsu0wGmtOU29B0wC00Kh37"
    "jYbG4SjYVETSxCXugyMMyCpNMSQUWiAyGltpCyhPCJ2mbNjOo85QDg7yD198FBk0kzu1iG"
    "Eq4Sra8SxqtC1at4U0lkg9tR2+qfmvMqNrm5c5OAR6fa/W05iJtouZhby0OZoxuQobK10M"
    "wYpCZdwtKUcF/ofF9EZ0+DPZQnhE2kMocuUWpShTJDCttI/20kNMJaukyWbHBi16ia2DUq"
    "E7tGCrHLop6HrYYZOBItbCydN5YodZxncUnxpIQCyiZVLUC9QeEkFT3sKJ13FOQuvgo2N9"
    "/SrW9mYPP22ByHxud4XKi4pSgGk9Pdmr62y67Zmt150DS7bwhDnX6ok9cfRCH1f5voQqNK"
    "KKbQvUgNxRR0ArtqMQUoobkh0OtLaELfmW76zqgRh/arVYBd335VqSm3v4qHV/RVhlq2F2"
    "xQ5SZyIbZfeeRWzDug5a5yIIryCxshd4t99u0/JtMNZ81mT1B3hgKL50az5eGRTUsq3cfT"
    "XbDZUB+tY7pUuVlu02q1blZ7umbFGzN1ylQrfMMuaBz1jPZC941vRBMYU+IH1Fuoi9tUoK"
    "nSPnpZGCWu7yIrauyrU2/5gygqA1VPuqx6giy1xlwtVHZFrXPtX03CY8VKr51snqXSGeaG"
    "QUntp5qrw76K84cGFO/Vdd4QRC80YkXf3NrRIVTrAk6TgP8V/K87CPYOawK7IgA8weOik8"
    "dlqUO1a9cbWEFbGenVbla3Qs/db92ZpDW72qoimr7Sa5tIOzTE/DolAXaIH3Bz1mJvvTFG"
    "ItivZZB5jomrWWPOlkWDjecp9bHxifCQbdtAlkVDNzBmaGGMsbFgv0zYoGCKXPYPNlYfaC"
    "D/0c9bbFqct0KXJmVdYrDcdGm5AdVr3YE2CNUL9ASIfOszuhD5BnqYhrIsRL5pHvkGQULt"
    "BAntRiO7eOKBQ3RSqIFlB+yXaVyYDzUdOqnh7qa8QpYhKD8YxPa5HztCx06pPP6+6MXiG8"
    "i1uZPbN9hyWuwbPuW60cJAnmjxQlz2583G2FOoXVv9tG/uN/e7j5FnTc0AvwTfjSnyhdr2"
    "zHQ73xgvmLZHrCmb0eCBIAvDYj8xNe+BqXn2Pm8549Bnpu5ZyC/sOJNz2MsXSuy5l6Ok8o"
    "1dpBcrCwx/Uks7PCeT16Ig/jgaHR6+Hx0cnpweH71/f3x6kAgI+VdlkoKqkvx6NVIAmMO/"
    "2B8djwdPdAVP9G5VC83MjJAc2htou3adDRxOiPzp6Lydo4VDkWLh/u3rzXVBXuiKRLaEEi"
    "sw/mvEpv2eQV0CLQcjY/7MRQLJQT/7WbsmnyDX5mAlptZZ5BLZAEKwuim5RS0r9LxG5n+J"
    "FOz/Wtv/IfQKQq96gTCYqLUwUUMoS69DWS5tPJvTALvWgvFqT2E5lUbsl5lOyWqs+YgXFR"
    "OG7qbYQK7PDYcBNZAh4gUY6oaHGZP9YGmyRIEwRfrs68VvDF8Ekky4EZP4y0mwLSyeLg0M"
    "mzfHFq/zltTOPlUZ3hK7GxhKin7bqYgJyE/qNMrlMVriVdWJ5fABKsvvqnZMKGuYkO+XID"
    "aQOUX+tA7MMt0A8T45qgD3yVEh2vyVDLY/Z5+IC9tTlLdxVZAPSLhvpaFrjNCY2opTo6zT"
    "pUQ4ADMEZIJps8SHZI6AcK4t68oQ97JJ3EuS3bEb7e2aBsTCewqtbflmv0xbc8WYikraVz"
    "pj6gvXj4ROxFWcGeZhI1wFCqhjJ5Eoz/w9CYRqNKZhIMJODPQQiDwATDzDo8++CD+ZsGny"
    "mtl2P6pJSEq8SWrHlYA+tqk+xv4staawvlpETKuzttCoVsRRFdXsqFgzO1I4Mr1AoSGUuT"
    "GXBODE3MCJCfE6EFTSFzgh/GmLbeJQsxZxCHru9EGJBVvFq2Az+Pkhua8PiELkhBaRE2B5"
    "63PGWWZpKwxw8tIvNsOlV081Y1wxyOuNW2C+6tJ85TvhpI6jOx7fjslqt9Bm3dtVTFYnxS"
    "ark3zVzZrpDe0mNmgE7VYiNdLfLAdysWdbIgO/dm2/NvFNXuX4SbG2zyl1MHILTuQ0nYT7"
    "eIv9V+J13y305zc3Vxnozy9lbO8/n1+wZS/4sOqBrDC+UDoz6Ry75oy4YaCqbb8mUEY1wY"
    "DMXG2EyjjUemyKr0wL0ErGQ3Yo+Nj0QqfgPlzvKZPnaHRudwOxJsXVY8Sanhl5cljWGYAZ"
    "MuaymKDJNDDTRovaKBfNAVCDefr1maehJfxg2Zyz6BbbxFKZW1Jl2XabiPV3FZS3wkr82e"
    "3CVaPpXb9hEx3EUNurLYavekOxnqPIlc7tQHjLZh4qfum+ZtRpeQt/FjGqt9QZ7CaeI8+c"
    "U9L25v2CvC+0n+7YarDFLWtbhm2A3X6zuFHqtAzZsBpRy+GO7beBHTBYJrTObYJc0n6inV"
    "awaztjDBHDTIXZ5tjlatoOEatUklJzpFbZUEOEiLhPRGmDrgNROl7lUkw4VLiiXLIW4YoE"
    "/2HD1Ya+lMdsyMoSDYMxfdkQMTHHZ+z7aDJYoBJ7hjn36APZeJnFRowv0WxDho2b280x3V"
    "Qfv11OdU4Hq4N72GcfygZ5HraSSMsNIBPzfUymGypuoTtDgTXFdkt22/t4vgFaarsKN16K"
    "Z2uCjldCXLXQYzMlRlZpK8gtT1GC/gw9Yt8ggW+MMfKwZ6Blvv5b48Z1FqJ+Gq/cxDP2+S"
    "gfWx4WSft+QD1sq5oLtjx70z4UEC3dZbR0QB+xW7s4WJZqcOG97RcGY381duognBAMIJ63"
    "g9jpGfUDM/RVcmxxqFKaZkDxSW2m/tXBcyMoG63Yg54AiV/mhEnDDcKAspQQBqRdGFBW4X"
    "li92KzsgJpSqgsoDOXIXTzVbF5vKiX/Z6jA8kC2jNAkQGtwN5ukYHVCdAC0sPu0ZA7LLWt"
    "N7B0OK4xAK7ckhUNgCnHaLslCAoKaub7Hqweg9GtK6PbvylxG0mQGUIQILUWIEHGgdJUfU"
    "AUpEYtpEYoTTWU0lSpOKtK4mIckVVLZFwFh3UiN3I+8K8py48gN3YpN3p0g3oTdIM6Ex0d"
    "F40KTRxWcSceFnsTD3POxAmPkmkkn2cpQUAHAb1X3AUBXUdEQUAHAb032GoroGfC+lVyuR"
    "z3XyKOi6FMEBdj6zdzosaYd7cltsFm8onNRlO2Zj6IWMoAv4hIyhmysfHg0ZmItnxgc/vG"
    "sjEulx146KWPXZtNWNrNqe3P+uZ+c7/P0cKhyP5uuPgJewZbFAFbEoyGDcP2W+O7yz/ju+"
    "gdFTfyJa7BBy/YxAGezaNevzyuVIBoPE+pnzQHfka+4bDbnk3wzfWwRScu8bFtjKPQU8qV"
    "FYP/MZUDTRkzAuImB5s1Ra4bxdfxxsJLea129Ok5mbwWnebH0ejw8P3o4PDk9Pjo/fvj04"
    "PkKsu/KrvTzi9/5tdaRupbr/lI/GuiAElTDE4Par/gXmqXVA1bTZHoDHDD0NVRpdDVUUno"
    "6igfugpNframfxR3slNj2ofudQ2X7jb61wkhII9vWQe7hAR62G3Qw87GdjjH5iNWRJgUr+"
    "4s1eCSNt4dV8orOC7JKzjOV7ynS1GiKsgJwQDPkMOTKpZW2aSXsrSeyPAudYE6WQZpEsg0"
    "kG88mylC9c3WKyowWWttshYVrG0zdAOiEMvLmSzTQpaBzpxOmSXqMDlFBvzVmb8Tpr65Zj"
    "hv4mTMkgKfdeazg3jZNs+jCt9BWfZvmmpwKcDHlewoxyV2lOO8HQXysl7FhgKvPfiYd7+V"
    "WvQx78YfKlfsUnhEFUW9in2i6opi692in7CDFj73DvqYgWr7+5HL0SEzEvDHUxp67CHyjb"
    "j61tvJxAhEhZpgimd572c7U1aKjRSIyTGRf+yteJBbB3wsfpmzA9EXFbGWfEqCDIj9Yuax"
    "NKmLk7XMYV/uqfvry3/ci2MWvzCg+SPj118ubi+Mb7w73ZLi2160yiBQs6tAzd02ytz1fb"
    "TjVpllFvChtcrsQK5mF7oX8JsLKbwN5c3AJNLupK13x9s9ONpoASYKSYo7qS6sWcruUB0d"
    "6Y8qmxajGfsw08P/CYmHVWE7ZU1d1RN02N01edLb9q5CfxN7vyb2WULoqFsDcsdharRFZ0"
    "VdxUphzxED9NWhnxIbN0U+RwvnTO1Fz3QpoTBZU5Xlr8LClyeAxV+XBTNib8YCeQJgQV0W"
    "uAyuZbno5mxQTQKsqM4KjlmcFtBMY1LPMJg4lzYk/JVdq+YazxLCTVtnYYNv7TX41qBd9a"
    "tgM7hQwYW6+63UiQtV1Ye486breoZX6d5zvS+obdtLH3eJKvDQp5pIlXvnM42rKnSbcY30"
    "BnzjG4yWe8+pizN+c4uxcEK9xYco11dqBWNg1/IW80DZcmYrH1HJcR/PCAWNduonT9iQg7"
    "YkxTRFM0B/eaUsppIkpnwOk+UQHhWuWsAlKKeJBgjzVlJ5l6BFB5SZHEt53O/wS5EBqHiK"
    "QXChTI+6+O0uo0LlUiUTNerq5vrneLicP5mzFrFrjkkd9Y1FKzqwgVY3FTHlJQgVQmO1Ig"
    "0r6g6Dc0L3kanK7l493DUp0hAhFtuM6xzxecrBBUQdVjrlD0tO+UNlQBTHzSfK1OA1+VkS"
    "LSTv6GwoA7P3q2AzmL1fBZvB7A1m791vpf5nDslt2FWGSUWr9hLrpLJR/HoT5Y2LDV5wbC"
    "IqFCIjmidqYT1FtjHG2DUC6vCfHthq+8ALFBIbG8+Era8w4L8KeUyMdqnhhW7eSrm1T6lS"
    "tzAxw3OCKH3o9z02AXTsgYSeHVnOTquoVKfFGtVpXqGioVdUZamCySCh1hlsTawF0RFlbm"
    "akyU3SCPhu9Fa9cI+1AMkazJ5+wk6A1GeJRFukZfB/bD6LNti3YplUlIuNbZE/FqC8DKiv"
    "Y3bPUw7AFta1rR09BNjb8GyR54CjZd3REiHW6GTJksLBUniwREA1OFdyhHCs1D5WPIz8en"
    "neK4oBwN1BijfTsqln1tVxslQ6C9/aaDrUskLPa2RqlkjB1qy1rTl0bV6ypYFHIU0I3kGd"
    "eRydf7XMbWkSKNifDx6BXghbgxa8X9tG2AtrArsigAWraB4Y3YTjRc0OghIZQKtDX8YBAg"
    "qO7505vpUiQwtADz5ZSYZcFpwq4M2dz60jPWyUV/d8Bl/28cb1/dXVLtuM9hTR9V1Gc4oa"
    "YLoG07RuWqUdbixnAbDrFqskkWoVzXXvzlBgTbF9EdX92VNEc+XG7JdFc4Xx6LiUUNWEU5"
    "Hy6S07wS6jrMbYoe7E531sXTqm9sJY4OCvxiOeByK+KqrsjFzbiGz+hmhvY/h0hsVoG1uE"
    "fY4i93Tbn6ZMQ80IK3GlJd6QTU5DVWSsriLKIfar09ivNJ9y6Ba7RySyAfpHTqr4R06K/S"
    "MnOf9Ikqde1xeVIxwg3O27o8o8q+tDNXbhZe1tlAZ+mTuoqIF1cfyARDYAd3bX0QP9y0ft"
    "7Rp/IC7xp81CkSRaiEUqjEWKkGoUQyCRgntZZ/eyTfwZ8f1GjJZpgdM6cxrSjF8FmyHN+F"
    "WweZcxLLrxFYJY+oYw2wjUeWJnTd24izwhBApAjBAEsugPKASyQCBL7zFvEMkCkRatR1pA"
    "cFBbwUEF+K6ELFi564DNCaR6BV74IiggH2yxZEpJgAUbUS2mohjT9bVnIMagyxgDm/gWZU"
    "tKBe45mRTim6VrRaLVAecfR6PDw/ejg8OT0+Oj9++PTw8SwPOvypBXeVbyagRDce6gRe2o"
    "A5lOZx+hPkEHcahGvYLkElkrdSF2u9QzOB9VwfmoGOcj3WJpNJMaOlvVDnEfGxn51TOA50"
    "5nW79oKTijijt7bSPCiAq6EEIXQthU4Cd9JWzOmZqLde9U+s6cMEX1EbubtiKbkzs+TX/5"
    "Xt6yLT7koHXbRg3vRNoK2RJ4qQyaAWK46rFoekz+aRfCz3g2xt4tm3eoG9gLNz7iGlnO+w"
    "qW6eEngp/bx+xWzDvQTfo8ZQK2Q/xgKwfdr/Hs/KRbDHXxOXQy4QmOT5u3k73gc1zRSVW8"
    "+rjkCFN35zTArrXg6XAbIna5mu3veLBLzKUB2ViEuxaTDBWiWOAl7hM7dDaEKh2bcikmHO"
    "hmnAk5yp+SeYuIRcLZUBdaBFkbMm0esyELtDNkY7mtS3PsVE1lBrg/l+UiALaa+oCyiRDA"
    "th62KEqmFWVAVSlkgKBlS5wAatVQ87Hvb74veXzU12imIV2b2w41iyEriDhLIVoeeGamuV"
    "ilqM/Yo8+MLuqXRnzDJxMX2wZRdFpbN7hKwzQR1AsFcjoNXhPOGXOK/GmdMJMsVTuhUxoF"
    "9JwcVSmOc1RcHOdIDjEB9/e6Y7W3flGpUgxh0zVgc5YS2Kw1m7tPXdONm1vOXes2vUc3cD"
    "fN7/l49vXj2aeLXWVHnGGPWFOVtLp8UyqootUYSJHo03YukzKfsBerKFVFzBTJAEPzR8fH"
    "FURMNqq4hBd/J7UCY5uqBsLL4QNE912lRmvvShqtvcs3WmOfGCg7CP7t6811gey+IpElOm"
    "IFxn8N7mzvIdol4HIwMmJcrg6gXPJPks/4BOcq6aDLy+zP/wco+UXF"
)

"""A person's proof and what an organization's admins say become two things.

racetime.gg accounts that an admin entered become claims of each membership of that user; those that their owner proved
stay with the user. Whoever has ever signed in or acted keeps the row that is known everywhere. Everybody else was only
ever entered by admins and becomes a placeholder of the organization in which the person has a membership, a run or
anything else. Somebody like that in several organizations becomes one placeholder in each: the row stays with the
organization that was there first, each further one gets a copy, and its own rows are given to the copy, so that no
organization changes any more what another one sees. Those without any organization keep their row until they sign in.
"""

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = False
"""SQLite can drop a column's UNIQUE only with a new table, and let other tables' references be only outside of a transaction;
the script has one of its own."""


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        PRAGMA foreign_keys = OFF;
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS "proven_racetime_accounts" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "racetime_id" VARCHAR(40) NOT NULL,
    "racetime_name" VARCHAR(80) NOT NULL,
    "proven_at" TIMESTAMP NOT NULL,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_proven_race_user_id_39edc5" UNIQUE ("user_id", "racetime_id")
) /* A racetime.gg account that a person has ever proved to own; giving the link up doesn't unmake it. */;
CREATE INDEX IF NOT EXISTS "idx_proven_race_racetim_bbce74" ON "proven_racetime_accounts" ("racetime_id");
        ALTER TABLE "organization_members" ADD "claimed_racetime_id" VARCHAR(40);
        ALTER TABLE "organization_members" ADD "claimed_racetime_name" VARCHAR(80);
        ALTER TABLE "organization_members" ADD "made_by_others" INT NOT NULL DEFAULT 0;
        ALTER TABLE "organization_members" ADD "discord_id_entered" INT NOT NULL DEFAULT 0;
        CREATE TABLE "users_anew" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "discord_id" BIGINT,
    "display_name" VARCHAR(80) NOT NULL,
    "has_own_name" INT NOT NULL DEFAULT 0,
    "racetime_id" VARCHAR(40) UNIQUE,
    "racetime_name" VARCHAR(80),
    "racetime_linked_at" TIMESTAMP,
    "is_demo" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "updated_at" TIMESTAMP NOT NULL,
    "racetime_link_source" VARCHAR(10),
    "calendar_number" INT NOT NULL DEFAULT 0,
    "organization_id" INT REFERENCES "organizations" ("id") ON DELETE RESTRICT
);
        INSERT INTO "users_anew" ("id", "discord_id", "display_name", "racetime_id", "racetime_name",
                                  "racetime_linked_at", "is_demo", "created_at", "updated_at", "racetime_link_source",
                                  "calendar_number")
        SELECT "id", "discord_id", "display_name", "racetime_id", "racetime_name",
               "racetime_linked_at", "is_demo", "created_at", "updated_at", "racetime_link_source", "calendar_number"
          FROM "users";
        DROP TABLE "users";
        ALTER TABLE "users_anew" RENAME TO "users";
        UPDATE "organization_members" SET
            "claimed_racetime_id" = (SELECT u."racetime_id" FROM "users" u WHERE u."id" = "organization_members"."user_id"),
            "claimed_racetime_name" = (SELECT u."racetime_name" FROM "users" u WHERE u."id" = "organization_members"."user_id")
         WHERE "user_id" IN (SELECT "id" FROM "users" WHERE COALESCE("racetime_link_source", 'admin') <> 'owner');
        INSERT INTO "proven_racetime_accounts" ("user_id", "racetime_id", "racetime_name", "proven_at")
        SELECT "id", "racetime_id", COALESCE("racetime_name", "display_name"), COALESCE("racetime_linked_at", "updated_at")
          FROM "users" WHERE "racetime_link_source" = 'owner' AND "racetime_id" IS NOT NULL;
        CREATE TABLE "people_without_proof" AS SELECT u."id" FROM "users" u
         WHERE NOT u."is_demo" AND COALESCE(u."racetime_link_source", 'admin') <> 'owner'
           AND NOT EXISTS (SELECT 1 FROM "user_sessions" t WHERE t."user_id" = u."id")
           AND NOT EXISTS (SELECT 1 FROM "api_tokens" t WHERE t."user_id" = u."id")
           AND NOT EXISTS (SELECT 1 FROM "racetime_link_attempts" t WHERE t."user_id" = u."id")
           AND NOT EXISTS (SELECT 1 FROM "idempotency_keys" t WHERE t."user_id" = u."id")
           AND NOT EXISTS (SELECT 1 FROM "user_discord_servers" t WHERE t."user_id" = u."id")
           AND NOT EXISTS (SELECT 1 FROM "event_log" t WHERE t."actor_id" = u."id");
        UPDATE "users" SET "racetime_id" = NULL, "racetime_name" = NULL, "racetime_linked_at" = NULL
         WHERE COALESCE("racetime_link_source", 'admin') <> 'owner';
        CREATE TABLE "places_of_people" AS
              SELECT "user_id" AS "user_id", "organization_id" FROM "organization_members" WHERE "user_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "user_id" AS "user_id", "organization_id" FROM "organization_member_roles" WHERE "user_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "created_by_id" AS "user_id", "organization_id" FROM "organization_invites" WHERE "created_by_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "user_id" AS "user_id", "organization_id" FROM "async_tournament_whitelist" WHERE "user_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "user_id" AS "user_id", "organization_id" FROM "async_tournament_member_roles" WHERE "user_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "created_by_id" AS "user_id", "organization_id" FROM "async_tournament_live_races" WHERE "created_by_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "user_id" AS "user_id", "organization_id" FROM "async_tournament_races" WHERE "user_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "claimed_by_id" AS "user_id", "organization_id" FROM "async_tournament_races" WHERE "claimed_by_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "reviewed_by_id" AS "user_id", "organization_id" FROM "async_tournament_races" WHERE "reviewed_by_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "actor_id" AS "user_id", "organization_id" FROM "async_tournament_race_reviews" WHERE "actor_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "user_id" AS "user_id", "organization_id" FROM "result_corrections" WHERE "user_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "actor_id" AS "user_id", "organization_id" FROM "result_corrections" WHERE "actor_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "undone_by_id" AS "user_id", "organization_id" FROM "result_corrections" WHERE "undone_by_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "user_id" AS "user_id", "organization_id" FROM "async_tournament_live_race_entrants" WHERE "user_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "user_id" AS "user_id", "organization_id" FROM "unmatched_entrants" WHERE "user_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "resolved_by_id" AS "user_id", "organization_id" FROM "unmatched_entrants" WHERE "resolved_by_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "linked_by_id" AS "user_id", "organization_id" FROM "discord_servers" WHERE "linked_by_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "user_id" AS "user_id", "organization_id" FROM "notices" WHERE "user_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "user_id" AS "user_id", "organization_id" FROM "notification_wishes" WHERE "user_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "user_id" AS "user_id", "organization_id" FROM "live_race_reminders" WHERE "user_id" IN (SELECT "id" FROM "people_without_proof")
        UNION SELECT "user_id" AS "user_id", "organization_id" FROM "member_notifications" WHERE "user_id" IN (SELECT "id" FROM "people_without_proof");
        UPDATE "users" SET
            "organization_id" = (SELECT MIN(p."organization_id") FROM "places_of_people" p WHERE p."user_id" = "users"."id")
         WHERE "id" IN (SELECT "user_id" FROM "places_of_people");
        ALTER TABLE "users" ADD "split_from" INT;
        INSERT INTO "users" ("organization_id", "discord_id", "display_name", "has_own_name", "is_demo",
                             "created_at", "updated_at", "calendar_number", "split_from")
        SELECT p."organization_id", u."discord_id", u."display_name", u."has_own_name", u."is_demo",
               u."created_at", u."updated_at", u."calendar_number", u."id"
          FROM "places_of_people" p JOIN "users" u ON u."id" = p."user_id" AND u."organization_id" <> p."organization_id";
        UPDATE "organization_members" SET "user_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "organization_members"."user_id" AND n."organization_id" = "organization_members"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "organization_members"."user_id" AND n."organization_id" = "organization_members"."organization_id");
        UPDATE "organization_member_roles" SET "user_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "organization_member_roles"."user_id" AND n."organization_id" = "organization_member_roles"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "organization_member_roles"."user_id" AND n."organization_id" = "organization_member_roles"."organization_id");
        UPDATE "organization_invites" SET "created_by_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "organization_invites"."created_by_id" AND n."organization_id" = "organization_invites"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "organization_invites"."created_by_id" AND n."organization_id" = "organization_invites"."organization_id");
        UPDATE "async_tournament_whitelist" SET "user_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "async_tournament_whitelist"."user_id" AND n."organization_id" = "async_tournament_whitelist"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "async_tournament_whitelist"."user_id" AND n."organization_id" = "async_tournament_whitelist"."organization_id");
        UPDATE "async_tournament_member_roles" SET "user_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "async_tournament_member_roles"."user_id" AND n."organization_id" = "async_tournament_member_roles"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "async_tournament_member_roles"."user_id" AND n."organization_id" = "async_tournament_member_roles"."organization_id");
        UPDATE "async_tournament_live_races" SET "created_by_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "async_tournament_live_races"."created_by_id" AND n."organization_id" = "async_tournament_live_races"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "async_tournament_live_races"."created_by_id" AND n."organization_id" = "async_tournament_live_races"."organization_id");
        UPDATE "async_tournament_races" SET "user_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "async_tournament_races"."user_id" AND n."organization_id" = "async_tournament_races"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "async_tournament_races"."user_id" AND n."organization_id" = "async_tournament_races"."organization_id");
        UPDATE "async_tournament_races" SET "claimed_by_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "async_tournament_races"."claimed_by_id" AND n."organization_id" = "async_tournament_races"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "async_tournament_races"."claimed_by_id" AND n."organization_id" = "async_tournament_races"."organization_id");
        UPDATE "async_tournament_races" SET "reviewed_by_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "async_tournament_races"."reviewed_by_id" AND n."organization_id" = "async_tournament_races"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "async_tournament_races"."reviewed_by_id" AND n."organization_id" = "async_tournament_races"."organization_id");
        UPDATE "async_tournament_race_reviews" SET "actor_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "async_tournament_race_reviews"."actor_id" AND n."organization_id" = "async_tournament_race_reviews"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "async_tournament_race_reviews"."actor_id" AND n."organization_id" = "async_tournament_race_reviews"."organization_id");
        UPDATE "result_corrections" SET "user_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "result_corrections"."user_id" AND n."organization_id" = "result_corrections"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "result_corrections"."user_id" AND n."organization_id" = "result_corrections"."organization_id");
        UPDATE "result_corrections" SET "actor_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "result_corrections"."actor_id" AND n."organization_id" = "result_corrections"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "result_corrections"."actor_id" AND n."organization_id" = "result_corrections"."organization_id");
        UPDATE "result_corrections" SET "undone_by_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "result_corrections"."undone_by_id" AND n."organization_id" = "result_corrections"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "result_corrections"."undone_by_id" AND n."organization_id" = "result_corrections"."organization_id");
        UPDATE "async_tournament_live_race_entrants" SET "user_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "async_tournament_live_race_entrants"."user_id" AND n."organization_id" = "async_tournament_live_race_entrants"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "async_tournament_live_race_entrants"."user_id" AND n."organization_id" = "async_tournament_live_race_entrants"."organization_id");
        UPDATE "unmatched_entrants" SET "user_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "unmatched_entrants"."user_id" AND n."organization_id" = "unmatched_entrants"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "unmatched_entrants"."user_id" AND n."organization_id" = "unmatched_entrants"."organization_id");
        UPDATE "unmatched_entrants" SET "resolved_by_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "unmatched_entrants"."resolved_by_id" AND n."organization_id" = "unmatched_entrants"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "unmatched_entrants"."resolved_by_id" AND n."organization_id" = "unmatched_entrants"."organization_id");
        UPDATE "discord_servers" SET "linked_by_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "discord_servers"."linked_by_id" AND n."organization_id" = "discord_servers"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "discord_servers"."linked_by_id" AND n."organization_id" = "discord_servers"."organization_id");
        UPDATE "notices" SET "user_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "notices"."user_id" AND n."organization_id" = "notices"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "notices"."user_id" AND n."organization_id" = "notices"."organization_id");
        UPDATE "notification_wishes" SET "user_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "notification_wishes"."user_id" AND n."organization_id" = "notification_wishes"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "notification_wishes"."user_id" AND n."organization_id" = "notification_wishes"."organization_id");
        UPDATE "live_race_reminders" SET "user_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "live_race_reminders"."user_id" AND n."organization_id" = "live_race_reminders"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "live_race_reminders"."user_id" AND n."organization_id" = "live_race_reminders"."organization_id");
        UPDATE "member_notifications" SET "user_id" = (SELECT n."id" FROM "users" n
            WHERE n."split_from" = "member_notifications"."user_id" AND n."organization_id" = "member_notifications"."organization_id")
         WHERE EXISTS (SELECT 1 FROM "users" n
            WHERE n."split_from" = "member_notifications"."user_id" AND n."organization_id" = "member_notifications"."organization_id");
        ALTER TABLE "users" DROP COLUMN "split_from";
        DROP TABLE "places_of_people";
        DROP TABLE "people_without_proof";
        ALTER TABLE "users" DROP COLUMN "racetime_link_source";
        CREATE UNIQUE INDEX "uid_organizatio_organiz_abcea2" ON "organization_members" ("organization_id", "claimed_racetime_id");
        CREATE INDEX "idx_organizatio_claimed_3c9b4b" ON "organization_members" ("claimed_racetime_id");
        CREATE UNIQUE INDEX "uidx_users_proven_discord" ON "users" ("discord_id") WHERE organization_id IS NULL;
        CREATE UNIQUE INDEX "uidx_users_claimed_discord" ON "users" ("organization_id", "discord_id") WHERE organization_id IS NOT NULL;
        COMMIT;
        PRAGMA foreign_keys = ON;"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    raise RuntimeError("People who were told apart can't be put together again; restore the backup from before.")


MODELS_STATE = (
"eJztfWtz2ziy9l9B6cvMVumkEt/i2bz1VtmOZ8Y7jp21nZOtM9miKRKWsKYILUFa1pmd/3"
    "4A8CJeQIqkKIpk+sNkEhINUg9AoLvR/fQfozk1scXenFnYcUd/RX+MbH2O+V+SN8ZopC8W"
    "68vigqtPLNlSF03kJX3CXEc3REdPusUwv2RiZjhk4RJqi7b3dI7dGbGnyJ3pLtLRzJvrNp"
    "p7zEUWpc9Idz+gR+ZN/oUN9xG52LIYIi56cuici2BE+R8OGyPdNhG1rRX/g198Em0IQ3SB"
    "bST7dckcvxHvZFKDvxR/4n4e79nk3x7WXDrFQpS/xO//5JeJbeJXzMQ/fx9RZ6rb5H91CR"
    "K/6WBGrRdsaro74o3/GD0RbJmycaKtRkzRPHhd0XSEXxdcmvGbLHxUOKAeMV81f6w0/taa"
    "eFk5jquFvP/l5urvXy5HshM+iuIS+vrr5d0l+hZ/o28jdHWPbr5cX4/+FN0vnjX5eonJ47"
    "+YvK6F/V/Z7s+yoRiUiWZQy5vb68aLlTvjPylsTWw566bYxo7uYtG963hiRtmeZQVTL5xk"
    "PsjrJj66MRkTP+meJealkPZfYH1tpGk3tw/a/eWDpo0yczaUiM2j4JLBUeZI8Vdl8tdPxS"
    "v818G7o/dHp4cnR6e8iXzN6Mr7P/1Hr4HxBSU8Nw+jP+V93dW19YivQX3mPysL68VMdy5t"
    "by6xveIvpNsGzmAcyqZQ5q+fRjnEtAjm8MIa5/XnXh/oUfpzzYF5rr9qFran7oz/8/BtAa"
    "b/fXZ38evZ3Y+Hb/8i+qZ8bfKXrJvgzoG8JWBfwxx+Tkqk1TM4JtJlgMvP5ATEp2UgPs2H"
    "+DQLMbZdHEzT0hjHZAYI8vu3ZVDmrXJhlveSOPOHMX8byQD9kQMlNik12AnBFNpmIPkm/E"
    "sPsS+A+uHq0+X9w9mnz6L7OWP/tiRcZw+X4s6BvLpKXf3xJDUqUSfo69XDr0j8E/3P7Y3c"
    "XReUuVNHPnHd7uF/RuKddM+lmk2Xmm7GMQkvh5eSgxzTFqoOc1K0gYEO9lsY5+bHeUJdrZ"
    "JetRbYrFt1fyib0a7WcFrkBWt8IHE1UNNiAG0WWoWNUhJdhWQtgLu23zSBsDC2np6VlkHa"
    "gEyi/TN1MJnav+FVxkZIgRvY/Lep7noG9p/hrAqvrr84R19G1qpqsvG/cASwK9G440v23d"
    "XFw0i9bjQA9Blb2cYD9RzRue1e867vgp77tYKUhTy9eibwvji7vzj7eDlK73oNAC1QFRrM"
    "Oe3h8lwW3PV+r4ZVLCAT3Xhe6o6pJVYScYce0NSVqG321vxgnr6i2/pUYiN+hHjlcI4vyA"
    "N9xvZI5VwM740L/YsLormiWUkf4xmaYN3BDpJCH4Rvbq6vkEnRUjj9iMuQx/ht/2LWSVhD"
    "voyXT8iM/gkuszZdZvL/GVjznQxh+wE6GJr34sjPQ5vpbFYF4qRUM0Dvdw4nYD45KgHzyV"
    "EuzOJWEmbDwQKKGuZ9UhLcOJ027/HrgvDuagxzUhKcOF0eZQe/8PWvnq8uLgmj3OVRtnTm"
    "al4913taFka6yyMtlPpqLq6YBLi2Nru2pNWUQbeyA+BL0E3PwC1r+scmVads/6R/a6RyAa"
    "SajAs9AaIxt7LD1uUcAvloK8z2bDSOfOF/psx5MOPBjN+LffmuVJzAu4I4gXfZOIH4m2Vg"
    "fsCvOdM3JdYe2qPRHlSTy388JLSSENEfP5394y8JzeT69uaXsHlsBC6ub89TwBNutRkueV"
    "HM7nNKLazbOQtHXC6F+4QL7gr4cFFpF/rz29vrBPTnV2lsv3w6v+TTXo4Db0T87S97NMmB"
    "W3gTixjVAV/LtQh4dKW3iM+IiTWucfNXZxVBT4sC7hVwdzybz1muFi4CmJLA3891y8pVTD"
    "LC7Zkq73aroxwevD+J1BPxjyLN5P7T2fW1AtrgNFEz+G+fUmdVRTdRCg9g60yqKcdltJTj"
    "fCXlWBHLGOA2pbpiPpcAPBQcHNgHx8cl0OatcuGW95J4C7Q0Y4aNeu5KhTh4srrsyXIonc"
    "ucEG1ObM/Fis16w56h6mBA4XFN7BwWNZ7r4puWBWhTJytckWRcX/SsHF/B5iyZdB+1dop2"
    "IK6VLHNQZlc+yN+VD7K7coBY3TUjKw7TOgEwR4ab+gb1bFfTp1gz9VVllPP6AKgTUC90R5"
    "MgVcU3IdiepXTcfUiZQR2sPVmUqg5xLKrnIJqSS2H6JAR3herbN2/b1xY/3n45v75En+8u"
    "L67ur25vkuqhvJm09+8uz66VWBv6ogbSgVSbOL97e9xXpB0ssj25XSPdJDlLRqFnK6cH8O"
    "SW929xFc5xNYvMiVtX+8jpor0V/GBXH0CTS7gEaak7Nn/gdkgrOmnRr9gDrJ+ITdhs06TO"
    "RTlPvD2Q3+96RjeWoybXXJMubY1h/iiz8pRWdgDTOWG7cNuTzCe6pStz/TcYLWnh9rA97D"
    "60IrLbxfOFyzQOIl1iRdjJJtNb1UN7IPdg/vrZaiWQLtT1CnoBfa+8vgdpEHUGoHfHEN7C"
    "rDnMSUkY5k4P8wt2mDLaLHe/ikkMZpNqTJslNrbIlPBfKrOrHYU2W+4ERNlRiwfmnu1wbd"
    "oxcTgBenYewk0w3dL0Jxc72ox6qoEoVsuUHYCjPuWS4Dv6XIS566v6Hgl1H4NZW5oAWgZx"
    "LBzKf+VcvaIUBH/E5AYXcXNcKgr7uCAK+zgbhQ20ObveJiXziIxT4ZPziVgVuZ/yxAe0PA"
    "NDUZfSuuoxFGWmaQOACwKdO97l53WP/ZrfZSHP+8ZzcM/Pq1MwRqni3wPZn3+745pITibN"
    "1mxRfZn/Se8xnk+4EuxQq2HgPsmO72ipadxL6ETUfrOYfd6ha3LfaIkz+EbBGvJXuZwRF1"
    "uEuRr/oQ5p+NP8GvZ+yTtfDQnDSmnWscxMIgJ0VEcOgeStjR8o/6My1B/XPQ9jJ/9zu+T0"
    "EI/NOeox5MqnqmuxkdxMYfcrXcrKEmt5QTnHUPDoD2hJ+BB7otKEw5sSFzF9xZBNw+IW2F"
    "FUv2is1zJ0d8ZMt21sCfUJSO9azZaPIZ9dNsg0P6IhITcgo/ang4PDw/cHbw9PTo+P3r8/"
    "Pn0bQZ69VYT9+dUvAv5x3KWjOKkMcKzKWpCWG5zXbCfcBQvxfCXKm087QtkWkbbphJqrfh"
    "5uCLikPVZ5aUlLwuJSd3Fh2HnhVjF+CelvKkSiZGQh/qRiPj3hYM0crKvCBYsDvrPSwGZQ"
    "BX08Fz/QqZ9olpUf0CLUxGEfRN7UmeMQedPL03GoddJx8zZOMx75UCrhm5FrBt3euw7glH"
    "Zvp7RVWDhVH0B2TEL3b8kRUbBt9mr+lx2SzLdfZkCapDqNDmc3u5Pj57gV/MnJU+XNLmU+"
    "SRAzZtj0LGwiIYiILd3B4rTwA3qMeJKY5U0fkXgMkzWPQ6IqWfRYHI37BY8ZMjzHEU5kcS"
    "3rbW7jgaUIXPGCMA6o9ESPkaLccvw9Mkyvv4vkRdeTKAt2GxZUZY5fF9QsqusBvcX6VkBm"
    "p7GZUNpc9ftEoEUtkitA9v4CO9z6IfYzuNrbdbWvh7qO+3Et3aIDMpo9/fRBgvnSqHIdWx"
    "vLI5oUGpAbpTFYE0t0Bthib0paFvwpnfanzHXXmGkucfNox/LSmxNigzvrOyh11ndQcNZ3"
    "oKhnDhyFLWQ9A0chcBQ2AnFHVEbgKNzxtI7M4oqaTlwOtJxOazmRh6PiEMflYIg7PcRxZ1"
    "XFUU6JAtF3p8c54e6sYLJkBDusenTKaoHKBa1WLlgbeeFiU2kty0jDctbp5UyMl6tXW8li"
    "Mo0sYh0qQH5UZgU7yl/AjtReF8PS+VQ3Nc92iWIRK/FNZXqA76rz31VIWlfLzxYXHszJSy"
    "NuILnFeK5B+d7u2c98CBQHWsXxxDldQFBxlaBiAaKDXWdVx+ZJC8Ny1vnlDDuOqhDBBkUh"
    "khqc+r0TGiO+JM2Jqw5XK0h+S0gNDumToxJAnxzl4ixu5cGsMd2qiXUkOjjADw9KAH54kA"
    "u4uJXOvNJrHujHBWGX6PIuIc8vK+8SSanBfUo72SUEZrW+poQgfE1d/pqCY4E6o5wShXHu"
    "8jjL6i71tsaEJIxyl0cZcwjrjHFcDka4yyMccE9XHuG4HIxwl0c4nX9SeVfOiMN4d3m86Q"
    "t2BMG57QnKy+xw5ycnZwRbLG21K6um6RJiIj7TEqV9mCohpcD/khYEk7GUYxEqAH0Paxbw"
    "kHwXw4x1xyKYuZr0ntUwKxTyoIx0ecT9M2tbm1Grag29tCgcc1c45g7TNeeEMcHDx/9Qle"
    "Pc8LnldQLfXJe/uVDzmayqpfhm5AaU8gLcT71BOCK2qAZvWgwmrwJavmdWRHUtAZMVqkvt"
    "E+qOccINAF1ghdsbK5x6YjeAdANsbz0BuyzfW3oDbB7kgRVKSgMd0wHKQBzxkjWPc7zrfm"
    "2GpbFOabFQ+q9Tpf/UZnYDgH9huIeJtGVRzngWtqisqFvYUVZBqFKBTPQxHLhTITv8nrpO"
    "xPZ1Jy/9zge02WW81bsBTiymQ0VtoTsuMciCT4wdlDwtWVixj59qWKBiS8CiORZ0N9R5Zl"
    "DHwYboekvA7mRI00XU3UCnl2dLwkG+7zazJ3wJ+xvgLiA0j9KlOsWt7WnCQxTLs4XHcK9D"
    "Gp6YBuXIw7klggURty7pt39g/H/MxY4sGilpu1+wYxLDFRzeuouW2MGIYdcV7N9P1EHEVX"
    "OEN9Svkgo8+r2iRfCTtWe8yrB8i38CbXZbtNnxkcigmx83lxJrL2pul1An00TLhM2d5EfN"
    "neSTD6kmcgnqIeWUHgDT0w5oUkLIqtb9zAgOcGKfloH7NB/u02wxSgczpZu8MJAoJgXFD8"
    "uHEPWvzkH1md0RttqFpauis4r5diKhAR0WN8G080RswmY5PHAP/OpHbLl6blZTXDYvzk38"
    "YYpe+gd00dqhKEYbrhY/paesj1StkO2UKAQTdjmY8F+eOa01yglBGOMujzG2yJRMVAeHhX"
    "pVXKyeYtWfMW1QrwpdG1m0/3Z/e6OGOi6T/pb4dfQfZBHWw22/AHEBRgLxUIH68dPZP9K6"
    "1cX17Xn6yxAdnGd2LYe5GsPYrrVvpYQh26jTyxoklX0XwyyYzWoQzw2Vde7d21J5uKJZro"
    "Xq30xl4s5wTfampCSogl3+mFxlnl7+l+Sqk/MG4CzeSVkAMcGZpga52NuTlARq5Rioujkn"
    "br2NPiUKa1OX16b1QXalA9q0GKR/QFrjHhD2GHaqIRuTGJCLHzKWuhSZXS9jKRFi02yORx"
    "jrNGDM0xtSCcA9pmLygiyDBK6x9bJyfsEe4v9kSHj54L8wgrxW5F8U2F4u7C+MTnkzncoA"
    "vQ9IR6IzeQNNscv4BYb5iJiI8vbLGbZl2J50kcpLJsFMHfvXVOff7G/2PX7hE9lC8WWMob"
    "m+QjOd9yikGMdCPuev6PGJWhZdMo3a1uoRESankQwo5KYXmniulBBPkGGHM91ExPWfWzLe"
    "MODO4/Ph98yOJEvopYMQfx8ZFl2THtv41dUW/DXFv/8JEYptRijmESYWG+b7YEvsRyBG1V"
    "qTW5WY7ByOLTiTqhXA26b2XZcd3s1HdfYv8k2W1a4Id0di34j9RLUJrXR+E5cZ3Hze1QGO"
    "pTNX4+oSUxrI+e6zlFh7u9x/9YUUWELEuN6tMojLLRqpLlqc1EzUVnHbWDvelZvWBZNaOa"
    "WZrS/YjLp16soo5OEMoMtnAAn7qOJop2VhpLs80g42qGPiyqyxMTFgjK0QlhgQ1C91uybf"
    "ukIevrAuf2HCZqg11AlBiI7r9CAnvIuVvue4IHzIXR7jKJm09het7gFGvcujbvHmIaMD33"
    "adeiOf3wuMfqdHHz/VsnjXYjC+XR5f16GeMiWrwMG/FhmcU/SwlE/0sMAlepj1iMaPgyua"
    "mWlRMDUrmJoQyAmBnP1CGOIOIe6w95iXjDvsRJDcJyyiau6oBHxTiFys8bhSgNxcCmoOly"
    "wZHXeGRGM/PExHvjya6QwR248bizpHQjUY8z/5tYXguhOhZfJJoq2MM4t9A9lQuZ0+SRnI"
    "lqxDEIacio4UUWvh7cTyBwFrrQasOTTPQNh84BzKdjnYqtYp82E5Q6HATkibCVOn7plIUh"
    "I85Z22uEFzhgpOfUa3/QSzISIKll4nLD2oibWDmlgXZ/cXZx8v95la1ldge5Jb9ll3PlNS"
    "ilQ+ajquZDIvdEdbUFKaRf6Bm59cxid7j6pboSeHzqUZO6eBCfsB3fjZXoRbvTadUHP1A0"
    "NCL0YG9fjzsiZyw30rjOKM2ZuobsbnA1i8rVq8Yvb5qYGK9IyfLarnceUm5VJAPwnBQR13"
    "frz9cn59iT7fXV5c3V8FRHqRtSVvJg9p7i7PrtNZMAbfA0zN8VTlVnJnckoK9EpV0eAgRr"
    "VOoE5SFFwK4FLo1egOqVj8ELEF87cT5m9Hiuj2FfTCKrqRFdwNiy0ajhImW3zoqthsoVzp"
    "Q06GsYnEWaOLlvx/U/KC7fG6OtczXqHJSthTxky0IYzbUXOuZHMp2YgKA0phsTXWsyD/eH"
    "SXxJY0Hm8ld4fg8XjyHNEAsQW2+C+eMmEcCttPPjc4OhUFrcfBM2RpMd0w8IJ/BWiCeSeS"
    "N4T/KW/xF8q1Dn+P6omL3sMSVeKtFAemGTaQUARMyFZNSM9RVIB/wK95PnK/eZePSRtRrS"
    "//8ZDQqjNs65FmfX1780vYPE3BnlTObOqqisHmR7BGAoOLXz0uFb96XBC/epyNXyVMUjxl"
    "ES4MXY1JQdRqhahV8D2153sSmNWn789KQ65Dl90khoNrjnRSErxhnR5mPlb1XJ46fMZ9GN"
    "+4EVRW44vLDELHTtX2PSqh9Z0c5df2PcqQvgnrMgPwhtoBgQxUDQDffJu+eW5OVHTLryUA"
    "UfDId8ojH9jGDTvjd2hxdwDq2PdcOWpKkfWlsLvPA9mff7vDVjRzm8746qbSmIE/Y0KvA7"
    "UaQy0eNjaQWZs0UpThLlsANrCkwj/bPBsTq2OJY7FgEa1yIsZFyh2G5QNWIodOvnf6KAiO"
    "e9o87pH/z8BacAShK0u/D8EYfVeWV7iIVjhtjy4oI2r9s9gmjcuBXQrO0O/OWbbA2Jzqc/"
    "57NfxSsX6tUnhwZ6YnZZark/zV6iRL7B/DTagEtT6z3E7AO92bD85xqCLpqeQHFwoP7oPb"
    "SZAC+Fkhrbpv6ILPtRM+V0gC3kEScN98r30ZBXX8fsPO1wHG7oP3taPeVwndZu9riHAF72"
    "u0npSrRrqw9BV2fmBId108X7j8/34Yf/g1jJF8BKKOiPCPVRNVFyDdsr/NRUAlpUI2A0DB"
    "r/ZPUSc0PFqMXYm+c/lPNdeaqsRo2FWqg+ST00JhcS9ljw5+IXiprYvaiaT3bJ+5zdZXBL"
    "m4rGqavMz/5rjaZKW49URswmbre3+M1jM5u8uFFA0Cd/y64Kaj+FXRtI/i/4n5qqmnpMZn"
    "gcanoxxLT/78cHX5cnP19y/SLsWvfMqKS+jrr5d3l+hb8MLfRujqBv34wwLbJp9sP4zRD8"
    "TWFg4VRiz74S/+fguO/7Yc/z0s4hhMnYrGfkfqOMrvuJ5DLSEJXrQue9H8JbnWMKdEYZy7"
    "P85aOBCpbDl+9SO2XL1ooCPZvIEWf5iil0GN9PnVL2JvGqtSjH7KHJ5aSi7rDSenoVAtd1"
    "3HkGzw4DSqYVT1yD8jWGvL7xqwie3+tMx2f5q/3Z9mtntx1iytJ1y9QmNCEnIQK+QgRthp"
    "/G9M5YHOz2RWyQ7gCKvtpOa4vVpH0V2LggbUZQ0odFdUHOOYGIxvl8c34VyqOMhpWRjpTo"
    "80dZ4wcTVD91jtegmZTjqsJHbEI+R4NgdDy2EBKVBUUnKgpFRWUgIIX6ipKfluCoyhjOQA"
    "4G8hzOnJ0qfTen6xhCRsJZ3eSvhY5Zpe+R9VSmxwX9S7t2VTCwpzCxROhtSpYp2dO9MJnO"
    "iU278NSxcuWqHmVjqhzMgNyFHZWNBmCFKNNI+EJOwXXd4v/LWnxjeUFYSPSOUODVCqwyqU"
    "EIXPqPufkbQIK9kySbHBqV0H5dSugyK160ChdhnUcbBRMwkxJQsfVpc/LFmtIzvEBWyWkQ"
    "TwWJatobIFk6VKHr6oLn9RkL79XQxz/U+68Y8Zhnl3wxyGxmfGONdwi0kMhtaiMXstypKo"
    "ZgynxcAUBjpLKDU1KGyBKhRIAXqELtRaB5qF9lVqoFnoEthlaRaARXhLoDezCEPpxHZKJ6"
    "oRD9PTtwT7S9DNQIGNKQAlME3wCTQ7i4fHe52GOu0v2IL/xj9CbJ6T5E72O6DprjpAlPQL"
    "WyF3hxl/+4uou+HM2eQKas911xC50Xx6OGRbsqUvYXeXvDe9j96xZvhv1gCbRJykcTRnop"
    "pUPrq3Nn6g/I/NGH/0e7zz7IeozwFhvB1tULC6lSMPWi+FFSmEtNjiXI5JiOs1WBQE1pHj"
    "2T8w5HeAZoS51Fmp2YJKyCgYgTLkPwGfTEiLk7Zv+av7pKK6v85BUeBWyWJ0Q+1oKBdhvJ"
    "buMmt8R6KK5UyvnKOflOoyzDVjuZrP0FdHy+WnXQ0oTK7tdCsI+qg1FH2LBvAXoUobcFwE"
    "jq3h2HoPMfJeRWDXAoAnHFR16aAqsKGadYcOjCE4jfT6a04AfHF2f3H28XKU3d/a8+R3bG"
    "sri2h8S6/sWa7kv9rOEfN1RlxsEeYKL+BqtNkZkxIYV3LILEPhct6Ys4CFGS1nlGEUeNOQ"
    "bhjUs10011dogtGK/2PKG7kz3eZ/YLR+INLZM8t6bBrst0R9PyXRM3hu2vTcgOm1aUEbhO"
    "kFdgIEDPYZXQgYBDusg7osBAx2PGAQYquaia3aj0UWmB+fuTI0Uthf8dvjImsrDF8QWlXJ"
    "4+6v3GTBiNE5N144xKKGjfgfYX9FOppjxvgbj0WFmyf+3+MDtix++zc+zm8u//vy5uERcc"
    "tIBKOskD6nXFBYSRzlF1k4R9acVVhfbTz0m/3NfmTe5F/YEN/RI+9dthMRAeO4Iccf4XjC"
    "vNNdRFzRTJ9Qzx1z05AYs9AU9CeLyd9Ot/kNC79Bj5JhPdb3N9vghqKN+Qz1A0hE3/57fU"
    "CP4eCI9uJFgt8p2shXHqMbUV1oOcN28B5T/u98E5NZVE6H9W8EE3O/lWSCAakTGhDKdvnE"
    "uiOBAbH5Xn4OJ4VAUVbl1ll5CbfnZFpcZWKAsP50cHB4+P7g7eHJ6fHR+/fHp28jfLO3io"
    "BWFfrIgr/eHKrBn5Qb0Mlxy/g/EeHoXThEZasUEHYmxQYQEtMCBa7UdiTPZm2W7VQXwLG9"
    "adMUrmmmWYEFkYS8uIxQUnIwXBVNVBISZlatI4WEIJwodPpEQZh09Qi7k5IwzJ0eZjg4Ak"
    "f8/j+lBh3xe/VkrtOd8t2ZiZSozT5NEaDke9VKejbPpFvPj+8Igz10DjdyqXDoWdgUXjrq"
    "TWfS3SYKeHNF/oXPmcB79wE9+n8JXXyBf45YooXwYPJrduijS4WXtPrszYlF4Als0xMYDV"
    "01Yz4h1ogt3wWUW7bkxXdWS11LCIK2Btpar0Z3cOkAXVi6QPcdvu67IW0gzPRvN2lgr5O/"
    "qZSBxq2Ke3mUPso3KYIGpewJ/1y+pC3xMMNIKOBhnLgvLNP9bRSflx+4Jh/cnGCL2lOp8g"
    "vReCt+wVLQCOzsKWAfdMs+mHrEqm4exKWGs8e2bB5UJRQYMJXAu7LF+Ipq8aUPmgQlXC3z"
    "KyEI5lenzS++YcrzV2KriOeKxzktC2VKujzSwVdZtSxdWmxAgSlDpjTogj6wK5s7mpINGN"
    "zDTlxOf7yNGtnFro+K1va2jo9emNk13R5bGdyXIr7qmk5zU8KTDcZFBrcfq2XRaTlTW3Lp"
    "UVHp3A+L/4CIyYQNHEbgr0P32VhG8zNuHpviwI0hPmFWY8SoOCNbId2Rp2/E5j9vPuHGfg"
    "5z366e5qcgYN0xZpqLX91HNNP9JIQlN+8ZmqyCHIMoncHgf5tg9EQ92xyLc0GLLrmRb+is"
    "7EFfljIwpBJMs92G1zPpRuGNtX8nTC0o7SEoMmMH5iRoxX4tOGoUAGbwz7dnw/YDtGebp8"
    "bbb65zx9QHKPLVG2jbPrwbOJxARdrServQVxZV8W7/7f72JieUei2S9iQRw0X/QSHXUM+g"
    "LoBWgJHwH2WoSdMspOOkY0h0kKYmjampVSZ5SmxwCTC7Kp1ODcNznFqO8pQouMo77UAFLt"
    "jvwXE6AIQhXKkTnDnArVkG285ya/7K9SF3gnUlj8v65rjIYToLm5WncJEJBFxKeC6Ff3Hh"
    "UNPj6u9SZ8jSmYt0V/gcnwNSEywih3gbAzPmE5/whkqalsY6hhCkboUg7TcOZr/QJjT8oz"
    "L6/VG+dn+U0e3Fp1tDr4+JgU7fOZ0+ox7tZ3+5MvF8QV1sGyuuC6g2mVSLwp2GrNtqz3hV"
    "IRhWt5k4mHIp3x8kQa7g73Iwn2rMDY7E+OIvebn464V3EJPMyVNxSCZ4tmQn2JQnajZ1kS"
    "lCWOVtdXBsK09Vkm2F/HocpQzL1u9ximAoyNXqNvaMFfEc+btY0HyAztidBHMGH5A209ms"
    "CsxpuQHifXJUAu6To1y0xa002GzBn4glrY2nKO1ZzNOiEB+Q86gJupYIoQk1FatGfsWzjO"
    "AA3NxF+hiUPgPVuIJqDPzlLfpigei5jH8wj+hZnZvYmvV2TV6wX8p4LgBUpjJm2oyLLLh1"
    "NIwTtC9pxN3TORbbGVrwr59xa+jbyH8imuNvo6z5VaK90nCKXlC2gDo4+zaYYB/+LvbhfQ"
    "bXdW1c4fy5bwiDFgkn+h3UKuud6Cc0oC2BTtGLhLrigDFP70ibq5OChbSNhbTvAIpPWORO"
    "3VCXPBFDD359xkhStBoXmUlz2Z5rS2uB0sEVuiuZVfwuZOCDSy1z7Gdv8YnxIq+uxvI8SV"
    "Rv+eCXCsWvfjEZJigel37il+Jcq+kHyKSzGYcC24zr6lHdGyJnvLs+Iovk/Wo3otQOm9Gl"
    "LMQjOSlltRysm7Kqzv+W55pcn5ZB3lhn88ae+Y9XH+lsZt8PZbt8rFOLd/+wzBnaYf4R2q"
    "GCDgWSnHZViLRiqkL7OQqtHUbupEzHeg+p6ilKSgLBS5cdRXxkGFEVYjmn1MK6nePIWEul"
    "hnfCxXb1PYW7dLtDen57e50YzfOr9Hnnl0/nl3c/vpPDyBsRN7EJx6o8YdNbYK1i0EpSan"
    "ABmO+OS0WuHBdErhxnFi9wc38fqxe4YsEV2wNEwRXbCVcsuAb77BoU7j4DjxTuwODOuMgF"
    "aMs2FaIj/NLUbso9R3zvXMQTtUyVjZakUEh/ckWc+gwTBzl0ySQ51FRZKma3j6pDGFXbe/"
    "e9uO52F80OTrlRCwlaIqFREV9dRDISCADFyBYUI8CmBZRPfYET/Pa7m6mixll1v0xMDDzK"
    "XfbJgOvtuxhmcL2B660PiILrDVxvvcG2y663MHDuK2GzUY4TLtFmvMkdF7bWlrx5Wdfcbe"
    "Qg+4EhX5D/T3jQMgXQPsgbwlOmC9eYDGgLhpahGbVMNR98o70rk6KUHjfIi9qn622pryq5"
    "hML27XuERv/vybMNWeBv4hHLJTZ7Ix77/0fta6078ROFmYwa/5/n4krDopLdaoj6YyjuZC"
    "xECUmNPGnYIlMiEMmMxYY4oax4iwFD0ZXeRgyJ4O9VTvZIIfJJQcC8Fub1Ktyp5MFl1WVf"
    "hoOfuApWzysZl4RR7vIoewuzpmMyKQmOyU4PMzgmwTHZB0TBMQmOyd5g21XHZGJqK5yS6a"
    "mf75CMz55yrsh8kIHsvFvOPWZ50yysBVWNgvaDy7U5KRNLd5IfS3eSiaUDHvldEvDG3ywD"
    "cj5haUoM6Eor05USpvGln7xUdbsl5CA1srzTzaF0rtEFtvO9/hv4j1UdDCj+rgkGZIsaz3"
    "XxTcsCtCkXIl8UGNYcT3VIUi6EP91HrXW7HYhrRfIflCulWFBIMcuZ7iNWd83IisO0TgDM"
    "keEbmkE929W4BaaZymPyYpTz+gCoIW72+3NPwynEYIc549HN94nFCj5aWJmNdh7I/fzbHb"
    "b0HFMupIUUffR3wDPex8QHowvOS22dBLYtVkkKzaGiFkuaMwkzqGM2i9tHv9OhwhclcjWL"
    "2gAJW3PS5viPdfSmP9YQvku/8+GjKJwau4Hwjvc8VPxia59DrYY/YZ969o5ag/2IF7qjLS"
    "hp+uP9rDufaT+P+8vBhh1uBhP7uWHYwm4HixulVsOQ7dDRvm+0HM9uFqwhqyOC48DBLwQv"
    "m8fsTvY7VOSWM+JikSIhFTnS8B76NexdKHKroWIY2F2acC1siV9gbX2mfSaa2fytujPB8t"
    "AMVnee/SC7Gypg+EUouBZVRLZUgetSdHNNp4P+FHPK5NVHTVWlb4jAZSpm1IdMXbNjqKBt"
    "7TlacxoOFSJF+vd2cKWzz4cIHLFfiPKkuwpY8ajYK9nhUOHyc/kbhMtfxYYNVxNesyxmQ3"
    "aZUc+d0NctEZN9fMKM6dPBAhV5tbWFQ5/I1tMsdGV/9nsbMmziUF+b0G1Nybugq3M6XFMS"
    "M/5Q3shxsNGA5non+7uIuhsqbp49111jhs2GTu++hP0N/LxuYfFvSjD+bK1plMwi61gQXC"
    "5IlTK/so4zDsaLKjkvRPTWxg+U/1HaJ3QfdTgggGtmywV6/4acubV1UC5zTovZJ5u5vM6Q"
    "ONjyie/n+jMWlSwZmmDdwQ7SAyKuN+jWtlaSXmums5lgwhetGDYcLMnwmUsdrODyarz3Om"
    "T6QKLfdrKfS5+xrYnBzIJbUB0wITW47LSTozKJf0f5iX9HmcqW+gRbVRCOBAaQjtZC6t+c"
    "MlfzmMpAyo+0j8sMKLy+SeaKKnhuBWWtGfu2J0Di1wXhZlaNKPakJESxdy6KPWlJv/B9sR"
    "4xVlwSiLG6PMqQefRdDfNkVY28KSMHmkV2QwTWMeDI2v86tSOOrPUK0ADSw/JxpgHOLJad"
    "pcsKTrI3OADX590lHYCxE/dmGbTyaPPHKHvHsHSub5hadG4WuuESvrq1fG57cNu15bb7Fy"
    "V2LR00IQgqaKdV0LluYrE0UvFRq87KiriVssJAa16BYSk8VSPyeBc7WLGKFeKv7gDGoMIY"
    "qPaZzCDku9BzxDvME1TTo958zd8MdFWJC3M7GB76p2XQP81H/zSDPljHwMndB0TB39AJfw"
    "NwcpfBtg+c3LHQ71KOhjBIvJKzYR2v3orHQYyDeE0o2LdPf4FDtyDapFsQbLa0XNRi2Dws"
    "o7kd5mtuhxnNbSoCd2v5ZZKS4JjptGMGFHRQ0PuAKCjooKD3BtvOKuiJTEOVXp5ORSxQx2"
    "VTrojLtiXj/u/pHIua2lPkUjTBiOnERLwnRkzemvI580FG4bv4VcbgC88/enLoXMbpP/G+"
    "GdJd+Q+hO4igfYZtk3eYzQLY4bO+2d/sx4W+sqhuPiJb1P1EfFK4fEpwGd4Mm2/Qoy2e8S"
    "i6Fn0wjjQiNpJFQnnHLp4v3DFiVGYkSBDRckYZRrrNlrzDpc6QxXd73sE328EGndqEYRNN"
    "/KQFeRiCxI8pnaLAB8Ml9vqsdKbbth+ZzQSjiK+viQNQcTK6Zs7wJ/Iz76ri0eg5mX4v1s"
    "5PBweHh+8P3h6enB4fvX9/fPo22uSyt4p2u/OrX8SGl9AHN9tEqZGtYxqluhichdR8DYLY"
    "91P6LGEt0mWAax4fHJRKhzgoSIc4yKZDpNehkjp0WgxCF7OWiVzSK8zesP0Ap27z546Bep"
    "DF92/3tzdqfGMiaa8JMVz0HySY83oIdQG0AoyEqyRTwytdrmuc9IGIDtI1vExsegusPWNF"
    "1GL+7E5KDS4R8N1xqVy144JcteNsEUAaqBJlQY4EBriGHJ6U8cGmnX0xH+xJGt7ASqiSuR"
    "YXgey1TCgUN5GqO7TXUuDM7rQzWxb1MjXPdolCLS8e5LQsZK51eaRjDosqgxwTg/Ht8vhO"
    "uflma96izvFjUhTGucvjzLjK7fB1t9ZBc0YYxrrLYy0LntUa6KQkjHKXR9nSRe0Ax6GKc8"
    "Iijpi41OCIYo5LeUaPCzyjx1nPKGTvfxcfFEToQDzJ/j+lBuNJ9hP78Nmh3C4ISXDP/LLU"
    "I0UMhLrhuCgWYiFF1hlCQdHr0mSIoeCb6RQFsj57oY6EhkttQVEoIweQfJQpQhro0v6AuL"
    "EjIxxm2Oc89BbIpJjZP7hIkLo+Y0RcFUFiC09UxlVHcdSF+dmQjb3TtW+MCqKr6yUoNpGY"
    "2LWVb9cnhLUzEpvJROw23M2nIgaLdHVtOSEIynKnlWUItt6xcgwBwNsEAF+c3V+cfbzclw"
    "6cLpqh0H4VdTXy9V51UY/NGu9HbOkrJqJhGeZYmmzsh9haZE5ccXlGPYdf5CpoXFF1JZc3"
    "VybnWZW2mS5L5QJKxNJK6x+j9RhkbCHRFr8u+DrHZFGKYJyib4qYr1oWS43aOJrCAvbgE/"
    "pyc/X3L3L1xK8caHEJff318u4SfRsRFkp8G/mzDFTntlTnqmrcgLW3nRBjx9+sAswpMfAt"
    "l/Et8/3bccXGpSti6O7numXlLhcp0faUqnfHu104Dg/en0RrhvhH0XJx/+ns+jobgCTNNr"
    "knVYU1KdkeqgdH3UeVd4v1OX+Y5uB/e6Q6w5W6A2C4qsBwJc0y+e1XxD4p2CLmoe7RX8gt"
    "i1vHBp2L0upVSfWywgB9eehnxMR1kc/IwjpTedJzW0oaTMZM5c8rMfHTHcDkrzoEc2JuNw"
    "TpDmAIqg6BzeEKKjbWHwZVJzAUFag9OWZhGnw9i0ndw2CyN5rQ8Nd+rYpzPCkIO22ViQ3x"
    "Zd/FkdnCrDnMSUkY5k4PM4QRQhjh/j+lVsII4yVhPUf8feuK5mdsZRsPUW8lBqCbKQbF9c"
    "wj0oxm0brm3Ypz5QGhtutTerFhnlNlfGr89njT6bw8NZjQ0qGoNop/gD8wxGXF6Tm1ceLc"
    "3OBDOKXO6oPPbZUqmo2wbTirhasszr2TR5Q6uA97BALfvZ6TR8OQgbaAOCkmM8Dz8lLcHA"
    "XUHFlmDsMiIte5apmRmNAAYd4JQVUAmr9AadGylMX9Ab/mOYDyuxjEKBTZUZf/eEiYUBkC"
    "oMiMur69+SVsnmYFyniL+DbHtY7qzqK1HPhAy7uKuPHiegqlsRz14Fq6xeAcz37mprI9qo"
    "Z7R6gHfcRCn3GVJT4rObiAqMNSq/xhwSp/qAyIErgxoiS82sBTkJKFBPYuO8rA7f1dDDO4"
    "vb+LYQa3N7i99/8ptez2lnw52/pwRR+91UT247G9JvbzmU/AOSrw3MabjUt5cEWmvRan9i"
    "xXamFCzRWitnSgLvWVyOFPJP7bJhIAfJDVEORfx7JtghFA1CFgM24qBXUUeAPiMHW9hV0/"
    "sEyVg3Vxd/y6IHwrERs1sAi06uIVFg/WZjqbVbVN11KDY2A+OSphlp4c5Vql4lbSKH3BDu"
    "GdOfW8jmppcDjWcDiCzVhrKPpmTMQ2lIrDnJSEYe70MHusnl+AAUVlL8Y3TddV7ZBULV1r"
    "2+zYGO+8JEoKuaoJ83nyw8O+efYjIMYBYpwO+Lm6SoyDGYfjgjoONoKfnvXepNuMC103sj"
    "UHJGxe0m1za2MkqsRNZcFJHfn9+I6RmW6iCcbCL2KJvz3xyfVB1JskJkZLwqeTJwgc/eNG"
    "2dqmyPHsrK9mZ08p46CJokyFQFhukncAThrgqxnMfsuo5+SVxioRERNJdxnsjgTD+EuUtl"
    "0MUqaTDiuV3cI9tGdTbkd+9SO2XF29lqRk8+xl8YcpeukM9o0E3ilq/Iahdj/loBzwRVTx"
    "72YlBxDq1bZnV39yuca63dqS7gOWlk1Li49YrZUlKQoLS+7C4gNVY13JCMKyUnlZcbDOqt"
    "EYriUGAHcLDIbcyqZOZRdjUqrLyndnLB1qGJ7j1DoxSYnCsVinj0082xSMxDUOxuKCcDTW"
    "5TH2179K7ra4SK2Dgo4NZ9M1pyN3ZzVY02IAbRZaCO7eNcKOVxHYtQBM2CycwU44WVU8ik"
    "2JAbQKaFs/4B4goJDXsbe8DqXK0ADQg+fiSUOeVpxK4C0OnxtHetgor/f5BL788ejmy/X1"
    "KLM2NwBwydiYniKaFxqjnrLS6gJMN2Aat01LgBrpWQDspsma0kg7Ver3iz3XXWOGzUuf1n"
    "qkiObKtBkXRXN5YeuQKbtSaV8HLWeU4TDKaoItak+ZyG6zqcyYW2H3r+gZL1wZX+UXLhO5"
    "cr7PH3m2SyzEwvw6ExuEPyevrO8On6ZkWUsoKyGR+DPOsqwpCNnWyS8Q+9Vq7Fd8nDLo5h"
    "+PpMQGeD5yUuZ85CT/fOQEyvzu9ziq6GR1c6jGPk5ZexulgV8XFt+D1R6B/PiBlNgAjrPb"
    "jh7oH91ab+f4E7EJm9ULRUrJQixSbiySj1StGIKUKBwvd/l42SRsTli99Nq0LIx0l0caGB"
    "G+i2EGFr3vYph5V9R6qTXOKVFYtbs8zjZ1q6UEBu0HYMO1EJK8z0iwrq2OEArWN4Sjhbxq"
    "9FJWEMJtINIOwsG6DyiEg0E4WO8xrxEPBvFKjccrQYhdUyF2OfiulSyYuZuAzSik3QpfYt"
    "i858N1paShit0dF4YsCU854w01UpZ76iFg7RY/Az05dI4+EmZQx1zzcrv6M7aRbjlYN1cf"
    "EHGRoduSpFveELTe2bikBvstwy8FtN/7iioC2m9VRFHjtN9AQ7xpC+itMzZjce1tC3JyNh"
    "9n47bjVK1QsZxRxD9/JPldTaRH20NQFmKMZKk+hF+ws1ryZR9/QNTh7RYWVwBn1DKx428l"
    "ooZw3MZCc91UbEitPfmb/c0+SzQWT+M722O87eNY1DXW0RzPJ7wJf6J4EsISNRGZS1yGxE"
    "jIfzya/jty1eUR6bzdUjxfvMQ3O1VZWTfnfPNHTF+9QY8xwuJH+Tw7WXZDPIT/1uAdfUTG"
    "iNHUrxU3bf5rS27Hf4zWU260fnNB+ihWI/65MEmOGUhGFhgxXzU5l7SA9TeQlZMtWLC+3F"
    "z9/Yv89PArn2viEvr66+XdJUrZ2ejqPpaVEnshhT1e6x0NSxdBPNu/5G2YPgOKS5uKS2zQ"
    "M+Cek2kuvkm5AbkNfzo4ODx8f/D28OT0+Oj9++PTtxHk2VtF2KvCwLLeWo4jX2NWlUOk03"
    "JdDmjsTIQ0X8E1vtDngF1YIDkt2mKN5OhKb4sk16w3sItCAx0yj5ovM7DnhIuuLei7zreI"
    "16irFyGk7AEChbpmm8ZHnTCOz5xW3D5iUrBzVNg5IJj2u/ioIJj2uxhmQ+fbsak7mu0Jf0"
    "8Fc14h2V6o2ttdKSiDiwTsmN4x6EigjmHdfCBQ/gFAjAxmQTSXPmN725rfC/IguunvBpGt"
    "+63So6KQoG3xGjq3Vk74uqCBIDsCL8bHMkAM3ej3ag43lJqF8JM8P7rj/Q71A3a8rZe4Wh"
    "FkfQVLc/ALwcvmMbuT/Q70I13OuCVuEebuZKH7GvYuVrrVUCdf4Mtj2HkJAgLqAxgcyt/L"
    "vgY65yw6nQp6sRcckIvVh+tS9HFNp2XnVx/hIiaeL6iLbWMlyKi2ROxq3dtveMCfZKi/OX"
    "guXnTb7zJU2e6C7oYKnE1d8kQMPSrjWh8yX0W7iXU4ZNC2NrBuZCdDhiicBtpSsNg0AFfY"
    "4Vfix9MOEbjQjif2C9eltgQt7nC6kh0OdM/0wwvZjCwaRMxf0IY60XzImjDVs5gN2U4PYj"
    "ajk/0g0HRLDD/LXu+CTs/8PocKoTCgNN11uWa6LW4hYte8yzO/x6GiJqKueRPHwUYD2tqd"
    "pFC+iLob6MYQkHkDbBX9a/JnAmzVYfOzLxtxrql43AcIWpKAHlArh1oYnt+IF1LkPlX1RP"
    "ZyD2VhvsvWcN37PQ0JqF1n3SVnWE4KXmYaFufjaYrvoEztCr+5nx2mowWXlHltK+T/gjHS"
    "WZQwx3RiouUM237zoLHIP8cmIjaydOaqKlbs5BnKOhUhqcfUI5af3pVKVYOUqzZTrqJhyK"
    "4yBQlXcakhsbS1nG9VNTNiwPlV70oxPb4rYHp8l2V6bJ99rHMg7zbosF2Gpq6Buy1F08XZ"
    "/cXZx8s9EtxEqmGOhhPTHDfoNnFttYxSM3HokoUaB2Fr9UGlnRQ3LkNGIycq0NC0qlrIUN"
    "jKNDRJKaChSe1yWRoayEratEAPIl0F2Ia+i2EGlRVUVlBZ81TWM+wQY6bSVoM7hYqqvm6z"
    "SUPNB3SztglaZptapvCkKlPe8lXMmMgAPSkHx8clVEzeKr/8nriXVDLFR1UB4aD5ANHdiZ"
    "+KP9HFtkKx+9v97U2O7r4WSWt0xHDRf5BIbegh2gXgCjASalymhme6XGdKPxMdnKu0gzY3"
    "sz//D9iuPkY="
)

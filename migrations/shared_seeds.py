"""Rows from before the database itself refused two races on one sealed seed, and two pools in one place."""

GIVE_EACH_SEED_TO_ONE_RACE = """
        CREATE TABLE "races_on_taken_seeds" AS
        SELECT l."id" FROM "async_tournament_live_races" l
         WHERE l."status" <> 'cancelled' AND l."released_at" IS NULL
           AND EXISTS (SELECT 1 FROM "async_tournament_live_races" o
                        WHERE o."permalink_id" = l."permalink_id" AND o."id" <> l."id"
                          AND (o."released_at" IS NOT NULL
                               OR (o."status" <> 'cancelled'
                                   AND (CASE WHEN o."locked_at" IS NULL THEN 1 ELSE 0 END, o."id")
                                     < (CASE WHEN l."locked_at" IS NULL THEN 1 ELSE 0 END, l."id"))));
        DELETE FROM "async_tournament_races" WHERE "live_race_id" IN (SELECT "id" FROM "races_on_taken_seeds");
        UPDATE "async_tournament_live_race_entrants" SET "judged_at" = NULL, "eligible" = NULL, "verdicts" = NULL
         WHERE "live_race_id" IN (SELECT "id" FROM "races_on_taken_seeds");
        UPDATE "async_tournament_live_races"
           SET "permalink_id" = NULL, "commitment" = '', "commitment_salt" = '', "sealed_at" = NULL, "locked_at" = NULL,
               "version" = "version" + 1
         WHERE "id" IN (SELECT "id" FROM "races_on_taken_seeds");
        DROP TABLE "races_on_taken_seeds";"""
"""The race that was locked first, or else scheduled first, keeps the seed that is sealed for several, unless players
have read it. Each other one is as it was before it had one: its lock gives it a seed, and settles who races, anew."""

GIVE_EACH_POOL_A_PLACE = """
        CREATE TABLE "places_of_pools" AS
        SELECT "id", ROW_NUMBER() OVER (PARTITION BY "tournament_id" ORDER BY "position", "id") - 1 AS "place"
          FROM "async_tournament_pools";
        UPDATE "async_tournament_pools"
           SET "position" = (SELECT p."place" FROM "places_of_pools" p WHERE p."id" = "async_tournament_pools"."id");
        DROP TABLE "places_of_pools";"""
"""The order in which pools are shown stays as it is."""

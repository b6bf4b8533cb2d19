from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE IF NOT EXISTS "async_tournament_discord" (
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
CREATE INDEX IF NOT EXISTS "idx_async_tourn_channel_c93433" ON "async_tournament_discord" ("channel_id");
COMMENT ON TABLE "async_tournament_discord" IS 'How one tournament uses Discord; without a row it says nothing there.';
        CREATE TABLE IF NOT EXISTS "discord_posts" (
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
COMMENT ON TABLE "discord_posts" IS 'Where something living is: a message, or for `TellingKind.EVENT` an entry among the server''s events.';
        CREATE TABLE IF NOT EXISTS "discord_run_threads" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "thread_id" BIGINT UNIQUE,
    "wanted_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "run_id" INT NOT NULL UNIQUE REFERENCES "async_tournament_races" ("id") ON DELETE CASCADE
);
COMMENT ON TABLE "discord_run_threads" IS 'A run whose player wants to be led through it in a private thread; `thread_id` is None while there is none.';
        CREATE TABLE IF NOT EXISTS "discord_servers" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "guild_id" BIGINT NOT NULL UNIQUE,
    "name" VARCHAR(100) NOT NULL,
    "linked_at" TIMESTAMPTZ NOT NULL,
    "absent_since" TIMESTAMPTZ,
    "linked_by_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL UNIQUE REFERENCES "organizations" ("id") ON DELETE RESTRICT
);
COMMENT ON TABLE "discord_servers" IS 'The one Discord server of an organization; a server belongs to one organization only.';
        CREATE TABLE IF NOT EXISTS "live_race_reminders" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "created_at" TIMESTAMPTZ NOT NULL,
    "live_race_id" INT NOT NULL REFERENCES "async_tournament_live_races" ("id") ON DELETE CASCADE,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_live_race_r_live_ra_14fc6a" UNIQUE ("live_race_id", "user_id")
);
COMMENT ON TABLE "live_race_reminders" IS 'Somebody pressed \"Remind me\".';
        CREATE TABLE IF NOT EXISTS "member_notifications" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(30) NOT NULL,
    "live_race_id" INT,
    "text" VARCHAR(500) NOT NULL,
    "happens_at" TIMESTAMPTZ,
    "on_site" BOOL NOT NULL,
    "dedupe_key" VARCHAR(150) NOT NULL UNIQUE,
    "created_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT
);
CREATE INDEX IF NOT EXISTS "idx_member_noti_user_id_c5acb4" ON "member_notifications" ("user_id", "id");
COMMENT ON TABLE "member_notifications" IS 'What one member was told, by whatever way, and when; the text is as it was then.';
        CREATE TABLE IF NOT EXISTS "notification_wishes" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "ways" JSONB NOT NULL,
    "reminder_minutes" JSONB,
    "only_if_eligible" BOOL NOT NULL,
    "every_race" BOOL NOT NULL,
    "every_race_since" TIMESTAMPTZ,
    "refused_at" TIMESTAMPTZ,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_notificatio_organiz_60258f" UNIQUE ("organization_id", "user_id")
);
COMMENT ON TABLE "notification_wishes" IS 'One member''s wishes within one organization; without a row the defaults hold.';
        CREATE TABLE IF NOT EXISTS "user_discord_servers" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "guild_id" BIGINT NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_user_discor_user_id_e728bf" UNIQUE ("user_id", "guild_id")
);
COMMENT ON TABLE "user_discord_servers" IS 'A server that a person may manage, as Discord said when that person signed in last.';
        ALTER TABLE "outbox_messages" ADD "superseded_at" TIMESTAMPTZ;
        ALTER TABLE "outbox_messages" ADD "alerted_at" TIMESTAMPTZ;
        CREATE INDEX IF NOT EXISTS "idx_outbox_mess_live_ra_e06563" ON "outbox_messages" ("live_race_id", "kind");"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX IF EXISTS "idx_outbox_mess_live_ra_e06563";
        ALTER TABLE "outbox_messages" DROP COLUMN "superseded_at";
        ALTER TABLE "outbox_messages" DROP COLUMN "alerted_at";
        DROP TABLE IF EXISTS "live_race_reminders";
        DROP TABLE IF EXISTS "discord_posts";
        DROP TABLE IF EXISTS "discord_servers";
        DROP TABLE IF EXISTS "member_notifications";
        DROP TABLE IF EXISTS "user_discord_servers";
        DROP TABLE IF EXISTS "notification_wishes";
        DROP TABLE IF EXISTS "discord_run_threads";
        DROP TABLE IF EXISTS "async_tournament_discord";"""


MODELS_STATE = (
    "eJztfWtz2ziW9l9h6Uv3VHlTiW9xT956q2zH0+1px87YzqZrO1MMJcISxhShIUjb2p7+7w"
    "uApHgDKZCiKJA+HzqdkDiQ9Bxczv38MZoTGzn0zamDPH/0V+OPkWvNEftL9sWeMbIWi+Qx"
    "f+BbY0eMtPgQ8cgaU9+zJnyiB8uhiD2yEZ14eOFj4vKxd2SO/Bl2p4Y/s3zDMmbB3HKNeU"
    "B9wyHk0bD8D8Z3Goz/hSb+d8NHjkMN7BsPHpkzEmQQ9odH9wzLtQ3iOkv2B3v4wMdgapAF"
    "cg0xr4/n6A3/TjaZsC/FPnE3Hx+4+N8BMn0yRZyUfYnf/8keY9dGL4jyf/4+It7UcvH/Wg"
    "Ik9tJDlDhPyDYtf8QG/zF6wMixxeDMWBPbfHj0dfnQEXpZMGrKXtL4o2KGBth+MUNemexb"
    "m/zLCj4uF+L9l+vLf3y5GIlJGBf5I+PrLxe3F8a39Df6NjIu74zrL1dXoz/59ItHU3y9zO"
    "IJv5h4bsbzX7r+38RAzpSxOSFOMHeTwYulP2M/KR6NXbHqpshFnuUjPr3vBXxFuYHjREsv"
    "XmQhyMmQEN0UjY0erMDh65JTh18geTYyzeube/Pu4t40R4U1G1Ok1lH0aMJQZkixr0rFr5"
    "/yr/Bf++8O3x+eHBwfnrAh4muunrz/M/zoBJiQUMBzfT/6U7y3fMtMOJ6A+sh+VhHW85nl"
    "XbjBXGB7yb6Q5U5QAeOYNocy+/p5lGNMq2COHyQ4J9u9OdCj/HYtgXluvZgOcqf+jP3z4G"
    "0Fpv99env+y+ntjwdv/8LnJuxsCo+s6+jNvnjFYU9gjreTFGn5Ck6R6Ayw+krOQHyiAvFJ"
    "OcQnRYiR66NomSpjnKIZIMjv36qgzEaVwizeZXFmH0bDa6QA9EcGFL+k5GBnCHNo2xHlm/"
    "gvPcS+Aur7y08Xd/ennz7z6eeU/tsRcJ3eX/A3++LpMvf0x+McV1aTGF8v738x+D+N/7m5"
    "FrfrglB/6olPTMbd/8+Ifycr8InpkmfTstOYxI/jR1kmp6SFumzOkrbA6Oi+BT63z+cx8c"
    "1aclVCsF620p+V7UhXCZwOfkImYySqB2qeDKAtQivRURTRlVA2Ali3+6YNhLmy9fAo1Qzy"
    "CmQW7b8RD+Gp+ytaFnSEHLiRzn+Tm65nYP8Zr6r4abLjPOt5pa3KFhv7C0MA+QKNW3Zk31"
    "6e34/k50YLQJ/SpTu5J4HHJ3f9Kzb1bTRzv04QVcjzp2cG7/PTu/PTjxej/K3XAtAcVS7B"
    "nJEeHs+q4Cb3vRxWfoCMrcnjs+XZZuYk4W/IPsk9WY0tvprvz/NPLNeaCmz4j+BfOV7jC3"
    "xPHpE7khkX43d7lfbFBTZ9PkzRxnhqjJHlIc8QRB+4bW5uLQ2bGM/c6Id9agSUvQ4fFo2E"
    "DehVrHycZvRPMJl1aTIT/y/AWm5kiMcP0MDQvhVHbA9zZtFZHYizVO0Avds1nIH5+FAB5u"
    "PDUpj5qyzMEw9xKBqo91lKMONord6jlwVm0zVgc5YSjDg6c9lDT+z8a2arS1MCl3XmsmNR"
    "3wyamd7ztMBpnTnNhfp6Jq4UBZi21pu2hNZUQLe2AeBLNE3PwFVV/VOLSivdP2vfGslMAL"
    "khe5WWAD6YadnxaDWDQDnaErW9GI0jvvA/c+o8qPGgxu9Ev3ynFCfwriJO4F0xTiD9zQow"
    "36OXkuWbI+sO7dFoB6LJxW/3GakkRvTHT6e//SUjmVzdXP8cD09x4Pzq5iwHPGZa28THT5"
    "LVfUaIgyy35OBI0+VwHzPCbQEfHyrdQn92c3OVgf7sMo/tl09nF2zZCz6wQTi8/oquSQbc"
    "Ihg7eFIf8ISuQ8BXT3qL+AzbyGQSN/vqtCboeVLAvQbuXuCyNcvEwkUEUxb4u7nlOKWCSY"
    "G4O1Xl3XZllIP998cr8YT/o0oyuft0enUlgTbyJpoT9tunxFvWkU2kxAO4OrNiypGKlHJU"
    "LqQcSWIZI9ymxJKsZwXAY8LBgb1/dKSANhtVCrd4l8Wbo2VOZmjSzFwpIQdLls6WLI+Quc"
    "gJMefYDXwkuazX3BmyCQYUHtfGzeGQyWNTfPO0AG3Os8IEScrkxcApsRWsz5LJz9HopugG"
    "4kbJMvsqt/J++a28X7yVI8SanhlFcljWGYAZMkzVn5DA9U1rikzbWtZGuWwOgDoD9cLyTA"
    "FSXXwzhN1pSkf6Q0onxEPmg0OIzInjEKsE0RxdDtMHTrgtVN++edu9tPjx5svZ1YXx+fbi"
    "/PLu8uY6Kx6Kl1l9//bi9EqK9cRaNEA6ouoS53dvj/qKtId4tifTa4SZpOTIqLRslcwAll"
    "x1+xYT4TzfdPAc+02lj5IpujvB97e1Ado8wgVIz5bnsg/cDGnJJB3aFXuA9QN2MZ2tW9Sl"
    "KJeRdwfy+22v6NZy1MSZa5Nn16SIfZRde0lLJ4DlnNFdmO6J52PLsaS5/muUljxxd9ge6A"
    "8tj+z20XzhU5OBSJ6RJOxkneotm6E7kHuwfsNsNQWkK2W9illA3lOX9yANogkDeueGCBZ2"
    "QzZnKYHNWrP5CXlUGm1Wel+lKAZzSbUmzWIXOXiK2S8V2dWeRJpV84BIJ+rQYR64HpOmPR"
    "vFC6Bn/hCmglmOaT34yDNnJJAxolosk04AhvpiaMLCI+x3zuULvSImIUU3uECQI6Xg4KOK"
    "4OCjYnAwVHPZ9uktCmKI8Am2OB+wU7MkURn5gE4NKJyjU7ZRs8I5hWXaAuC8rsstm/JzMm"
    "O/1rcq5GV7vAT38nQvSSEjWVh2RPu3X2+Rs1rObRcx6sv6zxo10XzMZDOPOC0D90lMfEuU"
    "lnEvoePB5O1i9nmLFrNdo8Vdw62CNeRd+TzDPtNcqW+yH+rhlrfm13j2Czb5ckgY1sr+TS"
    "UMYh43IrOER5Q3Lron7I/aUH9MZh7GTf7nZjnTMR7rU6dTyKlnUJspTq6vrPYLeRYNDxJ6"
    "XgmNGtFHfzCeMWNxwBsgeGwo9g1qLanhkrjnAvIkTRlam1WlCttkZrkucrj4BLXYOk3iTi"
    "FfPDbwtNzRnqEbkFL70/7+wcH7/bcHxydHh+/fH528XUFefFWF/dnlzxz+vbRJR+JAi3Cs"
    "m0yfpxuc1WwrKfUL/vlSlNcb4WPaDpF2yZjYy37a3DlcQh+rfbTkKeFwaXq4UOQ9Ma0YPc"
    "VVWWoESBRoISyiZpo3ZmDNPGTJotiq45CL1JBkXwd9NOc/0Gue/1SkH9Ah1IazDwJCmqxx"
    "CAh53QEh4LTdNsIpG0otfAt07aDbe9MBeGl35qWtUxxStgGKPInNv4ockRSB7NX6V2VJYe"
    "+rMKTNCpwr5+x6c3Laj1vDnpz1Kq83KbNFYtDJDNmBg2yDExrYFeZg7i38YHxfle+hTjD9"
    "bvCPoaIVb1w/SfTi5a7xsA8vNSaB53EjMn9WtDZ38YEqhmi2J/xAgMRrptCo12/6OS/4IX"
    "seFU1IXuXPx9XPW43I7tXi+wXymJ6C3UcwindrFE+42sRQmFB3aCpcrZ5+WgtB0WhVDEYL"
    "TNm1UE8GzhK1YvAYwCmRLuWQOqALsFZbPfK0YPfQ2u4xt/zJzPSxX1a1qiw7NkM2OJ/cvp"
    "JPbr/CJ7cvaYcNJe46SJqFEndQ4q4ViDURGKHE3ZaX9Ur/rSnppOlAytFaylmZMmqyOE0H"
    "LNaaxWmrVE0u50ihTrTWfE6bR+uoLAXCVkQPjVq/bkdngbL3nZa9T1S8+KipdZIVqOEw0/"
    "ow4/zyrXrnWIpmaEfYocoJdlh+gB3KbS4Tx2JL3TYD18eSQ0xhTxVmgH2l/b6KK541srKl"
    "iQfjdWnFCCSumMCfEHa3B+4jY4HEmVUd9VsyBYT+1gn95SB6yPeWTTSePDEcZ9ofZ8jzZF"
    "Xs1wgKK6rBid9bKTbEjqQ59uVBZRUpahmqwSF9fKgA9PFhKc78VRnMJrWchlivSAcH+MG+"
    "AuAH+6WA81cSr1jtEyRLNTiYt3KCcMwaBU5kCOE+1vo+Dg3GTbicIwU+68xn0TaiWRRUhh"
    "K4rDOXEYOwCY/TdMBhnTkcFbWtzeE0HXBYZw5PeLCRw9scUFlsdYU6kScEKVdJT4ZuCK9h"
    "W0Hy+6tgM7I8ByPqm0LhbyAJSejhvtSZ46ELxjVnxKnbTyhPCl6bGl6bOPNojinlxZ/YH7"
    "LWZGu2W9kksOd03nOx5DNe1stWK9ANKH4bCo70BuFVjnY9ePNksHgl0LI7syaqCQUsVmhp"
    "skuoNStENAB0oRTRzkoRyRd2C0i3UGKoJ2CrFhnKX4Dtgzyw7hx5oFMygArEqxI77eOcnr"
    "pfl6Ey1jkpFvpNadVvSq5mtwD4F4r0SUhvHeWCZWGDdl6Wgzxp6e06bW/4HMOBOxdlwN7J"
    "i5Nv3uzsIpx8QJddwVq9HeD4YTpU1BaW5+MJXrCFsYU+e4rdvPq4VeOq6BsCtlpj0XRDXW"
    "cT4nlowqfeELBbRNm3P19NN9DlFbiieha7d9u5E77E8w3wFuCSh3J/OP5q89q0MYrqJWpT"
    "uDepVJtZBmoVa5kmgnj1V0vUfP2Bsv9RH3miU5moFfuEPBtPfF441vKNZ+QhgyLf5yVnH4"
    "hnYF9emLaleSX1Z39P+r3yEdFPNh/RMiz5mqpNy/8JFWC7qgCb5kQB3fK4uRxZd1Fz24Q6"
    "m/WkEjZ3XB41d1xeS0O2kBUqaUiXtE4V0xoivYWs/xiyus3mCoQDXNgnKnCflMN9UuyA5i"
    "EqNZNXBhKlqKDjlnoIUf9Kdtdf2ZqUXlw4liw6q7p8xIpoQM7iNgpHPGAX01lJWaN79vQj"
    "cnyrNBEjTVsW58b/sPks/QO66uyQdECMT4uf8ks2RKpRyHaOFIIJdQ4m/FdgTxtxOUMIPN"
    "aZx8jBUzyWOQ4r5ao0WTPBqj88bVGuik0bRbT/fndzLYc6TZPfS+y58R/DwbSH134F4hyM"
    "DOKxAPXjp9Pf8rLV+dXNWX5n8AnOCreWR32TIuQ2urdyxJBtpPWxBkllr4LNvFBPgzpKQy"
    "2i9O6tUh4uH1aqoYYvc5m4M9Sw4EyWEkRBnTeTL83TK99Jvjw5bwDG4q1UueYLnJpykKut"
    "PVlKqBSaAtWy59hvdtHnSOFs0vlsShzZtRy0eTJI/4C0xh0gHFDk1UM2RTEgEz9kLOkUmd"
    "0sYykTYtNujke6HfdAMc9fSAqAB1F6AGQZVOCaOi9r5xfsIP5PhISrB//FEeSNIv9Wge1q"
    "YX9xdMqb6VQE6H0wLINPFraRnyKfsgcUMY7YoqP88wy5ImxPmEjFIxsjKo/9a3Py9QGAbj"
    "Afsxf52L/fRxOHJOVRXfTimwviiCJ80Bq+08DAiEMFYKv14YRqSNJmG+pw3X5lG7Up02yp"
    "dmDBqddEaZP+STpbmdsPpexfuJlozFoTbk0CzrD7QMwxqeU0SdMMbj1vy2viWNQ3n5BHpV"
    "ppuc0qR9bdHfdf77QWI3LIUibsyrRQtUMjN0WHi5ryHgx+F2fHO7VlXbGopUuautaCzojf"
    "pP+EhB4M7zob3jPaUU1u52mB0zpz2mNqt2ej2qVaU2RQprVGLGBUFf7ZchsWOZfQww7TeY"
    "dxnaERqzOEEJKmNZMztsVa+zlNCBtZZx6vMjgb72j5DMB1nbnusOFxGQV27XrNOF8+C3Bf"
    "a+6jh0Yab0IG/NWZv75HAmkeVIWBPyEZnFH0QMkmelBhEj2QWEQhig+i+HqFMASdQdBZ7z"
    "FXDDrTIkLqE+KxHbdEAL4uPio1eK9WdNRcEJoeo1QMjTo1+OCwJJllhPTGzKIGdkVYUjI5"
    "+6ez3GN/smcLXuiMxy+JT+Jj+T/Se6AYJ7XVT5IGTWWL0MfxhnwiSexU/Dpz/EHYVKdhUx"
    "4pE1TXOz5j2sGV5jlQE1gr5NW8uDr1mtrms5RgsdVa8wPJGdr39Bnd7rOLhogoaHpaaHrQ"
    "EGkLDZHOT+/OTz9e7DKvqK/A9iSx6LPlfSZYqaL4auheLZV5YXnmgmDlEuL3TP1kNGGl71"
    "VrI+PBI3Ohxs5JpMJ+MK7DVB/MtF6XjIm9/IEaXC42JiRgn1dUkVueW6IUF9TeTGsrth5A"
    "4+1U4+WrL8wLk6QJ/M0hVlmh1CxdDugHTjgot9vHmy9nVxfG59uL88u7y6iK2krbEi/5oy"
    "Qu7fbi9CqfjTFhd4BteoGs10bpSs5RgVwp6xgbxUo2CRjJkoJJAUwKveLukDqFDxFbUH+1"
    "UH816aDaV9ArW6iutGA9NLYVOxRUtjTr6uhsMZ2azlbODqnbMG6oHHgO9FfaqXbEOVBAtT"
    "xuLRquswewYdTakVLU2lFF1NpRMWrNJb6sr2U5viuCwUUFbgVfTEW1miLClXlnKSpIO6uR"
    "dgaWlO4sKRyz5pXIi9QQQa6z0h93Om+Q+pWhBNuO1mxmvGpmwLNgG/eBv2C727rtjgloNc"
    "12CQUgChY7rSx2kbbRsrFuizqMBlCn9nPtqApJVsiGze2bZ4ToeQ0XW9znlZIkkKM11NJh"
    "JQNZtVmxT+oO3wCwgSUd/dml7Zyfjgpm8+gQrWMxZyRbMZZn4xrF9wab+U5LD9fs2j7gZu"
    "3vVOtfVpW/LPS1JhTL5c81ra1TdNDqCMxLr838QBcI2VNrzn6viZ5qNjeUEg/OC3Wsclwd"
    "l59Wx8UC1CncuEjQaJuVTgL2vt5sOM8jkqQIxQ0XEw9uw23F7Qt2Vki77Bu6YHPVwuYKSY"
    "JbSBLsm+21L1yQx/e2bHwdYGwvWF81tb4K6NZbX2OEa1hfV+eJWqu6hWMtkfcDNSzfR/OF"
    "z/4v0j9Xm2zPEB9hEI8XREq1mpN3p9twvvUN6UTKdbGkkqT+EhuTCrBOnqz2ufinvBYTf5"
    "OXRuKpchNkPzlPFDehkc7ooSeMns2k+RJPii3OWTosecKL4Iree9nH7G+eb46XklcP2MV0"
    "lrz7Y5Ss5OItF6dwc9zRy4KpjvxXrZb9Koga2y+mfEmabBWYbDkKXgbi58eny5fry398EX"
    "opemFLlj8yvv5ycXthfIu+8LeRcXlt/PjDArk2W2w/7Bk/YNdceIQrsfSHv4T3LRj+uzL8"
    "97DZWLR0air7mvQbE/u4mUEtQwlWNJ2taOGR3IjNOVLgs/58NmNGZPl8z55+RI5vVTF6RV"
    "vGaP6HzWcZFKfPLn/md9OeLGnjp4Lz1JHWul3jOY2JGpnrNEOyRcfpqtdGXZd/gbDRla8b"
    "sJnr/kTluj8pv+5PCtc99zUL7QnV7ySWoYSsrhpZXSvsTPY3KrNA3zP9ZA3uKdoBuLCqbt"
    "2L3+4zwMcL+sdPp7/9JXPpXt1c/xwPT/Hl/OrmTCbnRjppE0E3IQUJSGcJKDZX1ORxigz4"
    "qzN/M8almkzO0wKnteY08R4Q9s2JFdDG9dQLk2gsJGpiEfICl4FhltRVqBBUcnQgpNQWUi"
    "IIn4ht1iwaUqQcAPwdhDk9ONZ02swulqGEq0Trq4TxqlT1Kt9UObLB7ah3b1VTCypzCyRG"
    "hpxXscnNXZgEPDpq9/fEsbiJlou5tTyUBboBGSpbC9qMQWrSQDpNCfeFzvdFePY02ENFQt"
    "hEMnNohFKTOi0ZUthG+m8joRHW0mWyZIMTu/bVxK79KrFrXyJ2TYjnoUnDJMQcLWwsnTeW"
    "qOZfZHFFfcAVBVQGVO2xsEFtQBk97CiddxSkb78KNjff0q1vZmDz9tgch8YXeFyquKUoBl"
    "PWojV9Ld+hXBHTPBmowkVoIc0aWtH0GFsoFQpFAXqELvRihjIL3YvUUGZBJ7BVyyxAFeEN"
    "gV5fRRhaq3XTWk2OOHQYVwF2fYdxqabc/ioeXt3rPNR5e8EG9W9CF2L7NUluxbwDWu4yB6"
    "Iov7ARcreIsm9/vppuOGs2e4K6c8uf8Nxotjw8vGmxpS/xdBdsNquP1rF26t8kANuYe9IY"
    "mjPen6cc3RsX3RP2x3qMP4Yz3gbu/WrOAWG8Wdmg6HRTKx6UHIU1SwiZqcNZrZIQk2uQQR"
    "4My/AC9wdqhBMYM0x94i3l1YIUaCQVgQrFf6J6MnFZnLx+y756WFTUCs+5f0KxmC6LxVgT"
    "uaFBLcI4oda5arwmUcVipdfO0c9S6Qxzw1iu9jP05dFy5WlXAwqT6zrdCoI+GrGib9EA4S"
    "FU6wJOk4DbGtzWO4iRD2oCmxAAnuCo0slRFelQ7ZpDB1YhOI90spszAJ+f3p2ffrwYFe+3"
    "7iz5ml1tqoimr/TaluVa9qvNDDFfZ9hHDqY+twIuR+uNMTmCvVoGmeeYWM0acxpVYTaeZ4"
    "QiI7KmGdZkQgLXN+bW0hgjY8n+MWWD/Jnlsj+QkXygYdFHWrTYtDivQn8/aaFnsNx0abkB"
    "1WvdgTYI1Qv0BAgY7DO6EDAIepiGsiwEDGoeMAixVe3EVu1GI4vUj89MGBpJ9K/0670qbS"
    "sOX+BSlaK7+ytTWZBByZwpLwxi3sOG/w/TvxqWMUeUsm+8xzvcPLD/vt8jx2Gvf2V8fnPx"
    "3xfX998NphnxYJSlYc0JI+RaEkP5STTOET1nJdpXFx/6zf3mfqfB+F9owvfRdza7GMcjAv"
    "bSihz7CC/g6p3lG9jnw6wxCfw9phriySxWBcPFYrNvZ7nshYPeGN9FhfXU3N/cCVMUXcRW"
    "aBhAwucOv9cH43vMHD6ef5Hod/Ix4ivvGde8u9DzDLnR95iyf5ermNQhYjkkvxFUzN12ko"
    "kY0iQ0IKbV2WOtSWBAar2rr+EsEQjKstw6pyzh9gxPq7tMDBDWn/b3Dw7e7789OD45Onz/"
    "/ujk7Qrf4qsqoGWNPorgJ5dDPfizdAPyHHeM/wPmht6Fh2W6SkXBzizZAEJiOiiBK6QdUW"
    "ezcZXt3BRQY3vdpclN09R0Ig0iC3l1G6Es5WBqVbTRSYirWY1cChlC8Cho7VHgKl2zgt1Z"
    "SmCz1mwGxxEY4ne/lVo0xO/UkpmkO5WbMzMpUettmjxAKbSqKVo2T4VZL4zviIM9LAa34R"
    "Nu0HOQza10JJjOhLmNN/BmgvwTWzOR9e6D8T38S2zii+xz2OEjuAWTPXNjG10uvKTTz16f"
    "WASWwC4tgSvW1VPmM2St6PI6oNyxJs/3WSNxLUMI0hpIa73i7uDSAXQ4ukD2Hb7suyZtIM"
    "707zZpYKeLv62Ugda1ijvhSh+VqxTRACV9IvTLK+oS9zNkcAE8jhMPiUW6v2uk1+UHJslH"
    "L8fIIe5UiPycND2KPXAkZQS29imgH+ilH0wD7NRXD9JUw7ljO1YP6hYUGHApgXeqzfiqev"
    "HlHU28JFwj9StDCOqX1uoXuzCF/xW7ssJz1XzO00KbEp05He3Kum3p8mQDCkwZckkDHeSB"
    "bencqyXZgsI97MTl/OZtVcmuNn3U1LY3NXz0Qs1uaPbYSOG+4PFVV2RamhKeHbBXpXCHsV"
    "oOmaqp2qKWHuGdzsOw+A8GtinXgeMI/CR0n+6JaH7K1GObO9yowRbMcs+ghPvIloblCe8b"
    "dtnPm4+Zsl9SuW9bnxamICDLm8xMH734342ZFSYhPDP1nhrjZZRjsEpnmLC/jZHxQALX3u"
    "N+QYc8MyV/YlFVR1+xZGBcSjBf7TZ+Xkg3il8k9p04tUDZQlClxg7MSNCJ/lrhauQAFvAv"
    "12fj8QPUZ9svjbfbXGfNxAdo8tUbaLt23g0cTihF2tF5u7CWDpHV3f773c11SSh1QpK3JO"
    "GJb/zHiGsN9QzqCmg5GBn7UaE0ab4K6V7WMMQnyJcmTYmpdRZ5jmxwCTDbap1OJpPA8xoZ"
    "ynOkYCrX2oAKtWBfg+F0AAhDuJIWNXOgtqYKttrW1vyFyUP+GFnSOi7Jy70qg+ksHqZewk"
    "UkEDAqbrnk9sWFR+yAib/PFjUci/qG5XOb42NU1ATxyCE2ZoIoDQufsIHSMi2tTQwhSHqF"
    "IO02Dma30GYk/EMV+f6wXLo/LMj2fOs2kOtTZCDTayfTF8Sj3dwvlzaaL4iP3MmSyQKySy"
    "Y3ovKmwclY8xEtawTDWi7ljimfsPtBFMjl9bs8xJYa9SOXGDv8RV0u9vXiNwYVlZOn3EnG"
    "62yJSZAtPGou8Q2bh7CK1/Lg2E4+VVpsK66vx1AqVNn6PV0iGBpydXqNPSJJPEf5LRYNH6"
    "AxdivBnNEGMmcWndWBOU83QLyPDxXgPj4sRZu/yoNNF+wTkShrE0hae1bXaZGQD8h41Ea5"
    "lhVCY2JLTo3yjmcFwgGYuavkMWh9BqJxDdEY6pd3aIuFQs8q9sGyQs/y3MTOtLcr/ITCVs"
    "ZzDqA0lbEwZq9Kg0uiYbxovKISd0fmiF9nxoLtfsq0oW+j8BONOfo2KqpfCuOlitPqC4oR"
    "0Adn1woT3MOv4h7eZXCdbnwF/3PfEAYpEjz6GkqVzTz6GQloQ6Bz5UViWXHAmOdvpPXdSU"
    "FD2kRD2nUAxSfEc6euiY8f8MSKfn1BSZKM2qtSk+ZiPJOWEgLl4ArLF5VVwilE4INPHHsv"
    "zN5iC+NJPF3uCX8S797yIWwVil7CZjKUl3h8DhO/JH6ttj9AJJ3NGBTIpUxWX/W9wWLF+4"
    "mLbEUfdrvhrXbojDyLRjyiJqXoloMsW3TV+V/1WpOJtwzyxrTNG3tkP17u0llffT+m1dmt"
    "06ju/oGKD+2g3IV2ICmHAklO22pEWjNVofschc6ckVtp05HcIXUtRVlKKPCis6GIcYZiWS"
    "OWM0IcZLklhoyEKsfeMSPb1n6Kb+luWXp2c3OV4ebZZd7f+eXT2cXtj+8EG9kg7Gcu4VSX"
    "J2QHC2TWDFrJUg0uAPPdkVLkylFF5MpR4fACM/frOL3AFAum2B4gCqZYLUyxYBrss2mQm/"
    "smaCQxB0Zv9qpMgK4YUyM6ImxN7efMczi0zq3qRD3n2kaLolCG9eDzOPUZwp7hkWcqikNN"
    "pa1itvtRTQpGNbbevRbT3fai2cEoN+ogQYsnNEriq6uKjEQEUGJkgxIjUE0LSj71BU6w22"
    "9vpfIeZ/XtMikysCjrbJMB09urYDOY3sD01gdEwfQGprfeYKuz6S0OnPuK6WxUYoTLjNlb"
    "Z46LR5vPbLiqae5mZSD7gRohIfsft6AVGqB9EC+4pczipjER0Baxlhoz4tjyevCtzi5Nip"
    "Ja3CAvapemt2drWcskFI/v3iI0+n8PgTsRDf7GAXZ87NI3/GP//6h7qXUrdqI4k9Fk/wt8"
    "VIstMtqNWNQfRXErvOAtJE38YCIHTzFHpMCLNXFCRfIOA4ZWT3obMcSDv5cl2SOVyGcJAf"
    "NGmDfrcCejB5OVzrYMDz0wEayZVTJNCVzWmcvBwm5omMxSgmFSazaDYRIMk31AFAyTYJjs"
    "Dba6GiYzS1tilMwv/XKDZHr1qJkiy0GGYud6GfeoE0yLsFZ0NYrGDy7X5lgllu64PJbuuB"
    "BLB3Xkt1mAN/3NCiCXFyzNkUG50trlSjE12dGPn+qa3TJ0kBqpbnTzCJmbZIHccqv/mvrH"
    "sgkGFH/XRgVkh0wem+KbpwVocyZEdihQZHqBzEmiFsKfn6PRud0NxI0i+ffVWilWNFIs1k"
    "wPEWt6ZhTJYVlnAGbIsAttQgLXN5kGZtpSN3k1ymVzANQQN/v6zNPghRgsmwsW3XKbWKrh"
    "o4Ok2WhnEd3ffr1FjlWiysVlIfkc/WV4wfqY2TAWr3lpJklgm2KVLaE5VNRSSXM2phPi2e"
    "3i9jGcdKjwrRK52kVtgAVbS9Lm2I/1rLY3awzfRTj58FHkRo3tQHjLZh4qfqmzzyNOy1s4"
    "LD17S5zBbuKF5ZkLgtvevJ8t7zPpp7tfDTbkMTUYu48twxZPO1jcCHFahmyLhvZdo+UFbr"
    "tgDVkc4TUOPPSE0XP7mN2KeYeK3PMM+4inSAhBDrd8h36NZ+eC3HKoGEZ6l8lNCxviF2lb"
    "n0mfC82s36v+jFd5aAer28C9F9MNFTD0xAVch0giW+rAdcGnuSLTQW/FkjZ5zVGTdekbIn"
    "CFjhnNIZP37BgqaBtbjpKahkOFSJL+vRlc+ezzIQKH3Scs9XTXASsdFXspJhwqXGEuf4tw"
    "hafYsOFqw2pWxGzIJjMS+GPysiFiYo5PiFJrOligVlZtc+GRB7zxMotN2Z/D2YYMG3fqm2"
    "OyqSp5G011RoarSiLKPpQN8jw0aUFyvRXzna+mGypugTu3/MkM2S15777E8w3QX1crqalo"
    "E6LIe5LlncXw3rjonrA/lM0dd6sJ+xVAVwlww0SwSKRdkw6WCL5qSWFmSvReX6bq1OA+m7"
    "Cm+9x6RLxJIzXGyPKQZ1hRjak3xo3rLEXlqJlFZ7zIOx9F0cRDos479YmHJGWqWp+9SZ14"
    "qA/fdR6bTx6Ra3JmFsGtaHyXoRpc4tXxoUpO22F5TtthoWmjNUZOHYRXBAPItOogq21OqG"
    "8GVCb7lweRp2kGFDneZlGGOnhuBGWjFfu2J0CilwVmGkSDAO0sJQRoaxegnVUSn9i92Kzm"
    "U5oSaj7pzGVIqnlVbB4v69UlKtCBZFG8EKGgFpR/2v05taXyT8kJ0ALSikWgNDsvVAEuHJ"
    "baVoKKnLRrDICJK1fRAJhyJrdbHEqxIvzvqcdgdOvK6PYvgt1GEmSGEARIrQVIkHGgaGgf"
    "EAWpUQupEYqGqmDbh6Khqdg0JXExjmKrJTImAXWdyI2cD/xrQkehXcqNHtmgEhjZoAJYR8"
    "dFoxJgByruxINyb+JBwZk45ZFFjeTzLCUI6CCg94q7IKDriCgI6CCg9wZbbQX0TCqETC7P"
    "50pUiONiKBPExVjF6M07Mke86efU8IkxRga1sG2wmSi22WjC1swHEUvpoxcRSTm3bGQ8eG"
    "Quoi0f2NzUsHzxDy478NBLilybTViM5dziZ31zv7nfF9bSIZb93XB5YzKDLQqfLQlGw4Yh"
    "+43x3eWf8Z1PzeegDGkDu4boYsYm9tF84e8ZlIi4UgGi8TwjFBmWS5/ZhM8WNRx227MJvr"
    "kempCpiymyjXEYekq4smLwH6McaMqY4WN3dbBNZpbrhvF1lKc8h/Iajz7dM35PpfaGC/mR"
    "TVXTRH6Gp69F2/lpf//g4P3+24Pjk6PD9++PTt6uLrniq6rb7uzyZ37hZeTB9TpRjrNNVK"
    "PcFIPTkNovkpzaP6oBrSkSnQFuGNS6rxTUul8R1LpfDGrNn0OKMnSeDAJQipqJONJrrN54"
    "/ACX7qHKyj0sX7iHhXUbiQdFfMubLKdIum9/vRt7yVaaK9vIDhbIfESS2JPy1Z2lGlw6x7"
    "sjpYyDo4qMg6NilyIi7eNb0aaIyPXCIZwhB8cqNti8sS9lgz3OwxtpCXXyD9IkkIOQv/Fs"
    "piLVN2gnVGDM1tqYLbqO2Gbg+lgillczOU8L+Qc6czplsKjD5BQZ8Fdn/k6Z+uaawaKJ+z"
    "FLCnzWmc+UidweO3cbOZoLxMBrnXktOrI0YnSWErisM5cdixc39jwi8RNWZfqnqQaX7n+k"
    "ZBk9qrCMHhUto5CD+So2FEToQDzJ7rdSi/Eku4l9yFc0lEQ/SIoelsc/yCsurg+B+Igca0"
    "l5JABFDFSb7oXhBQ6eY58/npHAYw8tasTVCd9Mp4YvqlH5MzQvRjq0M6VSHLRALB///Mco"
    "4UFhHfCx6GXBDkQqKgZGfFoFFGH7xSxiaRIXrdYyhz3aU1+uL//xRRyz6IUBzR8ZX3+5uL"
    "0wvvEe4RHFt1G4yiAou6ugbPH/GvJePH6AboCtlHZKf7MaMOfIQK5WkavZhe75/OayJP7D"
    "6pbMOdLupK13R9s9ONpoxCwK7Yo7qS6sWcruUN0/1B9VNi2y5uzDTA/9O8AekgXiEeIgyy"
    "1bs7IJciCPt9j6a/WkW0Xw7ObmKqMDnl3m4u6uv3w6u2BHtTg82KCw+KnErSj0N7H3a2Kf"
    "JewQ81j26C/kjsPU6AmZl7UuroS9QAzQq0M/wzZqinyBFs6Z2oue6VJCYZrMZJY/hYWfnw"
    "AWf10WzLG9GQvyEwAL6rLAZXBF5fSbs0E2CbBCnRUcszgFqJnGJJ9hMJFrbUj4iV2r5hrP"
    "EsJNW2dhg2/tNfjWgoXdkM1ZSmCz1mwGFyq4UHe/lTpxoaabmsRtwdttMq7AAD3DqxRbGb"
    "eLVtzQeECobdtLH3fRK/HQp5rsVXvnM439FDpLuUZ6A/5ADUbLvefERRm/+YSxcEq85Ycw"
    "rz/X9slA7sRbLnxpe6mtfISS4z6eEYqX7dRPvmJDAdqKpPEUzQD95Up5iRVpicWsxImDeZ"
    "6HbAFXoJwmGiDMW0nOj0ALDyhzdSwVcb9HL2UGoPIpBsGFKj3q4rf7jApVSH5eqVFXN9c/"
    "x8PzGdEFaxG75pjUUd9YlNCBDVTdVMSUFz+QCI1qZVcS6g6DcwL3kanK7qge7pqUXQkRi2"
    "3GdY74IuXgAqIOlE75g4pT/kAaEMVxo1ia7L8mRytHC8k7OhvKwOz9KtgMZu9XwWYwe4PZ"
    "e/dbqWOzt8gV3tSGy+forSSyG4vtFXYfT8PiQ6MKy2162J6SBddhFGa6rJFamdkxsZcGcY"
    "UB9dla8iKwaQur5doGB+CDqAQr/ronxlqTCQlcXvfV8kUNVjpjqlJUQ5YNwB6V15rd9geq"
    "VHgN+5jx8q2pnsnQ16xTEy/XeJA5s+isrm6aUA2u+tzxoYJaenxYqpXyV1ml9Al5mE3mNb"
    "M6yqnB4NjA4Ag6YyNW9E2ZSF0oNdmcpQQ2a83mgDazC1Aoz9ML/i48wsujraTrek5SOXWj"
    "a1MzHm+9HHQOuboJ82X0w8P+RAX7k3LsTwrYQwemLdu9oCuQip2rrCvQ+end+enHi50Vxk"
    "GUwXFOPA9Nop9etN7kx+xVmm7EaAZIPFzRbHPjIoN3yJiKZjuWEc4TGkZmlm2MEeJ2EYf/"
    "7YEtrg+81w62kfGM2XIKfP5P4W4Uo11ieIFbtNVs7VNUDDSrKFNOELfaYROAkQbq1Qzmvq"
    "Uk8MraAihExKyodQZbk2CY8IgyN4tBKkyisVCpF+6xPpszO7KnH5HjW/KzJEdbpi/zP2w+"
    "izbYtxJ4J+lvFofa/VSCclQvoo59t0g5gFCvri271oPPJNbNzpb8HHC0rDtaQsQanSxZUj"
    "hYSg+WEKgG50qBEI6V2seKhyxar4xhQjEAuDuoYMi0bOLVNjFmqXQWvrXRdMhkEnheI49J"
    "jhTcYlq7TQLX5hWJGzjG0oTgGtOZx+H5V8vcliaBDrPF3Cho3rs1aCG4e9sIe0FNYBMCWL"
    "BFOKObcLys6YrNkQG0Emg7d3APEFDI69hZXodUZGgB6MHX4slDnhecFPDmzufWkR42ysk9"
    "n8GXfbxx/eXqalQ4m1sAWDE2pqeIloXGyJes0LoA0zWYpnVTBVBXchYAu26x5iRSrdqcfX"
    "Hnlj+ZIfsiLGs9kkRzFcbsVUVzBfHouFK2aj01kf7mGc8zQlEcZTVGDnGnlGe3uURkzC2R"
    "/1fjES18EV8VNi7juXKhzd8Q/dgNGufX2WiC2edISqtt+9OkVdYywkpcSPwRFausSQqyJc"
    "kvEPvVaexXmk8FdMvdIzmyAfpHjlX8I8fl/pHjgn+kcbh7O3HuesPdvjuqyrO6PlRjF17W"
    "3kZpoJeFw+5guUWgPH4gRzYAd3bX0QP9K7fW2zX+gF1MZ81CkXK0EItUGosUItUohiBHCu"
    "5lnd3LNqZzTJul1+ZpgdM6cxoqIrwKNkMVvVfBZjYVcZ4a8TlHCqe2znx2iV8vJTAaPwAd"
    "roOQ5F1Ggul2OkIoWN8QXh3kdaOXioQQbgORdhAOpj+gEA4G4WC9x7xBPBjEK7UerwQhdm"
    "2F2JXgmwhZsHLXAVsQSPUKX6IitKYYshQxpSJMiY1Qi0wqx3R9BSeI1OkyUsfGdELYkpKB"
    "e4anpfhm6VqRaHXA+af9/YOD9/tvD45Pjg7fvz86ebsCvPiqCnmZf7KoRjAUF461rB27k6"
    "fT2dOuT+hOs4Ks26jEqlHZ+PbrsO44Ik0zqaGzVc2beDRzoUhnAE+Kzp4UTBk+cyK5s9c0"
    "II2pOmw/unrS2/6jEG3wKjYVRBu8CjZn215tVkm1bC6NJZdGka/vVOSWd+VyyzshtxQM/u"
    "UWkFQq4gKbPnlE7qYd5xb4nk/T391X7Donu6RWBulN8Rp6ZndJ8ARPQsJbAi+VDThADP3V"
    "7zU9JoW2C+EnNB8j75bNO9QN7AUbH3GN/Bd9Bcv00BNGz+1jdivmHegmfZ4xNcfB1N/KQf"
    "c1np2fdMuhLr7IUEKR9xR5RJoD+DE0pN+JuQa65hwynfLk9ifkbto3+ILPcUWmquurj3Bh"
    "G80XxEfuZMlToTdE7DKZ7Vc04C0Zy28emvMvuum+jEW222i6oQLnEh8/4Im1aiLUHLJQRL"
    "tOTThk0DZWsK7FJEOGKF4G5jPPoWwBrnjCrzhs4jxE4GI9HrtPTJbaELR04OOlmHCgd+Zc"
    "nD10hhctIhYeaENdaCFkbajqRcyGrKcLU6/l+0ys2lSavY3Mx1dsytNwxqGiNrdslO9XuA"
    "Fwkm6JAzzVojpoAFtN45C0OybAth62MHC1FcuQrATeAEHL1u4D1NRQi8NHWzGh8cjluma0"
    "Xt6hFFG6+WnG4boLZxoSUNuOmc+usJIA+sIyrI6mNyX7QKXsZzg8bKhsGQtGSVxjbi2N8B"
    "fsGRY1oq9iUAvbxvOMd1zmw6PBFE9dZBvYNRyL+rJin1v5DGmJzzgfahpgR0SU50t7QkpA"
    "lykBKzYUT5mKhIA01ZAS3DvOCICu2amYI7Wgo6qoo0K4dPeJ29qBvN3M7W6TW3UDd9Ps1v"
    "PTu/PTjxe7zA2MRcMSCSclOa6RbdLSqopQM/bIM40lDkwT8UEmnVQPXp9lGEkdUBe8U9FC"
    "xHGaMyv03qjecVmqdm46jTKwjg8Vrrnjw/Ka4If5Sw7yFdYd0IMIZEcvC8yma8DmLCWwWW"
    "s2g8gKIiuIrGUi6yny8GQmk1ajN5WCqpWMgZoWfdrOVVImt6RK64aVi5gpkgFaUvaPjhRE"
    "TDaqvHMBf5cVMvmmqoFwNHyA6G7FTsU+0UeuRLD7+93NdYnsnpDkJTo88Y3/GDwuv4doV4"
    "DLwciIcYX2J/lOJzn5jE9wVi8zsf3L7M//A3ZAQJ0="
)

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
    "live_race_id" INT NOT NULL,
    "slot" VARCHAR(20) NOT NULL,
    "place_id" BIGINT NOT NULL,
    "discord_id" BIGINT,
    "fingerprint" VARCHAR(500) NOT NULL,
    "event_state" VARCHAR(20),
    "times_lost" SMALLINT NOT NULL,
    "posted_at" TIMESTAMPTZ NOT NULL,
    "changed_at" TIMESTAMPTZ NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_discord_pos_live_ra_53d93f" UNIQUE ("live_race_id", "slot")
);
COMMENT ON TABLE "discord_posts" IS 'Where a race''s living message, its results or its server event is; the race may be deleted meanwhile.';
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
    "read_at" TIMESTAMPTZ,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT
);
CREATE INDEX IF NOT EXISTS "idx_member_noti_user_id_c5acb4" ON "member_notifications" ("user_id", "id");
COMMENT ON TABLE "member_notifications" IS 'Something one member was told; `on_site` is False where it went out as a direct message only.';
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
        DROP TABLE IF EXISTS "async_tournament_discord";
        DROP TABLE IF EXISTS "discord_posts";
        DROP TABLE IF EXISTS "notification_wishes";
        DROP TABLE IF EXISTS "live_race_reminders";
        DROP TABLE IF EXISTS "user_discord_servers";
        DROP TABLE IF EXISTS "member_notifications";
        DROP TABLE IF EXISTS "discord_servers";"""


MODELS_STATE = (
    "eJztXetzm0i2/1e69CWzVd5U4lcym1u3yk48M55x7Kzt3ExtMkUwtKVeI1pLI8va3fnfb3"
    "cLEI8GAQLU4PMlD+jTkn6nH+d9/jOaUhs77OXJjNzSB+yO/ob+M3LNKeb/yLzbQyNzNlu/"
    "EQ98886Rg80ZMXwxTD4275jvmZbP39ybDsP8kY2Z5ZGZT6j4lNEJusOmhz0kid4h4qOpuU"
    "Q2RYuJ6fP/MjRn/PXq4UsxqU0tPitxxzXp5y751xzzbznG/gR7fJavf/DHxLXxE2biv19H"
    "gmb0h3g8ezDuCXbsBCTEFhPJ54a/nMln567/kxwovuKdYVFnPnXXg2dLf0LdaDRxffF0jF"
    "3smT4W0/veXADkzh0nQDPEbPWN10NWXzVGY+N7c+4ImAX16gusn40M4/Lq1rg5uzWMUYYF"
    "IUUM1eCRRV3BPv5Vmfz1Y/EV/rr/+vDN4duD48O3fIj8mtGTN3+uPnoNzIpQwnN5O/pTvj"
    "d9czVCYr0GVf6dgfX9xPTUuIbjU8jyr5xGNsSxCNrwwRrb9YrtAtyp+WQ42B37E/7ft68K"
    "kPy/k+v3v5xc//D21V/EB1K+wVZ77zJ4sy9fCbDX4MrtYUxMNqkCcZKqGaB3u4YTMB8flo"
    "D5+DAXZvEqCbPlYQGFYfpZmD/wNz6ZYjXUScoU1HZA+jL8Rw9XeAHUt+cfz25uTz5+EtNP"
    "GfuXI/E6uT0Tb/bl02Xq6Q/HKbZEk6Av57e/IPFf9I+ryzMJJ2X+2JOfuB53+4+R+E7m3K"
    "eGSxeGaccxCR+HjxJsxk8zwqerweYkZQNsDnYPcLl5Lnv4kZ9/dTZzkhK4rDOXHZP5Bpf3"
    "6vA5TQuc1pnTQqg3KonuMYrN8nsP7uAmRHihFN0/KCV4qTVl0P2JepiM3d/wUoJ8zr+R6V"
    "oq0T3QND8H0/QM3D/D1RM+Xe9mz1xEWmR8UfHfzn8x9ldi+MnN+5MPZyOJ8J1pPSxMzzYS"
    "UIs3dJ+mnkRjs6+m+9P0E9M1xxIc8SvEdw71e7Z0rVs69wQ35ZfPmgBSQ/YKLQFiMNeyw9"
    "HlDAL5aCvU9q/8IBmbLvm3Kan3Ap3wj5Q6D2o8qPE70S9fvyqjx/NRuRqmfJdUMePfLAPz"
    "LX7KWb4psu7QHo12IJqc/X6bkEpCRH/4ePL7XxKSycXV5c/h8BgH3l9cnaaAJ1xrs3zyqF"
    "jdp5Q62HRzDo44XQr3O07YFvDhodIt9KdXVxcJ6E/P09h+/nh6xpe95AMfRFbXX3iyJACf"
    "ze8cYlUHfE3XIeDRk94iPiE2NrjEzb86qwh6mhRwr4C7N3f5muVi4SyAKQn8zdR0nFzBJE"
    "Pcnaryul0Z5WD/zXEknoj/FEkmNx9PLi4U0JqWVL0Ni//2MfWWVWQTJfEArs6kmHJURko5"
    "yhdSjjIySoTbmJqK9VwC8JBwcGDvHx2VQJuPyoVbvkviLdAyrAm26pkrFeRgydLZkuVROj"
    "XoDLvGlLhzHysu6w13hmqCWveGZlxu8OZwqPVQF980LUCb8qxwQZJxeXHu5NgKztz5NGMu"
    "TPlYknPUuim6gXh1tVS9KMrcyvv5t/J+9lYOEKt7ZmTJYVknAObIcFXfonPXN8wxNmxzWR"
    "nlvDkA6gTUM9MzJEhV8U0QdqcpHekPKbOoh417h1KVE8ehZg6iKboUpveCsC1UX7181b20"
    "+OHq8+nFGfp0ffb+/Ob86jIpHsqXSX3/+uzkQom1Zc5qIB1QdYnz61dHfUXaw//Elgiskm"
    "aSnCOj0LKVMwNYcsvbtyAsrg4DeqeWzmd2TTYnKYHNWrP5EXtM6X3MFbpiFN2JXG1dWM04"
    "0NdwxmMYqoUnKSghTEnlXjEtbEiT18yj98TB1WDOIx+QStZWRFg6PmfLyLCr1HQ9W9dlI8"
    "QU+zoRKXbNj/Dr8/e3o+JV3gDg13zOaz7lp/WM/VrfZSHP2+M5uOeH6MXsx+SRT8nnVbnS"
    "A9qffrvGjpkTlKOOurvg0wq2DGj9Jy07XJFqFrFPLapmu0ZL6KSNgjXkpbWYcA3VIcw3+A"
    "/1SMMb80s4+xmffDkkDCuFHcciFYkwWCkkrRDkKxffUv5HZag/rGcexnX053bB2iEem2O2"
    "Y8iVD902YpzcnNL9C10g6mK0phcp2AwFH/0OLQhn8dxHJvL4UOIjZi4Zcqk/4dAhEdyNs4"
    "nejc1aJv3bmpiuix0hA0ASeKfR4zHks8cGGefim6QbkGb24/7+wcGb/VcHx2+PDt+8OXr7"
    "KoI8+6oI+9PznwX8e3GrkcJSG+BYNYo/TTe4uK1WYvln4vOVKG+OfwhpO0TapXfUXlbEW5"
    "PgBwEXV/BybD9FR0uaEg6XuocLw94j9gz8GKaDVfDCZWjB/1YhvhxPxe/z6of+ZOkHtA2a"
    "iJ4A31edNQ6+L/B9ge+rTYRjWnwlfDN0zaDbe+UVnF07c3ZVqYug2gBZnoQGyJIcUdQ/6N"
    "X6L8uSzN4vw5Ami09EPq7NBs24O6yCRTPpnNts1OSLBDFrgu25g20kCBFxpUFS+Kveoe9R"
    "5hpz5uPvSHwME1ZHFKYOItPlhJROEb2XdSmtuecJM6Z4lrV3dvGBZUyhfE/4cwmSSBeShc"
    "v4mPhzkeuieh7kC6xfpc/H6OdFI5J7Nft+hj2upxD3Acyy3Zpl11ytY6paU3dorIpWTz/t"
    "VaBoNCoG4xlh/FqoJgMniRoxeAzglIhnMcQO6AysxVaPNC3YPbS2e0xN35oYPvHzEjZzst"
    "mSZIPzCu2X8grtF3iF9rNeIcjuhuzuPkML2d2Q3T3AZR3pvxUlnTgdSDlaSzmRKaMii+N0"
    "wGKtWRy3SlXkcooUSiRpzee4ebSKypIhbET00KjrSTs6C1R867Ti21rFC4+aSidZhhoOM6"
    "0PM8Ev36x2jsVohnaEHZY5wQ7zD7BDtc3Fcky+1G1j7vpEcYiV2FOZGWBfab+vTN/H05kq"
    "ILWElS1OPBivSyNGIHnFzH2L8rt97j5wFiicWcWFd3KmgNLSVUJ/BYge9r1lHY0nTQzHmf"
    "bHGfY8VQG3DYJCRDU48fuolLpzVKDuHGXVHX4kTYmvDiorSJJKUA0O6RbaaUaAGcx0amId"
    "kQ4O8IP9EoAf7OcCLl4pvGKVT5Ak1eBgbuUEEZjV6zlIoUx7X+7jlcG4XgfRBCnwWWc+M9"
    "/06uV+JSmByzpzGXMI6/A4Tgcc1pnD98Q1nRocjtMBh3XmsCWCjRzD43erKra6QJ1IE4KU"
    "W0pPhsLPz2FbQfL7s2BzuCfvltXyKDJ0A4oshFT43iAcZQ9WgzdNBotXAS2l6ppt+aiuKW"
    "CxQs3yXUKtWYmMAaALRTJ2ViRDvbAbQLqB4hc9Abts+Yv0Bdg8yAOrXJ4GOiYDlIE4Kv7Q"
    "PM7xqft1GZbGOiXFQkMJrRpKqNXsBgD/zLA+qZKNo5yxLGzRr0P0BDDVhUm379Zxtpp8QI"
    "d5JvKsHeDEYTFU1Gam5xOLzPjCaKFRTMlOHj3Z+anAilU92i0Bi9ZYMN1Q19nclXU4+DnZ"
    "zBn3OZxvgKdatpRg61XuQhTLF7uL4V6n5l1iGZSrfcclRyzqyJmyetwLxv9iPvZk1w1Zde"
    "4RezaxfFGCzvTRAnsYMez7onjdPfUQ8dUl7hqaV1HJ7uu6AZcYEfxk4wEvV8XjYlXuoJZc"
    "l7Xk4pzIoJvvgU+Rded/bxPqZPx0GQf8cb7//Tg/K1e1kEvk5CqXtE61V2oi3UL+YAhZ1c"
    "YpGcIBLuy3ZeB+mw/322w3Dw8zpVmzMKEsRgXdI8qnkPWv+Gf1la1JEaeZE4grVRJRI6IB"
    "OfeaSEG9Jy5hk5wCCbf86Qfs+GZuSGecNi8wSfxhi1n6B3TR2aHo5hOeFj+ml+wKqVrBXy"
    "lSCJ3VOfjrn3N7XIvLCULgsc48xg4ZkzuVo6dQroqT1ROs+sPTBuWq0LSRRfvXm6tLNdRx"
    "mvRe4s/Rf5HoQDwoxAUYCcRDAeqHjye/p2Wr9xdXp+mdISY4zdxaHvMNhrFb695KEUPcst"
    "bHGoSnPws2r+3bley2aTKI4oPo9B0gPGfYq4ZsjGJAmj8EnuoUYFMv8DTheWs2VC/e72ug"
    "mKcvpBKAz4MoLwgWK8A1dl420GGw9bAAGflUPiYgDJSqFRAQxW+ViwYInVYvx2Ppt3+HTC"
    "QmW/WpG2Of8QcMc47YsmXdYoJd6c2XmpN8ZBPM1CEBTU6+OS7AnU/v+It0SMDXkeXQdf0V"
    "Fz/5xow6Mssfes91Gi8QcCgDbLFTZE01JGmzCbdI1YLoW9VB12yptl8IvWKV5m0KNNdaox"
    "1Vk2g+wqJ/XmjZ+aUi3Jr4oYl7T407WqniYpxmcOv59atSh4UYlgvz6mWqDKDJfKN6r880"
    "WXd33F9fay1GpJBlXNhVaaHlDo3UFF02rxVFHv0uzo7X5ZZ1waJWLmnmmjM2oX6dApcKen"
    "Ab62x4T2hHFbmdpgVO68xpj6vdno0Vam5xJf8YGVTvrxAiEJSdW5huzSpqCnrYYTrvMKEz"
    "1GJ1ghA81VozOWFbrLSf44SwkXXmMUQjQDRCvxAG5zk4z3uPeUnnuRae3nXZoc1u3kSJog"
    "o+3qjuTzn3bj4/lK7UsOzV3HMgq3qnXlLBgQyq+cb6YLjOKXk1LfWt1DF3qa+qzpKPb0Qw"
    "OE9IK/gSJoNRKpqVYlRgVapgVZqZnrEKoFGs6Z8cauYlmibpUpjfC8JB6Zwfrj6fXpyhT9"
    "dn789vzoMslEjJlC+TUF+fnVwosK6ff5ClBqVfZ6Uf+l08CzaD/QEKyvcBUbDoaGHRgeLQ"
    "rRSHzrfhKIxp7VQn7a20taG+5tzdSS3SvqzVLqtEym1ewj4YnAZVTIOcpBWrYLLvgPzeYB"
    "zcaQpFxaJ0A65F97psHG9RGG+mbBdlRC1IbajcFaPrTmh91e4qbiJHBfToTXcS6NGgR0Nv"
    "K9Cp9QW7XZ0aelu12tuqH7p1X7iQFBYTERmNwValh1UvcQOjhD5GCQndZqNEiHAFo0R0np"
    "SrRDFzzCX2XjBk+j6eznz+t6wAEW2yPSQ/AoleEW68koS6+MSW822uNyErtWSrTSSvs9Wg"
    "PRQLsFo/ifb5H2J3rPmXPdvDgifi0/CTqH4u8kUjZkehQ8R+MtSMMPhvNzgT5C+Yy60V7q"
    "nPl+d//yy1AvzEGSUeoS+/nF2foW9BtvW3ETq/RD+8mGHX5hC/2EMviCvaoQkVgr34y+qW"
    "AStQV1agHmbQB0tnVA1xTZLoOWJePSNGkhJCPnS2YUD98+fEZ+gmUD1wsUo3AWiA0aAVfc"
    "dNiXQDtuWeRMLxIHWGGunxCUqIZa4QyxxhZ/B/MZXd9ZbrJxtwj9EOIF6/6NY9+/02AXym"
    "ln506V5cXf4cDk8X2E+xYO5ydIycHIkC+FN0AH1d6B+pbVRMAMpSDgD+DjJVPPxI8MLYTp"
    "fOTAIqdUmV2qKeKi82P2clooBslRLZKhKtLfJVVPSg1uqs1kKkzbNgM7TAeRZsrl5JdCdF"
    "RFuOQGyuhugOa/hodudBCZ++IRw5iivm0aXIAFtIT4RA1Z6j231zsSEiCqG/EPrbX7DLhv"
    "5C5nLrmctKMa0FnAcYEpwBOyWuatcsr6/Abu6Wp1/RSs105rJQb12zMra23anpWyKmjCPn"
    "kW1TMz6H053x2cw+2i10iJb/MiE+dgjzBYrL0ea4+RTBXqUI+kVILOk2RtGfBDHvaDGhDK"
    "MPRPhwbGRaFp27PpqaS3SH0ZL/Z8wH+RNz1Wxx/YHIZA+KVo4NzluiyIAyrB7Cy7sMLwdP"
    "0qZDaBAuBjDcgimsz+iCKQxMYRrIn2kdAExhmpvCwGrQjNUgX4ttUyML1I9PXBgaKfSv+O"
    "u9Im3LXg00hFRVMk35C1dZMDJlkvALJhKGOdBoihnjX3UPEZ8hLp5xbjGZVMz/4hg+cp0I"
    "PwotiLB3UjES5KHWtMLV5pOYLlf3HEUycyef+s395n6X2Tec5985kaSxuC7nYr6I7vnMXK"
    "1bzSjerD7iHfoewiioxIvge4mvIkfvoUuRdb2YYJd/NzHxmP+/RIp1sPaYQ31QB3eqDkL/"
    "q/ZkWLm8M5iWzON2um7RXR1YTaLNw5NNYUMl4+JsxAGu3h/39w8O3uy/Ojh+e3T45s3R21"
    "fRMs6+KlrPqoTQ7BpfXxHV4E/SDSj0rmP874kwzM48otIt8vOKUmSQVFQmqUjKPDIdqHav"
    "+tQUGifsanK4C1MyM5xA4k9CXpxunqQcTNR0ExnnQi2q1+gmTggeAK09AEK/G9dz9CQogc"
    "1asxkcPWA43/1WatBwvlPL4400fY3ybY/BgL0y1seVHa2k/fF2gmUJwzACI7Dz0Xthm4uj"
    "9w6Z4cs77FB3zJBPJWl8FH/gLLP2xtY+RWHvA7veDu164zlxqmvlcapm7gIdQO5YJYc2Hu"
    "228RBhxLXk2gQhiLVai7X8wpSWEuKqgpWL+ZymhdIWOnM62JV3y6oeqCTZgEzIQ87e1kEe"
    "aEszjJZkA2phyQAUzRZw+VSK5OZtQBUsq6BfufiW8j86Us93ut5bVs63UrjPhCfkgo5zky"
    "2SA/aKFO6VV8Wh43KqtuggwAfzr7UKY3mHiM2EDhyGzqwDzxjXi20ZXsMQXyrLPcSoCIVZ"
    "ItOTbQiIy3/Y9I6r+epOBS19zmZ1+2tmH6xaDGSjcMTzSsp5kQY5MP28E9UxX4uXAGbwz1"
    "clw/EDVCWbrwS82wB+zW5uqMnUG2j53Ua9ysXCk1RwQJQ4IGbm0qGmYvn+enN1meMgX5Ok"
    "rQ7E8tF/UZjx2TOoC6AVYCRsDZmKyeniyHtJI4KYIF0xmVrW3PNqWflSpGDn09r6szqWKt"
    "0RcRK4H3ph9RkAwhARoEUqndz8YF/bgG38iNQqzOLcxtMZ9bFrLTmvRgqzT2rEXpHdh6zH"
    "Gg94WSHSwnTZQtSzoMhEsq6BSLvyMGcy8wPbixkkQ/GvF75BTBa8GAtrDGHBJNiWthuX+s"
    "gW8RHytTryopNPVWZehWmRHCVFW8tYZYdqlqDnYgZqLUzjASucBflKXDB8gNpbK5ECwQYy"
    "JiabVIE5TTdAvI8PS8B9fJiLtniVBpvN+Cfi3KYrxeH6CvIBCfeN9IkLEbqjtuLUKGqglS"
    "IcQLpPkQ7cRgsnKJtUixV9M0dA2ZmWdWWoz7FNfY73JzfvTz6c7Up7C2t8XuOpAFAZJ58Z"
    "s1ekwa39PV4wvqQSd0OnWFxnaCa61HNt6Nto9Yloir+NsupXifHFJSvkCChfuGuFCe7hZ3"
    "EPQ1kS8A/0F2GQIsHjoqFUWc/jokfN+L5iXlg0PhLnoYLhUCoYfsQiSPeS+uSeWGbw6zNK"
    "kmLUXpGaNJXjRQ/2iKCCnuRPhJ9JeIlW86CFKbJ5Hfsd+s7BY8THsirgT2IKUc3Pw6Kc30"
    "K4nehcVHhHJrKJhy1/XQJQmV7c6qfJMoYTDhJ2GZfio0KGRO4Ff+088/GTLEZo3vH5VvUN"
    "2YQuxNcSVQpXFey5NsC1zRcM/bugZGHGUxZuToiZ1jZm+oH/eLWzZ3N5ppBWZ4dPrcJMB2"
    "W8awf5zrUDRRYuBPi2VVmen19V3JXheJ1XbU03ZSt13NZ3SFUbUpIS8op1NiEFsobiKqbU"
    "waabY+JYU6XYe9diO7zwlu6WpadXVxcJbp6epz2hnz+enl3/8FqykQ8ifuISjpUBxfZ8ho"
    "2K4SxJqmaOr91KQMmYlqNSMS1HBTEtR5nDCwzgz+L0EupJDR7HyOB20pm/YIQHI3wfEAUj"
    "vBZGeDAK99koHDf0fiFsMlKYhDNj9ooMwnFLsLHgw3FJe/BVZJd9wdCKkP8lbLaZ4o7v5A"
    "tpkkUeXUiracBahibUsdUVLxqdXRmTkz54ICxn52E5C3OpiPjOz5MOx3efJD36n/u5a8ni"
    "pXdz4vjEZS/Fx/7vqHuptZXU6TCQzuB/zX1Va+l8tqhot2JRfzSIdtLYXWdpkHsDO2RMBC"
    "IZXmwwRmXJO7RKRU96a5bCj9hb5gQvFCKfJATMa2Fer3qnih5sGTrbMjx8z0WweuaqOCVw"
    "WWcuz2d2TcNzkhIMz1qzGQyTYJjsA6JgmATDZG+w1dUwmVjaCqNkeunnGyTjq6ecKTIfZO"
    "glo5dxjznzcRbW/LCOcPzgAjqOy8RzHOeHcxxnojl22ytGI2hbqf8S/2YZkPPrZaTIoFpG"
    "5WoZhBn86CePVc1uCTqIvytvdPMonRp0ht18q/+G8juqCQYUnN1EAR6HWg918U3TArQpEy"
    "I/FBg2vLnKSVIueSM9BzTXTl6Q2ebaIWJ1z4wsOSzrBMAcGX6hWXTu+gbXwAxb6SYvRjlv"
    "DoAa4qKfn3kavBCDZXPGoptvE4vVgxYVBYxYIyWFxhFM8dNv19gxc7Q6dYGC/q6CjEkymW"
    "G4bmETNKtuFregvfRQ4YuSWJtFbYDlMHJShvmP9cymN2sI39lq8uGjKHT2diC85jMPFb8Z"
    "9ri8TdyHZqH7FE47WNwodRqGrEWL3q7R8uZus2AN+WJYTIiPRUSxvBhIw9fql3D2qJPoED"
    "EM5DhDSOJb4hdIb59on1uVFaOV6BhbH6lMj9ohYpVTo7c+aqoSwUMELlOuqz5k6oJhQwct"
    "ltlWHzpVYt0QgVvl3W0JVjzgZ7Xmhg0X16GcbRdYFrNr6gxWVqNz/44+bYmYnOPjqrjfUI"
    "GKVHRj5tF7svUyC/XyT6vZhgybMMAbd3RbOfY6mOqUDlaOnbtT07cm2G7IpPY5nG+ARrRK"
    "gbRZxYph71EV6xzCe+XiW8r/KK1f3UQT9stpWwhwzeDjQNbYEIK8lkjKBSIbMZmo2Xjkkk"
    "UIvsYeQ7xyV/HK/6TEreUiThCCh1g7DzHkqUGeWt8QhTw1yFPrDbZ9yFOLmVhKiYuhMaaS"
    "yLi2C3UiNwo+iK8JRax2KTd6dIvgc7pF0HlHx4UmnQPGwrBQSz5PUoKADgJ6r7gLArqOiI"
    "KADgJ6b7DVVkBPePRUcnna5VcgjsuhRtD7q3KfM5+iO4yYSWzRTowRm4+mfM28Q8RnUW+w"
    "qWljdO/RqSw8e8/nZihsH8ZlB0TvEcOuzScs6nLW+GfJHmczc+lQ0/6OXFELD/FF4fMlId"
    "qiMYztl+i7Kz4j6n/GONKiq5ksnMcn9vF05u8hRjlB2EBtMaEMI9Nli6Ahm8Nvez7BN9fD"
    "Fh27RLTEvlvK+ahQVpD4MaXbonFm+MSNDjZrYroulrGdTMRZreQ10TNtD33NtICSTbegm5"
    "qe3dRSnK2jGqWmGJyG1Hxebmz/lC0MEiPRGeDyqz8FcTmMi0CGDnbdaSb5PRjVmPah72LN"
    "pXtYZuUe5i/cw8y6DcSDLL75db1jJN1XXN+NvaSVet7Q5kxVuqmNNmdSxK0CckQwwDPk4L"
    "iMDTZt7IvZYI/T8AZagiJaLPfei5N0Zzx61ZMbz+YqUnWD9poKjNlaG7NloRvbmLs+UYjl"
    "xUxO00KZc505HTNYVGFyjAz4qzN/x1x9c435rI77MUkKfNaZz4yL3B4/d2s5mjPEwGudeW"
    "062KsXUZCkBC7rzGXHFAUCPI8q/IT5emGSagC1fJOq4VEpy+hRgWX0KGsZhVp6z2JDQYQO"
    "xJPsfis1GE+ym9iHdGKuIvpBkbubH/+gThzeHALxATvmkolIAIY5qDbbW4UXOGRKfPF4Qu"
    "cef2gyFCbZvhyPkW8+YBlIMM1GOjQzZak4aIlYOv75P6M1DzLrQIzFTzN+IDJZYCPgUxRQ"
    "ROwnI4ulQV0crWUBe7CnPl+e//2zPGbxEwdaPEJffjm7PkPfRFn6gOLbaLXKICi7q6Ds3X"
    "bI2PV9tOMeGUU+raH1yOhAruYXuueLm8tU+A+Lq4CnSLuTtl4ftXtwNFH7W9aLkHdSVViT"
    "lN2hun+oP6p8WmxO+YcZHv7XnHhYFYhX1M1FPQE0U67Q10Xqb3LvV8Q+SQitdCpA7jhcjb"
    "boNK+ceCHsGWKAvjz0E2LjushnaOGcqbzouS4lFSZrorL8lVj46Qlg8VdlwZTY27EgPQGw"
    "oCoLXA5XUE2rPhtUkwAryrNCYBamANXTmNQzDCZyrQkJf23XqrjGk4Rw01ZZ2OBbew6+Ne"
    "hT9SzYDC5UcKHufit14kJVdQ/rvNuanuFVuncL6wtqbXvpw2LQOR76WK3oYu98oj71Zsf8"
    "iYviG/AFQ5xWeM+pixN+c4uzcEy95btVXj/mEp8sIMB8fq7ZCLuWt5xxLmcd9e18RCnHfT"
    "gjFC/bqZ88YkMG2oKk8RjNAP3lpfISC9ISs1mJlkNEnodqARegHCcaIMytJOcHoK0OKCM6"
    "lrK43+KnPANQ/hSD4EKRHnX2+21ChcokP0dq1MXV5c/h8HRGdMZaxK85LnVUNxat6cAGWt"
    "5UxJUXf64QGsuVXVlTdxicM3cfuKrsjqrhrknZlRVioc24yhGfpRxcQNRBqVP+oOCUP1AG"
    "RAncGFEm+2/I0UrRQvKOzoYyMHs/CzaD2ftZsBnM3mD23v1W6n3mUKbbmsIwqerIlm+dVP"
    "eDK2GilEZCL6gTyk8Kzi90hx3qjpmocurSO2ov0RL7f0MPeOajBfEnq1wg07U5gcmoi2SJ"
    "E8ToFMvRNrYI/xyFtbLtT1MaLiM7vBgRxuaIolzZrl0ZG+daBoFeXp2aNeN8yqCbr5ClyA"
    "Zh70nqY8dl1LHjfG3sOKOMRZ6NqilXGcIBwv22DNxv8+F+m4VbnmJ1rTtrap3B1sSwg59m"
    "jplXxDjfgJwiG4BJp2uTcf8smL1d4/fEJWxihMpxao3zpx+w45vqhZ6izVO+xR+2mGVQpj"
    "RVXfTQRP+jGuVaBo4UKZgrdTZw2IRNCWO1GJ2mBU7rzGkwTD8LNoNh+lmweZc9HXTja9Ml"
    "rsHo3zbCfCNQ55GfNXfLagBnCaEriQLeecV1uyYAOHVoPzlAQMHntzOfn1JuaADo+nkafc"
    "U8LT5p1+5Ts4OjLK6bu32mrrfmV++wMozSAK8v+DL4roUsWLmbgM0IpHoFXjAZFJANtgiY"
    "UhBgwUeUi6nIx3RzR1WIMegyxsAmzKJ8SVXtNJuka0Si1QHnTjrOJtCfOeayctRBmk5nH6"
    "E+QQdhqEa1FLYUWS2o9VrqLffo3HEsjWZSQ2er2iHuQy0jv3oG8NzpbOuXRaimVHFnbyxd"
    "taKCulVQtwo2FfhJnwmbM6bmMrV+zBnhiuoDdrctXjMjt2Ka/vK9uMhPeMhBsZ+tSiTJtB"
    "XSEnixDJoBYujNt96jtUy/vdyuiwkXdBwiWgO2sOC+hLOLFbccKoaBqsSw9xjYROsD+GFl"
    "SruRcw10gzp0PBaJeY/bF847E3Nc0HHZ9dVHuAhX02bUx661FGlcWyJ2vp7tNzzgLRneox"
    "6eii+67b4Mr87rYLqhAudSn9wTS6KxJWQf8fQOe5exCZ8DaMZCJDdsCV0ctC98vqECN5VL"
    "hE3IbEvA4jE9q3U3bMgMjzrbLrIsZtd80qHiFjniG5FzVcUIBih6JKsoAGrlUAvd4Y0oBC"
    "ISo6pS0MsNysL2tVvDdbOaaUhAtR0DlFxhOQFBmWVYHB1kKPZBmQIsq+HIn5g+MtGMU1IX"
    "Tc0lWv0C2WQ5+CqImcRGiwl2V8ODwYyMXWyLqs+OyXxV2ZVWPkNZbCWM7xzPiSMjZKA69C"
    "5DnCI2ZE+ZggCnONWQEnY6jnCCFtbttrDuPhFFO5DbzUTpNlhfN3C3jdZ/f3Lz/uTD2S5j"
    "nUPRMEfCiUmOG2SbuLRaRqi58+iChRKHaDMRig8q6aR48Oao6UDqgAptnYoWMjrAmJgrc1"
    "3ZOy5J1cxNp1FE6fFhiWvu+DC/OtthpiECxF8NNTAnVaqM8OlqsDlJCWzWms0gsoLICiJr"
    "nsh6gj1iTVTSavCmUFA112MgR69P27lIyhSWVGUdhHwRM0YyQEvK/tFRCRGTj8qvISneJY"
    "VMsakqIBwMHyC6rdip+Cf6QZvTJMK/3lxd5sjua5K0REcsH/0XiSjDHqJdAK4AIyHGZQrR"
    "pmvOpuQzMcGpSjro8jL78/8BAA2fjw=="
)

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE IF NOT EXISTS "async_tournament_discord" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "channel_id" BIGINT,
    "channel_name" VARCHAR(100) NOT NULL,
    "ping" VARCHAR(20) NOT NULL,
    "ping_role_id" BIGINT,
    "server_events" INT NOT NULL,
    "reminder_minutes" SMALLINT,
    "updated_at" TIMESTAMP NOT NULL,
    "version" INT NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "tournament_id" INT NOT NULL UNIQUE REFERENCES "async_tournaments" ("id") ON DELETE RESTRICT
) /* How one tournament uses Discord; without a row it says nothing there. */;
CREATE INDEX IF NOT EXISTS "idx_async_tourn_channel_c93433" ON "async_tournament_discord" ("channel_id");
        CREATE TABLE IF NOT EXISTS "discord_posts" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "live_race_id" INT NOT NULL,
    "slot" VARCHAR(20) NOT NULL,
    "place_id" BIGINT NOT NULL,
    "discord_id" BIGINT,
    "fingerprint" VARCHAR(500) NOT NULL,
    "event_state" VARCHAR(20),
    "times_lost" SMALLINT NOT NULL,
    "posted_at" TIMESTAMP NOT NULL,
    "changed_at" TIMESTAMP NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_discord_pos_live_ra_53d93f" UNIQUE ("live_race_id", "slot")
) /* Where a race's living message, its results or its server event is; the race may be deleted meanwhile. */;
        CREATE TABLE IF NOT EXISTS "discord_servers" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "guild_id" BIGINT NOT NULL UNIQUE,
    "name" VARCHAR(100) NOT NULL,
    "linked_at" TIMESTAMP NOT NULL,
    "absent_since" TIMESTAMP,
    "linked_by_id" INT REFERENCES "users" ("id") ON DELETE RESTRICT,
    "organization_id" INT NOT NULL UNIQUE REFERENCES "organizations" ("id") ON DELETE RESTRICT
) /* The one Discord server of an organization; a server belongs to one organization only. */;
        CREATE TABLE IF NOT EXISTS "live_race_reminders" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "live_race_id" INT NOT NULL REFERENCES "async_tournament_live_races" ("id") ON DELETE CASCADE,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_live_race_r_live_ra_14fc6a" UNIQUE ("live_race_id", "user_id")
) /* Somebody pressed "Remind me". */;
        CREATE TABLE IF NOT EXISTS "notices" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" VARCHAR(30) NOT NULL,
    "live_race_id" INT,
    "text" VARCHAR(500) NOT NULL,
    "happens_at" TIMESTAMP,
    "on_site" INT NOT NULL,
    "dedupe_key" VARCHAR(150) NOT NULL UNIQUE,
    "created_at" TIMESTAMP NOT NULL,
    "read_at" TIMESTAMP,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT
) /* Something one member was told; `on_site` is False where it went out as a direct message only. */;
CREATE INDEX IF NOT EXISTS "idx_notices_user_id_b78fc7" ON "notices" ("user_id", "id");
        CREATE TABLE IF NOT EXISTS "notification_wishes" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "ways" JSON NOT NULL,
    "reminder_minutes" JSON,
    "only_if_eligible" INT NOT NULL,
    "every_race" INT NOT NULL,
    "every_race_since" TIMESTAMP,
    "refused_at" TIMESTAMP,
    "updated_at" TIMESTAMP NOT NULL,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_notificatio_organiz_60258f" UNIQUE ("organization_id", "user_id")
) /* One member's wishes within one organization; without a row the defaults hold. */;
        CREATE TABLE IF NOT EXISTS "user_discord_servers" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "guild_id" BIGINT NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "uid_user_discor_user_id_e728bf" UNIQUE ("user_id", "guild_id")
) /* A server that a person may manage, as Discord said when that person signed in last. */;
        ALTER TABLE "outbox_messages" ADD "superseded_at" TIMESTAMP;
        ALTER TABLE "outbox_messages" ADD "alerted_at" TIMESTAMP;
        CREATE INDEX "idx_outbox_mess_live_ra_e06563" ON "outbox_messages" ("live_race_id", "kind");"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX IF EXISTS "idx_outbox_mess_live_ra_e06563";
        ALTER TABLE "outbox_messages" DROP COLUMN "superseded_at";
        ALTER TABLE "outbox_messages" DROP COLUMN "alerted_at";
        DROP TABLE IF EXISTS "notices";
        DROP TABLE IF EXISTS "discord_posts";
        DROP TABLE IF EXISTS "live_race_reminders";
        DROP TABLE IF EXISTS "async_tournament_discord";
        DROP TABLE IF EXISTS "discord_servers";
        DROP TABLE IF EXISTS "user_discord_servers";
        DROP TABLE IF EXISTS "notification_wishes";"""


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
    "EPQ1kS8A/0F2GQIsHjoqFUWc/jokfN+L5iXlg0PhLnoYLhUCoYXlKfWHikUIyCN3tF6pAr"
    "x1RQgfyJcCEJB9AUi+hgtDBFoq5jv0PfOS6M+FgW/PtJTCEK9XlYVOpbCI8SnYvi7chENv"
    "Gw5a+r+ykzh1v9NFmhcMJxwS7jAnpUo5DIZe6v/WI+fpJ1Bs07Pt+qdCGb0IX4WqIA4ao4"
    "PRf0uSL5gqF/F1QjzDjBwn0H4dDahkM/8B+v9uNsrrwU0ursy6lVc+mgjOPsIN9vdqBIsI"
    "XY3baKxvPzq4onMhyv86qt6YFspUTb+g6pah5KUkLKsM7WoUDWUFzFlDrYdHOsF2uqFHvv"
    "Wux0F97S3bL09OrqIsHN0/O0k/Pzx9Oz6x9eSzbyQcRPXMKxCp/Yns+wUTFSJUnVzPG1Ww"
    "koGa5yVCpc5aggXOUoc3iBbftZnF5CPanB4xgZ3E468xfs62Bf7wOiYF/Xwr4O9t6+23vv"
    "iSV5/oWwySjH8psYs7fJBhyONhZ8eFl78FVkl33B0IqQ/yVstpm6je/kC2mSRR5dSKtpwF"
    "qGJtSx1cUsGp1dGW6TPngg4mbnETcLc6kI5s5PgQ7Hd5//PPqf+7lrybqkd3Pi+MRlL8XH"
    "/u+oe6m1lazoMEbO4H/NfVXX6Hy2qGi3YlF/NIh2MtRdZ2mQewM7ZEwEIhlebDBGZck7tE"
    "pFT3prlsKP2FvmxCUUIp8kBMxrYV6vMKeKHmwZOtsyPHzPRbB65qo4JXBZZy7PZ3ZNw3OS"
    "EgzPWrMZDJNgmOwDomCYBMNkb7DV1TCZWNoKo2R66ecbJOOrp5wpMh9kaBOjl3GPOfNxFt"
    "b8sI5w/OACOo7LxHMc54dzHGeiOXbbBkYjaFsp7RL/ZhmQ80thpMigEEblQhiEGfzoJ49V"
    "zW4JOoi/K2908yidGnSG3Xyr/4bKOqoJBhSc3URtHYdaD3XxTdMCtCkTIj8UGDa8ucpJUi"
    "55Iz0H9M1OXpDZvtkhYnXPjCw5LOsEwBwZfqFZdO76BtfADFvpJi9GOW8OgBriop+feRq8"
    "EINlc8aim28Ti5V6FsUCjFiPJIXGEUzx02/X2DFztDp17YH+roKMSTKZYbjuThP0oW4Wt6"
    "Bz9FDhi5JYm0VtgJUuclKG+Y/1zKY3awjf2Wry4aModPZ2ILzmMw8Vvxn2uLxN3IdmofsU"
    "TjtY3Ch1GoasRYvertHy5m6zYA35YlhMiI9FRLG8GEjD1+qXcPaoSegQMQzkOENI4lviF0"
    "hvn2ifu5AVo5VoBlsfqUz72SFilVN+tz5qquq/QwQuVqirPljrimBDhUiRx7YdXOk0uiEC"
    "t8qy2xKseHjPRznhsOHiGpOz7QLLYnZNncHuTzr37+jTlojJOT6uSvkNFahIITdmHr0nWy"
    "+zUAv/tJptyLAJc7txR7eVWq+DqU7pYKXWuTs1fWuC7YYMaJ/D+QZoMqsUNptVoxj2HlWR"
    "zSG8Vy6+pfyP0trUTTRhv1y0hQDXDDUOZI0NAcdriaRc2LERk4majT4uWXLga+wxRCd3FZ"
    "38T0rcWg7hBCH4g7XzB0NWGmSl9Q1RyEqDrLTeYNuHrLSYiaWUuBgaYyqJjGu7UCdyo+CD"
    "+JpQsmqXcqNHtwg1p1uEmHd0XGjSJ2AsDAu15PMkJQjoIKD3irsgoOuIKAjoIKD3BlttBf"
    "SER08ll6ddfgXiuBxqBJ2+Knc18ym6w4iZxBbNwxix+WjK18w7RHwWdQKbmjZG9x6dyjKz"
    "93xuhsJmYVx2QPQeMezafMKinmaNf5bsaDYzlw417e/IFZXvEF8UPl8Sogkaw9h+ib674j"
    "OibmeMIy16mMkyeXxiH09n/h5ilBOE7dIWE8owMl22CNqvOfy25xN8cz1s0bFLRG/ru6Wc"
    "jwplBYkfU7oJGmeGT9zoYLMmputiGcnJRFTVSl4THdL20NdMwyfZYgt6p+nZOy3F2TqqUW"
    "qKwWlIzWfhxvZP2TIgMRKdAS6/+lMQl8O4CGToV9edZpLfcVGNaR+6LNZcuodlVu5h/sI9"
    "zKzbQDzI4ptfxTtG0n199d3YS1qp3g1NzVSFmtpoaiZF3CogRwQDPEMOjsvYYNPGvpgN9j"
    "gNb6AlKKLFcu+9OEl3xqNXPbnxbK4iVTdor6nAmK21MVuWtbGNuesThVhezOQ0LRQ115nT"
    "MYNFFSbHyIC/OvN3zNU315jP6rgfk6TAZ535zLjI7fFzt5ajOUMMvNaZ16aDvXoRBUlK4L"
    "LOXHZMUQ7A86jCT5ivFyapBlC5N6kaHpWyjB4VWEaPspZRqJz3LDYUROhAPMnut1KD8SS7"
    "iX1IJ+Yqoh8Uubv58Q/qxOHNIRAfsGMumYgEYJiDarO9VXiBQ6bEF48ndO7xhyZDYZLty/"
    "EY+eYDloEE02ykQzNTloqDloil45//M1rzILMOxFj8NOMHIpMtRgI+RQFFxH4yslga1MXR"
    "WhawB3vq8+X53z/LYxY/caDFI/Tll7PrM/RNFKEPKL6NVqsMgrK7CsrebT+MXd9HO+6IUe"
    "TTGlpHjA7kan6he764uUyF/7C45neKtDtp6/VRuwdHE5W+Zb0IeSdVhTVJ2R2q+4f6o8qn"
    "xeaUf5jh4X/NiYdVgXhFvVvUE0Dr5ApdXKT+Jvd+ReyThNA4pwLkjsPVaItO84qHF8KeIQ"
    "boy0M/ITaui3yGFs6Zyoue61JSYbImKstfiYWfngAWf1UWTIm9HQvSEwALqrLA5XAF1bTq"
    "s0E1CbCiPCsEZmEKUD2NST3DYCLXmpDw13atims8SQg3bZWFDb615+Bbg65Uz4LN4EIFF+"
    "rut1InLlRVr7DOe6vpGV6le2+wvqDWtpc+LAad46GP1You9s4n6lNvdsyfuCi+AV8wxGmF"
    "95y6OOE3tzgLx9Rbvlvl9WMu8ckCAszn55qNsGt5yxnnctZR385HlHLchzNC8bKd+skjNm"
    "SgLUgaj9EM0F9eKi+xIC0xm5VoOUTkeagWcAHKcaIBwtxKcn4A2uqAMqJjKYv7LX7KMwDl"
    "TzEILhTpUWe/3yZUqEzyc6RGXVxd/hwOT2dEZ6xF/JrjUkd1Y9GaDmyg5U1FXHnx5wqhsV"
    "zZlTV1h8E5c/eBq8ruqBrumpRdWSEW2oyrHPFZysEFRB2UOuUPCk75A2VAlMCNEWWy/4Yc"
    "rRQtJO/obCgDs/ezYDOYvZ8Fm8HsDWbv3W+l3mcOZbqtKQyTqo5s+dZJdT+4EiZKaST0gj"
    "qh/KTg/EJ32KHumIkqpy69o/YSLbH/N/SAZz5aEH+yygUyXZsTmIy6SJY4QYxOsRxtY4vw"
    "z1FYK9v+NKXhMrLDixFhbI4oypXt2pWxca5lEOjl1alZM86nDLr5ClmKbBD2nqQ+dlxGHT"
    "vO18aOM8pY5NmomnKVIRwg3G/LwP02H+63WbjlKVbXurOm1hlsTQw7+GnmmHlFjPMNyCmy"
    "AZh0ujYZ98+C2ds1fk9cwiZGqByn1jh/+gE7vqle6CnaPOVb/GGLWQZlSlPVRQ9N9D+qUa"
    "5l4EiRgrlSZwOHTdiUMFaL0Wla4LTOnAbD9LNgMximnwWbd9nTQTe+Nl3iGoz+bSPMNwJ1"
    "HvlZc7esBnCWELqSKOCdV1y3awKAU4f2kwMEFHx+O/P5KeWGBoCun6fRV8zT4pN27T41Oz"
    "jK4rq522fqemt+9Q4rwygN8PqCL4PvWsiClbsJ2IxAqlfgBZNBAdlgi4ApBQEWfES5mIp8"
    "TDd3VIUYgy5jDGzCLMqXVNVOs0m6RiRaHXDupONsAv2ZYy4rRx2k6XT2EeoTdBCGalRLYU"
    "uR1YJar6Xeco/OHcfSaCY1dLaqHeI+1DLyq2cAz53Otn5ZhGpKFXf2xtJVKyqoWwV1q2BT"
    "gZ/0mbA5Y2ouU+vHnBGuqD5gd9viNTNyK6bpL9+Li/yEhxwU+9mqRJJMWyEtgRfLoBkght"
    "586z1ay/Tby+26mHBBxyGiNWALC+5LOLtYccuhYhioSgx7j4FNtD6AH1amtBs510A3qEPH"
    "Y5GY97h94bwzMccFHZddX32Ei3A1bUZ97FpLkca1JWLn69l+wwPekuE96uGp+KLb7svw6r"
    "wOphsqcC71ydYy26WcZMgQ3RNrFVixEKkMDcAVTviFzzdU4KZ4esc34oTMtgQsHsHzUU46"
    "bMgMjzrbLrIsZtd80qHiFrndG5FqVaUHBihoJGsmAGrlUAud342I/yLuoqoK0MsNysJmtV"
    "vDdbOaaUhAtR3xk1xhOeE/mWVYHAtkKPZBmXIrq+HIn5g+MtGMU1IXTc0lWv0C2VI5+CqI"
    "mcRGiwl2V8ODwYyMXWyLGs+OyXxVkZVWPkNZWiWM5hzPiSPjYaAW9C4DmiI2ZE+ZgnCmON"
    "WQ0nM6jmeChtXtNqzuPu1EO5DbzTvpNjRfN3C3jc1/f3Lz/uTD2S4jm0PRMEfCiUmOG2Sb"
    "uLRaRqi58+iChRKHaCoRig8q6aR48OYY6UDqgHpsnYoWMhbAmJgrc13ZOy5J1cxNp1H86P"
    "FhiWvu+DC/Ftthpv0BRFsNNQwnVZiM8OlqsDlJCWzWms0gsoLICiJrnsh6gj1iTVTSavCm"
    "UFA112MgI69P27lIyhSWVGXVg3wRM0YyQEvK/tFRCRGTj8qvGCnepdrd801VAeFg+ADRbc"
    "VOxT/RD5qaJhH+9ebqMkd2X5OkJTpi+ei/SMQU9hDtAnAFGAkxLlN2Nl1hNiWfiQlOVdJB"
    "l5fZn/8PkruBtQ=="
)

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE IF NOT EXISTS "heartbeats" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(40) NOT NULL UNIQUE,
    "beat_at" TIMESTAMP NOT NULL
) /* When a part of the product was last at work, whichever process that was. */;
        CREATE TABLE IF NOT EXISTS "alerts" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" VARCHAR(30) NOT NULL,
    "subject" VARCHAR(80) NOT NULL,
    "sentence" VARCHAR(700) NOT NULL,
    "raised_at" TIMESTAMP NOT NULL,
    "resolved_at" TIMESTAMP,
    "bot_id" INT REFERENCES "racetime_bots" ("id") ON DELETE CASCADE,
    "live_race_id" INT REFERENCES "async_tournament_live_races" ("id") ON DELETE CASCADE,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT
) /* Something that a human must look at; `subject` tells it from the others, and only one of it is open at a time. */;
CREATE INDEX IF NOT EXISTS "idx_alerts_organiz_82d261" ON "alerts" ("organization_id", "resolved_at");
CREATE UNIQUE INDEX IF NOT EXISTS "uidx_alerts_one_open" ON "alerts" ("organization_id", "subject") WHERE "resolved_at" IS NULL;
        CREATE TABLE IF NOT EXISTS "racetime_link_attempts" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "state_hash" VARCHAR(64) NOT NULL UNIQUE,
    "verifier_encrypted" TEXT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "used_at" TIMESTAMP,
    "proven_racetime_id" VARCHAR(40),
    "proven_racetime_name" VARCHAR(80),
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
) /* Somebody on the way to racetime.gg and back; once back, the account that was shown to be theirs. */;
CREATE INDEX IF NOT EXISTS "idx_racetime_li_user_id_3edf03" ON "racetime_link_attempts" ("user_id");
CREATE INDEX IF NOT EXISTS "idx_racetime_li_expires_805880" ON "racetime_link_attempts" ("expires_at");
        ALTER TABLE "async_tournaments" ADD "goal_problem" VARCHAR(500) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournaments" ADD "final_after_hours" SMALLINT;
        ALTER TABLE "async_tournaments" ADD "ineligible_racers" VARCHAR(20) NOT NULL DEFAULT 'unrecorded';
        ALTER TABLE "async_tournament_live_races" ADD "episode_missing_since" TIMESTAMP;
        ALTER TABLE "async_tournament_live_races" ADD "room_on_hold" INT NOT NULL DEFAULT 0;
        ALTER TABLE "async_tournament_live_races" ADD "earliest_lock_at" TIMESTAMP;
        ALTER TABLE "async_tournament_live_race_entrants" ADD "checked_at" TIMESTAMP;
        ALTER TABLE "async_tournament_live_race_entrants" ADD "admitted_at" TIMESTAMP;
        ALTER TABLE "async_tournament_live_race_entrants" ADD "times_told" SMALLINT NOT NULL DEFAULT 0;
        ALTER TABLE "async_tournament_live_race_entrants" ADD "told" VARCHAR(200);
        ALTER TABLE "async_tournament_live_race_entrants" ADD "comment" VARCHAR(1000) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_live_race_rooms" ADD "racetime_opened_at" TIMESTAMP;
        ALTER TABLE "async_tournament_live_race_rooms" ADD "low_entrants_warned_at" TIMESTAMP;
        ALTER TABLE "async_tournament_live_race_rooms" ADD "trouble" VARCHAR(300) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_live_race_rooms" ADD "left_at" TIMESTAMP;
        ALTER TABLE "async_tournament_permalinks" ADD "read_at" TIMESTAMP;
        ALTER TABLE "async_tournament_pools" ADD "speedgaming_event" VARCHAR(60) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_pools" ADD "speedgaming_synced_at" TIMESTAMP;
        ALTER TABLE "async_tournament_pools" ADD "speedgaming_error" VARCHAR(500) NOT NULL DEFAULT '';
        ALTER TABLE "unmatched_entrants" ADD "resolved_at" TIMESTAMP;
        ALTER TABLE "unmatched_entrants" ADD "note" VARCHAR(500) NOT NULL DEFAULT '';
        ALTER TABLE "users" ADD "racetime_link_source" VARCHAR(10);"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE "async_tournaments" DROP COLUMN "goal_problem";
        ALTER TABLE "async_tournaments" DROP COLUMN "final_after_hours";
        ALTER TABLE "async_tournaments" DROP COLUMN "ineligible_racers";
        ALTER TABLE "async_tournament_live_races" DROP COLUMN "episode_missing_since";
        ALTER TABLE "async_tournament_live_races" DROP COLUMN "room_on_hold";
        ALTER TABLE "async_tournament_live_races" DROP COLUMN "earliest_lock_at";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "checked_at";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "admitted_at";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "times_told";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "told";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "comment";
        ALTER TABLE "async_tournament_live_race_rooms" DROP COLUMN "racetime_opened_at";
        ALTER TABLE "async_tournament_live_race_rooms" DROP COLUMN "low_entrants_warned_at";
        ALTER TABLE "async_tournament_live_race_rooms" DROP COLUMN "trouble";
        ALTER TABLE "async_tournament_live_race_rooms" DROP COLUMN "left_at";
        ALTER TABLE "async_tournament_permalinks" DROP COLUMN "read_at";
        ALTER TABLE "async_tournament_pools" DROP COLUMN "speedgaming_event";
        ALTER TABLE "async_tournament_pools" DROP COLUMN "speedgaming_synced_at";
        ALTER TABLE "async_tournament_pools" DROP COLUMN "speedgaming_error";
        ALTER TABLE "unmatched_entrants" DROP COLUMN "resolved_at";
        ALTER TABLE "unmatched_entrants" DROP COLUMN "note";
        ALTER TABLE "users" DROP COLUMN "racetime_link_source";
        DROP TABLE IF EXISTS "heartbeats";
        DROP TABLE IF EXISTS "racetime_link_attempts";
        DROP TABLE IF EXISTS "alerts";"""


MODELS_STATE = (
    "eJztXVtz4zay/issvUxS5ZMaX8fZebI9TuJdjz3ry0lqMykORMIS1xShBUjbOtn89wOAIs"
    "ULSJEURYN0v8yFREPS17h0Nz50/zmaERu77IcTF1N/9Dfjz5GHZpj/I/1ixxih+Xz1WDzw"
    "0diVLZFoIh+hMfMpskRHD8hlmD+yMbOoM/cd4om2t2SG/anjTQx/inwDGdNghjxjFjDfcA"
    "l5NJD/0fjGgvG/seV/M3zsusxwfOOBkhkXwQbhf1C2YyDPNojnLvgf/OGDaOMwg8yxZ8h+"
    "fWeGfxDfySYW/1L8E1/n4wPP+U+ATZ9MsBDlX+L3P/hjx7PxC2biv7+PCJ0gz/k/JEHiLy"
    "lmxH3Cton8EW/85+jBwa4tG6famo4tmi+/rmg6wi9zLs34SxZ9VKTQwLFfzFBXJv/Wpviy"
    "Uo+LuXx/f3Xxz/vzkeyEa1E8Mn795fzm3Pia/EZfR8bFrXF1f3k5+kt0P3805ddLDZ7wi8"
    "nnZtT/hef/JBsKpYxNi7jBzFs1ni/8Kf9JUWvHk6Nugj1MkY9F9z4NxIjyAtddDr1okIUg"
    "r5qE6CZkbPyAAleMSyEdfoHVs5FpXl3fmbfnd6Y5yo3ZSCIxjpaPLI4yR4p/VSZ//UR8hf"
    "/Z2z34cHC8f3RwzJvIrxk/+fBX+NErYEJBCc/V3egv+R75yFxpfAXqI/9ZeVjPpoiee8FM"
    "YnvBvxDyLJzDOJLNoMy/fhblCNMymKMHK5xX07050KPsdC2AeYZeTBd7E3/K/7v/vgTT/z"
    "25Ofvl5Oa7/fffi74JX5vCJetq+WZPvhKwr2COppMSafUITojoDHD1kZyC+LgKxMfFEB/n"
    "Icaej5fDtDLGCZkBgvzhfRWUeatCmOW7NM78w1i4jeSA/sSBEpuUGuyUYAZteyn5Q/SPHm"
    "JfAvXdxefz27uTz19E9zPG/uNKuE7uzsWbPfl0kXn63VFGK3Enxq8Xd78Y4r/Gv66v5O46"
    "J8yfUPmJq3Z3/xqJ74QCn5geeTaRncQkehw9Sis5YS3UVXNatAVFL/db0HP7eh4T36xlV6"
    "0E1ttW+quyHetqBafrPGGTKxLXAzUrBtDmoVX4KBXRVUg2Ali3/aYNhIWz9fCo9AyyDmQa"
    "7Z8Ixc7E+wde5HyEDLhLn/86013PwP4rGlXR09WMo+g59lZVg43/gyOAfYnGDV+yby7O7k"
    "bqdaMFoE/YwrPuSEBF555/ybu+WfbcrxWkKuTZ1TOF99nJ7dnJp/NRdtdrAWiBqrBgTkkP"
    "l+eq4K72ezWsYgEZI+vxGVHbTK0k4g3ZI5kncdv8q9neLPsEeWgisRE/QnzlaIzPnTvyiL"
    "2RKrgYvdspjS/OHdMXzSrGGE+MMUYUU0MKfRSxuRlaGDYxnkXQz/GZETD+OnyYDxI2kK8S"
    "5RMyoz8gZNZlyEz+nYO1OMgQtR9ggKH9KI6cHuYUsWkdiNNS7QD9umM4BfPRQQWYjw4KYR"
    "av0jBbFAsoGrj3aUkI42jt3uOXucO7a6DmtCQEcXTWMsVPfP1rFqtLSoKWddayi5hvBs1C"
    "71lZ0LTOmhZGfb0QV0ICQlvrQ1vSa8qhWzsAcL/spmfgVnX9E4NKK98/Hd8aqUIAmSY7pZ"
    "EA0Zh72VHragGBYrQVbnuejSO/8B8Zdx7ceHDjX8W/3K3EE9gt4Qns5nkCyW+Wg/kOvxQM"
    "34xYd2iPRq9gmpz/dpeySiJEv/t88tv3Kcvk8vrq56h5QgNnl9enGeAd7rVZvvOkGN2nhL"
    "gYeQULR1Iug/uYC24L+GhR6Rb60+vryxT0pxdZbO8/n57zYS/1wBs54faXP5rkwM2DsetY"
    "9QFfyXUIePykt4hPHRub3OLmX53VBD0rCrjXwJ0GHh+z3CycL2FKA387Q65baJjkhLtzVX"
    "a3a6Ps7304is0T8Z8yy+T288nlpQLa5WmiafHfPiF0Ucc2UQoPYOtMmymHVayUw2Ij5VDB"
    "ZVziNiFIMZ4rAB4JDg7svcPDCmjzVoVwy3dpvAVapjXFVrNwpUIcIlk6R7IoITN5J8ScOV"
    "7gY8VmvWbPUHUwIHpcGzuHS6zHpvhmZQHazMkKNyQZtxcDtyBWsP6WTLaPRjtFNxA3uiyz"
    "V2VX3ivelffyu/ISsaZrRl4chnUKYI4Md/UtEni+iSbYtNGiNspFfQDUKajniJoSpLr4pg"
    "S785QO9YeUWYRi88ElRHWI4xJUgGhGLoPpgxDcFqrvf3jfvbX46fr+9PLc+HJzfnZxe3F9"
    "lTYP5cu0v39zfnKpxNpC8wZIL6W6xHn3/WFfkaZY3Pbkfo0MkxQsGaWRrYIeIJJbPb7FTT"
    "jqm64zc/ym1kdBF92t4HvbmgBtLuESpGdEPf6BmyGt6KTDuGIPsH5wPIdN1w3qQpSLxLsD"
    "+cO2R3Rrd9TkmmuTZ89kmH+UXXtIKzuA4ZzyXbjv6czGyEXKu/5rnJascHfY7usPrWB2+3"
    "g295nJQSTPWEE7Wed6q3roDuQejN/wtloFpEttvZJewN6rbu/BNYgmCujdMUQwtxuqOS0J"
    "atZazU+YMiXbrHC/SkgMZpNqzZp1POw6E4f/Unm7miqs2WonIMqOOjwwDzzKrWlq42gA9O"
    "w8hLtgyDXRg4+pOSWBShHlZpmyAwjU56kJc0r475ypB3oJJyEhNzgiyGElcvBhCTn4ME8O"
    "hmwu2169ZUIMSZ/gg/PBcWumJCoSH9CqAYlzdLpt1CxxTm6YtgC4yOtyw7v8suqxX+O7Ku"
    "RFc7wA9+LrXopERipa9lL2p3/cYDcezm0nMerL+E8HNfFszG0zStyWgfssO74hlYZxL6ET"
    "ZPJ2MfuyxYjZa6MljoZbBWvIs/J56vjcc2W+yX8odVqemr9GvZ/zzhdDwrDD27/xxrD+Fn"
    "ByD6l+G9hM72jrE4Vde9hg1hTbgYttQwgajicz+ouV6qPxLb46wNxg8s0QH8NkGYDo7oas"
    "AyC25bAGADOsgFL+VeSzfGaxLj6wSioyblb5gQRJ8LXZss5A8rkgG6ueLwmbq1dZCzr+eX"
    "ELP3W5O/9+jukMuY73CMnRur1VvdJqk0jhSrrDMEo8evoZHYSodwsDOpEya+4wvi3Ui5ak"
    "hVqJkQxglUjSSBMLdA7W8iO4rCwcwml9CDdDvjU1fccvujFTxMxJiQ0uir5XKYq+VxJF31"
    "OU4oDrdXC9rsfQwvU6uF43wGEd+781LZ2kHFg5Wls5cSijpoqTcqBirVWcjErV1HJGFHJU"
    "aK3nZHi0jsuSE2zF9NAo7fx2fBZIudNpyp2VixctNbVWspw0LGZaL2ZCXz6qt44lZIa2hB"
    "1UWcEOihewA3XMxXIRH+q2GXi+o1jEKsypXA8wr7SfV9Ftq0ZRtqTwYE5dWgkCyS0m8C3C"
    "9/bAe+QqUBxmlWc+KOgCcnvWye0pQKTYp4smHk9WGJYz7ZczTKkqg84aQyGWGpz5vZWLDn"
    "xJmjl+RFSpinRaanBIb6GeWQyYyZDbEOtYdHCA7+9VAHx/rxBw8UpxKlZ7BUlLDQ7mrawg"
    "ArNmRZ8I5Mnty34cBoyblXBLiYKeddazTFnVjAWVkgQt66xlzCFsouOkHGhYZw0vL9TX1n"
    "BSDjSss4YtQTZyRYolpuJWl7gTWUGwciv5yZCJ6S1MK8jE9CbUjBF1Hcx8Uzr8DSwhhTzs"
    "lzprPDyC8cwpcevmMsyKwqlNjVOb6ObRzGFMpEHmf6jSoq6ZbkWdwJzTec5Fls94Ue+2Wk"
    "5uQPzt1q6sQYaqbSMc39GuB29WDAavAlq+Z9ZEdSUBgxXSqb0m1InkG7UwzsnBQIZkdTol"
    "q0snLdkQ6Ux2mwGDnZvXFaBW16feFOSBZQbLAp2wAapAHKfYaR/nZNf92gwrY52xYiHXpV"
    "a5LtVudguA3zOsz4X01lHORRY2SCWKXExVXPtaKfdEH8OBO8My4O+8jRFSJ8k7Dzsf0GaX"
    "i1ZvBzixmA4VtTmivmM5cz4wtpDjt2Im0T5OVYtQii3R9YaQ3WDGv/1Z3N1A8Qo8mQ6Kby"
    "TtLHL3UX8DXNbEVtpxstUIxeo5VxO4N0m9mhoG1VKwctMai3SmSCYxfcf4X8zH1Hh2/KlM"
    "fvqEqe1YvsiEinzjGVNsMOz7IofqA6GG46szrbbUryKh6u+r5OmixfInm494EeYwTSRbFf"
    "+FlKZdpTRNaiKHbjERLCPWHQ1sm1Cnr/FU4YEdFdPAjoqTQ6gGcoXUEMohrVMKsIZIb+Ea"
    "ewSZfNAE60hwgAP7uArcx8VwH+fgnlPMlHHfUmZMQgqqetaq4t6zHNT1R7YmuQTnLqpfhT"
    "kWGtDpZ4uV2tV5eu7400/Y9VHhzYKkbBFxS/xhi176B3TZ2nHxs0BTuVr8qKimyJFqxEHO"
    "iAI7Tmd23L8De9JIyylB0LHOOo7qyta0q5JizQyr/ui0RbsqCm3k0f777fWVGuqkTHYu8e"
    "fGfw1RAmlQiAswUohHBtR3n09+y9pWZ5fXp9mZITo4ze1alPkmw9hrtG9lhOH6jNbLGtyS"
    "ehNqFplnGiQGGmpWoN33lS6WimaFHmr4MnO1dIobZlBJS4IpqPNk8pUXz4pnkq++bTaAYP"
    "FW0jaLAc5MNcjl0Z60JKS+TICK7JnjN9voM6KwNum8Nq0Osmsd0GbF4D4D3NN7BYQDhmk9"
    "ZBMSAwrxwxUcnajGza7gpCg27V5aSNaXHijm2Q2pAuDBku8OtPkSXBPrZW3C/Cvw/yTHuT"
    "r5L6JEN2L+xUztarS/iJ3yw2QiCXofDWSIzsK66BPsM/6AYa4RW5ZIf55iT9L2ZIhUPrId"
    "zNTcvzY7X08A9ILZmL/Icv9+H1kuWeX79PCLb86JK7PKQa3zTomBSw3lgC33h1dSQ7I223"
    "CH6xbg2qjulmZDtYMITr2qQJsUBNI5ytw+lbJ/dDNZabQm3JoQzhzvgZhjUuvQJCkzuPG8"
    "rVMTFzHffMKUKb3S4phVRqy7Pe5/drU2IzLIMm7sqrzQaotGposOBzUTRQX8LtaO3WrDum"
    "RQK4c089CcTYnfpKCCQh4C7zoH3lPeUU1tZ2VB0zprmnK3m9q4du7RhBjkHa3BBVymOX9G"
    "XsOs3Qp5mGE6zzDhMzRSdUoQKGlaKzkVW6w1n5OCMJF11nF8g7PxjFb3AFrXWesubx6lUe"
    "DbLm2m+eJeQPtaax8/NPJ4V2KgX53161MSKO9BlQT4VyKDC4ruV4qJ7peERPcVEVFg8QGL"
    "r1cIA+kMSGe9x7wi6UwLhtRnLLgdN0QCvo4flWi8U4sdNZOCJuWSFalRJ4ZoHKYkQ0Yob0"
    "wRMxxP0pJWnfP/uosd/id/NheJzgR/SX6SaCv+k5wDeZ7UVj9JSZpKZ1WP+IaiIwV3Knqd"
    "Wv6ANtUpbYqSIkN1/cFnJDu41Dz71QzWEns1a65OaNPYfFoSIrZae35gOUM9mj6j2/3toi"
    "EiCp6eFp4eVPjZQoWfs5Pbs5NP5695r6ivwPbkYtEXRL8Qp1JG8bjpTi2XeY6oOSdO5RTi"
    "d9z95DJhpu+4Vo/xQMlMurEzsnRhPxpX4VUfh3u9HhkTe/GOGcIuNiwS8M/Lu8gt961win"
    "Nub6pWEx8P4PF26vGK0RfeC1NcE/jJJagoUWpaLgP0gxAc1LHbp+v708tz48vN+dnF7cUy"
    "i1rsbcmX4tGKl3ZzfnKZvY1h8T3ANmmgqrVROJIzUmBXqkqgLrmSTQgjaVEIKUBIoVfaHV"
    "Lp6yFiC+6vFu6vJiVB+wp6aU3Q2AvWw2OL1VHBZUuqro7PFslV89mK1aE8NowqBAfUhfpK"
    "r+odCQ3kUC3mrS2b63wC2JC1dliJtXZYwlo7zLPWPOKrCjUW4xsLDI4VuBV8HSaz1eQRLr"
    "13lpCCa2c1rp1BJKW7SIrArHkm8rw0MMh1dvqj0t0Nrn6lJCG2o7Waua6aBfAQTOM+6Bdi"
    "d1uP3XEDrWbYbiUBiELETquI3dLbaDlYt0UfRgOoE/O5NqtCcStkw+L2zW+E6LkN50vcZ5"
    "2SFZGjNdSStJKBjNq02ac8Dt8AsIFdOvqry9i5WB0rhM2Xi2idiDkX2UqwPM1rlN8bYuav"
    "mnq4ZtX2ARdr362a/7Is/WWurjVhjtr+XFPaOiEHpY4gvPTWwg9sjrE9QTP+e038VLO4oV"
    "J4cKdQR1WWq6Pi1eoon4A6gZswCRpNs8JOIN7XmwlHKVFciqg44SLhwU24rRz7QpwVrl32"
    "DV2IuWoRc4VLglu4JNi32GtftKDm97YcfB0gtxeir5pGXyV066OvEcI1oq/xelKtVN3cRQ"
    "tM3zED+T6ezX3+t7z+GU+yHUN+hEGoSIiUKDWnrk63YX/rC9LJK9f5lEqK/Eu8TYJgvXoS"
    "z3P5X3UuJvEma41EXWU6SH9yVigqQqPskeInBz+bq+JL4lJsvs/CZqsnIgmurL2Xfsz/RX"
    "1zvFC8enA8h01X7/4crUZyfpeLrnAL3PHLnLuO4lfFwz4mUTv2i6kekiYfBSYfjlKXgfz5"
    "0epyf3Xxz3vpl+IXPmTFI+PXX85vzo2vyy/8dWRcXBnfvZtjz+aD7d2O8c7xzDklwoll77"
    "4P91sI/HcV+O9hsbHl0Knp7GtSb0zO42YBtZQkRNF0jqKFS3IjNWdEQc/669mMFJHW8x1/"
    "+gm7PipTdCxbpGjxhy16GZSmTy9+FnvTjurSxo+5w1NXmet2zclpJNQoXKcZki0enMa1Nu"
    "oe+ecEG235ugGb2u6Pq2z3x8Xb/XFuuxdnzdJ7wvUriaUk4VZXjVtdMXYm/xdTRaDvuH+y"
    "BveE7ACOsMp23fPf7lLARwP6u88nv32f2nQvr69+jpon9HJ2eX2qsnOXPmkTQ3clChaQzh"
    "ZQFK6oqeOEGOhXZ/2mgks1lZyVBU1rrWlCH7DjmxYKWON86rlONDYSNYkI0cDjYJgFeRVK"
    "DJWMHBgptY2UJYRPxDZrJg3JSw4A/g5oTg8umkyaxcVSkrCVaL2VcF0Vul7FkyojNrgZtf"
    "u+6tWC0rsFiiBD5lSxyc6d6wROdKrt35aLRIhWmLm1TihzcgMKVLZG2oxAalJAOikJ+4XO"
    "+0W49jSYQ3lBmESqcOgSpSZ5WlKiMI30n0bSI6zly6TFBmd27VUzu/bKzK49hdllEUqx1f"
    "ASYkYWJpbOE0tm88+ruCQ/YCwBmQGr1ljYIDegSh5mlM4zCq5vvwk1N5/SrU9mUPP21BxR"
    "43M6LnTcEhKDSWvRmr+WrVBeEdOsGLjCeWjhmjWUoukxtpAqFJIC9AhdqMUMaRa6N6khzY"
    "JOYFdNswBZhDcEen0WYSit1k1pNTXiUGG8CrDrK4wrPeX2R/Hw8l5noc7GCzbIfxMeIbaf"
    "k+RG9jug4a46QJTpFzZC7gYz/u3P4u6GM2bTK6g3Q74l7kbz4UGdTZMt3UfdnfPeUB+jY7"
    "rkv1lO02pZcFZzumYuHDOxylRLicM3aGyQBwMZNPDeMSPswJg6zCd0oU57U0FGkdoml8Vm"
    "mRglyu+SddT4Vw+zY6Jwwv4BWU+6zHqCLLXHXI0qu5LWOf25JvRYOdJrXzZPS+kMc0NSUv"
    "tXzdW0r+L7QwPie3V9bwjYC41U0bdj7XARqrUBJ0Xg/BXOX1+B7B3UBHYlAHjCiYtOJy5L"
    "H6rduN7AUt1mkV7N5hTAZye3Zyefzkf5/a27kLRmW1tVRJNbeu0QaYeBmF+njo9dh/kinL"
    "UYrQ/GZAR2agVkniPhatGYk2U6YeN5Shg2PjmCsm0byLJI4PnGDC2MMTYW/D8T3sifIo//"
    "gY3VBxqIPbJ8xKbFfisUqlNmLIbITZeRG3C91i1og3C9wE8A5luf0QXmG/hhGtqywHzTnP"
    "kGJKF2SEKv45GdiyKjl2RS6IGlG+yUeVyyYKnpkkmN424iMmQZUvKj4dhMnGOH6NgJl4ft"
    "yCotzECeLQ65mcGH02LHYET4RgsDUVn8xfH4z5uNMVW4XVv9tK/eV+8bw4haU9PHL/43Y4"
    "qYdNueuW/HjPGCe3uONeU9GoIIsjAs/i/u5j1wN8/eEcVoXPLM3T0LscJaNLkD++yGEp3c"
    "Z1lS+cIumRerCIx4Uss7PHUmb8VB/HFvb3//w977/aPjw4MPHw6P38cGQv5VmaWgyiS/3o"
    "2UAObwLz6PjtrDSXSFk+jXdS00CzPC5dDeQNv10dnA4QTmT0fr7RwtXIIUA/fvt9dXBfdC"
    "VyLZSKhj+cZ/jSi03zOoS6AVYKTCnzkmUJb0s5OOa4oOcmUOVmZqnUGeERsABaublFvEsg"
    "JKG4X/M6IQ/9c6/g/UK6Be9QJhCFFrEaIGKkuvqSy/cHvIH2PkjxRB09XLnbKA6TRqVvGC"
    "0K9TLKpWz7mUiFyK+OKcEjvg5u8zYoaLmCx5/Uzo404YcMRPmIo2FmYiHolkw3xwtM2O10"
    "cugX7SJf2krjfbrh/7utCmLPyDKvb9QbF1f5Cz7cXUbWDXJ8TAptfOps+ZR6+zv1zYeDYn"
    "PvasBbcFVJtMpkXpTuOs2pqPeFFxv7nj+wDymDiY8gnfHyQfjeveoJgPNeYvj8T44i92DM"
    "a/XvTGYJKoOBGHZA5bdoJteaLmEd+wiYfD1/nNqLNPVdIno+NsjlKON/l7kpEH91873cYe"
    "wyFedRdbNh9gMHa3akWesoI8+Xo8cgKZU8SmdWDOyg0Q76ODCnAfHRSiLV5lwWZz/om4sP"
    "xReZlwhfiAgketFAyPEBoTW7FqlFVSzggOIMwNN421GeJ9N42BLtxhLBZ4lZvwKuPbg6/j"
    "vV0R37HwSOG1Ld/slHlrnmxT0Um7JTPuvgj/SPpEwsWZYUFLFC6QT1w7Zjo+i/eOL12jMQ"
    "l8SWs00IMv75lhhxqUPDNJb5zwbvKe2XY/qgnlMZoktXmL4I9t6o/xn6X2FNZnI4pkdfYW"
    "GuUiaj/EKELyCg+hjCazFACSzAYkGeCDAmmxL3ACvXaLZUhRsxKkCGq69cGJhVjFm1Az8M"
    "jg8ngfEAVmnhbMPIi89flGc2poKwJw2aFfHIZLjp5qwbhikIEVp1f4irnBpM5Bd9R+cKy4"
    "oyohq6PikNVRPqszEA63yNRIfrMcyMUn2xkxONeufa7tMFNk0X9SjO1TQlyMvIIVOSmXwX"
    "28xfpe0bjvFvrT6+vLFPSnF1ls7z+fnvNhL/XAGzmh2aAIvhAyM8kce+bM8QJfVTtlDVFG"
    "1cGAwlxtUGVcYj02xTcrC9Bmgod8UWDYpIFbsB+uPynL9tFo3e4GYk2Kd0SINV0z8uIwrF"
    "MAc2TMZbJak3tgpo0WtVEu6gOghvD02wtPB3O7oZrTkqBm7dRc4zJR4mawi5Wkj1qVKUUf"
    "/VV4eVXFbGr3dqt4DhW1+MC/XbhqVJ3tN2yyhCdqe7RF8FWv6NlzFIVXvh0Ib3jPQ8UvWV"
    "iUuC1P4c+SxHtD3MFO4jmi5pw4bU/eL4h+If08r64GW1QzvmXYom4HixshbsuQbTFS/Npo"
    "iRTLrYI1ZHNEcGGhdn0T5OL6T+3UYl9bmmqIGKZSvDfHLpdUfohYJW5xNUdqdV1siBA53p"
    "OjDNLXgShJ6LmQHQ4VrvCyXYtwhYb/sOFqw1/KYzZkZ4kE/pi8bIiY7OMzZgxNBgtUHM8w"
    "55Q8OBsPsyiI8SXsbciwifMIc0w29cdvll2dksH64BQz/qG8EaXYiqmoG0Am+zuLuxsqbo"
    "E3Q741xXZLcdv7qL8BRmq74mMvzbM1rOyVEVeNm20mzMgqdX1F5CnMYDBDj5gZjs+MMUYU"
    "UwMtExr8YFx77kImmBOprURKA9GKYYtimdWA+YRiW1Xdt+XemxaCAjp5l3Rynzxir3b2tL"
    "TU4PjP7WdO478au3UQjgUGQHjugFw+I8w3A6ayY4u5XEmZARG42rwbWQfPjaBsNGLf9wRI"
    "/DJ3uDXcgCeVlgSelHY8qbTD88T3xWZ5F5KSkHpBZy0Dt/VNqXm8qJceICcHlgXUR4IsDF"
    "qBvd0sDKsVoAWkh10kKbdYapuQYXnguCYAuDqWrBgATByMtpujoSDjaL4wxOoxBN26Crr9"
    "mzheIwsyJQgGpNYGJNg4kLurD4iC1aiF1Qi5u6pg24fcXQmeVSVzMWJk1TIZV+SwTuxGoQ"
    "fxNbP2I9iNXdqNlGyQkINskIijo+WiUSaO/SrHifvFp4n7ucPEiWDJNLLP05JgoIOB3ivt"
    "goGuI6JgoIOB3htstTXQU7R+lV2e5f2XmOOyKTfEZdv61a6IMRblfx3b4D0xx+atCR8zHy"
    "WX0scvkkk5QzY2HiiZSbblA++bGcvKwcJ2ENRLhj2bd1ha7qrtz/rqffW+zdHCJcj+Znj4"
    "CVODDwqfDwkuw5th+wfjmyc+45ssrhVVOnY8QzRe8I59PJuHxZAFr1SCaDxPCYurJz8jZr"
    "h8t+cdfPUotsjEcxi2jXFIPSXCWTHEj6lMNOXK8B0vXtisKfK8kF8nKi8v7bXa7NNTZ/JW"
    "fJof9/b29z/svd8/Oj48+PDh8Ph9vJXlX5XtaacXP4ttLWX1rfd8Mvpr4gBluhicH9R+Rs"
    "LELKlKW02I6AxwQ+rqXiXq6l4JdXUvT12FKkhb8z+KS/2pMe1Deb+GQ3cbBf6kEZDHt6zE"
    "XywCRf42KPJnYzuYY/MRKxgmxaM7LTW4Sxu7h5XuFRyW3Cs4zJcEIEtToirIscAA15D9oy"
    "qR1mxILxFpPcrCu/QF6twySIrATYPsjmdzR6h+2HolBSFrrUPWMsW3bQae7yjM8nIlZ2Xh"
    "loHOmk6EJeooOSEG+tVZvxPuvnlmMG9yyJgWBT3rrGcXibRtlBLF2UHZ7d+k1OCuAB9Wiq"
    "MclsRRDvNxFLiX9SYmFJzawxnz60+lFs+YX+c8NJuxS3EiqkjqVXwmqs4otv5Y9BN20YKJ"
    "00GGOag22wmPHF1n5vji8ZQElD9EzIiyb/0wmRi+zFDjT/Esf/rZTpeVuJESsSwn8s/RSg"
    "e5cSDa4pc5XxCZzIi11FNMMnDsFzOPpUk8HI9lAftyTt1fXfzzXi6z+IUDLR4Zv/5yfnNu"
    "fBXl+5YSX0fhKAOiZldEzdetJPra+9Er1xIti4APrZZoB3Y139CpL3YupDhtKK+WlhHtzt"
    "raPdzuwtFGjTSZSFLuSXVhTUt2h+regf6o8m4xmvEPMyn+T+BQrKLtlFW9VXfQYfnb+Elv"
    "699K/03O/ZrYpwWh5HANyF2Xu9EWmRVVFSuFPScM0FeHfurYuCnyOVlYZ2oPeu5LSYfJmq"
    "oifxUGfrYDGPx1VTBz7M1UkO0AVFBXBR6Ha5kuurkaVJ2AKqqrQmAWXQto5jGpexgMz6UN"
    "C38V16o5xtOCsNPWGdhwtvYWztagnvebUDMcocIR6utPpU6OUFV1iDsvuq4nvUr3mut9QW"
    "3bp/RRlaiCE/pEEany0/lU4aoK1WY8IzkB3zGDy4rTc+Lh1Lm5xVU4IXTxMbzrmykFY2DP"
    "oou5ryw5s5WPqHRwH/UICY1e9Zw8VkMO2pIrpgmZAZ6XV7rFVHKJKX+HyXIdwQpXDeASlJ"
    "NCA4R5K1d5l6CFC5QZL0t53O/wS1EAqLiLQWihzI86/+0u5ULlrkrGbtTl9dXPUfPs/clc"
    "tIhvc9zqqB8sWslBDLR6qIg7L36gMBqrJWlYSXdIzgm8R+4qe6N6uGuSpCFELIoZ11ni85"
    "KDI0TtV1rl90tW+X0lIUrgxhzl1eA197MysnB5R+dAGYS934SaIez9JtQMYW8Ie7/+VOo4"
    "7I1cTDeOeIs+emuJvE7E9tLxHk/CVCWjkshtstlOpQiuqNJtJpOgVEs9OSb2wiCeDKA+o4"
    "VIDJmMsCLPNgQAH2V2SPnPHdkWWRYJPD+sCy7yMrIpd5WWeSV5A4cydf7JbX9glayPYW2j"
    "HeP3ZB1VqHXUaYhXeDy4doHxtNTgclW1X2D8CVOHd0abRR3V0hBwbBBwBJ+xkSr65kxASe"
    "83oeaANYsLMCjm3Qv9zikRyZRi67reIalautG2qZmOt548NoNc3QvzRfLDw/64CvbHxdgf"
    "57CHqixbjntBpZAqca6iSiFnJ7dnJ5/OXy0xDmYcjjNCKbaWPz0fvcm22SkN3cjWHJCoec"
    "WwzbWHDZFPfyILcCAj7CcMjEyRbYwxFnERV/zrgQ+uj6L+hmNj49nhwynwxX/lcaNs7RGD"
    "Bl4+VrO1T6kSoIlZpkIgzI7z+4h3AEEayFczmP2WkYAWJRGvwIiJpXUGWxMyTLhEmZtxkH"
    "KdaGxU6oV75M9mwo786Sfs+ki9lmRki/xl8YctetEG+1aId4pqSBHV7scClJf5IurEd/OS"
    "A6B6dR3ZRQ8+t1g3W1uyfcDSsm5pCRFrtLKkRWFhKVxYQqAarCs5QVhWai8rFCNWL43hSm"
    "IAcHeQwZB72YTWDjGmpXQ2vrXxdIhlBZQ2OjHJiMKxmNbHJoFni4zEDQ7GkoJwNKazjsP1"
    "r1a4LSkC9Sjzd6Og1OfWoAVy97YRpkFNYFcCMGDzcC53wvGi5lFsRgygVUDb+QH3AAGFex"
    "2vdq9DaTK0APTgc/FkIc8aThXwFofPrSM9bJRX+3wKX/7xxtX95eUotza3AHBFbkxPES2i"
    "xqiHrPS6ANM1mCZ90wqgxnYWALtusGYsUq3KnN17M+RbU2yfh2mtRwo2V67NThmbK4haR5"
    "myq+ZTk9ffqPE8JQxHLKsxdok3YeJ2m0fkjbkF9v9mPOK5L/lVYeEycVcujPkbsnqzwaL7"
    "dTa2HP45itRq2/40ZZa1lLESJRJ/xPksa4qEbKvLL8D96pT7ldRTDt3i45GM2ADPR46qnI"
    "8cFZ+PHOXORxrT3dvhuesNd/vHUWUnq+upGq9xytpblgZ+mbt8D1ZHBIr5AxmxARxnd80e"
    "6F+6td6O8QfHc9i0GRUpIwtcpEIuUohUIw5BRhSOl3U+XrYdNnNYs+u1WVnQtM6ahowIb0"
    "LNkEXvTaiZd0Xcp0Z6zojCqq2znj3i17sSuGw/AB+uA0ryazLBdFsdgQrWN4Tjhbwueykv"
    "CHQbYNoBHUx/QIEOBnSw3mPegA8GfKXW+UpAsWuLYleA78rIgpG7DticQaoXfYlJak2esr"
    "RUSglNibeoxkwqxnR9Bidg6nTJ1LEdZhE+pFTgnjqTQnzTcq1YtDrg/OPe3v7+h733+0fH"
    "hwcfPhwev48Bz78qQ151Ppl3IziKcxctanN3snI6n7TrQ91plpB1G5lYNUob334e1ldmpG"
    "lmNXQ2qkURj2ZHKMoe4CRF55MUh3F8ZkSxZ68pQBpJdVh+NH7S2/qjwDZ4E5MK2AZvQs3p"
    "slebZVIt6ktjy6UR83W3it2yW2y37Eq7JRfwL46AJK4izh3TJ4/Y27Ti3Ny5E930d/blq8"
    "6pNqk4IL0pXkO/2V1AnhCXkJwtgZe4DThADP3495qUW6HtQvgZz8aY3vB+hzqBabDxEtfo"
    "/KKvYJkUPzn4uX3MbmS/A52kz1Pu5rgO87ey0P0a9S5WusVQB59LJhNxWfsJe5vWwT0XfV"
    "ySSVW8+jjkHBvP5sTHnrUQV3s3ROxi1ds/8GCHmEd8Z2MT7kp2MlSIIoPX8Z74orMhVEmG"
    "0IXscKCTcSbtKDZ15i0iFhpnQx1oIWRt2LR5zIZs0ObKijcHrqC2+RBRmyEbZwt7bQCcoq"
    "zYAFe1ZcIggK2mF6UsIwewrYctZHi14kKpckUNELR0kitArRpqDDO2+bwU3L7bsKchbZvb"
    "pklGkBWwJROIlpMmzaQWq6R1G1PyzOXCipkOM5gz8bBtOIpam+saVymZKQnpkCKtU+KlPN"
    "Iyp4hN1WePanTTUu3Q/jQiox0dVEmPdlCcHu0gS48C6sa6ZXUQZ/r4Ze7w7hqoOS0JatZa"
    "zVBmHsrMv4KhudOPMvMnmDrWVGWtLt+UGqpo1Qau9/RpOpdZmU+YRi5KVRMzITLAayV7h4"
    "cVTEzeqjiJo3iXKQbJJ1UNhJfNB4jubqW8NrsleW1283lt+Cf6yhqyf7+9viqw3VciWYvO"
    "sXzjv4agKPQQ7RJwBRgpMy6XCTab9DVjn4kOTuuRNNvfzP76f7sy1Gw="
)

from tortoise import BaseDBAsyncClient

RUN_IN_TRANSACTION = True


async def upgrade(db: BaseDBAsyncClient) -> str:
    return """
        CREATE TABLE IF NOT EXISTS "heartbeats" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(40) NOT NULL UNIQUE,
    "beat_at" TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE "heartbeats" IS 'When a part of the product was last at work, whichever process that was.';
        CREATE TABLE IF NOT EXISTS "alerts" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(30) NOT NULL,
    "subject" VARCHAR(80) NOT NULL,
    "sentence" VARCHAR(700) NOT NULL,
    "raised_at" TIMESTAMPTZ NOT NULL,
    "resolved_at" TIMESTAMPTZ,
    "bot_id" INT REFERENCES "racetime_bots" ("id") ON DELETE CASCADE,
    "live_race_id" INT REFERENCES "async_tournament_live_races" ("id") ON DELETE CASCADE,
    "organization_id" INT NOT NULL REFERENCES "organizations" ("id") ON DELETE RESTRICT
);
CREATE INDEX IF NOT EXISTS "idx_alerts_organiz_82d261" ON "alerts" ("organization_id", "resolved_at");
CREATE UNIQUE INDEX IF NOT EXISTS "uidx_alerts_one_open" ON "alerts" ("organization_id", "subject") WHERE "resolved_at" IS NULL;
COMMENT ON TABLE "alerts" IS 'Something that a human must look at; `subject` tells it from the others, and only one of it is open at a time.';
        CREATE TABLE IF NOT EXISTS "racetime_link_attempts" (
    "id" SERIAL NOT NULL PRIMARY KEY,
    "state_hash" VARCHAR(64) NOT NULL UNIQUE,
    "verifier_encrypted" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "proven_racetime_id" VARCHAR(40),
    "proven_racetime_name" VARCHAR(80),
    "user_id" INT NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS "idx_racetime_li_user_id_3edf03" ON "racetime_link_attempts" ("user_id");
CREATE INDEX IF NOT EXISTS "idx_racetime_li_expires_805880" ON "racetime_link_attempts" ("expires_at");
COMMENT ON TABLE "racetime_link_attempts" IS 'Somebody on the way to racetime.gg and back; once back, the account that was shown to be theirs.';
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
        ALTER TABLE "async_tournaments" ADD "ineligible_racers" VARCHAR(20) NOT NULL DEFAULT 'unrecorded';
        ALTER TABLE "async_tournaments" ADD "final_after_hours" SMALLINT;
        ALTER TABLE "async_tournament_live_races" ADD "earliest_lock_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_live_races" ADD "room_on_hold" BOOL NOT NULL DEFAULT False;
        ALTER TABLE "async_tournament_live_races" ADD "episode_missing_since" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_live_race_entrants" ADD "checked_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_live_race_entrants" ADD "times_told" SMALLINT NOT NULL DEFAULT 0;
        ALTER TABLE "async_tournament_live_race_entrants" ADD "admitted_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_live_race_entrants" ADD "told" VARCHAR(200);
        ALTER TABLE "async_tournament_live_race_entrants" ADD "comment" VARCHAR(1000) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_live_race_rooms" ADD "racetime_opened_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_live_race_rooms" ADD "left_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_live_race_rooms" ADD "low_entrants_warned_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_live_race_rooms" ADD "trouble" VARCHAR(300) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_permalinks" ADD "read_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_pools" ADD "speedgaming_error" VARCHAR(500) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_pools" ADD "speedgaming_event" VARCHAR(60) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_pools" ADD "speedgaming_synced_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_races" ADD "corrected_at" TIMESTAMPTZ;
        ALTER TABLE "unmatched_entrants" ADD "note" VARCHAR(500) NOT NULL DEFAULT '';
        ALTER TABLE "unmatched_entrants" ADD "resolved_at" TIMESTAMPTZ;
        ALTER TABLE "users" ADD "racetime_link_source" VARCHAR(10);"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE "async_tournaments" DROP COLUMN "ineligible_racers";
        ALTER TABLE "async_tournaments" DROP COLUMN "final_after_hours";
        ALTER TABLE "async_tournament_live_races" DROP COLUMN "earliest_lock_at";
        ALTER TABLE "async_tournament_live_races" DROP COLUMN "room_on_hold";
        ALTER TABLE "async_tournament_live_races" DROP COLUMN "episode_missing_since";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "checked_at";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "times_told";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "admitted_at";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "told";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "comment";
        ALTER TABLE "async_tournament_live_race_rooms" DROP COLUMN "racetime_opened_at";
        ALTER TABLE "async_tournament_live_race_rooms" DROP COLUMN "left_at";
        ALTER TABLE "async_tournament_live_race_rooms" DROP COLUMN "low_entrants_warned_at";
        ALTER TABLE "async_tournament_live_race_rooms" DROP COLUMN "trouble";
        ALTER TABLE "async_tournament_permalinks" DROP COLUMN "read_at";
        ALTER TABLE "async_tournament_pools" DROP COLUMN "speedgaming_error";
        ALTER TABLE "async_tournament_pools" DROP COLUMN "speedgaming_event";
        ALTER TABLE "async_tournament_pools" DROP COLUMN "speedgaming_synced_at";
        ALTER TABLE "async_tournament_races" DROP COLUMN "corrected_at";
        ALTER TABLE "unmatched_entrants" DROP COLUMN "note";
        ALTER TABLE "unmatched_entrants" DROP COLUMN "resolved_at";
        ALTER TABLE "users" DROP COLUMN "racetime_link_source";
        DROP TABLE IF EXISTS "result_corrections";
        DROP TABLE IF EXISTS "heartbeats";
        DROP TABLE IF EXISTS "racetime_link_attempts";
        DROP TABLE IF EXISTS "alerts";"""


MODELS_STATE = (
    "eJztXWt3ozjS/iscf+nZc7J9OtfObH9K0p6dzKSTnlzenrPdc2gCis0GIy8SSbyz899fSQ"
    "abi8ACYyxIfekLULL9lJCqSlVP/TmYYAd55O2JhwI6+Ifx58C3Joj9I31jxxhY0+nyMr9A"
    "rXtPPGnxR8Ql657QwLL5QA+WRxC75CBiB+6Uutjnz97gCaJj1x8ZdGxRwzLG4cTyjUlIqO"
    "Fh/GhY9IPxnYT3/0Y2/W5Q5HnEcKnxEOAJE0EGZn8EZMewfMfAvjdjf7CLD/wZlxh4inxD"
    "jEvdCXrLv5ODbfal2Cdu5+ND3/1PiEyKR4iLsi/x9Q922fUd9III/+/XAQ5Glu/+1xIgsZ"
    "sBIth7Qo5p0QF7+M/Bg4s8RzycetZ0Hf549HX5owP0MmXShN0k8UfFCg1d58Wc68pk39rk"
    "X1bocTYV9+8uz3+7Gw7EIEyL/JLx5efh9dD4lvxG3wbG+Y1xeXdxMfiLDz99NMXXS02e+R"
    "cT1814/HOf/iQe5Eq5N23shRN/+fB0RsfsJ8VPu76YdSPko8CiiA9Pg5DPKD/0vGjqxZNs"
    "DvLykTm6CRkHPVihx+cll55/geW1gWleXt2aN8Nb0xzk5mwskZhH0SWbocyQYl+ViF8/4l"
    "/h73u7B+8PjvePDo7ZI+JrLq68/2v+0Utg5oICnsvbwV/ivkUtc6nxJaiP7GflYT0bW8HQ"
    "DycC23P2hSzfRjmMY9kMyuzrZ1GOMS2DOb6wxHn5utcHepB9XQtgnlgvpof8ER2z/+6/K8"
    "H0/06uz34+uf5h/93f+NiYrU3zJesyurMnbnHYlzDHr5MUafkMTojoDLD6TE5BfKwC8XEx"
    "xMd5iJFPUTRNlTFOyPQQ5PfvVFBmTxXCLO6lcWYfRubbSA7ojwwovknJwU4JZtB2Ism38T"
    "86iH0J1Lfnn4Y3tyefPvPhJ4T8xxNwndwO+Z09cXWWufrDUUYri0GML+e3Pxv8v8a/ri7F"
    "7jrFhI4C8YnL527/NeDfyQopNn38bFpOEpP4cnwpreSEtVBVzWnRBhQd7beg5+b1fI+pWc"
    "muWgqstq30V2Uz1tUSTs99QiZTJKoGalYMoM1DK/FRFNGVSNYCWLf9pgmEubP18Cj1DLIO"
    "ZBrtn3CA3JH/K5rlfIQMuJHPf5UZrmNg/xXPqvjq8o0LrOeFtyqbbOwfDAFEBRrXbMm+Pj"
    "+7HcjXjQaAPiEz377FYcAH9+kFG/o6GrlbK4gq5NnVM4X32cnN2cnH4SC76zUANEeVWzCn"
    "uIPLsyq4y/1eDitfQO4t+/HZChwztZLwO3gPZ64sns3fmuxNslcs3xoJbPiP4F85nuNT9x"
    "Y/In8gCy7G93ZK44tT16T8McUY44lxj6wABYYQ+sBjcxNrZjjYeOZBP5cSIyTs9vxiPkhY"
    "Q14lysdlBn9AyKzNkJn4OwdrcZAhfr6HAYbmozji9TDHFhlXgTgt1QzQ253DKZiPDhRgPj"
    "oohJnfSsNsB4hDUcO9T0tCGEdr9x69TF02XA01pyUhiKOzlgP0xNa/erG6pCRoWWctexah"
    "Zlgv9J6VBU3rrGlu1FcLcSUkILS1OrQlvKYcupUDAHfRMB0DV9X1T0wqrXz/dHxrIAsBZB"
    "7ZKY0E8IeZlx0/rRYQKEZb4rbns3HEF/4j486DGw9u/Fb8y12lPIHdkjyB3XyeQPKb5WC+"
    "RS8F0zcj1h7ag8EWTJPh77cpqyRG9IdPJ7//LWWZXFxd/jN+PKGBs4ur0wzwLvPabOo+SW"
    "b3KcYesvyChSMpl8H9ngluCvh4UWkX+tOrq4sU9KfnWWzvPp0O2bQXemAPufPtL380yYCb"
    "hveea1cHfCnXIuCLK51FfOw6yGQWN/vqpCLoWVHAvQLuQeizOcvMwmkEUxr4m4nleYWGSU"
    "64PVdld7M2yv7e+6OFecL/U2aZ3Hw6ubiQQBudJpo2++0jHMyq2CZS4R5snWkz5VDFSjks"
    "NlIOJbmMEW4jbEnmswLgsWDvwN47PFRAmz1VCLe4l8abo2XaY2TXC1dKxCGSpXMkK8B4Im"
    "pCzInrhxRJNusVe4ZsgB6lxzWxc3jYfqyLb1YWoM2crDBDkjB7MfQKYgWrq2SyY9TaKdqB"
    "uFaxzJ7KrrxXvCvv5XflCLG6a0ZeHKZ1CmCGDHP1bRz61LRGyHSsWWWUi8YAqFNQT63AFC"
    "BVxTcl2J6ndKg/pMTGATIfPIxlhzgetgoQzchlMH3ggptC9d3bd+1bix+v7k4vhsbn6+HZ"
    "+c351WXaPBQ30/7+9fDkQoq1bU1rIB1JtYnz7rvDriIdIF7tyfwaESYpWDJKI1sFI0AkVz"
    "2+BWlxdRTQObc0nDo11ZyWBDVrreYnFBDp6WOh0ZWQaM/k2tSG1XQFnusjzx257JeKaptA"
    "4jKoecTSgVoMoIZ+gJiF4qB4AnTMP35wfcszrQeKAnOMQ5kiyn0L6QDguEG9aavriSjZEw"
    "HeaYAfXK9i0XSReI/mMZT26pQPWa+0NzdNGwCcV55esyE/L0fs1vxWhbzoHS/AvTghVVJq"
    "LUsciWR/+vUaeVZBCtraZdZdmf/pOCbGXrOIfd5gIGLbaPEITKNg9XlqPY9dyhwCQk32Qw"
    "O34RfzSzz6kA0+6xOGLSbZL1a31cn2yYVQPeneTC/Lq+vxr3xkEHuMnNBDjsEFDdcXxJl8"
    "pfpgfF9k6BAvHH03+McQwbYZp0gJuk2+t8ypNolhh0HAvoq4li/gb+MDVSr+mW1AQwEST4"
    "sgEZ1n8jo/05ddj85Fl7eyZuDi5y2eoKkaivz9KQqYo+n6j8BB0G7xwlKrdQIwS+kWoy6L"
    "2dPNoAsEExuY0InK9KlL2LZQzeVPCzXi6PdglUie1iYW6Bys5ScbWVk429D6bGNiUXtsUp"
    "cWJaYVZO2kxfqXtaxUybZXUsm2J2G8hSxWyGLtMLSQxQpZrD2c1gv/t6Klk5QDK0drK2cR"
    "yqio4qQcqFhrFSejUhW1nBGFUjCt9ZwMj1ZxWXKCjZgeGrE7bsZngcrWVitbly5evNRUWs"
    "ly0rCYab2YcX1Rq9o6lpDp2xJ2oLKCHRQvYAfymIvtWWyqO2boU1eyiCm8U7kR4L3S/r2y"
    "KEWTqYzYRSHKlhTuzalLI0EgscWE1MZsbw/9R6YCyWFWeYFRwRBAoVOFQoeDGCAazOp4PF"
    "lhWM60X85QEMgKVVcYCgup3pnfh0ruzmGJu3OYd3fYkjRxaZyooop0Wqp3SG+gbcACMJNY"
    "Xk2sF6K9A3x/TwHw/b3ivrF7WcDFyVblFSQt1TuYN7KCcMzqcatjoKPqyn48DxjX65SQEg"
    "U966xnQq2gXn13WhK0rLOWEYOwjo6TcqBhnTUc1SlX1nBSDjSss4ZtnmzkmQHbW2W51SXu"
    "RFYQrFwlPxkIbl7DawUEN69CzcgKPBcRagqHv4YlJJGH/VJnjc+PYHxzjD1J4YzC6c1SFE"
    "5tKpzaxJVHE5cQ9m1M9oesWfuK161oEHjndH7nYsvnflatWi0n16P87cZK1oBmadMIL2q0"
    "q8GbFYPJK4GW7ZkVUV1KwGQFTrBtQp0g36iEcU4OJjIwrunEuJYmLVkTaUkr2Z6CnXuvFa"
    "CWt4FbF+SeMYNlgU7YACoQLyh2msc5OXS3NkNlrDNWLBA2akXYKHezGwBcsTV7R1HORRbW"
    "4MO0PBRIm6hWodzjY/QH7kyWAbvnr42QnCRvOB+8R5tdLlq9GeD4YtpX1KZWQF3bnbKJsQ"
    "GiWkUm0S6+qjYOAmTzodeE7Fq0hz5bDNdTvEJf0EGxjaSZRe4uHq+HyxrfSlsmW41RVOdc"
    "TeBeh3o1NQ3UKFiZaY04naklSEzfEPYXoSgwnl06FuSnTyhwXJtyJlSLGs8oQAZBlHIO1Q"
    "ccGC6VM602NK6EUPXrkgGcPxH9ZPMRzeYcpgmyVf5foDRti9I0qYkcusWJYBmx9tLANgl1"
    "uoxHJQ/sqDgN7KiYHEI2kRWoIaRTWicKsJpIb6CMPYZMXKiDdSzYw4l9rAL3cTHcxzm4pw"
    "Ei0rhvaWZMQgqaJarnxHSPg7r6zNaES3DqWbJ0oxUdhGOhHp1+NsGE8OD6LhkX8PTcsqsf"
    "kUetwsqCpGxR4hb/w+GjdA/osrXj/J8cTelq8aOkSR1DqlYOckYUsuN0zo77d+iMamk5JQ"
    "g61lnHcbvOinZVUqyeYdUdnTZoV8WhjTzav9xcXcqhTspk3yV23fifwVsg9QpxDkYK8diA"
    "+uHTye9Z2+rs4uo0+2bwAU5zu1ZAqEkQ8mvtWxlhKJ/RelmDKqlXoWbOPFODGKivrEC775"
    "QKS/ljhR7q/GamtHSMajKopCXBFNT5ZaLSwrPiN4nKq816ECzeCG0zn+DElINcHu1JSwL1"
    "ZQJUy5m4tN5GnxGFtUnntWl5kF3pgDYrBvUMUKe3BYRDgoJqyCYkehTihxIcnVKN65XgpF"
    "Jsmi1aSPaX7inm2Q1JAfAwyneHtPkSXBPrZeWE+S3k/4kcZ/Xkvzglulbm3yJTWy3tL85O"
    "eTsaiQS9D4Zl8MHmfdFHiBJ2gSCmEUe0SH8eI1+k7YkQqbjkuIjIc/+aHHx1AqAfTu7ZjW"
    "zu39eB7eEl36ePXqg5xZ5glYNe560mBkYaygFb7g8vpfpkbTbhDldtwLVW3y3NpmoLEZxq"
    "XYHWaQikc5S5+VTK7qWbiU6jFeHWJOHM9R+weY8rHZokZXo3nzd1auJZhJpPKCBSr7Q4Zp"
    "URa2+P+/uu1mZEBlnCjF2ZF6q2aGSGaHFSE95UgLaxduyqTeuSSS2d0sS3pmSMaZ2GChJ5"
    "CLzrHHhPeUcVtZ2VBU3rrOmAud2BgypzjybEgHe0Qi5gRHP+bPk1Wbsl8vCG6fyGcZ+hlq"
    "pTgpCSprWSU7HFSu9zUhBeZJ11vKjgrP1Gy0cAreusdY89HtMosG03qKf54lFA+1prHz3U"
    "8niXYqBfnfVLAxxK66BKAvxLkd4FRfeVYqL7JSHRfUlEFLL4IIuvUwhD0hkknXUec8WkMy"
    "0ypJbExavTo1IkxxVyoxbMwWppUcX6kKYgxcTZYeAB7dhWs4u4BiqYc9HjOnPW1DTmNtJv"
    "0sdUxl9ajO9CoHfG8kbwdYlI4qx4HJOQgtOYCqcxUysw54mnkjn9k4etIiamtFwG8wcu2C"
    "u//uPV3enF0Ph8PTw7vzmPaBoWjry4mYb6enhyIcG6foF+XhoCKzoHVqAv8atQM9NVrYOQ"
    "pRi8xjrrF+JL0HKwC4hCxE6LiB20D9tI+7DiGJ0kWLqZ/iyd3YZXNLQJ120tUq8bS1fmap"
    "ttMsRrrhD/jVaDKqFfJrKRqG+6M6X43hD83WppaUVW/h6T8e+q1jeVlTfleMsxceWG1Arq"
    "8oQcUFlBnOS1+dFkipAzsibs95roqSJ5pVS4d8cpzXfFSeLGTYJar1nhIBC46swLFwRYQj"
    "eh+MLFwr174TZyfgkBw00HDHNt3RXxzckBuhA81Cl4mHammw0h9hjs3Hvd6SBiV7SQ9opT"
    "qYWNwZbKdOwjbhB91Sf6KqBbHX2NEa4QfV2sJ2pUhFPPmqHgDTEsStFkStnfggJw8ZLtGO"
    "IjDN4V2E9SCcrZB9ccbzXhoKDqzNMNprez+UM7RiJTeHll8Z7/wd+Opf7ya3vMeMk/Db3w"
    "PpdEdEePlL3IgXWdF1OuCJP9dpMpQfyCULxa8Tt1d3n+253wxtALUxS/ZHz5eXg9NL5FdF"
    "vfBsb5pfHDmynyHQbxmx3jjeub0wBz1428+dt8l4Fwd1vh7g5SqEVTp6KLqwmLGkMsqBet"
    "TUtC7Ejn2BF0unxNeoa+sdUz8Kv0jYVWxw0eF265/bxuwG64+zw/YRU+Qw1+tJQkFOVUKM"
    "pZYGeyfxFZ3PWW+ScrcE/I9uDgpmzXHf5+mwI+1zV1seleXF3+M34820o1o4LQZ+iYBcV+"
    "JfBn5AD6utA/YcesWMmal+wB/C0cWQboyUXP5nq+dG4QcKkVXWobBzKCh+Liy4UElF0qlF"
    "0KtNYovJTJg1urs1sLKYWvQs3Q7PxVqLl6K4mtdJHYcKp1Y9lTbDcLkF1zeczIwjao84uz"
    "TdpBzdQKrINdQ3iRElCxNDwjBthCxT2kJHcc3fb7iPcRUUjyhiTv7oKtmuQNZBwbJ+OQmm"
    "kbwLmHyd85sDPmqgLiIZF1jq4M9l00TE+BTRgAneHZ1sxnVoV6bZrtXGxKJHTnNFGlKuIa"
    "EYbF2WK4/qCfXgv8iUVtnm3JW+u46xYt3cXDDeeNenqEWot1JF/GLkWeSyhHcTZYXVGSEd"
    "ipVFvyHAsLuZX1JSdRNYjxPMYEGR9dfrrpGJZt49CnxsSaGffImLH/jNhDdGz57A9kLD/Q"
    "sMgjydeZNDiuAs+QtOAECi/aLLyAM9ZVi1AvzhAg0A2hwy6jC6FDCB1qYH/uQOiwW6FDiL"
    "I0E2Up9vo36ZENOUfcBR4VemDpB3bKPC7BN2d6eKTmYPGCe/Yw+1qGkPxguA4x8IMxR8dJ"
    "uDzEsHxH1NkTg02k2Y5BMPeKZoYViKp912c/bHKPAonDtcHPkThgudr+7LI/r8j/mgsG8e"
    "uVHLNTd/RafLMf9/b299/vvds/Oj48eP/+8PjdYm/O3yrbpGXViKs9OAFgDv+Stq/R8z1k"
    "im2+cG67Vr1mUbmmjXpIbNsYtGxvw0Hl2tq0FCwQCgvE1Jp52JJM319uri4LkrCWItmomW"
    "tT439GHAbuGNQl0HIwUqGyXIFhtpZwJx0D4wNkCwyxbYdBUCt2mRGF4KXWwcv5slRpj0iK"
    "wP4Aic8QX9MK7M3G18TL317UR7OlQhXb5BKpVdTnZ2QF9B5ZdCCJ+Cxv7pRFe8bxY4p8jV"
    "/GiDMmTpkUD77wM+1pgJ2Q2WPPFjE8iwi6xWccPO4Yz2PXHqMnFPBnbEQIPwgXD+bjO00O"
    "vDqgA2fnbZ6db7dHz3ahTblVBypu1UGxW3WQc6v4q1vDrk+IgU2vnU2fM4+2s7+cO2gyxR"
    "T59ozZArJNJvNE6U7jLp81H9FMcb+5ZfuA5ZNnnkSF2f4gkmmY7o0AsalGaBTbZ4s/3zEI"
    "+3rxHYOILKsRj/a7JBoEOeJswMfUcDglsLid34xa+1Rp7ld8FsdQkrAMJ9KJqp00wDa25j"
    "b2OJ/iqrtY9HgPo4MbaTQXvUDm2CLjKjBn5XqI99GBAtxHB8WNsg7yYJMp+0RUyIFVTtYp"
    "Ee9R8KgR2s4YoXvsSFaNMj7DjGAPKN3K7LFNMOpBrm5vTWPIdWwxFgtJYeskhZ2d3JydfB"
    "xuKzqYinxLfLdsZLzYc0sGlzfQVBtCc9vsJ+KFoyrWdvx870JzzTejhajnJt3F5DerYF5n"
    "xMC4rmxcuyRqJpWHvZQgPyXXIj1+PO+7y46P8cTEU+SbE9cPpfzsK7x12QDgr6dTLLH9WB"
    "ffrCxAmwmFsEWB8N5zXsF+qEK2nh5D414mmrCsx4jVXTPy4jCtUwAzZMyo3N9kHpjpWLPK"
    "KBeNAVBDPO8VxvOA37yvaq6Q0ZBIT/RQQNdtF83H6K7Cy+mQsuQ4zbbW7itq0PJ+PdgE95"
    "bV9GyL4VOn4uo4itwr3wyE12zkvuK3IJBsFro+cm+mccPYaxiyftHCpp3ncF1CxgxYfd4Y"
    "Fox8zZAyriQL7COGKdKN+tjlaD76iNUECeqO9ZBKnn5/EgP2Gy5mbnjrvpl5zK6x19tlDY"
    "f0Hr+siZgY4xMixBr1FqiFNWtOA/zgrj3NYhP283y0PsMm+rPf43VdqetoqFPcW78pEATX"
    "5jYJszuJW5oxe32vvQZldmdwaysbL7I3VuTkLa0Stcw8M2EXNZugl2c/k/JRf01chgS+th"
    "L4/o1dv9aZSUoQjky0OzIBFhLgTe4aosDr0nBtQT1eF6jbWKduY9u0LgVhFiVzMQ7IVDIZ"
    "l7GhVuxGrgf+NaGfyTbtxgCvkY2J18jCbGm5qJWGua+ShrlfnIa5n0vDHHEnuZZ9npYEAx"
    "0M9E5pFwx0HREFAx0M9M5gq62BnjrVk9nl2WO/EnNcPMoMcfGsIinWDZ4wI5vzUVHM2wwS"
    "y3UMNhJxHfY0ZnPmg+FSYlD0QjkL1cRykPEQ4Imgq3pgYxMj4q7itgPnWyTId9iAeSqsDX"
    "7WN/+b/z0i+f5u+ILPkU0KyqYEk2GPIeet8d3nn/GdD73g2nJ93gMkmLGBKZpM53RclhGB"
    "GLVkjPi7BHkk2+3ZAN/8ANl45LsEOcb9TIyHubNi8B+j3AqEKYO6/mJhs8eW7yORCsW5vy"
    "J7DfqAFO9gW+4DktFfHQcoM0Tv/KDmy9ESb4lqPXxCRGeA1Wd/BmI1jMtAzqEMjUI25n88"
    "st9RZfbGz/dw6jbPYgvNQbbWHMRBTjhFZkVuy7RU/xhLDpUYSw5LGEsO83wwODIllAlhsN"
    "z768Masn+kEmnNhvQSkdajLLyRLyDJbypufpIQaS9E9K4jO57DHKHqYeulFISstQ5ZC34H"
    "xwx96krM8nIlZ2UbULVm5mOfNJ0IS1RRckIM9KuzfkfMffPNcFrnkDEtCnrWWc+8B46Jgk"
    "DWs6nYikxL9YDwLm1IHirFUQ5L4iiH+TgKEM68ihcKTu3hjHn7r1KDZ8zbOQ/NFuxJTkQl"
    "NX3FZ6LygsLVx6IfkWfNCD8dJIiB6pCd+ZGj505cyi+PcRiwixYx4uK7t6ORQa1HJA4XJ/"
    "nTz2aGVMqNFIhlcyL/HCx1kJsH/Fn0MmULIhEFcZGeFkkGrvNi5rE0sY8Wc3knanPPHr+7"
    "PP/tTiyz6IUBzS8ZX34eXg+Nb5y7NZL4NpjPMkjUbCtRc7s00tvej7ZMJF0WAe8bkXQLdj"
    "Xb0APKdy5LctpQTpWZEW3P2to93OzC0QRBpqgjF3tSVVjTku2hunegP6psWGRN2IeZvMeY"
    "GyBZ2k4Z5bl8gBa5zxdXOkt+Lvw38e5XxD4tCHzzFSD3POZG23hSRClZCntOGKBXh37sOq"
    "gu8jlZWGcqT3rmSwmHyR7LIn8KEz87AEz+qiqYuM56KsgOACqoqgKfwRWxxdRXg2wQUIW6"
    "KjhmcVlAPY9JPkJv8lyasPCXca2KczwtCDttlYkNZ2uv4WwNmjm8CjXDESocoW7/VWrlCD"
    "URbt1exw0906t0b7jRFdQ2fUofk8QWnNAnOGTLT+dTvLWrD+ZPfCP5Ar4hBpPlp+fYR6lz"
    "c5upcISD2Yd5rS9iFp8oKiaUrWuOgXw7mE2ZlvMH9Zv5CKWD+3hEIDTa6jn5Qg05aEtKTB"
    "MyPTwvV6piKiliytcw2Z7Ls8JlE7gE5aRQD2HeSClvBNp8gTIXy1Ie9+Je1yVD9EILZX4U"
    "dL7uQQyUOS80lBiNaiQNS+kWk3NC/5G5yv6gGu6akDTMEYtjxlWW+Lxk7xKi9pVW+f2SVX"
    "5fmhDFcSOutDR4RX1WRhaKd3QOlEHY+1WoGcLer0LNEPaGsPf2X6WWw95t9uPW0xLZTsT2"
    "wvUfT+ZUJYOSyG3ysR2lCC5veGsmSVDUqCfvsTMzsC8CqM/WjBNDJiOslu8YHIAPgh1S/H"
    "NHPGvZNg59zgVpUcHLSMbMVYp4JdkDbkDk/JOb/kAV1sd5b6Md4ysvuXLZVsI3auh11GqI"
    "l3s8yBxbZFzVN11K9Y6r6uhAwS09Oij0SvmttFP6hAKXDRbUizrKpSHgWCPgCD5jLVV0zZ"
    "lIbCgV1ZyWBDVrreaQ1IsLkCbfYz3t6l7odxpgTqa0sK6rHZLKpWttm5rpeOPksRnkqhbM"
    "F8n3D/tjFeyPi7E/zmEPXVk2HPeCTiEqca6iTiFnJzdnJx+HWyPGyTYZl0VvJI3IS0I30j"
    "boq8M2Vz4yOJ/+SDTgsIz5OPPAyNhyjHuEeFzE4/96YJPrA++/4TrIeHbZdAop/684bhRP"
    "+9gIQj8fq9nYp6gEaBZZplxgzo7zdcAGgCAN8NX0Zr8lOAyKSMQVMmIW0jqDrUkyzHyJMt"
    "fLQcoNorFRqRfusT+bCTuyqx+RRy35WpKRLfKX+R8OH0Ub7BtJvJN0Q4pT7X4sQDnii6gS"
    "381L9iDVq+3IrvVAmcW63tqSHQOWllVLyxyxWitLWhQWlsKFZQ5UjXUlJwjLSuVlJUAWqU"
    "ZjuJToAdwtMBgyLxsHlUOMaSmdjW9tPB1s22EQ1DoxyYjCsZjWxyah73BG4hoHY0lBOBrT"
    "Wcfz9a9SuC0pAv0o87VR0OpzY9BCcvemEQ7CisAuBWDC5uGMdsL7WcWj2IwYQCuBtvUD7h"
    "4CCnUdW6vrkJoMDQDdey6eLORZw0kBb3743DjS/UZ5uc+n8GUfb1zeXVwMcmtzAwAr5sZ0"
    "FNGi1Bj5lBVeF2C6AtOkb6oA6sLOAmBXTdaMRapVm7M7f2JRe4yc4ZzWeiDJ5so9s1OWzR"
    "XGT8dM2ap8aqL8LTCex5igOMvqHnnYHxFe3eZjUTE3Q/QfxiOaUpFfNW9cxmvl5jF/Q3Rv"
    "NkhcX+cg22WfI6FW2/SnSVnWUsZKTCT+iPIsaxJCtmXxC+R+tZr7ldRTDt3i45GMWA/PR4"
    "5UzkeOis9HjnLnI7XT3ZvJc9cb7uaPo8pOVlenamzjlLWzWRroZeqxPVgeESjOH8iI9eA4"
    "u+3sge7RrXV2jj+4vkvG9VKRMrKQi1SYizRHqlYOQUYUjpd1Pl52XDJxSb3y2qwsaFpnTQ"
    "MjwqtQM7DovQo1s6Gw91RLzxlRWLV11rOPabWSwOj5HvhwLaQkbzMTTLfVEVLBuobwYiGv"
    "mr2UF4R0G8i0g3Qw/QGFdDBIB+s85jXywSBfqfF8JUixayrFrgDfpZEFM3cVsDmDVK/0JS"
    "JSa/IpS5FSStKU2BNqmUnFmK5mcIJMnTYzdRyX2JhNKRm4p+6oEN+0XCMWrQ44/7i3t7//"
    "fu/d/tHx4cH794fH7xaA52+VIS87n8y7EQzFqWfNKufuZOV0PmnXJ3WnHiHrJphYNaKNb5"
    "6HdcsZaZpZDa3Nat7Eo94RinQEOEnR+STFJQyfCZbs2SsakMZSLbYfXVzpbP9RyDZ4FS8V"
    "ZBu8CjWn216tx6RaNJbGlkutzNddFbtlt9hu2RV2Sy7gXxwBSZQiTl2T4kfkr9txbure8m"
    "G6+/blu87JNqlFQHpdvPpe2V2QPMGLkNwNgZeoBuwhhkG49jtaKwDfydf1eczMTc8ldCMT"
    "7ks8Op9xs75i6OHRiBfNPiF/3X6kQz7GBR6p4tXF99Nlzt8UU+TbM15iuSZi58vRfkW9nW"
    "ITNLlHARm70zXhSqYgfBKD9hsyM8DeuotaHrNrNmhfcct14a0PXEEr4D6iNrEclO2DswZw"
    "ki48PdwJIn4NgK2igSvtugSwrYZtnhDRiKUro1bpIWhpThhATQ01gghZ/73kqTA385H6tG"
    "1uOqsohqwguSiBaHmOkZnUogoL0n2An5ncvMGcSwzijnzkGK6kNd2qh1U6zIn8TWAUajVP"
    "SUSAzbFFxlUyCtJSzWTJaJS7cXSgwiZ0UMwmdJDNJoCTzlXLai+OwKDT/KtQM3Rlhq7MWz"
    "A0d7rRlfkEBa49llmr0Z1SQ9VaPgPZ8F16ncuszCcUxC6KqomZEOlhFvbe4aGCicmeKuY8"
    "4/cyvdPYS1UB4ejxHqK7q0QDsVtCA7Gbp4Fgn0ilLRd/ubm6LLDdlyJZi861qfE/g58kdx"
    "DtEnA5GCkzLkecmOVIzNhnfIDTajlNzW9mf/0/iLtH0g=="
)

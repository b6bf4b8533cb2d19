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
        ALTER TABLE "async_tournaments" ADD "goal_problem" VARCHAR(500) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_live_races" ADD "episode_missing_since" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_live_races" ADD "room_on_hold" BOOL NOT NULL DEFAULT False;
        ALTER TABLE "async_tournament_live_races" ADD "earliest_lock_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_live_race_entrants" ADD "admitted_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_live_race_entrants" ADD "told" VARCHAR(200);
        ALTER TABLE "async_tournament_live_race_entrants" ADD "comment" VARCHAR(1000) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_live_race_entrants" ADD "checked_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_live_race_entrants" ADD "times_told" SMALLINT NOT NULL DEFAULT 0;
        ALTER TABLE "async_tournament_live_race_rooms" ADD "left_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_live_race_rooms" ADD "low_entrants_warned_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_live_race_rooms" ADD "trouble" VARCHAR(300) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_live_race_rooms" ADD "racetime_opened_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_permalinks" ADD "read_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_pools" ADD "speedgaming_event" VARCHAR(60) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_pools" ADD "speedgaming_synced_at" TIMESTAMPTZ;
        ALTER TABLE "async_tournament_pools" ADD "speedgaming_error" VARCHAR(500) NOT NULL DEFAULT '';
        ALTER TABLE "async_tournament_races" ADD "corrected_at" TIMESTAMPTZ;
        ALTER TABLE "unmatched_entrants" ADD "note" VARCHAR(500) NOT NULL DEFAULT '';
        ALTER TABLE "unmatched_entrants" ADD "resolved_at" TIMESTAMPTZ;
        ALTER TABLE "users" ADD "racetime_link_source" VARCHAR(10);"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        ALTER TABLE "async_tournaments" DROP COLUMN "ineligible_racers";
        ALTER TABLE "async_tournaments" DROP COLUMN "final_after_hours";
        ALTER TABLE "async_tournaments" DROP COLUMN "goal_problem";
        ALTER TABLE "async_tournament_live_races" DROP COLUMN "episode_missing_since";
        ALTER TABLE "async_tournament_live_races" DROP COLUMN "room_on_hold";
        ALTER TABLE "async_tournament_live_races" DROP COLUMN "earliest_lock_at";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "admitted_at";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "told";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "comment";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "checked_at";
        ALTER TABLE "async_tournament_live_race_entrants" DROP COLUMN "times_told";
        ALTER TABLE "async_tournament_live_race_rooms" DROP COLUMN "left_at";
        ALTER TABLE "async_tournament_live_race_rooms" DROP COLUMN "low_entrants_warned_at";
        ALTER TABLE "async_tournament_live_race_rooms" DROP COLUMN "trouble";
        ALTER TABLE "async_tournament_live_race_rooms" DROP COLUMN "racetime_opened_at";
        ALTER TABLE "async_tournament_permalinks" DROP COLUMN "read_at";
        ALTER TABLE "async_tournament_pools" DROP COLUMN "speedgaming_event";
        ALTER TABLE "async_tournament_pools" DROP COLUMN "speedgaming_synced_at";
        ALTER TABLE "async_tournament_pools" DROP COLUMN "speedgaming_error";
        ALTER TABLE "async_tournament_races" DROP COLUMN "corrected_at";
        ALTER TABLE "unmatched_entrants" DROP COLUMN "note";
        ALTER TABLE "unmatched_entrants" DROP COLUMN "resolved_at";
        ALTER TABLE "users" DROP COLUMN "racetime_link_source";
        DROP TABLE IF EXISTS "racetime_link_attempts";
        DROP TABLE IF EXISTS "alerts";
        DROP TABLE IF EXISTS "heartbeats";
        DROP TABLE IF EXISTS "result_corrections";"""


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
    "4jKoecTSgVoMoIZ+gJiF4qB4AnTMP35wfcszrQeKAnOMQ5kiyn0L6QDguOVD1dMAs985qX"
    "IykJXr3cHAoVKyyGFJsshhPlkEqns3vXqLAkkRTmeT88H1KpaoF4n3aNWAQmqdsk/rFVLn"
    "pmkDgPM632s25OfliN2a36qQF73jBbgXp/9KCttlaTqR7E+/XiNvMZ2bLmrvyvxPR40x9p"
    "pF7PMGwz7bRovHuxoFq89T63nsUuZ+EWqyHxq4Db+YX+LRh2zwWZ8wbLGkYbG6rS5tSC6E"
    "6iUOZnpZXs1+cOUjg9hj5IQecgwuaLi+oCnlK9UH4/siH4p44ei7wT+GCG7TOCFNkJvyvW"
    "VObEoMOwwC9lXEtTxdQhsfqMKvwGwDGgqQeBIKichTk9d5BoXsenQKvbyVNQMXP2/xBE1V"
    "rOTvT1HA3HrXfwTGh3ZLRZZarRPuWkq3GAtYzJ5uhrggdNvAhE7wAExdwraFai5/WqgRR7"
    "8Hq0TybDyxQOdgLT9HysrCSZLWJ0kTi9pjk7q0KA2wIEcqLda7UPCeUih4ryQUvCfhF4ac"
    "YcgZ7jC0kDMMOcM9nNYL/7eipZOUAytHaytnEcqoqOKkHKhYaxUno1IVtZwRhcI7rfWcDI"
    "9WcVlygo2YHhpxaW7GZ4E64lbriJcuXrzUVFrJctKwmGm9mHF9UavaOpaQ6dsSdqCygh0U"
    "L2AH8piL7Vlsqjtm6FNXsogpvFO5EeC90v69sihFk6mMRkchypYU7s2pSyNBILHFhNTGbG"
    "8P/UemAslhVnk5V8EQQFhUhbCIgxggGszqeDxZYVjOtF/OUBDIyoJXGAoLqd6Z3xvJ1mdL"
    "0sSlcaKKKtJpqd4hvYEmDQvATGJ5NbFeiPYO8P09BcD394q79O5lARcnW5VXkLRU72DeyA"
    "rCMavHZI+B/Ksr+/E8YFyvL0VKFPSss54JtYJ61fRpSdCyzlpGDMI6Ok7KgYZ11nBUFV5Z"
    "w0k50LDOGrZ5spFnBmxvleVWl7gTWUGwcpX8ZKATeg2vFdAJvQo1IyvwXESoKRz+GpaQRB"
    "72S501Pj+C8c0x9iSFMwqnN0tROLWpcGoTVx5NXELYtzHZH3blLI/CQeCd0/mdiy2f+1m1"
    "arWcXI/ytxsrWQOapU0jvKjRrgZvVgwmrwRatmdWRHUpAZMVOMG2CXWCfKMSxjk5mMjAuK"
    "YT41qatGRNpCWNe3sKdu69VoBa3nRvXZB7xgyWBTphA6hAvKDYaR7n5NDd2gyVsc5YsUDY"
    "qBVho9zNbgDwO4L0KUhvHOVcZGENPkzLQ4G0ZW0Vyj0+Rn/gzmQZsHv+2gjJSfKG88F7tN"
    "nlotWbAY4vpn1FbWoF1LXdKZsYGyCqVWQS7eKrauMgQDYfek3IrkUz7rPFcD3FK/QFHRTb"
    "SJpZ5O7i8Xq4rPGttGWy1RhFdc7VBO51qFdT00CNgpWZ1ojTmVqCxPQNYX8RigLj2aVjQX"
    "76hALHtSlnQrWo8YwCZBBEKedQfcCB4VI502pD40oIVb8uGcD5E9FPNh/RbM5hmiBb5f8F"
    "StO2KE2TmsihW5wIlhFrLw1sk1Cny3hU8sCOitPAjorJIWQTWYEaQjqldaIAq4n0BsrYY8"
    "jEhTpYx4I9nNjHKnAfF8N9nIN7GiAijfuWZsYkpKA1pXpOTPc4qKvPbE24BKeeJUs3WtGv"
    "ORbq0elnE0wID67vknEBT88tu/oRedQqrCxIyhYlbvE/HD5K94AuWzvO/8nRlK4WP0paAj"
    "KkauUgZ0QhO07n7Lh/h86olpZTgqBjnXUcN0etaFclxeoZVt3RaYN2VRzayKP9y83VpRzq"
    "pEz2XWLXjf8ZvAVSrxDnYKQQjw2oHz6d/J61rc4urk6zbwYf4DS3awWEmgQhv9a+lRGG8h"
    "mtlzWoknoVaubMMzWIgfrKCrT7TqmwlD9W6KHOb2ZKS8eoJoNKWhJMQZ1fJiotPCt+k6i8"
    "2qwHweKN0DbzCU5MOcjl0Z60JFBfJkC1nIlL6230GVFYm3Rem5YH2ZUOaLNiUM8AdXpbQD"
    "gkKKiGbEKiRyF+KMHRKdW4XglOKsWm2aKFZH/pnmKe3ZAUAA+jfHdImy/BNbFeVk6Y30L+"
    "n8hxVk/+i1Oia2X+LTK11dL+4uyUt6ORSND7YFgGH2zeF32EKGEXCGIacUSL9Ocx8kXang"
    "iRikuOi4g896/JwVcnAPrh5J7dyOb+fR3YHl7yffrohZpT7AlWOeh13mpiYKShHLDl/vBS"
    "qk/WZhPucNUGXGv13dJsqrYQwanWFWidhkA6R5mbT6XsXrqZ6DRaEW5NEs5c/wGb97jSoU"
    "lSpnfzeVOnJp5FqPmEAiL1SotjVhmx9va4v+9qbUZkkCXM2JV5oWqLRmaIFic14U0FaBtr"
    "x67atC6Z1NIpTXxrSsaY1mmoIJGHwLvOgfeUd1RR21lZ0LTOmg6Y2x04qDL3aEIMeEcr5A"
    "JGNOfPll+TtVsiD2+Yzm8Y9xlqqTolCClpWis5FVus9D4nBeFF1lnHiwrO2m+0fATQus5a"
    "99jjMY0C23aDepovHgW0r7X20UMtj3cpBvrVWb80wKG0DqokwL8U6V1QdF8pJrpfEhLdl0"
    "REIYsPsvg6hTAknUHSWecxV0w60yJDaklcvDo9KkVyXCE3asEcrJYWVawPaQpSTJwdBh7Q"
    "jm01u4hroII5Fz2uM2dNTWNuI/0mfUxl/KXF+C4EemcsbwRfl4gkzorHMQkpOI2pcBoztQ"
    "JznngqmdM/edgqYmJKy2Uwf+CCvfLrP17dnV4Mjc/Xw7Pzm/OIpmHhyIubaaivhycXEqzr"
    "F+jnpSGwonNgBfoSvwo1M13VOghZisFrrLN+Ib4ELQe7gChE7LSI2EH7sI20DyuO0UmCpZ"
    "vpz9LZbXhFQ5tw3dYi9bqxdGWuttkmQ7zmCvHfaDWoEvplIhuJ+qY7U4rvDcHfrZaWVmTl"
    "7zEZ/65qfVNZeVOOtxwTV25IraAuT8gBlRXESV6bH02mCDkja8J+r4meKpJXSoV7d5zSfF"
    "ecJG7cJKj1mhUOAoGrzrxwQYAldBOKL1ws3LsXbiPnlxAw3HTAMNfWXRHfnBygC8FDnYKH"
    "aWe62RBij8HOvdedDiJ2RQtprziVWtgYbKlMxz7iBtFXfaKvArrV0dcY4QrR18V6okZFOP"
    "WsGQreEMOiFE2mlP0tKAAXL9mOIT7C4F2B/SSVoJx9cM3xVhMOCqrOPN1gejubP7RjJDKF"
    "l1cW7/kf/O1Y6i+/tseMl/zT0Avvc0lEd/RI2YscWNd5MeWKMNlvN5kSxC8IxasVv1N3l+"
    "e/3QlvDL0wRfFLxpefh9dD41tEt/VtYJxfGj+8mSLfYRC/2THeuL45DTB33cibv813GQh3"
    "txXu7iCFWjR1Krq4mrCoMcSCetHatCTEjnSOHUGny9ekZ+gbWz0Dv0rfWGh13OBx4Zbbz+"
    "sG7Ia7z/MTVuEz1OBHS0lCUU6FopwFdib7F5HFXW+Zf7IC94RsDw5uynbd4e+3KeBzXVMX"
    "m+7F1eU/48ezrVQzKgh9ho5ZUOxXAn9GDqCvC/0TdsyKlax5yR7A38KRZYCeXPRsrudL5w"
    "YBl1rRpbZxICN4KC6+XEhA2aVC2aVAa43CS5k8uLU6u7WQUvgq1AzNzl+Fmqu3kthKF4kN"
    "p1o3lj3FdrMA2TWXx4wsbIM6vzjbpB3UTK3AOtg1hBcpARVLwzNigC1U3ENKcsfRbb+PeB"
    "8RhSRvSPLuLtiqSd5AxrFxMg6pmbYBnHuY/J0DO2OuKiAeElnn6Mpg30XD9BTYhAHQGZ5t"
    "zXxmVajXptnOxaZEQndOE1WqIq4RYVicLYbrD/rptcCfWNTm2Za8tY67btHSXTzccN6op0"
    "eotVhH8mXsUuS5hHIUZ4PVFSUZgZ1KtSXPsbCQW1lfchJVgxjPY0yQ8dHlp5uOYdk2Dn1q"
    "TKyZcY+MGfvPiD1Ex5bP/kDG8gMNizySfJ1Jg+Mq8AxJC06g8KLNwgs4Y121CPXiDAEC3R"
    "A67DK6EDqE0KEG9ucOhA67FTqEKEszUZZir3+THtmQc8Rd4FGhB5Z+YKfM4xJ8c6aHR2oO"
    "Fi+4Zw+zr2UIyQ+G6xADPxhzdJyEy0MMy3dEnT0x2ESa7RgEc69oZliBqNp3ffbDJvcokD"
    "hcG/wciQOWq+3PLvvzivyvuWAQv17JMTt1R6/FN/txb29///3eu/2j48OD9+8Pj98t9ub8"
    "rbJNWlaNuNqDEwDm8C9p+xo930Om2OYL57Zr1WsWlWvaqIfEto1By/Y2HFSurU1LwQKhsE"
    "BMrZmHLcn0/eXm6rIgCWspko2auTY1/mfEYeCOQV0CLQcjFSrLFRhmawl30jEwPkC2wBDb"
    "dhgEtWKXGVEIXmodvJwvS5X2iKQI7A+Q+AzxNa3A3mx8Tbz87UV9NFsqVLFNLpFaRX1+Rl"
    "ZA75FFB5KIz/LmTlm0Zxw/psjX+GWMOGPilEnx4As/054G2AmZPfZsEcOziKBbfMbB447x"
    "PHbtMXpCAX/GRoTwg3DxYD6+0+TAqwM6cHbe5tn5dnv0bBfalFt1oOJWHRS7VQc5t4q/uj"
    "Xs+oQY2PTa2fQ582g7+8u5gyZTTJFvz5gtINtkMk+U7jTu8lnzEc0U95tbtg9YPnnmSVSY"
    "7Q8imYbp3ggQm2qERrF9tvjzHYOwrxffMYjIshrxaL9LokGQI84GfEwNh1MCi9v5zai1T5"
    "XmfsVncQwlCctwIp2o2kkDbGNrbmOP8ymuuotFj/cwOriRRnPRC2SOLTKuAnNWrod4Hx0o"
    "wH10UNwo6yAPNpmyT0SFHFjlZJ0S8R4Fjxqh7YwRuseOZNUo4zPMCPaA0q3MHtsEox7k6v"
    "bWNIZcxxZjsZAUtk5S2NnJzdnJx+G2ooOpyLfEd8tGxos9t2RweQNNtSE0t81+Il44qmJt"
    "x8/3LjTXfDNaiHpu0l1MfrMK5nVGDIzrysa1S6JmUnnYSwnyU3It0uPH87677PgYT0w8Rb"
    "45cf1Qys++wluXDQD+ejrFEtuPdfHNygK0mVAIWxQI7z3nFeyHKmTr6TE07mWiCct6jFjd"
    "NSMvDtM6BTBDxozK/U3mgZmONauMctEYADXE815hPA/4zfuq5goZDYn0RA8FdN120XyM7i"
    "q8nA4pS47TbGvtvqIGLe/Xg01wb1lNz7YYPnUqro6jyL3yzUB4zUbuK34LAslmoesj92Ya"
    "N4y9hiHrFy1s2nkO1yVkzIDV541hwcjXDCnjSrLAPmKYIt2oj12O5qOPWE2QoO5YD6nk6f"
    "cnMWC/4WLmhrfum5nH7Bp7vV3WcEjv8cuaiIkxPiFCrFFvgVpYs+Y0wA/u2tMsNmE/z0fr"
    "M2yiP/s9XteVuo6GOsW99ZsCQXBtbpMwu5O4pRmz1/faa1Bmdwa3trLxIntjRU7e0ipRy8"
    "wzE3ZRswl6efYzKR/118RlSOBrK4Hv39j1a52ZpAThyES7IxNgIQHe5K4hCrwuDdcW1ON1"
    "gbqNdeo2tk3rUhBmUTIX44BMJZNxGRtqxW7keuBfE/qZbNNuDPAa2Zh4jSzMlpaLWmmY+y"
    "ppmPvFaZj7uTTMEXeSa9nnaUkw0MFA75R2wUDXEVEw0MFA7wy22hroqVM9mV2ePfYrMcfF"
    "o8wQF88qkmLd4AkzsjkfFcW8zSCxXMdgIxHXYU9jNmc+GC4lBkUvlLNQTSwHGQ8Bngi6qg"
    "c2NjEi7ipuO3C+RYJ8hw2Yp8La4Gd987/53yOS7++GL/gc2aSgbEowGfYYct4a333+Gd/5"
    "0AuuLdfnPUCCGRuYosl0TsdlGRGIUUvGiL9LkEey3Z4N8M0PkI1HvkuQY9zPxHiYOysG/z"
    "HKrUCYMqjrLxY2e2z5PhKpUJz7K7LXoA9I8Q625T4gGf3VcYAyQ/TOD2q+HC3xlqjWwydE"
    "dAZYffZnIFbDuAzkHMrQKGRj/scj+x1VZm/8fA+nbvMsttAcZGvNQRzkhFNkVuS2TEv1j7"
    "HkUImx5LCEseQwzweDI1NCmRAGy72/Pqwh+0cqkdZsSC8RaT3Kwhv5ApL8puLmJwmR9kJE"
    "7zqy4znMEaoetl5KQcha65C14HdwzNCnrsQsL1dyVrYBVWtmPvZJ04mwRBUlJ8RAvzrrd8"
    "TcN98Mp3UOGdOioGed9cx74JgoCGQ9m4qtyLRUDwjv0obkoVIc5bAkjnKYj6MA4cyreKHg"
    "1B7OmLf/KjV4xryd89BswZ7kRFRS01d8JiovKFx9LPoRedaM8NNBghioDtmZHzl67sSl/P"
    "IYhwG7aBEjLr57OxoZ1HpE4nBxkj/9bGZIpdxIgVg2J/LPwVIHuXnAn0UvU7YgElEQF+lp"
    "kWTgOi9mHksT+2gxl3eiNvfs8bvL89/uxDKLXhjQ/JLx5efh9dD4xrlbI4lvg/ksg0TNth"
    "I1t0sjve39aMtE0mUR8L4RSbdgV7MNPaB857Ikpw3lVJkZ0fasrd3DzS4cTRBkijpysSdV"
    "hTUt2R6qewf6o8qGRdaEfZjJe4y5AZKl7ZRRnssHaJH7fHGls+Tnwn8T735F7NOCwDdfAX"
    "LPY260jSdFlJKlsOeEAXp16Meug+oin5OFdabypGe+lHCY7LEs8qcw8bMDwOSvqoKJ66yn"
    "guwAoIKqKvAZXBFbTH01yAYBVairgmMWlwXU85jkI/Qmz6UJC38Z16o4x9OCsNNWmdhwtv"
    "YaztagmcOrUDMcocIR6vZfpVaOUBPh1u113NAzvUr3hhtdQW3Tp/QxSWzBCX2CQ7b8dD7F"
    "W7v6YP7EN5Iv4BtiMFl+eo59lDo3t5kKRziYfZjX+iJm8YmiYkLZuuYYyLeD2ZRpOX9Qv5"
    "mPUDq4j0cEQqOtnpMv1JCDtqTENCHTw/NypSqmkiKmfA2T7bk8K1w2gUtQTgr1EOaNlPJG"
    "oM0XKHOxLOVxL+51XTJEL7RQ5kdB5+sexECZ80JDidGoRtKwlG4xOSf0H5mr7A+q4a4JSc"
    "McsThmXGWJz0v2LiFqX2mV3y9Z5felCVEcN+JKS4NX1GdlZKF4R+dAGYS9X4WaIez9KtQM"
    "YW8Ie2//VWo57N1mP249LZHtRGwvXP/xZE5VMiiJ3CYf21GK4PKGt2aSBEWNevIeOzMD+y"
    "KA+mzNODFkMsJq+Y7BAfgg2CHFP3fEs5Zt49DnXJAWFbyMZMxcpYhXkj3gBkTOP7npD1Rh"
    "fZz3NtoxvvKSK5dtJXyjhl5HrYZ4uceDzLFFxlV906VU77iqjg4U3NKjg0KvlN9KO6VPKH"
    "DZYEG9qKNcGgKONQKO4DPWUkXXnInEhlJRzWlJULPWag5JvbgAafI91tOu7oV+pwHmZEoL"
    "67raIalcuta2qZmON04em0GuasF8kXz/sD9Wwf64GPvjHPbQlWXDcS/oFKIS5yrqFHJ2cn"
    "N28nG4NWKcbJNxWfRG0oi8JHQjbYO+Omxz5SOD8+mPRAMOy5iPMw+MjC3HuEeIx0U8/q8H"
    "Nrk+8P4broOMZ5dNp5Dy/4rjRvG0j40g9POxmo19ikqAZpFlygXm7DhfB2wACNIAX01v9l"
    "uCw6CIRFwhI2YhrTPYmiTDzJcoc70cpNwgGhuVeuEe+7OZsCO7+hF51JKvJRnZIn+Z/+Hw"
    "UbTBvpHEO0k3pDjV7scClCO+iCrx3bxkD1K92o7sWg+UWazrrS3ZMWBpWbW0zBGrtbKkRW"
    "FhKVxY5kDVWFdygrCsVF5WAmSRajSGS4kewN0CgyHzsnFQOcSYltLZ+NbG08G2HQZBrROT"
    "jCgci2l9bBL6DmckrnEwlhSEozGddTxf/yqF25Ii0I8yXxsFrT43Bi0kd28a4SCsCOxSAC"
    "ZsHs5oJ7yfVTyKzYgBtBJoWz/g7iGgUNextboOqcnQANC95+LJQp41nBTw5ofPjSPdb5SX"
    "+3wKX/bxxuXdxcUgtzY3ALBibkxHES1KjZFPWeF1AaYrME36pgqgLuwsAHbVZM1YpFq1Ob"
    "vzJxa1x8gZzmmtB5JsrtwzO2XZXGH8dMyUrcqnJsrfAuN5jAmKs6zukYf9EeHVbT4WFXMz"
    "RP9hPKIpFflV88ZlvFZuHvM3RPdmg8T1dQ6yXfY5Emq1TX+alGUtZazEROKPKM+yJiFkWx"
    "a/QO5Xq7lfST3l0C0+HsmI9fB85EjlfOSo+HzkKHc+UjvdvZk8d73hbv44quxkdXWqxjZO"
    "WTubpYFeph7bg+URgeL8gYxYD46z284e6B7dWmfn+IPru2RcLxUpIwu5SIW5SHOkauUQZE"
    "TheFnn42XHJROX1CuvzcqCpnXWNDAivAo1A4veq1AzGwp7T7X0nBGFVVtnPfuYVisJjJ7v"
    "gQ/XQkryNjPBdFsdIRWsawgvFvKq2Ut5QUi3gUw7SAfTH1BIB4N0sM5jXiMfDPKVGs9Xgh"
    "S7plLsCvBdGlkwc1cBmzNI9UpfIiK1Jp+yFCmlJE2JPaGWmVSM6WoGJ8jUaTNTx3GJjdmU"
    "koF76o4K8U3LNWLR6oDzj3t7+/vv997tHx0fHrx/f3j8bgF4/lYZ8rLzybwbwVCcetascu"
    "5OVk7nk3Z9UnfqEbJugolVI9r45nlYt5yRppnV0Nqs5k086h2hSEeAkxSdT1JcwvCZYMme"
    "vaIBaSzVYvvRxZXO9h+FbINX8VJBtsGrUHO67dV6TKpFY2lsudTKfN1VsVt2i+2WXWG35A"
    "L+xRGQRCni1DUpfkT+uh3npu4tH6a7b1++65xsk1oEpNfFq++V3QXJE7wIyd0QeIlqwB5i"
    "GIRrv6O1AvCdfF2fx8zc9FxCNzLhvsSj8xk36yuGHh6NeNHsE/LX7Uc65GNc4JEqXl18P1"
    "3m/E0xRb494yWWayJ2vhztV9TbKTZBk3sUkLE7XROuZArCJzFovyEzA+ytu6jlMbtmg/YV"
    "t1wX3vrAFbQC7iNqE8tB2T44awAn6cLTw50g4tcA2CoauNKuSwDbatjmCRGNWLoyapUegp"
    "bmhAHU1FAjiJD130ueCnMzH6lP2+ams4piyAqSixKIlucYmUktqrAg3Qf4mcnNG8y5xCDu"
    "yEeO4Upa0616WKXDnMjfBEahVvOURATYHFtkXCWjIC3VTJaMRrkbRwcqbEIHxWxCB9lsAj"
    "jpXLWs9uIIDDrNvwo1Q1dm6Mq8BUNzpxtdmU9Q4NpjmbUa3Sk1VK3lM5AN36XXuczKfEJB"
    "7KKompgJkR5mYe8dHiqYmOypYs4zfi/TO429VBUQjh7vIbq7SjQQuyU0ELt5Ggj2iVTacv"
    "GXm6vLAtt9KZK16FybGv8z+ElyB9EuAZeDkTLjcsSJWY7EjH3GBzitltPU/Gb21/8Da427"
    "2g=="
)

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
        ALTER TABLE "outbox_messages" ADD "alerted_at" TIMESTAMPTZ;
        ALTER TABLE "outbox_messages" ADD "superseded_at" TIMESTAMPTZ;
        CREATE INDEX IF NOT EXISTS "idx_outbox_mess_live_ra_e06563" ON "outbox_messages" ("live_race_id", "kind");"""


async def downgrade(db: BaseDBAsyncClient) -> str:
    return """
        DROP INDEX IF EXISTS "idx_outbox_mess_live_ra_e06563";
        ALTER TABLE "outbox_messages" DROP COLUMN "alerted_at";
        ALTER TABLE "outbox_messages" DROP COLUMN "superseded_at";
        DROP TABLE IF EXISTS "discord_posts";
        DROP TABLE IF EXISTS "member_notifications";
        DROP TABLE IF EXISTS "async_tournament_discord";
        DROP TABLE IF EXISTS "discord_servers";
        DROP TABLE IF EXISTS "discord_run_threads";
        DROP TABLE IF EXISTS "notification_wishes";
        DROP TABLE IF EXISTS "user_discord_servers";
        DROP TABLE IF EXISTS "live_race_reminders";"""


MODELS_STATE = (
    "eJztXetz27i1/1cw/pLtjG8m8Sve5s6dsRPvrruOndpOs9NNh6FIWEJNESpBWlbb/d8vAJ"
    "ISHyBFUhRFwudDHiZxIPl38Djv85+9KbWxw16fzcg9fcTu3p/Rf/Zcc4r5f3Lv9tGeOZut"
    "3ogHvjly5GBzRgxfDJOPzRHzPdPy+ZsH02GYP7Ixszwy8wkVn7J3hkbY9LCHJNF7RHw0NR"
    "fIpmg+MX3+I0MB46/Dh6/FpDa1+KzEHTekD1zyrwDzbznG/gR7fJbf/8EfE9fGz5iJH3/f"
    "EzR7/xCPZ4/GA8GOnYKE2GIi+dzwFzP57NL1f5IDxVccGRZ1gqm7Gjxb+BPqLkcT1xdPx9"
    "jFnuljMb3vBQIgN3CcCM0Ys/Abr4aEXzVBY+MHM3AEzII6/AKrZ3uGcX1zb9xd3BvGXo4F"
    "MUUC1eiRRV3BPv5Vmfztx+Ir/M/B26N3R6eHJ0enfIj8mssn7/4IP3oFTEgo4bm+3/tDvj"
    "d9MxwhsV6BKv/NwfphYnpqXOPxGWT5V84iG+NYBm38YIXtasV2Ae7UfDYc7I79Cf/x9E0J"
    "kn87u/3wy9ntD6dv/iQ+kPINFu696+jNgXwlwF6BK7eHMTHZpA7Eaap2gN7tGk7BfHJUAe"
    "aTo0KYxas0zJaHBRSG6edh/sjf+GSK1VCnKTNQ2xHp6/g/A1zhJVDfX366uLs/+/RZTD9l"
    "7F+OxOvs/kK8OZBPF5mnP5xk2LKcBH29vP8FiR/R32+uLySclPljT37iatz93/fEdzIDnx"
    "ounRumncQkfhw/SrEZP88In64Bm9OULbA52j3A5fa57OEnfv412cxpSuByn7nsmMw3uLzX"
    "hM9ZWuB0nzkthHqjluieoFgvvw/gDm5DhBdK0cOjUoKXWlMO3Z+oh8nY/RUvJMiX/BuZrq"
    "US3SNN80s0zcDA/SNePfHT1W72zPlSi0wuKv67898Y+6EYfnb34ezjxZ5EeGRaj3PTs40U"
    "1OINPaCZJ8ux+VfTg2n2iemaYwmO+C3Ed471e7ZwrXsaeIKb8svnTQCZIfullgAxmGvZ8e"
    "hqBoFitBVq++/8IBmbLvm3Kan3I53wHxl1HtR4UON3ol++fVNFj+ejCjVM+S6tYia/WQ7m"
    "e/xcsHwzZN2hvbe3A9Hk4rf7lFQSI/rDp7Pf/pSSTK5urn+Ohyc48OHq5jwDPOFam+WTJ8"
    "XqPqfUwaZbcHAk6TK4jzjhtoCPD5VuoT+/ublKQX9+mcX2y6fzC77sJR/4IBJef/HJkgJ8"
    "FowcYtUHfEXXIeDLJ4NFfEJsbHCJm391VhP0LCngXgN3L3D5muVi4SyCKQ383dR0nELBJE"
    "fcnarydrsyyuHBu5OleCJ+KJNM7j6dXV0poDUtqXobFv/dx9Rb1JFNlMQaXJ1pMeW4ipRy"
    "XCykHOdklCVuY2oq1nMFwGNC7cA+OD6ugDYfVQi3fJfGW6BlWBNsNTNXKsjBktVnS5ZH6d"
    "SgM+waU+IGPlZc1mvuDNUEje6NnnG5xZvDodZjU3yztABtxrPCBUnG5cXAKbAVXLjBNGcu"
    "zPhY0nM0uim6gTi8WupeFFVu5YPiW/kgfytHiDU9M/LksKxTAHNkuKpv0cD1DXOMDdtc1E"
    "a5aA6AOgX1zPQMCVJdfFOE3WlKx/2HlFnUw8aDQ6nKieNQswDRDF0G0wdBuC1U37x+0720"
    "+PHmy/nVBfp8e/Hh8u7y5jotHsqXaX3/9uLsSom1Zc4aIB1RdYnz2zfHQ0Xaw//Elgiskm"
    "aSgiOj1LJVMANYcqvbt7gI5/mGQ6bEbyp9FEzR3Ql+sK0N0OYRLkGam57LP3AzpBWTdGhX"
    "HADWD8QlbLJuUReiXETeHcjvtr2iN3QxJ6JqxZlr07lrMMw/yq69pJUTwHJO6S5c9yTTke"
    "nEynYtpSVL3B22h/2HVkR2+3g685nBQaRzrAg7Wad6q2boDuQBrF+HPAn/43qkS2W9kllA"
    "3qsu70EaRBMGDM4NEczshmxOUwKbe83mJ+wxZbRZ4X2VoNDmkmpNmk3GrNYLR1dQQli6Kp"
    "zGtPgtLlycM48+EAfXg7mIXCMT/LYyALLx2BtmAtxkphvYuq6aEaDY16nMgFt+hN9efrjf"
    "K1/lLQB+y+e85VN+Xs04rPVdFfKiPV6Ae3FKRlYD4fOqQicj2p9+vcXOcjmreZDJsrji0w"
    "q2aLT+04YHPB1hj/PCaRm4T3LiW1ppGQ8SOhHw2S5mn7eo1e4aLeG+aRUsnXflfMKVe4cw"
    "3+C/qEda3ppf49kv+OQLnTCslaGXSOohwrerslZFlDcuvqf8r9pQf1zNrMdN/sdmeY0xHu"
    "vTGxPIVc9yNBKcXF/96Bc6R9TFaEUvqhUxFH30ezQnnMWBj0zk8aHER8xcMORSf8KhQyIP"
    "EudrIrU2a5VKSdbEdF3sCPEJ6iV1mmiZQD5/bJBxsTMsRaeRUvvjwcHh4buDN4cnp8dH79"
    "4dn75ZQp5/VYb9+eXPAv79pMFNYeSOcKyb8Jql0y7FYStprzPx+UqU14cKx7QdIu3SEbUX"
    "NfHuSZywgEvqY7WPliwlHC5NDxeGvSeuFeOnuHJCDSdmjhZclzVTMQkHa+JhUxVpUh4rmK"
    "eGRNg66OOp+AW95jkKeXqNDqE2AiXAadtkjYPTFpy24LTdJsIJG0otfHN07aA7eNMBeGl3"
    "5qWtU8BNtQHyPInNvxU5oijUNqj1X5Ulub1fhSFtVslbOmfXm5OTftwa9uS0V3m9SZkvEs"
    "SsCbYDB9tIECLiSnOw8Ba+R9+XJTaYE4y/I/ExTNh8UVzjBJkuJ6R0iuiDLKBvBZ4njMji"
    "Wd7a3MUHVjFE8z3hBxIkUddAVljmY5LPRVK+6nmU2Lx6lT0fl7/eckR6r+bfz7DH9RTiPo"
    "JRvFuj+IqrTQyFK+oOTYXL1TNMayEoGq2KwXhGGL8W6snAaaJWDB4anBLJdOvEAZ2Dtdzq"
    "kaUFu0ev7R5T07cmhk/8osoyRRlsKTLtfHIHlXxyByU+uYO8Tw7KUEEZqiFDC2WooAyVhs"
    "t6qf/WlHSSdCDl9FrKWZoyarI4SQcs7jWLk1apmlzOkEIt117zOWkeraOy5AhbET161J5x"
    "OzoLlKbutDT1SsWLj5paJ1mOGg6zXh9mgl++We8cS9DodoQdVTnBjooPsCO1zcVyTL7UbS"
    "NwfaI4xCrsqdwMsK96v6/iqkSNrGxJYm28Lq0YgeQVE/gW5Xd74D5yFiicWeVRvwVTQOhv"
    "ndBfAaKHfW/RROPJEsNx1vvjDHueqtL0GkFhSaWd+H1cSd05LlF3jvPqDj+SpsRXB5WVpK"
    "ilqLRD+uSoAtAnR4U4i1dFMBvMdBpivSTVDvDDgwqAHx4UAi5eKbxitU+QNJV2MG/lBBGY"
    "NWuOTqGf1FDu49Bg3ITLGVLgc5/5LEu7N4uCSlECl/vMZcwhbMLjJB1wuM8cfiCu6TTgcJ"
    "IOONxnDlsi2MgRpciZKra6RJ3IEoKUW0lPhorlL2FbQfL7i2BzvCdHi3p5FDk6jSILIRV+"
    "MAgvswfrwZslg8WrgJZSdcW8YlRXFLBYodj+LqHuWYkMDdCFIhk7K5KhXtgtIN1C8YuBgF"
    "21/EX2AmwfZM3qxmeBTsgAVSBeFn9oH+fk1MO6DCtjnZFioRNKrzqhqNXsFgD/wnB/UiVb"
    "RzlnWdig0YzoyGCqy8Ju3mbmIpxco8M8F3m2HeDEYaErajPT84lFZnxhbKHDUcU+KgPZ+Z"
    "nAirAe7YaALddYNJ2u68yinoctMfWGgN1ixr/9h+V0mi6vwJV1S/i90s6d8CWeT8NbIF96"
    "cetVAWMUqxcHTODepEZgahlUqxXIJW0s6u6ZstreK8b/YT72ZI8YWaXvCXs2sXxRss/00R"
    "x7GDHs+6LY3wP1EPHVJQFbmldR+e/3Vac9MSL6lY1HvAiL7SWqAkLtvS5r7yU5kUO3OGIh"
    "Q9ZdvMI2oU7Hm1cJWDgpjlc4Kc5iVi3kCjnMyiXdp1o1DZHeQr5lDFndNj85Qg0X9mkVuE"
    "+L4T7N957xMFOagUsT8BJU0Oukesrd8Iql1l/ZPSl6NXMicaVO4u6SSCNnaBspuw/EJWxS"
    "UFDinj/9iB3fLAyBTdIWBXKJv2wxy/CALjs7FL2n4tPix+ySDZFqFCyXIYVQ4z4Hy/0zsM"
    "eNuJwiBB73mcfYIWMyUjnGSuWqJFkzwWo4PG1RropNG3m0/3J3c62GOkmT3Uv8OfovEv2y"
    "tUJcgJFCPBagfvh09ltWtvpwdXOe3RligvPcreUx32AYu43urQwxxHn3+liDcP4XweaVfb"
    "uW3TZLBlGPEM2/A4QDhr16yCYoNNL8IVC3TwFJzQJ1U563dkMbk/3RNMU8eyFVADyIouIg"
    "uK4E18R52UJHxq2HBchIseoxAXFgWaOAgGW8W7VogNhp9Xo8ln7798hEYrKwr98Y+4w/YJ"
    "hzxJYt/uYT7EpvvtSc5CObYKYOCWhz8vVxAW4wHfEX2ZCA3/csh67q1bj42Tdm1JFVEaBX"
    "X6fxAhGHcsCWO0VWVDpJm224ReoWkN+obnzPlur2C8fXrGq9SUHrRmu0o+ob7UdYDM8LLT"
    "vl1IS7J35o4j5QY0RrVahM0mi3nt++qXRYiGGFMIcvM2UTTeYb9XujZsm6u+P+522vxYgM"
    "sowLuyottNqhkZmiy2a/oiim38XZ8bbasi5Z1MolzVxzxibUb1IQVEEPbuM+G95T2lFNbm"
    "dpgdN95rTH1W7Pxgo1t7zzQYIMuh3UCBGIyvTNTbdh1TkFPeywPu8woTM0YnWKEDzVvWZy"
    "yrZYaz8nCWEj95nHEI0A0QjDQhic5+A8HzzmFZ3nvfD0fsLCR3VLJeDr/LyJwfu1vLxTSW"
    "h4nLKii/cMicFhxrWJQno0MRkirnSvribnPzqLff43fzYTedzCDys/SYwVPyT3QN7fu9VP"
    "Ujp/0zXk4rgJMZHCBxy/Th1/4P7t1P3rUVU+QjUDbkyrXebhYRWr7WGx1fYwZ7Ude01tDG"
    "lK0Dx7rZWA5AzVd4eMbvdR0joiCppeLzQ9qGe8hXrGH87uPpx9vNhlfPRQgR1IgPRn0/tM"
    "SaWCacuh+7VU5pnpGTNKKldIu+fqJ6cJC5ktKxOjB49OpRo7pZEK+x5dhyHLhGu9Lh1Re/"
    "GKISEXI4sG/PPyKnLLcyuU4pzam6pMzdcDaLydarxi9YXx7Ypwx58cahbVgUnTZYB+EIRa"
    "uYQ+3nw5v7pAn28vPlzeXUZJ4kttS75M+9dvL86uslGlFr8DbMMLVKVEC1dyhgrkSlXDly"
    "jmo1Gz4BQpmBTApDAo7urU6EtHbEH97YX625MGKEMFvbQDylIL7ofGtmRHBZUtybo6OltM"
    "V01nK2aH0m0Y90MKPAfKR+9UOxIcyKFanJUUDe+zB7BhStJWGly71Fe17SjGd0mgXcrXVv"
    "AlTGbd5xEujZ9PUEH4fI3webCkdGdJEZg1L7SWp4bo5j4r/XGjsgYh7ClKsO30ms1g24FO"
    "40NAFCw6/bDoQNfgbXQNLrbhKLIGttO2crDS1tqOlQlHf2uoJcMONFm1ad+e0l26/d6egw"
    "GrS9uqOB0rmFWjQ7SORZWTbMWYmo57k98bbKo7LbFXs2mZxr3K3lat81RW5inX1okyopY/"
    "13R2StB1J+u/2e4qbqOGIZgf1t1JYH4A8wNkq4Apor9gQ25FD8Euz60YmkliKFxQh0W1bJ"
    "PQMCQKjBI9NUpI6NYbJWKEaxglludJtU4FM8dcYO8VQ6bv4+nM5//KrJnlJttH8iMQ9UQd"
    "iUSnAXVzgg3nW9+PQGaq5StRKMpW8DGJuLTVk+U+lz+qS1iIN1lpJJ4qM0H6k7NEcQ1i5Y"
    "wefiJ4bqxqb4tcovychcNWT/gClb32Mo/5/zzfGC0Ur6IGvst3/9lbreT8LRdnvgnc8bPo"
    "Ey5+q+WyX8aeEfvZUC9Jg68Cgy9HyctA/vrx6fLl+vKvX6R+hJ/5khWP0NdfLm4v0LfoC3"
    "/bQ5fX6IdXM+zafLG92keviGvMPCqUKfbqT+F9C/awruxhA6w1Hy2dvXqI96TcvNzHjcw5"
    "aUqIGeqzNQc6hb8kPhsxI9J8vudPP2LHN8sYvaQtYrT4yxazaMXp88ufxd20r4p1/THnU3"
    "CUJQLXOBRiIo0aRrbhT4h7jhl1PWE5wkZXft+ATV33p1Wu+9Pi6/40d90LF4zUnhoUkk9R"
    "QjB8jWD4JXYG/x9TWaDvuX6yBvcErQYJH2W37sVv9yngc13nl5fu1c31z/HwbCt6hZwb6a"
    "RNBN0VKUhAfZaAYnNFTR4nyIC/feZvyrhUk8lZWuB0rzlNvQdMfMMyA9a4DG1ukh4LiT2x"
    "CHmBy8EwCtJRSwSVDB0IKbWFlAjCJ2obNXOt85QawN9BUvCDY47HzexiKUq4Snp9lXBeFa"
    "pexZsqQ6bdjtpWZ9WcV7HJzZ2bBDw61e5vyzGFiVaIubU8lDk6jQyVrQVtxiA16R+WpIT7"
    "os/3RXj2NNhDeULYRCpzaIRSk/qUKVLYRv3fRlIjrKXLpMm0E7sOqoldB2Vi14FC7LKo52"
    "GrYW5OhhY2Vp83liyCnGdxSVmlJQUUVKpamnqDkkoqethRfd5RkNX4ItjcfEu3vpmBzdtj"
    "cxwan+NxoeKWoNAm27s1fW2X/bR7dudBO+2hIQwV/KGC3nAQhaIA20QXWlhCmYXuRWoos9"
    "AnsKuWWYDimhsCvb64JnSk6aYjjRpxaMxaBdj1jVmVmnL7q1i/crBZqLP2gg3q34QuxPZr"
    "ktzKeTVa7ioHoiy/sBFyt5jxb/9hOZ0+azZ9grpT07dEbjRfHh7ZtNjSl3i6Cz6bOUTrWD"
    "v1b1YA20R40jiaEw+bqoTFaIIbF99T/td6jD+GM94G7v1yTo0w3qxsUHS6VSsetDoKa5YQ"
    "MhKHc7VKQlyuwWETbi9wXzEUToAmhPnUW6irBVWgqdKPO6onE5fFyeq3/KtTL/qPrMUDxW"
    "K6LBZjWmpDQ7UI4xV1n4sp9ySqWK702jn6aao+w9wwlqv9DH11tFxx2pVGYXJdp1tB0Ecj"
    "VgwtGiA8hGpdwEkScFuD23oHMfJBTWBXBIAnOKr65KiKdKh2zaGaVQjOIr3azere8rn7rT"
    "tLfs+utqqIJq/02pblWvarzQwxXyfExw5hvrACLvbWG2MyBPu1DDLzmLiaNeYsqsKM5hPK"
    "MIqsaci0LBq4PpqaCzTCaMF/GPNB/sR0+V8YrT4QmeyR5S02Lc5boe2VstAzWG66tNyA6r"
    "XuQNNC9QI9AQIGh4wuBAyCHtZDWRYCBnseMAixVe3EVu1GI4vUj89cGNpT6F/J1/tl2lYc"
    "viCkqoru7q9cZcGI0SlXXjjEooeN+IewPyMTTTFj/Bvviw43D/zP93vsOPz1r5zPry/+dn"
    "F9/x1xzUgEoyyQOaWcUGhJHOUn2TgHP/FXCu2riw/95n5zv7Ng9E9siX30nc8ux4mIgP2k"
    "Isc/wguEemf6iPhimDmigb/PVUNiTWJVMFwsNv92pstfOPg1+i4rrCfm/uZaXFF0MV+hYQ"
    "CJmDv8Xu/R95g5Yrz4ItHvKcbIr7yPrkV3ofkEu9H3GPOfi1VM5lC5HFa/I6iYu+0kEzGk"
    "SWhATNtnj3VPAgMS6736Gk4TgaCsyq1zihJuz8m4vMuEhrD+eHBwePju4M3hyenx0bt3x6"
    "dvlvjmX5UBrWr0kQd/dTnUgz9Np5HnuGP8H4gw9M48otJVSgp2psk0CInpoASulHZknc3G"
    "VbYzU0CN7XWXpjBNM8OJNIg05OVthNKU2tSqaKOTkFCzGrkUUoTgUei1R0GodM0Kdqcpgc"
    "29ZjM4jsAQv/ut1KIhfqeWzFW6U7E5M5UStd6mKQKUQqtaRcvmmTTrhfEdcbCHyeFGPhUG"
    "PQfbwkpHg/FEmttEA28uyD/xNRNZ796j7+F/YhNfZJ8jjhghLJj8mRvb6DLhJZ1+9vrEIr"
    "AEdmkJXLKunjKfImtFl+8Dyh1r8mKfNRLXUoQgrYG0NijuapcO0IejC2Rf/WXfNWkDcaZ/"
    "t0kDO138baUMtK5V3ElX+l6xShENqKRPhH75irrE/QQjIYDHceIhsUz3d1FyXb7nknz0co"
    "Qd6o6lyC9Ik6P4A0dRRmBrnwL6Qb/0g3FAnPrqQZJKnzu2Y/WgbkEBjUsJvK3ajK+sF1/W"
    "0SRKwjVSv1KEoH71Wv3iF6b0vxJXVXiunM9ZWmhT0mdOR7uyblu6LJlGgSk6lzTogzywLZ"
    "17uSRbULj1TlzObt5Wlexy00dNbXtTw8cg1OyGZo+NFO4LEV91RceFKeHpAftlCncYq+XQ"
    "cTVVW9bSo6LTeRgW/x4RmwkdOI7AX4Xus30Zzc+4emwLhxtDfMEs9hGjwke2QKYnvW/E5b"
    "/edMSV/YLKfdv6tDAFAZueNTF8/Ox/RxMzTEKYc/WeodEiyjFYpjNY/H8jjB5o4Nr7wi/o"
    "0DlX8i2TVXX05UsGxqUEs9Vu4+e5dKP4xcq+E6cWVLYQlKmxmhkJOtFfS1yNAsAc/sX6bD"
    "xeQ322/dJ4u8117pn4AE2+BgNt1847zeGEUqQdnbczc+FQVd3tv9zdXBeEUq9IspYkYvno"
    "vyiuNTQwqEugFWCk7Ee50qTZKqT7acOQmCBbmjQhptZZ5Bky7RJgttU6nVpW4HmNDOUZUj"
    "CV99qACrVgX4LhVAOEIVypFzVzoLZmFWx7W1vz0sbTGfWxay04r/YUltPMiP0y0ylZjTUe"
    "8aJGsJLpMmE49CkykSxgKOqreJgzmfmRydL0w7op/OvFbxCTlS3Hwogp6qDISbAtLZ4u9Z"
    "EtQozka3XwUiefqiyGEtc/4ijlqqD8nizhCA1TOo10esQKf1uxOhEN11BZ3kqwTbSBjInJ"
    "JnVgztJpiPfJUQW4T44K0RavsmCzGf9ELMsOBIrWa+V59ApyjYT7NtLplwiNqK04NYo70u"
    "QINTBDlOnA0JoGzBH7zcwRUF92y7oyFOKsor8VFeJU5450pr3FLY9v8VQAqEw1yY3ZL9Pg"
    "Vt5KLxpfUYm7o1MsrjM047ufcW3o2174iWiKv+3l1a8K45WKU6qBNPQp2LnCBPfwi7iHdx"
    "n80De+gn9gaAiDFAkelx5Klc08LikJaEOgM+nfsayoMebZG2l99zjQkDbRkHbt4PqERWz7"
    "NfXJA7HM6LfPKUmKUftlatJUjufS0oqgcv8C05eZ7+EUaC4i7Klj74fR9XxhPMmni33pTx"
    "LV9d+Hrdzwc1jsn4kSXPMwMF/h12r7A2RSwIRDgV3GZfVlXwIiV7y/cpEt6cNuBKIVApvQ"
    "uWyUIGuGyW4G2LRl14N/V68FtvKWQVx/b+P6H/kvr3bprK+OHNP22a3TqC7yYRUf2mGxC+"
    "1Qka4OQejbahRXM5S0+xjSzpyRWymjvrpD6lqK0pSQgN9nQxHnDCOqQvnnlDrYdAsMGSuq"
    "DHtHnGxb+ym+pbtl6fnNzVWKm+eXWX/nl0/nF7c/vJVs5IOIn7qEE104sB3MsFEzaCVN1c"
    "7xtVsJKB25clwpcuW4JHLlOHd4gZn7ZZxeYIoFU+wAEAVTbC9MsWAaHLJpUJj7LLynMAdG"
    "b/bLTICuHFMjOiJsHepnzHMktM4t63jMM209ZdEOZD74Ik59gomHPDpnsnjHWFnKf7sf1a"
    "SgR2Pr3Usx3W0vmh2Mcns5/eCoinpwVKwdHCnSwD1fEV9dlgQeEUAK+AYp4FDtBEpyDAVO"
    "sNtvb6WKHjT17TIJMrAo99kmA6a3F8FmML2B6W0IiILpDUxvg8G2z6a3OHDuK2GTvQIjXG"
    "rM/jpzXDzamPPhVU1zN0sD2SuGQkL+j7Cg5RrUvJcvhKXMFKYxGdAWsZahCXVsdb3eVmdX"
    "JkUpLW6QF7VL09vcXNQyCcXju7cI7f3vQ+BasgHTKCCOT1z2Wnzs/+11L7VuxU4UZzIa/J"
    "/Ax7XYoqLdiEXDURS3wgvR4ssgDwZ2yJgIRHK8WBMnlCfvMGBo+WSwEUMi+HtRkD1Sinya"
    "EDBvhHmzDkQqejBZ9dmW4eEHLoI1s0omKYHLfeZyMLMbGibTlGCY7DWbwTAJhskhIAqGST"
    "BMDgbbvhomU0tbYZTMLv1ig2Ry9VQzRRaDDP2w+2XcY04wzsNa0nUiGq9drs1JlVi6k+JY"
    "upNcLN1u+133CNqtFOBNfrMcyMUFSzNkUK60drlSwgx+9JOnuma3FB2kRlY3unmUTg06w2"
    "6x1X9N/WPVBBrF37VRAdmh1mNTfLO0AG3GhMgPBYYNL1A5SaqF8GfnaHRudwNxo0j+g2qt"
    "rkoaXeVrpoeINT0z8uSwrFMAc2T4hWbRwPUNroEZttJNXo5y0RwANcTNvjzzNHghtGVzzq"
    "JbbBNLNOQSJR2NRBt4hcYRTfHTr7fYMQu0OnWFyOGugpxJsiiXzCbMEu3uW8XtYziprvAt"
    "85TaRU3DeqQFWWH8l/XMtjdrDN9FOLn+KAqdfTsQ3vKZdcUvcfZ51Gl5C4eVVW+po+0mnp"
    "meMaOk7c372fQ+02F6s6vBhj2u5RH3sWXY4mm1xY1Sp2XItmhH3jVaXuC2C5bO4ohI4ffw"
    "E8Hz9jG7lfPqitx8QnwsMgCkIEdavkO/xrMLQW6hK4aR3mUIzXlD/CJt6zMdch2V9XvVn4"
    "giBu1gdRu493I6XQHDT0LAdagicKMOXBdimis61norFnSBa46aqgmdjsDlGkI0h0zdkkJX"
    "0Da2HK1K9ukKkSK7eTO4ssnVOgJH3CeidOTWASsZ9HkpJ9QVrjBVvUW4wlNMb7jasJrlMd"
    "PZZEYDf0SfN0RMzvEJM2aOtQVqadU2Zh59IBsvs9iU/TmcTWfYhM/aGNFNVcnbaKpzqq8q"
    "iRn/UD7I87DVguR6K+f7sJxOV9wCd2r61gTbLXnvvsTzaeivq5Wzk7cJMew9qdKqYnhvXH"
    "xP+V+VzR13ywmHFR9WCnDDPKdIpF2T7bQSfKvlPBkJ0Xt9FaYzJHw2YcnyqfmIRQ9ChkbY"
    "9LCHzKiE0mt04zoLWRhpYrKJqGEuRjFseViWMWc+9bCiClPrszcpgw7lz7tO0/LpI3YNwc"
    "w8uCV93VJU2uUVnRxVSdk6Kk7ZOsr1JDRH2KmD8JJAg0SiDpK2ppT5RsBUsn9xjHSSRqPA"
    "6DZrDtTBcyMoG63YNwMBEj/PCNcgGsQfpykh/rh38cdpJfGJ34vNSholKaGkUZ+5DDkjL4"
    "rNo0W9sjs5OpAs8hci1IuC6ka7P6e2VN1odQK0gHTFGkc9Oy+qApw7LHtb6Chy0q4xAK5c"
    "uRUNgAlncru1jyoWPP898RiMbl0Z3f5JidtIgkwRggDZawESZByoiTkEREFq7IXUCDUxq2"
    "A7hJqYidi0SuJiHMVWS2RcBdR1IjcKPoivCQ1zdik3enSDQld0gwJXHR0XjSpcHVZxJx4W"
    "exMPc87EsYgsaiSfpylBQAcBfVDcBQG9j4iCgA4C+mCw7a2AnkqFUMnl2VyJEnFcDuWCuB"
    "xbMXrzjk6x6Gk5Rj5FI4yYSWzEZ2LE5qMpXzPvZSylj59lJOXUtDF68OhURls+8LkZMn35"
    "g5AdROglw67NJ8zHcm7xs76539zvM3PhUNP+jlzRdwvxReHzJcFp+DBsv0bfXfEZ38XUYg"
    "7GkUbERbJJF5/Yx9OZv48YlXGlEkQ0n1CGkemyOZ9wbjLk8NueT/DN9bBFxy5h2EajMPSU"
    "CmUFiV+mcqApZ4ZP3OXBZk1M1w3j65hIeQ7lNRF9uo9+T6T2hgv5kU9V00R+TsYvRdv58e"
    "Dg8PDdwZvDk9Pjo3fvjk/fLC+5/Kuy2+788mdx4aXkwfU6UYazTVSjzBTaaUjt1wBO7J+q"
    "Aa0Jkj4D3DCo9aBSUOtBSVDrQT6oNXsOVZShs2QQgJLXTOSRXmP1xuM1XLpHVVbuUfHCPc"
    "qt20g8yONb3EM4QdJ9d+fd2Eu20jvYxnYww8YjVsSeFK/uNJV26RxvjytlHByXZBwc55vw"
    "UGWb2pIuPFStF+pwhhyeVLHBZo19CRvsSRbeSEuok3+QJIEchOyNZ3MVqb5Be0UFxuxeG7"
    "NlUw3bCFyfKMTyciZnaSH/oM+cThgs6jA5QQb87TN/x1x9c41g1sT9mCYFPveZz4yL3B4/"
    "dxs5mnPEwOs+89p0sNcsoiBNCVzuM5cdUxQ39jyq8BOWZfonqbRL9z+uZBk9LrGMHucto5"
    "CD+SI2FEToQDzJ7rdSi/Eku4l9yFY0VEQ/KIoeFsc/qCsurg+B+Igdc8FEJADDHFSb7Yfh"
    "BQ6ZEl88ntDA4w9NhuLqhK/HY+TLalT+BE/zkQ7tTFkpDloilo1//s/eige5dSDG4ucZPx"
    "CZrBgY8WkZUETsZyOPpUFdvFzLAvZoT325vvzrF3nM4mcOtHiEvv5ycXuBvokW2BHFt71w"
    "lUFQdldB2fLfGvJePF5DN8BWSjslv1kNmDNkIFdXkav5he754uYyFf7D8o7DGdLupK23x9"
    "s9ONroMywL7co7qS6sacruUD046j+qfFpsTvmHGR7+V0A8rArEo9TBplu0ZlUTZEAebbH1"
    "1/JJt4rg+c3NVUoHPL/MxN1df/l0fsGPanl48EFh8VOFW1Hqb3Lv18Q+Tdgh5rHsMVzIHY"
    "er0RadFrUuLoU9RwzQV4d+QmzcFPkcLZwztRc916WkwmRNVJa/Cgs/OwEs/rosmBJ7MxZk"
    "JwAW1GWBy+GKyuk3Z4NqEmBFdVYIzOIUoGYak3oGbSLX2pDwV3atmms8TQg3bZ2FDb61l+"
    "BbC2Z2QzanKYHNvWYzuFDBhbr7rdSJCzXZ1CRuC95uk/EKDOhneFXFVsbtohU3NNYItW17"
    "6eMuegUe+kSTvXLvfKqxX4XOUi5KbsBXDHFa4T2nLk75zS3OwjH1Fu/DvP5M2yeEXctbzH"
    "xle6mtfEQlx308IxQv26mffMmGHLQlSeMJGg395ZXyEkvSEvNZiZZDRJ6HagGXoJwk0hDm"
    "rSTnR6CFB5SxPJbyuN/j5yIDUPEUWnChTI+6+O0+pULlkp+XatTVzfXP8fBsRnTOWsSvOS"
    "511DcWrejABlrdVMSVFz9QCI3Vyq6sqDsMzgncR64qu3v1cO9J2ZUQsdhmXOeIz1NqFxB1"
    "WOmUPyw55Q+VAVECN0aUyf5rcrQytJC802dDGZi9XwSbwez9ItgMZm8we+9+Kw0/cwgzjs"
    "sH6nnYijDIGyazY/ZLrZNyNEcmHl7RRHnjYiRKCI5lNVIThfOE7eonpo1GGLvIp4743wNf"
    "be9FMVJiYzQnfH0FvvhRymNytEuRF7h5K+XWPqVKjdKlGV4QxLVI+QTQnQsSenZkOTutol"
    "KdFmtUp3mFigZeUd20CiaDJXWfwe6JtSA8oozNjDS5SRoB343e2i/cYy0gYw3mTz9ixzfV"
    "Z0mGtkjLEH/ZYpbeYN+KZVJRADq2Rf5YgHIUUF/H7J6n1MAW1rWt3Xzwsbfh2ZKdA46WdU"
    "dLiFijkyVNCgdL4cESAtXgXMkRwrFS+1jxsMnq5XmvKDSAu4MUb65lU8+oq+OkqfosfPdG"
    "06GWFXheI1NzhhRszb22NQeuLUq2NPAoJAnBO9hnHofnXy1zW5IEWnDkg0egu8nWoAXv17"
    "YR9oKawK4IYMEqGoWGN+FoUbNbaIYMoO1DD1YNAQXH984c30qRoQWgtU9WykKeFZwq4C2c"
    "z60jrTfKq3s+hS//eHT95epqly2FB4ro+o7COUUNMF2DaVI3rdL6OpazANh1izUjkfYqmu"
    "uLOzV9a4Lti7Duz54imis3Zr8smiuIR8elhKomnMqUTy/q+hxFWY2wQ90xEz2rXTqi9gIt"
    "sP9n9IhnvoyvCis7m66NQps/kg2rEKNTLEfb2CL8cxS5p9v+NGUaakpYiSstiRaL2TRURc"
    "bqKqIcYr86jf1K8imHbrF7JEOmoX/kpIp/5KTYP3KS848s89Tr+qJyhBrC3b47qsyzuj5U"
    "Yxde1sFGaeDnmWMWtaQvjh/IkGngzu46emB4+aiDXeMPxCVs0iwUKUMLsUiFsUghUo1iCD"
    "Kk4F7us3vZJmxKGGvE6CwtcLrPnIY04xfBZkgzfhFs3mUMS9/4CkEsQ0OYbwTqPPGzpm7c"
    "RZ4QAgUgRggCWfoPKASyQCDL4DFvEMkCkRatR1pAcFBbwUEF+K6ELFi564DNCaT9CrxgMi"
    "ggH2wRMaUkwIKPqBZTUYzp+tozEGPQZYyBTZhF+ZJSgXtOxoX4pulakWj7gPOPBweHh+8O"
    "3hyenB4fvXt3fPpmCXj+VRnyKs9KXo3gKM4cc1E76iBL12cfYX+CDuJQjXoFyTNkrdSF2O"
    "1ST+F8VAXno2Kcj/oWS9MzqaGzVe0Q97GRkV89A3ju+mzrly0Fp1RxZ69tRBhSQRdC6EII"
    "mwr8pC+EzTlTc7HunUjfmRGuqD5id9NWZDNyL6YZLt/LW7bFhxy0btuo4Z1MWyFbAi+RQa"
    "Mhhqsei4bH5Z92IfyEpyPs3fJ5dd3AXrDxEdfIcj5UsAwPPxE8bx+zWzmvppt0PuECtkOY"
    "v5WD7ms8uzjpFrouvkhFZ9h7imzxzQH8GJpw7+Rcmq45h47HIiH0afP2uxdijis6rrq+hg"
    "gXsfF0Rn3sWguRPrghYper2X7FGm/JWH7z8FR80U33ZSyy3UbT6QqcS33yQCxz2XijOWSh"
    "iHadmFBn0DZWsK7lJDpDFC8DYy7yjlqAK57wK59PV+BiPZ64T1yW2hC0ZMjdpZxQ0ztzKs"
    "8eNiGzFhELDzRdF1oIWRuqeh4znfX0qWnjbLeq5tipemVpuD+jKjgAW00zh7I3GsC2HrYw"
    "+K8VG4eqAJKGoKUrNwFq1VCLQ/BaMQaJ6M+6BqFB3qEMM7b5aSbgugtn0gmobccdp1dYQR"
    "BybhmWRyQbin1QpehbODxsp2miGaekLpqaCxT+BvvIZCj6KoiZxEbziei3KYZHgxkZu9hG"
    "xEWOyXxVqbetfIaywFucUzIOiCOjcrOF3SCsusuw6iUb8qdMSVB1kkqnJOGOo6qhZ+oy3v"
    "Rtpa5Nb0u6Nr3Nd23qPvm1dyBvN/u12wTBvoG7aYbgh7O7D2cfL3aZXxWLhgUSTkJyXCPb"
    "JKXVKkLNyKNzFkschK3EB5V0Uj64SpdwuVChKmynooWMSDQmZuiHqHrHpanauel6lMVycl"
    "Thmjs5Kq4Ie5S95CDme90BPdhg4Ex5VMKna8DmNCWwuddsBpEVRFYQWYtE1jPsEWuiklaj"
    "N6WCqrkaA3UBhrSdy6RMYUlV1l4qFjETJBpaUg6OjyuImHxUcd1q8S7T/5pvqhoIR8M1RH"
    "crdir+iT52FYLdX+5urgtk9xVJVqIjlo/+i0SE+QDRLgFXgJES43LF77N17jPymZjgXCUd"
    "dHmZ/fH/gsq6kw=="
)

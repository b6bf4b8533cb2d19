"""Seed generators, asked over real HTTP and as real commands: what they are told, and what becomes of their errors."""

import json
import sys
import traceback
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from application.domain.tournaments.seed_source import GeneratorKind, SeedOrder
from application.generators import Generators, generators_of
from application.ports import GeneratorAway, GeneratorError, GeneratorRefused, GeneratorTooSlow
from application.settings import Environment, SeedCommand
from racetime.rehearsal.seed_api import PRESETS
from tests.support.community import NOWHERE
from tests.support.generators import ICONS, KEY, GeneratorSites, listening_generators
from tests.support.rehearsal import rehearsal

ALTTPR = SeedOrder(GeneratorKind.ALTTPR, "crosskeys")
OOT = SeedOrder(GeneratorKind.OOTRANDOMIZER, "S8 Tournament", key=KEY)


@pytest.fixture
async def sites() -> AsyncIterator[GeneratorSites]:
    async with listening_generators() as listening:
        yield listening


def own_order(sites: GeneratorSites, **changes: str) -> SeedOrder:
    asked = {
        "address": f"{sites.url}/own/generate",
        "template": '{"settings": {"preset": "{preset}", "race": true}, "tags": ["for {preset}"]}',
        "seed_at": "items.0.seed",
        "hash_at": "items.0.code",
        "key": "own-KEY",
        **changes,
    }
    return SeedOrder(GeneratorKind.WEB, "normal", **asked)


def offered(sites: GeneratorSites, **settings: object) -> Generators:
    return generators_of(sites.settings(**settings), polled_every=0.01)


async def test_alttpr_makes_a_race_of_one_of_its_presets(sites: GeneratorSites) -> None:
    generators = offered(sites)
    presets = await generators.presets(ALTTPR)
    assert [(preset.name, preset.label) for preset in presets] == [("default", "Default"), ("crosskeys", "Crosskeys")]
    made = await generators.make(ALTTPR)
    assert (made.seed, made.notes) == (f"{sites.url}/h/Sealed0001", "/".join(ICONS))
    path, _, game = sites.asked[-1]
    assert path == "/api/randomizer"
    assert (game["tournament"], game["spoilers"]) == (True, "off")
    assert (game["entrances"], game["crystals"], game["item"]["pool"]) == (
        "crossed",
        {"tower": "7", "ganon": "7"},
        "normal",
    )


async def test_icons_that_are_nowhere_in_the_patch_are_left_out(sites: GeneratorSites) -> None:
    sites.body = f'{{"hash": "x", "patch": [{{"{"9" * 5000}": [1], "1573397": "no"}}]}}'
    assert (await offered(sites).make(ALTTPR)).notes == ""


async def test_ootrandomizer_makes_a_locked_seed_in_the_background(sites: GeneratorSites) -> None:
    generators = offered(sites)
    assert [preset.name for preset in await generators.presets(OOT)] == ["S8 Tournament", "Beginner"]
    made = await generators.make(OOT)
    assert (made.seed, made.notes) == (f"{sites.url}/seed/get?id=Sealed0001", "/".join(ICONS))
    created = next(asked for asked in sites.asked if asked[0] == "/api/v2/seed/create")
    assert (created[1]["key"], created[1]["locked"]) == (KEY, "1")
    assert created[2] == {"logic_rules": "glitchless", "world_count": 1}
    assert [asked[0] for asked in sites.asked].count("/api/v2/seed/status") == 2


async def test_any_service_is_asked_as_an_admin_describes(sites: GeneratorSites) -> None:
    generators = offered(sites)
    made = await generators.make(own_order(sites))
    assert (made.seed, made.notes) == (f"{sites.url}/seed/Sealed0001", "Bow Boots")
    _, headers, document = sites.asked[-1]
    assert document == {"settings": {"preset": "normal", "race": True}, "tags": ["for normal"]}
    assert headers["Authorization"] == "Bearer own-KEY"
    assert (await generators.make(own_order(sites, seed_at="number", hash_at=""))).seed == "42"
    assert await generators.presets(own_order(sites)) == ()


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (400, GeneratorRefused, "refuses to make this seed (it answers with 400)"),
        (403, GeneratorRefused, "doesn't accept the key"),
        (409, GeneratorRefused, "409"),
        (423, GeneratorAway, "too much to do"),
        (429, GeneratorAway, "too much to do"),
        (500, GeneratorAway, "a problem of its own (it answers with 500)"),
    ],
)
@pytest.mark.parametrize("kind", ["alttpr", "ootrandomizer", "web"])
async def test_an_answer_that_says_no_becomes_a_sentence_without_what_was_sent(
    sites: GeneratorSites, kind: str, status: int, error: type[GeneratorError], words: str
) -> None:
    order = {"alttpr": ALTTPR, "ootrandomizer": OOT, "web": own_order(sites)}[kind]
    sites.status = status
    with pytest.raises(error) as refused:
        await offered(sites).make(order)
    assert words in str(refused.value)
    assert "KEY" not in repr(refused.value) + repr(order)


@pytest.mark.parametrize("body", ["<html>", "[]", "{}", '{"hash": null, "items": [{"seed": null}]}', "[" * 100_000])
async def test_an_answer_that_is_no_seed_is_none(sites: GeneratorSites, body: str) -> None:
    sites.body = body
    for order in (ALTTPR, OOT, own_order(sites)):
        with pytest.raises(GeneratorError):
            await offered(sites).make(order)


async def test_of_a_service_that_anybody_may_name_no_long_answer_is_read(sites: GeneratorSites) -> None:
    sites.body = "[" + "[]," * 400_000 + "[]]"
    with pytest.raises(GeneratorAway, match="more than anybody can read"):
        await offered(sites).make(own_order(sites))


@pytest.mark.parametrize("seed", ["https://user:pass@seeds.test/Secret", "//[Secret", "//Secret\u2100.test/"])
async def test_text_that_only_looks_like_an_address_is_no_seed(sites: GeneratorSites, seed: str) -> None:
    sites.body = json.dumps({"items": [{"seed": seed}]})
    with pytest.raises(GeneratorRefused, match="nothing that can be a seed") as refused:
        await offered(sites).make(own_order(sites))
    assert "Secret" not in "".join(traceback.format_exception(refused.value))


async def test_a_seed_that_the_site_could_not_make_is_none(sites: GeneratorSites) -> None:
    sites.outcome = 3
    with pytest.raises(GeneratorRefused, match="could not make a seed"):
        await offered(sites).make(OOT)


async def test_a_preset_that_is_offered_no_longer_is_named(sites: GeneratorSites) -> None:
    for kind in (GeneratorKind.ALTTPR, GeneratorKind.OOTRANDOMIZER):
        with pytest.raises(GeneratorRefused, match="no preset gone any more"):
            await offered(sites).make(SeedOrder(kind, "gone", key=KEY))


async def test_nobody_is_asked_at_a_private_address_or_behind_a_redirection(sites: GeneratorSites) -> None:
    strict = offered(sites, environment=Environment.PRODUCTION)
    with pytest.raises(GeneratorRefused, match="private address"):
        await strict.make(own_order(sites))
    assert not sites.asked
    with pytest.raises(GeneratorRefused, match="302"):
        await offered(sites).make(own_order(sites, address=f"{sites.url}/moved"))
    assert [asked[0] for asked in sites.asked] == ["/moved"]


async def test_a_site_where_nobody_answers_is_away(sites: GeneratorSites) -> None:
    generators = offered(sites, alttpr_url=NOWHERE)
    with pytest.raises(GeneratorAway, match=r"alttpr\.com gives no answer"):
        await generators.make(ALTTPR)


async def test_a_site_has_only_so_much_time(sites: GeneratorSites) -> None:
    impatient = generators_of(sites.settings(), polled_every=0.01, patience=timedelta(seconds=0.3))
    sites.polls_needed = 10**6
    with pytest.raises(GeneratorTooSlow, match="too long to make a seed"):
        await impatient.make(OOT)
    with pytest.raises(GeneratorTooSlow):
        await generators_of(
            sites.settings(seed_commands=command(python("import time; time.sleep(60)"), "normal")),
            patience=timedelta(seconds=0.3),
        ).make(SeedOrder(GeneratorKind.COMMAND, "smz3/normal"))


def command(words: list[str], *presets: str) -> dict[str, SeedCommand]:
    return {"smz3": SeedCommand(words=tuple(words), presets=presets)}


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program, "{preset}"]


async def made_by(sites: GeneratorSites, program: str) -> tuple[str, str]:
    generators = offered(sites, seed_commands=command(python(program), "normal", "hard; rm"))
    made = await generators.make(SeedOrder(GeneratorKind.COMMAND, "smz3/hard; rm"))
    return made.seed, made.notes


async def test_a_command_prints_a_seed_and_gets_its_preset_as_one_word(sites: GeneratorSites) -> None:
    said = await made_by(sites, "import sys, json; print(json.dumps({'seed': sys.argv[1], 'hash': ['Bow', 'Map']}))")
    assert said == ("hard; rm", "Bow/Map")
    assert await made_by(sites, "print('https://seeds.test/1'); print('Bow Map'); print('more')") == (
        "https://seeds.test/1",
        "Bow Map",
    )
    generators = offered(sites, seed_commands=command(["make-seed"]))
    order = SeedOrder(GeneratorKind.COMMAND, "")
    assert [preset.name for preset in await generators.presets(order)] == ["smz3"]
    with pytest.raises(GeneratorAway, match="can't be started"):
        await generators.make(SeedOrder(GeneratorKind.COMMAND, "smz3"))
    with pytest.raises(GeneratorRefused, match="no command make-seed any more"):
        await generators.make(SeedOrder(GeneratorKind.COMMAND, "make-seed"))


async def test_a_command_sees_no_secret_and_says_only_so_much(
    sites: GeneratorSites, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "very-secret")
    seed, _ = await made_by(sites, "import os; print(sorted(set(os.environ) - {'LC_CTYPE'}))")
    assert seed == "['HOME', 'LANG', 'PATH']"
    with pytest.raises(GeneratorRefused, match="ended with 3"):
        await made_by(sites, "import sys; print('https://seeds.test/1'); sys.exit(3)")
    with pytest.raises(GeneratorRefused, match="more than a seed"):
        await made_by(sites, "while True: print('x' * 1000)")
    with pytest.raises(GeneratorRefused, match="nothing that can be a seed"):
        await made_by(sites, "pass")


async def test_what_a_command_leaves_behind_is_nobodys_trouble(
    sites: GeneratorSites, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An error that names a file names the seed, too, after which randomizers call what they write."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    program = "import os; own = os.getcwd(); os.chdir('/'); os.rmdir(own); open(own, 'w'); print('made')"
    assert await made_by(sites, program) == ("made", "")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(GeneratorAway, match="can't be started"):
        await made_by(sites, "print('made')")


async def test_the_rehearsal_brings_a_generator_of_its_own(sites: GeneratorSites) -> None:
    async with rehearsal() as stage:
        generators = generators_of(sites.settings(), rehearsal_address=stage.server.url)
        assert GeneratorKind.REHEARSAL in generators.offered
        order = SeedOrder(GeneratorKind.REHEARSAL, PRESETS[0])
        assert [preset.name for preset in await generators.presets(order)] == list(PRESETS)
        made = await generators.make(order)
        assert made.seed.startswith(f"{stage.server.url}/rehearsal/seeds/")
        assert len(made.notes.split("/")) == 5
        async with stage.http.get(made.seed) as page:
            shown = await page.text()
        assert made.notes in shown
        assert "Rehearsal — not racetime.gg" in shown
        with pytest.raises(GeneratorRefused):
            await generators.make(SeedOrder(GeneratorKind.REHEARSAL, "gone"))
    assert GeneratorKind.REHEARSAL not in offered(sites).offered

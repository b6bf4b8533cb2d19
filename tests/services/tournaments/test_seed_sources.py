"""Which generator makes a pool's seeds: who may say so, what is checked, and where its key may go."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from application.database import Database
from application.domain.errors import Forbidden, InvalidInput, NotFound, Unavailable
from application.domain.ids import PoolId
from application.domain.permissions import Role
from application.domain.tournaments.seed_source import GeneratorKind, SourceDraft
from application.secret_box import FernetSecretBox
from application.services.tournaments.seed_source_service import SeedSourceService
from application.settings import Environment
from models.event_log import EventLogEntry
from models.seed_source import SeedSource
from tests.support.clock import ManualClock
from tests.support.community import Community, found_community
from tests.support.generators import KEY, GeneratorSites, listening_generators

ALTTPR = SourceDraft(GeneratorKind.ALTTPR, "default", ahead=3, at_draw=True)
OOT = SourceDraft(GeneratorKind.OOTRANDOMIZER, "Beginner", key=KEY)
WEB = SourceDraft(
    GeneratorKind.WEB, "normal", address="https://seeds.test/make", template='{"p": "{preset}"}', seed_at="url", key=KEY
)


@pytest.fixture
async def sites() -> AsyncIterator[GeneratorSites]:
    async with listening_generators() as listening:
        yield listening


@pytest.fixture
async def community(database: Database, clock: ManualClock, sites: GeneratorSites) -> Community:
    return await found_community(clock, settings=sites.settings(environment=Environment.PRODUCTION))


@pytest.fixture
def sources(community: Community) -> SeedSourceService:
    return community.container.seed_sources


@pytest.fixture
async def pool(community: Community) -> PoolId:
    return await community.add_pool(await community.add_tournament())


async def test_a_source_is_kept_shown_and_taken_away(
    community: Community, sources: SeedSourceService, pool: PoolId
) -> None:
    pasted = await sources.get_source(community.admin, pool)
    assert pasted.generator is None
    assert set(pasted.offered) == {GeneratorKind.ALTTPR, GeneratorKind.OOTRANDOMIZER, GeneratorKind.WEB}
    presets = await sources.list_presets(community.admin, pool, GeneratorKind.OOTRANDOMIZER)
    assert [preset.name for preset in presets] == ["S8 Tournament", "Beginner"]
    kept = await sources.save_source(community.admin, pool, ALTTPR)
    assert (kept.generator, kept.preset, kept.ahead, kept.at_draw) == (GeneratorKind.ALTTPR, "default", 3, True)
    assert await sources.get_source(community.admin, pool) == kept
    gone = await sources.save_source(community.admin, pool, SourceDraft(None))
    assert gone == pasted
    await sources.save_source(community.admin, pool, SourceDraft(None))
    first, second = await EventLogEntry.filter(type="PoolSeedSourceChangedEvent").order_by("id")
    assert {"field": "preset", "old": None, "new": "default"} in first.payload["changes"]
    assert {"field": "generator", "old": "alttpr", "new": None} in second.payload["changes"]
    await community.container.pools.delete_pool(community.admin, pool)


async def test_only_those_who_manage_the_tournament_see_or_change_it(
    community: Community, sources: SeedSourceService, pool: PoolId
) -> None:
    reviewer = await community.enter(await community.add_player(roles=[Role.ASYNC_REVIEWER]))
    elsewhere = await found_community(community.clock, slug="termina", settings=community.container.settings)
    for refused, ctx in ((Forbidden, reviewer), (NotFound, elsewhere.admin)):
        for attempt in (
            sources.get_source(ctx, pool),
            sources.list_presets(ctx, pool, GeneratorKind.ALTTPR),
            sources.save_source(ctx, pool, ALTTPR),
            sources.make_ahead_now(ctx, pool),
        ):
            with pytest.raises(refused):
                await attempt
    manager = await community.enter(await community.add_player(roles=[Role.ASYNC_TOURNAMENT_ADMIN]))
    await sources.save_source(manager, pool, ALTTPR)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(ALTTPR, preset=""), "preset"),
        (replace(ALTTPR, preset="gone"), "preset"),
        (replace(ALTTPR, ahead=21), "ahead"),
        (replace(ALTTPR, ahead=-1), "ahead"),
        (replace(ALTTPR, generator=GeneratorKind.COMMAND), "generator"),
        (replace(OOT, key=""), "key"),
        (replace(WEB, address="http://seeds.test/make"), "address"),
        (replace(WEB, address="https://user:pass@seeds.test/make"), "address"),
        (replace(WEB, address=""), "address"),
        (replace(WEB, template="{"), "template"),
        (replace(WEB, template="[" * 8000), "template"),
        (replace(WEB, template="[" * 600 + "]" * 600), "template"),
        (replace(WEB, key="ключ"), "key"),
        (replace(WEB, seed_at=""), "seed_at"),
    ],
)
async def test_what_cannot_work_is_refused_at_its_field(
    community: Community, sources: SeedSourceService, pool: PoolId, draft: SourceDraft, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await sources.save_source(community.admin, pool, draft)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not await SeedSource.exists()


async def test_without_an_answer_a_preset_that_was_there_may_stay(
    community: Community, sources: SeedSourceService, pool: PoolId, sites: GeneratorSites
) -> None:
    await sources.save_source(community.admin, pool, ALTTPR)
    sites.status = 500
    assert (await sources.save_source(community.admin, pool, replace(ALTTPR, ahead=1))).ahead == 1
    with pytest.raises(Unavailable, match="a problem of its own"):
        await sources.save_source(community.admin, pool, replace(ALTTPR, preset="crosskeys"))


async def test_a_key_is_never_shown_and_goes_nowhere_else(
    community: Community, sources: SeedSourceService, pool: PoolId
) -> None:
    kept = await sources.save_source(community.admin, pool, WEB)
    assert kept.has_key
    assert KEY not in repr(kept)
    unchanged = await sources.save_source(community.admin, pool, replace(WEB, key="", seed_at="seed"))
    assert unchanged.has_key
    moved = await sources.save_source(community.admin, pool, replace(WEB, key="", address="https://thief.test/"))
    assert not moved.has_key
    (stored,) = await SeedSource.all()
    assert stored.key_encrypted == ""
    await sources.save_source(community.admin, pool, WEB)
    (stored,) = await SeedSource.all()
    logged = [entry.payload for entry in await EventLogEntry.all()]
    assert KEY not in repr(logged) + stored.key_encrypted


async def test_the_log_tells_of_every_change_and_has_no_words_that_may_be_secret(
    community: Community, sources: SeedSourceService, pool: PoolId
) -> None:
    drafts = [
        replace(WEB, key="", template='{"token": "hidden-1"}', address="https://seeds.test/make?token=hidden-1"),
        replace(WEB, key="", template='{"token": "hidden-2"}', address="https://seeds.test/make?token=hidden-1"),
        replace(WEB, key="", template='{"token": "hidden-2"}', address="https://seeds.test/make?token=hidden-2"),
        SourceDraft(None),
    ]
    for draft in drafts:
        await sources.save_source(community.admin, pool, draft)
    logged = await EventLogEntry.filter(type="PoolSeedSourceChangedEvent").order_by("id")
    _, *others = [{change["field"]: change["new"] for change in entry.payload["changes"]} for entry in logged]
    assert others[:2] == [{"template": "replaced"}, {"query": "replaced"}]
    assert (others[2]["generator"], others[2]["template"], others[2]["query"]) == (None, None, None)
    assert "hidden" not in repr([(entry.payload, entry.search_text) for entry in logged])


async def test_keys_are_sealed_anew_with_all_other_secrets(
    community: Community, sources: SeedSourceService, pool: PoolId
) -> None:
    await sources.save_source(community.admin, pool, WEB)
    older = community.container.settings.secret_key
    settings = community.container.settings.model_copy(
        update={"secret_key": "another-secret-of-today", "secret_keys_old": (older,)}
    )
    rotated = (await found_community(community.clock, slug="termina", settings=settings)).container.seed_sources
    done = await rotated.seal_keys_anew()
    assert (done.resealed, done.unreadable) == (1, 0)
    assert (await rotated.seal_keys_anew()).resealed == 0
    (stored,) = await SeedSource.all()
    assert FernetSecretBox("another-secret-of-today").unseal(stored.key_encrypted) == KEY

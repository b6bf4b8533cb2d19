"""Where the seeds of a pool come from, and the seeds that are made before anybody needs them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from application.access import Access
from application.context import OrgContext
from application.domain.errors import Conflict, InvalidInput, Unavailable
from application.domain.events import Edited, EditedEvent, FieldChange, differences
from application.domain.ids import OrganizationId, PoolId, PoolRef, TournamentId
from application.domain.permissions import Permission
from application.domain.tournaments.seed_source import (
    SEED_AHEAD,
    GeneratorKind,
    Preset,
    SeedOrder,
    SourceDraft,
    checked_source,
)
from application.ports import GeneratorError, ResealedSecrets, SecretBox, SeedGenerators, UnreadableSecret
from application.read_models.tournaments import SeedSourceView
from application.repositories.tournaments.seed_source_repository import SeedKeyRepository
from application.services.retry import tried_twice
from application.services.seed_making import SeedMaker
from application.unit_of_work import UnitsOfWork, WorkSession
from models.async_tournament import AsyncTournamentPermalink
from models.seed_source import SeedSource

_SHOWN = ("generator", "preset", "address", "template", "seed_at", "hash_at", "ahead", "at_draw")
_LOGGED = ("generator", "preset", "seed_at", "hash_at", "ahead", "at_draw")
"""In these words. Of a template and of what follows an address's question mark, which may be secret, the log has only
that they changed."""


class SeedSourceService:
    """Methods that take an `OrgContext` need the right to manage the tournament."""

    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        generators: SeedGenerators,
        maker: SeedMaker,
        keys: SeedKeyRepository,
        secret_box: SecretBox,
        *,
        private_allowed: bool,
    ) -> None:
        self._units = units
        self._access = access
        self._generators = generators
        self._maker = maker
        self._keys = keys
        self._secret_box = secret_box
        self._private_allowed = private_allowed

    async def get_source(self, ctx: OrgContext, pool_id: PoolId) -> SeedSourceView:
        reading = self._units.reading(ctx)
        pool = await reading.pools.get_by_id(pool_id)
        ctx.demand(Permission.MANAGE_TOURNAMENTS, pool.tournament_id)
        return self._view(pool_id, await reading.seed_sources.find(pool_id))

    async def list_generators(self, ctx: OrgContext, tournament_id: TournamentId) -> Mapping[PoolId, str]:
        """Say for each pool whose seeds are made what makes them."""
        ctx.demand(Permission.MANAGE_TOURNAMENTS, tournament_id)
        sources = await self._units.reading(ctx).seed_sources.list_of(tournament_id)
        return {PoolId(source.pool_id): source.generator.with_preset(source.preset) for source in sources}

    async def list_presets(self, ctx: OrgContext, pool_id: PoolId, generator: GeneratorKind) -> tuple[Preset, ...]:
        """Ask a generator for its presets; none where it takes any. Raises `Unavailable` with the reason."""
        pool = await self._units.reading(ctx).pools.get_by_id(pool_id)
        ctx.demand(Permission.MANAGE_TOURNAMENTS, pool.tournament_id)
        try:
            return await self._generators.presets(SeedOrder(generator, ""))
        except GeneratorError as error:
            raise Unavailable(str(error)) from error

    async def save_source(self, ctx: OrgContext, pool_id: PoolId, draft: SourceDraft) -> SeedSourceView:
        """Let a generator make the pool's seeds, or none any longer; what was made stays.

        A preset must be one that the generator offers now, unless it was there before. The key is kept as long as it
        goes to the same place. Raises `InvalidInput`, or `Unavailable` when the generator doesn't tell its presets.
        """
        wanted = checked_source(draft, private_allowed=self._private_allowed)
        present = await self.get_source(ctx, pool_id)
        if wanted.generator is not None:
            if wanted.generator not in self._generators.offered:
                raise InvalidInput.on("generator", f"{wanted.generator.label} is not offered by this installation.")
            if (wanted.generator, wanted.preset) != (present.generator, present.preset):
                await self._check_preset(ctx, pool_id, wanted)
        return await self._save(ctx, pool_id, wanted)

    async def _check_preset(self, ctx: OrgContext, pool_id: PoolId, wanted: SourceDraft) -> None:
        assert wanted.generator is not None  # noqa: S101  # the caller looked
        offered = await self.list_presets(ctx, pool_id, wanted.generator)
        if offered and wanted.preset not in {preset.name for preset in offered}:
            raise InvalidInput.on("preset", f"{wanted.generator.label} has no such preset. Choose one of its own.")

    @tried_twice
    async def _save(self, ctx: OrgContext, pool_id: PoolId, wanted: SourceDraft) -> SeedSourceView:
        async with self._units(ctx) as work:
            pool = await work.pools.get_by_id(pool_id, for_update=True)
            ctx.demand(Permission.MANAGE_TOURNAMENTS, pool.tournament_id)
            await work.seed_makings.drop_all(pool_id)
            source = await work.seed_sources.find(pool_id)
            before, hidden_before = _logged(source), _hidden(source)
            key_change: tuple[FieldChange, ...] = ()
            if wanted.generator is None:
                await work.seed_sources.remove(pool_id)
                source = None
            else:
                source, key_change = self._changed(source or SeedSource(pool_id=pool_id), wanted)
                await work.seed_sources.save_source(source)
            changes = (
                *differences(before, _logged(source)),
                *_replaced(hidden_before, _hidden(source)),
                *key_change,
            )
            if changes:
                about = PoolRef(ctx.organization_id, pool.tournament_id, pool_id)
                work.record(EditedEvent(about, Edited.POOL_SEED_SOURCE, changes))
            return self._view(pool_id, source)

    def _changed(self, source: SeedSource, wanted: SourceDraft) -> tuple[SeedSource, tuple[FieldChange, ...]]:
        """Take the wanted values over; a key never goes to another place than the one that it was entered for."""
        had_key = bool(source.key_encrypted)
        is_same_place = (source.generator, source.address) == (wanted.generator, wanted.address)
        for name in _SHOWN:
            setattr(source, name, getattr(wanted, name))
        if wanted.key:
            source.key_encrypted = self._secret_box.seal(wanted.key)
        elif not is_same_place:
            source.key_encrypted = ""
        source.problem = ""
        if source.generator is GeneratorKind.OOTRANDOMIZER and not source.key_encrypted:
            raise InvalidInput.on("key", "Enter the API key that ootrandomizer.com gave you.")
        if wanted.key:
            return source, (FieldChange("key", "set" if had_key else None, "replaced" if had_key else "set"),)
        return source, (FieldChange("key", "set", None),) if had_key and not source.key_encrypted else ()

    async def stock_due(self, organization_id: OrganizationId, pool_id: PoolId) -> bool:
        """Have one seed made that a pool lacks of those it is to have ahead; tells whether it did."""
        ctx = self._access.as_system(organization_id)
        try:
            return await self._maker.make(ctx, pool_id, _SeedAhead(pool_id)) is not None
        except GeneratorError:
            return False

    async def make_ahead_now(self, ctx: OrgContext, pool_id: PoolId) -> SeedSourceView:
        """Have one more seed made for async runs, for somebody who wants to see that it works.

        Raises `Unavailable` with the reason, `Conflict` without a generator or while one is being made.
        """
        await self.get_source(ctx, pool_id)
        try:
            made = await self._maker.make(ctx, pool_id, _SeedAhead(pool_id, is_asked_for=True), at_once=True)
        except GeneratorError as error:
            raise Unavailable(f"No seed was made: {error}") from error
        if made is None:
            raise Conflict("This pool has no generator, or a seed is being made at this moment.")
        return await self.get_source(ctx, pool_id)

    async def seal_keys_anew(self) -> ResealedSecrets:
        """Encrypt every stored key with the present SECRET_KEY."""
        resealed = unreadable = 0
        for stored in await self._keys.all_keys():
            if self._secret_box.is_sealed_anew(stored.key_encrypted):
                continue
            try:
                key = self._secret_box.unseal(stored.key_encrypted)
            except UnreadableSecret:
                unreadable += 1
                continue
            resealed += await self._keys.reseal(stored.source_id, stored.key_encrypted, self._secret_box.seal(key))
        return ResealedSecrets(resealed, unreadable)

    def _view(self, pool_id: PoolId, source: SeedSource | None) -> SeedSourceView:
        shown = SeedSourceView(pool_id, None, "", "", "", "", "", False, 0, False, "", tuple(self._generators.offered))
        if source is None:
            return shown
        values = {name: getattr(source, name) for name in _SHOWN}
        return replace(shown, **values, has_key=bool(source.key_encrypted), problem=source.problem)


def _logged(source: SeedSource | None) -> dict[str, object]:
    if source is None:
        return dict.fromkeys((*_LOGGED, "address"))
    address = urlsplit(source.address)._replace(query="").geturl()
    return {**{name: getattr(source, name) for name in _LOGGED}, "address": address}


def _hidden(source: SeedSource | None) -> dict[str, str]:
    if source is None:
        return {"template": "", "query": ""}
    return {"template": source.template, "query": urlsplit(source.address).query}


def _replaced(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[FieldChange]:
    for name, value in after.items():
        if before[name] != value:
            new = "replaced" if before[name] else "set"
            yield FieldChange(name, "set" if before[name] else None, new if value else None)


class _SeedAhead:
    is_live = False
    subject = SEED_AHEAD
    purpose = "ahead"

    def __init__(self, pool_id: PoolId, *, is_asked_for: bool = False) -> None:
        self._pool_id = pool_id
        self._is_asked_for = is_asked_for

    async def stands(self, work: WorkSession) -> bool:
        source = await work.seed_sources.find(self._pool_id)
        if source is None or self._is_asked_for:
            return source is not None
        ahead: int = source.ahead
        return await work.permalinks.count_undrawn(self._pool_id) < ahead

    async def use(self, work: WorkSession, permalink: AsyncTournamentPermalink) -> None:
        """It waits in the pool until somebody draws it."""

    async def note_failure(self, work: WorkSession, reason: str) -> None:
        """The pool says so already."""

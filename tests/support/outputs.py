"""Every output of the product as somebody reads it: what a crawl of the API, the pages, the files and Discord finds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from application.container import Container
from application.domain.ids import LiveRaceId, PoolId, TournamentId, UserId
from application.domain.runs.run import RunFilter
from application.rate_limits import Allowances
from tests.support.api import serving
from tests.support.discord.community import DiscordCommunity
from tests.support.discord.people import Person
from tests.support.openapi import calls, operations
from tests.support.site import Visitor, every_page, visiting
from tests.support.strangers import in_full, public_addresses


@dataclass
class Outputs:
    """`known` is what paths of the API and of pages take; `queries` are asked along where an operation takes them."""

    hyrule: DiscordCommunity
    known: dict[str, list[Any]]
    queries: Mapping[str, Sequence[str]] = field(default_factory=dict)
    _tokens: dict[UserId, str] = field(default_factory=dict)
    _sessions: dict[UserId, str] = field(default_factory=dict)

    @classmethod
    async def of(
        cls, hyrule: DiscordCommunity, tournament: TournamentId, pool: PoolId, race: LiveRaceId, *users: UserId
    ) -> "Outputs":
        container, admin = hyrule.community.container, hyrule.community.admin
        runs = (await container.runs.list_runs(admin, RunFilter(tournament))).items
        known: dict[str, list[Any]] = {
            "organization_id": [admin.organization_id],
            "slug": ["hyrule"],
            "tournament_id": [tournament],
            "pool_id": [pool],
            "permalink_id": [each.id for each in await container.tournaments.list_permalinks(admin, pool)],
            "live_race_id": [race],
            "entry_id": [each.id for each in await container.unmatched_results.list_entries(admin)] or [1],
            "user_id": list(users),
            "other_id": [users[0]],
            "run_id": [each.id for each in runs] or [1],
            "message_id": [each.id for each in await container.messages.list_messages(admin)],
            "bot_id": [each.id for each in await container.bots.list_bots(admin)] or [1],
            "profile_id": [each.id for each in await container.profiles.list_profiles(admin)] or [1],
            "invite_id": [1],
            "webhook_id": [1],
            "import_id": [1],
            "delivery_id": [1],
            "token_id": [1],
            "token": ["none"],
            "category": ["alttpr"],
            "generator": ["web"],
            "racetime_category": ["alttpr"],
            "guild_id": [hyrule.guild.id],
            "code": ["not-eligible"],
            "section": ["Runs"],
            "key": [await container.overlays.find_key(admin, race)],
        }
        return cls(hyrule, known)

    def _files(self, visitor: Visitor) -> list[str]:
        """The addresses of what is no page of the page framework, for anybody."""
        alone = self._alone
        pages = set(every_page(**alone))
        public = [path for path in public_addresses(**alone) if path.partition("?")[0] not in pages]
        return sorted({*public, *(path.format(**alone) for path in visitor.files)})

    async def over_the_api(self, reader: UserId | None, *paths: str) -> dict[str, str]:
        """What the API says; all of it unless some paths are named."""
        await self._container.publishing.publish()
        async with serving(replace(self.hyrule.community, container=self._container)) as api:
            client = api.with_headers(await self._credentials(reader))
            if paths:
                return {path: (await client.get(path)).text for path in paths}
            found = {}
            document = (await client.get("/api/openapi.json")).json()
            for operation in operations(document):
                if operation.changes:
                    continue
                asked = [
                    f"?{name}={value}"
                    for name, values in self.queries.items()
                    if name in operation.parameters("query")
                    for value in values
                ]
                for call in calls(document, operation, self.known):
                    for query in asked or [""]:
                        path = call.path + (query.replace("?", "&") if "?" in call.path else query)
                        found[path] = in_full(await call.elsewhere(path).send(client))
            assert len(found) > 30
            return found

    async def on_pages(self, reader: UserId | None, patch: pytest.MonkeyPatch, *pages: str) -> dict[str, str]:
        """What stands in the documents of pages and files; all of them unless some are named."""
        session = await self._session(reader)
        async with visiting(self._container, patch, user_id=reader, session=session) as visitor:
            wanted = pages or (*self._files(visitor), *self._pages())
            return {path: (await visitor.get(path)).text for path in wanted}

    async def read_out(self, reader: UserId | None, patch: pytest.MonkeyPatch) -> dict[str, str]:
        """What is seen and read out on every page that opens, and what stands in the files."""
        session = await self._session(reader)
        async with visiting(self._container, patch, user_id=reader, session=session) as visitor:
            found = {path: in_full(await visitor.get(path)) for path in self._files(visitor)}
            for path in self._pages():
                document = (await visitor.get(path)).text
                is_plain = 'class="public"' in document
                found[path] = document if is_plain else visitor.words if await visitor.may_open(path) else "refused"
            return found

    @property
    def _container(self) -> Container:
        """The product's, with allowances that nobody has used yet: the clock may stand still between two crawls."""
        container = self.hyrule.community.container
        return replace(container, allowances=Allowances(self.hyrule.community.clock))

    async def _credentials(self, reader: UserId | None) -> dict[str, str]:
        if reader is None:
            return {}
        if reader not in self._tokens:
            self._tokens[reader] = (await self._container.identity.create_token(reader, "crawl")).token
        return {"Authorization": f"Bearer {self._tokens[reader]}"}

    async def _session(self, reader: UserId | None) -> str | None:
        if reader is not None and reader not in self._sessions:
            self._sessions[reader] = await self._container.identity.open_session(reader)
        return None if reader is None else self._sessions[reader]

    @property
    def _alone(self) -> dict[str, Any]:
        return {name: values[0] for name, values in self.known.items()}

    def _pages(self) -> list[str]:
        alone = self._alone
        paths = {
            path
            for name in ("run_id", "user_id", "permalink_id")
            for value in self.known[name]
            for path in every_page(**{**alone, name: value})
        }
        asked = {path for path in public_addresses(**alone) if "?" in path and path.partition("?")[0] in paths}
        return sorted(paths | asked)

    async def on_discord(self, person: Person) -> dict[str, str]:
        """What a person is answered, told in private, and reads in the channel."""
        found = {"inbox": " ".join(message.text for message in person.inbox())}
        for name in ("races", "eligible", "leaderboard"):
            found[f"/{name}"] = (await person.command(self.hyrule.channel, name).settled()).text
        found["channel"] = " ".join(message.text for message in person.read(self.hyrule.channel))
        return found

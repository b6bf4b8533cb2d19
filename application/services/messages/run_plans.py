"""What is to be done on Discord about async runs: the start message, threads, and what is said in them."""

from dataclasses import replace

from application.access import Access
from application.domain.ids import OrganizationId, RunId, TournamentId
from application.domain.messages import run_posts
from application.domain.messages.delivery import (
    MOST_REPOSTS,
    CreateThread,
    EditMessage,
    LetIntoThread,
    PostMessage,
    Step,
)
from application.domain.messages.outbox import MessageKind, PartitionKey, RunLine
from application.domain.messages.rich_text import RichMessage, Tone
from application.domain.messages.run_posts import RunFacts
from application.page_links import PageLinks
from application.repositories import Repositories
from application.services.messages.places import place_of
from application.services.messages.run_facts import RunFactsReader
from application.unit_of_work import UnitsOfWork
from models.discord import DiscordPost
from models.event_log import OutboxMessage


class RunPlanner:
    def __init__(self, units: UnitsOfWork, access: Access, facts: RunFactsReader, links: PageLinks) -> None:
        self._units = units
        self._access = access
        self._facts = facts
        self._links = links

    async def plan(self, message: OutboxMessage) -> Step | None:
        """Return what is to be done, None when nothing is any more. Raises `NoPlace` when it has to wait."""
        organization_id = OrganizationId(message.organization_id)
        reading = self._units.reading(self._access.as_system(organization_id))
        partition = PartitionKey.parse(message.partition_key)
        if partition.tournament_id is not None:
            return await self._entry(reading, partition.tournament_id)
        run_id = RunId(partition.number)
        facts = await self._facts.read(organization_id, run_id)
        thread = await reading.run_threads.find(run_id)
        if facts is None or thread is None:
            return None
        if message.kind == MessageKind.THREAD:
            return await self._thread(reading, run_id, thread.thread_id, facts)
        if thread.thread_id is None:
            return None
        if message.kind == MessageKind.RUN:
            return await self._run(reading, thread.thread_id, facts)
        return self._line(reading, thread.thread_id, facts, message)

    async def show(self, message: OutboxMessage) -> RichMessage | None:
        """Return what a message would show now. What is meant for a run's player alone is shown to nobody else."""
        partition = PartitionKey.read(message.partition_key)
        if partition is None or partition.tournament_id is None:
            return None
        reading = self._units.reading(self._access.as_system(OrganizationId(message.organization_id)))
        return await self._entry_card(reading, partition.tournament_id, wanted=True)

    async def show_to_developers(self, message: OutboxMessage) -> RichMessage | None:
        """Return what a message in a run's thread would show now, without the seed, which is its player's alone."""
        partition = PartitionKey.read(message.partition_key)
        if partition is None or partition.tournament_id is not None:
            return await self.show(message)
        organization_id = OrganizationId(message.organization_id)
        found = await self._facts.read(organization_id, RunId(partition.number))
        if found is None:
            return None
        facts = replace(found, seed_url=None, seed_notes="")
        match message.kind:
            case MessageKind.THREAD:
                return RichMessage(title=run_posts.thread_name(facts), tone=Tone.NEUTRAL)
            case MessageKind.RUN:
                return run_posts.run_card(facts)
            case _:
                return self._said_once(self._units.reading(self._access.as_system(organization_id)), facts, message)

    async def _entry(self, reading: Repositories, tournament_id: TournamentId) -> Step | None:
        place = await place_of(reading, tournament_id)
        post = await reading.discord_posts.find(MessageKind.ENTRY, tournament_id)
        wanted = place.settings.runs_in_threads
        card = await self._entry_card(reading, tournament_id, wanted=wanted)
        if post is not None and post.discord_id is not None and post.place_id == place.channel_id:
            return _edit(post, card)
        lost_too_often = post is not None and post.times_lost > MOST_REPOSTS
        if not wanted or lost_too_often:
            return None
        return PostMessage(place.channel_id, card)

    async def _entry_card(self, reading: Repositories, tournament_id: TournamentId, *, wanted: bool) -> RichMessage:
        tournament = await reading.tournaments.get_by_id(tournament_id)
        page = self._links.tournament(tournament_id)
        return run_posts.entry_card(tournament_id, tournament.name, page, is_open=wanted and tournament.is_active)

    async def _thread(
        self, reading: Repositories, run_id: RunId, thread_id: int | None, facts: RunFacts
    ) -> Step | None:
        if thread_id is not None:
            return LetIntoThread(thread_id, facts.account) if facts.account is not None else None
        run = await reading.runs.get_by_id(run_id)
        place = await place_of(reading, TournamentId(run.tournament_id))
        if facts.account is None:
            return None
        return CreateThread(place.guild_id, place.channel_id, run_posts.thread_name(facts), facts.account)

    async def _run(self, reading: Repositories, thread_id: int, facts: RunFacts) -> Step | None:
        post = await reading.discord_posts.find(MessageKind.RUN, facts.id)
        card = run_posts.run_card(facts)
        if post is None or post.discord_id is None or post.place_id != thread_id:
            return PostMessage(thread_id, card)
        return _edit(post, card)

    def _line(self, reading: Repositories, thread_id: int, facts: RunFacts, message: OutboxMessage) -> Step | None:
        line = self._said_once(reading, facts, message)
        return PostMessage(thread_id, line) if line is not None else None

    def _said_once(self, reading: Repositories, facts: RunFacts, message: OutboxMessage) -> RichMessage | None:
        return run_posts.run_line(
            RunLine(message.payload["line"]),
            facts,
            str(message.payload["text"]),
            reading.clock.now(),
            mark=f"line-{message.nonce[:8]}",
        )


def _edit(post: DiscordPost, message: RichMessage) -> Step | None:
    assert post.discord_id is not None  # noqa: S101  # asked only where something is there
    if post.fingerprint == message.fingerprint:
        return None
    return EditMessage(post.place_id, post.discord_id, message)

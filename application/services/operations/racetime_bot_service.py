"""racetime.gg bots: credentials kept encrypted, status kept visible."""

import logging

from application.access import Access
from application.context import OrgContext
from application.domain.errors import FieldProblem, Problems
from application.domain.events import FieldChange
from application.domain.events.operations import RacetimeBotSavedEvent, RacetimeBotStatusChangedEvent
from application.domain.ids import RACETIME_BOT, BotRef, RacetimeBotId
from application.domain.live_races.room import is_slug
from application.domain.operations.alerts import BotStatus, rehearsal_client_id
from application.domain.permissions import Permission
from application.domain.text import one_line
from application.ports import BotAccount, ResealedSecrets, SecretBox, UnreadableSecret
from application.read_models import BotView
from application.repositories.people.access_repository import AccessRepository
from application.repositories.tournaments.race_room_profile_repository import BotSecretRepository, StoredBot
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork
from models.race_room_profile import RacetimeBot

logger = logging.getLogger(__name__)


class RacetimeBotService:
    def __init__(
        self,
        units: UnitsOfWork,
        access: Access,
        site: AccessRepository,
        secrets: BotSecretRepository,
        secret_box: SecretBox,
    ) -> None:
        self._units = units
        self._access = access
        self._site = site
        self._secrets = secrets
        self._secret_box = secret_box

    @tried_twice
    async def save_bot(self, ctx: OrgContext, category: str, client_id: str, client_secret: str) -> BotView:
        """Add the bot of a category, or give it new credentials."""
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        problems, identifier, secret = Problems(), "", ""
        if not is_slug(category) or len(category) > 50:
            problems.note(FieldProblem("category", "Give the category's short name, e.g. alttpr."))
        with problems.noted():
            identifier = one_line(client_id, field="client_id", what="client id", limit=200)
        with problems.noted():
            secret = one_line(client_secret, field="client_secret", what="client secret", limit=500)
        problems.refuse()
        async with self._units(ctx) as work:
            bot = await work.bots.find_for_category(category) or RacetimeBot(category=category)
            old = bot.client_id if bot.id is not None else None
            bot.client_id = identifier
            bot.client_secret_encrypted = self._secret_box.seal(secret)
            bot.is_active = True
            bot.status, bot.status_message = BotStatus.UNKNOWN, ""
            bot.status_since = work.clock.now()
            await work.bots.save_bot(bot)
            work.record(
                RacetimeBotSavedEvent(
                    BotRef(ctx.organization_id, bot.id),
                    category=category,
                    changes=(
                        FieldChange("client_id", old, identifier),
                        FieldChange("client_secret", None if old is None else "set", "replaced" if old else "set"),
                    ),
                )
            )
            return _view(bot)

    async def deactivate_bot(self, ctx: OrgContext, bot_id: RacetimeBotId) -> BotView:
        """Let the bot leave its rooms and open no more; its credentials are kept."""
        return await self._set_active(ctx, bot_id, is_active=False)

    async def reactivate_bot(self, ctx: OrgContext, bot_id: RacetimeBotId) -> BotView:
        return await self._set_active(ctx, bot_id, is_active=True)

    @tried_twice
    async def _set_active(self, ctx: OrgContext, bot_id: RacetimeBotId, *, is_active: bool) -> BotView:
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        async with self._units(ctx) as work:
            bot = await work.bots.get_by_id(bot_id)
            if await work.bots.set_active(bot_id, is_active=is_active):
                await work.bots.note_status(bot_id, BotStatus.UNKNOWN, "", work.clock.now())
                change = FieldChange("is_active", str(not is_active), str(is_active))
                work.record(
                    RacetimeBotSavedEvent(BotRef(ctx.organization_id, bot_id), category=bot.category, changes=(change,))
                )
            return _view(await work.bots.get_by_id(bot_id))

    async def list_bots(self, ctx: OrgContext) -> tuple[BotView, ...]:
        ctx.demand(Permission.MANAGE_TOURNAMENTS)
        return tuple(_view(row) for row in await self._units.reading(ctx).bots.list_bots())

    async def active_bots(self) -> tuple[BotAccount, ...]:
        """Return the credentials of every active bot; one whose secret can't be read is reported as refused."""
        accounts = []
        for bot in await self._secrets.active_bots():
            try:
                secret = self._secret_box.unseal(bot.client_secret_encrypted)
            except UnreadableSecret as error:
                await self.report_bot_status(bot.bot_id, BotStatus.REFUSED, str(error))
                continue
            accounts.append(BotAccount(bot.bot_id, bot.organization_id, bot.category, bot.client_id, secret))
        return tuple(accounts)

    async def seal_secrets_anew(self) -> ResealedSecrets:
        """Encrypt every stored secret with the present SECRET_KEY, so that older ones are needed no longer."""
        resealed = unreadable = 0
        for bot in await self._secrets.all_bots():
            sealed = bot.client_secret_encrypted
            if self._secret_box.is_sealed_anew(sealed):
                continue
            try:
                secret = self._secret_box.unseal(sealed)
            except UnreadableSecret:
                unreadable += 1
                continue
            resealed += await self._secrets.reseal_bot(bot.bot_id, sealed, self._secret_box.seal(secret))
        return ResealedSecrets(resealed, unreadable)

    @tried_twice
    async def report_bot_status(self, bot_id: RacetimeBotId, status: BotStatus, message: str) -> None:
        """Keep how a bot stands and since when; the same word twice changes nothing."""
        ctx = await self._access.as_system_at(RACETIME_BOT, bot_id)
        async with self._units(ctx) as work:
            bot = await work.bots.get_by_id(bot_id)
            text = message[:300]
            if (bot.status, bot.status_message) == (status, text):
                return
            moved = bot.status is not status
            await work.bots.note_status(bot_id, status, text, work.clock.now() if moved else None)
            if moved:
                work.record(
                    RacetimeBotStatusChangedEvent(
                        BotRef(ctx.organization_id, bot_id),
                        category=bot.category,
                        old=bot.status.value,
                        new=status.value,
                        message=text,
                    )
                )

    async def adopt_configured_bot(self, category: str, client_id: str, client_secret: str) -> bool:
        """Give the bot named in the configuration to the oldest organization, or its secret to whoever has it already.

        False while there is no organization. One that has another bot of that category, but a rehearsal's, keeps it.
        """
        others = [bot for bot in await self._secrets.all_bots() if bot.category == category]
        if holders := [bot for bot in others if bot.client_id == client_id]:
            active = {bot.bot_id for bot in await self._secrets.active_bots()}
            for bot in holders:
                if bot.bot_id in active and not self._keeps(bot, client_secret):
                    await self.save_bot(self._access.as_system(bot.organization_id), category, client_id, client_secret)
            return True
        oldest = min(await self._site.list_organizations(), key=lambda row: row.id, default=None)
        if oldest is None:
            return False
        own = next((bot for bot in others if bot.organization_id == oldest.id), None)
        if own is None or own.client_id == rehearsal_client_id(category):
            await self.save_bot(self._access.as_system(oldest.id), category, client_id, client_secret)
        else:
            logger.warning(
                "RACETIME_BOT_CLIENT_ID is not used: organization %s has another bot for %s. Give it these credentials "
                "on the page of its bots, or take them out of the configuration.",
                oldest.slug,
                category,
            )
        return True

    def _keeps(self, bot: StoredBot, client_secret: str) -> bool:
        try:
            return self._secret_box.unseal(bot.client_secret_encrypted) == client_secret
        except UnreadableSecret:
            return False


def _view(bot: RacetimeBot) -> BotView:
    return BotView(
        id=bot.id,
        category=bot.category,
        client_id=bot.client_id,
        is_active=bot.is_active,
        status=bot.status.value,
        status_message=bot.status_message,
        status_since=bot.status_since,
    )

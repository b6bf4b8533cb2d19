"""What racetime.gg has to choose from: categories, their goals, and people's accounts."""

import re

from application.context import OrgContext
from application.domain.errors import InvalidInput, Unavailable
from application.domain.live_races.room import is_slug
from application.domain.permissions import Permission
from application.domain.text import one_line
from application.ports import CategoryFacts, FoundAccount, NamedCategory, RaceRooms, RacetimeError

_NAME_LIMIT = 80
_PROFILE = re.compile(r"https?://[^/\s]+/user/([A-Za-z0-9]{1,40})(?:/[A-Za-z0-9_.~-]*)?/?")


class RacetimeCatalogService:
    """Every method raises `Unavailable` while racetime.gg gives no answer; nothing is stored."""

    def __init__(self, rooms: RaceRooms) -> None:
        self._rooms = rooms

    def profile_address_of(self, racetime_id: str) -> str:
        """Return the web address of an account's profile; never asks racetime.gg."""
        return self._rooms.profile_address_of(racetime_id)

    async def list_categories(self, ctx: OrgContext) -> tuple[NamedCategory, ...]:
        """Return all active categories by name."""
        ctx.demand(Permission.VIEW)
        try:
            return await self._rooms.categories()
        except RacetimeError as error:
            raise _unavailable(error) from error

    async def find_category(self, ctx: OrgContext, slug: str) -> CategoryFacts | None:
        """Return a category with its goals, None when racetime.gg has none of that name."""
        ctx.demand(Permission.VIEW)
        if not is_slug(slug):
            return None
        try:
            return await self._rooms.category(slug)
        except RacetimeError as error:
            raise _unavailable(error) from error

    async def find_account(self, ctx: OrgContext, written: str, *, field: str) -> FoundAccount:
        """Return the account that a name ("Malon", "Malon#1234") or the address of a profile means.

        An address is taken as it is, with no name. Raises `InvalidInput` on `field` for a name that nobody or more
        than one person has.
        """
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        name = one_line(written, field=field, what="racetime.gg name", limit=200)
        profile = _PROFILE.fullmatch(name)
        if profile is not None:
            return FoundAccount(racetime_id=profile.group(1), name="")
        name = one_line(name, field=field, what="racetime.gg name", limit=_NAME_LIMIT)
        try:
            found = await self._rooms.find_accounts(name)
        except RacetimeError as error:
            raise _unavailable(error) from error
        if not found:
            raise InvalidInput.on(field, "racetime.gg knows nobody of that name.")
        if len(found) > 1:
            raise InvalidInput.on(
                field, "Several racetime.gg users have that name. Add the four digits after it, as in Name#1234."
            )
        return found[0]


def _unavailable(error: RacetimeError) -> Unavailable:
    return Unavailable(f"racetime.gg gives no answer just now: {error}")

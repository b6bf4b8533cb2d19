"""Race room profiles: named settings that rooms are opened with."""

from dataclasses import asdict, dataclass, fields

from application.context import OrgContext
from application.domain.errors import Conflict, Problems
from application.domain.events import differences
from application.domain.events.tournaments import RaceRoomProfileSavedEvent
from application.domain.ids import ProfileId, ProfileRef
from application.domain.live_races.room import RoomSettings, check_room_settings
from application.domain.permissions import Permission
from application.domain.text import one_line
from application.read_models import ProfileView
from application.services.live_race_timeline import settings_of
from application.services.retry import tried_twice
from application.unit_of_work import UnitsOfWork
from models.race_room_profile import RaceRoomProfile


@dataclass(frozen=True, slots=True)
class ProfileDraft:
    name: str
    settings: RoomSettings
    description: str = ""
    is_default: bool = False


class RaceRoomProfileService:
    def __init__(self, units: UnitsOfWork) -> None:
        self._units = units

    async def list_profiles(self, ctx: OrgContext) -> tuple[ProfileView, ...]:
        """Return the default profile first."""
        ctx.demand(Permission.VIEW)
        return tuple(_view(row) for row in await self._units.reading(ctx).profiles.list_profiles())

    async def create_profile(self, ctx: OrgContext, draft: ProfileDraft) -> ProfileView:
        """Raises `InvalidInput` with every value that racetime.gg would refuse."""
        return await self._save(ctx, None, draft)

    async def update_profile(self, ctx: OrgContext, profile_id: ProfileId, draft: ProfileDraft) -> ProfileView:
        return await self._save(ctx, profile_id, draft)

    @tried_twice
    async def _save(self, ctx: OrgContext, profile_id: ProfileId | None, draft: ProfileDraft) -> ProfileView:
        ctx.demand(Permission.MANAGE_ORGANIZATION)
        problems, name, description = Problems(), "", ""
        with problems.noted():
            name = one_line(draft.name, field="name", what="profile's name", limit=100)
        with problems.noted():
            description = one_line(
                draft.description, field="description", what="description", limit=500, required=False
            )
        with problems.noted():
            check_room_settings(draft.settings)
        problems.refuse()
        async with self._units(ctx) as work:
            profile = RaceRoomProfile()
            before: dict[str, object] = {}
            if profile_id is not None:
                profile = await work.profiles.get_by_id(profile_id)
                before = _shown(profile)
                if profile.is_default and not draft.is_default:
                    raise Conflict("Set another profile as the default instead.")
            profile.name, profile.description, profile.is_default = name, description, draft.is_default
            for item in fields(draft.settings):
                setattr(profile, item.name, getattr(draft.settings, item.name))
            await work.profiles.save_profile(profile)
            work.record(
                RaceRoomProfileSavedEvent(
                    ProfileRef(ctx.organization_id, profile.id),
                    name=name,
                    changes=differences(before, _shown(profile)),
                )
            )
            return _view(profile)


def _shown(profile: RaceRoomProfile) -> dict[str, object]:
    named: dict[str, object] = {
        "name": profile.name,
        "description": profile.description,
        "is_default": profile.is_default,
    }
    return named | asdict(settings_of(profile))


def _view(profile: RaceRoomProfile) -> ProfileView:
    return ProfileView(
        id=profile.id,
        name=profile.name,
        description=profile.description,
        is_default=profile.is_default,
        settings=settings_of(profile),
    )

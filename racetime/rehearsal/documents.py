"""The JSON documents of racetime.gg, built here and nowhere else."""

from racetime.rehearsal.formats import (
    duration,
    instant,
    optional_instant,
    ordinal,
    precise_instant,
    without_styles,
)
from racetime.rehearsal.race import Category, Entrant, EntrantStatus, Message, Race, RaceStatus
from racetime.rehearsal.rules import possible_actions
from racetime.rehearsal.store import Standing
from racetime.rehearsal.users import Bot, User, UserId
from racetime.rehearsal.world import World

JsonObject = dict[str, object]

_RACE_STATUS_TEXTS = {
    RaceStatus.OPEN: ("Open", "Whoever likes can take part."),
    RaceStatus.INVITATIONAL: ("Invitational", "Taking part needs an invitation."),
    RaceStatus.PENDING: ("Pending", "The countdown is running."),
    RaceStatus.IN_PROGRESS: ("In progress", "The race is on."),
    RaceStatus.FINISHED: ("Finished", "Everybody is done."),
    RaceStatus.CANCELLED: ("Cancelled", "This race does not count."),
    RaceStatus.PARTITIONED: ("Partitioned", "This race goes on in smaller rooms."),
}
_ENTRANT_STATUS_TEXTS = {
    EntrantStatus.REQUESTED: ("Requested", "Would like to take part."),
    EntrantStatus.INVITED: ("Invited", "Has an invitation and has not answered."),
    EntrantStatus.PARTITIONED: ("Partitioned", "Races on in a smaller room."),
    EntrantStatus.DNF: ("DNF", "Gave up."),
    EntrantStatus.DQ: ("DQ", "Was disqualified."),
    EntrantStatus.DONE: ("Done", "Has a finish time."),
    EntrantStatus.IN_PROGRESS: ("In progress", "Is on the way."),
    EntrantStatus.READY: ("Ready", "Waits for the start."),
    EntrantStatus.NOT_READY: ("Not ready", "Is not ready to start."),
}


class Documents:
    """Turns the world into racetime.gg's words; every method reads the state of the moment."""

    def __init__(self, world: World) -> None:
        self._world = world

    def user(self, user: User | None, *, category: Category | None = None) -> JsonObject | None:
        """Return a user, None for a deleted account; moderation is known only within a category."""
        if user is None:
            return None
        return {
            "id": user.id,
            "full_name": user.full_name,
            "name": user.name,
            "discriminator": user.discriminator,
            "url": f"/user/{user.id}",
            "avatar": None,
            "pronouns": None,
            "flair": user.flair,
            "twitch_name": user.twitch_name,
            "twitch_display_name": user.twitch_name,
            "twitch_channel": f"https://www.twitch.tv/{user.twitch_name}" if user.twitch_name else None,
            "can_moderate": category is not None and category.can_moderate(user),
        }

    def known_user(self, user: User) -> JsonObject:
        document = self.user(user)
        return document if document is not None else {}

    def category_summary(self, category: Category) -> JsonObject:
        return {
            "name": category.name,
            "short_name": category.short_name,
            "slug": category.slug,
            "url": f"/{category.slug}",
            "data_url": f"/{category.slug}/data",
            "image": None,
        }

    def category(self, category: Category, *, with_unlisted: bool = False) -> JsonObject:
        current = [
            self.race_summary(race)
            for race in self._world.rooms_of(category)
            if not race.is_over and (with_unlisted or not race.settings.unlisted)
        ]
        return {
            **self.category_summary(category),
            "info": None,
            "streaming_required": False,
            "owners": [self.user(owner, category=category) for owner in category.owners],
            "moderators": [self.user(moderator, category=category) for moderator in category.moderators],
            "goals": list(category.goals),
            "current_races": current,
            "emotes": {},
        }

    def race_summary(self, race: Race, *, with_category: bool = False, with_entrants: bool = False) -> JsonObject:
        document: JsonObject = {
            "name": race.name,
            "status": _race_status(race),
            "url": f"/{race.name}",
            "data_url": f"/{race.name}/data",
            "goal": _goal(race),
            "info": race.settings.info,
            **_entrant_counts(race),
            "opened_at": instant(race.opened_at),
            "started_at": optional_instant(race.started_at),
            "time_limit": duration(race.settings.time_limit),
            "opened_by_bot": race.opened_by_bot,
        }
        if with_category:
            document["category"] = self.category_summary(race.category)
        if with_entrants:
            document["entrants"] = self._entrants(race)
        if race.is_over:
            document["ended_at"] = optional_instant(race.ended_at)
            document["cancelled_at"] = optional_instant(race.cancelled_at)
            document["recordable"] = race.is_recordable
            document["recorded"] = race.is_recorded
        return document

    def race(self, race: Race) -> JsonObject:
        settings = race.settings
        return {
            "version": race.version,
            "name": race.name,
            "slug": race.slug,
            "status": _race_status(race),
            "url": f"/{race.name}",
            "data_url": f"/{race.name}/data",
            "websocket_url": f"/ws/race/{race.slug}",
            "websocket_bot_url": f"/ws/o/bot/{race.slug}",
            "websocket_oauth_url": f"/ws/o/race/{race.slug}",
            "category": self.category_summary(race.category),
            "goal": _goal(race),
            "info": settings.info,
            "info_bot": settings.info_bot,
            "info_user": settings.info_user,
            "team_race": settings.team_race,
            "require_even_teams": settings.require_even_teams,
            **_entrant_counts(race),
            "entrants": self._entrants(race),
            "opened_at": instant(race.opened_at),
            "start_delay": duration(settings.start_delay),
            "started_at": optional_instant(race.started_at),
            "ended_at": optional_instant(race.ended_at),
            "cancelled_at": optional_instant(race.cancelled_at),
            "ranked": settings.ranked,
            "unlisted": settings.unlisted,
            "time_limit": duration(settings.time_limit),
            "time_limit_auto_complete": settings.time_limit_auto_complete,
            "disqualify_unready": settings.disqualify_unready,
            "streaming_required": settings.streaming_required,
            "auto_start": settings.auto_start,
            "opened_by": self.user(race.opened_by, category=race.category),
            "opened_by_bot": race.opened_by_bot,
            "monitors": [self.user(monitor, category=race.category) for monitor in race.monitors],
            "recordable": race.is_recordable,
            "recorded": race.is_recorded,
            "recorded_by": self.user(race.recorded_by, category=race.category),
            "allow_comments": settings.allow_comments,
            "hide_comments": settings.hide_comments,
            "hide_entrants": settings.hide_entrants,
            "chat_restricted": settings.is_chat_restricted,
            "allow_prerace_chat": settings.allow_prerace_chat,
            "allow_midrace_chat": settings.allow_midrace_chat,
            "allow_non_entrant_chat": settings.allow_non_entrant_chat,
            "chat_message_delay": duration(settings.chat_message_delay),
            "bot_meta": race.bot_meta,
        }

    def message(self, race: Race, message: Message) -> JsonObject:
        author, bot = _author_and_bot(message)
        return {
            "id": message.id,
            "user": self.user(author, category=race.category),
            "bot": bot,
            "direct_to": self.user(message.direct_to, category=race.category),
            "posted_at": precise_instant(message.posted_at),
            "message": message.text,
            "message_plain": without_styles(message.text),
            "highlight": message.is_highlighted,
            "is_dm": message.is_direct,
            "is_bot": bot is not None,
            "is_monitor": message.is_monitor if author is not None else None,
            "is_system": message.is_system,
            "is_pinned": message.is_pinned,
            "delay": int(message.delay.total_seconds()),
            "actions": dict(message.actions),
        }

    def direct_message_notice(self, message: Message) -> JsonObject:
        """Return what the whole room hears of a direct message: who spoke to whom, and never what."""
        author, bot = _author_and_bot(message)
        return {
            "message": message.id,
            "from_user": _small_user(author),
            "from_bot": bot,
            "to": _small_user(message.direct_to),
        }

    def deletion(self, race: Race, message: Message, deleted_by: User) -> JsonObject:
        author, bot = _author_and_bot(message)
        return {
            "id": message.id,
            "user": self.user(author, category=race.category),
            "bot": bot,
            "is_bot": bot is not None,
            "deleted_by": self.user(deleted_by, category=race.category),
        }

    def purge(self, user: User, purged_by: User) -> JsonObject:
        return {"user": self.user(user), "purged_by": self.user(purged_by)}

    def split_of_undo(self, user: User) -> JsonObject:
        return {"split_name": "", "split_time": "-", "is_undo": True, "is_finish": True, "user_id": user.id}

    def user_info(self, user: User) -> JsonObject:
        """Return what `/o/userinfo` tells an application about the person who authorised it."""
        active = self._world.active_race_of(user)
        return {**self.known_user(user), "active_race": active.name if active else None}

    def profile(self, user: User) -> JsonObject:
        results = [
            entrant
            for race in self._world.rooms.values()
            if race.status is RaceStatus.FINISHED and (entrant := race.find_entrant(user)) is not None
        ]
        places = [entrant.place for entrant in results]
        return {
            **self.known_user(user),
            "stats": {
                "joined": len(results),
                "first": places.count(1),
                "second": places.count(2),
                "third": places.count(3),
                "forfeits": sum(entrant.has_forfeited for entrant in results),
            },
            "teams": [],
        }

    def ranking(self, standing: Standing, place: int) -> JsonObject:
        return {
            "user": self.user(standing.user),
            "place": place,
            "place_ordinal": ordinal(place),
            "score": standing.rating,
            "best_time": None if standing.best_time is None else duration(standing.best_time),
            "times_raced": standing.times_raced,
        }

    def _entrants(self, race: Race) -> list[JsonObject]:
        situation = self._world.situation()
        return [
            {
                "user": self._entrant_user(race, entrant),
                "team": None if entrant.team is None else {"name": entrant.team, "slug": entrant.team, "formal": False},
                "status": _entrant_status(race, entrant),
                "finish_time": None if entrant.finish_time is None else duration(entrant.finish_time),
                "finished_at": _finished_at(race, entrant),
                "place": entrant.place,
                "place_ordinal": None if entrant.place is None else ordinal(entrant.place),
                "score": entrant.rating,
                "score_change": entrant.rating_change,
                "comment": None if race.settings.hide_comments and not race.is_over else entrant.comment,
                "has_comment": entrant.comment is not None,
                "stream_live": entrant.stream_live,
                "stream_override": entrant.stream_override,
                "actions": possible_actions(race, entrant, situation),
            }
            for entrant in race.in_order()
        ]

    def _entrant_user(self, race: Race, entrant: Entrant) -> JsonObject | None:
        if not race.hides_entrants:
            return self.user(entrant.user, category=race.category)
        return self.user(User(_HIDDEN_ID, entrant.alias))


_HIDDEN_ID = UserId("")


def _race_status(race: Race) -> JsonObject:
    verbose, help_text = _RACE_STATUS_TEXTS[race.status]
    return {"value": race.status.value, "verbose_value": verbose, "help_text": help_text}


def _entrant_status(race: Race, entrant: Entrant) -> JsonObject:
    status = race.status_of(entrant)
    verbose, help_text = _ENTRANT_STATUS_TEXTS[status]
    return {"value": status.value, "verbose_value": verbose, "help_text": help_text}


def _goal(race: Race) -> JsonObject:
    return {"name": race.settings.goal.name, "custom": race.settings.goal.is_custom}


def _entrant_counts(race: Race) -> JsonObject:
    joined = race.joined
    return {
        "entrants_count": len(joined),
        "entrants_count_finished": len(race.finishers),
        "entrants_count_inactive": sum(entrant.is_out for entrant in joined),
    }


def _finished_at(race: Race, entrant: Entrant) -> str | None:
    if race.started_at is None or entrant.finish_time is None:
        return None
    return instant(race.started_at + entrant.finish_time)


def _author_and_bot(message: Message) -> tuple[User | None, str | None]:
    if isinstance(message.author, Bot):
        return None, message.author.name
    return message.author, None


def _small_user(user: User | None) -> JsonObject | None:
    if user is None:
        return None
    return {
        "id": user.id,
        "full_name": user.full_name,
        "name": user.name,
        "discriminator": user.discriminator,
    }

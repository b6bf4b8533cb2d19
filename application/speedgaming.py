"""SpeedGaming's schedule, read over its web API."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx

from application.certificates import authorities
from application.domain.ids import LARGEST_ID
from application.domain.live_races.scheduling import TITLE_LIMIT
from application.domain.live_races.speedgaming import MOST_EPISODES, Episode
from application.domain.text import cut_line, folded
from application.ports import ScheduleUnavailable

_SECONDS = 15
_LARGEST_ANSWER = 8 * 1024 * 1024


class SpeedGamingSite:
    """The schedule at an address. What can't be read of one episode leaves that episode out and no other."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    async def list_episodes(self, event: str, start: datetime, end: datetime) -> tuple[Episode, ...]:
        """Return the episodes of an event that start in this time. Raises `ScheduleUnavailable`."""
        query = {"event": event, "from": start.astimezone(UTC).isoformat(), "to": end.astimezone(UTC).isoformat()}
        answer = await self._ask("/api/schedule/", query)
        if isinstance(answer, Mapping) and "error" in answer:
            raise ScheduleUnavailable(f"SpeedGaming says: {cut_line(str(answer['error']), 200)}")
        if not isinstance(answer, list):
            raise ScheduleUnavailable("SpeedGaming's answer is no schedule. It is asked again automatically.")
        found = (_episode(item) for item in answer[:MOST_EPISODES])
        return tuple({episode.id: episode for episode in found if episode is not None}.values())

    async def find_episode(self, number: int) -> Episode | None:
        """Return one episode, None where there is none of this number. Raises `ScheduleUnavailable`."""
        return _episode(await self._ask("/api/episode/", {"id": str(number)}))

    async def _ask(self, path: str, query: Mapping[str, str]) -> Any:
        try:
            async with httpx.AsyncClient(base_url=self._base_url, timeout=_SECONDS, verify=authorities()) as client:
                return await _read(client, path, query)
        except httpx.HTTPError as error:
            raise ScheduleUnavailable("SpeedGaming gives no answer. It is asked again automatically.") from error


async def _read(client: httpx.AsyncClient, path: str, query: Mapping[str, str]) -> Any:
    """Read the answer's JSON, whatever its content type says: it calls it HTML."""
    async with client.stream("GET", path, params=query) as response:
        if response.status_code != httpx.codes.OK:
            raise ScheduleUnavailable(
                f"SpeedGaming answers with {response.status_code}. It is asked again automatically."
            )
        body = bytearray()
        async for part in response.aiter_bytes():
            body += part
            if len(body) > _LARGEST_ANSWER:
                raise ScheduleUnavailable("SpeedGaming's answer is too long.")
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ScheduleUnavailable("SpeedGaming's answer is no schedule. It is asked again automatically.") from error


def _episode(item: object) -> Episode | None:
    if not isinstance(item, Mapping):
        return None
    number, starts_at = item.get("id"), _moment(item.get("whenCountdown"))
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= LARGEST_ID or starts_at is None:
        return None
    return Episode(number, _title(item), starts_at, approved=item.get("approved") is True)


def _moment(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment.astimezone(UTC).replace(second=0, microsecond=0)


def _title(item: Mapping[str, Any]) -> str:
    """The episode's title, else its match's, else its players."""
    match = item.get("match1")
    players = match.get("players") if isinstance(match, Mapping) else None
    racers = [player for player in players if isinstance(player, Mapping)] if isinstance(players, list) else []
    names = [folded(name) for racer in racers if isinstance(name := racer.get("displayName"), str)]
    titles = (
        item.get("title"),
        match.get("title") if isinstance(match, Mapping) else None,
        " vs ".join(filter(None, names[:4])),
    )
    shown = (cut_line(title, TITLE_LIMIT) for title in titles if isinstance(title, str))
    return next(filter(None, shown), "")

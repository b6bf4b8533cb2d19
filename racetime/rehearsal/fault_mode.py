"""The troubles of the wire: what leaves the server while one of them is on."""

from collections.abc import Set

from aiohttp import web

from application.domain.clock import Clock
from racetime.rehearsal.faults import Faults
from racetime.rehearsal.frames import Frame
from racetime.rehearsal.trouble import DROP_SECONDS, LOST_ANSWER_SECONDS, Trouble

_MACHINE_PATHS = ("/o/", "/ws/")


class FaultMode(Faults):
    """Bends what leaves the server by the troubles that are on; pages for people always work."""

    def __init__(self, troubles: Set[Trouble], clock: Clock) -> None:
        self._troubles = troubles
        self._clock = clock
        self._first_states: dict[str, Frame] = {}

    async def before_answer(self, request: web.Request) -> web.StreamResponse | None:
        if Trouble.ERRORS in self._troubles and _is_for_programs(request.path):
            return web.Response(status=503, text="Service Unavailable")
        return None

    async def after_answer(self, request: web.Request, answer: web.StreamResponse) -> web.StreamResponse:
        if Trouble.LOST_ANSWERS in self._troubles and request.path.endswith("/startrace"):
            await self._clock.sleep(LOST_ANSWER_SECONDS)
            return web.Response(status=504, text="Gateway Timeout")
        return answer

    def cut_after(self) -> float | None:
        return DROP_SECONDS if Trouble.DROPPED_SOCKETS in self._troubles else None

    def outgoing(self, slug: str, frame: Frame) -> tuple[Frame, ...]:
        if frame.is_race_data:
            self._first_states.setdefault(slug, frame)
        if Trouble.SILENT_SOCKETS in self._troubles:
            return ()
        frames = (frame, frame) if Trouble.REPEATED_FRAMES in self._troubles else (frame,)
        if Trouble.OLD_FRAMES in self._troubles and frame.is_race_data:
            frames = (*frames, self._first_states[slug])
        return frames


def _is_for_programs(path: str) -> bool:
    return path.startswith(_MACHINE_PATHS) or path.endswith("/data")

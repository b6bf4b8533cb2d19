"""Where a rehearsal can be made to fail.

Every HTTP answer and every outgoing frame passes here once. A fault mode is a subclass that answers with an
error, holds an answer back after its work was done, or drops, repeats or alters frames.
"""

from aiohttp import web

from racetime.rehearsal.frames import Frame


class Faults:
    """Lets everything through."""

    async def before_answer(self, request: web.Request) -> web.StreamResponse | None:  # noqa: ARG002  # hook
        """Return an answer to be given instead of doing the work, or None."""
        return None

    async def after_answer(
        self,
        request: web.Request,  # noqa: ARG002  # hook
        answer: web.StreamResponse,
    ) -> web.StreamResponse:
        """Return the answer to be given once the work is done."""
        return answer

    def cut_after(self) -> float | None:
        """Return after how many seconds a new connection is to be cut without a close frame, None for never."""
        return None

    def outgoing(self, slug: str, frame: Frame) -> tuple[Frame, ...]:  # noqa: ARG002  # hook
        """Return the frames that one connection of the room gets in place of `frame`."""
        return (frame,)

"""A caching proxy that many people stand behind, and that keeps whatever RFC 9111 lets it keep."""

import httpx

_KEPT_STATUSES = frozenset({200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501})
"""What a shared cache may keep by its own judgement where nothing forbids it."""


class SharedCache:
    """Never asks again for what it has: the worst that a proxy may do."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._kept: dict[str, list[tuple[dict[str, str], httpx.Response]]] = {}
        self.hits = 0
        self.kept_for: set[str] = set()
        """With which cookies that was asked for which is kept."""

    @property
    def kept_paths(self) -> set[str]:
        return set(self._kept)

    async def get(self, path: str, *, cookies: str = "") -> httpx.Response:
        headers = {"cookie": cookies} if cookies else {}
        for varied, answer in self._kept.get(path, []):
            if all(headers.get(name, "") == value for name, value in varied.items()):
                self.hits += 1
                return answer
        answer = await self._client.get(path, headers=headers)
        if self._may_keep(answer):
            self.kept_for.add(cookies)
            named = [name.strip().lower() for name in answer.headers.get("vary", "").split(",") if name.strip()]
            self._kept.setdefault(path, []).append(({name: headers.get(name, "") for name in named}, answer))
        return answer

    @staticmethod
    def _may_keep(answer: httpx.Response) -> bool:
        said = answer.headers.get("cache-control", "").lower()
        forbidden = "no-store" in said or "private" in said or "*" in answer.headers.get("vary", "")
        return answer.status_code in _KEPT_STATUSES and not forbidden

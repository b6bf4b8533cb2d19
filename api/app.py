"""The REST API as an application of its own, which claims `/api`, `/health` and `/metrics` and nothing else."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from api.documentation import serve_documentation
from api.health import health_routes
from api.metrics import metrics_routes
from api.problems import install_problem_handlers
from api.routes import routers
from application.container import Container

_CLAIMED = ("/api", "/health", "/metrics")


Missing = Callable[[], Awaitable[list[str]]]


def create_api(container: Container, *, missing: Missing) -> FastAPI:
    """Make the web application with the API in it; pages are mounted beside it and have their own errors.

    `missing` names what the process would need to be of use; it may raise whatever the database's driver raises.
    """
    api = make_routes()
    put_to_work(api, container, missing=missing)
    return claim(api)


def create_health(container: Container, *, missing: Missing) -> FastAPI:
    """Make what a process answers that serves nobody: how it is."""
    health = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    install_problem_handlers(health)
    for router in (health_routes(), metrics_routes()):
        health.include_router(router)
    put_to_work(health, container, missing=missing)
    return health


def make_routes() -> FastAPI:
    """Make the API itself, which serves once it is put to work."""
    api = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_name,  # client generators name their functions after it
    )
    install_problem_handlers(api)
    for router in (*routers(), health_routes(), metrics_routes()):
        api.include_router(router)
    serve_documentation(api)
    return api


def put_to_work(api: FastAPI, container: Container, *, missing: Missing) -> None:
    """Let the API answer from these services."""
    api.state.container = container
    api.state.missing = missing


def claim(api: FastAPI) -> FastAPI:
    """Make a web application that leaves the API's paths to it."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.router.routes.append(_Claim(api))
    return app


def _name(route: APIRoute) -> str:
    return route.name


class _Claim(BaseRoute):
    """Hands every request below the API's paths to the API, so that unknown ones are answered by it, too."""

    def __init__(self, api: FastAPI) -> None:
        self._api = api

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        path: str = scope["path"]
        claimed = any(path == prefix or path.startswith(f"{prefix}/") for prefix in _CLAIMED)
        return (Match.FULL if claimed and scope["type"] == "http" else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._api(scope, receive, send)

"""The routes, one file per kind of thing. A new file is served by being here: it has a `router`."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from fastapi import APIRouter


def routers() -> Iterator[APIRouter]:
    """Return the router of every file, in the order of their names."""
    for found in walk_packages(__path__, f"{__name__}."):
        if not found.ispkg:
            router: APIRouter = import_module(found.name).router
            yield router

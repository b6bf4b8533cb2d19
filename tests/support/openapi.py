"""Requests for every operation that an OpenAPI document names, made from the document itself."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import httpx

from tests.support.pictures import picture

_METHODS = ("get", "put", "post", "patch", "delete")
"""In an order in which reading comes before changing, replacing before adding, and removing at last."""

_LAST = ("cancel", "restore")


@dataclass(frozen=True)
class Operation:
    name: str
    method: str
    path: str
    spec: Mapping[str, Any]

    @property
    def needs_token(self) -> bool:
        return "security" in self.spec

    @property
    def changes(self) -> bool:
        return self.method != "get"

    @property
    def goes_on(self) -> bool:
        """Whether the answer has no end of its own."""
        return "text/event-stream" in self.spec["responses"].get("200", {}).get("content", {})

    def parameters(self, place: str) -> list[str]:
        return [item["name"] for item in self.spec.get("parameters", ()) if item["in"] == place]


@dataclass(frozen=True)
class Call:
    """One request; `body` is None without one, text for a table, bytes for a picture, else what becomes JSON."""

    operation: Operation
    path: str
    body: Any

    async def send(self, client: httpx.AsyncClient) -> httpx.Response:
        if isinstance(self.body, str):
            kind = {"Content-Type": "text/csv"}
            return await client.request(self.operation.method, self.path, content=self.body, headers=kind)
        if isinstance(self.body, bytes):
            return await client.request(self.operation.method, self.path, content=self.body)
        return await client.request(self.operation.method, self.path, json=self.body)

    def elsewhere(self, path: str) -> "Call":
        return replace(self, path=path)

    def without_content(self) -> "Call":
        """Return the same request with a body that says nothing."""
        return replace(self, body=type(self.body)() if isinstance(self.body, str | bytes) else {})


def operations(document: Mapping[str, Any]) -> list[Operation]:
    """Return every operation, those that change or end something last."""
    found = [
        Operation(spec["operationId"], method, path, spec)
        for path, item in document["paths"].items()
        for method, spec in item.items()
    ]
    return sorted(found, key=_order)


def calls(document: Mapping[str, Any], operation: Operation, known: Mapping[str, Sequence[Any]]) -> Iterator[Call]:
    """Make one request per combination of what is known for the path's parameters.

    `known` has values by the names of parameters and of fields; a name that it lacks raises KeyError, so that whoever
    adds a route is told to teach the crawl what fits there.
    """
    names = operation.parameters("path")
    body = _body(document, operation.spec.get("requestBody", {}).get("content", {}), known)
    for values in itertools.product(*(known[name] for name in names)):
        path = operation.path
        for name, value in zip(names, values, strict=True):
            path = path.replace(f"{{{name}}}", str(value))
        yield Call(operation, path + ("?follow=false&after=0" if operation.goes_on else ""), body)


def _order(operation: Operation) -> tuple[int, int]:
    ends = any(operation.name.startswith(word) for word in _LAST)
    return (_METHODS.index(operation.method), int(ends))


def _body(document: Mapping[str, Any], content: Mapping[str, Any], known: Mapping[str, Sequence[Any]]) -> Any:
    if "text/csv" in content:
        return content["text/csv"]["example"]
    if "image/png" in content:
        return picture()
    return _example(document, content["application/json"]["schema"], known) if content else None


def _example(document: Mapping[str, Any], schema: Mapping[str, Any], known: Mapping[str, Sequence[Any]]) -> Any:
    """Return the schema's own example with known ids in it; every other field is left to its default."""
    schema = _resolved(document, schema)
    made: dict[str, Any] = dict(schema.get("examples", [{}])[0])
    for name in {*schema.get("required", ()), *made}:
        if name in known:
            made[name] = known[name][0]
        elif name not in made:
            made[name] = _value(schema["properties"][name])
    return made


def _resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    for option in schema.get("anyOf", ()):
        if "$ref" in option:
            return _resolved(document, option)
    if "$ref" in schema:
        found: Mapping[str, Any] = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def _value(schema: Mapping[str, Any]) -> Any:
    if "examples" in schema:
        return schema["examples"][0]
    return {"string": "made up", "integer": 1, "boolean": True, "array": []}[schema["type"]]

"""A stranger's tool at the API: schemathesis, which knows the OpenAPI document and nothing of the product."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import httpx
import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation as AnyOperation
from schemathesis import BaseSchema, CheckFunction, Config, GenerationMode, Response, openapi
from schemathesis import Case as AnyCase
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.generation.stateful.state_machine import StepOutput
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.stateful.links import OpenApiLink

from application.domain.ids import LARGEST_ID
from tests.support.api import BASE

Operation: TypeAlias = AnyOperation[Any, Any, Any, Any]
Case: TypeAlias = AnyCase[Any]

ANSWERS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
_CONFIGURATION = {
    "generation": {"deterministic": True, "with-security-parameters": False},
    "checks": {"not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", "503"]}},
}
_ENDS = ("delete", "remove", "revoke", "leave", "end", "turn_off", "unlink", "close", "cancel", "merge", "match")
"""How the names of operations begin after which there is less to look at."""
_SETTINGS = settings(phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None, print_blob=False)


def schema_of(document: dict[str, Any]) -> BaseSchema:
    """Read the document as the tool does."""
    return openapi.from_dict(document, config=Config.from_dict(_CONFIGURATION))


def operations_of(schema: BaseSchema) -> list[Operation]:
    """Return every operation, those that end something last."""
    found = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
    return sorted(found, key=_ends)


def id_of(operation: Operation) -> str:
    return str(operation.definition.raw["operationId"])


def cases_of(operation: Operation, number: int, *, mode: GenerationMode = GenerationMode.POSITIVE) -> list[Case]:
    """Make up requests that fit the document, or that don't: the same ones each time, or none where none can be."""
    cases: list[Case] = []

    @given(operation.as_strategy(generation_mode=mode))
    @settings(_SETTINGS, max_examples=number)
    def note(case: Case) -> None:
        cases.append(case)

    try:
        note()
    except Unsatisfiable:
        return []
    return cases


def aim(case: Case, known: Mapping[str, Sequence[Any]]) -> None:
    """Put what exists in the place of what was made up in its stead and fits the document; nothing is followed."""
    if any(parameter.name == "follow" for parameter in case.operation.query):
        case.query = {**(case.query or {}), "follow": False}
    is_fitting = case.meta is not None and case.meta.generation.mode.is_positive
    for place in (case.path_parameters, case.query, case.body):
        if isinstance(place, dict):
            for name, value in place.items():
                if name in known and (0 < value <= LARGEST_ID if type(value) is int else is_fitting):
                    place[name] = known[name][0]


def as_sent(case: Case) -> httpx.Request:
    """Return the request as the tool would send it."""
    prepared = requests.Request(**case.as_transport_kwargs(base_url=BASE)).prepare()
    assert prepared.method is not None
    assert prepared.url is not None
    assert prepared.body is None or isinstance(prepared.body, bytes | str)
    headers = {name: str(value) for name, value in prepared.headers.items() if name != "Content-Length"}
    return httpx.Request(prepared.method, prepared.url, headers=headers, content=prepared.body)


def complaints(case: Case, response: httpx.Response) -> list[str]:
    """Return what the tool has to say of an answer."""
    is_text = case.media_type not in (None, "application/json")  # so that whatever is sent in its stead is one, too
    try:
        case.validate_response(response, checks=ANSWERS if is_text else [*ANSWERS, negative_data_rejection])
    except FailureGroup as group:
        return [f"{case.operation.label}: {failure}" for failure in group.exceptions]
    return []


def links_of(operation: Operation) -> list[OpenApiLink]:
    """Return what the document says can be done with what an operation has made, what ends it last."""
    found = [
        OpenApiLink(name, status, definition, operation)
        for status, response in operation.responses.items()
        for name, definition in response.iter_links()
    ]
    return sorted(
        found, key=lambda link: (_ends(link.target), not links_of(link.target), id_of(link.target) != "create_pool")
    )


def led_to(link: OpenApiLink, case: Case, response: httpx.Response) -> dict[str, list[Any]]:
    """Return what a link says that its operation is to be asked with, after this answer."""
    found = link.extract(StepOutput(Response.from_any(response), case)).parameters
    values = {name: param.value for named in found.values() for name, param in named.items()}
    return {name: [int(value.ok())] for name, value in values.items() if isinstance(value, Ok)}


def _ends(operation: Operation) -> bool:
    return id_of(operation).startswith(_ENDS)

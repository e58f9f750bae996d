"""What can be asked of the server, one function for each address."""

from __future__ import annotations

import asyncio
import re
import time
from functools import partial
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response

import simulation
from analysis.explorer import catalogue
from analysis.explorer.describing import describe
from analysis.explorer.parts import MOST_OPTIONS, MOST_REPLICATIONS, Question, question_of
from simulation import Scenario
from simulation.outcomes import MONTHLY, RUN, Outcome
from simulation.scenario import shipped_names

from . import messages
from .answers import scenario_text
from .bodies import body_of, while_there
from .desk import Desk
from .engine import Haste, Steps
from .guards import json_response, text_response
from .limits import FULL_REPLICATIONS, QUESTION_BYTES, UPLOAD_BYTES, WRITE_SECONDS
from .messages import read_message
from .reading import clean_name
from .refusals import not_found, too_large
from .work import check_scenario, checked_arms

EVERY_METHOD = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
NUMBER = re.compile("0|[1-9][0-9]{0,8}")
T = TypeVar("T")
Asked = TypeVar("Asked", bound=messages.Question)

routes = APIRouter(prefix="/api")
shown = partial(routes.api_route, methods=["GET", "HEAD"])


def desk_of(request: Request) -> Desk:
    """Return what the server works with."""
    found: Desk = request.app.state.desk
    return found


@shown("/health")
async def health(request: Request) -> Response:
    """Say whether the model is ready."""
    return json_response({"state": desk_of(request).state})


@shown("/meta")
async def meta(request: Request) -> Response:
    """Tell what there is to choose, from the register, the outcomes and the scenarios."""
    desk = desk_of(request)
    shipped = await asyncio.to_thread(desk.shelf.shipped)
    return json_response(await asyncio.to_thread(meta_of, desk, shipped))


def meta_of(desk: Desk, shipped: dict[str, Scenario]) -> dict[str, Any]:
    """Return everything that the page needs before the first question."""
    return {
        "version": simulation.__version__,
        "model": catalogue.model_digest(),
        "replications": {
            "full": FULL_REPLICATIONS,
            "draft": min(map(desk.pace.draft_replications, shipped)),
        },
        "most_replications": MOST_REPLICATIONS,
        "most_options": MOST_OPTIONS,
        "upload_bytes": UPLOAD_BYTES,
        "scenarios": [
            {"id": name, "title": one.title, "question": one.question, "status": one.status}
            for name, one in ((name, shipped[name]) for name in shipped_names())
        ],
        "levers": catalogue.levers(),
        "assumptions": catalogue.assumptions(),
        "monthly": [outcome_info(one) for one in MONTHLY],
        "run": [outcome_info(one) for one in RUN],
        "main": catalogue.main_outcomes(),
        "instruments": catalogue.instruments(),
        "event_kinds": catalogue.event_kinds(),
        "worlds": len(catalogue.stored_worlds()),
        "look": catalogue.look(),
        "threading": desk.threading,
    }


def outcome_info(outcome: Outcome) -> dict[str, str]:
    """Return name, unit and the wanted direction of an outcome."""
    return {"name": outcome.name, "unit": outcome.unit, "better": outcome.better}


@shown("/scenarios/{name}")
async def scenario(request: Request, name: str) -> Response:
    """Describe a shipped or an uploaded scenario."""
    desk = desk_of(request)
    found = await asyncio.to_thread(desk.shelf.find, name)
    return await while_there(request, info(desk, name, found))


@routes.post("/upload")
async def upload(request: Request) -> Response:
    """Keep the scenario file that is sent, and describe it."""
    desk = desk_of(request)
    raw = await body_of(request, UPLOAD_BYTES)
    name = clean_name(request.headers.get("x-file-name"))
    found = await while_there(request, desk.reader.read(raw, name))
    check_scenario(found)
    return await while_there(request, info(desk, desk.shelf.keep(found, len(raw)), found))


async def info(desk: Desk, name: str, found: Scenario) -> Response:
    """Return what the page shows of a scenario, its pace measured."""
    if not desk.pace.knows(name):
        await desk.engine.do(desk.answers.sample(found, name), "quick")
    about = await asyncio.to_thread(describe, found)
    return json_response(
        {
            "id": name,
            "shipped": desk.shelf.is_shipped(name),
            **about,
            "heavy": desk.pace.is_heavy(name),
            "draft_replications": desk.pace.draft_replications(name),
        }
    )


async def asked(request: Request, kind: type[Asked]) -> tuple[Asked, Question]:
    """Return what was asked, as it was sent and as a question about a scenario."""
    sent = read_message(kind, await body_of(request, QUESTION_BYTES))
    found = await asyncio.to_thread(desk_of(request).shelf.find, sent.scenario)
    return sent, question_of(found, messages.as_data(sent))


async def computed(request: Request, steps: Steps[T], haste: Haste = "full") -> tuple[T, float]:
    """Return what the engine computes, unless the client goes before."""
    return await while_there(request, desk_of(request).engine.do(steps, haste))


@routes.post("/answer")
async def answer(request: Request) -> Response:
    """Answer a question: bands, levels, differences."""
    began = time.perf_counter()
    sent, question = await asked(request, messages.AnswerAsked)
    steps = desk_of(request).answers.answer(question, sent.scenario, is_draft=sent.draft)
    text, engine = await computed(request, steps, "quick" if sent.draft else "full")
    total = 1000.0 * (time.perf_counter() - began)
    times = f'"milliseconds":{{"engine":{engine:.1f},"total":{total:.1f}}}'
    return text_response(f"{text},{times}}}")


@routes.post("/typical")
async def typical(request: Request) -> Response:
    """Show one typical run month by month."""
    sent, question = await asked(request, messages.TypicalAsked)
    messages.check_at(sent)
    steps = desk_of(request).answers.typical(question, sent.scenario, sent.at)
    return text_response((await computed(request, steps))[0])


@routes.post("/csv")
async def csv(request: Request) -> Response:
    """Give the numbers as a table."""
    sent, question = await asked(request, messages.Question)
    steps = desk_of(request).answers.csv(question, sent.scenario)
    return text_response((await computed(request, steps))[0], kind="text/csv")


@routes.post("/scenario-file")
async def scenario_file(request: Request) -> Response:
    """Give the question as a scenario file."""
    _, question = await asked(request, messages.Question)
    writing = desk_of(request).writer.do(lambda: scenario_text(question))
    try:
        return text_response(await while_there(request, writing), kind="application/yaml")
    except TimeoutError:
        raise too_large("seconds", int(WRITE_SECONDS) + 1, int(WRITE_SECONDS)) from None


@routes.post("/jobs")
async def start_job(request: Request) -> Response:
    """Begin a long question."""
    sent, question = await asked(request, messages.JobAsked)
    await asyncio.to_thread(checked_arms, question)
    job = desk_of(request).jobs.start(sent.kind, question, sent.outcome)
    return json_response({"id": job.id})


@shown("/jobs/{key}")
async def look_at_job(request: Request, key: str) -> Response:
    """Tell how far a long question is."""
    return text_response(desk_of(request).jobs.find(key).as_json())


@routes.delete("/jobs/{key}")
async def stop_job(request: Request, key: str) -> Response:
    """Stop a long question."""
    return text_response(desk_of(request).jobs.stop(key).as_json())


@shown("/worlds/{number}")
async def world(number: str) -> Response:
    """Tell the assumptions of a plausible world."""
    worlds = await asyncio.to_thread(catalogue.stored_worlds)
    if not NUMBER.fullmatch(number) or int(number) >= len(worlds):
        raise not_found()
    return json_response({"world": int(number), "values": worlds[int(number)]})


@routes.api_route("", methods=EVERY_METHOD)
@routes.api_route("/{path:path}", methods=EVERY_METHOD)
async def nothing(path: str = "") -> Response:
    """Say that there is no such address, with the nearest one."""
    raise not_found(path, ADDRESSES)


ADDRESSES = [route.path.removeprefix("/api/") for route in routes.routes[:-2]]  # type: ignore[attr-defined]

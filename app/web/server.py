"""The server: one page, one API, one origin, nothing from outside."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

from .api import routes
from .bodies import GoneError
from .desk import Desk
from .guards import LOOPBACK_NAMES, Guard, is_loopback, json_response
from .pages import STATIC, Pages
from .refusals import RefusedError

GZIP_LEVEL = 1  # answers are made while somebody waits
SMALLEST_GZIP = 1_000
NOTHING_TOLD: Any = dict.fromkeys(
    ("tracing", "metrics", "logs", "operation_spans", "auto_configure"), False
)


class SqueezedAnswers(GZipMiddleware):
    """Squeezes what the API says; the files of the page are squeezed once, and better."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            await super().__call__(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def create_app(static: Path = STATIC, host: str = "127.0.0.1", desk: Desk | None = None) -> FastAPI:
    """Return the application.

    Parameters
    ----------
    static : folder      the built page
    host : address       where it will listen: on loopback it answers to loopback's names alone
    desk : what it works with, a new one unless given
    """
    work = desk or Desk()

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        work.start()
        yield
        work.stop()

    app = FastAPI(
        docs_url=None, redoc_url=None, openapi_url=None, lifespan=life, redirect_slashes=False,
        telemetry=NOTHING_TOLD,
    )  # fmt: skip
    app.state.desk = work
    app.include_router(routes)
    pages = Pages(static)

    @app.api_route("/{path:path}", methods=["GET", "HEAD"])
    async def page(request: Request) -> Response:
        return pages.respond(request)

    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(GoneError, _gone)
    app.add_exception_handler(HTTPException, _no_such)
    app.add_middleware(SqueezedAnswers, minimum_size=SMALLEST_GZIP, compresslevel=GZIP_LEVEL)
    app.add_middleware(Guard, hosts=(*LOOPBACK_NAMES, host) if is_loopback(host) else ())
    return app


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    response = json_response(error.body, error.status)
    response.headers.update(error.headers)
    return response


async def _gone(_request: Request, _error: Exception) -> Response:
    return Response(status_code=499)  # nobody reads it


async def _no_such(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return json_response({"code": "not_found"}, error.status_code)

"""Reading what a client sends, in bounds, and noticing when it has gone."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request

from .limits import BODY_SECONDS, DISCARDED_BYTES
from .refusals import RefusedError, too_large

T = TypeVar("T")


class GoneError(Exception):
    """The client has gone; nobody waits for an answer."""


async def body_of(request: Request, most: int) -> bytes:
    """Return the body of a request of at most so many bytes.

    What is larger is read on without being held, for a while, since a client that is still
    sending would not hear why it is refused.

    Raises
    ------
    RefusedError   it is larger, or takes too long to come
    GoneError      the client vanished while sending
    """
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size <= most:
                    parts.append(part)
                else:
                    parts.clear()
                if size > DISCARDED_BYTES:
                    break
    except ClientDisconnect:
        raise GoneError from None
    except TimeoutError:
        raise RefusedError(408, "too_slow") from None
    if size > most:
        raise too_large("bytes", size, most)
    return b"".join(parts)


async def while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Return what some work gives, which is cancelled as soon as the client has gone.

    Raises
    ------
    GoneError   the client vanished first
    """
    task = asyncio.ensure_future(work)
    watch = asyncio.ensure_future(_until_gone(request))
    try:
        await asyncio.wait({task, watch}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise GoneError
    finally:
        for other in (task, watch):
            other.cancel()
        await asyncio.gather(task, watch, return_exceptions=True)


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

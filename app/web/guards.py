"""What holds for every request: who may ask, headers, and that no fault ends a connection."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .saying import tell_fault
from .text import as_json

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self';"
    " object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{0,5})?")
SAFE = ("GET", "HEAD", "OPTIONS")


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("127.0.0.2"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    return host in LOOPBACK_NAMES or host.startswith("127.")


def json_response(data: object, status: int = 200) -> Response:
    """Return plain data as an answer that nobody keeps."""
    return text_response(as_json(data), status)


def text_response(text: str, status: int = 200, kind: str = "application/json") -> Response:
    """Return text as an answer that nobody keeps."""
    return Response(text, status, {"Cache-Control": "no-store"}, media_type=kind)


class Guard:
    """The outermost layer; with ``hosts`` only those names of this server are answered to.

    Pages of other sites cannot use it: not under a name that they made point here, nor by
    sending it something from their own.
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...] = ()) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started: list[bool] = []
        sender = _with_headers(send, started)
        if not self._may_ask(Headers(scope=scope), scope["method"]):
            await json_response({"code": "forbidden"}, 403)(scope, receive, sender)
            return
        try:
            await self.app(scope, receive, sender)
        except asyncio.CancelledError:  # the server ends and waits no longer
            if not started:
                await json_response({"code": "busy"}, 503)(scope, receive, sender)
        except Exception as error:
            tell_fault(error)
            if not started:
                await json_response({"code": "fault"}, 500)(scope, receive, sender)

    def _may_ask(self, headers: Headers, method: str) -> bool:
        host = headers.get("host", "")
        if self.hosts and name_of(host) not in self.hosts:
            return False
        origin = headers.get("origin")
        return method in SAFE or origin is None or _place(origin) == _place(f"//{host}")


def name_of(host: str) -> str | None:
    """Return the name of a host, without its port; None where it is more, or no name.

    >>> name_of("LOCALHOST:80"), name_of("[::1]"), name_of("evil@localhost"), name_of("localhost/x")
    ('localhost', '::1', None, None)
    """
    found = HOST.fullmatch(host)
    return None if found is None else found[1].strip("[]").lower()


def _place(address: str) -> str | None:
    """Return host and port of an address in one spelling."""
    try:
        return urlsplit(address).netloc.lower() or None
    except ValueError:
        return None


def _with_headers(send: Send, started: list[bool]) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            started.append(True)
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sender

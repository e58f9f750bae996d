"""The built page: an index, its icon and its assets, found in a listing and nowhere else."""

from __future__ import annotations

import gzip
import mimetypes
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

INDEX = "index.html"
STATIC = Path(__file__).parent / "static"
KINDS = {".js": "text/javascript", ".svg": "image/svg+xml", ".css": "text/css"}
SQUEEZED = ("text/", "image/svg", "application/json")
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
NOT_BUILT = (
    "The page has not been built yet: this copy of Snowball comes without it.\n"
    "In app/frontend, run: npm ci && npm run build\n"
    "The command line does all the same: snowball --help\n"
)


class Pages:
    """The files of one folder, by exactly the paths under which they lie there."""

    def __init__(self, folder: Path = STATIC) -> None:
        self.folder = folder

    def respond(self, request: Request) -> Response:
        """Return the file that a path names, or say that there is none."""
        path = request.url.path.removeprefix("/") or INDEX
        found = self._files().get(path)
        if found is None:
            if path == INDEX:
                return Response(NOT_BUILT, 503, media_type="text/plain")
            return Response("Not found.\n", 404, media_type="text/plain")
        changed = found.stat()
        plain, squeezed = _contents(found, changed.st_mtime_ns, changed.st_size)
        takes_gzip = "gzip" in request.headers.get("accept-encoding", "")
        is_asset = path.startswith("assets/")
        headers = {"Cache-Control": FOR_EVER if is_asset else ASK_AGAIN, "Vary": "Accept-Encoding"}
        if squeezed and takes_gzip:
            headers["Content-Encoding"] = "gzip"
        return Response(squeezed if squeezed and takes_gzip else plain, 200, headers, _kind(found))

    def _files(self) -> dict[str, Path]:
        """Return what lies in the folder now: a path that is not listed leads nowhere."""
        return {
            path.relative_to(self.folder).as_posix(): path
            for path in self.folder.rglob("*")
            if path.is_file()
        }


def _kind(path: Path) -> str:
    known = KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return known or "application/octet-stream"


@lru_cache(maxsize=64)
def _contents(path: Path, _changed: int, _size: int) -> tuple[bytes, bytes | None]:
    """Return a file as it is, and squeezed where that is worth it."""
    plain = path.read_bytes()
    is_worth_it = _kind(path).startswith(SQUEEZED)
    return plain, gzip.compress(plain, 9, mtime=0) if is_worth_it else None

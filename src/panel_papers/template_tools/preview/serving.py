"""The preview's web server: one page for one person at this computer."""

from __future__ import annotations

import hmac
import re
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qs, urlsplit

from panel_papers.template_tools.preview.peer import may_ask

ADDRESS = "127.0.0.1"
_HEARTBEAT = 15.0  # seconds; a browser that went away is noticed when something is written to it
_PICTURE = re.compile(r"pages/([0-9a-f]{24})/([1-9][0-9]{0,3})\.png")

_STRANGER = (
    b"This page is for the person who started the preview. "
    b"Its address is in the terminal where it was started."
)
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",  # no page of an unpublished paper stays in the browser's files
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Site(Protocol):
    """What a preview shows; asked by several threads at once."""

    @property
    def version(self) -> int:
        """How often what is shown has changed."""

    def news(self, known: int, seconds: float) -> int | None:
        """Return the version once it is not the `known` one, or after a time; None: closed."""

    def page(self, asked: Mapping[str, str]) -> bytes:
        """Return the page as UTF-8; `asked` are the values of its form."""

    def fragment(self, asked: Mapping[str, str]) -> bytes:
        """Return what of the page changes: the inside of its `main`."""

    def style(self) -> bytes:
        """Return its style sheet."""

    def script(self) -> bytes:
        """Return its script."""

    def picture(self, key: str, number: int) -> bytes | None:
        """Return a page of what the name `key` stands for as PNG, None where there is none."""

    def close(self) -> None:
        """Let those go who wait for news."""


class Addresses(NamedTuple):
    """Where the page is, and what a browser is given that is started for it.

    Each part of the page's address is known to who started the preview alone: other users of this
    computer can connect to the port too. They can see with what a program was started, so the
    browser gets `once`, which leads to the page the first time it is asked for.
    """

    page: str
    once: str


@contextmanager
def served(site: Site, port: int = 0) -> Iterator[Addresses]:
    """Serve a preview while the context lasts, and give the page's addresses.

    Only this computer is listened to. `port` 0 is one that is free. Raises OSError where the
    port is taken.
    """
    server = _Server(site, port)
    thread = Thread(target=server.serve_forever, name="preview", daemon=True)
    thread.start()
    try:
        host = f"http://{ADDRESS}:{server.server_port}"
        yield Addresses(f"{host}/{server.secret}/", f"{host}/once/{server.once}")
    finally:
        site.close()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Elsewhere it frees a port whose last preview has just ended; on Windows it would let two
    # previews have one port.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, site: Site, port: int) -> None:
        super().__init__((ADDRESS, port), _Handler)
        self.site = site
        self.secret = secrets.token_urlsafe(24)
        self.once: str | None = secrets.token_urlsafe(24)
        self._asking = Lock()
        # A page of somebody else's whose name is made to lead here names that in its requests.
        self.hosts = {f"{name}:{self.server_port}" for name in (ADDRESS, "localhost")}

    def takes(self, once: str) -> bool:
        """Say whether this is what leads to the page one time, which it does no more then."""
        with self._asking:
            fits = self.once is not None and hmac.compare_digest(once.encode(), self.once.encode())
            if fits:
                self.once = None
            return fits

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as above it
        """Let a browser go that closed the page in the middle of an answer; report all else."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer a request."""
        origin = self.headers.get("Origin")
        own = {f"http://{host}" for host in self.server.hosts}
        if self.headers.get("Host") not in self.server.hosts or (origin and origin not in own):
            self._answer(b"This address is not served here.", "text/plain", HTTPStatus.FORBIDDEN)
            return
        if not may_ask(*self.client_address[:2]):
            self._answer(_STRANGER, "text/plain", HTTPStatus.FORBIDDEN)
            return
        address = urlsplit(self.path)
        if address.path == "/favicon.ico":  # browsers ask for it unbidden
            self._answer(b"", "image/x-icon")
            return
        _, first, inside = f"{address.path}//".split("/", 2)
        if first == "once" and self.server.takes(inside.strip("/")):
            self.send_response(HTTPStatus.SEE_OTHER)
            self._headers("text/plain")
            self.send_header("Location", f"/{self.server.secret}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if not hmac.compare_digest(first.encode(), self.server.secret.encode()):
            self._answer(_STRANGER, "text/plain", HTTPStatus.FORBIDDEN)
            return
        self._page(inside.rstrip("/"), address.query)

    def _page(self, path: str, query: str) -> None:
        """Answer a request for the page, or for a part of it."""
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        site = self.server.site
        picture = _PICTURE.fullmatch(path)
        match path:
            case "":
                self._answer(site.page(asked), "text/html; charset=utf-8")
            case "view":
                self._answer(site.fragment(asked), "text/html; charset=utf-8")
            case "news":
                self._news()
            case "preview.css":
                self._answer(site.style(), "text/css; charset=utf-8")
            case "preview.js":
                self._answer(site.script(), "text/javascript; charset=utf-8")
            case _ if picture and (png := site.picture(picture[1], int(picture[2]))):
                self._answer(png, "image/png")
            case _:
                self._answer(b"There is no such page.", "text/plain", HTTPStatus.NOT_FOUND)

    def _answer(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self._headers(kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _news(self) -> None:
        """Send the page each new version (server-sent events) until it goes away."""
        self.send_response(HTTPStatus.OK)
        self._headers("text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        known: int | None = 0
        while known is not None:
            version = self.server.site.news(known, _HEARTBEAT)
            line = f"data: {version}\n\n" if version not in (known, None) else ": still here\n\n"
            try:
                self.wfile.write(line.encode())
                self.wfile.flush()
            except OSError:
                return
            known = version

    def _headers(self, kind: str) -> None:
        self.send_header("Content-Type", kind)
        for name, value in _HEADERS.items():
            self.send_header(name, value)

    def log_message(self, *_: object) -> None:
        """Say nothing: the page itself shows what happens."""

"""A network on loopback: a real HTTP server whose answers a subclass gives, and which can be made to fail."""

import io
import json
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict


@dataclass(frozen=True)
class Upload:
    name: str
    mime: str
    body: bytes


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    form: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    target: str = ""
    """Path and query as they stood in the request's first line."""

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def said(self) -> dict[str, str]:
        """Parameters, wherever they stood."""
        return self.query | self.form


@dataclass(frozen=True)
class Answer:
    """``body`` is sent as it is when it is text or bytes, otherwise as JSON."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


HTML = Answer("<!doctype html><title>502 Bad Gateway</title>", 502, {"Content-Type": "text/html"})
PAGE = Answer("<!doctype html><title>Welcome</title>", 200, {"Content-Type": "text/html"})


@dataclass
class Fault:
    """What goes wrong: ``how`` is "hang", "reset" or an Answer; ``after`` carries the request out first."""

    how: str | Answer
    where: Callable[[Asked], bool]
    after: bool = False
    left: int = 1


class FakeNetwork:
    """Serves while it is entered. ``asked`` keeps every request; ``fail`` makes the next ones go wrong."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.faults: list[Fault] = []
        self._released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        host, port = self._server.server_address[:2]
        return f"http://{host}:{port}"

    def __enter__(self) -> "FakeNetwork":
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, asked: Asked) -> Answer:
        """What the network does and says; may be called by several threads at once."""
        raise NotImplementedError

    def fail(self, how: str | Answer, *, at: str = "", by: str = "", after: bool = False, times: int = 1) -> None:
        """The next ``times`` requests to an address that has ``at`` in it go wrong; only those made ``by`` a method."""
        self.faults.append(Fault(how, lambda asked: at in asked.path and by in ("", asked.method), after, times))

    def calls(self, part: str) -> list[Asked]:
        """The requests to addresses that have ``part`` in them."""
        return [asked for asked in self.asked if part in asked.path]

    def _fault_for(self, asked: Asked) -> Fault | None:
        fault = next((one for one in self.faults if one.left > 0 and one.where(asked)), None)
        if fault:
            fault.left -= 1
        return fault

    def _serve(self, handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        self.asked.append(asked)
        fault = self._fault_for(asked)
        if fault is None:
            _write(handler, self.answer(asked))
            return
        if fault.after:
            self.answer(asked)
        if fault.how == "hang":
            self._released.wait(30)
        elif fault.how == "reset":
            _reset(handler)
        elif isinstance(fault.how, Answer):
            _write(handler, fault.how)


def _handler_of(network: FakeNetwork) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):
                network._serve(self, _read(self))

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _any

        def log_message(self, *_: object) -> None:
            """Quiet."""

    return Handler


def _read(handler: BaseHTTPRequestHandler) -> Asked:
    place = urlsplit(handler.path)
    body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
    headers = {name.lower(): value for name, value in handler.headers.items()}
    form, files = _form(headers.get("content-type", ""), body)
    query = dict(parse_qsl(place.query, keep_blank_values=True))
    return Asked(handler.command, place.path, query, headers, body, form, files, handler.path)


def _form(kind: str, body: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True)), {}
    if kind.startswith("multipart/form-data"):
        return _multipart(kind, body)
    return {}, {}


def _multipart(kind: str, body: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    handler = MemoryFileUploadHandler()
    meta = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body))}
    handler.activated = True
    fields, files = MultiPartParser(meta, io.BytesIO(body), [handler]).parse()
    found: MultiValueDict[str, Any] = files
    uploads = {name: Upload(file.name, file.content_type, file.read()) for name, file in found.items()}
    return {name: str(value) for name, value in fields.items()}, uploads


def _write(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    body = answer.body if isinstance(answer.body, bytes | str) else json.dumps(answer.body)
    sent = body.encode() if isinstance(body, str) else body
    handler.send_response(answer.status)
    for name, value in ({"Content-Type": "application/json"} | answer.headers).items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(sent)))
    handler.end_headers()
    handler.wfile.write(sent)


def _reset(handler: BaseHTTPRequestHandler) -> None:
    """Hang up rudely, as a crashed server does."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True

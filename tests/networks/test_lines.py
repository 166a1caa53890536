"""Lines that end at their deadline, against a real server that dawdles."""

import gzip
import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from projects.networks import http, patience
from projects.networks.base import Rejected, Stopped, Unavailable, Unconfirmed


@pytest.fixture
def dripping():
    """A server that sends a byte of a header every tenth of a second, and never comes to an end."""
    over = threading.Event()

    def drip():
        line, _ = server.accept()
        with line:
            line.recv(65536)
            line.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not over.wait(0.1):
                try:
                    line.sendall(b"x")
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        over.set()
        thread.join(2)


@pytest.fixture
def endless():
    """A server whose answer goes on and on: as it is, or packed."""

    class Endless(BaseHTTPRequestHandler):
        def do_POST(self):
            packed = self.path.strip("/")
            self.send_response(200)
            if packed:
                self.send_header("Content-Encoding", packed)
            self.end_headers()
            piece = gzip.compress(bytes(50_000_000)) if packed == "gzip" else b"x" * 1_000_000
            with suppress(OSError):
                for _ in range(1000):
                    self.wfile.write(piece)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Endless) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("packed", ["", "gzip", "br"])
@pytest.mark.parametrize(("changes", "meant"), [(True, Unconfirmed), (False, Unavailable)])
def test_answer_without_end_is_not_read_to_its_end(endless, packed, changes, meant):
    began = time.monotonic()
    with pytest.raises(meant, match="did not come to an end"):
        call(f"{endless}/{packed}", changes=changes)
    assert time.monotonic() - began < 10


def call(url, **how):
    return http.ask("Slow", "POST", url, refusal=lambda *_: None, **how)


@pytest.mark.parametrize(("changes", "meant"), [(True, Unconfirmed), (False, Unavailable)])
def test_server_that_drips_bytes_does_not_hold_a_call_for_ever(dripping, monkeypatch, changes, meant):
    monkeypatch.setattr(patience, "ONE_CALL", 0.5)
    began = time.monotonic()
    with pytest.raises(meant, match="did not answer in time"):
        call(dripping, changes=changes)
    assert time.monotonic() - began < 3


def test_time_given_to_the_whole_work_ends_a_call_as_well(dripping):
    with patience.within(0.5), pytest.raises(Unconfirmed):
        call(dripping, changes=True, files={"file": b"a film"})


def test_no_call_is_begun_when_the_time_is_up():
    with patience.within(-1), pytest.raises(Unavailable, match="Nothing was sent"):
        call("http://127.0.0.1:9/", changes=True)


def test_leave_is_asked_before_what_publishes_and_not_before_what_reads():
    def no():
        raise Stopped("Stopped.")

    with patience.within(5, leave=no):
        with pytest.raises(Stopped):
            call("http://127.0.0.1:9/", changes=True)
        with pytest.raises(Unavailable, match="cannot be reached"):
            call("http://127.0.0.1:9/", changes=False)
    with pytest.raises(Unavailable, match="cannot be reached"):
        call("http://127.0.0.1:9/", changes=True)


def test_what_one_thread_is_given_holds_for_nobody_else():
    refused = []

    def elsewhere():
        try:
            call("http://127.0.0.1:9/", changes=True)
        except (Unavailable, Rejected) as error:
            refused.append(str(error))

    with patience.within(-1):
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    assert refused == ["Slow cannot be reached."]


def test_server_that_reads_slowly_does_not_hold_a_call_for_ever(monkeypatch):
    monkeypatch.setattr(patience, "ONE_CALL", 0.5)
    over = threading.Event()

    def sip():
        line, _ = server.accept()
        with line:
            while not over.wait(0.05):
                try:
                    if not line.recv(200_000):
                        return
                except OSError:
                    return

    server = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=sip, daemon=True)
    thread.start()
    began = time.monotonic()
    threading.Timer(8, over.set).start()
    with pytest.raises((Unconfirmed, Unavailable)):
        call(f"http://127.0.0.1:{server.getsockname()[1]}", changes=False, files={"file": b"x" * 32_000_000})
    server.close()
    assert time.monotonic() - began < 4

"""Lines that end at a deadline. A timeout alone is counted anew with every byte: a server that sends one now and then
would hold a line, and whoever waits at it, for ever."""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from projects.networks import patience

PIECE = 65_536  # bytes written before the clock is looked at again


class Bounded(httpx.HTTPTransport):
    """A transport whose every line ends when ``patience`` says so. Lines are not kept: one line is one call."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self._pool._network_backend = _Exchange()  # httpx hands no other way in


class _Exchange(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self._below = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        line = self._below.connect_tcp(host, port, timeout, local_address, socket_options)
        return _Line(line, patience.deadline())


class _Line(httpcore.NetworkStream):
    def __init__(self, below: httpcore.NetworkStream, until: float) -> None:
        self._below, self._until = below, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._below.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), PIECE):
            self._below.write(buffer[start : start + PIECE], self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._below.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._left(timeout, httpcore.ConnectTimeout)
        return _Line(self._below.start_tls(ssl_context, server_hostname, left), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._below.get_extra_info(info)

    def _left(self, timeout: float | None, over: type[Exception]) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise over("The time of this call is up.")
        return left if timeout is None else min(timeout, left)

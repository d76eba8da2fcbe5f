"""Our server in a process of its own, as a learner starts it."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TIMEOUT_SECONDS = 30


@contextmanager
def start_server(data: Path) -> Iterator[tuple[tuple[str, int], float]]:
    """Yields (host, port) and the seconds from the start of the process to its first answer."""
    port = _free_port()
    command = [sys.executable, "-m", "flashcards", "--data", str(data), "serve", "--no-open", "--port", str(port)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - started > TIMEOUT_SECONDS:
                raise SystemExit("the server did not start")
            time.sleep(0.01)
        yield ("127.0.0.1", port), time.perf_counter() - started
    finally:
        process.terminate()
        process.wait(TIMEOUT_SECONDS)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""The server as it runs: a process of its own, a real port, signals and kills."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from click.testing import CliRunner

from flashcards.cli.program import program
from flashcards.config import HOST
from flashcards.core.errors import Config
from flashcards.core.settings import Settings
from flashcards.services.configuring import choose_settings
from flashcards.storage.database import connect
from flashcards.storage.migrations import open_database
from flashcards.storage.presence import Presence, find_server, is_served
from flashcards.web.app import create_app
from flashcards.web.serving import compile_templates, listen, server_of
from tests import build

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 10


class Running:
    """A server in a process of its own, over `data`; started once it said where it is."""

    def __init__(self, data: Path, *arguments: str, **environ: str) -> None:
        command = [sys.executable, "-m", "flashcards", "serve", "--data", str(data), *arguments]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | environ
        )
        assert self.process.stdout
        self.said = [self.process.stdout.readline().strip() for _ in range(3)]
        self.address = self.said[0].rpartition(" ")[2]

    def ask(self, path: str, **form: object) -> int:
        """The status of a page, or of what a form is answered with."""
        with closing(http.client.HTTPConnection(str(urlsplit(self.address).netloc), timeout=20)) as connection:
            self.send(connection, path, **form)
            return connection.getresponse().status

    def send(self, connection: http.client.HTTPConnection, path: str, **form: object) -> None:
        """Ask, without waiting for an answer."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)

    def end(self, number: int) -> int:
        """Send a signal; the exit status."""
        self.process.send_signal(number)
        status = self.process.wait(timeout=20)
        assert self.process.stdout
        self.process.stdout.close()
        return status


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def running(data: Path) -> Iterator[Running]:
    server = Running(data, "--port", "0", "--no-open")
    yield server
    if server.process.poll() is None:
        server.end(signal.SIGKILL)


def flashcards(data: Path, *arguments: str) -> Any:
    """What a command answers in JSON."""
    result = CliRunner().invoke(program, ["--data", str(data), "--json", *arguments])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def second(data: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Start a server that is to end by itself."""
    command = [sys.executable, "-m", "flashcards", "serve", "--data", str(data), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, env=os.environ | environ)


def test_a_server_says_where_it_is_and_where_the_data_lie(running: Running, data: Path) -> None:
    assert running.address.startswith("http://127.0.0.1:")
    assert running.said[1] == f"Your data lies in {data}"
    assert running.ask("/healthz") == 200
    assert data.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in data.iterdir()} == {0}
    assert find_server(data) == Presence(running.process.pid, running.address)
    assert is_served(data)


def test_a_second_start_points_to_the_first(running: Running, data: Path) -> None:
    other = second(data, "--no-open")
    assert (other.returncode, other.stderr) == (0, "")
    assert f"already running at {running.address} (process {running.process.pid})" in other.stdout
    assert running.ask("/healthz") == 200


def test_a_machine_that_names_no_time_zone_is_told_so(data: Path) -> None:
    refused = second(data, "--port", "0", "--no-open", TZ="CET-1CEST")
    assert refused.returncode == 2
    assert "names no time zone (TZ is CET-1CEST)" in refused.stderr
    assert "TZ=Europe/Berlin" in refused.stderr
    command = [sys.executable, "-m", "flashcards", "due", "--data", str(data)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, env=os.environ | {"TZ": "CET-1CEST"})
    assert (told.returncode, "names no time zone" in told.stderr) == (2, True)


def test_a_zone_that_is_chosen_needs_none_of_the_machine(data: Path) -> None:
    data.mkdir()
    with closing(open_database(data / "flashcards.db", build.NOW)) as db:
        choose_settings(db, Settings(time_zone="Europe/Berlin"))
    server = Running(data, "--port", "0", "--no-open", TZ="CET-1CEST")
    assert server.ask("/") == 200
    assert server.ask("/settings", time_zone="") == 422
    server.end(signal.SIGTERM)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_and_leaves_one_whole_file(number: int, running: Running, data: Path, tmp_path: Path) -> None:
    build_guide(tmp_path / "guide.md", 3)
    flashcards(data, "import", str(tmp_path / "guide.md"))
    assert running.ask("/") == 200
    assert running.end(number) == 0
    assert {path.name for path in data.iterdir()} == {"flashcards.db", "flashcards.lock", "server.lock"}
    assert not is_served(data)
    assert flashcards(data, "due")["counts"]["new"] == 3


def test_a_server_starts_where_one_was_killed(running: Running, data: Path) -> None:
    running.end(signal.SIGKILL)
    assert (data / "server.json").exists()
    again = Running(data, "--port", "0", "--no-open")
    assert again.ask("/healthz") == 200
    assert find_server(data) == Presence(again.process.pid, again.address)
    assert again.end(signal.SIGTERM) == 0


def test_a_taken_port_is_refused_before_anything_is_made(data: Path) -> None:
    with closing(listen(0)) as taken:
        port = str(taken.getsockname()[1])
        result = second(data, "--port", port, "--no-open")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"flashcards: Port {port} cannot be used")
    assert not (data / "flashcards.db").exists()
    assert not (data / "server.json").exists()


def test_without_a_wish_the_next_free_port_is_taken() -> None:
    with closing(listen(None)) as first, closing(listen(None)) as then:
        addresses = [first.getsockname(), then.getsockname()]
    assert [host for host, _ in addresses] == [HOST, HOST] == ["127.0.0.1", "127.0.0.1"]
    assert 5000 <= addresses[0][1] < addresses[1][1] <= 5050


def test_a_port_that_is_wished_for_is_taken_or_refused() -> None:
    with closing(listen(0)) as taken, pytest.raises(Config, match="--port"):
        listen(taken.getsockname()[1])


def test_a_newer_collection_is_not_served_and_left_alone(data: Path, tmp_path: Path) -> None:
    build_guide(tmp_path / "guide.md", 3)
    flashcards(data, "import", str(tmp_path / "guide.md"))
    with closing(sqlite3.connect(data / "flashcards.db")) as db:
        db.execute("PRAGMA user_version=999999")
    before = hashlib.sha256((data / "flashcards.db").read_bytes()).hexdigest()
    result = second(data, "--port", "0", "--no-open")
    assert (result.returncode, result.stdout) == (3, "")
    assert "written by a newer version" in result.stderr
    assert hashlib.sha256((data / "flashcards.db").read_bytes()).hexdigest() == before
    assert not is_served(data)


@pytest.mark.skipif(os.name != "posix", reason="the browser is a shell script here")
def test_the_browser_shows_the_page_of_the_server(data: Path, tmp_path: Path) -> None:
    pipe, browser = tmp_path / "shown", tmp_path / "browser"
    os.mkfifo(pipe)
    browser.write_text(f'#!/bin/sh\necho "$1" > {pipe}\n', encoding="utf-8")
    browser.chmod(0o755)
    server = Running(data, "--port", "0", BROWSER=f"{browser} %s")
    assert pipe.read_text(encoding="utf-8").strip() == server.address
    other = subprocess.Popen(
        [sys.executable, "-m", "flashcards", "serve", "--data", str(data)],
        cwd=ROOT, stdout=subprocess.DEVNULL, env=os.environ | {"BROWSER": f"{browser} %s"},
    )  # fmt: skip
    assert pipe.read_text(encoding="utf-8").strip() == server.address
    assert other.wait(timeout=20) == 0
    assert server.end(signal.SIGTERM) == 0


def test_connections_that_send_nothing_do_not_stop_it(running: Running) -> None:
    where = urlsplit(running.address)
    with ExitStack() as stack:
        for _ in range(150):
            idle = stack.enter_context(closing(socket.create_connection((where.hostname, where.port))))
            idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: ")
        assert running.ask("/healthz") == 200


def test_templates_are_compiled_beside_the_requests_until_the_server_stops(tmp_path: Path) -> None:
    app = create_app(tmp_path / "flashcards.db", lambda: build.NOW)
    is_over = threading.Event()
    compile_templates(app, is_over, pause=0)
    assert {name for _, name in app.jinja_env.cache} == set(app.jinja_env.list_templates())
    app.jinja_env.cache.clear()
    is_over.set()
    compile_templates(app, is_over)
    assert not app.jinja_env.cache
    app.extensions["flashcards"].close()


def test_a_server_names_no_software(running: Running) -> None:
    with closing(http.client.HTTPConnection(str(urlsplit(running.address).netloc))) as connection:
        connection.request("GET", "/healthz")
        assert connection.getresponse().getheader("Server") is None


@pytest.fixture
def narrow(tmp_path: Path) -> Iterator[str]:
    """The address of a server in this process whose app takes no more than 10 kB."""
    app = create_app(tmp_path / "flashcards.db", lambda: build.NOW)
    app.config["MAX_CONTENT_LENGTH"] = 10_000
    with listen(0) as listener:
        server = server_of(app, listener)
        thread = threading.Thread(target=_run_until_closed, args=(server,), daemon=True)
        thread.start()
        yield f"{HOST}:{listener.getsockname()[1]}"
        server.close()
        server.task_dispatcher.shutdown()
        thread.join(2)
    app.extensions["flashcards"].close()


def _run_until_closed(server: Any) -> None:
    with suppress(OSError):
        server.run()


@pytest.mark.parametrize("is_chunked", [False, True])
@pytest.mark.parametrize(
    ("path", "said"),
    [("/import", "Import a part of it"), ("/takes/take-1/sound", "A recording holds at most 64 MB"), ("/stories/new", "shorten")],
)
def test_a_body_of_any_length_is_heard_to_its_end_and_refused_in_our_words(
    narrow: str, path: str, said: str, is_chunked: bool
) -> None:
    kind = "application/x-www-form-urlencoded" if path == "/stories/new" else "multipart/form-data; boundary=x"
    with closing(http.client.HTTPConnection(narrow, timeout=20)) as connection:
        body = (bytes(2**16) for _ in range(100))
        length = {} if is_chunked else {"Content-Length": str(100 * 2**16)}
        connection.request("POST", path, body, {"Content-Type": kind, **length}, encode_chunked=is_chunked)
        answer = connection.getresponse()
        page = answer.read().decode()
        assert (answer.status, said in page) == (413, True)
        assert "That did not work" in page
        connection.request("GET", "/healthz")  # on the same connection: nothing of the body is left in it
        assert connection.getresponse().status == 200


def test_a_recording_of_200_mb_is_refused_in_our_words(running: Running) -> None:
    with closing(http.client.HTTPConnection(str(urlsplit(running.address).netloc), timeout=60)) as connection:
        connection.putrequest("POST", "/takes/take-1/sound")
        connection.putheader("Content-Length", str(200 * 2**20))
        connection.putheader("Content-Type", "multipart/form-data; boundary=x")
        connection.endheaders()
        for _ in range(200):
            connection.send(bytes(2**20))
        answer = connection.getresponse()
        assert answer.status == 413
        assert "A recording holds at most 64 MB" in answer.read().decode()


def test_a_kill_loses_no_answered_rating(data: Path, tmp_path: Path) -> None:
    build_guide(tmp_path / "guide.md", 30)
    flashcards(data, "import", str(tmp_path / "guide.md"))
    answered: list[str] = []
    for number in range(ROUNDS):
        server = Running(data, "--port", "0", "--no-open")
        *before, last = flashcards(data, "due")["cards"][: number + 2]
        for card in before:
            answered.append(f"{number}-{card['id']}")
            assert server.ask(**rating(card, answered[-1], number)) == 303
        with closing(http.client.HTTPConnection(str(urlsplit(server.address).netloc))) as connection:
            server.send(connection, **rating(last, f"{number}-unanswered", number))
            server.end(signal.SIGKILL)
    with closing(connect(data / "flashcards.db")) as db:
        kept = {row["review_id"] for row in db.execute("SELECT review_id FROM review_log")}
    assert len(answered) > 4 * ROUNDS
    assert set(answered) <= kept
    assert flashcards(data, "check")["differences"] == []


def rating(card: dict[str, Any], review_id: str, number: int) -> dict[str, Any]:
    """The form that rates a card as `flashcards due` lists it."""
    form = {"rating": number % 4 + 1, "version": card["version"], "review_id": review_id, "took_ms": 1000}
    return {"path": f"/review/{card['id']}/rate", **form}


def build_guide(path: Path, cards: int) -> None:
    path.write_bytes(build.guide(*(f"term {number} :: meaning {number}" for number in range(cards))))

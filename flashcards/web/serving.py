"""The running server: one for a data folder, on this machine only, stopped without losing anything."""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from datetime import datetime
from typing import NoReturn

from flask import Flask
from waitress import create_server
from waitress.server import TcpWSGIServer

from flashcards.config import DEFAULT_PORT, HOST, Config
from flashcards.core.errors import Busy
from flashcards.core.errors import Config as ConfigError
from flashcards.storage.presence import announce, claimed, find_server
from flashcards.web.app import create_app
from flashcards.web.backups import check_backup
from flashcards.web.bodies import patient_channel
from flashcards.web.collection import Server, moment

Clock = Callable[[], datetime]
"""Tells the time, aware UTC."""
PORTS_TRIED = 51
HAND_OVER_SECONDS = 0.0005
"""The thread that sends an answer waits at most this long for the one that made it: 3.4 ms a rating become 2.9."""
THREADS = 8
CONNECTIONS = 1000
"""Idle and slow ones cost next to nothing, while a low limit lets a few dozen of them stop the server."""
COMPILE_PAUSE_SECONDS = 0.05
"""Between two templates, for whoever asks meanwhile."""
BACKUP_CHECK_SECONDS = 300
"""How soon a new study day, or a folder of backups that was lost, is noticed."""


def serve(config: Config, port: int | None, clock: Clock, *, is_opened: bool, say: Callable[[str], None]) -> None:
    """Answer until SIGTERM or Ctrl-C. Where a server has these data already, point to it instead.

    port: exactly that one, 0 for any; None for the usual one or the next that is free. say: prints a line.
    Raises: Config (the port, the time zone), Busy, TooNew, Damaged, ReadOnly, DiskFull.
    """
    with claimed(config.data_dir) as is_ours:
        if is_ours:
            for number in (signal.SIGTERM, signal.SIGINT):  # a shell starts what is in the background deaf to the second
                signal.signal(number, lambda *_: _stop())
            _run(config, port, clock, is_opened, say)
            return
    running = find_server(config.data_dir)
    say(f"flashcards is already running at {running.address} (process {running.pid}).")
    if is_opened:
        open_browser(running.address)


def listen(port: int | None) -> socket.socket:
    """A socket that takes connections already; they wait until the server runs. Raises Config when the port is taken."""
    wanted = range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED) if port is None else (port,)
    for number in wanted:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if os.name == "posix":  # elsewhere it would let two servers share a port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((HOST, number))
            listener.listen()
            return listener
        except OSError as error:
            listener.close()
            reason = error.strerror
    if port is None:
        raise ConfigError(f"No port from {wanted[0]} to {wanted[-1]} is free ({reason}). Name another one with --port.")
    raise ConfigError(f"Port {port} cannot be used ({reason}). Name another one with --port, or none to take one that is free.")


def keep_for_good() -> None:
    """Let the garbage collector leave alone what is there by now: it lives as long as the server, and to look through it all
    again took some request 50 ms.
    """
    gc.collect()
    gc.freeze()


def open_browser(address: str) -> None:
    """Show a page, where there is a screen to show it on."""
    if _has_screen(os.environ):
        webbrowser.open(address)


def _has_screen(environ: Mapping[str, str]) -> bool:
    """A Linux terminal without one would be handed to a text browser."""
    return sys.platform != "linux" or any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


def _run(config: Config, port: int | None, clock: Clock, is_opened: bool, say: Callable[[str], None]) -> None:
    with closing(listen(port)) as listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        app = create_app(config.database, clock)
        keep_for_good()
        is_over = threading.Event()
        try:
            with app.app_context():
                moment()  # is there a zone to tell days by?
            server = server_of(app, listener)
            announce(config.data_dir, address)
            say(f"flashcards is running at {address}")
            say(f"Your data lies in {config.data_dir}")
            say("Press Ctrl-C to stop.")
            if is_opened:
                threading.Thread(target=open_browser, args=(address,), daemon=True).start()
            sys.setswitchinterval(HAND_OVER_SECONDS)
            threading.Thread(target=compile_templates, args=(app, is_over), daemon=True).start()
            threading.Thread(target=_keep_backups, args=(app.extensions["flashcards"], is_over), daemon=True).start()
            server.run()
        finally:
            is_over.set()
            with suppress(Busy):  # then somebody else is connected, and this is not the last to leave
                app.extensions["flashcards"].close()


def compile_templates(app: Flask, is_over: threading.Event, pause: float = COMPILE_PAUSE_SECONDS) -> None:
    """Beside the requests, so that the first view of a page need not wait for its templates, which took up to 160 ms."""
    for name in app.jinja_env.list_templates():
        if is_over.wait(pause):
            return
        app.jinja_env.get_template(name)


def _keep_backups(server: Server, is_over: threading.Event) -> None:
    """See to the backup of the day, beside the requests: a copy is made from a snapshot, and nobody waits for it."""
    check_backup(server)
    while not is_over.wait(BACKUP_CHECK_SECONDS):
        check_backup(server)


def server_of(app: Flask, listener: socket.socket) -> TcpWSGIServer:
    """waitress with our limits; it answers once it is run."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a request that waits a moment is no news
    server = create_server(
        app,
        sockets=[listener],
        threads=THREADS,
        connection_limit=CONNECTIONS,
        channel_timeout=20,
        cleanup_interval=5,
        asyncore_use_poll=True,
        max_request_body_size=sys.maxsize,  # what is too large for the app, the app refuses
        ident=None,
    )
    server.channel_class = patient_channel(app.config["MAX_CONTENT_LENGTH"])
    return server


def _stop() -> NoReturn:
    raise SystemExit(0)

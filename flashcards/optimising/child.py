"""The side that asks: starts the child, hands it the reviews, waits for what it says, and never longer than ten minutes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from flashcards.core.errors import FitFailed

TIME_LIMIT_SECONDS = 600
UNCHANGED = "Nothing was changed."

Child = subprocess.Popen[bytes]


def start() -> Child:
    """A child that waits for its question. It looks for modules where this process does, and not in the present folder."""
    command = [sys.executable, "-P", "-m", "flashcards.optimising"]
    places = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, env=os.environ | places)


def ask(child: Child, lines: Iterable[str], say: Callable[[int], None]) -> dict[str, Any]:
    """What it answers to these lines. say: is told each step, from 1 on, as it begins.

    Raises FitFailed: it could not, it died, it was stopped, or it took too long.
    """
    limit = threading.Timer(TIME_LIMIT_SECONDS, child.kill)
    limit.daemon = True
    limit.start()
    try:
        with child:
            _hand_over(child, lines)
            answer = _answer(child, say)
            if answer is not None:
                return answer
        raise FitFailed(_why(child.returncode, is_late=not limit.is_alive()))
    finally:
        limit.cancel()
        stop(child)


def stop(child: Child) -> None:
    """End it, wherever it is."""
    child.kill()
    child.wait()


def _hand_over(child: Child, lines: Iterable[str]) -> None:
    assert child.stdin is not None
    with suppress(BrokenPipeError), child.stdin:  # a child that is gone has said why, or its status will
        for line in lines:
            child.stdin.write(line.encode() + b"\n")
        child.stdin.write(b"null\n")


def _answer(child: Child, say: Callable[[int], None]) -> dict[str, Any] | None:
    assert child.stdout is not None
    for line in child.stdout:
        said = json.loads(line)
        if "error" in said:
            raise FitFailed(f"The optimiser could not fit these reviews ({said['error']}). {UNCHANGED}")
        if "verdict" in said:
            return dict(said["verdict"])
        say(said["step"])
    return None


def _why(status: int, *, is_late: bool) -> str:
    if is_late:
        return f"The fit took over {TIME_LIMIT_SECONDS // 60} minutes and was stopped. {UNCHANGED} Fit one deck after the other."
    return f"The optimiser ended without an answer (status {status}). {UNCHANGED} Try again; if it stays so, please report it."

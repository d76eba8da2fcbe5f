"""Talking with someone at a terminal, line by line."""

from __future__ import annotations

import sys

import click

from flashcards.cli.invocation import printable


def say(*lines: str) -> None:
    click.echo(printable("\n".join(lines)))


def read_line(prompt: str) -> str:
    """Raises EOFError when there are no more."""
    click.echo(printable(prompt), nl=False)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")

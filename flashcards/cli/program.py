"""The command `flashcards`: finds the command that was asked for, and says in one sentence what went wrong with it."""

from __future__ import annotations

import io
import os
import sqlite3
import sys
import traceback
from importlib import import_module

import click

from flashcards import __version__
from flashcards.cli.invocation import Invocation, data_option, json_option, printable
from flashcards.core.errors import BadInput, FlashcardsError
from flashcards.storage.database import named

COMMANDS = {
    "serve": "serving",
    "import": "importing",
    "folders": "folders",
    "decks": "asking",
    "due": "asking",
    "find": "searching",
    "review": "reviewing",
    "stories": "stories",
    "coverage": "stories",
    "drill": "drill",
    "mock": "mock",
    "fit": "fitting",
    "stats": "looking_back",
    "undo": "keeping",
    "check": "keeping",
    "export": "exporting",
    "backup": "keeping",
    "backups": "keeping",
    "restore": "keeping",
}
"""Command to module. Modules are imported when they are needed: no command waits for what only another one uses."""
INTERRUPTED = 130
"""What a shell expects of a program that Ctrl-C ended."""


class Program(click.Group):
    """The commands, and the one place where errors become words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"flashcards.cli.{COMMANDS[cmd_name]}"), f"{cmd_name}_command")
        return command

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except Exception as error:
            told = in_words(error, ctx.ensure_object(Invocation))
            click.echo(printable(f"flashcards: {told.message}"), err=True)
            ctx.exit(told.exit_status)


def in_words(error: Exception, invocation: Invocation) -> FlashcardsError:
    """The error of ours that an exception means."""
    match error:
        case FlashcardsError():
            return error
        case sqlite3.Error():
            return named(error, invocation.config().database)
        case UnicodeEncodeError():
            return BadInput("A name or a text holds characters that cannot be stored. Rename the file or take them out.")
        case OSError():
            return FlashcardsError(f"{error.filename or 'the output'}: {error.strerror or error}")
    frame = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__} at {os.path.basename(frame.filename)}:{frame.lineno}: {error}"
    return FlashcardsError(f"Something went wrong that should not have; nothing was lost. ({what})")


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@data_option
@json_option
@click.version_option(__version__, prog_name="flashcards")
def program() -> None:
    """Spaced repetition for Amazon engineering-manager interviews, on your own machine."""


def main() -> None:
    """Run the command line. What it makes is for its user's eyes only."""
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    program()

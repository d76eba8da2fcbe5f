"""`serve`: the pages, until Ctrl-C."""

from __future__ import annotations

import click

from flashcards.cli.folder import make_folder, network_warning
from flashcards.cli.invocation import Invocation, data_option, pass_invocation, printable
from flashcards.web.serving import serve


@click.command("serve")
@data_option
@click.option("--port", type=click.IntRange(0, 65535), help="This port; 0 for any. Otherwise 5000 or the next free one.")
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@pass_invocation
def serve_command(invocation: Invocation, port: int | None, no_open: bool) -> None:
    """Show the pages in the browser, to this machine only."""
    config = invocation.config()
    make_folder(config.data_dir)
    if warning := network_warning(config.data_dir):
        click.echo(printable(warning), err=True)
    serve(config, port, invocation.clock, is_opened=not no_open, say=lambda line: click.echo(printable(line)))

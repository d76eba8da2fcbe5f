"""The command line: the same services as the pages, printed.

program.py is the one door for errors; invocation.py holds what every command shares; the other modules hold the commands.
"""

from flashcards.cli.program import main

__all__ = ["main"]

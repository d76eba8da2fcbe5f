"""`python -m flashcards` is the command `flashcards`."""

from flashcards.cli import main

main()

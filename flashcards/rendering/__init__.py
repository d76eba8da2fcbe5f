"""Card Markdown to safe HTML: `render` once when a note is written, `plain_text` for lists and the command line.

renderer.py holds Python-Markdown, sanitiser.py holds nh3, guard.py says what is too hostile to be rendered at all.
"""

from flashcards.rendering.renderer import render
from flashcards.rendering.sanitiser import plain_text

__all__ = ["plain_text", "render"]

"""The limits CONTRIBUTING.md sets for modules and functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "flashcards"
MOST_LINES_OF_A_MODULE, MOST_LINES_OF_A_FUNCTION = 300, 30


def test_no_module_is_longer_than_a_newcomer_reads_at_once() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_MODULE} == {}


def test_no_function_is_longer_than_fits_a_screen() -> None:
    lengths = dict(_functions())
    assert len(lengths) > 1000
    assert {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FUNCTION} == {}


def _functions() -> Iterator[tuple[str, int]]:
    """Each with the lines of its body; what it takes and its docstring are read apart."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                yield f"{path.name}:{node.lineno} {node.name}", body[-1].end_lineno - body[0].lineno + 1 if body else 0

"""The search language: what a person types becomes a tree of conditions. docs/search.md is its manual.

Words stand for themselves, `key:value` asks for a fact, `-` negates, `or` and brackets group; what stands side by side must
all be true.
"""

from __future__ import annotations

from dataclasses import dataclass

from flashcards.core.search.query import All, Either, Not, Query
from flashcards.core.search.terms import term
from flashcards.core.search.tokens import Misread, Token, tokens

DEEPEST = 50
"""Brackets and minus signs within each other."""


def parse(text: str) -> Query:
    """The tree of a search; an empty one finds everything. Raises Misread."""
    reader = _Reader(tokens(text))
    query = _either(reader, 0)
    if token := reader.next():
        raise Misread(token.column, "this bracket closes nothing; take it out, or put it in quotes to look for it.")
    return query


@dataclass(slots=True)
class _Reader:
    tokens: list[Token]
    place: int = 0

    def next(self, *marks: str) -> Token | None:
        """The token at hand, if it is one of these; any, if none are named."""
        if self.place < len(self.tokens) and (not marks or self.tokens[self.place].mark in marks):
            return self.tokens[self.place]
        return None

    def take(self, *marks: str) -> Token | None:
        token = self.next(*marks)
        self.place += token is not None
        return token


def _either(reader: _Reader, depth: int) -> Query:
    parts = [_all(reader, depth)]
    while token := reader.take("or"):
        if parts[-1] == All() or not reader.next("", "-", "("):
            raise Misread(token.column, _BETWEEN.format("or"))
        parts.append(_all(reader, depth))
    return parts[0] if len(parts) == 1 else Either(tuple(parts))


def _all(reader: _Reader, depth: int) -> Query:
    parts: list[Query] = []
    while token := reader.next("", "-", "(", "and"):
        if reader.take("and") and not (parts and reader.next("", "-", "(")):
            raise Misread(token.column, _BETWEEN.format("and"))
        parts.append(_one(reader, depth))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


_BETWEEN = "“{0}” stands between two searches; put it in quotes to look for the word."


def _one(reader: _Reader, depth: int) -> Query:
    token = reader.take()
    assert token  # its callers looked
    if depth == DEEPEST:
        raise Misread(token.column, f"brackets and minus signs go at most {DEEPEST} deep.")
    if token.mark == "-":
        following = reader.next("", "-", "(")
        if not following or following.column > token.column + 1:
            raise Misread(token.column, "a minus stands right before what is not wanted; put it in quotes to look for it.")
        return Not(_one(reader, depth + 1))
    if token.mark == "(":
        return _bracket(reader, token, depth)
    return term(token)


def _bracket(reader: _Reader, opening: Token, depth: int) -> Query:
    if reader.next(")"):
        raise Misread(opening.column, "there is nothing in these brackets; write a search in them, or take them out.")
    inner = _either(reader, depth + 1)
    if not reader.take(")"):
        raise Misread(opening.column, "this bracket is not closed; add “)”, or put it in quotes to look for it.")
    return inner

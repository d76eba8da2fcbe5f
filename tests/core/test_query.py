"""The search language: what is typed is read one way, or refused with the place of the mistake."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.search.grammar import DEEPEST, parse
from flashcards.core.search.query import (
    Added,
    All,
    Edited,
    Either,
    Fact,
    Flagged,
    Has,
    Ids,
    Is,
    Not,
    Property,
    Query,
    Rated,
    Side,
    Standing,
    Words,
)
from flashcards.core.search.terms import LONGEST_DAYS
from flashcards.core.search.tokens import LONGEST, MOST_TERMS, Misread

SQS, QUEUE, TOPIC = Words(("sqs",)), Words(("queue",)), Words(("topic",))

READ: dict[str, Query] = {
    "": All(),
    "  ": All(),
    "sqs": SQS,
    "sqs queue": All((SQS, QUEUE)),
    "sqs and queue": All((SQS, QUEUE)),
    "sqs AND queue OR topic": Either((All((SQS, QUEUE)), TOPIC)),
    "sqs or queue topic": Either((SQS, All((QUEUE, TOPIC)))),
    "sqs (queue or topic)": All((SQS, Either((QUEUE, TOPIC)))),
    "-sqs": Not(SQS),
    "-(sqs queue)": Not(All((SQS, QUEUE))),
    "--sqs": Not(Not(SQS)),
    "a-b": Words(("a-b",)),
    "c++": Words(("c++",)),
    "SQS:": Words(("SQS:",)),
    "10:30": Words(("10:30",)),
    '"dead letter"': Words(("dead letter",), is_whole=True),
    "“dead letter”": Words(("dead letter",), is_whole=True),
    '"dead let*"': Words(("dead let",)),
    '"deck:AWS"': Words(("deck:AWS",), is_whole=True),
    r'"say \"no\""': Words(('say "no"',), is_whole=True),
    r"a\*b": Words(("a*b",)),
    r"deck\:x": Words(("deck:x",)),
    "queue*": QUEUE,
    "q*e": Words(("q", "e")),
    "*ue": Words(("", "ue")),
    "*": Words(("", "")),
    '"or"': Words(("or",), is_whole=True),
    "max(sqs)": All((Words(("max",)), SQS)),
    "front:sqs": Words(("sqs",), Side.FRONT),
    'back:"sqs"': Words(("sqs",), Side.BACK, is_whole=True),
    'deck:"AWS::S3"': Has(Fact.DECK, ("AWS::S3",)),
    "DECK:aws*": Has(Fact.DECK, ("aws", "")),
    "tag:none": Has(Fact.TAG, None),
    'tag:"none"': Has(Fact.TAG, ("none",)),
    "is:due": Is(Standing.DUE),
    "flag:3": Flagged(3),
    "flag:Green": Flagged(3),
    "flag:none": Flagged(0),
    "kind:FACT": Has(Fact.KIND, ("fact",)),
    "form:cloze": Has(Fact.FORM, ("cloze",)),
    "added:7": Added(7),
    "edited:1": Edited(1),
    "rated:7": Rated(7, None),
    "rated:7:1": Rated(7, 1),
    "prop:ivl>=21": Property("ivl", ">=", 21),
    "prop:due=-1": Property("due", "=", -1),
    "prop:r<0.8": Property("r", "<", 0.8),
    "nid:1,2": Ids("notes", (1, 2)),
    "cid:7": Ids("cards", (7,)),
}

REFUSED = {
    '"': (1, "not closed"),
    'sqs "queue': (5, "not closed"),
    'deck:"AWS': (6, "not closed"),
    "NEAR(": (5, "not closed"),
    "(sqs": (1, "not closed"),
    "sqs)": (4, "closes nothing"),
    "()": (1, "nothing in these brackets"),
    '""': (1, "nothing in these quotes"),
    "AND": (1, "between two searches"),
    "sqs or": (5, "between two searches"),
    "or sqs": (1, "between two searches"),
    "sqs or or queue": (5, "between two searches"),
    "(sqs or)": (6, "between two searches"),
    "sqs - queue": (5, "a minus stands right before"),
    "-": (1, "a minus stands right before"),
    "sqs is:foo": (5, "there is no is:foo, only new, learn, review"),
    "kind:essay": (1, "there is no kind:essay"),
    "https://sqs": (1, "there is no https:"),
    "deck:": (1, "needs a value"),
    "deck: AWS": (1, "needs a value"),
    'deck:""': (1, "needs a value"),
    "flag:8": (6, "a flag is 0 to 7"),
    "added:0": (7, "a number of days"),
    "added:٣": (7, "a number of days"),
    f"added:{LONGEST_DAYS + 1}": (7, "a number of days"),
    "rated:1:5": (7, "a rating is 1 to 4"),
    "prop:ivl": (6, "write prop: with"),
    "prop:ease>2": (6, "write prop: with"),
    "prop:r<80": (6, "from 0 to 1"),
    "prop:ivl>1.5": (6, "whole number"),
    "cid:1,x": (5, "takes numbers"),
    "sqs\x00": (4, "no text holds"),
    "\ud800": (1, "no text holds"),
    "x" * (LONGEST + 1): (LONGEST + 1, "at most 2,000 characters"),
    "a " * (MOST_TERMS + 1): (2 * MOST_TERMS + 1, "at most 100 words"),
    "(" * 60 + "a" + ")" * 60: (DEEPEST + 1, "50 deep"),
    "-" * 60 + "a": (DEEPEST + 1, "50 deep"),
}


@pytest.mark.parametrize("text", READ)
def test_a_search_is_read_as_it_is_meant(text: str) -> None:
    assert parse(text) == READ[text]


@pytest.mark.parametrize("text", REFUSED)
def test_a_mistake_is_named_with_its_place(text: str) -> None:
    column, words = REFUSED[text]
    with pytest.raises(Misread, match=f"Column {column}: ") as refused:
        parse(text)
    assert refused.value.column == column
    assert words in refused.value.message


typed = (
    st.text()
    | st.lists(
        st.sampled_from(
            '" “ ( ) - or AND a c++ * deck: is:due tag:x rated:1: prop:s<1 \\ \x00 \ud800 é 🙂 NEAR( "b c" :'.split(" ")
        )
    ).map(lambda words: " ".join(words))
    | st.text(alphabet='"()-*\\: aor')
)


def refusal(text: str) -> Misread | None:
    try:
        parse(text)
    except Misread as refused:
        return refused
    return None


@given(typed)
def test_any_text_is_read_or_refused_at_a_place_within_it(text: str) -> None:
    refused = refusal(text)
    assert refused is None or 1 <= refused.column <= len(text)


def test_twenty_thousand_characters_are_refused_at_once() -> None:
    for text in ("\\" * 20_000, '"\\' * 10_000, "a:" * 10_000, " " * 19_999 + '"'):
        with pytest.raises(Misread):
            parse(text)

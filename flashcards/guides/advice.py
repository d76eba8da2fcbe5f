"""Sentences that state a rule: what the reader is told to do or not to do, or what something means for them."""

from __future__ import annotations

import re

from flashcards.guides.phrases import any_of
from flashcards.guides.wording import plain

MOST_CHARACTERS = 600
"""Of a sentence that is looked at."""

_SENTENCE_END = re.compile(r"(?<=[.!?:])[\"”')]*\s+|;\s+")
_OF_ONESELF = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|us|me)\b")
_BINDS = any_of(
    r"\b(?:must|should)(?:n['’]t| not)?\b(?! have\b)|\b(?:never|(?<!not )(?<!is )(?<!are )always|make sure|be sure)\b",
    r"(?:^|, |\b(?:you|and|but|so|then|please) )(?:do not|don['’]t|avoid)\b",
    r"\byou(?:['’]ll)? (?:will )?(?:need|have|want|ought) to\b",
    r"\b(?:it['’]s|it is) (?:important|best|better|okay|fine)\b",
)
_IF = any_of(r"(?:(?:so|but|and|even|also|likewise|conversely),? )?(?:if|when|unless)\b[^,]*\byou(?:r|['’]\w+)?\b[^,]*, ?\S")
_JUDGES = any_of(
    r"(?:[\w'’-]+ ){0,4}?(?:red flag|mistake|pitfall|trap|anti-?pattern|rule(?: of thumb)?|key|trick|way|strategy|approach|bet)"
    r"(?: [\w'’-]+){0,5}? (?:is|are) (?:to|that|not|when|often|by|usually)\b"
)
_WORD = (
    r"(?:an?|the|another|your|you|yourself|their|them|it|its|this|that|these|those|each|every|all|any|some|something"
    r"|by|how|what|why|whether|only)"
)
"""With what goes on an order: "Share your screen", "Start by asking"."""
_TELLS = re.compile(
    r"(?:(?:So|Then|Instead|Also|But|And|First|Next|Finally|Regardless[^,]*|If [^,]*|When [^,]*|[^,]*, (?:but|then|so|and)),? )?"
    r"(?P<verb>[A-Za-z]{2,})(?<!ing)(?<!ly)(?<!ed)(?<!s)(?: (?:back|up|out|in|on|down|for|at|with|to))? "
    rf"{_WORD}\b"
)
_NO_VERB = frozenset(
    "the an this that these those it they we you he she there here all any some each every both most many much few such "
    "what when where why how which who whose if for from with without at by to in on of as or and but so because while "
    "after before since until than then not no nor only just even also like unlike about into over under between among "
    "through during per via is are was were be been has have had do does did will would can could may might shall its "
    "their your our my one two once beyond above below within despite given besides upon across against inside outside "
    "toward towards whatever behind near along around plus either neither another often sometimes perhaps maybe still "
    "yet except regarding concerning".split()
)
"""Words that no order begins with."""


def states_rule(text: str) -> bool:
    """Whether one sentence of a text states a rule; what its author tells of their own doings is none."""
    sentences = _SENTENCE_END.split(plain(text))
    others = [one for one in sentences if not _OF_ONESELF.search(one)]
    return len(others) * 2 > len(sentences) and any(_binds(one) for one in others)


def _binds(sentence: str) -> bool:
    if sentence.endswith("?") or len(sentence) > MOST_CHARACTERS:
        return False
    if _BINDS.search(sentence) or _IF.match(sentence) or _JUDGES.match(sentence):
        return True
    told = _TELLS.match(sentence)
    return told is not None and told["verb"].lower() not in _NO_VERB

"""Sentences that say nothing of their guide's subject: what the guide is, what comes next in it, and talk with the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from flashcards.guides.phrases import any_of, points
from flashcards.guides.wording import has_any, plain, without_emoji

_GUIDE = r"(?:guide|cheat ?sheet|handbook|question bank|readme|tutorial)"
_PAPER = (
    r"(?:section|document|template|plan|chapter|reference|resource|series|module|exercise|assessment|checklist|page|repo(?:sitory)?"
    r"|course|article|post|collection|guideline|guidance|lesson|lecture|part|playbook|primer|table|workbook|write-?up|tutorial"
    r"|handbook)s?"
)
_SPEAKS = (
    r"(?:(?:is|are|was|were|has been) (?:designed|meant|intended|written|for|part of|not meant|based on"
    r"|an? (?:\W*)(?:comprehensive|complete|living|quick|organi[sz]ed|curated|collection|summary|list of))"
    r"|covers?|provides?|contains?|will (?:help|show|teach|walk|give|cover|discuss|explain|look|focus|go)|aims?|explains?"
    r"|describes?|gives?|offers?|walks?|outlines?|links?|serves?|summari[sz]es?|collects?|presents?|focus(?:es)?|assumes?"
    r"|supports?|establish(?:es)?|introduces?|concludes?|builds? on|picks? up|continues?|wraps? up|goes (?:through|over|into)"
    r"|talks about|discuss(?:es)?|explores|highlights|breaks\b.{1,60}\bdown|looks at|deals with|details|touches on"
    r"|defines everything)"
)
_PART = (
    r"(?:guide|part|section|chapter|lesson|lecture|module|tutorial|series|course|unit|lab|article|post|page|document|playbook"
    r"|primer|handbook|week|book|workshop|cheat ?sheet|notes)"
)
_LEAD = r"(?:(?:please )?(?:note|remember|important|reminder|tip|p\.?s\.?)\s*[:!]\s*)?+"
_ABOUT = any_of(
    _LEAD + r"(?:welcome to|in this (?:guide|section|chapter|page|document|article|post)\b|last updated|disclaimer\b",
    r"(?:by|after|before) (?:the end of|reading|completing|working through|starting|you (?:start|begin|read)) this\b",
    rf"this (?:(?!the\b|an?\b)\S+ ){{0,3}}{_GUIDE}\b|th(?:is|ese) (?:\S+ ){{0,3}}{_PAPER} {_SPEAKS}\b",
    r"use (?:this|these|the) (?:guides?|templates?|pages?|faqs?|references?)\b|these are (?:essential|recommended)",
    r"use (?:this|these|the) (?:[\w-]+ ){0,3}(?:tables?|check ?lists?|cheat ?sheets?|lists?|charts?|matri(?:x|ces)|sections?"
    r"|cards?|questions?|notes?|maps?)(?: (?:below|above))? (?:to|as|for|when|while|during|before|if)\b",
    r"use (?:this|it|these|them) as (?:an?|your) (?:[\w-]+ )?(?:reference|starting point|check ?list|cheat ?sheet|guide)\b",
    rf"(?:in|throughout|over the course of) this {_PART},? (?:we|you|i|let)\b",
    rf"(?:in|at) the (?:next|following|previous|last|beginning of this|start of this|end of this) {_PART},? (?:we|you|i)\b",
    r"this (?:concludes|wraps up|completes|ends|is the end of|marks the end of|brings us to the end of) (?:the|our|this|your)"
    rf" (?:\S+ ){{0,4}}{_PART}\b|that(?:['’]s| is) (?:it|all) for (?:this|the|part)\b|(?:end|recap) of {_PART}\b",
    rf"{_PART} (?:[a-z]|\d{{1,2}}|one|two|three|four|five) (?:ends|begins|closes|covers|starts|continues|concludes|introduces"
    r"|wraps|opens|picks)\b",
    r"(?:this|the) (?:\S+ ){0,2}(?:section|page|chapter|guide) is (?:still |currently )?"
    r"(?:under|in) (?:development|construction|progress)",
    r"(?:this|the) (?:section|page|chapter|guide) (?:could|needs|may|might)\b|consider contributing|contributions are welcome",
    r"answer these questions|these are starting points\b|use ctrl|keep this (?:guide|page|sheet)\b",
    r"(?:keep|continue) reading\b|read on\b|\(?(?:click|tap|hover) on\b",
    r"(?:if you )?f(?:ind|ound) this (?:\S+ ){0,2}(?:resource|guide|repo\w*|page|post|article) (?:helpful|useful)"
    r"|if you (?:find|like) this\b",
    r"(?:feel free to|please) (?:contribute|submit|open|contact|star|share|give)\b|the following (?:page|guide|article) is\b",
    r"this (?!will\b)(?:\S+ ){1,6}(?:ensures?|prepares?|equips?) you\b"
    r".*\b(?:interviews?|demonstrate|prepared|ready|confident|succeed)\b",
    r"the (?:[\w-]+ )?(?:diagram|figure|visuali[sz]ation|image|picture|chart|table|graph|animation|list) (?:below|above) "
    r"(?:shows?|models|illustrates?|depicts?|lists?|summari[sz]es|compares|describes|gives)\b[^:]*$",
    r"(?:review|practi[sc]e|go through|work through) (?:these|them) (?:before|daily|until|every|again)\b",
    r"this (?:method|framework|approach|technique|format|structure) will help you\b",
    rf"(?:this|that|these|it|they|more on this)\b.{{0,60}}\b(?:be|is|are) (?:covered|discussed|explained|described|explored)\b"
    rf".{{0,60}}\b(?:next|later|previous) {_PART}\b)",
)
_BEGINNINGS = frozenset(
    "please note remember important reminder tip p welcome in last disclaimer by after before this these use the consider answer "
    "contributions keep continue read click tap hover if find found feel throughout over that end recap guide part section "
    "chapter lesson module tutorial series course unit lab article post page document playbook primer handbook week book "
    "workshop at it they more lecture the review practice practise go work".split()
)
"""The first words of those."""
_SO = any_of(rf" (?:so|and|but|hence|therefore) th(?:is|ese) (?:\S+ ){{0,2}}(?:{_GUIDE}|{_PAPER}) {_SPEAKS}\b")
_BESIDE = any_of(rf"{_LEAD}.{{0,160}}\bin the (?:preceding|previous|following|next) (?:sections?|chapters?)\W*$")
_NOUN = any_of(rf"{_LEAD}th(?:is|ese) (?:\S+ ){{0,3}}?(?P<noun>{_GUIDE}|{_PAPER})\b")
_TALK = any_of(
    rf"{_LEAD}(?:feel free to|please) (?:read|browse|visit|reach out|comment|leave|fork|drop|message|subscribe|follow)\b.*",
    r"(?:please )?(?:drop|leave) (?:us |me )?an? (?:comment|star|note|like|message|line)\b.*|let me know (?:if|what|in|how)\b.*",
    r"(?:please )?follow me\b.*|(?:please )?subscribe to (?:my|our|the|this)\b.*|stay tuned\b.*|thank(?:s| you) for reading\b.*",
    r"(?:don['’]t forget to )?(?:like, )?(?:share|star|bookmark) this (?:repo\w*|post|article|guide|page)\b.*",
    r"(?:i )?hope (?:this|you (?:enjoy|find|found|like))\b.*",
    r"i have (?:\S+ ){0,3}(?:notes?|posts?|articles?) (?:on|about) (?:this|it|that)\b.*",
    rf"(?:i|we)(?:['’]ll| will) (?:\S+ ){{0,6}}in (?:this|(?:the|a) (?:next|later|following|future)|another) {_PART}\b.*",
    r"i(?:['’]ll| will) (?:address|cover|discuss|explain|describe|go (?:through|over|into)) (?:this|these|them|it|each|all)"
    r" (?:below|here|later|next|from .*|in (?:more )?detail.*)\W*",
    r"(?:(?:before|now|so|first|next|first of all)\b[^.!?:]{0,60},? )?let['’]s (?:also |now |first |quickly )?"
    r"(?:look|see|discuss|explore|understand|apply|dive|take a|review|go (?:over|through|into)|start (?:by|with)|talk|move|break"
    r"|consider|examine|learn)\b[^.!?:]*[.!]?",
    r"(?:would you like|want) me to\b.*\?|if (?:yes|so), (?:just )?(?:reply|say|type|write)\b.*",
    rf"{_LEAD}please (?:read|see|check) .{{0,60}}\bdisclaimer\b.*",
    r"(?:please )?(?:see|refer to|read) ['\"‘“*][^'\"’”*]{1,60}['\"’”*] (?:above|below)\W*",
)
"""Of a reader, or by somebody who writes to one."""
_TALKS = frozenset(
    "please feel drop leave let follow subscribe stay thanks thank don like share star i hope we would want if see refer note "
    "important before now so first next".split()
)
_CUES = (
    *("](", "://", "this ", "these ", " next ", "feel free", "please ", "let me know", "follow me", "subscribe", "stay tuned"),
    *("thank", "hope", "drop ", "leave ", "i have ", "i will ", "i'll ", "i’ll ", "let's ", "let’s ", " me to ", "if yes"),
    *("if so", " below", " above", " following "),
)
"""What stands in a text with any of them, in lower case."""
_WORD = re.compile(r"[A-Za-z]+")
_ASIDE = re.compile(r"[*_](?![*_])[^*_].*(?<![*_])[*_]", re.DOTALL)
_NEW_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][)*_\"”]))\s+(?=[A-Z(\[])")
_ENDS = (". ", ".\n", ".)", ".*", "! ", "!\n", "? ", "?\n")
"""What stands in a text of more than one sentence."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_LEADS_ON = re.compile(
    r"(?:(?<=[a-z)][.!?])\s+|\n\n)(?:Below|Here|Some|There|The following|Following|Steps?|Examples?|For example|Consider)\b"
    r"[^\n.!?|`]*:(?:\n!\[[^\[\]\n]*\]\([^()\n]*\))?\Z"
)
"""A sentence at the end, of what comes next, or of a picture."""
_LEADS_IN = re.compile(r"(?:Let['’]s|Below (?:is|are)) [^\n.!?]*:\n\n")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))
_MARKS = ("**", "`", '"', "__")


def without_asides(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """A text without the sentences that are asides, and those, each with where it began.

    The first sentence stays; and what led in to something below still does."""
    if not has_any(text, _ENDS) or not has_any(text.lower(), _CUES):
        return text, ()
    cut = tuple(_asides(text))
    if not cut:
        return text, ()
    left, at = "", 0
    for start, one in cut:
        left, at = left + text[at:start], start + len(one)
    left = (left + text[at:]).rstrip()
    return f"{left.rstrip('.')}:" if text.endswith(":") and not left.endswith(":") else left, cut


def closed(back: str) -> str:
    """A text without a first line that only leads in to the rest, and a last sentence that leads in to nothing."""
    leads_in = _LEADS_IN.match(back) if back.startswith(("Let", "Below")) else None
    back = back[leads_in.end() :] if leads_in else back
    may_lead_on = back.endswith(":") or (back.endswith(")") and "\n![" in back)
    leads_on = _LEADS_ON.search(back) if may_lead_on else None
    return back[: leads_on.start()] if leads_on else back


def _asides(text: str) -> Iterator[tuple[int, str]]:
    """Where the sentences behind the first begin that are asides, each with the space behind it."""
    starts = [found.end() for found in _NEW_SENTENCE.finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        sentence = text[start:end]
        if _is_whole(sentence) and is_aside(sentence, text[:start]):
            yield start, sentence


def _is_whole(sentence: str) -> bool:
    """Whether nothing that is stressed, quoted or bracketed goes on behind it."""
    is_paired = all(sentence.count(first) == sentence.count(last) for first, last in _PAIRS)
    return is_paired and not any(sentence.count(mark) % 2 for mark in _MARKS)


def is_aside(sentence: str, before: str = "") -> bool:
    """Whether a sentence is none of the subject's. before: what stands before it; a paper named there is what it speaks of."""
    sentence = sentence.strip("() ") if sentence[:1] == "(" else sentence
    if points(sentence) or talks(sentence):
        return True
    if sentence.rstrip("*_ ").endswith(":") or not speaks_of_the_guide(sentence):
        return False
    named = _NOUN.match(plain(sentence)) if before else None
    return named is None or named["noun"].lower().rstrip("s") not in before.lower()


def talks(text: str) -> bool:
    """Whether a text only speaks with its reader: "Let me know what you think!"."""
    first = _WORD.search(text)
    return first is not None and first[0].lower() in _TALKS and _TALK.fullmatch(plain(without_emoji(text))) is not None


def speaks_of_the_guide(text: str) -> bool:
    """Whether a paragraph says what the guide is or how to use it; of an aside in italics, any sentence may."""
    words = plain(without_emoji(text))
    said = _SENTENCE_END.split(words) if text.startswith(("*", "_")) and _ASIDE.fullmatch(text) else [words]
    return "not shown to " in words[:100] or any(map(_speaks, said))


def is_about_the_guide(words: str) -> bool:
    """The same of plain words."""
    return "not shown to " in words[:100] or _speaks(words)


def _speaks(sentence: str) -> bool:
    first = _WORD.search(sentence)
    if first and first[0].lower() in _BEGINNINGS and _ABOUT.match(sentence):
        return True
    if " the " in sentence[-60:].lower() and _BESIDE.match(sentence):
        return True
    return " this " in sentence and _SO.search(sentence) is not None

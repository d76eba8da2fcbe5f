"""The grammatical subject of a sentence, found by its first verb, and what can be asked of it."""

from __future__ import annotations

import re

from flashcards.guides.shapes.definitions import is_of_one_stem, tells_no_more

MOST_IN_A_NAME, MOST_IN_A_THIN_NAME = 9, 2
"""Words of a sentence's subject, and of one of which it is rather asked what it does."""
LEAST_SAID = 2
"""Words behind a verb that tell something."""

_TRANSITIVE = (
    "allow provide support require ensure contain include offer need give create return indicate reduce improve "
    "enable prevent handle hold describe represent solve avoid replace cause use mean help keep take bring add remove "
    "determine store implement send receive detect track"
).split()
_WITH_S = {f"{verb}s": verb for verb in _TRANSITIVE}
_NOUNS_TOO = frozenset("causes stores handles holds".split())
_BE = frozenset("is are".split())
_MODALS = frozenset("can could may might must should will would cannot".split())
VERBS = frozenset((*_BE, *_MODALS, *_TRANSITIVE, *_WITH_S)) - _NOUNS_TOO | frozenset(
    "was were has have had shall do does did isn't aren't wasn't weren't can't couldn't doesn't don't didn't won't shouldn't "
    "mustn't hasn't haven't depends depend makes make works runs consists consist refers refer happens happen becomes become "
    "sends leads acts exists exist occurs occur lives sits comes goes says tells shows belongs belong applies apply follows "
    "remains remain serves lets differs differ tends tend turns lies relies rely matters carries increases decreases stays "
    "begins ends boils equals".split()
)
"""Verbs by which the end of a subject is known; not those that are as often nouns."""
_ADVERBS = frozenset(
    "also only always never often not very mostly just most more less sometimes soon already even ever still now then".split()
)
_NO_ADVERBS = frozenset("family supply reply assembly anomaly monthly weekly daily".split())
_THIN = frozenset(
    "the a an some many most all each few several other another both every any one everyone everybody everything someone "
    "something nobody nothing people".split()
)
"""Words that begin a subject and name nothing."""
NEVER_FIRST = VERBS | frozenset(
    "it this that these those they he she you we i here there what why how who which when where while whilst if as its "
    "their his her our your my and or but so such then not also because since although though to for with in on at from by "
    "of than let let's neither either others please sure well yes no ok okay hi see good great nice same still again think "
    "imagine assume suppose consider continue compared before after until during once unless now start stop focus use try "
    "ask be do make keep take give avoid remember bring think go look".split()
)
"""Words that begin no subject: they point back, join or order."""
POINTS_BACK = re.compile(
    r"\b(?:this|these|those|it|they|them|its|their|there|such|he|she|his|her|above|below|former|latter|my|I|me|(?:of|behind|for"
    r"|with|from|in|on|to|about|by) that)\b"
)
_NO_NAME = re.compile(
    r"\b(?:you|we|us|how|what|why|when|will|which|whose|where|both (?!\S+ and\b))\b|[,;:.=>?!\"“<)]|\s[–—-]"
    r"|(?<!\bof)(?<!\bin)(?<!\bon)(?<!\bto)(?<!\bby)(?<!\bfor)(?<!\band)(?<!\bwith)(?<!\bfrom)(?<!(?<!th)ing)(?<!\bor)(?<!\bthan)"
    r" (?:an?|the)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^()]*\)|\s[–—-]{1,2}\s[^–—]*\s[–—-]{1,2}(?=\s)")
_INSERTED = re.compile(r",[^,]{2,60},(?=\s)")
_PLAIN = re.compile(r"[a-z]+(?:-[a-z]+)*")
_PREPOSITIONS = frozenset("for on by from with of about to".split())
_BEHIND_USED = frozenset("in as by on".split())
_NOT_ASKED = frozenset("able likely going due required designed meant said used easy hard difficult important best good".split())
_ARTICLES = frozenset("a an one".split())


def subject_of(sentence: str, about: str) -> str:
    """The words before the first verb; where they say too little, or only what the heading names, a question with the verb."""
    words = _INSERTED.sub("", _ASIDE.sub("", sentence), count=1).split()
    first = words[0].lower().replace("’", "'").partition("'")[0] if words else ""
    at = _verb(words) if first not in NEVER_FIRST else 0
    end = at - 1 if at > 1 and _is_adverb(words[at - 1]) else at
    name = " ".join(words[:end])
    if not 0 < end <= MOST_IN_A_NAME or POINTS_BACK.search(name) or _NO_NAME.search(name):
        return ""
    name, is_it = _lowered(name), _names(name, about)
    asked = _said_of(name, words[at:], is_it=is_it) if is_it or end <= MOST_IN_A_THIN_NAME else ""
    is_bare = end == 1 and words[0][1:].islower()
    is_thin = is_it or is_bare or (end == MOST_IN_A_THIN_NAME and first in _THIN and words[1].islower())
    return asked or ("" if is_thin or name.lower() in _THIN else name)


def _verb(words: list[str]) -> int:
    """Where the first verb stands that is in no relative clause; 0 where there is none."""
    begins = -1
    for at, word in enumerate(words[: MOST_IN_A_NAME + 2]):
        if at and word in ("that", "who"):
            begins = at
        elif at and begins + 1 != at and word.lower().replace("’", "'") in VERBS and _may_be_verb(words[:at], word):
            return at
    return 0


def _may_be_verb(before: list[str], word: str) -> bool:
    """Whether a word stands where a verb can: not behind "to", and one like "offer", which may be a noun, behind many."""
    if word in _TRANSITIVE:
        return before[-1].endswith("s") or "and" in before
    return before[-1] != "to"


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or (word.endswith("ly") and word not in _NO_ADVERBS)


def _names(name: str, about: str) -> bool:
    """Whether a subject is no more than what the heading names."""
    own = re.findall(r"\w+", about.lower())
    said = [word for word in re.findall(r"\w+", name.lower()) if word not in ("the", "a", "an")]
    return all(any(word == other or is_of_one_stem(word, other) for other in own) for word in said)


def _said_of(name: str, words: list[str], *, is_it: bool) -> str:
    """What is asked of a subject by the verb behind it: "what does it offer", "what can the server store"."""
    verb, after = words[0].lower(), [word for word in words[1:6] if not _is_adverb(word)]
    if name.lower() in _THIN or len(after) < LEAST_SAID:
        return ""
    are_many = verb in ("are", *_TRANSITIVE) or (verb in _MODALS and name.endswith("s"))
    it = ("they" if are_many else "it") if is_it else name.lower() if are_many and " " not in name else name
    if verb in _MODALS and after[0] in _TRANSITIVE:
        return f"what {verb} {it} {after[0]}"
    if verb in _BE:
        return _is_what(f"what {verb}", name, it, words[1:], after)
    if verb in _WITH_S:
        return f"what does {it} {_WITH_S[verb]}"
    return f"what do {it} {verb}" if verb in _TRANSITIVE else ""


def _is_what(what: str, name: str, it: str, said: list[str], after: list[str]) -> str:
    """ "what is it focused on", "what is a stream"; "" where what is said is only a property."""
    if said[0] in _ARTICLES and name.partition(" ")[0] not in _THIN - {"a", "an", "the"} and not tells_no_more(" ".join(said)):
        return f"{what} {name}"
    if after[0] == "used":
        return f"{what} {it} used {after[1] if after[1] in _BEHIND_USED else 'for'}"
    is_asked = after[1] in _PREPOSITIONS and _PLAIN.fullmatch(after[0]) and after[0] not in _NOT_ASKED
    return f"{what} {it} {after[0]} {after[1]}" if is_asked else ""


def _lowered(name: str) -> str:
    """A name as it stands behind a colon: its article in lower case."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if rest and first.lower() in _THIN else name

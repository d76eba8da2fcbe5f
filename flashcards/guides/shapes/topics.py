"""What a paragraph is about, in its own words: its first term, its clause "when …", or the subject of its first sentence."""

from __future__ import annotations

import re

from flashcards.guides.shapes.definitions import first_sentences
from flashcards.guides.shapes.subjects import MOST_IN_A_NAME, NEVER_FIRST, POINTS_BACK, VERBS, subject_of
from flashcards.guides.wording import plain

MOST_IN_A_TERM, MOST_IN_A_CLAUSE, MOST_IN_AN_OPENER, MOST_AT_THE_END = 6, 16, 8, 10
"""Words of a term that a paragraph begins with, of a clause, of what stands before a comma, and of a clause at the end."""
LEAST_IN_A_CLAUSE, LEAST_IN_A_SENTENCE = 2, 5
"""Words of a clause, and of a sentence that is looked at."""
MOST_IN_A_SENTENCE = 600
"""Characters of a sentence that is looked at."""

_RUN_IN = re.compile(
    r"(?:\*\*(?P<bold>[^*\n]{2,60})\*\*|[*_](?P<slanted>[^*_\n]{2,60})[*_]|`(?P<code>[^`\n]{2,60})`"
    r"|[\"“](?P<quoted>[^\"“”\n]{2,60})[\"”])(?=:|\s+[-–—]|\s+\(|\.\s|\s+[A-Z])"
    r"|(?P<name>[A-Z][\w/'’-]*(?: [\w/'’-]+){0,4})(?::|\s[-–—])\s"
)
_NO_TERM = re.compile(
    r"(?:note|n\.?b|tips?|important|warning|caution|examples?|e\.?g|for (?:example|instance)|answers?|questions?|remember|def"
    r"|solution|[aq]\d?|in (?:short|summary|other words)|updates?|edit|source|credits?|ps|caveat|step \d+)\b.*",
    re.IGNORECASE,
)
_IN_NO_TERM = VERBS | frozenset("you we i it this these".split())
_OPENER = re.compile(
    r"(?:(?:also|and|but|so|yet|then|thus|again|however|moreover|furthermore|additionally|finally|lastly|firstly|secondly|thirdly"
    r"|(?:first|second|third|next)(?=,)|now|still|instead|conversely|similarly|likewise|therefore|hence|consequently"
    r"|generally(?: speaking)?|typically|usually|often|normally|sometimes|ideally|basically|essentially|specifically|historically"
    r"|traditionally|currently|obviously|note that|note -|of course|on the (?:other|one) hand|for (?:instance|example)"
    r"|(?:in (?:fact|general|practice|addition|contrast|particular|reality|short|theory|other words|most cases|some cases)"
    r"|as (?:a result|such|a rule)|at (?:its|the) core)(?=,))\b,?\s+)+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:even )?(?P<word>when(?:ever)?|if|unless|once|until|before|after|while)\s+(?P<rest>[^,;:]+?)\s*(?:,|->|→|=>)\s",
    re.IGNORECASE,
)
_CLAUSE_OF_READER = re.compile(
    r"(?P<word>when(?:ever)?|if|before|after)\s+(?P<rest>[^,;:]+?)\s(?:you|we) (?:can|need|must|should|have to|will|may|might)\b",
    re.IGNORECASE,
)
_TO_READER = re.compile(r"(?:you|we|always|never)\b", re.IGNORECASE)
_CLAUSE_AT_THE_END = re.compile(
    r"\s(?P<word>when(?:ever)?|if|unless|until)\s+(?!to\b|or\b|and\b)(?P<rest>[^,;:.!?]+)(?:[,;:.!]|$)"
)
_UNFINISHED = re.compile(r"\(|\b(?:an?|the) \S+(?:ful|able|ous|ed)$")
_AIM = re.compile(r"(?:in order )?to\s+(?P<rest>(?!(?:do|this|that|these|it)\b)[a-z][^,;:]+?)\s*,\s", re.IGNORECASE)
_MEANS = re.compile(
    r"(?!during|including|according|regarding|following|concerning|looking|speaking|nothing|something|everything|anything)"
    r"(?P<rest>(?:by |with |without )?[a-z]+ing (?:(?! - )[^,;:–—])+?),\s",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"(?:in|on|at|for|from|with|within|without|during|under|between|across|among|inside|outside|besides|despite|unlike|like"
    r"|based on|depending on|compared to|regarding|regardless of|given|as|beyond|throughout)\s[^,;:]+,\s+",
    re.IGNORECASE,
)
_GRANTED = re.compile(r"(?:because|since|although|though|even though|given that|now that)\s[^,;:]+,\s+", re.IGNORECASE)
_THERE = re.compile(r"there (?:is|are|can be|may be)(?: also| often| usually| currently)?\s+(?P<rest>\S.*)", re.IGNORECASE)
_ENDS_THERE = re.compile(r"[,;:.(]|\s(?:that|which|who|where|when|if|because|since|and|but|so|called|named|known|[–—-])\s")
_COUNTED = re.compile(
    r"^(?:many|several|various|some|multiple|a (?:few|number of|lot of|couple of)|lots of|two|three|four|five|\d+)\s+",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?P<verb>[A-Z][a-z]{2,})(?<!ing)(?<!ed)(?<!ly)(?<!s) "
    r"(?:(?:an?|the|your|their|its|any|all|each|every|how|what|why|whether|only)\b|(?:(?<=Avoid )|(?<=Prefer ))[a-z])"
)
_NO_ORDER = frozenset(
    "the this that these those when where while with within without from into over under between among during before "
    "after because since until unless although though despite even not most more less many much few each every any "
    "all some both make take get keep let have put give set start begin try did nor for and but yet like unlike using "
    "via per than then thus hence once also just only still such same is are was were can could should would may "
    "might must will does has had".split()
)


def topic_of(text: str, about: str) -> str:
    """What a paragraph below a heading is about; "" where its own words do not say it in a simple way.

    about: what the heading names. Of that itself it is asked what it offers, requires and the like.
    """
    sentence = plain(first_sentences(text, 0))
    if len(sentence) > MOST_IN_A_SENTENCE or len(sentence.split()) < LEAST_IN_A_SENTENCE or sentence.endswith("?"):
        return ""
    if run_in := _run_in(text):
        return run_in
    opener = _OPENER.match(sentence)
    sentence = sentence[opener.end() :] if opener else sentence
    topic = _condition(sentence) or _aim(sentence) or _means(sentence) or _listed(sentence)
    if topic:
        return topic
    placed = _PLACED.match(sentence)
    before = placed if placed and len(placed[0].split()) <= MOST_IN_AN_OPENER else _GRANTED.match(sentence)
    sentence = sentence[before.end() :] if before else sentence
    return _ordered(sentence) or subject_of(sentence, about)


def is_run_in(text: str) -> bool:
    """Whether a paragraph begins with a term in bold, as if that were its heading."""
    return text.startswith("**") and _run_in(text) != ""


def _run_in(text: str) -> str:
    """The term that a paragraph begins with, set apart by its marks, a colon or a dash."""
    found = _RUN_IN.match(text)
    term = plain(next(filter(None, found.groups()))).strip(" .:–—-") if found else ""
    words = term.split()
    if found and found["name"] and words[0].lower() in NEVER_FIRST:
        return ""
    is_term = 0 < len(words) <= MOST_IN_A_TERM and not _NO_TERM.fullmatch(term) and _IN_NO_TERM.isdisjoint(term.lower().split())
    return term if is_term else ""


def _condition(sentence: str) -> str:
    """ "if we favour one": the clause a sentence begins with; of what the reader is told, the one it ends with."""
    found, most = _CLAUSE.match(sentence) or _CLAUSE_OF_READER.match(sentence), MOST_IN_A_CLAUSE
    if found is None and (_TO_READER.match(sentence) or _ordered(sentence)):
        found, most = _CLAUSE_AT_THE_END.search(sentence), MOST_AT_THE_END
    is_clear = found and LEAST_IN_A_CLAUSE <= len(found["rest"].split()) <= most and not _UNFINISHED.search(found["rest"])
    return f"{found['word'].lower()} {found['rest']}" if found and is_clear and not POINTS_BACK.search(found["rest"]) else ""


def _aim(sentence: str) -> str:
    """ "how to ensure high throughput", of "To ensure high throughput, …"."""
    found = _AIM.match(sentence)
    is_clear = found and 1 < len(found["rest"].split()) <= MOST_IN_A_CLAUSE and not POINTS_BACK.search(found["rest"])
    return f"how to {found['rest']}" if found and is_clear else ""


def _means(sentence: str) -> str:
    """ "using Merkle trees", of "Using Merkle trees, …"."""
    found = _MEANS.match(sentence)
    words = found["rest"].split() if found else []
    is_clear = len(words) <= MOST_IN_AN_OPENER and VERBS.isdisjoint(words)
    return found["rest"][:1].lower() + found["rest"][1:] if found and is_clear and not POINTS_BACK.search(found["rest"]) else ""


def _listed(sentence: str) -> str:
    """ "a main route table", of "There is a main route table which …"."""
    found = _THERE.match(sentence)
    name = _COUNTED.sub("", _ENDS_THERE.split(found["rest"])[0].strip(), count=1) if found else ""
    is_clear = 1 < len(name.split()) <= MOST_IN_A_NAME and not POINTS_BACK.search(name) and not name.startswith("no")
    return name if is_clear else ""


def _ordered(sentence: str) -> str:
    """ "what to avoid": of an order."""
    found = _ORDER.match(sentence)
    return f"what to {found['verb'].lower()}" if found and found["verb"].lower() not in _NO_ORDER else ""

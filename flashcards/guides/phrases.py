"""What a sentence gives away: that it asks, cheers, praises, or leads elsewhere. General vocabulary only."""

from __future__ import annotations

import re

from flashcards.guides.wording import has_any, plain, without_emoji, without_icons

MOST_IN_A_POINTER = 300
"""Characters of a paragraph that only says where more is to be found."""
LEAST_LINKED, MOST_LINKED = 0.4, 0.5
"""Shares of the words of a list's item, and of a text."""
MOST_IN_A_FAREWELL, MOST_IN_A_CHEER, MOST_IN_A_TESTIMONIAL = 80, 600, 1_500


def any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_ANCHOR = re.compile(r"<a\b[^<>]*>([^<>\n]*)</a>", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/][^<>\n]*>")
_LINK = re.compile(r"!?\[[^\[\]]*\]\([^()\n]*\)|https?://\S+")
_LABEL = re.compile(r"\W*\w[\w ]{0,30}(?:\W{0,2}:\W{0,2}\s)")
_BETWEEN_STEPS = "→←›»|•·>⬅➡"
_LINKED_SENTENCE = re.compile(r"\[[^\[\]\n]*\.\]\([^()\n]*\)")
_STEP = re.compile(rf"\s*[{_BETWEEN_STEPS}]\ufe0f?\s*")
_PAGE = re.compile(r"\]\((?!https?:)[^()\n]*\)")
_SENDS = any_of(
    r"\W*(?:then |next,? |and )?(?:start|begin|use|practi[sc]e|review|continue|explore|visit|head|go|read|complete|try)\b"
)
_POINTER = any_of(
    r"for (?:more|further|additional|comprehensive|detailed|complete|a (?:full|deeper|complete))\b",
    r"for\b[^.]{1,120}\b(?:see|visit) (?:the|our)\b|see (?:also|the|our|my|this|these)\b",
    r"scroll (?:back )?(?:up |down )?to\b|open an issue\b",
    r"(?:submit|send|open) an? (?:pr|pull request)\b|(?:source|reference)s?:",
    r"for an? (?:\S+ ){0,2}(?:book|article|introduction|overview|list|deep dive|discussion|guide|course)\b",
    r"refer to\b|next(?: up)?:|previous:|continue (?:your|to|with)\b|back to\b|read more|learn more|jump to|check out\b",
    r"(?:if|to|when)\b[^.]{0,160}?\b(?:please (?:refer to|see|check(?: out)?|visit|read|consult)"
    r"|recommend(?:ed)? (?:to read|reading))\b",
    r"you can (?:also )?(?:see|find|clone|download|view|read|get|access|watch)\b|.{1,60} can be found (?:here|at|in|on)\b",
)
_REVIEW = any_of(
    r"(?:.*\W)?(?:is|are) (?:an? |the )?(?:[\w-]+ ){0,3}?"
    r"(?:articles?|books?|blogs?|posts?|reads?|talks?|videos?|courses?|papers?|tutorials?|write-?ups?|podcasts?)\b.*",
    r"(?:this|an?|the) (?:\w+ )?(?:article|book|blog|post|talk|video|course|paper|tutorial)\b.*",
)
"""What is said of something to be read elsewhere."""
_POINTER_WITHIN = any_of(r"see (?:the |also )?.{0,60}\b(?:above|below|sections?|linked|appendix)\b.{0,30}")
_BEGINS_TO_CHEER = any_of(
    r"good luck|best of luck|congratulations|well done|(?:great|nice|good) (?:job|work)\b|you (?:did|made) it\b|believe in",
    r"trust your|you['’]ve (?:got this|completed)",
    r"you(?:['’]re| are) (?:now )?ready|ready to (?:start|begin|dive in)|happy (?:learning|studying|coding|interviewing)",
    r"stay (?:confident|positive)|let['’]s get started",
)
_CHEERS = (
    *(
        "good luck",
        "you've got this",
        "you’ve got this",
        "you can do it",
        "you can do this",
        "believe in yourself",
        "role awaits",
    ),
    *(
        "give it a star",
        "stay confident",
        "trust yourself",
        "trust your preparation",
        "trust your training",
        "trust your foundation",
    ),
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_PROMPT = any_of(
    r"(?:tell me about|describe (?:a|an|your|the)|give (?:me )?an example|walk me through|share an?)\b",
    r"(?:how (?:did|do|would) you|what would you)\b",
)
_OWN_QUESTION = any_of(
    r"\W*(?:why|will|what|when|how|where|which|can|could|should|do|does|did|is|am|are)\b(?!.*\byour?\b).*\b(?:I|my)\b"
)
_QUESTION_LABEL = re.compile(r"(?:\*\*|__)(?:Q|Question|Scenario)\s?\w{0,3}:?(?:\*\*|__)\s*:?\s*", re.IGNORECASE)
_METADATA = any_of(
    r"(?:target )?(?:level|audience)|(?:primary|secondary) lps?|duration|difficulty|skill level|prerequisites?|instructions?",
    r"(?:estimated |total |reading |practice )?time(?: (?:required|commitment|investment|period))?|last updated|authors?",
    r"version|status|tags?|template usage.*|(?:purpose|scope|goal|aim)s? of this \w+",
)
_EXPLAINS = any_of(
    r"(?!(?:it|this|these|those|that|there|here|they|we|you|i|what|the (?:following|above|license))\b)(?:\S+ ){1,8}?"
    r"(?:is|are|means?|refers? to|stands? for|must|should|can|cannot|allows?|stores?|returns?|requires?|depends?) \S.{15,}",
    r"(?:if|when|unless)\b.{5,}[,:].{10,}",
)
_QUOTED = re.compile(
    r"(?:(?:\*\*|__)[^*_\n]{1,80}(?:\*\*|__)\s*:?\s*)?[\"“].{20,}[\"”]\W{0,9}(?:[—–-]{1,2}\s*\S.{0,80})?", re.DOTALL
)
_FIRST_PERSON = re.compile(r"\b(?:I(?![/-])|my|me)\b")
_ATTRIBUTION = re.compile(r"(?:^|\n|[\"”*_.!]\s*)\s*(?:[—–]|--|- )\s*\**\w[^.\n]{1,80}$")
_STATE = any_of(
    r"[a-z]{1,3}-?\d{2,}(?:, *[a-z]{1,3}-?\d{2,})*|_+|\?+|(?:tbd|tba|tbc|todo|stub|wip)\W*|[☐□⏳🟡🔴🟢]+",
    r"[✅✓⚠️❌⏳🟡🔴🟢\s]*(?:completed?|draft|pending|in progress|not started|done|needs .{1,20}|yes/no|y/n|open)",
)
_STATUS = any_of(r"green|yellow|amber|red|orange|on track|at risk|off track|blocked|delayed|behind|ahead|good|ok|bad")

_COUNT = any_of(
    r"\d+(?: ?[-–] ?\d+)?\+? (?:[\w-]+ ){0,2}"
    r"(?:questions?|stor(?:y|ies)|problems?|exercises?|scenarios?|cards?|pages?|chapters?|examples?)(?:\W+[^×=≈]*)?"
)


def is_metadata(label: str) -> bool:
    """Whether a label speaks of the guide or of a story's frame ("Time required", "Primary LP"), not of its subject."""
    return _METADATA.fullmatch(plain(label)) is not None


def is_prompt(text: str) -> bool:
    """Whether a text asks and does not answer: "Tell me about …", or a question alone."""
    label = _QUESTION_LABEL.match(text) if text.startswith(("**", "__")) else None
    words = plain(text[label.end() :] if label else text).strip("\"'“”‘’*() ")
    return words.endswith("?") or _PROMPT.match(words) is not None


def is_numbered_question(text: str) -> bool:
    """Whether it is `**Question 3**: …` and no more."""
    return _QUESTION_LABEL.match(text) is not None and is_prompt(text)


def is_own_question(text: str) -> bool:
    """Whether its author asks for himself: "When will I start?"."""
    answer = text.rpartition("?")[2] if "?" in text else ""
    return _OWN_QUESTION.match(text) is not None and not any(map(str.isalnum, answer))


def cheers(text: str) -> bool:
    words = plain(without_emoji(text))
    return _BEGINS_TO_CHEER.match(words) is not None or (len(words) <= MOST_IN_A_CHEER and _says_so(words.lower()))


def says_farewell(text: str) -> bool:
    """Whether a short text only wishes well: "Good luck!"."""
    return len(text) <= MOST_IN_A_FAREWELL and _BEGINS_TO_CHEER.match(plain(without_emoji(text))) is not None


def _says_so(words: str) -> bool:
    return has_any(words, _CHEERS)


def is_testimonial(text: str) -> bool:
    """Whether somebody speaks of himself, or is quoted with his name. Only where others speak: in a box or a quote."""
    if len(text) > MOST_IN_A_TESTIMONIAL:
        return False
    is_quoted = _QUOTED.search(text) is not None
    return bool(_QUOTED.fullmatch(text) or _ATTRIBUTION.search(text) or (not is_quoted and _FIRST_PERSON.search(text)))


def is_explanation(text: str) -> bool:
    """Whether a text says what something is or does, or what follows from what."""
    return _EXPLAINS.match(plain(without_emoji(text))) is not None


def is_state(cell: str) -> bool:
    """Whether a cell says how far something is, or numbers entries of another table: "done", "S001, S004"."""
    return _STATE.fullmatch(cell) is not None


def is_status(cell: str) -> bool:
    """Whether a cell below "Status" is one word of how well something goes: "Green"."""
    return _STATUS.fullmatch(cell) is not None


def is_count(text: str) -> bool:
    """Whether a text says no more than how many of its entries a guide has: "8 questions + 3 scenarios"."""
    return text[:1].isdigit() and _COUNT.fullmatch(text) is not None


def leads_elsewhere(text: str) -> bool:
    """Whether a text is mostly links, or only says where more is to be found."""
    if "](" not in text and "://" not in text:
        return text[:3].lower() == "see" and _POINTER_WITHIN.fullmatch(text) is not None
    share = share_of_links(text)
    if (share > MOST_LINKED and not _states(text)) or points(text) or _is_trail(text):
        return True
    return all(map(_sends, _SENTENCE_END.split(text)))


def _states(text: str) -> bool:
    """Whether a text that is mostly a link says what something is or does: in whole sentences, or with a link at its end."""
    text = without_icons(text).strip()
    is_sentence = text.rstrip("*_ ").endswith((".", ".)")) or _LINKED_SENTENCE.fullmatch(text) is not None
    return is_sentence and not text.startswith(("<", "!", "http")) and is_explanation(text)


def _sends(sentence: str) -> bool:
    """ "Start with [the basics](basics.md)": what to do next, on another page."""
    return _PAGE.search(sentence) is not None and _SENDS.match(sentence) is not None


def _is_trail(text: str) -> bool:
    """A trail of pages, most of them links: "[Home](index.md) → [Databases](db.md) → Indexes"."""
    if not any(sign in text for sign in _BETWEEN_STEPS):
        return False
    steps = _STEP.split(_LABEL.sub("", text, count=1))
    return len(steps) > 1 and sum(_LINK.fullmatch(step.strip(" *_")) is not None for step in steps) * 2 > len(steps)


def points(text: str) -> bool:
    """ "For more, see [X](x.md)": a link with nothing to know around it."""
    if ("](" not in text and "://" not in text) or len(text) >= MOST_IN_A_POINTER:
        return False
    words = plain(without_emoji(text))
    if _POINTER.match(words):
        return True
    link = _LINK.match(text.lstrip("*_ "))
    behind = plain(text.lstrip("*_ ")[link.end() :]).lstrip(" .,:;–—-") if link else ""
    return link is not None and (_REVIEW.fullmatch(words) is not None or _REVIEW.fullmatch(behind) is not None)


def points_alone(lines: list[str], number: int) -> bool:
    """Whether a line of a paragraph only says where more is to be found, and its sentence begins and ends with the line."""
    if "](" not in lines[number] and "://" not in lines[number]:
        return False
    begins = not number or lines[number - 1].endswith((".", ":", "!", "?", "  "))
    ends = number + 1 == len(lines) or lines[number].endswith((".", ")", "  "))
    return begins and ends and points(lines[number])


def is_linked(item: str) -> bool:
    """Whether so much of an item of a list is a link that the rest only says what is found there."""
    return share_of_links(item) > LEAST_LINKED


def share_of_links(text: str) -> float:
    """Share of a text's words that are links."""
    if "](" not in text and "://" not in text:
        return 0
    text = text.replace("<http", "http")  # plain() takes it for a tag
    shown = _TAG.sub("", _ANCHOR.sub(r"[\1](a)", text)) if "<" in text else text
    return sum(len(plain(link[0])) for link in _LINK.finditer(shown)) / (len(plain(shown)) or 1)

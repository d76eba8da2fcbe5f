"""What a sentence gives away: that it asks, cheers, praises, speaks of the guide, or leads elsewhere. General vocabulary only."""

from __future__ import annotations

import re

from flashcards.guides.wording import has_any, plain, without_emoji, without_icons

MOST_IN_A_POINTER = 300
"""Characters of a paragraph that only says where more is to be found."""
LEAST_LINKED, MOST_LINKED = 0.4, 0.5
"""Shares of the words of a list's item, and of a text."""
MOST_IN_A_CHEER, MOST_IN_A_TESTIMONIAL = 600, 1_500


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
    r"for (?:more|further|additional|comprehensive|detailed|complete|a (?:full|deeper|complete))\b|see (?:also|the|our)\b",
    r"scroll (?:back )?(?:up |down )?to\b|open an issue\b|(?:submit|send|open) an? (?:pr|pull request)\b|(?:source|reference)s?:",
    r"for an? (?:\S+ ){0,2}(?:book|article|introduction|overview|list|deep dive|discussion|guide|course)\b",
    r"refer to\b|next(?: up)?:|previous:|continue (?:your|to|with)\b|back to\b|read more|learn more|jump to|check out\b",
    r"(?:if|to|when)\b[^.]{0,160}?\bplease (?:refer to|see|check(?: out)?|visit|read|consult)\b",
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
_GUIDE = r"(?:guide|cheat ?sheet|handbook|question bank|readme|tutorial)"
_PAPER = (
    r"(?:section|document|template|plan|chapter|reference|resource|series|module|exercise|assessment|checklist|page|repo(?:sitory)?"
    r"|course|article|post|collection|guideline|lesson|part|playbook|primer|table|workbook|write-?up)s?"
)
_SPEAKS = (
    r"(?:(?:is|are|was|were|has been) (?:designed|meant|intended|written|for|part of|not meant|based on"
    r"|an? (?:\W*)(?:comprehensive|complete|living|quick|organi[sz]ed|curated|collection|summary|list of))"
    r"|covers?|provides?|contains?|will (?:help|show|teach|walk|give|cover)|aims?|explains?|describes?|gives?|offers?|walks?"
    r"|outlines?|links?|serves?|summari[sz]es?|collects?|presents?|focus(?:es)?|assumes?|supports?|establish(?:es)?|introduces?"
    r"|concludes?|builds? on|picks? up|continues?|wraps? up)"
)
_PART = (
    r"(?:guide|part|section|chapter|lesson|module|tutorial|series|course|unit|lab|article|post|page|document|playbook|primer"
    r"|handbook|week|book|workshop|cheat ?sheet|notes)"
)
_LEAD = r"(?:(?:please )?(?:note|remember|important|reminder|tip|p\.?s\.?)\s*[:!]\s*)?+"
_ABOUT = any_of(
    _LEAD + r"(?:welcome to|in this (?:guide|section|chapter|page|document|article|post)\b|last updated|disclaimer\b",
    r"(?:by|after|before) (?:the end of|reading|completing|working through|starting|you (?:start|begin|read)) this\b",
    rf"this (?:(?!the\b|an?\b)\S+ ){{0,3}}{_GUIDE}\b|th(?:is|ese) (?:\S+ ){{0,3}}{_PAPER} {_SPEAKS}\b",
    r"use (?:this|these|the) (?:guides?|templates?|pages?|faqs?|references?)\b|these are (?:essential|recommended)",
    r"use (?:this|these|the) (?:[\w-]+ ){0,3}(?:tables?|check ?lists?|cheat ?sheets?|lists?|charts?|matri(?:x|ces)|sections?"
    r"|cards?|questions?|notes?|maps?)(?: (?:below|above))? (?:to|as|for|when|while|during|before|if)\b",
    rf"(?:in|throughout|over the course of) this {_PART},? (?:we|you|i|let)\b",
    r"this (?:concludes|wraps up|completes|ends|is the end of|marks the end of|brings us to the end of) (?:the|our|this|your)"
    rf" (?:\S+ ){{0,4}}{_PART}\b|that(?:['’]s| is) (?:it|all) for (?:this|the|part)\b|(?:end|recap) of {_PART}\b",
    rf"{_PART} (?:[a-z]|\d{{1,2}}|one|two|three|four|five) (?:ends|begins|closes|covers|starts|continues|concludes|introduces"
    r"|wraps|opens|picks)\b",
    r"(?:this|the) (?:\S+ ){0,2}(?:section|page|chapter|guide) is (?:still |currently )?"
    r"(?:under|in) (?:development|construction|progress)",
    r"(?:this|the) (?:section|page|chapter|guide) (?:could|needs|may|might)\b|consider contributing|contributions are welcome",
    r"answer these questions|these are starting points\b|use ctrl|keep this (?:guide|page|sheet)\b",
    r"(?:keep|continue) reading\b|read on\b|\(?(?:click|tap|hover) on\b",
    r"(?:if you )?f(?:ind|ound) this (?:\S+ ){0,2}(?:resource|guide|repo\w*|page) (?:helpful|useful)|if you (?:find|like) this\b",
    r"(?:feel free to|please) (?:contribute|submit|open|contact|star|share|give)\b|the following (?:page|guide|article) is\b",
    r"this (?:\S+ ){1,6}(?:ensures?|prepares?|equips?) you\b.*\b(?:interviews?|demonstrate|prepared|ready|confident|succeed)\b)",
)
_BEGINNINGS = frozenset(
    "please note remember important reminder tip p welcome in last disclaimer by after before this these use the consider answer "
    "contributions keep continue read click tap hover if find found feel throughout over that end recap guide part section "
    "chapter lesson module tutorial series course unit lab article post page document playbook primer handbook week book "
    "workshop".split()
)
"""The first words of those."""
_SO = any_of(rf",? (?:so|and|but|hence|therefore) th(?:is|ese) (?:\S+ ){{0,2}}(?:{_GUIDE}|{_PAPER}) {_SPEAKS}\b")
_BESIDE = any_of(rf"{_LEAD}.{{0,160}}\bin the (?:preceding|previous|following|next) (?:sections?|chapters?)\W*$")
_WORD = re.compile(r"[A-Za-z]+")
_ASIDE = re.compile(r"[*_](?![*_])[^*_].*(?<![*_])[*_]", re.DOTALL)
_NEW_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
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
    r"version|status|tags?|template usage.*",
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

_COUNT = any_of(
    r"\d+(?: ?[-–] ?\d+)?\+? (?:[\w-]+ ){0,2}"
    r"(?:questions?|stor(?:y|ies)|problems?|exercises?|scenarios?|cards?|pages?|chapters?|examples?)(?:\W+[^×=≈]*)?"
)


def without_asides(text: str) -> str:
    """A text without the sentences at its end that only say where more is to be found, or what the guide is; the first stays."""
    if "](" not in text and "this " not in text.lower():
        return text
    sentences = _NEW_SENTENCE.split(text)
    while len(sentences) > 1 and (points(sentences[-1]) or speaks_of_the_guide(sentences[-1])):
        text = text[: -len(sentences.pop())].rstrip()
    return text


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


def _says_so(words: str) -> bool:
    return has_any(words, _CHEERS)


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
    return _POINTER.match(words) is not None or (text.lstrip("*_ ")[:1] == "[" and _REVIEW.fullmatch(words) is not None)


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

"""Which of many texts may be like another: those that share its rare words, or a whole side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from flashcards.guides.matching.likeness import Text

MOST_WORDS, MOST_TEXTS, MOST_FOUND = 10, 100, 12
"""How many words of a text are looked up; in how many texts a word may stand to tell them apart; how many are found."""


class Neighbours:
    """Texts by their words. They are named by their place in the sequence."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = texts
        self.by_word: defaultdict[str, list[int]] = defaultdict(list)
        self.by_side: defaultdict[str, list[int]] = defaultdict(list)
        self.found: dict[int, list[int]] = {}
        for number, text in enumerate(texts):
            for word in text.words:
                self.by_word[word].append(number)
            for side in (text.front, text.back):
                self.by_side[side].append(number)

    def near(self, text: Text) -> list[int]:
        """The likeliest to be like it."""
        if id(text) not in self.found:
            self.found[id(text)] = self._find(text)
        return self.found[id(text)]

    def _find(self, text: Text) -> list[int]:
        votes: Counter[int] = Counter()
        told = sorted((len(self.by_word[word]), word) for word in text.words if word in self.by_word)
        for number, word in told[:MOST_WORDS]:
            if number <= MOST_TEXTS:
                votes.update(self.by_word[word])
        for side in (text.front, text.back):
            votes.update(dict.fromkeys(self.by_side.get(side, [])[:MOST_FOUND], MOST_WORDS))
        return [number for number, _ in votes.most_common(MOST_FOUND)]

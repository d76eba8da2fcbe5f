"""Where two guides answer the same question differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashcards.guides.matching.matches import Batch, Spot
from flashcards.guides.matching.texts import Worded, plain_side
from flashcards.guides.wording import is_general

MOST_CONFLICTS, MOST_ANSWERS = 5, 20

Question = tuple[str, str]
"""A front, and the heading it needs to be understood."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A text that answers, in a guide; name: as `Match.conflicts` has it."""

    text: Worded
    guide: object
    name: int | str

    def differs(self, back: str) -> bool:
        return plain_side(self.text.back) != back


def find_conflicts(batch: Batch, found: Mapping[Spot, int]) -> dict[Spot, tuple[int | str, ...]]:
    """Per spot, as `Match.conflicts` has them."""
    twice = batch.repeated | batch.known.fronts.keys()
    asked = {
        spot: _question(batch.fronts[spot], draft.heading)
        for spot, draft in batch.drafts.items()
        if not draft.is_drilled and batch.fronts[spot] in twice
    }
    answers: defaultdict[Question, list[_Answer]] = defaultdict(list)
    for spot, question in asked.items():
        draft = batch.drafts[spot]
        answers[question].append(_Answer(draft, spot[0], f"{batch.guide(spot).path}:{draft.line}"))
    for question, answer in _stored_answers(batch, {front for front, _ in answers}):
        answers[question].append(answer)
    conflicts = {}
    for spot, question in asked.items():
        if len(answers[question]) > 1 and (others := _others(batch, spot, found.get(spot), answers[question])):
            conflicts[spot] = tuple(dict.fromkeys(others))[:MOST_CONFLICTS]
    return conflicts


def _others(batch: Batch, spot: Spot, note_id: int | None, answers: Sequence[_Answer]) -> list[int | str]:
    back = plain_side(batch.drafts[spot].back)
    return [one.name for one in answers[:MOST_ANSWERS] if one.guide != spot[0] and one.name != note_id and one.differs(back)]


def _stored_answers(batch: Batch, fronts: Collection[str]) -> Iterator[tuple[Question, _Answer]]:
    """Of notes in guides that do not come along."""
    known = batch.known
    for front in fronts:
        for note_id in known.fronts.get(front, ()):
            for place in known.by_note[note_id]:
                if known.wordings[note_id].back and not place.is_gone and place.guide_id not in batch.covered:
                    yield _question(front, place.heading), _Answer(known.wordings[note_id], f"stored {place.guide_id}", note_id)


def _question(front: str, heading: Sequence[str]) -> Question:
    return front, plain_side(heading[-1]) if heading and is_general(front.rstrip("?")) else ""

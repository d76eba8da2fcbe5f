"""Guides that are edited by a script which knows what became of every card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from flashcards.guides.reading import read_guide

DECKS = Path(__file__).parents[2] / "decks"
EDITS = (
    "typo",
    "reworded answer",
    "reworded question",
    "case",
    "move",
    "delete",
    "add",
    "sibling",
    "split",
    "merge",
    "duplicate",
)
SHARE = 0.2
"""Of the characters of a side, at most so many are edited."""

_WORDS = (
    "backlog branch budget buffer bucket canary chaos client cluster commit consumer cursor deploy digest drift election epoch"
    " failover fanout fence gateway gossip hash heartbeat hedge index journal keyspace lag lease ledger limit lock manifest mesh"
    " mirror mutex node offset outbox page partition peer pipeline pool probe producer quorum quota rebalance replica retry"
    " rollback router saga schema session shard sidecar signal snapshot spike standby stream tenant token trace vault window"
).split()
_NAMES = ("S3", "EBS", "EFS", "SQS", "SNS", "DynamoDB", "Aurora", "Kinesis", "Lambda", "Glacier")


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a guide. was: the cards of the old guide whose memory it may have; none when it is new."""

    section: str
    front: str
    back: str
    was: frozenset[int] = frozenset()
    is_term: bool = False

    def lines(self) -> list[str]:
        return (
            [f"- **{self.front}**: {self.back}", ""] if self.is_term else [f"Q: {self.front}", f"A: {self.back}", "", "---", ""]
        )


@dataclass(frozen=True, slots=True)
class Edited:
    """The cards of a guide after an edit, and how many were edited. A split card stands twice, as its halves."""

    cards: tuple[Card, ...]
    count: int


def made_guide(rng: Random, size: int = 30) -> tuple[Card, ...]:
    """Cards in sections: questions, terms whose fronts say their heading, numbers, and siblings that share their answers."""
    cards: list[Card] = []
    for number in range(size // 6):
        section = f"{rng.choice(_WORDS).capitalize()} {rng.choice(_WORDS)} {number}"
        for place in range(4):
            words, back = " ".join(rng.sample(_WORDS, 3)), " ".join(rng.sample(_WORDS, rng.randint(5, 14)))
            asked = (f"What does a {words} do?", f"How many {words} fit in step {number}{place}?", words.capitalize())[place % 3]
            cards.append(Card(section, asked, f"{back}.", is_term=place % 3 == 2))
        aspect, answer = " ".join(rng.sample(_WORDS, 2)), f"{rng.randint(2, 90)} days"
        cards += [Card(section, f"{name}: {aspect}?", answer) for name in rng.sample(_NAMES, 2)]
    return tuple(replace(card, was=frozenset({place})) for place, card in enumerate(cards))


def own_deck(path: Path) -> tuple[Card, ...]:
    """The cards of a deck that comes with the program, each on two lines, as far as they can stand so."""
    notes = read_guide(path.read_bytes(), path.name).notes
    flat = {" ".join(note.front.split()): (note.heading or ("Top",), " ".join(note.back.split())) for note in notes if note.back}
    cards = [Card(heading[0], front, back) for front, (heading, back) in sorted(flat.items(), key=lambda one: one[1][0][0])]
    text, lines = written(cards)
    read = {note.line for note in read_guide(text.encode(), path.name).notes}
    kept = [card for card, line in zip(cards, lines, strict=True) if line in read]
    return tuple(replace(card, was=frozenset({place})) for place, card in enumerate(kept))


def written(cards: Sequence[Card]) -> tuple[str, list[int]]:
    """The guide, and the line of each card."""
    lines, places = ["# Guide", ""], []
    for place, card in enumerate(cards):
        if place == 0 or cards[place - 1].section != card.section:
            lines += [f"## {card.section}", ""]
        places.append(len(lines) + 1)
        lines += card.lines()
    return "\n".join(lines), places


def edit(cards: Sequence[Card], script: Sequence[tuple[str, int]]) -> Edited:
    """Each step edits a card that no other step touched. script: (one of EDITS, a number that decides which and how)."""
    left, done, count = list(range(len(cards))), {place: [card] for place, card in enumerate(cards)}, 0
    for kind, number in script:
        if len(left) < 2:
            break
        rng = Random(number)
        place = left.pop(number % len(left))
        if kind == "merge":
            other = left.pop(number % len(left))
            joined = replace(
                cards[place], back=f"{cards[place].back} {cards[other].back}", was=cards[place].was | cards[other].was
            )
            done[place], done[other] = [joined], []
        else:
            done[place] = _step(kind, cards[place], cards, rng)
        count += 1
    flat = [card for place in sorted(done) for card in done[place]]
    order = list(dict.fromkeys(card.section for card in cards))
    return Edited(tuple(sorted(flat, key=lambda card: order.index(card.section))), count)


def _step(kind: str, card: Card, cards: Sequence[Card], rng: Random) -> list[Card]:
    match kind:
        case "typo":
            return [
                replace(card, back=_slipped(card.back, rng))
                if len(card.back) > 20
                else replace(card, front=_slipped(card.front, rng))
            ]
        case "reworded answer":
            return [replace(card, back=_reworded(card.back, rng))]
        case "reworded question":
            return [replace(card, front=_reworded(card.front, rng))]
        case "case":
            return [replace(card, back=card.back.upper())]
        case "move":
            return [replace(card, section=rng.choice([one.section for one in cards]))]
        case "delete":
            return []
        case "add":
            front = f"Why would a {' '.join(rng.sample(_WORDS, 3))} matter?"
            return [card, Card(card.section, front, f"{' '.join(rng.sample(_WORDS, 8))}.")]
        case "sibling":
            name = next((name for name in _NAMES if f"{name}:" in card.front), None)
            new = next(other for other in ("Redshift", "Route53", "X-Ray") if other != name)
            return [replace(card, front=card.front.replace(f"{name}:", f"{new}:"), was=frozenset())] if name else [card]
        case "split":
            words = card.back.split(" ")
            rest = f"And what of the {' '.join(rng.sample(_WORDS, 3))}?"
            halves = [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
            return [replace(card, back=halves[0]), Card(card.section, rest, halves[1])] if len(words) > 5 else [card]
        case "duplicate":
            return [card, replace(card, section=rng.choice([one.section for one in cards]))]
    raise ValueError(kind)


def _slipped(text: str, rng: Random) -> str:
    """Letters changed, left out or doubled; names and numbers stay."""
    letters = list(text)
    places = [place for place, letter in enumerate(text) if letter.islower() and place > 8]
    for place in rng.sample(places, min(len(places), max(1, int(len(text) * SHARE * rng.random())))):
        letters[place] = rng.choice(["", letters[place] * 2, rng.choice("abcdefghij")])
    return "".join(letters)


def _reworded(text: str, rng: Random) -> str:
    """A word put in, and one replaced, within the share."""
    words, spare = text.split(" "), len(text) * SHARE
    fitting = [place for place, word in enumerate(words) if word.isalpha() and word.islower() and len(word) <= spare]
    if fitting:
        place = rng.choice(fitting)
        words[place] = rng.choice([word for word in _WORDS if len(word) <= spare] or [words[place]])
    return " ".join(words)

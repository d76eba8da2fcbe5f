"""Which stored guide a file is, though it was edited, renamed, or came without its folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flashcards.core.models import NoteDraft
from flashcards.guides.matching import Known
from flashcards.guides.matching.identity import Identity, Whereabouts, identify_guides, path_now
from tests.guides.stores import draft, stored


def letters(text: str) -> list[NoteDraft]:
    return [draft(letter) for letter in text]


def identity(path: str, drafts: list[NoteDraft], known: Known, *paths: str, missing: Sequence[int] = ()) -> Identity:
    (found,) = identify_guides([(path, drafts)], dict(enumerate(paths, start=1)), known, Whereabouts(frozenset(missing)))
    return found


def test_under_a_third_in_common_is_a_question() -> None:
    known = stored(letters("abcdef"))
    assert identity("g.md", letters("avwxyz"), known, "g.md") == Identity(None, 1)
    assert identity("g.md", letters("abwxyz"), known, "g.md") == Identity(1)


def test_a_guide_that_lost_or_gained_many_cards_is_itself() -> None:
    assert identity("g.md", letters("a"), stored(letters("abcdef")), "g.md") == Identity(1)
    assert identity("g.md", letters("abcdef"), stored(letters("a")), "g.md") == Identity(1)
    assert identity("g.md", letters("a"), stored([]), "g.md") == Identity(1)


def test_a_guide_whose_answers_were_all_reworded_is_itself() -> None:
    now = [replace(one, back="reworded") for one in letters("abcdef")]
    assert identity("g.md", now, stored(letters("abcdef")), "g.md") == Identity(1)


def test_a_renamed_guide_is_known_by_its_cards() -> None:
    known = stored(letters("abcdef"), letters("abcxyz"))
    assert identity("new.md", letters("abcde"), known, "one.md", "two.md") == Identity(1)
    assert identity("new.md", letters("xyzab"), known, "one.md", "two.md") == Identity(2)
    assert identity("new.md", letters("pqr"), known, "one.md", "two.md") == Identity()


def test_a_guide_that_shares_some_cards_is_another_one() -> None:
    known = stored(letters("abcdef"))
    assert identity("new.md", letters("abcpqr"), known, "one.md") == Identity()
    assert identity("new.md", letters("abcdefghijklmnop"), known, "one.md") == Identity()
    assert identity("new.md", letters("abcpqr"), known, "one.md", missing=[1]) == Identity(1)


def test_a_guide_that_comes_along_is_not_taken_for_another_one() -> None:
    found = identify_guides(
        [("new.md", letters("abcdef")), ("one.md", letters("abcdef"))], {1: "one.md"}, stored(letters("abcdef"))
    )
    assert found == [Identity(), Identity(1)]


def test_a_file_that_a_folder_lacks_was_renamed_on_less_evidence() -> None:
    known = stored(letters("abcdef"), letters("uvw"))
    paths = {1: "aws/one.md", 2: "aws/two.md"}
    found = identify_guides([("aws/two.md", letters("uvw")), ("aws/new.md", letters("abpqr"))], paths, known)
    assert found == [Identity(2), Identity(1)]


def test_a_guide_whose_file_still_lies_there_is_neither_renamed_nor_lacking() -> None:
    known = stored(letters("abcdef"), letters("uvw"))
    files = [("aws/two.md", letters("uvw")), ("aws/new.md", letters("abcdef"))]
    found = identify_guides(files, {1: "aws/one.md", 2: "aws/two.md"}, known, Whereabouts(lying=frozenset({1, 2})))
    assert found == [Identity(None, 2), Identity()]


def test_a_file_of_a_folder_is_the_guide_that_was_imported_from_there() -> None:
    known = stored(letters("abcdef"), letters("abcxyz"))
    paths = {1: "sqs.md", 2: "aws/sqs.md"}
    where = Whereabouts(lying=frozenset({1, 2}), own={"sqs.md": 2})
    assert identify_guides([("sqs.md", letters("abcdef"))], paths, known, where) == [Identity(2)]


def test_a_guide_of_this_name_whose_file_lies_elsewhere_is_a_question() -> None:
    known = stored(letters("abcdef"))
    where = Whereabouts(lying=frozenset({1}))
    assert identify_guides([("sqs.md", letters("abcxyz"))], {1: "sqs.md"}, known, where) == [Identity(None, 1)]


def test_a_mere_name_leaves_the_path_as_it_is() -> None:
    assert path_now("aws/one.md", "one.md") == "aws/one.md"
    assert path_now("one.md", "aws/one.md") == "aws/one.md"
    assert path_now("one.md", "two.md") == "two.md"


def test_an_export_is_no_guide_that_is_stored_wherever_it_lies() -> None:
    known = replace(stored(letters("abc")), names={"guid": 1})
    export = [draft("a", explicit_id="guid"), *letters("bc")]
    assert identity("new.md", export, known, "one.md") == Identity()
    assert identity("one.md", export, known, "one.md") == Identity()


def test_a_guide_that_was_made_of_an_export_is_itself() -> None:
    export = [draft("a", explicit_id="guid"), *letters("bc")]
    known = replace(stored(export), names={"guid": 1})
    assert identity("one.md", [*export, draft("d")], known, "one.md") == Identity(1)

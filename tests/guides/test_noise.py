"""What is refused, and above all what is not: content decides, and a heading only gives a hint."""

from __future__ import annotations

import pytest

from flashcards.core.models import Guide
from flashcards.guides.reading import read_guide


def read(text: str) -> Guide:
    return read_guide(f"# Queues\n\n{text}\n".encode(), "a.md")


def reasons(text: str) -> list[str]:
    return [skip.reason for skip in read(text).skips]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("## Answer\n\nIt went well at [Company].", "placeholder"),
        ("## Answer\n\n- First: [what you did]\n- Then: [what came of it]", "placeholder"),
        ("## Answer\n\n| Part | Yours |\n|---|---|\n| Result | [a number] |", "placeholder"),
        ("## Answer\n\nI would give it ___ of 5.", "a score sheet"),
        ("## Answer\n\n- calm: ___/5\n- clear: ___/5", "a score sheet"),
        ("## Answer\n\n| Sign | Aim | Status |\n|---|---|---|\n| Sign 1 | 90% | Green |\n| Two | 5% | Red |", "a score sheet"),
        ("## Answer\n\n```mermaid\ngraph LR\n  A[Start] --> B{Decision}\n  B --Yes--> C[End]\n```", "placeholder"),
        ("## Answer\n\n| Story | State |\n|---|---|\n| Outage | draft |\n| Launch | done |", "a score sheet"),
        ("## Answer\n\n| Story | Result |\n|---|---|\n| Outage | |\n| Launch | |", "a score sheet"),
        ("## Answer\n\n- [ ] drink water\n- [x] charge the laptop", "a to-do list"),
        ("## Answer\n\n<TODO>: say more", "a to-do list"),
        ("## Next steps\n\n- Read it again tomorrow\n- Sleep", "a to-do list"),
        ("## Answer\n\n- [A](a.md)\n- [B](b.md): more\n- [C](c.md)", "links only"),
        (
            "## Answer\n\n- Papers\n  - [On logs](https://example.org/logs)\n- Talks\n  - [On queues](https://example.org/talk)",
            "links only",
        ),
        ("## Answer\n\nFor more on this, read [the paper](paper.md).", "links only"),
        ("## Answer\n\nSee the section on logs above.", "links only"),
        ("## Answer\n\nFor how we drain a queue, see the [runbook](runbook.md).", "links only"),
        ("## Answer\n\n- [Lines](a.md). This book has been on my shelf for two long years by now.", "links only"),
        ("## Reference\n\n- Asked by a bank in the spring", "links only"),
        ("## Also see\n\n- A talk that waits on my shelf", "links only"),
        ("## Next video\n\nTopics are read by everybody who asks.", "links only"),
        ("## Resources\n\n| Resource | Minutes |\n|---|---|\n| A talk on logs | 30 |\n| A book on queues | 300 |", "links only"),
        ("## Learning resources\n\n- A course about logs\n- A book about queues", "links only"),
        ("## Answer\n\n![The parts of a queue](parts.png)", "a picture"),
        ("## Answer\n\nGood luck, and sleep well before it!", "encouragement"),
        ("## Answer\n\nTomorrow is the day. You've got this.", "encouragement"),
        ('## Answer\n\n!!! success\n    "I read it twice, and it got me the offer in the end."', "a testimonial"),
        ("## Answer\n\n> It made all the difference.\n> — a reader", "a testimonial"),
        ("## Answer\n\nThis chapter covers what queues are for.", "about the guide itself"),
        ("## Answer\n\n**Note**: This guide is for managers.", "about the guide itself"),
        ("## Prerequisites\n\n- **Python**: any version", "about the guide itself"),
        ("## How the book is laid out\n\n- Essays on queues\n- Drills on logs", "about the guide itself"),
        ("## Licence\n\nCopy it as you like, but name us.", "about the guide itself"),
        ("## Answer\n\nimport Box from './Box'", "leaked markup"),
        ('## Answer\n\n<invoke name="write">a note</invoke>', "leaked markup"),
        ("## Answer\n\n{% include box.html %}", "leaked markup"),
        ('## Answer\n\n<Quiz\n  id="queue"\n  ask="Who is first?"\n/>', "leaked markup"),
        ("## Answer\n\n*for all that is written here", "a footnote"),
        ("## Answer\n\n[^1]: In some firms a director signs it.", "a footnote"),
        ("## Answer\n\n**Remember: great leaders make those around them shine!**", "encouragement"),
        (f"## Answer\n\n{'long ' * 2_000}", "too long for a card"),
    ],
)
def test_what_is_no_knowledge_is_named(text: str, reason: str) -> None:
    assert reasons(text)[0] == reason
    assert read(text).notes == ()


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("## Resources\n\nA consumer group is a set of readers that share the partitions.", "A consumer group is"),
        ("## Next steps\n\n**If the queue grows:**\n\n- Add readers\n- Make the messages smaller", "Add readers"),
        ("## Production checklist\n\n- Give each message an id\n- Set a retention of some days", "Give each message an id"),
        ("## Overview\n\nA queue is a list of messages that wait for a reader.", "A queue is a list"),
        ("## Limits of `[n]` syntax\n\n- `cp [options]` copies a message\n- `mv [options]` moves one", "copies a message"),
        ("## Kinds of page\n\nThis frees the page and evicts it from the memory of the reader.", "This frees the page"),
        ("## Delivery\n\n!!! info\n    I/O bound readers wait for the disk most of the time.", "I/O bound readers"),
        ("## Support\n\n| Feature | Queue | Topic |\n|---|---|---|\n| Order | ✅ | ❌ |\n| Replay | | ✅ |", "✅"),
        ("## Delivery\n\nAfter completing the write, the leader tells its followers.", "After completing the write"),
        ("## Names\n\nA key of a queue is written with [a-z, 0-9] and a dot between two parts.", "[a-z, 0-9]"),
        ("## Clocks\n\n**[EXAM HINT]** A clock of one node is never compared with that of another.", "is never compared"),
        ("## Health\n\n| Colour | Meaning |\n|---|---|\n| Green | jobs move |\n| Red | jobs wait |", "jobs wait"),
        ("## Markup\n\nimport os\nA queue is a list of messages that wait.", "A queue is a list"),
    ],
)
def test_knowledge_below_a_heading_or_beside_words_of_noise_is_read(text: str, back: str) -> None:
    assert any(back in note.back for note in read(text).notes)


def test_items_that_wait_to_be_filled_in_go_and_the_others_stay() -> None:
    guide = read("## Signs of a good answer\n\n- It has a number\n- It names [your team]\n- It is short\n- It ends\n")

    assert [(note.back, note.line) for note in guide.notes] == [("-   It has a number\n-   It is short\n-   It ends", 5)]
    assert [(skip.line, skip.reason, skip.text) for skip in guide.skips] == [(6, "placeholder", "It names [your team]")]


def test_what_waits_below_an_item_goes_without_the_item() -> None:
    guide = read("## Parts of a queue\n\n- **Head**: is read first\n  - [an example of yours]\n- **Tail**: is written last\n")

    assert [(note.front, note.back) for note in guide.notes] == [
        ("Head (Parts of a queue)?", "is read first"),
        ("Tail (Parts of a queue)?", "is written last"),
    ]
    assert [(skip.line, skip.reason) for skip in guide.skips] == [(6, "placeholder")]


def test_a_row_that_waits_to_be_filled_in_goes_alone() -> None:
    table = (
        "| Part | Use |\n|---|---|\n| Head | is read first |\n| Tail | is written last |\n| Middle | waits |\n| [Yours] | [Use] |"
    )
    guide = read(f"## Parts of a queue\n\n{table}\n")

    assert not any("Yours" in note.front + note.back for note in guide.notes)
    assert len(guide.notes) == 3
    assert [(skip.line, skip.reason) for skip in guide.skips] == [(10, "placeholder")]


def test_a_template_is_a_form_with_all_that_stands_in_it() -> None:
    task = "### Task\n\n[What was asked]\n- When it was due"
    form = f"### Situation\n\n- Team: [size]\n\n{task}\n\n### Goals\n\n- Specific and measurable ones\n"

    assert read(f"## Story template\n\n{form}").notes == ()
    assert set(reasons(f"## Story template\n\n{form}")) == {"placeholder"}


def test_a_heading_that_speaks_of_a_template_hides_nothing_that_is_filled_in() -> None:
    guide = read("## Message template\n\n- **Key**: decides the partition\n- **Value**: is what the reader wants\n")

    assert len(guide.notes) == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("**Where**: [Home](index.md) → [Storage](storage.md) → Queues", "links only"),
        ("## Answer\n\nStart with [the basics](basics.md). Then try [a drill](drill.md) on two days.", "links only"),
        ("## Log\n\nHold on, the end is near.\n\n| Day | Done |\n|---|---|\n| | |", "about the guide itself"),
        ('!!! success "You\'ve got this"\n    Many people are sitting where you are sitting today.', "encouragement"),
        ('!!! info "Readers"\n    Managers who will draw such a design themselves.\n\n## Answer\n\nA queue.', "an introduction"),
        ("## Why this page matters\n\nMost candidates prepare answers.", "about the guide itself"),
    ],
)
def test_what_speaks_to_the_reader_is_refused(text: str, reason: str) -> None:
    assert reason in reasons(text)


def test_a_sentence_that_points_elsewhere_is_left_out_of_its_paragraph() -> None:
    (note,) = read("## Answer\n\nA queue is a list of jobs that wait. See also [the page on logs](logs.md).").notes

    assert note.back == "A queue is a list of jobs that wait."


def test_a_link_written_in_html_counts_by_what_it_shows() -> None:
    said = b'It holds <a href="https://x.example/long/address">messages</a> until a worker comes.'
    guide = read_guide(b"# A\n\n## What is a queue?\n\n" + said, "a.md")
    assert [note.front for note in guide.notes] == ["What is a queue?"]

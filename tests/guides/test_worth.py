"""What few would want is offered, and what is like it by its words alone is taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.reading import read_guide
from flashcards.guides.worth import is_worth_little


def notes(text: str, title: str = "Queues") -> tuple[NoteDraft, ...]:
    return read_guide(f"# {title}\n\n{text}\n".encode(), "a.md").notes


def offered(text: str, title: str = "Queues") -> set[bool]:
    return {note.is_offered for note in notes(text, title)}


@pytest.mark.parametrize(
    "text",
    [
        "## Ownership\n\n- **Story 4 (the outage)**: stayed until the last batch had gone through, and wrote it down",
        "## Ownership\n\n- **Deadlines**: 8 questions + 3 scenarios\n- **Budgets**: 4-6 questions",
        "## Preface\n\nQueues turn up in most designs, so it pays to look at them for an evening.",
        "## Scoring\n\n- **Depth of thought (20 points)**: compares two designs and says what each of them costs to run",
        '## Mock interview\n\n### Opening\n\n"Let us talk about the time when you had to say no to a customer of yours."',
        "## Team fit\n\n- **Listening**: 4/5, asks before answering",
        "## Drill for two\n\n### Room\n\nA quiet room with a whiteboard and a timer on the table helps both sides.",
        "## Scenario: the late batch\n\n- **Second broker**: three weeks of work, and one chance in four that it is late",
        "## Dead letters\n\n- **Standard format**: written in two words, the way the manual has it since the first edition",
        "## Dead letters\n\n- **In interview answers**: dead-letter queue",
        "## Dead letters\n\n- **Standard spelling**: with a hyphen\n- **Avoid**: dead mail, lost box or spam queue",
        "## Powers\n\n| Power | Value |\n|---|---|\n| 10 | 1,024 |\n| 20 | 1,048,576 |",
        "## Buffers\n\n- **Compression**: compresses buffers",
        "## Buffers\n\n> Everything in its own time.",
        "## Buffers\n\n- **Draining**: *the part that nobody enjoys*",
        "## Buffers\n\nBuffering is a broad topic, and whole shelves of books have been filled with it.",
        "## Buffers\n\nBuffers are not just about speed, they are about calm nights for all who are on call.",
        "## Buffers\n\nThe larger collection provides exercises of each kind, for those who have the time.",
        "## Buffers\n\nThere are several ways to drain a buffer that has been full for a while.",
        "## Buffers\n\nHere are the questions that people ask about them most.",
        "## Buffers by question\n\n| Topic | Questions |\n|---|---|\n| Draining | 3, 7, 12 |\n| Filling | 1, 2, 9 |",
        "## Buffers\n\nLooking for a way to measure how full your buffers are?",
        "## Buffers: begin here\n\nA first look at how messages wait, and why they may have to.",
        "## Learning tips\n\n### Spaced repetition schedule\n\n- **Day 1**: read it once\n- **Day 7**: recall it unaided",
        "## Progress dashboard\n\n### Week one\n\nBrokers and topics are read first, the buffers come in the days after them.",
        '## Dead letters\n\n- **With a manager**: "This shows how we bury what nobody could deliver"',
        "## Dead letters\n\nKeep the terminology of the broker in what you write about letters that nobody could deliver.",
        "## Alignment (1-5 scale)\n\n- **5**: the story shows the principle from its beginning to its end, and says so",
        "## Stories to find\n\n- **A rescue**:\n  - Target: a late project\n  - Metrics: days won\n  - Timeline: a quarter",
        "## Calls\n\n| Action | RPC | REST |\n|---|---|---|\n| Join | **POST** /join | **POST** /members |",
        '## Worked example\n\n```json\n{\n  "when full": "wait for a worker",\n  "when empty": "sleep a while"\n}\n```',
        '## Layout of a queue\n\n```python\nparts = [\n    "head",\n    "body",\n    "tail",\n]\n```',
    ],
)
def test_what_few_would_want_comes_unticked(text: str) -> None:
    assert offered(text) == {True}


@pytest.mark.parametrize(
    "text",
    [
        "## Retries\n\n- **Backoff**: waits longer after each failure, and adds some chance to it so that clients spread",
        "## Overview\n\nA queue is a buffer between those who write messages and those who read them.",
        "## Delivery\n\n- **At most once**: a message may be lost, but is never seen a second time by anybody",
        "## Encryption\n\n- **At rest**: every message is encrypted with a key of the account before it is stored",
        "## Powers\n\n- **2^10**: about one thousand, so 2^20 is about one million and 2^30 one billion",
        "## Ports\n\n| Protocol | Port |\n|---|---|\n| AMQP | 5672 |\n| MQTT | 1883 |",
        "## Buffers\n\n- **Compression**: makes messages smaller before they are sent, at the cost of some work",
        "## Security\n\nSecurity is a broad topic, and the basics are:\n\n- Encrypt in transit\n- Log who reads",
        '## Words\n\n- Weak: "We did it fast"\n- Strong: "I cut the time from 500 ms to 50 ms"',
        '## Limits\n\n```json\n{\n  "when full": "wait for a worker",\n  "when empty": "sleep a while"\n}\n```',
        "## Take a message\n\n```python\ndef take(queue):\n    while not queue:\n        wait()\n    return queue.pop()\n```",
    ],
)
def test_knowledge_is_taken(text: str) -> None:
    assert offered(text) == {False}


def test_samples_of_code_are_offered_below_what_they_are_samples_of() -> None:
    terms = "- **Read**: takes one message from the head of the queue\n- **Write**: puts one at its end, and waits\n\n"
    calls = 'Sample calls:\n\n```\nGET /queues?full=no\n\nPOST /queues\n{\n  "depth": 4;\n  "name": "b"\n}\n```'

    assert [note.is_offered for note in notes(f"## Calls\n\n{terms}{calls}")] == [False, False, True]


def test_a_text_that_only_leads_in_to_what_is_elsewhere_is_offered() -> None:
    note = NoteDraft(Kind.CONCEPT, "Buffers?", "Every full buffer must choose one of two ends:", ("Buffers",), 3, 3)

    assert is_worth_little(note, "Queues")
    assert not is_worth_little(replace(note, back=f"{note.back}\n\n-   It waits\n-   It drops the oldest"), "Queues")


def test_questions_are_wanted_wherever_they_stand() -> None:
    text = "## Mock interview\n\n### What does a dead-letter queue hold?\n\nMessages that failed too often to be tried again."

    assert offered(text) == {False}


def test_a_sheet_for_an_assessment_tells_few_facts() -> None:
    text = "## Rules\n\n- **Second try**: only after two days of work on what was weak the first time, with a partner"

    assert (offered(text, "Readiness assessment"), offered(text)) == ({True}, {False})


def test_a_term_more_leaves_the_cards_of_the_others_alone() -> None:
    terms = ["- **Producer**: writes", "- **Consumer**: reads", "- **Broker**: keeps", "- **Topic**: names it"]
    three, four = (notes("## Parts of a queue\n\n" + "\n".join(terms[:number])) for number in (3, 4))

    assert [note.front for note in four[:3]] == [note.front for note in three]


def test_advice_below_a_question_is_what_it_is_judged_by() -> None:
    text = '## Questions\n\n1. **"How did you win your peers over?"**\n    - Show patience with other views and a plan\n'

    assert [(note.criteria, note.is_drilled) for note in notes(text)] == [(("Show patience with other views and a plan",), True)]


def test_what_a_list_sets_is_drilled_line_by_line() -> None:
    text = "## Sample problems\n\n- Design a queue that keeps the order of its messages\n- Implement a cache that forgets"

    assert [(note.front, note.is_drilled) for note in notes(text)] == [
        ("Design a queue that keeps the order of its messages", True),
        ("Implement a cache that forgets", True),
    ]


def test_a_paragraph_that_only_opens_several_sections_is_offered() -> None:
    below = "### Push\n\nThe broker sends messages as they come.\n\n### Pull\n\nThe consumer asks when it has time."
    text = f"## Ways of delivery\n\nThere are several ways in which a message may reach its reader.\n\n{below}"

    assert [(note.front, note.is_offered) for note in notes(text)][0] == ("Ways of delivery?", True)


def test_what_a_teller_is_asked_next_and_says_is_offered_with_his_story() -> None:
    star = (
        "### Answer\n\n**Situation**: The batch came two hours late each night.\n\n**Task**: I had to bring it back to six.\n\n"
        "**Action**: I moved the sorting out of the loop.\n\n**Result**: It was done by five.\n\n"
    )
    asked = '### Follow-up questions\n\n**Q: "How did the team take it?"**\nA: "They were relieved, and I wrote down why."'

    assert {note.kind.value: note.is_offered for note in notes(f"## Story: the late batch\n\n{star}{asked}")} == {
        "story": False,
        "question": True,
    }


def test_what_is_asked_next_says_what_it_is_about() -> None:
    text = "## The late migration\n\n### Follow-up questions\n\n**Q: What if it had slipped again?**\nA: Then we cut the scope."

    assert [note.front for note in notes(text)] == ["The late migration: What if it had slipped again?"]


def test_a_sentence_about_the_guide_goes_and_the_fact_before_it_stays() -> None:
    text = "Depth is the number of messages that wait. This guide covers it twice."
    guide = read_guide(f"# Queues\n\n## Depth\n\n{text}\n".encode(), "a.md")

    assert [note.back for note in guide.notes] == ["Depth is the number of messages that wait."]
    assert [(skip.reason, skip.text) for skip in guide.skips] == [("about the guide itself", "This guide covers it twice.")]

"""Text that stands four spaces to the right is text; programs and their output stay code."""

from __future__ import annotations

import pytest

from flashcards.guides.blocks import Block, read_blocks


def indented(text: str) -> tuple[Block, ...]:
    return read_blocks("## A\n\n" + "\n".join(f"    {line}" if line else "" for line in text.split("\n")))[1:]


@pytest.mark.parametrize(
    "code",
    [
        "for item in queue:\n    handle(item)",
        "def total(orders):\n    return sum(order.price for order in orders)",
        "SELECT name, price\nFROM orders\nWHERE price > 10",
        "sudo systemctl restart docker",
        "git commit -m 'Mend the queue'",
        "npm install express",
        "name: orders\nreplicas: 3\nimage: shop/orders",
        "NAME      READY   STATUS    AGE\nweb-1     1/1     Running   5d\nweb-2     1/1     Running   5d",
        "+-----+\n| web |\n+-----+",
        "client --> server",
        '{"name": "orders",\n "price": 10}',
        "GET /orders HTTP/1.1\nHost: example.org",
        "x = 3\ny = x * 2",
        "src\n  main.py\n  test_main.py",
    ],
)
def test_a_program_and_its_output_stay_code(code: str) -> None:
    assert [block.kind for block in indented(code)] == ["code"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A queue holds messages until a worker is ready.", ["paragraph"]),
        ("It keeps the order of its messages.\nIt forgets what was confirmed.", ["list"]),
        ("Use it for:\n    Orders that are packed later\n    Mail that is sent at night", ["paragraph", "list"]),
        ("Kind      Order      Price\nSimple    No order   Low\nStrict    In order   High", ["table"]),
        ("1. Take a message.\n2. Confirm it.", ["numbers"]),
        ("The first is here.\n\nThe second is there.", ["paragraph", "paragraph"]),
        ("A worker that has been quiet for longer than the time that it was given is taken\nfor dead.", ["paragraph"]),
    ],
)
def test_text_is_read_by_how_it_is_laid_out(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in indented(text)] == kinds


def test_what_is_read_stands_where_it_stood() -> None:
    lead, items = indented("Use it for:\n    Orders that are packed later\n    Mail that is sent at night")

    assert (lead.line, items.line, items.end_line) == (3, 4, 5)
    assert [item.line for item in items.children] == [4, 5]


def test_lines_further_to_the_right_are_below_the_item_above_them() -> None:
    (found,) = indented("Orders are packed by hand.\n    Most of them at night\nMail is sent at once.")

    assert [len(item.children) for item in found.children] == [2, 1]

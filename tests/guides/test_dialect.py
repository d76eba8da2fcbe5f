from __future__ import annotations

import pytest

from flashcards.core.errors import TooLarge, UnreadableFile
from flashcards.guides.dialect import MAX_BYTES, decode


def test_plain_text_comes_through_unchanged() -> None:
    assert decode("# Café → 🎯\n".encode(), "a.md") == ("# Café → 🎯\n", ())


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"", "a.md") == ("", ())


def test_a_byte_order_mark_and_other_line_ends_are_normalised() -> None:
    assert decode(b"\xef\xbb\xbf# a\r\nb\rc\n", "a.md") == ("# a\nb\nc\n", ())


def test_control_characters_are_dropped_and_counted() -> None:
    text, repairs = decode(b"a line\nwith \x00 and \x0e in it, and a\ttab, and enough text around them to be a text\n", "a.md")

    assert text == "a line\nwith  and  in it, and a\ttab, and enough text around them to be a text\n"
    assert repairs == ("2 control characters dropped, the first in line 2.",)


@pytest.mark.parametrize("meant", ["🎯", "→", "✅", "📚", "🏗️"])
def test_text_once_read_as_mac_roman_is_mended(meant: str) -> None:
    shown = meant.encode().decode("mac_roman")

    text, repairs = decode(f"## {shown} Goals\n".encode(), "a.md")

    assert text == f"## {meant} Goals\n"
    assert repairs == ("Text that had been saved in the wrong encoding was mended in 1 line.",)


def test_mended_text_beside_good_text_keeps_the_good() -> None:
    text, _ = decode("It’s here ‚Üí there, “quoted” ‚Äî done\n".encode(), "a.md")

    assert text == "It’s here → there, “quoted” — done\n"


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("## <\ufffd Goals", "## Goals"),
        ("## =\ufffd\ufe0f Goals", "## Goals"),
        ("*Go on to: [Queues](q.md) \ufffd*", "*Go on to: [Queues](q.md)*"),
        ("a queue \x14 or two", "a queue — or two"),
        ("it\x19s \x1cthere\x1d, 10\x1320 times", "it’s “there”, 10–20 times"),
        ("| **Joins** | \x05 Full | L Limited \ufffd |", "| **Joins** | ✅ Full | ❌ Limited |"),
        ("\x1c\x00\x00 box \x02", " box "),
    ],
)
def test_signs_cut_to_their_low_byte_come_back_or_go(broken: str, mended: str) -> None:
    text, repairs = decode(f"{broken}\n{'and enough text around it ' * 5}\n".encode(), "a.md")

    assert text.split("\n")[0] == mended
    assert "line" in repairs[0]


def test_a_cell_that_begins_with_an_l_stays_where_nothing_is_damaged() -> None:
    assert decode(b"| a | L Limited |\n", "a.md") == ("| a | L Limited |\n", ())


def test_what_nobody_sees_is_made_plain() -> None:
    text, repairs = decode("# a\n-\u00a0an\u200b item\u202e, \u2060soft\u00adly\n".encode(), "a.md")

    assert text == "# a\n- an item, softly\n"
    assert repairs == ("5 invisible characters dropped or made a space, the first in line 2.",)


def test_joined_emoji_stay_joined() -> None:
    assert decode("👩\u200d💻 \u0645\u06cc\u200c\u062e\n".encode(), "a.md") == ("👩\u200d💻 \u0645\u06cc\u200c\u062e\n", ())


def test_controls_of_an_old_code_page_are_the_signs_that_were_meant() -> None:
    assert decode("it\x92s \x93so\x94\n".encode(), "a.md")[0] == "it’s “so”\n"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"%PDF-1.7 \xff", "a PDF"),
        (b"PK\x03\x04rest", "a zip or an Office document"),
        ("# a".encode("utf-16"), "UTF-16"),
        ("# a guide".encode("utf-16-le"), "UTF-16"),
        (b"# a\nit\x92s", "guides/a.md:2: byte 0x92 is not UTF-8"),
        (b"\x01\x02\x03\x04 binary", "a binary file"),
    ],
)
def test_what_is_not_text_is_refused_with_its_name(raw: bytes, told: str) -> None:
    with pytest.raises(UnreadableFile, match="guides/a.md") as refused:
        decode(raw, "guides/a.md")

    assert told in refused.value.message


def test_a_guide_above_two_megabytes_is_too_large() -> None:
    with pytest.raises(TooLarge, match=r"guides/a.md: the guide has 2\.0 MB"):
        decode(b"a" * (MAX_BYTES + 1), "guides/a.md")

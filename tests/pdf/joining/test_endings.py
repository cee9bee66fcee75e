"""Every stream ends where its length says, whatever its last byte is."""

from __future__ import annotations

import io
import zlib
from itertools import count

import page
import pytest
from pikepdf import Name, ObjectStreamMode, Pdf, String

from panel_papers.pdf.joining.endings import with_clear_endings

UNCLEAR = b"\r\nendstream"


def file_of(pdf: Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return buffer.getvalue()


def wrong_lengths(pdf: bytes) -> int:
    failures = page.validate_pdf_bytes(pdf, profile="2a").failures
    return sum("STREAM-LENGTH" in each.rule_id for each in failures)


def with_streams(*streams: bytes) -> Pdf:
    pdf = Pdf.new()
    pdf.add_blank_page()
    pdf.Root.Held = pdf.make_indirect([pdf.make_stream(each) for each in streams])
    return pdf


def ending_in_a_return(words: str) -> bytes:
    """Words that end with a carriage return once they are packed."""
    texts = (f"{words} {number}\n".encode() for number in count())
    return next(text for text in texts if zlib.adler32(text) % 256 == 13)


def test_a_packed_stream_that_ends_with_a_carriage_return():
    streams = [ending_in_a_return(words) for words in ("first", "second")]
    before = file_of(with_streams(b"others", *streams, b"at the end"))
    after = with_clear_endings(before)
    assert (before.count(UNCLEAR), wrong_lengths(before)) == (2, 1)
    assert wrong_lengths(after) == 0
    assert after.count(b"\r\r\nendstream") == 2
    assert len(after) == len(before)
    with Pdf.open(io.BytesIO(after)) as pdf:
        held = [each.read_bytes() for each in pdf.Root.Held]
        assert held == [b"others", *streams, b"at the end"]
        assert pdf.get_warnings() == []
        assert pdf.check_pdf_syntax() == []


def test_packed_objects_that_end_with_a_carriage_return():
    def with_title(title: str) -> bytes:
        pdf = with_streams(b"words")
        pdf.Root.Words = String(title)
        return file_of(pdf)

    files = (with_title("w" * number) for number in range(1000))
    before = next(each for each in files if UNCLEAR in each)
    after = with_clear_endings(before)
    assert (wrong_lengths(before), wrong_lengths(after)) == (1, 0)
    with Pdf.open(io.BytesIO(after)) as pdf:
        assert pdf.Root.Held[0].read_bytes() == b"words"


@pytest.mark.parametrize("inside", [UNCLEAR, b" obj\n<< /Length 6 >>\nstream\n12345\r\nendstream"])
def test_bytes_of_a_picture_that_look_like_the_end_of_a_stream(inside: bytes):
    pdf = with_streams()
    picture = pdf.make_stream(b"before" + inside + b"behind")
    picture.Filter = Name.DCTDecode  # which no program packs again
    pdf.Root.Held = picture
    after = with_clear_endings(file_of(pdf))
    with Pdf.open(io.BytesIO(after)) as pdf:
        assert pdf.Root.Held.read_raw_bytes() == b"before" + inside + b"behind"


def test_a_file_without_such_a_stream_is_the_same_object():
    made = file_of(with_streams(b"words"))
    assert with_clear_endings(made) is made

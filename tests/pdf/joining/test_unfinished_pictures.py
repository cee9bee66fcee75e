"""Content without its strings and pictures: what one expression finds, in linear time."""

import re

from hypothesis import given, settings, strategies as st

from panel_papers.pdf.joining import unfinished
from panel_papers.pdf.joining.unfinished import is_unfinished

PIECES = (b"BI", b" BI ", b"BI/W 1", b" ID ", b">ID\n", b" EI", b" EI ", b"EIx", b"(", b")", b"\\")
PIECES += (b"% a\n", b"<61>", b" q ", b"Q\n", b"\n", b"[", b"]", b"BT ", b"ET ", b"/BI ", b"\x00")
ONE_EXPRESSION = re.compile(
    unfinished._OPAQUE.pattern
    + rb"|(?<![^\s()<>\[\]{}/%])BI(?=[\s/]).*?[\s>/\w]ID[\s].*?\sEI(?![^\s()<>\[\]{}/%])",
    re.DOTALL,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(b"".join))
def test_pictures_are_found_as_one_expression_finds_them(content):
    assert unfinished._plain(content) == ONE_EXPRESSION.sub(b" ", content)


def test_each_begin_without_an_end_searches_nothing_again(monkeypatch):
    """One search for the data of a picture, one for its end, however often one begins."""
    sought = []

    class Counted:
        def __init__(self, pattern):
            self.pattern = pattern

        def search(self, content, at):
            sought.append(at)
            return self.pattern.search(content, at)

    for name in ("_DATA", "_END"):
        monkeypatch.setattr(unfinished, name, Counted(getattr(unfinished, name)))
    assert is_unfinished(b"BI " * 2_000)
    assert is_unfinished(b"BI " * 2_000 + b"\n ID \n")
    assert 2 <= len(sought) <= 4

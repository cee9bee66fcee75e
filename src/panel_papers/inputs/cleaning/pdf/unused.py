"""Takes out of a PDF what its pages neither paint nor need: unused pictures, fonts, comments."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from panel_papers.inputs.cleaning.pdf.objects import Held, name_of
from panel_papers.inputs.cleaning.results import Tally

_NO_COMMENT = re.compile(rb"<<|>>|<[0-9A-Fa-f\s]*>|\((?:[^()\\]|\\.)*\)", re.DOTALL)
"""Texts, and the brackets of lists, in code: whatever is in a text is no comment."""
_UNCLEAR = re.compile(rb"[%<>()]|\bID\b")
_COMMENT = re.compile(rb"^[ \t]*%[^\r\n]*[\r\n]*", re.MULTILINE)
_KINDS = ("/XObject", "/Font")


def remove_unused(pdf: Pdf, tally: Tally) -> None:
    """Take out pictures, drawings and fonts that no page uses, and comments in their code."""
    before = [_names(page.obj) for page in pdf.pages]
    pdf.remove_unreferenced_resources()
    for number, (page, names) in enumerate(zip(pdf.pages, before, strict=True), 1):
        gone = len(names - _names(page.obj))
        tally.add("picture, drawing or font that no page uses", f"page {number}", gone)
        _uncomment_page(pdf, page, tally, number)


def is_font(_: Object, held: Held) -> bool:
    """Say whether an object is a font."""
    return name_of(held, "/Type") == "/Font"


def clean_fonts(fonts: Iterable[Object], tally: Tally) -> None:
    """Take names and comments out of fonts."""
    for holder in fonts:
        if Name.Name in holder:  # obsolete, and needed by nothing (ISO 32000-1 table 111)
            del holder.Name
            tally.add("name of a font")
        letters = holder.get(Name.ToUnicode)
        if isinstance(letters, Stream):
            _uncomment_map(letters, tally)


def _names(page: Object) -> set[tuple[str, str]]:
    """Return the kind and name of all that a page may use by name."""
    resources = page.get(Name.Resources)
    found: set[tuple[str, str]] = set()
    if not isinstance(resources, Dictionary):
        return found
    for kind in _KINDS:
        held = resources.get(kind)
        if isinstance(held, Dictionary):
            found |= {(kind, key) for key in held.keys()}  # noqa: SIM118 - no mapping
    return found


class _WithoutComments(pikepdf.TokenFilter):
    """Drops what PDF readers skip in the code of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.dropped = 0

    def handle_token(self, token: pikepdf.Token | None = None) -> pikepdf.Token | None:
        if token is not None and token.type_ == pikepdf.TokenType.comment:
            self.dropped += 1
            return None
        return token


def _uncomment_page(pdf: Pdf, page: pikepdf.Page, tally: Tally, number: int) -> None:
    """Take comments out of a page's code; only code that may have one is read."""
    contents = page.obj.get(Name.Contents)
    streams = list(contents) if isinstance(contents, Array) else [contents]
    try:
        held = any(isinstance(e, Stream) and may_have_comment(e.read_bytes()) for e in streams)
    except pikepdf.PdfError:
        return
    if not held:
        return
    filter_ = _WithoutComments()
    data = page.get_filtered_contents(filter_)
    if filter_.dropped:
        page.obj.Contents = Stream(pdf, data)
        tally.add("comment in the code of a page", f"page {number}", filter_.dropped)


def may_have_comment(code: bytes) -> bool:
    """Say whether code may have a comment: a per cent sign that is not plainly within a text.

    What is not closed, what is nested and what may be a picture's data is not plain.
    """
    return b"%" in code and bool(_UNCLEAR.search(_NO_COMMENT.sub(b"", code)))


def _uncomment_map(letters: Stream, tally: Tally) -> None:
    """Take comments out of a font's map from codes to letters."""
    try:
        data = letters.read_bytes()
    except pikepdf.PdfError:
        return
    bare = _COMMENT.sub(b"", data)
    if bare != data:
        letters.write(bare)
        tally.add("comment in a font")

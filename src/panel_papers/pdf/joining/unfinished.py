"""Keeps content that ends in the middle of something from swallowing the stamps behind it.

A string, an array or a picture that is never closed takes in whatever is behind it, and so a
page shows no number though its content has one (a viewer joins a page's streams into one).
"""

import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from .content import content_of
from .geometry import visible_box

_STRING = rb"\((?:[^()\\]++|\\.|(?:NEXT))*+\)"
for _ in range(6):  # parentheses within parentheses; deeper ones are read as never closed
    _STRING = _STRING.replace(b"NEXT", _STRING)
_STRING = _STRING.replace(b"|(?:NEXT)", b"")
_OPAQUE = re.compile(_STRING + rb"|%[^\r\n]*+|(?<![<])<[0-9A-Fa-f\s]*+>", re.DOTALL)
_OPAQUE_OR_PICTURE = re.compile(
    _OPAQUE.pattern + rb"|(?<![^\s()<>\[\]{}/%])(?P<picture>BI)(?=[\s/])", re.DOTALL
)
_DATA = re.compile(rb"[\s>/\w]ID\s")
_END = re.compile(rb"\sEI(?![^\s()<>\[\]{}/%])")
_BEGINS = re.compile(rb"(?<![^\s()<>\[\]{}/%])(BT|ET|BI)(?![^\s()<>\[\]{}/%])")


def is_unfinished(content: bytes) -> bool:
    """Return whether a content stream ends inside a string, an array, a picture or a text."""
    simple = b"\\" not in content and b"BI" not in content
    if simple and _pairs(content) and content.count(b"BT") == content.count(b"ET"):
        return False  # as nearly all are; the rest is read piece by piece
    plain = _plain(content)
    return not _pairs(plain) or b"(" in plain or bool(_ending(plain))


def _plain(content: bytes) -> bytes:
    """Return content without its strings, comments and pictures, whose bytes mean nothing here."""
    if b"BI" not in content:
        return _OPAQUE.sub(b" ", content)
    kept: list[bytes] = []
    at, data, end = 0, _Next(_DATA, content), _Next(_END, content)
    while match := _OPAQUE_OR_PICTURE.search(content, at):
        kept.append(content[at : match.start()])
        at = match.end()
        closed: int | None = at
        if match["picture"]:
            begun = data.after(at)
            closed = end.after(begun) if begun is not None else None
        kept.append(b" " if closed is not None else match[0])
        at = at if closed is None else closed
    return b"".join([*kept, content[at:]])


class _Next:
    """Finds what comes next in content; what was found, or sought in vain, is not sought again."""

    def __init__(self, pattern: re.Pattern[bytes], content: bytes) -> None:
        self._pattern, self._content = pattern, content
        self._start, self._end = -1, -1
        self._none = False

    def after(self, at: int) -> int | None:
        """Return where the first match ends that begins at a place or behind it."""
        if self._start < at and not self._none:
            match = self._pattern.search(self._content, at)
            self._none = match is None
            if match:
                self._start, self._end = match.span()
        return None if self._none else self._end


def _ending(plain: bytes) -> bytes:
    """Return what ends the picture and the texts that content without strings leaves open."""
    words = _BEGINS.findall(plain)
    picture = b"\nEI" if b"BI" in words else b""
    return picture + b"\nET" * max(words.count(b"BT") - words.count(b"ET"), 0)


def _pairs(content: bytes) -> bool:
    """Return whether as many brackets are opened as closed, and the last one closes."""
    return all(
        content.count(opening) == content.count(closing)
        and content.rfind(opening) <= content.rfind(closing)
        for opening, closing in ((b"(", b")"), (b"<", b">"), (b"[", b"]"))
    )


def finish(pdf: Pdf, page: Object) -> None:
    """End what the content of a page leaves open, or put it where its end is an end.

    As a form of its own it looks as before. Tags reach into a form only by other ways than into a
    page, so that content with tags is written again, without what is not finished.
    """
    content = content_of(page)
    ended = content + _ending(_plain(content))
    if not is_unfinished(ended):
        page.Contents = pdf.make_stream(ended)
        return
    if Name.StructParents in page:
        try:
            operators = pikepdf.parse_content_stream(page)
        except (pikepdf.PdfError, ValueError, RuntimeError, TypeError):  # TypeError: R in a stream
            pass
        else:
            rewritten = pikepdf.unparse_content_stream(operators)
            page.Contents = pdf.make_stream(rewritten + _ending(_plain(rewritten)))
            return
    form = pdf.make_stream(ended)
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([round(edge, 4) for edge in visible_box(page)])
    resources = page.get(Name.Resources)
    form.Resources = resources if isinstance(resources, Dictionary) else Dictionary()
    page.Resources = Dictionary(XObject=Dictionary(Whole=pdf.make_indirect(form)))
    page.Contents = pdf.make_stream(b"/Whole Do\n")

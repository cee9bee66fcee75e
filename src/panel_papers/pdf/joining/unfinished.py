"""Keeps content that ends in the middle of something from swallowing the stamps behind it.

A string, an array or a picture that is never closed takes in whatever stands behind it, and so a
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
_OPAQUE = re.compile(
    _STRING + rb"|%[^\r\n]*+|(?<![<])<[0-9A-Fa-f\s]*+>"
    rb"|(?<![^\s()<>\[\]{}/%])BI(?=[\s/]).*?[\s>/\w]ID[\s].*?\sEI(?![^\s()<>\[\]{}/%])",
    re.DOTALL,
)
_BEGINS = re.compile(rb"(?<![^\s()<>\[\]{}/%])(BT|ET|BI)(?![^\s()<>\[\]{}/%])")


def is_unfinished(content: bytes) -> bool:
    """Return whether a content stream ends inside a string, an array, a picture or a text."""
    simple = b"\\" not in content and b"BI" not in content
    if simple and _pairs(content) and content.count(b"BT") == content.count(b"ET"):
        return False  # as nearly all are; the rest is read piece by piece
    plain = _OPAQUE.sub(b" ", content)
    return not _pairs(plain) or b"(" in plain or bool(_ending(plain))


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
    page, so that content with tags is written anew, without what is not finished.
    """
    content = content_of(page)
    ended = content + _ending(_OPAQUE.sub(b" ", content))
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
            page.Contents = pdf.make_stream(rewritten + _ending(_OPAQUE.sub(b" ", rewritten)))
            return
    form = pdf.make_stream(ended)
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([round(edge, 4) for edge in visible_box(page)])
    resources = page.get(Name.Resources)
    form.Resources = resources if isinstance(resources, Dictionary) else Dictionary()
    page.Resources = Dictionary(XObject=Dictionary(Whole=pdf.make_indirect(form)))
    page.Contents = pdf.make_stream(b"/Whole Do\n")

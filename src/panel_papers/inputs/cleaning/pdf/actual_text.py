"""Finds texts that are given in place of what is painted (ActualText) and say something else.

A text may stand for a hyphenated word, a ligature, a symbol or a drawing (ISO 32000-1 14.9.4). One
for nothing at all, or for other words, is read aloud, searched and copied, and not seen.
"""

from __future__ import annotations

import difflib
import io
import itertools
import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct
from pikepdf import Dictionary, Name, Object, Pdf, Stream, String

from panel_papers.inputs.cleaning.pdf.content import readable_content
from panel_papers.inputs.cleaning.pdf.objects import name_of
from panel_papers.inputs.cleaning.pdf.structure import elements_of, kids_of
from panel_papers.pdf import MarkedObject, marked_objects, page_texts

_KEY, _OTHER = "ActualText", "ActualWord"
_GIVEN = re.compile(rb"/ActualText\s*(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>)", re.DOTALL)
_LEAST = 3  # letters
_WHOLE_WORD = 20  # letters that a word may have beyond its part on a line
_SYMBOL = 20  # letters for a symbol: “not applicable”
_ALIKE = 0.5


class Replaced(Struct, frozen=True):
    """A text that is given for nothing, or for other words, and its page from 1."""

    page: int
    text: str


def replaced_words(pdf: Pdf) -> list[Replaced]:
    """Return the texts of a PDF that stand for nothing, or for other words than are painted."""
    elements = [] if Name.StructTreeRoot not in pdf.Root else _elements(pdf)
    pages = _pages(pdf)
    wanted = sorted({*pages, *(page for each in elements for page, _ in each.contents)})
    found = [Replaced(1, each.text) for each in elements if not each.contents and not each.other]
    if not found and not wanted:
        return []
    copy = _renamed(pdf)
    painted = marked_objects(copy, wanted, _OTHER)
    for number in pages:
        objects = painted.get(number, [])
        found += _in_content(objects, number)
        beside = {_letters(each.said) for each in objects}
        texts = _texts_in(pdf.pages[number - 1].obj)
        found += [
            Replaced(number, text)
            for text in texts
            if _letters(text) not in beside and len(_letters(text)) >= _LEAST
        ]
    for each in elements:
        held = [
            one
            for page, content in each.contents
            for one in painted.get(page, ())
            if one.content == content
        ]
        if each.contents and not each.other and _is_other(each.text, held):
            found.append(Replaced(each.contents[0][0], each.text))
    if not found:
        return []
    shown = _letters("".join(page_texts(copy)))  # what a page paints elsewhere is no secret
    return [each for each in dict.fromkeys(found) if _letters(each.text) not in shown]


class _Element(Struct):
    text: str
    contents: list[tuple[int, int]]
    other: bool  # whether it holds annotations or forms, which are not looked into


def _elements(pdf: Pdf) -> list[_Element]:
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    found = []
    for element in elements_of(pdf.Root.StructTreeRoot):
        text = element.get(Name.ActualText)
        if not isinstance(text, String) or len(_letters(str(text))) < _LEAST:
            continue
        contents: list[tuple[int, int]] = []
        other = False
        for page, kid in _leaves(element, numbers):
            if isinstance(kid, int):
                contents.append((page, kid))
            else:
                other = True
        found.append(_Element(str(text), contents, other))
    return found


def _leaves(element: Object, numbers: dict[tuple[int, int], int]) -> Iterator[tuple[int, object]]:
    """Yield the marked content below an element with its page, and what is none as it is."""
    for each in elements_of(element):
        for kid in kids_of(each):
            page = numbers.get(each.Pg.objgen, 0) if Name.Pg in each else 0
            if isinstance(kid, int):
                yield page, kid
            elif isinstance(kid, Dictionary) and name_of(kid, "/Type") == "/MCR":
                page = numbers.get(kid.Pg.objgen, page) if Name.Pg in kid else page
                inside = Name.Stm in kid
                yield page, (None if inside or not page else int(kid.MCID))
            elif isinstance(kid, Dictionary) and name_of(kid, "/Type") == "/OBJR":
                yield page, None


def _pages(pdf: Pdf) -> list[int]:
    """Return the pages whose content gives a text in place of what it paints."""
    return [
        number
        for number, page in enumerate(pdf.pages, 1)
        if _KEY.encode() in readable_content(page.obj) or _properties(page.obj)
    ]


def _texts_in(page: Object) -> list[str]:
    """Return the texts that a page's content gives, whatever it paints beside them."""
    named = [str(each.ActualText) for each in _properties(page)]
    return named + [str(Object.parse(each)) for each in _GIVEN.findall(readable_content(page))]


def _properties(page: Object) -> list[Object]:
    resources = page.get(Name.Resources)
    listed = resources.get(Name.Properties) if isinstance(resources, Dictionary) else None
    values = [each for _, each in listed.items()] if isinstance(listed, Dictionary) else []
    return [each for each in values if isinstance(each, Dictionary) and Name.ActualText in each]


def _renamed(pdf: Pdf) -> bytes:
    """Return a copy in which PDFium reads the letters that are painted."""
    saved = io.BytesIO()
    pdf.save(saved)
    with Pdf.open(saved) as copy:
        for page in copy.pages:
            content = readable_content(page.obj)
            if _KEY.encode() in content:
                page.obj.Contents = copy.make_stream(
                    content.replace(_KEY.encode(), _OTHER.encode())
                )
            for each in _properties(page.obj):
                each[f"/{_OTHER}"] = each.ActualText
                del each["/ActualText"]
        for each in copy.objects:
            if isinstance(each, Stream) and name_of(each, "/Subtype") == "/Form":
                content = readable_content(each)
                if _KEY.encode() in content:
                    each.write(content.replace(_KEY.encode(), _OTHER.encode()))
        again = io.BytesIO()
        copy.save(again)
    return again.getvalue()


def _in_content(objects: list[MarkedObject], page: int) -> Iterator[Replaced]:
    """Yield the texts that content of a page gives for other words."""
    for said, held in itertools.groupby(objects, key=lambda each: each.said):
        if said and _is_other(said, list(held)):
            yield Replaced(page, said)


def _is_other(said: str, held: list[MarkedObject]) -> bool:
    """Say whether a text is another than the one that is painted, as far as that can be said."""
    letters = _letters(said)
    if len(letters) < _LEAST:
        return False
    if not held:
        return True
    words = "".join(each.text or "" for each in held)
    painted = _letters(words)
    if not painted:
        drawn = any(each.text is None for each in held)
        return not drawn and len(letters) > _SYMBOL * max(len(words.split()), 1)
    if painted in letters:
        return len(letters) > 2 * len(painted) + _WHOLE_WORD
    if letters in painted:
        return False
    return difflib.SequenceMatcher(None, letters, painted, autojunk=False).ratio() < _ALIKE


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, plain))

"""Words that an engine breaks between two runs stay on one line: “(appendix 1)”, “**£5m**,”.

Word breaks a line at spaces and after hyphens. rdocx 0.16.3 may break it between any two runs, and
dxpdf 0.8.1 at either end of a link, whatever is there. So the lines are read from the PDF, and
where a word was broken, its line ends at the space before it, where Word would have ended it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from panel_papers.pdf.completeness.pdfium_lock import pdfium
from panel_papers.pdf.engines.protocol import Moves
from panel_papers.pdf.preparation.rewriting import parsed, rewritten

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DOCUMENT = "word/document.xml"
_MOST = 8  # conversions; each fixes one line of every paragraph that has a broken word
_CONTEXT = 24  # letters on each side, by which a place in the document is found in the PDF
_MAY_BREAK_AFTER = "-‐–—/"  # hyphens and dashes: Word may end a line there
_PARTING = tuple(
    f"{_W}{name}"
    for name in (
        *("tab", "br", "cr", "drawing", "pict", "object", "sym", "noBreakHyphen"),
        *("footnoteReference", "endnoteReference"),
    )
)
_FIRST_IDEOGRAPH = "⺀"  # lines of Chinese and Japanese break between any two signs


class _Joint(NamedTuple):
    """A place between two runs within one word."""

    paragraph: etree._Element
    before: str
    after: str
    text: etree._Element
    """Where the last space before the word is."""
    space: int
    """Where in that text it is."""
    raised: bool
    """Whether a text on either side is a superscript or subscript."""


def with_whole_words(convert: Callable[[bytes], bytes], docx: bytes, moves: Moves) -> bytes:
    """Return the PDF that `convert` makes, without lines that end within a word.

    A place that looks like others in the PDF, or a word longer than its line, stays. Notes in
    `moves` which lines were ended.
    """
    pdf = convert(docx)
    moves.lines = []
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        root = parsed(package, _DOCUMENT)
        for _ in range(_MOST):
            joints = [] if root is None else list(_joints(root))
            broken = _broken(joints, pdf) if joints else []
            if root is None or not broken:
                break
            numbers = {joints[number].paragraph: number for number in reversed(broken)}
            moves.lines.append(list(numbers.values()))
            _end_lines(joints, moves.lines[-1])
            pdf = convert(rewritten(package, {_DOCUMENT: root}))
    return pdf


def end_lines(root: etree._Element, moves: Moves) -> None:
    """End the lines of a copy where those of its document were ended."""
    for numbers in moves.lines:
        _end_lines(list(_joints(root)), numbers)


def _end_lines(joints: list[_Joint], numbers: list[int]) -> None:
    for number in numbers:
        _end_line(joints[number].text, joints[number].space)


def _joints(root: etree._Element) -> Iterator[_Joint]:
    for paragraph in root.iter(f"{_W}p"):
        texts: list[etree._Element] = []
        joined: list[tuple[int, bool]] = []
        for part in _parts(paragraph):
            if part is None:
                texts.append(etree.Element(_W + "t"))
            else:
                if texts and _is_one_word(texts[-1], part):
                    joined.append((len(texts), _is_raised(texts[-1]) or _is_raised(part)))
                texts.append(part)
        letters = ["".join((text.text or "").split()) for text in texts] if joined else []
        for number, raised in joined:
            before = "".join(letters[:number])[-_CONTEXT:]
            after = "".join(letters[number:])[:_CONTEXT]
            space = _last_space(texts[:number])
            if space is not None:
                yield _Joint(paragraph, before, after, *space, raised)


def _parts(paragraph: etree._Element) -> Iterator[etree._Element | None]:
    """Yield the texts of a paragraph, and None where something else parts them."""
    if next(paragraph.iterdescendants(f"{_W}p"), None) is not None:
        return  # text boxes: their lines are not the paragraph's
    for element in paragraph.iter(f"{_W}t", *_PARTING):
        if element.tag != f"{_W}t":
            yield None
        elif element.text:
            yield element


def _is_one_word(left: etree._Element, right: etree._Element) -> bool:
    if left.getparent() is right.getparent():
        return False
    first, second = (left.text or " ")[-1], (right.text or " ")[0]
    if first.isspace() or second.isspace() or first in _MAY_BREAK_AFTER:
        return False
    return first < _FIRST_IDEOGRAPH and second < _FIRST_IDEOGRAPH


def _last_space(texts: list[etree._Element]) -> tuple[etree._Element, int] | None:
    for text in reversed(texts):
        at = (text.text or "").rfind(" ")
        if at >= 0:
            return text, at
    return None


def _broken(joints: list[_Joint], pdf: bytes) -> list[int]:
    """Return the numbers of the places where a line of the PDF ends within a word."""
    letters, ends = _lines(pdf, raised=any(joint.raised for joint in joints))
    times = Counter(joint.before + joint.after for joint in joints)
    seen: Counter[str] = Counter()
    found = []
    for number, joint in enumerate(joints):
        key = joint.before + joint.after
        nth = seen[key]
        seen[key] += 1
        places = _places(key, letters)
        if len(places) == times[key] and places[nth] + len(joint.before) in ends:
            found.append(number)
    return found


def _places(key: str, letters: str) -> list[int]:
    found, at = [], letters.find(key)
    while at >= 0:
        found.append(at)
        at = letters.find(key, at + 1)
    return found


def _is_raised(text: etree._Element) -> bool:
    """Say whether a text is a superscript or subscript."""
    run = text.getparent()
    align = None if run is None else run.find(f"{_W}rPr/{_W}vertAlign")
    return align is not None and align.get(f"{_W}val") in {"superscript", "subscript"}


def _lines(pdf: bytes, *, raised: bool) -> tuple[str, set[int]]:
    """Return the text of the pages without spaces, and how many letters precede each line's end.

    PDFium begins a line at a superscript: with `raised`, only at what is further to the left.
    """
    import pypdfium2  # noqa: PLC0415 - takes 0.1 s, and not every document needs it

    lines: list[str] = []
    with pdfium, suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            whole = _whole_lines(text) if raised else text.get_text_bounded()
            lines += ["".join(line.split()) for line in whole.splitlines()]
            text.close()
            page.close()
    ends, count = set(), 0
    for line in lines:
        count += len(line)
        ends.add(count)
    return "".join(lines), ends


def _whole_lines(page: PdfTextPage) -> str:
    """Return the text of a page, without the line ends at superscripts and subscripts."""
    letters = page.get_text_range()
    if len(letters) != page.count_chars():  # letters beyond U+FFFF: places are not known
        return str(page.get_text_bounded())

    def joined(end: re.Match[str]) -> str:
        if not end.start() or end.end() == len(letters):
            return end[0]
        _, low, right, high = page.get_charbox(end.start() - 1)
        left, bottom, _, top = page.get_charbox(end.end())
        beside = -1 < left - right < high - low and bottom < high and low < top
        return "" if beside else end[0]

    return re.sub(r"(?<!\s)\s*[\r\n]\s*", joined, letters)


def _end_line(text: etree._Element, at: int) -> None:
    """Put a line break behind a space, which stays for those who listen."""
    whole = text.text or ""
    text.text = whole[: at + 1]
    text.set(_SPACE, "preserve")
    line_end = etree.Element(f"{_W}br")
    rest = etree.Element(f"{_W}t")
    rest.text = whole[at + 1 :]
    rest.set(_SPACE, "preserve")
    text.addnext(line_end)
    line_end.addnext(rest)

"""Takes a Word document's own page numbers out of its headers and footers.

The pack prints one number on each page. “Page 2 of 9” goes as a whole: a field alone would leave
“Page of” behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree
from msgspec import Struct, field

from panel_papers.inputs.cleaning.word.names import detach, n

_COUNTING = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_NUMBER = "\ue000"  # stands for a page field in the text of its paragraph
_BREAKS = frozenset(n(f"w:{name}") for name in ("tab", "ptab", "br", "cr"))
_DRAWN = tuple(
    n(name) for name in ("w:drawing", "w:pict", "w:object", "mc:AlternateContent", "w:sym")
)

# English and Welsh: “Page 2 of 9”, “p. 2/9”, “- 2 -”, “(2)”, “Tudalen 2 o 9”, “2 | Page”.
_WORD = r"(?:pages?|pgs?|pp?|no|nos|number|sheet|tudalen|tud|rhif)\b"
_OF = r"(?:out of|of|from|o|/|\||[-–—])"
_GAP = r"[ \u00a0]*"  # not a tab: what is beyond it is another piece of the line
_PRINTED = re.compile(
    rf"(?:[(\[{{]{_GAP})?(?:\b{_WORD}{_GAP}(?:[.:#]{_GAP})?){{0,6}}{_NUMBER}"
    rf"(?:{_GAP}{_OF}{_GAP}(?:{_NUMBER}|\d{{1,4}}\b))*"
    rf"(?:{_GAP}(?:\|{_GAP})?{_WORD})?(?:{_GAP}[)\]}}])?",
    re.IGNORECASE,
)
_SEPARATORS = " \u00a0-–—~|•·/,;:"


class _Field(Struct, eq=False):
    """A field while it is read: its parts from begin to end, its instruction and its result."""

    parts: list[etree._Element] = field(default_factory=list)
    instruction: str = ""
    result: str = ""
    has_result: bool = False
    counts_inside: bool = False

    def counts(self) -> bool:
        """Say whether it prints a page number: a page field, or a calculation with one."""
        name = (self.instruction.replace("=", " = ").split() or [""])[0].upper()
        return name in _COUNTING or (
            self.counts_inside and re.fullmatch(r"\s*(?:\d+\s*)?", self.result) is not None
        )


class _Line(Struct, eq=False):
    """What a paragraph prints: its characters, and the elements that each of them comes from."""

    text: str = ""
    sources: list[list[etree._Element]] = field(default_factory=list)

    def add(self, text: str, elements: list[etree._Element]) -> None:
        self.text += text
        self.sources += [elements] * len(text)


def remove_page_numbers(root: etree._Element) -> int:
    """Take the page numbers, with the words that belong to them, out of a header or footer.

    Returns how many there were. A text box that held nothing else goes with its number.
    """
    total = 0
    for paragraph in list(root.iter(n("w:p"))):
        line = _read(paragraph)
        found = list(_PRINTED.finditer(line.text))
        if found:
            _cut(line, _widened(line.text, [match.span() for match in found]))
        total += len(found)
        if found:
            _drop_empty_box(paragraph)
    return total


def _read(paragraph: etree._Element) -> _Line:
    line = _Line()
    open_fields: list[_Field] = []
    for part in _parts(paragraph):
        if part.tag == n("w:fldSimple"):
            if _is_page(part):
                line.add(_NUMBER, [part])
            continue
        if any(_is_page(holder) for holder in part.iterancestors(n("w:fldSimple"))):
            continue
        if part.tag == n("w:fldChar"):
            _mark(part, open_fields, line)
            continue
        for each in open_fields:
            each.parts.append(part)
        if part.tag == n("w:instrText"):
            if open_fields:
                open_fields[-1].instruction += part.text or ""
        elif open_fields and not all(each.has_result for each in open_fields):
            continue
        elif part.tag == n("w:pgNum"):
            line.add(_NUMBER, [part])
        else:
            text = (part.text or "") if part.tag == n("w:t") else "\t"
            for each in open_fields:
                each.result += text
            line.add(text, [part])
    return line


def _parts(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield what the runs of a paragraph hold, without that of text boxes."""
    wanted = (n("w:t"), n("w:fldChar"), n("w:instrText"), n("w:fldSimple"), n("w:pgNum"))
    for part in list(paragraph.iter(*wanted, *_BREAKS, *_DRAWN)):
        run = part.getparent()
        in_run = run is not None and run.tag == n("w:r")
        if part.tag != n("w:fldSimple") and not in_run:
            continue  # a tab stop of the paragraph's properties
        if next(part.iterancestors(n("w:p"))) is paragraph:
            yield part


def _mark(mark: etree._Element, open_fields: list[_Field], line: _Line) -> None:
    """Open, divide or close a field; a page field is one sign in the line."""
    kind = mark.get(n("w:fldCharType"))
    if kind == "begin":
        open_fields.append(_Field())
    for each in open_fields:
        each.parts.append(mark)
    if kind == "separate" and open_fields:
        open_fields[-1].has_result = True
    elif kind == "end" and open_fields:
        ended = open_fields.pop()
        if ended.counts():
            parts = {id(part) for part in ended.parts}
            while line.sources and all(id(part) in parts for part in line.sources[-1]):
                line.sources.pop()  # its result
                line.text = line.text[:-1]
            for each in open_fields:
                each.counts_inside = True
            if all(each.has_result for each in open_fields):
                line.add(_NUMBER, ended.parts)


def _is_page(simple: etree._Element) -> bool:
    return (str(simple.get(n("w:instr"), "")).split() or [""])[0].upper() in _COUNTING


def _widened(text: str, numbers: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what is to go with each number: what parted it from other words in its place."""
    gone: dict[int, int] = {}  # what is cut behind a number: no longer between it and other words
    for start, end in reversed(numbers):
        left, right = start, end
        while left and text[left - 1] in _SEPARATORS:
            left -= 1
        while right in gone or (right < len(text) and text[right] in _SEPARATORS):
            right = gone.get(right, right + 1)
        before = left > 0 and text[left - 1] != "\t"
        after = right < len(text) and text[right] != "\t"
        first, last = (start, right) if before and after else (left, right)
        gone[first] = last
    return sorted(gone.items())


def _cut(line: _Line, spans: Iterable[tuple[int, int]]) -> None:
    """Take characters out of the paragraph, and the runs that this empties."""
    goes = bytearray(len(line.sources))
    for start, end in spans:
        goes[start:end] = bytes([1]) * (end - start)
    letters: dict[etree._Element, list[str]] = {}
    at: dict[etree._Element, int] = {}
    gone: list[etree._Element] = []
    for cut, elements in zip(goes, line.sources, strict=True):
        only = elements[0]
        if len(elements) > 1 or only.tag != n("w:t"):
            gone += elements if cut else []
            continue
        kept = letters.setdefault(only, list(only.text or ""))
        place = at[only] = at.get(only, -1) + 1
        if cut:
            kept[place] = ""
    for element, kept in letters.items():
        text = "".join(kept)
        if text != element.text:
            element.text = text
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            if not text:
                gone.append(element)
    for element in dict.fromkeys(gone):
        run = element.getparent()
        detach(element)
        if run is not None and run.tag == n("w:r") and all(e.tag == n("w:rPr") for e in run):
            detach(run)


def _drop_empty_box(paragraph: etree._Element) -> None:
    """Take out the drawing of a text box, or shape, that held only the number."""
    box = next(paragraph.iterancestors(n("w:txbxContent")), None)
    if box is None or any((t.text or "").strip() for t in box.iter(n("w:t"))):
        return
    if next(box.iter(*_DRAWN, n("w:fldChar"), n("w:fldSimple")), None) is not None:
        return
    run = next(box.iterancestors(n("w:r")), None)
    if run is not None:
        detach(run)

"""List numbers that engines calculate differently from Word, written out as Word shows them.

Measured on single constructs: neither dxpdf 0.8.1 nor LibreOffice 7.4 knows a level that does not
restart (`w:lvlRestart`), LibreOffice prints Roman numerals where Word prints legal numbering
(`w:isLgl`, “I.1” for “1.1”), and rdocx 0.16.3 prints no numbers such as 01, 1st or One. In the copy
that an engine is given, each item of such a list has a list of its own, whose label is the number
as text; it is still the label of a list.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct, field

from panel_papers.pdf.preparation.rewriting import UncountableError, parsed, rewritten
from panel_papers.pdf.tagging.numerals import Unwritable, numeral
from panel_papers.pdf.tagging.styles import Styles
from panel_papers.pdf.tagging.wordxml import W, XmlElement, switched_on, value, whole

_NUMBERING, _DOCUMENT, _STYLES = "word/numbering.xml", "word/document.xml", "word/styles.xml"
_WRITTEN_OUT = frozenset({"decimalZero", "ordinal", "cardinalText", "ordinalText"})
_SIGNS = (b"lvlRestart", b"isLgl", *(name.encode() for name in _WRITTEN_OUT))
_DROPPED = ("nsid", "tmpl", "name", "styleLink", "numStyleLink")
_COUNTED_OTHERWISE = ("lvlRestart", "isLgl", "pStyle")


class _List(Struct, eq=False):
    """A `w:num`: the definition that it shares with others, its levels, and where they start."""

    definition: str
    levels: dict[int, XmlElement]
    starts: dict[int, int]


class _Count(Struct, eq=False):
    """How far the lists of one definition have counted, level by level."""

    numbers: dict[int, int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)


def with_labels(data: bytes) -> bytes:
    """Return the Word file with such numbers written out; a file without them as it is.

    Raises UncountableError for a list of a kind of numerals that is not known here.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if _NUMBERING not in package.namelist():
            return data
        numbering = package.read(_NUMBERING)
        if not any(sign in numbering for sign in _SIGNS):
            return data
        lists, document = parsed(package, _NUMBERING), parsed(package, _DOCUMENT)
        if lists is None or document is None:
            return data
        if not _Writer(lists, Styles(parsed(package, _STYLES))).write(document):
            return data
        return rewritten(package, {_NUMBERING: lists, _DOCUMENT: document})


class _Writer:
    """Counts the items of a document and writes the numbers of the lists concerned."""

    def __init__(self, root: XmlElement, styles: Styles) -> None:
        self._root, self._styles = root, styles
        self._lists = dict(_lists(root))
        self._counts: dict[str, _Count] = {}
        self._new: dict[tuple[str, int, str], str] = {}
        concerned = {
            e.definition for e in self._lists.values() if any(map(_special, e.levels.values()))
        }
        self._concerned = {key for key, e in self._lists.items() if e.definition in concerned}

    def write(self, document: XmlElement) -> bool:
        """Write the numbers into the items' own lists; say whether there were any."""
        found = False
        for paragraph in document.iter(W + "p"):
            said = self._said(paragraph)
            if said is None or said[0] not in self._concerned:
                continue
            number, depth = said
            level = self._lists[number].levels.get(depth)
            label = self._label(number, depth, paragraph)
            if level is None or value(level, "numFmt") in {"bullet", "none"}:
                continue
            self._put(paragraph, self._list_of(number, depth, label), depth)
            found = True
        return found

    def _said(self, paragraph: XmlElement) -> tuple[str, int] | None:
        """Return the list and level of a paragraph, from itself or its style."""
        properties = self._styles.paragraph_property(paragraph, "numPr")
        number = value(properties, "numId")
        if number is None or number not in self._lists:
            return None
        depth = whole(value(properties, "ilvl"))
        if paragraph.find(f"{W}pPr/{W}numPr") is None:
            style = self._styles.of_paragraph(paragraph)
            tied = (d for d, e in self._lists[number].levels.items() if value(e, "pStyle") == style)
            depth = next(tied, depth)
        return number, depth

    def _label(self, number: str, depth: int, paragraph: XmlElement) -> str:
        """Count an item, and return what Word prints before it."""
        its = self._lists[number]
        count = self._counts.setdefault(its.definition, _Count())
        first = (number, depth) not in count.begun and depth in its.starts
        start = its.starts.get(depth, _start(its.levels.get(depth)))
        if first or depth not in count.numbers:
            count.numbers[depth] = start
        else:
            count.numbers[depth] += 1
        count.begun.add((number, depth))
        for deeper in [d for d in count.numbers if d > depth]:
            if depth < _restarts_after(its.levels.get(deeper), deeper):
                del count.numbers[deeper]
        try:
            return _printed(its, depth, count.numbers)
        except Unwritable as kind:
            text = "".join(t.text or "" for t in paragraph.iter(W + "t"))[:40]
            raise UncountableError(f"the numbers of the list with “{text}” ({kind})") from kind

    def _list_of(self, number: str, depth: int, label: str) -> str:
        """Return a list whose items of this level have the label; made where there is none."""
        its = self._lists[number]
        key = (number, depth, label)
        if key not in self._new:
            definitions = list(self._root.iter(W + "abstractNum"))
            numbers = list(self._root.iter(W + "num"))
            source = next(e for e in definitions if e.get(W + "abstractNumId") == its.definition)
            coming = copy.deepcopy(source)
            for child in [e for e in coming if e.tag in {W + name for name in (*_DROPPED, "lvl")}]:
                coming.remove(child)
            # All levels: dxpdf finds a level by counting those before it.
            coming.extend(copy.deepcopy(e) for _, e in sorted(its.levels.items()))
            level = next(e for e in coming if e.get(W + "ilvl") == str(depth))
            for child in [e for e in level if e.tag in {W + n for n in _COUNTED_OTHERWISE}]:
                level.remove(child)
            text = level.find(W + "lvlText")
            if text is not None:
                text.set(W + "val", label)
            form = level.find(W + "numFmt")
            if form is not None:
                form.set(W + "val", "decimal")  # rdocx prints no label of a format it lacks
            definition = str(1 + max(whole(e.get(W + "abstractNumId")) for e in definitions))
            coming.set(W + "abstractNumId", definition)
            definitions[-1].addnext(coming)
            new = str(1 + max(whole(e.get(W + "numId")) for e in numbers))
            entry = etree.Element(W + "num", {W + "numId": new})
            etree.SubElement(entry, W + "abstractNumId").set(W + "val", definition)
            numbers[-1].addnext(entry)
            self._new[key] = new
        return self._new[key]

    def _put(self, paragraph: XmlElement, number: str, depth: int) -> None:
        """Make a paragraph an item of a list, indented as it was."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
            paragraph.insert(0, properties)
        own = properties.find(W + "numPr")
        if own is None:
            own = etree.Element(W + "numPr")
            before = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr")
            earlier = [e for e in properties if e.tag in {W + n for n in (*before, "widowControl")}]
            properties.insert(len(earlier), own)
            self._keep_indent(paragraph, properties)
        for child in list(own):
            own.remove(child)
        etree.SubElement(own, W + "ilvl").set(W + "val", str(depth))
        etree.SubElement(own, W + "numId").set(W + "val", number)

    def _keep_indent(self, paragraph: XmlElement, properties: XmlElement) -> None:
        """Say the indent of a list style in the paragraph: a list of its own would overrule it."""
        if properties.find(W + "ind") is not None:
            return
        for style in self._styles.chain(self._styles.of_paragraph(paragraph)):
            indent = style.find(f"{W}pPr/{W}ind")
            if indent is not None:
                later = ("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc")
                last = ("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId")
                names = {W + n for n in (*later, *last, "cnfStyle", "rPr", "sectPr", "pPrChange")}
                after = next((e for e in properties if e.tag in names), None)
                if after is None:
                    properties.append(copy.deepcopy(indent))
                else:
                    after.addprevious(copy.deepcopy(indent))
                return
            if style.find(f"{W}pPr/{W}numPr") is not None:
                return


def _lists(root: XmlElement) -> Iterator[tuple[str, _List]]:
    definitions = {e.get(W + "abstractNumId", ""): e for e in root.iter(W + "abstractNum")}
    shared = {value(e, "styleLink"): key for key, e in definitions.items() if value(e, "styleLink")}
    for num in root.iter(W + "num"):
        key = value(num, "abstractNumId") or ""
        if key in definitions and value(definitions[key], "numStyleLink"):
            key = shared.get(value(definitions[key], "numStyleLink"), key)
        if key not in definitions:
            continue
        levels = {whole(e.get(W + "ilvl")): e for e in definitions[key].iterfind(W + "lvl")}
        starts = {}
        for override in num.iterfind(W + "lvlOverride"):
            depth = whole(override.get(W + "ilvl"))
            own = override.find(W + "lvl")
            if own is not None:
                levels[depth] = own
            if value(override, "startOverride") is not None:
                starts[depth] = whole(value(override, "startOverride"), 1)
        yield num.get(W + "numId", ""), _List(key, levels, starts)


def _special(level: XmlElement) -> bool:
    return (
        level.find(W + "lvlRestart") is not None
        or switched_on(level.find(W + "isLgl"))
        or value(level, "numFmt") in _WRITTEN_OUT
    )


def _start(level: XmlElement | None) -> int:
    return whole(value(level, "start"), 0)


def _restarts_after(level: XmlElement | None, depth: int) -> int:
    """Return below which level an item restarts this one (ECMA-376 part 1, 17.9.10); 0: none."""
    said = value(level, "lvlRestart")
    return depth if said is None else min(whole(said, depth), depth)


def _printed(its: _List, depth: int, numbers: Mapping[int, int]) -> str:
    level = its.levels.get(depth)
    legal = level is not None and switched_on(level.find(W + "isLgl"))

    def number(place: re.Match[str]) -> str:
        other = int(place[1]) - 1
        of = its.levels.get(other)
        said = numbers.get(other, its.starts.get(other, _start(of)))
        return numeral(said, "decimal" if legal else value(of, "numFmt") or "decimal")

    return re.sub(r"%([1-9])", number, value(level, "lvlText") or "")

"""How a finished Word file looks, paragraph by paragraph: the proof's own reading, by lxml alone.

What is read is what Word shows: styles are followed, and all tracked changes are accepted. It has
no part in the merging, so that what the merger does not see is seen here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from panel_papers.merge.numbers import Numbers
from panel_papers.merge.ooxml import MATH, Styles, W, at, value

PICTURE, NOTE, EQUATION = "\ufffb", "\ufffc", "\ufff9"
_TOKENS = {
    f"{W}drawing": PICTURE,
    f"{W}pict": PICTURE,
    f"{W}object": PICTURE,
    f"{W}footnoteReference": NOTE,
    f"{W}endnoteReference": NOTE,
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_LINKS = "_rels/footnotes.xml.rels"
_PARTS = ("document.xml", "styles.xml", "numbering.xml", "footnotes.xml", _LINKS)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_GONE = {f"{W}del", f"{W}moveFrom"}
_SKIPPED = {*_GONE, f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}txbxContent"}
_BLACK = re.compile(r"|AUTO|([01].){3}")
"""What looks black on paper."""
_LIST = re.compile(r"list (?:bullet|number|continue)")  # their bullets and numbers are compared
_PLAIN = {"normal", "body text", "text body", "list paragraph", "table paragraph"}


class Look(Struct, frozen=True, eq=False):
    """One paragraph: what it says, and how it looks.

    `letters` has the looks of each letter of `text`; `block` those of the paragraph as a whole.
    """

    text: str
    letters: tuple[frozenset[str], ...]
    number: str
    kind: str
    block: frozenset[str]
    where: str


def looks(docx: bytes) -> list[Look]:
    """Return the paragraphs of a file's body that show something; ValueError for no Word file."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            parts = {
                name: _parsed(package.read(f"word/{name}"))
                for name in _PARTS
                if f"word/{name}" in package.namelist()
            }
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise ValueError(str(error)) from error
    return list(_Looks(parts).all())


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


class _Looks:
    def __init__(self, parts: dict[str, etree._Element]) -> None:
        self._body = parts["document.xml"].find(f"{W}body")
        self._styles = Styles(parts.get("styles.xml"))
        self._numbers = Numbers(parts.get("numbering.xml"), self._styles)
        self._heading, self._count = "", 0
        self._tables, self._rows = _places(self._body)
        notes, links = parts.get("footnotes.xml"), parts.get(_LINKS)
        self._links = {
            e.get("Id", ""): e.get("Target", "") for e in ([] if links is None else links)
        }
        self._in_note = False
        found = [] if notes is None else notes.findall(f"{W}footnote")
        self._notes = {each.get(f"{W}id", ""): each for each in found}
        self._met: list[str] = []  # the notes of the paragraph that is read

    def all(self) -> Iterator[Look]:
        letters: list[tuple[str, frozenset[str]]] = []
        for paragraph in () if self._body is None else self._body.iter(f"{W}p"):
            if any(a.tag in _SKIPPED or _row_is_gone(a) for a in paragraph.iterancestors()):
                continue
            letters += self._letters(paragraph, paragraph, link=False)
            mark = paragraph.find(f"{W}pPr/{W}rPr")
            gone = mark is not None and any(each.tag in _GONE for each in mark)
            if gone and (paragraph.getnext() is not None or not letters):
                continue  # the next paragraph continues it
            look = self._look(paragraph, letters)
            letters = []
            if look.text or look.number:
                yield look
            yield from self._of_notes()

    def _of_notes(self) -> Iterator[Look]:
        """Yield the paragraphs of the notes that the paragraph before has marks of."""
        met, self._met = self._met, []
        for name in met:
            note = self._notes.get(name)
            for paragraph in () if note is None else note.iter(f"{W}p"):
                self._in_note = True
                shown = _trimmed(list(self._letters(paragraph, paragraph, link=False)))
                self._in_note = False
                text = "".join(letter for letter, _ in shown)
                letters = tuple(look for _, look in shown)
                where = f"{self._where(None)}, a footnote"
                if text:
                    yield Look(text, letters, "", "a footnote", frozenset(), where)

    def _look(self, paragraph: etree._Element, letters: list[tuple[str, frozenset[str]]]) -> Look:
        style = value(at(paragraph, "pPr", "pStyle")) or self._styles.default
        name = self._styles.name(style)
        number = self._numbers.of(paragraph, style)
        shown = _trimmed(letters)
        text = "".join(letter for letter, _ in shown)
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        if cell is None and text:
            if name.startswith("heading"):
                self._heading, self._count = text, 0
            else:
                self._count += 1
        return Look(
            text,
            tuple(look for _, look in shown),
            number,
            "plain" if name in _PLAIN or _LIST.match(name) else name,
            frozenset(self._block(paragraph, style)),
            self._where(cell),
        )

    def _where(self, cell: etree._Element | None) -> str:
        under = f"under the heading “{self._heading}”, " if self._heading else ""
        if cell is not None:
            row = next(cell.iterancestors(f"{W}tr"))
            table = next(row.iterancestors(f"{W}tbl"))
            column = row.findall(f"{W}tc").index(cell) + 1 if cell.getparent() is row else 1
            return f"{under}table {self._tables[table]}, row {self._rows[row]}, column {column}"
        if self._heading and not self._count:
            return f"the heading “{self._heading}”"
        return f"{under}paragraph {self._count}"

    def _block(self, paragraph: etree._Element, style: str) -> Iterator[str]:
        jc = value(self._styles.of_paragraph(paragraph, style, "jc"))
        aligned = {"start": "left", "": "left", "end": "right", "both": "justified"}.get(jc, jc)
        if aligned != "left":
            yield f"aligned {aligned}" if aligned != "center" else "centred"
        if _on(self._styles.of_paragraph(paragraph, style, "pageBreakBefore")):
            yield "on a new page"

    def _letters(
        self, holder: etree._Element, paragraph: etree._Element, *, link: bool
    ) -> Iterator[tuple[str, frozenset[str]]]:
        for each in holder:
            if each.tag in _SKIPPED or not isinstance(each.tag, str):
                continue
            if each.tag == f"{W}r":
                look = frozenset(self._run(each, paragraph, link=link))
                for node in each:
                    if node.tag == f"{W}footnoteReference":
                        self._met.append(node.get(f"{W}id", ""))
                    yield from ((letter, look) for letter in _text(node))
            elif each.tag in {f"{MATH}oMath", f"{MATH}oMathPara"}:
                yield EQUATION, frozenset()
            elif each.tag != f"{W}p":
                inside = link or each.tag == f"{W}hyperlink"
                letters = self._letters(each, paragraph, link=inside)
                address = self._links.get(each.get(_RELATION, "")) if self._in_note else None
                if address is None:
                    yield from letters
                else:
                    to = f"a link to {address.removesuffix('/')}"
                    yield from ((letter, look | {to}) for letter, look in letters)

    def _run(self, run: etree._Element, paragraph: etree._Element, *, link: bool) -> Iterator[str]:
        """Yield what a run looks like beyond what rdocx reads: it reads bold, but not of notes."""

        def has(name: str) -> etree._Element | None:
            return self._styles.of_run(run, paragraph, name)

        switches = {"strike": "struck out", "dstrike": "struck out", "vanish": "hidden"}
        switches |= {"caps": "in capitals", "smallCaps": "in small capitals"}
        switches |= {"b": "bold", "i": "italic"} if self._in_note else {}
        for name, words in switches.items():
            if _on(has(name)):
                yield words
        raised = value(has("vertAlign"))
        if raised in {"superscript", "subscript"}:
            yield f"a {raised}"
        if link or self._styles.is_link(run):
            return
        if value(has("u")) not in {"", "none"}:
            yield "underlined"
        colour = value(has("color")).upper()
        in_table = next(paragraph.iterancestors(f"{W}tc"), None) is not None
        if not _BLACK.fullmatch(colour) and not in_table:
            yield f"in the colour {colour}"


def _places(
    body: etree._Element | None,
) -> tuple[dict[etree._Element, int], dict[etree._Element, int]]:
    """Return the number of each table, and that of each row in the table that it is nearest to."""
    tables = [] if body is None else list(body.iter(f"{W}tbl"))
    rows: dict[etree._Element, int] = {}
    for table in tables:  # one in a cell comes after the one that it is in
        there = (each for each in table.iter(f"{W}tr") if not _row_is_gone(each))
        rows |= {row: number for number, row in enumerate(there, 1)}
    return {table: number for number, table in enumerate(tables, 1)}, rows


def _text(node: etree._Element) -> str:
    if node.tag == f"{W}t":
        return node.text or ""
    if node.tag == f"{W}sym":
        code = node.get(f"{W}char", "")
        return chr(int(code, 16)) if code else ""
    if node.tag == f"{W}br" and node.get(f"{W}type") in {"page", "column"}:
        return "\f"
    if isinstance(node.tag, str) and node.tag.endswith("}AlternateContent"):
        return PICTURE
    return _TOKENS.get(node.tag, "")


def _row_is_gone(element: etree._Element) -> bool:
    return element.tag == f"{W}tr" and at(element, "trPr", "del") is not None


def _on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val", "1") not in {"0", "false", "off"}


def _trimmed(
    letters: list[tuple[str, frozenset[str]]],
) -> list[tuple[str, frozenset[str]]]:
    """Return letters without what cannot be seen: spaces at the ends, and looks of spaces."""
    found: list[tuple[str, frozenset[str]]] = []
    for letter, look in letters:
        if letter in " \t" and found and found[-1][0] in " \n":
            continue
        while letter == "\n" and found and found[-1][0] == " ":
            found.pop()
        shown = look if letter.strip() else frozenset(("hidden",)) & look
        found.append((letter, shown))
    while found and found[-1][0] in " \t\n":
        found.pop()
    while found and found[0][0] in " \t\n":
        found.pop(0)
    return found

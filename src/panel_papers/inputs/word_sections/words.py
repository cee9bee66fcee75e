"""The words of a paragraph of a Word file, as spans, with what else the paragraph holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from panel_papers.core import Span
from panel_papers.inputs.cleaning.word.fields import Field
from panel_papers.inputs.cleaning.word.names import is_on, n
from panel_papers.inputs.cleaning.word.package import Relation
from panel_papers.inputs.cleaning.word.styles import Styles, child_of, value_of
from panel_papers.inputs.word_sections.problems import Findings

_IGNORED = frozenset(
    map(
        n,
        (
            "w:pPr",
            "w:rPr",
            "w:bookmarkStart",
            "w:bookmarkEnd",
            "w:proofErr",
            "w:permStart",
            "w:permEnd",
            "w:commentRangeStart",
            "w:commentRangeEnd",
            "w:commentReference",
            "w:annotationRef",
            "w:lastRenderedPageBreak",
            "w:footnoteRef",
            "w:endnoteRef",
            "w:separator",
            "w:continuationSeparator",
            "w:sdtPr",
            "w:sdtEndPr",
            "w:smartTagPr",
            "w:customXmlPr",
            "w:softHyphen",
        ),
    )
)
_AROUND = frozenset(
    map(n, ("w:smartTag", "w:customXml", "w:fldSimple", "w:bdo", "w:dir", "w:sdtContent"))
)
_DRAWN = frozenset(map(n, ("w:pict", "w:object", "mc:AlternateContent")))
_WITHOUT_TEXT = {
    "FORMCHECKBOX": "A tick box",
    "FORMDROPDOWN": "A drop-down list",
    "SYMBOL": "A sign that was inserted as a field",
    "EQ": "A formula that was inserted as a field",
    **dict.fromkeys(("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"), "An automatic number"),
}
"""Fields that show what is in no run of the paragraph (ECMA-376 part 1, 17.16.5)."""
_RENEWED = frozenset(
    (
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF"),
        *("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME"),
        *("FILENAME", "FILESIZE", "AUTHOR", "LASTSAVEDBY", "USERNAME", "NUMWORDS", "NUMCHARS"),
        *("REVNUM", "STYLEREF"),
    )
)
"""Fields that Word calculates again from the file, its pages or the clock (17.16.5)."""
_REFERENCES = frozenset(("REF", "NOTEREF"))
_SYMBOL_FONTS = frozenset(("symbol", "webdings", "wingdings", "wingdings 2", "wingdings 3"))
_CODE = frozenset(
    ("code", "html code", "html typewriter", "html keyboard", "source text", "verbatim char")
)
_TAG = re.compile(r"\{\{[^{}\n]{1,300}\}\}")
_RAISED = {"superscript": "sup", "subscript": "sub"}
_FORMULAS = (n("m:oMath"), n("m:oMathPara"))
_NAMED = {
    n("w:pgNum"): "a page number",
    n("w:ruby"): "a phonetic guide (small signs above the words)",
    n("w:dayShort"): "the day as Word’s clock shows it",
    n("w:dayLong"): "the day as Word’s clock shows it",
    n("w:monthShort"): "the month as Word’s clock shows it",
    n("w:monthLong"): "the month as Word’s clock shows it",
    n("w:yearShort"): "the year as Word’s clock shows it",
    n("w:yearLong"): "the year as Word’s clock shows it",
    n("w:subDoc"): "a link to a second document that Word shows inside this one",
    n("w:contentPart"): "handwriting or another part drawn by hand",
    n("w14:contentPart"): "handwriting or another part drawn by hand",
}
"""What else a paragraph may hold (ECMA-376 part 1, 17.3.3), as Word’s users call it."""
_CANNOT = "a section cannot take over"


class Words(Struct, eq=False):
    """What a paragraph holds: its spans, pictures (`w:drawing`), and whether it breaks the page."""

    spans: list[Span] = field(default_factory=list)
    drawings: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words as they were typed, tabs and all; the mark of a note is a sign."""
        return "".join("\ufffc" if each.note else each.text for each in self.spans)


class Around(Struct, frozen=True):
    """What the words of a part need from their document.

    `relations` are those of the part, by their ids; `headings` the addresses of headings by the
    names of the bookmarks in them. `note` gives the number of a note from its kind and id.
    """

    styles: Styles
    findings: Findings
    relations: Mapping[str, Relation]
    headings: Mapping[str, str]
    fields: Mapping[etree._Element, Field]
    language: str
    note: Callable[[str, str], int]


class WordsReader:
    """Reads the paragraphs of one part in their order: a field may go over several of them."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._fields: list[_OpenField] = []
        self._where = ""
        self._shown = ""

    def read(self, paragraph: etree._Element, where: str) -> Words:
        """Return the words of a paragraph; what cannot be taken over is added to the findings."""
        self._where = where
        self._shown = "".join(each.text or "" for each in paragraph.iter(n("w:t")))
        words = Words()
        self._all(paragraph, words, "")
        return words

    def _all(self, holder: etree._Element, words: Words, link: str) -> None:
        for child in holder:
            tag = child.tag
            if not isinstance(tag, str) or tag in _IGNORED:
                continue
            if tag == n("w:r"):
                self._run(child, words, link)
            elif tag == n("w:hyperlink"):
                self._all(child, words, self._address(child) or link)
            elif tag == n("w:sdt"):
                if child.find(f"{n('w:sdtPr')}/{n('w:showingPlcHdr')}") is not None:
                    self._find("word-placeholder")
                self._all(child, words, link)
            elif tag in _AROUND:
                self._frozen(self._around.fields.get(child))
                self._all(child, words, link)
            else:
                self._unknown(tag)

    def _run(self, run: etree._Element, words: Words, link: str) -> None:
        look: Span | None = None
        for child in run:
            tag = child.tag
            if not isinstance(tag, str) or tag in _IGNORED:
                continue
            if tag in (n("w:fldChar"), n("w:instrText")):
                self._field(child)
                continue
            if self._fields and not all(each.shows for each in self._fields):
                continue
            if look is None:
                look = self._look(run, link or self._field_address())
            self._piece(child, words, look)

    def _piece(self, child: etree._Element, words: Words, look: Span) -> None:
        tag = child.tag
        if tag == n("w:t"):
            text = re.sub(r"[\n\r]", " ", child.text or "")
            text = text.upper() if self._is_in_capitals(child) else text
            words.spans += [_with(look, text)] if text else []
            self._odd_font(child)
        elif tag in (n("w:tab"), n("w:ptab")):
            words.spans.append(_with(look, "\t"))
        elif tag == n("w:br") and child.get(n("w:type")) in ("page", "column"):
            self._find("word-page-break")
            words.spans += [] if _ends_in_space(words) else [_with(look, " ")]
        elif tag in (n("w:br"), n("w:cr")):
            words.spans.append(_with(look, "\n"))
        elif tag == n("w:noBreakHyphen"):
            words.spans.append(_with(look, "\N{NON-BREAKING HYPHEN}"))
        elif tag in (n("w:footnoteReference"), n("w:endnoteReference")):
            kind = "footnote" if tag == n("w:footnoteReference") else "endnote"
            number = self._around.note(kind, str(child.get(n("w:id"))))
            words.spans.append(Span(note=number))
        elif tag == n("w:drawing"):
            words.drawings.append(child)
        elif tag == n("w:sym"):
            self._find("word-symbol")
        else:
            self._unknown(str(tag))

    def _is_in_capitals(self, text: etree._Element) -> bool:
        """Say whether Word shows the letters of a text in capitals; those of tags stay."""
        run = text.getparent()
        if run is None or not {"{", "}"}.isdisjoint(text.text or ""):
            return False
        return _is_set(run.find(n("w:rPr")), self._around.styles.of_character(run), "w:caps")

    def _odd_font(self, text: etree._Element) -> None:
        run = text.getparent()
        fonts = None if run is None else child_of(run, "w:rPr", "w:rFonts")
        named = "" if fonts is None else (fonts.get(n("w:ascii")) or "").lower()
        if named in _SYMBOL_FONTS and (text.text or "").strip():
            self._find("word-symbol")

    def _field(self, mark: etree._Element) -> None:
        kind = mark.get(n("w:fldCharType"))
        if kind == "begin":
            found = self._around.fields.get(mark)
            self._fields.append(_OpenField(self._field_link(found), shows=False))
            if found is not None and found.name in ("TOC", "INDEX", "TOA"):
                self._find("word-contents-list")
            if found is not None and found.name in _WITHOUT_TEXT:
                what = _WITHOUT_TEXT[found.name]
                self._find(
                    "word-field-without-text",
                    f"{what} of Word shows something that is not text, so its words are not known",
                )
            self._frozen(found)
        elif kind == "separate" and self._fields:
            self._fields[-1] = self._fields[-1]._replace(shows=True)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _frozen(self, found: Field | None) -> None:
        """Report a field whose result Word renews, and that is printed as Word last showed it."""
        if found is not None and found.name in _RENEWED:
            self._find("word-field-frozen")
        if found is not None and found.name in _REFERENCES:
            self._find("word-cross-reference")

    def _field_link(self, found: Field | None) -> str:
        return (found.address or "") if found is not None else ""

    def _field_address(self) -> str:
        return next((each.link for each in reversed(self._fields) if each.link), "")

    def _address(self, link: etree._Element) -> str:
        anchor = link.get(n("w:anchor")) or ""
        relation = self._around.relations.get(str(link.get(n("r:id"))))
        if relation is not None:
            return f"{relation.target}#{anchor}" if anchor else relation.target
        return self._around.headings.get(anchor, "")

    def _look(self, run: etree._Element, link: str) -> Span:
        """Return an empty span that looks like a run."""
        own = run.find(n("w:rPr"))
        chain = self._around.styles.of_character(run)
        marks = {
            mark
            for mark, names in (("strong", ("w:b",)), ("em", ("w:i",)), ("s", _STRUCK))
            if any(_is_set(own, chain, name) for name in names)
        }
        raised = next(_values(own, chain, "w:vertAlign"), None)
        if raised in _RAISED:
            marks.add(_RAISED[raised])
        elif raised is None and (moved := _moved(own)):
            marks.add(moved)
        if any((value_of(style, "w:name") or "").lower() in _CODE for style in chain):
            marks = {"code"}
        if (value_of(own, "w:highlight") or "none") != "none":
            self._find("word-highlighted")
        if not link and (value_of(own, "w:u") or "none") != "none":
            self._find("word-underlined")
        return Span("", frozenset(marks), link, self._language(own))

    def _language(self, own: etree._Element | None) -> str:
        """Return the language of a passage that is in another one than the document."""
        said = value_of(own, "w:lang") or ""
        foreign = said.partition("-")[0].lower() not in ("", self._around.language)
        return said if foreign and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", said) else ""

    def _unknown(self, tag: str) -> None:
        """Report what a section cannot take over, by the name that Word’s users know it by."""
        if tag in _FORMULAS:
            self._find("word-formula")
        elif tag in _DRAWN:
            self._find("word-drawing")
        else:
            what = _NAMED.get(tag) or f"content of Word (“{etree.QName(tag).localname}”)"
            self._find("word-unknown-content", f"The paragraph holds {what}, which {_CANNOT}")

    def _find(self, code: str, found: str = "") -> None:
        self._around.findings.add(code, self._where, found, self._shown.strip())


def whole_tags(spans: list[Span]) -> list[Span]:
    """Return spans in which no tag is in pieces: Word divides words as they were typed.

    A tag looks as its beginning does.
    """
    text = "".join("\ufffc" if each.note else each.text for each in spans)
    if "{{" not in text:
        return spans
    looks = [each for each in spans for _ in ("\ufffc" if each.note else each.text)]
    for tag in _TAG.finditer(text):
        first = looks[tag.start()]
        looks[tag.start() : tag.end()] = [first] * len(tag[0])
    return [
        look if look.note else replace(look, text=sign)
        for look, sign in zip(looks, text, strict=True)
    ]


class _OpenField(NamedTuple):
    """A field that is being read: where it leads, and whether its result has begun."""

    link: str
    shows: bool


_STRUCK = ("w:strike", "w:dstrike")


def _ends_in_space(words: Words) -> bool:
    return not words.text or words.text[-1].isspace()


def _with(look: Span, text: str) -> Span:
    return Span(text, look.marks, look.link, look.language)


def _is_set(own: etree._Element | None, chain: tuple[etree._Element, ...], name: str) -> bool:
    """Say whether a run has a property that is on or off, itself or by its character style."""
    for properties in (own, *(style.find(n("w:rPr")) for style in chain)):
        found = child_of(properties, name)
        if found is not None:
            return is_on(found.get(n("w:val")))
    return False


def _moved(own: etree._Element | None) -> str:
    """Return “sup” or “sub” for words that were moved up or down, as LibreOffice writes them."""
    said = value_of(own, "w:position") or "0"
    half_points = int(said) if re.fullmatch(r"-?\d{1,4}", said) else 0
    return "sup" if half_points >= 3 else "sub" if half_points <= -2 else ""


def _values(
    own: etree._Element | None, chain: tuple[etree._Element, ...], name: str
) -> Iterator[str]:
    for properties in (own, *(style.find(n("w:rPr")) for style in chain)):
        said = value_of(properties, name)
        if said is not None:
            yield said

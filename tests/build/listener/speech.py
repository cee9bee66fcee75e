"""What a listener hears of a tagged PDF, as text that a person reads through.

Two readers that write no file of ours work together: pypdf walks through the structure tree, and
pdfminer reads the words of each mark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pypdf
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

INLINE = {"Span", "Link", "Reference", "Lbl", "Quote", "Code"}
GROUPS = {"Document", "Part", "Sect", "Div", "Art", "NonStruct", "THead", "TBody", "TFoot"}


class _Words(PDFTextDevice):
    """The words under each mark of one page; a text in place of what is painted counts instead."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.open: list[tuple[int | None, bool]] = []
        self.marks: dict[int, str] = defaultdict(str)

    def begin_tag(self, tag, props=None):
        known = props if isinstance(props, dict) else {}
        outer, silent = self.open[-1] if self.open else (None, False)
        mark = known.get("MCID", outer)
        if not silent and mark is not None and "ActualText" in known:
            self.marks[mark] += _text(known["ActualText"])
            silent = True
        self.open.append((mark, silent))

    def end_tag(self):
        self.open.pop()

    def do_tag(self, tag, props=None):
        pass

    def render_char(  # noqa: PLR0917 - pdfminer calls it so
        self, matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate
    ):
        mark, silent = self.open[-1] if self.open else (None, True)
        if mark is not None and not silent:
            self.marks[mark] += font.to_unichr(cid)
        return font.char_width(cid) * fontsize * scaling


def _text(value: bytes | str) -> str:
    if isinstance(value, str):
        return value
    return value.decode("utf-16" if value[:2] in {b"\xfe\xff", b"\xff\xfe"} else "cp1252")


@dataclass
class Element:
    """A structure element: its standard type, what it says of itself, its kids in order."""

    kind: str
    language: str = ""
    alt: str = ""
    actual: str = ""
    scope: str = ""
    targets: list[str] = field(default_factory=list)
    kids: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    @property
    def text(self) -> str:
        """What is heard of it, its inline parts included."""
        if self.actual or self.alt:
            return self.actual or self.alt
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def all(self, *kinds: str) -> list[Element]:
        return [element for element in self.walk() if element.kind in kinds]


class Speech:
    """The structure tree of one PDF with its words."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reader = pypdf.PdfReader(path)
        manager = PDFResourceManager()
        self._words: dict[int, dict[int, str]] = {}
        with path.open("rb") as file:
            for page in PDFPage.get_pages(file):
                device = _Words(manager)
                PDFPageInterpreter(manager, device).process_page(page)
                self._words[page.pageid] = device.marks
        root = self._reader.root_object["/StructTreeRoot"]
        self._roles = root.get("/RoleMap", {})
        self.title = self._reader.metadata.title
        self.document = self._element(_kids(root)[0], None)
        self.document.language = str(self._reader.root_object["/Lang"])

    def _element(self, reference: IndirectObject, page: int | None) -> Element:
        held = reference.get_object()
        kind = held["/S"]
        while kind in self._roles and self._roles[kind] != kind:
            kind = self._roles[kind]
        said = (str(held.get(key, "")) for key in ("/Lang", "/Alt", "/ActualText"))
        element = Element(kind[1:], *said)
        attributes = held.get("/A", [])
        for each in [attributes] if isinstance(attributes, DictionaryObject) else attributes:
            if isinstance(each.get_object(), DictionaryObject):
                element.scope = element.scope or str(each.get_object().get("/Scope", ""))[1:]
        if "/Pg" in held:
            page = held.raw_get("/Pg").idnum
        for raw in _kids(held):
            kid = raw.get_object()
            if isinstance(kid, int):
                element.kids.append(self._words[page][kid])
            elif "/MCID" in kid:
                own = kid.raw_get("/Pg").idnum if "/Pg" in kid else page
                element.kids.append(self._words[own][int(kid["/MCID"])])
            elif "/Obj" in kid:
                element.targets.append(self._target(kid["/Obj"]))
            else:
                element.kids.append(self._element(raw, page))
        return element

    def _target(self, annotation: DictionaryObject) -> str:
        action = annotation.get("/A", {})
        if "/URI" in action:
            return str(action["/URI"])
        place = annotation.get("/Dest", action.get("/D"))
        if isinstance(place, ArrayObject):
            first = list.__getitem__(place, 0)
            numbers = [page.indirect_reference.idnum for page in self._reader.pages]
            return f"page {numbers.index(first.idnum) + 1}"
        return str(place)

    def lines(self) -> list[str]:
        """Everything in the order in which it is heard, a line for each element."""
        return [f"title: {self.title}", *_lines(self.document, 0, "")]


def _kids(held: DictionaryObject) -> list:
    found = held.raw_get("/K") if "/K" in held else ArrayObject()
    inner = found.get_object() if isinstance(found, IndirectObject) else found
    return list(list.__iter__(inner)) if isinstance(inner, ArrayObject) else [found]


def _lines(element: Element, depth: int, language: str) -> Iterator[str]:
    lead = "  " * depth
    tongue = f" [{element.language}]" if element.language not in {"", language} else ""
    language = element.language or language
    scope = f" ({element.scope.lower()})" if element.scope else ""
    blocks = [k for k in element.kids if isinstance(k, Element) and k.kind not in INLINE]
    if blocks or element.kind in GROUPS:
        said = " ".join(_inline(k, language) for k in element.kids if k not in blocks)
        yield f"{lead}{element.kind}{scope}{tongue} {said}".rstrip()
        for kid in blocks:
            yield from _lines(kid, depth + 1, language)
    else:
        yield f"{lead}{element.kind}{scope}{tongue}: {_said(element, language)}".rstrip()


def _said(element: Element, language: str) -> str:
    if element.actual or element.alt:
        return f"“{element.actual or element.alt}”"
    words = "".join(_inline(kid, language) for kid in element.kids)
    return words.replace("\n", "⏎").strip(" ") if element.kind != "Code" else words.strip("\n")


def _inline(kid: Element | str, language: str) -> str:
    if isinstance(kid, str):
        return kid
    words = kid.actual or kid.alt or "".join(_inline(each, language) for each in kid.kids)
    tongue = f" [{kid.language}]" if kid.language not in {"", language} else ""
    leads = "".join(f" → {target}" for target in dict.fromkeys(kid.targets))
    if kid.kind == "Span" and not tongue:
        return words
    return f"‹{kid.kind}{tongue} {words}{leads}›"

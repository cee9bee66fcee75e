"""A second reader of tagged PDFs, apart from the code it judges: pdfminer reads the marks."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, field

import pikepdf
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.psparser import PSLiteral


class Marks(PDFTextDevice):
    """Collects the characters under each mark of one page."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.open: list[object] = []
        self.text: dict[int, str] = {}
        self.artifacts = ""
        self.unmarked = ""
        self.order: list[int] = []

    def begin_tag(self, tag, props=None):
        name = tag.name if isinstance(tag, PSLiteral) else str(tag)
        if name == "Span" and self.open:
            said = props["ActualText"].decode("utf-16")
            self.text[self.open[-1]] += said
            self.open.append("said otherwise")
            return
        mark = (props or {}).get("MCID") if isinstance(props, dict) else None
        assert not self.open, "marks never stand in marks"
        self.open.append("artifact" if name == "Artifact" else mark)
        if mark is not None:
            assert mark not in self.text, "an MCID stands once on its page"
            self.text[mark] = ""
            self.order.append(mark)

    def end_tag(self):
        self.open.pop()

    def render_char(  # noqa: PLR0917 - pdfminer calls it so
        self, matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate
    ):
        character = font.to_unichr(cid)
        if self.open[-1:] == ["said otherwise"]:
            pass
        elif not self.open:
            self.unmarked += character
        elif self.open[-1] == "artifact":
            self.artifacts += character
        else:
            self.text[self.open[-1]] += character
        return font.char_width(cid) * fontsize * scaling


@dataclass
class Read:
    """What a tagged PDF says: its outline as a person writes it, and what hangs together."""

    lines: list[str] = field(default_factory=list)
    artifacts: list[str] = field(default_factory=list)
    unmarked: str = ""
    text: str = ""
    roles: Counter = field(default_factory=Counter)
    annotations: list[str] = field(default_factory=list)

    @property
    def outline(self) -> str:
        return "\n".join(self.lines)


def marks_of(data: bytes) -> list[Marks]:
    found = []
    manager = PDFResourceManager()
    for page in PDFPage.get_pages(io.BytesIO(data)):
        device = Marks(manager)
        PDFPageInterpreter(manager, device).process_page(page)
        found.append(device)
    return found


def check_nesting(page: pikepdf.Page) -> None:
    """Marks and saved states close in the order in which they opened."""
    partner = {"Q": "q", "EMC": "mark", "ET": "BT"}
    waiting: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in {"q", "BT", "BDC", "BMC"}:
            waiting.append("mark" if operator[0] == "B" and operator != "BT" else operator)
        elif operator in partner:
            assert waiting.pop() == partner[operator]
    assert not waiting


def read(data: bytes) -> Read:
    """Read a tagged PDF; asserts that every mark, parent and annotation resolves both ways."""
    found, marks = Read(), marks_of(data)
    found.artifacts = [" ".join(page.artifacts.split()) for page in marks]
    found.unmarked = "".join(page.unmarked for page in marks)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root.StructTreeRoot
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        parents = dict(number_tree(root.ParentTree))
        used: set[tuple[int, int]] = set()
        annotations: set[tuple[int, int]] = set()

        def show(element, depth, default):
            found.roles[str(element.S)[1:]] += 1
            line = "  " * depth + str(element.S)[1:] + said(element)
            place = len(found.lines)
            found.lines.append(line)
            page = pages[element.Pg.objgen] if "/Pg" in element else default
            for kid in list(element.get("/K", [])):
                if isinstance(kid, int) or kid.get("/Type") == "/MCR":
                    at = page if isinstance(kid, int) else pages[kid.Pg.objgen]
                    mark = kid if isinstance(kid, int) else int(kid.MCID)
                    assert (at, mark) not in used, "each mark has one owner"
                    used.add((at, mark))
                    key = int(pdf.pages[at].StructParents)
                    assert parents[key][mark].objgen == element.objgen
                    text = " ".join(marks[at].text[mark].split())
                    found.text += marks[at].text[mark]
                    if len(found.lines) == place + 1:
                        found.lines[place] += f" “{text}”" if text else ""
                    elif text:
                        found.lines.append("  " * (depth + 1) + f"“{text}”")
                elif kid.get("/Type") == "/OBJR":
                    assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
                    annotations.add(kid.Obj.objgen)
                else:
                    assert kid.P.objgen == element.objgen
                    show(kid, depth + 1, page)

        for kid in root.K:
            show(kid, 0, None)
        for number, page in enumerate(pdf.pages):
            check_nesting(page)
            assert len(parents[int(page.StructParents)]) == len(marks[number].text)
            for annotation in page.get("/Annots", []):
                assert annotation.objgen in annotations
                found.annotations.append(str(annotation.Contents))
        assert used == {(n, mark) for n, page in enumerate(marks) for mark in page.text}
    return found


def said(element) -> str:
    """What an element says of itself beside its role."""
    words = []
    for name in ("Lang", "Alt"):
        if f"/{name}" in element:
            words.append(f"{name}={element[f'/{name}']}")
    attributes = element.get("/A")
    for name in ("Scope", "ColSpan", "RowSpan", "ListNumbering"):
        if attributes is not None and f"/{name}" in attributes:
            words.append(str(attributes[f"/{name}"]).removeprefix("/"))
    return f" ({', '.join(words)})" if words else ""


def number_tree(node):
    """Yield the entries of a number tree."""
    for kid in node.get("/Kids", []):
        low, high = (int(v) for v in kid.Limits)
        entries = list(number_tree(kid))
        assert entries[0][0] == low
        assert entries[-1][0] == high
        yield from entries
    numbers = list(node.get("/Nums", []))
    for key, entry in zip(numbers[::2], numbers[1::2], strict=True):
        yield int(key), entry

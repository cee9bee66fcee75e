"""Small PDFs made by hand, and a reader of structure trees that is not the code's own (pypdf)."""

import io
from dataclasses import dataclass, field

import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from pypdf.generic import ContentStream

CLAIM = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
    'syntax-ns#"><rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    "<pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def saved(pdf):
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


class Maker:
    """Builds one PDF, tagged as far as it is told to."""

    def __init__(self, language="en-GB", *, claim=True):
        self.pdf = pdf = Pdf.new()
        self.font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        self.tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self.element("Document", self.tree)
        self.tree.K = Array([self.document])
        self.parents = {}
        self.marks = {}
        if language:
            pdf.Root.Lang = String(language)
        if claim:
            stream = pdf.make_stream(CLAIM.encode())
            stream.Type, stream.Subtype = Name.Metadata, Name.XML
            pdf.Root.Metadata = stream

    def element(self, kind, parent, **more):
        return self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent, K=Array([]), **more)
        )

    def page(self, size=(595, 842)):
        page = self.pdf.add_blank_page(page_size=size).obj
        page.Resources = Dictionary(Font=Dictionary(F1=self.font))
        page.Contents = self.pdf.make_stream(b"")
        return page

    def paint(self, page, operators):
        page.Contents.write(page.Contents.read_bytes() + operators.encode() + b"\n")

    def text(self, page, words, y=700):
        self.paint(page, f"BT /F1 12 Tf 72 {y} Td ({words}) Tj ET")

    def tag(self, kind, page, words, parent=None, **more):
        """Paint words inside a mark, with an element for it."""
        parent = self.document if parent is None else parent
        number = self.marks.get(page.objgen, 0)
        self.marks[page.objgen] = number + 1
        element = self.element(kind, parent, Pg=page, **more)
        element.K.append(number)
        parent.K.append(element)
        self.parents.setdefault(self.key(page), []).append(element)
        self.paint(page, f"/{kind} <</MCID {number}>> BDC")
        self.text(page, words, 700 - 20 * number)
        self.paint(page, "EMC")
        return element

    def key(self, page):
        if Name.StructParents not in page:
            page.StructParents = len(self.parents)
            self.parents[len(self.parents)] = []
        return int(page.StructParents)

    def link(self, page, parent=None, **target):
        """Put a link on a page, tagged by an object reference."""
        parent = self.document if parent is None else parent
        annotation = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([72, 690, 200, 710]),
                Contents=String("link"),
                **target,
            )
        )
        if Name.Annots not in page:
            page.Annots = Array([])
        page.Annots.append(annotation)
        element = self.element("Link", parent, Pg=page)
        element.K.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page))
        parent.K.append(element)
        annotation.StructParent = len(self.parents)
        self.parents[len(self.parents)] = element
        return annotation

    def done(self, **root):
        nums = []
        for key, value in self.parents.items():
            nums += [key, Array(value) if isinstance(value, list) else value]
        self.tree.ParentTree = Dictionary(Nums=Array(nums))
        for key, value in root.items():
            self.tree[f"/{key}"] = value
        self.pdf.Root.StructTreeRoot = self.tree
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        return saved(self.pdf)


@dataclass
class Heard:
    """An element as assistive software meets it."""

    kind: str
    text: str = ""
    title: str | None = None
    language: str | None = None
    alt: str | None = None
    kids: list["Heard"] = field(default_factory=list)

    def flat(self):
        """Each element below with text of its own: (standard type, text)."""
        own = [(self.kind, self.text)] if self.text else []
        return own + [pair for kid in self.kids for pair in kid.flat()]


def marked_text(reader, page):
    """The text of each mark on a page, by its number; artifacts under None."""
    texts, stack = {}, []
    content = ContentStream(page.get_contents(), reader)
    for operands, operator in content.operations:
        if operator == b"BDC":
            properties = operands[1]
            stack.append(properties.get("/MCID") if hasattr(properties, "get") else None)
        elif operator == b"BMC":
            stack.append(None)
        elif operator == b"EMC":
            stack.pop()
        elif operator == b"Tj":
            mark = next((m for m in reversed(stack) if m is not None), None if stack else "bare")
            words = operands[0]
            # A string is bytes in the font's own encoding, which pypdf takes for a text's.
            words = words if isinstance(words, bytes) else words.original_bytes
            words = words.decode("cp1252")
            texts[mark] = texts.get(mark, "") + words
    return texts


def hear(data):
    """Read the structure tree of a PDF from its root, and check the way back from the pages."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    roles = root.get("/RoleMap", {})
    texts = {page.indirect_reference.idnum: marked_text(reader, page) for page in reader.pages}
    parents = dict(_pairs(root["/ParentTree"]))
    met = set()

    def walk(reference, parent):
        assert reference.idnum not in met, "an element is met twice"
        met.add(reference.idnum)
        element = reference.get_object()
        assert element.raw_get("/P").idnum == parent
        kind = str(element["/S"])
        kind = str(roles.get(kind, kind))[1:]
        heard = Heard(kind, "", element.get("/T"), element.get("/Lang"), element.get("/Alt"))
        held = element.get("/K", [])
        raws = list(list.__iter__(held)) if isinstance(held, list) else [element.raw_get("/K")]
        for raw in raws:
            kid = raw.get_object()
            if isinstance(kid, int):
                page = element.raw_get("/Pg")
                key = page.get_object()["/StructParents"]
                assert parents[key][kid].idnum == reference.idnum
                heard.text += texts[page.idnum].pop(kid, "")
            elif "/Obj" in kid:
                target = kid["/Obj"]
                assert parents[target["/StructParent"]].idnum == reference.idnum
                on_page = kid.get("/Pg", element.get("/Pg"))["/Annots"]
                assert kid.raw_get("/Obj").idnum in {a.idnum for a in list.__iter__(on_page)}
            else:
                heard.kids.append(walk(raw, reference.idnum))
        return heard

    (top,) = root["/K"]
    heard = walk(list.__getitem__(root["/K"], 0), root.indirect_reference.idnum)
    assert top["/S"] == "/Document"
    left = [text for marks in texts.values() for mark, text in marks.items() if mark is not None]
    return heard, left


def _pairs(node):
    held = node.get("/Nums", [])
    for i in range(0, len(held), 2):
        value = list.__getitem__(held, i + 1)
        value = value.get_object() if not isinstance(value, list) else value
        if isinstance(value, list):
            yield int(held[i]), list(list.__iter__(value))
        else:
            yield int(held[i]), list.__getitem__(held, i + 1)
    for kid in node.get("/Kids", []):
        yield from _pairs(kid.get_object())


@pytest.fixture(scope="session")
def maker():
    return Maker


@pytest.fixture(scope="session")
def listen():
    return hear

"""Edits of our own templates' XML, in the way in which Word makes them."""

from __future__ import annotations

import copy
import io
import zipfile
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

TEMPLATES = Path(__file__).parents[2] / "templates" / "word"
INPUTS = Path(__file__).parents[2] / "inputs"
NAMES = nsdecls("w", "r", "wp", "a", "pic", "m")


class Template:
    """One of our templates, opened to be edited."""

    def __init__(self, name: str) -> None:
        self.document = docx.Document(str(TEMPLATES / f"{name}.docx"))
        self.body = self.document.element.body

    def save(self) -> bytes:
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def paragraph(self, text, root=None):
        """The paragraph that holds this text."""
        found = [p for p in (root or self.body).iter(qn("w:p")) if text in text_of(p)]
        assert found, text
        return found[0]

    def retype(self, old, new, root=None):
        """Type over a piece of text that stands in one run; Word keeps the run."""
        for node in (root or self.body).iter(qn("w:t")):
            if old in (node.text or ""):
                node.text = node.text.replace(old, new)
                return
        raise AssertionError(old)

    def retype_all(self, *pairs):
        for old, new in pairs:
            self.retype(old, new)

    def after(self, text, xml):
        """Put XML behind the paragraph that holds this text."""
        here = self.paragraph(text)
        for element in reversed(list(elements(xml))):
            here.addnext(element)

    def before(self, text, xml):
        here = self.paragraph(text)
        for element in elements(xml):
            here.addprevious(element)

    def drop(self, text):
        here = self.paragraph(text)
        here.getparent().remove(here)

    def cell(self, row, column, table=0):
        rows = list(self.body.iter(qn("w:tbl")))[table].findall(qn("w:tr"))
        return rows[row - 1].findall(qn("w:tc"))[column - 1]

    def type_in_cell(self, row, column, text):
        paragraph = self.cell(row, column).find(qn("w:p"))
        for run in paragraph.findall(qn("w:r")):
            paragraph.remove(run)
        paragraph.extend(elements(run_xml(text)))

    def split(self, tag, *pieces):
        """Let Word split a tag into several runs, as it does when one comes back to it."""
        (node,) = [n for n in self.body.iter(qn("w:t")) if tag in (n.text or "")]
        run, (before, after) = node.getparent(), node.text.split(tag)
        assert "".join(pieces) == tag
        for text in (before, *pieces, after):
            piece = copy.deepcopy(run)
            for each in piece.findall(qn("w:t")):
                each.text = text
                each.set(qn("xml:space"), "preserve")
            run.addprevious(piece)
        run.getparent().remove(run)

    def footnote(self, text, mark_in):
        """Add a footnote whose mark stands at the end of the paragraph that holds `mark_in`."""
        (part,) = [
            r.target_part
            for r in self.document.part.rels.values()
            if r.reltype.endswith("/footnotes")
        ]
        root = parse_xml(part.blob)
        number = 1 + max(int(n.get(qn("w:id"))) for n in root)
        root.append(parse_xml(f'<w:footnote {NAMES} w:id="{number}">{p(text)}</w:footnote>'))
        from lxml import etree

        part._blob = etree.tostring(root)
        mark = f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'
        self.paragraph(mark_in).extend(elements(mark))

    def picture(self, after, descr):
        """Insert a picture behind a paragraph, with this alternative text."""
        run = self.document.add_paragraph().add_run()
        run.add_picture(io.BytesIO(PIXEL))
        for properties in run._r.iter(qn("wp:docPr")):
            properties.set("descr", descr)
        holder = run._r.getparent()
        self.paragraph(after).addnext(holder)
        return holder


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def elements(xml):
    return list(parse_xml(f"<w:body {NAMES}>{xml}</w:body>"))


def text_of(paragraph):
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def run_xml(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def p(*texts, style="", properties="", section=""):
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = "".join(run_xml(text, properties) for text in texts)
    return f"<w:p><w:pPr>{style}{section}</w:pPr>{runs}</w:p>"


def table(*rows, header=True, row=""):
    marked = "<w:trPr><w:tblHeader/></w:trPr>"
    xml = "".join(
        f"<w:tr>{marked if header and not number else row}"
        + "".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in cells)
        + "</w:tr>"
        for number, cells in enumerate(rows)
    )
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid/>{xml}</w:tbl>'


def text_box(text):
    """A text box as Word writes it: twice, for newer and for older programs."""
    inner = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        '<wp:docPr id="77" name="Text Box 2"/><a:graphic><a:graphicData uri="'
        'http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp xmlns:wps="'
        'http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        '</mc:Choice><mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )


def control(text):
    """A content control around a paragraph, with its prompt."""
    return (
        '<w:sdt><w:sdtPr><w:alias w:val="Title"/><w:showingPlcHdr/></w:sdtPr>'
        f"<w:sdtContent>{p(text)}</w:sdtContent></w:sdt>"
    )


def with_part(data, name, change):
    """The package with one part changed as bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            blob = old.read(each)
            new.writestr(each, change(blob) if each == name else blob)
    return out.getvalue()


def without_part(data, name):
    """The package without one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
    return out.getvalue()

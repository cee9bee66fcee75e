"""Word templates built for tests, and their results read back without the code under test."""

import io
import sys
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from panel_papers.core.problems import Place, TemplatesError
from panel_papers.word.filling.fill import WordTemplate, fill
from panel_papers.word.filling.slots import Slots
from panel_papers.word.package import repair, to_bytes
from panel_papers.word.place import Placer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def template(*paragraphs, xml="", header=None, footnote=None):
    """A template's bytes: a paragraph for each text (a `# ` begins a heading), then raw XML."""
    document = Document()
    for text in paragraphs:
        style = "Heading 1" if text.startswith("# ") else None
        document.add_paragraph(text.removeprefix("# "), style=style)
    add(document, xml)
    if header is not None:
        document.sections[0].header.paragraphs[0].text = header
    if footnote is not None:
        add_footnote(document, footnote)
    return save(document)


def add(document, xml):
    root = parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic', 'm')}>{xml}</w:body>")
    for element in list(root):
        document.element.body.sectPr.addprevious(element)


def add_footnote(document, text, kind="footnote"):
    """Append a paragraph “noted” with a footnote (or endnote) of this text."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    types = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    blob = (
        f"<w:{kind}s {nsdecls('w', 'r')}>"
        f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
        f'<w:{kind} w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}></w:{kind}s>'
    ).encode()
    part = Part(PackURI(f"/word/{kind}s.xml"), f"{types}{kind}s+xml", blob, document.part.package)
    document.part.relate_to(part, f"{rel}{kind}s")
    add(
        document,
        f'<w:p><w:r><w:t>noted</w:t></w:r><w:r><w:{kind}Reference w:id="1"/></w:r></w:p>',
    )


def save(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def p(*texts):
    """A paragraph's XML with a run for each text."""
    return "<w:p>" + "".join(f"<w:r><w:t>{t}</w:t></w:r>" for t in texts) + "</w:p>"


def table(*rows):
    """A table's XML; a cell is text, or paragraphs as XML."""
    cells = "".join(
        "<w:tr>"
        + "".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{cells}</w:tbl>"


def text(root):
    """The text of each paragraph in order, with tabs and line breaks."""
    return [_text(paragraph) for paragraph in root.iter(qn("w:p"))]


def _text(paragraph):
    words = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
    out = []
    for node in paragraph.iter():
        if next(node.iterancestors(qn("w:p")), None) is not paragraph:
            continue
        if node.tag == qn("w:t"):
            out.append(node.text or "")
        elif node.tag in words and node.getparent().tag == qn("w:r"):
            out.append(words[node.tag])
    return "".join(out)


def part_xml(data, name):
    """The root of one part of a .docx, read with nothing but zipfile and lxml."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def names(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.namelist()


def filled(data, fields, *, stationery=False):
    """The template filled and its values placed, as bytes."""
    slots = Slots()
    document = fill(WordTemplate("t.docx", data), fields, slots, stationery=stationery)
    placer = Placer(document, slots, Place("house.docx"))
    placer.place()
    problems = [p for p in placer.template_problems if p.code != "missing-style"]
    if problems:
        raise TemplatesError(problems)
    repair(document)
    return to_bytes(document)


def body(data, fields, name="word/document.xml"):
    """The paragraphs of the filled template's body."""
    return text(part_xml(filled(data, fields), name))


def problems(data, fields=None, *, stationery=False):
    """What is wrong with the template, when it is filled with these fields."""
    with pytest.raises(TemplatesError) as caught:
        filled(data, fields or {}, stationery=stationery)
    return list(caught.value.problems)


@pytest.fixture(scope="session")
def build():
    """What builds templates, fills them and reads the results: the functions of this file."""
    return sys.modules[__name__]

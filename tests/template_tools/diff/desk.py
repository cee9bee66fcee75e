"""Templates changed as an editor changes them in Word, and redlines read back on their own."""

from __future__ import annotations

import copy
import io
import zipfile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def changed(data, edit):
    """The document after `edit` has been at it."""
    document = Document(io.BytesIO(data))
    edit(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def retyped(data, old, new):
    """The document with one text in the place of another, in the run that holds it."""

    def edit(document):
        holders = [t for t in document.element.body.iter(f"{W}t") if old in (t.text or "")]
        assert holders, f"no run holds {old!r}"
        for t in holders:
            t.text = t.text.replace(old, new)

    return changed(data, edit)


def body_xml(document, xml):
    """Append raw XML to a document's body."""
    root = parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic', 'm')}>{xml}</w:body>")
    last = document.element.body.sectPr
    for element in list(root):
        last.addprevious(element) if last is not None else document.element.body.append(element)


def part(data, name="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


# Word's rules for tracked changes, written down a second time (ISO 29500-1, 17.13.5).


def accepted(root):
    return _settled(root, came="ins", went="del")


def rejected(root):
    root = copy.deepcopy(root)
    for record in list(root.iter(f"{W}pPrChange")):
        properties = record.getparent()
        former = record[0]
        kept = [e for e in properties if e.tag in {f"{W}rPr", f"{W}sectPr"}]
        for each in list(properties):
            properties.remove(each)
        properties.extend([*list(former), *kept])
    return _settled(root, came="del", went="ins")


def _settled(root, *, came, went):
    root = copy.deepcopy(root)
    for record in list(root.iter(f"{W}pPrChange")):
        _remove(record)
    for mark in [m for m in root.iter(f"{W}{went}") if m.getparent().tag == f"{W}trPr"]:
        _remove(mark.getparent().getparent())
    for table in [t for t in root.iter(f"{W}tbl") if t.find(f"{W}tr") is None]:
        _remove(table)
    ends = [
        mark.getparent().getparent().getparent()
        for mark in root.iter(f"{W}{went}")
        if mark.getparent().tag == f"{W}rPr"
    ]
    for mark in list(root.iter(f"{W}{went}", f"{W}{came}")):
        if mark.tag == f"{W}{came}":
            for run in list(mark):
                mark.addprevious(run)
        _remove(mark)
    for struck, text in (("delText", "t"), ("delInstrText", "instrText")):
        for each in list(root.iter(f"{W}{struck}")):
            each.tag = f"{W}{text}"
    for paragraph in reversed(ends):
        _join_following(paragraph)
    return root


def _remove(element):
    element.getparent().remove(element)


def _join_following(paragraph):
    """A paragraph whose end goes joins the next; before a table an empty one goes; a last stays."""
    following = paragraph.getnext()
    content = [e for e in paragraph if e.tag != f"{W}pPr"]
    if following is not None and following.tag == f"{W}p":
        at = 1 if following.find(f"{W}pPr") is not None else 0
        following[at:at] = content
    elif any(e.tag == f"{W}r" for e in content) or following is None or following.tag != f"{W}tbl":
        return
    _remove(paragraph)


def said(root):
    """What a body says, block by block: a paragraph's style and text, a table's rows and cells."""
    return [_said(block) for block in root if block.tag in {f"{W}p", f"{W}tbl"}]


def _said(block):
    if block.tag == f"{W}tbl":
        return [[said(cell) for cell in row.iter(f"{W}tc")] for row in block.iter(f"{W}tr")]
    style = block.find(f"{W}pPr/{W}pStyle")
    words = {f"{W}tab": "\t", f"{W}br": "\n"}
    text = "".join(
        (node.text or "") if node.tag == f"{W}t" else words[node.tag]
        for run in block.iter(f"{W}r")
        for node in run
        if node.tag == f"{W}t" or node.tag in words
    )
    return ("" if style is None else style.get(f"{W}val"), text)

"""Tracked changes of a template are printed as Word prints them once they are accepted."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from panel_papers.word.filling.accepting import accept_changes

BY = 'w:id="1" w:author="A colleague" w:date="2026-01-01T00:00:00Z"'


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def gone(text: str) -> str:
    return f"<w:r><w:delText>{text}</w:delText></w:r>"


def row(text: str, mark: str = "") -> str:
    cell = f"<w:tc><w:p>{run(text)}</w:p></w:tc>"
    return f"<w:tr><w:trPr>{mark}</w:trPr>{cell}</w:tr>"


CASES = {
    "words inserted": (
        f"<w:p>{run('Old ')}<w:ins {BY}>{run('new')}</w:ins></w:p>",
        f"<w:p>{run('Old ')}{run('new')}</w:p>",
    ),
    "words deleted": (
        f"<w:p>{run('Old')}<w:del {BY}>{gone(' gone')}</w:del></w:p>",
        f"<w:p>{run('Old')}</w:p>",
    ),
    "deleted by another in what was inserted": (
        f"<w:p>{run('Old')}<w:ins {BY}><w:del {BY}>{gone('gone')}</w:del></w:ins></w:p>",
        f"<w:p>{run('Old')}</w:p>",
    ),
    "moved": (
        f'<w:p><w:moveFromRangeStart w:id="2" w:name="m"/><w:moveFrom {BY}>{run("here")}'
        f'</w:moveFrom><w:moveFromRangeEnd w:id="2"/></w:p><w:p><w:moveTo {BY}>{run("here")}'
        "</w:moveTo></w:p>",
        f"<w:p></w:p><w:p>{run('here')}</w:p>",
    ),
    "formatted": (
        f'<w:p><w:pPr><w:jc w:val="left"/><w:pPrChange {BY}><w:pPr/></w:pPrChange></w:pPr>'
        + run("x", f"<w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr>")
        + "</w:p>",
        f'<w:p><w:pPr><w:jc w:val="left"/></w:pPr>{run("x", "<w:rPr><w:b/></w:rPr>")}</w:p>',
    ),
    "paragraph inserted": (
        f"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr>{run('x')}</w:p>",
        f"<w:p><w:pPr><w:rPr/></w:pPr>{run('x')}</w:p>",
    ),
    "end of a paragraph deleted": (
        f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{run('one ')}</w:p>"
        f"<w:p><w:pPr/>{run('line')}</w:p>",
        f"<w:p><w:pPr/>{run('one ')}{run('line')}</w:p>",
    ),
    "row inserted and row deleted": (
        f"<w:tbl>{row('a')}{row('b', f'<w:ins {BY}/>')}{row('c', f'<w:del {BY}/>')}</w:tbl>",
        f"<w:tbl>{row('a')}{row('b')}</w:tbl>",
    ),
    "all rows deleted": (f"<w:tbl>{row('a', f'<w:del {BY}/>')}</w:tbl><w:p/>", "<w:p/>"),
    "cell deleted": (
        f"<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:tcPr><w:cellDel {BY}/></w:tcPr><w:p/></w:tc>"
        "</w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    ),
}


def body(xml: str) -> etree._Element:
    return parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")


def canonical(root: etree._Element) -> bytes:
    return etree.tostring(root, method="c14n")


@pytest.mark.parametrize("name", CASES)
def test_changes_are_accepted(name: str):
    before, after = (body(each) for each in CASES[name])
    assert accept_changes(before) is True
    assert canonical(before) == canonical(after)


def test_a_story_without_changes_stays_as_it_is():
    plain = body(f"<w:p>{run('x')}</w:p>")
    assert accept_changes(plain) is False
    assert canonical(plain) == canonical(body(f"<w:p>{run('x')}</w:p>"))

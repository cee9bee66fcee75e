"""Every engine prints a prepared document's words, whatever constructs they were in."""

from __future__ import annotations

import pytest
from simpledocs import STYLES, cite, document, note, para, run, sdt, words_by

from panel_papers.core.problems import EngineError
from panel_papers.pdf.engines.dxpdf import Dxpdf
from panel_papers.pdf.preparation import prepared

FORM = (
    '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Red"/>'
    '<w:listEntry w:val="Green"/></w:ddList></w:ffData>'
)
BOX = (
    '<w:r><w:pict><v:shape style="position:absolute;margin-left:200pt;width:99pt;height:30pt">'
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:shape></w:pict></w:r>"
)
RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>reading</w:t></w:r></w:rt><w:rubyBase><w:r>"
    "<w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
CHOICE = (
    '<mc:AlternateContent><mc:Choice Requires="w14"><w:p><w:r><w:t>Newer</w:t></w:r></w:p>'
    "</mc:Choice><mc:Fallback><w:p><w:r><w:t>Older</w:t></w:r></w:p></mc:Fallback>"
    "</mc:AlternateContent>"
)
FIELD = (
    f'<w:r><w:fldChar w:fldCharType="begin">{FORM}</w:fldChar></w:r><w:r><w:instrText>'
    'FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SYM = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
BLOCKS = (
    para("On ", sdt(run("Monday")), " and ", sdt(sdt(run("Friday"))), "."),
    f'<w:customXml w:element="e">{para("Wrapped.")}</w:customXml>',
    CHOICE,
    para(RUBY, " follows."),
    para("Colour ", FIELD, " is chosen."),
    para(SYM, " ticked ", run("loudly", "<w:caps/>"), "."),
    para("Anchor.", BOX),
)
WORDS = [
    *("On", "Monday", "and", "Friday.", "Wrapped.", "Newer", "base", "(reading)", "follows."),
    *("Colour", "Green", "is", "chosen.", "✓", "ticked", "LOUDLY.", "Anchor.", "Boxed"),
]
NOTES = note(1, para("Endnote."), "endnote") + note(2, para("Another."), "endnote")
CITED = para("Cited", cite(2, "endnote"), " twice", cite(1, "endnote"), ".")


def test_the_words_of_body_and_header_are_all_printed(printed):
    content = "".join(BLOCKS)
    words = printed(prepared(document(content, header=content, styles=STYLES)))
    assert sorted(words) == sorted(WORDS * 2)


def test_endnotes_are_printed_in_the_order_in_which_they_are_cited(printed):
    text = " ".join(printed(prepared(document(CITED, header=para("x"), endnotes=NOTES))))
    assert -1 < text.find("Another.") < text.find("Endnote.")


@pytest.mark.parametrize("block", BLOCKS[:-1])
def test_without_preparation_the_embedded_engine_loses_or_refuses_them(block: str):
    """What preparation is for: when this fails, the engine has learned a construct."""
    docx = document(block, header=para("x"))
    try:
        assert words_by(Dxpdf(), docx) != words_by(Dxpdf(), prepared(docx))
    except EngineError as refusal:
        assert "could not turn this document into PDF" in refusal.problems[0].found

"""What the embedded engine would lose in silence is refused, and nothing else is."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from panel_papers.core.problems import EngineError
from panel_papers.pdf.engines import WordDocument
from panel_papers.pdf.engines.dxpdf import Dxpdf
from panel_papers.pdf.engines.dxpdf_gaps import gap

NOTE = '<w:footnote {ns} w:id="2">{paragraphs}</w:footnote>'
PARAGRAPH = "<w:p><w:r><w:t>note</w:t></w:r></w:p>"


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_notes(data: bytes, paragraphs: int) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        note = NOTE.format(ns="", paragraphs=PARAGRAPH * paragraphs)
        package.writestr("word/footnotes.xml", f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>")
    return out.getvalue()


def reference():
    return parse_xml(f"<w:footnoteReference {nsdecls('w')} w:id='2'/>")


def test_struck_text_is_refused_by_name_of_the_document():
    document = docx.Document()
    document.add_paragraph().add_run("withdrawn").font.strike = True
    with pytest.raises(EngineError) as refused:
        Dxpdf().convert([WordDocument("a.docx", saved(document))])
    (problem,) = refused.value.problems
    assert (problem.place.file, "strikes text through" in problem.found) == ("a.docx", True)


def test_strike_that_is_switched_off_is_no_gap():
    document = docx.Document()
    document.add_paragraph().add_run("stands").font.strike = False
    assert gap(saved(document)) is None


def test_footnote_is_a_gap_in_a_table_and_none_in_the_text():
    document = docx.Document()
    document.add_paragraph().add_run()._r.append(reference())
    assert gap(saved(document)) is None
    document.add_table(1, 1).cell(0, 0).paragraphs[0].add_run()._r.append(reference())
    assert "footnote in a table" in (gap(saved(document)) or "")


@pytest.mark.parametrize(("paragraphs", "lost"), [(1, False), (2, True)])
def test_footnote_of_several_paragraphs_is_a_gap(paragraphs: int, lost: bool):
    data = with_notes(saved(docx.Document()), paragraphs)
    assert ("several paragraphs" in (gap(data) or "")) is lost

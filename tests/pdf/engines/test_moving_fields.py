"""Fields that would print the day of the build."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from pdfminer.high_level import extract_text

from panel_papers.pdf.engines import WordDocument
from panel_papers.pdf.engines.moving_fields import settled


def mark(kind: str) -> OxmlElement:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


def text(tag: str, words: str) -> OxmlElement:
    element = OxmlElement(tag)
    element.text = words
    return element


def complex_field(paragraph, instructions: list[str], shown: str | None) -> None:
    parts = [mark("begin"), *(text("w:instrText", i) for i in instructions)]
    if shown is not None:
        parts += [mark("separate"), text("w:t", shown)]
    for part in [*parts, mark("end")]:
        paragraph.add_run()._r.append(part)


def simple_field(paragraph, instruction: str, shown: str) -> None:
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}">'
            f"<w:r><w:t>{shown}</w:t></w:r></w:fldSimple>"
        )
    )


def saved(document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def body(data: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


@pytest.fixture
def letter() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Sent ")
    # Word splits an instruction over runs as it likes.
    complex_field(paragraph, [" DA", 'TE \\@ "d MMMM yyyy" '], "14 March 2024")
    simple_field(document.add_paragraph("At "), " TIME ", "09:30")
    simple_field(document.sections[0].footer.paragraphs[0], " FILENAME ", "letter.docx")
    return saved(document)


def test_moving_fields_print_what_word_last_showed(engine, letter):
    (pdf,) = engine.convert([WordDocument("letter.docx", letter)])

    printed = extract_text(io.BytesIO(pdf)).split()
    assert printed == ["Sent", "14", "March", "2024", "At", "09:30", "letter.docx"]


def test_settled_file_holds_no_field_and_all_of_its_parts(letter):
    once = settled(letter)

    assert b"fldChar" in body(letter)
    for word in (b"fldChar", b"instrText", b"fldSimple"):
        assert word not in body(once)
    before, after = (zipfile.ZipFile(io.BytesIO(data)).namelist() for data in (letter, once))
    assert before == after
    assert settled(once) == once
    assert settled(letter) == once


@pytest.mark.parametrize("shown", ["3", None])
@pytest.mark.parametrize("instruction", [" PAGE ", " NUMPAGES ", ' DOCPROPERTY "DATE" ', " REF x "])
def test_other_fields_and_plain_files_stay_as_they_are(instruction, shown):
    document = docx.Document()
    complex_field(document.add_paragraph("DATE TIME FILENAME "), [instruction], shown)
    data = saved(document)

    assert settled(data) is data


def test_a_date_that_never_showed_anything_stays_a_field():
    document = docx.Document()
    complex_field(document.add_paragraph(), [" DATE "], None)
    data = saved(document)

    assert settled(data) is data


def test_a_date_inside_another_fields_instruction_stays():
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run()._r.append(mark("begin"))
    paragraph.add_run()._r.append(text("w:instrText", " IF "))
    complex_field(paragraph, [" DATE "], "14 March 2024")
    for part in (mark("separate"), text("w:t", "yes"), mark("end")):
        paragraph.add_run()._r.append(part)
    data = saved(document)

    assert settled(data) is data

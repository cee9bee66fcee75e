"""Fonts and colours of the theme, written out as Word shows them."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from panel_papers.pdf.preparation import prepared


def written(look: str) -> dict[str, str]:
    """The attributes of a run's one property after the preparation, with python-docx's theme."""
    document = docx.Document()
    run = document.add_paragraph("Words").runs[0]
    run._r.get_or_add_rPr().append(parse_xml(look.replace(" ", f" {nsdecls('w')} ", 1)))
    buffer = io.BytesIO()
    document.save(buffer)
    done = docx.Document(io.BytesIO(prepared(buffer.getvalue())))
    (property_,) = done.paragraphs[-1].runs[0]._r.rPr
    return {name.rpartition("}")[2]: value for name, value in property_.attrib.items()}


# Values that Word 2016 itself writes beside these names, for the theme of python-docx's template
# (Office 2007: accent1 4F81BD, text2 1F497D; major Calibri, minor Cambria).
@pytest.mark.parametrize(
    ("look", "shown"),
    [
        ('<w:color w:val="000000" w:themeColor="accent1"/>', {"val": "4F81BD"}),
        ('<w:color w:val="000000" w:themeColor="text2"/>', {"val": "1F497D"}),
        (
            '<w:color w:val="000000" w:themeColor="accent1" w:themeShade="BF"/>',
            {"val": "365F91"},
        ),
        (
            '<w:shd w:val="clear" w:color="auto" w:fill="000000" w:themeFill="accent1"/>',
            {"val": "clear", "color": "auto", "fill": "4F81BD"},
        ),
        ('<w:color w:val="123456" w:themeColor="nothing"/>', {"val": "123456"}),
        ('<w:color w:val="123456"/>', {"val": "123456"}),
        (
            '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="minorHAnsi"/>',
            {"ascii": "Calibri", "hAnsi": "Cambria"},
        ),
    ],
)
def test_a_name_of_the_theme_becomes_what_word_shows(look, shown):
    found = written(look)
    val = found.get("val", "")
    if "themeShade" in look:  # Word rounds by one here and there
        assert all(
            abs(int(val[at : at + 2], 16) - int(shown["val"][at : at + 2], 16)) <= 1
            for at in (0, 2, 4)
        )
    else:
        assert found == shown


def test_a_document_without_names_of_the_theme_stays_byte_for_byte():
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/styles.xml":
                root = parse_xml(data)
                for element in root.iter():
                    for key in [k for k in element.attrib if "heme" in k]:
                        del element.attrib[key]
                data = etree.tostring(root)
            new.writestr(name, data)
    assert prepared(out.getvalue()) == out.getvalue()

"""Strict files as Transitional ones; templates and documents with macros as documents."""

from __future__ import annotations

import re

import pytest
from simpledocs import (
    cell,
    document,
    files,
    inside,
    packed,
    para,
    picture,
    row,
    run,
    table,
    unpacked,
)

from panel_papers.pdf.preparation import prepared

STRICT = "http://purl.oclc.org/ooxml/"
USUAL = "http://schemas.openxmlformats.org/"


def strict(body: str, *, media: dict[str, bytes] | None = None) -> bytes:
    """A document as Word saves it in the Strict Open XML format."""
    there = files(body, media=media)
    for name, text in there.items():
        if isinstance(text, str):
            pattern = f"{USUAL}(wordprocessingml|officeDocument|drawingml)/2006/"
            renamed = re.sub(pattern, rf"{STRICT}\1/", text)
            there[name] = renamed.replace("<w:document ", '<w:document w:conformance="strict" ')
    return packed(there)


PAIRS = {
    "text": (para("It costs 50% or 12pt."), None),
    "alignment": (
        para("a", properties='<w:jc w:val="end"/>'),
        para("a", properties='<w:jc w:val="right"/>'),
    ),
    "indents and measures": (
        para("a", properties='<w:spacing w:after="8pt" w:line="12.95pt"/><w:ind w:start="0.5in"/>'),
        para("a", properties='<w:spacing w:after="160" w:line="259"/><w:ind w:left="720"/>'),
    ),
    "tabs": (
        para("a", properties='<w:tabs><w:tab w:val="start" w:pos="36pt"/></w:tabs>'),
        para("a", properties='<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'),
    ),
    "sizes": (
        para(run("a", '<w:spacing w:val="1pt"/><w:w w:val="90%"/><w:sz w:val="11.5pt"/>')),
        para(run("a", '<w:spacing w:val="20"/><w:w w:val="90"/><w:sz w:val="23"/>')),
    ),
    "tables": (
        table(
            row(
                cell(
                    para("a"),
                    '<w:tcBorders><w:start w:val="single"/></w:tcBorders>'
                    '<w:textDirection w:val="rl"/>',
                )
            ),
            properties="",
        ).replace('<w:tblW w:w="8000" w:type="dxa"/>', '<w:tblW w:w="50%" w:type="pct"/>'),
        table(
            row(
                cell(
                    para("a"),
                    '<w:tcBorders><w:left w:val="single"/></w:tcBorders>'
                    '<w:textDirection w:val="tbRl"/>',
                )
            ),
            properties="",
        ).replace('<w:tblW w:w="8000" w:type="dxa"/>', '<w:tblW w:w="2500" w:type="pct"/>'),
    ),
    "pictures": (
        para(picture(blip='<a:alphaModFix amt="50%"/>')),
        para(picture(blip='<a:alphaModFix amt="50000"/>')),
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_strict_file_says_the_same_in_the_usual_words(name: str):
    there, expected = PAIRS[name]
    assert inside(prepared(strict(there))) == inside(document(expected or there))


def test_no_part_keeps_a_strict_address_and_the_text_keeps_its_own():
    result = unpacked(prepared(strict(para(f"See {STRICT}wordprocessingml/main."))))
    assert [name for name, part in result.items() if STRICT.encode() in part] == [
        "word/document.xml"
    ]
    assert b"conformance" not in result["word/document.xml"]
    assert result["word/document.xml"].count(STRICT.encode()) == 1
    usual = unpacked(document(para("a")))
    for name in ("_rels/.rels", "word/_rels/document.xml.rels", "[Content_Types].xml"):
        assert result[name].rpartition(b"?>\n")[2] == usual[name]


def test_the_rest_is_prepared_too():
    result = prepared(strict(para(run("ab", "<w:caps/>"))))
    assert inside(result) == para("<w:r><w:rPr/>" + run("AB")[len("<w:r>") :])


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_a_template_that_was_renamed_is_a_document(kind: str):
    usual = files(para("a"))
    types = str(usual["[Content_Types].xml"])
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert main in types
    result = prepared(packed(usual | {"[Content_Types].xml": types.replace(main, kind)}))
    assert unpacked(result)["[Content_Types].xml"].partition(b"\n")[2].decode() == types
    assert {k: v for k, v in unpacked(result).items() if k != "[Content_Types].xml"} == {
        k: v for k, v in unpacked(packed(usual)).items() if k != "[Content_Types].xml"
    }

"""Numbers that engines calculate otherwise than Word are said to them as Word prints them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from panel_papers.pdf.engines.dxpdf_gaps import gap
from panel_papers.pdf.preparation import NotPrepared, prepared
from panel_papers.pdf.preparation.list_labels import with_labels
from panel_papers.pdf.preparation.note_numbers import with_note_numbers
from panel_papers.pdf.preparation.rewriting import UncountableError

Level = tuple[str, str, str]  # numerals, what is printed, further elements


def document_with(levels: Sequence[Level], *items: tuple[int, str], start: str = "") -> bytes:
    """A document with the items of one list, each with its level and text."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    xml = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (kind, text, more) in enumerate(levels)
    )
    first = numbering.find(qn("w:num"))
    ns = nsdecls("w")
    first.addprevious(parse_xml(f'<w:abstractNum {ns} w:abstractNumId="70">{xml}</w:abstractNum>'))
    num = f'<w:num {ns} w:numId="70"><w:abstractNumId w:val="70"/>{start}</w:num>'
    numbering.append(parse_xml(num))
    for depth, text in items:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_ilvl().val = depth
        properties.get_or_add_numPr().get_or_add_numId().val = 70
    return saved(document)


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def labels(data: bytes) -> list[str]:
    """What each item's own level prints."""
    document = docx.Document(io.BytesIO(data))
    numbering = document.part.numbering_part.element
    found = []
    for paragraph in document.paragraphs:
        (num,) = paragraph._p.xpath("w:pPr/w:numPr/w:numId/@w:val")
        (depth,) = paragraph._p.xpath("w:pPr/w:numPr/w:ilvl/@w:val")
        (kind,) = numbering.xpath(f"w:num[@w:numId={num}]/w:abstractNumId/@w:val")
        found += numbering.xpath(
            f"w:abstractNum[@w:abstractNumId={kind}]/w:lvl[@w:ilvl={depth}]/w:lvlText/@w:val"
        )
    return found


TOP = ("decimal", "%1.", "")
ITEMS = [(0, "a"), (1, "b"), (1, "c"), (0, "d"), (1, "e")]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([TOP, ("decimal", "%1.%2", '<w:lvlRestart w:val="0"/>')], "1. 1.1 1.2 2. 2.3"),
        ([("upperRoman", "%1.", ""), ("decimal", "%1.%2", "<w:isLgl/>")], "I. 1.1 1.2 II. 2.1"),
        ([TOP, ("lowerLetter", "(%2)", '<w:lvlRestart w:val="0"/>')], "1. (a) (b) 2. (c)"),
        ([TOP, ("ordinal", "%2", '<w:lvlRestart w:val="0"/>')], "1. 1st 2nd 2. 3rd"),
        ([TOP, ("decimal", "%1.%2", '<w:lvlRestart w:val="1"/>')], "1. 1.1 1.2 2. 2.1"),
    ],
)
def test_items_print_what_word_prints(levels: list[Level], expected: str):
    assert " ".join(labels(with_labels(document_with(levels, *ITEMS)))) == expected


def test_list_that_starts_elsewhere_counts_from_there():
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
    levels = [TOP, ("decimal", "%1.%2", '<w:lvlRestart w:val="0"/>')]
    data = with_labels(document_with(levels, *ITEMS, start=start))
    assert " ".join(labels(data)) == "4. 4.1 4.2 5. 5.3"


def test_document_without_such_lists_is_not_touched():
    data = document_with([TOP, ("decimal", "%1.%2", "")], *ITEMS)
    assert with_labels(data) is data


def test_numerals_that_nobody_can_calculate_are_refused_with_the_lists_text():
    levels = [TOP, ("hebrew1", "%2", '<w:lvlRestart w:val="0"/>')]
    with pytest.raises(NotPrepared, match="the list with “b” \\(hebrew1\\)"):
        prepared(document_with(levels, *ITEMS))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("decimalZero", "01"), ("ordinal", "1st"), ("cardinalText", "One"), ("ordinalText", "First")],
)
def test_numerals_that_an_engine_lacks_are_written_out(kind, expected):
    assert labels(prepared(document_with([(kind, "%1", "")], (0, "a")))) == [expected]


def noted(sections: Sequence[str], settings: str = "") -> bytes:
    """A document whose sections say this of their footnotes, one footnote in each."""
    document = docx.Document()
    for number in range(len(sections)):
        if number:
            document.add_section()
        reference = f'<w:footnoteReference {nsdecls("w")} w:id="{number + 1}"/>'
        document.add_paragraph("noted").add_run()._r.append(parse_xml(reference))
    for section, said in zip(document.sections, sections, strict=True):
        if said:
            section._sectPr.insert(
                0, parse_xml(f"<w:footnotePr {nsdecls('w')}>{said}</w:footnotePr>")
            )
    if settings:
        own = parse_xml(f"<w:footnotePr {nsdecls('w')}>{settings}</w:footnotePr>")
        document.settings.element.insert(0, own)
    out = io.BytesIO(saved(document))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/footnotes.xml", f"<w:footnotes {nsdecls('w')}/>")
    return out.getvalue()


LETTERS, FIVE = '<w:numFmt w:val="lowerLetter"/>', '<w:numStart w:val="5"/>'
EACH = '<w:numRestart w:val="eachSect"/>'


def said_of_notes(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    return [" ".join(s._sectPr.xpath("w:footnotePr/*/@w:val")) for s in document.sections]


def test_format_that_the_settings_say_is_said_in_each_section():
    assert said_of_notes(with_note_numbers(noted(["", ""], LETTERS))) == ["lowerLetter"] * 2


def test_section_overrules_the_settings():
    assert said_of_notes(with_note_numbers(noted([FIVE], LETTERS))) == ["lowerLetter 5"]
    assert said_of_notes(with_note_numbers(noted([LETTERS], FIVE))) == ["lowerLetter 5"]


def test_restart_in_each_section_is_none_where_one_section_has_notes():
    assert said_of_notes(with_note_numbers(noted([LETTERS + EACH]))) == ["lowerLetter"]


@pytest.mark.parametrize("sections", [[EACH, EACH], [LETTERS, ""], [FIVE, ""]])
def test_sections_that_number_apart_are_refused(sections: list[str]):
    with pytest.raises(UncountableError, match="by section"):
        with_note_numbers(noted(sections))


def test_usual_numbers_are_not_touched_and_others_are_none_for_the_embedded_engine():
    usual = noted(["", ""])
    assert with_note_numbers(usual) is usual
    assert gap(usual) is None
    assert "other numbers than 1, 2, 3" in (gap(with_note_numbers(noted([LETTERS]))) or "")


def test_every_engine_gets_the_notes_so_or_their_document_is_named():
    lettered = prepared(noted([""], LETTERS))
    assert said_of_notes(lettered) == ["lowerLetter"]
    with pytest.raises(NotPrepared, match="by section"):
        prepared(noted([EACH, EACH]))

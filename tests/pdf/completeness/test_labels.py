"""The numbers that a Word document prints before its list items."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from panel_papers.pdf.completeness.labels import printed_labels


def test_list_items_have_the_numbers_that_word_prints():
    document = docx.Document()
    document.add_paragraph("That members")
    document.add_paragraph("agree the plan", style="List Number")
    document.add_paragraph("a point", style="List Bullet")
    document.add_paragraph("note the report", style="List Number")
    level = next(
        each
        for each in document.part.numbering_part.element.iter()
        if each.tag.endswith("}lvlText") and each.values()[0] == "%1."
    )
    for each in document.part.numbering_part.element.iter(level.tag):
        if each.values()[0] == "%1.":
            each.set(each.keys()[0], "(%1)")
    file = io.BytesIO()
    document.save(file)
    assert printed_labels(file.getvalue()) == (
        ("agree the plan", "(1)"),
        ("note the report", "(2)"),
    )


def test_a_file_that_is_no_word_document_has_none():
    assert printed_labels(b"") == ()


def numbered(*levels: int) -> bytes:
    """Return a document of one multilevel list (1., 1.1, (a)) with a paragraph for each level."""
    document = docx.Document()
    root = document.part.numbering_part.element
    texts = ["%1.", "%1.%2", "(%3)"]
    rows = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{"lowerLetter" if depth == 2 else "decimal"}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, text in enumerate(texts)
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    abstract = f'<w:abstractNum {space} w:abstractNumId="90">{rows}</w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    root.append(parse_xml(f'<w:num {space} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for number, level in enumerate(levels):
        properties = document.add_paragraph(f"P{number}")._p.get_or_add_pPr()
        made = properties.get_or_add_numPr()
        made.get_or_add_ilvl().val, made.get_or_add_numId().val = level, 90
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("levels", "labels"),
    [
        ((0, 1, 1, 2, 0, 1), ["1.", "1.1", "1.2", "(a)", "2.", "2.1"]),
        # recommendations right below their heading: what follows the next heading is sure again
        ((0, 2, 2, 0, 1, 2), ["1.", "(a)", "(b)", "2.", "2.1", "(a)"]),
        # Word and others differ on whether this is 1.1 or 1.2
        ((0, 2, 1, 1, 0, 1), ["1.", "(a)", "2.", "2.1"]),
        ((1, 1, 0, 1), []),  # so is the heading itself
    ],
)
def test_a_number_is_known_again_after_the_next_heading(levels, labels):
    assert [label for _, label in printed_labels(numbered(*levels))] == labels


@pytest.mark.parametrize(
    ("items", "labels"),
    [
        # a list within an item, as we write it: the outer one counts on in every program
        ([(0, 0), (1, 1), (0, 0), (2, 1), (0, 0)], ["1", "a", "2", "a", "3"]),
        ([(0, 0), (1, 0), (0, 0)], ["1", "1"]),  # Word counts on from the other list, others do not
        ([(0, 0), (1, 1), (0, 0), (1, 1)], ["1", "a", "2"]),
    ],
)
def test_the_outer_list_is_known_after_a_list_within_it_that_starts_again(items, labels):
    document = docx.Document()
    root = document.part.numbering_part.element
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    rows = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="%{depth + 1}"/></w:lvl>'
        for depth, form in enumerate(["decimal", "lowerLetter"])
    )
    root.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="90">{rows}</w:abstractNum>'))
    for number, level in dict(items).items():
        root.append(
            parse_xml(
                f'<w:num {space} w:numId="{90 + number}"><w:abstractNumId w:val="90"/>'
                f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
                "</w:num>"
            )
        )
    for number, level in items:
        made = document.add_paragraph("P")._p.get_or_add_pPr().get_or_add_numPr()
        made.get_or_add_ilvl().val, made.get_or_add_numId().val = level, 90 + number
    file = io.BytesIO()
    document.save(file)
    assert [label for _, label in printed_labels(file.getvalue())] == labels

"""Struck-through text and capitals: by a run itself, whatever style says so."""

from __future__ import annotations

import pytest
from simpledocs import PARTS, STYLES, cell, document, everywhere, inside, para, row, run, table

from panel_papers.pdf.preparation import prepared


def style(kind: str, name: str, properties: str, more: str = "", based: str = "") -> str:
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    inside_style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{parent}'
        f"{inside_style}{more}</w:style>"
    )


def named(name: str) -> str:
    return f'<w:rStyle w:val="{name}"/>'


def of(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


STRUCK = (
    STYLES
    + style("character", "Gone", "<w:strike/>")
    + style("character", "GoneToo", "", based="Gone")
    + style("character", "Twice", "<w:dstrike/>")
    + style("character", "Kept", '<w:strike w:val="0"/>', based="Gone")
    + style("paragraph", "Old", "<w:strike/>")
    + style("paragraph", "Older", "<w:i/>", based="Old")
    + style("table", "Void", "<w:strike/>")
    + style(
        "table",
        "Edge",
        "",
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:strike/></w:rPr></w:tblStylePr>',
    )
)
STRIKE = "<w:strike/>"
STRUCK_RUNS = {
    "character style": (para(run("a", named("Gone"))), para(run("a", named("Gone") + STRIKE))),
    "its parent": (para(run("a", named("GoneToo"))), para(run("a", named("GoneToo") + STRIKE))),
    "two lines": (para(run("a", named("Twice"))), para(run("a", named("Twice") + "<w:dstrike/>"))),
    "paragraph style": (
        para("a", properties=of("Old")),
        para(run("a", STRIKE), properties=of("Old")),
    ),
    "parent of it": (
        para("a", properties=of("Older")),
        para(run("a", STRIKE), properties=of("Older")),
    ),
}
NOT_STRUCK = {
    "itself": run("a", STRIKE),
    "style switched off": run("a", named("Kept")),
    "switched off": run("a", named("Gone") + '<w:strike w:val="false"/>'),
    "no style": run("a", "<w:b/>"),
    "a style that is not there": run("a", named("None")),
}


@pytest.mark.parametrize("name", STRUCK_RUNS)
def test_a_style_that_strikes_through_is_said_by_the_run_in_every_part(name: str):
    there, expected = STRUCK_RUNS[name]
    result, simple = prepared(everywhere(there, styles=STRUCK)), everywhere(expected)
    for part in PARTS:
        assert inside(result, part) == inside(simple, part)


@pytest.mark.parametrize("name", NOT_STRUCK)
def test_a_run_that_no_style_strikes_through_stays(name: str):
    docx = everywhere(para(NOT_STRUCK[name]), styles=STRUCK)
    assert prepared(docx) == docx


def test_two_styles_that_strike_through_undo_each_other():
    docx = document(para(run("a", named("Gone")), properties=of("Old")), styles=STRUCK)
    assert prepared(docx) == docx


def test_the_documents_default_strikes_through_all_that_does_not_say_otherwise():
    default = STYLES.replace('<w:sz w:val="22"/>', '<w:strike/><w:sz w:val="22"/>')
    off = run("b", '<w:strike w:val="0"/>')
    result = prepared(document(para("a", off), styles=default))
    assert inside(result) == para(run("a", STRIKE), off)


def looked(name: str, look: str) -> str:
    return f'<w:tblStyle w:val="{name}"/>|<w:tblLook {look}/>'


def styled(properties: str, first: str, second: str) -> str:
    before, _, after = properties.partition("|")
    made = table(
        row(cell(para(first)), cell(para(first))), row(cell(para(second))), properties=before
    )
    return made.replace("</w:tblPr>", f"{after}</w:tblPr>")


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('<w:tblStyle w:val="Void"/>|', (run("a", STRIKE), run("b", STRIKE))),
        (looked("Edge", 'w:firstRow="1"'), (run("a", STRIKE), run("b"))),
        (looked("Edge", 'w:val="0020"'), (run("a", STRIKE), run("b"))),
        (looked("Edge", 'w:val="0020" w:firstRow="0"'), (run("a"), run("b"))),
        (looked("Edge", 'w:val="?"'), (run("a"), run("b"))),
    ],
)
def test_a_table_style_strikes_through_what_its_look_says(properties: str, expected):
    result = prepared(document(styled(properties, "a", "b"), styles=STRUCK))
    assert inside(result) == styled(properties, *expected)


def small(text: str, size: int = 18, before: str = "") -> str:
    return run(text, f'{before}<w:sz w:val="{size}"/>')


CAPITALS = (
    STYLES
    + style("character", "Shout", "<w:caps/>")
    + style("character", "Quiet", "<w:smallCaps/>")
    + style("paragraph", "Loud", '<w:caps/><w:sz w:val="40"/>')
)
LETTERS = {
    "capitals": (para(run("aß", "<w:b/><w:caps/>")), para(run("ASS", "<w:b/>"))),
    "small capitals": (
        para(run("Ab 1c", "<w:smallCaps/>")),
        para("A", small("B"), " 1", small("C")),
    ),
    "of a size": (
        para(run("ab", '<w:smallCaps/><w:sz w:val="30"/>')),
        para(run("AB", '<w:sz w:val="26"/>')),
    ),
    "both": (para(run("ab", "<w:caps/><w:smallCaps/>")), para("AB")),
    "by a style": (
        para(run("ab", named("Shout"))),
        para(run("AB", named("Shout") + '<w:caps w:val="0"/>')),
    ),
    "small by a style": (
        para(run("ab", named("Quiet"))),
        para(small("AB", 18, named("Quiet") + '<w:smallCaps w:val="0"/>')),
    ),
    "by a paragraph's style": (
        para("ab", properties=of("Loud")),
        para(run("AB", '<w:caps w:val="0"/>'), properties=of("Loud")),
    ),
    "switched off": (
        para(run("ab", '<w:caps w:val="0"/>'), properties=of("Loud")),
        para(run("ab", '<w:caps w:val="0"/>'), properties=of("Loud")),
    ),
    "a break stays": (
        para("<w:r><w:rPr><w:smallCaps/></w:rPr><w:t>a</w:t><w:br/><w:tab/></w:r>"),
        para(small("A"), "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"),
    ),
}


@pytest.mark.parametrize("name", LETTERS)
def test_capitals_are_letters_in_every_part(name: str):
    there, expected = LETTERS[name]
    result, simple = prepared(everywhere(there, styles=CAPITALS)), everywhere(expected)
    for part in PARTS:
        got = inside(result, part).replace("<w:rPr></w:rPr>", "").replace("<w:rPr/>", "")
        assert got == inside(simple, part).replace("<w:t>", '<w:t xml:space="preserve">')

"""Old form fields as text; fields without a result."""

from __future__ import annotations

import pytest
from simpledocs import PARTS, everywhere, inside, para, run

from panel_papers.pdf.preparation import prepared


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def field(name: str, result: str | None = None, data: str = "") -> str:
    """A field; without a result, without the mark before one."""
    shown = "" if result is None else mark("separate") + result
    inside = f'<w:ffData><w:name w:val="X"/>{data}</w:ffData>' if data else ""
    return (
        f"{mark('begin', inside)}<w:r><w:instrText>{name}</w:instrText></w:r>{shown}{mark('end')}"
    )


def box(*state: str) -> str:
    return f"<w:checkBox><w:sizeAuto/>{''.join(state)}</w:checkBox>"


ON, OFF = "<w:checked/>", '<w:checked w:val="0"/>'
DEFAULT = '<w:default w:val="1"/>'
ENTRIES = '<w:listEntry w:val="Red"/><w:listEntry w:val="Green"/>'
TICKED, EMPTY = '<w:r><w:t xml:space="preserve">☒</w:t></w:r>', run("☐")
FORM = {
    "text": (field("FORMTEXT", run("Filled in"), "<w:textInput/>"), run("Filled in")),
    "text of two runs": (field("FORMTEXT", run("a") + run("b")), run("a") + run("b")),
    "ticked": (field("FORMCHECKBOX", None, box(ON)), TICKED),
    "not ticked": (field("FORMCHECKBOX", None, box(OFF)), EMPTY),
    "ticked by default": (field("FORMCHECKBOX", None, box(DEFAULT)), TICKED),
    "unticked by hand": (field("FORMCHECKBOX", None, box(DEFAULT, OFF)), EMPTY),
    "never touched": (field("FORMCHECKBOX", None, box()), EMPTY),
    "chosen": (
        field("FORMDROPDOWN", None, f'<w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList>'),
        run("Green"),
    ),
    "the first entry": (
        field("FORMDROPDOWN", run("old"), f"<w:ddList>{ENTRIES}</w:ddList>"),
        run("Red"),
    ),
    "an entry that is not there": (
        field("FORMDROPDOWN", run("kept"), f'<w:ddList><w:result w:val="9"/>{ENTRIES}</w:ddList>'),
        run("kept"),
    ),
}


@pytest.mark.parametrize("name", FORM)
def test_a_form_field_becomes_what_it_shows_and_nothing_after_it_is_lost(name: str):
    there, expected = FORM[name]
    result = prepared(everywhere(para("Name ", there, " end.")))
    for part in PARTS:
        assert inside(result, part) == inside(everywhere(para("Name ", expected, " end.")), part)


def test_a_field_without_a_result_gets_an_empty_one():
    there = field('XE "word"')
    both = '<w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/>'
    expected = there.replace(mark("end"), f"<w:r>{both}</w:r>")
    result = prepared(everywhere(para("a", there, "b")))
    for part in PARTS:
        assert inside(result, part) == inside(everywhere(para("a", expected, "b")), part)


@pytest.mark.parametrize(
    "there",
    [
        field("PAGE", run("1")),
        mark("begin") + "<w:r><w:instrText>FORMTEXT</w:instrText></w:r>",  # never ends
        mark("end"),
    ],
)
def test_other_fields_and_half_ones_stay(there: str):
    docx = everywhere(para("a", there, "b"))
    assert prepared(docx) == docx


def test_the_simple_form_of_a_text_field_becomes_its_text():
    simple = f'<w:fldSimple w:instr=" FORMTEXT ">{run("typed")}</w:fldSimple>'
    assert inside(prepared(everywhere(para(simple)))) == inside(everywhere(para("typed")))

"""What a reviewer's file prints and the inputs would not is refused: numbers and looks."""

import copy

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from PIL import Image

from panel_papers.core import InputsError
from panel_papers.merge.unlike import unlikes

from .conftest import Reviewer, set_text

_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def element(tag, **values):
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made


def look(tag, **values):
    """Give words that are there another look."""

    def change(reviewer):
        reviewer.embolden("two paragraphs", tag)
        (switch,) = reviewer.paragraph("two paragraphs").iter(qn(tag))
        for name, value in values.items():
            switch.set(qn(f"w:{name}"), value)

    return change


def added(*nodes):
    def change(reviewer):
        run = OxmlElement("w:r")
        run.extend(copy.deepcopy(each) for each in nodes)
        reviewer.paragraph("After the table").append(run)

    return change


def equation(reviewer):
    made = parse_xml(f"<m:oMath {_M}><m:r><m:t>x=1</m:t></m:r></m:oMath>")
    reviewer.paragraph("After the table").append(made)


def of_paragraph(tag, **values):
    def change(reviewer):
        properties = reviewer.paragraph("After the table").get_or_add_pPr()
        properties.append(element(tag, **values))

    return change


def copied(source, after, text):
    """Copy a paragraph to another place, with other words."""

    def change(reviewer):
        made = copy.deepcopy(reviewer.paragraph(source))
        for each in [e for e in made if e.tag != qn("w:pPr")]:
            made.remove(each)
        run = OxmlElement("w:r")
        set_text(run, text)
        made.append(run)
        reviewer.paragraph(after).addnext(made)

    return change


def restyled(reviewer, words, name):
    """Give a list item another style, with its bullet as it is."""
    style = reviewer.document.styles.add_style(name, 1)
    properties = reviewer.paragraph(words).get_or_add_pPr()
    properties.pStyle.set(qn("w:val"), style.style_id)


UNLIKE = {
    "hidden": (look("w:vanish"), "would not print “two paragraphs” hidden"),
    "underlined": (look("w:u", val="single"), "“two paragraphs” underlined"),
    "coloured": (look("w:color", val="FF0000"), "in the colour FF0000"),
    "capitals": (look("w:caps"), "in capitals"),
    "small capitals": (look("w:smallCaps"), "in small capitals"),
    "a symbol": (added(element("w:sym", font="Wingdings", char="F0FC")), "where the file has"),
    "an equation": (equation, "would not print an equation"),
    "centred": (of_paragraph("w:jc", val="center"), "centred"),
    "a new page": (of_paragraph("w:pageBreakBefore"), "on a new page"),
}


@pytest.mark.parametrize("name", UNLIKE)
def test_a_look_that_the_inputs_do_not_give_is_a_difference_with_its_place(built, name):
    change, found = UNLIKE[name]
    reviewer = Reviewer(built["report"], tracked=False)
    change(reviewer)
    (unlike,) = unlikes(reviewer.bytes(), built["report"], numbered=True)
    assert found in unlike.what
    assert unlike.where.startswith("under the heading “Money”, paragraph ")


SEEN_BY_NOBODY = {
    "highlighted": look("w:highlight", val="yellow"),
    "automatic colour": look("w:color", val="auto"),
    "no underline": look("w:u", val="none"),
    "not hidden": look("w:vanish", val="0"),
    "baseline": look("w:vertAlign", val="baseline"),
    "a list of the reviewer's own style": lambda r: restyled(r, "Loans", "List Paragraph"),
    "aligned as it was": of_paragraph("w:jc", val="start"),
}


@pytest.mark.parametrize("name", SEEN_BY_NOBODY)
def test_what_changes_nothing_that_is_seen_is_no_difference(built, name):
    reviewer = Reviewer(built["report"], tracked=False)
    SEEN_BY_NOBODY[name](reviewer)
    assert unlikes(reviewer.bytes(), built["report"], numbered=True) == []


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "typed"])
def test_the_numbers_of_what_follows_a_deleted_item_are_compared(built, tracked):
    reviewer = Reviewer(built["report"], tracked=tracked).delete("approves the budget")
    unlike = unlikes(reviewer.bytes(), built["report"], numbered=True)
    numbers = [each.what for each in unlike if each.by_looks]
    assert len(numbers) == 2
    assert "would print" in numbers[0] and "“notes the report" in numbers[0]


def test_a_look_is_refused_and_nothing_is_written(built, merge):
    reviewer = Reviewer(built["report"], tracked=False)
    look("w:vanish")(reviewer)
    with pytest.raises(InputsError) as caught:
        merge(reviewer.bytes())
    (problem,) = caught.value.problems
    assert problem.code == "merge-not-exact"
    assert problem.place.where.startswith("under the heading “Money”, paragraph ")


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "typed"])
def test_the_item_that_is_now_first_takes_the_first_number(built, merge, tracked):
    reviewer = Reviewer(built["report"], tracked=tracked)
    reviewer.delete("approves the budget").delete("First step")
    changed = merge(reviewer.bytes())
    texts = "".join(changed.values())
    assert "1. notes the report" in texts
    assert "3. asks for a further report" in texts
    assert "1. Second step\n\n   More of the second step." in texts


def test_an_item_that_is_moved_away_from_the_first_place_leaves_its_number(built, merge):
    reviewer = Reviewer(built["report"], tracked=False).move("approves the", "notes the report")
    (text,) = merge(reviewer.bytes()).values()
    assert text.index("1. notes the report") < text.index("approves the budget")


def test_a_number_in_another_list_is_refused(built, merge):
    reviewer = Reviewer(built["report"], tracked=False)
    copied("First step", "A last paragraph", "new step apart")(reviewer)
    with pytest.raises(InputsError) as caught:
        merge(reviewer.bytes())
    assert {each.code for each in caught.value.problems} == {"merge-not-exact"}


def test_a_new_section_is_refused(built, typed):
    reviewer = Reviewer(built["report"], tracked=False)
    copied("Recommendations", "After the table", "New section")(reviewer)
    files, refusals = typed(reviewer.bytes())
    assert files == {}
    assert refusals[0].where == "the heading “New section”"


def test_a_paragraph_moves_to_a_shorter_section(built, merge):
    reviewer = Reviewer(built["report"], tracked=False)
    reviewer.move("After the table comes", "Nothing here is")
    changed = merge(reviewer.bytes())
    assert sorted(text.count("After the table comes") for text in changed.values()) == [0, 1]


@pytest.mark.parametrize(
    ("value", "typed_as"), [("superscript", "step^2^"), ("subscript", "step~2~")]
)
def test_raised_and_lowered_signs_are_typed_and_kept(built, merge, built_now, value, typed_as):
    reviewer = Reviewer(built["report"], tracked=False)
    reviewer.replace("Third step", "Third step2")
    run = next(r for r in reviewer.paragraph("Third step2").iter(qn("w:r")))
    raised = copy.deepcopy(run)
    set_text(run, "Third step")
    set_text(raised, "2")
    properties = raised.find(qn("w:rPr"))
    if properties is None:
        properties = OxmlElement("w:rPr")
        raised.insert(0, properties)
    properties.append(element("w:vertAlign", val=value))
    run.addnext(raised)
    assert typed_as in "".join(merge(reviewer.bytes()).values())
    again = Reviewer(built_now()["report"]).embolden("Third")
    assert f"**Third** {typed_as}" in "".join(merge(again.bytes()).values())


def test_a_space_that_does_not_break_at_an_end_is_a_difference(built):
    reviewer = Reviewer(built["report"], tracked=False)
    text = OxmlElement("w:t")
    text.text = "\u00a0"
    added(text)(reviewer)
    (unlike,) = unlikes(reviewer.bytes(), built["report"], numbered=True)
    assert "a space that does not break" in unlike.what


def test_words_after_a_picture_s_caption_are_refused_as_such(paper, merge, built_now):
    Image.new("RGB", (60, 40), "white").save(paper / "plan.png")
    prose = paper / "purpose.md"
    picture = '\n\n![A plan of the site](plan.png "The site")\n'
    prose.write_text(prose.read_text("utf-8").rstrip() + picture, "utf-8")
    reviewer = Reviewer(built_now()["report"], tracked=False)
    reviewer.paragraph("The site").addnext(element("w:p"))
    reviewer.paragraph("The site").getnext().append(run := OxmlElement("w:r"))
    set_text(run, "typed after it")
    with pytest.raises(InputsError) as caught:
        merge(reviewer.bytes())
    (problem,) = caught.value.problems
    assert problem.code == "merge-not-placed"
    assert "caption" in problem.found
    assert "purpose.md" in problem.found
    assert "panel-papers-merge-" not in str(problem)

"""Captions and lines of sources that were changed in Word."""

import pytest
from docx.oxml.ns import qn
from PIL import Image

from panel_papers.core import InputsError

from .conftest import Reviewer

OLD, NEW = "Grants and what they come to", "Grants: what “each” comes to"
CHART = """
```chart
source: data/grants.csv
caption: >-
  Grants by kind, {{ figures.grants }}
  in all
kind: bar
x: Item
series: [Value]
source_line: "Grants register"
data_table: yes
```
"""


def changed(path, *pairs):
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("tracked", [True, False])
def test_a_caption_goes_into_its_fence_beside_other_changes(built, paper, merge, tracked):
    reviewer = Reviewer(built["report"], tracked=tracked).replace(OLD, NEW)
    reviewer.replace("A last", "A final").replace_in_note("1 March", "2 March")
    pairs = (OLD, f'"{NEW}"'), ("A last", "A final"), ("1 March", "2 March")
    expected = changed(paper / "context.md", *pairs)
    assert merge(reviewer.bytes()) == {"context.md": expected}


def test_a_caption_with_a_figure_its_table_of_data_and_its_source(paper, merge, built_now):
    path = paper / "context.md"
    path.write_text(path.read_text(encoding="utf-8") + CHART, encoding="utf-8")
    reviewer = Reviewer(built_now()["report"]).replace("by kind", "by sort")
    reviewer.replace("Grants register", "Register of grants")
    expected = changed(path, ("Grants register", "Register of grants"))
    made = merge(reviewer.bytes())["context.md"]
    begin, end = made.index("caption: >"), made.index("kind: bar")
    assert "Grants by sort, {{ figures.grants }} in all" in " ".join(made[begin:end].split())
    start, stop = expected.index("caption: >"), expected.index("kind: bar")
    assert (made[:begin], made[end:]) == (expected[:start], expected[stop:])


def test_the_caption_of_a_picture_goes_into_its_markdown(paper, merge, built_now):
    Image.new("RGB", (60, 40), "white").save(paper / "plan.png")
    path = paper / "purpose.md"
    text = path.read_text(encoding="utf-8").rstrip()
    path.write_text(f'{text}\n\n![A plan of the site](plan.png "The site")\n', encoding="utf-8")
    reviewer = Reviewer(built_now()["report"]).replace("The site", 'The "old" site')
    expected = changed(path, ('"The site"', '"The \\"old\\" site"'))
    assert merge(reviewer.bytes()) == {"purpose.md": expected}


REFUSED = {
    "the label": ("Table", "Grid", OLD, "merge-template"),
    "a figure": ("1,234", "1,235", "by kind", "merge-figure"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_caption_can_say_is_refused(paper, merge, built_now, name):
    path = paper / "context.md"
    path.write_text(path.read_text(encoding="utf-8") + CHART, encoding="utf-8")
    old, new, of, code = REFUSED[name]
    reviewer = Reviewer(built_now()["report"])
    data = reviewer.replace(old, new, of=of).bytes()
    with pytest.raises(InputsError) as caught:
        merge(data)
    assert caught.value.problems[0].code == code


def test_a_bold_word_in_a_caption_is_refused(built, merge):
    data = Reviewer(built["report"]).embolden("what they come").bytes()
    with pytest.raises(InputsError) as caught:
        merge(data)
    assert [each.code for each in caught.value.problems] == ["merge-not-exact"]


def test_another_alternative_text_is_refused_and_not_lost(paper, merge, built_now):
    Image.new("RGB", (60, 40), "white").save(paper / "plan.png")
    path = paper / "purpose.md"
    text = path.read_text(encoding="utf-8").rstrip()
    path.write_text(f'{text}\n\n![A plan of the site](plan.png "The site")\n', encoding="utf-8")
    reviewer = Reviewer(built_now()["report"])
    (drawing,) = reviewer.document.element.body.iter(qn("wp:docPr"))
    drawing.set("descr", "A plan with the river")
    with pytest.raises(InputsError) as caught:
        merge(reviewer.bytes())
    (problem,) = caught.value.problems
    assert problem.code == "merge-not-placed"
    assert "“A plan of the site” became “A plan with the river”" in problem.found


def test_a_deleted_caption_is_refused(built, merge):
    with pytest.raises(InputsError) as caught:
        merge(Reviewer(built["report"], tracked=False).delete(OLD).bytes())
    assert [each.code for each in caught.value.problems] == ["merge-not-placed"]


def test_two_reviewers_change_a_caption_and_a_paragraph(built, paper, merge):
    legal = Reviewer(built["report"]).replace("what they come", "how much they come")
    finance = Reviewer(built["report"]).replace("A last", "A final")
    pairs = ("what they come", "how much they come"), ("A last", "A final")
    expected = changed(paper / "context.md", *pairs)
    assert merge(legal.bytes(), finance.bytes()) == {"context.md": expected}


def test_a_typed_caption_and_source_of_a_table_are_changed_where_they_are_typed(
    paper, built_now, merge
):
    text = (paper / "context.md").read_text()
    text = text.replace("| Grant | Amount", "Table 7: The grants\n\n| Grant | Amount")
    text = text.replace("After the table", "Source: the ledger.\n\nAfter the table")
    (paper / "context.md").write_text(text)
    reviewer = Reviewer(built_now()["report"])
    merged = merge(reviewer.replace("The grants", "All grants").replace("ledger", "book").bytes())
    expected = text.replace("The grants", "All grants").replace("the ledger", "the book")
    assert merged == {"context.md": expected}

"""What is not taken from Word: each is named, and nothing is written."""

import io
import zipfile
from pathlib import Path

import pytest

from panel_papers.core import InputsError

from .conftest import Reviewer

REFUSED = {
    "a figure": (
        "merge-figure",
        "under the heading “The programme”, paragraph 1",
        lambda r: r.replace("1,234", "1,250", of="in all; see"),
    ),
    "a look of a part of a figure": (
        "merge-figure",
        "under the heading “The programme”, paragraph 1",
        lambda r: r.embolden("1,2"),
    ),
    "a digit typed before a figure": (
        "merge-figure",
        "under the heading “The programme”, paragraph 1",
        lambda r: r.replace("There are ", "There are 1", of="in all; see"),
    ),
    "the template’s own words": (
        "merge-template",
        "table 1, row 1, column 1",
        lambda r: r.replace(":", " (body):", of="Report to"),
    ),
    "a heading of the template": (
        "merge-template",
        "the heading “Advice”",
        lambda r: r.replace("Recommendations", "Advice"),
    ),
    "a cell from data": (
        "merge-data",
        "under the heading “Money”, “Table 1: Grants and what they come to”, row 2, column 2",
        lambda r: r.replace("1234", "1250", of="1234"),
    ),
    "a date that is none": (
        "merge-not-exact",
        "table 1, row 3, column 2",
        lambda r: r.replace("16 March 2027", "soon"),
    ),
    "bold in plain text": (
        "merge-not-exact",
        "table 1, row 4, column 2",
        lambda r: r.embolden("Decision"),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_change_that_has_no_place_is_refused_with_its_own(built, typed, name):
    code, where, change = REFUSED[name]
    files, refusals = typed(change(Reviewer(built["report"])).bytes())
    assert files == {}
    assert [(each.code, each.where) for each in refusals] == [(code, where)]


def test_another_style_is_refused(built, typed):
    reviewer = Reviewer(built["report"])
    style = reviewer.document.styles["Heading 3"]
    for each in reviewer.document.paragraphs:
        if each.text.startswith("After the table"):
            each.style = style
    files, refusals = typed(reviewer.bytes())
    assert files == {}
    assert [each.code for each in refusals] == ["merge-style"]
    assert "from “normal” to “heading 3”" in refusals[0].found


def test_a_changed_figure_names_its_cell_and_what_was_typed(built, merge):
    data = Reviewer(built["report"]).replace("1,234", "1,250", of="in all; see").bytes()
    with pytest.raises(InputsError) as caught:
        merge(data)
    (problem,) = caught.value.problems
    assert problem.code == "merge-figure"
    assert problem.found.startswith("The figure “1,234” was changed to “1,250”")
    assert "data/grants.csv, B2" in problem.hint


def test_a_changed_number_names_its_file_of_data_and_the_block_that_asks_for_it(built, merge):
    data = Reviewer(built["report"]).replace("1234", "1250", of="1234").bytes()
    with pytest.raises(InputsError) as caught:
        merge(data)
    (problem,) = caught.value.problems
    assert problem.found == (
        "This change is in a table or chart that is made from data (data/grants.csv, asked for in "
        "context.md:32): “1234” became “1250”"
    )
    assert problem.hint == (
        "change the number in data/grants.csv; or reject the change in Word and merge again"
    )


def test_a_list_in_a_cell_is_refused_with_its_line_and_the_other_cells_are_taken(
    paper, built_now, merge
):
    text = (paper / "context.md").read_text()
    text = text.replace("| Loans | 300 | |", "| Loans | 300 | - ancient<br>- new |")
    (paper / "context.md").write_text(text)
    built = built_now()["report"]
    with pytest.raises(InputsError) as caught:
        merge(Reviewer(built).replace("ancient", "former").bytes())
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.where, problem.found, problem.hint) == (
        "merge-not-placed",
        "under the heading “Money”, table 1, row 4, column 3",
        "This change is in a cell with a list, which is not taken from Word (context.md:20): "
        "“ancient” became “former”",
        "change the cell in context.md:20, where its lines are divided by “<br>”, and merge again; "
        "or reject the change in Word",
    )
    merged = merge(Reviewer(built).replace("few", "many").bytes())
    assert merged == {"context.md": text.replace("| few |", "| many |")}


def test_a_figure_that_was_pasted_elsewhere_is_not_typed_out(built, merge):
    reviewer = Reviewer(built["report"], tracked=False)
    reviewer.delete("approves the budget")
    reviewer.insert_after("After the table", "The budget is £56,000.")
    with pytest.raises(InputsError) as caught:
        merge(reviewer.bytes())
    assert [each.code for each in caught.value.problems] == ["merge-figure"]
    assert "{{ figures.total }}" in caught.value.problems[0].hint


def test_with_one_change_refused_nothing_is_written(built, paper, merge):
    before = {p: p.read_bytes() for p in paper.rglob("*") if p.is_file()}
    reviewer = Reviewer(built["report"]).replace("interim", "final")
    reviewer.replace("1,234", "1,250", of="in all; see")
    with pytest.raises(InputsError) as caught:
        merge(reviewer.bytes())
    assert [each.code for each in caught.value.problems] == ["merge-figure"]
    assert {p: p.read_bytes() for p in paper.parent.rglob("*") if p.is_file()} == before


def test_a_value_that_the_paper_may_not_have_is_refused(built, merge):
    data = Reviewer(built["report"]).replace("grants@example.org", "nobody").bytes()
    with pytest.raises(InputsError) as caught:
        merge(data)
    assert [each.code for each in caught.value.problems] == ["merge-not-readable"]
    assert "not an email address" in caught.value.problems[0].found


def test_another_papers_file_is_refused(merge):
    import docx

    document = docx.Document()
    document.add_paragraph("Another paper.")
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(InputsError) as caught:
        merge(out.getvalue())
    assert [each.code for each in caught.value.problems] == ["merge-other-paper"]


def with_part(data, name, content):
    """A Word file with one part more, which its content types do not name."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data[: len(data) // 2], "damaged-file"),
        (lambda data: with_part(data, "word/vbaProject.bin", b"x"), "word-macros"),
        (lambda data: b"{\\rtf1 hello}", None),
    ],
)
def test_a_hostile_file_meets_the_gate_of_supplied_files(built, merge, change, code):
    with pytest.raises(InputsError) as caught:
        merge(change(built["report"]))
    assert code in {None, *(each.code for each in caught.value.problems)}


def test_what_fetches_something_is_refused(built, merge):
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    reviewer = Reviewer(built["report"])
    field = (
        f'<w:fldSimple {nsdecls("w")} w:instr="INCLUDETEXT &quot;http://x.example.org/a&quot;"/>'
    )
    reviewer.paragraph("interim").append(parse_xml(field))
    with pytest.raises(InputsError) as caught:
        merge(reviewer.bytes())
    assert caught.value.problems
    assert all(not each.code.startswith("merge-") for each in caught.value.problems)


def test_a_new_footnote_and_a_new_picture_are_refused(built, typed):
    reviewer = Reviewer(built["report"])
    picture = Path(__file__).parents[2] / "docs" / "march-2024.png"
    paragraph = next(p for p in reviewer.document.paragraphs if "After the table" in p.text)
    paragraph.add_run().add_picture(str(picture))
    files, refusals = typed(reviewer.bytes())
    assert files == {}
    assert [each.code for each in refusals] == ["merge-not-exact"]
    assert "a picture" in refusals[0].found


def test_a_change_in_a_section_in_word_names_its_file(paper, built_now, merge):
    import docx

    document = docx.Document()
    document.add_paragraph("The roof leaks.")
    document.add_paragraph("It is old.")
    document.save(str(paper / "purpose.docx"))
    (paper / "purpose.md").unlink()
    reviewer = Reviewer(built_now()["report"]).replace("leaks", "is new").delete("It is old")
    with pytest.raises(InputsError) as caught:
        merge(reviewer.bytes())
    assert [(p.code, p.place.where, p.found, p.hint) for p in caught.value.problems] == [
        (
            "merge-not-placed",
            f"under the heading “Purpose of Report”, paragraph {number}",
            f"This change is in a section that is a Word file (purpose.docx): {what}",
            "make the change in that file in Word, or reject it here",
        )
        for number, what in (
            (1, "“The roof leaks.” became “The roof is new.”"),
            (2, "“It is old.” was deleted"),
        )
    ]

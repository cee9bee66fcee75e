"""Other styles, levels and joins; lists that lose their first item; references; lists in YAML."""

import copy
import shutil
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from panel_papers.merge.documents import built_documents
from panel_papers.merge.inputs_text import InputTexts
from panel_papers.merge.planning import planned
from panel_papers.merge.reading import read_file

from .conftest import Reviewer, settings

HERE = Path(__file__).with_name("paper")
PURPOSE = """\
As {{ ref.money }} says, 2 things are due in 2027. They are **small and early**.

1. The first
   1. is small
   2. is early
2. The second

{#end} Nothing more.
"""


def style(words, name, level=None):
    def change(reviewer):
        paragraph = next(p for p in reviewer.document.paragraphs if words in p.text)
        paragraph.style = reviewer.document.styles[name]
        number = paragraph._p.pPr.numPr
        if level is None and number is not None:
            paragraph._p.pPr.remove(number)
        if level is not None:
            number.get_or_add_ilvl().val = level
        return reviewer

    return change


CONTEXT = {
    "a deeper item": (style("Loans", "List Bullet", 1), "\n- Loans\n", "\n  - Loans\n"),
    "a deeper item after another paragraph of the item above": (
        style("Third step", "List Number", 1),
        "\n3. Third step\n",
        "\n   1. Third step\n",
    ),
    "an item one level up": (
        style("those of councils", "List Bullet", 0),
        "\n  - those of councils\n",
        "\n- those of councils\n",
    ),
    "a paragraph that is a heading": (
        style("A last paragraph", "Heading 3"),
        "\nA last paragraph, with",
        "\n### A last paragraph, with",
    ),
    "a heading that is a paragraph": (style("Money", "Normal"), "\n### Money\n", "\nMoney\n"),
    "a heading of another level": (style("Money", "Heading 2"), "\n### Money\n", "\n## Money\n"),
    "an item that is joined with a paragraph": (
        lambda r: r.join("Third step"),
        "\n3. Third step\n\nA last paragraph",
        "\n\nThird stepA last paragraph",
    ),
    "words that would begin a list": (
        lambda r: r.replace("A last", "2027. A last"),
        "\nA last paragraph",
        "\n2027\\. A last paragraph",
    ),
}


@pytest.mark.parametrize("name", CONTEXT)
def test_a_paragraph_of_another_kind_is_typed_anew(built, typed, name):
    change, before, after = CONTEXT[name]
    files, refusals = typed(change(Reviewer(built["report"])).bytes())
    assert refusals == []
    text = (HERE / "context.md").read_text(encoding="utf-8")
    assert before in text
    assert {path: new.split() for path, new in files.items()} == {
        "context.md": text.replace(before, after).split()
    }
    assert after in files["context.md"]


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """The report of a paper with a list in a list and a reference by name."""
    inputs = tmp_path_factory.mktemp("lists")
    shutil.copytree(HERE, inputs / "paper")
    (inputs / "paper" / "purpose.md").write_text(PURPOSE.replace("{#end} ", ""), encoding="utf-8")
    context = inputs / "paper" / "context.md"
    text = context.read_text(encoding="utf-8").replace("### Money", "### Money {#money}")
    context.write_text(text, encoding="utf-8")
    return inputs / "paper", built_documents(inputs / "paper", settings(inputs))[1][0]


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (lambda r: r.delete("is small"), "   1. is small\n   2. is", "   1. is"),
        (lambda r: r.replace("things are", "matters are"), "things", "matters"),
        (lambda r: r.replace("early", "late", of="As “"), "and early**", "and late**"),
        (lambda r: r.split("As “", "They are"), " They are", "\n\nThey are"),
    ],
    ids=["the first of a list in a list", "beside a reference", "in bold", "at a sentence"],
)
@pytest.mark.parametrize("tracked", [True, False])
def test_lists_in_lists_and_paragraphs_with_references(lists, change, before, after, tracked):
    folder, report = lists
    reviewer = Reviewer(report.docx, tracked=tracked)
    edited = read_file((change(reviewer) or reviewer).bytes())
    texts = InputTexts(folder)
    plan = planned(report.read, report.origins, edited, texts, report.references)
    assert plan.refusals == []
    ((path, (old, new)),) = texts.changed().items()
    assert path == "purpose.md"
    assert new.decode().split() == old.decode().replace(before, after).split()


def test_a_reference_that_was_typed_over_is_refused(lists):
    folder, report = lists
    reviewer = Reviewer(report.docx).replace("Money", "Costs", of="As “")
    edited = read_file(reviewer.bytes())
    plan = planned(report.read, report.origins, edited, InputTexts(folder), report.references)
    (refusal,) = plan.refusals
    assert refusal.found.startswith("The reference ““Money”” was changed to ")
    assert "{{ ref.money }}" in refusal.hint


def test_a_link_inside_bold_is_typed(built, typed):
    reviewer = Reviewer(built["report"])
    link = reviewer.paragraph("Nothing here is").find(qn("w:hyperlink"))
    run = next(
        r
        for r in reviewer.paragraph("It follows").iter(qn("w:r"))
        if "review of March" in "".join(r.itertext())
    )
    text = next(run.iter(qn("w:t")))
    text.text = "review of "
    linked = copy.deepcopy(link)
    for each in list(linked):
        linked.remove(each)
    march = copy.deepcopy(run)
    next(march.iter(text.tag)).text = "March"
    linked.append(march)
    run.addnext(linked)
    files, refusals = typed(reviewer.bytes())
    assert refusals == []
    assert "**review of [March](https://www.example.org/secret)**" in files["purpose.md"]


def test_values_below_a_longer_one_are_found_in_yaml(built, typed):
    reviewer = Reviewer(built["appendix 1"])
    reviewer.replace("first year", f"first year {'and in its second one ' * 12}")
    files, refusals = typed(
        reviewer.replace("small grants are", "grants are").bytes(), "appendix 1"
    )
    assert refusals == []
    text = files["appendices/progress.yaml"]
    assert "{{ figures.grants }} grants are paid." in text
    assert " ".join(text.split()).count("and in its second one") == 12

"""Changes in a built Word file, tracked and not, and what they make of the inputs."""

import difflib
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from .conftest import Reviewer

HERE = Path(__file__).with_name("paper")


def changed(path, new):
    """The lines of a file that changed: before, and after."""
    old = (HERE / path).read_text(encoding="utf-8").splitlines()
    lines = list(difflib.ndiff(old, new.splitlines()))
    gone = [line[2:] for line in lines if line.startswith("- ")]
    came = [line[2:] for line in lines if line.startswith("+ ")]
    return gone, came


REPORT = {
    "a word": (
        lambda r: r.replace("interim", "final"),
        "purpose.md",
        ["the *interim letter* of the auditor, and has two lines of typed text"],
        ["the *final letter* of the auditor, and has two lines of typed text"],
    ),
    "words at the end of bold": (
        lambda r: r.replace("review of March", "review of March and April"),
        "purpose.md",
        ["This report says what is asked. It follows the **review of March** and"],
        ["This report says what is asked. It follows the **review of March and April** and"],
    ),
    "what Markdown would read": (
        lambda r: r.replace("Small grants", "Small *grants* & [x](y) # <b>"),
        "context.md",
        ["- Small grants"],
        ["- Small \\*grants\\* & \\[x\\](y) # \\<b>"],
    ),
    "beside a figure": (
        lambda r: r.replace(" grants, worth ", " awards, costing "),
        "context.md",
        [
            "There are {{ figures.grants }} grants, worth {{ figures.total }} in all; see "
            "[the list of grants](https://www.example.org/list) for each.[^one] Prices rise by "
            "5 \\* 2 per cent & more."
        ],
        [
            "There are {{ figures.grants }} awards, costing {{ figures.total }} in all; see "
            "[the list of grants](https://www.example.org/list) for each.[^one] Prices rise by "
            "5 \\* 2 per cent & more."
        ],
    ),
    "the words of a link": (
        lambda r: r.replace("list of grants", "register of grants", of="in all; see"),
        "context.md",
        ["[the list of grants](https://www.example.org/list)"],
        ["[the register of grants](https://www.example.org/list)"],
    ),
    "an item of a list": (
        lambda r: r.replace("those of councils", "those of parish councils"),
        "context.md",
        ["  - those of councils"],
        ["  - those of parish councils"],
    ),
    "a recommendation": (
        lambda r: r.replace("notes the report", "welcomes the report"),
        "recommendations.md",
        ["2. notes the report, and **thanks** the officers"],
        ["2. welcomes the report, and **thanks** the officers"],
    ),
    "a cell": (
        lambda r: r.replace("few", "only a few"),
        "context.md",
        ["| Small | 20 | few |"],
        ["| Small | 20 | only a few |"],
    ),
    "a cell beside a bar": (
        lambda r: r.replace("Large | rare", "Large | very rare"),
        "context.md",
        ["| Large \\| rare | {{ figures.grants }} | **bold** note |"],
        ["| Large \\| very rare | {{ figures.grants }} | **bold** note |"],
    ),
    "a heading": (
        lambda r: r.replace("Money", "Money and time"),
        "context.md",
        ["### Money"],
        ["### Money and time"],
    ),
    "bold": (
        lambda r: r.embolden("further"),
        "recommendations.md",
        ["3. asks for a further report"],
        ["3. asks for a **further** report"],
    ),
    "italic in bold": (
        lambda r: r.embolden("thanks", "w:i"),
        "recommendations.md",
        ["2. notes the report, and **thanks** the officers"],
        ["2. notes the report, and ***thanks*** the officers"],
    ),
    "a new paragraph": (
        lambda r: r.insert_after("After the table comes", "Legal has no comments."),
        "context.md",
        [],
        ["Legal has no comments.", ""],
    ),
    "a new recommendation": (
        lambda r: r.insert_after("asks for a further report", "thanks the auditor"),
        "recommendations.md",
        [],
        ["4. thanks the auditor"],
    ),
    "a deleted paragraph": (
        lambda r: r.delete("After the table comes"),
        "context.md",
        ["After the table comes ~~one~~ two paragraphs. Use the `code word` here.", ""],
        [],
    ),
    "a deleted item": (
        lambda r: r.delete("those of councils"),
        "context.md",
        ["  - those of councils"],
        [],
    ),
    "a paragraph in two": (
        lambda r: r.split("A last paragraph", "with an"),
        "context.md",
        ["A last paragraph, with an `__init__` and {{ figures.grants }}-fold growth."],
        ["A last paragraph, ", "", "with an `__init__` and {{ figures.grants }}-fold growth."],
    ),
    "two items in one": (
        lambda r: r.join("notes the report"),
        "recommendations.md",
        [
            "2. notes the report, and **thanks** the officers",
            "3. asks for a further report",
        ],
        ["2. notes the report, and **thanks** the officersasks for a further report"],
    ),
    "an item moved": (
        lambda r: r.move("Small grants", "those of charities"),
        "context.md",
        None,
        None,
    ),
}


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "typed"])
@pytest.mark.parametrize("name", REPORT)
def test_a_change_in_the_report_goes_to_its_place(built, typed, name, tracked):
    change, path, gone, came = REPORT[name]
    files, refusals = typed(change(Reviewer(built["report"], tracked=tracked)).bytes())
    assert refusals == []
    assert list(files) == [path]
    if gone is None:
        return
    old, new = changed(path, files[path])
    if name == "the words of a link":
        assert gone[0] in old[0]
        assert came[0] in new[0]
        assert len(old) == len(new) == 1
    else:
        assert [e.rstrip() for e in old] == [e.rstrip() for e in gone]
        assert [e.rstrip() for e in new] == [e.rstrip() for e in came]


def test_an_item_that_was_moved_keeps_its_figures(built, typed):
    reviewer = Reviewer(built["report"]).move("approves the budget", "asks for a further report")
    text = typed(reviewer.bytes())[0]["recommendations.md"]
    assert text.count("approves the budget of {{ figures.total }}") == 1
    assert text.index("approves") > text.index("asks for")


COVER = {
    "the title": ("Review of the Grants", "Review of all Grants", "title: Review of all Grants"),
    "the date": ("16 March 2027", "23 March 2027", "date: 2027-03-23"),
    "what it is for": ("Decision", "Noting", "for: Noting"),
    "who is asked": ("Grants Team", "Awards Team", "  name: Awards Team"),
    "the mailbox": ("grants@example.org", "awards@example.org", "  email: awards@example.org"),
    "a background paper": (
        "The grants policy on our website",
        "The awards policy on our website",
        "    link_text: The awards policy on our website",
    ),
}


@pytest.mark.parametrize("name", COVER)
def test_a_fact_of_the_cover_sheet_goes_to_paper_yaml(built, typed, name):
    old, new, line = COVER[name]
    files, refusals = typed(Reviewer(built["report"]).replace(old, new).bytes())
    assert refusals == []
    assert list(files) == ["paper.yaml"]
    gone, came = changed("paper.yaml", files["paper.yaml"])
    assert len(gone) == 1
    assert len(came) == 1
    assert came[0].startswith(line)


APPENDIX = {
    "a value beside a figure": (
        lambda r: r.replace("grants paid in", "grants made in"),
        ['      - "{{ figures.grants }} grants paid in the year"'],
        ['      - "{{ figures.grants }} grants made in the year"'],
    ),
    "a value that needs quotes": (
        lambda r: r.replace("Paid on time", "Paid: on time"),
        ["      - Paid on time"],
        ['      - "Paid: on time"'],
    ),
    "a block of lines": (
        lambda r: r.replace("first year", "second year"),
        ["  This report says what the programme has done in its first year, and what it has"],
        ["  This report says what the programme has done in its second year, and what it has"],
    ),
    "a new item": (
        lambda r: r.insert_after("Paid on time", "Seen by all"),
        [],
        ["      - Seen by all"],
    ),
    "a deleted item": (
        lambda r: r.delete("Paid on time"),
        ["      - Paid on time"],
        [],
    ),
    "a deleted item with its comment": (
        lambda r: r.delete("grants paid in"),
        ["      # from the register", '      - "{{ figures.grants }} grants paid in the year"'],
        [],
    ),
    "the title of a chapter": (
        lambda r: r.replace("Small grants", "The small grants"),
        ["  - title: Small grants"],
        ["  - title: The small grants"],
    ),
}


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "typed"])
@pytest.mark.parametrize("name", APPENDIX)
def test_a_change_in_a_structured_appendix_goes_to_its_yaml(built, typed, name, tracked):
    change, gone, came = APPENDIX[name]
    reviewer = change(Reviewer(built["appendix 1"], tracked=tracked))
    files, refusals = typed(reviewer.bytes(), "appendix 1")
    assert refusals == []
    assert list(files) == ["appendices/progress.yaml"]
    old, new = changed("appendices/progress.yaml", files["appendices/progress.yaml"])
    if name == "a block of lines":
        assert old[0] == gone[0]
        assert "second year" in new[0]
    else:
        assert (old, new) == (gone, came)


@pytest.mark.parametrize("name", ["report", "appendix 1"])
def test_a_file_that_nobody_changed_changes_nothing(built, typed, name):
    assert typed(built[name], name) == ({}, [])


def test_many_changes_go_in_together(built, merge):
    reviewer = Reviewer(built["report"])
    for name in ("a word", "an item of a list", "a cell", "a new paragraph", "a heading"):
        REPORT[name][0](reviewer)
    reviewer.tracked = False
    reviewer.replace("Decision", "Noting").replace("Third step", "Third and last step")
    files = merge(reviewer.bytes())
    assert sorted(files) == ["context.md", "paper.yaml", "purpose.md"]
    for text in ("parish councils", "only a few", "Legal has no comments.", "### Money and time"):
        assert text in files["context.md"]
    assert "3. Third and last step" in files["context.md"]


def test_line_ends_and_the_byte_order_mark_stay(built, paper, merge):
    path = paper / "purpose.md"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    merge(Reviewer(built["report"]).replace("interim", "final").bytes())
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfThis")
    assert data.count(b"\r\n") == data.count(b"\n") == text.count("\n")
    assert b"the *final letter*" in data


def test_a_row_is_moved_to_the_first_place_below_the_headings(built, typed):
    reviewer = Reviewer(built["report"], tracked=False)
    table = next(reviewer.paragraph("bold").iterancestors(qn("w:tbl")))
    _, first, _, last = table.findall(qn("w:tr"))
    first.addprevious(last)
    files, refusals = typed(reviewer.bytes())
    assert refusals == []
    rows = files["context.md"].partition("|---|---:|---|\n")[2].split("\n")[:4]
    assert rows == [
        "| Loans | 300 |  |",
        "| Small | 20 | few |",
        "| Large \\| rare | {{ figures.grants }} | **bold** note |",
        "",
    ]


def test_a_paragraph_moved_over_a_heading_of_the_template_goes_into_the_other_section(built, typed):
    reviewer = Reviewer(built["report"], tracked=False)
    reviewer.move("Nothing here is", after="Context")
    files, refusals = typed(reviewer.bytes())
    assert refusals == []
    assert sorted(files) == ["context.md", "purpose.md"]
    assert files["context.md"].startswith(
        "Nothing here is [secret](https://www.example.org/secret)"
    )
    assert "Nothing here is" not in files["purpose.md"]

"""Where each word of a paper was typed."""

from __future__ import annotations


def places(subject, *words):
    found = []
    for word in words:
        for passage in subject.passages:
            if word in passage.text:
                place = passage.place(passage.text.index(word))
                found.append(f"{place.file.rpartition('/')[2]}:{place.line}:{place.column}")
    return found


def test_words_of_a_section_are_placed_past_their_marks(subject_of):
    text = "# A *heading* one\n\n- item **two**\n  and [three](https://example.org/four) four\n"
    text += "\n> five\n"
    subject = subject_of({"context.md": text})
    words = ("one", "two", "three", "four", "five")
    assert places(subject, *words) == [
        "context.md:1:15",
        "context.md:3:10",
        "context.md:4:8",
        "context.md:4:41",
        "context.md:6:3",
    ]


def test_cells_of_a_row_are_placed_one_after_the_other(subject_of):
    text = "| Year | Years |\n|---|---|\n| 2021 | 021 |\n| 2022 | 22 |\n"
    subject = subject_of({"context.md": text})
    cells = [(each.text, each.place().line, each.place().column) for each in subject.passages]
    assert cells == [
        ("Year", 1, 3),
        ("Years", 1, 10),
        ("2021", 3, 3),
        ("021", 3, 10),
        ("2022", 4, 3),
        ("22", 4, 10),
    ]


def test_words_of_a_markdown_appendix_are_placed_in_its_lines(subject_of):
    subject = subject_of(
        {"context.md": "Text.", "appendices/plan.md": "# Plan\n\nOne one.\n\nTwo one three.\n"},
        paper="appendices:\n  - title: Plan\n    file: appendices/plan.md\n",
    )
    assert places(subject, "Plan", "one.", "three") == ["plan.md:1:3", "plan.md:3:5", "plan.md:5:9"]


def test_words_of_a_yaml_appendix_are_placed_in_each_of_its_paragraphs(subject_of):
    yaml = (
        "template: progress-report\n"
        "introduction: |\n  Here first, one.\n\n  Here one, at last.\n"
        'summary: "Quoted at last"\n'
    )
    subject = subject_of(
        {"context.md": "Text.", "appendices/plan.yaml": yaml},
        paper="appendices:\n  - title: Plan\n    file: appendices/plan.yaml\n",
    )
    assert places(subject, "Here", "at last") == [
        "plan.yaml:3:3",
        "plan.yaml:5:3",
        "plan.yaml:5:13",
        "plan.yaml:6:18",
    ]


def test_br_is_a_line_break_and_words_after_it_keep_their_place(subject_of):
    text = "| Option | For |\n|---|---|\n| Lease | Quick <br>Cheap<BR /> fair |\n"
    text += "\na < br > b and <br\n"
    subject = subject_of({"context.md": text})
    assert [each.text for each in subject.passages] == [
        "Option",
        "For",
        "Lease",
        "Quick Cheap fair",
        "a < br > b and <br",
    ]
    assert places(subject, "Cheap", "fair") == ["context.md:3:21", "context.md:3:33"]

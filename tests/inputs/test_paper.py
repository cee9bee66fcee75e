"""What paper.yaml and the sections say, and what is said of their faults."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace

import panel_papers
from panel_papers.core.model import (
    Appendix,
    BackgroundPaper,
    Contact,
    FromTemplate,
    InputFile,
    Paper,
    Restriction,
    Section,
    Withheld,
    WordFile,
)
from panel_papers.core.problems import Level, Place, Problem
from panel_papers.core.values import Missing, Prose

YAML = "inputs/march-2024/paper.yaml"


def test_a_good_folder_is_a_paper(folder):
    read = folder.read()
    files = [
        InputFile(name, (folder.path / name).read_bytes())
        for name in ("context.md", "paper.yaml", "purpose.md", "recommendations.md")
    ]
    assert read.problems == ()
    assert read.paper.places["title",] == Place(YAML, 1, 8)
    assert read.paper.places["enquiries_to", "role"] == Place(YAML, 8, 9)
    assert replace(read.paper, places={}) == Paper(
        name="march-2024",
        title="High-Level Summary",
        short_title="High-Level Summary",
        report_to="Essex Police, Fire and Crime Panel",
        author="Police, Fire and Crime Commissioner for Essex",
        date=date(2024, 3, 14),
        report_for="Noting",
        enquiries_to=Contact("Policy team", "Policy Officer", "policy@example.org"),
        divisions_affected=None,
        language="en-GB",
        sections=tuple(
            Section(
                name,
                Prose(f"The {name}.\n", Place(f"inputs/march-2024/{name}.md", 1, 1)),
            )
            for name in ("purpose", "recommendations", "context")
        ),
        background_papers=(),
        appendices=(),
        files=tuple(files),
    )


def test_text_stays_as_typed(folder):
    folder.add("short_title: 2024\ndivisions_affected: No\n")
    paper = folder.read().paper
    assert (paper.short_title, paper.divisions_affected) == ("2024", "No")


def test_folded_text_is_one_line(folder):
    folder.add(
        "short_title: >-\n  A summary\n  of progress\ndivisions_affected: |\n  All\n  Essex\n"
    )
    paper = folder.read().paper
    assert (paper.short_title, paper.divisions_affected) == ("A summary of progress", "All Essex")


@pytest.mark.parametrize("text", ["2024-03-14", "14 March 2024", "'2024-3-14'", "14 march 2024"])
def test_a_date_may_be_written_both_ways(folder, text):
    yaml = (folder.path / "paper.yaml").read_text(encoding="utf-8")
    folder.write("paper.yaml", yaml.replace("2024-03-14", text))
    assert folder.read().paper.date == date(2024, 3, 14)


def test_missing_title_is_placed_at_the_paper(folder):
    yaml = (folder.path / "paper.yaml").read_text(encoding="utf-8")
    folder.write("paper.yaml", yaml.partition("\n")[2])
    assert folder.fault() == Problem(
        "missing-field",
        Place(YAML, 1, 1),
        "“title” is missing",
        "",
        "write “title: High-Level Summary of Progress”",
    )


def test_empty_text_is_missing_and_placed_at_its_name(folder):
    yaml = (folder.path / "paper.yaml").read_text(encoding="utf-8")
    folder.write("paper.yaml", yaml.replace("name: Policy team", "name: '  '"))
    fault = folder.fault()
    assert (fault.place, fault.found) == (Place(YAML, 7, 3), "“enquiries_to.name” is empty")


def test_missing_in_a_group_is_placed_at_the_group(folder):
    yaml = (folder.path / "paper.yaml").read_text(encoding="utf-8")
    folder.write("paper.yaml", yaml.replace("  role: Policy Officer\n", ""))
    fault = folder.fault()
    assert (fault.place, fault.found) == (Place(YAML, 7, 3), "“enquiries_to.role” is missing")


def test_unknown_name_that_is_like_a_section_is_told_where_sections_stand(folder):
    folder.add("recomendations: Note it\n")
    assert folder.fault() == Problem(
        "unknown-key",
        Place(YAML, 10, 1),
        "“recomendations” is not a name that is known here",
        "one of title, short_title, report_to, author, date, for, enquiries_to, "
        "divisions_affected, body, nation, language, sections, cover, fields, background_papers, "
        "appendices, accepted, pack, late",
        "delete it here; the text of the section “recommendations” goes into a file of its own, "
        f"{YAML.rpartition('/')[0]}/recommendations.md",
    )


@pytest.mark.parametrize(
    ("yaml", "place", "hint"),
    [
        (
            "backgound_papers: []\n",
            Place(YAML, 10, 1),
            "write “background_papers” if you mean that",
        ),
        (
            "appendices:\n  - {title: A, fiel: a.pdf, file: purpose.md}\n",
            Place(YAML, 11, 16),
            "write “file” if you mean that",
        ),
        (
            "background_papers:\n  - title: A\n    link: https://example.org\n",
            Place(YAML, 12, 5),
            "write “link_text” if you mean that",
        ),
    ],
)
def test_unknown_name_gets_the_nearest_of_its_own_level(folder, yaml, place, hint):
    folder.add(yaml)
    (fault,) = (p for p in folder.faults() if p.code == "unknown-key")
    assert (fault.place, fault.hint) == (place, hint)


def test_of_thousands_of_unknown_names_a_few_are_named(folder):
    folder.add("".join(f"k{n}: 1\n" for n in range(2_000)))
    faults = [p for p in folder.faults() if p.code == "unknown-key"]
    assert len(faults) == 20
    assert (
        faults[-1].found
        == "“k19” is not a name that is known here, nor are 1,980 more in the same place"
    )


@pytest.mark.parametrize(
    ("text", "code", "found", "hint"),
    [
        (
            "2024-02-31",
            "no-such-date",
            "31 February 2024 does not exist",
            "write the day of the meeting as in a calendar: no month has more than 31 days",
        ),
        (
            "31 February 2024",
            "no-such-date",
            "31 February 2024 does not exist",
            "write the day of the meeting as in a calendar: no month has more than 31 days",
        ),
        (
            "2024-14-03",
            "no-such-date",
            "The date “2024-14-03” does not exist",
            "write the month in the middle: 2024-03-14",
        ),
        (
            "03/14/2024",
            "no-such-date",
            "The date “03/14/2024” does not exist",
            "write the month in the middle: 2024-03-14",
        ),
        (
            "03-04-2024",
            "bad-date",
            "“03-04-2024” is not a date that can be read",
            "write 2024-04-03 for 3 April 2024 or 2024-03-04 for 4 March 2024",
        ),
        (
            "Friday 14 March 2024",
            "no-such-date",
            "“Friday 14 March 2024” is wrong: that date is a Thursday",
            "either write “Thursday” as the day of the week, or write the date that is right",
        ),
        (
            "Thursday",
            "bad-date",
            "“Thursday” is not a date that can be read",
            "write the day, the month in full and the year: 14 March 2024",
        ),
    ],
)
def test_a_date_that_is_none_is_explained(folder, text, code, found, hint):
    yaml = (folder.path / "paper.yaml").read_text(encoding="utf-8")
    folder.write("paper.yaml", yaml.replace("2024-03-14", text))
    wanted = "a date such as 2024-03-14 or 14 March 2024"
    assert folder.fault() == Problem(code, Place(YAML, 4, 7), found, wanted, hint)


@pytest.mark.parametrize(
    ("yaml", "code", "line"),
    [
        ("language: en_GB\n", "bad-language", 10),
        ("language: English\n", "bad-language", 10),
        ("sections: purpose\n", "wrong-kind", 10),
        ("sections: [purpose, Context]\n", "bad-name", 10),
        ("sections: [purpose, ../context]\n", "bad-name", 10),
        ("sections: [purpose, con]\n", "bad-name", 10),
        ("sections: [purpose, context, purpose]\n", "duplicate-section", 10),
        ("sections: []\n", "no-sections", 10),
        ("divisions_affected: [All Essex]\n", "wrong-kind", 10),
        ("background_papers:\n  - {title: A, url: 'javascript:alert(1)'}\n", "bad-url", 11),
        ("background_papers:\n  - {title: A, url: www.example.org}\n", "bad-url", 11),
        ("background_papers:\n  - {title: A, url: 'https://'}\n", "bad-url", 11),
        ("background_papers:\n  - {title: A, url: 'https://[x'}\n", "bad-url", 11),
        (
            "background_papers:\n  - {link_text: A, url: 'https://example.org'}\n",
            "missing-field",
            11,
        ),
        ("background_papers:\n  -\n", "wrong-kind", 11),
        ("appendices:\n  - {title: A}\n", "missing-field", 11),
        ("appendices:\n  - Plan\n", "wrong-kind", 11),
    ],
)
def test_a_value_of_the_wrong_kind_has_its_line(folder, yaml, code, line):
    folder.add(yaml)
    faults = [fault for fault in folder.faults() if fault.level is Level.ERROR]
    assert [(fault.code, fault.place.file, fault.place.line) for fault in faults] == [
        (code, YAML, line)
    ]


def test_email_without_its_shape_is_a_fault(folder):
    yaml = (folder.path / "paper.yaml").read_text(encoding="utf-8")
    folder.write("paper.yaml", yaml.replace("policy@example.org", "policy at example.org"))
    assert folder.fault() == Problem(
        "bad-email",
        Place(YAML, 9, 10),
        "“policy at example.org” is not an email address",
        "an address such as officer@example.org",
        "write the whole address, with “@”, or delete this line",
    )


@pytest.mark.parametrize("url", ["''", "'#'", ""])
def test_dead_link_is_a_warning_and_has_no_address(folder, url):
    folder.add(f"background_papers:\n  - {{title: A, link_text: a page, url: {url}}}\n")
    read = folder.read()
    assert read.paper.background_papers == (BackgroundPaper("A", "a page", None),)
    assert [(p.code, p.level, p.place.line) for p in read.problems] == [
        ("dead-link", Level.WARNING, 11)
    ]


def test_background_paper_without_any_link_is_right(folder):
    folder.add("background_papers:\n  - title: A\n  - {title: B, url: 'mailto:b@example.org'}\n")
    read = folder.read()
    assert read.problems == ()
    assert read.paper.background_papers == (
        BackgroundPaper("A", None, None),
        BackgroundPaper("B", None, "mailto:b@example.org"),
    )


def test_faults_of_all_files_are_told_together(folder):
    yaml = (folder.path / "paper.yaml").read_text(encoding="utf-8")
    yaml = yaml.replace("title: High-Level Summary\n", "").replace("2024-03-14", "2024-02-31")
    folder.write(
        "paper.yaml", yaml + "recomendations: x\nappendices:\n- {title: A, file: no.pdf}\n"
    )
    folder.write("purpose.md", "Costs \xa35".encode("latin-1"))
    folder.write("context.md", "a\n\x07b")
    (folder.path / "recommendations.md").unlink()
    assert [(p.code, str(p.place)) for p in folder.faults()] == [
        ("missing-field", f"{YAML}:1:1"),
        ("no-such-date", f"{YAML}:3:7"),
        ("unknown-key", f"{YAML}:9:1"),
        ("not-utf-8", "inputs/march-2024/purpose.md:1:7"),
        ("file-not-found", "inputs/march-2024/recommendations.md"),
        ("control-character", "inputs/march-2024/context.md:2:1"),
        ("file-not-found", f"{YAML}:11:20"),
    ]


def test_missing_section_names_the_file_that_was_perhaps_meant(folder):
    (folder.path / "purpose.md").rename(folder.path / "Purpose.md")
    faults = folder.faults()
    assert faults[0] == Problem(
        "file-not-found",
        Place("inputs/march-2024/purpose.md"),
        "The file “purpose.md” is not in inputs/march-2024",
        "the file’s name, spelled exactly as on the disk",
        "write “Purpose.md” if you mean that",
    )


def test_empty_section_is_a_fault(folder):
    folder.write("context.md", " \n")
    assert (folder.fault().code, folder.fault().found) == (
        "missing-section",
        "The section’s file “context.md” is empty",
    )


def test_draft_does_without_what_is_missing(folder):
    folder.write("paper.yaml", "date: 2024-03-14\nenquiries_to: {name: Policy team}\n")
    (folder.path / "purpose.md").unlink()
    folder.write("context.md", "")
    read = folder.read(draft=True)
    paper = read.paper
    assert (paper.title, paper.short_title, paper.report_to, paper.author, paper.report_for) == (
        Missing("title"),
        Missing("title"),
        Missing("report_to"),
        Missing("author"),
        Missing("for"),
    )
    assert paper.date == date(2024, 3, 14)
    assert paper.enquiries_to == Contact(
        "Policy team", Missing("enquiries_to.role"), Missing("enquiries_to.email")
    )
    assert [section.prose for section in paper.sections] == [
        Missing("purpose.md"),
        Prose("The recommendations.\n", Place("inputs/march-2024/recommendations.md", 1, 1)),
        Missing("context.md"),
    ]
    assert [(p.code, p.level) for p in read.problems] == [
        *[("missing-field", Level.WARNING)] * 6,
        *[("missing-section", Level.WARNING)] * 2,
    ]


def test_draft_keeps_all_other_faults(folder):
    folder.write("paper.yaml", "date: 2024-02-31\n")
    levels = {p.code: p.level for p in folder.faults(draft=True)}
    assert levels == {"missing-field": Level.WARNING, "no-such-date": Level.ERROR}


def test_draft_may_lack_date_and_contact(folder):
    folder.write("paper.yaml", "title: A\n")
    paper = folder.read(draft=True).paper
    assert (paper.date, paper.enquiries_to) == (Missing("date"), Missing("enquiries_to"))


def test_stray_files_are_told_of(folder):
    folder.write("finance.md", "text")
    folder.write("appendices/old.pdf", b"")
    folder.write(".DS_Store", b"")
    folder.write("appendices/~$old.docx", b"")
    assert folder.read().problems == (
        Problem(
            "unused-file",
            Place("inputs/march-2024/appendices/old.pdf"),
            "The paper does not use the file “old.pdf”",
            "",
            "below “appendices:” in paper.yaml, add “- {title: …, file: …}” with its path; or move "
            "it "
            "out of the folder",
            Level.SUGGESTION,
            restricted=True,  # nobody has said that it is public
        ),
        Problem(
            "unused-file",
            Place("inputs/march-2024/finance.md"),
            "“finance.md” is not a section of this paper, so it does not print",
            "",
            "add “- finance” below “sections:” in paper.yaml, or delete the file",
            Level.WARNING,
            restricted=True,
        ),
    )


def test_sections_come_in_the_order_listed(folder):
    folder.write("finance.md", "Money.")
    folder.add("sections: [finance, purpose, context, recommendations]\n")
    names = [section.name for section in folder.read().paper.sections]
    assert names == ["finance", "purpose", "context", "recommendations"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../other/plan.md", "path-leaves-folder"),
        ("appendices/../../plan.md", "path-leaves-folder"),
        ("/etc/passwd", "path-leaves-folder"),
        ("C:/plan.md", "path-leaves-folder"),
        ("c:plan.md", "path-leaves-folder"),
        (r"'..\other\plan.md'", "path-leaves-folder"),
        (r"'\\server\plan.md'", "path-leaves-folder"),
        (r"'appendices\plan.md'", "bad-path"),
        ("appendices/con.md", "bad-path"),
        ("'plan.md:hidden'", "bad-path"),
        ("'plan.md '", "file-not-found"),
        ("'plan./x.md'", "bad-path"),
        ('"plan\\n.md"', "bad-path"),
        ("'.'", "path-leaves-folder"),
        ("a//b.md", "bad-path"),
        ("appendices", "unknown-appendix-kind"),
        ("folder.md", "not-a-file"),
    ],
)
def test_a_path_may_not_leave_the_folder(folder, path, code):
    (folder.path / "folder.md").mkdir()
    (folder.path.parent / "plan.md").write_text("secret", encoding="utf-8")
    folder.add(f"appendices:\n  - title: Plan\n    file: {path}\n")
    fault = folder.fault()
    assert (fault.code, fault.place) == (code, Place(YAML, 12, 11))


def test_path_that_leaves_the_folder_in_whole(folder):
    folder.add("appendices:\n  - title: Plan\n    file: ../secret.pdf\n")
    assert folder.fault() == Problem(
        "path-leaves-folder",
        Place(YAML, 12, 11),
        "“../secret.pdf” leads out of the paper’s folder",
        "a path inside the paper’s folder, such as “appendices/plan.pdf”",
        "put the file into the paper’s folder and name it from there",
    )


def link(at: Path, target: str) -> None:
    try:
        at.symlink_to(target)
    except OSError:
        pytest.skip("symbolic links need a right that this account has not (Windows)")


def test_symbolic_link_out_of_the_folder_is_refused(folder):
    (folder.path.parent / "secret.md").write_text("secret", encoding="utf-8")
    link(folder.path / "plan.md", "../secret.md")
    folder.add("appendices:\n  - title: Plan\n    file: plan.md\n")
    assert folder.fault() == Problem(
        "path-leaves-folder",
        Place(YAML, 12, 11),
        "“plan.md” is a symbolic link that leads out of the paper’s folder",
        "a file inside inputs/march-2024",
        "copy the file itself into the paper’s folder, in place of the link",
    )


def test_linked_folder_out_of_the_folder_is_refused(folder):
    outside = folder.path.parent / "outside"
    outside.mkdir()
    (outside / "plan.md").write_text("secret", encoding="utf-8")
    link(folder.path / "appendices", "../outside")
    folder.add("appendices:\n  - title: Plan\n    file: appendices/plan.md\n")
    assert folder.fault().code == "path-leaves-folder"


def test_section_that_is_a_link_out_is_refused(folder):
    (folder.path.parent / "secret.md").write_text("secret", encoding="utf-8")
    (folder.path / "context.md").unlink()
    link(folder.path / "context.md", "../secret.md")
    assert folder.fault().code == "path-leaves-folder"


@pytest.mark.parametrize("target", ["plan.md", "gone.md"])
def test_link_that_leads_nowhere_is_a_fault(folder, target):
    link(folder.path / "plan.md", target)
    folder.add("appendices:\n  - title: Plan\n    file: plan.md\n")
    assert folder.fault().code == "unreadable-file"


def test_link_inside_the_folder_is_a_file(folder):
    link(folder.path / "plan.md", "purpose.md")
    folder.add("appendices:\n  - title: Plan\n    file: plan.md\n")
    assert isinstance(folder.read().paper.appendices[0].content, FromTemplate)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_named_pipe_is_refused_and_not_waited_for(folder):
    os.mkfifo(folder.path / "plan.md")
    folder.add("appendices:\n  - title: Plan\n    file: plan.md\n")
    assert folder.fault().code == "not-a-file"


def test_restricted_appendix_is_not_opened(folder):
    folder.appendix("plan.pdf", b"this is no PDF", "    restricted: {paragraph: 3, reason: Bids}\n")
    (appendix,) = folder.read().paper.appendices
    restriction = Restriction((3,), "Bids", "Plan")
    assert appendix == Appendix(1, "Plan", Withheld(restriction), Place(YAML, 11, 5), restriction)


def test_data_of_a_restricted_appendix_is_no_data_for_figures(folder):
    folder.write("data/open.csv", "Year,Bids\n2024,3\n")
    folder.appendix("data/bids.csv", "Bid\n1\n", "    restricted: {paragraph: 3, reason: Bids}\n")
    figures = folder.read().figures
    assert (set(figures.files), figures.withheld) == ({"data/open.csv"}, {"data/bids.csv"})


@pytest.mark.parametrize("value", ["", "{}", "yes", "[]", "~"])
def test_appendix_with_a_word_of_restriction_is_never_public(folder, value):
    folder.appendix("plan.md", "The plan.\n", f"    restricted: {value}\n")
    assert {p.code for p in folder.faults()} & {"missing-field", "wrong-kind"}


def test_restriction_is_checked(folder):
    folder.appendix("plan.pdf", b"", "    restricted: {paragraf: 3, reason: Contract}\n")
    assert [p.code for p in folder.faults()] == ["missing-field", "unknown-key"]


def test_utf_8_with_byte_order_mark_and_windows_line_ends_reads_as_without(folder):
    folder.write("context.md", b"\xef\xbb\xbfone\r\ntwo\r\n")
    assert folder.read().paper.sections[2].prose.markdown == "one\ntwo\n"
    assert folder.read().paper.files[0].data == b"\xef\xbb\xbfone\r\ntwo\r\n"


def test_latin_1_is_a_fault_with_its_place(folder):
    folder.write("context.md", "Good.\nIt cost \xa35.\n".encode("latin-1"))
    assert folder.fault() == Problem(
        "not-utf-8",
        Place("inputs/march-2024/context.md", 2, 9),
        "The file’s letters are not saved as UTF-8, the way that is read: it has the byte "
        "0xA3 here (“£” in Windows-1252)",
        "",
        "open the file in Notepad, choose File › Save as, then Encoding: UTF-8, and save",
    )


def test_latin_1_in_paper_yaml_is_a_fault_with_its_place(folder):
    folder.write("paper.yaml", "title: \xa35\n".encode("latin-1"))
    assert str(folder.fault().place) == f"{YAML}:1:8"


def test_utf_16_is_named(folder):
    folder.write("context.md", "text".encode("utf-16"))
    assert folder.fault().found == "The file’s letters are saved as UTF-16, and only UTF-8 is read"


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000 (NULL)"),
        ("\x0b", "U+000B (LINE TABULATION)"),
        ("\x1b", "U+001B (ESCAPE)"),
        ("\x7f", "U+007F (DELETE)"),
        ("\x85", "U+0085 (a C1 control)"),
        ("\ufffe", "U+FFFE (not a character)"),
        ("\U0010ffff", "U+10FFFF (not a character)"),
    ],
)
def test_character_that_cannot_print_is_a_fault_with_its_place(folder, character, name):
    folder.write("context.md", f"one\ntwo{character}")
    assert folder.fault() == Problem(
        "control-character",
        Place("inputs/march-2024/context.md", 2, 4),
        f"The text has an invisible character that cannot be printed: {name}",
        "",
        "delete the line and type it again",
    )


def test_many_faults_of_one_kind_are_counted_after_the_twentieth(folder):
    folder.write("context.md", "\x07\n" * 100)
    faults = folder.faults()
    assert len(faults) == 20
    assert faults[-1].found.endswith("; there are 80 more like it in this file")


def test_emoji_and_right_to_left_text_stay(folder):
    folder.write("context.md", "🎉 שלום \u202eabc\u202c {{ 7*7 }} & <w:p> ]]>")
    assert folder.read().paper.sections[2].prose.markdown.startswith("🎉 שלום \u202eabc")


def test_missing_paper_yaml_is_a_fault(folder):
    (folder.path / "paper.yaml").unlink()
    assert (folder.fault().code, folder.fault().place) == ("file-not-found", Place(YAML))


def test_text_file_beyond_reason_is_refused(folder):
    folder.write("context.md", b"a" * 2_000_001)
    assert folder.fault().code == "file-too-large"


def test_a_plain_paper_is_read_without_the_heavy_libraries(folder):
    code = (
        "import sys; from pathlib import Path; from panel_papers.inputs import read_paper; "
        "read_paper(Path('inputs/march-2024')); "
        "print([m for m in ('pandas', 'openpyxl', 'pikepdf', 'pypdf', 'docx') if m in sys.modules])"
    )
    source = Path(panel_papers.__file__).parents[1]
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout == "[]\n"


def test_word_document_of_a_library_is_taken(folder):
    stream = io.BytesIO()
    docx.Document().save(stream)
    folder.appendix("plan.docx", stream.getvalue())
    (appendix,) = folder.read().paper.appendices
    assert appendix.content == WordFile(stream.getvalue())


def test_name_given_twice_is_a_fault_also_where_the_second_is_empty(folder):
    folder.appendix("appendices/plan.csv", b"A\n1\n")
    text = (folder.path / "paper.yaml").read_text(encoding="utf-8")
    folder.write("paper.yaml", text + "appendices:\n")
    assert {problem.code for problem in folder.faults()} >= {"duplicate-key"}


@pytest.mark.parametrize(
    "typed",
    [
        "None",
        "nil",
        "N/A",
        "n/a.",
        "[None]",
        "\n  - None",
        '"(none)"',
        "Not applicable",
        "–",
        "There are none.",
    ],
)
@pytest.mark.parametrize("name", ["background_papers", "appendices"])
def test_none_in_the_place_of_a_list_is_an_empty_list(folder, name, typed):
    folder.add(f"{name}: {typed}\n")
    assert getattr(folder.read().paper, name) == ()


def test_a_list_that_also_has_an_item_called_none_is_refused(folder):
    folder.add("background_papers:\n  - None\n  - title: Plan\n")
    assert folder.fault().code == "wrong-kind"


@pytest.mark.parametrize("ending", [".doc", ".txt", ".odt"])
def test_a_section_that_is_no_markdown_is_named_with_what_to_do(folder, ending):
    (folder.path / "context.md").rename(folder.path / f"context{ending}")
    problem = folder.fault()
    assert (problem.code, problem.place.file.rpartition("/")[2]) == (
        "section-not-markdown",
        f"context{ending}",
    )
    assert "context.docx" in str(problem.hint) and "appendi" not in str(problem)


@pytest.mark.parametrize(
    "typed",
    [
        "2024-03-14",
        "2024-3-14",
        "14 March 2024",
        "14/03/2024",
        "14.3.2024",
        "14th March 2024",
        "Thu 14 Mar 2024",
        "Thurs. the 14th of March 2024",
        "March 14, 2024",
        "14/03/24",
        "Thursday 14 March 2024",
        "thursday, 14th of march, 2024",
        "14 Mar 2024",
    ],
)
def test_a_date_is_read_as_people_type_it_with_the_day_first(folder, typed):
    text = (folder.path / "paper.yaml").read_text(encoding="utf-8")
    folder.write("paper.yaml", text.replace("date: 2024-03-14", f"date: {typed}"))
    assert folder.read().paper.date == date(2024, 3, 14)


def test_a_background_paper_may_be_a_title_alone(folder):
    folder.add('background_papers:\n  - Cabinet report "Roads", 10 March 2026\n  - title: A plan\n')
    titles = [each.title for each in folder.read().paper.background_papers]
    assert titles == ['Cabinet report "Roads", 10 March 2026', "A plan"]


def test_a_required_name_that_is_mistyped_is_reported_once(folder):
    yaml = (folder.path / "paper.yaml").read_text(encoding="utf-8")
    for name, typed in (("report_to", "reprt_to"), ("email", "e_mail")):
        folder.write("paper.yaml", yaml.replace(f"{name}:", f"{typed}:"))
        (problem,) = folder.faults()
        assert (problem.code, problem.hint) == ("unknown-key", f"write “{name}” if you mean that")

"""Reports of other makes, imported and built: the same words, numbers and facts, or a line of each.

Both files are read by mammoth and pdftotext, which have no part in the import.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import docx
import pytest
from mammoth import documents
from mammoth.docx import read
from msgspec import Struct

from panel_papers.inputs import read_paper

from ..conftest import Desk
from .reports import LABELS, REPORTS, Report

ROOT = Path(__file__).parents[3]
WORD = re.compile(r"[^\W_]+")
DATES = re.compile(r"(?:Thursday,? )?(?:18(?:th)? March 2027|18[./]03[./]2027)")
FACTS = {"title", "report_to", "author", "date", "for", "divisions_affected"}


class Built(Struct, frozen=True):
    """A report of another make, and what became of it."""

    report: Report
    original: bytes
    desk: Desk
    sections: list[str]
    left: list[str]

    @property
    def made(self) -> bytes:
        """The report that was built of what was imported."""
        (path,) = self.desk.folder.glob("outputs/back/back-report*.docx")
        return path.read_bytes()

    @property
    def printed(self) -> str:
        """The words of the pack."""
        (path,) = self.desk.folder.glob("outputs/back/back-pack*.pdf")
        command = ["pdftotext", "-raw", str(path), "-"]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def _original(report: Report, folder: Path) -> bytes:
    document = docx.Document()
    report.make(document)
    path = folder / "old.docx"
    document.save(str(path))
    if report.saved_as:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        for kind, source in ((report.saved_as, path), ("docx", folder / f"old.{report.saved_as}")):
            command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir"]
            subprocess.run([*command, str(folder), str(source)], check=True, capture_output=True)
    return path.read_bytes()


def _built(name: str, folder: Path) -> Built:
    report = REPORTS[name]
    original = _original(report, folder)
    desk = Desk(folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    (folder / "inputs").mkdir()
    body = ["--body", report.body] if report.body else []
    arguments = ["import", "old.docx", "back", *body, "--format", "json"]
    answer = desk.run(*arguments, program="panel_papers")
    assert answer.code == 0, answer.err
    (said,) = json.loads(answer.out)["papers"]
    made = desk.run("back", "--engine", "embedded", "--draft")
    assert made.code in {0, 6}, made.err
    return Built(report, original, desk, said["sections"], said["not_placed"])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    return {}


@pytest.fixture(params=sorted(REPORTS))
def each(
    request: pytest.FixtureRequest,
    built: dict[str, Built],
    tmp_path_factory: pytest.TempPathFactory,
) -> Built:
    """Return one of the reports, imported and built once."""
    name = request.param
    if name not in built:
        built[name] = _built(name, tmp_path_factory.mktemp(name))
    return built[name]


def _paragraphs(data: bytes) -> list[str]:
    """Return the paragraphs of a Word file and of its footnotes, as mammoth reads them."""
    document = read(io.BytesIO(data)).value

    def letters(element: object) -> str:
        if isinstance(element, documents.Text):
            return str(element.value)
        if isinstance(element, documents.Tab | documents.Break):
            return " "
        return "".join(map(letters, getattr(element, "children", ())))

    def inside(element: object) -> list[str]:
        if isinstance(element, documents.Paragraph):
            return [letters(element)]
        return [each for child in getattr(element, "children", ()) for each in inside(child)]

    notes = document.notes._notes.values()
    found = [each for child in document.children for each in inside(child)]
    found += [each for note in notes for child in note.body for each in inside(child)]
    return [" ".join(text.split()) for text in found if text.strip()]


def _words(texts: list[str]) -> Counter[str]:
    return Counter(word for text in texts for word in WORD.findall(text.lower()))


def test_the_sections_are_those_of_the_report(each: Built) -> None:
    assert each.sections == each.report.sections


def test_every_word_is_in_the_report_that_is_built_or_in_the_list(each: Built) -> None:
    original, made = _paragraphs(each.original), _paragraphs(each.made)
    assert len(original) > 10
    known = _words(made) + _words(each.left) + _words(each.printed.splitlines())
    asked = _words([_without_labels(text) for text in original])
    assert asked.total() > 20
    lost = {word for word, count in asked.items() if known[word] < count}
    assert lost <= _again(original), f"lost: {lost}"


def _without_labels(text: str) -> str:
    """Return a paragraph without the labels of a cover sheet, and without the meeting's date."""
    for label in sorted(LABELS, key=len, reverse=True):
        if text == label or text.startswith((f"{label}:", f"{label} ")):
            text = text.removeprefix(label)
            break
    return DATES.sub("", re.sub(r"(?:Date|For):", "", text))


def _again(original: list[str]) -> set[str]:
    """Return the words of a title that the report says twice."""
    twice = [text for text, count in Counter(original).items() if count > 1]
    return set(_words(twice))


def test_the_text_of_each_section_has_the_same_paragraphs_in_the_same_order(each: Built) -> None:
    number = re.compile(r"^(?:\d+(?:\.\d+)*\.?|\([a-z]\)|•|Figure \d+:)\s+")
    original = [number.sub("", text, count=1) for text in _paragraphs(each.original)]
    made = [number.sub("", text, count=1) for text in _paragraphs(each.made)]
    folder = each.desk.folder / "inputs" / "back"
    files = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))
    said = {text for text in original if len(text.split()) > 2 and text in files}
    assert len(said) >= 2
    assert [text for text in made if text in said] == [text for text in original if text in said]


def test_nothing_is_numbered_twice(each: Built) -> None:
    twice = re.findall(r"(?m)^(?:\d+\.\d+|\d+\.) +(?:\d+\.\d+|\d+\. ).*", each.printed)
    reported = "\n".join(each.left)
    assert [text for text in twice if text.split()[1] not in reported] == []


NUMBERED = ["district", "tabbed", "typed"]


@pytest.mark.parametrize("each", NUMBERED, indirect=True)
def test_the_numbers_of_paragraphs_are_printed_as_they_were_or_listed(each: Built) -> None:
    typed = re.findall(r"(?m)^(\d\.\d) (\S+ \S+)", "\n".join(_paragraphs(each.original)))
    if each.report.make.__name__ == "tabbed":  # its numbers are Word's own
        typed = [
            ("1.1", "To explain"),
            ("3.1", "The pump"),
            ("3.2", "It went"),
            ("3.3", "Crews live"),
        ]
    assert len(typed) > 3
    for number, words in typed:
        printed = re.search(rf"(?m)^{re.escape(number)}\s+{re.escape(words)}", each.printed)
        assert printed or number in "\n".join(each.left), number


@pytest.mark.parametrize("each", ["county", "tabbed", "notes"], indirect=True)
def test_sections_kept_in_word_build_the_same_pack(each: Built) -> None:
    body = ["--body", each.report.body] if each.report.body else []
    asked = ["import", "old.docx", "word", *body, "--as", "word"]
    assert each.desk.run(*asked, program="panel_papers").code == 0
    kept = sorted(path.stem for path in each.desk.folder.glob("inputs/word/*.docx"))
    assert kept == sorted(each.sections)
    made = each.desk.run("word", "--engine", "embedded", "--draft")
    assert made.code in {0, 6}, made.err
    (path,) = each.desk.folder.glob("outputs/word/word-pack*.pdf")
    command = ["pdftotext", "-raw", str(path), "-"]
    printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    assert len(printed) > 500
    assert printed == each.printed


def test_at_least_nine_of_ten_facts_of_the_covers_are_found(
    built: dict[str, Built], tmp_path_factory: pytest.TempPathFactory
) -> None:
    asked, wrong = 0, []
    for name, report in REPORTS.items():
        if name not in built:
            built[name] = _built(name, tmp_path_factory.mktemp(name))
        paper = read_paper(built[name].desk.folder / "inputs" / "back", draft=True).paper
        contact = paper.enquiries_to
        found = {
            fact: str(getattr(paper, "report_for" if fact == "for" else fact)) for fact in FACTS
        }
        found |= {fact: str(getattr(contact, fact, "")) for fact in ("name", "email")}
        asked += len(report.facts)
        wrong += [
            (name, fact, found[fact]) for fact, said in report.facts.items() if found[fact] != said
        ]
    assert asked >= 70
    assert len(wrong) * 10 <= asked, wrong

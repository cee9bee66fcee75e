"""What a validator finds in a small PDF is said in plain English, with its page."""

from __future__ import annotations

import datetime
import io
import itertools
import re
from pathlib import Path

import page as page_validation
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from panel_papers.pdf.conformance.archival_rules import FAMILIES, archival_rule_of
from panel_papers.pdf.conformance.model import Failure, Verdict
from panel_papers.pdf.conformance.page_validation import (
    PROGRAM,
    start_validator,
    stop_validator,
    validate,
)
from panel_papers.pdf.conformance.rules import RULES, rule_of
from panel_papers.pdf.conformance.unread import MOST_BOOKMARKS
from panel_papers.pdf.joining import Options, Part, Stamp, claim_pdf_ua, join

from .small_files import BROKEN, REPAIRED, SOUND, UNARCHIVABLE, whole

DAY = datetime.date(2024, 3, 1)
OPTIONS = Options(title="Pack", language="en-GB", created=DAY, stamp=Stamp())


def joined(
    pdf: bytes, *, repairs: bool = False, before: tuple[bytes, ...] = (), pdf_a: bool = False
) -> bytes:
    options = Options(title="Pack", language="en-GB", created=DAY, stamp=Stamp(), repairs=repairs)
    parts = [Part(f"Part {n}", each) for n, each in enumerate((*before, pdf), 1)]
    return claim_pdf_ua(join(parts, options).pdf, pdf_a=pdf_a)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_passes(name: str):
    assert validate(joined(SOUND[name]())) == Verdict()
    assert validate(joined(SOUND[name](), pdf_a=True)) == Verdict(archival=Verdict())


def test_a_sound_file_with_a_bookmark_on_each_of_many_pages_passes():
    with Pdf.open(io.BytesIO(joined(SOUND["whole"]()))) as pdf:
        with pdf.open_outline() as outline:
            outline.root.extend(OutlineItem(f"Page {number}", 0) for number in range(1_000))
        saved = io.BytesIO()
        pdf.save(saved)
    assert validate(saved.getvalue()) == Verdict()


def row_of_bookmarks(count: int) -> bytes:
    saved = io.BytesIO()
    with Pdf.open(io.BytesIO(joined(SOUND["whole"]()))) as pdf:
        items = [
            pdf.make_indirect(Dictionary(Title=String("Page"), Dest=Array([pdf.pages[0].obj])))
            for _ in range(count)
        ]
        for before, after in itertools.pairwise(items):
            before.Next, after.Prev = after, before
        pdf.Root.Outlines = pdf.make_indirect(
            Dictionary(Type=Name.Outlines, First=items[0], Last=items[-1], Count=count)
        )
        pdf.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("count", [19_000, 40_000])
def test_a_pdf_with_too_many_bookmarks_in_a_row_is_not_validated_and_the_verdict_says_why(
    count: int,
):
    assert validate(row_of_bookmarks(count)) == Verdict(
        unread=f"it has {count:,} bookmarks on one level, and the validator reads 15,000 at most",
        remedy="put the bookmarks of supplied PDFs below others, such as one for each chapter",
    )


def test_the_limit_to_bookmarks_is_that_of_the_process():
    program = PROGRAM.read_text(encoding="utf-8")
    assert f"_LONGEST_CHAIN = {MOST_BOOKMARKS:_}\n" in program


@pytest.mark.parametrize("name", UNARCHIVABLE)
def test_what_breaks_pdf_a_alone_is_said_in_plain_english(name: str):
    make, rule, words = UNARCHIVABLE[name]
    verdict = validate(joined(make(), before=(whole(),), pdf_a=True))
    assert (verdict.failures, verdict.unread) == ((), None)
    assert verdict.archival is not None
    (failure,) = verdict.archival.failures
    assert failure.rule == f"PDFA2A-{rule}-001"
    said = archival_rule_of(failure)
    assert said.found.startswith(words)
    assert said.clause.startswith("6.")


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_said_in_plain_english_with_its_page(name: str):
    make, rule, words = BROKEN[name]
    verdict = validate(joined(make(), before=(whole(),), repairs=True))
    assert verdict.unread is None
    assert f"PDFUA1-{rule}-001" in [each.rule for each in verdict.failures]
    assert {each.pages for each in verdict.failures} == {(1,)}
    (failure,) = [each for each in verdict.failures if each.rule == f"PDFUA1-{rule}-001"]
    assert rule_of(failure).found.startswith(words)


@pytest.mark.parametrize("name", REPAIRED)
def test_what_has_one_right_way_is_repaired(name: str):
    make, rule = REPAIRED[name]
    before = validate(joined(make()))
    assert f"PDFUA1-{rule}-001" in [each.rule for each in before.failures]
    assert validate(joined(make(), repairs=True)) == Verdict()


def test_a_rule_that_is_not_known_here_is_given_in_the_validators_words():
    rule = rule_of(Failure("PDFUA1-NEW-001", "a page is upside down"))
    assert rule.found == "a rule of PDF/UA-1 is broken: a page is upside down"
    assert rule.word
    assert rule.acrobat


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("subject", [None, "Arial"])
def test_every_rule_reads_as_a_clause(name: str, subject: str | None):
    found = rule_of(Failure(f"PDFUA1-{name}", "…", subject=subject)).found
    assert "{" not in found
    assert "  " not in found
    assert not found.endswith(".")
    assert found[0].islower() or found.startswith("PDF")


def test_every_rule_of_pdf_a_has_its_words_and_every_beginning_is_that_of_one():
    program = next(Path(page_validation.__file__).parent.glob("_page.*[do]"))
    names = {
        name.decode()
        for name in re.findall(rb"PDFA1[AB]-([A-Z0-9-]+?-\d{3})", program.read_bytes())
    }
    assert len(names) > 100
    first = {name: next((s for s in FAMILIES if name.startswith(s)), None) for name in names}
    assert {name for name, start in first.items() if start is None} == set()
    assert set(first.values()) == set(FAMILIES)


@pytest.mark.parametrize("start", FAMILIES)
@pytest.mark.parametrize("subject", [None, "Arial"])
def test_every_rule_of_pdf_a_reads_as_a_clause(start: str, subject: str | None):
    found = archival_rule_of(Failure(f"PDFA2A-{start}001", "…", subject=subject)).found
    assert "{" not in found
    assert "  " not in found
    assert not found.endswith(".")
    assert found[0].islower()


def test_a_rule_of_pdf_a_that_is_not_known_here_is_given_in_the_validators_words():
    rule = archival_rule_of(Failure("PDFA2A-NEW-001", "a page is upside down"))
    assert rule.found == "a rule of PDF/A-2a is broken: a page is upside down"


def test_every_rule_of_the_validator_has_its_words_and_no_other():
    """The library lists its rules in its own program only."""
    program = next(Path(page_validation.__file__).parent.glob("_page.*[do]"))
    names = re.findall(rb"PDFUA1-([A-Z0-9-]+?-\d{3})", program.read_bytes())
    assert len(names) > 100
    assert {name.decode() for name in names} == set(RULES)


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("import os; os.abort()", "it crashed with SIGABRT"),
        ("raise SystemError('it is broken')", "it ended with 1"),
        ("print('what?')", ""),
        ("print('[]')", "it answered nothing that makes sense"),
        ("import sys; sys.stdin.buffer.close()", ""),
        ("import time; time.sleep(60)", "it did not come to an end within 2 seconds"),
    ],
)
def test_a_validator_that_crashes_hangs_or_babbles_gives_no_verdict(
    tmp_path: Path, program: str, why: str
):
    path = tmp_path / "program.py"
    path.write_text(program, encoding="utf-8")
    verdict = validate(joined(whole()), program=path, seconds=2)
    assert not verdict.passed
    assert verdict.failures == ()
    assert verdict.unread is not None
    assert verdict.unread.startswith(why)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"garbage", b"%PDF-1.7\n" + b"[" * 1_000_000])
def test_what_is_no_pdf_gives_no_verdict(data: bytes):
    verdict = validate(data)
    assert not verdict.passed


def test_a_validator_that_waits_is_used_once_and_ended():
    start_validator()
    start_validator()
    for _ in range(2):
        assert validate(joined(whole())).passed
    start_validator()
    stop_validator()

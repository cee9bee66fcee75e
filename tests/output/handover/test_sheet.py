"""What the clerk is told of a build."""

from __future__ import annotations

import io
from datetime import date
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import docx
from msgspec.structs import replace

from panel_papers.core.digest import sha256
from panel_papers.core.identity import LIBRARIES
from panel_papers.core.model import Section
from panel_papers.core.problems import Level, Place, Problem
from panel_papers.core.values import Missing, Prose
from panel_papers.output.figures_register import Register
from panel_papers.output.handover import (
    AccessObstacle,
    AppendixEntry,
    BuiltFile,
    Handover,
    handover_of,
    with_handover,
)
from panel_papers.output.manifest_content import manifest_of

from .conftest import PLACE

# SHA-256 of b"abc", from FIPS 180-2, appendix B.1
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_clerk_is_told_all_of_a_build(build):
    paper, (_, report, accounts, risks) = build.paper, build.pack.parts
    assert handover_of(build) == Handover(
        paper="budget",
        draft=False,
        language="en-GB",
        title="Budget for 2024–25 & after",
        short_title="Budget",
        report_to="Fire Authority",
        meeting=date(2024, 4, 4),
        author="Treasurer",
        report_for="Decision",
        enquiries_to=paper.enquiries_to,
        deadline=build.deadline,
        files=(
            BuiltFile("budget-report.docx", "the report by itself, in Word", 3, ABC, 3, report),
            BuiltFile(
                "budget-pack.pdf",
                "the pack to publish: contents page, report and appendices as one PDF",
                1_500_000,
                sha256(b"pdf" * 500_000),
                9,
            ),
        ),
        pages=9,
        parts=build.pack.parts,
        accessible=False,
        validator="page-validation 0.11.0",
        obstacles=(
            AccessObstacle(
                "Appendix 1 – Accounts", None, "it has no tags", "tick the box", "autotag it"
            ),
            AccessObstacle(
                "Appendix 2 – Risks",
                "pages 6 and 8 of the pack",
                "a picture is silent (2 times)",
                "describe it",
                "say it",
            ),
            AccessObstacle("The pack", None, "it was not read", "save it", "print it"),
        ),
        archival=False,
        archival_obstacles=(),
        recommendations=Prose("That members **agree** the budget.", PLACE),
        appendices=(
            AppendixEntry("1", "Accounts", accounts),
            AppendixEntry("2", "Risks", risks),
        ),
        background_papers=paper.background_papers,
        problems=(
            Problem(
                "dead-link",
                Place("paper.yaml", 3, 7),
                "the address “#”",
                "an address",
                "type it",
                Level.WARNING,
            ),
            Problem("odd", Place("a/risks.docx", where="page 2"), "a", "b"),
        ),
    )


def test_each_file_is_told_with_its_use_and_its_pages_in_the_pack(build):
    names = ["report", "appendix-1", "appendix-2", "appendix-9", "minutes"]
    files = {f"budget-{name}-draft.docx": b"" for name in names} | {"budget-pack-draft.pdf": b""}
    told = handover_of(replace(build, draft=True, files=files)).files
    assert [(f.purpose, f.pages, f.part and f.part.first_page) for f in told] == [
        ("the report by itself, in Word", 3, 2),
        ("appendix 1 by itself, in Word", 1, 5),
        ("appendix 2 by itself, in Word", 4, 6),
        ("appendix 9 by itself, in Word", None, None),
        ("part of the build", None, None),
        ("a draft of the pack, not to be published", 9, None),
    ]


def test_nothing_of_the_restricted_folder_is_told(build):
    secret = {"restricted/budget-pack-restricted.pdf": b"secret"}
    assert handover_of(replace(build, files={**build.files, **secret})) == handover_of(build)


def test_a_paper_without_recommendations_has_none_to_quote(build):
    section = Section("recommendations", Missing("recommendations.md"))
    without = replace(build, paper=replace(build.paper, sections=build.paper.sections[:1]))
    gap = replace(build, paper=replace(build.paper, sections=(section,)))
    assert handover_of(without).recommendations is None
    assert handover_of(gap).recommendations == Missing("recommendations.md")


def test_only_files_with_a_digital_signature_are_numbered_as_signed(build):
    cleaned = [
        SimpleNamespace(number=n, file=f"{n}.pdf", removed=(), signed=n == 2) for n in (1, 2)
    ]
    assert handover_of(replace(build, cleaned=tuple(cleaned))).signed == ("2",)


def test_a_register_without_figures_is_none(build):
    figure: Any = SimpleNamespace(name="total")
    register = Register(figures=(figure,), typed=())
    assert handover_of(build, register).register is register
    assert handover_of(build, replace(register, figures=())).register is None


def test_numbers_of_the_report_are_read_of_the_draft_too(build):
    document, data = docx.Document(), io.BytesIO()
    document.add_paragraph("That it be noted.", style="List Number")
    document.save(data)
    one = replace(build, files={"budget-report.docx": data.getvalue()})
    assert handover_of(one).labels == (("That it be noted.", "1."),)
    draft = replace(build, draft=True, files={"budget-report-draft.docx": data.getvalue()})
    assert handover_of(draft).labels == handover_of(one).labels


def test_the_page_is_the_first_file_and_stands_in_the_manifest_but_not_in_itself(build):
    built = with_handover(build)
    assert list(built.files) == ["budget-handover.html", *build.files]
    page = built.files["budget-handover.html"]
    assert {"name": "budget-handover.html", "bytes": len(page), "sha256": sha256(page)} in (
        manifest_of(built)["files"]
    )
    assert b"budget-handover.html" not in page
    assert sha256(page).encode() not in page


def test_a_drafts_page_says_so_in_its_name(build):
    assert next(iter(with_handover(replace(build, draft=True)).files)) == (
        "budget-handover-draft.html"
    )


def test_manifest_names_the_libraries_that_shape_an_output(build):
    versions = manifest_of(build)["versions"]
    assert list(versions) == ["panel-papers", *LIBRARIES]
    assert versions["lxml"] == version("lxml")

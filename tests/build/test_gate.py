"""What must not be published comes out as a draft; what the author answers for is said so."""

from __future__ import annotations

import json

import pytest

from .conftest import Desk

DEAD = "  - {code: dead-link, reason: The addresses are not known yet., date: 2024-02-20}\n"


def accept(desk: Desk, *entries: str) -> None:
    with (desk.paper / "paper.yaml").open("a", encoding="utf-8") as file:
        file.write("\naccepted:\n" + "".join(entries))


def names(desk: Desk) -> set[str]:
    return {path.name for path in desk.outputs.iterdir()}


def manifest(desk: Desk) -> dict[str, object]:
    return json.loads((desk.outputs / "manifest.json").read_text(encoding="utf-8"))


def sheet(desk: Desk) -> str:
    (page,) = desk.outputs.glob("*handover*.html")
    return page.read_text(encoding="utf-8")


def test_accepted_warning_is_not_told_and_stands_in_manifest_and_hand_over_sheet(desk: Desk):
    accept(desk, DEAD)

    answer = desk.make()

    assert answer.code == 0, answer.err
    assert "dead-link" not in answer.err
    accepted = manifest(desk)["accepted"]
    assert [(a["problem"]["line"], a["reason"], a["date"]) for a in accepted] == [
        (19, "The addresses are not known yet.", "2024-02-20"),
        (22, "The addresses are not known yet.", "2024-02-20"),
    ]
    assert "dead-link" not in {p["code"] for p in manifest(desk)["problems"]}
    assert "Accepted on Tuesday 20 February 2024" in sheet(desk)
    assert "The addresses are not known yet." in sheet(desk)


def test_acceptance_about_something_covers_only_that(desk: Desk):
    accept(desk, DEAD.replace("date:", "about: nothing of the kind, date:"))

    answer = desk.make("--strict")

    assert answer.code == 3
    assert answer.err.count("[dead-link]") == 2


def test_acceptance_that_nothing_needs_is_advice_with_its_place(desk: Desk):
    accept(desk, DEAD.replace("dead-link", "dead-lin"))

    answer = desk.make()

    assert answer.code == 0
    assert (
        "suggestion: inputs/march-2024/paper.yaml:31:5: The entry for “dead-lin” is not "
        "needed: no check reports it. [unused-acceptance]"
    ) in answer.err
    assert "write “dead-link” if you mean that" in answer.err


def test_acceptance_without_reason_or_date_is_a_fault(desk: Desk):
    accept(desk, "  - {code: dead-link}\n")

    answer = desk.make()

    assert answer.code == 3
    assert "“reason” is missing" in answer.err
    assert "“date” is missing" in answer.err


@pytest.mark.parametrize("command", ["make", "check"])
def test_error_of_a_check_is_the_gate(desk: Desk, command: str):
    accept(desk, DEAD)
    (desk.paper / "purpose.md").write_text("To note the the report.\n", encoding="utf-8")
    told = "inputs/march-2024/purpose.md:1:9: “the the” repeats a word. [repeated-word]"

    if command == "check":
        answer = desk.run("check", "march-2024", "--strict", program="panel_papers")
        assert answer.code == 6
        assert "march-2024 must not be published" in answer.out
        assert told in answer.err
        assert not desk.outputs.exists()
        return
    answer = desk.make("--strict")

    assert answer.code == 6
    assert told in answer.err
    assert "must not be published yet" in answer.out
    assert "march-2024-pack-draft.pdf" in names(desk)
    assert not [name for name in names(desk) if name.endswith(("pack.pdf", "report.docx"))]
    assert manifest(desk)["status"] == "draft"
    assert "<strong>DRAFT</strong>" in sheet(desk)


def test_a_draft_that_was_asked_for_is_built_whatever_the_checks_find(desk: Desk):
    (desk.paper / "purpose.md").write_text("To note the the report.\n", encoding="utf-8")

    answer = desk.make("--draft")

    assert answer.code == 0
    assert "[repeated-word]" in answer.err


def test_strict_run_minds_no_accepted_warning(desk: Desk):
    (desk.paper / "paper.yaml").write_text(
        (desk.folder / "inputs" / "first-term-scorecard" / "paper.yaml").read_text("utf-8")
        + "\naccepted:\n"
        + "".join(
            f"  - {{code: {code}, reason: The client’s text., date: 2024-02-20}}\n"
            for code in (
                "capitals-differ",
                "abbreviation-not-spelled-out",
                "verb-form",
                "unlike-periods",
                "unused-file",
            )
        ),
        encoding="utf-8",
    )
    scorecard = desk.folder / "inputs" / "first-term-scorecard" / "appendices" / "scorecard.yaml"
    (desk.paper / "appendices" / "scorecard.yaml").write_bytes(scorecard.read_bytes())
    for name in ("purpose", "recommendations", "context"):
        (desk.paper / f"{name}.md").unlink(missing_ok=True)
    (desk.paper / "figures.yaml").unlink()

    answer = desk.make("--strict")

    assert answer.code == 0, answer.err
    accepted = {each["problem"]["code"] for each in manifest(desk)["accepted"]}
    assert len(accepted) == 4  # all but the name of the file that nothing uses


def test_placeholder_is_an_error_without_any_option(desk: Desk):
    (desk.paper / "purpose.md").write_text("To note TBC.\n", encoding="utf-8")

    answer = desk.make()

    assert answer.code == 6
    assert "error: inputs/march-2024/purpose.md:1:9: " in answer.err
    assert "march-2024-report-draft.docx" in names(desk)


def test_error_cannot_be_accepted(desk: Desk):
    accept(desk, DEAD.replace("dead-link", "unfilled-tag"))
    (desk.paper / "purpose.md").write_text("To note {{ name }}.\n", encoding="utf-8")

    answer = desk.make()

    assert answer.code == 6
    assert "error: inputs/march-2024/purpose.md:1:9: " in answer.err
    assert "“unfilled-tag” is an error here, and this error cannot be accepted" in answer.err
    assert manifest(desk)["accepted"] == []

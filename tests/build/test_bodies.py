"""A build for a body, late or in time, as a user sees it."""

from __future__ import annotations

import hashlib
import json

import docx

from .conftest import Desk

PROFILE = """\
name: Example Council
nation: England
days_of_notice: 7
labels: {author: Report of, divisions_affected: Wards affected}
sections: [purpose, recommendations, context]
statutory_texts: ["Papers are open for four years."]
upload_name: "{date} {title} - {part}"
"""
LATE = "late: {urgency: The grant lapses & ends., lateness: The offer came on 8 March.}\n"


def name_body(desk: Desk, *, more: str = "") -> None:
    (desk.templates.parent / "bodies" / "example.yaml").write_text(PROFILE, encoding="utf-8")
    paper = desk.paper / "paper.yaml"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(f"{text}body: example\n{more}", encoding="utf-8")


def cover(desk: Desk) -> list[tuple[str, str]]:
    document = docx.Document(str(desk.outputs / "march-2024-report.docx"))
    return [(row.cells[0].text, row.cells[1].text) for row in document.tables[0].rows]


def sums(desk: Desk) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(desk.outputs.iterdir())
    }


def test_a_new_body_needs_no_code(desk: Desk):
    name_body(desk)
    answer = desk.make()
    assert answer.code == 0, answer.err
    assert "Publish by Monday 4 March 2024: 7 clear working days" in answer.out
    labels = [label for label, _ in cover(desk)]
    rest = ["Enquiries to:", "Wards affected:"]
    assert labels == ["Report to:", "Report of:", "Date:", "For:", *rest]
    report = docx.Document(str(desk.outputs / "march-2024-report.docx"))
    assert report.paragraphs[-1].text == "Papers are open for four years."
    manifest = json.loads((desk.outputs / "manifest.json").read_text(encoding="utf-8"))
    profile = {each["path"]: each for each in manifest["templates"]}["bodies/example.yaml"]
    assert profile["sha256"] == hashlib.sha256(PROFILE.encode()).hexdigest()
    page = (desk.outputs / "march-2024-handover.html").read_text(encoding="utf-8")
    assert "upload it as “2024-03-14 High-Level Summary of Progress - pack.pdf”" in page
    assert "upload it as “2024-03-14 High-Level Summary of Progress - appendix 2.docx”" in page


def test_a_wrong_profile_is_a_fault_of_the_templates(desk: Desk):
    name_body(desk)
    profile = desk.templates.parent / "bodies" / "example.yaml"
    profile.write_text(PROFILE.replace("days_of_notice: 7", "days_of_notice: 4"), encoding="utf-8")
    answer = desk.make()
    assert answer.code == 4
    assert "templates/bodies/example.yaml:3:17" in answer.err
    assert "[notice-too-short]" in answer.err


def test_today_changes_what_is_told_and_no_byte_of_the_outputs(desk: Desk):
    told = {}
    made = {}
    for today in ("2024-03-06", "2024-03-07", "2024-03-15"):
        answer = desk.make("--today", today)
        assert answer.code == 0, answer.err
        told[today] = "[late-report]" in answer.err
        made[today] = sums(desk)
    assert told == {"2024-03-06": False, "2024-03-07": True, "2024-03-15": False}
    assert made["2024-03-06"] == made["2024-03-07"] == made["2024-03-15"]


def test_a_strict_run_on_a_late_day_stops(desk: Desk):
    answer = desk.make("--today", "2024-03-07", "--strict")
    assert answer.code == 3
    assert "[late-report]" in answer.err
    assert not desk.outputs.exists()


def test_check_and_json_tell_of_lateness(desk: Desk):
    arguments = ("check", "march-2024", "--today", "2024-03-07", "--format", "json")
    answer = desk.run(*arguments, program="panel_papers")
    assert answer.code == 0
    codes = [problem["code"] for problem in json.loads(answer.out)["problems"]]
    assert codes.count("late-report") == 1


def test_a_late_report_is_marked_on_its_cover(desk: Desk):
    assert desk.make("--today", "2024-03-15").code == 0
    assert "Late report:" not in [label for label, _ in cover(desk)]
    name_body(desk, more=LATE)
    answer = desk.make("--today", "2024-03-07")
    assert answer.code == 0, answer.err
    assert "[late-report]" not in answer.err
    assert cover(desk)[-1] == (
        "Late report:",
        "This report comes later than the days of notice ask for. Why it is urgent: The grant "
        "lapses & ends. Why it is late: The offer came on 8 March.",
    )


def test_a_draft_names_no_files_for_upload(desk: Desk):
    name_body(desk)
    assert desk.make("--draft").code == 0
    [page] = desk.outputs.glob("march-2024-handover*.html")
    assert "upload it as" not in page.read_text(encoding="utf-8")


def test_upload_names_hold_on_every_computer():
    from datetime import date

    from msgspec.structs import replace

    from panel_papers.core.body import Body
    from panel_papers.core.model import Paper
    from panel_papers.core.values import Missing
    from panel_papers.output.upload_names import upload_name

    body = Body(
        "c", 'A/B: "C"', "England", "c.yaml", b"", upload_name="{date} {body} {title} {part}"
    )
    paper = Paper(
        *("budget", "Budget", "Why? " + "x" * 200, "A", "B", date(2024, 3, 14), "Noting"),
        *(Missing("enquiries_to"), None, "en-GB", (), (), (), ()),
        body=body,
    )
    name = upload_name(paper, "appendix-1.docx")
    assert name == f"2024-03-14 A-B- C Why {'x' * 56} appendix 1.docx"
    assert upload_name(replace(paper, body=None), "pack.pdf") is None

"""Write the Word templates as they were first made: `python tools/make_templates.py [FOLDER]`.

Editors change the .docx files in Word from then on, and the build never runs this: run it only to
start afresh, into a folder of your choice, and compare. Without FOLDER it writes over the
templates in templates/word/. The same code gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from word_templates import bodies
from word_templates.package import package
from word_templates.xml import Element


def templates() -> dict[str, tuple[str, list[Element]]]:
    """Return each template's file name with its title and its body."""
    return {
        "house.docx": ("House style", bodies.house()),
        "cover-sheet.docx": ("Cover sheet", bodies.cover_sheet()),
        "purpose.docx": ("Purpose of Report", bodies.section("Purpose of Report", "purpose")),
        "recommendations.docx": (
            "Recommendations",
            bodies.section("Recommendations", "recommendations", "Notice"),
        ),
        "context.docx": ("Context / Summary", bodies.section("Context / Summary", "context")),
        **{
            f"{matter.lower()}-implications.docx": (
                f"{matter} implications",
                bodies.section(f"{matter} implications", f"{matter.lower()}_implications"),
            )
            for matter in ("Financial", "Legal", "Equality", "Climate", "Risk")
        },
        "section.docx": ("Section", bodies.section("{{ heading }}", "section")),
        "appendices.docx": ("Background Papers and Appendices", bodies.appendices()),
        "appendix.docx": ("Appendix", bodies.appendix()),
        "progress-report.docx": ("Progress report", bodies.progress_report()),
        "scorecard.docx": ("Scorecard", bodies.scorecard()),
        "contents.docx": ("Contents of the pack", bodies.contents()),
        "agenda.docx": ("Agenda", bodies.agenda()),
        "divider.docx": ("Divider", bodies.divider()),
        "restricted-notice.docx": ("Not for publication", bodies.restricted_notice()),
    }


def write(folder: Path) -> None:
    """Write every template into the folder, over those that are there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (title, body) in templates().items():
        (folder / name).write_bytes(package(title, body))


if __name__ == "__main__":
    write(
        Path(sys.argv[1])
        if len(sys.argv) > 1
        else Path(__file__).resolve().parents[1] / "templates" / "word"
    )

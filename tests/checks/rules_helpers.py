"""A small paper for the checks to look at, written, read and filled as a build does it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
from docx.document import Document

from panel_papers.checks.registry import Check, Subject
from panel_papers.content.figures import put_in, reckon
from panel_papers.content.passages import passages_of
from panel_papers.core.model import Paper
from panel_papers.core.problems import Problem
from panel_papers.inputs import read_paper
from panel_papers.word.documents import Templates, write_documents

ROOT = Path(__file__).parents[2]
YAML = """\
title: Budget
report_to: Example Panel
author: Treasurer
date: 2024-03-14
for: Noting
enquiries_to: {name: Finance team, role: Accountant, email: finance@example.org}
sections: [purpose, recommendations]
"""


class Case:
    """A paper in `inputs/budget`, below the current folder, and what checks say of it.

    Every place in a finding is thus the same in all tests, wherever they run.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path("inputs/budget")
        self.bodies = folder / "bodies"
        self.bodies.mkdir()
        self.folder.mkdir(parents=True)
        self.yaml()
        self.write("purpose.md", "Why we write.\n")
        self.write("recommendations.md", "That members note the report.\n")
        self.templates = ROOT / "templates" / "word"
        self.today: date | None = None

    def yaml(self, more: str = "", **changed: str) -> None:
        """Write paper.yaml with other values, and with lines added."""
        lines = YAML
        for name, value in changed.items():
            start = lines.index(f"{name}: ")
            end = lines.index("\n", start)
            lines = f"{lines[:start]}{name}: {value}{lines[end:]}"
        self.write("paper.yaml", lines + more)

    def body(self, more: str, name: str = "council") -> None:
        """Name a body in paper.yaml, and write its profile; `more` begins on line 3."""
        profile = f"name: Example Council\nnation: England\n{more}"
        (self.bodies / f"{name}.yaml").write_text(profile, encoding="utf-8")
        text = (self.folder / "paper.yaml").read_text(encoding="utf-8")
        self.write("paper.yaml", f"{text}body: {name}\n")

    def write(self, name: str, content: str | bytes) -> None:
        data = content.encode("utf-8") if isinstance(content, str) else content
        (self.folder / name).write_bytes(data)

    def prose(self, text: str) -> None:
        self.write("purpose.md", text)

    def supply(self, make: Callable[[Document], object], name: str = "annex.docx") -> None:
        """Supply a Word document that `make` wrote as appendix 1."""
        self.write(name, word(make))
        self.yaml(f'appendices:\n  - {{title: Annex, file: "{name}"}}\n')

    def supply_pdf(self, *pages: str) -> None:
        self.write("annex.pdf", pdf(*pages))
        self.yaml("appendices:\n  - {title: Annex, file: annex.pdf}\n")

    def subject(self) -> Subject:
        paper = read_paper(self.folder, bodies=self.bodies).paper
        made = write_documents(paper, Templates(self.templates))
        documents = {0: made.report.docx} | {n: w.docx for n, w in made.appendices.items()}
        folder = self.folder.as_posix()
        return Subject(folder, paper, passages_of(paper), documents, self.today)

    def say(self, check: Check) -> list[tuple[str, str, str]]:
        """Return code, place and fact of each finding of one check, all of its own rules."""
        return [(each.code, str(each.place), each.found) for each in self.find(check)]

    def find(self, check: Check) -> list[Problem]:
        """Return each finding of one check, all of its own rules."""
        found = list(check.find(self.subject()))
        levels = {rule.code: rule.level for rule in check.RULES}
        assert all(levels[each.code] is each.level for each in found)
        return found


def word(make: Callable[[Document], object]) -> bytes:
    """Return a Word document in British English and 12 points, as `make` writes it."""
    document = docx.Document()
    document.styles["Normal"].font.size = docx.shared.Pt(12)
    make(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(*pages: str) -> bytes:
    """Return a PDF of plain pages, each with one line of text; characters of Latin-1 only."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    for text in pages:
        line = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        content = f"BT /F1 12 Tf 72 700 Td ({line}) Tj ET"
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 <</Type/Font"
            "/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>"
            f"/Contents {number + 1} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out, starts = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode("latin-1")


def paper_of(folder: Path, bodies: Path | None = None) -> Paper:
    """The paper of a folder, with its figures put in."""
    read = read_paper(folder, bodies=bodies)
    return put_in(read.paper, reckon(read.figures, draft=False), draft=False).paper

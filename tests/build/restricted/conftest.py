"""A paper with a restricted appendix of each kind, all of whose words and names are its own."""

from __future__ import annotations

import io
import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from pikepdf import Array, Dictionary, Name, String

from panel_papers.build.pipeline import make_paper
from panel_papers.core.settings import Settings
from panel_papers.output.built_paper import Build

ROOT = Path(__file__).parents[3]

PAPER = """\
title: Report on Contracts
report_to: Example Panel
author: Chief Officer
date: 2024-03-14
for: Decision
enquiries_to: {name: Policy team, role: Policy Officer, email: policy@example.org}
appendices:
  - title: Timetable
    file: appendices/timetable.md
  - title: Award to Zebraquorum Limited
    file: appendices/kestrelgate-bid.docx
    restricted:
      paragraph: 3
      reason: Bidders gave their prices in confidence.
      public_title: Contract award
  - title: Advice of Ottoline Vexworth
    file: appendices/opinion-mirewood.pdf
    restricted:
      paragraph: [5, 3]
      reason: The advice would help those who may sue.
      public_title: Legal advice
  - title: Retirement of Hortensia Plumbago
    file: appendices/plumbago.md
    restricted:
      paragraph: 1
      reason: It would tell of one person’s pay.
      public_title: Staffing matter
  - title: Prices of each bidder
    file: appendices/prices-larkspur.csv
    restricted:
      paragraph: 3
      reason: Bidders gave their prices in confidence.
      public_title: Prices
  - title: Site of the Thistledown depot
    file: appendices/thistledown.png
    alt: The depot at Thistledown seen from Fallowmere Lane
    restricted:
      paragraph: 7
      reason: It would help a thief.
      public_title: A picture
"""

UNIQUE = {
    "title": ["Zebraquorum", "Vexworth", "Hortensia", "Thistledown"],
    "file name": ["kestrelgate", "mirewood", "plumbago", "larkspur", "thistledown"],
    "body": ["Quillfeather", "713,482", "713482", "Brackenridge", "Oxlade", "88-ZQX-41"],
    "author": ["Peregrine", "Wolstonbury", "Marmaduke"],
    "bookmark": ["Saffronbourne", "Wychling"],
    "metadata": ["Tamarisk", "Honeychurch"],
    "hidden": ["Elderwick", "Nightjar", "Coldharbour", "Fallowmere"],
    "address": ["w.oxlade@zq-secret.example", "zq-hidden.example"],
}
EVERY = sorted({word for words in UNIQUE.values() for word in words})


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    header = (80).to_bytes(4, "big") + (60).to_bytes(4, "big") + b"\x08\x02\0\0\0"
    rows = b"".join(b"\0" + bytes([(x * y) % 251 for x in range(240)]) for y in range(60))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"tEXt", b"Author\0Marmaduke Coldharbour")
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def bid() -> bytes:
    """A Word document with text, a hidden paragraph, a bookmark, an author, a comment."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = "Tamarisk tender", "Peregrine Wolstonbury"
    document.add_heading("Offer by Quillfeather and Sons", 1)
    shown = document.add_paragraph("They offered to build it for £713,482 within the year 2031.")
    hidden = document.add_paragraph().add_run("Elderwick will not be told of this.")
    hidden.font.hidden = True
    mark = OxmlElement("w:bookmarkStart")
    mark.set(qn("w:id"), "7")
    mark.set(qn("w:name"), "Saffronbourne")
    end = OxmlElement("w:bookmarkEnd")
    end.set(qn("w:id"), "7")
    shown._p.insert(0, mark)
    shown._p.append(end)
    document.add_comment(shown.runs, "Ask Brackenridge before the vote.", author="Marmaduke")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def opinion() -> bytes:
    """A PDF with text, bookmark, document information, XMP, a link, an attachment, alt text."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
        text = b"BT /F1 12 Tf 72 700 Td (Counsel told W Oxlade that case 88-ZQX-41 is weak) Tj ET"
        page.Contents = pdf.make_stream(text)
        action = Dictionary(S=Name.URI, URI=String("https://zq-hidden.example/case"))
        page.Annots = Array(
            [
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Annot,
                        Subtype=Name.Link,
                        Rect=[0, 0, 9, 9],
                        Border=[0, 0, 0],
                        Contents=String("Write to w.oxlade@zq-secret.example"),
                        A=action,
                    )
                )
            ]
        )
        figure = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String("Nightjar at dusk"))
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        figure.P = root
        root.K = pdf.make_indirect(figure)
        pdf.Root.StructTreeRoot = root
        pdf.attachments["honeychurch.txt"] = b"Honeychurch knows of it."
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Wychling’s costs", 0))
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = "Advice on Coldharbour"
        pdf.docinfo["/Author"] = "Peregrine Wolstonbury"
        pdf.docinfo["/Title"] = "Tamarisk opinion"
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Office:
    """A folder with the paper's inputs, the project's templates, and outputs."""

    folder: Path

    @property
    def paper(self) -> Path:
        return self.folder / "inputs" / "contracts"

    @property
    def outputs(self) -> Path:
        return self.folder / "outputs" / "contracts"

    def settings(self, **more: object) -> Settings:
        folders = {name: self.folder / name for name in ("inputs", "templates", "outputs")}
        return Settings(**folders, **({"engine": "embedded"} | more))  # type: ignore[arg-type]

    def make(self, **more: object) -> Build:
        return make_paper("contracts", self.settings(**more))

    def edit(self, old: str, new: str) -> None:
        path = self.paper / "paper.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def set_office(folder: Path) -> Office:
    office = Office(folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    (office.paper / "appendices").mkdir(parents=True)
    files: dict[str, str | bytes] = {
        "paper.yaml": PAPER,
        "purpose.md": "The panel is asked to award a contract for the building of a depot.\n",
        "recommendations.md": "1. That the panel award the contract.\n",
        "context.md": "Three firms sent in bids. See [the plan](https://example.org/plan).\n",
        "appendices/timetable.md": "| Step | Year |\n|---|---|\n| Award | 2024 |\n",
        "appendices/plumbago.md": "# Terms\n\nShe leaves with what Oxlade called a fair sum.\n",
        "appendices/prices-larkspur.csv": "Bidder,Price\nQuillfeather,713482\nOxlade,904117\n",
        "appendices/kestrelgate-bid.docx": bid(),
        "appendices/opinion-mirewood.pdf": opinion(),
        "appendices/thistledown.png": png(),
    }
    for name, content in files.items():
        data = content.encode("utf-8") if isinstance(content, str) else content
        (office.paper / name).write_bytes(data)
    return office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return set_office(tmp_path / "office")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Build]:
    """The paper, built once for the tests that only look at it."""
    office = set_office(tmp_path_factory.mktemp("built"))
    return office, office.make()


@pytest.fixture
def public(built: tuple[Office, Build]) -> dict[str, bytes]:
    """Every file outside `restricted/`, by its name."""
    folder = built[0].outputs
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

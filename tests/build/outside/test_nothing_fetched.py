"""No engine fetches or runs anything for a template and an appendix full of ways out of the file.

The system's own record (strace) is read: each connection, each file that is named, each program
that is started, by the command and all its children.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from lxml import etree

from panel_papers.pdf.engines.libreoffice import find_soffice

from ...outside_word import LEFT_OUT, PNG, REFUSED, Parts, Plant, drawing, external, planted

COMMAND = "import sys; sys.argv[0] = 'x'; from panel_papers.cli import {} as command; command()"
PAPER = """\
title: Case
report_to: Police, Fire and Crime Panel
author: An Officer
date: 2027-06-03
for: Noting
enquiries_to: {name: Team, role: Policy, email: a@example.org}
divisions_affected: All divisions
sections: [purpose, recommendations, context]
appendices:
  - title: Something
    file: appendices/a.docx
"""
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Record(NamedTuple):
    """What a command did: how it ended, its words, its connections, files and programs."""

    code: int
    err: str
    connections: list[str]
    canaries: list[str]
    programs: list[str]


def recorded(arguments: list[str], folder: Path) -> Record:
    log = folder / "strace.log"
    trace = ["-e", "trace=%file,connect,sendto,sendmsg", "-e", "signal=none", "-s", "500"]
    done = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", *trace, "-o", str(log), *arguments],
        cwd=folder,
        env={**os.environ, "PANEL_PAPERS_CACHE": ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    network = re.compile(r"\b(?:connect|sendto|sendmsg)\(.*AF_INET")
    started = re.compile(r'execve\("([^"]+)".* = 0$')
    return Record(
        done.returncode,
        done.stderr,
        [line for line in lines if network.search(line)],
        [line for line in lines if "canary" in line and "execve(" not in line],
        [found[1] for line in lines if (found := started.search(line))],
    )


class Place(NamedTuple):
    """A folder with inputs and templates; in the folder “canary” lies what they lead to."""

    folder: Path
    url: str
    asked: list[bytes]

    def run(self, program: str, *arguments: str) -> Record:
        folders = ["--inputs", "inputs", "--templates", "templates"]
        code = COMMAND.format(program)
        return recorded([sys.executable, "-c", code, *arguments, *folders], self.folder)

    def set_up(self, root: Path, plants: list[Plant], *, in_template: bool = True) -> None:
        paper, word = self.folder / "inputs" / "case", self.folder / "templates" / "word"
        (paper / "appendices").mkdir(parents=True)
        word.mkdir(parents=True)
        for path in (root / "templates" / "word").glob("*.docx"):
            data = path.read_bytes()
            if in_template and path.stem in ("house", "context"):
                data = self.planted(data, plants)
            (word / path.name).write_bytes(data)
        (paper / "paper.yaml").write_text(PAPER, encoding="utf-8")
        (paper / "purpose.md").write_text("To note.\n", encoding="utf-8")
        (paper / "recommendations.md").write_text("1. Note the report.\n", encoding="utf-8")
        (paper / "context.md").write_text("Some text (appendix 1).\n", encoding="utf-8")
        data = self.planted(supplied(), plants)
        (paper / "appendices" / "a.docx").write_bytes(data)

    def planted(self, data: bytes, plants: list[Plant]) -> bytes:
        """Return a document that leads to the watched server, and to files that lie there."""
        canary = self.folder / "canary"
        canary.mkdir(exist_ok=True)
        for name in ("also.png", "linked.png", "evil.dotm", "x.xsl", "m.xlsx", "item.xml"):
            (canary / name).write_bytes(PNG)
        return planted(planted(data, plants, self.url), plants, canary.as_uri())


def supplied() -> bytes:
    document = docx.Document()
    document.add_heading("Purpose", 1)
    document.add_paragraph("Some words.")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A folder, and a server that keeps what it is asked for."""
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    asked: list[bytes] = []

    class Kept(BaseHTTPRequestHandler):
        def handle(self) -> None:
            asked.append(self.rfile.readline())
            self.wfile.write(b"HTTP/1.0 404 Not Found\r\n\r\n")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Kept)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Place(tmp_path, f"http://127.0.0.1:{server.server_port}", asked)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.strace
@pytest.mark.libreoffice
def test_the_record_shows_what_an_engine_fetches_for_a_document_that_no_gate_has_seen(
    place: Place,
):
    linked = external("image", "{url}/linked.png", drawing('r:link="{id}"'))
    (place.folder / "raw.docx").write_bytes(place.planted(supplied(), [linked]))
    profile = f"-env:UserInstallation={(place.folder / 'profile').as_uri()}"
    soffice = str(find_soffice())
    made = [soffice, profile, "--headless", "--convert-to", "pdf", "raw.docx"]
    seen = recorded(made, place.folder)
    assert seen.connections
    assert place.asked[-1].startswith(b"GET /linked.png")
    assert any("linked.png" in line for line in seen.canaries)


@pytest.mark.strace
@pytest.mark.parametrize(
    "engine", ["embedded", pytest.param("libreoffice", marks=pytest.mark.libreoffice)]
)
def test_a_build_fetches_nothing_and_what_leaves_leads_nowhere(
    engine: str, place: Place, root: Path
):
    # Only LibreOffice draws shapes of old Word.
    plants = [p for name, p in LEFT_OUT.items() if engine == "libreoffice" or "shape" not in name]
    place.set_up(root, plants)
    seen = place.run("make_paper", "case", "--engine", engine, "--outputs", "outputs")
    assert (seen.code, seen.connections, seen.canaries, place.asked) == (0, [], [], []), seen.err
    assert "link to a template (" in seen.err
    programs = {Path(each).name for each in seen.programs}
    assert programs & {"gs", "pstoedit", "convert", "curl", "wget"} == set()
    if engine == "embedded":
        assert {name.rstrip("0123456789.") for name in programs} == {"python"}
    built = sorted((place.folder / "outputs" / "case").rglob("*.docx"))
    assert [path.name for path in built] == ["case-report.docx"]
    for path in built:
        assert leads_to(path.read_bytes()) <= {"mailto:a@example.org"}


@pytest.mark.strace
@pytest.mark.parametrize(
    "engine", ["embedded", pytest.param("libreoffice", marks=pytest.mark.libreoffice)]
)
def test_a_preview_fetches_nothing(engine: str, place: Place, root: Path):
    place.set_up(root, list(LEFT_OUT.values()))
    asked = ("templates", "preview", "context", "--data", "shortest", "--engine", engine)
    seen = place.run("panel_papers", *asked)
    assert (seen.code, seen.connections, seen.canaries, place.asked) == (0, [], [], []), seen.err
    assert (place.folder / "preview" / "context-shortest.pdf").is_file()
    assert "link to a template (" in seen.err


@pytest.mark.strace
@pytest.mark.parametrize(
    ("program", "arguments", "code"),
    [
        ("panel_papers", ("templates", "check"), 4),
        ("panel_papers", ("templates", "preview", "context", "--data", "shortest"), 4),
        ("panel_papers", ("check", "case"), 3),
        ("make_paper", ("case", "--outputs", "outputs"), 3),
    ],
    ids=["templates check", "templates preview", "check", "build"],
)
def test_what_is_refused_is_not_fetched_before(
    program: str, arguments: tuple[str, ...], code: int, place: Place, root: Path
):
    place.set_up(root, [plant for _, plant in REFUSED.values()])
    seen = place.run(program, *arguments)
    assert (seen.code, seen.connections, seen.canaries, place.asked) == (code, [], [], [])
    found = set(re.findall(r"\[([a-z-]+)\]", seen.err))
    assert {"linked-text", "linked-picture", "linked-content", "active-content"} <= found
    assert not (place.folder / "outputs" / "case").exists()


def leads_to(data: bytes) -> set[str]:
    """Return where a Word document leads, read without our code; links are all that may."""
    targets = set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: Parts = {name: archive.read(name) for name in archive.namelist()}
    relations = [
        (name, relation)
        for name, part in parts.items()
        if name.endswith(".rels")
        for relation in etree.fromstring(part).iter(_RELATIONSHIP)
    ]
    assert len(relations) > 5
    for name, relation in relations:
        target = str(relation.get("Target"))
        if relation.get("TargetMode", "Internal") != "Internal" or ":" in target:
            assert str(relation.get("Type")).endswith("/hyperlink"), (name, target)
            targets.add(target)
    codes = b"".join(parts.values())
    for word in (b"canary", b"203.0.113.9", b"127.0.0.1", b"attachedTemplate", b"mailMerge"):
        assert word not in codes, word
    return targets

"""Bad inputs as a policy officer meets them: exit 3, file, line, a hint, and nothing written."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable

import docx
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from .conftest import Desk

YAML = "inputs/march-2024/paper.yaml"
APPENDIX = "appendices/police-and-crime-plan.yaml"


def appendix(desk: Desk, name: str, data: bytes) -> None:
    (desk.paper / "appendices" / name).write_bytes(data)
    desk.edit("paper.yaml", APPENDIX, f"appendices/{name}")


def bytes_of_docx() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def bytes_of_pdf(pages: int, **saving: object) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out, **saving)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 300_000_000)
    return out.getvalue()


def symbolic_link_out(desk: Desk) -> None:
    secret = desk.folder / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    (desk.paper / "appendices" / "linked.md").symlink_to(secret)
    desk.edit("paper.yaml", APPENDIX, "appendices/linked.md")


def anchors(desk: Desk) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    text = (desk.paper / "paper.yaml").read_text(encoding="utf-8")
    (desk.paper / "paper.yaml").write_text(text + "\n".join(lines) + "\n", encoding="utf-8")


SAVED_WITH_PASSWORD = {"encryption": pikepdf.Encryption(owner="a", user="b")}

CASES: dict[str, tuple[Callable[[Desk], object], str, str]] = {
    "missing title": (
        lambda d: d.edit("paper.yaml", "title: High", "short_title: High"),
        YAML,
        "title",
    ),
    "unknown key": (
        lambda d: (
            d.edit("paper.yaml", "sections:", "recomendations: x\nsections:")
            if "sections:" in (d.paper / "paper.yaml").read_text(encoding="utf-8")
            else d.edit("paper.yaml", "appendices:", "recomendations: x\nappendices:")
        ),
        YAML,
        "the text of the section “recommendations” goes into a file of its",
    ),
    "31 February": (
        lambda d: d.edit("paper.yaml", "2024-03-14", "2024-02-31"),
        YAML,
        "31 February 2024 does not exist",
    ),
    "appendix file that is not there": (
        lambda d: d.edit("paper.yaml", APPENDIX, "appendices/police-and-crime-plans.yaml"),
        YAML,
        "if you mean that",
    ),
    "path that leaves the folder": (
        lambda d: d.edit("paper.yaml", APPENDIX, "../first-term-scorecard/paper.yaml"),
        YAML,
        "folder",
    ),
    "symbolic link out": (symbolic_link_out, YAML, "folder"),
    "anchor bomb": (anchors, YAML, "anchor"),
    "YAML object tag": (
        lambda d: d.edit("paper.yaml", "for: Noting", "for: !!python/object:os.system Noting"),
        YAML,
        "tag",
    ),
    "0-byte docx": (lambda d: appendix(d, "a.docx", b""), "a.docx", "empty"),
    "truncated docx": (
        lambda d: appendix(d, "a.docx", bytes_of_docx()[:5000]),
        "a.docx",
        "damaged or incomplete",
    ),
    "encrypted PDF": (
        lambda d: appendix(d, "a.pdf", bytes_of_pdf(1, **SAVED_WITH_PASSWORD)),
        "a.pdf",
        "password",
    ),
    "PDF without pages": (
        lambda d: appendix(d, "a.pdf", bytes_of_pdf(0)),
        "a.pdf",
        "The PDF has no pages",
    ),
    "zip bomb": (lambda d: appendix(d, "a.docx", bomb()), "a.docx", "unpack"),
    "Latin-1": (
        lambda d: (d.paper / "purpose.md").write_bytes("one\nFran\xe7ois".encode("latin-1")),
        "inputs/march-2024/purpose.md:2",
        "UTF-8",
    ),
    "control character": (
        lambda d: (d.paper / "purpose.md").write_bytes(b"one\ntwo\nbe\x07ll"),
        "inputs/march-2024/purpose.md:3:3",
        "U+0007",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_refused_with_its_place_and_nothing_written(desk: Desk, case: str):
    spoil, place, words = CASES[case]
    spoil(desk)
    answer = desk.make()
    assert answer.code == 3, answer.err
    told = "\n".join(block for block in answer.err.split("error: ") if place in block)
    assert words in told, answer.err
    assert "Traceback" not in answer.err
    assert not desk.outputs.exists()


def test_last_good_outputs_stay_when_a_build_fails(desk: Desk, march: Desk):
    shutil.copytree(march.outputs, desk.outputs)
    before = {p.name: p.read_bytes() for p in desk.outputs.iterdir()}
    desk.edit("paper.yaml", "2024-03-14", "2024-02-31")
    assert desk.make().code == 3
    assert {p.name: p.read_bytes() for p in desk.outputs.iterdir()} == before


def test_several_faults_are_all_told(desk: Desk):
    desk.edit("paper.yaml", "2024-03-14", "2024-02-31")
    desk.edit("paper.yaml", "for: Noting", "fro: Noting")
    (desk.paper / "purpose.md").write_bytes(b"be\x07ll")
    appendix(desk, "a.docx", b"")
    answer = desk.make("--format", "json")
    problems = json.loads(answer.out)["problems"]
    codes = [p["code"] for p in problems if p["level"] == "error"]
    assert answer.code == 3
    # “fro” is reported as the mistyped name that it is, and not as a missing “for” too.
    assert codes == ["no-such-date", "unknown-key", "control-character", "empty-file"]
    assert {p["file"].rsplit("/", 1)[-1] for p in problems} >= {
        "paper.yaml",
        "purpose.md",
        "a.docx",
    }


def test_faults_of_yaml_and_of_markdown_are_told_in_one_go(desk: Desk):
    desk.edit("paper.yaml", "2024-03-14", "2024-02-31")
    (desk.paper / "purpose.md").write_text("text\n\na note[^1]\n", encoding="utf-8")
    problems = json.loads(desk.make("--format", "json").out)["problems"]
    told = {(p["code"], p["file"].rsplit("/", 1)[-1], p["line"]) for p in problems}
    assert {("no-such-date", "paper.yaml", 6), ("unknown-footnote", "purpose.md", 3)} <= told


def fetching_docx() -> bytes:
    made = docx.Document()
    made.add_paragraph()._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="INCLUDETEXT x"><w:r/></w:fldSimple>')
    )
    made.save(out := io.BytesIO())
    return out.getvalue()


@pytest.mark.parametrize("spoil", ["damaged", "fetching", "unknown figure"])
def test_faults_of_inputs_and_of_their_templates_are_reported_together(desk: Desk, spoil: str):
    """Whether a file cannot be read, put in or cleaned; of templates that are not used, nothing."""
    if spoil == "unknown figure":
        desk.edit("purpose.md", "As we near", "{{ figures.nothing }}")
    else:
        appendix(desk, "a.docx", b"PK\x03\x04a" if spoil == "damaged" else fetching_docx())
    for name in ("purpose", "scorecard"):
        template = docx.Document(str(desk.templates / f"{name}.docx"))
        template.add_paragraph("{{ title")
        template.save(str(desk.templates / f"{name}.docx"))
    answer = desk.make("--format", "json")
    found = {(p["code"], p["file"].rsplit("/", 1)[-1]) for p in json.loads(answer.out)["problems"]}
    assert answer.code == 3
    assert ("half-a-tag", "purpose.docx") in found
    assert ("half-a-tag", "scorecard.docx") not in found
    assert {"a.docx", "purpose.md"} & {file for _, file in found}


def test_template_that_is_not_there_is_a_template_fault(desk: Desk):
    (desk.templates / "context.docx").unlink()
    answer = desk.make()
    assert (answer.code, "context.docx" in answer.err) == (4, True)
    assert not desk.outputs.exists()


def test_engine_that_is_not_there_is_an_engine_fault(desk: Desk):
    os.environ["PANEL_PAPERS_SOFFICE"] = "/nowhere/soffice"
    try:
        answer = desk.run("march-2024", "--engine", "libreoffice")
    finally:
        del os.environ["PANEL_PAPERS_SOFFICE"]
    assert answer.code == 5
    assert not desk.outputs.exists()


@pytest.mark.parametrize(
    "arguments", [[], ["march-2024", "--all"], ["march-2024", "--engine", "x"]]
)
def test_wrong_usage_ends_with_2(desk: Desk, arguments: list[str]):
    assert desk.run(*arguments).code == 2

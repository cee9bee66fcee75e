"""A paper with every kind of exhibit, built from end to end by both engines."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import outloud
import pikepdf
import pypdfium2 as pdfium
import pytest
from pdfminer.high_level import extract_text

from ...commands import run_code
from .conftest import INPUTS

ROOT = Path(__file__).parents[3]
PAPER = "officers-2024"
pytestmark = pytest.mark.slow


def run(
    folder: Path, *options: str, program: str = "make_paper"
) -> subprocess.CompletedProcess[str]:
    code = f"from panel_papers.cli import {program} as command; command()"
    system = {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}
    return run_code(code, *options, folder=folder, environment=os.environ | system, seconds=600)


def desk(folder: Path) -> Path:
    shutil.copytree(INPUTS, folder / "inputs")
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The paper's outputs, made by the embedded engine."""
    return build(tmp_path_factory.mktemp("embedded"), "embedded")


def build(folder: Path, engine: str) -> Path:
    done = run(desk(folder), PAPER, "--engine", engine)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return folder / "outputs" / PAPER


def roles(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    """Return each structure element's role and alternative text, in reading order."""
    found: list[tuple[str, str]] = []

    def walk(element: object) -> None:
        if isinstance(element, pikepdf.Array):
            for each in element:
                walk(each)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                found.append((str(element.S)[1:], str(element.get("/Alt", ""))))
            if "/K" in element:
                walk(element.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def drawings_of(page: pikepdf.Page) -> int:
    """Return how many drawings a page paints in marked content of its own; fails for pixels."""
    pictures, count, numbers = page.resources.get("/XObject", {}), 0, []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in {"BDC", "BMC"}:
            numbers.append("/MCID" in str(instruction.operands[-1]))
        elif operator == "EMC":
            numbers.pop()
        elif operator == "Do":
            assert pictures[str(instruction.operands[0])].Subtype == pikepdf.Name.Form
            count += any(numbers)
    return count


def heard(pdf: Path) -> list[str]:
    """Return the texts of a pack's structure elements, as poppler reads them."""
    command = ["pdfinfo", "-enc", "UTF-8", "-struct-text", str(pdf)]
    done = subprocess.run(command, capture_output=True, check=True)
    lines = (line.strip() for line in done.stdout.decode("utf-8", "replace").splitlines())
    return [" ".join(line[1:-1].split()) for line in lines if line.startswith('"')]


def ratings_seen(pdf: Path) -> dict[str, str]:
    """Return the symbols that are painted on a page, each with the colour of its ground."""
    seen = {}
    with contextlib.closing(pdfium.PdfDocument(pdf)) as document:
        for page in document:
            text, height = page.get_textpage(), page.get_height()
            for index in range(text.count_chars()):
                symbol = chr(pdfium.raw.FPDFText_GetUnicode(text.raw, index))
                if symbol not in "■▲●":
                    continue
                left, bottom, right, top = (4 * v for v in text.get_charbox(index))
                picture = page.render(scale=4).to_pil().convert("RGB")
                box = (int(left), int(4 * height - top), int(right) + 1, int(4 * height - bottom))
                inside = picture.crop(box).convert("L").tobytes()
                assert sum(grey < 90 for grey in inside) > len(inside) / 4, symbol
                r, g, b = picture.getpixel((int(left) - 8, box[1]))
                name = "green" if g > r else "amber" if g - b > 40 else "red" if r - g > 40 else ""
                seen[symbol] = name
    return seen


def test_pack_is_tagged_turned_and_without_an_error_to_a_checker(tmp_path: Path, engine_name: str):
    outputs = build(tmp_path, engine_name)
    path = outputs / f"{PAPER}-pack.pdf"
    found = outloud.check(str(path))
    assert found.error is None
    assert [(f.rule, f.message) for f in found.findings if f.severity == "error"] == []
    with pikepdf.open(path) as pdf:
        assert str(pdf.open_metadata().get("pdfuaid:part")) == "1"
        sizes = [[round(float(v)) for v in page.mediabox[2:]] for page in pdf.pages]
        tags = roles(pdf)
        drawn = sum(drawings_of(page) for page in pdf.pages)
    turned = [number for number, (width, height) in enumerate(sizes, 1) if width > height]
    assert len(turned) == 2
    assert turned[1] == len(sizes), "the appendix ends with its wide table, and with no empty page"
    words = [alt for role, alt in tags if role == "Figure"]
    kinds = [each.partition(":")[0] for each in words if " chart: " in each]
    lines = [each for each in words if " chart: " not in each]
    assert [each[:4] for each in lines] == [str(year) for year in range(2017, 2025)]
    charts = ["Bar", "Stacked bar", "Trend", "Area", "Pie", "Line", "Bar"]
    assert kinds == [f"{each} chart" for each in charts]
    assert drawn == len(charts) + len(lines), (
        "each figure has its content, which is a drawing, not pixels"
    )
    counted = {role: sum(each == role for each, _ in tags) for role in ("Caption", "TH", "TD")}
    assert counted["Caption"] == 13, "one of them of a table unasked: its chart has 24 values"
    assert counted["TH"] >= 4 + 3 + 11 + 11
    assert counted["TH"] + counted["TD"] >= 4 + 3 + 11 + 11 + 8 * 4 + 5 * 3 + 4 * 11 * 2
    spoken = heard(path)
    assert {"Red", "Amber", "Green", "tender published"} <= set(spoken)
    assert "*(214)" in "".join(spoken).replace(" ", "")
    assert not set("■▲●") & set("".join(spoken)), "the word alone is heard"
    assert spoken.count("•") == 2, "the lines of a cell are items of a list"
    assert ratings_seen(path) == {"■": "red", "▲": "amber", "●": "green"}
    page = extract_text(str(path), page_numbers=[turned[0] - 1])
    for wanted in ("By district", "Table 3: Each district in 2023/24", "Basildon", "14 March 2024"):
        assert wanted in page
    after = extract_text(str(path), page_numbers=[turned[0]])
    assert "the page is portrait again" in after


def test_manifest_names_the_data_and_only_used_files(embedded: Path):
    manifest = json.loads((embedded / "manifest.json").read_text(encoding="utf-8"))
    text = json.dumps(manifest["inputs"])
    for name in ("officers", "forces", "wide", "crimes"):
        assert f"data/{name}.csv" in text
    assert manifest["problems"] == []


def test_same_inputs_give_the_same_bytes_wherever_they_are_built(embedded: Path, tmp_path: Path):
    one, other = embedded, build(tmp_path / "other", "embedded")
    names = sorted(path.name for path in one.iterdir())
    assert f"{PAPER}-report.docx" in names
    for name in names:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name


@pytest.mark.parametrize("program", ["make_paper", "panel_papers"])
def test_both_commands_tell_all_faults_with_those_of_other_files(tmp_path: Path, program: str):
    folder = desk(tmp_path)
    paper = folder / "inputs" / PAPER
    context, yaml = paper / "context.md", paper / "paper.yaml"
    text = context.read_text(encoding="utf-8").replace("{force: Example}", "{forse: Example}", 1)
    context.write_text(f"{text}\n#### Too deep\n", encoding="utf-8")
    appendix = paper / "appendices" / "forces.md"
    appendix.write_text(
        appendix.read_text(encoding="utf-8").replace("kind: line", "kind: lines"), encoding="utf-8"
    )
    command = ["check"] if program == "panel_papers" else []
    first = run(folder, *command, PAPER, program=program)
    assert first.returncode == 3
    file = f"inputs/{PAPER}"
    no_column = "“data/officers.csv” has no column “forse”"
    assert f"error: {file}/context.md:10:10: {no_column}" in first.stderr
    assert f"error: {file}/appendices/forces.md:5:7: The chart kind “lines” is" in first.stderr
    assert "write “line” if you mean that" in first.stderr
    assert "[heading-too-deep]" in first.stderr
    yaml.write_text(yaml.read_text(encoding="utf-8").replace("Noting", ""), encoding="utf-8")
    second = run(folder, *command, PAPER, program=program)
    assert second.returncode == 3
    assert "[missing-field]" in second.stderr
    assert f"error: {file}/context.md:10:10: {no_column}" in second.stderr

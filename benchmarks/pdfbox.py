"""Where parts clash: our join beside Apache PDFBox, which keeps tags too.

    apt-get install libpdfbox2-java default-jdk-headless
    PYTHONPATH=src python benchmarks/pdfbox.py

Run by hand. Each case joins two small tagged PDFs that the tests' own builder makes, and says what
a reader of the result meets.
"""

from __future__ import annotations

import datetime
import importlib.util
import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import outloud
import pikepdf
from pikepdf import Dictionary, Name, String

from panel_papers.pdf.joining import Options, Part, join

ROOT = Path(__file__).parent.parent
JARS = [f"/usr/share/java/{jar}.jar" for jar in ("pdfbox2", "fontbox2", "commons-logging")]
OPTIONS = Options(title="Pack", language="en-GB", created=datetime.date(2024, 3, 14))


def _maker() -> Any:
    """Return the builder of tagged PDFs that the tests use."""
    path = ROOT / "tests" / "pdf" / "joining" / "conftest.py"
    spec = importlib.util.spec_from_file_location("joining_conftest", path)
    assert spec is not None and spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Maker


MAKER = _maker()


def part(role: str, language: str = "en-GB", *, name: str = "id1") -> bytes:
    """Return a part whose own role HeadText means `role`, with an element of a fixed identifier."""
    made = MAKER(language)
    page = made.page()
    made.tag("H1", page, "Title")
    for number in range(3):
        made.tag("HeadText", page, f"Heading {number}")
    made.tag("P", page, "A note", ID=String(name))
    return bytes(made.done(RoleMap=Dictionary(HeadText=Name(f"/{role}"))))


def untagged() -> bytes:
    """Return a page of text without tags."""
    made = MAKER(None, claim=False)
    made.text(made.page(), "plain words")
    out = io.BytesIO()
    made.pdf.save(out)
    return out.getvalue()


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    """Return the structure elements of a PDF in their order."""
    found, waiting = [], [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            found.append(element)
        held = element.get("/K", [])
        kids = list(held) if isinstance(held, pikepdf.Array) else [held]
        waiting += [k for k in reversed(kids) if isinstance(k, Dictionary) and "/S" in k]
    return found


def headings(data: bytes) -> str:
    """Say how many headings of level 2 a reader finds; six were put in by roles of one name."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        roles = pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())
        real = [str(roles.get(str(e.S), e.S)) for e in elements(pdf)]
    return f"{real.count('/H2')} of 3"


def languages(data: bytes) -> str:
    """Say in which language the Welsh part is read."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {str(e.Lang) for e in elements(pdf) if "/Lang" in e} | {str(pdf.Root.Lang)}
    return ", ".join(sorted(found))


def identifiers(data: bytes) -> str:
    """Say how many elements keep an identifier of their own."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [str(e.ID) for e in elements(pdf) if "/ID" in e]
    return f"{len(set(found))} different of {len(found)}"


def errors(data: bytes) -> str:
    """Say how many errors the checker finds, with the rules."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pack.pdf"
        path.write_bytes(data)
        found = [f.rule for f in outloud.check(str(path)).findings if f.severity == "error"]
    return f"{len(found)} ({', '.join(sorted(set(found)))})"


CASES: dict[str, tuple[list[bytes], Callable[[bytes], str]]] = {
    "a role that means P in one part, H2 in the other": ([part("P"), part("H2")], headings),
    "a second part in Welsh": ([part("P"), part("P", "cy-GB")], languages),
    "the same identifiers in both parts": ([part("P"), part("P")], identifiers),
    "a tagged and an untagged part: checker's errors": ([part("P"), untagged()], errors),
}


def with_pdfbox(parts: list[bytes], folder: Path) -> bytes:
    """Return the parts joined by PDFBox."""
    names = []
    for number, data in enumerate(parts):
        names.append(folder / f"{number}.pdf")
        names[-1].write_bytes(data)
    result = folder / "result.pdf"
    command = ["java", "-cp", ":".join([str(folder), *JARS]), "PdfboxMerge"]
    subprocess.run([*command, *map(str, [*names, result])], check=True, capture_output=True)
    return result.read_bytes()


def main() -> None:
    """Print a line for each case."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        source = ROOT / "benchmarks" / "PdfboxMerge.java"
        subprocess.run(["javac", "-cp", ":".join(JARS), "-d", work, str(source)], check=True)
        print(f"{'case':<50} {'PDFBox':<34} ours")
        for case, (parts, judge) in CASES.items():
            ours = join([Part(f"Part {n}", data) for n, data in enumerate(parts)], OPTIONS)
            print(f"{case:<50} {judge(with_pdfbox(parts, folder)):<34} {judge(ours.pdf)}")


if __name__ == "__main__":
    main()

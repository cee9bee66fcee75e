"""Measures the join against plain copies of the pages, as ratios, in one run.

    python benchmarks/join.py [--json FILE] [REPORT.pdf]

Joins copies of a tagged ten-page report (made here with LibreOffice, or the one given) to 10, 100
and 1,000 pages: ours with everything on (`ours`, as supplied PDFs are joined, and `own`, as parts
are that we tagged and need not look through), pypdf's plain append and pikepdf's plain copy, which
both lose the tags. Each measurement runs in a process of its own; the time is its processor
time, which other work on the machine hardly moves.
"""

import argparse
import datetime
import io
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx
import pikepdf
import pypdf

from panel_papers.pdf.joining import Options, Part, Stamp, join

try:
    import resource
except ImportError:  # Windows, which does not count what a process has used
    resource = None

PAGES = (10, 100, 1000)
WAYS = ("ours", "own", "pypdf", "pikepdf")
RUNS = 3
LIMITS = {"time": 1.27, "own time": 1.0, "size": 1.5, "memory": 250, "growth": 1.2}


def make_report(folder: Path) -> Path:
    """Return a tagged report of ten pages with headings, lists and tables, made by LibreOffice."""
    document = docx.Document()
    document.core_properties.title = "Report"
    for page in range(1, 11):
        document.add_heading(f"Section {page}", 1)
        for part in range(1, 5):
            document.add_heading(f"Matter {page}.{part}", 2)
            words = "The panel considers the matter and the evidence given by officers. " * 5
            document.add_paragraph(f"Text {page}.{part}. {words}")
        table = document.add_table(3, 3, style="Table Grid")
        for row in table.rows:
            for cell in row.cells:
                cell.text = "cell"
        for bullet in range(3):
            document.add_paragraph(f"bullet {bullet}", style="List Bullet")
        if page < 10:
            document.add_page_break()
    document.save(folder / "report.docx")
    options = json.dumps({"PDFUACompliance": {"type": "boolean", "value": "true"}})
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "report.docx")], check=True, capture_output=True)
    return folder / "report.pdf"


def join_own(reports: list[bytes]) -> bytes:
    """Join as parts that we tagged."""
    return join_ours(reports, tags_complete=True)


def join_ours(reports: list[bytes], *, tags_complete: bool = False) -> bytes:
    """Join with all that the join does: tags, coverage, stamps, DRAFT, bookmarks."""
    options = Options(
        title="Pack",
        language="en-GB",
        created=datetime.date(2024, 3, 1),
        stamp=Stamp(watermark="DRAFT"),
        link_base="https://pack.invalid/",
    )
    parts = [
        Part(f"Report {number}", data, tags_complete=tags_complete)
        for number, data in enumerate(reports, 1)
    ]
    return join(parts, options).pdf


def join_pypdf(reports: list[bytes]) -> bytes:
    """Append with pypdf."""
    writer = pypdf.PdfWriter()
    for data in reports:
        writer.append(io.BytesIO(data))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def join_pikepdf(reports: list[bytes]) -> bytes:
    """Copy the pages with pikepdf."""
    with pikepdf.Pdf.new() as pdf:
        opened = [pikepdf.Pdf.open(io.BytesIO(data)) for data in reports]
        for source in opened:
            pdf.pages.extend(source.pages)
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


def measure(way: str, pages: int, report: Path) -> None:
    """Run one way once, in this process, and say what it took as JSON."""
    reports = [report.read_bytes()] * (pages // 10)
    run = {"ours": join_ours, "own": join_own, "pypdf": join_pypdf, "pikepdf": join_pikepdf}[way]
    run(reports[:1])  # imports are not what is measured
    before = time.process_time()
    size = len(run(reports))
    seconds = time.process_time() - before
    print(json.dumps({"seconds": seconds, "size": size, "memory": _peak()}))


def _peak() -> float | None:
    """Return the most memory this process had, in MB, where the system counts it."""
    if resource is None:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def best(way: str, pages: int, report: Path) -> dict[str, float]:
    """Return the quickest of some runs, each in a process of its own."""
    command = [sys.executable, __file__, "--measure", way, "--pages", str(pages), str(report)]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(RUNS)
    ]
    return min(runs, key=lambda run: run["seconds"])


def main() -> int:
    """Print the table; the exit code is 1 where a limit is not held."""
    parser = argparse.ArgumentParser()
    parser.add_argument("report", type=Path, nargs="?")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--measure", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--pages", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        measure(asked.measure, asked.pages, asked.report)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        report = asked.report or make_report(Path(folder))
        table = {pages: {way: best(way, pages, report) for way in WAYS} for pages in PAGES}
    print("pages  ours s  ÷ pypdf  own ÷ pypdf  ÷ pikepdf  file ÷ pypdf's  peak MB")
    for pages, row in table.items():
        ours, own, pypdf, plain = (row[way] for way in WAYS)
        print(
            f"{pages:5}  {ours['seconds']:6.2f}  {ours['seconds'] / pypdf['seconds']:7.2f}"
            f"  {own['seconds'] / pypdf['seconds']:11.2f}"
            f"  {ours['seconds'] / plain['seconds']:9.2f}  {ours['size'] / pypdf['size']:14.2f}"
            f"  {ours['memory'] or 0:7.0f}"
        )
    growth = table[1000]["ours"]["seconds"] / table[100]["ours"]["seconds"] / 10
    print(f"time a page at 1,000 pages ÷ at 100: {growth:.2f}")
    if asked.json:
        asked.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    held = growth <= LIMITS["growth"] and (table[1000]["ours"]["memory"] or 0) <= LIMITS["memory"]
    for pages in (100, 1000):
        ours, pypdf = table[pages]["ours"], table[pages]["pypdf"]
        held &= ours["seconds"] <= LIMITS["time"] * pypdf["seconds"]
        own = table[pages]["own"]
        held &= own["seconds"] <= LIMITS["own time"] * pypdf["seconds"]
        held &= ours["size"] <= LIMITS["size"] * pypdf["size"]
    print("all limits are held" if held else "a limit is NOT held")
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())

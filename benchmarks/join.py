"""Measures the join against plain copies of the pages, as ratios, in one run.

    python benchmarks/join.py [--json FILE] [REPORT.pdf]

Joins copies of a tagged ten-page report (made here, or the one given) to 10, 100 and 1,000 pages:
ours with everything on, pypdf's plain append and pikepdf's plain copy, which both lose the tags.
Each measurement runs in a process of its own; the time is that process's processor time, which other
work on the machine hardly moves.
"""

import argparse
import datetime
import io
import json
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

PAGES = (10, 100, 1000)
WAYS = ("ours", "pypdf", "pikepdf")
RUNS = 3
LIMITS = {"time": 1.6, "size": 1.5, "memory": 250, "growth": 1.2}


def make_report(number: int) -> bytes:
    """Return a tagged report of ten pages, with about 45 elements a page as a word processor has."""
    from pikepdf import Array, Dictionary, Name, Pdf, String

    pdf = Pdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    top = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree))
    kids, nums = [], []
    for index in range(10):
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.StructParents = index
        lines, elements = [], []
        for mark in range(45):
            kind = "H2" if mark % 9 == 0 else "P"
            text = f"Report {number}, page {index}, line {mark}: what the panel heard from officers"
            glyphs = " ".join(f"<{c:02x}>-{c % 7}" for c in text.encode())
            lines.append(
                f"/{kind}<</MCID {mark}>>BDC\nq 0.1 0 0 0.1 0 0 cm\n0 0 0 rg\nBT\n110 0 0 110 720 "
                f"{7600 - mark * 150} Tm /F1 1 Tf[{glyphs}]TJ\nET\nQ\nEMC"
            )
            elements.append(
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.StructElem, S=Name("/" + kind), P=top, Pg=page, K=Array([mark])
                    )
                )
            )
        page.Contents = pdf.make_stream("\n".join(lines).encode())
        kids += elements
        nums += [index, Array(elements)]
    top.K, tree.K = Array(kids), Array([top])
    tree.ParentTree = Dictionary(Nums=Array(nums))
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("en-GB")
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def join_ours(reports: list[bytes]) -> bytes:
    """Join with all that the join does: tags, coverage, stamps, DRAFT, bookmarks."""
    from panel_papers.joining import Options, Part, Stamp, join

    options = Options(
        title="Pack",
        language="en-GB",
        created=datetime.date(2024, 3, 1),
        stamp=Stamp(watermark="DRAFT"),
        link_base="https://pack.invalid/",
    )
    parts = [Part(f"Report {number}", data) for number, data in enumerate(reports, 1)]
    return join(parts, options).pdf


def join_pypdf(reports: list[bytes]) -> bytes:
    """Append with pypdf."""
    import pypdf

    writer = pypdf.PdfWriter()
    for data in reports:
        writer.append(io.BytesIO(data))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def join_pikepdf(reports: list[bytes]) -> bytes:
    """Copy the pages with pikepdf."""
    import pikepdf

    with pikepdf.Pdf.new() as pdf:
        opened = [pikepdf.Pdf.open(io.BytesIO(data)) for data in reports]
        for source in opened:
            pdf.pages.extend(source.pages)
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


def measure(way: str, pages: int, report: Path | None) -> None:
    """Run one way once, in this process, and say what it took as JSON."""
    given = report.read_bytes() if report else None
    reports = [given or make_report(number % 4) for number in range(pages // 10)]
    run = {"ours": join_ours, "pypdf": join_pypdf, "pikepdf": join_pikepdf}[way]
    run(reports[:1])  # imports are not what is measured
    before = time.process_time()
    size = len(run(reports))
    seconds = time.process_time() - before
    print(json.dumps({"seconds": seconds, "size": size, "memory": _peak()}))


def _peak() -> float | None:
    """Return the most memory this process had, in MB; None on Windows, which has no such count."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def best(way: str, pages: int, report: Path | None) -> dict[str, float]:
    """Return the quickest of some runs, each in a process of its own."""
    command = [sys.executable, __file__, "--measure", way, "--pages", str(pages)]
    if report:
        command.append(str(report))
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
    table = {pages: {way: best(way, pages, asked.report) for way in WAYS} for pages in PAGES}
    print("pages  ours s  ÷ pypdf  ÷ pikepdf  file ÷ pypdf's  peak MB")
    for pages, row in table.items():
        ours, pypdf, plain = (row[way] for way in WAYS)
        print(
            f"{pages:5}  {ours['seconds']:6.2f}  {ours['seconds'] / pypdf['seconds']:7.2f}"
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
        held &= ours["size"] <= LIMITS["size"] * pypdf["size"]
    print("all limits are held" if held else "a limit is NOT held")
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())

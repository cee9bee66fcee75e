"""How long the commands take, beside what people would use instead: one run, one table.

    python benchmarks/run.py [--rounds N] [--smoke] [--history FILE]

All commands are run in turn, round after round, so that a machine that speeds up or slows down does
so for all of them. What is printed are medians of the ratios within a round, to one cold
`soffice --convert-to pdf` of the March 2024 report; seconds are only for orientation. LibreOffice
keeps its profile between the rounds, which is to its advantage. Python keeps what it compiled, as
it does for users. `--history` appends the figures to a JSON file, one entry a run. `--smoke` runs
each command once and holds no limit: it shows that they run. Peers that are not installed
(unoserver, pandoc) are left out, and named.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
BASE = "one cold soffice --convert-to pdf of the report"
PAPER = "march-2024"
CHARTS = "budget-monitoring-2026"
"""A paper with tables and a chart, of which the benchmark makes four."""


@dataclass(frozen=True)
class Case:
    """A command, the limit of its ratio where one is set, and what comes before, untimed.

    `base` is the name of the case that it is held against.
    """

    name: str
    command: list[str]
    limit: float | None = None
    base: str = BASE
    before: Callable[[], None] = lambda: None


@dataclass
class Desk:
    """A copy of the worked example, to be changed between the rounds."""

    folder: Path
    changes: int = 0
    paper: str = PAPER

    def make(self, *options: str, cache: str = "") -> list[str]:
        """Return a command that builds the paper; `cache` names one of the desk's own."""
        kept = str(self.folder / cache) if cache else ""
        code = (
            f"import os; os.environ['PANEL_PAPERS_CACHE'] = {kept!r}\n"
            "from panel_papers.cli import make_paper; make_paper()"
        )
        out = self.folder / f"out-{cache or 'none'}-{'-'.join(options).strip('-')}"
        made = [sys.executable, "-c", code, self.paper, "--outputs", str(out), "-q"]
        return [*made, *self.places, *options]

    @property
    def places(self) -> list[str]:
        """The options that say where inputs and templates are."""
        parts = ("inputs", "templates")
        return [word for part in parts for word in (f"--{part}", str(self.folder / part))]

    def change_a_word(self) -> None:
        """Put another word into the first section."""
        self.changes += 1
        path = self.folder / "inputs" / PAPER / "purpose.md"
        text = path.read_text(encoding="utf-8").replace("high-level", "high level")
        path.write_text(f"{text.rstrip()} Version {self.changes}.\n", encoding="utf-8")

    def change_a_template(self) -> None:
        """Change a property of a template: other bytes, the same look."""
        import docx  # only where it is needed

        self.changes += 1
        path = self.folder / "templates" / "word" / "purpose.docx"
        document = docx.Document(str(path))
        document.paragraphs[0].runs[0].text = f"Purpose of Report {self.changes}"
        document.save(str(path))


def cases(work: Path) -> tuple[list[Case], list[str]]:
    """Return what is compared, and which peers are not here."""
    names = ("desk", "words", "templates", "charts")
    desk, words, templates, _ = desks = [Desk(work / name) for name in names]
    for each in desks:
        for part in ("inputs", "templates"):
            shutil.copytree(ROOT / part, each.folder / part)
    documents = work / "documents"
    documents.mkdir()
    subprocess.run(desk.make("--engine", "embedded"), env=environment(), check=True)
    for document in sorted((desk.folder / "out-none-engine-embedded" / PAPER).glob("*.docx")):
        shutil.copy(document, documents / document.name)
    every = sorted(documents.glob("*.docx"))
    report = next(path for path in every if path.stem.endswith("-report"))
    soffice = [
        "soffice",
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        *("--headless", "--convert-to", "pdf", "--outdir", str(work / "soffice")),
    ]
    python = [sys.executable, "-c"]
    cli = "from panel_papers.cli import {0}; {0}()"
    script = [sys.executable, str(ROOT / "benchmarks" / "usual_script.py"), str(documents)]
    (work / "script").mkdir()
    embedded, office = ("--engine", "embedded"), ("--engine", "libreoffice")
    imports = "importing pandas and docxtpl"
    together = "one cold soffice run for the same documents"
    first = "make-paper, embedded, nothing cached"
    bare = "make-paper, without its web page"
    charts = "make-paper, charts, without its web page"
    with_charts = Desk(work / "charts", paper=CHARTS)
    more_charts(with_charts.folder / "inputs" / CHARTS / "context.md")
    found = [
        Case(BASE, [*soffice, str(report)]),
        Case(together, [*soffice, *map(str, every)]),
        Case(imports, [*python, "import pandas, docxtpl"]),
        Case("make-paper --help", [*python, cli.format("make_paper"), "--help"]),
        Case(
            "panel-papers check",
            [*python, cli.format("panel_papers"), "check", PAPER, "-q", *desk.places],
            limit=2.0,
            base=imports,
        ),
        Case(first, desk.make(*embedded), limit=0.9),
        Case(bare, desk.make(*embedded, "--no-html")),
        Case("make-paper, with its web page", desk.make(*embedded), limit=1.05, base=bare),
        Case("make-paper, large print too", desk.make(*embedded, "--large-print"), base=bare),
        Case(charts, with_charts.make(*embedded, "--no-html")),
        Case(
            "make-paper, charts, with its web page",
            with_charts.make(*embedded),
            limit=1.05,
            base=charts,
        ),
        Case("make-paper, unchanged", desk.make(*embedded, cache="kept"), limit=0.25, base=first),
        Case(
            "make-paper, one word changed",
            words.make(*embedded, cache="kept"),
            before=words.change_a_word,
        ),
        Case(
            "make-paper, one template changed",
            templates.make(*embedded, cache="kept"),
            before=templates.change_a_template,
        ),
        Case(
            "make-paper, LibreOffice, nothing cached",
            desk.make(*office),
            limit=1.25,
            base=together,
        ),
        Case("the usual script, one soffice call", [*script, str(work / "script"), "--together"]),
        Case("the usual script, one call a document", [*script, str(work / "script")]),
    ]
    absent = []
    if shutil.which("pandoc"):
        (work / "pandoc").mkdir()
        markdown = [str(path) for path in sorted((ROOT / "inputs" / PAPER).glob("*.md"))]
        target = str(work / "pandoc" / "report.docx")
        then = f"pandoc -o {target} {' '.join(markdown)} && {' '.join(soffice)} {target}"
        found.append(Case("pandoc, then soffice, report only", ["sh", "-c", then]))
    else:
        absent.append("pandoc")
    if shutil.which("unoconvert") is None:
        absent.append("unoserver")
    return found, absent


def more_charts(section: Path) -> None:
    """Put the chart of a section below it three times more, with captions of their own."""
    text = section.read_text(encoding="utf-8")
    begin = text.index("```chart\n")
    chart = text[begin : text.index("```\n", begin + 3) + 4]
    for number in range(3):
        text += "\n" + chart.replace("caption: ", f"caption: Again {number}, ")
    section.write_text(text, encoding="utf-8")


def environment() -> dict[str, str]:
    """Return the environment of a user: Python may keep what it compiled, as it does by default."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT / "src")}


def seconds(case: Case) -> float:
    """Return how long a command takes as a whole process."""
    case.before()
    began = time.perf_counter()
    done = subprocess.run(
        case.command, cwd=ROOT, env=environment(), capture_output=True, check=False
    )
    taken = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"{case.name} ended with {done.returncode}: {done.stderr.decode()[-800:]}")
    return taken


def measure(found: list[Case], rounds: int) -> list[dict[str, object]]:
    """Return a row for each case: its ratio to its base, lowest and highest, and seconds."""
    for case in found:  # fills caches and profiles; not counted
        seconds(case)
    taken = [{case.name: seconds(case) for case in found} for _ in range(rounds)]
    rows: list[dict[str, object]] = []
    for case in found:
        ratios = sorted(each[case.name] / each[case.base] for each in taken)
        rows.append(
            {
                "case": case.name,
                "base": case.base,
                "ratio": round(statistics.median(ratios), 3),
                "lowest": round(ratios[0], 3),
                "highest": round(ratios[-1], 3),
                "seconds": round(statistics.median(each[case.name] for each in taken), 3),
                "limit": case.limit,
            }
        )
    return rows


def table(rows: list[dict[str, object]]) -> str:
    """Return the rows as a Markdown table, for the README."""
    lines = ["| | ratio | lowest–highest | limit | to |", "|---|---|---|---|---|"]
    for row in rows:
        limit = "" if row["limit"] is None else row["limit"]
        spread = f"{row['lowest']}–{row['highest']}"
        base = "" if row["case"] == row["base"] else row["base"]
        lines.append(f"| {row['case']} | {row['ratio']} | {spread} | {limit} | {base} |")
    return "\n".join(lines)


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--history", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found, absent = cases(Path(folder))
        if asked.smoke:
            for case in found:
                print(f"{case.name}: {seconds(case):.2f} s")
            return
        rows = measure(found, asked.rounds)
    print(f"{asked.rounds} rounds, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(table(rows))
    if absent:
        print(f"not installed, and left out: {', '.join(absent)}")
    if asked.history:
        told = json.loads(asked.history.read_text("utf-8")) if asked.history.exists() else []
        told.append({"when": datetime.now(UTC).isoformat(timespec="seconds"), "rows": rows})
        asked.history.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    broken = [r["case"] for r in rows if r["limit"] is not None and r["ratio"] > r["limit"]]  # type: ignore[operator]  # both are numbers
    if broken:
        raise SystemExit(f"over the limit: {', '.join(map(str, broken))}")


if __name__ == "__main__":
    main()

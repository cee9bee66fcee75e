"""A meeting and its supplements, beside the script that people write today: ratios in one run.

    python benchmarks/meeting.py [--papers 20] [--supplements 3] [--jobs 2] [--json FILE]

Ours is what a clerk does: `meeting build` with an empty cache, `meeting publish`, and for each
supplement a report that has changed, `meeting supplement` and `meeting publish`. The script
(`usual_meeting.py`) makes one pack of the same Word documents, reports and appendices, and one of
the changed report with its appendix for each supplement; it starts LibreOffice for each document,
or once for all (`together`). Time is that
of the clock; processor time is printed beside it, as other work on the machine hardly moves it.
The exit code is 1 where the script is not at least five times as slow.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent
TARGET = 5.0
DOCUMENTS = 2
"""Of each paper: its report and its appendix."""
_PAPER = """\
title: Report {number} on the Services of Exampleton
short_title: Report {number}
report_to: Essex Police, Fire and Crime Panel
author: Head of Service {number}
date: 2024-03-14
for: Noting
enquiries_to: {{name: Services Team, role: Services, email: services@example.org}}
appendices:
  - title: Figures of service {number}
    file: appendices/figures.md
"""
_PARAGRAPH = (
    "Service {number} met its aim in part {part} of the year. The team answered {count} letters "
    "and visited each part of the town. Members are asked to note the work that was done, and "
    "what is planned for the months to come. "
)


class Taken(dict[str, float]):
    """Seconds of the clock and of the processor."""


def timed(command: list[str], **options: object) -> Taken:
    """Run a command and return what it took; raises CalledProcessError with what it said."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(clock=clock, processor=processor)


def added(parts: list[Taken]) -> Taken:
    """Return the time of several commands together."""
    return Taken({key: sum(each[key] for each in parts) for key in ("clock", "processor")})


def write_paper(inputs: Path, number: int, *, extra: str = "") -> str:
    """Write an invented paper of a few pages; return its name."""
    name = f"service-{number}"
    folder = inputs / name
    (folder / "appendices").mkdir(parents=True, exist_ok=True)
    (folder / "paper.yaml").write_text(_PAPER.format(number=number), encoding="utf-8")
    (folder / "purpose.md").write_text(
        f"To report on service {number}, with its figures in Appendix 1.\n", encoding="utf-8"
    )
    (folder / "recommendations.md").write_text("To note the report.\n", encoding="utf-8")
    text = [
        _PARAGRAPH.format(number=number, part=part, count=100 * number + part) * 3
        for part in range(1, 13)
    ]
    (folder / "context.md").write_text("\n\n".join([*text, extra]).rstrip() + "\n", "utf-8")
    rows = [f"| Part {part} | {100 * number + part} |" for part in range(1, 31)]
    table = "\n".join(["| Part of the year | Letters |", "|---|---|", *rows])
    (folder / "appendices" / "figures.md").write_text(f"# Letters\n\n{table}\n", "utf-8")
    return name


class Desk:
    """A folder with a meeting, and the Word documents of its papers for the script."""

    def __init__(self, folder: Path, papers: int, jobs: int) -> None:
        self.folder, self.jobs = folder, jobs
        self.environment = {**os.environ, "PANEL_PAPERS_CACHE": str(folder / "cache")}
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        shutil.copytree(ROOT / "templates", folder / "templates")
        self.names = [write_paper(folder / "inputs", n) for n in range(1, papers + 1)]
        items = "".join(f"  - paper: {name}\n" for name in self.names)
        meeting = folder / "meetings" / "march" / "meeting.yaml"
        meeting.parent.mkdir(parents=True)
        meeting.write_text(
            "body: panel\ndate: 2024-03-14\ntime: '10:00'\nvenue: {name: Council Chamber}\n"
            "clerk: {name: Democratic Services, email: committees@example.org}\n"
            f"items:\n  - standing: apologies\n{items}",
            encoding="utf-8",
        )

    def run(self, *arguments: str) -> Taken:
        """Run a command for the meeting."""
        command = [sys.executable, "-m", "panel_papers", *arguments]
        return timed(command, cwd=self.folder, env=self.environment)

    def ours(self, supplements: int) -> dict[str, Taken]:
        """Build and publish the meeting, then each supplement; return what each issue took."""
        jobs = ("--jobs", str(self.jobs))
        publish = ("meeting", "publish", "march", "--today", "2024-03-05")
        built = self.run("meeting", "build", "march", *jobs)
        taken = {"the meeting": added([built, self.run(*publish)])}
        for number in range(1, supplements + 1):
            write_paper(self.folder / "inputs", number, extra="The report was corrected.")
            made = self.run("meeting", "supplement", "march", *jobs)
            taken[f"supplement {number}"] = added([made, self.run(*publish)])
        return taken

    def documents(self) -> Path:
        """Return a folder with each paper’s Word documents, made by us and not timed."""
        for name in self.names:
            self.run("build", name, "--no-html")
        folder = self.folder / "documents"
        folder.mkdir()
        for name in self.names:
            made = self._documents_of(self.folder / "outputs" / name, name)
            if len(made) != DOCUMENTS:
                raise SystemExit(f"{name} has {len(made)} documents")
            for each in made:
                shutil.copy(each, folder)
        return folder

    @staticmethod
    def _documents_of(folder: Path, name: str) -> list[Path]:
        return [*folder.glob(f"{name}-report.docx"), *folder.glob(f"{name}-appendix-*.docx")]

    def usual(self, documents: Path, supplements: int, *options: str) -> dict[str, Taken]:
        """Make the same issues with the script."""
        taken = {"the meeting": self._script(documents, *options)}
        for number in range(1, supplements + 1):
            changed = Path(tempfile.mkdtemp(dir=self.folder))
            for each in self._documents_of(documents, self.names[number - 1]):
                shutil.copy(each, changed)
            taken[f"supplement {number}"] = self._script(changed, *options)
        return taken

    def _script(self, documents: Path, *options: str) -> Taken:
        out = tempfile.mkdtemp(dir=self.folder)
        script = str(HERE / "usual_meeting.py")
        return timed([sys.executable, script, str(documents), out, *options], env=self.environment)


def main() -> int:
    """Print the table; the exit code is 1 where the target is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--papers", type=int, default=20)
    parser.add_argument("--supplements", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), asked.papers, asked.jobs)
        ways = {"ours": desk.ours(asked.supplements)}
        documents = desk.documents()
        ways["script"] = desk.usual(documents, asked.supplements)
        ways["together"] = desk.usual(documents, asked.supplements, "--together")
    for way, taken in ways.items():
        ways[way] = taken | {"all": added(list(taken.values()))}
    print(f"{asked.papers} papers, {asked.supplements} supplements, {asked.jobs} jobs, seconds")
    print("                 ours (processor)  script (processor)  ÷ ours   together  ÷ ours")
    for what, ours in ways["ours"].items():
        script, together = ways["script"][what], ways["together"][what]
        print(
            f"{what:14} {ours['clock']:8.1f} ({ours['processor']:7.1f})"
            f" {script['clock']:9.1f} ({script['processor']:7.1f})"
            f" {script['clock'] / ours['clock']:7.2f}"
            f" {together['clock']:9.1f} {together['clock'] / ours['clock']:7.2f}"
        )
    if asked.json:
        asked.json.write_text(json.dumps(ways, indent=2) + "\n", encoding="utf-8")
    ratio = ways["script"]["all"]["clock"] / ways["ours"]["all"]["clock"]
    return 0 if ratio >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())

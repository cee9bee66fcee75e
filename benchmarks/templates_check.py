"""How long `panel-papers templates check` takes, as a ratio to one cold LibreOffice.

    python benchmarks/templates_check.py [ROUNDS]

In each round the command is run as a user types it, and after it one `soffice --convert-to pdf` of
the March 2024 report, with a profile that is kept between the rounds. Medians are printed;
the exit code is 1 where that of the ratios is above the limit.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from preview import ROOT, cold_office, write_report

LIMIT = 0.7


def seconds_of(*command: str) -> float:
    """Return the seconds that a command of the program takes."""
    program = str(Path(sys.executable).with_name("panel-papers"))
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([program, *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def main(rounds: int) -> int:
    """Print the medians; 1 where the limit is not held."""
    templates = len(list((ROOT / "templates" / "word").glob("*.docx")))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("templates", "inputs"):
            shutil.copytree(ROOT / name, work / name)
        report = write_report(work)
        pairs = []
        for number in range(rounds + 1):
            pair = (seconds_of("templates", "check"), cold_office(report, work))
            if number:  # the first fills the profile and the compiled modules
                pairs.append(pair)
                sys.stdout.write(f"check {pair[0]:.2f} s, soffice {pair[1]:.2f} s\n")
    ratio = statistics.median(check / office for check, office in pairs)
    sys.stdout.write(f"{templates} templates: {ratio:.2f} of one cold soffice (limit {LIMIT})\n")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))

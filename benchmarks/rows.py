"""What 100,000 rows of data take: read, filtered and grouped by us, as a ratio to pandas alone.

    python benchmarks/rows.py [--rows N] [--rounds N] [--smoke]

The same rows are written as a .csv and as an .xlsx file: service, status, month and amount. Ours:
the sum of each service's paid amounts as figures of figures.yaml, with every check of the data.
Theirs: `pandas.read_csv` or `read_excel` (openpyxl), a filter and a `groupby`. Each runs in a
process of its own, in turn; what is measured is its processor time without the imports, and the
most memory that it held with them. Both must have the same sums. The exit code is 1 where a ratio
is above its limit. `--smoke` takes 2,000 rows once, and holds to no limit. Linux only.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

MOST_TIME, MOST_MEMORY = 2.0, 3.0
SERVICES = ("Roads", "Parks", "Waste", "Libraries", "Housing", "Planning", "Schools", "Ports")
STATES = ("Paid", "Open", "Disputed")

PANDAS = """
import pandas, sys
{openpyxl}
{begin}
frame = pandas.{read}(sys.argv[1])
sums = frame[frame.Status == "Paid"].groupby("Service").Amount.sum()
result = {{name: f"{{value:.2f}}" for name, value in sums.items()}}
{end}
"""
OURS = """
import sys
from pathlib import Path
import pandas
import openpyxl
import yaml
import panel_papers.content.figures.calculating
from panel_papers.content.figures import reckon
from panel_papers.inputs import FigureFiles
path = Path(sys.argv[1])
figures = "figures:" + "".join(
    f"\\n  {{name.lower()}}:\\n    source: data/{{path.name}}\\n    column: Amount\\n"
    f"    filter: {{{{Service: {{name}}, Status: Paid}}}}\\n"
    "    aggregate: sum\\n    format: 5.99\\n"
    for name in {services!r}
)
{begin}
files = {{f"data/{{path.name}}": path.read_bytes(), "figures.yaml": figures.encode()}}
made = reckon(FigureFiles("inputs/june-2024", files))
result = {{
    name.capitalize(): f"{{float(each.value):.2f}}" for name, each in made.values.items()
}}
{end}
assert not made.problems, made.problems[:3]
"""
BEGIN = "import time; start = time.process_time()"
END = """
import json
took = time.process_time() - start
with open("/proc/self/status") as status:  # ru_maxrss would count the process that started it
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1000
print(json.dumps([took, peak, result]))
"""


def write_files(folder: Path, count: int) -> None:
    """Write the rows as data.csv and as data.xlsx."""
    import pandas

    rng = random.Random(17)
    months = [f"{2000 + n // 12}-{n % 12 + 1:02}-01" for n in range(288)]
    rows = [
        (
            rng.choice(SERVICES),
            rng.choice(STATES),
            rng.choice(months),
            round(rng.uniform(-100, 9000), 2),
        )
        for _ in range(count)
    ]
    frame = pandas.DataFrame(rows, columns=["Service", "Status", "Month", "Amount"])
    frame.to_csv(folder / "data.csv", index=False, float_format="%.2f")
    frame["Month"] = pandas.to_datetime(frame["Month"]).dt.date
    frame.to_excel(folder / "data.xlsx", index=False)


def run(code: str, path: Path) -> tuple[float, float, dict[str, str]]:
    """Return processor seconds, megabytes and the sums of one run."""
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    took, peak, sums = json.loads(done.stdout)
    return took, peak, dict(sorted(sums.items()))


def compared(path: Path, rounds: int) -> tuple[float, float]:
    """Print what one file takes, and return the ratios of time and memory."""
    read = "read_csv" if path.suffix == ".csv" else "read_excel"
    extra = "import openpyxl" if path.suffix == ".xlsx" else ""
    theirs = PANDAS.format(read=read, openpyxl=extra, begin=BEGIN, end=END)
    ours = OURS.format(services=SERVICES, begin=BEGIN, end=END)
    runs = [(run(theirs, path), run(ours, path)) for _ in range(rounds)]
    for them, us in runs:
        if them[2] != us[2]:
            sys.exit(f"the sums differ: {them[2]} and {us[2]}")
    times = statistics.median(us[0] / them[0] for them, us in runs)
    memory = statistics.median(us[1] / them[1] for them, us in runs)
    for name, each in (("pandas", [t for t, _ in runs]), ("ours", [o for _, o in runs])):
        seconds, peak = (statistics.median(one[n] for one in each) for n in (0, 1))
        print(f"  {path.suffix:5} {name:7} {seconds:7.2f} s of processor time {peak:7.0f} MB")
    print(f"  {path.suffix:5} ratio   {times:7.2f}                     {memory:7.2f}")
    return times, memory


def main() -> None:
    """Measure both files; the exit code is 1 where a limit is not held."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--smoke", action="store_true")
    asked = parser.parse_args()
    count, rounds = (2_000, 1) if asked.smoke else (asked.rows, asked.rounds)
    print(f"{count:,} rows, medians of {rounds}")
    with tempfile.TemporaryDirectory() as name:
        write_files(Path(name), count)
        ratios = [compared(Path(name) / f"data.{end}", rounds) for end in ("csv", "xlsx")]
    held = all(time <= MOST_TIME and memory <= MOST_MEMORY for time, memory in ratios)
    print(f"limits: {MOST_TIME} times the time, {MOST_MEMORY} times the memory")
    if not asked.smoke:
        print("held" if held else "NOT held")
        sys.exit(not held)


if __name__ == "__main__":
    main()

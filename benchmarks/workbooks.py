"""Random workbooks, read by us and by LibreOffice: every cell shows the same, or is refused.

    python benchmarks/workbooks.py [COUNT] [--first SEED] [--keep FOLDER]

Each seed makes a workbook of one to three sheets (tests/inputs/random_workbooks.py): a table of
random numbers in columns of random number formats (those of tests/inputs/number_formats.txt), with
titles, notes, periods newest first or last, and totals of which some are wrong. The oracle is the
text that LibreOffice Calc itself writes for each cell. What we print of the same sheet as a table
among prose and as an appendix must be that text, or name the cell in a problem; sums, last values
and changes must be those of the numbers that were written. Printed: what was compared, what was
refused and why, and each difference without a word; the exit code is 1 if there is any.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from tests.inputs.random_workbooks import FORMATS, Made, workbook  # noqa: E402
from tests.inputs.shown_cells import differences, shown_by_libreoffice  # noqa: E402

AT_ONCE = 100  # workbooks of one start of LibreOffice


def of_seeds(seeds: range, told: Counter[str], keep: Path | None) -> list[str]:
    """Return the differences of the workbooks of some seeds."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made: dict[Path, Made] = {folder / f"{seed}.xlsx": workbook(seed) for seed in seeds}
        for path, each in made.items():
            each.book.save(path)
        said = shown_by_libreoffice(folder, list(made))
        for path, each in made.items():
            try:
                different = differences(path, each, told)
            except FileNotFoundError:
                sys.exit(f"LibreOffice wrote nothing for {path.name}: {said}")
            if different and keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, keep)
            found += different
    return found


def main() -> None:
    """Make the workbooks, compare them, and print what differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int, nargs="?", default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    told, silent = Counter[str](), list[str]()
    for start in range(asked.first, asked.first + asked.count, AT_ONCE):
        end = min(start + AT_ONCE, asked.first + asked.count)
        silent += of_seeds(range(start, end), told, asked.keep)
        so_far = f"{len(silent)} otherwise without a word, {dict(sorted(told.items()))}"
        print(f"… to seed {end - 1}: {so_far}", file=sys.stderr, flush=True)
    print(f"{asked.count} workbooks from seed {asked.first}, {len(FORMATS)} number formats")
    for what, number_of in sorted(told.items()):
        print(f"  {what}: {number_of:,}")
    print(f"  otherwise without a word: {len(silent)}")
    for each in silent[:60]:
        print(f"    {each}")
    sys.exit(bool(silent))


if __name__ == "__main__":
    main()

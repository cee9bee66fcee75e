"""Tries random edits of our templates as Word makes them: what check passes is what papers print.

    python benchmarks/template_edits.py [--tries N] [--from SEED] [--papers N] [--every-kind]

Each seed is one edit (kind, template, place) from tests/template_tools/random_edits. Where
`templates check` is clean, each sample paper that uses the template has to build without a problem
of the template, with each of its words on the pages of one of them; what a build says of a template
check has to have said. Printed are the trials that break this; the exit code is 1 if there is any.
"""

from __future__ import annotations

import argparse
import collections
import logging
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> int:
    """Try the edits; 1 where one breaks the promise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=300)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--kind")
    parser.add_argument("--every-kind", action="store_true", help="each kind in turn")
    parser.add_argument("--papers", type=int, default=99, help="the most papers built for one edit")
    asked = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    from tests.template_tools.random_edits.kinds import KINDS
    from tests.template_tools.random_edits.trial import tried

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    counts, began = collections.Counter[str](), time.process_time()
    kinds = list(KINDS)
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(asked.first, asked.first + asked.tries):
            kind = kinds[seed % len(kinds)] if asked.every_kind else asked.kind
            try:
                trial = tried(seed, Path(folder), kind, most=asked.papers)
            except Exception:  # noqa: BLE001 - a program that breaks is what we look for
                counts["broken"] += 1
                sys.stdout.write(f"BROKEN {seed} {kind}\n{traceback.format_exc()}\n")
                continue
            counts["clean" if trial.clean else "reported"] += 1
            counts["papers"] += trial.papers
            counts["wrong"] += bool(trial.wrong)
            if trial.wrong:
                sys.stdout.write(f"WRONG {seed} {trial.template} “{trial.kind}” {trial.said}\n")
                sys.stdout.write("".join(f"    {line}\n" for line in trial.wrong))
            sys.stdout.flush()
    seconds = time.process_time() - began
    counted = ", ".join(f"{number} {what}" for what, number in sorted(counts.items()))
    sys.stdout.write(f"{len(kinds)} kinds, {asked.tries} edits: {counted}; {seconds:.0f} s\n")
    return int(bool(counts["wrong"] or counts["broken"]))


if __name__ == "__main__":
    sys.exit(main())

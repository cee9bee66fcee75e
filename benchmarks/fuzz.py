"""Fuzzes what takes in inputs: 10,000 tries a target, each process under limits.

    python benchmarks/fuzz.py [--tries N] [--from SEED] [TARGET...]

The targets are those of tests/fuzz/targets.py, which CI tries 200 times each, and one that goes
through the embedded engine. What is neither a result nor a fault in words is printed with its seed,
as is what takes over 10 seconds of the processor's time or over 1 GiB; a process that dies or hangs
is started anew behind the seed that it died of. The exit code is 1 if there was any of it.
"""

from __future__ import annotations

import argparse
import collections
import faulthandler
import logging
import resource
import subprocess
import sys
import time
import traceback
import warnings
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECONDS = 10
HANGS = 120
MEMORY = 1024**3


def try_all(name: str, first: int, tries: int) -> None:
    """Run a target with one seed after another; print what goes wrong and how far it came."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "fuzz")]
    import targets

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (4 * MEMORY, 4 * MEMORY))
    target = {**targets.TARGETS, **targets.SLOW_TARGETS}[name]
    for seed in range(first, first + tries):
        sys.stdout.write(f"at {seed}\n")
        sys.stdout.flush()
        faulthandler.dump_traceback_later(HANGS, exit=True)
        began, before = time.process_time(), _most_memory()
        try:
            targets.attempt(target, seed)
        except BaseException as fault:  # noqa: BLE001 - all of it is what we look for
            where = traceback.extract_tb(fault.__traceback__)[-4:]
            steps = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(where))
            sys.stdout.write(f"fault {type(fault).__name__}: {str(fault)[:200]!r} at {steps}\n")
        faulthandler.cancel_dump_traceback_later()
        took, grown = time.process_time() - began, _most_memory() - before
        if took > SECONDS:
            sys.stdout.write(f"fault slow: {took:.0f} s\n")
        if grown > MEMORY:
            sys.stdout.write(f"fault large: {grown / MEMORY:.1f} GiB\n")
    sys.stdout.flush()


def _most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def run(name: str, first: int, tries: int) -> collections.Counter[str]:
    """Run a target in processes of its own, and return what went wrong, by kind."""
    faults: collections.Counter[str] = collections.Counter()
    seed, last = first, first + tries
    began = time.monotonic()
    while seed < last:
        command = [sys.executable, __file__, "--child", name, str(seed), str(last - seed)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
        ) as child:
            assert child.stdout is not None
            for line in child.stdout:
                kind, _, words = line.strip().partition(" ")
                if kind == "at":
                    seed = int(words)
                elif kind == "fault":
                    told = f"{name}: {words.rpartition(' at ')[2]} {words.partition(':')[0]}"
                    if not faults[told]:
                        print(f"{name} {seed}: {words}", flush=True)
                    faults[told] += 1
        if child.returncode:
            print(f"{name} {seed}: the process ended with {child.returncode}", flush=True)
            faults[f"{name}: ended with {child.returncode}"] += 1
        seed += 1
    took = time.monotonic() - began
    print(f"{name}: {tries} tries in {took:.0f} s, {faults.total()} faults", flush=True)
    return faults


def main() -> None:
    """Fuzz the targets that were named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--tries", type=int, default=10_000)
    parser.add_argument("--from", dest="first", type=int, default=0)
    given = parser.parse_args()
    usual = ["paper_yaml", "figures_yaml", "markdown", "template", "word_appendix", "word_import"]
    usual += ["pdf_appendix", "picture_appendix", "word_rendered"]
    faults = sum(
        (run(name, given.first, given.tries) for name in given.targets or usual),
        collections.Counter[str](),
    )
    for kind, count in faults.most_common():
        print(f"{count:6} {kind}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    if "--child" in sys.argv[1:2]:
        try_all(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        main()

"""Random edits of built Word files, merged into the inputs: exact, refused, or wrong.

    python benchmarks/merges.py [--edits N] [--from SEED] [--paper NAME]... [--saver NAME]...
                                [--anywhere] [--pairs [--again] | --apart] [--most N]
                                [--show refused]

The papers are those under `inputs/`, the paper of `tests/merge`, and that paper several times over
(`--times`). Each report and each appendix that is made in Word is built once. Each file gets one to
three random edits (`tests/merge/edits.py`), typed or tracked, and is saved by python-docx, by
LibreOffice or by rdocx. What the merge makes of it is judged by mammoth (`tests/merge/judge.py`),
which has no part in merging: the new inputs say exactly what the reviewer's file says, or the merge
is wrong, unless it is refused. Tags of figures may go only where their numbers are gone from the
file too.

Edited is what was typed as prose (in Markdown); with `--anywhere` also templates' own words, values
and tables from data, most of which have to be refused. Where a figure was hit, a change has no
place in the inputs and its refusal is right: these are counted as “without a place”; so is a
section that was left without a word.

With `--pairs`, two reviewers edit each document (`merge_pairs.py`); with `--again`, the file of the
first is then merged once more, and nothing of it may be typed a second time. With `--apart`, a file
gets up to `--most` edits that are not beside each other, and what is counted is edits
(`merge_each.py`).

A file that a saver alone has changed, before any edit, is left out for that saver. The exit code is
1 where a merge was wrong.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

os.environ["PANEL_PAPERS_CACHE"] = ""
ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "benchmarks")]

from merge_each import Try, edit_by_edit  # noqa: E402
from merge_pairs import judged, merged_pair  # noqa: E402
from tests.merge.edits import edited, with_steps  # noqa: E402
from tests.merge.judge import said  # noqa: E402

from panel_papers.core import InputsError, Settings  # noqa: E402
from panel_papers.merge.documents import built_documents  # noqa: E402
from panel_papers.merge.one_file import Merging  # noqa: E402
from panel_papers.merge.reading import read_file  # noqa: E402
from panel_papers.pdf.engines.libreoffice import find_soffice  # noqa: E402
from panel_papers.word import BlockOrigin  # noqa: E402

SAVERS = ("python-docx", "libreoffice", "rdocx")
BATCH = 20
NO_PLACE = ("merge-template", "merge-data", "merge-figure")
EMPTY = " is empty"  # the only words of a section were deleted, and no section may be without any


class Paper:
    """A paper that is built once: its Word documents, and what mammoth reads in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(
            inputs=folder.parent, templates=ROOT / "templates", today=date(2024, 3, 1)
        )
        self.today = built_documents(folder, self.settings)
        self.documents = {each.name: each for each in self.today[1]}
        self.files = {
            each.relative_to(folder).as_posix(): each.read_bytes()
            for each in folder.rglob("*")
            if each.is_file()
        }


def papers(scratch: Path, names: list[str], times: int) -> list[Paper]:
    """Copy the papers into a folder of their own, and build them."""
    for each in sorted((ROOT / "inputs").iterdir()):
        if (each / "paper.yaml").is_file():
            shutil.copytree(each, scratch / each.name)
    every = ROOT / "tests" / "merge" / "paper"
    shutil.copytree(every, scratch / "every-construct")
    longer = scratch / f"every-construct-{times}"
    shutil.copytree(every, longer)
    text = (longer / "context.md").read_text(encoding="utf-8")
    body, note = text.split("[^one]:")
    parts = [
        body.replace("The programme", f"The programme of {year}").replace(
            "Grants and what they come to", f"Grants and what they came to in {year}"
        )
        for year in range(2024, 2024 + times)
    ]
    (longer / "context.md").write_text("".join(parts) + "[^one]:" + note, encoding="utf-8")
    return [Paper(scratch / each.name) for each in sorted(scratch.iterdir()) if wanted(each, names)]


def wanted(folder: Path, names: list[str]) -> bool:
    """Say whether a folder is one of the papers that were asked for."""
    return not names or folder.name in names


K = TypeVar("K", int, str)


def saved_by_each(files: dict[K, tuple[str, bytes]], scratch: Path) -> dict[K, bytes]:
    """Return files as their programs save them; those that cannot be saved are left out."""
    found: dict[str, bytes] = {}
    for saver in SAVERS:
        waiting = {
            f"{key}".replace("/", "-"): data for key, (by, data) in files.items() if by == saver
        }
        found |= saved(waiting, saver, scratch) if waiting else {}
    names = {key: f"{key}".replace("/", "-") for key in files}
    return {key: found[name] for key, name in names.items() if name in found}


def saved(files: dict[str, bytes], saver: str, scratch: Path) -> dict[str, bytes]:
    """Return files as a program saves them; those that it cannot save are left out."""
    if saver == "python-docx":
        return files
    if saver == "rdocx":
        import rdocx

        found = {}
        for name, data in files.items():
            try:
                found[name] = rdocx.Document.from_bytes(data).to_bytes()
            except rdocx.RdocxError:
                continue
        return found
    folder = Path(tempfile.mkdtemp(dir=scratch))
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = [str(find_soffice()), f"-env:UserInstallation=file://{scratch}/profile", "--headless"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out")]
    subprocess.run(
        [*command, *(str(each) for each in folder.glob("*.docx"))],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return {each.stem: each.read_bytes() for each in (folder / "out").glob("*.docx")}


def changed_by_savers(paper: Paper, savers: list[str], scratch: Path) -> set[tuple[str, str]]:
    """Return the documents that a saver changes by itself, as mammoth reads them."""
    files = {each.replace(" ", "-"): one.docx for each, one in paper.documents.items()}
    found = set()
    for saver in savers:
        back = saved(files, saver, scratch)
        for name, data in files.items():
            if name not in back or said(back[name]) != said(data):
                found.add((name, saver))
                print(f"left out: {paper.folder.name}, {name}, as {saver} alone changes it")
    return found


def merged(paper: Paper, name: str, data: bytes, scratch: Path) -> tuple[str, list[str]]:
    """Merge a file; return “exact”, “refused” or “wrong”, and what shows it."""
    file = scratch / "reviewer.docx"
    file.write_bytes(data)
    merging = Merging(paper.folder, file, paper.settings, {}, same_inputs=False)
    try:
        plan, files = merging.merged(paper.today)
    except InputsError as error:
        return "refused", [
            f"{each.code}: {each.found} ({each.place.where or ''})" for each in error.problems
        ]
    theirs, ours = said(data), said(merging.made)
    wrong = [
        f"theirs {one!r}\n    ours   {other!r}"
        for one, other in unlike(theirs, ours)
        if not any(follows(one, other, *each) for each in plan.follows)
    ]
    wrong += typed_out(paper, {path: new for path, (_, new) in files.items()}, name, data)
    return ("wrong" if wrong else "exact"), wrong


def unlike(theirs: list, ours: list) -> list[tuple]:
    """Return the pairs of paragraphs that differ."""
    if len(theirs) != len(ours):
        both = [n for n in range(min(len(theirs), len(ours))) if theirs[n] != ours[n]]
        first = both[0] if both else min(len(theirs), len(ours))
        return [(theirs[first : first + 2], ours[first : first + 2])]
    return [(one, other) for one, other in zip(theirs, ours, strict=True) if one != other]


def follows(one: object, other: object, old: str, new: str) -> bool:
    """Say whether a paragraph has a value that was changed in another place."""
    texts = ["".join(t for t, *_ in each[1]) for each in (one, other) if isinstance(each, tuple)]
    return len(texts) == 2 and texts[0].replace(old, new) == texts[1]


def typed_out(paper: Paper, new: dict[str, bytes], name: str, data: bytes) -> list[str]:
    """Return the figures whose tags are gone while their numbers are still in the file."""
    found = []
    document = next(d for n, d in paper.documents.items() if n.replace(" ", "-") == name)
    before, after = (
        "\n".join("".join(t for t, *_ in pieces) for _, pieces in said(each))
        for each in (document.docx, data)
    )
    for figure in paper.today[0].figures:
        tag = re.compile(rf"figures\s*\.\s*{figure.name}\b".encode())
        gone = sum(len(tag.findall(paper.files[p])) - len(tag.findall(n)) for p, n in new.items())
        printed = str(figure.printed)
        if gone > 0 and gone > before.count(printed) - after.count(printed):
            found.append(f"the figure {figure.name} was typed out")
    return found


def main() -> int:
    """Edit, merge and count; return the exit code."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--edits", type=int, default=200, help="How many files are edited.")
    options.add_argument("--from", dest="first", type=int, default=0, help="The first seed.")
    options.add_argument("--paper", action="append", default=[], help="Only this paper.")
    options.add_argument("--saver", action="append", choices=SAVERS, help="Only this program.")
    options.add_argument("--most", type=int, default=3, help="Edits a file, at most.")
    options.add_argument("--times", type=int, default=3, help="How often the long paper has all.")
    options.add_argument("--anywhere", action="store_true", help="Edit more than prose.")
    options.add_argument("--pairs", action="store_true", help="Two reviewers of each document.")
    options.add_argument("--again", action="store_true", help="Then the first one’s file again.")
    options.add_argument("--apart", action="store_true", help="Many edits, counted one by one.")
    options.add_argument("--show", choices=["refused", "wrong"], default="wrong")
    options.add_argument("--keep", type=Path, help="Keep the files of wrong merges here.")
    asked = options.parse_args()
    savers = asked.saver or list(SAVERS)
    counting = Counting(asked)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        (scratch / "inputs").mkdir()
        made = papers(scratch / "inputs", asked.paper, asked.times)
        without = {p.folder.name: changed_by_savers(p, savers, scratch) for p in made}
        mode = pairs if asked.pairs else one_by_one if asked.apart else whole_files
        for first in range(asked.first, asked.first + asked.edits, BATCH):
            last = min(first + BATCH, asked.first + asked.edits)
            chosen = [choice(made, without, seed, asked) for seed in range(first, last)]
            mode([each for each in chosen if each is not None], asked, scratch, counting)
            print(f"seeds to {last - 1}: {counting.so_far()}", flush=True)
    report(counting.counts, counting.by_edit, counting.reasons)
    return 1 if counting.counts["wrong"] else 0


class Counting:
    """What came of files, of kinds of edits, and why some were refused."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        self.counts: Counter[str] = Counter()
        self.by_edit: dict[str, Counter[str]] = {}
        self.reasons: Counter[str] = Counter()

    def add(self, of: Choice, edits: list[str], kind: str, why: list[str], data: bytes) -> None:
        """Count one file; show it, and keep it, where that was asked for."""
        if kind == "refused" and all(each.startswith(NO_PLACE) or EMPTY in each for each in why):
            kind = "without a place"
        one_by_one = self.asked.apart
        self.counts[kind] += len(edits) if one_by_one else 1
        for each in edits if one_by_one or len(edits) == 1 else ["several"]:
            self.by_edit.setdefault(each, Counter())[kind] += 1
        if kind == "refused":
            self.reasons.update(
                [re.sub(r"“[^”]*”", "“…”", each.rpartition(" (")[0])[:110] for each in why[:1]]
            )
        if kind in {"wrong", "undecided", self.asked.show}:
            print(f"{of.seed}: {kind}: {of.paper.folder.name}, {of.name}, {of.saver}, {edits}")
            print("".join(f"    {each[:900]}\n" for each in why[:4]), end="", flush=True)
        if kind == "wrong" and self.asked.keep:
            self.asked.keep.mkdir(exist_ok=True)
            file = self.asked.keep / f"{of.seed}-{of.paper.folder.name}-{of.name}.docx"
            file.write_bytes(data)

    def so_far(self) -> str:
        """Return the counts in a line."""
        return ", ".join(f"{number} {kind}" for kind, number in sorted(self.counts.items()))


class Choice(NamedTuple):
    """What a seed chooses: a document of a paper, who saves it, and which paragraphs are edited."""

    seed: int
    paper: Paper
    name: str
    docx: bytes
    saver: str
    among: set[str] | None
    dice: random.Random


def choice(
    made: list[Paper],
    without: dict[str, set[tuple[str, str]]],
    seed: int,
    asked: argparse.Namespace,
) -> Choice | None:
    """Return what a seed chooses; None for what cannot be edited or saved."""
    dice = random.Random(seed)
    paper = dice.choice(made)
    name = dice.choice([*["report"] * 2, *paper.documents]).replace(" ", "-")
    document = next(d for n, d in paper.documents.items() if n.replace(" ", "-") == name)
    saver = dice.choice(asked.saver or SAVERS)
    prose = {a for a, o in document.origins.items() if isinstance(o, BlockOrigin)}
    if (name, saver) in without[paper.folder.name] or not (prose or asked.anywhere):
        return None
    among = None if asked.anywhere else prose
    return Choice(seed, paper, name, document.docx, saver, among, dice)


def whole_files(
    chosen: list[Choice], asked: argparse.Namespace, scratch: Path, counting: Counting
) -> None:
    """Merge files with a few edits each; LibreOffice is started once for all."""
    files: dict[int, tuple[Choice, list[str], bytes]] = {}
    for each in chosen:
        count = min(asked.most, each.dice.choice([1, 1, 1, 1, 2, 3]))
        data, edits = edited(each.docx, each.dice, count, each.among)
        if edits:
            files[each.seed] = each, edits, data
    back = saved_by_each({n: (of.saver, data) for n, (of, _, data) in files.items()}, scratch)
    for seed, data in back.items():
        of, edits, _ = files[seed]
        kind, why = merged(of.paper, of.name, data, scratch)
        counting.add(of, edits, kind, why, data)


def one_by_one(
    chosen: list[Choice], asked: argparse.Namespace, scratch: Path, counting: Counting
) -> None:
    """Merge files with many edits, none beside another, and count edit by edit."""
    tries = []
    for each in chosen:
        _, steps = with_steps(each.docx, each.dice, asked.most, each.among, apart=True)
        if steps:
            tries.append(Try(str(each.seed), each, each.docx, steps))
    files: dict[str, bytes] = {}

    def save(waiting: dict[str, bytes]) -> dict[str, bytes]:
        of = {each.seed: each for each in chosen}
        savers = {key: of[int(key.partition("/")[0])].saver for key in waiting}
        back = saved_by_each({k: (savers[k], data) for k, data in waiting.items()}, scratch)
        files.update(back)
        return back

    def merge(each: Try[Choice], data: bytes) -> tuple[str, list[str]]:
        return merged(each.of.paper, each.of.name, data, scratch)

    def refused(_: Try[Choice], data: bytes, why: list[str]) -> set[str]:
        return {
            anchor
            for each in read_file(data).paragraphs
            if any(reason.endswith(f" ({each.where})") for reason in why)
            for anchor in each.anchors
        }

    for each, (kind, why) in edit_by_edit(tries, save, merge, refused):
        counting.add(each.of, [step.name for step in each.steps], kind, why, files[each.key])


def pairs(
    chosen: list[Choice], asked: argparse.Namespace, scratch: Path, counting: Counting
) -> None:
    """Merge the files of two reviewers of each document."""
    files: dict[str, tuple[Choice, list, bytes]] = {}
    for each in chosen:
        for letter in "ab":
            count = each.dice.randint(1, asked.most)
            data, steps = with_steps(each.docx, each.dice, count, each.among)
            files[f"{each.seed}{letter}"] = each, steps, data
    back = saved_by_each({k: (of.saver, data) for k, (of, _, data) in files.items()}, scratch)
    for of in chosen:
        keys = [f"{of.seed}a", f"{of.seed}b"]
        if not all(key in back and files[key][1] for key in keys):
            continue
        steps = [files[key][1] for key in keys]
        both = [back[key] for key in keys]
        kind, why, made, new = merged_pair(of.paper, both, scratch, again=asked.again)
        if kind == "merged":
            kind, why = judged(of.docx, [files[key][2] for key in keys], steps, made)
            if kind == "exact" and (out := typed_out(of.paper, new, of.name, made)):
                kind, why = "wrong", out
        edits = [" + ".join(step.name for step in each) for each in steps]
        counting.add(of, edits, kind, why, b"")


def report(counts: Counter[str], by_edit: dict[str, Counter[str]], reasons: Counter[str]) -> None:
    """Print the counts: in all, by the kind of edit where there was one, and the reasons."""
    total = sum(counts.values())
    print(f"\n{total} in all:", ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())))
    for name, found in sorted(by_edit.items()):
        print(f"  {name:16}", ", ".join(f"{n} {kind}" for kind, n in sorted(found.items())))
    for reason, number in reasons.most_common(25):
        print(f"  {number:4} {reason}")


if __name__ == "__main__":
    sys.exit(main())

"""Counts true and false claims of PDF/UA-1: each PDF of a folder as the only appendix of a paper.

    python benchmarks/claims.py FOLDER [--keep FOLDER]

Each pack is judged by page-validation and, where Java and Maven are there, by veraPDF. A false
claim is a pack that says of itself that it is PDF/UA-1 and that a judge fails. A file counts as
good where page-validation passes it as it was supplied. veraPDF's own corpus is worth a run: the
folder PDF_UA-1 of github.com/veraPDF/veraPDF-corpus. `--keep` keeps the packs there. The exit code
is 1 if there is a false claim.
"""

from __future__ import annotations

import argparse
import collections
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

PAPER = """\
title: A paper with a supplied file
short_title: A supplied file
report_to: Example Panel
author: Example Commissioner
date: 2024-03-14
for: Noting
enquiries_to: {name: Policy Team, role: Policy Officer, email: policy@example.org}
divisions_affected: All
sections: []
appendices:
  - {title: Supplied file, file: appendices/supplied.pdf}
"""


@dataclass
class Tried:
    """A file, and the result of a paper that has it as its appendix."""

    file: Path
    good: bool
    pack: Path | None = None
    claims: bool = False
    reasons: list[str] = field(default_factory=list)
    broken: dict[str, list[str]] = field(default_factory=dict)
    """The rules that the pack breaks, by judge."""


def main() -> None:
    """Try every PDF below a folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        packs = given.keep or Path(scratch) / "packs"
        packs.mkdir(parents=True, exist_ok=True)
        files = sorted(path for path in given.folder.rglob("*") if path.suffix.lower() == ".pdf")
        tried = [_tried(n, file, Path(scratch), packs) for n, file in enumerate(files, 1)]
        judges = ["page-validation", *_judged_by_verapdf(tried)]
    _report(tried, judges)
    sys.exit(any(each.claims and any(each.broken.values()) for each in tried))


def _tried(number: int, file: Path, scratch: Path, packs: Path) -> Tried:
    """Build a paper with the file as its appendix."""
    from panel_papers.build import make_paper
    from panel_papers.core.problems import PanelPapersError
    from panel_papers.core.settings import Settings

    tried = Tried(file, good=not _broken(file.read_bytes()))
    paper = scratch / "inputs" / "supplied"
    (paper / "appendices").mkdir(parents=True, exist_ok=True)
    (paper / "paper.yaml").write_text(PAPER, encoding="utf-8")
    (paper / "appendices" / "supplied.pdf").write_bytes(file.read_bytes())
    settings = Settings(
        inputs=paper.parent, templates=ROOT / "templates", outputs=scratch / "out", engine="rdocx"
    )
    try:
        build = make_paper("supplied", settings)
    except PanelPapersError as error:
        tried.reasons = [f"refused: {each.code}: {each.found}" for each in error.problems]
        return tried
    tried.pack = packs / f"{number:04}-{file.stem}.pdf"
    tried.pack.write_bytes(build.pack.pdf)
    tried.claims = b"pdfuaid:part" in build.pack.pdf
    if tried.claims != build.pack.accessible:
        raise AssertionError(f"{file}: the manifest does not say what the pack says of itself")
    tried.reasons = [each.found for each in build.pack.obstacles]
    tried.broken["page-validation"] = _broken(build.pack.pdf)
    return tried


def _broken(pdf: bytes) -> list[str]:
    import page

    try:
        report = page.validate_pdf_bytes(pdf, profile="ua1")
    except page.PageError as error:
        return [str(error)]
    return sorted({each.rule_id for each in report.failures})


def _judged_by_verapdf(tried: list[Tried]) -> list[str]:
    import verapdf

    if not verapdf.has_java():
        sys.stderr.write(f"veraPDF is left out: {verapdf.NO_JAVA}\n")
        return []
    packs = {each.pack: each for each in tried if each.pack}
    for pack, rules in verapdf.broken_rules(packs).items():
        packs[pack].broken["veraPDF"] = rules
    return ["veraPDF"]


def _report(tried: list[Tried], judges: list[str]) -> None:
    good = [each for each in tried if each.good]
    bad = [each for each in tried if not each.good]
    print(f"{len(tried)} files, {len(good)} of them PDF/UA-1 as they were supplied, {date.today()}")  # noqa: DTZ011 - for the reader
    for judge in judges:
        false = [each for each in tried if each.claims and each.broken.get(judge)]
        print(f"false claims by {judge}: {len(false)}")
        for each in false:
            print(f"  {each.file.name}: {', '.join(each.broken[judge])}")
    print(f"of the {len(bad)} others, claimed and true: {sum(each.claims for each in bad)}")
    silent = [each for each in good if not each.claims]
    print(f"of the {len(good)} good ones, not claimed: {len(silent)}")
    for each in silent:
        print(f"  {each.file.name}: {'; '.join(each.reasons)}")
    refused = collections.Counter(
        reason for each in tried if each.pack is None for reason in each.reasons
    )
    for reason, count in refused.most_common():
        print(f"{reason}: {count}")


if __name__ == "__main__":
    main()

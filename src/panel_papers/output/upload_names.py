"""The names under which a body has the clerk upload the files of a paper."""

from __future__ import annotations

import re

from panel_papers.core import Missing, Paper

_LONGEST_NAME = 60


def upload_name(paper: Paper, kind: str) -> str | None:
    """Return what the paper's body calls a file of the kind “pack.pdf”; None where it says nothing.

    A name that any computer can hold.
    """
    if paper.body is None or paper.body.upload_name is None:
        return None
    part, _, ending = kind.rpartition(".")
    fields = {
        "body": _in_a_name(paper.body.name),
        "date": "" if isinstance(paper.date, Missing) else paper.date.isoformat(),
        "paper": paper.name,
        "part": part_name(paper, part),
        "title": _in_a_name(str(paper.short_title)),
    }
    return f"{paper.body.upload_name.format(**fields).strip(' .')}.{ending}"


def part_name(paper: Paper, part: str) -> str:
    """Return what readers know a part by: “appendix-2” is “appendix 2”, or “appendix B”."""
    kind, _, number = part.partition("-")
    if kind == "appendix" and number.isdecimal():
        return f"appendix {paper.label_of(int(number))}"
    return part.replace("-", " ")


def _in_a_name(text: str) -> str:
    """Return text as a file's name can hold it: without what Windows keeps for itself, and short.

    With the folders above it, a path on Windows has 260 characters.
    """
    plain = re.sub(r"[/\\|:]", "-", re.sub(r'[<>"?*\x00-\x1f]', "", text))
    return " ".join(plain.split())[:_LONGEST_NAME].strip(" .")

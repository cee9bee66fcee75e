"""The small paper that hostile files are put into, and what a kind of them is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

YAML = """\
title: "Case"
report_to: Police, Fire and Crime Panel
author: An Officer
date: 2027-06-03
for: Noting
enquiries_to: {name: Team, role: Policy, email: a@example.org}
divisions_affected: All divisions
sections: [purpose, recommendations, context]
"""
TEXTS = {
    "paper.yaml": YAML,
    "purpose.md": "To note.\n",
    "recommendations.md": "1. Note the report.\n",
    "context.md": "The panel asked for this paper in May.\n",
}

Kind = Callable[["Desk", Random], str | None]
"""Puts a hostile file into a paper; returns the name by which a message must call it, if any."""


class Desk:
    """A paper's folder and the templates, to put files into."""

    def __init__(self, paper: Path, templates: Path) -> None:
        self.paper = paper
        self.templates = templates

    def write(self, name: str, data: str | bytes) -> str:
        path = self.paper / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
        return path.name

    def appendix(self, name: str, data: str | bytes) -> str:
        """Put an appendix into the paper that is in `appendices/`."""
        self.listed(name)
        return self.write(f"appendices/{name}", data)

    def listed(self, name: str) -> str:
        yaml = self.paper / "paper.yaml"
        alt = ", alt: A map of the county" if name.endswith((".png", ".jpg", ".svg")) else ""
        listed = f'appendices:\n  - {{title: A table of sums, file: "appendices/{name}"{alt}}}\n'
        yaml.write_text(yaml.read_text(encoding="utf-8") + listed, encoding="utf-8")
        return name

    def context(self, text: str) -> str:
        return self.write("context.md", "Text.\n\n" + text)


def size(random: Random, most: int = 1_000_000) -> int:
    """Return a number of things: 1,000 to `most`, small ones as often as large ones."""
    return int(1000 * (most / 1000) ** random.random())


def repeated(piece: str, length: int) -> str:
    return (piece * (length // max(1, len(piece)) + 1))[:length]


Kinds = Mapping[str, Kind]

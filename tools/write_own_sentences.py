"""Writes the list of the sentences that this program says in public files by itself.

The search for leaks needs it: four words side by side that this program wrote are nobody's secret.
Docstrings and single words are not listed.

    python tools/write_own_sentences.py
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "src/panel_papers"
LIST = PACKAGE / "checks/public_words/words/own_sentences.txt"
WRITERS = (
    "law",
    "meetings",
    "output",
    "pdf/conformance/rules.py",
    "pdf/joining",
    "pdf/tagging",
    "word",
)
"""What writes words of its own into those files; problems bring theirs with them."""
HEAD = "# Written by tools/write_own_sentences.py from the code: what it says in public files.\n"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>", re.DOTALL)


def sentences() -> str:
    """Return the list, a text of two words and more a line."""
    found = {" ".join(text.split()) for text in _texts()}
    lines = sorted(text for text in found if re.search(r"[A-Za-z]\W+[a-z]{2}", text))
    return HEAD + "\n".join(lines) + "\n"


def _texts() -> Iterator[str]:
    for writer in WRITERS:
        path = PACKAGE / writer
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield from _literals(file)
    for page in (PACKAGE / "output/handover/page.html.jinja", *PACKAGE.glob("meetings/*.jinja")):
        yield from _TAG.split(page.read_text(encoding="utf-8"))


def _literals(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_bytes())
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


if __name__ == "__main__":
    LIST.write_text(sentences(), encoding="utf-8")

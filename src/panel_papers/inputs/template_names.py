"""The names of the templates that papers ask for, without reading the papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from panel_papers.core import InputsError
from panel_papers.inputs.folders import all_papers
from panel_papers.inputs.paper_yaml import DEFAULT_SECTIONS
from panel_papers.inputs.yaml.document import YamlText, read_yaml
from panel_papers.inputs.yaml.value_types import one_line

_TEMPLATE = re.compile(r"^template:[ \t]*['\"]?([\w-]+)['\"]?[ \t]*(?:#.*)?$", re.MULTILINE)
_LONGEST = 1_000_000  # bytes of a file that names its template


class AskedTemplates(NamedTuple):
    """The names that papers list as sections, and the templates of their public appendices."""

    sections: tuple[str, ...]
    appendices: tuple[str, ...]


def asked_templates(inputs: Path) -> AskedTemplates:
    """Return what all papers under `inputs` ask for, each name once.

    A paper that cannot be read asks for nothing: its own check says what is wrong with it.
    """
    sections: dict[str, None] = {}
    appendices: dict[str, None] = {}
    for name in all_papers(inputs) if inputs.is_dir() else ():
        try:
            document = read_yaml(_text(inputs / name / "paper.yaml"), f"{name}/paper.yaml")
        except (InputsError, OSError, ValueError):
            continue
        listed = document.value.get("sections")
        typed = (
            [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else None
        )
        sections |= dict.fromkeys(map(one_line, DEFAULT_SECTIONS if typed is None else typed))
        appendices |= dict.fromkeys(_of_appendices(inputs / name, document))
    return AskedTemplates(tuple(sections), tuple(appendices))


def _of_appendices(folder: Path, document: YamlText) -> Iterator[str]:
    entries = document.value.get("appendices")
    for entry in entries if isinstance(entries, list) else ():
        file = entry.get("file") if isinstance(entry, dict) and "restricted" not in entry else None
        if not isinstance(file, str) or not file.endswith((".yaml", ".yml")):
            continue
        path = (folder / file).resolve()
        try:
            named = _TEMPLATE.search(_text(path)) if path.is_relative_to(folder.resolve()) else None
        except (OSError, ValueError):
            continue
        if named:
            yield named[1]


def _text(path: Path) -> str:
    """Return a file's text; raises OSError or ValueError for what is no text of a usual size."""
    if path.stat().st_size > _LONGEST:
        raise ValueError("longer than any such file")
    return path.read_text(encoding="utf-8-sig")

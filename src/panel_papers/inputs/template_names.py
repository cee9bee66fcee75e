"""The names of the templates that papers ask for, without reading the papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from panel_papers.core import Body, InputsError
from panel_papers.inputs.bodies import read_body
from panel_papers.inputs.folders import all_papers
from panel_papers.inputs.sections import listed_sections
from panel_papers.inputs.yaml.document import YamlText, read_yaml

_TEMPLATE = re.compile(r"^template:[ \t]*['\"]?([\w-]+)['\"]?[ \t]*(?:#.*)?$", re.MULTILINE)
_LONGEST = 1_000_000  # bytes of a file that names its template


class AskedTemplates(NamedTuple):
    """The names of papers' sections, and of the templates of their public appendices.

    `sections` have no heading in paper.yaml or their body's profile, so that they need a template;
    `perhaps` may have one in the profile of a body, which cannot be read.
    """

    sections: tuple[str, ...]
    perhaps: tuple[str, ...]
    appendices: tuple[str, ...]


def asked_templates(inputs: Path, bodies: Path, usual: str | None = None) -> AskedTemplates:
    """Return what all papers under `inputs` ask for, each name once; `bodies` has the profiles.

    `usual` is the body of papers that name none; without one, no profile gives them headings.
    A paper that cannot be read asks for nothing: its own check says what is wrong with it.
    """
    sections: dict[str, None] = {}
    perhaps: dict[str, None] = {}
    appendices: dict[str, None] = {}
    for name in all_papers(inputs) if inputs.is_dir() else ():
        try:
            document = read_yaml(_text(inputs / name / "paper.yaml"), f"{name}/paper.yaml")
        except (InputsError, OSError, ValueError):
            continue
        key = document.value.get("body", usual)
        body = _body(document, bodies, key)
        without = [each.name for each in listed_sections(document, body) if each.heading is None]
        (perhaps if key is not None and body is None else sections).update(dict.fromkeys(without))
        appendices |= dict.fromkeys(_of_appendices(inputs / name, document))
    return AskedTemplates(tuple(sections), tuple(perhaps), tuple(appendices))


def _body(document: YamlText, bodies: Path, key: object) -> Body | None:
    """Return the body of a paper, None where it has none or the profile has problems."""
    try:
        return read_body(bodies, key, document.place(("body",))) if isinstance(key, str) else None
    except InputsError:
        return None


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

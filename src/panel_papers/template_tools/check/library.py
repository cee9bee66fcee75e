"""The templates of a folder, what each asks for, and what the papers give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from panel_papers.core import (
    FromTemplate,
    Leaf,
    Missing,
    PanelPapersError,
    Paper,
    TemplatesError,
    Value,
)
from panel_papers.inputs import all_papers, fields_of_bodies, read_paper, template_files
from panel_papers.template_tools.check.uses import Use, uses_in
from panel_papers.word import HOUSE, SECTION, Templates

COVER, CLOSING, CONTENTS, DIVIDER = "cover-sheet", "appendices", "contents", "divider"
NOTICE, PLAIN, AGENDA = "restricted-notice", "appendix", "agenda"
OURS = (HOUSE, COVER, CLOSING, CONTENTS, DIVIDER, NOTICE, PLAIN, SECTION, AGENDA)
"""The templates that the program asks for by name; all others are sections or structured."""


class Shape(Struct):
    """What a field holds: named fields, items of one shape, or neither: one text.

    `required` says that the template cannot do without it; `compared` are the texts that the
    template distinguishes; `example` is one that a paper gives.
    """

    fields: dict[str, Shape] = field(default_factory=dict)
    item: Shape | None = None
    markdown: bool = False
    required: bool = False
    compared: list[str] = field(default_factory=list)
    example: str = ""

    def walk(self, path: str = "") -> Iterator[tuple[str, Shape]]:
        """Yield each field below this one with its way; the items of a list of texts have none."""
        for name, inner in self.fields.items():
            way = f"{path}.{name}" if path else name
            yield way, inner
            yield from inner.walk(way)
        if self.item is not None:
            yield from self.item.walk(f"{path}[]")


class Library:
    """The templates of a folder; `papers` are those that use them.

    `uses` holds what each template asks for: nothing where it cannot be opened. `own` are the
    fields that bodies add.
    """

    def __init__(self, folder: Path, papers: Sequence[Paper] = ()) -> None:
        templates = Templates(folder)
        self.own = fields_of_bodies(folder.parent / "bodies")
        self.names = [name for name in _names(folder) if not name.startswith("~$")]
        self.uses = {name: _uses(templates, name) for name in self.names}
        self._sections = {section.name for paper in papers for section in paper.sections}
        self._given: dict[str, list[Mapping[str, Value]]] = {}
        for paper in papers:
            for each in paper.appendices:
                if isinstance(each.content, FromTemplate) and each.content.template != PLAIN:
                    self._given.setdefault(each.content.template, []).append(each.content.fields)

    @property
    def sections(self) -> list[str]:
        """The templates of the report's sections."""
        return [name for name in self.names if self.is_section(name)]

    @property
    def structured(self) -> list[str]:
        """The templates of structured appendices."""
        return [n for n in self.names if n not in OURS and not self.is_section(n)]

    def is_section(self, name: str) -> bool:
        """Say whether a template is that of a section: a paper says so, or it prints its name."""
        if name in OURS or name in self._given:
            return False
        printed = {use.path for use in self.uses[name] if use.printed}
        return name in self._sections or name.replace("-", "_") in printed

    def shape(self, name: str) -> Shape:
        """Return the own fields of a structured template, by its tags and by the papers."""
        root = Shape()
        spared = {use.path for use in self.uses[name] if use.spared}
        for use in self.uses[name]:
            if use.path.partition(".")[0] not in {"appendix", "paper"}:
                _add_use(root, use, spared)
        for fields in self._given.get(name, []):
            _add_value(root, fields)
        return root


def papers_in(inputs: Path | None) -> list[Paper]:
    """Return every paper under `inputs` that can be read; the others say nothing here."""
    found = []
    if inputs is not None and inputs.is_dir():
        for name in all_papers(inputs):
            try:
                found.append(read_paper(inputs / name, draft=True).paper)
            except PanelPapersError:
                continue  # “panel-papers check” says what is wrong with it
    return found


def _names(folder: Path) -> list[str]:
    return [path.stem for path in template_files(folder)]


def _uses(templates: Templates, name: str) -> list[Use]:
    try:
        return uses_in(templates[name], stationery=name == HOUSE)
    except TemplatesError:
        return []


def _add_use(root: Shape, use: Use, spared: Iterable[str]) -> None:
    node, way = root, ""
    for name, items in _steps(use.path):
        way = f"{way}.{name}" if way else name
        node = node.fields.setdefault(name, Shape())
        node.required |= way not in spared and not use.spared
        for _ in range(items):
            node.item = node = node.item or Shape()
            way += "[]"
    if use.looped:
        node.item = node.item or Shape()
    node.markdown |= use.markdown
    node.compared += [text for text in use.compared if text not in node.compared]


def _steps(path: str) -> Iterator[tuple[str, int]]:
    for step in path.split("."):
        name = step.rstrip("[]")
        yield name, (len(step) - len(name)) // 2


def _add_value(node: Shape, value: Value) -> None:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            _add_value(node.fields.setdefault(name, Shape()), inner)
    elif isinstance(value, Leaf):
        if not node.example and not isinstance(value, Missing):
            node.example = str(value)
    elif value is not None:
        node.item = node.item or Shape()
        for each in value:
            _add_value(node.item, each)

"""Every field that a template can use, described for editors, from what fills templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from panel_papers.core import Leaf, OwnField, Value
from panel_papers.template_tools.check.library import Library, Shape, papers_in
from panel_papers.template_tools.preview.samples import SUPPLY, sample_fields
from panel_papers.word import SECTION_TEXT, Meaning, meaning_of

__all__ = ["FieldInfo", "fields_of", "supplied_paths"]

_EXAMPLE_LENGTH = 80


class FieldInfo(Struct, frozen=True):
    """One field: what it means, and where it is.

    `name` is its way, with `[]` for each item of a list: `background_papers[].title`.
    `templates` names the templates that use it, `offered` those that could.
    """

    name: str
    meaning: str
    type_: str
    example: str
    required: bool
    templates: tuple[str, ...]
    offered: tuple[str, ...]

    @property
    def tag(self) -> str:
        """How an editor types it in Word."""
        *lists, last = self.name.split("[].")
        if lists or self.type_.startswith("list"):
            steps = [*lists, last] if self.type_.startswith("list") else lists
            loops, owner = [], ""
            for step in steps:
                way = f"{owner}.{step}" if owner else step
                owner = _item_name(step)
                loops.append(f"{{% for {owner} in {way} %}}")
            shown = owner if self.type_.startswith("list") else f"{owner}.{last}"
            inner = "…" if self.type_ == "list of groups" else f"{{{{ {shown} }}}}"
            return " ".join([*loops, inner, *["{% endfor %}"] * len(loops)])
        if self.type_ == "group":
            return f"{{{{ {self.name}.… }}}}"
        return f"{{{{ {self.name}{' | markdown' if self.type_ == 'Markdown text' else ''} }}}}"


def fields_of(folder: Path, inputs: Path | None = None) -> list[FieldInfo]:
    """Return every field that the templates of `folder` can use, in the order of their names.

    What structured appendices hold is known from their templates' tags and from the papers under
    `inputs`. A template that cannot be opened uses nothing.
    """
    library = Library(folder, papers_in(inputs))
    own = {f"fields.{each.name}": each for each in library.own}
    offered: dict[str, list[str]] = {}
    for name in library.names:
        structured = name not in SUPPLY and not library.is_section(name)
        supplied = sample_fields("longest", name, Shape() if structured else None, [*own.values()])
        for path in dict.fromkeys(supplied_paths(supplied)):
            if path == name.replace("-", "_") and name not in SUPPLY:
                continue  # a section's text, described below
            if path.startswith("paper.") and not _stands(library, name, path):
                continue  # “paper” is described, and holds what the paper's own fields are
            offered.setdefault(path, []).append(name)
    found = [_described(path, names, library, own) for path, names in offered.items()]
    found += [_section_text(name) for name in library.sections]
    for name in library.structured:
        found += [_own(name, path, shape, library) for path, shape in library.shape(name).walk()]
    return sorted(found, key=lambda each: (each.name, each.offered))


def supplied_paths(value: Value, path: str = "") -> Iterator[str]:
    """Yield the way to each field that a value holds; `[]` stands for each item of a list."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            way = f"{path}.{name}" if path else name
            yield way
            yield from supplied_paths(inner, way)
    elif value is not None and not isinstance(value, Leaf):
        for inner in value:
            yield from supplied_paths(inner, f"{path}[]")


def _described(
    path: str, offered: list[str], library: Library, own: Mapping[str, OwnField]
) -> FieldInfo:
    meaning = meaning_of(path) or Meaning("", "text")
    if field := own.get(path.removeprefix("paper.")):
        meaning = Meaning(field.meaning, "text", field.example, field.required)
    return FieldInfo(
        path,
        meaning.words,
        meaning.kind,
        meaning.example,
        meaning.required,
        tuple(name for name in offered if _stands(library, name, path)),
        tuple(offered),
    )


def _stands(library: Library, name: str, path: str) -> bool:
    """Say whether a template asks for a field, or for a part of it."""
    return any(
        use.path == path or use.path.startswith((f"{path}.", f"{path}["))
        for use in library.uses[name]
    )


def _section_text(name: str) -> FieldInfo:
    own = name.replace("-", "_")
    return FieldInfo(
        own, f"{SECTION_TEXT.words} {name}.md", SECTION_TEXT.kind, "", True, (name,), (name,)
    )


def _own(name: str, path: str, shape: Shape, library: Library) -> FieldInfo:
    first = next((u for u in library.uses[name] if u.path in {path, f"{path}[]"}), None)
    if first is None:
        words = f"A field of appendices made with “{name}”, which it does not print"
    else:
        words = f"A field of appendices made with “{name}”, {first.place.where}"
    example = " ".join((shape.example or (shape.item.example if shape.item else "")).split())
    short = example[: _EXAMPLE_LENGTH - 1].rpartition(" ")[0] + " …"
    return FieldInfo(
        path,
        words,
        _kind(shape),
        example if len(example) <= _EXAMPLE_LENGTH else short,
        shape.required,
        (name,) if _stands(library, name, path) else (),
        (name,),
    )


def _kind(shape: Shape) -> str:
    if shape.item is not None:
        return "list of groups" if shape.item.fields else "list of texts"
    if shape.fields:
        return "group"
    return "Markdown text" if shape.markdown else "text"


def _item_name(plural: str) -> str:
    """Return what an editor may call one item of a list: “appendix” of “appendices”."""
    name = plural.rpartition(".")[2]
    for ending, one in (("ices", "ix"), ("ies", "y"), ("sses", "ss"), ("s", "")):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending) + one
    return "item"

"""Writes the JSON Schemas of the YAML files that people write, for VS Code and other editors.

They are made of the shapes that the program itself reads by; what each field means is the text
below the field in the code. A test compares the files with the shapes.

python tools/write_schemas.py
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from panel_papers.content.figures.fields import FIGURES
from panel_papers.inputs.appendices.structured import structured_schema
from panel_papers.inputs.bodies import PROFILE
from panel_papers.inputs.paper_fields import PAPER
from panel_papers.inputs.yaml.schema import JsonSchema, names_in
from panel_papers.meetings.meeting_yaml import MEETING

FOLDER = Path(__file__).parent.parent / "src" / "panel_papers" / "inputs" / "schemas"


def schemas() -> dict[str, str]:
    """Return the text of each schema by the name of its file."""
    made = {
        "paper": ("paper.yaml: what a committee paper is", PAPER.schema(meanings)),
        "figures": ("figures.yaml: the numbers of a paper", FIGURES.schema(meanings)),
        "body": ("templates/bodies/*.yaml: what a body asks for", PROFILE.schema(meanings)),
        "meeting": ("meeting.yaml: a meeting and its agenda", MEETING.schema(meanings)),
        "appendix": ("An appendix in YAML, for a Word template", structured_schema()),
    }
    return {f"{name}.schema.json": _text(title, schema) for name, (title, schema) in made.items()}


def meanings(kind: type[Struct]) -> Mapping[str, str]:
    """Return the text below each field of a record, by the name that YAML has for the field."""
    tree = ast.parse(inspect.getsource(sys.modules[kind.__module__]))
    (body,) = (
        node.body
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__
    )
    said = {}
    for field, text in pairwise(body):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(ast.Constant(str(words))):
                said[name] = " ".join(words.split())
    names = zip(kind.__struct_fields__, names_in(kind), strict=True)
    return {name: said[field] for field, name in names}


def _text(title: str, schema: JsonSchema) -> str:
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title}
    return json.dumps({**head, **schema}, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")

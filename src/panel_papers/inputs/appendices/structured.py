"""An appendix as structured YAML, for a Word template that it names."""

from __future__ import annotations

import re

from panel_papers.core import FromTemplate, InputsError, PlacedText, Problem, Value, did_you_mean
from panel_papers.inputs.appendices.supplied import ReadAppendix, Supplied
from panel_papers.inputs.text import read_text
from panel_papers.inputs.yaml.document import Path, Tree, YamlText, read_yaml
from panel_papers.inputs.yaml.schema import JsonSchema, hold
from panel_papers.inputs.yaml.value_types import SAFE_NAME

_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_NAMES = {"propertyNames": {"pattern": f"^{_FIELD.pattern}$"}}
_VALUE = {"$ref": "#/definitions/value"}


def structured_schema() -> JsonSchema:
    """Return JSON Schema of a structured appendix; which fields it has, its template decides."""
    template = {"description": "The Word template that prints the appendix: progress-report."}
    return {
        "type": "object",
        "properties": {"template": template | dict(SAFE_NAME.schema(lambda _: {}))},
        "required": ["template"],
        "additionalProperties": _VALUE,
        **_NAMES,
        "definitions": {"value": {"items": _VALUE, "additionalProperties": _VALUE, **_NAMES}},
    }


def read_structured(supplied: Supplied) -> ReadAppendix:
    """Return the template's name and its fields; every text in them is a PlacedText."""
    document = read_yaml(read_text(supplied.data, supplied.place), supplied.place.file)
    errors = [*(p for p in document.problems if p.level == "error"), *_unfit_names(document)]
    template = _template(document, errors)
    if errors:
        errors.sort(key=lambda problem: (problem.place.line or 0, problem.place.column or 0))
        raise InputsError(errors)
    fields = {
        name: _placed(value, (name,), document)
        for name, value in document.value.items()
        if name != "template"
    }
    return ReadAppendix(
        FromTemplate(template, fields, document.place(("template",))), document.problems
    )


def _template(document: YamlText, errors: list[Problem]) -> str:
    """Return the template's name, or add the problem to `errors`."""
    value = document.value.get("template")
    place = document.place(("template",))
    wanted = "“template: ” with the name of a Word template, such as “template: progress-report”"
    if value is None or (isinstance(value, str) and not value.strip()):
        hint = did_you_mean("template", (name for name in document.value if name != "template"))
        near = hint and hint.partition("”")[0].removeprefix("write “")
        hint = near and f"write “template” in place of “{near}”"
        hint = hint or (
            "write such a line at the top of this file: the name is that of a Word file in "
            "templates/word, without “.docx”"
        )
        errors.append(
            Problem(
                "missing-template",
                place,
                "The file does not name the Word template that prints it",
                wanted,
                hint,
            )
        )
        return ""
    name, faults = hold(value, SAFE_NAME)
    for fault in faults:
        found, hint = (
            (fault.value.found, fault.value.hint)
            if fault.value
            else (
                "“template:” is followed by a list, and a file is printed by one template",
                "write one name behind “template:”, on the same line",
            )
        )
        errors.append(Problem("bad-template-name", place, found, wanted, hint))
    return name or ""


def _unfit_names(document: YamlText) -> list[Problem]:
    """Return a problem for each name that no tag in a template could ask for."""
    problems = []
    for path, place in document.keys.items():
        name = str(path[-1])
        if _FIELD.fullmatch(name) or path in document.spoiled:
            continue
        likely = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")
        hint = f"write “{likely}” if you mean that" if _FIELD.fullmatch(likely) else None
        wanted = "a name of letters, digits and underscores, beginning with a letter"
        problems.append(
            Problem(
                "bad-field-name", place, f"“{name}” cannot be the name of a field", wanted, hint
            )
        )
    return problems


def _placed(tree: Tree, path: Path, document: YamlText) -> Value:
    match tree:
        case str():
            return PlacedText(tree, document.values[path])
        case list():
            return [_placed(item, (*path, index), document) for index, item in enumerate(tree)]
        case dict():
            return {name: _placed(item, (*path, name), document) for name, item in tree.items()}
    return None

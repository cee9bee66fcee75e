"""JSON Schemas of the YAML files: they say what the reader says, judged by jsonschema."""

from __future__ import annotations

import datetime
import json
import runpy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from panel_papers.content.figures.definitions import read_definitions
from panel_papers.content.figures.fields import FIGURES
from panel_papers.core.problems import Level, Place
from panel_papers.inputs.bodies import PROFILE
from panel_papers.inputs.paper_fields import PAPER
from panel_papers.inputs.paper_yaml import check_paper
from panel_papers.inputs.starter import write_starter
from panel_papers.inputs.yaml.document import read_yaml
from panel_papers.inputs.yaml.schema import hold

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src/panel_papers/inputs/schemas"


def schema_of(name: str) -> dict[str, Any]:
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return schema


def as_editors_read(text: str) -> object:
    """Return a document as YAML 1.2 has it: numbers are numbers, “yes” and dates are texts."""
    return _plain(YAML(typ="safe", pure=True).load(text))


def _plain(value: object) -> object:
    match value:
        case dict():
            return {str(name): _plain(each) for name, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case datetime.date():
            return value.isoformat()
    return value


def wrong(name: str, text: str) -> set[str]:
    """Return where an editor underlines a text: paths, with dots."""
    found = jsonschema.Draft7Validator(schema_of(name)).iter_errors(as_editors_read(text))
    return {".".join(map(str, error.absolute_path)) or error.message for error in found}


def test_files_are_what_the_shapes_say():
    tool = runpy.run_path(str(ROOT / "tools" / "write_schemas.py"))
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert there == tool["schemas"]()
    assert len(there) == 5


def samples() -> Iterator[tuple[str, Path]]:
    for name, pattern in (
        ("paper", "inputs/*/paper.yaml"),
        ("figures", "inputs/*/figures.yaml"),
        ("appendix", "inputs/*/appendices/*.yaml"),
        ("body", "templates/bodies/*.yaml"),
    ):
        found = sorted(ROOT.glob(pattern))
        assert found, pattern
        yield from ((name, path) for path in found)


@pytest.mark.parametrize(
    ("name", "path"), [*samples()], ids=lambda part: getattr(part, "name", part)
)
def test_samples_and_profiles_are_right(name, path):
    assert wrong(name, path.read_text(encoding="utf-8")) == set()


def test_starter_is_right(tmp_path):
    write_starter(tmp_path, "june-2024")
    folder = tmp_path / "june-2024"
    assert wrong("paper", (folder / "paper.yaml").read_text(encoding="utf-8")) == set()
    appendix = (folder / "appendices" / "progress.yaml").read_text(encoding="utf-8")
    assert wrong("appendix", appendix) == set()


SOUND = """
title: Budget
report_to: Council
author: Director of Finance
date: 14 March 2024
for: Noting
enquiries_to: {name: Finance, role: Accounts, email: accounts@example.org}
"""


@pytest.mark.parametrize(
    "more",
    [
        "short_title: 2024",
        "short_title:",
        "body: example-council\nnation: Wales\nlanguage: cy-GB",
        "sections: [purpose, legal-implications]",
        "sections:",
        "pack: {first_page: 11, odd_starts: yes, dividers: No}",
        "pack: {first_page: '11', odd_starts: true}",
        "late: {urgency: An urgent matter, lateness: A late reply}",
        "background_papers: [{title: A}, {title: B, link_text: Read B, url: '#'}]",
        "background_papers: [{title: C, url: 'HTTPS://example.org/a b'}]",
        "appendices: [{title: A, file: a.pdf, alt: {1: A map}, annotations: print}]",
        "appendices: [{title: A, file: a.png, alt: A map, signature: Print}]",
        "appendices: [{title: A, file: a.xlsx, sheet: 1, header_row: 3, range: B4:H20}]",
        "appendices: [{title: A, file: a.md, restricted: {paragraph: 3, reason: Prices}}]",
        "appendices: [{title: A, file: a.md, restricted: {paragraph: [1, 3], reason: Prices}}]",
        "accepted: [{code: wrong-total, reason: As published, date: 2024-03-07, about: 12}]",
    ],
)
def test_what_the_reader_takes_is_not_underlined(more):
    assert wrong("paper", SOUND + more) == set()


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ("titel: Budget", "Additional properties are not allowed ('titel' was unexpected)"),
        ("short_title: [a]", "short_title"),
        ("sections: purpose", "sections"),
        ("sections: [Legal implications]", "sections.0"),
        ("nation: France", "nation"),
        ("language: English", "language"),
        ("pack: {first_page: 0}", "pack.first_page"),
        ("pack: {first_page: eleven}", "pack.first_page"),
        ("pack: {dividers: maybe}", "pack.dividers"),
        ("late: {urgency: An urgent matter}", "late"),
        ("background_papers: [{url: 'https://example.org'}]", "background_papers.0"),
        ("background_papers: [{title: A, url: example.org}]", "background_papers.0.url"),
        ("appendices: [{title: A}]", "appendices.0"),
        ("appendices: [{title: A, file: a.pdf, annotation: print}]", "appendices.0"),
        ("appendices: [{title: A, file: a.pdf, annotations: keep}]", "appendices.0.annotations"),
        ("appendices: [{title: A, file: a.pdf, alt: {one: A map}}]", "appendices.0.alt"),
        ("appendices: [{title: A, file: a.md, restricted: {paragraph: 3}}]", None),
        ("accepted: [{code: wrong-total, reason: So, date: March}]", "accepted.0.date"),
    ],
)
def test_what_the_reader_refuses_is_underlined(more, where):
    assert wrong("paper", SOUND + more) == {where or "appendices.0.restricted"}
    problems = check_paper(read_yaml(SOUND + more, "paper.yaml"), draft=False).problems
    assert [each for each in problems if each.level is Level.ERROR]


@pytest.mark.parametrize("name", ["title", "report_to", "author", "date", "for", "enquiries_to"])
def test_missing_and_empty_fields_of_the_cover_sheet_are_underlined(name):
    lines = [line for line in SOUND.splitlines() if not line.startswith(f"{name}:")]
    assert wrong("paper", "\n".join(lines)) == {f"'{name}' is a required property"}
    assert wrong("paper", "\n".join([*lines, f"{name}:"])) == {name}


FIGURE = "figures: {spent: {%s}}"


@pytest.mark.parametrize(
    "said",
    [
        "value: 300, note: The plan",
        "formula: spent - budget, format: £1.2m, period: 2026/27",
        "source: a.csv, column: Spent, aggregate: sum, filter: {Ward: [North, 2], Year: 2024}",
        "source: a.xlsx, sheet: Data, header_row: 3, column: A, period: {from: 2024-04-01, "
        "to: 31 March 2025}",
    ],
)
def test_figures_that_the_reader_takes_are_not_underlined(said):
    assert wrong("figures", FIGURE % said) == set()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (FIGURE % "value: 300", "figures.spent"),
        (FIGURE % "label: Spent", "figures.spent"),
        (FIGURE % "value: 300, note: A, formula: b + c", "figures.spent"),
        (FIGURE % "source: a.csv, colum: A", "figures.spent"),
        (FIGURE % "source: a.csv, column: A, aggregate: total", "figures.spent.aggregate"),
        (FIGURE % "source: a.csv, column: A, period: {from: 2024-04-01}", "figures.spent.period"),
        ("figures: {Spent: {value: 3, note: A}}", "figures"),
        ("figures: [spent]", "figures"),
        ("assertions: spent > 3", "assertions"),
        ("figure: {}", "Additional properties are not allowed ('figure' was unexpected)"),
    ],
)
def test_figures_that_the_reader_refuses_are_underlined(text, where):
    assert wrong("figures", text) == {where}
    assert read_definitions(text.encode(), Place("figures.yaml")).problems


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("body", "{name: A}", "'nation' is a required property"),
        ("body", "{name: A, nation: England, days_of_notice: 61}", "days_of_notice"),
        ("body", "{name: A, nation: England, labels: {reporter: B}}", "labels"),
        ("appendix", "{title: A}", "'template' is a required property"),
        ("appendix", "{template: progress-report, first chapter: A}", None),
        ("appendix", "{template: progress-report, chapters: [{the-title: A}]}", "chapters.0"),
        ("appendix", "{template: [a]}", "template"),
    ],
)
def test_profiles_and_structured_appendices_with_mistakes_are_underlined(name, text, where):
    found = wrong(name, text)
    assert found and (where is None or {where[:10]} == {each[: len(where[:10])] for each in found})


def keys_of(schema: Mapping[str, Any], at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of each key that a schema knows; “*” for a name or an item of any kind."""
    for name, each in schema.get("properties", {}).items():
        yield (*at, name)
        yield from keys_of(each, (*at, name))
    for each in schema.get("anyOf", ()):
        yield from keys_of(each, at)
    for part in ("items", "additionalProperties"):
        if isinstance(schema.get(part), dict):
            yield from keys_of(schema[part], (*at, "*"))


@pytest.mark.parametrize(
    ("name", "shape"), [("paper", PAPER), ("figures", FIGURES), ("body", PROFILE)]
)
def test_reader_knows_exactly_the_keys_of_the_schema(name, shape):
    """Each key is put into a document that holds nothing else: the reader says which it knows."""
    keys = set(keys_of(schema_of(name)))
    assert len(keys) > 8
    for path in sorted(keys):
        assert not _unknown(shape, path), path
        assert _unknown(shape, (*path[:-1], f"{path[-1]}x")) or path[-2:-1] == ("labels",), path


def _unknown(shape: Any, path: tuple[str, ...]) -> bool:
    """Return whether the reader's shape knows no key of that path; a period is read apart."""
    if "period" in path[:-1]:
        return path[-1] not in ("from", "to")
    tree: Any = "text"
    for part in reversed(path):
        listed = part == "*" and path[:1] != ("figures",)
        tree = [tree] if listed else {"spent" if part == "*" else part: tree}
    _, faults = hold(tree, shape)
    return any(fault.kind.name == "UNKNOWN" for fault in faults)

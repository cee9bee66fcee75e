"""What papers print unlike what the editor of a template sees or means: for check and build."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from panel_papers.checks import template_findings, template_looks
from panel_papers.core import Level, OwnField, Paper, Problem, TemplatesError
from panel_papers.inputs import fields_of_bodies
from panel_papers.template_tools.check.leftovers import change_faults
from panel_papers.template_tools.check.never_given import never_given
from panel_papers.template_tools.check.supplied import FIXED, supplied
from panel_papers.template_tools.check.trying import unprinted_by
from panel_papers.template_tools.check.uses import uses_in
from panel_papers.template_tools.check.word_fields import stale_fields
from panel_papers.word import HOUSE, SECTION, Templates, WordTemplate, read_document, stories

_UNCHECKED = frozenset({"agenda", "contents", "divider", "restricted-notice"})
"""Pages of the pack that the publication gate does not read."""


def gate_findings(template: WordTemplate, name: str) -> tuple[Problem, ...]:
    """Return what of a template's own words keeps papers from being published.

    Of pages that the gate does not read, warnings: nothing keeps these from being printed.
    """
    found = template_findings(template, name)
    if name in _UNCHECKED:
        return tuple(replace(each, level=Level.WARNING) for each in found)
    return found


def warned_looks(template: WordTemplate, name: str) -> Iterator[Problem]:
    """Yield what builds warn of in the tables, headings and sizes of a template.

    Where nothing prints its text by name, a template is that of an appendix, a document by itself.
    """
    if name not in _UNCHECKED:
        own = name.replace("-", "_")
        parts = {"cover-sheet", "appendices", SECTION}
        is_part = name in parts or any(use.path == own for use in uses_in(template))
        yield from template_looks(template, name, alone=not is_part)


def template_warnings(paper: Paper, templates: Templates) -> tuple[Problem, ...]:
    """Return what the build does with a paper's templates that their editors may not mean.

    Of the templates that were read for it, after its documents were written: `templates check` says
    the same of each.
    """
    sections = {section.name for section in paper.sections}
    own = own_fields(templates)
    found: list[Problem] = []
    for template in templates.opened:
        name = _name_of(template)
        found += _standing(template, name, own, is_section=name in sections)
    for name in _by_name(paper):
        fields, required = FIXED[name]
        try:
            template = templates[name]
            found += gate_findings(template, name) if name in _UNCHECKED else ()
            found += unprinted_by(template, fields(paper), required)
        except TemplatesError:
            continue  # reported where it is filled
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=64)  # a process that builds many papers asks again
def _standing(
    template: WordTemplate, name: str, own: tuple[OwnField, ...], *, is_section: bool
) -> tuple[Problem, ...]:
    """Return what is so in every paper: changes taken as accepted, stale fields, other names."""
    house = name == HOUSE
    document = read_document(template.data, template.file)
    printed = [story for story in stories(document) if story.is_stationery is house]
    found: list[Problem] = []
    for story in printed:
        found += [*change_faults(story, template.file), *stale_fields(story, template.file)]
    given = supplied(name, None, lambda _: is_section, own)
    if given is not None:
        found += never_given(template, given.trials, stationery=house, is_open=given.open)
    return tuple(found)


def own_fields(templates: Templates) -> tuple[OwnField, ...]:
    """Return the fields that the profiles beside a folder of templates add."""
    return fields_of_bodies(Path(templates.path(HOUSE)).parent.parent / "bodies")


def _by_name(paper: Paper) -> Iterator[str]:
    yield from ("cover-sheet", "appendices", "contents")
    if paper.withheld:
        yield "restricted-notice"
    if paper.pack.dividers:
        yield "divider"


def _name_of(template: WordTemplate) -> str:
    return template.file.rpartition("/")[2].removesuffix(".docx")

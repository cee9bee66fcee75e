"""All that is wrong with the Word templates, each problem at its place."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn

from panel_papers.core import Place, Problem, Stage, TemplatesError, working_on
from panel_papers.inputs import COPY_ENDING, template_files, unseen_in_template
from panel_papers.output import page_template_problems
from panel_papers.pdf import OwnFonts, read_fonts
from panel_papers.template_tools.check.contrasts import style_contrasts
from panel_papers.template_tools.check.deceiving import deceiving_faults
from panel_papers.template_tools.check.font_faults import font_faults, sign_faults
from panel_papers.template_tools.check.formats import Formats
from panel_papers.template_tools.check.house_faults import (
    language_faults,
    missing_styles,
    said_in,
    unprinted_stationery,
)
from panel_papers.template_tools.check.leftovers import leftover_faults
from panel_papers.template_tools.check.looks import bare_headings, heading_numbers, look_faults
from panel_papers.template_tools.check.missing import missing_templates, unread_files
from panel_papers.template_tools.check.never_given import never_given
from panel_papers.template_tools.check.off_page import off_page_faults
from panel_papers.template_tools.check.parts import part_faults
from panel_papers.template_tools.check.printed_otherwise import (
    gate_findings,
    own_fields,
    warned_looks,
)
from panel_papers.template_tools.check.supplied import FIXED, Supplied, supplied
from panel_papers.template_tools.check.trying import single_faults, trial_faults
from panel_papers.template_tools.check.word_fields import word_field_faults
from panel_papers.word import (
    HOUSE,
    SECTION,
    Story,
    Tag,
    Templates,
    WordTemplate,
    environment,
    read_document,
    stories,
    tags_of,
    unbound_controls,
    uncompiled,
    with_own,
)

_FONTS, _WEB = "fonts", "web"
_OF_WEB_PAGE = (".html", ".css")
_PLAIN = re.compile(r"\{\{\s*\w+(?:\.\w+)*\s*\}\}")


def check_templates(
    folder: Path,
    files: Sequence[Path] = (),
    *,
    inputs: Path | None = None,
    body: str | None = None,
) -> list[Problem]:
    """Return all problems in the templates in `folder`, or of `files` alone; raises none of them.

    `inputs` is the folder of papers that say what structured appendices hold; None: none is known.
    `body` is the body of papers that name none.
    """
    problems: list[Problem] = []
    fonts, of_fonts = read_fonts(folder.parent / _FONTS)
    if not files:
        problems += page_template_problems(folder.parent / _WEB)
        problems += [*of_fonts, *missing_templates(folder, inputs, body), *unread_files(folder)]
    for path in files or _all(folder):
        try:
            with working_on(Place(path.as_posix()), Stage.CHECKING, TemplatesError):
                if path.suffix in _OF_WEB_PAGE:
                    problems += page_template_problems(path.parent)
                    continue
                problems += _check(path, inputs, fonts)
        except TemplatesError as error:  # its budget was exceeded in an attempt before
            problems += error.problems
    return list(dict.fromkeys(problems))


def _all(folder: Path) -> list[Path]:
    """Return the templates that there are, and those that the build cannot do without."""
    needed = [name for name in FIXED if name != SECTION]  # that one only where a paper asks for it
    return sorted({*template_files(folder)} | {folder / f"{name}.docx" for name in needed})


def _original(path: Path) -> Path:
    return path.with_name(path.name.replace(f"{COPY_ENDING}.docx", ".docx"))


def _check(path: Path, inputs: Path | None, fonts: OwnFonts) -> Iterator[Problem]:
    try:
        template = Templates(path.parent).to_check(path.stem)
    except TemplatesError as error:
        yield from error.problems
        return
    name = _original(path).stem
    document = read_document(template.data, template.file)
    every_story = list(stories(document))
    printed = [story for story in every_story if story.is_stationery is (name == HOUSE)]
    formats = Formats(document)
    yield from _tag_problems(template, document, name, inputs)
    own = {f"fields.{each.name}" for each in own_fields(Templates(path.parent))}
    for story in printed:
        yield from unbound_controls(story, template.file, own)
        yield from look_faults(story, template.file, formats)
        yield from off_page_faults(story, template.file, formats)
        bare = list(bare_headings(story, template.file))
        yield from bare if bare and _others_are_numbered(path) else ()
        yield from word_field_faults(story, template.file)
        yield from deceiving_faults(story, template.file)
        yield from sign_faults(story, template.file, formats)
    stopping = gate_findings(template, name)
    yield from stopping
    yield from warned_looks(template, name)
    yield from template.outside
    yield from leftover_faults(document, template.file, every_story)
    unseen = unseen_in_template(template.data, template.file)
    yield from (each for each in unseen if not _is_said(each, stopping))
    yield from language_faults(template.file, printed, formats)
    house = None if name == HOUSE else _house_of(path)
    yield from font_faults(document, template.file, printed, formats, house, own=fonts)
    if name == HOUSE:
        yield from missing_styles(template)
        yield from style_contrasts(path.parent, template.file, formats)
    else:
        yield from _unprinted(path, template.file, every_story)


def _is_said(unseen: Problem, stopping: Sequence[Problem]) -> bool:
    """Say whether hidden words, which the build would leave out, are ones that stop it."""
    hidden = any(each.code == "hidden-text-left" for each in stopping)
    return hidden and unseen.code == "unseen-content" and "hidden text" in unseen.found


def _unprinted(path: Path, file: str, own: list[Story]) -> Iterator[Problem]:
    house = _house_of(path)
    if house is None:
        return  # reported where the house itself is checked
    for problem in unprinted_stationery(own, _stories_of(house), file):
        if not _is_usual(path, own, problem):
            yield problem


def _is_usual(path: Path, own: list[Story], problem: Problem) -> bool:
    """Say whether a header or footer is that of most templates, so that nobody typed it here."""
    said = {said_in(story) for story in own if story.name == problem.place.where}
    others = [p for p in _all(path.parent) if p.stem not in {HOUSE, path.stem} and p.is_file()]
    alike = sum(bool(said & _stationery_of(other)) for other in others)
    return alike > len(others) // 2


def _stationery_of(path: Path) -> set[str]:
    try:
        template = Templates(path.parent).to_check(path.stem)
    except TemplatesError:
        return set()
    return {said_in(story) for story in _stories_of(template) if story.is_stationery}


def _others_are_numbered(path: Path) -> bool:
    """Say whether headings of other templates have numbers: one without is then no house rule."""
    for other in _all(path.parent):
        if other.stem in {HOUSE, path.stem} or not other.is_file():
            continue
        try:
            template = Templates(path.parent).to_check(other.stem)
        except TemplatesError:
            continue  # reported where it is checked
        roots = (story.root for story in _stories_of(template) if story.name is None)
        if any(number not in {"", "0"} for r in roots for _, number in heading_numbers(r)):
            return True
    return False


def _house_of(path: Path) -> WordTemplate | None:
    try:
        return Templates(path.parent).to_check(HOUSE)
    except TemplatesError:
        return None


@lru_cache(maxsize=64)  # each is compared with every other
def _stories_of(template: WordTemplate) -> list[Story]:
    return list(stories(docx.Document(io.BytesIO(template.data))))


def _tag_problems(
    template: WordTemplate, document: Document, name: str, inputs: Path | None
) -> list[Problem]:
    """Return what is wrong with the tags of a template, by itself and when it is filled."""
    own = own_fields(Templates(Path(template.file).parent))
    given = supplied(name, inputs, lambda field: _asks_for(document, field), own)
    known = None if given is None else with_own(given.trials[0]) | given.names
    stationery = name == HOUSE
    by_story, problems = tags_of(document, template.file, known, stationery=stationery)
    if any(problem.code != "unknown-field" for problem in problems):
        return problems
    if given is None:
        return [p for tags in by_story for p in uncompiled(tags, environment())]
    sound = not problems
    if sound:
        problems = [p for tags in by_story for p in _deeper(tags, given)]
    plain = all(_PLAIN.fullmatch(tag.text) for tags in by_story for tag in tags)
    tried = trial_faults(template, given, stationery=stationery, sound=sound, plain=plain)
    if problems:  # what a faulty tag leaves out is no second problem
        tried = [problem for problem in tried if problem.code != "text-not-printed"]
    told = {problem.place for problem in problems}
    unheard = never_given(template, given.trials, stationery=stationery, is_open=given.open)
    problems += [problem for problem in unheard if problem.place not in told]
    return problems + _first_each([p for p in tried if p.place not in told])


def _first_each(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems without those that other data make of the same mistake."""
    kept: dict[tuple[str, Place, str], Problem] = {}
    for problem in problems:
        said = "" if problem.code == "tag-failed" else problem.found
        kept.setdefault((problem.code, problem.place, said), problem)
    return list(kept.values())


def _deeper(tags: Sequence[Tag], given: Supplied) -> Iterator[Problem]:
    parts = list(part_faults(tags, environment(), given.trials, is_open=given.open))
    yield from parts
    told = {problem.place for problem in parts}
    for fields in given.trials if given.open else given.trials[:1]:
        yield from (p for p in single_faults(tags, fields) if p.place not in told)


def _asks_for(document: Document, field: str) -> bool:
    """Say whether a tag seems to print a field; what the tags really say is looked at later."""
    text = "".join(str(t) for t in document.element.body.itertext(qn("w:t")))
    return re.search(rf"\{{\{{\s*{re.escape(field)}\b", text) is not None

"""What the publication gate finds in the words of a template, which every paper would print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import cast

from msgspec.structs import replace

from panel_papers.checks.accessibility import heading_order, table_structure, type_size
from panel_papers.checks.protocol import Check, Subject
from panel_papers.checks.publication import (
    guidance,
    leftovers,
    merge_conflicts,
    personal_data,
    placeholders,
    protective_marks,
    unfilled_tags,
)
from panel_papers.checks.word_art import Art, art_of
from panel_papers.checks.word_text import Block, WordText
from panel_papers.core import Level, Problem
from panel_papers.inputs import EMPTY_PAPER
from panel_papers.word import (
    HOUSE,
    Story,
    WordTemplate,
    read_document,
    replace_tags,
    stories,
    where,
)

_ASKED = cast(
    "tuple[Check, ...]",
    (
        *(unfilled_tags, placeholders, merge_conflicts, guidance),
        *(leftovers, personal_data, protective_marks),
    ),
)
"""The checks that stop publication for words, whoever wrote them."""
# A template’s own changes, comments and properties do not reach a paper.
_NOT_PRINTED = frozenset({leftovers.CHANGES.code, leftovers.COMMENTS.code, leftovers.AUTHOR.code})
_LOOKS = cast("tuple[Check, ...]", (type_size, table_structure, heading_order))
_WARNED = frozenset({type_size.SMALL.code, table_structure.MERGED.code, heading_order.SKIPPED.code})
"""What these find of a template’s own looks, and a check of templates does not find itself."""
_FIRST = " comes first"
_NOTICE = "restricted-notice"
_VALUE = "value"  # in the place of a tag that prints one
_TEXT = "a text of the papers, of whatever length"
_HINT = (
    "open this template in Word (folder templates), and either type there what every paper is "
    "to print, or delete the words"
)
_SUFFIXES = ("-report.docx", ".docx")


@lru_cache(maxsize=128)
def template_findings(template: WordTemplate, name: str) -> tuple[Problem, ...]:
    """Return what keeps papers with this template from being published, at its place in it.

    The checks are those that look at the finished documents. Of the house template (`name`) header
    and footer are read, of any other all but those: what a paper prints of it. The notice of a
    restricted appendix says that it is not for publication.
    """
    document = read_document(template.data, template.file)
    text = _TemplateText(template.file, 0, False, document, name == HOUSE)
    subject = Subject("", EMPTY_PAPER, (), {}, opened=(text,))
    checks = [each for each in _ASKED if each is not protective_marks or name != _NOTICE]
    found = (problem for each in checks for problem in each.find(subject))
    return tuple(
        replace(problem, hint=_HINT)
        for problem in dict.fromkeys(found)
        if problem.level is Level.ERROR and problem.code not in _NOT_PRINTED
    )


def template_looks(template: WordTemplate, name: str, *, alone: bool) -> Iterator[Problem]:
    """Yield what the checks of the finished documents warn of in a template’s tables and text.

    Of a template that begins no document (`alone`), its first heading has others before it.
    """
    document = read_document(template.data, template.file)
    text = _LongTexts(template.file, 0, False, document, name == HOUSE)
    subject = Subject("", EMPTY_PAPER, (), {}, opened=(text,))
    for problem in (each for check in _LOOKS for each in check.find(subject)):
        if problem.code in _WARNED and (alone or not problem.found.endswith(_FIRST)):
            yield problem


def named_by_template(problems: Sequence[Problem], subject: Subject) -> Iterator[Problem]:
    """Yield the problems; what a template says of itself is at its place there.

    A document that was made names no template: its reader would look in vain for the words in the
    inputs.
    """
    made = [each for each in problems if _is_in_made(each, subject)]
    if not made:
        yield from problems
        return
    said = [
        each
        for template in subject.templates
        for each in template_findings(template, _name_of(template))
    ]
    named: set[Problem] = set()
    for problem in problems:
        own = [each for each in said if problem in made and _same(each, problem)]
        yield from [each for each in own if each not in named] if own else [problem]
        named.update(own)


def _is_in_made(problem: Problem, subject: Subject) -> bool:
    file = problem.place.file
    return (
        problem.level is Level.ERROR
        and file.startswith(f"{subject.paper.name}-")
        and file.endswith(_SUFFIXES)
    )


def _same(one: Problem, other: Problem) -> bool:
    return (one.code, one.found, one.quoted) == (other.code, other.found, other.quoted)


def _name_of(template: WordTemplate) -> str:
    return template.file.rpartition("/")[2].removesuffix(".docx")


class _TemplateText(WordText, frozen=True, eq=False, dict=True):
    """A template as the checks read documents, with places as its editor sees them."""

    stationery: bool

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The paragraphs that are printed, with a word in the place of each value."""
        return tuple(self._named(self._printed()))

    @property
    def art(self) -> tuple[Art, ...]:
        """The words that are drawn, with a word in the place of each value."""
        found = (each for story in self._printed() for each in art_of(story))
        return tuple(replace(each, text=_with_values(each.text)) for each in found)

    def _printed(self) -> Iterator[Story]:
        return (s for s in stories(self.document) if s.is_stationery is self.stationery)

    def _named(self, printed: Iterable[Story]) -> Iterator[Block]:
        for story in printed:
            for block in self._of(story):
                text = _with_values(block.text)
                yield replace(block, text=text, where=where(block.element, story))


class _LongTexts(_TemplateText, frozen=True, eq=False, dict=True):
    """A template whose tags that are alone in a paragraph print a text of some length."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The paragraphs that are printed, with a text in the place of each value."""
        named = super().blocks
        return tuple(replace(b, text=_TEXT) if b.text.strip() == _VALUE else b for b in named)


def _with_values(text: str) -> str:
    return replace_tags(text, lambda tag: _VALUE if tag[:2] == "{{" else "")

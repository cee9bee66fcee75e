"""Find tags that are where they cannot work: in a field, beside text that would be lost."""

from __future__ import annotations

import re

from panel_papers.core import Problem
from panel_papers.word.filling.tag_problem import problem_of
from panel_papers.word.filling.tag_texts import find_tags, replace_tags
from panel_papers.word.filling.tags import LEVEL_WORDS, Tag
from panel_papers.word.story import holds_more_than_text, own_text
from panel_papers.word.xml import Element, every, within

_PREFIXED = re.compile(r"\{\{(p|r|tr|tc)\s")


def misplaced(tag: Tag) -> Problem | None:
    """Return what is wrong with the place of a tag, or with what is around it."""
    checks = (_prefixed, _dashed, _in_field, _outside_table, _beside_text, _with_break)
    return next((problem for check in checks if (problem := check(tag))), None)


def _prefixed(tag: Tag) -> Problem | None:
    if not _PREFIXED.match(tag.text) and tag.level != "r":
        return None
    return problem_of(
        tag,
        "prefix",
        "begins with a letter that is not needed",
        "“{{ name }}”, with a space behind the braces",
        "take the letter out; formatting is that of the tag itself",
    )


def _dashed(tag: Tag) -> Problem | None:
    if tag.text[2] != "-" and tag.text[-3] != "-":
        return None
    return problem_of(
        tag,
        "dash-in-tag",
        "has a dash beside its bracket, which removes text around it",
        "",
        "delete the dash: “{% … %}”",
    )


def _in_field(tag: Tag) -> Problem | None:
    if tag.attribute is None or not tag.attribute.endswith("}instr"):
        return None
    return problem_of(
        tag,
        "hidden-tag",
        "is inside the code of a Word field",
        "tags in plain text",
        "delete the Word field and type the tag as text",
    )


def _outside_table(tag: Tag) -> Problem | None:
    if tag.level not in {"tr", "tc"} or tag.stands_for is not None:
        return None
    return problem_of(
        tag,
        "not-in-a-table",
        f"begins with “{{%{tag.level}”, but is not in a table",
        "",
        "type “{%p” instead, or move the tag into a table",
    )


def _beside_text(tag: Tag) -> Problem | None:
    """Find what goes with a tag that stands for its paragraph, row or cell."""
    level = tag.level
    if level is None or tag.attribute is not None:
        return None
    element = tag.stands_for
    if element is None:
        element = within(tag.holder, f"w:{level}")
    if element is None:
        return None
    texts = [own_text(p) for p in every(element, "w:p")]
    text = "".join(texts)
    others = [other[0] for other in find_tags(text)]
    beside = replace_tags(text, lambda _: "").strip() or (others[-1] if len(others) > 1 else "")
    if not beside and (_ends_section(element) or not holds_more_than_text(element)):
        return None
    what = LEVEL_WORDS[level]
    return problem_of(
        tag,
        "beside-control",
        f"shares its {what} with {f'“{beside}”' if beside else 'a picture, field or footnote'}, "
        "which would be lost",
        f"a {what} of its own",
        f"move the tag to a {what} that holds nothing else",
    )


def _with_break(tag: Tag) -> Problem | None:
    paragraph = within(tag.holder, "w:p") if tag.is_control and tag.attribute is None else None
    if paragraph is None or not _ends_section(paragraph):
        return None
    if own_text(paragraph).strip() != tag.text:  # then only the tag goes
        return None
    return problem_of(
        tag,
        "break-in-control",
        "is in a paragraph that ends a section",
        "",
        "put the section break in a paragraph of its own",
    )


def _ends_section(element: Element) -> bool:
    return bool(every(element, "w:sectPr"))

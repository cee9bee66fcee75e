"""A comparison of templates reported in words: as text for a terminal, and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from panel_papers.core import problem_of, problem_text
from panel_papers.template_tools.diff.comparing import ComparedTemplate, Comparison
from panel_papers.template_tools.diff.papers import ComparedPaper, ComparedPart
from panel_papers.template_tools.diff.pictures import PagePair

_WIDTH = 96
_MOST_TEXT = 160  # letters of a changed text, in a terminal


def redline_file(template: str) -> str:
    """Return the name of a template's redline."""
    return f"{template}-redline.docx"


def summary(comparison: Comparison) -> list[str]:
    """Return what came of it, in a few sentences."""
    if not comparison.templates:
        return ["No template changed."]
    lines = [f"{_counted(len(comparison.templates), 'template')} changed."]
    broken = [each.name for each in comparison.papers if each.breaks]
    if broken:
        lines.append(f"With the new version these papers cannot be made: {', '.join(broken)}.")
    drafts = [each for each in comparison.papers if each.becomes_draft]
    if drafts:
        codes = dict.fromkeys(error.code for each in drafts for error in each.new_errors)
        names = ", ".join(each.name for each in drafts)
        lines.append(
            "With the new version these papers are drafts and must not be published "
            f"({', '.join(codes)}): {names}."
        )
    breaking = [each.name for each in comparison.templates if each.breaks]
    if breaking:
        lines.append(f"Breaking: {', '.join(breaking)}.")
    elif not comparison.breaking:
        lines.append("Nothing in the templates is breaking.")
    changed = [each for each in comparison.papers if each.changed]
    if changed:
        pages = sum(each.changed for each in changed)
        lines.append(f"{_counted(pages, 'page')} changed, in {_counted(len(changed), 'paper')}.")
    elif any(each.parts for each in comparison.papers):
        lines.append("No page changed.")
    return lines


def outcome(paper: ComparedPaper) -> str:
    """Return what became of a paper, in a few words."""
    if paper.inputs_faults:
        return "cannot be read"
    if paper.old_faults and paper.new_faults:
        return "cannot be made with either version"
    if paper.new_faults:
        return "cannot be made with the new version"
    if paper.old_faults:
        return "can be made with the new version, and could not with the old one"
    pages = sum(len(part.pages) for part in paper.parts)
    changed = f"{paper.changed} of {_counted(pages, 'page')} changed"
    if not paper.changed:
        changed = "no page changed"
    if paper.becomes_draft:
        return f"is a draft with the new version and must not be published; {changed}"
    return changed


def same_pages(paper: ComparedPaper) -> str:
    """Return which pages stayed as they were, in words; "" where none did or all did."""
    same = [
        part.new_first + pair.new_number - 1
        for part in paper.parts
        for pair in part.pages
        if not pair.changed and pair.new_number is not None
    ]
    if not same or not paper.changed:
        return ""
    what = "This page is" if len(same) == 1 else "These pages are"
    return f"{what} the same in both versions: {_spans(same)}."


def text_of(comparison: Comparison, folder: Path) -> str:
    """Return a comparison as a person reads it, with where the page and the redlines are."""
    blocks = [
        [f"From {comparison.old} to {comparison.new}", *summary(comparison)],
        *(_template_lines(each, folder) for each in comparison.templates),
        [f"{paper.name}: {line}" for paper in comparison.papers for line in _paper_lines(paper)],
    ]
    if comparison.templates:
        blocks.append([f"Look at it in a browser: {(folder / 'diff.html').as_posix()}"])
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _template_lines(template: ComparedTemplate, folder: Path) -> list[str]:
    change = "" if template.change == "changed" else f" ({template.change})"
    lines = [f"{template.name}{change}{': breaking' if template.breaks else ''}"]
    if template.note:
        lines.append(_indented(template.note))
    lines += [problem_text(fault) for fault in template.faults]
    if template.unread:
        lines.append(
            _indented(
                f"the fields were not compared, since the tags cannot be read ({template.unread}): "
                "run “panel-papers templates check”"
            )
        )
    for field in template.fields:
        level = "breaking" if field.breaking else "not breaking"
        lines.append(_indented(f"field: {field.what} ({level}: {field.why})"))
    for change_of_text in template.text:
        lines.append(_indented(f"text: {change_of_text.where}"))
        for sign, words in (("-", change_of_text.old), ("+", change_of_text.new)):
            if words is not None:
                lines.append(f"    {sign} {textwrap.shorten(words, _MOST_TEXT, placeholder=' …')}")
    lines += [_indented(f"look: {each}") for each in template.look]
    if template.redline:
        lines.append(_indented(f"redline: {(folder / redline_file(template.name)).as_posix()}"))
    return lines


def _paper_lines(paper: ComparedPaper) -> Iterator[str]:
    yield outcome(paper)
    for which, faults in (
        ("", paper.inputs_faults),
        ("with the old version: ", paper.old_faults),
        ("with the new version: ", (*paper.new_faults, *paper.new_errors)),
    ):
        yield from (which + problem_text(fault) for fault in faults)
    pages = [_page_name(part, pair) for part in paper.parts for pair in part.pages if pair.changed]
    if pages:
        yield ", ".join(pages)


def _page_name(part: ComparedPart, pair: PagePair) -> str:
    if pair.new_number is None:
        return f"page {part.old_first + (pair.old_number or 1) - 1} gone"
    new = f"page {part.new_first + pair.new_number - 1}"
    return new if pair.old_number is not None else f"{new} new"


def json_text(
    comparison: Comparison | None, folder: Path, problems: Sequence[Any], exit_code: int
) -> str:
    """Return a comparison, or the problems that kept it from being made, as JSON."""
    said: dict[str, Any] = {
        "exit_code": exit_code,
        "problems": [problem_of(problem) for problem in problems],
    }
    if comparison is not None:
        said |= {
            "old": comparison.old,
            "new": comparison.new,
            "breaking": comparison.breaking,
            "templates": [_template_of(each, folder) for each in comparison.templates],
            "papers": [_paper_of(each) for each in comparison.papers],
            "page": (folder / "diff.html").as_posix() if comparison.templates else None,
        }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _template_of(template: ComparedTemplate, folder: Path) -> Mapping[str, Any]:
    redline = (folder / redline_file(template.name)).as_posix() if template.redline else None
    return {
        "name": template.name,
        "change": template.change,
        "breaking": template.breaks,
        "note": template.note or None,
        "fields": [
            {
                "change": each.change,
                "field": each.field,
                "what": each.what,
                "why": each.why,
                "breaking": each.breaking,
                "where": each.where,
            }
            for each in template.fields
        ],
        "text": [{"where": t.where, "old": t.old, "new": t.new} for t in template.text],
        "look": list(template.look),
        "redline": redline,
        "faults": [problem_of(each) for each in template.faults],
        "unread": template.unread,
    }


def _paper_of(paper: ComparedPaper) -> Mapping[str, Any]:
    return {
        "name": paper.name,
        "outcome": outcome(paper),
        "breaking": paper.breaks or paper.becomes_draft,
        "draft": paper.becomes_draft,
        "changed_pages": [
            {
                "part": part.title,
                "old": None if pair.old_number is None else part.old_first + pair.old_number - 1,
                "new": None if pair.new_number is None else part.new_first + pair.new_number - 1,
            }
            for part in paper.parts
            for pair in part.pages
            if pair.changed
        ],
        "problems": {
            "inputs": [problem_of(each) for each in paper.inputs_faults],
            "old": [problem_of(each) for each in paper.old_faults],
            "new": [problem_of(each) for each in (*paper.new_faults, *paper.new_errors)],
        },
    }


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _spans(numbers: Sequence[int]) -> str:
    """Return page numbers as they are read aloud: “1 to 3, 5”."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join(f"{s[0]} to {s[-1]}" if len(s) > 1 else f"{s[0]}" for s in spans)


def _indented(text: str) -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_on_hyphens=False,
        break_long_words=False,
    )

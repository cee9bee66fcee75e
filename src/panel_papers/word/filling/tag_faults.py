"""What is wrong with a template's tags before anything is filled, each problem at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from jinja2 import Environment, TemplateSyntaxError

from panel_papers.core import Problem
from panel_papers.word.filling.stray_tags import keywords_in, stray_faults
from panel_papers.word.filling.tag_balance import unbalanced
from panel_papers.word.filling.tag_measures import too_deep
from panel_papers.word.filling.tag_names import unknown_fields, unknown_names
from panel_papers.word.filling.tag_places import misplaced
from panel_papers.word.filling.tag_problem import problem_of
from panel_papers.word.filling.tag_reading import unreadable
from panel_papers.word.filling.tags import Tag
from panel_papers.word.story import Story

_NAME = re.compile(r"[A-Za-z_]\w*")


def faults(
    story: Story,
    file: str,
    tags: Sequence[Tag],
    env: Environment,
    known: Iterable[str] | None,
) -> list[Problem]:
    """Return all that is wrong with the tags of one story; `known` are the fields that there are.

    With None for `known`, a name may be a field or not: nothing is said of it.
    What follows from a problem is not reported as another: the “endif” of an unreadable “if”.
    """
    fields = set(known or ())
    problems, halves = stray_faults(story, file, fields)
    wrong: set[Tag] = set()
    for tag in tags:
        problem = misplaced(tag) or unreadable(tag, env, fields)
        if problem:
            problems.append(problem)
            wrong.add(tag)
    problems += too_deep(tags)
    blocks = list(unbalanced(tags, wrong, [word for half in halves for word in keywords_in(half)]))
    problems += [block.problem for block in blocks]
    # without its “for”, a loop’s name would be unknown wherever it is
    if known is not None and not any(block.ends_a_loop for block in blocks):
        unsure = {w for text in (*halves, *(t.text for t in wrong)) for w in _NAME.findall(text)}
        readable = [tag for tag in tags if tag not in wrong]
        names = unknown_names(readable, env, sound=not problems) - fields - unsure
        problems += unknown_fields(readable, env, fields, names)
    # Word keeps a text box twice, for newer and for older programs
    return list(dict.fromkeys(problems))


def uncompiled(tags: Sequence[Tag], env: Environment) -> Iterator[Problem]:
    """Yield what can be read tag by tag but not be run, at the tag that Jinja names.

    `fill` finds this by itself; a template that cannot be filled yet is checked for it here.
    """
    try:
        env.compile("\n".join(tag.source.replace("\n", " ") for tag in tags))
    except TemplateSyntaxError as error:
        yield unrunnable(tags[min(error.lineno, len(tags)) - 1], error)


def unrunnable(tag: Tag, error: TemplateSyntaxError) -> Problem:
    """Return the problem of a tag that Jinja can read but not run."""
    wanted = "a field’s name, as in “{{ title }}”"
    return problem_of(tag, "unreadable-tag", f"cannot be run: {error.message}", wanted, None)

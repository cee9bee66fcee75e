"""What tags ask of the fields that these do not have: parts of a group, a list, one text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jinja2 import Environment, nodes
from msgspec.structs import replace

from panel_papers.core import Level, Problem, Prose, Value
from panel_papers.template_tools.check.scopes import (
    Asked,
    Values,
    asked,
    part_of,
    path,
    spared,
    values_of,
)
from panel_papers.word import Tag, holds_only, unknown_part, within


def part_faults(
    tags: Sequence[Tag],
    env: Environment,
    trials: Sequence[Mapping[str, Value]],
    *,
    is_open: bool,
) -> Iterator[Problem]:
    """Yield the problems in the tags of one story; each is sound, and all of them are balanced.

    In a template that is open for further fields, a part that is only asked for under a condition
    may come with a later paper; it is reported if it looks like a misspelling.
    """
    fields: dict[str, Values] = {}
    for trial in trials:
        for name, value in trial.items():
            fields.setdefault(name, [])
            known = fields[name]
            if known is not None:
                known.append(value)
    for each in asked(tags, env, fields):
        yield from _unknown_parts(each, is_open)
        yield from _perhaps_nothing(each)
        yield from _misused(each, fields)


def _unknown_parts(each: Asked, is_open: bool) -> Iterator[Problem]:
    free = spared(each.parsed)
    for node in each.parsed.find_all((nodes.Getattr, nodes.Getitem)):
        if not isinstance(node, nodes.Getattr | nodes.Getitem):
            continue  # it never is: find_all's type says less than it knows
        part, owners = part_of(node), values_of(node.node, each)
        if part is None or not owners or id(node) in free:
            continue
        there = [owner for owner in owners if owner is not None]
        if not there or any(isinstance(o, Mapping) and part in o for o in there):
            continue
        if _is_called(node, each.parsed):
            continue
        problem = unknown_part(each.tag, part, there)
        if not is_open or not (each.tag.keyword in {"if", "elif"} or each.guarded(path(node))):
            yield problem
        elif problem.hint is not None:
            yield replace(problem, level=Level.WARNING)


def _is_called(node: nodes.Node, parsed: nodes.Template) -> bool:
    return any(call.node is node for call in parsed.find_all(nodes.Call))


def _perhaps_nothing(each: Asked) -> Iterator[Problem]:
    """Yield what asks for one item of a list that may have none."""
    for node in each.parsed.find_all((nodes.Filter, nodes.Getitem)):
        of = _one_of(node)
        if of is None or each.guarded(path(of)):
            continue
        if [] in (values_of(of, each) or []):
            yield _problem(
                each.tag,
                "perhaps-nothing",
                f"asks for one item of “{path(of)}”, which may have none",
                f"a tag inside “{{% if {path(of)} %}}”, or a loop",
                f"put “{{% if {path(of)} %}}” before it and “{{% endif %}}” after it",
            )


def _one_of(node: nodes.Node) -> nodes.Expr | None:
    """Return the list of which an expression takes one item by its place."""
    if isinstance(node, nodes.Filter) and node.name in {"first", "last"}:
        return node.node
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return node.node if isinstance(node.arg.value, int) else None
    return None


def _misused(each: Asked, fields: Mapping[str, Values]) -> Iterator[Problem]:
    tag = each.tag
    for call in each.parsed.find_all(nodes.Call):
        if isinstance(call.node, nodes.Getattr) and path(call.node).partition(".")[0] != "loop":
            yield _problem(
                tag,
                "unknown-function",
                f"calls the function “{call.node.attr}”, which does not work for every value",
                "a field’s name, perhaps with a filter, as in “{{ title | upper }}”",
                f"write a filter instead of “.{call.node.attr}(…)”, or take it out",
            )
    for loop in each.parsed.find_all(nodes.For):
        values = values_of(loop.iter, each)
        if values and any(isinstance(v, str | Prose) for v in values):
            yield _problem(
                tag,
                "not-a-list",
                "repeats for each letter of a text, which is not a list",
                "",
                "name a list, such as “recommendations”, after “in”",
            )
        if isinstance(loop.target, nodes.Name) and loop.target.name in fields:
            yield _shadow(tag, loop.target.name)
    if tag.is_control:
        return
    output = next(each.parsed.find_all(nodes.Output), None)
    values = values_of(output.nodes[0], each) if output is not None else None
    if values and any(isinstance(v, Prose) for v in values) and not _alone(tag):
        yield _problem(
            tag,
            "prose-in-line",
            "prints several paragraphs of text, but is not alone in its paragraph",
            "",
            "move the tag into a paragraph of its own",
        )


def _shadow(tag: Tag, name: str) -> Problem:
    problem = _problem(
        tag,
        "reserved-name",
        f"gives each item the name “{name}”, which is already the name of a field",
        "",
        f"write “one_{name}” instead",
    )
    return replace(problem, level=Level.WARNING)


def _alone(tag: Tag) -> bool:
    paragraph = within(tag.holder, "w:p") if tag.attribute is None else None
    return paragraph is not None and holds_only(paragraph, tag.text)


def _problem(tag: Tag, code: str, found: str, wanted: str, hint: str | None = None) -> Problem:
    return Problem(code, tag.place, f"“{tag.text}” {found}", wanted, hint)

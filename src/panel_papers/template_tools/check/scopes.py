"""Which values a name in a tag can stand for: those of the loops and conditions around the tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jinja2 import Environment, nodes
from msgspec import Struct, field

from panel_papers.word import ENDS, Tag, whole

Values = list[object] | None
"""The values that an expression can have; None where that cannot be known."""

_SPARING = frozenset({"default", "d", "defined", "undefined"})


class Scope(Struct):
    """What one `for` or `if` adds, until its end: names with their values, and what it asked.

    Some data never reach what is `conditional`.
    """

    opener: Tag | None = None
    names: dict[str, Values] = field(default_factory=dict)
    guards: set[str] = field(default_factory=set)
    conditional: bool = False
    sets: list[Tag] = field(default_factory=list)


class Asked(Struct, frozen=True):
    """One tag with its expression, and the scopes around it, the outermost first."""

    tag: Tag
    parsed: nodes.Template
    scopes: tuple[Scope, ...]

    def guarded(self, path: str) -> bool:
        """Say whether a condition around the tag has asked for this very part."""
        return any(path in scope.guards for scope in self.scopes)


def asked(tags: Sequence[Tag], env: Environment, fields: Mapping[str, Values]) -> Iterator[Asked]:
    """Yield each tag that says something, with its scopes. The tags are sound and balanced."""
    scopes = [Scope(names=dict(fields))]
    for tag in tags:
        source = whole(tag)
        if source is None:
            if tag.keyword in ENDS.values():
                scopes.pop()
            elif tag.keyword == "else":
                scopes[-1].conditional = True
                scopes[-1].guards.clear()
            continue
        parsed = env.parse(source)
        each = Asked(tag, parsed, tuple(scopes))
        yield each
        match tag.keyword:
            case "for":
                scopes.append(_loop(each))
            case "if":
                scopes.append(Scope(tag, guards=paths_in(parsed), conditional=True))
            case "elif":
                scopes[-1].guards |= paths_in(parsed)
            case "set":
                scopes[-1].names.update(_stored(parsed))
                scopes[-1].sets.append(tag)


def _loop(each: Asked) -> Scope:
    loop = next(each.parsed.find_all(nodes.For))
    scope = Scope(each.tag)
    scope.names["loop"] = None
    for name in _stored(each.parsed):
        scope.names[name] = None
    if isinstance(loop.target, nodes.Name):
        scope.names[loop.target.name] = elements(values_of(loop.iter, each))
    return scope


def _stored(parsed: nodes.Template) -> dict[str, Values]:
    return {n.name: None for n in parsed.find_all(nodes.Name) if n.ctx == "store"}


def elements(values: Values) -> Values:
    """Return what a loop over the values goes through."""
    if values is None or not all(isinstance(v, list | tuple) or v is None for v in values):
        return None
    return [each for v in values if isinstance(v, list | tuple) for each in v]


def values_of(node: nodes.Node, each: Asked) -> Values:
    """Return the values that an expression can have; a part that is nowhere has none."""
    found: Values = None
    match node:
        case nodes.Name():
            found = next(
                (s.names[node.name] for s in reversed(each.scopes) if node.name in s.names), []
            )
        case nodes.Getattr() | nodes.Getitem():
            part, owners = part_of(node), values_of(node.node, each)
            if part is not None and owners is not None:
                found = [o[part] for o in owners if isinstance(o, Mapping) and part in o]
        case nodes.Filter(name="first" | "last") if isinstance(node.node, nodes.Expr):
            found = elements(values_of(node.node, each))
        case nodes.Filter(name="list" | "sort") if isinstance(node.node, nodes.Expr):
            found = values_of(node.node, each)
    return found


def part_of(node: nodes.Getattr | nodes.Getitem) -> str | None:
    """Return the name of the part that is asked for; None for a number or something worked out."""
    if isinstance(node, nodes.Getattr):
        return node.attr
    said = node.arg.value if isinstance(node.arg, nodes.Const) else None
    return said if isinstance(said, str) else None


def paths_in(node: nodes.Node) -> set[str]:
    """Return every name, with the parts behind it, that an expression asks for: “chapter.title”."""
    found = {path(each) for each in node.find_all((nodes.Name, nodes.Getattr, nodes.Getitem))}
    return found - {""}


def path(node: nodes.Node) -> str:
    """Return a name with the parts behind it, "" for what is none."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        part, before = part_of(node), path(node.node)
        return f"{before}.{part}" if part and before else ""
    return ""


def spared(parsed: nodes.Template) -> set[int]:
    """Return the ids of the expressions that need not be there: `x is defined`, `x | default`."""
    asking = parsed.find_all((nodes.Filter, nodes.Test))
    return {id(each.node) for each in asking if each.name in _SPARING}

"""What a template asks of a paper: each field that its tags name, its use, whether it must be.

A field is named by its way from the top: `chapters[].title` is the title of each of the chapters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes
from msgspec import Struct

from panel_papers.word import Tag, read_document, read_tags, stories

EACH = "[]"
_SPARING = {
    "default",
    "d",
    "defined",
    "undefined",
}  # filters and tests that make do without a field


class Use(Struct, frozen=True):
    """How a template uses a field.

    `kind` is “text”, “prose” (Markdown) or “list”; `needed` says whether a paper without it cannot
    be built, `when` under which condition that is so (None: always). `where` is the first place.
    """

    kind: str
    needed: bool
    when: str | None
    where: str


class Contract(Struct, frozen=True):
    """All fields that a template asks for, or None with what keeps its tags from being read."""

    fields: Mapping[str, Use]
    unreadable: str | None = None


def contract_of(data: bytes, *, file: str = "", stationery: bool = False) -> Contract:
    """Return what a template asks for; of tags that cannot be read it says so.

    As when it is filled: of the house template (`stationery`) header and footer count, of any
    other all but those. `file` names it, as the field of a section’s text is called like its file.
    """
    document = read_document(data, file)
    reader = _Reader()
    for story in stories(document):
        tags = read_tags(story, "") if story.is_stationery is stationery else []
        source, lines = _one_tag_a_line(tags)
        try:
            tree = Environment(autoescape=True).parse(source)
        except TemplateSyntaxError as error:
            place = lines[min(error.lineno, len(lines)) - 1].place.where or "the document"
            return Contract({}, f"{place}: {error.message}")
        reader.lines = lines
        reader.read(tree.body, {}, [])
    return Contract(reader.fields)


def _one_tag_a_line(tags: Sequence[Tag]) -> tuple[str, list[Tag]]:
    sources = [tag.source.replace("\n", " ") for tag in tags]
    return "\n".join(sources), list(tags)


class _Reader:
    """Walks through a template's tags as Jinja reads them, and notes each field."""

    def __init__(self) -> None:
        self.fields: dict[str, Use] = {}
        self.lines: list[Tag] = []

    def read(
        self, body: Sequence[nodes.Node], known: Mapping[str, str], guards: Sequence[str]
    ) -> None:
        """Note the fields of a stretch.

        `known` are the names that loops give with the fields they stand for, `guards` the fields
        of the conditions around.
        """
        for node in body:
            match node:
                case nodes.Output():
                    for printed in node.nodes:
                        if not isinstance(printed, nodes.TemplateData):
                            self._expression(printed, known, guards)
                case nodes.For():
                    self._loop(node, known, guards)
                case nodes.If():
                    self._condition(node, known, guards)
                case nodes.Assign():
                    self._expression(node.node, known, guards)
                    if isinstance(node.target, nodes.Name):
                        known = {**known, node.target.name: ""}
                case _:
                    self._names(node, known, guards)

    def _loop(self, loop: nodes.For, known: Mapping[str, str], guards: Sequence[str]) -> None:
        way = _way(_bare(loop.iter), known)
        if way:
            self._note(way, "list", loop.lineno, guards)
        else:
            self._names(loop.iter, known, guards)
        inner = {**known, "loop": ""}
        if isinstance(loop.target, nodes.Name):
            inner[loop.target.name] = way + EACH if way else ""
        else:
            inner |= {name.name: "" for name in loop.target.find_all(nodes.Name)}
        self.read(loop.body, inner, guards)
        self.read(loop.else_, known, guards)

    def _condition(self, asked: nodes.If, known: Mapping[str, str], guards: Sequence[str]) -> None:
        ways = []
        for way, node in self._ways(asked.test, known):
            ways.append(way)
            self._note(way, "text", node.lineno, [*guards, way], quiet=True)
        self.read(asked.body, known, [*guards, *ways])
        for other in asked.elif_:
            self._condition(other, known, guards)
        self.read(asked.else_, known, [*guards, *ways])

    def _expression(
        self, node: nodes.Node, known: Mapping[str, str], guards: Sequence[str]
    ) -> None:
        if isinstance(node, nodes.CondExpr):
            ways = [way for way, _ in self._ways(node.test, known)]
            for way in ways:
                self._note(way, "text", node.lineno, [*guards, way], quiet=True)
            for part in (node.expr1, node.expr2):
                if part is not None:
                    self._expression(part, known, [*guards, *ways])
            return
        way = _way(_bare(node), known)
        filters = _filters(node)
        if way:
            kind = "prose" if "markdown" in filters else "text"
            self._note(way, kind, node.lineno, guards, spared=bool(filters & _SPARING))
        else:
            self._names(node, known, guards)

    def _names(self, node: nodes.Node, known: Mapping[str, str], guards: Sequence[str]) -> None:
        for way, found in self._ways(node, known):
            self._note(way, "text", found.lineno, guards)

    def _ways(self, node: nodes.Node, known: Mapping[str, str]) -> Iterator[tuple[str, nodes.Node]]:
        """Yield the fields that an expression names, the longest way of each."""
        way = _way(node, known)
        if way:
            yield way, node
            return
        for inner in node.iter_child_nodes():
            yield from self._ways(inner, known)

    def _note(
        self,
        way: str,
        kind: str,
        line: int,
        guards: Sequence[str],
        *,
        quiet: bool = False,
        spared: bool = False,
    ) -> None:
        """Note a use; a field that is asked for without a condition is needed.

        A name at the top must be known even to a condition, but not where it is `spared`: with
        `default`. `quiet`: it is only asked whether there is such a field, which says nothing of
        its kind.
        """
        guarded = spared or (way in guards and ("." in way or EACH in way))
        around = next((g for g in guards if g != way and not way.startswith(f"{g}{EACH}")), None)
        use = Use(kind, not guarded, around, self._where(line))
        there = self.fields.get(way)
        if there is None:
            self.fields[way] = use
            return
        needed = there.needed or use.needed
        always = (there.needed and there.when is None) or (use.needed and use.when is None)
        self.fields[way] = Use(
            there.kind if quiet or there.kind != "text" else kind,
            needed,
            None if always else there.when or use.when,
            there.where,
        )

    def _where(self, line: int) -> str:
        tag = self.lines[min(line, len(self.lines)) - 1]
        return tag.place.where or "the document"


def _bare(node: nodes.Node) -> nodes.Node:
    """Return what a filter is put to: `items | sort` is about `items`."""
    while isinstance(node, nodes.Filter) and node.node is not None:
        node = node.node
    return node


def _filters(node: nodes.Node) -> set[str]:
    names = set()
    while isinstance(node, nodes.Filter) and node.node is not None:
        names.add(node.name)
        node = node.node
    return names


def _way(node: nodes.Node, known: Mapping[str, str]) -> str:
    """Return the way to the field that an expression is, "" where it is none."""
    match node:
        case nodes.Name(name=name):
            return known.get(name, str(name))
        case nodes.Getattr(node=owner, attr=attr):
            before = _way(owner, known)
            return f"{before}.{attr}" if before else ""
        case nodes.Getitem(node=owner, arg=nodes.Const(value=value)):
            before = _way(owner, known)
            if not before:
                return ""
            return f"{before}.{value}" if isinstance(value, str) else before + EACH
        case _:
            return ""

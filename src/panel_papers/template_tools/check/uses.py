"""Which field each tag of a template asks for, followed through loops and `set`."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes
from msgspec import Struct, field

from panel_papers.core import Place
from panel_papers.word import ENDS, Tag, WordTemplate, read_document, read_tags, stories

_ITEM_OF = {"first", "last", "random"}
_SAME = {"default", "join", "list", "lower", "markdown", "sort", "string", "title", "trim", "upper"}
_SPARED = {"default", "d", "defined", "undefined"}


class Use(Struct, frozen=True):
    """One place where a template asks for a field.

    `path` is the field's way: `background_papers[].title` is the title of each item. It is
    `printed`, gone through as a list (`looped`), or only asked about. It is `spared` where the
    template can do without: inside an `if` that asks for it, or with a default; `excused` is a use
    that goes without complaint where there is no such field. `compared` are the texts that it is
    compared with.
    """

    path: str
    tag: str
    place: Place
    printed: bool = False
    looped: bool = False
    markdown: bool = False
    spared: bool = False
    excused: bool = False
    compared: tuple[str, ...] = ()


def uses_in(template: WordTemplate, *, stationery: bool = False) -> list[Use]:
    """Return every use of a field in the order of the document; unreadable tags have none.

    Of the house template only header and footer are filled (`stationery`), of any other the rest.
    Raises what python-docx raises for bytes that are no Word document.
    """
    found: list[Use] = []
    for story in stories(read_document(template.data, template.file)):
        if story.is_stationery is stationery:
            walk = _Walk()
            for tag in read_tags(story, template.file):
                found += walk.uses(tag)
    return found


class _Block(Struct):
    """An open `for` or `if`: the names that it gives, and the fields that it asks about."""

    keyword: str
    names: dict[str, str | None] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)


class _Walk:
    """Goes through the tags of one story and knows what each name stands for there."""

    def __init__(self) -> None:
        self._env = Environment(autoescape=True)
        self._open: list[_Block] = [_Block("", {"loop": None})]

    def uses(self, tag: Tag) -> Iterator[Use]:
        keyword = tag.keyword
        if keyword in ENDS.values():
            if len(self._open) > 1:
                self._open.pop()
            return
        if tag.is_comment or keyword == "else":
            return
        try:
            tree = self._env.parse(_whole(tag))
        except TemplateSyntaxError:
            return
        uses = [self._use(tag, node, tree) for node in self._asked(tree)]
        if keyword == "elif":
            self._open[-1].asked |= {use.path for use in uses}
        elif keyword == "if":
            self._open.append(_Block("if", asked={use.path for use in uses}))
        for loop in tree.find_all(nodes.For):
            self._open.append(_Block("for", self._targets(loop)))
        for each in tree.find_all(nodes.Assign):
            if isinstance(each.target, nodes.Name):
                self._open[-1].names[each.target.name] = self._path(each.node)
        yield from uses

    def _use(self, tag: Tag, node: nodes.Node, tree: nodes.Template) -> Use:
        path = self._path(node) or ""
        filters = [f for f in tree.find_all((nodes.Filter, nodes.Test)) if node in _inside(f)]
        compared = [
            const.value
            for each in tree.find_all(nodes.Compare)
            if node in _inside(each)
            for const in each.find_all(nodes.Const)
            if isinstance(const.value, str)
        ]
        guards = {asked for block in self._open for asked in block.asked}
        return Use(
            path,
            tag.text,
            tag.place,
            printed=not tag.is_control,
            looped=any(self._path(loop.iter) == path for loop in tree.find_all(nodes.For)),
            markdown=any(f.name == "markdown" for f in filters),
            spared=(
                tag.keyword in {"if", "elif"}
                or path in guards
                or any(f.name in _SPARED for f in filters)
            ),
            excused=any(f.name in _SPARED for f in filters),
            compared=tuple(compared),
        )

    def _asked(self, node: nodes.Node) -> Iterator[nodes.Node]:
        """Yield the longest ways to fields in a tag: of `a.b` the whole, not `a`."""
        way = isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem)
        if way and getattr(node, "ctx", "load") == "load" and self._path(node):
            yield node
            return
        for inner in node.iter_child_nodes():
            yield from self._asked(inner)

    def _path(self, node: nodes.Node | None) -> str | None:
        """Return the way to the field that an expression stands for, None if it is none."""
        match node:
            case nodes.Name():
                return self._meant(node.name)
            case (
                nodes.Getattr(attr=str() as name)
                | nodes.Getitem(arg=nodes.Const(value=str() as name))
            ):
                return _joined(self._path(node.node), name)
            case nodes.Getitem(arg=nodes.Const(value=int())):
                return _item(self._path(node.node))
            case nodes.Filter(name=name) if name in _ITEM_OF | _SAME:
                path = self._path(node.node)
                return _item(path) if name in _ITEM_OF else path
        return None

    def _meant(self, name: str) -> str | None:
        for block in reversed(self._open):
            if name in block.names:
                return block.names[name]
        return name

    def _targets(self, loop: nodes.For) -> dict[str, str | None]:
        if isinstance(loop.target, nodes.Name):
            return {loop.target.name: _item(self._path(loop.iter)), "loop": None}
        names = ("loop", *(name.name for name in loop.target.find_all(nodes.Name)))
        return dict.fromkeys(names)


def _joined(path: str | None, name: str) -> str | None:
    return None if path is None else f"{path}.{name}"


def _item(path: str | None) -> str | None:
    return None if path is None else f"{path}[]"


def _inside(node: nodes.Node) -> Iterator[nodes.Node]:
    for inner in node.iter_child_nodes():
        yield inner
        yield from _inside(inner)


def _whole(tag: Tag) -> str:
    """Return a tag as a template of its own that Jinja can read."""
    if tag.keyword == "elif":
        return "{% if true %}" + tag.source + "{% endif %}"
    end = ENDS.get(tag.keyword or "")
    return tag.source + (f"{{% {end} %}}" if end else "")

"""Makes a part's structure tree unlike those of the other parts, before it is copied."""

from collections.abc import Mapping

from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from .sameness import content_key
from .sources import Source, annotations
from .structure import STANDARD, Tree, standard_type

# What the root of a tree keeps when it is copied; all else is written again or left behind.
ROOT_KEYS = {"/Type", "/K", "/Namespaces"}


class Registry(Struct, eq=False):
    """The keys, roles and classes that are taken in the joined PDF."""

    next_key: int = 0
    roles: dict[str, str] = field(default_factory=dict)
    """Each type that is not the standard's, and what it stands for (itself, where nothing)."""
    classes: dict[str, bytes] = field(default_factory=dict)
    """Each attribute class, with its content to recognise equal ones."""

    def key(self) -> int:
        """Return a number that no page, annotation or form has yet."""
        self.next_key += 1
        return self.next_key - 1


def forget_keys(source: Source) -> None:
    """Take out the numbers by which a part's pages and objects find their elements.

    They are given again to those that have an element; elsewhere they would lead to another part's.
    """
    for page in source.pdf.pages:
        _drop(page.obj, "/StructParents", "/Tabs")
        for annotation in annotations(page.obj):
            _drop(annotation, "/StructParent")
    for held in source.pdf.objects:
        if isinstance(held, Stream):
            _drop(held, "/StructParent", "/StructParents")


def rekey(source: Source, tree: Tree, registry: Registry, prefix: str) -> None:
    """Give a tree keys, types, classes and identifiers that mean one thing in the joined PDF."""
    parents = _parents(source, tree, registry)
    _rename_types(tree, registry, prefix)
    classes = _rename_classes(tree, registry, prefix)
    ids = _prefix_ids(tree, prefix)
    root = tree.root
    for key in set(root.keys()) - ROOT_KEYS:
        del root[key]
    root.ParentTree = Array([part for pair in parents for part in pair])
    if ids:
        root.IDTree = Array([part for pair in ids for part in pair])
    if classes:
        root.ClassMap = Dictionary({"/" + name: value for name, value in classes.items()})


def _drop(holder: Object, *keys: str) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _parents(source: Source, tree: Tree, registry: Registry) -> list[tuple[int, Object]]:
    """Return the parent tree's entries (ISO 32000-1 14.7.4.4), after numbering their objects."""
    entries: list[tuple[int, Object]] = []
    holders = [page.obj for page in source.pdf.pages] + list(tree.forms.values())
    for holder in holders:
        marks = tree.marks.get(holder.objgen)
        if marks:
            key = registry.key()
            holder.StructParents = key
            elements = [marks.get(number) for number in range(max(marks) + 1)]
            entries.append((key, Array(elements)))
    for target, element in tree.objects:
        key = registry.key()
        target.StructParent = key
        entries.append((key, element))
    return entries


def _rename_types(tree: Tree, registry: Registry, prefix: str) -> None:
    """Rename the types that another part uses for something else."""
    spaced = {element.objgen for element in tree.spaced}  # theirs are the namespace's own types
    own = [pair for pair in tree.elements if pair[0].objgen not in spaced]
    for _, written in tree.elements:
        if written in tree.roles:
            registry.roles.setdefault(written, tree.roles[written])
    renamed: dict[str, str] = {}
    for written in sorted({written for _, written in own} - STANDARD):
        meaning, name = standard_type(tree, written), written
        if registry.roles.setdefault(name, meaning) != meaning:
            name = f"{prefix}{written}"
            registry.roles[name] = meaning if meaning in STANDARD else name
        renamed[written] = name
    changed = {old: new for old, new in renamed.items() if old != new}
    if changed:
        for element, written in own:
            if written in changed:
                element.S = Name("/" + changed[written])


def _rename_classes(tree: Tree, registry: Registry, prefix: str) -> Mapping[str, Object]:
    """Rename the attribute classes that clash, and return the part's class map as it should be."""
    held = tree.root.get("/ClassMap")
    if not isinstance(held, Dictionary):
        return {}
    renamed, classes = {}, {}
    for key, value in sorted(held.items()):
        name = old = key.removeprefix("/")
        content = content_key(value)
        if registry.classes.setdefault(name, content) != content:
            name = f"{prefix}{old}"
            registry.classes[name] = content
            renamed[old] = name
        classes[name] = value
    if renamed:
        for element in tree.classed:
            found = element.get("/C")
            if isinstance(found, Array):
                element.C = Array([_renamed(value, renamed) for value in found])
            else:
                element.C = _renamed(found, renamed)
    return classes


def _renamed(value: object, renamed: Mapping[str, str]) -> object:
    if isinstance(value, Name):
        old = str(value).removeprefix("/")
        return Name("/" + renamed.get(old, old))
    return value


def _prefix_ids(tree: Tree, prefix: str) -> list[tuple[String, Object]]:
    """Put the part's own mark before each identifier, and before each mention of one."""
    for attribute in tree.headers:
        named = attribute.get("/Headers")
        if isinstance(named, Array):
            attribute.Headers = Array([_prefixed(value, prefix) for value in named])
    ids: dict[bytes, Object] = {}
    for element in tree.identified:
        found = element.get("/ID")
        if not isinstance(found, String):
            del element["/ID"]
            continue
        name = wanted = prefix.encode() + bytes(found)
        more = 1
        while name in ids:  # the part itself uses it twice: nothing can have meant the second
            more += 1
            name = wanted + b"-%d" % more
        ids[name] = element
        element.ID = String(name)
    return [(String(name), element) for name, element in ids.items()]


def _prefixed(value: object, prefix: str) -> object:
    return String(prefix.encode() + bytes(value)) if isinstance(value, String) else value

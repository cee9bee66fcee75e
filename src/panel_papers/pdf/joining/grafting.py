"""Puts the parts' structure trees into one tree under one Document."""

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from .rekeying import Registry
from .sameness import content_key
from .structure import STANDARD, Tree, standard_type
from .trees import write_name_tree, write_number_tree

# A part's own Document says nothing more than ours where it has these keys alone.
PLAIN = {"/Type", "/S", "/P", "/K", "/T", "/Pg", "/Lang", "/NS"}


class Grafted:
    """The one structure tree of the joined PDF while it is being put together."""

    def __init__(self, pdf: Pdf, registry: Registry) -> None:
        self.pdf = pdf
        self.registry = registry
        self.sections: list[Object] = []
        self.parents: dict[int, Object] = {}
        self.ids: dict[bytes, Object] = {}
        self.classes: dict[str, Object] = {}
        self.namespaces: dict[bytes, Object] = {}
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self.element("Document", self.root)
        self.root.K = Array([self.document])

    def element(self, kind: str, parent: Object, **more: object) -> Object:
        """Return a new structure element; its parent does not know of it yet."""
        fields = Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent)
        for key, value in more.items():
            if value is not None:
                fields["/" + key] = value
        return self.pdf.make_indirect(fields)

    def section(self, title: str, language: str | None, kind: str = "Part") -> Object:
        """Return a new element under the Document: a part of the PDF, with its title."""
        section = self.element(
            kind, self.document, T=String(title), Lang=String(language) if language else None
        )
        self.sections.append(section)
        return section

    def subsection(self, parent: Object, title: str, language: str | None) -> Object:
        """Return a new element within a section, at its end."""
        part = self.element(
            "Sect", parent, T=String(title), Lang=String(language) if language else None
        )
        if "/K" not in parent:
            parent.K = Array()
        parent.K.append(part)
        return part

    def graft(self, tree: Tree, section: Object, *, known_language: bool) -> None:
        """Copy a part's tree, whose pages are copied already, into its section.

        `known_language` says that the section's language is known better than the tree says it.
        References from the tree to pages and annotations lead to their copies by themselves:
        qpdf remembers what it has copied from each file.
        """
        root = self.pdf.copy_foreign(tree.root)
        tops = kids(root)
        if len(tops) == 1 and standard_type(tree, tree.elements[0][1]) == "Document":
            document = tops[0]
            if "/Lang" in document and not known_language:
                section.Lang = document.Lang
            if set(document.keys()) <= PLAIN and _all_elements(document):
                tops = kids(document)
            else:
                document.S = Name.Div
                if "/NS" in document:
                    del document["/NS"]
        for top in tops:
            top.P = section
        section.K = Array(tops)
        self._take_entries(root)
        self._take_namespaces(root, tree)

    def _take_entries(self, root: Object) -> None:
        """Take over the entries of the trees that `rekey` wrote down as plain lists."""
        listed = list(root.ParentTree)
        for key, value in zip(listed[::2], listed[1::2], strict=True):
            self.parents[int(key)] = value
        ids = list(root.get("/IDTree", Array([])))
        for identifier, element in zip(ids[::2], ids[1::2], strict=True):
            self.ids[bytes(identifier)] = element
        classes = root.get("/ClassMap")
        if isinstance(classes, Dictionary):
            for name, held in classes.items():
                self.classes.setdefault(name, held)

    def _take_namespaces(self, root: Object, tree: Tree) -> None:
        """Take over the part's namespaces (ISO 32000-2 14.7.4), each different one once."""
        if not tree.spaced:
            return
        todo = kids(root)
        while todo:
            element = todo.pop()
            todo.extend(kids(element))
            space = element.get("/NS")
            if isinstance(space, Dictionary):
                content = content_key(space)
                if self.namespaces.setdefault(content, space).objgen != space.objgen:
                    element.NS = self.namespaces[content]

    def finish(self) -> None:
        """Write the tree into the PDF's catalogue."""
        self.document.K = Array(self.sections)
        self.root.ParentTree = write_number_tree(self.pdf, self.parents)
        self.root.ParentTreeNextKey = self.registry.next_key
        roles = {
            "/" + name: Name("/" + meaning)
            for name, meaning in sorted(self.registry.roles.items())
            if meaning in STANDARD or meaning != name
        }
        if roles:
            self.root.RoleMap = Dictionary(roles)
        if self.classes:
            self.root.ClassMap = Dictionary(dict(sorted(self.classes.items())))
        if self.ids:
            self.root.IDTree = write_name_tree(self.pdf, self.ids)
        if self.namespaces:
            self.root.Namespaces = Array(list(self.namespaces.values()))
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)


def kids(holder: Object) -> list[Object]:
    """Return the elements directly below one."""
    if not isinstance(holder, Dictionary):  # a tree's root that is there in name only
        return []
    found = holder.get("/K")
    kids: Sequence[object] = list(found) if isinstance(found, Array) else [found]
    return [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]


def _all_elements(holder: Object) -> bool:
    found = holder.get("/K")
    return len(kids(holder)) == (len(found) if isinstance(found, Array) else 1)

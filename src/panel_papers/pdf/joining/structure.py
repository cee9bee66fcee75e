"""Reads the structure tree of a part (ISO 32000-1 14.7)."""

from collections import defaultdict

from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, Object, Stream

from .sources import Source, annotations

ObjGen = tuple[int, int]
# ISO 32000-1 14.8.4, and what ISO 32000-2 adds to it in its own namespace.
_NAMES = (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 "
    "H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry "
    "Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form"
)
STANDARD = frozenset(_NAMES.split())
_STRUCT_ELEM = Name.StructElem  # to make a name takes longer than to read one
MATHML = Name("/application/mathml+xml")
ORDINARY = {"/Type", "/S", "/P", "/Pg", "/K", "/T", "/Lang", "/Alt", "/ActualText", "/E"}
LARGEST_MCID = 100_000  # a larger one is damage; its page would need as long an array


class Tree(Struct, eq=False):
    """A structure tree that has been walked: each element is in it once, and nothing else."""

    root: Object
    elements: list[tuple[Object, str]] = field(default_factory=list)
    """Every element, parents first, with its type as written."""
    marks: dict[ObjGen, dict[int, Object]] = field(default_factory=lambda: defaultdict(dict))
    """The element of each marked content, by the page or form that holds it."""
    objects: list[tuple[Object, Object]] = field(default_factory=list)
    """The annotations and forms that are an element's content as a whole, with the element."""
    forms: dict[ObjGen, Object] = field(default_factory=dict)
    """The forms that hold marked content."""
    identified: list[Object] = field(default_factory=list)
    """Elements with an /ID."""
    classed: list[Object] = field(default_factory=list)
    """Elements with attribute classes."""
    headers: list[Object] = field(default_factory=list)
    """Attributes that name header cells by their /ID."""
    spaced: list[Object] = field(default_factory=list)
    """Elements that name a namespace (PDF 2.0)."""
    roles: dict[str, str] = field(default_factory=dict)
    """What each type that the part names itself stands for in the end."""


def read_tree(source: Source) -> Tree | None:
    """Walk the structure tree of a part and repair it in place; None where there is none.

    Kids that are no elements, or met a second time, and objects that are on no page are taken
    out: a tree can smuggle what the pages do not show.
    """
    root = source.root.get(Name.StructTreeRoot)
    if not isinstance(root, Dictionary) or Name.K not in root:
        return None
    if not root.is_indirect:
        root = source.root.StructTreeRoot = source.pdf.make_indirect(root)
    root.Type = Name.StructTreeRoot  # qpdf copies nothing that calls itself /Pages
    walk = _Walk(source, Tree(root))
    walk.run()
    walk.tree.roles = _resolved_roles(root.get(Name.RoleMap))
    return walk.tree if walk.tree.elements else None


def standard_type(tree: Tree, written: str) -> str:
    """Return the type that an element's own type stands for."""
    return written if written in STANDARD else tree.roles.get(written, written)


def _resolved_roles(role_map: Object | None) -> dict[str, str]:
    """Return each role with the type at the end of its chain, which may run in a circle."""
    if not isinstance(role_map, Dictionary):
        return {}
    steps = {
        name.removeprefix("/"): str(value).removeprefix("/")
        for name, value in role_map.items()
        if isinstance(value, Name)
    }
    resolved = {}
    for name, first in steps.items():
        end, met = first, {name}
        while end not in STANDARD and end in steps and end not in met:
            met.add(end)
            end = steps[end]
        if name not in STANDARD:
            resolved[name] = end
    return resolved


def _take_mark(marks: dict[int, Object] | None, number: int, holder: Object) -> bool:
    """Note that a mark is an element's; say whether it is on a page, and no other element's."""
    if marks is None or not 0 <= number <= LARGEST_MCID:
        return False
    return marks.setdefault(number, holder) is holder


class _Walk:
    """One walk through a tree, without recursion: a tree may be thousands deep."""

    def __init__(self, source: Source, tree: Tree) -> None:
        self.source = source
        self.tree = tree
        self.seen: set[ObjGen] = {tree.root.objgen}
        self.taken: set[ObjGen] = set()
        self.placed = {
            annotation.objgen for page in source.pdf.pages for annotation in annotations(page.obj)
        } | _painted(source)
        self.attributes: set[ObjGen] = set()
        self.todo: list[tuple[Object, ObjGen, Object | None]] = [
            (tree.root, tree.root.objgen, None)
        ]

    def run(self) -> None:
        while self.todo:
            holder, name, page = self.todo.pop()
            found = holder.get("/K")
            if found is None:
                continue
            marks = None if page is None else self.tree.marks[page.objgen]
            kept = []
            changed = False
            for kid in list(found) if isinstance(found, Array) else (found,):
                stays: object | None = kid
                if isinstance(kid, int):
                    if not _take_mark(marks, kid, holder):
                        stays = None
                else:
                    stays = self._kid(holder, name, kid, page)
                if stays is not None:
                    kept.append(stays)
                if stays is not kid:
                    changed = True
            if changed:
                holder.K = Array(kept)

    def _kid(self, holder: Object, name: ObjGen, kid: object, page: Object | None) -> object | None:
        """Take note of a kid; return it as it stays in the tree, or None where it goes."""
        if not isinstance(kid, Dictionary):
            return None
        keys = kid.keys()
        if "/S" in keys:
            return self._element(holder, name, kid, keys, page)
        if "/Obj" in keys:
            return kid if self._object(holder, kid, page) else None
        if "/MCID" not in keys:
            return None
        form, number = kid.get("/Stm"), kid.get("/MCID")
        if isinstance(form, Stream):
            self.tree.forms[form.objgen] = form
            owner: Object | None = form
        else:
            owner = self._page(kid) or page
        if owner is None or not isinstance(number, int):
            return None
        return kid if _take_mark(self.tree.marks[owner.objgen], number, holder) else None

    def _object(self, holder: Object, kid: Object, page: Object | None) -> bool:
        """Note an object reference; say whether its object is on a page, and not yet taken."""
        target = kid.get("/Obj")
        if not isinstance(target, (Dictionary, Stream)) or target.objgen not in self.placed:
            return False
        if target.objgen in self.taken:
            return False
        self.taken.add(target.objgen)
        if self._page(kid) is None:
            if page is not None:
                kid.Pg = page
            elif "/Pg" in kid:
                del kid["/Pg"]
        self.tree.objects.append((target, holder))
        return True

    def _page(self, holder: Object) -> Object | None:
        page = holder.get("/Pg")
        return page if getattr(page, "objgen", None) in self.source.page_numbers else None

    def _element(
        self, holder: Object, name: ObjGen, kid: Object, keys: set[str], page: Object | None
    ) -> Object | None:
        own_name = kid.objgen
        if own_name == (0, 0):
            kid = self.source.pdf.make_indirect(kid)
            own_name = kid.objgen
        if own_name in self.seen:
            return None
        self.seen.add(own_name)
        if getattr(kid.get("/P"), "objgen", None) != name:
            kid.P = holder
        if kid.get("/Type", _STRUCT_ELEM) != _STRUCT_ELEM:
            kid.Type = _STRUCT_ELEM  # as with the root
        if "/Pg" in keys:
            own = self._page(kid)
            if own is None:
                del kid["/Pg"]
            else:
                page = own
        self.tree.elements.append((kid, str(kid.get("/S"))[1:]))
        if not keys <= ORDINARY:
            self._extras(kid, keys)
        if "/K" in keys:
            self.todo.append((kid, own_name, page))
        return kid

    def _extras(self, kid: Object, keys: set[str]) -> None:
        """Note what must be made unlike the other parts' later on."""
        if "/ID" in keys:
            self.tree.identified.append(kid)
        if "/C" in keys:
            self.tree.classed.append(kid)
        if "/NS" in keys:
            self.tree.spaced.append(kid)
        if "/AF" in keys:
            _keep_mathml(kid)
        if "/A" not in keys:
            return
        held = kid.get("/A")
        for attribute in held if isinstance(held, Array) else (held,):
            if isinstance(attribute, Dictionary) and "/Headers" in attribute:
                if attribute.is_indirect:
                    if attribute.objgen in self.attributes:
                        continue
                    self.attributes.add(attribute.objgen)
                self.tree.headers.append(attribute)


def _keep_mathml(element: Object) -> None:
    """Leave of an element's associated files its MathML, which is read aloud.

    The others are attachments by another way.
    """
    found = element.get("/AF")
    kept = []
    for file in found if isinstance(found, Array) else (found,):
        held = file.get("/EF") if isinstance(file, Dictionary) else None
        stream = held.get("/F") if isinstance(held, Dictionary) else None
        if isinstance(stream, Stream) and stream.get("/Subtype") == MATHML:
            kept.append(file)
    if kept:
        element.AF = Array(kept)
    else:
        del element["/AF"]


def _painted(source: Source) -> set[ObjGen]:
    """Return the images and forms that the pages of a part can paint themselves."""
    found: set[ObjGen] = set()
    met: set[ObjGen] = set()
    for page in source.pdf.pages:
        resources = page.obj.get(Name.Resources)
        if not isinstance(resources, Dictionary):
            continue
        if resources.is_indirect:
            if resources.objgen in met:
                continue
            met.add(resources.objgen)
        listed = resources.get(Name.XObject)
        if isinstance(listed, Dictionary):
            found |= {value.objgen for _, value in listed.items() if isinstance(value, Stream)}
    return found

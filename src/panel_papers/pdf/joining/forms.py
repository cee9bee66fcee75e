"""Keeps the parts' form fields apart in one form (ISO 32000-1 12.7)."""

from collections.abc import Sequence

from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from .sources import Source, annotations

DEEPEST = 50  # fields within fields


class Form(Struct, eq=False):
    """The form of the joined PDF while it is being put together."""

    names: set[str] = field(default_factory=set)
    fields: list[Object] = field(default_factory=list)
    resources: Object | None = None
    fresh: bool = False
    """Whether a part leaves it to the reader to draw the fields."""


def prune_fields(source: Source) -> None:
    """Leave in a part's fields only those that are on a page, before the pages are copied.

    A field brings its parent, and that its other children, wherever they are.
    """
    reached: dict[tuple[int, int], tuple[Object, list[Object]]] = {}
    for page in source.pdf.pages:
        for widget in annotations(page.obj):
            if widget.get(Name.Subtype) != Name.Widget:
                continue
            child = widget
            for _ in range(DEEPEST):
                parent = child.get(Name.Parent)
                if not isinstance(parent, Dictionary) or not parent.is_indirect:
                    break
                _, children = reached.setdefault(parent.objgen, (parent, []))
                if all(child.objgen != other.objgen for other in children[-8:]):
                    children.append(child)
                child = parent
    for parent, children in reached.values():
        parent.Kids = Array(list({child.objgen: child for child in children}.values()))


def take_fields(pdf: Pdf, form: Form, source: Source, pages: Sequence[Object], prefix: str) -> None:
    """Take over the fields of a part from its pages in the joined PDF.

    A name that is taken changes: two fields of one name would be one field, and what is typed
    into one would show in the other.
    """
    own: dict[tuple[int, int], Object] = {}
    for page in pages:
        for widget in annotations(page):
            if widget.get(Name.Subtype) == Name.Widget:
                top = _top(widget)
                own[top.objgen] = top
    names = set()
    for top in own.values():
        name = str(top.get(Name.T, ""))
        if name in form.names:
            top.T = String(f"{prefix}{name}")
        names.add(str(top.get(Name.T, "")))
        form.fields.append(top)
    form.names |= names
    if own:
        _take_defaults(pdf, form, source)


def _top(widget: Object) -> Object:
    child = widget
    for _ in range(DEEPEST):
        parent = child.get(Name.Parent)
        if not isinstance(parent, Dictionary) or not parent.is_indirect:
            break
        child = parent
    return child


def _take_defaults(pdf: Pdf, form: Form, source: Source) -> None:
    """Take over the fonts by which a reader draws what is typed; the first of a name stays."""
    held = source.root.get(Name.AcroForm)
    if not isinstance(held, Dictionary):
        return
    form.fresh = form.fresh or bool(held.get(Name.NeedAppearances, False))
    default = held.get(Name.DA)
    if isinstance(default, String):
        for top in form.fields:
            if Name.DA not in top:
                top.DA = String(bytes(default))
    resources = held.get(Name.DR)
    if not isinstance(resources, Dictionary):
        return
    copied = pdf.copy_foreign(source.pdf.make_indirect(resources))
    if form.resources is None:
        form.resources = copied
        return
    for kind, listed in copied.items():
        if kind not in form.resources:
            form.resources[kind] = listed
        elif isinstance(listed, Dictionary):
            for name, value in listed.items():
                if name not in form.resources[kind]:
                    form.resources[kind][name] = value


def write_form(pdf: Pdf, form: Form) -> None:
    """Write the form into the joined PDF, where there is one."""
    if not form.fields:
        return
    written = Dictionary(Fields=Array(form.fields))
    if form.resources is not None:
        written.DR = form.resources
    if form.fresh:
        written.NeedAppearances = True
    pdf.Root.AcroForm = pdf.make_indirect(written)

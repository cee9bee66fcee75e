"""Keeps the layers of every part as they are shown (ISO 32000-1 8.11, optional content)."""

from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from .sources import Source


class Layers(Struct, eq=False):
    """The layers of the joined PDF while they are being gathered."""

    groups: list[Object] = field(default_factory=list)
    hidden: list[Object] = field(default_factory=list)
    locked: list[Object] = field(default_factory=list)
    order: list[object] = field(default_factory=list)
    choices: list[Object] = field(default_factory=list)
    """Groups of layers of which one is shown at a time."""


def take_layers(pdf: Pdf, layers: Layers, source: Source) -> None:
    """Take over the layers of a part whose pages are copied already."""
    found = source.root.get(Name.OCProperties)
    if not isinstance(found, Dictionary):
        return
    held = pdf.copy_foreign(found if found.is_indirect else source.pdf.make_indirect(found))
    groups = _groups(held.get(Name.OCGs))
    settings = held.get(Name.D)
    if not isinstance(settings, Dictionary):
        settings = Dictionary()
    off = {group.objgen for group in _groups(settings.get(Name.OFF))}
    if settings.get(Name.BaseState) == Name.OFF:
        shown = {group.objgen for group in _groups(settings.get(Name.ON))}
        off |= {group.objgen for group in groups} - shown
    layers.groups += groups
    layers.hidden += [group for group in groups if group.objgen in off]
    layers.locked += _groups(settings.get(Name.Locked))
    order = settings.get(Name.Order)
    if isinstance(order, Array) and len(order):
        layers.order.append(Array([String(source.part.title), *order]))
    choices = settings.get(Name.RBGroups)
    if isinstance(choices, Array):
        layers.choices += [choice for choice in choices if isinstance(choice, Array)]


def _groups(found: object) -> list[Object]:
    if not isinstance(found, Array):
        return []
    return [group for group in found if isinstance(group, Dictionary)]


def write_layers(pdf: Pdf, layers: Layers) -> None:
    """Write the layers into the joined PDF, where there are any.

    The configuration has a name and no /AS (ISO 14289-1 7.10).
    """
    if not layers.groups:
        return
    settings = Dictionary(Name=String("Layers"), BaseState=Name.ON, Order=Array(layers.order))
    settings.OFF = Array(layers.hidden)
    if layers.locked:
        settings.Locked = Array(layers.locked)
    if layers.choices:
        settings.RBGroups = Array(layers.choices)
    pdf.Root.OCProperties = Dictionary(OCGs=Array(layers.groups), D=settings)

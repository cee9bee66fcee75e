"""Says which layers of a PDF are hidden when it is opened (ISO 32000-1 8.11)."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf

from panel_papers.inputs.cleaning.pdf.objects import Id, name_of

_DEEPEST = 20  # expressions within expressions


def groups_in(found: object) -> list[Object]:
    """Return the layers in an array, or the one that stands for itself."""
    listed = list(found) if isinstance(found, Array) else [found]
    return [group for group in listed if isinstance(group, Dictionary)]


def hidden_groups(pdf: Pdf) -> set[Id]:
    """Return the layers that the default configuration hides on the screen."""
    held = pdf.Root.get(Name.OCProperties)
    if not isinstance(held, Dictionary):
        return set()
    settings = held.get(Name.D)
    if not isinstance(settings, Dictionary):
        return set()
    off = {group.objgen for group in groups_in(settings.get(Name.OFF))}
    if name_of(settings, "/BaseState") == "/OFF":
        shown = {group.objgen for group in groups_in(settings.get(Name.ON))}
        off |= {group.objgen for group in groups_in(held.get(Name.OCGs))} - shown
    for group, state in _states(settings):
        if state == "/OFF":
            off.add(group.objgen)
        elif state == "/ON":
            off.discard(group.objgen)
    return off


def _states(settings: Object) -> Iterator[tuple[Object, str]]:
    """Yield what layers are set to for viewing, each by its own usage (8.11.4.4)."""
    for usage in groups_in(settings.get(Name.AS)):
        if name_of(usage, "/Event") != "/View":
            continue
        for group in groups_in(usage.get(Name.OCGs)):
            uses = group.get(Name.Usage)
            view = uses.get(Name.View) if isinstance(uses, Dictionary) else None
            if isinstance(view, Dictionary):
                yield group, name_of(view, "/ViewState")


def is_hidden(member: object, hidden: set[Id]) -> bool:
    """Say whether what belongs to a layer, or to several by a rule, is hidden."""
    if not isinstance(member, Dictionary):
        return False
    if name_of(member, "/Type") != "/OCMD":
        return member.objgen in hidden
    rule = member.get(Name.VE)
    if isinstance(rule, Array):
        return not _holds(rule, hidden, 0)
    shown = [group.objgen not in hidden for group in groups_in(member.get(Name.OCGs))]
    if not shown:
        return False
    policy = name_of(member, "/P") or "/AnyOn"
    visible = {
        "/AllOn": all(shown),
        "/AnyOn": any(shown),
        "/AnyOff": not all(shown),
        "/AllOff": not any(shown),
    }
    return not visible.get(policy, any(shown))


def _holds(rule: object, hidden: set[Id], depth: int) -> bool:
    """Evaluate a visibility expression (8.11.2.2); what is none counts as visible."""
    if isinstance(rule, Dictionary):
        return rule.objgen not in hidden
    if not isinstance(rule, Array) or not len(rule) or depth > _DEEPEST:
        return True
    values = [_holds(each, hidden, depth + 1) for each in list(rule)[1:]]
    match str(rule[0]):
        case "/And":
            return all(values)
        case "/Or":
            return any(values)
        case "/Not":
            return not (values and values[0])
        case _:
            return True

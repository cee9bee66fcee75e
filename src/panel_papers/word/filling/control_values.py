"""What content controls of Word need beside their text: a tick for yes, an entry of a list."""

from __future__ import annotations

from panel_papers.core import Link, Missing, Place, PlacedText, Problem, Prose, did_you_mean
from panel_papers.word.filling.controls import control_name
from panel_papers.word.filling.slots import Slot, Slots
from panel_papers.word.xml import (
    Element,
    attribute,
    child,
    children,
    every,
    remove,
    set_attribute,
)

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_TICKED, _EMPTY, _FONT = "\u2612", "\u2610", "MS Gothic"
_ANSWERS = {"yes": True, "no": False, "ie": True, "na": False}  # in English and Welsh


def settle_controls(root: Element, slots: Slots) -> bool:
    """Make tick boxes and drop-downs of a filled story show their values; say if there were any.

    A value that fits none is noted among `slots.unfit`.
    """
    controls = every(root, "w:sdt")
    for control in controls:
        settings = child(control, "w:sdtPr")
        box = None if settings is None else settings.find(f"{_W14}checkbox")
        found = [slot for text in every(control, "w:t") for slot in slots.named(text.text or "")]
        if box is not None:
            _tick(control, box, found, slots)
        elif found and (entries := child(settings, "w:dropDownList")) is not None:
            _choose(control, entries, found[0], slots)
        elif any(not isinstance(slot.value, str) for slot in found):
            for plain in children(settings, "w:text"):
                remove(plain)  # a control of plain text holds no link and no paragraphs
    return bool(controls)


def _tick(control: Element, box: Element, found: list[Slot], slots: Slots) -> None:
    """Show a tick box as its value says; one that no field fills stays as it is."""
    texts = every(control, "w:t")
    value = found[0].value if found else ""
    if isinstance(value, Missing) or not texts or (not found and _said_in(texts)):
        return
    answer = _ANSWERS.get(_words(value).casefold(), None if found else False)
    if answer is None:
        slots.unfit.append(
            Problem(
                "not-yes-or-no",
                _place_of(found[0]),
                f"“{_words(value)}” is neither “yes” nor “no”, which the tick box "
                f"{_named(control, found[0])} needs",
                "",
                "write “yes” or “no”",
            )
        )
        return
    for text in texts:
        list(slots.split(text.text or ""))  # its marks are met
        text.text = ""
    texts[0].text = _TICKED if answer else _EMPTY
    for name, sign in (("checkedState", "2612"), ("uncheckedState", "2610")):
        state = box.find(f"{_W14}{name}")
        if state is not None:
            state.set(f"{_W14}val", sign)
            state.set(f"{_W14}font", _FONT)
    checked = box.find(f"{_W14}checked")
    if checked is None:
        checked = box.makeelement(f"{_W14}checked")
        box.insert(0, checked)
    checked.set(f"{_W14}val", "1" if answer else "0")


def _said_in(texts: list[Element]) -> str:
    return "".join(text.text or "" for text in texts).strip()


def _choose(control: Element, entries: Element, slot: Slot, slots: Slots) -> None:
    """Note a value that a drop-down does not offer, and which one Word shows as chosen."""
    if isinstance(slot.value, Missing):
        return
    said, values = _words(slot.value), dict[str, str]()
    for entry in children(entries, "w:listItem"):
        value = attribute(entry, "w:value")
        values.setdefault(attribute(entry, "w:displayText") or value, value)
    offered = [words for words, value in values.items() if value]  # “Choose an item.” has none
    if said in offered:
        set_attribute(entries, "w:lastValue", values[said])
        return
    slots.unfit.append(
        Problem(
            "not-in-drop-down",
            _place_of(slot),
            f"“{said}” is not an entry of the drop-down {_named(control, slot)}",
            f"one of {', '.join(offered)}" if offered else "",
            did_you_mean(said, offered)
            or "write one of its entries, or add this one to the drop-down in Word",
        )
    )


def _words(value: object) -> str:
    """Return what a value says in one line."""
    text = value.text if isinstance(value, Link) else value
    text = text.markdown if isinstance(text, Prose) else text
    return " ".join(str(text).split()) if isinstance(text, str) else "a table or a picture"


def _named(control: Element, slot: Slot) -> str:
    return f"“{control_name(control)}” of {slot.place.file}"


def _place_of(slot: Slot) -> Place:
    """Return where a value was typed; where that is not known, the place of its control."""
    value = slot.value
    return value.place if isinstance(value, PlacedText) and value.place.file else slot.place

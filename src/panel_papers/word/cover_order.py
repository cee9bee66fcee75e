"""Rows that a body adds to the cover sheet, put above or below one of the usual rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.document import Document

from panel_papers.core import LABELS, CoverRow, Place, Problem
from panel_papers.word.filling.slots import Slot, Slots
from panel_papers.word.story import own_text
from panel_papers.word.xml import Element, every, paragraphs

_FIELDS = {"for": "report_for"}  # what templates call a usual row, where labels do not


def order_rows(
    document: Document, cover: Sequence[CoverRow], slots: Slots, file: Place
) -> list[Problem]:
    """Put each row that is beside a usual row there; `document` holds the marks of `slots`.

    A usual row that a paper does not have, such as that of its divisions, is passed over: the row
    is then at the nearest one that the cover sheet has. A template that prints none of the usual
    rows in a table is a problem of the file.
    """
    rows = [(row, _slots_of(row, slots)) for row in every(document.element.body, "w:tr")]
    last: dict[Element, Element] = {}
    for each in cover:
        if each.beside is None:
            continue
        own = next((row for row, held in rows if _prints(held, each)), None)
        found = _usual(rows, each.beside.row, above=each.beside.above)
        if own is None or found is None:
            what = f"The template has no row of a table beside which “{each.label}” can be"
            hint = "print “{{ report_to }}” and the other usual rows in a table, in Word, or "
            hint += "write “order: last” in the profile"
            return [Problem("cover-order", file, what, "", hint)]
        usual, above = found
        if above:
            usual.addprevious(own)
        else:
            last.get(usual, usual).addnext(own)
            last[usual] = own
    return []


def _slots_of(row: Element, slots: Slots) -> list[Slot]:
    return [slot for each in paragraphs(row) for slot in slots.named(own_text(each))]


def _prints(held: Sequence[Slot], cover: CoverRow) -> bool:
    return any(slot.value is cover.text or slot.value == cover.text for slot in held) and any(
        slot.value == cover.label for slot in held
    )


def _usual(
    rows: Sequence[tuple[Element, Sequence[Slot]]], name: str, *, above: bool
) -> tuple[Element, bool] | None:
    """Return the row that prints a usual value, and whether to be above it.

    Of the rows that the cover sheet has, it is the nearest one on the same side.
    """
    names = list(LABELS)
    at = names.index(name)
    before, after = names[: at + 1][::-1], names[at:]
    choices = [(each, True) for each in after] if above else [(each, False) for each in before]
    choices += [(each, False) for each in before] if above else [(each, True) for each in after]
    for each, is_above in choices:
        pattern = re.compile(rf"\b(?:{_FIELDS.get(each, each)}|labels\.{each})\b")
        found = [row for row, held in rows if any(pattern.search(slot.tag) for slot in held)]
        if found:
            return found[0 if is_above else -1], is_above
    return None

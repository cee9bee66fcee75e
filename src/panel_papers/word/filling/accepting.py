"""Tracked changes of a template taken as accepted: papers print what Word shows as the new text."""

from __future__ import annotations

from panel_papers.word.xml import Element, child, every, is_a, qn, remove

_NEW = ("w:ins", "w:moveTo", "w:cellIns")
_OLD = ("w:del", "w:moveFrom", "w:cellDel")
_LOOKS = (
    *("w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:tblPrExChange"),
    *("w:tblGridChange", "w:trPrChange", "w:tcPrChange", "w:numberingChange", "w:cellMerge"),
)
_RANGES = tuple(
    f"w:{kind}Range{end}"
    for kind in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel")
    for end in ("Start", "End")
)


def accept_changes(root: Element) -> bool:
    """Accept all tracked changes of a story; say whether there were any (ISO 29500-1, 17.13.5)."""
    marks = every(root, *_NEW, *_OLD, *_LOOKS, *_RANGES)
    for mark in marks:
        if is_a(mark, *_OLD):
            _drop(mark)
        elif is_a(mark, *_NEW) and not _is_mark(mark):
            _unwrap(mark)
        else:
            remove(mark)
    return bool(marks)


def _is_mark(change: Element) -> bool:
    """Say whether a change is about a paragraph's end, a row or a cell, not about what it holds."""
    holder = change.getparent()
    return is_a(change, "w:cellIns") or (holder is not None and is_a(holder, "w:rPr", "w:trPr"))


def _unwrap(change: Element) -> None:
    for each in list(change):
        change.addprevious(each)
    remove(change)


def _drop(change: Element) -> None:
    """Take away what was deleted: words, a row, a cell, or the end of a paragraph."""
    holder = change.getparent()
    if is_a(change, "w:cellDel"):
        _remove_from(change, "w:tc", "w:tr")
    elif holder is not None and is_a(holder, "w:trPr"):
        _remove_from(change, "w:tr", "w:tbl")
    elif holder is not None and is_a(holder, "w:rPr"):
        paragraph = next(change.iterancestors(qn("w:p")), None)
        remove(change)
        if paragraph is not None:
            _join_with_next(paragraph)
    else:
        remove(change)


def _remove_from(change: Element, name: str, owner: str) -> None:
    """Remove the row or cell that a change is in, and its owner with the last one."""
    gone = next(change.iterancestors(qn(name)))
    above = next(gone.iterancestors(qn(owner)), None)
    remove(gone)
    if above is not None and not every(above, name):
        remove(above)


def _join_with_next(paragraph: Element) -> None:
    """Put a paragraph whose end was deleted before the words of the next, as Word joins them."""
    after = paragraph.getnext()
    if after is None or not is_a(after, "w:p"):
        return
    if child(paragraph, "w:pPr", "w:sectPr") is not None:
        return  # the end of a section stays
    at = 1 if child(after, "w:pPr") is not None else 0
    for each in reversed([e for e in paragraph if not is_a(e, "w:pPr")]):
        after.insert(at, each)
    remove(paragraph)

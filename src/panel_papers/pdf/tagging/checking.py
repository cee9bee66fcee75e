"""What must hold of a placement before it is believed: nothing lost, nothing over, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from panel_papers.pdf.tagging.content import Kind, Unit
from panel_papers.pdf.tagging.elements import Leaf, Paint, where
from panel_papers.pdf.tagging.glyphs import MISSING
from panel_papers.pdf.tagging.refusal import NoGlyph, NotPainted, Refused
from panel_papers.pdf.tagging.wording import Comparable, is_leader, lacking, right_to_left

Pages = Sequence[Sequence[Unit]]
# Spaces, and characters without a look: soft hyphen, joiners, byte order mark.
_LOOKLESS = "\u00ad \t\n\r\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\ufeff"
# More than any page number has, in any style of numerals.
_LONGEST_NUMBER = 8
_SOFT = "\u00ad"


def refuse_unpainted(leaves: Sequence[Leaf], painted: set[Leaf]) -> None:
    """Refuse a document of which something is not painted.

    Headers and footers may be of pages that never come; an empty item may go without its label.
    Note numbers are not known yet.
    """
    for leaf in leaves:
        if leaf in painted or leaf.hidden or leaf.furniture is not None:
            continue
        if leaf.paint is Paint.PICTURE:
            raise NotPainted("a picture is not painted", where(leaf.up))
        if leaf.paint is Paint.CHART:
            raise NotPainted("a chart is not painted", where(leaf.up))
        if leaf.paint is Paint.LABEL:
            labelled = leaf.up.up if leaf.up.role == "Lbl" and leaf.up.up else leaf.up
            if said := labelled.text().strip()[:40]:
                raise NotPainted(f"the list label of “{said}” is not painted", where(leaf.up))
        elif leaf.expected is None:
            raise Refused("the number of a page is not painted", where(leaf.up))
        elif leaf.paint is Paint.TEXT and leaf.expected.strip(_LOOKLESS):
            raise NotPainted(f"“{leaf.expected.strip()[:40]}” is not painted", where(leaf.up))


def drawn_leaders(pages: Pages, leaves: Sequence[Leaf], leaf_of: dict[Unit, Leaf]) -> set[Unit]:
    """Return the tab leaders that are painted in no colour of ours, as rdocx does.

    One is nothing but a leader's sign, between two words with a tab between them.
    """
    found: set[Unit] = set()
    tabs: dict[int, list[int]] = defaultdict(list)
    for leaf in leaves:
        if leaf.leader:
            tabs[leaf.flow].append(leaf.code)
    for page in pages:
        words = [unit for unit in page if unit.text.strip()]
        for place, unit in enumerate(words):
            if unit in leaf_of or not is_leader(unit.text):
                continue
            after = next((leaf_of[w] for w in words[place:] if w in leaf_of), None)
            before = next((leaf_of[w] for w in words[place::-1] if w in leaf_of), None)
            sides = [leaf for leaf in (before, after) if leaf is not None]
            low = before.code if before is not None else 0
            high = after.code if after is not None else len(leaves)
            if any(low <= code <= high for leaf in sides for code in tabs[leaf.flow]):
                found.add(unit)
    return found


def refuse_unplaced(
    pages: Pages, leaf_of: dict[Unit, Leaf], leaders: Collection[Unit] = ()
) -> None:
    """Refuse a document in which a word or a picture is painted that has no leaf."""
    for number, page in enumerate(pages, 1):
        before: Leaf | None = None
        for unit in page:
            leaf = leaf_of.get(unit)
            if unit in leaders:
                continue
            if leaf is None and MISSING in unit.text:
                raise NoGlyph("no font has a character that is painted", f"page {number}")
            if leaf is None and (unit.kind is Kind.IMAGE or unit.text.strip()):
                what = f"“{unit.text.strip()}”" if unit.text.strip() else "a picture"
                after = f", after what is {where(before.up)}" if before else ""
                raise Refused(
                    f"{what} is painted, but the document does not say where it belongs",
                    f"page {number}{after}",
                )
            before = leaf or before


def check_order(pages: Pages, leaf_of: dict[Unit, Leaf]) -> None:
    """Refuse a page that does not paint each stream of text in the document's order.

    Floating pictures are left out. A row broken over pages goes back to its first cell, but on
    the next page.
    """
    for number, page in enumerate(pages, 1):
        last: dict[int, Leaf] = {}
        for unit in page:
            leaf = leaf_of.get(unit)
            if leaf is None or leaf.floating or not (unit.text.strip() or unit.box):
                continue
            if leaf.flow in last and leaf.code < last[leaf.flow].code:
                what = f"“{unit.text.strip()}”" if unit.text.strip() else "a picture"
                raise Refused(f"{what} is painted out of order", f"page {number}, {where(leaf.up)}")
            last[leaf.flow] = leaf


def check_texts(
    pages: Pages, leaves: Sequence[Leaf], leaf_of: dict[Unit, Leaf], comparable: Comparable
) -> dict[Unit, str]:
    """Refuse a leaf whose painted words are not the document's; take tab leaders out of `leaf_of`.

    Returns what words really say that are painted with a soft hyphen.
    """
    # Furniture and repeated rows are painted whole, once a page; all else once.
    again = {leaf for leaf in leaves if _repeated(leaf)}
    painted: dict[tuple[Leaf, int], list[Unit]] = defaultdict(list)
    for number, page in enumerate(pages, 1):
        for unit in page:
            leaf = leaf_of.get(unit)
            if leaf is not None and leaf.paint is not Paint.PICTURE:
                painted[leaf, number if leaf in again else 0].append(unit)
    soft: dict[Unit, str] = {}
    for (leaf, _), shown in painted.items():
        _check_characters(leaf, shown)
        for unit in _check_words(leaf, shown, comparable):
            del leaf_of[unit]
        if leaf.expected is not None and _SOFT in leaf.expected:
            soft.update(_soft_hyphens(leaf.expected, shown))
    return soft


def _repeated(leaf: Leaf) -> bool:
    return leaf.furniture is not None or any(e.repeats for e in leaf.up.above())


def _check_characters(leaf: Leaf, shown: Sequence[Unit]) -> None:
    text = "".join(unit.text for unit in shown)
    if right_to_left(text) or right_to_left(leaf.expected or ""):
        raise Refused("right-to-left text is painted back to front", where(leaf.up))
    missing = lacking(text, leaf.expected)
    if missing:
        raise NoGlyph(f"no font has the character {missing}", where(leaf.up))


def _check_words(leaf: Leaf, shown: Sequence[Unit], comparable: Comparable) -> list[Unit]:
    """Return the tab leaders among a leaf's words, if the others are what the document says."""
    text = "".join(unit.text for unit in shown).strip()
    if leaf.expected is None:
        if leaf.paint is Paint.TEXT and len(comparable(text)) > _LONGEST_NUMBER:
            raise Refused(f"“{text[:40]}” is painted for a page number", where(leaf.up))
        return []
    leaders, rest = [], comparable(leaf.expected)
    for unit in shown:
        word = comparable(unit.text)
        if leaf.leader and is_leader(unit.text) and not (word and rest.startswith(word)):
            leaders.append(unit)
        elif rest.startswith(word):
            rest = rest[len(word) :]
        else:
            rest = word
            break
    if rest:
        raise Refused(
            f"“{text[:40]}” is painted where the document says “{leaf.expected[:40]}”",
            where(leaf.up),
        )
    return leaders


def _soft_hyphens(expected: str, shown: Sequence[Unit]) -> dict[Unit, str]:
    """Return the words that show a hyphen where the document has a soft one, without it.

    dxpdf paints every soft hyphen, also in the middle of a line; rdocx paints a space without
    width. A reader must say neither.
    """
    found: dict[Unit, str] = {}
    at = 0
    for unit in shown:
        said = ""
        for character in unit.text:
            if character.isspace() and expected[at : at + 1] == _SOFT:
                at += 1
                continue
            while at < len(expected) and expected[at].isspace():
                at += 1
            if character.isspace():
                said += character
                continue
            # A soft hyphen that is not painted; a painted one may be named so by its font.
            while expected[at : at + 1] == _SOFT and character not in {"-", _SOFT}:
                at += 1
            said += "" if expected[at : at + 1] == _SOFT else character
            at += 1
        if said != unit.text:
            found[unit] = said
    return found

"""Random changes to built Word files, as reviewers make them: typed or tracked."""

import copy
import random
import re
from typing import NamedTuple

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .conftest import Reviewer, clone, run_text, set_text, text_of

WORDS = (
    *("urgent", "additional", "services", "the", "12", "£5m", "&", "<b>", "*new*", "under_score"),
    *(
        "[x]",
        "#",
        "1.",
        "{{x}}",
        "“quoted”",
        "it’s",
        "2027/28",
        "well-known",
        "(see below)",
        "café",
    ),
    *("50%", "- and", "a|b", "C:\\temp", "e.g.", "non\u2011stop", "no\u00a0break", "$5", "~5"),
)
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


class NothingHereError(Exception):
    """The paragraph has nothing that this edit could change."""


class Step(NamedTuple):
    """One edit, so that it can be made again in another file: where, and how the dice lay."""

    name: str
    anchor: str
    state: object
    tracked: bool


def edited(data, dice, count, among=None):
    """Return a file with random changes, and the names of the edits that were made.

    With `among`, only paragraphs that have one of these anchors are changed.
    """
    data, steps = with_steps(data, dice, count, among)
    return data, [each.name for each in steps]


def again(data, steps):
    """Return a file with edits that were made in another; NothingHereError where one cannot be."""
    reviewer = Reviewer(data, tracked=steps[0].tracked)
    for each in steps:
        found = [p for p in reviewer.paragraphs if each.anchor in _anchors(p) and not _is_gone(p)]
        if len(found) != 1:
            raise NothingHereError
        dice = random.Random()
        dice.setstate(each.state)
        EDITS[each.name](reviewer, found[0], dice)
    return reviewer.bytes()


def _is_gone(paragraph):
    """Say whether all words of a paragraph are deleted, or there are none."""
    kept = [
        r for r in paragraph.iter(qn("w:r")) if next(r.iterancestors(qn("w:del")), None) is None
    ]
    return not any(run_text(each).strip() for each in kept)


def with_steps(data, dice, count, among=None, *, apart=False):
    """Return a file with random changes, and the edits; `apart`, none in or beside another's."""
    reviewer = Reviewer(data, tracked=dice.random() < 0.5)
    made = []
    free = None
    if apart:
        shown = [p for p in reviewer.paragraphs if _shows(p)]
        free = {p for p in shown[dice.randrange(4) :: 4] if _anchors(p)}
    for _ in range(40 if free is None else 40 * count):
        if len(made) == count:
            break
        name = dice.choice(list(EDITS))
        usable = [p for p in reviewer.paragraphs if _shows(p) and (not among or _has(p, among))]
        if free is not None:
            usable = [p for p in usable if p in free]
        if not usable:
            break
        paragraph = dice.choice(usable)
        if (name.startswith(("row", "cell"))) != (_row(paragraph) is not None):
            continue
        anchor = next(iter(_anchors(paragraph)), "")
        step = Step(name, anchor, dice.getstate(), reviewer.tracked)
        try:
            EDITS[name](reviewer, paragraph, dice)
        except NothingHereError:
            continue
        made.append(step)
        if free is not None:
            free.remove(paragraph)
    return reviewer.bytes(), made


def _shows(paragraph):
    """Say whether words are in a paragraph that no earlier edit has taken out."""
    return bool(text_of(paragraph).strip()) and not list(paragraph.iter(qn("w:del"), qn("w:ins")))


def _has(paragraph, anchors):
    return any(name in anchors for name in _anchors(paragraph))


def _anchors(paragraph):
    names = [each.get(qn("w:name")) for each in paragraph.iter(qn("w:bookmarkStart"))]
    return [name for name in names if name.startswith("_pp_")]


def _row(paragraph):
    return next(paragraph.iterancestors(qn("w:tr")), None)


def _runs(paragraph, least=1):
    """The runs with words; those of links are left out."""
    found = [
        each
        for each in paragraph.findall(qn("w:r"))
        if len(run_text(each).split()) >= least and len(each.findall(qn("w:t"))) == 1
    ]
    if not found:
        raise NothingHereError
    return found


def _new(dice, most=3):
    return " ".join(dice.choices(WORDS, k=dice.randint(1, most)))


def _swap(reviewer, run, start, end, new):
    """Type something over a part of a run."""
    text = run_text(run)
    before, old, after = text[:start], text[start:end], text[end:]
    if not reviewer.tracked:
        if before + new + after:
            set_text(run, before + new + after)
        else:
            run.getparent().remove(run)
        return
    pieces = [clone(run, before)] if before else []
    pieces += [reviewer.mark("w:del", clone(run, old, "w:delText"))] if old else []
    pieces += [reviewer.mark("w:ins", clone(run, new))] if new else []
    pieces += [clone(run, after)] if after else []
    for each in pieces:
        run.addprevious(each)
    run.getparent().remove(run)


def _words(dice, text, most=3):
    """From where to where some words of a text are."""
    spans = [m.span() for m in re.finditer(r"\S+", text)]
    first = dice.randrange(len(spans))
    last = min(len(spans) - 1, first + dice.randrange(most))
    return spans[first][0], spans[last][1]


def _word(reviewer, paragraph, dice):
    run = dice.choice(_runs(paragraph))
    _swap(reviewer, run, *_words(dice, run_text(run)), _new(dice))


def _cut(reviewer, paragraph, dice):
    run = dice.choice(_runs(paragraph, 3))
    start, end = _words(dice, run_text(run), 2)
    if end < len(run_text(run)) and run_text(run)[end] == " ":
        end += 1
    _swap(reviewer, run, start, end, "")


def _add(reviewer, paragraph, dice):
    run = dice.choice(_runs(paragraph))
    at = _words(dice, run_text(run))[1]
    _swap(reviewer, run, at, at, " " + _new(dice))


def _letters(reviewer, paragraph, dice):
    """Change letters inside a word, as a spelling is corrected."""
    run = dice.choice(_runs(paragraph))
    start, end = _words(dice, run_text(run), 1)
    if end - start < 4:
        raise NothingHereError
    at = dice.randrange(start + 1, end - 1)
    _swap(reviewer, run, at, at + 1, dice.choice("aeiou"))


def _look(*tags, val=None, part=False):
    def change(reviewer, paragraph, dice):
        run = dice.choice(_runs(paragraph, 2))
        text = run_text(run)
        start, end = _words(dice, text)
        if part:
            end = start + max(1, (end - start) // 2)
        changed = clone(run, text[start:end])
        look = changed.find(qn("w:rPr"))
        if look is None:
            look = OxmlElement("w:rPr")
            changed.insert(0, look)
        for tag in tags:
            switch = OxmlElement(tag)
            if val:
                switch.set(qn("w:val"), val)
            look.append(switch)
        for each in [clone(run, text[:start])] * bool(text[:start]) + [changed]:
            run.addprevious(each)
        if text[end:]:
            run.addprevious(clone(run, text[end:]))
        run.getparent().remove(run)

    return change


def _plain(reviewer, paragraph, dice):
    """Take bold and italics off a run."""
    found = [
        look
        for run in _runs(paragraph)
        if (look := run.find(qn("w:rPr"))) is not None and _marks(look)
    ]
    if not found:
        raise NothingHereError
    look = dice.choice(found)
    for each in _marks(look):
        look.remove(each)


def _marks(look):
    names = qn("w:b"), qn("w:i"), qn("w:rStyle"), qn("w:strike")
    return [each for each in look if each.tag in names]


def _delete(reviewer, paragraph, dice):
    if paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None or not _beside(paragraph):
        raise NothingHereError
    _take_out(reviewer, paragraph)


def _take_out(reviewer, paragraph):
    if not reviewer.tracked:
        paragraph.getparent().remove(paragraph)
        return
    for run in list(paragraph.iter(qn("w:r"))):
        for each in run.findall(qn("w:t")):
            each.tag = qn("w:delText")
        holder = reviewer.mark("w:del")
        run.addprevious(holder)
        holder.append(run)
    reviewer._mark_end(paragraph, "w:del")


def _beside(paragraph):
    """Say whether text follows, so that the end of the paragraph can go."""
    following = paragraph.getnext()
    return following is not None and following.tag == qn("w:p")


def _like(reviewer, paragraph, text):
    """Return a new paragraph that looks like another."""
    added = OxmlElement("w:p")
    properties = paragraph.find(qn("w:pPr"))
    if properties is not None:
        added.append(copy.deepcopy(properties))
    for each in list(added.iter(qn("w:sectPr"))):
        each.getparent().remove(each)
    run = OxmlElement("w:r")
    set_text(run, text)
    if reviewer.tracked:
        reviewer._mark_end(added, "w:ins")
        run = reviewer.mark("w:ins", run)
    added.append(run)
    return added


def _insert(reviewer, paragraph, dice):
    paragraph.addnext(_like(reviewer, paragraph, f"A new sentence with {_new(dice)}."))


def _two(reviewer, paragraph, dice):
    for number in (2, 1):
        text = f"New sentence {number} with {_new(dice)}."
        paragraph.addnext(_like(reviewer, paragraph, text))


def _split(reviewer, paragraph, dice):
    run = dice.choice(_runs(paragraph, 4))
    text = run_text(run)
    at = dice.choice([m.start() for m in re.finditer(r"(?<=\s)\S", text)] or [0])
    if not at or paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        raise NothingHereError
    rest = list(run.itersiblings())
    added = OxmlElement("w:p")
    properties = paragraph.find(qn("w:pPr"))
    if properties is not None:
        added.append(copy.deepcopy(properties))
    added.append(clone(run, text[at:]))
    added.extend(rest)
    set_text(run, text[:at])
    paragraph.addnext(added)
    if reviewer.tracked:  # the end of the first part is what is new
        reviewer._mark_end(paragraph, "w:ins")


def _join(reviewer, paragraph, dice):
    following = paragraph.getnext()
    if not _beside(paragraph) or not text_of(following).strip():
        raise NothingHereError
    if reviewer.tracked:
        reviewer._mark_end(paragraph, "w:del")
        return
    paragraph.extend([e for e in following if e.tag != qn("w:pPr")])
    following.getparent().remove(following)


def _move(reviewer, paragraph, dice):
    near = [p for p in paragraph.itersiblings(qn("w:p")) if _shows(p)][:4]
    if not near or not _beside(paragraph):
        raise NothingHereError
    after = dice.choice(near)
    if reviewer.tracked:
        text = text_of(paragraph)
        moved = copy.deepcopy(paragraph)
        for each in list(moved.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
            each.getparent().remove(each)
        for run in list(moved.iter(qn("w:r"))):
            holder = reviewer.mark("w:ins")
            run.addprevious(holder)
            holder.append(run)
        reviewer._mark_end(moved, "w:ins")
        _take_out(reviewer, paragraph)
        after.addnext(moved)
        assert text_of(moved) == text
        return
    after.addnext(paragraph)


def _level(reviewer, paragraph, dice):
    level = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
    if level is None:
        raise NothingHereError
    level.set(qn("w:val"), str(1 - min(1, int(level.get(qn("w:val"))))))


def _link(reviewer, paragraph, dice):
    run = dice.choice(_runs(paragraph, 2))
    text = run_text(run)
    start, end = _words(dice, text)
    address = dice.choice(["https://example.org/a", "https://example.org/x_(y)?a=1&b=2"])
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), reviewer.document.part.relate_to(address, _LINK, is_external=True))
    link.append(clone(run, text[start:end]))
    for each in [clone(run, text[:start])] * bool(text[:start]) + [link]:
        run.addprevious(each)
    if text[end:]:
        run.addprevious(clone(run, text[end:]))
    run.getparent().remove(run)


def _link_words(reviewer, paragraph, dice):
    runs = [r for r in paragraph.iter(qn("w:r")) if r.getparent().tag == qn("w:hyperlink")]
    runs = [r for r in runs if run_text(r).strip()]
    if not runs:
        raise NothingHereError
    run = dice.choice(runs)
    _swap(reviewer, run, *_words(dice, run_text(run)), _new(dice, 1))


def _unlink(reviewer, paragraph, dice):
    links = [e for e in paragraph.findall(qn("w:hyperlink")) if e.get(qn("r:id"))]
    if not links:
        raise NothingHereError
    link = dice.choice(links)
    for run in list(link):
        for look in run.findall(qn("w:rPr")):
            run.remove(look)
        link.addprevious(run)
    link.getparent().remove(link)


def _row_gone(reviewer, paragraph, dice):
    row = _row(paragraph)
    if row.getprevious() is None or row.getprevious().tag != qn("w:tr"):
        raise NothingHereError
    if reviewer.tracked:
        properties = row.find(qn("w:trPr"))
        if properties is None:
            properties = OxmlElement("w:trPr")
            row.insert(0, properties)
        properties.append(reviewer.mark("w:del"))
        for each in list(row.iter(qn("w:p"))):
            _take_out(reviewer, each)
    else:
        row.getparent().remove(row)


def _row_new(reviewer, paragraph, dice):
    row = _row(paragraph)
    if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
        raise NothingHereError
    added = copy.deepcopy(row)
    for each in list(added.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        each.getparent().remove(each)
    for cell in added.iter(qn("w:tc")):
        first, *others = cell.findall(qn("w:p"))
        for each in [*others, *[e for e in first if e.tag != qn("w:pPr")]]:
            each.getparent().remove(each)
        run = OxmlElement("w:r")
        set_text(run, _new(dice, 2))
        first.append(run)
    row.addnext(added)


def _row_moved(reviewer, paragraph, dice):
    row = _row(paragraph)
    following = row.getnext()
    if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None or following is None:
        raise NothingHereError
    following.addnext(row)


def _style(name, drop=True):
    def change(reviewer, paragraph, dice):
        properties = paragraph.get_or_add_pPr()
        style = reviewer.document.styles[name].style_id
        if properties.style == style:
            raise NothingHereError
        properties.style = style
        number = properties.find(qn("w:numPr"))
        if drop and number is not None:
            properties.remove(number)

    return change


def _note_word(reviewer, paragraph, dice):
    """Type something over words of a footnote."""
    marks = [each.get(qn("w:id")) for each in paragraph.iter(qn("w:footnoteReference"))]
    if not marks:
        raise NothingHereError
    note = reviewer.note_of(dice.choice(marks))
    if list(note.iter(qn("w:ins"), qn("w:del"))):
        raise NothingHereError
    _word(reviewer, note, dice)


def _caption_word(reviewer, _paragraph, dice):
    """Type something over words of a caption or of the line of a source."""
    found = [p for p in reviewer.document.paragraphs if p.style.name in {"Caption", "Source Line"}]
    found = [p for p in found if not list(p._p.iter(qn("w:ins"), qn("w:del"))) and p._p.text]
    if not found:
        raise NothingHereError
    paragraph = dice.choice(found)._p
    run = next((r for r in reversed(_runs(paragraph)) if len(run_text(r)) > 6), None)
    if run is None:
        raise NothingHereError
    start = len(re.match(r"(?:: |Source: )?", run_text(run))[0])
    first, last = _words(dice, run_text(run)[start:])
    _swap(reviewer, run, start + first, start + last, _new(dice))


EDITS = {
    "word": _word,
    "word 2": _word,
    "word 3": _word,
    "cut": _cut,
    "add": _add,
    "letters": _letters,
    "bold": _look("w:b"),
    "italic": _look("w:i"),
    "bold italic": _look("w:b", "w:i"),
    "bold in a word": _look("w:b", part=True),
    "struck": _look("w:strike"),
    "raised": _look("w:vertAlign", val="superscript", part=True),
    "plain": _plain,
    "delete": _delete,
    "delete 2": _delete,
    "insert": _insert,
    "insert 2": _insert,
    "two new": _two,
    "split": _split,
    "join": _join,
    "move": _move,
    "level": _level,
    "link": _link,
    "link words": _link_words,
    "unlink": _unlink,
    "heading": _style("Heading 2"),
    "note word": _note_word,
    "caption word": _caption_word,
    "cell word": _word,
    "cell cut": _cut,
    "cell add": _add,
    "cell bold": _look("w:b"),
    "row gone": _row_gone,
    "row new": _row_new,
    "row moved": _row_moved,
}

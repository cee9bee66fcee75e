"""Nasty Word documents; what their tags must be stands in `nasty/*.tags.txt`, written by hand.

The expectations were written by reading the documents, before the tagger saw them. To look at the
documents in Word: `python tests/tagging/nastydocs.py FOLDER`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tagwords import (
    LANDSCAPE,
    Word,
    bookmark,
    cell,
    field,
    footnote,
    item,
    link,
    para,
    picture,
    row,
    run,
    section,
    table,
    text_box,
)

TAB = "<w:r><w:tab/></w:r>"
BREAK = "<w:r><w:br/></w:r>"
INITIAL = (
    '<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/>'
)
DOTS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
NEW_PAGE = "<w:pageBreakBefore/>"
MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
LONG = "The panel considers the matter and the evidence that was given. "


def welsh(text: str) -> str:
    return run(text, properties='<w:lang w:val="cy-GB"/>')


def code(instruction: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'


def cells_down(text: str, *, first: bool) -> str:
    """A cell merged with the one above or below it."""
    start = ' w:val="restart"' if first else ""
    return cell(text, properties=f"<w:vMerge{start}/>")


def across(text: str, columns: int) -> str:
    return cell(text, properties=f'<w:gridSpan w:val="{columns}"/>')


BROKEN_ROWS = Word(
    para("Filler.", properties='<w:spacing w:after="11200"/>')
    + table(
        row("Aim", "Progress", header=True),
        row(
            cell(para("Left begins."), *[para(f"Left {n}.") for n in range(1, 21)]),
            cell(para("Right begins."), item("a bullet"), para(f"{LONG}{LONG}{LONG}")),
        ),
        row("Last", "row"),
        columns=2,
    )
    + para("After.")
)

NESTED_LISTS = Word(
    item("one", numbered=2)
    + item("one a", level=1, numbered=2)
    + item("one b", level=1, numbered=2)
    + item("dash under b", level=0, properties='<w:ind w:left="1080" w:hanging="360"/>')
    + item("two", numbered=2)
    + item("two a", level=1, numbered=2)
    + item("one again", numbered=3)
    + item("one again a", level=1, numbered=3)
    + para("A paragraph between.")
    + item("two again", numbered=3)
    + table(row("In between"), columns=1)
    + item("three again", numbered=3)
)

NOTES = Word(
    para("Costs rose", footnote(1), footnote(2, "endnote"), " and fell", footnote(2), ".")
    + item("An item", footnote(3))
    + para("Later", footnote(3, "endnote"), properties=NEW_PAGE)
    + para("Two", footnote(4), " on a page", footnote(5)),
    footnotes=["By a tenth.", "By 2 %.", "In a list.", "Page two.", "Page 2, again."],
    endnotes=["unused", "See the plan.", "See the annex."],
)

NOTE_FIRST_ON_A_PAGE = Word(
    para("One", footnote(1), ".") + para(footnote(2), "Two", properties=NEW_PAGE),
    footnotes=["The first.", "The second."],
)

TEXT_BOXES = Word(
    para("Before.")
    + para("An anchor ", text_box(para("Boxed."), para("Twice.")), "goes on.")
    + item("An item.", text_box(para("Beside the item.")))
    + para("After.")
)

MERGED_CELLS = Word(
    table(
        row(across("Both years", 2), "Aim", header=True),
        row("2022", "2023", "Name", header=True),
        row(cells_down("Tall", first=True), across("wide", 2)),
        row(cells_down("", first=False), cells_down("b", first=True), "c"),
        row(cells_down("", first=False), cells_down("", first=False), "d"),
        row("e", across("f", 2)),
        columns=3,
    )
)

LANDSCAPES = Word(
    para("Portrait", style="Heading1")
    + para(f"Text. {LONG}", properties=section())
    + para("Landscape", style="Heading1")
    + table(row("A", "B", header=True), *[row(f"{n}", "text") for n in range(1, 31)], columns=2)
    + para("End."),
    header=para("The panel", TAB, "March"),
    footer=para("Page ", field("PAGE", "1"), " of ", field("NUMPAGES", "9")),
    page=LANDSCAPE,
)

LANGUAGES = Word(
    para(welsh("Croeso i’r cyfarfod"), style="Heading1")
    + para("The word ", welsh("hiraeth"), " has no twin, nor ", welsh("hwyl"), welsh(" fawr"), ".")
    + item(welsh("Ŵy"), ", an egg")
    + table(row(cell(para(welsh("Ysgol"))), "School"), columns=2)
    + para(link("An English link in English"))
    + para("Y llinell olaf.", style="Cymraeg")
)

HYPHENS_AND_TABS = Word(
    para("Care\u00adfully hy\u00adphen\u00adated words\u00ad.")
    + para("Fees", TAB, "£5.00", properties=DOTS)
    + para("A", TAB, "B", TAB, "C...", TAB, "-")
    + para("1.", TAB, "Typed by hand, no list.")
    + para("An e-mail – not a well-known one—ends…")
)

# Nothing is painted for a break, and a large first letter is a paragraph of its own in the file.
BREAKS_AND_INITIALS = Word(
    para("County Hall", BREAK, "Market Road", BREAK, "Chelmsford", BREAK)
    + para("Part one", BREAK, link("part two"), ".")
    + para("Plain words ", "in two runs", ", and more.")
    + para("O", properties=INITIAL)
    + para("nce there was a plan.")
    + para("W", properties=INITIAL)
    + para("Costs", style="Heading1")
    + para("Text.")
)

CAPTIONS = Word(
    para("Table 1: Crime", style="Caption")
    + table(row("Year", header=True), row("2023"), columns=1)
    + para("Between.")
    + para(picture("A rising line"))
    + para("Figure 1: Growth", style="Caption")
    + para("Table ", field("SEQ Table", "2"), ": Fire", style="Caption")
    + table(row("Year", header=True), row("2024"), columns=1)
    + table(row("Bare"), columns=1)
    + para("Table 3: Bare", style="Caption")
    + para("Figure 2: Of nothing", style="Caption")
)

CONTENTS = Word(
    para("Contents", style="Title")
    + para(
        MARK.format("begin"),
        code('TOC \\o "1-2" \\h'),
        MARK.format("separate"),
        link("Purpose", "#purpose"),
        TAB,
        "1",
        style="TOC1",
        properties=DOTS,
    )
    + para(link("In detail", "#detail"), TAB, "1", style="TOC2", properties=DOTS)
    + para(link("Costs", "#costs"), TAB, "2", style="TOC1", properties=DOTS)
    + para(MARK.format("end"))
    + para(bookmark("purpose", 1), "Purpose", style="Heading1")
    + para("As ", link("below", "#costs"), " and on page ", field("PAGEREF costs \\h", "2"), ".")
    + para(bookmark("detail", 2), "In detail", style="Heading2")
    + para("See ", MARK.format("begin"), code("REF costs"), MARK.format("separate"), "Costs")[:-6]
    + f"{MARK.format('end')}</w:p>"
    + para(bookmark("costs", 3), "Costs", style="Heading1", properties=NEW_PAGE)
    + para("None.")
)

PICTURES = Word(
    para(picture("A bar chart: 5 of 7 aims met"), " and words after it.")
    + para(picture("", decorative=True))
    + para("Before ", picture("", decorative=True, number=2), " and after.")
    + item(picture("A tick", number=3), " Done")
    + table(row(cell(para(picture("The badge", number=4))), "Force"), columns=2)
)

QUOTES_AND_SKIPS = Word(
    para("Second level first", style="Heading2")
    + para("She said:")
    + para("“We will", style="Quote")
    + para("", style="Quote")
    + para("do it.”", style="Quote")
    + item("a point")
    + para("Quoted after a list.", style="Quote")
    + para("Top", style="Heading1")
    + para("Third under first", style="Heading3")
    + para("", style="Heading2")
    + para("Second", style="Heading2")
    + table(row(cell(para("Heading in a cell", style="Heading3"), para("Text."))), columns=1)
)

LINKS_ACROSS = Word(
    para("Filler.", properties='<w:spacing w:after="12900"/>')
    + para("See ", link(LONG * 4), "and then stop.")
    + para(link("One", "rIdWeb"), link("Two", "#here"), bookmark("here"))
    + item("With ", link("a link", tip="Opens the plan"), ".")
)

# What the engine does not paint, or paints wrongly: refused, never tagged in part.
LABEL_IN_A_BOX = Word(para("Anchor.", text_box(item("boxed item"))))
FIRST_ENDNOTE = Word(para("Costs rose", footnote(1, "endnote"), "."), endnotes=["See the plan."])
RIGHT_TO_LEFT = Word(para("Greetings", style="Heading1") + para("They say שלום here."))
NO_FONT = Word(para("Greetings", style="Heading1") + para("They write 漢字 here."))

DOCUMENTS = {
    "broken-rows": BROKEN_ROWS,
    "nested-lists": NESTED_LISTS,
    "notes": NOTES,
    "note-first-on-a-page": NOTE_FIRST_ON_A_PAGE,
    "text-boxes": TEXT_BOXES,
    "merged-cells": MERGED_CELLS,
    "landscapes": LANDSCAPES,
    "languages": LANGUAGES,
    "hyphens-and-tabs": HYPHENS_AND_TABS,
    "breaks-and-initials": BREAKS_AND_INITIALS,
    "captions": CAPTIONS,
    "contents": CONTENTS,
    "pictures": PICTURES,
    "quotes-and-skips": QUOTES_AND_SKIPS,
    "links-across": LINKS_ACROSS,
    "label-in-a-box": LABEL_IN_A_BOX,
    "first-endnote": FIRST_ENDNOTE,
    "right-to-left": RIGHT_TO_LEFT,
    "no-font": NO_FONT,
}


if __name__ == "__main__":
    for name, word in DOCUMENTS.items():
        (Path(sys.argv[1]) / f"{name}.docx").write_bytes(word.data())

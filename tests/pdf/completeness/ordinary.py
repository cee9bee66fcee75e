"""Ordinary documents of a council, of which the check must report only what is really lost.

To look at them in Word: `python tests/completeness/ordinary.py FOLDER`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from wordxml import (
    CANVAS,
    CHART,
    DIAGRAM,
    FILLED,
    GROUP,
    HEADINGS,
    LANDSCAPE,
    MARK,
    OUTLINED,
    PAGE_BREAK,
    PICTURE,
    SENTENCE,
    SHAPE,
    SPACES,
    TAB,
    R,
    Word,
    cell,
    control,
    drawing,
    field,
    h,
    heading_style,
    item,
    level,
    note,
    p,
    pic,
    picture,
    refers,
    row,
    run,
    section,
    shape,
    style,
    table,
    text_box,
)

RULED = '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="1" w:color="444444"/></w:pBdr>'
BOXED = (
    "<w:pBdr>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="444444"/>'
        for side in ("top", "left", "bottom", "right")
    )
    + "</w:pBdr>"
)
LEADER = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
SYMBOL = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr>'
LEGAL = (
    level(0, "decimal", "%1.", '<w:pStyle w:val="Heading1"/>')
    + level(1, "decimal", "%1.%2", '<w:pStyle w:val="Heading2"/>')
    + level(2, "lowerLetter", "(%3)")
    + level(3, "lowerRoman", "(%4)")
)
BULLETS = level(0, "bullet", "•") + level(1, "bullet", "–")
HEADER_ROW = "<w:tblHeader/>"
PAGE_X_OF_Y = p("Page ", field("PAGE", "1"), " of ", field("NUMPAGES", "1"))
CONTINUOUS = '<w:type w:val="continuous"/>'
ONE_HEADER = section(inside=refers(default_header="header1", default_footer="footer1"))
TITLE_PAGE = section(
    inside=refers(default_header="header1", first_header="header2"), after="<w:titlePg/>"
)


def numbered_heading(depth: int) -> str:
    ilvl = f'<w:ilvl w:val="{depth - 1}"/>' if depth > 1 else ""
    return heading_style(depth, f'<w:numPr>{ilvl}<w:numId w:val="1"/></w:numPr>')


def long(count: int, name: str = "Paragraph") -> str:
    return "".join(p(f"{name} {n}. {SENTENCE * 3}") for n in range(1, count + 1))


def tick(*, ticked: bool) -> str:
    box = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>'
    return control("☒" if ticked else "☐", kind=box)


def form_box(name: str, *, ticked: bool) -> str:
    state = "<w:checked/>" if ticked else ""
    box = f'<w:checkBox><w:sizeAuto/><w:default w:val="0"/>{state}</w:checkBox>'
    data = f'<w:ffData><w:name w:val="{name}"/><w:enabled/>{box}</w:ffData>'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        + MARK.format("separate")
        + MARK.format("end")
    )


def chart_part(*, title: str = "", legend: bool = False) -> tuple[str, str, str]:
    def cache(values: list[str], kind: str) -> str:
        points = "".join(f'<c:pt idx="{n}"><c:v>{v}</c:v></c:pt>' for n, v in enumerate(values))
        return f'<c:{kind}><c:ptCount val="{len(values)}"/>{points}</c:{kind}>'

    named = (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
        if title
        else ""
    )
    series = (
        '<c:ser><c:idx val="0"/><c:order val="0"/>'
        f"<c:tx><c:strRef><c:f>S!B1</c:f>{cache(['Calls answered'], 'strCache')}</c:strRef></c:tx>"
        "<c:cat><c:strRef><c:f>S!A2</c:f>"
        f"{cache(['North', 'South'], 'strCache')}</c:strRef></c:cat>"
        "<c:val><c:numRef><c:f>S!B2</c:f>"
        f"{cache(['12', '30'], 'numCache')}</c:numRef></c:val></c:ser>"
    )
    axes = (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx>'
    )
    key = '<c:legend><c:legendPos val="b"/></c:legend>' if legend else ""
    return (
        f"{R}/chart",
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        f"<c:chartSpace {SPACES}><c:chart>{named}<c:plotArea><c:layout/><c:barChart>"
        f'<c:barDir val="col"/><c:grouping val="clustered"/>{series}<c:axId val="1"/>'
        f'<c:axId val="2"/></c:barChart>{axes}</c:plotArea>{key}<c:plotVisOnly val="1"/>'
        "</c:chart></c:chartSpace>",
    )


def chart(alt: str) -> str:
    return drawing('<c:chart r:id="chart1"/>', CHART, 4000000, 2400000, alt=alt)


DIAGRAM_PARTS = {
    "data1": (
        f"{R}/diagramData",
        "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
        f'<dgm:dataModel {SPACES}><dgm:ptLst><dgm:pt modelId="1" type="doc"/>'
        + "".join(
            f'<dgm:pt modelId="{n}"><dgm:t><a:bodyPr/><a:p><a:r><a:t>{t}</a:t></a:r></a:p></dgm:t>'
            "</dgm:pt>"
            for n, t in ((2, "Receive a complaint"), (3, "Answer it"))
        )
        + "</dgm:ptLst><dgm:cxnLst/></dgm:dataModel>",
    ),
}

DOCUMENTS: dict[str, Word] = {
    "plain": Word(h("Report") + long(3) + p("The end.")),
    "two-pages": Word(h("Report") + long(22) + p("The end.")),
    "long-words-hyphenated": Word(
        p("Anti-social behaviour, co-operation and well-being: e-mail follow-up. " * 12)
        + p(
            "soft",
            "<w:r><w:softHyphen/></w:r>",
            "hyphen and non",
            "<w:r><w:noBreakHyphen/></w:r>",
            "break",
        )
    ),
    "policy": Word(
        h("Purpose")
        + h("Who it is for", 2)
        + p(SENTENCE)
        + h("Rules")
        + h("Duties", 2)
        + item("of the chair", list_id=1, level=2)
        + item("of the panel", list_id=1, level=2)
        + item("in public", list_id=1, level=3)
        + h("Powers", 2)
        + item("to ask", list_id=1, level=2)
        + h("Review")
        + p(SENTENCE),
        styles=numbered_heading(1) + numbered_heading(2) + heading_style(3),
        lists={1: LEGAL},
    ),
    "minutes": Word(
        h("Minutes")
        + table(row("Present", "Cllr Ann Bell, Cllr Cy Dee"), row("Apologies", "None"), columns=2)
        + "".join(item(f"Item {n} was noted.", list_id=1) for n in range(1, 6))
        + p("RESOLVED: that the report be noted.", properties='<w:jc w:val="center"/>'),
        lists={1: level(0, "decimal", "%1.")},
    ),
    "bullets": Word(
        p("Points:")
        + item("first", list_id=1)
        + item("second", list_id=1)
        + item("deeper", list_id=1, level=1)
        + p("After."),
        lists={1: BULLETS},
    ),
    "roman-and-letters": Word(
        "".join(item(f"clause {n} of the deed", list_id=1) for n in range(1, 8))
        + "".join(item(f"annex {n} of the deed", list_id=2) for n in range(1, 4))
        + "".join(item(f"step {n} of the plan", list_id=3) for n in range(1, 4)),
        lists={
            1: level(0, "lowerRoman", "(%1)"),
            2: level(0, "upperLetter", "Annex %1"),
            3: level(0, "ordinal", "%1"),
        },
    ),
    "restarted-list": Word(
        item("one of the first", list_id=1)
        + item("two of the first", list_id=1)
        + p("Between.")
        + item("one of the second", list_id=7)
        + item("two of the second", list_id=7),
        lists={1: level(0, "decimal", "%1)")},
        nums='<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    ),
    "header-and-page-numbers": Word(
        h("Report") + long(22),
        final=ONE_HEADER,
        furniture={"header1": p("Essex Panel", TAB, "14 March 2024"), "footer1": PAGE_X_OF_Y},
    ),
    "first-page-differs": Word(
        p("Cover of the plan") + p(PAGE_BREAK) + long(20),
        final=TITLE_PAGE,
        furniture={"header1": p("Running head"), "header2": p("Crest of the council")},
    ),
    "first-page-of-one": Word(
        p("One page only."),
        final=TITLE_PAGE,
        furniture={"header1": p("Running head"), "header2": p("Crest of the council")},
    ),
    "even-pages-differ": Word(
        long(30),
        final=section(inside=refers(default_header="header1", even_header="header2")),
        furniture={"header1": p("Right hand page"), "header2": p("Left hand page")},
        settings="<w:evenAndOddHeaders/>",
    ),
    "landscape-between": Word(
        h("Upright")
        + long(2, "Before")
        + p(properties=section(inside=refers(default_header="header1")))
        + h("Across")
        + table(*(row(*(f"cell {r} {c}" for c in range(6))) for r in range(4)), columns=6)
        + p(properties=section(LANDSCAPE, inside=refers(default_header="header2")))
        + h("Upright again")
        + long(2, "After"),
        final=section(inside=refers(default_header="header1")),
        furniture={"header1": p("Upright head"), "header2": p("Wide head")},
    ),
    "sections-with-equal-headers": Word(
        h("The plan")
        + long(2, "Upright")
        + p(properties=section(inside=refers(default_header="header1", default_footer="footer1")))
        + h("Across")
        + long(2, "Wide"),
        final=section(LANDSCAPE, inside=refers(default_header="header2", default_footer="footer2")),
        furniture={
            "header1": p("Council of Example"),
            "header2": p("Council of Example"),
            "footer1": p("The plan"),
            "footer2": p("The plan"),
        },
    ),
    "columns": Word(
        h("Newsletter") + p(properties=section(inside=CONTINUOUS)) + long(6, "Column text"),
        final=section(inside=CONTINUOUS, after='<w:cols w:num="2" w:space="720"/>'),
    ),
    "long-table": Word(
        h("Figures")
        + table(
            row("Ward", "Calls", "Answered", properties=HEADER_ROW),
            *(row(f"Ward {n}", str(n * 7), str(n * 5)) for n in range(1, 70)),
            columns=3,
        )
    ),
    "merged-and-nested-table": Word(
        table(
            row(cell("Both years", properties='<w:gridSpan w:val="2"/>'), "Aim"),
            row(cell("Tall", properties='<w:vMerge w:val="restart"/>'), "2023", "more"),
            row(cell(p(), properties="<w:vMerge/>"), "2024", "less"),
            row("outer", cell(table(row("inner 1", "inner 2"), columns=2), p("below")), "x"),
            columns=3,
        )
    ),
    "gallery-page-number": Word(
        long(12),
        final=ONE_HEADER,
        furniture={
            "header1": p("Council"),
            "footer1": control(p("Page | ", field("PAGE", "1")), kind="<w:docPartObj/>"),
        },
    ),
    "cover-with-controls": Word(
        control(p("Annual Plan 2024"), kind="<w:text/>")
        + p("Prepared by ", control("Jane Doe"), " on ", control("14 March 2024", kind="<w:date/>"))
        + p(
            "Status: ",
            control("Final", kind="<w:dropDownList><w:listItem w:value='Final'/></w:dropDownList>"),
        )
        + p(PAGE_BREAK)
        + h("Plan")
        + p(SENTENCE)
    ),
    "form-with-ticks": Word(
        h("Assessment")
        + table(
            row("Age", cell(p(tick(ticked=True), " Yes ", tick(ticked=False), " No"))),
            row("Sex", cell(p(tick(ticked=False), " Yes ", tick(ticked=True), " No"))),
            columns=2,
        )
    ),
    "old-form": Word(
        p(
            "Name: ",
            field("FORMTEXT", "Jane Doe"),
            " member ",
            form_box("C1", ticked=True),
            " guest ",
            form_box("C2", ticked=False),
            " end",
        )
    ),
    "footnotes": Word(
        p("Costs rose", note(1), " and fell", note(2), ".") + p("Later", note(3), "."),
        footnotes=["By a tenth.", "By two per cent.", "In June."],
    ),
    "footnote-in-table": Word(
        p("Before", note(1)) + table(row("Cost", cell(p("£3", note(2)))), columns=2) + p("After"),
        footnotes=["Of the text.", "Of the table."],
    ),
    "long-footnote": Word(
        p("See", note(1), ".") + long(3),
        footnotes=[
            p("<w:r><w:footnoteRef/></w:r>", " First paragraph of the note.")
            + p("Second paragraph of it."),
        ],
    ),
    "endnotes": Word(
        p("Costs rose", note(1, "endnote"), " and fell", note(2, "endnote"), "."),
        endnotes=["By a tenth.", "By two per cent."],
    ),
    "text-box": Word(p("Before.") + p("Anchor.", text_box(p("Words in a box."))) + long(2)),
    "text-box-in-header": Word(
        p("Body."),
        final=section(inside=refers(default_header="header1")),
        furniture={"header1": p("Head ", text_box(p("Boxed head.")))},
    ),
    "vml-text-box": Word(
        p(
            "Anchor.",
            '<w:r><w:pict><v:shape style="width:189pt;height:57pt"><v:textbox><w:txbxContent>'
            f"{p('Words in an old box.')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        )
        + p("After.")
    ),
    "pictures": Word(
        h("Plans")
        + p(picture("Plan of the site"))
        + p("A second: ", picture("Second plan", 720000, 720000))
        + p("Floating:", picture("Third plan", 1080000, 360000, anchored="2500000"))
        + p("After.")
    ),
    "cropped-picture": Word(
        p(
            drawing(
                pic(1440000, 720000, more='<a:srcRect l="25000" r="25000"/>'),
                PICTURE,
                1440000,
                720000,
            )
        )
        + p("After.")
    ),
    "logo-in-header": Word(
        long(20),
        final=section(inside=refers(default_header="header1")),
        furniture={"header1": p(picture("Logo", 720000, 360000), " Council")},
    ),
    "chart": Word(
        h("Trend") + p(chart("Calls by ward")) + p("After."),
        extra={"chart1": chart_part(title="Calls in 2023", legend=True)},
    ),
    "smart-art": Word(
        h("Process")
        + p(
            drawing(
                '<dgm:relIds r:dm="data1" r:lo="x" r:qs="x" r:cs="x"/>', DIAGRAM, 4000000, 2000000
            )
        )
        + p("After."),
        extra=DIAGRAM_PARTS,
    ),
    "shapes": Word(
        p("Before.")
        + p(
            drawing(shape(1440000, 720000, inside=FILLED, preset="ellipse"), SHAPE, 1440000, 720000)
        )
        + p("Between.")
        + p(
            drawing(
                shape(3600000, 0, inside=OUTLINED, preset="line"), SHAPE, 3600000, 0, anchored="0"
            )
        )
        + p("After.")
    ),
    "group": Word(
        p("Before.")
        + p(
            drawing(
                '<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
                '<a:ext cx="2880000" cy="720000"/><a:chOff x="0" y="0"/>'
                '<a:chExt cx="2880000" cy="720000"/></a:xfrm></wpg:grpSpPr>'
                + pic(1440000, 720000)
                + shape(1440000, 720000, inside=FILLED, box=p("Grouped words"))
                + "</wpg:wgp>",
                GROUP,
                2880000,
                720000,
            )
        )
        + p("After.")
    ),
    "formula": Word(
        p(
            "The rate is ",
            "<m:oMath><m:f><m:num><m:r><m:t>budget</m:t></m:r></m:num><m:den><m:r><m:t>homes</m:t>"
            "</m:r></m:den></m:f></m:oMath>",
            " a year.",
        )
    ),
    "tracked-changes": Word(
        p(
            "It was ",
            '<w:del w:id="1" w:author="A"><w:r><w:delText>badly</w:delText></w:r></w:del>',
            f'<w:ins w:id="2" w:author="A">{run("well")}</w:ins>',
            " done.",
        )
    ),
    "hidden-text": Word(
        p("Shown ", run("concealed words here", "<w:vanish/>"), " again.")
        + p(run("by style entirely concealed", '<w:rStyle w:val="Gone"/>'), " end"),
        styles=HEADINGS + style("Gone", "Gone", "<w:rPr><w:vanish/></w:rPr>", "character"),
    ),
    "capitals": Word(
        h("Plain")
        + p(run("all in capitals", "<w:caps/>"), " and ", run("Small ones", "<w:smallCaps/>"))
        + p("loud by style", style="Loud"),
        styles=HEADINGS + style("Loud", "Loud", "<w:rPr><w:caps/></w:rPr>"),
    ),
    "strikes": Word(
        p(
            "Kept ",
            run("struck once", "<w:strike/>"),
            " ",
            run("struck twice", "<w:dstrike/>"),
            " kept.",
        )
    ),
    "turned-cells": Word(
        table(
            row(
                cell("Turned up", properties='<w:textDirection w:val="btLr"/>'),
                cell("Turned down", properties='<w:textDirection w:val="tbRl"/>'),
                "Level",
                properties='<w:trHeight w:val="2000"/>',
            ),
            columns=3,
        )
    ),
    "turned-picture": Word(
        p(drawing(pic(1440000, 720000, rot=5400000), PICTURE, 1440000, 720000, alt="Plan"))
        + p("After.")
    ),
    "page-colour-and-border": Word(
        long(2),
        final=section(
            after='<w:pgBorders w:offsetFrom="page">'
            + "".join(
                f'<w:{s} w:val="single" w:sz="12" w:space="24" w:color="000000"/>'
                for s in ("top", "left", "bottom", "right")
            )
            + "</w:pgBorders>"
        ),
        settings="<w:displayBackgroundShape/>",
        background='<w:background w:color="FFF2CC"/>',
    ),
    "rules": Word(
        p("Above the rule.")
        + p(properties=RULED)
        + p("Below the rule.")
        + p(
            "Underlined as a whole.",
            properties=RULED,
        )
        + p("End.")
    ),
    "watermark": Word(
        long(2),
        final=section(inside=refers(default_header="header1")),
        furniture={
            "header1": p(
                '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" '
                'o:spt="136" path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t"/>'
                '<v:textpath on="t" fitshape="t"/></v:shapetype><v:shape '
                'type="#_x0000_t136" style="position:absolute;width:400pt;height:120pt;'
                'rotation:315;mso-position-horizontal:center" fillcolor="silver" '
                'stroked="f"><v:textpath style="font-family:&quot;Arial&quot;" '
                'string="EMBARGOED"/></v:shape></w:pict></w:r>'
            )
        },
    ),
    "contents-of-its-own": Word(
        p("Contents")
        + p(
            MARK.format("begin"),
            "<w:r><w:instrText> TOC \\o </w:instrText></w:r>",
            MARK.format("separate"),
            "Costs",
            TAB,
            field("PAGEREF x", "2"),
        )
        + p("Gains", TAB, field("PAGEREF y", "3"))
        + p(MARK.format("end"))
        + p(PAGE_BREAK)
        + h("Costs")
        + long(2)
        + p(PAGE_BREAK)
        + h("Gains")
        + long(2)
    ),
    "wrapped-runs": Word(
        p(
            "At ",
            f'<w:smartTag w:uri="x" w:element="place">{run("Chelmsford")}</w:smartTag>',
            " in ",
            f'<w:customXml w:uri="x" w:element="county">{run("Essex")}</w:customXml>',
            ".",
        )
    ),
    "letter-spaced": Word(
        p(run("S P A C E D", '<w:spacing w:val="60"/>'), " and kerned: AVATAR To We.")
    ),
    "typography": Word(
        p(
            "“Quotes” ‘single’ – dash — long … ellipsis, 3 × 4 = 12, £1,234.50, 50 %, ½, ©, €, "
            "“fi” office"
        )
        + p("Ligatures: office affair fluent ffi; accents: café naïve Ŵyn Ŷ.")
    ),
    "white-on-dark": Word(
        table(
            row(
                cell(
                    p(run("White heading", '<w:color w:val="FFFFFF"/>')),
                    properties='<w:shd w:val="clear" w:fill="12436D"/>',
                ),
                "Plain",
            ),
            columns=2,
        )
    ),
    "too-wide": Word(
        '<w:tbl><w:tblPr><w:tblW w:w="16000" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        "<w:tblGrid>"
        + '<w:gridCol w:w="2000"/>' * 8
        + "</w:tblGrid>"
        + row(
            *(cell(f"Column {n}", properties='<w:tcW w:w="2000" w:type="dxa"/>') for n in range(8))
        )
        + "</w:tbl>"
        + p("After.")
    ),
    "drop-cap": Word(
        p(
            "T",
            properties='<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around" w:vAnchor="text" '
            'w:hAnchor="text"/>',
        )
        + p("he panel met in March. " + SENTENCE * 4)
    ),
    "same-words-often": Word(
        "".join(p("Noted.") for _ in range(9))
        + table(*(row("Yes", "No", "Yes", "1") for _ in range(6)), columns=4)
        + p("Noted.")
    ),
    "legal-and-never-restarting": Word(
        item("Membership", list_id=1)
        + item("Ten councillors", list_id=1, level=1)
        + item("Quorum", list_id=1)
        + item("One third", list_id=1, level=1)
        + item("top a", list_id=2)
        + item("first below", list_id=2, level=1)
        + item("top b", list_id=2)
        + item("goes on counting", list_id=2, level=1),
        lists={
            1: level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
            2: level(0, "decimal", "%1.")
            + level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/>'),
        },
    ),
    "notes-in-letters": Word(
        p("Claim", note(1), " and another", note(2), "."),
        footnotes=["Lettered words.", "More lettered words."],
        final=section(inside='<w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr>'),
    ),
    "exact-rows": Word(
        table(
            *(
                row(
                    f"Row {n}: {SENTENCE * 4}",
                    properties='<w:trHeight w:val="560" w:hRule="exact"/>',
                )
                for n in range(3)
            ),
            columns=1,
        )
        + p("After.")
    ),
    "old-rule": Word(
        p("Above.")
        + p(
            '<w:r><w:pict><v:rect style="width:0;height:1.5pt" o:hralign="center" o:hrstd="t" '
            'o:hr="t" fillcolor="#a0a0a0" stroked="f"/></w:pict></w:r>'
        )
        + p("Below.")
    ),
    "old-picture-in-header": Word(
        p("Body."),
        final=section(inside=refers(default_header="header1")),
        furniture={
            "header1": p(
                '<w:r><w:pict><v:shape style="width:113pt;height:57pt" alt="Old logo">'
                '<v:imagedata r:id="rIdPicture"/></v:shape></w:pict></w:r>'
            )
        },
    ),
    "control-in-header": Word(
        p("Body."),
        final=section(inside=refers(default_header="header1")),
        furniture={"header1": p(control("Estates Strategy"))},
    ),
    "heading-begins-as-the-header": Word(
        h("Estates") + long(1),
        final=section(inside=refers(default_header="header1")),
        furniture={"header1": p("Estates Strategy")},
    ),
    "canvas": Word(
        p("Before.")
        + p(
            drawing(
                "<wpc:wpc>"
                + shape(1440000, 720000, inside=FILLED)
                + shape(1440000, 720000, inside=OUTLINED, box=p("Canvas words"))
                + "</wpc:wpc>",
                CANVAS,
                2880000,
                1440000,
            )
        )
        + p("After.")
    ),
    "upright-text-box": Word(
        p(
            "Anchor.",
            drawing(
                shape(720000, 2400000, inside=OUTLINED, box=p("Climbing"), body='vert="vert270"'),
                SHAPE,
                720000,
                2400000,
                anchored="2000000",
            ),
        )
        + p("After.")
    ),
    "signature-lines": Word(
        p("Signed: ______________________ Date: ____________")
        + p("Total", TAB, "£1,234", properties=LEADER)
        + p("Name\u00a0…………………………")
    ),
    "style-in-header": Word(
        h("Costs") + long(12) + h("Gains") + long(12),
        final=section(inside=refers(default_header="header1")),
        furniture={"header1": p("Plan: ", field('STYLEREF "heading 1"', "Costs"))},
    ),
    "tall-header": Word(
        long(24),
        final=section(inside=refers(default_header="header1", default_footer="footer1")),
        furniture={
            "header1": table(
                row(cell(p(picture("Crest", 720000, 720000))), cell("Essex County", "Council")),
                columns=2,
            )
            + p(
                "A long line of the header that is so long that it must be broken over two lines "
                "of the page, as some councils like it."
            ),
            "footer1": p("www.example.gov.uk", TAB, field("PAGE", "1")) + p("Registered office"),
        },
    ),
    "two-sections-with-cover-pages": Word(
        p("First cover")
        + p(PAGE_BREAK)
        + long(10, "One")
        + p(
            properties=section(
                inside=refers(default_header="header1", first_header="header2"),
                after="<w:titlePg/>",
            )
        )
        + p("Second cover")
        + p(PAGE_BREAK)
        + long(10, "Two"),
        final=section(
            inside=refers(default_header="header3", first_header="header2"), after="<w:titlePg/>"
        ),
        furniture={"header1": p("Head of one"), "header2": p("Cover"), "header3": p("Head of two")},
    ),
    "footnote-over-pages": Word(
        long(9) + p("Costs", note(1), ".") + long(9),
        footnotes=["Long note. " + SENTENCE * 30],
    ),
    "hyphenated": Word(
        p("Incomprehensibilities notwithstanding, intergovernmental telecommunications " * 9),
        settings="<w:autoHyphenation/>",
    ),
    "symbols": Word(
        p(
            "Done ",
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            " not done ",
            '<w:r><w:sym w:font="Wingdings" w:char="F06F"/></w:r>',
            " ✓ ☐ ☒ → ★.",
        )
        + item("with a mark of Symbol", list_id=1)
        + item("with a mark of Wingdings", list_id=1, level=1),
        lists={
            1: level(0, "bullet", "\uf0b7", SYMBOL.format("Symbol"))
            + level(1, "bullet", "\uf0a7", SYMBOL.format("Wingdings"))
        },
    ),
    "ruby": Word(
        p(
            "Before ",
            "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>reading</w:t></w:r></w:rt><w:rubyBase>"
            "<w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            " after.",
        )
    ),
    "chart-without-words": Word(
        h("Trend") + p(chart("Calls by ward")) + p("After."), extra={"chart1": chart_part()}
    ),
    "column-break": Word(
        p("Left column first.")
        + p('<w:r><w:br w:type="column"/></w:r>', "Right column then.")
        + p("And more on the right."),
        final=section(after='<w:cols w:num="2" w:space="720" w:sep="1"/>'),
    ),
    "numbered-cells": Word(
        table(
            *(row(cell(item("", list_id=1)), f"Risk {n} of many") for n in range(1, 5)),
            row(cell(item("named", list_id=1)), "Last"),
            columns=2,
        ),
        lists={1: level(0, "decimal", "R%1")},
    ),
    "boxed-paragraph": Word(
        p("Before.")
        + p("In a box.", properties=BOXED)
        + p("In the same box.", properties=BOXED)
        + p("After.")
    ),
    "right-to-left": Word(p("They say ", run("שלום עולם", "<w:rtl/>"), " here.") + p("After.")),
    "not-latin": Word(p("Ελληνικά και Кириллица stand here.") + p("Żółć, ǆ, ŉ.")),
    "sixty-pages": Word("".join(h(f"Chapter {n}") + long(11) for n in range(1, 31))),
}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in DOCUMENTS.items():
        (folder / f"{name}.docx").write_bytes(document.data())

"""Source text, YAML and folders in which somebody left what is not for print."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import openpyxl
from openpyxl.comments import Comment

from .model import CARELESS, DOSSIER, NSA, Ends, Secret, Way

STOP, ANY, CLEAN = Ends.STOPPED, Ends.ANY, Ends.CLEANED
Plant = Callable[[Secret], str]


def md_of(ways: Sequence[Way]) -> bytes:
    """Return a Markdown file with a paragraph for each way."""
    texts = [way.plant(way.secret) for way in ways]
    return ("The depot opens in May.\n\n" + "\n\n".join(texts) + "\n").encode()


def typed(text: str) -> Plant:
    return lambda secret: text.replace("{S}", str(secret))


def tagged(secret: Secret) -> str:
    """The words in letters that no screen shows (Unicode's tags)."""
    return "The depot is old." + "".join(chr(0xE0000 + ord(letter)) for letter in str(secret))


MARKDOWN_WAYS = [
    Way("markdown comment", CARELESS, STOP, typed("<!-- The price of {S} -->")),
    Way("markdown comment in a line", CARELESS, STOP, typed("It opens<!-- {S} --> in May.")),
    Way("markdown comment of several lines", CARELESS, STOP, typed("<!--\nAsk\n\n{S}\n-->")),
    Way("markdown comment never closed", CARELESS, STOP, typed("It is old. <!-- {S}")),
    Way("markdown comment in a list", CARELESS, STOP, typed("- North\n- South <!-- {S} -->")),
    Way("markdown comment in a table", CARELESS, STOP, typed(
        "| Depot | Opens |\n|---|---|\n| North | May <!-- {S} --> |")),
    Way("markdown hidden element", CARELESS, ANY, typed('It is <span hidden>{S}</span> old.')),
    Way("markdown element without display", CARELESS, ANY, typed(
        '<div style="display:none">{S}</div>')),
    Way("markdown attribute", CARELESS, ANY, typed('It is <abbr title="{S}">old</abbr>.')),
    Way("markdown folded part", CARELESS, ANY, typed(
        "<details><summary>More</summary>{S}</details>")),
    Way("markdown script", CARELESS, ANY, typed("<script>var x = '{S}'</script>")),
    Way("markdown instruction", CARELESS, ANY, typed("It is <?note {S}?> old.")),
    Way("markdown comment by a link", CARELESS, STOP, typed("[//]: # (The price of {S})")),
    Way("markdown reference that no link uses", CARELESS, STOP, typed(
        '[offer]: https://www.example.org/plan "{S}"')),
    Way("markdown address that no link uses", CARELESS, STOP, typed(
        "[price]: https://www.example.org/{S}")),
    Way("markdown title of a link", CARELESS, CLEAN, typed(
        'See [the plan](https://www.example.org/plan "{S}").')),
    Way("markdown link without words", CARELESS, STOP, typed("See[](https://www.example.org/{S}).")),
    Way("markdown link to a desk", DOSSIER, STOP, typed("See [the plan](file:///C:/{S}/p.docx).")),
    Way("markdown note without its mark", CARELESS, ANY, typed("[^9]: The price of {S}")),
    Way("markdown language of code", CARELESS, ANY, typed("```text {S}\nIt is old.\n```")),
    Way("markdown letters that no screen shows", NSA, STOP, tagged),
    Way("markdown comment of a template", CARELESS, ANY, typed("It is {# {S} #} old.")),
    Way("markdown comment of a note-taker", CARELESS, ANY, typed("It is old. %%{S}%%")),
    Way("markdown editor's comment", CARELESS, ANY, typed("It is old. {>>{S}<<}")),
    Way("markdown editor's deletion", CARELESS, ANY, typed("It is {--{S}--} old.")),
    Way("markdown two versions", CARELESS, STOP, typed(
        "<<<<<<< HEAD\nIt is old.\n=======\nThe price of {S}\n>>>>>>> other")),
    Way("markdown reminder", CARELESS, STOP, typed("It is old. [JS to check the price of {S}]")),
    Way("markdown reminder to do", CARELESS, STOP, typed("It is old. TODO: ask {S}")),
    Way("markdown marked line", CARELESS, ANY, typed("It is ==old, says {S}==.")),
    Way("markdown gap with a name", CARELESS, STOP, typed("It costs <<price of {S}>>.")),
    Way("markdown heading of a marking", CARELESS, STOP, typed(
        "OFFICIAL-SENSITIVE: the price of {S}")),
]  # fmt: skip


# What lies beside the text that prints: each file, and what it says, {name} being a way's secret.
BESIDE = {
    "paper.yaml's comment": "paper.yaml",
    "comment in the figures": "figures.yaml",
    "figure that nothing prints": "figures.yaml",
    "note of a figure that nothing prints": "figures.yaml",
    "column that no table shows": "data/depots.csv",
    "heading of a column that no table shows": "data/depots.csv",
    "row that the filter leaves out": "data/depots.csv",
    "sheet that no table shows": "data/staff.xlsx",
    "author of a workbook of data": "data/staff.xlsx",
    "note on a cell of data": "data/staff.xlsx",
    "data that nothing reads": "data/unread.csv",
    "name of data that nothing reads": "data/{}.csv",
    "section that is not listed": "later.md",
    "copy that an editor left": "context.md~",
    "lock that Word left": "appendices/~$plan.docx",
    "list of a folder": "appendices/.DS_Store",
    "appendix that is not listed": "appendices/offer.md",
    "name of an appendix that is not listed": "appendices/{}.md",
}
BESIDE_WAYS = [Way(name, CARELESS, CLEAN, typed("{S}")) for name in BESIDE]
CONTEXT = """\
The depots have {{ figures.staff }} staff.

```table
source: data/depots.csv
caption: Depots that open in May
columns: {Depot: Depot, Opens: Opens}
filter: {Opens: May}
source_line: Depot records
```

```table
source: data/staff.xlsx
sheet: Staff
caption: Staff of the depots
columns: {Depot: Depot, Staff: Staff}
source_line: Depot records
```
"""


def beside() -> dict[str, str | bytes]:
    """Return the files of a paper in which each of these ways is planted."""
    said = {way.name: way.secret.word for way in BESIDE_WAYS}
    unread = said["name of data that nothing reads"]
    unlisted = said["name of an appendix that is not listed"]
    return {
        "context.md": CONTEXT,
        "figures.yaml": (
            f"# {said['comment in the figures']}\nfigures:\n"
            "  staff: {value: '41', note: Depot records}\n"
            f"  {said['figure that nothing prints'].lower()}: {{value: '7', "
            f"note: {said['note of a figure that nothing prints']}}}\n"
        ),
        "data/depots.csv": (
            f"Depot,Opens,{said['heading of a column that no table shows']}\n"
            f"North,May,{said['column that no table shows']}\n"
            f"{said['row that the filter leaves out']},June,x\n"
        ),
        "data/staff.xlsx": _staff(said),
        "data/unread.csv": f"a,b\n{said['data that nothing reads']},1\n",
        f"data/{unread}.csv": "a,b\n1,2\n",
        "later.md": f"The price of {said['section that is not listed']}\n",
        "context.md~": f"The price of {said['copy that an editor left']}\n",
        "appendices/~$plan.docx": said["lock that Word left"],
        "appendices/.DS_Store": said["list of a folder"],
        "appendices/offer.md": said["appendix that is not listed"],
        f"appendices/{unlisted}.md": "The depot is old.\n",
    }


def _staff(said: dict[str, str]) -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = said["author of a workbook of data"]
    book.active.title = "Staff"
    book.active.append(["Depot", "Staff"])
    book.active.append(["North", 41])
    book.active["A2"].comment = Comment(said["note on a cell of data"], "Editor")
    book.create_sheet("Pay").append([said["sheet that no table shows"], 1])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

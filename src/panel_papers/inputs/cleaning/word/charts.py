"""Takes out of a Word document's charts what they keep and do not show."""

from __future__ import annotations

import re

from lxml import etree

from panel_papers.inputs.cleaning.results import Tally
from panel_papers.inputs.cleaning.word.names import detach, n
from panel_papers.inputs.cleaning.word.package import Package

FILTERED = "series of a chart that a filter hides"
FILE_NAME = "name of the workbook behind a chart"
_SERIES = re.compile(r"filtered\w+Series")  # Office 2013, namespace c15
_WORKBOOK = re.compile(
    r"(?<![^'!])'?(?:[^'!\[]*\[[^\]]*\])+"
)  # “'C:\Users\…\[Bids.xlsx]Sheet1'!$A$1”


def clean_charts(package: Package, tally: Tally) -> None:
    """Take out series that are filtered out, and where the numbers of a chart came from."""
    for name in {r.target for r in package.every_relation() if r.kind == "chart"}:
        if name not in package.parts:
            continue
        root = package.tree(name)
        for element in list(root.iter()):
            if isinstance(element.tag, str) and _SERIES.fullmatch(etree.QName(element).localname):
                detach(element)
                tally.add(FILTERED)
        for formula in root.iter(n("c:f")):
            if formula.text and "[" in formula.text:
                quote = "'" if "'!" in formula.text else ""
                # beyond the last bracket nothing is closed: each “[” would be followed to the end
                named, bracket, cells = formula.text.rpartition("]")
                formula.text = _WORKBOOK.sub(quote, named + bracket, count=1) + cells
                tally.add(FILE_NAME)

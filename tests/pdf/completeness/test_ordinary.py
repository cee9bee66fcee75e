"""Of ordinary documents, exactly what an engine loses is reported: nothing missed, nothing more.

`losses/` has what each engine loses, a line for each finding. Every line was read beside the
pages and beside `pdftotext`; a document that is not in it loses nothing.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from ordinary import DOCUMENTS

from panel_papers.pdf.completeness.check import missing_content
from panel_papers.pdf.engines import ENGINES, WordDocument

NOT_FOR_LIBREOFFICE = {"canvas"}  # version 7.4 ends without a PDF
NOT_FOR_DXPDF = {"ruby"}  # “unknown variant `ruby`”
LOSSES = Path(__file__).parent / "losses"


def losses_of(engine: str) -> dict[str, list[str]]:
    found = defaultdict(list)
    for line in (LOSSES / f"{engine}.txt").read_text(encoding="utf-8").splitlines():
        name, _, finding = line.partition(": ")
        found[name].append(finding)
    return found


def findings(docx: bytes, pdf: bytes) -> list[str]:
    return [f"{finding.kind}: {finding}" for finding in missing_content(docx, pdf)]


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in NOT_FOR_DXPDF])
def test_what_the_embedded_engine_loses_is_reported_and_nothing_else(convert, name):
    docx = DOCUMENTS[name].data()
    assert findings(docx, convert(docx)) == losses_of("dxpdf")[name]


@pytest.mark.slow
@pytest.mark.libreoffice
def test_what_libreoffice_loses_is_reported_and_nothing_else():
    made = [
        WordDocument(name, document.data())
        for name, document in DOCUMENTS.items()
        if name not in NOT_FOR_LIBREOFFICE
    ]
    pdfs = ENGINES["libreoffice"](None).convert(made)
    found = {
        document.name: findings(document.data, pdf)
        for document, pdf in zip(made, pdfs, strict=True)
    }
    assert {name: lost for name, lost in found.items() if lost} == dict(losses_of("libreoffice"))


@pytest.mark.parametrize("engine", ["dxpdf", "libreoffice"])
def test_losses_are_of_documents_that_are_there(engine):
    assert losses_of(engine).keys() <= DOCUMENTS.keys()

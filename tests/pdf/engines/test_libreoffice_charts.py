"""Charts get the alternative text that LibreOffice leaves out, where it is sure which is which."""

import io
import zipfile

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from panel_papers.pdf.engines.libreoffice_charts import Chart, charts_of, describe_charts

WIDE, TALL = (300, 100), (100, 300)


def with_figures(*figures: tuple[tuple[int, int], str]) -> pikepdf.Pdf:
    """A PDF with figures, each of a size and with an alternative text or none."""
    pdf = pikepdf.new()
    kids = Array()
    for (width, height), alt in figures:
        box = Array([90, 400, 90 + width, 400 + height])
        figure = Dictionary(S=Name.Figure, A=Dictionary(O=Name.Layout, BBox=box))
        if alt:
            figure.Alt = String(alt)
        kids.append(pdf.make_indirect(figure))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=kids))
    return pdf


def texts(pdf: pikepdf.Pdf) -> list[str]:
    return [str(figure.get("/Alt", "")) for figure in pdf.Root.StructTreeRoot.K]


@pytest.mark.parametrize(
    ("figures", "charts", "expected"),
    [
        ([(WIDE, "")], [Chart(*WIDE, "Calls")], ["Calls"]),
        ([(WIDE, ""), (TALL, "")], [Chart(*WIDE, "A"), Chart(*TALL, "B")], ["A", "B"]),
        ([(TALL, "Crest"), (WIDE, "")], [Chart(*WIDE, "Calls")], ["Crest", "Calls"]),
        ([(TALL, ""), (WIDE, "")], [Chart(*WIDE, "Calls")], ["", "Calls"]),
        ([(WIDE, "")], [Chart(*WIDE, "")], [""]),
        ([(WIDE, "")], [Chart(*TALL, "Calls")], [""]),  # which figure it is, is not known
        ([(WIDE, ""), (WIDE, "")], [Chart(*WIDE, "Calls")], ["", ""]),
        ([(TALL, ""), (WIDE, "")], [Chart(*WIDE, "A"), Chart(*TALL, "B")], ["", ""]),
    ],
)
def test_chart_gets_its_description_where_its_figure_is_known(figures, charts, expected):
    pdf = with_figures(*figures)
    describe_charts(pdf, charts)
    assert texts(pdf) == expected


def test_pdf_without_tags_stays_without():
    pdf = pikepdf.new()
    describe_charts(pdf, [Chart(*WIDE, "Calls")])
    assert "/StructTreeRoot" not in pdf.Root


@pytest.mark.parametrize("damaged", [b"", b"PK\x03\x04 not an archive"])
def test_damaged_document_has_no_charts(damaged):
    assert charts_of(damaged) == []


def test_charts_are_read_with_size_and_description():
    body = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><wp:inline>'
        '<wp:extent cx="3810000" cy="1270000"/><wp:docPr id="1" name="x" descr=" Calls by ward "/>'
        '<c:chart/></wp:inline><wp:inline><wp:docPr id="2" name="y" descr="A picture"/>'
        "</wp:inline></w:document>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("word/document.xml", body)
    assert charts_of(made.getvalue()) == [Chart(300, 100, "Calls by ward")]

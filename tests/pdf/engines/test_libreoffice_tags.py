"""What LibreOffice's tags lack is put right, and what is right stays."""

import pikepdf
from pikepdf import Array, Dictionary, Name

from panel_papers.pdf.engines.libreoffice_tags import mend_tags


def tagged(content: bytes, *cells: str) -> pikepdf.Pdf:
    """A page with `content`, and a table of one row whose cells hold one paragraph each."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pdf.make_stream(content)
    paragraphs = [Dictionary(S=Name(f"/{style}"), K=Array([n])) for n, style in enumerate(cells)]
    tds = [Dictionary(S=Name.TD, K=Array([p])) for p in paragraphs]
    empty = Dictionary(S=Name("/Cover Rule"))
    row = Dictionary(S=Name.TR, K=Array([pdf.make_indirect(td) for td in tds]))
    document = Dictionary(
        S=Name.Document, K=Array([pdf.make_indirect(row), pdf.make_indirect(empty)])
    )
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            K=pdf.make_indirect(document),
            RoleMap=Dictionary({"/Cover Rule": Name.P, "/Cover Label": Name.P}),
        )
    )
    return pdf


def test_label_cell_becomes_a_row_header_and_a_value_stays_a_cell():
    pdf = tagged(b"", "Cover Label", "P")
    mend_tags(pdf)
    (row,) = pdf.Root.StructTreeRoot.K.K
    header, value = row.K
    assert (header.S, header.A.Scope, value.S) == (Name.TH, Name.Row, Name.TD)
    assert "/A" not in value


def test_paragraph_without_content_goes():
    pdf = tagged(b"", "P")
    mend_tags(pdf)
    assert [str(e.S) for e in pdf.Root.StructTreeRoot.K.K] == ["/TR"]


def test_lines_outside_tags_become_artifacts_and_others_stay():
    pdf = tagged(b"q 0 0 m 9 9 l S Q /P <</MCID 0>> BDC 1 1 2 2 re f EMC 0 0 5 5 re W n", "P")
    mend_tags(pdf)
    words = pdf.pages[0].Contents.read_bytes().split()
    assert b" ".join(words) == (
        b"q /Artifact BMC 0 0 m 9 9 l S EMC Q /P << /MCID 0 >> BDC 1 1 2 2 re f EMC 0 0 5 5 re W n"
    )


def test_untagged_pdf_stays_as_it_is():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].Contents = pdf.make_stream(b"0 0 m 9 9 l S")
    mend_tags(pdf)
    assert pdf.pages[0].Contents.read_bytes() == b"0 0 m 9 9 l S"


def test_caption_joins_the_table_that_follows_it_or_the_one_before_it():
    pdf = tagged(b"", "P")
    document = pdf.Root.StructTreeRoot.K
    roles = ("/caption", "/Table", "/Table", "/caption", "/P")
    kids = [Dictionary(S=Name(role), K=Array([n])) for n, role in enumerate(roles)]
    document.K = Array([pdf.make_indirect(kid) for kid in kids])
    mend_tags(pdf)
    first, second, paragraph = document.K
    assert paragraph.S == Name.P
    assert [str(e.S) if isinstance(e, Dictionary) else e for e in first.K] == ["/Caption", 1]
    assert [str(e.S) if isinstance(e, Dictionary) else e for e in second.K] == [2, "/Caption"]


def test_caption_between_two_tables_is_that_of_the_second():
    pdf = tagged(b"", "P")
    document = pdf.Root.StructTreeRoot.K
    kids = [Dictionary(S=Name(role), K=Array([1])) for role in ("/Table", "/caption", "/Table")]
    document.K = Array([pdf.make_indirect(kid) for kid in kids])
    mend_tags(pdf)
    assert [len(table.K) for table in document.K] == [1, 2]

"""LibreOffice's PDFs, repaired and made the same on every run."""

from __future__ import annotations

import io

import pikepdf

from panel_papers.pdf.engines.libreoffice_blanks import paint_blanks
from panel_papers.pdf.engines.libreoffice_charts import charts_of, describe_charts
from panel_papers.pdf.engines.libreoffice_rows import name_rows, tables_of
from panel_papers.pdf.engines.libreoffice_tags import mend_tags

PRINT = 4  # the third bit of an annotation's flags: ISO 32000-1, table 165


def steady(data: bytes, docx: bytes = b"", *, own_tags: bool = True) -> bytes:
    """Return the PDF without the moment it was made, and without LibreOffice's known errors.

    `docx` is the document that it was made of: the descriptions of its charts and the headings of
    its rows are read there, for LibreOffice's `own_tags`. Without them the pages stay as they are.
    The same document gives the same bytes whenever it is converted.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        mend_known_faults(pdf)
        if own_tags:
            paint_blanks(pdf)
            mend_tags(pdf)
            name_rows(pdf, tables_of(docx))
            describe_charts(pdf, charts_of(docx))
        _forget_moment(pdf)
        result = io.BytesIO()
        pdf.save(result, deterministic_id=True)
    return result.getvalue()


def mend_known_faults(pdf: pikepdf.Pdf) -> None:
    """Correct what LibreOffice 7.4 writes wrongly; right values stay as they are.

    The tab order is a string (S) where PDF wants the name /S (ISO 32000-1, table 30), and link
    annotations lack the Print flag that PDF/UA asks for.
    """
    for page in pdf.pages:
        tabs = page.obj.get("/Tabs")
        if isinstance(tabs, pikepdf.String):
            page.obj.Tabs = pikepdf.Name(f"/{tabs}")
        for annotation in page.obj.get("/Annots", pikepdf.Array()):
            if annotation.get("/Subtype") == "/Link":
                annotation.F = int(annotation.get("/F", 0)) | PRINT


def _forget_moment(pdf: pikepdf.Pdf) -> None:
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    # Both are made from the moment, too; saving gives an /ID that comes from the content alone.
    for key in ("/ID", "/DocChecksum"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    if "/Metadata" in pdf.Root:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            for key in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
                if key in xmp:
                    del xmp[key]

"""What each kind of appendix becomes, and which files are refused before a library opens them."""

from __future__ import annotations

import io
import pickle
import struct
import zipfile
import zlib
from datetime import date

import openpyxl
import pikepdf
import pytest

from panel_papers.core.model import Appendix, FromTemplate, PdfFile, WordFile
from panel_papers.core.problems import Level, Place, Problem
from panel_papers.core.values import Picture, PlacedText, Prose, Table
from panel_papers.inputs.appendices import READERS, Supplied, read_appendix
from panel_papers.inputs.appendices.cell_text import cell_text
from panel_papers.inputs.appendices.kinds_of_file import really

YAML = "inputs/march-2024/paper.yaml"


def pdf(pages: int = 1, **save) -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(stream, **save)
    return stream.getvalue()


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def png(width: int = 2, height: int = 1) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    image = zlib.compress(b"\0" * (width + 1) * height if width * height < 1000 else b"")
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", image) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x02\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    b"\xff\xd9"
)


def workbook(fill) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def body(folder):
    (appendix,) = folder.read().paper.appendices
    assert isinstance(appendix.content, FromTemplate)
    assert appendix.content.template == "appendix"
    return appendix.content.fields["body"]


def test_every_kind_in_the_product_has_a_reader():
    kinds = ".csv .docx .jpeg .jpg .md .pdf .png .xlsx .yaml .yml"
    assert sorted(READERS) == kinds.split()


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_empty_file_of_any_kind_is_a_fault(folder, suffix):
    folder.appendix(f"appendices/plan{suffix}", b"")
    assert folder.fault() == Problem(
        "empty-file",
        Place(f"inputs/march-2024/appendices/plan{suffix}"),
        "The file is empty (0 bytes)",
        "",
        "copy the file here again from where it came from",
    )


def test_unknown_kind_lists_the_kinds(folder):
    folder.appendix("plan.doc", b"text")
    assert folder.fault() == Problem(
        "unknown-appendix-kind",
        Place(YAML, 12, 11),
        "“plan.doc” ends in “.doc”, and such files cannot be appendices",
        "an appendix ending in .csv, .docx, .jpeg, .jpg, .md, .pdf, .png, .xlsx, .yaml, .yml",
        "open it in Word and save it as a Word Document (.docx)",
    )


def test_absent_file_names_the_near_one(folder):
    folder.appendix("appendices/Plan.pdf", pdf())
    folder.add("appendices:\n  - title: Plan\n    file: appendices/plan.pdf\n")
    assert folder.faults()[0] == Problem(
        "file-not-found",
        Place(YAML, 12, 11),
        "The file “appendices/plan.pdf” is not in inputs/march-2024",
        "the file’s name, spelled exactly as on the disk",
        "write “appendices/Plan.pdf” if you mean that",
    )


def test_absent_file_is_found_in_its_folder(folder):
    folder.appendix("appendices/plan.pdf", pdf())
    folder.add("appendices:\n  - title: Plan\n    file: plan.pdf\n")
    assert folder.faults()[0].hint == "write “appendices/plan.pdf” if you mean that"


def test_appendices_are_numbered_and_read(folder, docx):
    folder.write("a.docx", docx)
    made = pdf()  # its identifier is another one each second
    folder.write("b.PDF", made)
    folder.write("c.md", "# C\n")
    folder.add(
        "appendices:\n- {title: A, file: a.docx}\n- {title: B, file: b.PDF}\n"
        "- {title: C, file: c.md}\n"
    )
    read = folder.read()
    where = "inputs/march-2024/"
    assert read.problems == ()
    assert read.paper.appendices == (
        Appendix(1, "A", WordFile(docx), Place(where + "a.docx")),
        Appendix(2, "B", PdfFile(made), Place(where + "b.PDF")),
        Appendix(
            3,
            "C",
            FromTemplate("appendix", {"body": Prose("# C\n", Place(where + "c.md", 1, 1))}),
            Place(where + "c.md"),
        ),
    )
    assert [file.path for file in read.paper.files][:3] == ["a.docx", "b.PDF", "c.md"]


# Word


def test_truncated_word_document_is_refused(folder, docx):
    folder.appendix("plan.docx", docx[: len(docx) // 2])
    assert folder.fault() == Problem(
        "damaged-file",
        Place("inputs/march-2024/plan.docx"),
        "The file is damaged or incomplete",
        "",
        "copy the file again, or open it in Word and save it again as .docx",
    )


def test_word_document_with_a_flipped_byte_is_refused(folder, docx):
    at = docx.index(b"word/document.xml") + len(b"word/document.xml") + 5
    folder.appendix("plan.docx", docx[:at] + bytes([docx[at] ^ 0xFF]) + docx[at + 1 :])
    assert folder.fault().code == "damaged-file"


def test_zip_bomb_named_docx_is_refused_unopened(folder, docx):
    stream = io.BytesIO(docx)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.png", b"\0" * 100_000_000)
    folder.appendix("plan.docx", stream.getvalue())
    fault = folder.fault()
    assert fault == Problem(
        "zip-bomb",
        Place("inputs/march-2024/plan.docx"),
        fault.found,
        "at most 100 times the size",
        "do not open it; ask whoever sent it for the document as PDF",
    )
    assert fault.found.startswith("“word/media/image1.png” inside the file grows from ")


def test_zip_bomb_that_lies_about_its_size_is_refused(folder, docx):
    stream = io.BytesIO(docx)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.png", b"\0" * 5_000_000)
    lie = stream.getvalue().replace(struct.pack("<I", 5_000_000), struct.pack("<I", 500))
    folder.appendix("plan.docx", lie)
    assert folder.fault().code == "damaged-file"


def test_archive_of_too_many_files_is_refused(folder, pack):
    folder.appendix("plan.docx", pack({f"{n}": b"" for n in range(10_001)}))
    assert (folder.fault().code, folder.fault().found) == (
        "zip-bomb",
        "The file holds 10,001 files",
    )


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"a.txt": "x"}, "not-a-word-document"),
        ({"[Content_Types].xml": "<Types/>"}, "not-a-word-document"),
        ({"[Content_Types].xml": "<Types", "word/document.xml": "<a/>"}, "damaged-file"),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a"}, "damaged-file"),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}, "not-a-word-document"),
        (
            {
                "[Content_Types].xml": "<Types/>",
                "word/document.xml": '<document xmlns="http://purl.oclc.org/ooxml/'
                'wordprocessingml/main"/>',
            },
            "word-strict",
        ),
        ({"[Content_Types].xml": "<!DOCTYPE x []><Types/>"}, "xml-doctype"),
        ({"../../x": "1"}, "zip-path"),
        ({"/etc/x": "1"}, "zip-path"),
        ({"[Content_Types].xml": "<Types/>", "word/vbaProject.bin": "1"}, "word-macros"),
        (
            {
                "[Content_Types].xml": '<Types><Override PartName="/word/document.xml" ContentType='
                '"application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
                "word/document.xml": "<a/>",
            },
            "word-macros",
        ),
    ],
)
def test_archive_that_is_no_word_document_is_refused(folder, pack, members, code):
    folder.appendix("plan.docx", pack(members))
    fault = folder.fault()
    assert (fault.code, fault.place) == (code, Place("inputs/march-2024/plan.docx"))


def test_word_document_with_a_password_is_refused(folder):
    folder.appendix("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    fault = folder.fault()
    assert fault.found == "The file is in Word’s old format, or it is protected by a password"


def test_encrypted_member_is_refused(folder, docx):
    marked = bytearray(docx)
    marked[docx.rindex(b"PK\x01\x02") + 8] |= 1
    folder.appendix("plan.docx", bytes(marked))
    assert folder.fault().code == "encrypted-file"


def test_text_named_docx_is_refused(folder):
    folder.appendix("plan.docx", b"Dear all")
    assert folder.fault().found == "The file’s name ends in .docx, but it is a text file"


@pytest.mark.parametrize(
    ("data", "what", "hint"),
    [
        (
            b"%PDF-1.7",
            "a PDF",
            "rename the file so that it ends in .pdf, and write the new name in paper.yaml",
        ),
        (b"", "empty (0 bytes)", "copy the file here again from where it came from"),
        (b"{\\rtf1", "a Rich Text file (.rtf)", "open it in Word and save it as .docx"),
        (b"<html>", "a web page (HTML)", "open it in Word and save it as .docx"),
        (
            zipped("a.txt"),
            "a zip archive of other files",
            "take the document out of the archive, and supply that",
        ),
        (
            zipped("xl/workbook.xml"),
            "an Excel workbook",
            "open it in Word and save it as .docx",
        ),
        (
            b"PK\3\4",
            "damaged or cut short",
            "copy the file again; if that does not help, open it in Word and save it as .docx",
        ),
    ],
)
def test_a_file_with_the_wrong_ending_is_called_what_it_is(data, what, hint):
    assert really(data, "Word", ".docx") == (what, hint)


# PDF


@pytest.mark.parametrize("user", ["secret", ""])
def test_encrypted_pdf_is_refused(folder, user):
    folder.appendix("plan.pdf", pdf(encryption=pikepdf.Encryption(owner="boss", user=user)))
    assert folder.fault() == Problem(
        "encrypted-pdf",
        Place("inputs/march-2024/plan.pdf"),
        "The PDF is protected by a password, for opening or for changing it",
        "",
        "ask its author for a copy without a password, or remove it in a PDF editor (“Security”) "
        "if you are allowed to",
    )


def test_pdf_without_pages_is_refused(folder):
    folder.appendix("plan.pdf", pdf(0))
    assert folder.fault() == Problem(
        "pdf-without-pages",
        Place("inputs/march-2024/plan.pdf"),
        "The PDF has no pages",
        "",
        "save the document as PDF again in the program that made it, and put that in its place",
    )


@pytest.mark.parametrize("layers", [1, 2])
def test_pdf_that_unpacks_beyond_reason_is_refused(folder, layers):
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(1_000_000)) for _ in range(401)) + packer.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    stream = io.BytesIO()
    with pikepdf.new() as document:
        page, content = document.add_blank_page(), pikepdf.Stream(document, data)
        content.Filter = pikepdf.Array([pikepdf.Name.FlateDecode] * layers)
        page.obj.Contents = document.make_indirect(content)
        document.save(stream)
    folder.appendix("a.pdf", stream.getvalue())
    assert folder.fault().code == "pdf-bomb"


@pytest.mark.parametrize(
    ("data", "code"), [(b"Dear all", "bad-pdf"), (b"%PDF-1.7\nnothing", "damaged-pdf")]
)
def test_file_that_is_no_pdf_is_refused(folder, data, code):
    folder.appendix("plan.pdf", data)
    assert folder.fault().code == code


def test_damaged_pdf_that_can_be_repaired_is_taken_with_a_warning(folder):
    data = pdf()
    folder.appendix("plan.pdf", data[: data.rindex(b"startxref")])
    assert [(p.code, p.level) for p in folder.read().problems] == [("repaired-pdf", Level.WARNING)]


# Structured


def test_structured_appendix_is_its_template_and_its_fields(folder):
    folder.appendix(
        "plan.yaml",
        "template: progress-report\ntitle: Plan\nchapters:\n  - name: A\n    note: |\n      One.\n"
        "    empty:\n",
    )
    file = "inputs/march-2024/plan.yaml"
    (appendix,) = folder.read().paper.appendices
    assert appendix.content == FromTemplate(
        "progress-report",
        {"title": "Plan", "chapters": [{"name": "A", "note": "One.\n", "empty": None}]},
        Place(file, 1, 11),
    )
    title = appendix.content.fields["title"]
    note = appendix.content.fields["chapters"][0]["note"]
    assert isinstance(title, PlacedText)
    assert (title.place, note.place) == (Place(file, 2, 8), Place(file, 6, 7))


def test_placed_text_keeps_its_place_when_pickled():
    text = PlacedText("one", Place("f.yaml", 1, 2))
    copy = pickle.loads(pickle.dumps(text))
    assert (copy, copy.place, type(copy)) == (text, text.place, PlacedText)


@pytest.mark.parametrize(
    ("text", "code", "line", "hint"),
    [
        (
            "title: Plan\n",
            "missing-template",
            1,
            "write such a line at the top of this file: the name is that of a Word file in "
            "templates/word, without “.docx”",
        ),
        (
            "template:\n",
            "missing-template",
            1,
            "write such a line at the top of this file: the name is that of a Word file in "
            "templates/word, without “.docx”",
        ),
        (
            "template: [a]\n",
            "bad-template-name",
            1,
            "write one name behind “template:”, on the same line",
        ),
        ("template: ../evil\n", "bad-template-name", 1, "write “evil” if you mean that"),
        ("template: Score Card\n", "bad-template-name", 1, "write “score-card” if you mean that"),
        (
            "template: a\nareas for improvement: b\n",
            "bad-field-name",
            2,
            "write “areas_for_improvement” if you mean that",
        ),
        (
            "template: a\nx: &b 1\n",
            "yaml-anchor",
            2,
            'if it is text, put double quotes (") before and behind all of it',
        ),
        ("template: a\n__class__: b\n", "bad-field-name", 2, "write “class” if you mean that"),
    ],
)
def test_structured_appendix_with_a_fault_has_its_line(folder, text, code, line, hint):
    folder.appendix("plan.yaml", text)
    fault = folder.fault()
    assert (fault.code, fault.place.line, fault.hint) == (code, line, hint)


# Pictures


@pytest.mark.parametrize(("name", "data"), [("a.png", png()), ("a.jpg", JPEG), ("a.JPEG", JPEG)])
def test_picture_has_its_alternative_text(folder, name, data):
    folder.appendix(name, data, "    alt: A chart\n")
    assert body(folder) == Picture(data, "A chart", Place(f"inputs/march-2024/{name}"))


def test_picture_without_alternative_text_is_refused(folder):
    folder.appendix("a.png", png())
    assert folder.fault() == Problem(
        "no-alternative-text",
        Place(YAML, 12, 11),
        "The picture has no alternative text",
        "“alt: …”, the words for a reader who cannot see it",
        'write what the picture shows and what follows from it, such as “alt: "Bar chart: …"”',
    )


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.png", JPEG, "bad-picture"),
        ("a.jpg", png(), "bad-picture"),
        ("a.png", png()[:-20], "bad-picture"),
        ("a.jpg", JPEG[:-2], "bad-picture"),
        ("a.png", b"GIF89a", "bad-picture"),
        ("a.png", png(0, 1), "picture-size"),
        ("a.png", png(30_000, 1), "picture-size"),
    ],
)
def test_picture_of_another_kind_or_cut_short_is_refused(folder, name, data, code):
    folder.appendix(name, data, "    alt: A chart\n")
    assert folder.fault().code == code


def test_alternative_text_of_what_is_no_picture_is_a_warning(folder):
    folder.appendix("a.md", "text", "    alt: A chart\n")
    (problem,) = folder.read().problems
    assert (problem.code, problem.level) == ("unused-alternative-text", Level.WARNING)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("The river front", "The river front"),
        ("{1: The river front, 12: A map}", {1: "The river front", 12: "A map"}),
    ],
)
def test_alternative_text_of_a_pdf_is_for_its_picture_pages(folder, typed, meant):
    folder.appendix("a.pdf", pdf(), f"    alt: {typed}\n")
    read = folder.read()
    assert read.paper.appendices[0].content == PdfFile(pdf(), meant)
    assert read.problems == ()


@pytest.mark.parametrize("typed", ["{}", "{one: A map}", "{0: A map}", "{1: }", "{1: {2: A map}}"])
def test_alternative_text_for_no_page_is_refused(folder, typed):
    folder.appendix("a.pdf", pdf(), f"    alt: {typed}\n")
    fault = folder.fault()
    assert (fault.code, fault.place.line) == ("bad-alternative-text", 13)


def test_page_numbers_for_a_picture_are_refused(folder):
    folder.appendix("a.png", png(), "    alt: {1: A chart}\n")
    assert folder.fault().code == "bad-alternative-text"


# Tables


@pytest.mark.parametrize(
    ("said", "column", "named"),
    [("", "Roads", True), ("no", "Roads", False), ("", "12", False), ("yes", "12", True)],
)
def test_row_headers_are_those_of_a_first_column_of_names_or_as_it_is_said(
    folder, said, column, named
):
    more = f"    row_headers: {said}\n" if said else ""
    folder.appendix("a.csv", f"Service,2023,2024,2025\n{column},1,2,3\n", more)
    assert folder.read().paper.appendices[0].content.fields["body"].row_headers is named


def test_row_headers_of_what_is_no_table_are_a_warning(folder):
    folder.appendix("a.md", "text", "    row_headers: yes\n")
    (problem,) = folder.read().problems
    assert (problem.code, problem.level) == ("unused-row-headers", Level.WARNING)


def test_row_headers_are_yes_or_no(folder):
    folder.appendix("a.csv", "A,B\nRoads,1\n", "    row_headers: first\n")
    assert folder.fault().code == "bad-choice"


def test_csv_stays_as_typed(folder):
    folder.appendix("a.csv", 'Name,Cost,Share\r\nNA,"1,200.50",1.10\r\n"a ""b""\nc",-,007\r\n\r\n')
    assert body(folder) == Table(
        ("Name", "Cost", "Share"),
        (("NA", "1,200.50", "1.10"), ('a "b"\nc', "-", "007")),
        (False, True, True),
        Place("inputs/march-2024/a.csv", 1, None, "column 1"),
        lines=(1, 2, 3),
        letters=("A", "B", "C"),
    )


def test_csv_leaves_out_rows_and_columns_without_text(folder):
    folder.appendix("a.csv", ",A,,B\n,,,\n,1,,x\n")
    table = body(folder)
    assert (table.header, table.rows, table.numeric) == (("A", "B"), (("1", "x"),), (True, False))


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("A,B\n1\n", "uneven-row", (2, None)),
        ('A,B\n"1\n2",3\n4,5,6\n', "uneven-row", (4, None)),
        ("A,\n1,2\n", "blank-header", (1, "column 2")),
        ("A,B,A\n1,2,3\n", "duplicate-header", (1, "column 3")),
        ('A,B\n"1,2\n', "bad-csv", (2, None)),
        ("A;B\n1;2\n", "bad-csv", (1, None)),
        ("A;B\n1,5;2\n3;4\n", "bad-csv", (1, None)),
        ("In £000, net\nA,B,C\n1,2,3\n4,5,6\n", "uneven-row", (1, None)),
        ("A;B\n1,5\n", "uneven-row", (2, None)),
        ("A\tB\n1\t2\n", "bad-csv", (1, None)),
        ("A,B\n", "table-without-rows", (None, None)),
        ("\n\n", "empty-file", (None, None)),
        (",,\n", "empty-file", (None, None)),
    ],
)
def test_csv_with_a_fault_has_its_line(folder, text, code, place):
    folder.appendix("a.csv", text)
    fault = folder.fault()
    assert (fault.code, (fault.place.line, fault.place.where)) == (code, place)


def test_csv_with_a_title_that_has_no_commas_is_its_table(folder):
    folder.appendix("a.csv", "All in £000\nA,B,C\nx,1,2\ny,3,4\nSource: ledger\n")
    table = body(folder)
    assert (table.header, table.rows) == (("A", "B", "C"), (("x", "1", "2"), ("y", "3", "4")))
    assert [(p.code, p.place.line) for p in folder.read().problems] == [
        ("title-above-table", 1),
        ("note-below-table", 5),
    ]


def test_words_of_a_csv_know_the_cell_that_they_are_in_also_when_copied(folder):
    folder.appendix("a.csv", "Team,Cost\nParks,1\n\nRoads,2\n")
    table = pickle.loads(pickle.dumps(body(folder)))
    file = "inputs/march-2024/a.csv"
    words = [cell for row in (table.header, *table.rows) for cell in row]
    assert [(cell, getattr(cell, "place", None)) for cell in words] == [
        ("Team", Place(file, 1, None, "column 1")),
        ("Cost", Place(file, 1, None, "column 2")),
        ("Parks", Place(file, 2, None, "column 1")),
        ("1", None),
        ("Roads", Place(file, 4, None, "column 1")),
        ("2", None),
    ]


@pytest.mark.parametrize("columns", [501, 200_000])
def test_csv_of_more_columns_than_a_page_holds_is_refused_soon(folder, columns):
    names = ",".join(f"n{index}" for index in range(columns))
    folder.appendix("a.csv", f"{names}\n{names}\n".encode())
    assert folder.fault().code == "too-many-columns"


def test_csv_in_latin_1_is_refused(folder):
    folder.appendix("a.csv", "A\n\xa35\n".encode("latin-1"))
    assert str(folder.fault().place) == "inputs/march-2024/a.csv:2:1"


@pytest.mark.parametrize(
    ("cells", "numeric"),
    [
        (["1", "2.5", "-3"], True),
        (["£1,200", "$5", "−2", "(3)"], True),
        (["5%", "12.5 %", ".5"], True),
        (["£5m", "£1.2bn", "10p"], True),
        (["–", ""], False),
        (["1", "n/a"], False),
        (["12,00"], False),
        (["2024-03-14"], False),
        (["1."], False),
        (["£"], False),
    ],
)
def test_column_is_numeric_when_all_its_cells_are(folder, cells, numeric):
    lines = "".join(f'x,"{cell}"\n' for cell in cells)
    folder.appendix("a.csv", f"Name,Value\n{lines}")
    assert body(folder).numeric[1] is numeric


def test_xlsx_reads_as_it_shows(folder):
    def fill(book):
        sheet = book.active
        sheet.title = "Costs"
        sheet.append(["Name", "Cost", "Share", "Day"])
        sheet.append(["Roads & <b>", 1234.5, 0.125, date(2024, 3, 14)])
        sheet["B2"].number_format = "£#,##0.00"
        sheet["C2"].number_format = "0.0%"
        sheet["D2"].number_format = "d mmmm yyyy"

    folder.appendix("a.xlsx", workbook(fill))
    assert folder.read().problems == ()
    assert body(folder) == Table(
        ("Name", "Cost", "Share", "Day"),
        (("Roads & <b>", "£1,234.50", "12.5%", "14 March 2024"),),
        (False, True, True, False),
        Place("inputs/march-2024/a.xlsx", None, None, "sheet “Costs”, cell A1"),
        row_headers=True,
        lines=(1, 2),
        letters=("A", "B", "C", "D"),
    )


def test_hidden_parts_of_a_workbook_do_not_print_and_are_told_of(folder):
    def fill(book):
        first = book.active
        first.title = "Draft"
        first.append(["secret"])
        first.sheet_state = "hidden"
        sheet = book.create_sheet("Costs")
        for row in (["A", "secret", "B"], [1, 2, 3], ["secret", 5, 6]):
            sheet.append(row)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True
        book.create_sheet("Notes").append(["x"])
        book.active = 1

    folder.appendix("a.xlsx", workbook(fill))
    file = "inputs/march-2024/a.xlsx"
    table = body(folder)
    assert (table.header, table.rows) == (("A", "B"), (("1", "3"),))
    assert [(p.code, p.level, p.place.where, p.found) for p in folder.read().problems] == [
        (
            "hidden-sheet",
            Level.WARNING,
            None,
            "Sheet 1 of the workbook is hidden and does not print",
        ),
        (
            "further-sheet",
            Level.WARNING,
            None,
            "The workbook’s sheet “Notes” does not print",
        ),
        (
            "hidden-rows",
            Level.WARNING,
            "sheet “Costs”",
            "Hidden rows do not print: 3",
        ),
        (
            "hidden-columns",
            Level.WARNING,
            "sheet “Costs”",
            "Hidden columns do not print: B",
        ),
    ]
    assert {p.place.file for p in folder.read().problems} == {file}


def cell_fault(value):
    def fill(book):
        book.active.append(["A", "B"])
        book.active.append([1, value])

    return workbook(fill)


@pytest.mark.parametrize(
    ("value", "code"),
    [("=1+1", "no-result"), ("#REF!", "spreadsheet-error"), ("a_x0007_", "control-character")],
)
def test_cell_with_a_fault_is_named(folder, value, code):
    folder.appendix("a.xlsx", cell_fault(value))
    fault = folder.fault()
    where = "sheet “Sheet”, cell B2"
    assert (fault.code, fault.place) == (code, Place("inputs/march-2024/a.xlsx", where=where))


def test_formula_whose_result_is_an_empty_text_is_an_empty_cell(folder):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(cell_fault('=""'))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert (
                    b'<c r="B2"><f>""</f><v></v></c>' in data
                    or b'<c r="B2"><f>""</f><v/></c>' in data
                )
                data = data.replace(b'<c r="B2">', b'<c r="B2" t="str">')
            new.writestr(name, data)
    folder.appendix("a.xlsx", stream.getvalue())
    assert body(folder).rows == (("1",),) or body(folder).rows == (("1", ""),)


def test_header_of_a_sheet_names_its_cell(folder):
    def fill(book):
        book.active.append([])
        book.active.append([None, "A", "A"])
        book.active.append([None, 1, 2])

    folder.appendix("a.xlsx", workbook(fill))
    assert folder.fault().place.where == "sheet “Sheet”, cell C2"


def test_sheet_that_is_mostly_empty_space_is_refused(folder):
    def fill(book):
        book.active.append(["A"])
        book.active["XFD1048576"] = "x"

    folder.appendix("a.xlsx", workbook(fill))
    assert folder.fault().code == "table-too-large"


def test_zip_that_is_no_workbook_is_refused(folder, docx):
    folder.appendix("a.xlsx", docx)
    assert folder.fault().code == "damaged-file"


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (1e21, "General", "1000000000000000000000"),
        (-5, "General", "-5"),
        (2.5, "0", "3"),
        (1.005, "0.00", "1.01"),
        (-0.4, "0", "0"),
        (1234567, "#,##0", "1,234,567"),
        (1234567, "#,##0.0,", "1,234.6"),
        (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
        (-1234.5, '"£"#,##0.00', "-£1,234.50"),
        (-3, "#,##0;[Red]-#,##0", "-3"),
        (5, "[$£-809]#,##0.00", "£5.00"),
        (5, '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-', "£5.00"),
        (0, '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-', "£-"),
        (0.5, "0%", "50%"),
        (7, "000", "007"),
        (5, '0 "years"', "5 years"),
        (5, ";;;", ""),
        (0.5, "# ?/?", None),
        (5, "0.00E+00", None),
        (5, "[>4]0;0.0", "5"),
        (3, "[>4]0;0.0", "3.0"),
        (True, "General", "TRUE"),
        ("=x", "@", "=x"),
        (date(2024, 3, 4), "mm-dd-yy", "04/03/2024"),
        (date(2024, 3, 4), "dd/mm/yyyy", "04/03/2024"),
        (date(2024, 3, 4), "[$-809]dddd, d mmmm yyyy;@", "Monday, 4 March 2024"),
        (date(2024, 3, 4), "mmm-yy", "Mar-24"),
        (date(2024, 3, 4), "General", None),
    ],
)
def test_number_shows_as_in_the_spreadsheet(value, number_format, shown):
    assert cell_text(value, number_format) == shown


def outturn(book):
    sheet = book.active
    sheet.title = "Revenue"
    rows = [["Outturn 2026/27"], [], ["Service", "Budget", "Variance"], ["Roads", 100, -1200]]
    for row in [*rows, ["Parks", 50, 300], [], ["Source: ledger"]]:
        sheet.append(row)
    sheet["C4"].number_format = sheet["C5"].number_format = "#,##0;[Red]#,##0"
    capital = book.create_sheet("Capital")
    for row in [["Scheme", "Budget"], ["Depot", 70], [], ["Grant", "Amount"], ["Roads", 9]]:
        capital.append(row)


def test_a_workbook_has_its_signs_and_not_its_titles(folder):
    folder.appendix("a.xlsx", workbook(outturn), "    sheet: Revenue\n")
    table = body(folder)
    assert (table.header, table.rows) == (
        ("Service", "Budget", "Variance"),
        (("Roads", "100", "-1,200"), ("Parks", "50", "300")),
    )
    assert [(p.code, p.level) for p in folder.read().problems] == [
        ("title-above-table", Level.WARNING),
        ("note-below-table", Level.WARNING),
    ]


@pytest.mark.parametrize(
    ("part", "rows"),
    [
        ("    range: Revenue!A3:B5\n", (("Roads", "100"), ("Parks", "50"))),
        ("    sheet: Capital\n    range: A4:B5\n", (("Roads", "9"),)),
    ],
)
def test_a_part_of_a_workbook_is_an_appendix(folder, part, rows):
    folder.appendix("a.xlsx", workbook(outturn), part)
    assert body(folder).rows == rows
    assert folder.read().problems == ()


@pytest.mark.parametrize(
    ("part", "code", "hint"),
    [
        ("    sheet: Capitol\n", "no-such-sheet", "write “Capital” if you mean that"),
        ("    sheet: Capital\n", "two-tables", "“range: A1:B2” or “range: A4:B5”"),
        ("    header_row: three\n", "bad-row-number", None),
        ("    range: Spend\n", "no-such-range", None),
    ],
)
def test_a_part_that_is_not_there_or_not_one_table_is_refused(folder, part, code, hint):
    folder.appendix("a.xlsx", workbook(outturn), part)
    (fault,) = [each for each in folder.faults() if each.level is Level.ERROR]
    assert fault.code == code
    assert hint is None or hint in (fault.hint or "")


def test_the_hint_of_a_further_sheet_names_the_key(folder):
    folder.appendix("a.xlsx", workbook(outturn))
    (problem,) = [p for p in folder.read().problems if p.code == "further-sheet"]
    assert "“sheet: Capital”" in (problem.hint or "")


def test_headings_over_several_columns_name_each(folder):
    def fill(book):
        for row in [["Service", "Budget", None], [None, "Q1", "Q2"], ["Roads", 1, 2]]:
            book.active.append(row)
        book.active.merge_cells("A1:A2")
        book.active.merge_cells("B1:C1")

    folder.appendix("a.xlsx", workbook(fill))
    assert body(folder).header == ("Service", "Budget – Q1", "Budget – Q2")
    assert folder.read().problems == ()


@pytest.mark.parametrize(
    ("number_format", "code"),
    [("0;0", "sign-lost"), ("-0;-0", None), ('0.0,"m"', "scale-differs")],
)
def test_a_number_format_that_changes_a_number_is_refused(folder, number_format, code):
    def fill(book):
        book.active.append(["Service", "Variance"])
        book.active.append(["Roads", -1200])
        book.active["B2"].number_format = number_format

    folder.appendix("a.xlsx", workbook(fill))
    if code is None:
        assert body(folder).rows == (("Roads", "-1200"),)
        return
    fault = folder.fault()
    assert (fault.code, fault.place.where) == (code, "sheet “Sheet”, cell B2")


def test_two_tables_in_a_csv_appendix_are_refused(folder):
    folder.appendix("a.csv", "Title,,\n\nService,A,B\nRoads,1,2\n\nIncome,A,B\nFees,3,4\n")
    assert [p.code for p in folder.faults()] == ["title-above-table", "two-tables"]


def test_what_paper_yaml_says_of_a_pdf_is_kept_with_it():
    supplied = Supplied(
        pdf(), Place("a.pdf"), None, Place(YAML), annotations="print", signature="print"
    )
    assert read_appendix("a.pdf", supplied).content == PdfFile(
        supplied.data, annotations="print", signature="print"
    )


def test_what_only_a_pdf_has_is_warned_of_elsewhere():
    supplied = Supplied(
        b"words", Place("a.md"), None, Place(YAML), annotations="print", signature="print"
    )
    assert [(p.code, p.level) for p in read_appendix("a.md", supplied).problems] == [
        ("unused-pdf-key", Level.WARNING)
    ] * 2

"""What every engine of the registry keeps to."""

import io
import re
import zipfile

import pikepdf
import pytest
from pdfminer.high_level import extract_text

from panel_papers.pdf.engines import WordDocument


def words(pdf: bytes) -> list[str]:
    return extract_text(io.BytesIO(pdf)).split()


def test_several_documents_come_back_in_their_order(engine, word):
    documents = [word(f"{n}.docx", f"This is the {n} document") for n in ("first", "second", "3rd")]

    pdfs = engine.convert(documents)

    assert [words(pdf) for pdf in pdfs] == [
        ["Purpose", "of", "report", "This", "is", "the", n, "document"]
        for n in ("first", "second", "3rd")
    ]


def test_no_documents_give_no_pdfs(engine):
    assert engine.convert([]) == []


def test_welsh_and_pound_signs_are_printed(engine, word):
    (pdf,) = engine.convert([word("a.docx", "Cost £5 – y gŵr a’r tŷ, “café”")])

    assert words(pdf)[3:] == ["Cost", "£5", "–", "y", "gŵr", "a’r", "tŷ,", "“café”"]


def test_same_document_gives_same_bytes_in_any_company(engine, word):
    one, two = word("one.docx", "Same words"), word("two.docx", "Other words")

    first, _ = engine.convert([one, two])
    # The second is made more than a second later, since the first call took that long, or is
    # compared over processes in test_dxpdf.py.
    _, second = engine.convert([two, WordDocument("another name.docx", one.data)])

    assert first == second


def test_pdf_says_nothing_of_the_moment_it_was_made(engine, word):
    (data,) = engine.convert([word("a.docx", "Words")])

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())
        if "/Metadata" in pdf.Root:
            assert b"Date>" not in pdf.Root.Metadata.read_bytes()


def test_version_names_the_program_and_its_number(engine):
    assert re.fullmatch(r"(dxpdf|rdocx|LibreOffice) \d+(\.\d+)+", engine.version())


def not_word() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("readme.txt", "no Word here")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "The file is empty"),
        (b"plain text", "The file is not a Word document, or is only part of one"),
        (b"%PDF-1.7\n", "The file is not a Word document, or is only part of one"),
        (not_word(), "The file is a zip archive, but not a Word document"),
    ],
)
def test_what_is_no_word_file_is_refused(engine, problems, data, found):
    document = WordDocument("appendices/odd.docx", data)

    assert problems(lambda: engine.convert([document])) == [
        ("engine-document-unreadable", "appendices/odd.docx", found)
    ]


def test_a_damaged_part_is_told(engine, word, problems):
    data = bytearray(word("a.docx", "Words").data)
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        part = archive.getinfo("word/document.xml")
    # Past the 30 bytes of its header, its name and some of its compressed text.
    data[part.header_offset + 30 + len(part.filename) + 100] ^= 0xFF

    ((code, place, found),) = problems(
        lambda: engine.convert([WordDocument("a.docx", bytes(data))])
    )

    assert (code, place) == ("engine-document-unreadable", "a.docx")
    assert found.startswith("The file is damaged or encrypted: ")


def test_every_bad_document_is_named_and_no_good_one(engine, word, problems):
    good = word("good.docx", "Words")
    cut = WordDocument("cut.docx", good.data[: len(good.data) // 2])
    # Its parts are there; its text is no XML.
    source, data = zipfile.ZipFile(io.BytesIO(good.data)), io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in source.namelist():
            whole = source.read(name)
            archive.writestr(name, whole[:700] if name == "word/document.xml" else whole)
    broken = WordDocument("broken.docx", data.getvalue())

    told = problems(lambda: engine.convert([cut, good, broken]))

    assert [(code, place) for code, place, _ in told] == [
        ("engine-document-unreadable", "cut.docx"),
        ("engine-document-unreadable", "broken.docx"),
    ]
    assert told[1][2].startswith(
        f"The engine {engine.version()} could not turn this document into PDF: "
    )

"""Small files that would take all time or memory, refused before a library opens them."""

import base64
import io
import zipfile
import zlib

import openpyxl
import pikepdf
import pytest

from panel_papers.core.settings import Settings
from panel_papers.inputs.appendices import pdf_packing
from panel_papers.run.unchanged import key_of_run


@pytest.mark.parametrize(
    "packings",
    [
        ["ASCIIHexDecode", "FlateDecode", "FlateDecode"],
        ["ASCII85Decode", "FlateDecode", "FlateDecode"],
        ["AHx", "Fl", "Fl"],
        ["FlateDecode", "RunLengthDecode"],
        ["FlateDecode", "FlateDecode", "FlateDecode"],
    ],
)
def test_pdf_that_unpacks_beyond_reason_in_another_packing_is_refused(
    folder, packings, monkeypatch
):
    monkeypatch.setattr(pdf_packing, "MOST_BYTES", 4_000_000)
    data = bytes(4_100_000)
    for packing in reversed(packings):
        data = PACKED[packing](data)
    folder.appendix("a.pdf", drawn((data, packings)))
    assert folder.fault().code == "pdf-bomb"


PACKED = {
    "FlateDecode": lambda data: zlib.compress(data, 9),
    "Fl": lambda data: zlib.compress(data, 9),
    "ASCIIHexDecode": lambda data: data.hex().encode() + b">",
    "AHx": lambda data: data.hex().encode() + b">",
    "ASCII85Decode": lambda data: base64.a85encode(data) + b"~>",
    "RunLengthDecode": lambda data: b"\x81\x00" * (len(data) // 128 + 1) + b"\x80",
}


def drawn(contents, forms=()):
    """A PDF of one page; of each form, the content and which forms it can draw by which name."""
    stream = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page().obj
        data, packings = contents
        page.Contents = pikepdf.Stream(document, data)
        if packings:
            page.Contents.Filter = pikepdf.Array([pikepdf.Name(f"/{each}") for each in packings])
        made = [
            document.make_indirect(
                pikepdf.Stream(
                    document,
                    content,
                    Type=pikepdf.Name.XObject,
                    Subtype=pikepdf.Name.Form,
                    BBox=[0, 0, 9, 9],
                )
            )
            for content, _ in forms
        ]
        for form, (_, named) in zip(made, forms, strict=True):
            inside = {f"/{name}": made[number] for name, number in named.items()}
            form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(inside))
        if made:
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/X": made[0]}))
        document.save(stream)
    return stream.getvalue()


PAGE = (b"/X Do", [])


@pytest.mark.parametrize(
    "forms",
    [
        [(b"/X Do /X Do", {"X": 0})],
        [(b"/Y Do", {"Y": 1}), (b"/Z Do", {"Z": 2}), (b"q /X Do Q", {"X": 0})],
        [*((b"/N Do " * 10, {"N": n}) for n in range(1, 10)), (b"0 0 9 9 re f", {})],
    ],
    ids=["itself", "in a circle", "ten times each"],
)
def test_pdf_whose_drawing_has_no_end_is_refused(folder, forms):
    folder.appendix("a.pdf", drawn(PAGE, forms))
    assert folder.fault().code == "pdf-bomb"
    assert "drawing" in folder.fault().found


@pytest.mark.parametrize(
    "forms",
    [
        [(b"0 0 9 9 re f", {"X": 0})],  # its own name is at hand, and not used
        [*((b"/N Do " * 3, {"N": n}) for n in range(1, 5)), (b"0 0 9 9 re f", {})],
        [(b"/Y Do /Z Do", {"Y": 1, "Z": 2}), (b"/Z Do", {"Z": 2}), (b"0 0 9 9 re f", {})],
    ],
)
def test_drawings_in_drawings_are_fine(folder, forms):
    folder.appendix("a.pdf", drawn(PAGE, forms))
    assert folder.read().problems == ()


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("numbering", '<w:start w:val="2000000000"/>'),
        ("numbering", "<w:startOverride w:val='32768'/>"),
        ("document", '<w:gridSpan w:val="99999999999999999999"/>'),
        ("document", '<w:cols w:space="708" w:num="500000"/>'),
        ("document", '<w:fldChar w:fldCharType="begin"/>' * 51),
    ],
)
def test_word_document_with_endless_numbers_is_refused(folder, docx, pack, part, data):
    with zipfile.ZipFile(io.BytesIO(docx)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    members[f"word/{part}.xml"] = f'<w:{part} xmlns:w="{namespace}">{data}</w:{part}>'.encode()
    folder.appendix("a.docx", pack(members))
    assert folder.fault().code == "endless-number"


@pytest.mark.parametrize("kind", ["mergeCell", "hyperlink"])
def test_workbook_with_a_range_beyond_any_table_is_refused_unopened(folder, kind):
    for cells in ("A1:XFD1048576", "$A$1:$xfd$1048576", "A:XFD", "1:1048576"):
        folder.appendix("a.xlsx", with_range(kind, cells))
        assert folder.fault().code == "range-too-large"
    folder.appendix("a.xlsx", with_range(kind, "A1:C3"))
    assert "range-too-large" not in [each.code for each in folder.faults()]


def with_range(kind, cells):
    book = openpyxl.Workbook()
    book.active.append(["Area", "Sum"])
    made = io.BytesIO()
    book.save(made)
    range_ = f'<{kind}s><{kind} ref="{cells}"/></{kind}s>'
    changed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"</sheetData>", b"</sheetData>" + range_.encode())
            new.writestr(name, data)
    return changed.getvalue()


@pytest.mark.parametrize("letter", ["a", "0", "[", "\u4e00", "ab/"])
def test_word_without_end_is_refused_at_its_place(folder, letter):
    folder.write("context.md", f"One.\n\nTwo {letter * 10_001} three.\n")
    fault = folder.fault()
    assert (fault.code, fault.place.line, fault.place.column) == ("endless-word", 3, 5)


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "1," * 20_000, "\u4e00\u3002" * 20_000, "|--" * 9_000]
)
def test_long_words_rows_and_languages_without_spaces_are_read(folder, text):
    folder.write("context.md", f"{text}\n")
    assert folder.read().problems == ()


@pytest.fixture
def deep(folder):
    """A folder in 1,200 others; whoever clears up calls itself as often."""
    made = [folder.path]
    for _ in range(1_200):
        made.append(made[-1] / "d")
        made[-1].mkdir()
    yield folder
    for each in reversed(made[1:]):
        each.rmdir()


def test_folders_in_each_other_without_end_are_one_unused_thing(deep):
    [problem] = deep.read().problems
    assert problem.code == "unused-file"
    assert 40 < str(problem.place).count("/d") < 60


def test_paper_with_folders_without_end_is_never_called_unchanged(deep):
    settings = Settings(inputs=deep.path.parent, cache=deep.path.parent / "cache")
    assert key_of_run(deep.path.name, settings) is None

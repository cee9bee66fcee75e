"""What goes into an engine, however wild."""

import io
import zipfile

from hypothesis import example, given, strategies as st

from panel_papers.core.problems import Problem
from panel_papers.pdf.engines import WordDocument
from panel_papers.pdf.engines.files import pdf_fault, readied


def small_word() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:p><w:fldSimple w:instr="DATE"><w:r/></w:fldSimple>'
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText>'
            '<w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/></w:r>'
            "</w:p></w:document>",
        )
    return data.getvalue()


WORD = small_word()


@example([(WORD.rindex(b"PK\x01\x02") + 6, 200)], 0)  # asks for a zip reader of version 20.0
@example([(WORD.rindex(b"PK\x05\x06") + 18, 200)], 0)  # its directory lies before its start
@given(
    st.lists(st.tuples(st.integers(0, len(WORD) - 1), st.integers(0, 255)), min_size=1, max_size=6),
    st.integers(0, len(WORD)),
)
def test_any_damage_gives_a_word_file_or_a_fault(changes, end):
    data = bytearray(WORD)
    for at, value in changes:
        data[at] = value

    for wild in (bytes(data), bytes(data[:end])):
        assert isinstance(readied(WordDocument("a.docx", wild)), bytes | Problem)


@given(st.binary(max_size=200))
def test_what_is_no_pdf_is_told(data):
    assert pdf_fault(data) is not None
    assert pdf_fault(b"%PDF-1.7\n" + data) is not None

"""A document's bytes depend on its content alone, and Word finds in it what its schema asks for."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from docx import Document

from panel_papers.word.package import repair, to_bytes

BUILD = """
import hashlib, sys
from pathlib import Path
from panel_papers.inputs import read_paper
from panel_papers.word import Templates, write_documents
paper = read_paper(Path("inputs/march-2024")).paper
made = write_documents(paper, Templates(Path("templates/word")), draft=True)
parts = [made.report, *made.appendices.values()]
digest = hashlib.sha256(b"".join(p.docx + p.for_pack for p in parts)).hexdigest()
sys.stdout.write(digest)
"""


def test_two_processes_make_the_same_bytes():
    made = [
        subprocess.run(
            [sys.executable, "-c", BUILD],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "src"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(made[0]) == 64
    assert made[0] == made[1]


def test_the_package_says_nothing_of_when_and_where_it_was_made():
    with zipfile.ZipFile(io.BytesIO(to_bytes(Document()))) as package:
        entries = package.infolist()
    assert [e.filename for e in entries[:2]] == ["[Content_Types].xml", "_rels/.rels"]
    assert [e.filename for e in entries[2:]] == sorted(e.filename for e in entries[2:])
    assert {(e.date_time, e.create_system) for e in entries} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_repair_mends_what_word_would_call_unreadable(build):
    document = Document()
    control = (
        "<w:sdt><w:sdtPr><w:id w:val='5'/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    )
    build.add(
        document,
        "<w:tbl><w:tr/></w:tbl><w:tbl><w:tr><w:tc/></w:tr></w:tbl>"
        + build.table([build.table(["inner"])])
        + control * 2
        + "<w:p><w:bookmarkStart w:id='1' w:name='a'/><w:bookmarkEnd w:id='2'/></w:p>"
        + '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="9" name="a"/></wp:inline>'
        "</w:drawing></w:r></w:p>" * 2,
    )
    repair(document)
    body = document.element.body
    tables = body.findall(build.W + "tbl")
    assert [[c[-1].tag for c in t.iter(build.W + "tc")] for t in tables] == [
        [build.W + "p"],
        [build.W + "p"] * 2,
    ]
    assert len(list(body.iter(build.W + "id"))) == 1
    assert not body.xpath("//w:bookmarkStart | //w:bookmarkEnd")
    assert body.xpath("//wp:docPr/@id") == ["1", "2"]


def test_core_properties_keep_their_prefix_beside_docxcompose():
    code = (
        "from docx.oxml.ns import nsmap\n"
        "right, nsmap['cp'] = nsmap['cp'], 'what docxcompose sets'\n"
        "import panel_papers.word.filling.fill\n"
        "assert nsmap['cp'] == right, nsmap['cp']\n"
    )
    source = Path(__file__).parents[2] / "src"
    environment = os.environ | {"PYTHONPATH": str(source)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)

"""The LibreOffice engine: misbehaviour, clean ends, and what its PDFs are mended of."""

import io
import os
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path

import pikepdf
import pytest

from panel_papers.pdf.engines import WordDocument
from panel_papers.pdf.engines.libreoffice import LibreOffice, find_soffice
from panel_papers.pdf.engines.libreoffice_pdf import PRINT, steady
from panel_papers.pdf.engines.office import _network_off

SOURCE = Path(__file__).parents[3] / "src"
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups")


def one_page() -> bytes:
    data = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(data, static_id=True)
    return data.getvalue()


PAGE = one_page()
# What a forgiving reader takes for a whole one: only its last lines are missing.
HALF = PAGE[: PAGE.rindex(b"startxref")]
CHILD = (
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "Path({note!r}).write_text(str(child.pid))\n"
)


@pytest.mark.parametrize(
    ("behaviour", "found"),
    [
        ("pass", "it wrote no PDF; it ended with 0"),
        (
            "print('source file could not be loaded', file=sys.stderr); sys.exit(1)",
            "it wrote no PDF; it ended with 1; its last words: source file could not be loaded",
        ),
        (
            f"(out / 'd0001.pdf').write_bytes({HALF!r}); sys.exit(77)",
            "the PDF that it wrote is damaged or incomplete; it ended with 77",
        ),
        (
            "(out / 'd0001.pdf').write_bytes(b'not a PDF')",
            "what it wrote is not a PDF; it ended with 0",
        ),
        (
            "print(inputs[0]); print('x' * 2000 + ' the end')",
            "it wrote no PDF; it ended with 0; its last words: " + "x" * 592 + " the end",
        ),
        ("time.sleep(60)", "it wrote no PDF; its time ran out"),
    ],
)
def test_a_soffice_that_fails_is_named_with_what_it_said(  # noqa: PLR0917 - fixtures
    word, program, problems, temporary, behaviour, found
):
    engine = LibreOffice(program(behaviour), seconds=2 if "sleep" in behaviour else 60)

    assert problems(lambda: engine.convert([word("supplied.docx", "Words")])) == [
        (
            "engine-document-unreadable",
            "supplied.docx",
            f"The engine LibreOffice 9.9.9.9 could not turn this document into PDF: {found}",
        )
    ]
    assert list(temporary.glob("*/work-*")) == []


def test_fault_does_not_show_the_folder_of_this_machine(word, program, problems):
    engine = LibreOffice(program("print('cannot read', inputs[0], file=sys.stderr)"))

    ((_, _, found),) = problems(lambda: engine.convert([word("a.docx", "Words")]))

    assert found.endswith("its last words: cannot read …/d0001.docx")


def test_a_soffice_that_cannot_be_started_is_named(word, tmp_path, problems):
    nothing = tmp_path / "soffice"
    nothing.write_bytes(b"\x00\x01 no program")
    nothing.chmod(0o755)

    ((code, place, found),) = problems(LibreOffice(nothing).version)

    assert (code, place) == ("engine-broken", "LibreOffice")
    assert found.startswith("LibreOffice cannot be started: ")


def test_a_document_that_brings_the_office_down_is_the_only_one_named(word, program, problems):
    engine = LibreOffice(
        program(
            "for file in inputs:\n"
            "    if b'deadly' in file.read_bytes(): sys.exit(81)\n"
            f"    (out / (file.stem + '.pdf')).write_bytes({PAGE!r})\n"
        )
    )
    stored = []
    for name, comment in (("first.docx", b""), ("second.docx", b"deadly"), ("third.docx", b"")):
        data = io.BytesIO(word(name, "Words").data)
        with zipfile.ZipFile(data, "a") as archive:
            archive.comment = comment
        stored.append(WordDocument(name, data.getvalue()))

    assert [place for _, place, _ in problems(lambda: engine.convert(stored))] == ["second.docx"]
    assert len(engine.convert([stored[0], stored[2]])) == 2


def test_documents_and_copies_reach_soffice_under_safe_names_in_one_start(word, program, tmp_path):
    note = tmp_path / "starts.txt"
    engine = LibreOffice(
        program(
            f"with open({str(note)!r}, 'a') as note: print(*(f.name for f in inputs), file=note)\n"
            f"for f in inputs: (out / (f.stem + '.pdf')).write_bytes({PAGE!r})\n"
        )
    )

    engine.convert([word("../../--help ŵ.docx", "Words"), word("CON.docx", "Words")])

    assert note.read_text(encoding="utf-8") == "d0001.docx d0002.docx d0003.docx d0004.docx\n"


def test_soffice_sees_nothing_of_the_environment_but_what_it_needs(
    word, program, tmp_path, monkeypatch
):
    monkeypatch.setenv("https_proxy", "http://proxy.example.org")
    monkeypatch.setenv("SECRET_TOKEN", "secret")
    note = tmp_path / "environment.txt"
    engine = LibreOffice(
        program(
            f"Path({str(note)!r}).write_text(' '.join(os.environ))\n"
            f"for f in inputs: (out / (f.stem + '.pdf')).write_bytes({PAGE!r})\n"
        )
    )

    engine.convert([word("a.docx", "Words")])

    seen = {name.upper() for name in note.read_text(encoding="utf-8").split()}
    assert {"PATH", "LC_ALL", "TZ"} <= seen
    assert not {"HTTPS_PROXY", "SECRET_TOKEN", "PYTHONPATH"} & seen


@pytest.mark.skipif(not _network_off(), reason="this system cannot cut it off")
def test_soffice_has_no_network_where_the_system_allows_it(word, program, tmp_path):
    note = tmp_path / "network.txt"
    engine = LibreOffice(
        program(
            "import socket\n"
            f"Path({str(note)!r}).write_text(' '.join(n for _, n in socket.if_nameindex()))\n"
            f"for f in inputs: (out / (f.stem + '.pdf')).write_bytes({PAGE!r})\n"
        )
    )

    engine.convert([word("a.docx", "Words")])

    assert note.read_text(encoding="utf-8") == "lo"


@posix
@pytest.mark.parametrize("end", ["time.sleep(60)", "sys.exit(1)"])
def test_no_process_remains_of_a_soffice_that_hangs_or_fails(  # noqa: PLR0917 - fixtures
    word, program, problems, tmp_path, alive, end
):
    note = tmp_path / "child.txt"
    engine = LibreOffice(program(CHILD.format(note=str(note)) + end), seconds=5)

    problems(lambda: engine.convert([word("a.docx", "Words")]))

    assert not lives_on(alive, int(note.read_text(encoding="utf-8")))


@posix
def test_an_interrupt_ends_soffice_and_everything_it_started(word, program, tmp_path, alive):
    note = tmp_path / "child.txt"
    soffice = program(CHILD.format(note=str(note)) + "time.sleep(60)")
    (tmp_path / "a.docx").write_bytes(word("a.docx", "Words").data)
    text = """
        import sys, tempfile
        from pathlib import Path
        tempfile.tempdir = sys.argv[1]
        from panel_papers.pdf.engines import WordDocument
        from panel_papers.pdf.engines.libreoffice import LibreOffice
        data = Path(sys.argv[1], "a.docx").read_bytes()
        LibreOffice(Path(sys.argv[2])).convert([WordDocument("a.docx", data)])
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(text), str(tmp_path), str(soffice)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stderr=subprocess.PIPE,
    ) as process:
        wait_for(lambda: note.is_file() and note.read_text(encoding="utf-8"))
        child = int(note.read_text(encoding="utf-8"))
        assert alive(child)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)

    assert b"KeyboardInterrupt" in said
    assert not lives_on(alive, child)
    assert list(tmp_path.glob("panel-papers-*/work-*")) == []


def lives_on(alive, pid: int) -> bool:
    """Whether the process is still there after the moment that the system takes to end it."""
    for _ in range(50):
        if not alive(pid):
            return False
        time.sleep(0.05)
    return True


def wait_for(condition) -> None:
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("waited ten seconds in vain")


def pdf_as_libreoffice_writes_it(moment: str) -> bytes:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Tabs = pikepdf.String("S")
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0] * 4)
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0] * 4)
        page.obj.Annots = pdf.make_indirect(pikepdf.Array([link, note]))
        pdf.docinfo["/Title"] = "Report"
        pdf.docinfo["/CreationDate"] = moment
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp["pdfuaid:part"] = "1"
            xmp["xmp:CreateDate"] = f"2024-03-14T00:00:0{moment[-1]}Z"
        pdf.trailer["/DocChecksum"] = pikepdf.Name(f"/{moment[-1]}")
        data = io.BytesIO()
        pdf.save(data)
        return data.getvalue()


def test_known_faults_are_mended_and_all_else_is_kept():
    with pikepdf.open(io.BytesIO(steady(pdf_as_libreoffice_writes_it("D:1")))) as pdf:
        page = pdf.pages[0].obj
        assert page.Tabs == pikepdf.Name.S
        assert [annotation.get("/F") for annotation in page.Annots] == [4, None]
        assert dict(pdf.docinfo.items()) == {"/Title": "Report"}
        with pdf.open_metadata() as xmp:
            assert xmp.get("pdfuaid:part") == "1"


def test_two_moments_give_the_same_pdf():
    one, two = pdf_as_libreoffice_writes_it("D:1"), pdf_as_libreoffice_writes_it("D:2")

    assert one != two
    assert steady(one) == steady(two)


@pytest.fixture
def linked_word() -> WordDocument:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    document.core_properties.title = "Report"
    document.add_heading("Purpose of report", 1)
    paragraph = document.add_paragraph("See ")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), document.part.relate_to("https://example.org/", kind, is_external=True))
    run = paragraph.add_run("the plan", document.styles.add_style("Hyperlink", 2))
    link.append(run._r)
    paragraph._p.append(link)
    data = io.BytesIO()
    document.save(data)
    return WordDocument("linked.docx", data.getvalue())


def office() -> LibreOffice:
    program = find_soffice()
    assert program
    return LibreOffice(program)


@pytest.mark.libreoffice
def test_pdf_is_tagged_and_claims_pdf_ua(linked_word):
    (data,) = office().convert([linked_word])

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.MarkInfo.Marked is True
        assert "/StructTreeRoot" in pdf.Root
        assert "/Outlines" in pdf.Root
        page = pdf.pages[0].obj
        assert page.Tabs == pikepdf.Name.S
        assert [(a.Subtype, int(a.F) & PRINT) for a in page.Annots] == [("/Link", PRINT)]
        with pdf.open_metadata() as xmp:
            assert xmp.get("pdfuaid:part") == "1"


@pytest.mark.libreoffice
@pytest.mark.parametrize(("linked", "pictures"), [(False, 1), (True, 0)])
def test_a_file_of_this_machine_that_a_document_links_to_is_not_shown(tmp_path, linked, pictures):
    import docx
    from PIL import Image

    Image.new("RGB", (40, 40), "red").save(tmp_path / "private.png")
    document = docx.Document()
    document.add_picture(str(tmp_path / "private.png"))
    if linked:
        part = document.part
        (blip,) = part.element.xpath("//a:blip")
        space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
        target = part.relate_to(
            (tmp_path / "private.png").as_uri(), f"{space[1:-1]}/image", is_external=True
        )
        part.drop_rel(blip.attrib.pop(f"{space}embed"))
        blip.set(f"{space}link", target)
    data = io.BytesIO()
    document.save(data)

    (pdf,) = office().convert([WordDocument("a.docx", data.getvalue())])

    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert sum(len(page.get_images()) for page in read.pages) == pictures


@pytest.mark.slow
@pytest.mark.libreoffice
def test_a_real_soffice_that_runs_out_of_time_leaves_no_process(word, problems, temporary):
    program = find_soffice()
    assert program
    engine = LibreOffice(program, seconds=0.6)

    ((_, _, found),) = problems(lambda: engine.convert([word("a.docx", "Words")]))

    assert "its time ran out" in found
    if Path("/proc/self").exists():
        lines = [
            path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if readable(path)
        ]
        assert any(b"python" in line for line in lines)
        assert [line for line in lines if bytes(temporary) in line] == []


def readable(path: Path) -> bool:
    try:
        path.read_bytes()
    except OSError:
        return False
    return True

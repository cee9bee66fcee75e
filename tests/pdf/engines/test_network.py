"""LibreOffice fetches nothing and shows no file of the computer's, whatever a document asks for.

The documents come straight to the engine here; in a build, cleaning has refused them before.
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import pikepdf
import pypdf
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from panel_papers.pdf.engines import WordDocument, office
from panel_papers.pdf.engines.libreoffice import LibreOffice, find_soffice

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="its firewall asks about listeners"),
]
SECRET = "Xanthippe"
OLE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
SPACES = (
    nsdecls("w", "r", "wp", "a", "pic")
    + ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


@pytest.fixture
def heard() -> Iterator[tuple[str, list[str]]]:
    """A listener's address, and what was asked of it."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def hear(self) -> None:
            asked.append(f"{self.command} {self.path}")
            with suppress(OSError):
                self.send_error(404)

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = hear  # noqa: N815 - as http.server has them

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def hostile(base: str) -> bytes:
    """A document that asks for something below `base` in every way that we know."""
    document = docx.Document()
    document.add_paragraph("Open words.")
    part = document.part

    def add(xml: str, kind: str, target: str) -> None:
        rel = part.relate_to(f"{base}/{target}", kind, is_external=True)
        paragraph = document.add_paragraph()
        paragraph._p.append(parse_xml(xml.replace("<w:r>", f"<w:r {SPACES}>").replace("ID", rel)))

    size = '<wp:extent cx="990000" cy="990000"/>'
    shape = (
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="990000" cy="990000"/></a:xfrm>'
        '<a:prstGeom prst="rect"/></pic:spPr>'
    )
    add(
        f'<w:r><w:drawing><wp:inline>{size}<wp:docPr id="1" name="p"/><a:graphic><a:graphicData'
        ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:link="ID"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>{shape}'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
        RT.IMAGE,
        "linked.png",
    )
    add(
        '<w:r><w:pict><v:shape style="width:90pt;height:90pt"><v:imagedata r:href="ID"/>'
        "</v:shape></w:pict></w:r>",
        RT.IMAGE,
        "vml.png",
    )
    add(
        '<w:r><w:object><v:shape style="width:90pt;height:90pt"/><o:OLEObject Type="Link"'
        ' ProgID="Word.Document.12" r:id="ID" UpdateMode="Always"/></w:object></w:r>',
        OLE + "oleObject",
        "object.docx",
    )
    for instruction in (
        f'INCLUDEPICTURE "{base}/field.png" \\d',
        f'INCLUDETEXT "{base}/words.txt"',
        f'LINK Word.Document.12 "{base}/link.docx" "" \\a',
        f'DDEAUTO soffice "{base}/dde.odt" x',
    ):
        xml = f"<w:fldSimple {SPACES}><w:r><w:t>field</w:t></w:r></w:fldSimple>"
        field = parse_xml(xml)
        field.set(docx.oxml.ns.qn("w:instr"), instruction)
        document.add_paragraph()._p.append(field)
    settings = part.part_related_by(RT.SETTINGS)
    rel = settings.relate_to(f"{base}/remote.dotx", OLE + "attachedTemplate", is_external=True)
    document.settings.element.insert(0, parse_xml(f'<w:attachedTemplate {SPACES} r:id="{rel}"/>'))
    rel = part.relate_to(f"{base}/sub.docx", OLE + "subDocument", is_external=True)
    document.element.body.insert(1, parse_xml(f'<w:p {SPACES}><w:subDoc r:id="{rel}"/></w:p>'))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def printed(data: bytes) -> tuple[int, str]:
    """How many pictures the PDF of a document has, and its words."""
    program = find_soffice()
    assert program
    (pdf,) = LibreOffice(program).convert([WordDocument("hostile.docx", data)])
    with pikepdf.open(io.BytesIO(pdf)) as read:
        pictures = sum(len(page.get_images()) for page in read.pages)
    words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "Open words." in words
    return pictures, words


@pytest.fixture
def open_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice as it comes: with a network, and without what our profile forbids."""
    kept = tuple(item for item in office.PROFILE if item[0] == office.EXPORT)
    monkeypatch.setattr(office, "PROFILE", kept)
    monkeypatch.setattr(office, "_network_off", tuple)


@pytest.fixture
def secrets(tmp_path: Path) -> str:
    """The address of a folder with a picture and texts that no document may show."""
    Image.new("RGB", (20, 20), "red").save(tmp_path / "linked.png")
    for name in ("vml.png", "field.png"):
        (tmp_path / name).write_bytes((tmp_path / "linked.png").read_bytes())
    (tmp_path / "words.txt").write_text(SECRET, encoding="utf-8")
    secret = docx.Document()
    secret.add_paragraph(SECRET)
    for name in ("object.docx", "link.docx", "sub.docx", "remote.dotx"):
        secret.save(tmp_path / name)
    return tmp_path.as_uri()


def test_without_protection_the_listener_hears_and_the_file_shows(
    open_profile, heard, secrets, temporary
):
    address, asked = heard
    printed(hostile(address))
    assert asked
    pictures, _ = printed(hostile(secrets))
    assert pictures


@pytest.mark.parametrize("network", [False, True])
def test_nothing_is_fetched_from_the_web_or_the_disk(
    heard, secrets, temporary, monkeypatch, network
):
    if network:  # our profile alone must do, where a system does not let us take the network away
        monkeypatch.setattr(office, "_network_off", tuple)
    address, asked = heard
    assert printed(hostile(address))[0] == 0
    assert asked == []
    pictures, words = printed(hostile(secrets))
    assert pictures == 0
    assert SECRET not in words

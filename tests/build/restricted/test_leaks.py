"""The search finds a leak wherever one can stand, says where, and does not say what."""

from __future__ import annotations

import base64
import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, String

from panel_papers.build.check import check_paper
from panel_papers.checks.outputs.leaks import LeakSearch
from panel_papers.checks.outputs.tokens import words_of
from panel_papers.core.problems import GateError, Problem
from panel_papers.output.built_paper import Build
from panel_papers.output.manifest_content import with_manifest
from panel_papers.output.summary import summary_text

from .conftest import Office, bid

Built = tuple[Office, Build]
Change = Callable[[bytes], bytes]

REPORT, PACK, MANIFEST = "contracts-report.docx", "contracts-pack.pdf", "manifest.json"
PAGE = "contracts.html"
SENTENCE = "They offered to build it for £713,482 within the year 2031."


# --- a leak put into each place ------------------------------------------------------------------


def in_part(part: str, old: str, new: str) -> Change:
    """Change the text of one part of a Word file, which must hold `old`."""

    def change(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        assert old.encode() in parts[part], part
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
        return packed(parts)

    return change


def with_part(part: str, content: str | bytes) -> Change:
    def change(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        parts[part] = content.encode() if isinstance(content, str) else content
        return packed(parts)

    return change


def packed(parts: dict[str, bytes], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
        target.comment = comment
    return out.getvalue()


def commented(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return packed({n: source.read(n) for n in source.namelist()}, b"for Quillfeather")


def in_pdf(edit: Callable[[pikepdf.Pdf], object]) -> Change:
    def change(data: bytes) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            edit(pdf)
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()

    return change


def page_text(pdf: pikepdf.Pdf, operators: bytes) -> None:
    page = pdf.pages[1]
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources.Font["/LeakF"] = pdf.make_indirect(font)
    page.contents_add(b"BT /LeakF 9 Tf 72 300 Td " + operators + b" ET")


def bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].children.append(pikepdf.OutlineItem("Wychling’s costs", 0))


def xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = "Advice on Coldharbour"


def annotation(pdf: pikepdf.Pdf, **more: object) -> None:
    page = pdf.pages[0].obj
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], **more)
    page.Annots = Array([*page.get(Name.Annots, Array()), pdf.make_indirect(note)])


def tag(pdf: pikepdf.Pdf, key: str, text: str) -> None:
    element = next(o for o in pdf.objects if isinstance(o, Dictionary) and o.get(Name.S) == Name.P)
    element[key] = String(text)


def destination(pdf: pikepdf.Pdf) -> None:
    where = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("Saffronbourne"), where])))


def attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.docx"] = bid()


def in_page(old: str, new: str) -> Change:
    """Change the source of the web page, which must hold `old`."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


def data_to_save(text: str) -> str:
    packed_text = base64.b64encode(f"\ufeff{text}".encode()).decode()
    return f'<p><a href="data:text/csv;charset=utf-8;base64,{packed_text}">Save</a></p></article>'


def orphan(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PieceInfo = pdf.make_stream(b"Saved by Wolstonbury at Brackenridge")


def in_json(edit: Callable[[dict], object]) -> Change:
    def change(data: bytes) -> bytes:
        content = json.loads(data)
        edit(content)
        return json.dumps(content, ensure_ascii=True).encode()

    return change


RUN = "<w:r><w:t>{}</w:t></w:r></w:p>"
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Elderwick</w:t></w:r></w:p>"
NOTE = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:comment w:id="0" w:author="{}"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:comment></w:comments>'
)
DOCUMENT = "word/document.xml"

LEAKS: dict[str, tuple[str, Change, str]] = {
    "text of the report": (REPORT, in_part(DOCUMENT, "</w:p>", RUN.format(SENTENCE)), DOCUMENT),
    "text in split runs": (
        REPORT,
        in_part(
            DOCUMENT,
            "</w:p>",
            "<w:r><w:tab/><w:t>By Quill</w:t></w:r><w:r><w:t>feather</w:t></w:r></w:p>",
        ),
        DOCUMENT,
    ),
    "four words that are common": (
        REPORT,
        in_part(DOCUMENT, "</w:p>", RUN.format("he will not be told")),
        DOCUMENT,
    ),
    "one common word": (REPORT, in_part(DOCUMENT, "</w:p>", RUN.format("leaves")), DOCUMENT),
    "one word of three letters": (REPORT, in_part(DOCUMENT, "</w:p>", RUN.format("sum")), DOCUMENT),
    "text of the web page": (PAGE, in_page("</article>", "<p>leaves</p></article>"), "its text"),
    "words of the web page that marks part": (
        PAGE,
        in_page("</article>", "<p>By <em>Quill</em>feather</p></article>"),
        "its text",
    ),
    "alternative text of the web page": (
        PAGE,
        in_page("</article>", '<img alt="Nightjar at dusk"></article>'),
        "its text",
    ),
    "table to save from the web page": (
        PAGE,
        in_page("</article>", data_to_save("Bidder,Price\nOxlade,1")),
        "its text",
    ),
    "source of the web page": (
        PAGE,
        in_page("<body>", '<body data-by="Peregrine Wolstonbury">'),
        "its source",
    ),
    "footer of the web page": (
        PAGE,
        in_page("<p>This page", "<p>Ask Brackenridge. This page"),
        "its text",
    ),
    "hidden text": (REPORT, in_part(DOCUMENT, "</w:p>", HIDDEN), DOCUMENT),
    "deleted text": (
        REPORT,
        in_part(
            DOCUMENT,
            "</w:p>",
            "<w:del><w:r><w:delText>Thistledown</w:delText></w:r></w:del></w:p>",
        ),
        DOCUMENT,
    ),
    "comment": (
        REPORT,
        with_part("word/comments.xml", NOTE.format("x", "Ask Brackenridge")),
        "word/comments.xml",
    ),
    "author of a comment": (
        REPORT,
        with_part("word/comments.xml", NOTE.format("Marmaduke", "x")),
        "word/comments.xml",
    ),
    "property of the document": (
        REPORT,
        in_part("docProps/core.xml", "Chief Officer<", "Peregrine Wolstonbury<"),
        "docProps/core.xml",
    ),
    "bookmark in Word": (
        REPORT,
        in_part(
            DOCUMENT,
            "</w:p>",
            '<w:bookmarkStart w:id="9" w:name="Saffronbourne"/><w:bookmarkEnd w:id="9"/></w:p>',
        ),
        DOCUMENT,
    ),
    "address of a link in Word": (
        REPORT,
        in_part(
            "word/_rels/document.xml.rels", "https://example.org/plan", "https://zq-hidden.example"
        ),
        "document.xml.rels",
    ),
    "name of a part": (REPORT, with_part("word/media/kestrelgate.bin", b"\0"), "kestrelgate"),
    "comment of the archive": (REPORT, commented, "comment"),
    "file within": (REPORT, with_part("word/embeddings/x.docx", bid()), "embeddings/x.docx"),
    "data of an unknown kind": (
        REPORT,
        with_part("word/x.bin", "Wolstonbury".encode("utf-16-le")),
        "word/x.bin",
    ),
    "text of a page": (
        PACK,
        in_pdf(lambda p: page_text(p, b"(offered to build it for) Tj")),
        "page 2",
    ),
    "invisible text of a page": (
        PACK,
        in_pdf(lambda p: page_text(p, b"3 Tr (Quillfeather) Tj")),
        "page 2",
    ),
    "text of a page in pieces": (
        PACK,
        in_pdf(lambda p: page_text(p, b"[(Brack) -20 (enridge)] TJ")),
        "page 2",
    ),
    "bookmark": (PACK, in_pdf(bookmark), "a title or bookmark"),
    "author of the PDF": (
        PACK,
        in_pdf(lambda p: p.docinfo.__setitem__("/Author", "Peregrine Wolstonbury")),
        "its author",
    ),
    "XMP": (PACK, in_pdf(xmp), "XMP"),
    "attachment": (PACK, in_pdf(attachment), "attachment"),
    "address of a link": (
        PACK,
        in_pdf(
            lambda p: annotation(
                p, A=Dictionary(S=Name.URI, URI=String("https://zq-hidden.example/case"))
            )
        ),
        "a link",
    ),
    "description of a link": (
        PACK,
        in_pdf(lambda p: annotation(p, Contents=String("Write to w.oxlade@zq-secret.example"))),
        "an annotation",
    ),
    "alternative text": (
        PACK,
        in_pdf(lambda p: tag(p, "/Alt", "Nightjar at dusk")),
        "an alternative text",
    ),
    "actual text": (PACK, in_pdf(lambda p: tag(p, "/ActualText", "Oxlade")), "an actual text"),
    "title of a tag": (PACK, in_pdf(lambda p: tag(p, "/T", "Hortensia")), "title"),
    "expansion": (PACK, in_pdf(lambda p: tag(p, "/E", "Zebraquorum")), "an expansion"),
    "named destination": (PACK, in_pdf(destination), "named destination"),
    "label of a page": (
        PACK,
        in_pdf(
            lambda p: p.Root.__setitem__(
                "/PageLabels", Dictionary(Nums=Array([0, Dictionary(P=String("Fallowmere "))]))
            )
        ),
        "/P",
    ),
    "data that no reader shows": (PACK, in_pdf(orphan), "stream"),
    "bytes behind the end": (PACK, lambda data: data + b"\n% Tamarisk and Quillfeather\n", "file"),
    "value in the manifest": (
        MANIFEST,
        in_json(lambda m: m["problems"].append({"found": "“appendices/kestrelgate-bid.docx”"})),
        "problems",
    ),
    "key in the manifest": (
        MANIFEST,
        in_json(lambda m: m.__setitem__("mirewood", 1)),
        "its top",
    ),
    "number in the manifest": (
        MANIFEST,
        in_json(lambda m: m.__setitem__("notice", "£713,482.00")),
        "notice",
    ),
}


@pytest.fixture(scope="module")
def search(built: Built) -> tuple[LeakSearch, dict[str, bytes]]:
    return LeakSearch(built[1]), with_manifest(built[1])


Search = tuple[LeakSearch, dict[str, bytes]]


def found(search: Search, files: dict[str, bytes]) -> tuple[Problem, ...]:
    """Return what the search finds in changed files; the others are in the test after this."""
    with pytest.raises(GateError) as caught:
        search[0].through(files)
    assert caught.value.exit_code == 6
    return caught.value.problems


def test_clean_files_pass(search: Search):
    search[0].through(search[1])


@pytest.mark.parametrize("place", LEAKS)
def test_leak_is_found_in_its_place(search: Search, place: str):
    name, change, where = LEAKS[place]
    problems = found(search, {name: change(search[1][name])})
    assert {(p.code, p.place.file) for p in problems} == {("leak", name)}
    assert any(where in (p.place.where or "") for p in problems), [p.place.where for p in problems]


def test_leak_in_a_files_name_is_found(search: Search):
    problems = found(search, {"contracts-kestrelgate.docx": search[1][REPORT]})
    assert {(p.place.file, p.place.where) for p in problems} == {
        ("contracts-kestrelgate.docx", "its name")
    }


def test_copy_of_a_restricted_picture_is_found(built: Built, search: Search):
    picture = (built[0].paper / "appendices" / "thistledown.png").read_bytes()
    problems = found(search, {REPORT: with_part("word/media/x.png", picture)(search[1][REPORT])})
    assert {p.place.where for p in problems} >= {"its part word/media/x.png"}


def test_fault_names_the_appendix_and_hints_at_the_words_only(search: Search):
    name, change, _ = LEAKS["author of the PDF"]
    problems = found(search, {name: change(search[1][name])})
    assert {p.found for p in problems if p.place.where == "its author"} == {
        "This public file holds what only restricted appendix 2 may hold: "
        "2 of its words begin “p… w…”"
    }
    for problem in problems:
        told = words_of(f"{problem.place} {problem.found} {problem.wanted} {problem.hint}")
        assert not {"peregrine", "wolstonbury"} & set(told)


ACCEPTED = """\
accepted:
  - {code: shared-with-restricted, about: NAME, reason: The notice says so., date: 2024-03-01}
  - {code: shared-with-restricted, about: SUM, reason: The notice says so., date: 2024-03-01}
"""


def test_what_the_public_inputs_repeat_is_published_only_when_accepted(office: Office):
    """The build stops before anything is written; accepted, nobody says that nothing was found."""
    (office.paper / "context.md").write_text(
        "Quillfeather and Sons offered to build it for £713,482.\n", encoding="utf-8"
    )
    for more in ({}, {"draft": True}):
        with pytest.raises(GateError) as caught:
            office.make(**more)
        assert caught.value.exit_code == 6
        assert not office.outputs.exists()
    found = [p for p in caught.value.problems if p.code == "shared-with-restricted"]
    assert [(p.place.file.rpartition("/")[2], p.place.line) for p in found] == [
        ("context.md", 1)
    ] * 2
    checked = check_paper("contracts", office.settings())
    assert [p for p in checked if p.code == "shared-with-restricted"] == found
    name, amount = (str(each.fingerprint) for each in found)
    text = ACCEPTED.replace("NAME", name).replace("SUM", amount)
    paper = office.paper / "paper.yaml"
    paper.write_text(paper.read_text(encoding="utf-8") + text, encoding="utf-8")
    build = office.make()
    public = json.loads((office.outputs / MANIFEST).read_bytes())
    assert (public["proof"]["found"], public["proof"]["accepted"]) == (2, 2)
    assert name not in json.dumps(public)
    assert public["accepted"] == []
    kept = json.loads((office.outputs / "restricted" / MANIFEST).read_bytes())
    quoted = [each["problem"]["found"].partition("“")[2] for each in kept["accepted"]]
    assert [each.partition("”")[0] for each in quoted] == ["Quillfeather and Sons", "£713,482"]
    summary = " ".join(summary_text(build, office.outputs).split())
    assert "The public inputs share 2 things with the restricted part, accepted" in summary
    assert "Nothing restricted was found" not in summary


def test_words_that_this_program_writes_are_no_leak(office: Office):
    """Case 14, and case 15: of the proof, of sizes of files, and a note's mark within a passage."""
    words = "".join(f"The {a}{b}{c} is {c}{b}{a}. " for a in "bdk" for b in "aeo" for c in "lmn")
    pad = " ".join(f"wq{a}{b}x" for a in "abcdefghijklmnopqrst" for b in "abcdefghijklmnopqrst")
    (office.paper / "appendices" / "plumbago.md").write_text(
        f"A bin costs £1,000, 11 bins cost £11,000. We collect dry recycling. {words}\n\n{pad}\n",
        encoding="utf-8",
    )
    (office.paper / "context.md").write_text(
        "We collect dry[^1] *recycl*ing.\n\n[^1]: Since 2019.\n", encoding="utf-8"
    )
    build = office.make()
    public = json.loads((office.outputs / MANIFEST).read_bytes())
    assert public["proof"]["at_least"] == 1000
    assert public["proof"]["found"] == 0
    assert "Nothing restricted was found: the 6 public files were searched" in " ".join(
        summary_text(build, office.outputs).split()
    )


def test_restricted_appendix_with_the_papers_own_heading_is_no_leak(office: Office):
    (office.paper / "appendices" / "plumbago.md").write_text(
        "# Report on Contracts\n\nExample Panel 14 March 2024 Report on Contracts\n\n"
        "For: Decision. Write a sentence: compare this with the original. Page 2\n\n"
        "Recommendations That the panel award the contract. Publish by 6 March 2024.\n\n"
        "See [the plan](https://example.org/plan). Three firms sent in bids.\n",
        encoding="utf-8",
    )
    office.make()
    assert (office.outputs / PACK).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for soffice is a script")
def test_paper_whose_search_finds_a_leak_is_not_published(office: Office, tmp_path: Path):
    """The engine leaks: it writes a word of the restricted appendix into each PDF, unseen."""
    program = tmp_path / "soffice"
    program.write_text(LEAKY.format(python=sys.executable, path=sys.path), encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(GateError) as caught:
        office.make(engine="libreoffice", soffice=program)
    assert {p.code for p in caught.value.problems} == {"leak"}
    assert {p.place.file for p in caught.value.problems} == {PACK}
    assert not office.outputs.exists()


LEAKY = """\
#!{python}
import io, sys
from pathlib import Path
sys.path[:] = {path}
if "--version" in sys.argv:
    print("LibreOffice 7.4.7.2")
    sys.exit()
import pikepdf
from panel_papers.pdf.engines.dxpdf import Dxpdf
from panel_papers.pdf.engines.protocol import WordDocument
out = Path(sys.argv[sys.argv.index("--outdir") + 1])
out.mkdir(exist_ok=True)
for name in sys.argv:
    if name.endswith(".docx"):
        (made,) = Dxpdf().convert([WordDocument(name, Path(name).read_bytes())])
        with pikepdf.open(io.BytesIO(made)) as pdf:
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name.Helvetica,
            )
            page = pdf.pages[0]
            page.obj.Resources.Font["/Leak"] = pdf.make_indirect(font)
            page.contents_add(b"BT /Leak 9 Tf 3 Tr 72 300 Td (Quillfeather) Tj ET")
            pdf.save(out / (Path(name).stem + ".pdf"))
"""


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_restricted_file_that_cannot_be_searched_stops_the_build(built: Built, ending: str):
    build = built[1]
    assert build.restricted is not None
    spoiled = tuple(
        replace(each, data=each.data[:200]) if each.path.endswith(ending) else each
        for each in build.restricted.sources
    )
    with pytest.raises(GateError) as caught:
        LeakSearch(replace(build, restricted=replace(build.restricted, sources=spoiled)))
    assert [p.code for p in caught.value.problems] == ["leak-search"]


def test_public_file_that_cannot_be_searched_stops_the_build(search: Search):
    problems = found(search, {PACK: search[1][PACK][:500]})
    assert [p.code for p in problems] == ["leak-search"]


def test_words_are_compared_without_case_ligatures_and_soft_hyphens():
    assert words_of("The ﬁrm’s Off\u00ader, £1,200!") == ("the", "firm", "s", "offer", "1", "200")


def test_words_of_the_web_pages_own_style_and_links_are_no_leak(office: Office):
    """A restricted appendix may hold them: they are the program's, on the page of every paper."""
    ordinary = "The border of the grid skips the main width, and the anchor is downloaded.\n"
    path = office.paper / "appendices" / "plumbago.md"
    path.write_text(path.read_text(encoding="utf-8") + f"\n{ordinary}", encoding="utf-8")
    office.make()
    assert (office.outputs / PAGE).exists()


@pytest.mark.slow
def test_earlier_pack_of_the_same_report_is_no_leak(office: Office):
    """All that both packs hold: page heads and feet, links, sentences broken over pages."""
    long = " ".join(f"Firm {n} sent in bid {n * 7} for lot {n * 3}," for n in range(150))
    (office.paper / "context.md").write_text(f"{long} and that was all.\n", encoding="utf-8")
    office.make()
    earlier = (office.outputs / PACK).read_bytes()
    office.edit("for: Decision", "for: Noting")
    (office.paper / "appendices" / "opinion-mirewood.pdf").write_bytes(earlier)
    for _ in range(2):  # the copy, then what is left in it
        entries = accept_what_is_shared(office)
    assert entries
    office.make()
    assert (office.outputs / PACK).exists()


def accept_what_is_shared(office: Office) -> str:
    """Write an entry of paper.yaml for each finding, and return all."""
    shared = [p for p in check_paper("contracts", office.settings()) if p.fingerprint]
    entry = "  - {{code: {}, about: {}, reason: It was published., date: 2024-03-01}}\n"
    entries = "".join(entry.format(p.code, p.fingerprint) for p in shared)
    paper = office.paper / "paper.yaml"
    text = paper.read_text(encoding="utf-8")
    text += "" if "accepted:" in text else "accepted:\n"
    paper.write_text(text + entries, encoding="utf-8")
    return text + entries

"""What is fuzzed: good inputs, broken at random, and the code that takes them in.

Each target takes a random generator, and ends with a value or with PanelPapersError; anything else
is a fault of ours. `benchmarks/fuzz.py` runs the same for hours.
"""

from __future__ import annotations

import html
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import docx
import pikepdf
from lxml import etree
from msgspec.structs import replace

from panel_papers.content.figures import put_in, reckon
from panel_papers.core.body import Body
from panel_papers.core.model import Appendix, FromTemplate, Paper, PdfFile, WordFile
from panel_papers.core.problems import PanelPapersError, Place
from panel_papers.core.values import Picture, Table
from panel_papers.inputs import read_paper, write_imported
from panel_papers.inputs.appendices import Supplied, read_appendix
from panel_papers.inputs.cleaning.pdf import clean_pdf
from panel_papers.inputs.cleaning.pictures import clean_picture
from panel_papers.inputs.cleaning.word import clean_docx
from panel_papers.inputs.importing.report import import_report
from panel_papers.pdf.engines import WordDocument
from panel_papers.pdf.engines.dxpdf import Dxpdf
from panel_papers.pdf.joining import JoinError, Options, Part, Stamp, join
from panel_papers.pdf.preparation import prepared
from panel_papers.pdf.tagging import Refused, tag
from panel_papers.word.documents import Templates, write_documents

ROOT = Path(__file__).parents[2]
PAPER = ROOT / "inputs" / "march-2024"
TEMPLATES = ROOT / "templates" / "word"

YAML_BITS = (
    *(": ", "- ", "\n", "  ", "\t", "[", "]", "{", "}", "&a ", "*a", "!!binary ", "|\n", ">-\n"),
    *("'", '"', "\\", "#", "---\n", "...\n", "%", "@", "? ", "<<: ", "~", "\u2028", "\x00", "=("),
    *("2024-02-31", "99999999999999999999", "-1", ".nan", "1e400", "../../x", "{{ x }}", "\ufeff"),
)
MARKDOWN_BITS = (
    *(
        "# ",
        "###### ",
        "- ",
        "1. ",
        "999999999. ",
        "> ",
        "```\n",
        "~~~table\n",
        "| a | b |\n",
        "|-|-|\n",
    ),
    *(
        "**",
        "*",
        "_",
        "~~",
        "`",
        "[",
        "](",
        ")",
        "![",
        "<b>",
        "</",
        "<!--",
        "&amp;",
        "&#0;",
        "[^1]",
    ),
    *(
        "[^1]: ",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "\\",
        "{{ figures.x }}",
        "{% x %}",
        "```chart\n",
        "data: ",
    ),
    *(
        "\x00",
        "\u202e",
        "\ud7ff",
        "😀",
        "https://",
        "[a]: b",
        "---\n",
        "===\n",
        "(appendix 9)",
        "* * *\n",
    ),
)
TAG_BITS = (
    *("{{", "}}", "{%", "%}", "{#", "#}", "{{ title }}", "{% for a in title %}", "{% endfor %}"),
    *("{% if a %}", "{% endif %}", "{{ title.x }}", "{{ 1/0 }}", "{{p ", "{%tr ", "{{r x }}"),
    *(
        "{{ ''.__class__ }}",
        "{% set a = 1 %}",
        "{% macro m() %}",
        "{{ m() }}",
        "|sort",
        "|join",
        "-%}",
    ),
    *("{% raw %}", "{% include 'x' %}", "{{ title|markdown }}", "&", "[[", "<w:t>"),
)


def broken_text(text: str, bits: tuple[str, ...], random: Random) -> str:
    """Return a text with lines moved and doubled, and bits put where they do not belong."""
    for _ in range(random.randint(1, 6)):
        lines = text.splitlines(keepends=True) or [""]
        at, other = random.randrange(len(lines)), random.randrange(len(lines))
        match random.randrange(7):
            case 0:
                del lines[at]
            case 1:
                lines[at], lines[other] = lines[other], lines[at]
            case 2:
                lines.insert(other, lines[at])
            case 3:
                lines[at] = "  " * random.randint(0, 3) + lines[at].lstrip()
            case 4:
                lines[at] = lines[at][: random.randrange(len(lines[at]) + 1)]
            case _:
                where = random.randrange(len(lines[at]) + 1)
                bit = random.choice(bits) * random.choice((1, 1, 1, 2, 50))
                lines[at] = lines[at][:where] + bit + lines[at][where:]
        text = "".join(lines)
    return text


def broken_bytes(data: bytes, random: Random) -> bytes:
    """Return bytes with some changed, left out, put in or doubled."""
    out = bytearray(data)
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(out) or 1)
        match random.randrange(4):
            case 0:
                out[at : at + 1] = bytes([random.randrange(256)])
            case 1:
                del out[at : at + random.randint(1, 40)]
            case 2:
                out[at:at] = random.randbytes(random.randint(1, 10))
            case 3:
                out[at:at] = out[at : at + random.randint(1, 200)]
    return bytes(out)


def broken_docx(data: bytes, random: Random, bits: tuple[str, ...] = ()) -> bytes:
    """Return a Word file with parts swapped, XML nodes moved, or bytes changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(random.randint(1, 4)):
        name, other = random.choice([*parts]), random.choice([*parts])
        if random.random() < 0.5 and "word/document.xml" in parts:
            name = "word/document.xml"
        kind = random.randrange(10)
        if kind == 0:
            parts[name], parts[other] = parts[other], parts[name]
        elif kind == 1 and len(parts) > 1:
            del parts[name]
        elif kind == 2:
            parts[name] = broken_bytes(parts[name], random)
        else:
            parts[name] = broken_xml(parts[name], random, bits)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    packed = out.getvalue()
    return broken_bytes(packed, random) if random.random() < 0.1 else packed


VALUES = (
    "",
    "0",
    "-1",
    "99999999999",
    "1e9",
    "abc",
    "rId1",
    "nextPage",
    "\u00e9",
    "#",
    "true",
    "auto",
)


def broken_xml(data: bytes, random: Random, bits: tuple[str, ...]) -> bytes:
    """Return XML with elements moved, doubled, removed or renamed, and values changed."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return broken_bytes(data, random)
    for _ in range(random.randint(1, 5)):
        nodes = [each for each in root.iter() if isinstance(each.tag, str)]
        node, other = random.choice(nodes), random.choice(nodes)
        parent = node.getparent()
        kind = random.randrange(8)
        if kind == 0 and parent is not None:
            parent.remove(node)
        elif kind == 1 and node not in [other, *other.iterancestors()] and parent is not None:
            other.insert(random.randrange(len(other) + 1), node)
        elif kind == 2:
            other.append(etree.fromstring(etree.tostring(node)))
        elif kind == 3:
            node.tag = other.tag
        elif kind == 4 and node.attrib:
            node.set(random.choice([*node.attrib]), random.choice(VALUES))
        elif kind == 5 and node.attrib:
            del node.attrib[random.choice([*node.attrib])]
        elif kind == 6:
            node.text = random.choice([*VALUES, *(bit for bit in bits if bit.isprintable())])
        elif bits:
            texts = [each for each in nodes if each.text and each.text.strip()]
            if texts:
                chosen = random.choice(texts)
                at = random.randrange(len(chosen.text) + 1)
                bit = random.choice([bit for bit in bits if bit.isprintable()])
                chosen.text = chosen.text[:at] + bit + chosen.text[at:]
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def broken_pdf(data: bytes, random: Random) -> bytes:
    """Return a PDF with objects exchanged, pointing at each other in rings, or bytes changed."""
    if random.random() < 0.4:
        return broken_bytes(data, random)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for _ in range(random.randint(1, 5)):
            holders = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary | pikepdf.Stream)]
            holder, other = random.choice(holders), random.choice([*pdf.objects])
            keys = [*holder.keys()]
            key = random.choice(keys) if keys else "/X"
            try:
                match random.randrange(6):
                    case 0:
                        del holder[key]
                    case 1:
                        holder[key] = other
                    case 2:
                        holder[key] = random.choice([0, -1, 2**31 - 1, True, pikepdf.String("x")])
                    case 3:
                        holder[key] = pikepdf.Array([other, holder])
                    case 4:
                        holder[key] = pikepdf.Name(random.choice(["/X", "/Page", "/Pages", "/P"]))
                    case 5 if isinstance(holder, pikepdf.Stream):
                        holder.write(broken_bytes(holder.read_bytes(), random))
            except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError):
                continue  # what the library will not write
        out = io.BytesIO()
        try:
            pdf.save(out, static_id=True)
        except (pikepdf.PdfError, RuntimeError):
            return broken_bytes(data, random)
    return out.getvalue()


@cache
def files() -> Mapping[str, bytes]:
    """The files of the worked example, by their paths in its folder."""
    paths = [path for path in PAPER.rglob("*") if path.is_file()]
    return {path.relative_to(PAPER).as_posix(): path.read_bytes() for path in paths}


def read_with(changed: Mapping[str, str]) -> None:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as there:
        folder = Path(there) / "march-2024"
        for name, data in files().items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            text = changed.get(name)
            path.write_bytes(data if text is None else text.encode("utf-8", "replace"))
        read = read_paper(folder, draft=False, bodies=ROOT / "templates" / "bodies")
        put_in(read.paper, reckon(read.figures))


def paper_yaml(random: Random) -> None:
    text = files()["paper.yaml"].decode()
    read_with({"paper.yaml": broken_text(text, YAML_BITS, random)})


def figures_yaml(random: Random) -> None:
    name = random.choice(
        ["figures.yaml", "figures.yaml", "data/officers.csv", "data/headlines.csv"]
    )
    text = files()[name].decode()
    read_with({name: broken_text(text, (*YAML_BITS, ",", '"', ";"), random)})


def markdown(random: Random) -> None:
    text = files()["context.md"].decode()
    if random.random() < 0.5:
        bits = [random.choice(MARKDOWN_BITS) for _ in range(random.randint(1, 60))]
        text = "".join(bits)
    else:
        text = broken_text("".join(text.splitlines(keepends=True)[:20]), MARKDOWN_BITS, random)
    supplied = Supplied(
        text.encode("utf-8", "replace"), Place("plan.md"), None, Place("paper.yaml")
    )
    content = read_appendix("plan.md", supplied).content
    assert isinstance(content, FromTemplate)
    write_prose(content.fields["body"])


def write_prose(prose: object) -> None:
    from panel_papers.word.blocks.markdown import BlockWriter

    document = docx.Document(str(TEMPLATES / "house.docx"))
    host = document.add_paragraph("here")._p
    writer = BlockWriter(document)
    for block in writer.blocks(prose, host):  # type: ignore[arg-type]
        host.addprevious(block)
    writer.finish()


@cache
def paper() -> Paper:
    """The worked example, with an appendix more: a table that turns its page."""
    read = read_paper(PAPER, draft=False, bodies=ROOT / "templates" / "bodies")
    made = put_in(read.paper, reckon(read.figures)).paper
    place, columns = Place("appendices/wide.csv"), 12
    table = Table(("Neighbourhood",) * columns, (("1,234",) * columns,), (True,) * columns, place)
    wide = Appendix(3, "Wide", FromTemplate("appendix", {"body": table}), place)
    return replace(made, appendices=(*made.appendices, wide))


def template(random: Random) -> None:
    names = [section.name for section in paper().sections]
    names += [a.content.template for a in paper().appendices if isinstance(a.content, FromTemplate)]
    name = random.choice(["house", *names])
    with tempfile.TemporaryDirectory(prefix="fuzz-") as there:
        for path in TEMPLATES.glob("*.docx"):
            Path(there, path.name).symlink_to(path)
        broken = Path(there, f"{name}.docx")
        data = broken_docx(broken.read_bytes(), random, TAG_BITS)
        broken.unlink()
        broken.write_bytes(data)
        write_documents(paper(), Templates(Path(there)), draft=False)


@cache
def supplied_docx() -> bytes:
    document = docx.Document()
    document.add_heading("Purpose", 1)
    paragraph = document.add_paragraph("Some ")
    paragraph.add_run("words").bold = True
    document.add_paragraph("First", style="List Bullet")
    table = document.add_table(2, 2, style="Table Grid")
    table.cell(0, 0).text = "A"
    document.add_picture(io.BytesIO(picture()))
    document.sections[0].header.paragraphs[0].text = "Head"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


@cache
def photographs() -> list[tuple[str, bytes]]:
    """Pictures of several kinds, with what a camera says of them, by the names of their files."""
    from PIL import Image, ImageCms

    told = Image.Exif()
    told[0x0112], told[0x010F], told[0x8825] = 6, "A camera", {1: "N", 2: (51.0, 44.0, 1.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = []
    for name, mode, options in (
        ("a.jpg", "RGB", {"exif": told, "dpi": (300, 300)}),
        ("a.jpg", "L", {"progressive": True, "icc_profile": profile, "comment": b"by me"}),
        ("a.jpg", "CMYK", {"icc_profile": profile}),
        ("a.png", "RGBA", {"exif": told, "dpi": (300, 300)}),
        ("a.png", "P", {"icc_profile": profile}),
    ):
        out = io.BytesIO()
        noise = Image.effect_noise((48, 32), 90).convert(mode)
        noise.save(out, "PNG" if name == "a.png" else "JPEG", **options)
        made.append((name, out.getvalue()))
    name, whole = made[0]  # without JFIF, as cameras write it
    made.append((name, whole[:2] + whole[4 + int.from_bytes(whole[4:6], "big") :]))
    return made


def picture_appendix(random: Random) -> None:
    name, data = random.choice(photographs())
    supplied = Supplied(broken_bytes(data, random), Place(name), "Noise", Place("paper.yaml"))
    content = read_appendix(name, supplied).content
    assert isinstance(content, FromTemplate)
    body = content.fields["body"]
    assert isinstance(body, Picture)
    cleaned = clean_picture(body.data, Place(name)).data
    assert clean_picture(cleaned, Place(name)).data == cleaned
    docx.Document().add_picture(io.BytesIO(cleaned))


OLD_CONSTRUCTS = """
<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<w:sdt><w:sdtContent><w:r><w:rPr><w:smallCaps/></w:rPr><w:t>Control</w:t></w:r></w:sdtContent>
</w:sdt><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>
<w:listEntry w:val="a"/><w:listEntry w:val="b"/></w:ddList></w:ffData></w:fldChar></w:r>
<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:ruby><w:rt><w:r><w:t>b</w:t></w:r></w:rt>
<w:rubyBase><w:r><w:t>a</w:t></w:r></w:rubyBase></w:ruby></w:r>
<w:r><w:pict><v:shape style="width:9pt;height:9pt;position:absolute"><v:imagedata r:id="rId1"/>
</v:shape></w:pict></w:r><w:r><w:pict><v:rect style="width:9pt;height:9pt"><v:textbox>
<w:txbxContent><w:p/></w:txbxContent></v:textbox></v:rect></w:pict></w:r>
<mc:AlternateContent><mc:Choice Requires="w"><w:r><w:t>new</w:t></w:r></mc:Choice>
</mc:AlternateContent>
</w:p>
"""


@cache
def old_docx() -> bytes:
    """A Word document with constructs that are written anew for the engines."""
    document = docx.Document(io.BytesIO(supplied_docx()))
    for properties in document.element.body.iter("{*}blipFill"):
        properties.insert(1, docx.oxml.parse_xml(CROP))
    old = docx.oxml.parse_xml(OLD_CONSTRUCTS)
    for each in old.iter("{urn:schemas-microsoft-com:vml}imagedata"):
        blip = next(document.element.body.iter("{*}blip"))
        each.set(each.keys()[0], blip.values()[0])
    document.element.body.insert(1, old)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


CROP = """
<a:srcRect xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" l="50000"/>
"""


def word_appendix(random: Random) -> None:
    data = broken_docx(random.choice((supplied_docx(), old_docx())), random)
    supplied = Supplied(data, Place("plan.docx"), None, Place("paper.yaml"))
    content = read_appendix("plan.docx", supplied).content
    assert isinstance(content, WordFile)
    cleaned = clean_docx(content.data, Place("plan.docx")).data
    for each in (data, cleaned):
        simple = prepared(each)
        assert prepared(simple) == simple


def word_rendered(random: Random) -> None:
    """The same through the embedded engine and the tagger: slower, for the long script."""
    data = broken_docx(supplied_docx(), random)
    supplied = Supplied(data, Place("plan.docx"), None, Place("paper.yaml"))
    content = read_appendix("plan.docx", supplied).content
    assert isinstance(content, WordFile)
    cleaned = clean_docx(content.data, Place("plan.docx")).data

    def convert(document: bytes) -> bytes:
        return Dxpdf().convert([WordDocument("plan.docx", document)])[0]

    try:
        tag(cleaned, convert, title="Plan", language="en-GB")
    except Refused:
        convert(cleaned)


REPORT_BITS = (
    *("Report to:", "Cabinet", "Date", "Thursday 18 March 2027 at 10.30 am", "31/02/2027", "Title"),
    *("Report of the Director", "Contact", "a@example.org", "Tel: 01632 960123", "Wards affected"),
    *("Purpose", "1. Purpose", "2.0 Background", "RECOMMENDATIONS", "A. Context", "Appendices"),
    *("1.1\tWords", "1.2 words, see paragraph 1.1", "2.1.1 words", "(a) one", "(b) two", "(i) one"),
    *("•\tone", "– two", "Figure 1: The site", "None.", "Background papers", "\t", "\n", "x" * 120),
    *(
        "Appendix A – Plan",
        "{{ figures.x }}",
        "{#name}",
        "1.",
        "",
        "\u200b",
        "5" * 40,
        "Report to\t\tX",
    ),
)
REPORT_STYLES = (
    *("Normal", "Normal", "Normal", "Heading 1", "Heading 2", "Heading 3", "Title", "Caption"),
    *("List Number", "List Number 2", "List Bullet", "Quote"),
)
BODIES = (
    None,
    Body("b", "B", "England", "b.yaml", b""),
    Body("b", "B", "England", "b.yaml", b"", numbered_paragraphs=True),
)


def foreign_report(random: Random) -> bytes:
    """Return a Word report of random lines and tables, such as reports are made of."""
    document = docx.Document()
    for _ in range(random.randint(0, 25)):
        if random.random() < 0.15:
            rows, columns = random.randint(1, 4), random.randint(1, 5)
            for cell in document.add_table(rows, columns)._cells:
                cell.text = random.choice(REPORT_BITS)
        else:
            paragraph = document.add_paragraph(style=random.choice(REPORT_STYLES))
            paragraph.add_run(random.choice(REPORT_BITS)).bold = random.random() < 0.4
            paragraph.add_run(random.choice(("", random.choice(REPORT_BITS))))
    document.save(out := io.BytesIO())
    return out.getvalue()


PRINTED = frozenset(
    (
        *("report", "the", "date", "title", "contact", "wards", "affected", "figure", "none"),
        *("appendix", "appendices", "background", "papers", "recommendations", "purpose"),
        "context",
    )
)
"""Labels, headings and numbers that the templates print themselves."""


def document_text(data: bytes) -> str:
    """Return the words of a Word file as python-docx reads them."""
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for cell in table._cells)
    return " ".join([*(each.text for each in document.paragraphs), *cells])


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))


def word_import(random: Random) -> None:
    """A report is imported: what is whole of it is in a file of the paper, or in the list."""
    data = whole = foreign_report(random)
    if random.random() < 0.5:
        data = broken_docx(data, random)
    names = {"purpose of report": "purpose", "recommendations": "recommendations"}
    known = names | {"context": "context"}
    body, as_word = random.choice(BODIES), random.random() < 0.3
    made = import_report(data, Place("old.docx"), known, body, as_word=as_word)
    if data is whole and not as_word:
        said = b" ".join(made.files.values()).decode() + " ".join(made.left)
        said = re.sub(r"[*\\]|</?\w+>", "", html.unescape(said))  # the marks of Markdown
        lost = _long_words(document_text(whole)) - _long_words(said)
        assert lost <= PRINTED, lost
    with tempfile.TemporaryDirectory() as folder:
        write_imported(Path(folder), "old", made)
        (Path(folder) / "old" / "not-placed.txt").unlink(missing_ok=True)
        read_paper(Path(folder) / "old", draft=True)


@cache
def supplied_pdfs() -> list[bytes]:
    made = []
    for words in ("One", "Two"):
        document = docx.Document()
        document.add_heading(words, 1)
        document.add_paragraph(words)
        document.add_table(1, 2).cell(0, 0).text = words
        out = io.BytesIO()
        document.save(out)
        tagged = tag(
            out.getvalue(),
            lambda data: Dxpdf().convert([WordDocument("plan.docx", data)])[0],
            title=words,
            language="en-GB",
        )
        made.append(tagged.pdf)
    return made


def pdf_appendix(random: Random) -> None:
    data = broken_pdf(random.choice(supplied_pdfs()), random)
    supplied = Supplied(data, Place("plan.pdf"), None, Place("paper.yaml"))
    content = read_appendix("plan.pdf", supplied).content
    assert isinstance(content, PdfFile)
    cleaned = clean_pdf(content.data, Place("plan.pdf")).data
    if random.random() < 0.3:
        try:
            join([Part("A", cleaned), Part("B", supplied_pdfs()[0])], joining_options())
        except JoinError:
            return


def joining_options() -> Options:
    return Options(title="Pack", language="en-GB", created=date(2024, 3, 14), stamp=Stamp())


Target = Callable[[Random], None]
TARGETS: Mapping[str, Target] = {
    "paper_yaml": paper_yaml,
    "figures_yaml": figures_yaml,
    "markdown": markdown,
    "template": template,
    "word_appendix": word_appendix,
    "word_import": word_import,
    "pdf_appendix": pdf_appendix,
    "picture_appendix": picture_appendix,
}
SLOW_TARGETS: Mapping[str, Target] = {"word_rendered": word_rendered}


def attempt(target: Target, seed: int) -> None:
    """Run a target once; a fault in words is as good as a success."""
    try:
        target(Random(seed))
    except PanelPapersError as fault:
        for problem in fault.problems:
            shown = f"{problem.place} {problem.found} {problem.wanted} {problem.hint}"
            assert not re.search(r"msgspec|Traceback|<class ", shown), shown
            shown.encode()

"""The shipped templates are well-formed Word packages in the house's look."""

from __future__ import annotations

import io
import posixpath
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "templates" / "word"
TEMPLATES = sorted(FOLDER.glob("[!~]*.docx"))
FIRST_MADE = {
    *(
        f"{what}-implications.docx"
        for what in ("climate", "equality", "financial", "legal", "risk")
    ),
    "agenda.docx",
    "appendices.docx",
    "appendix.docx",
    "contents.docx",
    "context.docx",
    "cover-sheet.docx",
    "house.docx",
    "progress-report.docx",
    "purpose.docx",
    "recommendations.docx",
    "divider.docx",
    "restricted-notice.docx",
    "scorecard.docx",
    "section.docx",
}

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = {"t": "http://schemas.openxmlformats.org/package/2006/content-types"}

# ISO 29500-1 Annex A (transitional), the children that these templates and Word itself write.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "pBdr": "top left bottom right between bar",
    "numPr": "ilvl numId",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr "
    "tcPr tblStylePr",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold "
    "embedItalic embedBoldItalic",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime "
    "mirrorMargins proofState attachedTemplate stylePaneFormatFilter defaultTabStop "
    "autoHyphenation characterSpacingControl footnotePr endnotePr compat docVars rsids mathPr "
    "themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats shapeDefaults decimalSymbol "
    "listSeparator",
}

STYLES = {
    "paragraph": "Normal,Title,heading 1,heading 2,heading 3,List Bullet,List Bullet 2,"
    "List Bullet 3,List Number,List Number 2,List Number 3,List Continue,List Continue 2,"
    "List Continue 3,Quote,Notice,Notice Number,caption,Source Line,Code Block,footnote text,"
    "header,footer,toc 1,toc 2,Cover Label,Cover Text,Cover Rule,Table Text,Table Header,"
    "Table Number,Achievement,Success,Improvement,Meeting Line,Foot Line",
    "character": "Default Paragraph Font,Title Label,Cover Label Text,Strong,Emphasis,Hyperlink,"
    "Code,footnote reference,page number",
    "table": "Normal Table,House Table,Cover Sheet",
    "numbering": "No List",
}

every_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)


class Package:
    """The parts of a .docx, read with nothing but zipfile and lxml."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.names = archive.namelist()
            self.parts = {name: archive.read(name) for name in self.names}

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    def word_trees(self) -> Iterator[etree._Element]:
        for name in self.names:
            if re.fullmatch(r"word/[^/]+\.xml", name):
                yield self.tree(name)

    def found(self, xpath: str, part: str | None = None) -> list:
        trees = [self.tree(part)] if part else list(self.word_trees())
        return [match for tree in trees for match in tree.xpath(xpath, namespaces=NS)]

    def relations(self) -> Iterator[tuple[str, str, str]]:
        """Yield the part a relationship starts from, its id, and the part it leads to."""
        for name in self.names:
            if name.endswith(".rels"):
                folder = posixpath.dirname(posixpath.dirname(name))
                for relation in self.tree(name).iter(f"{RELATIONS}Relationship"):
                    target = posixpath.join("/", folder, relation.get("Target"))
                    yield name, relation.get("Id"), posixpath.normpath(target).lstrip("/")


@pytest.fixture
def package(path: Path) -> Package:
    return Package(path)


def disorder(root: etree._Element) -> list[str]:
    """Return each pair of children that stands against the schema's order."""
    faults = []
    for parent in root.iter(*(f"{W}{tag}" for tag in ORDER)):
        name = etree.QName(parent).localname
        order = ORDER[name].split()
        children = [etree.QName(child).localname for child in parent]
        faults += [f"{name}: {child} is not known" for child in children if child not in order]
        places = [child for child in children if child in order]
        for before, after in pairwise(places):
            if order.index(before) > order.index(after):
                faults.append(f"{name}: {before} before {after}")
    return faults


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_every_template_is_there():
    assert {path.name for path in TEMPLATES} >= FIRST_MADE


@every_template
def test_python_docx_opens_it_and_it_says_its_title(path: Path):
    assert Document(str(path)).core_properties.title


@every_template
def test_every_part_parses_and_has_a_content_type(package: Package):
    types = package.tree("[Content_Types].xml")
    endings = set(types.xpath("t:Default/@Extension", namespaces=TYPES))
    overrides = types.xpath("t:Override/@PartName", namespaces=TYPES)
    assert [name for name in overrides if name.lstrip("/") not in package.names] == []
    for name in package.names:
        assert package.tree(name) is not None
        assert (
            f"/{name}" in overrides
            or name == "[Content_Types].xml"
            or (name.rpartition(".")[2] in endings and name.endswith(".rels"))
        )
    assert len(package.names) == len(set(package.names))


@every_template
def test_every_relationship_leads_to_a_part_and_every_reference_to_a_relationship(
    package: Package,
):
    relations = list(package.relations())
    assert len(relations) >= 8
    assert [target for _, _, target in relations if target not in package.names] == []
    keys = [(source, identity) for source, identity, _ in relations]
    assert len(keys) == len(set(keys))
    used = package.tree("word/document.xml").xpath("//@r:id", namespaces={"r": OFFICE})
    known = {identity for source, identity, _ in relations if "document.xml" in source}
    assert used
    assert set(used) <= known


@every_template
def test_children_stand_in_the_schemas_order(package: Package):
    assert [fault for tree in package.word_trees() for fault in disorder(tree)] == []


def test_the_order_check_sees_disorder():
    wrong = etree.fromstring(f'<w:pPr xmlns:w="{NS["w"]}"><w:jc/><w:pStyle/><w:zzz/></w:pPr>')
    assert disorder(wrong) == ["pPr: zzz is not known", "pPr: jc before pStyle"]


@every_template
def test_ids_are_unique(package: Package):
    for xpath in ("//w:style/@w:styleId", "//w:num/@w:numId", "//w:abstractNum/@w:abstractNumId"):
        values = package.found(xpath)
        assert values
        assert len(values) == len(set(values))
    assert package.found("//w:bookmarkStart") == []


@every_template
def test_the_language_is_british_english(package: Package):
    assert set(package.found("//w:lang/@w:val")) == {"en-GB"}
    assert package.found("//w:docDefaults//w:lang/@w:val") == ["en-GB"]
    assert package.found("//w:themeFontLang/@w:val") == ["en-GB"]


@every_template
def test_the_fonts_are_arial_and_one_for_code(package: Package):
    sides = "(//w:rFonts/@w:ascii|//w:rFonts/@w:hAnsi|//w:rFonts/@w:cs|//w:rFonts/@w:eastAsia)"
    assert set(package.found(sides)) == {"Arial", "Courier New"}
    # the document's default is the theme's font: a change of the theme reaches every style
    themed = package.found("//w:rFonts[@w:asciiTheme]/../../..")
    assert [each.tag for each in themed] == [f"{W}docDefaults"]
    theme = package.tree("word/theme/theme1.xml")
    assert set(theme.xpath("//*[local-name()='latin']/@typeface")) == {"Arial"}


@every_template
def test_the_styles_are_there_and_every_style_used_is_defined(package: Package):
    for kind, names in STYLES.items():
        there = package.found(f"//w:style[@w:type='{kind}']/w:name/@w:val", "word/styles.xml")
        assert set(names.split(",")) <= set(there)
    defined = set(package.found("//w:style/@w:styleId", "word/styles.xml"))
    references = "//w:pStyle/@w:val|//w:rStyle/@w:val|//w:tblStyle/@w:val|//w:basedOn/@w:val"
    assert set(package.found(references)) <= defined
    assert set(package.found("//w:style/w:next/@w:val")) <= defined


def value_of(package: Package, style, name: str) -> str:
    """What a style, or one that it is based on, says of its runs."""
    found = style.find(f"w:rPr/{name}", NS)
    if found is not None:
        return found.get(f"{W}val")
    based_on = style.find("w:basedOn", NS)
    if based_on is None:
        return ""
    [nearest] = package.found(f"//w:style[@w:styleId='{based_on.get(W + 'val')}']")
    return value_of(package, nearest, name)


@every_template
def test_every_paragraph_style_says_its_spacing_and_has_a_size(package: Package):
    for style in package.found("//w:style[@w:type='paragraph']", "word/styles.xml"):
        assert value_of(package, style, "w:sz"), style.get(f"{W}styleId")
        assert style.find("w:pPr/w:spacing", NS) is not None, style.get(f"{W}styleId")
    for name in ("HouseTable", "CoverSheet"):
        assert package.found(f"//w:style[@w:styleId='{name}']/w:rPr/w:sz")


@every_template
def test_lists_and_their_styles_point_at_each_other(package: Package):
    numbered = package.found("//w:style[w:pPr/w:numPr]", "word/styles.xml")
    assert len(numbered) >= 10
    for style in numbered:
        number = style.find("w:pPr/w:numPr/w:numId", NS).get(f"{W}val")
        level = style.find("w:pPr/w:numPr/w:ilvl", NS).get(f"{W}val")
        [abstract] = package.found(f"//w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
        place = f"//w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='{level}']"
        assert package.found(f"{place}/w:pStyle/@w:val") == [style.get(f"{W}styleId")]
    linked = package.found("//w:lvl/w:pStyle/@w:val", "word/numbering.xml")
    assert sorted(linked) == sorted(style.get(f"{W}styleId") for style in numbered)


@every_template
def test_text_stands_out_from_its_ground(package: Package):
    colours = set(package.found("//w:style//w:color/@w:val", "word/styles.xml"))
    assert len(colours) >= 3
    assert [colour for colour in sorted(colours) if contrast(colour, "FFFFFF") < 7] == []
    for identity in ("Normal", "Title", "Heading1", "Heading2", "Heading3", "TableHeader"):
        [style] = package.found(f"//w:style[@w:styleId='{identity}']")
        colour = value_of(package, style, "w:color")
        assert contrast(colour, "F3F2F1") >= 7


@every_template
def test_no_table_style_is_bold(package: Package):
    # ISO 29500-1 17.7.3: bold in a table style and in a paragraph style cancel each other out
    assert package.found("//w:style[@w:type='table']//w:b", "word/styles.xml") == []


@every_template
def test_settings_are_those_of_a_current_unprotected_document(package: Package):
    mode = "//w:compatSetting[@w:name='compatibilityMode']/@w:val"
    assert package.found(mode, "word/settings.xml") == ["15"]
    assert package.found("//w:documentProtection", "word/settings.xml") == []
    listed = package.found("//w:footnotePr/w:footnote/@w:id", "word/settings.xml")
    assert package.found("//w:footnote[@w:type]/@w:id", "word/footnotes.xml") == listed
    assert len(listed) == 2


@every_template
def test_the_page_is_a4_with_the_houses_margins(package: Package):
    [size] = package.found("//w:sectPr/w:pgSz", "word/document.xml")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    [margins] = package.found("//w:sectPr/w:pgMar", "word/document.xml")
    assert {margins.get(f"{W}{side}") for side in ("top", "right", "bottom", "left")} == {"1440"}


@every_template
def test_header_and_footer_hold_the_fields_and_words_own_page_number(package: Package):
    texts = {"header": [], "footer": []}
    for kind, words in texts.items():
        words.extend(package.found("//w:t/text()", f"word/{kind}1.xml"))
    assert texts == {
        "header": ["{{ report_to }}", "{{ date }}"],
        "footer": ["{{ short_title }}", "Page ", "1"],
    }
    number = package.found("//w:r[w:rPr/w:rStyle/@w:val='PageNumber']", "word/footer1.xml")
    kinds = [
        child.get(f"{W}fldCharType") or (child.text or "").strip()
        for run in number
        for child in run[1:]
    ]
    assert kinds == ["Page", "begin", "PAGE", "separate", "1", "end"]
    # A tab beyond an indent at the right loses its text in LibreOffice
    for identity in ("Header", "Footer", "TOC1", "TOC2"):
        assert package.found(f"//w:style[@w:styleId='{identity}']/w:pPr/w:ind/@w:right") == []


@every_template
def test_no_paragraph_is_empty_but_the_line_under_the_cover_sheet(package: Package):
    outside_tables = "//w:body/w:p[not(.//w:t)]"
    empty = package.found(outside_tables, "word/document.xml")
    styles = [paragraph.find("w:pPr/w:pStyle", NS).get(f"{W}val") for paragraph in empty]
    assert styles in ([], ["CoverRule"])


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("purpose.docx", "Purpose of Report"),
        ("recommendations.docx", "Recommendations"),
        ("context.docx", "Context / Summary"),
        ("appendices.docx", "Background Papers and Appendices"),
    ],
)
def test_section_headings_are_numbered_by_word(name: str, heading: str):
    package = Package(FOLDER / name)
    first = package.found("//w:body/w:p", "word/document.xml")[0]
    assert "".join(first.itertext()) == heading
    assert first.find("w:pPr/w:pStyle", NS).get(f"{W}val") == "Heading1"
    number = first.find("w:pPr/w:numPr/w:numId", NS).get(f"{W}val")
    [abstract] = package.found(f"//w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    level = f"//w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='0']"
    assert package.found(f"{level}/w:numFmt/@w:val") == ["decimal"]
    assert package.found(f"{level}/w:lvlText/@w:val") == ["%1."]


def test_the_section_numbers_are_the_same_list_in_every_template():
    lists = {
        path.name: Package(path).found("//w:num[@w:numId='3']/w:abstractNumId/@w:val")
        + Package(path).found("//w:abstractNum[@w:abstractNumId='2']/w:nsid/@w:val")
        for path in TEMPLATES
    }
    assert set(map(tuple, lists.values())) == {("2", "50A9E003")}


def test_the_cover_sheets_labels_are_row_headers_in_a_plain_table():
    package = Package(FOLDER / "cover-sheet.docx")
    [table] = package.found("//w:tbl", "word/document.xml")
    look = table.find("w:tblPr/w:tblLook", NS)
    assert (look.get(f"{W}firstColumn"), look.get(f"{W}firstRow")) == ("1", "0")
    assert table.findall(".//w:gridSpan", NS) == table.findall(".//w:vMerge", NS) == []
    first = {row.find("w:tc/w:p/w:pPr/w:pStyle", NS).get(f"{W}val") for row in table.iter(f"{W}tr")}
    assert first == {"CoverLabel"}


def test_the_sample_table_has_a_header_row():
    package = Package(FOLDER / "house.docx")
    assert len(package.found("//w:tbl/w:tr[1]/w:trPr/w:tblHeader", "word/document.xml")) == 1


def test_the_style_sheet_shows_every_paragraph_style():
    package = Package(FOLDER / "house.docx")
    used = set(package.found("//w:body//w:pStyle/@w:val", "word/document.xml"))
    styles = package.found("//w:style[@w:type='paragraph']/@w:styleId", "word/styles.xml")
    assert set(styles) - used == set()
    assert package.found("//w:body//w:t[contains(., '{{') or contains(., '{%')]") == []


def test_the_tool_writes_the_same_bytes_twice(tmp_path: Path):
    made = []
    for name in ("one", "two"):
        tool = [sys.executable, str(ROOT / "tools" / "make_templates.py"), str(tmp_path / name)]
        subprocess.run(tool, check=True)
        made.append({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()})
    assert made[0] == made[1]
    assert set(made[0]) == FIRST_MADE
    for data in made[0].values():
        dates = {info.date_time for info in zipfile.ZipFile(io.BytesIO(data)).infolist()}
        assert dates == {(1980, 1, 1, 0, 0, 0)}

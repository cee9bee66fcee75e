"""An accessibility checker of somebody else's finds no error in a pack of accessible parts."""

import datetime

import pytest
from pikepdf import Array, Dictionary, Name, String

from panel_papers.pdf.joining import Barrier, Options, Part, Stamp, claim_pdf_ua, join
from panel_papers.pdf.joining.font import embed_font

outloud = pytest.importorskip("outloud")

OPTIONS = Options(
    title="Papers of the panel",
    language="en-GB",
    created=datetime.date(2024, 3, 1),
    stamp=Stamp(watermark="DRAFT"),
    odd_starts=True,
    link_base="https://pack.invalid/",
)


def report(maker, name, language, heading="P"):
    """A part with what clashes: a role, identifiers, links, a table, a figure."""
    made = maker(language)
    made.font = embed_font(made.pdf)
    page = made.page()
    made.tag("H1", page, f"Report {name}")
    made.tag("HeadText", page, f"About {name}")
    table = made.element("Table", made.document)
    made.document.K.append(table)
    for row in range(2):
        line = made.element("TR", table)
        table.K.append(line)
        for cell in range(2):
            if row == 0:
                scope = Dictionary(O=Name.Table, Scope=Name.Column)
                made.tag("TH", page, f"h{cell}", line, ID=String(f"h{cell}"), A=scope)
            else:
                headers = Dictionary(O=Name.Table, Headers=Array([String(f"h{cell}")]))
                made.tag("TD", page, f"d{cell}", line, A=headers)
    paragraph = made.element("P", made.document)
    made.document.K.append(paragraph)
    link = made.tag("Link", page, "appendix 2", paragraph)
    uri = String("https://pack.invalid/part/2")
    annotation = made.link(page, link, A=Dictionary(S=Name.URI, URI=uri))
    annotation.Border = Array([0, 0, 0])
    (inner,) = [kid for kid in link.K if not isinstance(kid, int)]
    link.K = Array([link.K[0], inner.K[0]])  # the words and the annotation in one element
    made.parents[int(annotation.StructParent)] = link
    return made.done(RoleMap=Dictionary(HeadText=Name("/" + heading)))


def errors(data, tmp_path):
    path = tmp_path / "pack.pdf"
    path.write_bytes(data)
    found = outloud.check(str(path))
    assert found.error is None
    return [(f.rule, f.message) for f in found.findings if f.severity == "error"]


def test_a_pack_of_accessible_parts_has_no_error(maker, tmp_path):
    parts = [
        Part("Report", report(maker, "one", "en-GB")),
        Part("Appendix 1", report(maker, "two", "cy-GB", "H2")),
        Part("Appendix 2", report(maker, "three", "en-GB")),
    ]
    joined = join(parts, OPTIONS)
    assert [report.barriers for report in joined.reports] == [(), (), ()]
    assert errors(claim_pdf_ua(joined.pdf), tmp_path) == []


def test_beside_an_untagged_part_only_the_claim_is_missing(maker, tmp_path):
    made = maker()
    made.font = embed_font(made.pdf)
    made.text(made.page(), "words")
    made.pdf.Root.StructTreeRoot = made.pdf.make_indirect(Dictionary())
    parts = [Part("Report", report(maker, "one", "en-GB")), Part("Plain", made.done(K=Array([])))]
    joined = join(parts, OPTIONS)
    assert [report.barriers for report in joined.reports] == [(), (Barrier.UNTAGGED,)]
    assert [rule for rule, _ in errors(joined.pdf, tmp_path)] == ["DOC-012"]

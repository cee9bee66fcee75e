"""Whatever check passes is filled; whatever cannot be filled was found by check first."""

from __future__ import annotations

import io
import tempfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings, strategies as st

from panel_papers.core.model import Appendix, BackgroundPaper, Contact, FromTemplate, Paper
from panel_papers.core.problems import Level, Place, TemplatesError
from panel_papers.core.values import Missing
from panel_papers.template_tools.check.checking import check_templates
from panel_papers.word.fields import closing_fields
from panel_papers.word.filling.fill import WordTemplate, fill
from panel_papers.word.filling.slots import Slots
from panel_papers.word.package import repair, to_bytes
from panel_papers.word.place import Placer

from ...tries import tries
from ..edits import elements, p, table

NAMES = st.sampled_from(
    [
        *("title", "report_to", "date", "divisions_affected", "enquiries_to.name"),
        *("enquiries_to.email", "paper.title", "paper.link", "appendix.number", "appendix.title"),
        *("loop.index", "loop.first", "'R&D <x>'", "“quoted”", "‘Mayor’s office’", "7"),
        *("enquiries_to", "appendices", "background_papers", "paper", "appendix"),
        *("titel", "enquiries_to.phone", "paper.pages", "report to", "report-to", "a – b", ""),
        *("appendices.title", "(appendices | first).title", "background_papers[0].link", "today()"),
        *("title.upper()", "title.__class__", "“open", "divisions_affected.name"),
    ]
)
FILTERS = st.sampled_from(
    ["upper", "markdown", "length", "join(', ')", "default('x')", "sort", "first", "bogus", "trim"]
)
GOOD = ["title", "report_to", "enquiries_to.name", "enquiries_to.email", "divisions_affected"]
PLAIN = st.sampled_from(GOOD)
EXPRESSIONS = st.one_of(
    PLAIN,
    PLAIN,
    NAMES,
    st.builds("{} | {}".format, NAMES, FILTERS),
    st.builds("{} {} {}".format, NAMES, st.sampled_from(["==", "!=", "~", "+", "and", "="]), NAMES),
    st.builds("not {}".format, NAMES),
)
SPACE = st.sampled_from([" ", "", "  ", "\u00a0", "\u2009"])
LISTS = st.sampled_from(
    ["paper in background_papers", "appendix in appendices", "x in title", "x in nowhere"]
)
LEVEL = st.sampled_from(["", "", "", "p ", "tr ", " p "])
HEADS = st.one_of(st.builds("if {}".format, EXPRESSIONS), st.builds("for {}".format, LISTS))
LONE = st.sampled_from(["endif", "endfor", "else", "elif title", "set x = title", "raw", "end if"])
CONTROLS = st.builds("{{%{}{} %}}".format, LEVEL, st.one_of(HEADS, LONE))
PRINTS = st.builds("{{{{{}{}{}}}}}".format, SPACE, EXPRESSIONS, SPACE)
WORDS = st.sampled_from(
    ["Words", "a “quoted” word", "100 %", "", " ", "R&D", "{ not a tag", "x < y"]
)


@st.composite
def _broken(draw):
    """A tag of which one character is lost or typed twice."""
    tag = draw(st.one_of(PRINTS, CONTROLS))
    at = draw(st.integers(0, len(tag) - 1))
    return tag[:at] + draw(st.sampled_from(["", tag[at] * 2, "\u200b"])) + tag[at + 1 :]


FRAGMENTS = st.one_of(
    WORDS, WORDS, PRINTS, PRINTS, PRINTS, st.just("{# a note #}"), CONTROLS, _broken()
)


@st.composite
def paragraphs(draw, fragments=FRAGMENTS, most=3):
    """A paragraph whose text Word has split into runs anywhere."""
    text = "".join(draw(st.lists(fragments, max_size=most)))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=3)))
    pieces = [text[i:j] for i, j in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return p(*pieces)


SOUND = st.one_of(WORDS, st.builds("{{{{ {} }}}}".format, PLAIN))


@st.composite
def blocks(draw, inner):
    """A loop or condition around blocks: mostly as it should be, now and then crossed."""
    head, end = draw(
        st.sampled_from(
            [
                ("if divisions_affected", "endif"),
                ("if title", "endif"),
                ("for paper in background_papers", "endfor"),
                ("for appendix in appendices", "endfor"),
            ]
        )
    )
    level = draw(st.sampled_from(["", "p "]))
    middle = draw(st.lists(inner, max_size=2))
    item = {"for paper": "{{ paper.title }}", "for appen": "{{ appendix.title }}"}.get(
        head[:9], "x"
    )
    end = draw(st.sampled_from([end] * 8 + ["endif", "endfor"]))
    return "".join([p(f"{{%{level}{head} %}}"), *middle, p(item), p(f"{{%{level}{end} %}}")])


@st.composite
def tables(draw):
    """A table with a loop over its rows, or with anything in its cells."""
    if draw(st.booleans()):
        mark = draw(st.sampled_from(["{%tr", "{%"]))
        rows = [
            [f"{mark} for appendix in appendices %}}", ""],
            ["{{ appendix.number }}", "{{ appendix.title }}"],
            ["", f"{mark} endfor %}}"],
        ]
        return table(["No", "Title"], *rows) + p("")
    cells = st.lists(paragraphs(), min_size=2, max_size=2)
    return table(["h", "i"], *draw(st.lists(cells, min_size=1, max_size=2))) + p("")


BODIES = st.lists(
    st.recursive(
        st.one_of(paragraphs(SOUND), paragraphs(SOUND), paragraphs(), tables()),
        blocks,
        max_leaves=4,
    ),
    max_size=4,
)

TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="{}", exclude_categories=["C"]), min_size=1
)
FIELD = st.one_of(TEXT, TEXT, st.builds(Missing, st.just("name")))
HERE = Place("x")
EXAMPLES = tries(60)


@st.composite
def papers(draw):
    email = draw(st.sampled_from(["a@example.org", Missing("email")]))
    return Paper(
        name="x",
        title=draw(FIELD),
        short_title=draw(FIELD),
        report_to=draw(FIELD),
        author=draw(FIELD),
        date=draw(st.one_of(st.just(date(2024, 3, 14)), st.just(Missing("date")))),
        report_for=draw(FIELD),
        enquiries_to=draw(
            st.one_of(st.builds(Contact, FIELD, FIELD, st.just(email)), st.builds(Missing, TEXT))
        ),
        divisions_affected=draw(st.none() | TEXT),
        language="en-GB",
        sections=(),
        background_papers=tuple(
            draw(
                st.lists(
                    st.builds(
                        BackgroundPaper,
                        TEXT,
                        st.none() | TEXT,
                        st.none() | st.just("https://x.org/"),
                    ),
                    max_size=2,
                )
            )
        ),
        appendices=tuple(
            Appendix(n, title, FromTemplate("", {}), HERE)
            for n, title in enumerate(draw(st.lists(TEXT, max_size=2)), 1)
        ),
        files=(),
    )


TAIL = "".join(
    p(text)
    for text in (
        "{% for paper in background_papers %}",
        "{{ paper.title }}{% if paper.link %} ({{ paper.link }}){% endif %}",
        "{% endfor %}{% for appendix in appendices %}",
        "{{ appendix.number }} {{ appendix.title }}",
        "{% endfor %}{% for text in statutory_texts %}",
        "{{ text }}",
        "{% endfor %}",
    )
)


def made(body):
    document = docx.Document()
    for element in elements("".join(body) + TAIL):
        document.element.body.sectPr.addprevious(element)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def filled(data, paper):
    slots = Slots()
    document = fill(WordTemplate("appendices.docx", data), closing_fields(paper), slots)
    placer = Placer(document, slots, Place("house.docx"))
    placer.place()
    problems = [each for each in placer.template_problems if each.code != "missing-style"]
    if problems:
        raise TemplatesError(problems)
    repair(document)
    return docx.Document(io.BytesIO(to_bytes(document)))


@pytest.mark.slow
def test_what_check_passes_is_filled_and_what_cannot_be_filled_was_found():
    seen = {"passed": 0, "refused": 0}

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(BODIES, papers())
    def holds(body, paper):
        data = made(body)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "appendices.docx"
            path.write_bytes(data)
            problems = check_templates(Path(folder), [path])
        errors = [each for each in problems if each.level is Level.ERROR]
        try:
            result = filled(data, paper)
        except TemplatesError as fault:
            seen["refused"] += 1
            assert errors, fault.problems
            return
        if errors:
            return
        seen["passed"] += 1
        text = " ".join(node.text or "" for node in result.element.body.iter(qn("w:t")))
        assert not any(mark in text for mark in ("{{", "}}", "{%", "%}", "{#", "#}")), text

    holds()
    assert seen["passed"] > EXAMPLES / 8, seen
    assert seen["refused"] > EXAMPLES / 8, seen

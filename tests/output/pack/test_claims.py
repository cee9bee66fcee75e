"""A pack claims what a validator passes of the finished file, and nothing else."""

from __future__ import annotations

from datetime import date

import page
import pytest
from msgspec.structs import replace
from pikepdf import Dictionary, Name, String

from panel_papers.core.problems import Level, Place
from panel_papers.output.pack.attempts import Rendered
from panel_papers.output.pack.claim_problems import claim_problems
from panel_papers.output.pack.claims import Obstacle, join_and_claim
from panel_papers.output.pack.parts import Piece
from panel_papers.pdf.conformance.model import Failure, Verdict
from panel_papers.pdf.conformance.page_validation import validate
from panel_papers.pdf.conformance.rules import Rule
from panel_papers.pdf.joining import Barrier, Options, Part, PartReport, claim_pdf_ua

from ...pdf.conformance.small_files import BROKEN, REPAIRED, UNARCHIVABLE, made, whole

OPTIONS = Options(title="Pack", language="en-GB", created=date(2024, 3, 1), first_page=11)
CLAIM = b"<pdfuaid:part>1</pdfuaid:part>"
ARCHIVAL = b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
SOUND = Verdict(archival=Verdict())
RULE = Rule("7.3", "a picture has no alternative text", "describe it", "say it")


class Judge:
    """A validator that says what it is told to, and keeps what it was shown."""

    def __init__(self, *verdicts: Verdict):
        self.verdicts = list(verdicts)
        self.shown: list[bytes] = []

    def __call__(self, pdf: bytes) -> Verdict:
        self.shown.append(pdf)
        return self.verdicts.pop(0)


def parts(*files: bytes) -> list[Part]:
    return [Part(f"Part {number}", pdf) for number, pdf in enumerate(files, 1)]


def test_the_file_that_the_validator_passes_is_the_one_that_is_published():
    judge = Judge(SOUND)
    claim = join_and_claim(parts(whole(), whole()), [None, None], OPTIONS, judge)
    assert judge.shown == [claim.pdf]
    assert claim.pdf.count(CLAIM) == 1
    assert claim.pdf.count(ARCHIVAL) == 1
    assert (claim.obstacles, claim.archival_obstacles) == ((), ())


def test_what_is_no_pdf_a_claims_pdf_ua_alone_and_that_file_is_validated_again():
    failing = Verdict((Failure("PDFA2A-DEVICE-CMYK-001", "…", (1,)),))
    alone = [SOUND, Verdict(archival=failing)]
    judge = Judge(Verdict(archival=failing), *alone, Verdict())
    claim = join_and_claim(parts(whole(), whole()), [None, None], OPTIONS, judge)
    assert judge.shown[-1] == claim.pdf
    assert ARCHIVAL in judge.shown[0]
    assert ARCHIVAL not in claim.pdf
    assert claim.pdf.count(CLAIM) == 1
    assert claim.obstacles == ()
    (obstacle,) = claim.archival_obstacles
    assert (obstacle.code, obstacle.part, obstacle.archival) == ("not-pdf-a", 1, True)
    assert obstacle.found == "it has the colours of a printing press (CMYK)"


@pytest.mark.parametrize("archival", [None, Verdict(unread="it ended with -11")])
def test_pdf_a_that_no_validator_has_looked_at_is_not_claimed(archival: Verdict | None):
    judge = Judge(Verdict(archival=archival), Verdict())
    claim = join_and_claim(parts(whole()), [None], OPTIONS, judge)
    assert (CLAIM in claim.pdf, ARCHIVAL in claim.pdf) == (True, False)
    (obstacle,) = claim.archival_obstacles
    assert (obstacle.code, obstacle.part) == ("pdf-a-not-checked", None)


def test_what_does_not_claim_pdf_ua_does_not_claim_pdf_a():
    make, *_ = BROKEN["picture"]
    claim = join_and_claim(parts(make()), [None], OPTIONS, validate)
    assert page.validate_pdf_bytes(claim_pdf_ua(claim.pdf, pdf_a=True), profile="2a").is_compliant
    assert (CLAIM in claim.pdf, ARCHIVAL in claim.pdf) == (False, False)
    assert claim.archival_obstacles == ()


@pytest.mark.parametrize("name", UNARCHIVABLE)
def test_a_part_that_cannot_be_kept_costs_the_claim_of_pdf_a_and_is_named(name: str):
    make, rule, words = UNARCHIVABLE[name]
    claim = join_and_claim(parts(whole(), make()), [None, None], OPTIONS, validate)
    found = page.validate_pdf_bytes(claim_pdf_ua(claim.joined.pdf, pdf_a=True), profile="2a")
    assert [each.rule_id for each in found.failures] == [f"PDFA2A-{rule}-001"]
    assert page.validate_pdf_bytes(claim.pdf, profile="ua1").is_compliant
    assert (CLAIM in claim.pdf, ARCHIVAL in claim.pdf) == (True, False)
    (obstacle,) = claim.archival_obstacles
    assert obstacle.found.startswith(words)
    assert obstacle.part == 1
    pieces = [Piece("Part 2", b"", Place("inputs/map.pdf"))]
    (problem,) = claim_problems(pieces, [obstacle], [Rendered(b"%PDF", "")])
    assert (problem.code, problem.level) == ("not-pdf-a", Level.SUGGESTION)
    assert problem.place.file == "inputs/map.pdf"
    assert problem.found.startswith("The pack does not claim to be fit for an archive (PDF/A): ")
    assert problem.wanted.startswith("what PDF/A-2a asks of a document for an archive (ISO 19005")


@pytest.mark.parametrize("why", ["it ended with -11", "it did not come to an end"])
def test_a_validator_that_stops_dead_costs_the_claim_and_nothing_else(why: str):
    claim = join_and_claim(parts(whole()), [None], OPTIONS, Judge(Verdict(unread=why)))
    assert CLAIM not in claim.pdf
    assert claim.joined.pages == 1
    (obstacle,) = claim.obstacles
    assert (obstacle.code, obstacle.part) == ("pdf-ua-not-checked", None)
    assert why in obstacle.found


def test_what_helps_a_pack_that_could_not_be_validated_is_said():
    verdict = Verdict(unread="it has 19,000 bookmarks on one level", remedy="use chapters")
    claim = join_and_claim(parts(whole()), [None], OPTIONS, Judge(verdict))
    (obstacle,) = claim.obstacles
    assert obstacle.rule.acrobat == "use chapters"


@pytest.mark.parametrize(
    ("name", "place"), [*((name, 1) for name in BROKEN), ("picture", 0), ("picture", 2)]
)
def test_a_pack_with_one_broken_part_never_claims_and_names_it(name: str, place: int):
    make, rule, words = BROKEN[name]
    files = [whole(), whole()]
    files.insert(place, make())
    claim = join_and_claim(parts(*files), [None] * 3, OPTIONS, validate)
    assert CLAIM not in claim.pdf
    found = page.validate_pdf_bytes(claim.pdf, profile="ua1").failures
    assert f"PDFUA1-{rule}-001" in [each.rule_id for each in found]
    assert {obstacle.part for obstacle in claim.obstacles} == {place}
    assert {obstacle.pages for obstacle in claim.obstacles} == {(11 + place,)}
    assert any(obstacle.found.startswith(words) for obstacle in claim.obstacles)


def unplaced(verdict: Verdict) -> Verdict:
    """A verdict by which a part that breaks a rule has to be sought among all of them."""
    failures = tuple(replace(each, occurrences=()) for each in verdict.failures)
    archival = verdict.archival and unplaced(verdict.archival)
    return replace(verdict, failures=failures, archival=archival)


@pytest.mark.parametrize("name", [*BROKEN, *UNARCHIVABLE])
def test_a_part_is_named_by_its_pages_as_it_is_by_being_validated_alone(name: str):
    make = (BROKEN.get(name) or UNARCHIVABLE[name])[0]
    files = parts(whole(), make(), whole(), make())
    by_pages = join_and_claim(files, [None] * 4, OPTIONS, validate)
    alone = join_and_claim(files, [None] * 4, OPTIONS, lambda pdf: unplaced(validate(pdf)))
    assert by_pages == alone
    obstacles = by_pages.obstacles or by_pages.archival_obstacles
    assert {each.part for each in obstacles} == {1, 3}


def test_what_is_no_pdf_a_is_validated_once_with_the_claim_taken_back():
    shown = []

    def judge(pdf: bytes) -> Verdict:
        shown.append(pdf)
        return validate(pdf)

    make, *_ = UNARCHIVABLE["press-colours"]
    claim = join_and_claim(parts(make()), [None], OPTIONS, judge)
    (pdf,) = shown
    assert pdf.replace(ARCHIVAL, b" " * len(ARCHIVAL)) == claim.pdf
    assert page.validate_pdf_bytes(claim.pdf, profile="ua1").is_compliant


def test_what_breaks_pdf_ua_only_without_the_claim_of_pdf_a_is_not_passed_over():
    failing = Failure("PDFA2A-DEVICE-CMYK-001", "…", (1,))
    broken = Failure("PDFUA1-ID-PART-001", "…")
    verdict = Verdict((broken,), archival=Verdict((failing,)), withdrawn=True)
    judge = Judge(verdict, verdict, Verdict(), Verdict())
    claim = join_and_claim(parts(whole(), whole()), [None, None], OPTIONS, judge)
    assert (CLAIM in claim.pdf, ARCHIVAL in claim.pdf) == (False, False)
    assert [each.part for each in claim.obstacles] == [None]


@pytest.mark.parametrize("name", REPAIRED)
def test_what_can_be_repaired_does_not_cost_the_claim(name: str):
    make, _ = REPAIRED[name]
    files = parts(whole(), make())
    claim = join_and_claim(files, [None, None], OPTIONS, validate)
    assert claim.obstacles == ()
    assert page.validate_pdf_bytes(claim.pdf, profile="ua1").is_compliant
    assert join_and_claim(files, [None, None], OPTIONS, validate).pdf == claim.pdf


def test_a_part_that_breaks_a_rule_only_beside_others_is_not_passed_over():
    failing = Verdict((Failure("PDFUA1-NOTE-ID-UNIQUE-001", "…", (1,)),))
    judge = Judge(failing, failing, Verdict(), Verdict())
    claim = join_and_claim(parts(whole(), whole()), [None, None], OPTIONS, judge)
    assert CLAIM not in claim.pdf
    (obstacle,) = claim.obstacles
    assert (obstacle.part, obstacle.where) == (None, "page 12 of the pack")


def test_no_language_and_no_tags_cost_the_claim_though_no_validator_sees_it():
    silent = made(None)
    silent.tag("H1", silent.page(), "Words")
    untagged = made()
    untagged.text(untagged.page(), "Words")
    del untagged.pdf.Root["/Metadata"]
    plain = untagged.done(K=[])
    files = parts(whole(), silent.done(), plain)
    claim = join_and_claim(files, [None] * 3, OPTIONS, validate)
    assert CLAIM not in claim.pdf
    assert [(each.code, each.part) for each in claim.obstacles] == [
        ("not-pdf-ua", 1),
        ("untagged", 2),
    ]


def test_a_part_with_a_language_on_each_of_its_texts_needs_none_of_its_own():
    silent = made(None)
    silent.tag("H1", silent.page(), "Words", Lang=String("en-GB"))
    silent.tag("P", silent.page(), "Geiriau", Lang=String("cy"))
    claim = join_and_claim(parts(whole(), silent.done()), [None, None], OPTIONS, validate)
    assert claim.obstacles == ()
    assert CLAIM in claim.pdf


def test_what_a_part_lacked_before_it_got_a_divider_still_counts():
    before = PartReport(tagged=False, coverage=0.0, barriers=(Barrier.UNTAGGED,))
    claim = join_and_claim(parts(whole()), [before], OPTIONS, Judge(Verdict()))
    assert CLAIM not in claim.pdf
    assert [each.code for each in claim.obstacles] == ["untagged"]
    assert claim.reports == (before,)


def test_hostile_bytes_that_look_like_the_place_of_the_claim_get_none():
    hostile = made()
    page_of = hostile.page()
    hostile.tag("H1", page_of, "words")
    room = b" " * len(CLAIM + ARCHIVAL)
    spaces = b"<pdf:Producer>Panel Papers</pdf:Producer>\n" + room + b"\n"
    stream = hostile.pdf.make_stream(spaces, Type=Name.XObject, Subtype=Name.Image)
    stream.Filter = Name.DCTDecode  # which no program unpacks on the way
    page_of.Resources.XObject = Dictionary(X=stream)
    claim = join_and_claim(parts(hostile.done()), [None], OPTIONS, validate)
    assert claim.pdf.count(spaces) == 2
    assert CLAIM not in claim.pdf
    assert [each.code for each in claim.obstacles] == ["pdf-ua-not-checked"]


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ((), None),
        ((3,), "page 3 of the pack"),
        ((3, 5), "pages 3 and 5 of the pack"),
        ((1, 2, 3, 4, 5, 6, 7), "pages 1, 2, 3, 4, 5 and 2 more of the pack"),
    ],
)
def test_pages_are_named_as_the_pack_numbers_them(pages: tuple[int, ...], words: str | None):
    assert Obstacle("not-pdf-ua", 1, RULE, pages).where == words


def test_each_reason_is_a_warning_that_names_part_page_rule_and_what_to_do():
    piece = Piece("Appendix 1 – Plan", b"%PDF", Place("inputs/a/plan.pdf"))
    made_here = Piece("Appendix 2", Rendered(b"%PDF", "dxpdf 0.8.1"), Place("Appendix 2"))
    obstacles = (
        Obstacle("not-pdf-ua", 1, RULE, (7,), 2),
        Obstacle("not-pdf-ua", 2, RULE, (8,)),
        Obstacle("pdf-ua-not-checked", None, Rule("", "it was not read", "x", "y")),
    )
    rendered = [Rendered(b"%PDF", ""), Rendered(b"%PDF", "dxpdf 0.8.1")]
    first, last = claim_problems([piece, made_here], obstacles, rendered)
    assert first.level is last.level is Level.WARNING
    assert str(first.place) == "inputs/a/plan.pdf, page 7 of the pack"
    assert first.found == (
        "The pack does not claim to be accessible (PDF/UA): "
        "a picture has no alternative text (2 times)"
    )
    assert first.wanted == "what PDF/UA-1 asks of an accessible document (ISO 14289-1, 7.3)"
    assert first.hint == "in Word, describe it, and save it as PDF again; or in Acrobat, say it"
    assert (last.code, str(last.place)) == ("pdf-ua-not-checked", "pack")


def test_what_breaks_a_rule_is_reported_of_a_part_that_no_validator_has_seen_alone():
    made = Rendered(b"%PDF", "dxpdf 0.8.1")
    report, other = (Piece(each, made, Place(each)) for each in ("Report", "Other report"))
    obstacles = [Obstacle("not-pdf-ua", 1, RULE, (7,)), Obstacle("not-pdf-ua", 2, RULE, (9,))]
    found = claim_problems([report, other], obstacles, [made, made], unjudged=[report])
    assert [(each.code, str(each.place)) for each in found] == [
        ("not-pdf-ua", "Report, page 7 of the pack")
    ]

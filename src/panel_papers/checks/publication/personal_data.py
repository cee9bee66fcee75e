"""Personal data that a public paper should not hold: people’s numbers, mail and telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.words import Words, words_of
from panel_papers.core import Contact, Level, Paper, Problem

_ICO = "UK GDPR Article 5(1)(c), data minimisation"
INSURANCE = Rule(
    "national-insurance-number",
    Level.ERROR,
    "The paper has a National Insurance number",
    "It identifies one person, and no public paper needs it.",
    "the officer, AB 12 34 56 C",
    "the officer",
    _ICO,
)
PATIENT = Rule(
    "nhs-number",
    Level.ERROR,
    "The paper has an NHS number",
    "It identifies one patient, and no public paper needs it.",
    "patient 943 476 5919",
    "a patient",
    _ICO,
)
MAIL = Rule(
    "personal-email",
    Level.WARNING,
    "The paper has an e-mail address other than the contact’s",
    "Whoever owns it may not have agreed to see it published.",
    "write to a.person@example.org",
    "write to the contact on the cover sheet",
    _ICO,
)
TELEPHONE = Rule(
    "personal-telephone",
    Level.WARNING,
    "The paper has a telephone number",
    "Whoever answers it may not have agreed to see it published.",
    "ring 01632 960 001",
    "ask the contact on the cover sheet",
    _ICO,
)
RULES: tuple[Rule, ...] = (INSURANCE, PATIENT, MAIL, TELEPHONE)

# HMRC, National Insurance Manual NIM39110: D, F, I, Q, U and V are never used, nor O as the second
_INSURANCE = re.compile(
    r"(?<![A-Za-z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?![A-Za-z0-9])"
)
_PATIENT = re.compile(r"(?<![\d£$€.,+])(\d{3})([ -]?)(\d{3})\2(\d{4})(?![\d%]|[.,]\d)")
# RFC 5321 section 4.5.3.1: 64 characters before the @; without a limit a long word takes hours
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+'-])[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
)
# Ofcom, National Telephone Numbering Plan: after the 0 (or +44) a 1, 2, 3, 5, 7, 8 or 9
_TELEPHONE = re.compile(
    r"(?<![\w£$€.,/-])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)\(?[1235789](?:[ ()-]{0,2}\d){7,9}"
    r"(?![\d%]|[.,/-]\d)"
)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each number and address; what would do harm is not repeated in the finding."""
    allowed = _of_cover(subject.paper)
    for words in words_of(subject):
        for match in _INSURANCE.finditer(words.text):
            yield INSURANCE.problem(
                words.place(match.start()),
                f"“{match[0][:2]} … {match[0][-1]}” looks like a National Insurance number",
                "",
                "delete it here and in the file that it came from",
            )
        for start, digits in _patients(words):
            yield PATIENT.problem(
                words.place(start),
                f"“{digits[:2]}… …{digits[-1]}” looks like an NHS number: its check digit is right",
                "",
                "delete it here and in the file that it came from",
            )
        yield from _ways_to_reach(words, allowed)


def _of_cover(paper: Paper) -> set[str]:
    """Return the addresses and numbers of the cover sheet, which are there to be published."""
    contact = paper.enquiries_to
    allowed = {str(contact.email).lower()} if isinstance(contact, Contact) else set()
    for row in paper.cover:
        allowed.update(each.lower() for each in _MAIL.findall(str(row.text)))
        allowed.update(_digits(each) for each in _TELEPHONE.findall(str(row.text)))
    return allowed


def _digits(number: str) -> str:
    """Return the digits of a telephone number, those of +44 1632 960001 as of 01632 960001."""
    digits = re.sub(r"\D", "", number.replace("+44", "0").replace("(0)", ""))
    return re.sub(r"^0+", "0", digits)


def _ways_to_reach(words: Words, allowed: set[str]) -> Iterator[Problem]:
    for match in _MAIL.finditer(words.text):
        address = match[0].rstrip(".'").lstrip("'")
        if address.lower() not in allowed:
            yield MAIL.problem(
                words.place(match.start()),
                f"The e-mail address “{address}” is not that of the paper’s contact",
                "",
                "delete it, write the contact’s address instead; if its owner agrees to have "
                "it published, change nothing",
            )
    for match in _TELEPHONE.finditer(words.text):
        if sum(map(str.isdigit, match[0])) >= 10 and _digits(match[0]) not in allowed:
            yield TELEPHONE.problem(
                words.place(match.start()),
                f"The telephone number “{match[0]}” would be published with the paper",
                "",
                "delete it; if whoever answers it agrees to have it published, change nothing",
            )


def _patients(words: Words) -> Iterator[tuple[int, str]]:
    """Yield each NHS number: ten digits in its grouping, or in a text that speaks of the NHS."""
    spoken = "NHS" in words.text
    for match in _PATIENT.finditer(words.text):
        digits = match[1] + match[3] + match[4]
        if (match[2] or spoken) and _checks(digits):
            yield match.start(), digits


def _checks(digits: str) -> bool:
    """Say whether the last digit is the check digit of the others.

    NHS Data Dictionary, NHS NUMBER: modulus 11 with weights 10 to 2; 10 as a result is no number.
    """
    weighted = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    wanted = (11 - weighted % 11) % 11
    return len(set(digits)) > 1 and wanted == int(digits[9])

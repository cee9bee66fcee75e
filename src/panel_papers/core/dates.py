"""Dates in English words, and in Welsh ones, whatever the computer's own language."""

from __future__ import annotations

from datetime import date

# strftime would take the names from the computer's locale, and has no portable day without a nought
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# Welsh Government, BydTermCymru style guide, “Dates”: the day as a figure, no comma
_WELSH_MONTHS = (
    *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
    *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
)


def long_date(day: date, language: str = "en-GB") -> str:
    """Return the date as a paper prints it: “14 March 2024”, in Welsh “14 Mawrth 2024”."""
    is_welsh = language.partition("-")[0].lower() == "cy"
    return f"{day.day} {(_WELSH_MONTHS if is_welsh else MONTHS)[day.month - 1]} {day.year}"


def in_words(day: date) -> str:
    """Return the date with its weekday: “Wednesday 6 March 2024”."""
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"

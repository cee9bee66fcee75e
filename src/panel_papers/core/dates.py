"""Dates in English words, whatever the computer's own language."""

from __future__ import annotations

from datetime import date

# strftime would take the names from the computer's locale, and has no portable day without a nought
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def long_date(day: date) -> str:
    """Return the date as a paper prints it: “14 March 2024”."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def in_words(day: date) -> str:
    """Return the date with its weekday: “Wednesday 6 March 2024”."""
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"

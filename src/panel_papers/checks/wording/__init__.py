"""Checks of plain English: long sentences, repeated words, spelling, grammar."""

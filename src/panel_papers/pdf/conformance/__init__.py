"""Validates a finished PDF against PDF/UA-1 (ISO 14289-1): what may be claimed, and what fails.

The judge is somebody else's program (`page_validation.py`); nothing here wrote what it reads.
"""

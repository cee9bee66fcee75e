"""Where the templates are that come with the package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def shipped_templates() -> Path:
    """Return the folder of templates and bodies' profiles that an install brings.

    A wheel holds a copy of the project's own `templates` (`pyproject.toml`, force-include); where
    the package is used from its source, that folder itself is the one.
    """
    inside = _PACKAGE / "shipped" / "templates"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "templates"


def usual_templates() -> Path:
    """Return the folder `templates` if it is here, else those that come with the package."""
    here = Path("templates")
    return here if here.exists() else shipped_templates()

"""Committee papers from structured inputs and Word templates."""

__version__ = "0.1.0"

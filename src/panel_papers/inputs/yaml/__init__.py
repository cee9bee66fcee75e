"""YAML read with the place of each value, and checked against its shape."""

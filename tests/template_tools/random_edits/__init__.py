"""Random edits of our templates as Word makes them, and what check, build and pages say of each."""

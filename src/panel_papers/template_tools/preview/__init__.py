"""Templates filled with sample data, in the browser: `panel-papers templates preview`."""

"""A paper in the browser, new after each save: `panel-papers preview`."""

"""What is wrong in a template, before a paper meets it: `panel-papers templates check`."""

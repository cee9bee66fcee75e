"""The fields that templates may use: `panel-papers templates fields`."""

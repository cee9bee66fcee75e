"""Issues of a meeting: what was published when, and the records of it."""

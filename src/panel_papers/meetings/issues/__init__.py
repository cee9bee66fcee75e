"""Issues of a meeting: what was published when, and the supplements that go on from it."""

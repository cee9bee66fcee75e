"""What template editors are given: faults told as in a spell-checker, each at its place in Word."""

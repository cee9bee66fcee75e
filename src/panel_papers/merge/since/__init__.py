"""What changed in a paper since an earlier version: for the meeting, as a list and in Word."""

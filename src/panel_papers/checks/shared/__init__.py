"""What the public inputs of a paper share with its restricted appendices."""

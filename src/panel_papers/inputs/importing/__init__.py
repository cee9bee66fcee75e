"""A Word report as the inputs of a paper."""

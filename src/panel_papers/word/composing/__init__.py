"""Several filled templates made into one Word document on the house's paper."""

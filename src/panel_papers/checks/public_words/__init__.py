"""Words and sentences that are public because any report, the law or this program has them."""

"""One page one identity, one text one story."""

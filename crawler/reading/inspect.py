"""One page on its own, as `coopfeed inspect article` shows it."""

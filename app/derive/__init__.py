"""The symbolic chain rule: what every step says, in each layout. Knows no numbers."""

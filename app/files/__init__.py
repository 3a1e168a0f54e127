"""Files of numbers, as other programs write them. Knows no HTTP, opens no path and never runs a pickle."""

"""What `include` can name: one file for each, and one entry in the table."""

"""The notations in which trees are written, a file for each: LaTeX, plain text, and the language itself."""

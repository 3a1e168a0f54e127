"""From text to numbers: program, sizes, the compiled sheet, the run."""

"""Facts about the program, one module each."""

"""Knowledge files (YAML) as one checked, immutable snapshot."""

"""Measures the bot by question files. Knows not how a reply is found."""

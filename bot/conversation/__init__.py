"""One question in, one reply out: follow-ups, compound questions, wording."""

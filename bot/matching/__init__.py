"""A question as ranked entries, each with the evidence for and against it."""

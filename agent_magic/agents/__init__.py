"""The loop: a task in, events out, an answer at the end."""

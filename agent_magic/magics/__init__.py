"""`%%agent` and `%agent`: the composition root."""

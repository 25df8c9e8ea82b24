"""The far side of an executor: what runs next to the code, on the standard library alone."""

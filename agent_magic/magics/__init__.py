"""The magics: the composition root, thin."""

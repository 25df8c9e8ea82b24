"""What of the notebook's variables goes in: snapshots for the code, cards for the model."""

from agent_magic.inputs.lending import Input, lend

__all__ = ["Input", "lend"]

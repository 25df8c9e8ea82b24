"""What of the notebook's variables goes in: snapshots for the code, cards and pictures for the model."""

from agent_magic.inputs.lending import Input, lend
from agent_magic.inputs.pictures import pictures

__all__ = ["Input", "lend", "pictures"]

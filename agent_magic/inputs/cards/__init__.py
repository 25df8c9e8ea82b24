"""Cards: what the model is told of a variable. Facts about it, and no values beyond those asked for."""

from agent_magic.inputs.cards.card import card_of

__all__ = ["card_of"]

"""Values as a JSON-able tree plus binary buffers, and back without running anything that came."""

from __future__ import annotations

from agent_magic.worker.codec.coding import decode, encode
from agent_magic.worker.codec.encoded import Encoded, Undecodable, Unsendable

__all__ = ["Encoded", "Undecodable", "Unsendable", "decode", "encode"]

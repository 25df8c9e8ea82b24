"""What a worker process does to itself before it runs any code, so that the code cannot get out of it.

`confine` puts up the layers, `probe` tries each of them in a process of its own, `table` tells them.
"""

from agent_magic.worker.confinement.probing import probe
from agent_magic.worker.confinement.readable import library_paths
from agent_magic.worker.confinement.rlimits import lend_memory
from agent_magic.worker.confinement.sequence import confine
from agent_magic.worker.confinement.settings import Confinement, Layer, is_confining
from agent_magic.worker.confinement.telling import table

__all__ = ["Confinement", "Layer", "confine", "is_confining", "lend_memory", "library_paths", "probe", "table"]

"""In a kernel, where figures are drawn inline, the notebook's own cells draw as ever after code was run."""

import nbformat
import pytest
from nbclient import NotebookClient

RUN = """
from agent_magic.worker.figures import FigureWatch
bundles = []
watch = FigureWatch(bundles.append)
with watch:
    import matplotlib.pyplot as plt
    plt.plot([1, 2])
    plt.show()
    plt.plot([3])
print(len(bundles), plt.get_backend(), plt.get_fignums())
"""
AROUND = """
plt.plot([1, 2])
with watch:
    plt.plot([3])
    plt.show()
print(len(bundles), len(plt.gca().lines))
"""
OWN = "plt.plot([5])\nplt.show()\nprint('after')"


@pytest.mark.kernel
def test_figures_of_the_code_are_collected_and_those_of_the_notebook_shown():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in (RUN, AROUND, OWN)])
    NotebookClient(notebook, timeout=60).execute()
    run, around, own = (cell.outputs for cell in notebook.cells)
    assert [output.get("text") for output in run] == ["2 module://matplotlib_inline.backend_inline []\n"]
    assert around[0].text == "3 1\n"
    assert "image/png" in around[-1].data
    assert "image/png" in own[0].data
    assert own[1].text == "after\n"

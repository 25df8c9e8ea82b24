"""Shapes of replies that models give, and the action that each one holds."""

from __future__ import annotations

from textwrap import dedent

import pytest

from agent_magic.agents.formats import Code, CodeFormat
from agent_magic.errors import ParsingError


def shape(name: str, reply: str, thought: str, code: str) -> object:
    return pytest.param(dedent(reply).strip("\n"), thought, dedent(code).strip("\n"), id=name)


SHAPES = [
    # labels
    shape("python", "I look.\n```python\nprint(1)\n```", "I look.", "print(1)"),
    shape("py", "I look.\n```py\nprint(1)\n```", "I look.", "print(1)"),
    shape("python3", "```python3\nprint(1)\n```", "", "print(1)"),
    shape("capital label", "```Python\nprint(1)\n```", "", "print(1)"),
    shape("ipython", "```ipython3\nprint(1)\n```", "", "print(1)"),
    shape("tool_code", "```tool_code\nprint(1)\n```", "", "print(1)"),
    shape("space before the label", "``` python\nprint(1)\n```", "", "print(1)"),
    shape("braced label", "```{python}\nprint(1)\n```", "", "print(1)"),
    shape("label with attributes", '```python title="a.py"\nprint(1)\n```', "", "print(1)"),
    shape("label with a file", "```python:main.py\nprint(1)\n```", "", "print(1)"),
    shape("no label", "I look.\n```\nprint(1)\n```", "I look.", "print(1)"),
    shape("no label and a mistake", "```\nprint(1\n```", "", "print(1"),
    shape("tildes", "~~~python\nprint(1)\n~~~", "", "print(1)"),
    shape("four backticks", "````python\nprint('```')\n````", "", "print('```')"),
    shape("console session", "```pycon\n>>> x = 1\n>>> print(x)\n1\n```", "", "x = 1\nprint(x)"),
    # where the fence stands
    shape("fence after words", "Code: ```python\nprint(1)\n```", "", "print(1)"),
    shape(
        "unlabelled fence after a colon",
        "The code:\n\nRun: ```\nprint(1)\n```",
        "The code:\n\nRun:",
        "print(1)",
    ),
    shape("code on the opening line", "```python print(1)\nprint(2)\n```", "", "print(1)\nprint(2)"),
    shape("one line", "```python print(1)```", "", "print(1)"),
    shape("one line without a label", "```final_answer(1)```", "", "final_answer(1)"),
    shape("closing fence after code", "```python\nprint(1)```", "", "print(1)"),
    shape("closing fence with a tag", "```py\nprint(1)\n```<end_code>", "<end_code>", "print(1)"),
    shape("words after the fence", "```python\nprint(1)\n```\nThis prints 1.", "This prints 1.", "print(1)"),
    shape(
        "in a list",
        "1. First:\n   ```python\n   if True:\n       print(1)\n   ```",
        "1. First:",
        "if True:\n    print(1)",
    ),
    shape("indented code", "```python\n    x = 1\n    print(x)\n```", "", "x = 1\nprint(x)"),
    shape(
        "windows line ends",
        "I look.\r\n```python\r\nx = 1\r\nprint(x)\r\n```\r\n",
        "I look.",
        "x = 1\nprint(x)",
    ),
    # tags
    shape("code tag", "I look.\n<code>\nprint(1)\n</code>", "I look.", "print(1)"),
    shape("execute tag", "I look.\n<execute>\nprint(1)\n</execute>", "I look.", "print(1)"),
    shape("code tag in one line", "<code>print(1)</code>", "", "print(1)"),
    shape("code tag after words", "Thought: I look. <code>\nprint(1)\n</code>", "I look.", "print(1)"),
    shape("fence in a tag", "<code>\n```python\nprint(1)\n```\n</code>", "", "print(1)"),
    shape("tag in a fence", "```python\n<code>\nprint(1)\n</code>\n```", "", "print(1)"),
    shape(
        "tag named in the thought",
        "I use the <code> tag.\n```python\nprint(1)\n```",
        "I use the <code> tag.",
        "print(1)",
    ),
    shape(
        "tag in a string",
        "<code>\nhtml = '<b></code>'\nprint(html)\n</code>",
        "",
        "html = '<b></code>'\nprint(html)",
    ),
    shape("html in code", "```python\nprint('<code>x</code>')\n```", "", "print('<code>x</code>')"),
    shape("llama's tag", "<|python_tag|>print(1)<|eom_id|>", "", "print(1)"),
    # several blocks
    shape(
        "two blocks",
        "First.\n```python\nx = 1\n```\nThen.\n```python\nprint(x)\n```",
        "First.\n\nThen.",
        "x = 1\n\nprint(x)",
    ),
    shape("output that was made up", "```python\nprint(2)\n```\nOutput:\n```\n2\n```", "Output:", "print(2)"),
    shape(
        "observation that was made up",
        "```python\nprint(2)\n```\nObservation:\n3\n```python\nfinal_answer(3)\n```",
        "",
        "print(2)",
    ),
    shape("json beside code", '```json\n{"a": 1}\n```\n```python\nprint(1)\n```', "", "print(1)"),
    shape("shell beside code", "```bash\npip install x\n```\n```python\nprint(1)\n```", "", "print(1)"),
    shape(
        "a block that was not closed before the next",
        "```python\nx = 1\n```python\nprint(x)\n```",
        "",
        "x = 1\n\nprint(x)",
    ),
    shape("empty block first", "```python\n```\n```python\nprint(1)\n```", "", "print(1)"),
    # thinking
    shape(
        "thinking",
        "<think>Maybe\n```python\nboom()\n```</think>I look.\n```python\nprint(1)\n```",
        "I look.",
        "print(1)",
    ),
    shape(
        "thinking without a beginning",
        "Maybe\n```python\nboom()\n```\n</think>\n\n```python\nprint(1)\n```",
        "",
        "print(1)",
    ),
    shape("thinking named in code", "```python\nprint('<think>x</think>')\n```", "", "print('<think>x</think>')"),
    shape("thinking with another name", "<reasoning>hm</reasoning>\n```python\nprint(1)\n```", "", "print(1)"),
    # marks inside strings
    shape(
        "fence in a string",
        '''
        ```python
        text = """
        ```
        not code
        ```
        """
        final_answer(text)
        ```
        ''',
        "",
        '''
        text = """
        ```
        not code
        ```
        """
        final_answer(text)
        ''',
    ),
    shape(
        "fence in a short string",
        "```python\nprint('```')\nprint(\"a ```\")\n```",
        "",
        "print('```')\nprint(\"a ```\")",
    ),
    shape("apostrophe in a comment", "```python\n# don't\nprint(1)\n```\nDone.", "Done.", "# don't\nprint(1)"),
    shape(
        "fence in a string of a block that was not closed",
        "```python\nx = '''\n```\n'''\nprint(x)",
        "",
        "x = '''\n```\n'''\nprint(x)",
    ),
    shape("string that was not closed", "```python\nx = '''abc\n```\nDone.", "Done.", "x = '''abc"),
    # marks that are missing
    shape("no closing fence", "I look.\n```python\nprint(1)\n", "I look.", "print(1)"),
    shape("half a closing fence", "```python\nprint(1)\n``", "", "print(1)"),
    shape("no closing tag", "<code>\nprint(1)", "", "print(1)"),
    shape("half a closing tag", "<code>\nprint(1)\n</co", "", "print(1)"),
    # code without marks
    shape("bare code", "final_answer(42)", "", "final_answer(42)"),
    shape(
        "bare code of several lines",
        "import math\n\nx = math.sqrt(2)\nprint(x)",
        "",
        "import math\n\nx = math.sqrt(2)\nprint(x)",
    ),
    shape("bare code after words", "I have it now.\nfinal_answer(42)", "I have it now.", "final_answer(42)"),
    shape(
        "bare code before words",
        "x = max(1, 2)\nprint(x)\nThat is the larger one.",
        "",
        "x = max(1, 2)\nprint(x)",
    ),
    shape("bare code after a word that parses", "Done\nfinal_answer(42)", "Done", "final_answer(42)"),
    shape("bare indented code", "    x = max(1, 2)\n    print(x)", "", "x = max(1, 2)\nprint(x)"),
    # words of the thought
    shape("headings", "Thought: I look.\nCode:\n```py\nprint(1)\n```", "I look.", "print(1)"),
    shape(
        "another language",
        "Я смотрю на данные.\n```python\nprint('данные')\n```",
        "Я смотрю на данные.",
        "print('данные')",
    ),
    shape(
        "inline code in the thought",
        "I call `print(2)`.\n```python\nprint(1)\n```",
        "I call `print(2)`.",
        "print(1)",
    ),
    shape("a vertical tab in a string", "```python\nprint('a\x0bb\u2028c')\n```", "", "print('a\x0bb\u2028c')"),
]


@pytest.mark.parametrize(("reply", "thought", "code"), SHAPES)
def test_the_action_is_found(reply: str, thought: str, code: str) -> None:
    assert CodeFormat().parse(reply) == Code(thought, code)


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param("", id="nothing"),
        pytest.param("  \n\n ", id="blanks"),
        pytest.param("The mean is 4.2.", id="words"),
        pytest.param("Done", id="a word that parses"),
        pytest.param("Hello (world)", id="words that parse as a call"),
        pytest.param("yes, really", id="words that parse as a tuple"),
        pytest.param("42", id="a number"),
        pytest.param("I would call print(1) now.", id="a call within words"),
        pytest.param("Use `print(1)` for it.", id="inline code"),
        pytest.param("x = 1", id="bare code that calls nothing"),
        pytest.param("```python\n\n```", id="an empty block"),
        pytest.param('```json\n{"a": 1}\n```', id="json"),
        pytest.param("```bash\npip install pandas\n```", id="shell"),
        pytest.param("```\nThe answer is yes.\n```", id="words in a fence"),
        pytest.param("<think>\n```python\nprint(1)\n```", id="only thinking, not closed"),
        pytest.param("<think>print(1)</think>", id="only thinking"),
        pytest.param("Observation: 3\n```python\nprint(1)\n```", id="only an observation that was made up"),
    ],
)
def test_a_reply_without_code_is_told_so(reply: str) -> None:
    with pytest.raises(ParsingError, match="holds no code"):
        CodeFormat().parse(reply)


def test_a_block_that_the_server_cut_is_not_run() -> None:
    with pytest.raises(ParsingError, match="cut off"):
        CodeFormat().parse("```python\nx = [1, 2,", cut=True)


def test_a_whole_block_is_run_though_words_after_it_were_cut() -> None:
    assert CodeFormat().parse("```python\nprint(1)\n```\nThis pri", cut=True).code == "print(1)"


def test_a_long_reply_is_read_in_little_time() -> None:
    code = "\n".join(f"x{i} = 'don''t'  # it's {i}" for i in range(20_000))
    assert CodeFormat().parse(f"```python\n{code}\n```").code == code

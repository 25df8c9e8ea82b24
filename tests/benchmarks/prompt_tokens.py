"""How many prompt tokens a run of ten steps takes, beside smolagents, for the same scripted replies.

    python -m tests.benchmarks.prompt_tokens

Every request of a run is counted whole, as a server bills it. Both are counted by the same rule: words of up to six
letters, digits and signs by themselves (`agent_magic.agents.tokens.tokens_of`), which is close to what vocabularies
of today make of English and code. Where smolagents is not installed, ours is printed alone.
"""

from __future__ import annotations

import sys
from typing import Any

from agent_magic.agents import CodeAgent
from agent_magic.agents.tokens import tokens_of
from agent_magic.events import RequestSent
from agent_magic.models import ScriptedModel

TASK = "Find the month with the largest sum of sales, and how much that was."
MOST = 0.5
"""What ours may take of smolagents' tokens."""


def replies() -> list[str]:
    """Return a run of ten steps, each with a thought, some code and 300 characters of output."""
    steps = [
        f"I look at part {n} of the sales.\n<code>\nrows = [(month, {n} * month % 7) for month in range(1, 13)]\n"
        f"for month, amount in rows:\n    print('month', month, 'amount', amount)\n</code>"
        for n in range(1, 10)
    ]
    return [*steps, "I know it.\n<code>\nfinal_answer((3, 42))\n</code>"]


def ours() -> list[int]:
    """Return the tokens of each request of our agent."""
    with CodeAgent(ScriptedModel(replies()), executor="local") as agent:
        sent = [event.request for event in agent.iter(TASK) if isinstance(event, RequestSent)]
    return [sum(tokens_of(message.text) for message in request.messages) for request in sent]


def theirs() -> list[int] | None:
    """Return the tokens of each request of smolagents' agent, None where it is not installed."""
    try:
        import smolagents
    except ImportError:
        return None
    counts: list[int] = []

    class Scripted(smolagents.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(model_id="scripted")
            self.left = replies()

        def generate(self, messages: list[Any], **options: object) -> object:
            counts.append(sum(tokens_of(_text_of(message)) for message in messages))
            return smolagents.ChatMessage(role="assistant", content=self.left.pop(0))

    smolagents.CodeAgent(tools=[], model=Scripted(), verbosity_level=-1).run(TASK)
    return counts


def _text_of(message: Any) -> str:
    content = message["content"] if isinstance(message, dict) else message.content
    if isinstance(content, str):
        return content
    return "\n".join(part.get("text", "") for part in content or [])


def main() -> int:
    """Print the table; return 1 where ours takes more than its part."""
    own, other = ours(), theirs()
    sys.stdout.write(f"agent_magic  {sum(own):7,} prompt tokens in {len(own)} requests, the first has {own[0]:,}\n")
    if other is None:
        sys.stdout.write("smolagents is not installed: pip install smolagents\n")
        return 0
    sys.stdout.write(
        f"smolagents   {sum(other):7,} prompt tokens in {len(other)} requests, the first has {other[0]:,}\n"
    )
    sys.stdout.write(f"ratio        {sum(own) / sum(other):7.2f}, at most {MOST:g}\n")
    return int(sum(own) > MOST * sum(other))


if __name__ == "__main__":
    sys.exit(main())

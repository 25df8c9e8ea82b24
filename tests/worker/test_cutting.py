"""Long text is cut in the middle, and says how much of it is missing."""

from agent_magic.worker.cutting import cut_middle


def test_short_text_stays():
    assert cut_middle("abc", 3) == "abc"


def test_beginning_and_end_stay_and_the_count_is_right():
    cut = cut_middle("a" * 600 + "b" * 600, 300)
    assert cut == "a" * 200 + "… 900 characters left out …" + "b" * 100


def test_lines_are_cut_whole_where_that_costs_little():
    text = "\n".join(f"line {number:04}" for number in range(1_000))
    head, note, tail = cut_middle(text, 300).split("…")
    assert head.endswith("\n")
    assert tail.startswith("\n")
    assert head.startswith("line 0000\n")
    assert tail.endswith("\nline 0999")
    left_out = int(note.split()[0].replace(",", ""))
    assert left_out == len(text) - len(head) - len(tail)


def test_no_room_leaves_the_note():
    assert cut_middle("abc", 0) == "… 3 characters left out …"

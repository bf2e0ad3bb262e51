"""Paragraphs that only say something about the lines beside them."""

from kiosk.exchange.reading.outline_text import outline_lines
from kiosk.exchange.understanding.prose import explaining_lines

_SENTENCE = "Agreed by everyone in the hall."


def test_a_sentence_that_comes_again_is_looked_at_where_it_stands():
    between = [f"Kiln {number}" for number in range(6)]
    below = ["- Pots sell", "    - Orders from 3 to 9", "    - A second oven"]
    lines = outline_lines("\n".join([_SENTENCE, *between, _SENTENCE, *below]))
    assert explaining_lines(lines) == {7}

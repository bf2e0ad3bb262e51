from dataclasses import replace

from kiosk.okr.short_titles import with_short_titles
from tests.okr.factories import at, objective, office


def test_a_wall_has_short_titles_where_there_are_some() -> None:
    long = replace(at(1), title="The share of messages that arrive in time", short_title="In time")
    plain = replace(at(2), code="PPPP", title="Regions")
    of = replace(objective(long, plain), title="A whole sentence", short_title="Three words")
    (shown,) = with_short_titles(office(of)).objectives
    assert shown.title == "Three words"
    assert [k.title for k in shown.key_results] == ["In time", "Regions"]
    assert shown.key_results[1] is plain


def test_what_has_none_stays_the_same_object() -> None:
    plain = objective(at(1))
    whole = office(plain)
    other = replace(whole, other_cycle_objectives=(plain,), recently_closed=(whole,))
    shown = with_short_titles(other)
    assert shown.objectives[0] is plain
    assert shown.other_cycle_objectives[0] is plain
    assert shown == other
    short = replace(plain, short_title="Short")
    closed = with_short_titles(replace(whole, recently_closed=(office(short),)))
    assert closed.recently_closed[0].objectives[0].title == "Short"

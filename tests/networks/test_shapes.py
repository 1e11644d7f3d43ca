"""Shapes of one and of several, and lengths left open."""

from plainnet.networks.shapes import (
    alone_or_tuple,
    closed,
    each_array,
    each_shape,
    has_open_lengths,
    is_open_to,
    opened,
)


def test_one_is_written_without_a_tuple() -> None:
    assert alone_or_tuple([(3,)]) == (3,)
    assert alone_or_tuple([(3,), (4,)]) == ((3,), (4,))
    assert each_shape((3,)) == ((3,),)
    assert each_shape(()) == ((),)
    assert each_shape(((3,), (4,))) == ((3,), (4,))
    assert each_array("a") == ("a",)
    assert each_array(("a", "b")) == ("a", "b")


def test_lengths_left_open() -> None:
    assert has_open_lengths((None, 3))
    assert has_open_lengths(((2,), (None, 3)))
    assert not has_open_lengths((2, 3))
    assert closed((None, 3), 9) == (9, 3)
    assert closed(((2,), (None,)), 9) == ((2,), (9,))
    assert opened((9, 3), (8, 3)) == (None, 3)


def test_declared_lengths_have_to_be_met() -> None:
    assert is_open_to(((None, 3),), ((7, 3),))
    assert is_open_to(((None, 3),), ((None, 3),))
    assert not is_open_to(((None, 3),), ((7, 4),))
    assert not is_open_to(((2, 3),), ((None, 3),))
    assert not is_open_to(((3,),), ((3, 1),))
    assert not is_open_to(((3,),), ((3,), (3,)))

"""Dates as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainnet.data.calendar_dates import judge_dates, layout_of, looks_like_dates, read_date

WAYS = {
    "YYYY-MM-DD": "%Y-%m-%d",
    "YYYY/MM/DD": "%Y/%m/%d",
    "YYYYMMDD": "%Y%m%d",
    "MM/DD/YYYY": "%m/%d/%Y",
    "DD.MM.YYYY": "%d.%m.%Y",
    "YYYY年MM月DD日": "%Y年%m月%d日",
}


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(sorted(WAYS)))
def test_reads_back_what_was_written(day: date, layout: str) -> None:
    written = day.strftime(WAYS[layout])
    found = read_date(written, layout)
    assert found is not None
    assert found.date() == day


@pytest.mark.parametrize("text", ["", "1", "2016", "13/13/2016", "2016-13-01", "9-Foo-2016", "x"])
def test_is_no_date(text: str) -> None:
    assert layout_of(text) is None


def test_whole_numbers_are_dates_only_if_all_could_be() -> None:
    assert looks_like_dates(["20160913", "20160914"])
    assert not looks_like_dates(["20160913", "20169999"])
    assert not looks_like_dates(["1.5", "2.5"])


def test_dates_in_order_need_no_word() -> None:
    assert judge_dates(["9/13/16", "9/14/16"], [2, 3], "Date") == ()
    assert judge_dates(["9/13/16"], [2], "Date") == ()

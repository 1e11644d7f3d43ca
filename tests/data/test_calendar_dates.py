"""Dates as people write them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainnet.data.calendar_dates import (
    continued_dates,
    find_gaps,
    judge_dates,
    layout_of,
    looks_like_dates,
    read_date,
)

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


START = datetime(2020, 1, 1)


def after(*days: float) -> list[datetime]:
    """Give times by days since the start of 2020."""
    return [START + timedelta(days=day) for day in days]


def test_weekends_and_a_lone_holiday_are_no_gaps() -> None:
    workdays = [day for day in range(200) if (START + timedelta(days=day)).weekday() < 5]
    workdays.remove(next(day for day in workdays if day > 60))
    assert find_gaps(after(*workdays)) == []


def test_months_of_all_lengths_are_no_gaps() -> None:
    months = [datetime(2018 + month // 12, month % 12 + 1, 1) for month in range(48)]
    assert find_gaps(months) == []
    assert find_gaps(months[:10] + months[11:]) == [10]


def test_missing_hours_are_found() -> None:
    hours = [hour / 24 for hour in range(100) if hour not in (40, 41, 70)]
    assert find_gaps(after(*hours)) == [40, 68]


def test_times_without_a_usual_step_have_no_gaps() -> None:
    assert find_gaps(after(0, 1, 3, 7, 15, 31)) == []
    assert find_gaps(after(0)) == []
    assert find_gaps([]) == []


@pytest.mark.parametrize(
    ("dates", "later"),
    [
        (["2020-10", "2020-11", "2020-12"], ["2021-01", "2021-02"]),
        (["2020-03-31", "2020-06-30", "2020-09-30"], ["2020-12-31", "2021-03-31"]),
        (["31.12.2019", "07.01.2020", "14.01.2020"], ["21.01.2020", "28.01.2020"]),
        (["2020-01-01 22:00", "2020-01-01 23:00"], ["2020-01-02 00:00", "2020-01-02 01:00"]),
        (["2020-01-03", "2020-01-02"], None),
        (["spring", "summer"], None),
    ],
)
def test_dates_go_on_in_the_step_of_the_series(dates: list[str], later: list[str] | None) -> None:
    assert continued_dates(dates, 2) == later

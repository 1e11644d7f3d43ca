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
    layouts_reading,
    looks_like_dates,
    read_date,
    read_dates,
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
    for texts in (["9/13/16", "9/14/16"], ["9/13/16"]):
        assert judge_dates(texts, [2, 3], "Date", read_dates(texts)) == ()


AFTERNOON = datetime(2020, 1, 6, 14, 30)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("01/06/2020 02:30:00 PM", AFTERNOON),
        ("1/6/2020 2:30pm", AFTERNOON),
        ("2020-01-06 02:30 p.m.", AFTERNOON),
        ("2020-01-06T14:30:00.123456+08:00", AFTERNOON),
        ("2020-01-06 14:30:00 -0500", AFTERNOON),
        ("2020-01-06 14:30:00 UTC+2", AFTERNOON),
        ("2020-01-06 14:30 CEST", AFTERNOON),
        ("2020-01-06 14:30:00 America/New_York", AFTERNOON),
        ("14:30 2020-01-06", AFTERNOON),
        ("02:30 PM 01/06/2020", AFTERNOON),
        ("Mon, 06 Jan 2020 14:30:00 GMT", AFTERNOON),
        ("Mon Jan  6 14:30:00 2020", AFTERNOON),
        ("Montag, 6. Januar 2020 14:30 Uhr", AFTERNOON),
        ("lundi 6 janvier 2020 14h30", AFTERNOON),
        ("mar. 6 de enero de 2020, 14:30", AFTERNOON),
        ("06Jan2020:14:30:00", AFTERNOON),
        ("20200106143000", AFTERNOON),
        ("20200106 14:30", AFTERNOON),
        ("2020年1月6日 星期一 下午2:30", AFTERNOON),
        ("2020年01月06日14时30分", AFTERNOON),
        ("2020/01/06 下午 02:30:00", AFTERNOON),
        ("2020年1月6日 14时30分0秒", AFTERNOON),
        ("[06/Jan/2020:14:30:00 +0100]", AFTERNOON),
        ("2020-01-06T14:30+01:00[Europe/Berlin]", AFTERNOON),
        ("令和2年1月6日 14:30", AFTERNOON),
        ("民國109年1月6日", datetime(2020, 1, 6)),
        ("令和元年5月1日", datetime(2019, 5, 1)),
        ("2020-01-06 14", datetime(2020, 1, 6, 14)),
        ("2020年1月6日14时", datetime(2020, 1, 6, 14)),
        ("2020-01-06 12:00 AM", datetime(2020, 1, 6)),
        ("2020-01-06 24:00", datetime(2020, 1, 7)),
        ("2020-01-06 (Mon)", datetime(2020, 1, 6)),
        ("6 de enero de 2020", datetime(2020, 1, 6)),
        ("6th January, 2020", datetime(2020, 1, 6)),
        ("January 2020", datetime(2020, 1, 1)),
        ("Jan-20", datetime(2020, 1, 1)),
        ("01/2020", datetime(2020, 1, 1)),
        ("2020M01", datetime(2020, 1, 1)),
        ("Q3 2020", datetime(2020, 7, 1)),
        ("2020-Q3", datetime(2020, 7, 1)),
        ("2020年第三季度", datetime(2020, 7, 1)),
        ("2020H2", datetime(2020, 7, 1)),
        ("2020年第2周", datetime(2020, 1, 6)),
        ("2020-W02", datetime(2020, 1, 6)),
        ("Mon Jan 06 2020 14:30:00 GMT+0100 (Central European Standard Time)", AFTERNOON),
        ("06-JAN-20 02.30.00.000000 PM", AFTERNOON),
        ("06.01.20", datetime(2020, 1, 6)),
        ("二〇二〇年一月六日 14时30分", AFTERNOON),
        ("二零二零年十二月", datetime(2020, 12, 1)),
        ("二〇二〇年三季度", datetime(2020, 7, 1)),
        ("109/01/06 14:30", AFTERNOON),
        ("109年1月6日", datetime(2020, 1, 6)),
        ("109年1月", datetime(2020, 1, 1)),
        ("Q3 20", datetime(2020, 7, 1)),
        ("2020-T3", datetime(2020, 7, 1)),
        ("3T2020", datetime(2020, 7, 1)),
        ("2020Jan", datetime(2020, 1, 1)),
        ("2020-01-06/2020-01-12", datetime(2020, 1, 6)),
        ("06.01.2020 14:30 - 06.01.2020 15:00", AFTERNOON),
        ("3Q-20", datetime(2020, 7, 1)),
        ("2020/21", datetime(2020, 1, 1)),
        ("1999-00", datetime(1999, 1, 1)),
    ],
)
def test_other_ways_to_write_dates(text: str, time: datetime) -> None:
    layout = layout_of(text)
    assert layout is not None
    assert read_date(text, layout) == time


@pytest.mark.parametrize(
    "text",
    [
        "10:30",
        "62.26",
        "3.5 m",
        "room 5",
        "12 may",
        "2020 12:30",
        "2020-01-06 25:00",
        "13 PM",
        "2020/22",
        "周一",
        "一月",
        "910/01/06",
        "06.01.2020 - 14.30",
        "06/01/2020 - 14:30",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert layout_of(text) is None


def test_numbers_are_dates_only_by_the_name_of_their_column() -> None:
    for texts in (["1577923200", "1577836800"], ["2020", "2019"], ["202002", "202001"]):
        assert looks_like_dates(texts, "time")
        assert not looks_like_dates(texts, "price")
    assert not looks_like_dates(["2020", "2020", "2021"], "year")
    assert read_dates(["1577836800000"]) == [datetime(2020, 1, 1)]


def test_the_first_of_each_month_tells_day_from_month() -> None:
    texts = [f"01/{month:02}/{year}" for year in (2020, 2021) for month in (3, 1, 2)]
    assert layouts_reading(texts)[0][0] == "DD/MM/YYYY"
    read = read_dates([f"01/{month:02}/{year}" for year in (2020, 2021) for month in range(1, 13)])
    assert read is not None
    assert [time.month for time in read[:3]] == [1, 2, 3]


def test_two_or_three_days_of_many_years_are_the_years() -> None:
    texts = [f"{year}-{1 + day % 12:02d}-{1 + day:02d}" for day in range(12) for year in (21, 22)]
    assert layouts_reading(texts[::5] + texts[::3]) == (("YY-MM-DD", "DD-MM-YY"), False)


def test_what_the_dates_do_not_tell_a_person_tells() -> None:
    texts = ["03/04/2020", "02/06/2021", "05/02/2020"]
    assert layouts_reading(texts) == (("MM/DD/YYYY", "DD/MM/YYYY"), True)
    assert layouts_reading(texts, day_first=True) == (("DD/MM/YYYY", "MM/DD/YYYY"), False)
    read = read_dates(texts[:1], day_first=True)
    assert read == [datetime(2020, 4, 3)]


START = datetime(2020, 1, 1)


def after(*days: float) -> list[datetime]:
    """Return times by days since the start of 2020."""
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
        (["5 Jan 2020", "6 Jan 2020"], ["2020-01-07", "2020-01-08"]),
        (["Q3 2020", "Q4 2020"], ["2021-01-01", "2021-04-01"]),
        (["1/1/2020 2:00 PM", "1/1/2020 3:00 PM"], ["2020-01-01 16:00:00", "2020-01-01 17:00:00"]),
        (["2020-01-03", "2020-01-02"], None),
        (["spring", "summer"], None),
    ],
)
def test_dates_go_on_in_the_step_of_the_series(dates: list[str], later: list[str] | None) -> None:
    assert continued_dates(dates, 2) == later

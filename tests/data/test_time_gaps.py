"""Steps of time that are missing."""

from datetime import datetime, timedelta

from plainnet.data.time_gaps import find_gaps

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

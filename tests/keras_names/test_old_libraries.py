"""Old names of pandas, NumPy, scikit-learn, matplotlib and SciPy in a script's process.

What is brought back changes the libraries of a whole process, so each test runs scripts in a
process of its own.
"""

import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from plainnet.keras_names.old_libraries import (
    old_libraries,
    old_matplotlib,
    old_numpy,
    old_pandas,
    old_scikit_learn,
    old_scipy,
)
from plainnet.keras_names.old_libraries.old_pandas import todays_frequency
from plainnet.keras_names.old_libraries.todays_spelling import TODAY, todays_spelling

NAMES = {
    "numpy": old_numpy.OLD_NAMES,
    "pandas": old_pandas.OLD_NAMES,
    **old_matplotlib.OLD_NAMES,
    **old_scikit_learn.OLD_NAMES,
    **old_scipy.OLD_NAMES,
}


def run(folder: Path, script: str, language: str = "en") -> tuple[str, str]:
    """Run a script with `plainnet script`; return its output and its messages."""
    file = folder / "script.py"
    file.write_text(dedent(script), encoding="utf-8")
    command = [sys.executable, "-m", "plainnet", "--lang", language, "script", str(file)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=folder)
    return done.stdout, done.stderr


def test_every_old_name_is_found_and_named(tmp_path: Path) -> None:
    """A name that the installed version has needs no place in the table."""
    old = [(module, name) for module, names in NAMES.items() for name in names]
    lines = [f"from {module} import {name}" for module, name in old]
    out, err = run(tmp_path, "\n".join([*lines, "print('done')"]))
    assert out == "done\n", err
    assert [f"{m}.{n}" for m, n in old if f"{m}.{n} is written" not in err] == []


def test_every_moved_module_is_found(tmp_path: Path) -> None:
    lines = [f"import {name}" for name in old_libraries.MOVED_MODULES]
    out, err = run(tmp_path, "\n".join([*lines, "print('done')"]))
    assert out == "done\n", err
    assert err.count("is written") == len(old_libraries.MOVED_MODULES)


def test_no_library_is_imported_before_the_script_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAINNET_COACH", "off")  # the coach counts with NumPy
    names = ["numpy", "pandas", "sklearn", "scipy", "matplotlib", "PIL", "joblib"]
    out, err = run(tmp_path, f"import sys; print([n for n in {names} if n in sys.modules])")
    assert (out, err) == ("[]\n", "")


def test_tables_change_as_they_did_before_pandas_3(tmp_path: Path) -> None:
    script = """
        import pandas as pd, numpy as np
        df = pd.DataFrame({"a": [1.0, np.nan, 3.0, 9.0], "b": list("xyxy"), "c": [1, 2, 3, 4]})
        df["a"].fillna(0, inplace=True)
        df["c"][df["b"] == "y"] = 7
        df.b.replace("x", "z", inplace=True)
        taken = df["a"]
        df["a"] = [5.0, 6.0, 7.0, 8.0]
        taken[0] = 99  # a column that is no longer the table's
        print(df.values.tolist(), df.b.dtype)
        labels = df["c"].values
        labels[0] = -1  # an array that can be written
        print(labels)
        df = df.append({"a": 1.0, "b": "q", "c": 2}, ignore_index=True)
        print(len(df), df.drop("b", 1).shape, df.ix[0, "c"], df.mean().round(2).tolist())
        row = next(df.iterrows())[1]
        print(row[1], df.fillna(method="ffill").as_matrix().shape)
        days = pd.Series(range(48), pd.date_range("2020-01-01", periods=48, freq="H"))
        print(days.resample("D", how="sum").tolist(), days.resample("12H").mean().tolist())
    """
    out, err = run(tmp_path, script)
    lines = out.splitlines()
    rows = "[[5.0, 'z', 1], [6.0, 'y', 7], [7.0, 'z', 3], [8.0, 'y', 7]] object"
    assert lines[:2] == [rows, "[-1  7  3  7]"], err
    assert lines[2] == "5 (5, 2) 1 [5.4, 4.0]"
    assert lines[3] == "z (5, 3)"
    assert lines[4] == "[276, 852] [5.5, 17.5, 29.5, 41.5]"
    assert "ChainedAssignment" not in err
    assert len(err.splitlines()) == len(set(err.splitlines()))


def test_files_are_read_with_the_arguments_of_old(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("year,month,v,w\n2010,1,5,x\n2010,2,6,y\n")
    (tmp_path / "b.csv").write_text("when,v\n1-01,1\n1-02,2\n")
    script = """
        import pandas as pd
        from pandas import datetime
        one = pd.read_csv("a.csv", parse_dates=[["year", "month"]], index_col=0,
                          date_parser=lambda x: datetime.strptime(x, "%Y %m"))
        print(one.index[1], list(one.columns), one.index.name)
        two = pd.read_csv("b.csv", header=0, parse_dates=[0], index_col=0, squeeze=True,
                          date_parser=lambda x: datetime.strptime("190" + x, "%Y-%m"))
        print(type(two).__name__, two.index[0], two.tolist())
        print(pd.read_csv("a.csv", ",").shape, pd.read_csv("a.csv", error_bad_lines=False).shape)
    """
    out, err = run(tmp_path, script)
    assert out.splitlines() == [
        "2010-02-01 00:00:00 ['v', 'w'] year_month",
        "Series 1901-01-01 00:00:00 [1, 2]",
        "(2, 4) (2, 4)",
    ], err


def test_numbers_of_arrays_with_one_element(tmp_path: Path) -> None:
    script = """
        import numpy as np
        print(float(np.array([[2.5]])), int(np.array([3])), "%.1f|%d" % (np.ones(1), 4))
        print("%s" % np.ones(1), np.array([[1, 2], [3]]).dtype, np.float, np.trapz([1, 2, 3]))
        places, kept = np.zeros((2, 1)), [0]
        places[1, 0], kept[0] = 0.5, np.ones(1)
        places[0, 0] = np.power(np.array([3.0]), 2)
        print(places.tolist(), kept)
        try:
            float(np.ones(2))
        except TypeError as error:
            print("refused")
    """
    out, _ = run(tmp_path, script)
    assert out.splitlines() == [
        "2.5 3 1.0|4",
        "[1.] object <class 'float'> 4.0",
        "[[9.0], [0.5]] [array([1.])]",
        "refused",
    ]


def test_scikit_learn_takes_what_it_took(tmp_path: Path) -> None:
    script = """
        import numpy as np
        from sklearn.cross_validation import KFold, train_test_split
        from sklearn.preprocessing import Imputer, OneHotEncoder
        from sklearn.metrics import confusion_matrix, mean_squared_error
        from sklearn.utils import class_weight
        from sklearn.ensemble import RandomForestRegressor
        from sklearn.base import clone
        y = np.array([0, 1, 1, 1])
        print([test.tolist() for _, test in KFold(4, n_folds=2)])
        imputer = Imputer(missing_values="NaN", strategy="mean", axis=0)
        print(imputer.fit_transform([[1.0], [np.nan]]))
        print(confusion_matrix(y, y, [0, 1]).tolist(), mean_squared_error(y, y + 2, squared=False))
        print(class_weight.compute_class_weight("balanced", np.unique(y), y).round(3))
        print(OneHotEncoder(sparse=False).fit_transform([[1], [2]]).tolist())
        columns = OneHotEncoder(categorical_features=[1])
        print(columns.fit_transform([[5, 1], [6, 2]]).toarray().tolist())
        forest = RandomForestRegressor(criterion="mse", max_features="auto", n_estimators=2)
        print(clone(forest).fit(y[:, None], y).criterion)
    """
    out, err = run(tmp_path, script)
    assert out.splitlines() == [
        "[[0, 1], [2, 3]]", "[[1.]", " [1.]]", "[[1, 0], [0, 3]] 2.0", "[2.    0.667]",
        "[[1.0, 0.0], [0.0, 1.0]]", "[[1.0, 0.0, 5.0], [0.0, 1.0, 6.0]]", "squared_error",
    ], err  # fmt: skip


def test_data_that_is_no_more_is_refused_when_used(tmp_path: Path) -> None:
    _, err = run(tmp_path, "from sklearn.datasets import load_boston, load_iris\nload_boston()")
    assert re.search(r"script.py, line 2: .*load_boston.*boston_housing", err)
    assert "Traceback" not in err
    _, chinese = run(tmp_path, "from sklearn.datasets import load_boston\nload_boston()", "zh")
    assert "不再提供" in chinese


def test_figures_take_what_they_took(tmp_path: Path) -> None:
    script = """
        import matplotlib
        matplotlib.use("Agg", warn=False)
        import matplotlib.pyplot as plt
        plt.style.use("seaborn-whitegrid")
        plt.hold(True)
        print(plt.hist([1, 2, 2], normed=True)[0].max() > 1)
        plt.grid(b=True)
        plt.plot([1, 2], axes=plt.gca())
        print(type(plt.figure().gca(projection="3d")).__name__, plt.cm.get_cmap("jet").name)
        print(plt.axes(axisbg="red").get_facecolor())
    """
    out, err = run(tmp_path, script)
    assert out.splitlines() == ["True", "Axes3D jet", "(1.0, 0.0, 0.0, 1.0)"], err
    assert "'seaborn-whitegrid'" in err


def test_numbers_among_texts_become_texts_as_in_numpy_1(tmp_path: Path) -> None:
    script = """
        import numpy as np
        labels = np.array(["fist", "palm", "ok"])
        for number, name in enumerate(["fist", "palm", "ok"]):
            labels = np.where(labels == name, number, labels)
        print(labels.tolist(), labels.astype(np.float32), np.where(np.array([0, 1])))
        """
    out, err = run(tmp_path, script)
    assert out.splitlines() == ["['0', '1', '2'] [0. 1. 2.] (array([1]),)"], err
    assert err.count("np.where(..., str(number), texts)") == 1


def test_images_of_scipy(tmp_path: Path) -> None:
    script = """
        import numpy as np
        from scipy.misc import imread, imresize, imsave
        from PIL import Image
        picture = np.arange(48, dtype=np.uint8).reshape(4, 4, 3)
        imsave("a.png", picture)
        print(np.array_equal(imread("a.png"), picture), imread("a.png", flatten=True).dtype)
        print([imresize(picture, size).shape for size in ((2, 8), 0.5, 200)])
        wanted = np.asarray(Image.fromarray(picture).resize((8, 2), Image.Resampling.BILINEAR))
        print(np.array_equal(imresize(picture, (2, 8)), wanted))
        print(imresize(np.array([[0.0, 1.0]]), (1, 2)))
    """
    out, err = run(tmp_path, script)
    assert out.splitlines() == [
        "True float32", "[(2, 8, 3), (2, 2, 3), (8, 8, 3)]", "True", "[[  0 255]]"
    ], err  # fmt: skip


@pytest.mark.parametrize(
    ("line", "today"),
    [
        ("np.zeros(2).tostring()", "array.tobytes()"),
        ("a = np.zeros((1, 2)); a[0][0] = np.ones(1)", "array[index] = value.item()"),
        ("np.zeros(2.0)", "int(number), // for /"),
    ],
)
def test_what_is_not_covered_ends_with_todays_spelling(
    tmp_path: Path, line: str, today: str
) -> None:
    _, err = run(tmp_path, f"import numpy as np\n{line}\n")
    assert err.splitlines()[-1] == f"plainnet: Today this is written: {today}" or (
        err.rstrip().endswith(today) and "Traceback" in err
    )


def test_errors_of_other_things_get_no_spelling() -> None:
    assert todays_spelling(ValueError("nothing known")) is None
    assert all(re.compile(pattern) for pattern in TODAY)


def test_libraries_do_not_see_the_old_names(tmp_path: Path) -> None:
    script = """
        import numpy as np
        import importlib.util, sysconfig
        print(hasattr(np, "float"))
        file = sysconfig.get_path("purelib") + "/a.py"
        code = compile("found = hasattr(np, 'float')", file, "exec")
        names = {"np": np}
        exec(code, names)
        print(names["found"])
    """
    out, _ = run(tmp_path, script)
    assert out.splitlines() == ["True", "False"]


@pytest.mark.parametrize(
    ("old", "today"), [("M", "ME"), ("15T", "15min"), ("h", "h"), ("W", "W"), ("Q-DEC", "QE-DEC")]
)
def test_units_of_time(old: str, today: str) -> None:
    assert todays_frequency(old) == today

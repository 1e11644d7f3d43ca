"""What an error of a library is about that an old script meets, and how it is written today."""

import re

#: A pattern for the error's text, and today's spelling.
TODAY: dict[str, str] = {
    # NumPy
    r"ndarray' object has no attribute 'tostring'": "array.tobytes()",
    r"ndarray' object has no attribute 'ptp'": "np.ptp(array)",
    r"ndarray' object has no attribute 'itemset'": "array[index] = value",
    r"ndarray' object has no attribute 'newbyteorder'": "array.view(array.dtype.newbyteorder())",
    r"only 0-dimensional arrays can be converted": "array.item()",
    r"setting an array element with a sequence\.$": "array[index] = value.item()",
    r"'float' object cannot be interpreted as an integer": "int(number), // for /",
    r"expected a sequence of integers or a single integer": "int(number), // for /",
    r"only integers, slices .* are valid indices": "array[int(index)]",
    r"'numpy' has no attribute 'asscalar'": "array.item()",
    r"Python integer .* out of bounds for": "np.array(number).astype(dtype)",
    r"Object arrays cannot be loaded when allow_pickle=False": "np.load(file, allow_pickle=True)",
    # pandas
    r"'pandas' has no attribute 'Panel'": "DataFrame, MultiIndex",
    r"type object 'DataFrame' has no attribute 'from_items'": "pd.DataFrame(dict(items))",
    r"No module named 'pandas\.io\.data'": "pandas_datareader.data",
    r"\(\) got an unexpected keyword argument 'level'": "df.groupby(level=...).sum()",
    r"fill_method must be None": "df.ffill().pct_change()",
    r"replace\(\) got an unexpected keyword argument 'method'": "df.mask(df == value).ffill()",
    r"'(Series|DataFrame)' object has no attribute '(first|last)'": "df.loc[df.index >= date]",
    r"'Series' object has no attribute 'view'": "series.astype(dtype)",
    r"'Series' object has no attribute 'bool'": "series.item()",
    r"groupby\(\) got an unexpected keyword argument 'axis'": "df.T.groupby(...)",
    r"sort_index\(\) got an unexpected keyword argument 'by'": "df.sort_values(by=...)",
    r"display\.(height|mpl_style)": "pd.set_option('display.max_rows', ...)",
    # scikit-learn
    r"unexpected keyword argument 'categorical_features'": "sklearn.compose.ColumnTransformer",
    r"unexpected keyword argument 'normalize'": "make_pipeline(StandardScaler(), model)",
    r"cannot import name 'GaussianProcess'": "GaussianProcessRegressor",
    r"cannot import name 'LSHForest'": "sklearn.neighbors.NearestNeighbors",
    r"cannot import name 'CategoricalEncoder'": "OneHotEncoder, OrdinalEncoder",
    r"No module named 'sklearn\.utils\.linear_assignment_'": (
        "scipy.optimize.linear_sum_assignment"
    ),
    r"Expected 2D array, got 1D array instead": "values.reshape(-1, 1)",
    # matplotlib
    r"'matplotlib' has no attribute 'finance'|'matplotlib\.finance'": "mplfinance",
    r"'matplotlib\.pyplot' has no attribute 'normpdf'": "scipy.stats.norm.pdf",
    r"object has no attribute 'w_([xyz])axis'": "ax.xaxis, ax.yaxis, ax.zaxis",
    r"'[XY]Tick' object has no attribute 'label'": "tick.label1",
    r"'spectral' is not a valid value for": "nipy_spectral",
    r"text\.latex\.(unicode|preview)": "matplotlib.rcParams['text.usetex']",
    r"No module named 'mpl_toolkits\.basemap'": "cartopy",
    # SciPy
    r"cannot import name 'derivative' from 'scipy\.misc'": "scipy.differentiate.derivative",
    r"cannot import name 'kulsinski'": "scipy.spatial.distance.cdist",
    r"invalid index to scalar variable": "np.atleast_1d(values)[index]",
    # modules of Python
    r"No module named 'cPickle'": "pickle",
    r"No module named 'ConfigParser'": "configparser",
    r"No module named 'urllib2'": "urllib.request",
    r"No module named 'StringIO'": "io.StringIO",
}


def todays_spelling(error: BaseException) -> str | None:
    """Return how the script would write today what an error is about; None if unknown."""
    text = str(error)
    return next((today for pattern, today in TODAY.items() if re.search(pattern, text)), None)

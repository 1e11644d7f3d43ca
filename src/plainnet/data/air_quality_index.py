"""The Chinese air quality index, as the standard HJ 633-2012 defines it.

Every pollutant has a sub-index, a broken line through its breakpoints; the index is the
largest of them, rounded up.
"""

import numpy as np
from numpy.typing import NDArray

SUB_INDEX_STEPS = (0, 50, 100, 150, 200, 300, 400, 500)

# HJ 633-2012, table 1. Daily means in ug/m3, CO in mg/m3; O3 is the largest 8-hour mean of
# the day, for which the standard has no step above 300.
CONCENTRATION_STEPS: dict[str, tuple[float, ...]] = {
    "PM2.5": (0, 35, 75, 115, 150, 250, 350, 500),
    "PM10": (0, 50, 150, 250, 350, 420, 500, 600),
    "So2": (0, 50, 150, 475, 800, 1600, 2100, 2620),
    "No2": (0, 40, 80, 180, 280, 565, 750, 940),
    "Co": (0, 2, 4, 14, 24, 36, 48, 60),
    "O3": (0, 100, 160, 215, 265, 800),
}


def air_quality_index(concentrations: NDArray[np.float64]) -> NDArray[np.float64]:
    """Compute the index of each day from its six pollutants.

    Shapes: `concentrations` (days, 6) -> (days,).
    `concentrations`: in the order and units of `CONCENTRATION_STEPS`.
    Result: whole numbers from 0 to 500.

    Ministry of Environmental Protection of China (2012), "Technical Regulation on Ambient
    Air Quality Index (on trial)", HJ 633-2012, table 1 and equations 1 and 2.

    >>> air_quality_index(np.array([[55.0, 50.0, 9.0, 40.0, 1.0, 55.0]])).tolist()
    [75.0]
    """
    sub_indices = [
        np.interp(column, steps, SUB_INDEX_STEPS[: len(steps)])
        for column, steps in zip(concentrations.T, CONCENTRATION_STEPS.values(), strict=True)
    ]
    index: NDArray[np.float64] = np.ceil(np.max(sub_indices, axis=0))  # (days,)
    return index

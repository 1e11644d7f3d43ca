"""Which font on this machine can draw Chinese in a picture."""

import re
from functools import lru_cache
from pathlib import Path

from matplotlib import font_manager

CHINESE_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "DengXian",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Heiti SC",
    "STHeiti",
    "SimHei",
    "Noto Sans CJK JP",  # all that older matplotlib sees of the collection; it holds SC too
    "Noto Sans CJK TC",
    "Noto Sans CJK HK",
    "Droid Sans Fallback",
    "Arial Unicode MS",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Songti SC",
    "STSong",
    "SimSun",
    "AR PL UMing CN",
    "AR PL UKai CN",
)
CHINESE_FILES = re.compile(
    r"(noto(sans|serif)(cjk|sc)|sourcehan|pingfang|hiragino.*gb|msyh|deng|wqy|heiti|simhei"
    r"|droidsansfallback|arial ?unicode|songti|stsong|simsun|uming|ukai)",
    re.IGNORECASE,
)


@lru_cache
def chinese_font(families: tuple[str, ...] = CHINESE_FAMILIES) -> str | None:
    """Return the first of the font families that this machine has.

    >>> chinese_font(families=()) is None
    True
    """
    found = _first_known(families)
    if found is None and families:
        # matplotlib remembers the fonts of an earlier day; one may have been installed since.
        for file in font_manager.findSystemFonts():
            if CHINESE_FILES.search(Path(file).name):
                font_manager.fontManager.addfont(file)
        found = _first_known(families)
    return found


def _first_known(families: tuple[str, ...]) -> str | None:
    """Return the first family that matplotlib knows and whose file is still there."""
    known = {font.name: font.fname for font in font_manager.fontManager.ttflist}
    return next((name for name in families if name in known and Path(known[name]).exists()), None)

"""The colours of every plot: few, steady in meaning, and told apart by colour-blind eyes.

The data colours are those of Okabe and Ito (2008), "Color Universal Design".

Concepts: colour-blind-safe palette
"""

INK = "#1f2933"
MUTED = "#616e7c"
RULE = "#cbd2d9"
GRID = "#e9ecef"
PAPER = "#ffffff"
ON_COLOUR = "#fefefe"

BLUE = "#0072b2"
VERMILLION = "#d55e00"
GREEN = "#009e73"
AMBER = "#e69f00"
PURPLE = "#cc79a7"
GREY = "#9aa5b1"

TRUTH = INK
MODEL = BLUE
AS_TAUGHT = VERMILLION
BASELINE = GREY
TRAINING = GREY
VALIDATION = BLUE
CHOSEN = GREEN

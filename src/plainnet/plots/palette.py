"""The colours of every plot: few, steady in meaning, and told apart by colour-blind eyes.

The data colours are those of Okabe and Ito (2008), "Color Universal Design".
"""

INK = "#1f2933"
MUTED = "#616e7c"
RULE = "#cbd2d9"
GRID = "#e9ecef"
PAPER = "#ffffff"

BLUE = "#0072b2"
VERMILLION = "#d55e00"
RUST = "#b04400"  # vermillion for letters: it contrasts with paper by 5 to 1
GREEN = "#009e73"
AMBER = "#e69f00"
PURPLE = "#cc79a7"
GREY = "#9aa5b1"

TRUTH = INK
MODEL = BLUE
AS_TAUGHT = VERMILLION
AS_TAUGHT_TEXT = RUST
BASELINE = GREY
TRAINING = GREY
VALIDATION = BLUE
CHOSEN = GREEN

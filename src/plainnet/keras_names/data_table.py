"""What the modules about data hold: preprocessing, utilities, data sets, wrappers.

Concepts: preprocessing, data set
"""

DATA_MODULES: dict[str, dict[str, str]] = {
    "keras.utils": {},
    "keras.preprocessing": {},
    "keras.preprocessing.image": {},
    "keras.preprocessing.sequence": {},
    "keras.preprocessing.text": {},
    "keras.datasets": {},
    "keras.wrappers": {},
    "keras.wrappers.scikit_learn": {},
}

"""What `tensorflow` holds beside Keras.

Concepts: tensor
"""

TENSORFLOW_MODULES: dict[str, dict[str, str]] = {
    "tensorflow": {},
}

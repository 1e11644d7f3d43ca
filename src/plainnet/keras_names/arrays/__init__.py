"""Functions of arrays: `keras.backend`, `keras.ops`, `tf.math` and their kin."""

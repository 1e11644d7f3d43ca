"""What a Keras script imports: the names of Keras 1, 2, 3 and tf.keras on plainnet's engine."""

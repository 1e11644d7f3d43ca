"""Models, layers and optimizers as a Keras script holds them."""

"""Networks as values: a stack of layers with `init` and `apply`."""

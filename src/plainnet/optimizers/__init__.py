"""How weights follow their gradients: one optimizer a file."""

"""What is said about layers, training and model files."""

MESSAGES: dict[str, tuple[str, str]] = {
    "epoch": ("epoch", "训练轮次"),
}

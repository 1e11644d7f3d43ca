"""Sentences about scores and what they are made of."""

MESSAGES: dict[str, tuple[str, str]] = {
    "evaluation.no_probability": (
        "Row {row} has the probability {found}; probabilities are numbers from 0 to 1.",
        "第 {row} 行的概率是 {found}；概率应为 0 到 1 之间的数。",
    ),
    "metric.r2": ("R²", "R²"),
    "metric.cost": ("mean cost of a row", "每行平均代价"),
    "metric.brier": ("Brier score", "Brier 分数"),
    "metric.log_loss": ("log loss", "对数损失"),
    "metric.calibration_error": ("calibration error", "校准误差"),
}

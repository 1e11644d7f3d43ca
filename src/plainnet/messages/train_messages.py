"""Sentences about training on one's own data."""

MESSAGES: dict[str, tuple[str, str]] = {
    "train.title": ("{model} on {data}", "{model}：{data}"),
    "train.cost_needs_two_classes": (
        "A cost of mistakes chooses between two classes, and this target has not two; leave"
        " --cost out.",
        "--cost 用于在两个类别之间取舍，而此目标不是两个类别；请去掉 --cost。",
    ),
    "train.diverged": (
        "The training diverged: its weights are no numbers any more; try a --rate below {rate}.",
        "训练发散：权重已不是有限数值；请用小于 {rate} 的 --rate 重试。",
    ),
    "train.threshold_chosen": (
        "Threshold {threshold} for the class {name}, the cheapest on the {rows} validation rows.",
        "类别 {name} 的阈值取 {threshold}：在 {rows} 个验证行上代价最低。",
    ),
}

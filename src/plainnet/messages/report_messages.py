"""What is said about scores, plots and reports."""

MESSAGES: dict[str, tuple[str, str]] = {
    "evaluation.no_rows": (
        "There is no row to score; give at least one.",
        "没有可供评分的数据行；至少需要一行。",
    ),
    "evaluation.lengths_differ": (
        "{true} true values stand against {predicted} predictions; each row needs one of both.",
        "真实值有 {true} 个，预测值有 {predicted} 个；每一行必须各有一个。",
    ),
    "evaluation.true_value_missing": (
        "The true value of row {row} is missing or not finite; a score needs all of them.",
        "第 {row} 行的真实值缺失或不是有限数；评分需要每一行都有真实值。",
    ),
    "evaluation.score_missing": (
        "The probability of row {row} is not a number; the model may have diverged in training.",
        "第 {row} 行的概率不是数字；模型可能在训练中发散了。",
    ),
    "evaluation.label_is_no_class": (
        "Row {row} has the label {found}; labels are whole numbers from 0 to {last}.",
        "第 {row} 行的标签是 {found}；标签应为 0 到 {last} 的整数。",
    ),
    "evaluation.one_class": (
        "All {rows} rows are of class {label}; this figure needs rows of both classes.",
        "全部 {rows} 行都属于类别 {label}；计算这个指标需要两个类别都有数据。",
    ),
    "evaluation.too_few_steps": (
        "There are {found} steps, but at least {needed} are needed.",
        "只有 {found} 个时间步，至少需要 {needed} 个。",
    ),
    "evaluation.unknown_metric": (
        'There is no metric "{metric}"; choose one of: {known}.',
        "没有名为“{metric}”的指标；可选：{known}。",
    ),
    "evaluation.cost_not_positive": (
        "A mistake was given the cost {cost}; both costs must be numbers above 0.",
        "某类错误的代价给成了 {cost}；两种代价都必须是大于 0 的数。",
    ),
    "metric.accuracy": ("accuracy", "准确率"),
    "metric.precision": ("precision", "精确率"),
    "metric.recall": ("recall", "召回率"),
    "metric.f1": ("F1", "F1"),
    "metric.rmse": ("RMSE", "RMSE"),
    "metric.mae": ("MAE", "MAE"),
    "metric.mape": ("MAPE", "MAPE"),
    "metric.skill": ("skill", "技能评分"),
    "metric.area": ("area under ROC curve", "ROC 曲线下面积"),
    "metric.average_precision": ("average precision", "平均精确率"),
}

"""Sentences about training on one's own data."""

MESSAGES: dict[str, tuple[str, str]] = {
    # values of settings
    "train.setting.text": (
        "{where} takes a name, not “{found}”.",
        "{where} 需要一个名称，而不是“{found}”。",
    ),
    "train.setting.choice": (
        "{where} takes one of {choices}, not “{found}”.",
        "{where} 只能取 {choices} 之一，而不是“{found}”。",
    ),
    "train.setting.whole": (
        "{where} takes a whole number from {least} to {most}, not “{found}”.",
        "{where} 需要 {least} 到 {most} 之间的整数，而不是“{found}”。",
    ),
    "train.setting.number": (
        "{where} takes a number between {low} and {high}, not “{found}”.",
        "{where} 需要介于 {low} 与 {high} 之间的数，而不是“{found}”。",
    ),
    "train.setting.above": (
        "{where} takes a number above {low}, not “{found}”.",
        "{where} 需要大于 {low} 的数，而不是“{found}”。",
    ),
    "train.setting.size": (
        "{where} takes a side in pixels such as 64, or height x width such as 64x48, not"
        " “{found}”.",
        "{where} 需要以像素计的边长（如 64），或“高x宽”（如 64x48），而不是“{found}”。",
    ),
    "train.setting.cost": (
        "{where} takes the cost of a false alarm and of a miss such as 1:5, not “{found}”.",
        "{where} 需要误报与漏报的代价，如 1:5，而不是“{found}”。",
    ),
    # recipe files
    "train.recipe.where": ("{file}: {key}", "{file} 中的 {key}"),
    "train.recipe.near": (" Did you mean {name}?", "是否指 {name}？"),
    "train.recipe.unknown_key": (
        "{file} has a key {key}, which is no setting.{hint} Settings are {known}.",
        "{file} 中的 {key} 不是可用的设置。{hint}可用的设置有：{known}。",
    ),
    "train.recipe.no_data": (
        '{file} does not say what to train on; add a line such as data = "sales.csv".',
        '{file} 没有写明用什么数据训练；请加一行，例如 data = "sales.csv"。',
    ),
    "train.recipe.not_utf8": (
        "{file} is not UTF-8 text, as a recipe has to be; save it as UTF-8.",
        "{file} 不是 UTF-8 文本；配方文件须另存为 UTF-8。",
    ),
    "train.recipe.not_toml": (
        "{file} is not TOML from line {line}, column {column} on; each line is like"
        ' epochs = 20 or target = "price", and a backslash stands in single quotes only.',
        "{file} 从第 {line} 行第 {column} 列起不符合 TOML 格式；每行应形如 epochs = 20 或"
        ' target = "price"，反斜杠只能放在单引号中。',
    ),
    "train.recipe.ends_early": (
        "{file} is not TOML: a quote or bracket is not closed.",
        "{file} 不符合 TOML 格式：有引号或括号没有闭合。",
    ),
    # a run
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

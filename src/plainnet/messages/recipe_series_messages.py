"""Sentences about series that a user brings."""

MESSAGES: dict[str, tuple[str, str]] = {
    # reading
    "series.column_named_twice": (
        "The same column is named twice among: {columns}. Name each column once.",
        "这些列中有重复：{columns}。每一列只需写一次。",
    ),
    "series.too_large": (
        "{file}, line {line}, column '{column}': {value} is too large to calculate with; numbers "
        "up to 1e100 are taken. Choose a larger unit.",
        "{file} 第 {line} 行，列“{column}”：{value} 太大，无法计算；数值不能超过 1e100。"
        "请换用更大的单位。",
    ),
    "series.too_far": (
        "A value or change lies {times} standard deviations of the training part away, too far to "
        "calculate with. Has the unit changed, or is a value misprinted?",
        "有一个数值或变化量与训练集的均值相差 {times} 个标准差，太远，无法计算。单位是否变了，或"
        "者数值有误？",
    ),
    "series.turned_around": (
        "Column '{column}': the dates run backwards, from {first} to {last}. The rows were turned "
        "around, so that the oldest comes first.",
        "列“{column}”：日期从 {first} 倒排到 {last}。已把各行倒过来，从最早的日期开始。",
    ),
    "series.dates_unread": (
        "{file}, column '{column}' looks like dates, but '{value}' on line {line} is written in a "
        "way that is not read, so it is not known which row comes first. Write the dates as "
        'YYYY-MM-DD; or, if the oldest row stands first, leave the column out: --drop "{column}".',
        "{file}，列“{column}”看起来是日期，但第 {line} 行的“{value}”这种写法无法识别，因此不知道各"
        "行的先后。请把日期写成 YYYY-MM-DD；如果最早的一行就在最前面，可以略去该列："
        '--drop "{column}"。',
    ),
    "series.gaps": (
        "Column '{column}': gaps in time: {count}, the longest between {before} and {after} "
        "(line {line}). Nothing was put in; the rows count as one step apart.",
        "列“{column}”：时间上有 {count} 处间断，最长的在 {before} 与 {after} 之间"
        "（第 {line} 行）。没有补入数据，相邻两行一律按相隔一个时间步计算。",
    ),
    "series.mostly_missing": (
        "{file}, column '{column}': {count} of {rows} values are missing, too many to learn from. "
        "Leave the column out or fill it in.",
        "{file}，列“{column}”：{rows} 个数值中缺了 {count} 个，太多而无法学习。"
        "请去掉该列，或补全数据。",
    ),
    "series.never_together": (
        "{file}: there is no row in which all columns have begun and the first one still goes on. "
        "Choose columns of the same time.",
        "{file}：各列的时间没有重叠的部分。请选用时间相同的列。",
    ),
    "series.start_left_out": (
        "Rows left out at the start, because a value is missing and nothing stands before it: "
        "{count}; the series begins on line {line}.",
        "开头有 {count} 行缺少数值，前面又没有可用的值，已略去；序列从第 {line} 行开始。",
    ),
    "series.end_left_out": (
        "Rows left out at the end, because column '{column}' has no value there: {count}; the "
        "series ends on line {line}.",
        "末尾有 {count} 行在列“{column}”中没有数值，已略去；序列到第 {line} 行为止。",
    ),
    "series.filled": (
        "Column '{column}': missing values: {count}, the first on line {line}. Each is replaced "
        "by the value before it; nothing is learned from it as a target or measured by it.",
        "列“{column}”：缺失 {count} 个数值，第一个在第 {line} 行。缺失处沿用前一个值，但不作为预"
        "测目标参与训练，也不参与评估。",
    ),
    # preparing
    "recipe.series.decided": (
        "Series '{column}': {rows} rows; the network sees {window} and forecasts {horizon}.",
        "序列“{column}”：共 {rows} 行；网络输入 {window} 步，预测 {horizon} 步。",
    ),
    "recipe.series.parts": (
        "In the order of time: {train} windows train, {validation} later ones validate, the last "
        "{test} test. No window sees what it forecasts.",
        "按时间先后划分：{train} 个窗口用于训练，其后 {validation} 个用于验证，最后 {test} 个用于"
        "测试。任何窗口都不含它要预测的数值。",
    ),
    "recipe.series.season_found": (
        "The changes repeat themselves after {season} steps; --season sets another number.",
        "数值的变化每隔 {season} 步重复一次；如不符，可用 --season 指定。",
    ),
    "recipe.series.no_season": (
        "No season was found; --season gives one.",
        "没有发现周期；可用 --season 指定。",
    ),
    "recipe.series.form.value": (
        "Column '{column}' stays near its level: its values are seen as they are.",
        "列“{column}”在固定水平附近波动：直接使用原值。",
    ),
    "recipe.series.form.change": (
        "Column '{column}' wanders: its changes from step to step are seen, not its level.",
        "列“{column}”的水平不断漂移：使用每一步的变化量，不使用原值。",
    ),
    "recipe.series.form.log_change": (
        "Column '{column}' wanders and is above 0: its relative changes from step to step are "
        "seen, not its level.",
        "列“{column}”的水平不断漂移，且都大于 0：使用每一步的相对变化，不使用原值。",
    ),
    "recipe.series.few_residuals": (
        "Only {rows} validation windows: a prediction interval of {level} needs {needed}, so the "
        "largest error is taken instead.",
        "验证窗口只有 {rows} 个：{level} 的预测区间需要 {needed} 个，这里以最大误差代替。",
    ),
    "recipe.series.constant": (
        "{file}, column '{column}': all values to train on are {value}; there is nothing to learn.",
        "{file}，列“{column}”：训练集中的数值全是 {value}，没有可学的内容。",
    ),
    "recipe.series.too_short": (
        "{file} has {rows} rows; a window of {window}, a season of {season} and {horizon} steps "
        "to forecast need at least {needed}, so that each of the three parts in time has windows "
        "of its own. Bring more rows, or choose a smaller --window or --horizon.",
        "{file} 只有 {rows} 行；窗口 {window} 步、周期 {season} 步、预测 {horizon} 步时，至少需"
        "要 {needed} 行，才能让训练集、验证集和测试集各有自己的窗口。请提供更多数据，或减小 "
        "--window 或 --horizon。",
    ),
    "recipe.series.below": (
        "--window is {found}; it must be at least {least}.",
        "--window 是 {found}；至少应为 {least}。",
    ),
    "recipe.series.split": (
        "--split {found} does not fit a series: the rows to test on must come after those "
        "trained on. Leave it out, or give --split time.",
        "--split {found} 不适用于序列：测试集必须晚于训练集。请去掉它，或写成 --split time。",
    ),
    "recipe.series.model": (
        "--model {found} does not forecast a series; choose one of: {known}.",
        "--model {found} 不能用来预测序列；可选：{known}。",
    ),
    "recipe.series.classes": (
        "--task classes does not fit a series, whose next values are numbers; leave it out.",
        "--task classes 不适用于序列：要预测的是数值；请去掉它。",
    ),
    # testing and predicting
    "predictor.series_not_positive": (
        "{file}, line {line}, column '{column}': {value} is not above 0, and relative changes are "
        "taken of this column. Correct the value, or train with --log-target no.",
        "{file} 第 {line} 行，列“{column}”：{value} 不大于 0，而该列使用的是相对变化。"
        "请改正数值，或在训练时使用 --log-target no。",
    ),
    "predictor.far_value": (
        "{file}, line {line}, column '{column}': {value} lies far outside what the model was "
        "trained on, {lowest} to {highest}; its forecast would mean nothing. Has the unit changed?",
        "{file} 第 {line} 行，列“{column}”：{value} 远远超出模型训练过的范围"
        "（{lowest} 到 {highest}），预测没有意义。单位是否变了？",
    ),
    "predictor.far_change": (
        "{file}, line {line}, column '{column}': a change of {value} from the row before lies far "
        "outside what the model was trained on, {lowest} to {highest}; its forecast would mean "
        "nothing. Has the unit changed?",
        "{file} 第 {line} 行，列“{column}”：与上一行相比变化 {value}，远远超出模型训练过的范围"
        "（{lowest} 到 {highest}），预测没有意义。单位是否变了？",
    ),
    "predictor.far_rows": (
        "Column '{column}': rows far outside what the model was trained on: {count}, the first on "
        "line {line}. Has the unit changed?",
        "列“{column}”：有 {count} 行远远超出模型训练过的范围，第一处在第 {line} 行。单位是否变了？",
    ),
    # evaluation
    "evaluation.residuals_shape": (
        "The residuals have shape {found}; intervals are made from (rows, steps), with a row.",
        "残差的形状是 {found}；计算区间需要（行数，步数）的数组，且至少一行。",
    ),
}

"""Sentences about estimators."""

MESSAGES: dict[str, tuple[str, str]] = {
    "estimator.activation": (
        "activation is {value!r}; estimators know {known}.",
        "activation 的值是 {value!r}；估计器支持的激活函数有：{known}。",
    ),
    "estimator.columns": (
        "The series has {found} columns, the forecaster was fitted on {expected}.",
        "序列有 {found} 列，而预测器训练时是 {expected} 列。",
    ),
    "estimator.diverged": (
        "The training diverged: the weights are no longer finite numbers. Use a smaller "
        "learning_rate.",
        "训练发散：权重已不再是有限的数。请减小 learning_rate。",
    ),
    "estimator.few_rows": (
        "validation_fraction={fraction} of {rows} distinct rows leaves nothing to train on or "
        "nothing to validate on. Give more rows, another fraction, or early_stopping=False.",
        "在 {rows} 个互不相同的样本中取 validation_fraction={fraction}，训练集或验证集会是空的。"
        "请增加样本，换一个比例，或设 early_stopping=False。",
    ),
    "estimator.first_classes": (
        "The first call of partial_fit does not know which classes will come later: name all of "
        "them with classes=.",
        "首次调用 partial_fit 时无法得知以后会出现哪些类别：请用 classes= 列出全部类别。",
    ),
    "estimator.form": (
        'form is {value!r}; expected "change", "value" or "log_change".',
        'form 的值是 {value!r}；应为 "change"、"value" 或 "log_change"。',
    ),
    "estimator.forked": (
        "This process was forked from one that had already trained a network; training here would "
        'hang. Use joblib\'s default backend "loky", or start processes with "spawn".',
        "本进程由一个已训练过网络的进程 fork 而来，在这里训练会卡死。请使用 joblib 的默认后端 "
        '"loky"，或以 "spawn" 方式启动进程。',
    ),
    "estimator.images": (
        "The images have shape {found}; expected (images, height, width) or "
        "(images, height, width, channels).",
        "图像数组的形状是 {found}；应为（张数，高，宽）或（张数，高，宽，通道）。",
    ),
    "estimator.new_images": (
        "The images have shape {found} each, the classifier was fitted on {expected}. "
        "Resize or convert them first.",
        "每张图像的形状是 {found}，而分类器训练时是 {expected}。请先缩放或转换图像。",
    ),
    "estimator.no_weight": (
        "Every sample weight is zero: there is nothing to learn from. Give at least one row a "
        "positive weight.",
        "所有样本权重均为零，没有可学习的内容。请让至少一个样本的权重大于零。",
    ),
    "estimator.not_positive": (
        'Row {row} of the series (counted from 0) is {value}: form="log_change" needs values '
        'above 0. Use form="change".',
        '序列第 {row} 行（从 0 数起）的值是 {value}：form="log_change" 要求所有值大于 0。请改用 '
        'form="change"。',
    ),
    "estimator.one_class": (
        "The rows that count belong to 1 class only, {label!r}; a classifier needs at least two "
        "classes.",
        "参与训练的样本只属于一个类别 {label!r}；分类器至少需要两个类别。",
    ),
    "estimator.other_classes": (
        "classes= names {found}, but earlier calls named {expected}. Name the same classes, or "
        "make a new estimator.",
        "classes= 给出的是 {found}，而之前给出的是 {expected}。请使用相同的类别，或新建估计器。",
    ),
    "estimator.other_targets": (
        "The target has {found} columns, earlier calls had {expected}.",
        "目标值有 {found} 列，而之前的调用是 {expected} 列。",
    ),
    "estimator.series": (
        "The series has shape {found}; expected (time,) or (time, columns).",
        "序列的形状是 {found}；应为（时间，）或（时间，列）。",
    ),
    "estimator.setting.batch_size": (
        "batch_size is {value!r}; expected a whole number of rows, at least 1.",
        "batch_size 的值是 {value!r}；应为不小于 1 的整数（每步的样本数）。",
    ),
    "estimator.setting.epochs": (
        "epochs is {value!r}; expected a whole number, at least 1.",
        "epochs 的值是 {value!r}；应为不小于 1 的整数。",
    ),
    "estimator.setting.hidden": (
        "hidden is {value!r}; expected the units of each hidden layer, such as (64, 64).",
        "hidden 的值是 {value!r}；应为各隐藏层的单元数，例如 (64, 64)。",
    ),
    "estimator.setting.units": (
        "units is {value!r}; expected the units of each recurrent layer, such as (32,).",
        "units 的值是 {value!r}；应为各循环层的单元数，例如 (32,)。",
    ),
    "estimator.setting.horizon": (
        "horizon is {value!r}; expected a whole number of steps, at least 1.",
        "horizon 的值是 {value!r}；应为不小于 1 的整数（步数）。",
    ),
    "estimator.setting.learning_rate": (
        "learning_rate is {value!r}; expected a number, at least 0.",
        "learning_rate 的值是 {value!r}；应为不小于 0 的数。",
    ),
    "estimator.setting.n_networks": (
        "n_networks is {value!r}; expected a whole number, at least 1.",
        "n_networks 的值是 {value!r}；应为不小于 1 的整数。",
    ),
    "estimator.setting.patience": (
        "patience is {value!r}; expected a whole number of epochs, at least 1.",
        "patience 的值是 {value!r}；应为不小于 1 的整数（轮数）。",
    ),
    "estimator.setting.weight_decay": (
        "weight_decay is {value!r}; expected a number, at least 0.",
        "weight_decay 的值是 {value!r}；应为不小于 0 的数。",
    ),
    "estimator.setting.window": (
        "window is {value!r}; expected a whole number of steps, at least 1.",
        "window 的值是 {value!r}；应为不小于 1 的整数（步数）。",
    ),
    "estimator.short_series": (
        "The series has {rows} steps; window={window} and horizon={horizon} need at least "
        "{needed}. Give a longer series or a smaller window.",
        "序列有 {rows} 步；window={window}、horizon={horizon} 时至少需要 {needed} 步。请提供更"
        "长的序列或减小窗口。",
    ),
    "estimator.solver": (
        'solver is {value!r}; expected "closed_form" or "gradient_descent".',
        'solver 的值是 {value!r}；应为 "closed_form" 或 "gradient_descent"。',
    ),
    "estimator.unknown_class": (
        "Label {label!r} is none of the classes named at the first call: {expected}.",
        "标签 {label!r} 不在首次调用时给出的类别之中：{expected}。",
    ),
    "estimator.window_of_changes": (
        'A window of {window} step has no changes in it; take at least 2, or form="value".',
        '长度为 {window} 的窗口中没有变化量；请至少取 2，或使用 form="value"。',
    ),
}

"""What is said about layers, training and model files."""

MESSAGES: dict[str, tuple[str, str]] = {
    "epoch": ("epoch", "训练轮次"),
    "loss.unknown": (
        'There is no loss named "{found}"; choose one of: {choices}.',
        "没有名为“{found}”的损失函数；可选：{choices}。",
    ),
    "loss.setting.unsupported": (
        "The loss {loss} cannot be used with {name}={value}; leave that setting out.",
        "损失函数 {loss} 不支持 {name}={value}；请去掉这项设置。",
    ),
    "loss.label_smoothing": (
        "The loss {loss} got label_smoothing={value}; give a number from 0 to 1.",
        "损失函数 {loss} 的 label_smoothing={value} 无效；请给出 0 到 1 之间的数。",
    ),
    "loss.shapes": (
        "{loss} compares targets and outputs number by number, but the targets have shape "
        "{targets} and the outputs {outputs}; give the targets the shape of the outputs, or "
        "change the units of the last layer.",
        "{loss} 逐个比较目标值和输出值，但目标值的形状是 {targets}，输出的形状是 {outputs}；"
        "请让两者形状一致，或修改最后一层的 units。",
    ),
    "loss.one_hot_wanted": (
        "{loss} expects one-hot targets of shape {outputs}, but these have shape {targets}, "
        "as class numbers have; use sparse_categorical_crossentropy, or one-hot encode them.",
        "{loss} 需要形状为 {outputs} 的独热（one-hot）目标值，但现在的形状是 {targets}，"
        "像是类别编号；请改用 sparse_categorical_crossentropy，或先做独热编码。",
    ),
    "loss.class_numbers_wanted": (
        "{loss} expects one class number for each output, but the targets have shape {targets} "
        "and the outputs {outputs}; use categorical_crossentropy for one-hot targets.",
        "{loss} 需要每个输出对应一个类别编号，但目标值的形状是 {targets}，输出的形状是 {outputs}；"
        "独热（one-hot）目标值请用 categorical_crossentropy。",
    ),
    "loss.class_number": (
        "y[{position}] is {found}, but the network has {classes} outputs, so classes are whole "
        "numbers from 0 to {last}; renumber the classes, or change the units of the last layer.",
        "y[{position}] 的值是 {found}，但网络有 {classes} 个输出，类别编号应为 0 到 {last} 的整数；"
        "请重新编号，或修改最后一层的 units。",
    ),
    "metric.unknown": (
        'There is no metric named "{found}"; choose one of: {choices}.',
        "没有名为“{found}”的评价指标；可选：{choices}。",
    ),
    "metric.setting.unsupported": (
        "The metric {metric} cannot be used with {name}={value}; leave that setting out.",
        "评价指标 {metric} 不支持 {name}={value}；请去掉这项设置。",
    ),
    "metric.class_numbers_wanted": (
        "{metric} expects one class number for each output, but the targets have shape {targets} "
        "and the outputs {outputs}; use categorical_accuracy for one-hot targets.",
        "{metric} 需要每个输出对应一个类别编号，但目标值的形状是 {targets}，"
        "输出的形状是 {outputs}；独热（one-hot）目标值请用 categorical_accuracy。",
    ),
    "optimizer.unknown": (
        'There is no optimizer named "{found}"; choose one of: {choices}.',
        "没有名为“{found}”的优化器；可选：{choices}。",
    ),
    "optimizer.schedule.unknown": (
        'There is no learning rate schedule named "{found}"; choose one of: {choices}.',
        "没有名为“{found}”的学习率调度；可选：{choices}。",
    ),
    "optimizer.setting.unsupported": (
        "{owner} cannot be used with {name}={value}; leave that setting out.",
        "{owner} 不支持 {name}={value}；请去掉这项设置。",
    ),
    "optimizer.setting.range": (
        "{owner} got {name}={value}; give {expected}.",
        "{owner} 的 {name}={value} 无效；应为{expected}。",
    ),
    "optimizer.expected.rate": (
        "a finite number not below 0, or a learning rate schedule",
        "不小于 0 的有限数，或一个学习率调度",
    ),
    "optimizer.expected.fraction": ("a number from 0 to 1", " 0 到 1 之间的数"),
    "optimizer.expected.positive": ("a number above 0", "大于 0 的数"),
    "optimizer.expected.not_negative": ("a number not below 0", "不小于 0 的数"),
    "optimizer.expected.rising": (
        "rising step numbers, one fewer than the values",
        "递增的步数，且比 values 少一个",
    ),
    "optimizer.one_clipping": (
        "{owner} got {names} together; gradients are clipped in one way only, so set one of them.",
        "{owner} 同时设置了 {names}；梯度裁剪只能选一种方式，请只保留一个。",
    ),
    "layer.rank": (
        "{layer} takes inputs of shape {expected}, but got {found}.",
        "{layer} 需要形状为 {expected} 的输入,实际得到 {found}。",
    ),
    "layer.positive": (
        "{layer}: {setting} must be a whole number of at least 1, not {value!r}.",
        "{layer}:{setting} 必须是不小于 1 的整数,不能是 {value!r}。",
    ),
    "layer.no_features": (
        "{layer} needs inputs with at least one axis besides the batch.",
        "{layer} 的输入除批次轴外至少还要有一个轴。",
    ),
    "layer.padding": (
        'Padding must be "valid" or "same", not {padding!r}.',
        "padding 只能是 \"valid\" 或 \"same\",不能是 {padding!r}。",
    ),
    "layer.window": (
        "{layer}: a window of {window} pixels does not fit on a map of {size} pixels; "
        "use a smaller window, larger images or fewer layers that shrink the map.",
        "{layer}:{window} 像素的窗口放不进 {size} 像素的特征图;"
        "请缩小窗口、增大图像或减少缩小特征图的层。",
    ),
    "activation.unknown": (
        "There is no activation called {name!r}; known: {known}.",
        "没有名为 {name!r} 的激活函数;可用:{known}。",
    ),
    "initializer.unknown": (
        "There is no initializer called {name!r}; known: {known}.",
        "没有名为 {name!r} 的初始化方法;可用:{known}。",
    ),
    "dropout.rate": (
        "Dropout: the rate must lie between 0 and 1, not {rate}.",
        "Dropout:rate 必须在 0 和 1 之间,不能是 {rate}。",
    ),
    "dropout.key": (
        "Dropout needs a random key while training.",
        "Dropout 在训练时需要随机数 key。",
    ),
    "network.empty": (
        "A network needs at least one layer.",
        "网络至少要有一层。",
    ),
    "network.input_shape": (
        "The network takes inputs of shape {expected}, but got {found}.",
        "网络需要形状为 {expected} 的输入,实际得到 {found}。",
    ),
    "network.same_name": (
        "Two layers are called {name!r}; give each a name of its own.",
        "有两层都叫 {name!r};请给每一层不同的名字。",
    ),
    "summary.layer": ("Layer", "层"),
    "summary.output_shape": ("Output shape", "输出形状"),
    "summary.weights": ("Weights", "权重数"),
    "summary.total": ("Weights in all: {count}", "权重总数:{count}"),
    "file.cannot_write": (
        "{file} cannot be written: {reason}; free some space or choose another place.",
        "无法写入 {file}:{reason};请腾出空间或换一个位置。",
    ),
}

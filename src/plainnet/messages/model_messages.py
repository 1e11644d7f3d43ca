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
        "{layer} 需要形状为 {expected} 的输入，实际得到 {found}。",
    ),
    "layer.positive": (
        "{layer}: {setting} must be a whole number of at least 1, not {value!r}.",
        "{layer}：{setting} 必须是不小于 1 的整数，不能是 {value!r}。",
    ),
    "layer.pair": (
        "{layer}: {setting} must be one whole number or two, not {value!r}.",
        "{layer}：{setting} 必须是一个或两个整数，不能是 {value!r}。",
    ),
    "layer.no_features": (
        "{layer} needs inputs with at least one axis besides the batch.",
        "{layer} 的输入除批次轴外至少还要有一个轴。",
    ),
    "layer.padding": (
        'Padding must be "valid" or "same", not {padding!r}.',
        'padding 只能是 "valid" 或 "same"，不能是 {padding!r}。',
    ),
    "layer.window": (
        "{layer}: a window of {window} pixels does not fit on a map of {size} pixels; "
        "use a smaller window, larger images or fewer layers that shrink the map.",
        "{layer}：{window} 像素的窗口放不进 {size} 像素的特征图；"
        "请缩小窗口、增大图像或减少缩小特征图的层。",
    ),
    "activation.unknown": (
        "There is no activation called {name!r}; known: {known}.",
        "没有名为 {name!r} 的激活函数；可用：{known}。",
    ),
    "initializer.unknown": (
        "There is no initializer called {name!r}; known: {known}.",
        "没有名为 {name!r} 的初始化方法；可用：{known}。",
    ),
    "regularizer.unknown": (
        "There is no regularizer called {name!r}; known: {known}.",
        "没有名为 {name!r} 的正则化方法；可用：{known}。",
    ),
    "constraint.unknown": (
        "There is no constraint called {name!r}; known: {known}.",
        "没有名为 {name!r} 的权重约束；可用：{known}。",
    ),
    "dropout.rate": (
        "Dropout: the rate must lie between 0 and 1, not {rate}.",
        "Dropout：rate 必须在 0 和 1 之间，不能是 {rate}。",
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
        "网络需要形状为 {expected} 的输入，实际得到 {found}。",
    ),
    "network.name": (
        "A layer's name is a text without slashes, not {name!r}.",
        "层的名称应为不含斜杠的文字，不能是 {name!r}。",
    ),
    "network.same_name": (
        "Two layers are called {name!r}; give each a name of its own.",
        "有两层都叫 {name!r}；请给每一层不同的名字。",
    ),
    "summary.layer": ("Layer", "层"),
    "summary.output_shape": ("Output shape", "输出形状"),
    "summary.weights": ("Weights", "权重数"),
    "summary.total": ("Weights in all: {count}", "权重总数：{count}"),
    "file.cannot_write": (
        "{file} cannot be written: {reason}; free some space or choose another place.",
        "无法写入 {file}：{reason}；请腾出空间或换一个位置。",
    ),
    "stopping.mode": (
        'Early stopping: mode must be "auto", "min" or "max", not {mode!r}.',
        '早停：mode 只能是 "auto"、"min" 或 "max"，不能是 {mode!r}。',
    ),
    "stopping.monitor": (
        "Early stopping watches {monitor!r}, which is not measured; measured: {known}.",
        "早停监视的 {monitor!r} 没有被计算；可监视：{known}。",
    ),
    "model.not_compiled": (
        "Call compile() with a loss and an optimizer before training or evaluating.",
        "训练或评估之前，请先用损失函数和优化器调用 compile()。",
    ),
    "model.not_built": (
        "The model does not know its input shape yet; give it an Input layer or fit it first.",
        "模型还不知道输入的形状；请加上 Input 层，或先调用 fit。",
    ),
    "model.rows": (
        "Inputs, targets and sample weights need the same number of rows, at least one; "
        "found {inputs}, {targets} and {weights}.",
        "输入、标签和样本权重的行数必须相同且不为零；实际为 {inputs}、{targets} 和 {weights}。",
    ),
    "model.batch_size": (
        "batch_size must be a whole number of at least 1, not {value!r}.",
        "batch_size 必须是不小于 1 的整数，不能是 {value!r}。",
    ),
    "model.validation_split": (
        "A validation_split of {fraction} of {rows} rows leaves one side empty.",
        "validation_split={fraction} 用于 {rows} 行数据时，会使其中一边为空。",
    ),
    "file.is_folder": (
        "{file} is a folder; a model file was expected, such as model.keras.",
        "{file} 是文件夹；这里需要模型文件，例如 model.keras。",
    ),
    "file.missing": (
        "There is no file {file}; check the path.",
        "找不到文件 {file}；请检查路径。",
    ),
    "file.cannot_read": (
        "{file} cannot be read: {reason}.",
        "无法读取 {file}：{reason}。",
    ),
    "file.damaged": (
        "{file} is not a whole .keras model file: it is damaged, cut short or of another "
        "kind; train again or copy the file anew.",
        "{file} 不是完整的 .keras 模型文件：已损坏、被截断或是别的格式；"
        "请重新训练，或重新复制该文件。",
    ),
    "file.cannot_build": (
        "{file} describes a network that is not covered: {reason}",
        "{file} 描述的网络不受支持：{reason}",
    ),
    "file.layer_unknown": (
        "{file} holds a layer {layer}, which is not covered; covered: {known}.",
        "{file} 中的 {layer} 层不受支持；支持的层：{known}。",
    ),
    "file.setting_unknown": (
        "{file}: layer {layer} has {setting} = {value!r}, which is not covered.",
        "{file}：{layer} 层的 {setting} = {value!r} 不受支持。",
    ),
    "file.network_unknown": (
        "{file} holds a {network}; only Sequential networks are covered.",
        "{file} 中的网络类型是 {network}；目前只支持 Sequential。",
    ),
    "file.no_input_shape": (
        "{file} does not say what shape its inputs have; save the model after building it.",
        "{file} 没有说明输入的形状；请在模型构建之后再保存。",
    ),
    "file.weight_shape": (
        "{file}: {weight} should have shape {expected} but has {found}; "
        "weights and configuration are not of the same network.",
        "{file}：{weight} 的形状应为 {expected}，实际为 {found}；权重与配置不属于同一个网络。",
    ),
    "file.no_card": (
        "{file} has no plainnet.json, which says how raw data are read and scaled; a plain "
        "Keras file predicts from arrays only: load it with plainnet.load_model.",
        "{file} 中没有 plainnet.json（说明如何读取和缩放原始数据）；普通 "
        "Keras 文件只能对数组做预测："
        "请用 plainnet.load_model 加载。",
    ),
    "file.card_misfit": (
        "{file}: plainnet.json and the network do not belong together: outputs named: {named}, "
        "outputs of the network: {outputs}; train again or copy the file anew.",
        "{file}：plainnet.json 与网络不匹配：前者列出 {named} 个输出，网络有 {outputs} 个输出；"
        "请重新训练，或重新复制该文件。",
    ),
    "file.card_too_new": (
        "{file} was written by a newer plainnet (card version {version}); update plainnet.",
        "{file} 由更新版本的 plainnet 写成（卡片版本 {version}）；请升级 plainnet。",
    ),
    "predictor.no_test_rows": (
        "{file} does not name test rows that these data have; score all of them with --rows all.",
        "{file} 中记录的测试行与这份数据不符；请用 --rows all 对全部行评分。",
    ),
    "predictor.rows": (
        'Rows must be "test" or "all", not {rows!r}.',
        'rows 只能是 "test" 或 "all"，不能是 {rows!r}。',
    ),
    "predictor.test_rows_only": (
        "These are the data the model was trained on: only the {count} rows kept for "
        "testing are scored (--rows all scores all of them).",
        "这正是训练该模型的数据：只对留作测试的 {count} 行评分（--rows all 对全部行评分）。",
    ),
    "predictor.training_rows_too": (
        "All {count} rows are scored, also those the model was trained on: the figures flatter.",
        "对全部 {count} 行评分，其中包括训练用过的行：这些数字偏乐观。",
    ),
    "predictor.no_columns": (
        "{file} lacks the columns {columns}, which the model needs.",
        "{file} 缺少模型需要的列：{columns}。",
    ),
    "predictor.unknown_class": (
        "{file}, line {line}, column {column}: {found} is none of the classes {known}.",
        "{file} 第 {line} 行 {column} 列：{found} 不属于已知类别 {known}。",
    ),
    "predictor.no_images": (
        "{folder} holds no BMP, PNG or JPEG image; give an image or a folder of images.",
        "{folder} 中没有 BMP、PNG 或 JPEG 图像；请给出一张图像或图像文件夹。",
    ),
    "predictor.not_positive": (
        "The model forecasts relative changes, which need values above 0, but the series "
        "holds {value}.",
        "该模型预测的是相对变化，所有数值都必须大于 0，但序列中有 {value}。",
    ),
    "predictor.short_series": (
        "{file} has {found} values, but the model needs at least {needed}.",
        "{file} 只有 {found} 个数值，模型至少需要 {needed} 个。",
    ),
    "least_squares.rows": (
        "Least squares needs inputs (rows, features) and one target for each row; found "
        "{inputs} and {targets}.",
        "最小二乘需要形状为 （行， 特征） 的输入，且每行一个标签；实际为 {inputs} 和 {targets}。",
    ),
}

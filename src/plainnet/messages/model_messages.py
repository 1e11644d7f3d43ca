"""What is said about layers, training and model files."""

MESSAGES: dict[str, tuple[str, str]] = {
    "epoch": ("epoch", "训练轮次"),
    "loss.unknown": (
        "There is no loss named '{found}'; choose one of: {choices}.",
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
        "{loss} 逐个比较目标值和输出值，但目标值的形状是 {targets}，输出的形状是 {outputs}；请让"
        "两者形状一致，或修改最后一层的单元数（units）。",
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
        "y[{position}] 的值是 {found}，但网络有 {classes} 个输出，类别编号应为 0 到 {last} 的整"
        "数；请重新编号，或修改最后一层的单元数（units）。",
    ),
    "metric.unknown": (
        "There is no metric named '{found}'; choose one of: {choices}.",
        "没有名为“{found}”的指标；可选：{choices}。",
    ),
    "metric.setting.unsupported": (
        "The metric {metric} cannot be used with {name}={value}; leave that setting out.",
        "指标 {metric} 不支持 {name}={value}；请去掉这项设置。",
    ),
    "metric.average": (
        "{metric} cannot be used with average={value!r} here: a metric is a single number; "
        'choose "macro", "micro" or "weighted".',
        "{metric} 在此不能使用 average={value!r}：一个指标只能是一个数；"
        '请选择 "macro"、"micro" 或 "weighted"。',
    ),
    "metric.class_numbers_wanted": (
        "{metric} expects one class number for each output, but the targets have shape {targets} "
        "and the outputs {outputs}; use categorical_accuracy for one-hot targets.",
        "{metric} 需要每个输出对应一个类别编号，但目标值的形状是 {targets}，"
        "输出的形状是 {outputs}；独热（one-hot）目标值请用 categorical_accuracy。",
    ),
    "optimizer.unknown": (
        "There is no optimizer named '{found}'; choose one of: {choices}.",
        "没有名为“{found}”的优化器；可选：{choices}。",
    ),
    "optimizer.schedule.unknown": (
        "There is no learning rate schedule named '{found}'; choose one of: {choices}.",
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
    "optimizer.expected.not_positive": ("a number not above 0", "不大于 0 的数"),
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
        "{layer} 的输入除批次轴外，至少还要有一个轴。",
    ),
    "model.stateful_rows": (
        "This model carries states over batches of {size} rows, but {rows} rows come in batches "
        "of {batch}; use batch_size={size} and a number of rows that is a multiple of it.",
        "该模型在批次之间传递状态，每批 {size} 行；现有 {rows} 行、每批 {batch} 行。请使用 "
        "batch_size={size}，并让行数是它的整数倍。",
    ),
    "layer.stateful": (
        "{layer}: a state that is carried over batches needs batches of one size; "
        "give the input's batch size (batch_shape=(rows, time, features)).",
        "{layer}：stateful=True 时每批行数必须固定；"
        "请写明输入的批大小（batch_shape=(rows, time, features)）。",
    ),
    "bidirectional.merge_mode": (
        'Bidirectional: merge_mode must be "concat", "sum", "mul", "ave" or None, not {mode!r}.',
        'Bidirectional：merge_mode 只能是 "concat"、"sum"、"mul"、"ave" 或 None，不能是 {mode!r}。',
    ),
    "bidirectional.directions": (
        "Bidirectional: the two layers must run in opposite directions (go_backwards) and agree "
        "in return_sequences, return_state and stateful.",
        "Bidirectional：两个层的方向（go_backwards）必须相反，而 return_sequences、return_state "
        "和 stateful 必须一致。",
    ),
    "layer.padding": (
        'Padding must be "valid" or "same", not {padding!r}.',
        'padding 只能是 "valid" 或 "same"，不能是 {padding!r}。',
    ),
    "layer.data_format": (
        '{layer}: data_format must be "channels_last" or "channels_first", not {value!r}.',
        '{layer}：data_format 只能是 "channels_last" 或 "channels_first"，不能是 {value!r}。',
    ),
    "convolution.output_padding": (
        "Conv2DTranspose: output_padding must be whole numbers from 0 and below the strides "
        "{strides}, not {value!r}.",
        "Conv2DTranspose：output_padding 必须是从 0 起且小于步幅 {strides} 的整数，"
        "不能是 {value!r}。",
    ),
    "convolution.filters": (
        "{layer}: {count} filters cannot be parted into {groups} groups of equal size; "
        "choose a multiple of {groups}.",
        "{layer}：{count} 个卷积核无法平均分成 {groups} 组；请改成 {groups} 的倍数。",
    ),
    "convolution.channels": (
        "{layer}: images of {count} channels cannot be parted into {groups} groups of equal "
        "size; change groups, or the layer before.",
        "{layer}：{count} 个通道的图像无法平均分成 {groups} 组；请修改 groups 或前一层。",
    ),
    "layer.window": (
        "{layer}: a window of {window} pixels does not fit on a map of {size} pixels; "
        "use a smaller window, larger images or fewer layers that shrink the map.",
        "{layer}：{window} 像素的窗口放不进 {size} 像素的特征图；"
        "请缩小窗口、增大图像或减少缩小特征图的层。",
    ),
    "layer.window_in_time": (
        "{layer}: a window of {window} steps does not fit on a sequence of {size} steps; "
        "use a smaller window, longer sequences or fewer layers that shorten them.",
        "{layer}：{window} 步的窗口放不进 {size} 步的序列；"
        "请缩小窗口、加长序列或减少缩短序列的层。",
    ),
    "activation.unknown": (
        "There is no activation called {name!r}; known: {known}.",
        "没有名为 {name!r} 的激活函数；可用：{known}。",
    ),
    "initializer.unknown": (
        "There is no initializer called {name!r}; known: {known}.",
        "没有名为 {name!r} 的初始化方法；可用：{known}。",
    ),
    "initializer.matrix": (
        "The initializer identity fills matrices only, not arrays of shape {shape}.",
        "初始化方法 identity 只能用于矩阵，不能用于形状为 {shape} 的数组。",
    ),
    "regularizer.unknown": (
        "There is no regularizer called {name!r}; known: {known}.",
        "没有名为 {name!r} 的正则化方法；可用：{known}。",
    ),
    "constraint.unknown": (
        "There is no constraint called {name!r}; known: {known}.",
        "没有名为 {name!r} 的权重约束；可用：{known}。",
    ),
    "layer.not_negative": (
        "{layer}: {setting} must be a number of at least 0, not {value!r}.",
        "{layer}：{setting} 必须是不小于 0 的数，不能是 {value!r}。",
    ),
    "layer.border": (
        "{layer}: {setting} must hold whole numbers of at least 0, one for all sides, one for "
        "each axis or one for each side, not {value!r}.",
        "{layer}：{setting} 必须是不小于 0 的整数：各边共用一个、每个轴一个或每边一个，"
        "不能是 {value!r}。",
    ),
    "layer.cropped": (
        "{layer}: nothing is left of {size} pixels after cutting off {border}; crop less, or use "
        "larger inputs.",
        "{layer}：{size} 个像素裁去 {border} 后什么也不剩；请少裁一些或增大输入。",
    ),
    "layer.interpolation": (
        "{layer}: there is no interpolation called {value!r}; known: {known}.",
        "{layer}：没有名为 {value!r} 的插值方法；可用：{known}。",
    ),
    "layer.flip_mode": (
        "RandomFlip: mode {mode!r} is not known; choose horizontal, vertical or "
        "horizontal_and_vertical.",
        "RandomFlip：没有 mode={mode!r}；请选择 horizontal、vertical 或 horizontal_and_vertical。",
    ),
    "layer.fill_mode": (
        "There is no fill_mode {mode!r}; choose reflect, constant, nearest or wrap.",
        "没有 fill_mode={mode!r}；请选择 reflect、constant、nearest 或 wrap。",
    ),
    "layer.factor": (
        "{layer}: {setting} must be a number or two, between -1 and 1, not {value!r}.",
        "{layer}：{setting} 须为 -1 到 1 之间的一个数或两个数，而不是 {value!r}。",
    ),
    "reshape.open": (
        "Reshape: only one size may be left open with -1, and no other may be negative: {shape}.",
        "Reshape：只能有一个尺寸用 -1 留空，其余不能为负：{shape}。",
    ),
    "reshape.count": (
        "Reshape cannot bring examples of shape {found}, {count} numbers each, to {target}.",
        "Reshape 无法把形状为 {found}（每个样本 {count} 个数）的数据变成 {target}。",
    ),
    "permute.dims": (
        "Permute: dims must hold each of the numbers 1 to {count} once, not {dims}.",
        "Permute：dims 必须恰好包含 1 到 {count} 各一次，不能是 {dims}。",
    ),
    "noise.stddev": (
        "GaussianNoise: stddev must be a number of at least 0, not {stddev}.",
        "GaussianNoise：stddev 必须是不小于 0 的数，不能是 {stddev}。",
    ),
    "layer.rate": (
        "{layer}: the rate must lie between 0 and 1, not {rate}.",
        "{layer}：rate 必须在 0 和 1 之间，不能是 {rate}。",
    ),
    "layer.key": (
        "{layer} needs a random key while training.",
        "{layer} 在训练时需要随机数 key。",
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
    "stopping.mode": (
        'Early stopping: mode must be "auto", "min" or "max", not {mode!r}.',
        '提前停止：mode 只能是 "auto"、"min" 或 "max"，不能是 {mode!r}。',
    ),
    "stopping.twice": (
        "Early stopping is asked for {count} times; ask for it once.",
        "提前停止设置了 {count} 次，请只设置一次。",
    ),
    "stopping.monitor": (
        "Early stopping monitors {monitor!r}, which is not measured; measured: {known}.",
        "提前停止要监视的 {monitor!r} 没有被计算；可监视：{known}。",
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
        "Inputs, targets and sample weights need the same number of rows, at least one; found "
        "{inputs}, {targets} and {weights}.",
        "输入、目标值和样本权重的行数必须相同且不为零；实际为 {inputs}、{targets} 和 {weights}。",
    ),
    "model.text_targets": (
        "The targets are text ({found!r}, for example); number the classes first:"
        " np.unique(y, return_inverse=True)[1].",
        "目标值是文字（例如 {found!r}）；请先给类别编号：np.unique(y, return_inverse=True)[1]。",
    ),
    "model.no_array": (
        "There is no array called {name!r}; found: {found}.",
        "没有名为 {name!r} 的数组；现有：{found}。",
    ),
    "model.weights_of_outputs": (
        "Give one array of sample weights for each output ({outputs}), or one for all.",
        "请为每个输出（{outputs}）各给一个样本权重数组，或者给出一个共用的数组。",
    ),
    "model.number_of_arrays": (
        "The network needs {expected} arrays, but got {found}.",
        "网络需要 {expected} 个数组，实际得到 {found} 个。",
    ),
    "model.one_for_each_output": (
        "One is needed for each of the outputs {names}, but {found} were given.",
        "每个输出（{names}）都需要给出一项，实际给出 {found} 项。",
    ),
    "model.no_targets": (
        "Inputs came without targets; give y, or batches of (inputs, targets).",
        "只有输入而没有目标值；请给出 y，或让每个批次为（输入，目标值）。",
    ),
    "model.no_batches": (
        "The data gave no batch at all; a generator that has been used up does not start again.",
        "数据没有给出任何批次；用完的生成器不会重新开始。",
    ),
    "model.batch_parts": (
        "A batch consists of inputs, targets and sample weights, not of {found} parts.",
        "一个批次由输入、目标值和样本权重组成，而不是 {found} 个部分。",
    ),
    "model.out_of_batches": (
        "The data ran out after {found} of {steps} batches of this epoch; set steps_per_epoch "
        "to what the data give.",
        "本轮需要 {steps} 个批次，数据在第 {found} 个之后用完；请按实际数据设置 steps_per_epoch。",
    ),
    "model.rate_is_scheduled": (
        "The learning rate of {optimizer} follows a schedule, so it cannot be set; give the "
        "optimizer a number.",
        "{optimizer} 的学习率由学习率调度给出，不能再设置；请为优化器指定一个数值。",
    ),
    "model.weights_count": (
        "The model has {expected} arrays of weights, but {found} were given.",
        "模型有 {expected} 个权重数组，实际给出 {found} 个。",
    ),
    "model.weights_shape": (
        "{weight} has shape {expected}, but {found} was given.",
        "{weight} 的形状是 {expected}，实际给出 {found}。",
    ),
    "callback.save_freq": (
        'save_freq is "epoch" or a number of batches, not {value!r}.',
        'save_freq 只能是 "epoch" 或批次数，不能是 {value!r}。',
    ),
    "callback.file_name": (
        "The file name {file!r} asks for {name!r}, which is not measured; measured: {known}.",
        "文件名 {file!r} 中的 {name!r} 没有被计算；可用：{known}。",
    ),
    "callback.factor": (
        "ReduceLROnPlateau: the factor must be below 1, not {value}.",
        "ReduceLROnPlateau：factor 必须小于 1，不能是 {value}。",
    ),
    "callback.diverged": (
        "The loss of batch {batch} is {loss}, so training ends; lower the learning rate or "
        "check the data for values that are missing.",
        "第 {batch} 个批次的损失为 {loss}，训练中止；请降低学习率，或检查数据中是否有缺失值。",
    ),
    "callback.remote": (
        "RemoteMonitor would send metrics to a server, which plainnet never does; use CSVLogger.",
        "RemoteMonitor 会把数据发送到服务器，而 plainnet 从不发送数据；请改用 CSVLogger。",
    ),
    "callback.tensorboard": (
        "TensorBoard gets numbers only; left out: {settings}.",
        "TensorBoard 只写入数值曲线；已忽略：{settings}。",
    ),
    "model.batch_size": (
        "batch_size must be a whole number of at least 1, not {value!r}.",
        "batch_size 必须是不小于 1 的整数，不能是 {value!r}。",
    ),
    "model.validation_split": (
        "A validation_split of {fraction} of {rows} rows leaves one side empty.",
        "validation_split={fraction} 用于 {rows} 行数据时，训练集或验证集会是空的。",
    ),
    "model.validation_split_of_batches": (
        "validation_split divides arrays, not data that come batch by batch; give validation_data.",
        "validation_split 只能划分数组，不能划分逐批给出的数据；请改用 validation_data。",
    ),
    "model.class_weight_of_outputs": (
        "class_weight is for networks with one output, and this one has {outputs}; give "
        "sample_weight for each output.",
        "class_weight 只适用于单输出的网络，而这个网络有 {outputs} 个输出；"
        "请改用 sample_weight，为每个输出给出样本权重。",
    ),
    "predictor.no_number": (
        "{file}, {label}: the network gives no number for it, because a value lies too far outside "
        "what it was trained on ({count} such in all). Check the value, or leave the row out.",
        "{file}，{label}：数值远超出训练数据的范围，网络给不出有效数字（共 {count} 处）。"
        "请检查该值，或去掉这一行。",
    ),
    "predictor.no_numbers_at_all": (
        "{file} gives no number for any row: its weights are damaged. Train again or copy the file "
        "anew.",
        "{file} 对任何一行都给不出有效数字：权重已损坏。请重新训练，或重新复制该文件。",
    ),
    "predictor.no_test_rows": (
        "{file} does not name test rows that these data have; score all of them with --rows all.",
        "{file} 中记录的测试集与这份数据不符；请用 --rows all 在全部数据上评估。",
    ),
    "predictor.rows": (
        'Rows must be "test" or "all", not {rows!r}.',
        'rows 只能是 "test" 或 "all"，不能是 {rows!r}。',
    ),
    "predictor.test_rows_only": (
        "These are the data the model was trained on: only the {count} rows kept for "
        "testing are scored (--rows all scores all of them).",
        "这就是训练该模型所用的数据：只在其中的测试集（{count} 个样本）上评估；--rows all 则在全"
        "部数据上评估。",
    ),
    "predictor.training_rows_too": (
        "All {count} rows are scored, also the {trained} the model was trained on: the scores "
        "flatter.",
        "在全部 {count} 个样本上评估，其中 {trained} 个是训练用过的：结果会偏乐观。",
    ),
    "predictor.trained_rows_left_out": (
        "{trained} of the {all} rows are rows the model was trained or validated on: only the "
        "{count} others are scored (--rows all scores all of them).",
        "{all} 个样本中有 {trained} 个是训练或验证该模型时用过的：只在其余 {count} 个样本上评估；"
        "--rows all 则在全部样本上评估。",
    ),
    "predictor.all_trained_on": (
        "{file}: the model was trained or validated on every one of these {all} rows, so they say "
        "nothing about new ones. Bring other rows, or score these with --rows all.",
        "{file}：这 {all} 个样本都是训练或验证该模型时用过的，不能说明它在新数据上的表现。"
        "请换用其他数据，或用 --rows all 在这些样本上评估。",
    ),
    "predictor.only_series": (
        "--only chooses one of several series in a file, and {file} is no model of a series. Leave "
        "it out.",
        "--only 用于从文件的多个序列中选一个，而 {file} 不是序列模型。请去掉 --only。",
    ),
    "predictor.form_of_images": (
        "Options such as --encoding and --sheet say how a table is written, and {file} is a model "
        "of images. Leave them out.",
        "--encoding、--sheet 等选项说明表格的写法，而 {file} 是图像模型。请去掉这些选项。",
    ),
    "predictor.id_of_rows": (
        "--id names the rows of a table, and {file} is no model of one. Leave it out.",
        "--id 用于为表格的各行命名，而 {file} 不是表格模型。请去掉 --id。",
    ),
    "predictor.unit": (
        "Predictions of '{column}' are in {unit}, as the values trained on.",
        "“{column}”的预测值与训练数据单位相同：{unit}。",
    ),
    "predictor.no_columns": (
        "{file} lacks the columns {columns}, which the model needs; add them.",
        "{file} 缺少模型需要的列：{columns}；请补上。",
    ),
    "predictor.unknown_class": (
        "{file}, line {line}, column {column}: {found} is none of the classes {known}.",
        "{file} 第 {line} 行 {column} 列：{found} 不属于已知类别 {known}。",
    ),
    "predictor.no_images": (
        "{folder} holds no image; give an image or a folder of images.",
        "{folder} 中没有图像；请给出一张图像或一个图像文件夹。",
    ),
    "predictor.image_of_no_class": (
        "{file}: to be tested, a single image must lie in the folder of its class ({known}), and "
        "'{folder}' is none; plainnet predict needs no class.",
        "{file}：测试单张图像时，它应放在所属类别的文件夹中（{known}），而“{folder}”不是其中之一；"
        "plainnet predict 则不需要类别。",
    ),
    "predictor.not_positive": (
        "The model forecasts relative changes, which need values above 0, but the series holds "
        "{value}; correct it, or train with --log-target no.",
        "该模型预测的是相对变化，所有数值都必须大于 0，但序列中有 {value}；请改正，或在训练时使"
        "用 --log-target no。",
    ),
    "predictor.short_series": (
        "{file} has {found} values, but the model needs at least {needed}; give a longer series.",
        "{file} 只有 {found} 个数值，模型至少需要 {needed} 个；请给出更长的序列。",
    ),
    "least_squares.rows": (
        "Least squares needs inputs (rows, features) and one target for each row; found {inputs} "
        "and {targets}.",
        "最小二乘法需要形状为（行数，特征数）的输入，每行一个目标值；实际为 {inputs} 和 "
        "{targets}。",
    ),
}

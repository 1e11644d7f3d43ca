"""What is said about model files."""

MESSAGES: dict[str, tuple[str, str]] = {
    "checkpoint.batches": (
        "A run can only be kept in a checkpoint where all rows are given as arrays, without "
        "callbacks that need every batch; use the callback BackupAndRestore here.",
        "只有数据以数组形式一次给出、且没有需要逐批调用的回调时，才能保存断点；这里请改用回调 "
        "BackupAndRestore。",
    ),
    "checkpoint.damaged": (
        "The checkpoint {file} is damaged, or no checkpoint; delete it and train from the start.",
        "断点文件 {file} 已损坏，或不是断点文件；请删除它并从头训练。",
    ),
    "checkpoint.other_run": (
        "The checkpoint {file} is of another run: data, settings, number of devices or the "
        "version of JAX differ; restore them, or train from the start.",
        "断点文件 {file} 属于另一次训练：数据、设置、设备数或 JAX 版本不同；"
        "请恢复原来的条件，或从头训练。",
    ),
    "file.cannot_write": (
        "{file} cannot be written: {reason}; free some space or choose another place.",
        "无法写入 {file}：{reason}；请腾出空间或换一个位置。",
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
        "{file} cannot be read: {reason}; check the path and your right to read it.",
        "无法读取 {file}：{reason}；请检查路径和读取权限。",
    ),
    "file.damaged": (
        "{file} is not a whole model file: it is damaged, cut short or of another "
        "kind; train again or copy the file anew.",
        "{file} 不是完整的模型文件：已损坏、被截断或是别的格式；请重新训练，或重新复制该文件。",
    ),
    "file.cannot_build": (
        "{file} describes a network that is not covered: {reason}",
        "{file} 中的网络不受支持：{reason}",
    ),
    "file.too_many_layers": (
        "{file} describes a network of {layers} layers; at most {most} are read.",
        "{file} 中的网络有 {layers} 层；最多可读取 {most} 层。",
    ),
    "file.layer_unknown": (
        "{file} holds a layer {layer}, which is not covered; covered: {known}.",
        "{file} 中的 {layer} 层不受支持；支持的层：{known}。",
    ),
    "file.own_layer": (
        "{file} holds {layer}, code of the program that wrote it; files hold no code, so hand it"
        " over: load_model(file, custom_objects={{'{layer}': {layer}}}).",
        "{file} 中的 {layer} 是写出该文件的程序里的代码；文件不含代码，请一并给出："
        "load_model(file, custom_objects={{'{layer}': {layer}}})。",
    ),
    "file.setting_unknown": (
        "{file}: layer {layer} has {setting} = {value!r}, which is not covered.",
        "{file}：{layer} 层的 {setting} = {value!r} 不受支持。",
    ),
    "file.network_unknown": (
        "{file} holds a {network}; Sequential and functional networks are covered.",
        "{file} 中的网络类型是 {network}；支持 Sequential 和函数式网络。",
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
        "{file} does not say how its data were scaled or what its classes are called, as files "
        "that Keras writes do not. Add what its script trained on: --scale-from TABLE "
        "--target COLUMN, or --scale-from FOLDER with the class folders.",
        "{file} 没有记录数据如何归一化、类别叫什么（Keras 写的文件都不记录）。"
        "请指出脚本用来训练的数据：--scale-from 表格 --target 列名，"
        "或 --scale-from 文件夹（其中每类一个子文件夹）。",
    ),
    "card.is_there": (
        "{file} says itself how its data are scaled; leave --scale-from out.",
        "{file} 自己记录了归一化方法；请去掉 --scale-from。",
    ),
    "card.no_target": (
        "Which column of {data} does the model predict? Add --target COLUMN.",
        "模型预测的是 {data} 的哪一列？请加上 --target 列名。",
    ),
    "card.columns_misfit": (
        "The model takes {wanted} columns; {data} has {found} besides {target}: {names}. "
        "Leave columns out with --drop, or name the table that the script trained on.",
        "模型需要 {wanted} 列输入；{data} 除 {target} 外有 {found} 列：{names}。"
        "请用 --drop 去掉多余的列，或换成脚本训练时用的表格。",
    ),
    "card.classes_misfit": (
        "The model tells {wanted} classes apart, but {data} has {found}; name the column, or the "
        "folder of class folders, that the script trained on.",
        "模型区分 {wanted} 个类别，而 {data} 中有 {found} 个；请指出脚本训练时用的目标列，"
        "或按类别分子文件夹的文件夹。",
    ),
    "card.not_numbers": (
        "{data}: column {column!r} holds no numbers, and how the script turned it into numbers "
        "is not known; leave it out with --drop, or use a table in which it is written as "
        "numbers.",
        "{data}：列 {column!r} 不是数值列，无法知道脚本怎样把它变成数值；请用 --drop 去掉这一列，"
        "或换用已写成数值的表格。",
    ),
    "card.folder_for_table": (
        "{data} is a folder, but the model takes inputs of shape {shape}, not images; "
        "name the table that the script trained on.",
        "{data} 是文件夹，但模型的输入形状是 {shape}，不是图像；请指出脚本训练时用的表格。",
    ),
    "card.table_for_other": (
        "{data} is a table, but the model takes inputs of shape {shape}; for images name the "
        "folder of class folders. Windows of a series are predicted from arrays: "
        "plainnet.load_model.",
        "{data} 是表格，但模型的输入形状是 {shape}；图像模型请指出按类别分子文件夹的文件夹。"
        "序列窗口请用 plainnet.load_model 对数组做预测。",
    ),
    "file.card_misfit": (
        "{file}: plainnet.json and the network do not belong together: outputs named: {named}, "
        "outputs of the network: {outputs}; train again or copy the file anew.",
        "{file}：plainnet.json 与网络不匹配：前者列出 {named} 个输出，网络有 {outputs} 个输出；"
        "请重新训练，或重新复制该文件。",
    ),
    "file.card_broken": (
        "{file}: {member} in its plainnet.json has an impossible value: the file was changed or "
        "damaged; train again or copy the file anew.",
        "{file}：plainnet.json 中 {member} 的值不合理：文件被改动过或已损坏；请重新训练，或重新复"
        "制该文件。",
    ),
    "file.card_changed": (
        "{file}: its plainnet.json was changed after it was written, so its predictions could "
        "differ; train again or copy the file anew.",
        "{file}：plainnet.json 在写成之后被改动过，预测值可能不同；请重新训练，或重新复制该文件。",
    ),
    "file.weights_changed": (
        "{file}: its weights are not those it was written with, so its predictions could differ; "
        "train again or copy the file anew.",
        "{file}：权重与写成时不一致，预测值可能不同；请重新训练，或重新复制该文件。",
    ),
    "file.network_changed": (
        "{file}: its layers are not set as they were when it was written, so its predictions "
        "could differ; train again or copy the file anew.",
        "{file}：各层的设置与写成时不一致，预测值可能不同；请重新训练，或重新复制该文件。",
    ),
    "file.card_shape": (
        "{file}: plainnet.json and the network do not belong together: inputs described: "
        "{described}, inputs of the network: {found}; train again or copy the file anew.",
        "{file}：plainnet.json 与网络不匹配：前者描述的输入形状为 {described}，网络的输入形状为 "
        "{found}；请重新训练，或重新复制该文件。",
    ),
    "file.card_too_new": (
        "{file} was written by a newer plainnet (card version {version}); update plainnet.",
        "{file} 由更新版本的 plainnet 写成（plainnet.json 版本 {version}）；请升级 plainnet。",
    ),
    "file.initializer_ignored": (
        "Layer {layer} starts from {initializer}, which is not covered; its saved weights are"
        " there, but weights drawn anew would be zeros.",
        "{layer} 层的初始化方法 {initializer} 不受支持；已保存的权重照常读取，但若重新初始化，权"
        "重将为零。",
    ),
    "file.link": (
        "{file}: {name} is a link; plainnet reads only what lies in the file itself. Copy the"
        " linked data into the file.",
        "{file}：{name} 是链接；plainnet 只读取文件本身所含的数据。请把链接的数据复制进该文件。",
    ),
    "file.too_large": (
        "{file}: with {name} the arrays fill more than {limit} GiB, more than plainnet reads; "
        "use a smaller model.",
        "{file}：读到 {name} 时，数组合计超过 {limit} GiB，超出 plainnet 的读取上限；请使用更小的"
        "模型。",
    ),
    "file.too_large_output": (
        "{file}: layer {layer} gives arrays of shape {shape} for one example, more than plainnet "
        "computes.",
        "{file}：层 {layer} 对一个样本就给出形状为 {shape} 的数组，超出 plainnet 的计算上限。",
    ),
    "file.not_compiled": (
        "How the model was trained is left out: {reason} Compile it anew to train or evaluate it.",
        "没有采用文件中的训练设置：{reason}如需训练或评估，请重新调用 compile。",
    ),
    "file.optimizer_state": (
        "The optimizer's state does not fit this optimizer and network and is left out; training"
        " goes on with a fresh one.",
        "优化器状态与该优化器和网络不匹配，已略去；继续训练时从新的状态开始。",
    ),
    "file.precision": (
        "The model computed in {kinds}; plainnet computes in float32.",
        "该模型使用 {kinds} 计算；plainnet 使用 float32。",
    ),
    "file.in_parts": (
        "{file} keeps its weights in several parts, which is not covered; save it again in one.",
        "{file} 的权重分成多个部分保存，这种格式不受支持；请重新保存为单个文件。",
    ),
    "file.weights_only": (
        "{file} holds weights only, no network; build the network and call load_weights.",
        "{file} 只有权重，没有网络结构；请先构建网络，再调用 load_weights。",
    ),
    "file.weights_left": (
        "{file} holds more weights for layer {layer} than the network's layer has.",
        "{file} 中 {layer} 层的权重比网络中该层的权重多。",
    ),
    "file.number_of_layers": (
        "{file} holds weights of {found} layers, but the network has {expected} layers with"
        " weights; give by_name=True to load only layers of the same name.",
        "{file} 含 {found} 层的权重，而网络中有权重的层是 {expected} 层；若只想载入同名的层，请设 "
        "by_name=True。",
    ),
    "file.kernel_of_keras_1": (
        "{file}: Keras 1 wrote the kernel of layer {layer} for images with the channels first, and"
        " does not say whether Theano or TensorFlow is to slide it over them; load it in Keras 2"
        " and save it again.",
        "{file}：{layer} 层的卷积核由 Keras 1 按“通道在前”写入，但没有说明供 Theano 还是 "
        "TensorFlow 使用；请用 Keras 2 打开后重新保存。",
    ),
    "file.stretched": (
        "The hard_sigmoid of Keras 1 and 2 is written as that of Keras 3, with weights 1.2 times as"
        " large: the model gives the same outputs. The optimizer's state is left out.",
        "Keras 1 和 2 的 hard_sigmoid 改写为 Keras 3 的 hard_sigmoid，相应的权重乘以 1.2：模型的"
        "输出不变。优化器状态已略去。",
    ),
    "file.hard_sigmoid": (
        "{file} cannot be written: layer {layer} uses the hard_sigmoid of Keras 1 and 2, which"
        " Keras 3 does not have.",
        "无法写入 {file}：{layer} 层使用 Keras 1 和 2 的 hard_sigmoid，"
        "Keras 3 中没有这种激活函数。",
    ),
    "file.own_layer_settings": (
        "{file}: the layer {layer} cannot be made of its saved settings ({reason}); its get_config"
        " has to return all arguments that its __init__ takes.",
        "{file}：无法用保存的设置创建 {layer} 层（{reason}）；"
        "它的 get_config 必须返回 __init__ 所需的全部参数。",
    ),
    "file.ending": (
        "{file}: a model file ends in .keras or .h5.",
        "{file}：模型文件的扩展名应为 .keras 或 .h5。",
    ),
    "file.not_by_name": (
        "{file} holds weights by position and not by name; leave out by_name=True, or give the"
        " file that the whole model was saved to.",
        "{file} 中的权重按位置而不是按名称保存；请去掉 by_name=True，或改用保存完整模型的文件。",
    ),
    "file.exists": (
        "{file} exists; choose another name, or give --force to replace it.",
        "{file} 已存在；请换一个名称，或加 --force 覆盖它。",
    ),
}

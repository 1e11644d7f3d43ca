"""What is said about Keras scripts."""

MESSAGES: dict[str, tuple[str, str]] = {
    # what is not covered
    "script.not_covered": (
        "{name} is not covered; {hint}.",
        "尚不支持 {name}；{hint}。",
    ),
    "script.no_such_name": (
        "{module} has no name {name} that is covered; {hint}.",
        "{module} 中没有受支持的 {name}；{hint}。",
    ),
    "script.no_such_module": (
        "The module {module} is not covered; {hint}.",
        "尚不支持模块 {module}；{hint}。",
    ),
    "script.hint.near": ("did you mean {names}", "你要找的是不是 {names}"),
    "script.hint.classic": (
        "plainnet covers the classic networks: dense, convolutional and recurrent",
        "plainnet 支持经典网络：全连接、卷积和循环网络",
    ),
    "script.hint.augmentation": (
        "ImageDataGenerator turns, shifts, zooms and flips training images",
        "请用 ImageDataGenerator 对训练图像做旋转、平移、缩放和翻转",
    ),
    "script.hint.image_size": (
        "give the size where images are read (image_size, target_size) or use tf.image.resize",
        "请在读取图像时指定大小（image_size、target_size），或使用 tf.image.resize",
    ),
    "script.hint.encoding": (
        "TextVectorization, StringLookup, IntegerLookup, CategoryEncoding and Discretization are"
        " covered, at the inputs of a model or on arrays",
        "TextVectorization、StringLookup、IntegerLookup、CategoryEncoding 和 Discretization 可以"
        "直接放在模型输入之后，也可以用于数组",
    ),
    "script.hint.encoding_saved": (
        "save the model behind this layer, and the layer's get_vocabulary() beside it",
        "请保存该层之后的模型，并另外保存该层的 get_vocabulary()",
    ),
    "script.softmax_of_one": (
        "{layer}: a softmax over a last axis of one number always gives 1; for yes or no take"
        " sigmoid, for weights along another axis Softmax(axis=...).",
        "{layer}：softmax 的最后一个轴只有一个数，结果恒为 1；二分类请用 sigmoid，"
        "若要沿其他轴求权重，请用 Softmax(axis=...)。",
    ),
    "script.layer_not_adapted": (
        "{layer} has no vocabulary or boundaries yet; call {layer}.adapt(data) with the training "
        "rows first.",
        "{layer} 还没有词表或分界值；请先用训练集调用 {layer}.adapt(data)。",
    ),
    "script.reserved_entry": (
        "{layer}: {found!r} stands for something else and cannot be an entry of the vocabulary.",
        "{layer}：{found!r} 另有用途，不能出现在词表里。",
    ),
    "script.not_in_vocabulary": (
        "{layer}: {found!r} is not in the vocabulary; num_oov_indices=1 gives all else a number.",
        "{layer}：词表中没有 {found!r}；num_oov_indices=1 会给其他内容一个编号。",
    ),
    "script.one_text_a_row": (
        "{layer} takes one text in each row, but found an array of shape {shape}.",
        "{layer} 每行只接受一段文本，而给出的数组形状是 {shape}。",
    ),
    "script.hint.applications": (
        "build the network from layers, plainnet brings no trained networks along",
        "请用各种层自行搭建网络，plainnet 不附带训练好的网络",
    ),
    "script.hint.sessions": (
        "leave sessions and placeholders out, numbers are computed at once",
        "请去掉会话和占位符，数值会立即算出",
    ),
    "script.hint.layers": (
        "write it with layers, such as Reshape, Concatenate or Cropping",
        "请用已有的层来写，例如 Reshape、Concatenate 或 Cropping",
    ),
    "script.hint.rows": (
        "a layer's code has to give one output for each row of its inputs",
        "层的代码必须为输入的每一行给出一个输出",
    ),
    "script.hint.training_branch": (
        "only Dropout and noise may differ between training and prediction",
        "训练和预测之间只允许 Dropout 和噪声层有所不同",
    ),
    "script.hint.add_loss": (
        "write the loss as a function of targets and outputs",
        "请把损失函数写成目标值和输出值的函数",
    ),
    "script.hint.metric": (
        "write the metric as a function of targets and outputs",
        "请把指标写成目标值和输出值的函数",
    ),
    "script.hint.setting": (
        "leave the setting out, or give it its usual value",
        "请去掉该设置，或使用其默认值",
    ),
    "script.hint.optimizer": (
        "take one of keras.optimizers, such as SGD or Adam",
        "请使用 keras.optimizers 中的优化器，例如 SGD 或 Adam",
    ),
    "script.no_gradients": (
        "No variable has a gradient: the loss does not depend on them, or was computed outside "
        "of `with tf.GradientTape() as tape:`. Compute it inside, from the variables.",
        "所有变量都没有梯度：损失不依赖于它们，或者是在 `with tf.GradientTape() as tape:` 之外"
        "算出的。请在该代码块内由这些变量计算损失。",
    ),
    "script.input_without_shape": (
        "An input needs a shape: Input(shape=(4,)) for rows of four numbers.",
        "输入需要形状：例如每行四个数写作 Input(shape=(4,))。",
    ),
    "script.layer_wanted": (
        "Sequential.add takes a layer, found {found}; add a layer of keras.layers, with brackets.",
        "Sequential.add 需要一个层，得到的是 {found}；请添加 keras.layers 中的层，并写上括号。",
    ),
    "script.no_tensor": (
        "{layer} was called with None; model.add returns nothing: go on with model.add, or call"
        " each layer with the result of the one before.",
        "{layer} 的输入是 None；model.add 没有返回值：请继续用 model.add，"
        "或者把上一层的结果传给下一层。",
    ),
    "script.unknown_argument": (
        "{call} has no argument {name}; it takes {known}.",
        "{call} 没有参数 {name}；可用的是 {known}。",
    ),
    "script.gone": (
        "{name} was removed together with TensorFlow 1; {hint}.",
        "{name} 已随 TensorFlow 1 一起移除；{hint}。",
    ),
    "script.hint.call": (
        "write the method call(self, inputs)",
        "请编写方法 call(self, inputs)",
    ),
    # layers and models of scripts
    "script.note": ("{sentence}", "{sentence}"),
    "script.default_changed": (
        "{where}: the default of {setting} was {before} when scripts were written like this and"
        " is {today} now; {today} is used.",
        "{where}：按这种写法的年代，{setting} 的默认值是 {before}，现在是 {today}；此处使用 "
        "{today}。",
    ),
    # old names of the libraries beside Keras
    "script.old_name": (
        "{old} is written {today} today; it works here as it did.",
        "{old} 现在写作 {today}；此处仍按原来的方式运行。",
    ),
    "script.old_argument_dropped": (
        "{function}: {argument} does nothing any more and is left out.",
        "{function}：{argument} 已不起作用，将其忽略。",
    ),
    "script.advice.no_file": (
        "There is no file {file}, looked for from the folder {folder}.",
        "从文件夹 {folder} 出发，找不到文件 {file}。",
    ),
    "script.advice.near_file": (
        "There is no {file}; did you mean {near}?",
        "找不到 {file}；你要找的是不是 {near}？",
    ),
    "script.advice.near_column": (
        "The table has no column {column}; did you mean {near}?",
        "表中没有名为 {column} 的列；你要找的是不是 {near}？",
    ),
    "script.advice.columns": (
        "The table has no column {column}; its columns are {known}.",
        "表中没有名为 {column} 的列；现有的列：{known}。",
    ),
    "script.advice.no_image": (
        "imread gives nothing, and no error, where it finds no image: check the path.",
        "imread 找不到图像时返回 None，不会报错：请检查路径。",
    ),
    "script.advice.indentation": (
        "Lines after a colon stand further in, those of one block alike; see line {line}.",
        "冒号之后的各行要缩进，同一代码块的缩进要一致；请看第 {line} 行。",
    ),
    "script.advice.mark": (
        "{mark} is a Chinese punctuation mark; Python needs {wanted}.",
        "{mark} 是中文标点；Python 需要英文标点 {wanted}。",
    ),
    "script.todays_spelling": ("Today this is written: {today}", "现在的写法：{today}"),
    "script.hint.boston_housing": (
        "scikit-learn gives it no more; keras.datasets.boston_housing.load_data() gives the same"
        " rows, fetch_california_housing() newer ones",
        "scikit-learn 已不再提供；keras.datasets.boston_housing.load_data() 给出同样的数据，"
        "fetch_california_housing() 给出较新的数据",
    ),
    "script.hint.mldata": (
        "its site is gone; for digits use keras.datasets.mnist.load_data() or load_digits()",
        "其网站已关闭；手写数字请用 keras.datasets.mnist.load_data() 或 load_digits()",
    ),
    "script.targets_repeated": (
        "{loss}: the targets have shape {targets} and the outputs {outputs}; each target is "
        "compared with several outputs, as in Keras. This is rarely meant: give the last layer "
        "as many units as there are targets, or return_sequences=False.",
        "{loss}：目标值的形状是 {targets}，输出是 {outputs}；与 Keras 一样，每个目标值会与多个输"
        "出比较。这通常并非本意：请让最后一层的单元数等于目标值的个数，或使用 "
        "return_sequences=False。",
    ),
    "script.labels_cut": (
        "Class numbers are whole numbers, but {found} is among them; it is cut to {cut}, as in "
        "Keras. Were the labels scaled by mistake?",
        "类别编号应为整数，但其中有 {found}；与 Keras 一样，将其截断为 {cut}。是不是误把标签归一"
        "化了？",
    ),
    "script.default_as_before": (
        "{where}: the default of {setting} was {before} when scripts were written like this and"
        " is {today} now; {before} is used, as the script expects.",
        "{where}：按这种写法的年代，{setting} 的默认值是 {before}，现在是 {today}；此处按脚本的"
        "年代使用 {before}。",
    ),
    "script.default_may_have_changed": (
        "{where}: the default of {setting} is {today} now and was {before} in Keras 1 and 2; for a"
        " script of those years write {setting}={before}.",
        "{where}：{setting} 现在的默认值是 {today}，在 Keras 1 和 2 中是 {before}；那个年代的脚本"
        "请写上 {setting}={before}。",
    ),
    "script.plot_is_svg": (
        "The picture of the model is an SVG file: {file}.",
        "模型图以 SVG 格式保存：{file}。",
    ),
    "script.setting_dropped": (
        "{layer}: the setting {setting} does not exist any more and is left out, as in later"
        " versions of Keras.",
        "{layer}：设置 {setting} 已不存在；与较新版本的 Keras 一样，将其忽略。",
    ),
    "script.layer_not_built": (
        "The layer {layer} does not know the shape of its inputs yet; build or fit its model"
        " first, or give it input_shape.",
        "层 {layer} 还不知道输入的形状；请先构建或训练它所在的模型，或给出 input_shape。",
    ),
    "script.layer_not_called": (
        "The layer {layer} was never called on a tensor, so it has no input and no output.",
        "层 {layer} 从未作用于张量，因此没有输入和输出。",
    ),
    "script.model_not_built": (
        "The model {name} does not know the shape of its inputs yet; give its first layer"
        " input_shape, or fit it first.",
        "模型 {name} 还不知道输入的形状；请给第一层写上 input_shape，或先训练。",
    ),
    "script.input_not_first": (
        "{name}: an input can only be the first of a Sequential's layers.",
        "{name}：输入只能放在 Sequential 各层的最前面。",
    ),
    "script.no_such_layer": (
        "There is no layer {name}; the layers are {known}.",
        "没有名为 {name} 的层；现有的层：{known}。",
    ),
    "script.weights_shape": (
        "{layer}: the weights have shapes {expected}, those given have {found}.",
        "{layer}：权重的形状是 {expected}，而给出的是 {found}。",
    ),
    # running a script
    "script.where": ("{file}, line {line}: {sentence}", "{file} 第 {line} 行：{sentence}"),
    "script.missing": (
        "There is no script {file}.",
        "找不到脚本 {file}。",
    ),
    "script.is_folder": (
        "{file} is a folder; name the script in it.",
        "{file} 是文件夹；请写出其中的脚本。",
    ),
    "script.missing_package": (
        "The script needs {package}, which is not installed: pip install 'plainnet[scripts]'.",
        "脚本需要 {package}，但尚未安装：pip install 'plainnet[scripts]'。",
    ),
    "command.script": (
        "Run a Keras script of any year as it is, on plainnet's engine.",
        "原样运行任何年代的 Keras 脚本，由 plainnet 的引擎计算。",
    ),
    "command.metavar.script": ("FILE", "脚本"),
    "command.metavar.script_arguments": ("[ARGS]...", "[参数]..."),
    "command.option.script": (
        "The Python script; it runs as `python FILE ARGS` would.",
        "Python 脚本；运行方式与 `python FILE ARGS` 相同。",
    ),
    "command.option.script_arguments": (
        "What the script is given as its arguments.",
        "交给脚本的参数。",
    ),
    "command.option.allow_download": (
        "Let the script fetch data sets that are not on this machine.",
        "允许脚本下载本机没有的数据集。",
    ),
}

"""What the coach says about errors that end a script."""

MESSAGES: dict[str, tuple[str, str]] = {
    "coach.labels-not-one-hot.claim": (
        "The labels are class numbers {targets}, but the loss needs one-hot rows for outputs "
        "{outputs}.",
        "标签是形状为 {targets} 的类别编号，而输出为 {outputs} 时，这个损失函数需要独热编码。",
    ),
    "coach.labels-not-one-hot.why": (
        "categorical_crossentropy compares whole rows of probabilities.",
        "categorical_crossentropy 比较的是整行概率。",
    ),
    "coach.labels-not-one-hot.fix": (
        "Use loss='sparse_categorical_crossentropy', or to_categorical(y).",
        "请用 loss='sparse_categorical_crossentropy'，或 to_categorical(y)。",
    ),
    "coach.labels-one-hot.claim": (
        "The labels {targets} are one-hot rows, but the loss needs one class number for outputs "
        "{outputs}.",
        "标签是形状为 {targets} 的独热编码，而输出为 {outputs} 时，这个损失函数需要一个类别编号。",
    ),
    "coach.labels-one-hot.why": (
        "A sparse loss looks the class up by its number.",
        "名称以 sparse 开头的损失函数按类别编号查找。",
    ),
    "coach.labels-one-hot.fix": (
        "Use loss='categorical_crossentropy', or y.argmax(axis=1).",
        "请用 loss='categorical_crossentropy'，或 y.argmax(axis=1)。",
    ),
    "coach.label-beyond-outputs.claim": (
        "A label is {found}, but the last layer has {classes} unit(s): labels go from 0 to {last}.",
        "有一个标签是 {found}，而最后一层只有 {classes} 个单元：标签应为 0 到 {last}。",
    ),
    "coach.label-beyond-outputs.why": (
        "Each class number needs an output of its own; often labels start at 1.",
        "每个类别编号都要有自己的输出；标签常常是从 1 开始的。",
    ),
    "coach.label-beyond-outputs.fix": (
        "Number the classes from 0, or give the last layer more units.",
        "请从 0 开始编号，或增加最后一层的单元数。",
    ),
    "coach.targets-and-outputs-differ.claim": (
        "The targets have shape {targets}, the outputs {outputs}.",
        "目标值的形状是 {targets}，输出的形状是 {outputs}。",
    ),
    "coach.targets-and-outputs-differ.why": (
        "The loss compares number by number, so both need one shape.",
        "损失函数逐个比较数值，所以两者的形状必须相同。",
    ),
    "coach.targets-and-outputs-differ.fix": ("{change}", "{change}"),
    "coach.inputs-do-not-fit.claim": (
        "The network takes {expected}, the inputs are {found}.",
        "网络需要 {expected}，而输入是 {found}。",
    ),
    "coach.inputs-do-not-fit.why": (
        "All axes but the batch have to be as the first layer declares them.",
        "除批次轴以外，各轴都必须与第一层声明的一致。",
    ),
    "coach.inputs-do-not-fit.fix": ("{change}", "{change}"),
    "coach.layer-rank.claim": (
        "{layer} takes inputs of shape {expected}, but gets {found}.",
        "{layer} 需要形状为 {expected} 的输入，实际得到 {found}。",
    ),
    "coach.layer-rank.why": (
        "A layer for images or sequences needs the axes of an image or sequence.",
        "图像层或序列层需要图像或序列应有的轴。",
    ),
    "coach.layer-rank.fix": ("{change}", "{change}"),
    "coach.window-too-large.claim": (
        "{layer}: a window of {window} pixels does not fit on a feature map of {size} pixels.",
        "{layer}：{window} 像素的窗口放不进 {size} 像素的特征图。",
    ),
    "coach.window-too-large.why": (
        "Each convolution without padding and each pooling makes the feature map smaller.",
        "每次不填充的卷积和每次池化都会让特征图变小。",
    ),
    "coach.window-too-large.fix": (
        "Use padding='same', fewer pooling layers or larger images.",
        "请用 padding='same'，或减少池化层，或增大图像。",
    ),
    "coach.rows-do-not-match.claim": (
        "There are {inputs} inputs and {targets} targets.",
        "输入有 {inputs} 行，目标值有 {targets} 行。",
    ),
    "coach.rows-do-not-match.why": (
        "Each input row needs its own target; often x and y come from different splits, or the "
        "results of train_test_split were taken in another order.",
        "每行输入都要有自己的目标值；常见原因是 x 和 y 来自不同的划分，或弄错了 train_test_split "
        "返回的顺序。",
    ),
    "coach.rows-do-not-match.fix": (
        "The order is x_train, x_test, y_train, y_test = train_test_split(x, y).",
        "顺序应为 x_train, x_test, y_train, y_test = train_test_split(x, y)。",
    ),
    "coach.not-compiled.claim": (
        "The model is used before compile.",
        "模型在 compile 之前就被使用。",
    ),
    "coach.not-compiled.why": (
        "Without a loss and an optimizer there is nothing to train by.",
        "没有损失函数和优化器，就无从训练。",
    ),
    "coach.not-compiled.fix": (
        "Call model.compile(optimizer=..., loss=...) first.",
        "请先调用 model.compile(optimizer=..., loss=...)。",
    ),
    "coach.wrong-call.claim": ("{reason}", "{reason}"),
    "coach.wrong-call.why": (
        "Keras has no such name, or needs something else there.",
        "Keras 中没有这个名称，或者这里需要别的东西。",
    ),
    "coach.wrong-call.fix": ("Change the call as the sentence says.", "请按上面的说明修改调用。"),
    "coach.wrong-arguments.claim": ("{kind}: {reason}", "{kind}：{reason}"),
    "coach.wrong-arguments.why": (
        "The function or object has no such argument or name; names changed between Keras "
        "versions.",
        "这个函数或对象没有这样的参数或名称；Keras 各版本之间改过一些名称。",
    ),
    "coach.wrong-arguments.fix": (
        "Compare the call with the documentation of the version you use.",
        "请对照你所用版本的文档检查这个调用。",
    ),
    "coach.text-among-numbers.claim": (
        "{value} is found where a number is needed.",
        "需要数值的地方出现了 {value}。",
    ),
    "coach.text-among-numbers.why": (
        "A network computes with numbers; words have to be encoded first.",
        "网络只能用数值计算；文字要先编码。",
    ),
    "coach.text-among-numbers.fix": (
        "Drop the column, or encode it (pd.get_dummies, LabelEncoder for the target).",
        "请去掉这一列，或进行编码（pd.get_dummies；目标列用 LabelEncoder）。",
    ),
    "coach.arrays-do-not-fit.claim": ("{reason}", "{reason}"),
    "coach.arrays-do-not-fit.why": (
        "The numbers do not fill the shape that is asked for.",
        "数值的个数与要求的形状不符。",
    ),
    "coach.arrays-do-not-fit.fix": (
        "Print the shapes before this line; -1 lets reshape compute one axis, rows of "
        "unequal length need pad_sequences.",
        "请在这一行之前打印形状；reshape 可用 -1 自动计算一个轴，长度不等的行需要 pad_sequences。",
    ),
    "coach.name-of-a-figure.claim": (
        "The history has no metric called {name}.",
        "训练记录中没有名为 {name} 的指标。",
    ),
    "coach.name-of-a-figure.why": (
        "The history holds only what compile and fit were asked to measure; acc became accuracy "
        "in Keras 2.3.",
        "训练记录中只有 compile 和 fit 要求计算的指标；acc 从 Keras 2.3 起改名为 accuracy。",
    ),
    "coach.name-of-a-figure.fix": (
        "Add metrics=['accuracy'] or validation_data, or print history.history.keys().",
        "请加上 metrics=['accuracy'] 或 validation_data，或打印 history.history.keys()。",
    ),
    "coach.labels-beyond-classes.claim": (
        "A label is {found}, but the number of classes is given as {classes}.",
        "有一个标签是 {found}，而给出的类别数是 {classes}。",
    ),
    "coach.labels-beyond-classes.why": (
        "Labels go from 0 to one less than the number of classes.",
        "标签应从 0 到类别数减一。",
    ),
    "coach.labels-beyond-classes.fix": (
        "Leave the number of classes out, or number labels from 0.",
        "请去掉类别数，或从 0 开始编号。",
    ),
    "coach.shapes-do-not-meet.claim": ("{reason}", "{reason}"),
    "coach.shapes-do-not-meet.why": (
        "Layers that are joined, and arrays that are handed over, have to agree in number and "
        "shape.",
        "要合并的层、要一起传入的数组，个数和形状都必须一致。",
    ),
    "coach.shapes-do-not-meet.fix": (
        "Print the shapes used in this line (x.shape, layer.output_shape), and make them the same.",
        "请打印这一行用到的各个形状（x.shape、layer.output_shape），并让它们一致。",
    ),
    "coach.probabilities-for-classes.claim": (
        "A metric of classes was given something else: {reason}",
        "按类别计算的指标，得到的却不是类别：{reason}",
    ),
    "coach.probabilities-for-classes.why": (
        "predict gives probabilities; accuracy, precision and the confusion matrix compare class"
        " numbers.",
        "predict 给出的是概率；准确率、精确率和混淆矩阵比较的是类别编号。",
    ),
    "coach.probabilities-for-classes.fix": (
        "Turn both into classes first: (p > 0.5).astype(int) for one output, p.argmax(axis=1) "
        "for several.",
        "请先把两者都变成类别：一个输出用 (p > 0.5).astype(int)，多个输出用 p.argmax(axis=1)。",
    ),
    "coach.numpy-inside-training.claim": (
        "A function that runs inside training computes with NumPy or decides with Python's if"
        " ({kind}).",
        "在训练内部运行的函数用了 NumPy 计算，或用 Python 的 if 判断（{kind}）。",
    ),
    "coach.numpy-inside-training.why": (
        "While training is being compiled there are no numbers yet, only the steps they will go "
        "through; NumPy cannot follow these, and has no gradient.",
        "训练程序编译时还没有具体数值，只有将要进行的运算；NumPy 无法跟踪这些运算，也没有梯度。",
    ),
    "coach.numpy-inside-training.fix": (
        "Write it with keras.backend or tf: K.sqrt(K.mean(K.square(y_true - y_pred))), K.switch.",
        "请用 keras.backend 或 tf 来写：K.sqrt(K.mean(K.square(y_true - y_pred)))、K.switch。",
    ),
    "coach.labels-are-text.claim": (
        "The targets are words ({value}, for example).",
        "目标值是文字（例如 {value}）。",
    ),
    "coach.labels-are-text.why": (
        "A loss computes with numbers: 0 and 1, class numbers or one-hot rows.",
        "损失函数只能用数值计算：0 和 1、类别编号，或独热编码。",
    ),
    "coach.labels-are-text.fix": (
        "y = LabelEncoder().fit_transform(y), then sparse_categorical_crossentropy, or"
        " to_categorical(y) with categorical_crossentropy.",
        "先用 y = LabelEncoder().fit_transform(y)，再用 sparse_categorical_crossentropy；"
        "或用 to_categorical(y) 配合 categorical_crossentropy。",
    ),
}

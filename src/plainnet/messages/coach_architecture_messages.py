"""What the coach says about layers and settings."""

MESSAGES: dict[str, tuple[str, str]] = {
    "coach.linear-layers-in-a-row.claim": (
        "{layers} hidden layer(s) have no activation; the first has {units} units.",
        "有 {layers} 个隐藏层没有激活函数；第一个有 {units} 个单元。",
    ),
    "coach.linear-layers-in-a-row.why": (
        "Linear layers in a row are one linear layer: without an activation a hidden layer adds "
        "nothing.",
        "线性层叠加起来还是一个线性层：没有激活函数的隐藏层等于没加。",
    ),
    "coach.linear-layers-in-a-row.fix": (
        "Give hidden layers activation='relu'.",
        "请给隐藏层加上 activation='relu'。",
    ),
    "coach.softmax-in-the-middle.claim": (
        "A layer before the last one ({units} units) applies softmax.",
        "最后一层之前的某一层（{units} 个单元）使用了 softmax。",
    ),
    "coach.softmax-in-the-middle.why": (
        "Its outputs have to add up to 1, so they pass on little; applied twice, even a certain "
        "prediction looks unsure.",
        "它的各输出之和必须为 1，能传下去的信息很少；连做两次时，再确定的预测也显得没把握。",
    ),
    "coach.softmax-in-the-middle.fix": (
        "Use relu in hidden layers and softmax once, at the end.",
        "隐藏层请用 relu，softmax 只在最后用一次。",
    ),
    "coach.relu-in-recurrent-layer.claim": (
        "{layers} {kind} layer(s) use relu instead of tanh.",
        "有 {layers} 个 {kind} 层用 relu 代替了 tanh。",
    ),
    "coach.relu-in-recurrent-layer.why": (
        "What a recurrent layer carries from step to step can then grow without bound.",
        "这样一来，循环层在各步之间传递的数值可能无限增大。",
    ),
    "coach.relu-in-recurrent-layer.fix": (
        "Leave activation out: tanh is the default.",
        "请去掉 activation：默认就是 tanh。",
    ),
    "coach.dropout-on-output.claim": (
        "A dropout of {rate} follows the last layer with weights.",
        "最后一个带权重的层之后还有比例为 {rate} 的 Dropout。",
    ),
    "coach.dropout-on-output.why": (
        "A dropped output is 0, so the loss rises at random.",
        "被丢弃的输出变成 0，损失就会随机地变大。",
    ),
    "coach.dropout-on-output.fix": (
        "Put Dropout before that layer.",
        "请把 Dropout 放到这一层之前。",
    ),
    "coach.dropout-too-strong.claim": (
        "A dropout of {rate} lets hardly anything through.",
        "比例为 {rate} 的 Dropout 几乎什么都不让通过。",
    ),
    "coach.dropout-too-strong.why": (
        "The rate is the share that is dropped, not kept.",
        "这个比例是丢弃的份额，不是保留的份额。",
    ),
    "coach.dropout-too-strong.fix": ("Use 0.2 to 0.5.", "请用 0.2 到 0.5。"),
    "coach.normalization-on-output.claim": (
        "{kind} is the last layer: it rescales the outputs.",
        "最后一层是 {kind}：它会把输出重新归一化。",
    ),
    "coach.normalization-on-output.why": (
        "Outputs are pushed to one mean and one spread, whatever the targets are.",
        "无论目标值是多少，输出都会被拉到固定的均值和标准差。",
    ),
    "coach.normalization-on-output.fix": (
        "Put the normalisation before the last Dense layer.",
        "请把这个归一化层放到最后一个 Dense 层之前。",
    ),
    "coach.too-few-units.claim": (
        "A hidden layer squeezes {features} features through {units} unit(s).",
        "某个隐藏层只有 {units} 个单元，而输入有 {features} 个特征。",
    ),
    "coach.too-few-units.why": (
        "What does not fit through the narrowest layer is lost for all that follow.",
        "通不过最窄一层的信息，后面的层再也得不到。",
    ),
    "coach.too-few-units.fix": ("Give hidden layers some tens of units.", "请给隐藏层几十个单元。"),
    "coach.constant-first-weights.claim": (
        "A hidden layer of {units} units starts from {initializer}: all units are the same and "
        "stay so.",
        "有一个 {units} 个单元的隐藏层用 {initializer} 初始化：所有单元都相同，并且会一直相同。",
    ),
    "coach.constant-first-weights.why": (
        "Equal units get equal gradients; only a random start tells them apart.",
        "相同的单元得到相同的梯度；只有随机的初始权重才能使它们不同。",
    ),
    "coach.constant-first-weights.fix": (
        "Leave kernel_initializer out.",
        "请去掉 kernel_initializer。",
    ),
    "coach.nothing-to-train.claim": (
        "All {layers} layers with weights are frozen (trainable=False).",
        "全部 {layers} 个带权重的层都被冻结（trainable=False）。",
    ),
    "coach.nothing-to-train.why": (
        "Training moves what is trainable when compile is called, and here that is nothing.",
        "训练只改变调用 compile 时可训练的权重，而这里一个也没有。",
    ),
    "coach.nothing-to-train.fix": (
        "Set trainable=True for the last layers before compile.",
        "请在 compile 之前把最后几层设为 trainable=True。",
    ),
    "coach.channels-first-images.claim": (
        "The images have shape {shape}: the first axis looks like the channels.",
        "图像的形状是 {shape}：第一个轴看起来是通道。",
    ),
    "coach.channels-first-images.why": (
        "Keras takes height, width, channels; otherwise the convolution slides over the wrong "
        "axes.",
        "Keras 的顺序是高、宽、通道；顺序不对，卷积就会在错误的轴上滑动。",
    ),
    "coach.channels-first-images.fix": (
        "Reshape or transpose to (rows, height, width, channels).",
        "请用 reshape 或 transpose 变成（样本数，高，宽，通道数）。",
    ),
    "coach.sequence-at-the-output.claim": (
        "The network's output is {output}, one for each time step, but the targets are {target}.",
        "网络的输出是 {output}，每个时间步一个，而目标值是 {target}。",
    ),
    "coach.sequence-at-the-output.why": (
        "With return_sequences=True the last recurrent layer hands on every step, and each is "
        "compared with the one target.",
        "设了 return_sequences=True，最后一个循环层就会输出每一个时间步，每一步都会与同一个目标值"
        "比较。",
    ),
    "coach.sequence-at-the-output.fix": (
        "Set return_sequences=False in the last recurrent layer.",
        "请把最后一个循环层设为 return_sequences=False。",
    ),
    "coach.dense-on-images.claim": (
        "A Dense layer gets inputs of shape {shape} and mixes the last axis only.",
        "Dense 层得到形状为 {shape} 的输入，它只混合最后一个轴。",
    ),
    "coach.dense-on-images.why": (
        "Dense multiplies the last axis only; the rows of an image are never put together.",
        "Dense 只对最后一个轴做运算；图像的各行之间不会建立联系。",
    ),
    "coach.dense-on-images.fix": (
        "Put Flatten() before the first Dense layer.",
        "请在第一个 Dense 层之前加上 Flatten()。",
    ),
    "coach.embedding-too-small.claim": (
        "Embedding has {size} vectors, but the inputs go up to {high}.",
        "Embedding 有 {size} 个向量，而输入最大到 {high}。",
    ),
    "coach.embedding-too-small.why": (
        "Numbers beyond the table have no vector of their own.",
        "编号超出范围时，没有对应的向量。",
    ),
    "coach.embedding-too-small.fix": (
        "Set input_dim to at least {needed}.",
        "请把 input_dim 至少设为 {needed}。",
    ),
    "coach.embedding-of-fractions.claim": (
        "Embedding looks up whole numbers, but {percent} % of the inputs are fractions (the "
        "highest is {high}).",
        "Embedding 按整数编号查表，而 {percent}% 的输入是小数（最大为 {high}）。",
    ),
    "coach.embedding-of-fractions.why": (
        "Each is cut to a whole number, and numbers that were scaled to 0 … 1 all become 0: no "
        "word differs from another.",
        "每个数都会被截成整数，缩放到 0 … 1 的编号全都变成 0：词与词之间不再有区别。",
    ),
    "coach.embedding-of-fractions.fix": (
        "Give the numbers of the words as they are, without scaling.",
        "请直接输入词的编号，不要缩放。",
    ),
    "coach.no-hidden-layer.claim": (
        "Exclusive or ({rows} rows) is learned without a hidden layer.",
        "没有隐藏层，却要学习异或（{rows} 行）。",
    ),
    "coach.no-hidden-layer.why": (
        "One layer draws one straight line, and no straight line separates the two classes of XOR.",
        "一层只能画一条直线，而没有一条直线能把异或的两类点分开。",
    ),
    "coach.no-hidden-layer.fix": (
        "Add a hidden layer, for example Dense(8, activation='tanh').",
        "请加一个隐藏层，例如 Dense(8, activation='tanh')。",
    ),
    "coach.more-weights-than-rows.claim": (
        "The network has {weights} weights for {rows} training rows.",
        "网络有 {weights} 个权重，而训练集只有 {rows} 行。",
    ),
    "coach.more-weights-than-rows.why": (
        "So many weights can learn every row by heart.",
        "这么多权重可以把每一行都背下来。",
    ),
    "coach.more-weights-than-rows.fix": (
        "Watch the validation loss, and try a smaller network.",
        "请留意验证损失，并试试更小的网络。",
    ),
    "coach.learning-rate-too-high.claim": (
        "{optimizer} has a learning rate of {rate}; {usual} is usual.",
        "{optimizer} 的学习率为 {rate}；通常是 {usual}。",
    ),
    "coach.learning-rate-too-high.why": (
        "Steps that are too long jump over the valley: the loss jumps or grows, and ReLUs die.",
        "步子太大会越过谷底：损失来回跳或变大，ReLU 也会失活。",
    ),
    "coach.learning-rate-too-high.fix": ("Start with {usual}.", "请从 {usual} 开始。"),
    "coach.learning-rate-too-low.claim": (
        "{optimizer} has a learning rate of {rate} and takes {updates} steps: weights hardly move.",
        "{optimizer} 的学习率为 {rate}，共走 {updates} 步：权重几乎不动。",
    ),
    "coach.learning-rate-too-low.why": (
        "A weight can move by about the learning rate times the number of steps.",
        "权重最多能移动的距离，大约是学习率乘以步数。",
    ),
    "coach.learning-rate-too-low.fix": ("Start with {usual}.", "请从 {usual} 开始。"),
    "coach.adadelta-with-small-rate.claim": (
        "Adadelta runs with Keras' rate of {rate}; the method was made for 1.0.",
        "Adadelta 使用 Keras 的默认学习率 {rate}；这个方法原本的学习率是 1.0。",
    ),
    "coach.adadelta-with-small-rate.why": (
        "At a thousandth of the rate it needs a thousand times the {updates} steps.",
        "学习率只有千分之一，就需要 {updates} 步的一千倍。",
    ),
    "coach.adadelta-with-small-rate.fix": (
        "Use Adadelta(learning_rate=1.0), or Adam.",
        "请用 Adadelta(learning_rate=1.0)，或者 Adam。",
    ),
    "coach.few-updates.claim": (
        "Training takes {updates} steps in all ({epochs} epochs of {rows} rows, batches of "
        "{batch}).",
        "整个训练只有 {updates} 步（{epochs} 轮，{rows} 行，批大小 {batch}）。",
    ),
    "coach.few-updates.why": (
        "Each step moves the weights a little; some tens of steps are too few.",
        "每一步只让权重动一点点；几十步算不上训练。",
    ),
    "coach.few-updates.fix": (
        "Train more epochs, and stop by the validation loss.",
        "请训练更多轮，并根据验证损失停止。",
    ),
    "coach.batch-holds-everything.claim": (
        "A batch of {batch} holds all {rows} rows: {updates} steps in all.",
        "批大小为 {batch}，一批就装下了全部 {rows} 行：一共只走 {updates} 步。",
    ),
    "coach.batch-holds-everything.why": (
        "One step an epoch learns slowly; with smaller batches the same rows give many steps.",
        "每轮只走一步，学得很慢；批小一些，同样的数据可以走很多步。",
    ),
    "coach.batch-holds-everything.fix": ("Use batch_size=32.", "请用 batch_size=32。"),
    "coach.sorted-rows-not-shuffled.claim": (
        "The rows stand sorted by their {classes} classes and shuffle=False keeps them so.",
        "数据按 {classes} 个类别排好了序，而 shuffle=False 让它保持这样。",
    ),
    "coach.sorted-rows-not-shuffled.why": (
        "The network sees one class after the other and forgets each at the next.",
        "网络一类接一类地看，看到下一类就忘了上一类。",
    ),
    "coach.sorted-rows-not-shuffled.fix": ("Leave shuffle=False out.", "请去掉 shuffle=False。"),
    "coach.classes-missing-in-training.claim": (
        "Training and validation rows are of different classes: in validation the share of "
        "{classes} is larger by {percent} percentage points.",
        "验证集与训练集的类别分布不同：类别 {classes} 在验证集中的占比多出 {percent} 个百分点。",
    ),
    "coach.classes-missing-in-training.why": (
        "validation_split takes the last rows, before any shuffling; sorted rows are cut "
        "between the classes.",
        "validation_split 在打乱之前取最后的行；排好序的数据会正好在类别之间被切开。",
    ),
    "coach.classes-missing-in-training.fix": (
        "Shuffle rows and labels together before fit, or use train_test_split(stratify=y).",
        "请在 fit 之前把数据和标签一起打乱，或用 train_test_split(stratify=y)。",
    ),
    "coach.one-target-for-many-outputs.claim": (
        "The network's output is {output}, but there is one target for each row: each output is "
        "compared with the same number.",
        "网络的输出是 {output}，而每行只有一个目标值：每个输出都和同一个数比较。",
    ),
    "coach.one-target-for-many-outputs.why": (
        "Keras repeats the target along the outputs without a word; all outputs then learn the "
        "same.",
        "Keras 会把目标值沿输出重复，却不作任何提示；于是所有输出学到的都一样。",
    ),
    "coach.one-target-for-many-outputs.fix": (
        "For a number use Dense(1) as the last layer; for classes a cross-entropy; where there "
        "is an axis too many, Flatten() before the last layer.",
        "预测数值请让最后一层为 Dense(1)；预测类别请用交叉熵；多出一个轴时，请在最后一层之前加上 "
        "Flatten()。",
    ),
    "coach.learning-rate-falls-away.claim": (
        "The learning rate falls from {first} to {last}: the {updates} steps move the weights no "
        "further than {worth} at the start would.",
        "学习率从 {first} 降到 {last}：{updates} 步加起来，权重移动的距离不超过开头的 {worth} 步。",
    ),
    "coach.learning-rate-falls-away.why": (
        "The decay divides the rate at every step, not at every epoch; soon hardly anything moves.",
        "衰减是按每一步计算的，不是按每一轮；很快权重就几乎不动了。",
    ),
    "coach.learning-rate-falls-away.fix": (
        "Leave the decay out, or take one of a thousandth or less.",
        "请去掉衰减，或取千分之一以下的值。",
    ),
    "coach.penalty-too-strong.claim": (
        "The weights of a layer are penalised with {penalty}={factor}.",
        "某一层的权重受到 {penalty}={factor} 的惩罚。",
    ),
    "coach.penalty-too-strong.why": (
        "A penalty that outweighs the loss presses the weights to 0, and the predictions become "
        "the same for all rows.",
        "惩罚项超过损失本身，权重就被压向 0，所有行的预测都会变得一样。",
    ),
    "coach.penalty-too-strong.fix": (
        "Start with 0.001 or without, and raise it only against overfitting.",
        "请从 0.001 或不加惩罚开始，只有出现过拟合时才调大。",
    ),
    "coach.steps-too-short.claim": (
        "In {epochs} epochs the loss fell evenly, by {percent} % in all, at a learning rate of"
        " {rate}.",
        "{epochs} 轮里损失均匀下降，总共只降了 {percent}%，学习率为 {rate}。",
    ),
    "coach.steps-too-short.why": (
        "The direction is right and the steps are too short: the weights hardly leave their start.",
        "方向没错，只是步子太小：权重几乎还在起点。",
    ),
    "coach.steps-too-short.fix": (
        "Take the usual rate of {usual}.",
        "请使用常用的学习率 {usual}。",
    ),
    "coach.steps-too-long.claim": (
        "All units of '{layer}' are 0 for every row after training at a rate of {rate}.",
        "以学习率 {rate} 训练之后，“{layer}”的所有单元对每一行都输出 0。",
    ),
    "coach.steps-too-long.why": (
        "One step was so long that it carried the weights to where every ReLU is 0; there is no "
        "gradient there, so nothing brings them back.",
        "某一步迈得太大，把权重带到了所有 ReLU 都输出 0 的地方；那里没有梯度，权重再也回不来。",
    ),
    "coach.steps-too-long.fix": (
        "Take the usual rate of {usual} for {optimizer}, or Adam; scale inputs and targets.",
        "请使用 {optimizer} 常用的学习率 {usual}，或者改用 Adam；并对输入和目标值归一化。",
    ),
    "coach.relu-before-softmax.claim": (
        "The {units} scores pass {first} before {second}.",
        "{units} 个得分在 {second} 之前先经过了 {first}。",
    ),
    "coach.relu-before-softmax.why": (
        "Scores have to be able to get negative; cut off at 0, a class gets no gradient and may "
        "never be predicted again.",
        "得分必须可以为负；在 0 处截断后，这个类别得不到梯度，可能再也学不回来。",
    ),
    "coach.relu-before-softmax.fix": (
        "Leave the activation of this {kind} with {units} outputs out, and apply {second} alone.",
        "请去掉这个有 {units} 个输出的 {kind} 的激活函数，只保留 {second}。",
    ),
    "coach.one-time-step.claim": (
        "The {kind} gets sequences of one time step with {features} features.",
        "{kind} 的输入序列只有 1 个时间步，却有 {features} 个特征。",
    ),
    "coach.one-time-step.why": (
        "With one step there is nothing to remember: the layer is a dense one in disguise.",
        "只有一个时间步就没有什么可记忆的：它不过是变相的全连接层。",
    ),
    "coach.one-time-step.fix": (
        "If the {features} numbers are values in time, reshape to (rows, {features}, 1); "
        "otherwise use Dense.",
        "如果这 {features} 个数是同一个量在不同时刻的取值，请变形为 `(样本数, {features}, 1)`；否"
        "则请用 Dense。",
    ),
}

"""What the coach says about outputs, losses and labels."""

MESSAGES: dict[str, tuple[str, str]] = {
    "coach.softmax-on-one-unit.claim": (
        "The last layer is a softmax over {units} unit: its output is 1 for every row, "
        "whatever the weights are.",
        "最后一层是对 {units} 个单元做 softmax：无论权重是多少，每一行的输出都是 1。",
    ),
    "coach.softmax-on-one-unit.why": (
        "Softmax divides by the sum over the units; with a single unit that is a division by "
        "itself, so the gradient is 0 and nothing is learned.",
        "softmax 会除以所有单元之和；只有一个单元时就是除以自己，梯度为 0，什么也学不到。",
    ),
    "coach.softmax-on-one-unit.fix": (
        "Use Dense(1, activation='sigmoid') with binary_crossentropy, or one unit for each "
        "class with softmax.",
        "请用 Dense(1, activation='sigmoid') 搭配 binary_crossentropy，或者让 softmax 的单元"
        "数等于类别数。",
    ),
    "coach.categorical-loss-on-one-unit.claim": (
        "{loss} is used on {units} output: it needs one output for each class.",
        "{loss} 只有 {units} 个输出可用，而它需要每个类别各有一个输出。",
    ),
    "coach.categorical-loss-on-one-unit.why": (
        "A categorical cross-entropy compares the probabilities of classes with each other; with "
        "one output that probability is always 1.",
        "多分类交叉熵是在各类别的概率之间作比较；只有一个输出时，这个概率永远是 1。",
    ),
    "coach.categorical-loss-on-one-unit.fix": (
        "For two classes use binary_crossentropy with a sigmoid; for more give the last "
        "layer one unit for each class and softmax.",
        "两类请用 binary_crossentropy 加 sigmoid；多类请让最后一层的单元数等于类别数，并使用 "
        "softmax。",
    ),
    "coach.sigmoid-with-categorical-loss.claim": (
        "{units} sigmoid outputs are used with {loss}: they do not add up to 1.",
        "{units} 个 sigmoid 输出与 {loss} 搭配：它们之和不等于 1。",
    ),
    "coach.sigmoid-with-categorical-loss.why": (
        "A categorical cross-entropy expects one distribution over the classes; sigmoids are "
        "independent of each other, and a network may call every class likely.",
        "多分类交叉熵要求输出是各类别上的一个概率分布；sigmoid 彼此独立，网络可能认为每一类都很可"
        "能。",
    ),
    "coach.sigmoid-with-categorical-loss.fix": (
        "Use activation='softmax' in the last layer; for several labels a row keep sigmoid "
        "and use binary_crossentropy.",
        "请在最后一层使用 activation='softmax'；如果一行可以有多个标签，请保留 sigmoid 并改用"
        " binary_crossentropy。",
    ),
    "coach.binary-loss-on-many-classes.claim": (
        "{loss} is used for {classes} classes that exclude each other ({activation} of "
        "{units} units, one-hot labels).",
        "{loss} 被用于互斥的 {classes} 个类别（{units} 个单元的 {activation}，标签为独热编码）。",
    ),
    "coach.binary-loss-on-many-classes.why": (
        "Each output is judged by itself, and most of them are right with 0: the loss looks "
        "small early, and the probabilities do not compete.",
        "每个输出单独计算损失，而大多数输出取 0 就是对的：损失很早就显得很小，各类别的概率之间却"
        "没有竞争。",
    ),
    "coach.binary-loss-on-many-classes.fix": (
        "Use softmax in the last layer and loss='categorical_crossentropy'.",
        "请在最后一层使用 softmax，并设 loss='categorical_crossentropy'。",
    ),
    "coach.no-probability-for-cross-entropy.claim": (
        "{loss} takes probabilities, but the last layer gives {activation} outputs.",
        "{loss} 需要概率，但最后一层给出的是 {activation} 输出。",
    ),
    "coach.no-probability-for-cross-entropy.why": (
        "The logarithm of a number that is no probability is cut off or NaN: where an output "
        "leaves 0 to 1, there is no gradient.",
        "对不是概率的数取对数，结果会被截断或变成 NaN；输出一旦离开 0 到 1，就没有梯度。",
    ),
    "coach.no-probability-for-cross-entropy.fix": (
        "Set activation='{right}' in the last layer, or from_logits=True in the loss if the "
        "outputs are scores.",
        "请把最后一层设为 activation='{right}'；如果输出本来就是得分（logits），请在损失函数中设 "
        "from_logits=True。",
    ),
    "coach.logits-are-probabilities.claim": (
        "The loss has from_logits=True, but the last layer already applies {activation}.",
        "损失函数设了 from_logits=True，但最后一层已经做过 {activation}。",
    ),
    "coach.logits-are-probabilities.why": (
        "The function is applied a second time to numbers between 0 and 1: even a certain "
        "prediction looks unsure, and gradients get small.",
        "同一个函数对 0 到 1 之间的数又作用了一次：再确定的预测也显得没把握，梯度变得很小。",
    ),
    "coach.logits-are-probabilities.fix": (
        "Leave out from_logits=True, or the activation of the last layer; not both.",
        "请去掉 from_logits=True，或者去掉最后一层的激活函数，二者只留其一。",
    ),
    "coach.output-cannot-reach-target.claim": (
        "The last layer ({activation}) gives {range}, but the targets go from {low} to "
        "{high}: {outside_percent} % lie outside.",
        "最后一层（{activation}）的输出范围是 {range}，而目标值从 {low} 到 {high}：有 {outsid"
        "e_percent}% 落在范围之外。",
    ),
    "coach.output-cannot-reach-target.why": (
        "A target beyond the range of the activation can never be met; units run to the end of "
        "their range and stop learning.",
        "超出激活函数取值范围的目标值永远达不到；单元会一直停在范围的尽头，不再学习。",
    ),
    "coach.output-cannot-reach-target.fix": (
        "Leave the activation of the last layer out (a linear output), or scale the targets "
        "into its range.",
        "请去掉最后一层的激活函数（线性输出），或者把目标值归一化到它的范围之内。",
    ),
    "coach.regression-loss-on-classes.claim": (
        "{loss} is used on classes ({classes} of them; output: {activation}, {units} units).",
        "{loss} 被用于预测类别（共 {classes} 类；输出为 {units} 个单元的 {activation}）。",
    ),
    "coach.regression-loss-on-classes.why": (
        "A squared error takes class 2 for the middle between 1 and 3, and after a sigmoid or "
        "softmax it hardly has a gradient where the prediction is certain and wrong.",
        "平方误差会把类别 2 当成 1 和 3 的中间；接在 sigmoid 或 softmax 之后，越是错得肯定的地方"
        "梯度反而越小。",
    ),
    "coach.regression-loss-on-classes.fix": (
        "Use a cross-entropy: binary_crossentropy with sigmoid for two classes, "
        "sparse_categorical_crossentropy (class numbers) or categorical_crossentropy "
        "(one-hot) with softmax.",
        "请用交叉熵：两类用 sigmoid 加 binary_crossentropy；多类用 softmax 加 sparse_categori"
        "cal_crossentropy（类别编号）或 categorical_crossentropy（独热编码）。",
    ),
    "coach.softmax-for-numbers.claim": (
        "Measured numbers are predicted by a softmax of {units} units, whose outputs always "
        "add up to 1.",
        "用 {units} 个单元的 softmax 去预测数值，而它的输出之和永远是 1。",
    ),
    "coach.softmax-for-numbers.why": (
        "Softmax shares out one probability; numbers that do not add up to 1 cannot be met.",
        "softmax 是在分配总和为 1 的概率；总和不是 1 的数值无法拟合。",
    ),
    "coach.softmax-for-numbers.fix": (
        "Leave the activation of the last layer out.",
        "请去掉最后一层的激活函数。",
    ),
    "coach.shares-without-softmax.claim": (
        "The targets of each row add up to 1, but the {units} outputs ({activation}) need not.",
        "每一行的目标之和都是 1，而这 {units} 个输出（{activation}）之和却不受约束。",
    ),
    "coach.shares-without-softmax.why": (
        "Shares of a whole hang together: one can rise only where another falls.",
        "同一整体的各个份额相互关联：一个变大，另一个就必须变小。",
    ),
    "coach.shares-without-softmax.fix": (
        "End with softmax, and use categorical_crossentropy or kl_divergence.",
        "请以 softmax 结尾，并使用 categorical_crossentropy 或 kl_divergence。",
    ),
    "coach.cross-entropy-on-numbers.claim": (
        "{loss} is used on targets from {low} to {high}: these are measured numbers, not classes.",
        "{loss} 被用于 {low} 到 {high} 的目标值：这些是数值，不是类别。",
    ),
    "coach.cross-entropy-on-numbers.why": (
        "A cross-entropy of targets outside 0 to 1 has no lower bound and means nothing.",
        "目标值不在 0 到 1 之间时，交叉熵没有下界，也没有意义。",
    ),
    "coach.cross-entropy-on-numbers.fix": (
        "For numbers use loss='mse' or 'mae' and a linear output.",
        "预测数值请用 loss='mse' 或 'mae'，并使用线性输出。",
    ),
    "coach.labels-outside-zero-and-one.claim": (
        "{loss} needs labels 0 and 1, but these go from {low} to {high} ({classes} classes).",
        "{loss} 需要 0 和 1 的标签，而现在的标签从 {low} 到 {high}（{classes} 类）。",
    ),
    "coach.labels-outside-zero-and-one.why": (
        "A label beyond 1 or below 0 makes the loss fall for ever, even below 0, while "
        "nothing is learned.",
        "标签大于 1 或小于 0 时，损失会一直下降甚至变成负数，却什么也没学到。",
    ),
    "coach.labels-outside-zero-and-one.fix": (
        "Renumber two classes to 0 and 1; for more classes use softmax with one unit each "
        "and sparse_categorical_crossentropy.",
        "两类请改编为 0 和 1；多于两类请用 softmax（每类一个单元）加 sparse_categorical_cross"
        "entropy。",
    ),
    "coach.labels-scaled.claim": (
        "The labels are {n} different fractions up to {high}: class numbers divided by {divisor}?",
        "标签是 {n} 个不同的小数，最大为 {high}：是不是把类别编号除以了 {divisor}？",
    ),
    "coach.labels-scaled.why": (
        "Pixels are scaled, labels are not: a divided class number names no class any more.",
        "像素要归一化，标签不要：被除过的类别编号已经不能表示类别。",
    ),
    "coach.labels-scaled.fix": (
        "Scale the inputs only, and leave the labels whole numbers or one-hot rows.",
        "请只对输入归一化，标签保持整数或独热编码。",
    ),
    "coach.one-class-only.claim": (
        "All {rows} training rows have the same label.",
        "{rows} 行训练数据的标签全都相同。",
    ),
    "coach.one-class-only.why": (
        "With one class there is nothing to tell apart; any network gets 100 %.",
        "只有一个类别时没有什么可区分的，任何网络都能得到 100%。",
    ),
    "coach.one-class-only.fix": (
        "Look at how labels are read or compared (a text beside a number, the wrong column), "
        "and shuffle before cutting.",
        "请检查标签的读取和比较方式（文字与数字相比、取错了列），并在划分之前先打乱。",
    ),
    "coach.more-outputs-than-classes.claim": (
        "The last layer has {units} units, the largest label is {high}.",
        "最后一层有 {units} 个单元，而最大的标签是 {high}。",
    ),
    "coach.more-outputs-than-classes.why": (
        "Outputs that no label uses cost little, but often a class is missing or labels "
        "start at 1.",
        "没有标签用到的输出代价不大，但常常说明缺了某个类别，或标签从 1 开始编号。",
    ),
    "coach.more-outputs-than-classes.fix": (
        "Give the last layer as many units as there are classes, numbered from 0.",
        "请让最后一层的单元数等于类别数，类别从 0 开始编号。",
    ),
    "coach.accuracy-of-a-regression.claim": (
        "'{metric}' is computed for numbers ({distinct} different targets): it counts exact "
        "hits, so it stays near 0.",
        "对数值目标（{distinct} 个不同的值）计算“{metric}”：只有完全相等才算对，所以始终接近 0。",
    ),
    "coach.accuracy-of-a-regression.why": (
        "Accuracy is the share of equal classes. A prediction of 3.01 for 3.00 counts as wrong.",
        "准确率是类别相同的比例。把 3.00 预测成 3.01 也算错。",
    ),
    "coach.accuracy-of-a-regression.fix": (
        "Use metrics=['mae'], and compare with the error of always predicting the mean.",
        "请用 metrics=['mae']，并与“总是预测均值”的误差作比较。",
    ),
    "coach.regression-metric-on-classes.claim": (
        "Classes are measured by '{metric}' alone.",
        "类别只用“{metric}”来衡量。",
    ),
    "coach.regression-metric-on-classes.why": (
        "An error of probabilities says little about how often the class is right.",
        "概率的误差几乎说明不了类别判对的比例。",
    ),
    "coach.regression-metric-on-classes.fix": (
        "Use metrics=['accuracy'].",
        "请用 metrics=['accuracy']。",
    ),
    "coach.hinge-on-probabilities.claim": (
        "{loss} is used on {activation} outputs, which never go below 0.",
        "{loss} 与 {activation} 输出搭配，而这样的输出不会小于 0。",
    ),
    "coach.hinge-on-probabilities.why": (
        "Hinge losses need a score whose sign is the class; the negative class cannot be reached.",
        "合页损失要求得分用正负号表示类别；负类永远得不到。",
    ),
    "coach.hinge-on-probabilities.fix": (
        "Use activation='tanh' or none with hinge, or binary_crossentropy with sigmoid.",
        "合页损失请配 activation='tanh' 或不用激活函数；或者改用 sigmoid 加 binary_crossentropy。",
    ),
    "coach.binary-loss-on-two-outputs.claim": (
        "{units} outputs with {activation} are used with {loss}.",
        "{units} 个使用 {activation} 的输出与 {loss} 搭配。",
    ),
    "coach.binary-loss-on-two-outputs.why": (
        "It learns, but each row counts twice; categorical cross-entropy is made for outputs "
        "that add up to 1.",
        "这样也能学习，但每一行被算了两次；各输出之和等于 1 时，应使用多分类交叉熵。",
    ),
    "coach.binary-loss-on-two-outputs.fix": (
        "Use loss='categorical_crossentropy', or one output with a sigmoid.",
        "请使用 loss='categorical_crossentropy'，或只用一个 sigmoid 输出。",
    ),
    "coach.percentage-of-zeros.claim": (
        "{percent} % of the targets are 0 or nearly 0, and a percentage error is measured.",
        "{percent}% 的目标值为 0 或接近 0，却在计算百分比误差。",
    ),
    "coach.percentage-of-zeros.why": (
        "It divides by the target: a few rows near 0 decide the whole metric.",
        "它要除以目标值：几行接近 0 的数据就决定了整个指标。",
    ),
    "coach.percentage-of-zeros.fix": (
        "Measure the mean absolute error, in the unit of the target.",
        "请改用平均绝对误差（MAE），单位与目标值相同。",
    ),
    "coach.softmax-for-many-labels.claim": (
        "{percent} % of the rows have several labels, and the {units} outputs pass a softmax.",
        "{percent}% 的行有多个标签，而 {units} 个输出却使用 softmax。",
    ),
    "coach.softmax-for-many-labels.why": (
        "The outputs of a softmax add up to 1: they compete, and cannot all be near 1.",
        "softmax 的各输出之和等于 1：它们互相竞争，不可能同时接近 1。",
    ),
    "coach.softmax-for-many-labels.fix": (
        "Use activation='sigmoid' with loss='binary_crossentropy': each label for itself.",
        "请使用 activation='sigmoid' 和 loss='binary_crossentropy'：每个标签各自判断。",
    ),
    "coach.binary-accuracy-on-classes.claim": (
        "{metric} counts each of {units} outputs by itself; saying no to every class already "
        "gets {share} of them right.",
        "{metric} 把 {units} 个输出分开计算；对每个类别都说“不是”，准确率就有 {share}。",
    ),
    "coach.binary-accuracy-on-classes.why": (
        "The metric looks good before anything is learned, and hides which class was predicted.",
        "什么都没学到，指标就已经很好看，而且看不出到底判成了哪一类。",
    ),
    "coach.binary-accuracy-on-classes.fix": (
        "Use metrics=['accuracy'] or 'categorical_accuracy'.",
        "请使用 metrics=['accuracy'] 或 'categorical_accuracy'。",
    ),
    "coach.logarithm-of-negatives.claim": (
        "{percent} % of the targets are negative, and the loss takes logarithms.",
        "{percent}% 的目标值为负数，而损失函数要取对数。",
    ),
    "coach.logarithm-of-negatives.why": (
        "Values below 0 count as 0: the network cannot learn how far below they are.",
        "小于 0 的值都当作 0：网络无法知道到底低多少。",
    ),
    "coach.logarithm-of-negatives.fix": (
        "Use loss='mse' or 'mae'; logarithms are for amounts that are never negative.",
        "请使用 loss='mse' 或 'mae'；对数只适合从不为负的量。",
    ),
}

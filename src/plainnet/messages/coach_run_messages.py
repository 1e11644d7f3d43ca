"""What the coach says about a training and what it claims."""

MESSAGES: dict[str, tuple[str, str]] = {
    "coach.loss-not-a-number.claim": (
        "The loss is NaN from epoch {epoch} on ({optimizer}).",
        "从第 {epoch} 轮起损失为 NaN（{optimizer}）。",
    ),
    "coach.loss-not-a-number.why": (
        "A step that is too long, a logarithm of 0 or a missing value: from then on every weight "
        "is NaN.",
        "步子太大、对 0 取对数或有缺失值：从那时起每个权重都是 NaN。",
    ),
    "coach.loss-not-a-number.fix": (
        "Look for missing values, scale the inputs, and take a tenth of the learning rate.",
        "请检查缺失值，对输入归一化，并把学习率减到十分之一。",
    ),
    "coach.loss-diverges.claim": (
        "The training loss grew from {first} to {last}.",
        "训练损失从 {first} 增大到 {last}。",
    ),
    "coach.loss-diverges.why": (
        "Each step overshoots further than the one before.",
        "每一步都比前一步越过谷底更远。",
    ),
    "coach.loss-diverges.fix": (
        "Take a tenth of the learning rate, and scale inputs and targets.",
        "请把学习率减到十分之一，并对输入和目标值归一化。",
    ),
    "coach.loss-stands-still.claim": (
        "The training loss hardly changed in {epochs} epochs ({first} to {last}).",
        "训练损失在 {epochs} 轮中几乎没有变化（{first} 到 {last}）。",
    ),
    "coach.loss-stands-still.why": (
        "Something keeps the gradient from the weights: the output, the labels, the size of the "
        "inputs or the learning rate.",
        "梯度传不到权重：原因可能是输出、标签、输入的大小或学习率。",
    ),
    "coach.loss-stands-still.fix": (
        "Try to learn ten rows by heart; if that fails, the program is at fault and not the data.",
        "请先试着让网络只背下十行数据；如果连这也做不到，问题在程序而不在数据。",
    ),
    "coach.loss-jumps.claim": (
        "The training loss jumps by {percent} % from epoch to epoch ({epochs} epochs).",
        "训练损失每轮上下跳动 {percent}%（共 {epochs} 轮）。",
    ),
    "coach.loss-jumps.why": (
        "Steps are too long for the valley, or the batches too small.",
        "相对谷底来说步子太大，或者批太小。",
    ),
    "coach.loss-jumps.fix": ("Take a tenth of the learning rate.", "请把学习率减到十分之一。"),
    "coach.still-falling.claim": (
        "The loss still fell by {percent} % in the last {tail} of {epochs} epochs.",
        "损失在全部 {epochs} 轮的最后 {tail} 轮里仍下降了 {percent}%。",
    ),
    "coach.still-falling.why": (
        "The training was stopped before it was over.",
        "训练还没有完成就停止了。",
    ),
    "coach.still-falling.fix": (
        "Train more epochs, with EarlyStopping on the validation loss.",
        "请训练更多轮，并用 EarlyStopping 监视验证损失。",
    ),
    "coach.overfitting.claim": (
        "The validation loss was lowest in epoch {best_epoch} of {epochs} ({best}) and rose "
        "to {last}, while the training loss fell on.",
        "验证损失在第 {best_epoch} 轮（共 {epochs} 轮）最低（{best}），之后升到 {last}，而训"
        "练损失继续下降。",
    ),
    "coach.overfitting.why": (
        "From there on rows were learned by heart.",
        "从那以后，网络只是在背训练集。",
    ),
    "coach.overfitting.fix": (
        "Use EarlyStopping(patience=5, restore_best_weights=True), or dropout, fewer units, "
        "more data.",
        "请用 EarlyStopping(patience=5, restore_best_weights=True)，或者 Dropout、更少的单元"
        "、更多的数据。",
    ),
    "coach.outputs-constant.claim": (
        "The output is {value} for every one of {rows} different rows.",
        "对 {rows} 行不同的输入，输出都是 {value}。",
    ),
    "coach.outputs-constant.why": (
        "Nothing of the inputs reaches the output any more.",
        "输入的信息已经完全到不了输出。",
    ),
    "coach.outputs-constant.fix": (
        "Look at the findings above, and at dead units.",
        "请看上面的其他发现，并检查失活的单元。",
    ),
    "coach.dead-relus.claim": (
        "{dead} of {units} ReLUs of {layer} are 0 for every row.",
        "{layer} 的 {units} 个 ReLU 中有 {dead} 个对每一行都是 0。",
    ),
    "coach.dead-relus.why": (
        "A unit that is always 0 has no gradient and never comes back.",
        "始终为 0 的单元没有梯度，再也不会恢复。",
    ),
    "coach.dead-relus.fix": (
        "Take a smaller learning rate, scale the inputs, or use LeakyReLU.",
        "请减小学习率、对输入归一化，或使用 LeakyReLU。",
    ),
    "coach.units-saturated.claim": (
        "{percent} % of the {activation} outputs of {layer} are at the ends of their range.",
        "{layer} 的 {activation} 输出有 {percent}% 处在范围的两端。",
    ),
    "coach.units-saturated.why": (
        "There the slope is nearly 0, and nothing is learned through the layer.",
        "那里的斜率几乎为 0，这一层之前的权重学不到东西。",
    ),
    "coach.units-saturated.fix": (
        "Scale the inputs, take a smaller learning rate, or use relu.",
        "请对输入归一化、减小学习率，或使用 relu。",
    ),
    "coach.gradients-vanish.claim": (
        "{layers} sigmoid layers in a row pass on at most {factor} of the gradient.",
        "连续 {layers} 个 sigmoid 层最多只传回 {factor} 的梯度。",
    ),
    "coach.gradients-vanish.why": (
        "The slope of a sigmoid is at most a quarter; the first layers learn next to nothing.",
        "sigmoid 的斜率最多是四分之一；最前面的层几乎学不到东西。",
    ),
    "coach.gradients-vanish.fix": ("Use relu in hidden layers.", "隐藏层请用 relu。"),
    "coach.weights-did-not-move.claim": (
        "After {updates} steps every weight is what it was.",
        "走了 {updates} 步之后，每个权重都和原来一样。",
    ),
    "coach.weights-did-not-move.why": (
        "The learning rate or the gradient is 0.",
        "学习率或梯度为 0。",
    ),
    "coach.weights-did-not-move.fix": (
        "Look at the learning rate, and at whether the loss suits the output.",
        "请检查学习率，以及损失函数与输出是否相配。",
    ),
    "coach.no-better-than-chance.claim": (
        "Training accuracy {accuracy} is what always naming the commonest class reaches "
        "({share}, {rows} rows).",
        "训练准确率 {accuracy} 和总是猜最常见的类别一样（{share}，{rows} 行）。",
    ),
    "coach.no-better-than-chance.why": (
        "The network has learned how often the classes occur and nothing else.",
        "网络只学到了各类别出现的频率，别无其他。",
    ),
    "coach.no-better-than-chance.fix": (
        "Look at the loss and the labels first, then at the scale of the inputs.",
        "请先检查损失函数和标签，再检查输入的大小。",
    ),
    "coach.no-better-than-last-value.claim": (
        "The forecast (error {error}) is no better than repeating the last value (error "
        "{naive}, {rows} rows).",
        "这个预测（误差 {error}）并不比重复上一个值更好（误差 {naive}，{rows} 行）。",
    ),
    "coach.no-better-than-last-value.why": (
        "On a plot a copy of yesterday looks like a good forecast, yet it knows nothing of "
        "tomorrow.",
        "在图上，照抄昨天看起来像很好的预测，其实对明天一无所知。",
    ),
    "coach.no-better-than-last-value.fix": (
        "Always print the error of the last value beside that of the model; try to forecast "
        "the change.",
        "请始终把“重复上一个值”的误差和模型的误差一起打印；可以试着预测变化量。",
    ),
    "coach.gain-within-noise.claim": (
        "The forecast (error {error}) beats repeating the last value ({naive}), but {rows} rows "
        "do not show it: chance alone gives such a difference with probability {chance}.",
        "预测的误差（{error}）比重复上一个值（{naive}）小，但 {rows} 行还不足以说明问题：仅凭随机"
        "波动，就有 {chance} 的概率出现这样的差别。",
    ),
    "coach.gain-within-noise.why": (
        "Two forecasts that are equally good differ on any given stretch of time.",
        "两个同样好的预测，在任何一段时间上也会有差别。",
    ),
    "coach.gain-within-noise.fix": (
        "Test on a longer stretch, or say that there is no evidence of a difference.",
        "请在更长的时段上测试，或者如实说明没有证据表明有差别。",
    ),
    "coach.no-better-than-mean.claim": (
        "The validation error {error} is no smaller than that of the mean ({naive}).",
        "验证误差 {error} 并不小于总是预测均值的误差（{naive}）。",
    ),
    "coach.no-better-than-mean.why": (
        "A model that is worse than a constant has learned nothing that holds on new rows.",
        "连常数都不如的模型，没有学到对新数据成立的东西。",
    ),
    "coach.no-better-than-mean.fix": (
        "Compare with a linear regression: if it is no better, these inputs cannot predict the "
        "target (values in time need windows); else scale inputs and targets and train longer.",
        "请与线性回归比较：它若也不更好，说明这些输入预测不了目标值（时间序列要用窗口）；否则请对"
        "输入和目标值归一化，并训练更久。",
    ),
    "coach.no-better-than-commonest.claim": (
        "Validation accuracy {accuracy} is not above always naming the commonest class "
        "({share}, {rows} rows).",
        "验证准确率 {accuracy} 不高于总是猜最常见的类别（{share}，{rows} 行）。",
    ),
    "coach.no-better-than-commonest.why": (
        "A score means something only beside the score that is reached without looking at the "
        "inputs.",
        "得分要和不看输入就能达到的水平放在一起看。",
    ),
    "coach.no-better-than-commonest.fix": (
        "Report both, with recall of each class.",
        "请把两者以及各类的召回率一起报告。",
    ),
    "coach.score-on-training-rows.claim": (
        "Only rows that were trained on are evaluated ({rows}).",
        "只用训练过的行做了评估（{rows} 行）。",
    ),
    "coach.score-on-training-rows.why": (
        "That says how well they were learned, not what new rows will give.",
        "这说明背得有多熟，而不是对新数据有多准。",
    ),
    "coach.score-on-training-rows.fix": (
        "Hold rows out before training and evaluate these.",
        "请在训练前留出一部分数据，用它来评估。",
    ),
    "coach.tested-on-training-rows.claim": (
        "{percent} % of the {rows} rows that are evaluated were trained on.",
        "用于评估的 {rows} 行中，有 {percent}% 是训练过的。",
    ),
    "coach.tested-on-training-rows.why": (
        "The score lies between memory and what new rows would give.",
        "这个得分介于记忆和对新数据的表现之间。",
    ),
    "coach.tested-on-training-rows.fix": (
        "Evaluate only rows that were not trained on.",
        "请只用没有训练过的行来评估。",
    ),
    "coach.prediction-scaled-differently.claim": (
        "These inputs differ from the training inputs by a factor of {factor}.",
        "这里的输入与训练时的输入相差 {factor} 倍。",
    ),
    "coach.prediction-scaled-differently.why": (
        "The network gets numbers it has never seen.",
        "网络得到的是从没见过的数值。",
    ),
    "coach.prediction-scaled-differently.fix": (
        "Scale them by the same lines as the training inputs.",
        "请用和训练输入同样的代码做归一化。",
    ),
    "coach.stopped-while-falling.claim": (
        "Early stopping ended training after {epochs} of {asked} epochs, while the loss still "
        "fell by {percent} % an epoch.",
        "提前停止在第 {epochs} 轮（共 {asked} 轮）就结束了训练，而损失每轮仍在下降 {percent}%。",
    ),
    "coach.stopped-while-falling.why": (
        "It monitored another metric, or took falling for getting worse.",
        "它监视的是另一个指标，或者把下降当成了变差。",
    ),
    "coach.stopped-while-falling.fix": (
        "Use EarlyStopping(monitor='val_loss', patience=10, restore_best_weights=True).",
        "请使用 EarlyStopping(monitor='val_loss', patience=10, restore_best_weights=True)。",
    ),
}

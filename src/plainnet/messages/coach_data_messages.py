"""What the coach says about data and how they were prepared."""

MESSAGES: dict[str, tuple[str, str]] = {
    "coach.not-finite.claim": (
        "{array} holds {values} missing or infinite values, in {rows} rows.",
        "{array} 中有 {values} 个缺失或无穷的值，分布在 {rows} 行。",
    ),
    "coach.not-finite.why": (
        "One such value turns the loss and then every weight into NaN.",
        "只要有一个这样的值，损失和所有权重就会变成 NaN。",
    ),
    "coach.not-finite.fix": (
        "Drop or fill these rows before training, and look where a division by 0 or a "
        "logarithm made them.",
        "请在训练前删除或填补这些行，并查看是否由除以 0 或取对数造成。",
    ),
    "coach.inputs-not-scaled.claim": (
        "The inputs go from {low} to {high} and are not scaled.",
        "输入从 {low} 到 {high}，没有归一化。",
    ),
    "coach.inputs-not-scaled.why": (
        "Large inputs make large gradients, and columns of hundreds drown those of ones.",
        "输入大则梯度大，数值上百的列会淹没只有个位数的列。",
    ),
    "coach.inputs-not-scaled.fix": (
        "Divide pixels by 255; scale tables with a StandardScaler that is fit on the "
        "training rows only.",
        "像素请除以 255；表格请用只在训练集上拟合的 StandardScaler。",
    ),
    "coach.targets-not-scaled.claim": (
        "The targets have mean {mean} and spread {spread}.",
        "目标值的均值为 {mean}，标准差为 {spread}。",
    ),
    "coach.targets-not-scaled.why": (
        "The weights of the last layer have to grow by thousands before the error can fall.",
        "最后一层的权重要增大上千倍，误差才降得下来。",
    ),
    "coach.targets-not-scaled.fix": (
        "Scale the targets by the training rows, and undo it for the predictions.",
        "请按训练集把目标值归一化，并对预测值做反归一化。",
    ),
    "coach.inputs-constant.claim": (
        "All {rows} rows of the inputs are the same (first value {value}).",
        "输入的 {rows} 行全都相同（第一个值为 {value}）。",
    ),
    "coach.inputs-constant.why": (
        "An array was made but never filled, or the same row was put in again and again.",
        "数组创建后没有填入数据，或者同一行被反复放入。",
    ),
    "coach.inputs-constant.fix": (
        "Look at x[0] and x[1] before fit; np.array and list.append(row.copy()) help.",
        "请在 fit 之前看看 x[0] 和 x[1]；可以用 np.array 和 list.append(row.copy())。",
    ),
    "coach.inputs-vanish.claim": (
        "The largest input is {high}: was it scaled twice?",
        "最大的输入只有 {high}：是不是归一化了两次？",
    ),
    "coach.inputs-vanish.why": (
        "Inputs near 0 leave every output where the biases put it.",
        "输入接近 0 时，每个输出都只由偏置决定。",
    ),
    "coach.inputs-vanish.fix": (
        "Scale once: pixels by 255, tables to mean 0 and spread 1.",
        "请只归一化一次：像素除以 255；表格标准化为均值 0、标准差 1。",
    ),
    "coach.parts-scaled-differently.claim": (
        "Training and validation inputs differ by a factor of {factor}.",
        "训练集与验证集的输入相差 {factor} 倍。",
    ),
    "coach.parts-scaled-differently.why": (
        "The network gets numbers it has never seen; the validation score says nothing.",
        "网络得到的是从没见过的数值；验证得分说明不了任何问题。",
    ),
    "coach.parts-scaled-differently.fix": (
        "Prepare both parts by the same lines, with the scaler that was fit on the training rows.",
        "请用同样的代码处理两部分，归一化只在训练集上拟合。",
    ),
    "coach.validation-is-training.claim": (
        "The validation rows are the training rows ({rows} of {rows} equal by content).",
        "验证集就是训练集（{rows} 行全部内容相同）。",
    ),
    "coach.validation-is-training.why": (
        "A score on rows that were learned measures memory: val_loss and val_accuracy say "
        "nothing about new rows.",
        "用学过的数据计算得分，衡量的是记忆：val_loss 和 val_accuracy 说明不了新数据。",
    ),
    "coach.validation-is-training.fix": (
        "Validate on rows that are not among the {training_rows} trained on.",
        "请用训练集（{training_rows} 行）以外的行来验证。",
    ),
    "coach.rows-in-both-parts.claim": (
        "{rows} of {validation_rows} validation rows ({percent} %) are training rows, too.",
        "{validation_rows} 行验证数据中有 {rows} 行（{percent}%）也在训练集里。",
    ),
    "coach.rows-in-both-parts.why": (
        "Copies across the parts lift the validation score: it is partly memory.",
        "同一行出现在两部分会抬高验证得分：其中一部分只是记忆。",
    ),
    "coach.rows-in-both-parts.fix": (
        "Drop copies before the split (drop_duplicates), or keep all copies of a row on one side.",
        "请在划分之前去掉重复行（drop_duplicates），或让同一行的所有副本留在同一边。",
    ),
    "coach.windows-in-both-parts.claim": (
        "{percent} % of the validation windows overlap a training window in all but one of "
        "{steps} steps.",
        "{percent}% 的验证窗口与某个训练窗口只差一步（每个窗口 {steps} 步）。",
    ),
    "coach.windows-in-both-parts.why": (
        "Windows of a series were split at random: the value to be forecast is part of a "
        "training window.",
        "时间序列的窗口被随机划分：要预测的值就在某个训练窗口里。",
    ),
    "coach.windows-in-both-parts.fix": (
        "Cut the series in time first: train on the past, validate on what comes after.",
        "请先按时间切开序列：用过去训练，用之后的部分验证。",
    ),
    "coach.target-among-inputs.claim": (
        "Column {column} of the inputs is the target itself ({rows} of {rows} rows).",
        "输入的第 {column} 列就是目标值本身（{rows} 行全部如此）。",
    ),
    "coach.target-among-inputs.why": (
        "The network copies it; where the target is not known beforehand, there is no such column.",
        "网络只是照抄它；实际使用时目标值事先并不知道，也就没有这一列。",
    ),
    "coach.target-among-inputs.fix": (
        "Leave the target out of the inputs (drop the column).",
        "请把目标列从输入中去掉。",
    ),
    "coach.classes-unbalanced.claim": (
        "{percent} % of the training rows are of one class, and only accuracy is measured.",
        "训练集中有 {percent}% 属于同一类，而衡量的指标只有准确率。",
    ),
    "coach.classes-unbalanced.why": (
        "Always naming that class has this accuracy, and finds none of the others.",
        "总是猜这一类就有这么高的准确率，却一个其他类也找不到。",
    ),
    "coach.classes-unbalanced.fix": (
        "Look at recall or AUC, and give class_weight to fit.",
        "请看召回率或 AUC，并在 fit 中设置 class_weight。",
    ),
    "coach.columns-constant.claim": (
        "Some columns hold one value only: {columns}.",
        "有些列只有一个值：{columns}。",
    ),
    "coach.columns-constant.why": (
        "They say nothing about the target.",
        "它们对目标值没有任何信息。",
    ),
    "coach.columns-constant.fix": ("Leave them out.", "请去掉这些列。"),
    "coach.scaler-refit.claim": (
        "{scaler} is fitted again on {rows} rows that are tested, not trained on.",
        "{scaler} 又在 {rows} 行数据上重新拟合，而这些数据用于测试，不用于训练。",
    ),
    "coach.scaler-refit.why": (
        "The test rows are scaled by their own minimum and maximum (or mean): the same value "
        "means something else than in training, and a single new row cannot be scaled at all.",
        "测试集按自己的最小值和最大值（或均值）归一化：同一个数值的含义与训练时不同，单独一行新数"
        "据更无法归一化。",
    ),
    "coach.scaler-refit.fix": (
        "Fit the scaler once, on the training rows; call transform (not fit_transform) on all "
        "others, and save it with the model.",
        "请只在训练集上拟合一次；其余数据用 transform（不是 fit_transform），并把它和模型一起保"
        "存。",
    ),
    "coach.scaled-before-split.claim": (
        "{scaler} is fitted on all {rows} rows before they are split.",
        "还没有划分，{scaler} 就已经用全部 {rows} 行拟合。",
    ),
    "coach.scaled-before-split.why": (
        "Minimum, maximum or mean of the test rows are known in training; if the target is "
        "scaled as well, this gives away part of what is to be predicted.",
        "测试集的最小值、最大值或均值在训练时已经泄露；如果目标列也在其中，就等于透露了要预测的内"
        "容。",
    ),
    "coach.scaled-before-split.fix": (
        "Split first, fit the scaler on the training rows, transform both parts.",
        "请先划分，再在训练集上拟合，然后对两部分分别做 transform。",
    ),
    "coach.split-without-seed.claim": (
        "train_test_split is called without random_state.",
        "train_test_split 没有设置 random_state。",
    ),
    "coach.split-without-seed.why": (
        "Every run tests on other rows, so scores of two runs cannot be compared.",
        "每次运行测试的行都不同，两次的得分无法比较。",
    ),
    "coach.split-without-seed.fix": ("Set random_state=42.", "请设置 random_state=42。"),
    "coach.test-rows-as-validation.claim": (
        "The test rows ({rows}) are the validation rows; what chooses by them: {chosen}.",
        "测试集（{rows} 行）被当作验证集；依据它做选择的有：{chosen}。",
    ),
    "coach.test-rows-as-validation.why": (
        "Whatever is chosen while looking at the test rows (epochs, units, the best weights) "
        "fits their noise: no unseen rows are left to report.",
        "看着测试集所做的选择（轮数、单元数、最好的权重）都会迎合它的随机波动：再也没有未见过的数"
        "据可用来报告结果。",
    ),
    "coach.test-rows-as-validation.fix": (
        "Take validation rows from the training rows (validation_split=0.2), and touch the test "
        "rows once, at the end.",
        "请从训练集里划出验证集（validation_split=0.2），测试集只在最后用一次。",
    ),
    "coach.rows-in-time-shuffled.claim": (
        "{rows} windows of a series ({steps} steps) are split at random.",
        "一个时间序列的 {rows} 个窗口（每个 {steps} 步）被随机划分。",
    ),
    "coach.rows-in-time-shuffled.why": (
        "Test windows then lie between training windows that hold their values: the future is "
        "known.",
        "测试窗口的前后都是训练窗口，其中就含有要预测的数值：等于已经知道了未来。",
    ),
    "coach.rows-in-time-shuffled.fix": (
        "Use shuffle=False, or cut the series in time before making windows.",
        "请设 shuffle=False，或者先按时间切开序列再做窗口。",
    ),
    "coach.error-over-prediction.claim": (
        "The percentage error is divided by the prediction ({divisor}), not by the true value "
        "({truth}).",
        "百分比误差除以的是预测值（{divisor}），而不是真实值（{truth}）。",
    ),
    "coach.error-over-prediction.why": (
        "MAPE divides by the true value; divided by the prediction it can be made small by "
        "predicting too much.",
        "MAPE 要除以真实值；除以预测值时，只要把预测得偏大，误差就会变小。",
    ),
    "coach.error-over-prediction.fix": ("Divide by {truth}.", "请除以 {truth}。"),
    "coach.validation-data-in-a-list.claim": (
        "validation_data is a list; here it was read as (inputs, targets).",
        "validation_data 是列表；这里按 `(输入, 目标)` 读取。",
    ),
    "coach.validation-data-in-a-list.why": (
        "Keras of TensorFlow 2.2 and 2.3 takes a list for several inputs without targets: "
        "val_loss and val_accuracy stay 0.",
        "TensorFlow 2.2 和 2.3 的 Keras 会把列表当作没有目标的多个输入：val_loss 和 val_accuracy "
        "一直是 0。",
    ),
    "coach.validation-data-in-a-list.fix": (
        "Write a tuple: validation_data=(x, y).",
        "请写成元组：`validation_data=(x, y)`。",
    ),
    "coach.threshold-set-by-hand.claim": (
        "The threshold {threshold} is set by hand, and no validation rows chose it.",
        "阈值 {threshold} 是手工设定的，没有用验证集来选择。",
    ),
    "coach.threshold-set-by-hand.why": (
        "A threshold trades recall for precision; tried out on the test rows it fits their noise.",
        "阈值是召回率与精确率之间的取舍；在测试集上试出来的阈值迎合了它的随机波动。",
    ),
    "coach.threshold-set-by-hand.fix": (
        "Choose it on validation rows by what each kind of error costs, then report the test "
        "rows once.",
        "请根据两种错误各自的代价在验证集上选择阈值，最后在测试集上报告一次。",
    ),
    "coach.scripts-disagree.claim": (
        "{name} is {here} here and {there} in {file}, which trained the model.",
        "这里 {name} 是 {here}，而训练模型的 {file} 中是 {there}。",
    ),
    "coach.scripts-disagree.why": (
        "The rows tested are not the rows that were held out: training rows may be among them.",
        "测试的行和当时留出的行不同：其中可能混有训练过的行。",
    ),
    "coach.scripts-disagree.fix": (
        "Use the same number in both, best from one place.",
        "请让两处使用同一个数，最好只写在一个地方。",
    ),
    "coach.images-resized-differently.claim": (
        "Images are resized by {here} interpolation here, by {there} in {file}.",
        "这里缩放图像用 {here} 插值，而 {file} 中用的是 {there}。",
    ),
    "coach.images-resized-differently.why": (
        "The network sees other pixels than it was trained on.",
        "网络看到的像素与训练时不同。",
    ),
    "coach.images-resized-differently.fix": (
        "Set interpolation='bilinear' in flow_from_directory, or cv2.INTER_NEAREST here.",
        "请在 flow_from_directory 中设 interpolation='bilinear'，或在这里用 cv2.INTER_NEAREST。",
    ),
    "coach.argmax-of-one-column.claim": (
        "argmax is taken of predictions with one column: the result is class 0 for every row.",
        "对只有一列的预测取 argmax：每一行的结果都是类别 0。",
    ),
    "coach.argmax-of-one-column.why": (
        "A network with {units} output gives the probability of class 1; the largest of one "
        "number is always the first.",
        "只有 {units} 个输出的网络给出的是类别 1 的概率；只有一个数时，最大的总是第一个。",
    ),
    "coach.argmax-of-one-column.fix": (
        "Compare with a half: (model.predict(x) > 0.5).astype(int).",
        "请与 0.5 比较：(model.predict(x) > 0.5).astype(int)。",
    ),
    "coach.channels-in-other-order.claim": (
        "cv2.imread gives blue, green, red; the training images came as red, green, blue"
        " ({reader}).",
        "cv2.imread 给出的通道顺序是蓝、绿、红；训练图像（{reader}）的顺序是红、绿、蓝。",
    ),
    "coach.channels-in-other-order.why": (
        "Red and blue are exchanged in every image that is predicted; colours that the network "
        "learned mean something else.",
        "每张要预测的图像红蓝互换，网络学到的颜色含义就变了。",
    ),
    "coach.channels-in-other-order.fix": (
        "Add cv2.cvtColor(image, cv2.COLOR_BGR2RGB) after reading.",
        "请在读取之后加一句 cv2.cvtColor(image, cv2.COLOR_BGR2RGB)。",
    ),
    "coach.pixels-of-another-range.claim": (
        "Pixels go up to {high} here; {file} trained the model on pixels divided by rescale=.",
        "这里的像素值最大为 {high}；而 {file} 训练模型时用 rescale= 归一化过像素值。",
    ),
    "coach.pixels-of-another-range.why": (
        "The network sees numbers a hundred times as large as any it was trained on.",
        "网络见到的数比训练时的大上百倍。",
    ),
    "coach.pixels-of-another-range.fix": (
        "Divide by the same number here, as in image / 255.",
        "请在这里除以同一个数，例如 image / 255。",
    ),
    "coach.column-from-the-future.claim": (
        "The input '{name}' is made of later rows (shift with a negative number).",
        "输入“{name}”是用后面的行算出来的（shift 的参数为负数）。",
    ),
    "coach.column-from-the-future.why": (
        "When the forecast is needed these rows have not happened yet; the score is that of knowing"
        " the answer.",
        "真正要预测时，后面的行还没有发生；这样的得分等于事先知道了答案。",
    ),
    "coach.column-from-the-future.fix": (
        "Leave '{name}' out of the inputs, or make it of earlier rows: shift(1).",
        "请不要把“{name}”作为输入，或者改用前面的行：shift(1)。",
    ),
    "coach.near-copies-in-both-parts.claim": (
        "{copies} of {images} validation images are nearly the same as a training image "
        "(validation image {held_out} and training image {trained}, counted from 0).",
        "{images} 张验证图像中有 {copies} 张与某张训练图像几乎相同（例如第 {held_out} 张验证图像"
        "与第 {trained} 张训练图像，从 0 数起）。",
    ),
    "coach.near-copies-in-both-parts.why": (
        "Saved again, brightened or mirrored, it is still the picture that was learned: the "
        "score on it measures memory.",
        "重新保存、调亮或翻转之后，仍是学过的那张图像：用它计算得分，衡量的是记忆。",
    ),
    "coach.near-copies-in-both-parts.fix": (
        "Split first, by photograph, and change images in the training part alone.",
        "请先按原始照片划分，再只对训练集做数据增强。",
    ),
    "coach.classes-in-other-order.claim": (
        "Class '{name}' is number {there} in the training images and {here} in the validation "
        "images.",
        "类别“{name}”在训练图像中的编号是 {there}，在验证图像中却是 {here}。",
    ),
    "coach.classes-in-other-order.why": (
        "The numbers of classes follow the names of the folders or the list in classes=; where "
        "the two differ, a right prediction is counted as wrong.",
        "类别的编号由文件夹的名称或 classes= 中的列表决定；编号不一致时，正确的预测会被算成错误"
        "的。",
    ),
    "coach.classes-in-other-order.fix": (
        "Give both the same list: classes=list(train.class_indices).",
        "请给两者同一个列表：classes=list(train.class_indices)。",
    ),
    "coach.copies-in-both-parts.claim": (
        "{rows} of {validation_rows} validation rows are copies of training rows: the rows of one"
        " class were multiplied before the split.",
        "{validation_rows} 行验证数据中有 {rows} 行是训练数据的副本：划分之前就复制了某一类的行。",
    ),
    "coach.copies-in-both-parts.why": (
        "A score on copies measures memory, and makes just the rare class look well learned.",
        "用副本计算得分，衡量的是记忆，而看起来学得好的恰恰是那个稀少的类别。",
    ),
    "coach.copies-in-both-parts.fix": (
        "Split first, then multiply rows in the training part alone; or use class_weight.",
        "请先划分，再只复制训练集中的行；或者使用 class_weight。",
    ),
    "coach.folds-share-a-model.claim": (
        "{percent} % of the {rows} rows tested here were trained on before, by the same model in "
        "an earlier fold.",
        "这里测试的 {rows} 行中，有 {percent}% 在前面的某一折里已被同一个模型训练过。",
    ),
    "coach.folds-share-a-model.why": (
        "fit goes on from the weights that are there; from the second fold on the score measures"
        " memory.",
        "fit 会从现有权重继续训练；从第二折开始，得分衡量的就是记忆。",
    ),
    "coach.folds-share-a-model.fix": (
        "Build and compile the model inside the loop, anew for every fold.",
        "请在循环内部为每一折重新搭建并编译模型。",
    ),
}

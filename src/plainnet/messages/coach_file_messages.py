"""What the coach says about data files."""

MESSAGES: dict[str, tuple[str, str]] = {
    "coach.table-target-in-column.claim": (
        "The column {column} gives away the target {target} in all {rows} rows.",
        "仅凭列 {column} 就能得出目标列 {target}（全部 {rows} 行都是如此）。",
    ),
    "coach.table-target-in-column.why": (
        "Such a column is the target in other words; where the target is not known yet, there is "
        "no such column.",
        "这样的列等于换了写法的目标值；目标值还不知道的时候，也就没有这一列。",
    ),
    "coach.table-target-in-column.fix": (
        "Leave {column} out of the inputs.",
        "请把 {column} 从输入中去掉。",
    ),
    "coach.table-columns-constant.claim": (
        "Columns with a single value ({count}): {columns}.",
        "只有一个值的列（{count} 列）：{columns}。",
    ),
    "coach.table-columns-constant.why": (
        "They say nothing about the target.",
        "它们对目标值没有任何信息。",
    ),
    "coach.table-columns-constant.fix": ("Leave them out.", "请去掉这些列。"),
    "coach.table-columns-equal.claim": (
        "The columns {first} and {second} hold the same values.",
        "列 {first} 和 {second} 的内容相同。",
    ),
    "coach.table-columns-equal.why": (
        "A copy adds nothing, and makes weights hard to read.",
        "副本不提供新信息，还会让权重难以解读。",
    ),
    "coach.table-columns-equal.fix": ("Leave one of them out.", "请去掉其中一列。"),
    "coach.table-rows-equal.claim": (
        "{copies} of {rows} rows ({percent} %) are copies of others.",
        "{rows} 行中有 {copies} 行（{percent}%）是其他行的副本。",
    ),
    "coach.table-rows-equal.why": (
        "After a random split copies stand on both sides, and the test measures memory.",
        "随机划分后，副本会出现在两边，测试衡量的就成了记忆。",
    ),
    "coach.table-rows-equal.fix": ("Drop copies before the split.", "请在划分之前去掉重复的行。"),
    "coach.table-cells-missing.claim": (
        "{columns} column(s) have empty cells; {column} most: {percent} %.",
        "有 {columns} 列含空单元格；最多的是 {column}：{percent}%。",
    ),
    "coach.table-cells-missing.why": (
        "A network cannot compute with a missing value.",
        "网络无法用缺失值计算。",
    ),
    "coach.table-cells-missing.fix": (
        "Drop these rows, or fill the cells with values learned from the training rows.",
        "请删除这些行，或用训练集的统计值填补。",
    ),
    "coach.table-classes-unbalanced.claim": (
        "{percent} % of the rows have the same {target}.",
        "{percent}% 的行具有相同的 {target}。",
    ),
    "coach.table-classes-unbalanced.why": (
        "Always naming that class then has a high accuracy.",
        "这时只要总是猜这一类，准确率就很高。",
    ),
    "coach.table-classes-unbalanced.fix": (
        "Look at recall or AUC, and weigh the classes.",
        "请看召回率或 AUC，并给各类加权。",
    ),
    "coach.table-one-target.claim": (
        "The target {target} is the same in all {rows} rows.",
        "目标列 {target} 在全部 {rows} 行中都相同。",
    ),
    "coach.table-one-target.why": ("There is nothing to learn.", "没有什么可学的。"),
    "coach.table-one-target.fix": (
        "Look for the right column, or for the rows that are missing.",
        "请检查列是否选对，或是否缺少了其他的行。",
    ),
    "coach.table-labels-contradict.claim": (
        "{groups} group(s) of equal rows have different {target}.",
        "有 {groups} 组内容相同的行，{target} 却不同。",
    ),
    "coach.table-labels-contradict.why": (
        "One of the labels is wrong, or a column that tells them apart is missing.",
        "其中某个标签有误，或者缺少能区分它们的列。",
    ),
    "coach.table-labels-contradict.fix": ("Look at these rows.", "请查看这些行。"),
    "coach.table-labels-doubtful.claim": (
        "{labels} of {rows} labels are doubtful: networks that never saw these rows are sure of "
        "another class (data rows {numbers} first).",
        "{rows} 个标签中有 {labels} 个可疑：没见过这些行的网络确信它们属于别的类别（最可疑的是第 "
        "{numbers} 行数据）。",
    ),
    "coach.table-labels-doubtful.why": (
        "A wrong label is learned like a right one, and counts as an error where the network is "
        "right.",
        "错误的标签会被当作正确的来学；网络判断对了，反而算错。",
    ),
    "coach.table-labels-doubtful.fix": (
        "Look at these rows first; correct what is wrong and keep what is only rare.",
        "请先查看这些行：标错的改正，只是罕见的保留。",
    ),
    "coach.images-in-both-parts.claim": (
        "{copies} of {images} images of the part {part} are training images, too: {file} is the "
        "same as {same}.",
        "{part} 部分的 {images} 张图像中有 {copies} 张也是训练图像：{file} 与 {same} 相同。",
    ),
    "coach.images-in-both-parts.why": (
        "A score on images that were learned measures memory.",
        "用学过的图像计算得分，衡量的是记忆。",
    ),
    "coach.images-in-both-parts.fix": (
        "Remove the copies from one of the parts.",
        "请从其中一部分删除这些副本。",
    ),
    "coach.near-images-in-both-parts.claim": (
        "{copies} of {images} images in {part} are nearly the same as a training image ({file} "
        "and {same}).",
        "{part} 的 {images} 张图像中有 {copies} 张与某张训练图像几乎相同（例如 {file} 与 "
        "{same}）。",
    ),
    "coach.near-images-in-both-parts.why": (
        "Saved again, brightened or mirrored, it is still the picture that was learned: the "
        "score on it measures memory.",
        "重新保存、调亮或翻转之后，仍是学过的那张图像：用它计算得分，衡量的是记忆。",
    ),
    "coach.near-images-in-both-parts.fix": (
        "Keep all versions of a picture in one part; change images after the split only.",
        "请把同一张图像的所有版本放在同一部分；先划分，再做数据增强。",
    ),
    "coach.parts-of-other-classes.claim": (
        "train and {part} do not have the same class folders: of the two only {owner} has {name}.",
        "train 与 {part} 的类别文件夹不同：只有 {owner} 中有 {name}。",
    ),
    "coach.parts-of-other-classes.why": (
        "Classes are numbered by the names of their folders, so the numbers after a missing one"
        " mean other classes.",
        "类别按文件夹名称编号；少了一个文件夹，它之后的编号就对应别的类别了。",
    ),
    "coach.parts-of-other-classes.fix": (
        "Give each part a folder for every class, also an empty one, or name the classes in order"
        " (classes=[...]).",
        "请让每一部分都有全部类别的文件夹（可以为空），或者按顺序写明类别（classes=[...]）。",
    ),
    "coach.image-in-two-classes.claim": (
        "{images} image(s) are in two classes: {file} is the same as {same}.",
        "有 {images} 张图像同时出现在两个类别里：{file} 与 {same} 相同。",
    ),
    "coach.image-in-two-classes.why": (
        "One of the labels is wrong, and both cannot be learned.",
        "两个标签中有一个是错的，不可能同时学会。",
    ),
    "coach.image-in-two-classes.fix": (
        "Look at them and remove the wrong one.",
        "请查看并删除错误的那一张。",
    ),
    "coach.images-twice.claim": (
        "{copies} of {images} images are copies within their part.",
        "{images} 张图像中有 {copies} 张是同一部分内的副本。",
    ),
    "coach.images-twice.why": (
        "Copies count twice in training and in the score.",
        "副本在训练和得分中会被算两次。",
    ),
    "coach.images-twice.fix": ("Remove them before splitting.", "请在划分之前删除。"),
    "coach.images-unbalanced.claim": (
        "{percent} % of the images are of the class {name}.",
        "{percent}% 的图像属于类别 {name}。",
    ),
    "coach.images-unbalanced.why": (
        "Always naming that class then has a high accuracy.",
        "这时只要总是猜这一类，准确率就很高。",
    ),
    "coach.images-unbalanced.fix": (
        "Look at recall, and weigh the classes.",
        "请看召回率，并给各类加权。",
    ),
    "coach.rows-trained-on.claim": (
        "{trained} of {rows} rows are rows that the model was trained on.",
        "{rows} 行中有 {trained} 行是模型训练过的。",
    ),
    "coach.rows-trained-on.why": (
        "Predictions for them show memory, not what new rows will give.",
        "对这些行的预测体现的是记忆，而不是对新数据的表现。",
    ),
    "coach.rows-trained-on.fix": (
        "Use rows that are new to the model; `plainnet test` leaves out the rows it was trained "
        "on.",
        "请使用模型没见过的行；`plainnet test` 会略去训练过的行。",
    ),
    "coach.rows-cannot-be-used.claim": ("{reason}", "{reason}"),
    "coach.rows-cannot-be-used.why": (
        "The model was trained on columns and units of its own.",
        "模型是按它自己的列和单位训练的。",
    ),
    "coach.rows-cannot-be-used.fix": (
        "Bring the file to the columns and units of the training file.",
        "请让文件的列和单位与训练文件一致。",
    ),
    "coach.rows-unlike-training.claim": ("{reason}", "{reason}"),
    "coach.rows-unlike-training.why": (
        "Far from what it was trained on, a network predicts at random and gives no warning.",
        "数据离训练集很远时，网络的预测是随意的，而且不会给出任何警告。",
    ),
    "coach.rows-unlike-training.fix": (
        "Look at these values, and at their unit.",
        "请查看这些数值以及它们的单位。",
    ),
    "coach.labels-shuffled-apart.claim": (
        "{first} and {second} are shuffled one after the other, each in an order of its own.",
        "{first} 和 {second} 先后各自打乱，顺序互不相同。",
    ),
    "coach.labels-shuffled-apart.why": (
        "No label belongs to its row any more; nothing can be learned from them.",
        "标签与各行不再对应，什么也学不到。",
    ),
    "coach.labels-shuffled-apart.fix": (
        "Draw one order and use it for both: order = np.random.permutation(len({first})).",
        "请只抽一次顺序，两者共用：order = np.random.permutation(len({first}))。",
    ),
    "coach.shuffled-predictions.claim": (
        "{name} shuffles its images, and its predictions are compared with its list of classes.",
        "{name} 会打乱图像，却把它的预测与它的类别列表相比较。",
    ),
    "coach.shuffled-predictions.why": (
        "The list is in the order of the files, the predictions are in the order of the shuffle: "
        "the score is that of guessing.",
        "列表按文件顺序排列，预测按打乱后的顺序排列：得分和随机猜测一样。",
    ),
    "coach.shuffled-predictions.fix": (
        "Make the generator with shuffle=False.",
        "创建生成器时请设 shuffle=False。",
    ),
}

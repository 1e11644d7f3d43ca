"""Sentences about training on one's own data."""

MESSAGES: dict[str, tuple[str, str]] = {
    # values of settings
    "train.setting.text": (
        "{where} takes a name, not '{found}'.",
        "{where} 需要一个名称，而不是“{found}”。",
    ),
    "train.setting.encoding": (
        "{where}: {found} is no encoding known here. Name one such as utf-8, gb18030, big5, "
        "shift_jis, cp949, cp1251 or cp1252.",
        "{where}：{found} 不是已知的编码。请写 utf-8、gb18030、big5、shift_jis、cp949、"
        "cp1251 之类的名称。",
    ),
    "train.setting.choice": (
        "{where} takes one of {choices}, not '{found}'.",
        "{where} 只能取 {choices} 之一，而不是“{found}”。",
    ),
    "train.setting.whole": (
        "{where} takes a whole number from {least} to {most}, not '{found}'.",
        "{where} 需要 {least} 到 {most} 之间的整数，而不是“{found}”。",
    ),
    "train.setting.number": (
        "{where} takes a number between {low} and {high}, not '{found}'.",
        "{where} 需要介于 {low} 与 {high} 之间的数，而不是“{found}”。",
    ),
    "train.setting.above": (
        "{where} takes a number above {low}, not '{found}'.",
        "{where} 需要大于 {low} 的数，而不是“{found}”。",
    ),
    "train.setting.size": (
        "{where} takes a side in pixels such as 64, or height x width such as 64x48, not "
        "'{found}'.",
        "{where} 需要以像素计的边长（如 64），或“高 x 宽”（如 64x48），而不是“{found}”。",
    ),
    "train.setting.cost": (
        "{where} takes the cost of a false alarm and of a miss such as 1:5, not '{found}'.",
        "{where} 需要误报与漏报的代价，如 1:5，而不是“{found}”。",
    ),
    # recipe files
    "train.recipe.where": ("{file}: {key}", "{file} 中的 {key}"),
    "train.recipe.near": (
        " Did you mean {name}?",
        "是不是想写 {name}？",
    ),
    "train.recipe.unknown_key": (
        "{file} has a key {key}, which is no setting.{hint} Settings are {known}.",
        "{file} 中的 {key} 不是可用的设置。{hint}可用的设置有：{known}。",
    ),
    "train.recipe.no_data": (
        '{file} does not say what to train on; add a line such as data = "sales.csv".',
        '{file} 没有写明用什么数据训练；请加一行，例如 data = "sales.csv"。',
    ),
    "train.recipe.not_utf8": (
        "{file} is not UTF-8 text, as a recipe has to be; save it as UTF-8.",
        "{file} 不是 UTF-8 文本；配方文件须另存为 UTF-8。",
    ),
    "train.recipe.not_toml": (
        "{file} is not TOML from line {line}, column {column} on; each line is like"
        ' epochs = 20 or target = "price", and a backslash stands in single quotes only.',
        "{file} 从第 {line} 行第 {column} 列起不符合 TOML 格式；每行应形如 epochs = 20 或"
        ' target = "price"，反斜杠只能放在单引号中。',
    ),
    "train.recipe.ends_early": (
        "{file} is not TOML: a quote or bracket is not closed.",
        "{file} 不符合 TOML 格式：有引号或括号没有闭合。",
    ),
    # a run
    "train.title": ("{model} on {data}", "用 {data} 训练 {model}"),
    "train.baselines_awaited": (
        "The network is trained; the baselines are still being fitted.",
        "网络已训练完成；正在训练各基线。",
    ),
    "train.baselines_failed": (
        "The baselines that learn could not be fitted; the model is compared with the simplest "
        "one alone.",
        "需要训练的基线未能完成，因此只与最简单的基线比较。",
    ),
    "train.cost_needs_two_classes": (
        "A cost of mistakes chooses between two classes, and this target has not two; leave"
        " --cost out.",
        "--cost 用于在两个类别之间取舍，而该目标不是两个类别；请去掉 --cost。",
    ),
    "train.metric_misfit": (
        "--metric {metric} does not fit this target; for it there are: {known}.",
        "--metric {metric} 不适用于该目标；可用的有：{known}。",
    ),
    "train.metric_mape": (
        "--metric mape divides by the true value, which is 0 in some test rows; choose mae or"
        " rmse.",
        "--metric mape 要除以真实值，而测试集中有真实值为 0 的行；请改用 mae 或 rmse。",
    ),
    "train.class_weight_needs_classes": (
        "--class-weight weighs classes, and this target is a number; leave it out.",
        "--class-weight 按类别加权，而该目标是数值；请去掉它。",
    ),
    "train.diverged": (
        "The training diverged: the weights are no longer finite numbers; try a --rate below "
        "{rate}.",
        "训练发散：权重已不再是有限的数；请改用小于 {rate} 的 --rate。",
    ),
    "train.threshold_unvalidated": (
        "Threshold {threshold} for the class {name}, as the costs ask for; there are no validation"
        " rows to try others on.",
        "类别“{name}”的阈值按代价取 {threshold}；没有验证集可用来试其他阈值。",
    ),
    "train.threshold_by_cost": (
        "Threshold {threshold} for the class {name}, as the costs ask for; none is clearly cheaper"
        " on the {rows} validation rows.",
        "类别“{name}”的阈值按代价取 {threshold}；在验证集的 {rows} 个样本上，没有代价明显更低的阈"
        "值。",
    ),
    "train.threshold_chosen": (
        "Threshold {threshold} for the class {name}: nearer to what the costs ask for, the {rows}"
        " validation rows cost clearly more.",
        "类别“{name}”的阈值取 {threshold}：再靠近代价所要求的值，验证集的 {rows} 个样本上的代价就"
        "明显更高。",
    ),
    # plainnet train
    "command.train": (
        "Train a model on your own table, folder of images or series, and score it on rows kept"
        " apart; DATA may also be a recipe file.",
        "用你自己的表格、图像文件夹或序列训练模型，并在留出的测试集上评估；数据也可以是配方文件。",
    ),
    "train.metavar.task": ("classes|number", "classes|number"),
    "train.metavar.model": (
        "linear|logistic|dense|lenet|simple_rnn|lstm",
        "linear|logistic|dense|lenet|simple_rnn|lstm",
    ),
    "train.metavar.yes_no": ("yes|no", "yes|no"),
    "train.metavar.decimal": (".|,", ".|,"),
    "train.metavar.encoding": ("NAME", "名称"),
    "train.metavar.sheet": ("SHEET", "工作表"),
    "train.metavar.row": ("ROW", "行号"),
    "train.metavar.sign": ("SIGN", "符号"),
    "train.metavar.damaged": ("stop|skip", "stop|skip"),
    "train.metavar.split": ("random|stratified|group|time", "random|stratified|group|time"),
    "train.metavar.column": ("COLUMN", "列名"),
    "train.metavar.choices": ("COLUMN=VALUE", "列名=取值"),
    "train.metavar.columns": ("A,B", "列名,列名"),
    "train.metavar.units": ("64,64", "64,64"),
    "train.metavar.size": ("64|64x48", "64|64x48"),
    "train.metavar.augmentations": ("flip,shift,...", "flip,shift,..."),
    "train.metavar.steps": ("STEPS", "步数"),
    "train.metavar.fraction": ("SHARE", "比例"),
    "train.metavar.number": ("N", "整数"),
    "train.metavar.rows": ("ROWS", "行数"),
    "train.metavar.rate": ("RATE", "学习率"),
    "train.metavar.class": ("CLASS", "类别"),
    "train.metavar.cost": ("1:5", "1:5"),
    "train.metavar.judged_by": ("METRIC", "指标"),
    "train.metavar.class_weight": ("balanced", "balanced"),
    "train.metavar.file": ("FILE", "文件"),
    "train.metavar.folder": ("DIR", "文件夹"),
    "train.option.data": (
        "A CSV, Excel or Parquet file, a folder of images in class folders, or a recipe.toml.",
        "CSV、Excel 或 Parquet 文件，按类别分子文件夹的图像文件夹，或 recipe.toml。",
    ),
    "train.option.target": (
        "Column of the table to predict.",
        "表格中要预测的列。",
    ),
    "train.option.series": (
        "Columns of a series to learn from; the first is forecast.",
        "用来学习的序列（列名）；预测其中第一列。",
    ),
    "train.option.only": (
        "Of a file of several series, the one to look at, such as ticker=ABC.",
        "文件中有多个序列时选用哪一个，例如 ticker=ABC。",
    ),
    "train.option.task": (
        "Whether the target names classes or is a number; else found out.",
        "目标是类别（classes）还是数值（number）；不写则自动判断。",
    ),
    "train.option.model": (
        "Kind of network; else chosen by the data.",
        "网络种类；不写则按数据选择。",
    ),
    "train.option.hidden": (
        "Units of each hidden or recurrent layer.",
        "各隐藏层或循环层的单元数。",
    ),
    "train.option.ensemble": (
        "Dense networks trained at once; the model is their average; default: 1.",
        "同时训练的全连接网络个数，模型取它们的平均；默认 1。",
    ),
    "train.option.drop": (
        "Columns not to look at.",
        "不参与学习的列。",
    ),
    "train.option.keep": (
        "Columns to learn from though they look like numbers or names of the rows.",
        "看似行的编号或名称、但仍要参与学习的列。",
    ),
    "train.option.categories": (
        "Columns of numbers that are names, such as postcodes.",
        "用数字表示名称的列，例如邮编。",
    ),
    "train.option.decimal": (
        "The sign before decimals, where it is taken for a thousands mark or the other way round.",
        "小数点用句点还是逗号；当它与千分位符混淆时使用。",
    ),
    "train.option.encoding": (
        "Encoding of a text file, such as big5 or cp1251, where the guess is wrong.",
        "文本文件的编码，例如 big5、cp1251；当自动判断有误时使用。",
    ),
    "train.option.sheet": (
        "Sheet of an Excel file, by name or number.",
        "Excel 文件的工作表，可写名称或序号。",
    ),
    "train.option.header-row": (
        "Line, or row of a sheet, that holds the names of the columns.",
        "列名所在的行号（文本文件的行或工作表的行）。",
    ),
    "train.option.comment": (
        "What lines begin with that are no rows, such as '#'.",
        "注释行开头的符号，例如“#”。",
    ),
    "train.option.day-first": (
        "Whether the day stands before the month in dates such as 01/02/2020.",
        "01/02/2020 这类日期是否日在前、月在后。",
    ),
    "train.option.log-target": (
        "Whether to learn the logarithm of the target; undone in the output.",
        "是否学习目标的对数；输出时会还原。",
    ),
    "train.option.size": (
        "Side of the images in pixels, or height x width.",
        "图像边长（像素），或“高 x 宽”。",
    ),
    "train.option.grey": (
        "Read images without colours.",
        "以灰度读取图像。",
    ),
    "train.option.augment": (
        "What happens to training images: flip, shift, rotate, contrast, or no.",
        "训练图像的变换：flip 翻转、shift 平移、rotate 旋转、contrast 对比度，或 no（不变换）。",
    ),
    "train.option.damaged": (
        "What to do about images that cannot be read; default: stop.",
        "遇到无法读取的图像时：stop 停止（默认），skip 跳过。",
    ),
    "train.option.window": (
        "Steps of a series that the network sees.",
        "网络输入的时间步数。",
    ),
    "train.option.horizon": (
        "Steps ahead to forecast; default: 1.",
        "向前预测的步数，默认 1。",
    ),
    "train.option.season": (
        "Steps after which a series repeats itself; 1 for none.",
        "序列的周期步数；1 表示没有周期。",
    ),
    "train.option.split": (
        "How the test rows are chosen; by default in time where rows lie in time and neighbours "
        "resemble each other.",
        "测试集的选取方式：random 随机，stratified 分层，group 按组，time 按时间；不指定时，若各"
        "行按时间排列且相邻的行相似，则按时间划分。",
    ),
    "train.option.group": (
        "Column whose equal values stay on one side of the split.",
        "按组划分所依据的列：该列值相同的行划在同一部分。",
    ),
    "train.option.time": (
        "Column that orders the rows; the last ones are the test rows.",
        "表示先后次序的列；最后的行作为测试集。",
    ),
    "train.option.test-fraction": (
        "Share of the rows kept for the score; default: 0.2.",
        "测试集所占的比例，默认 0.2。",
    ),
    "train.option.validation-fraction": (
        "Share of the other rows kept to stop by; default: 0.2.",
        "其余数据中验证集（决定何时停止）所占的比例，默认 0.2。",
    ),
    "train.option.epochs": (
        "Most epochs to train.",
        "最多训练的轮数。",
    ),
    "train.option.batch": (
        "Rows of one step.",
        "批大小，即每一步所用的行数。",
    ),
    "train.option.rate": (
        "Learning rate.",
        "学习率。",
    ),
    "train.option.patience": (
        "Epochs without a better validation loss before training ends.",
        "验证损失连续多少轮没有改善就停止训练。",
    ),
    "train.option.positive": (
        "Of two classes the one that precision, recall and the threshold are about.",
        "两个类别中作为正类的一个；精确率、召回率和阈值都针对它。",
    ),
    "train.option.cost": (
        "Cost of a false alarm and of a miss; the threshold is chosen by it.",
        "误报与漏报的代价；阈值据此选定。",
    ),
    "train.option.metric": (
        "Metric that the run is judged by: accuracy, f1, recall, auc, average_precision, log_loss;"
        " of numbers rmse, mae, mape.",
        "评判模型所用的指标：accuracy、f1、recall、auc、average_precision、log_loss；预测数值时为"
        " rmse、mae、mape。",
    ),
    "train.option.class-weight": (
        "Let every class count the same in training, however rare it is.",
        "训练时按类别加权，使各类别不论多少都同样重要。",
    ),
    "train.option.seed": (
        "Drives split, starting weights and shuffling; default: 0.",
        "决定划分、初始权重与样本顺序；默认 0。",
    ),
    "train.option.out": (
        "Write the model to this .keras or .h5 file as well.",
        "同时把模型写入这个 .keras 或 .h5 文件。",
    ),
    "train.option.runs": (
        "Folder of all runs; default: runs.",
        "所有运行结果所在的文件夹，默认 runs。",
    ),
    "train.option.resume": (
        "Go on with a training of the same settings that was broken off.",
        "接着做设置相同、中途中断的训练。",
    ),
    "train.option.json": (
        "Print metrics.json on standard output instead of the table.",
        "在标准输出打印 metrics.json，而不是表格。",
    ),
    "train.reading": ("Reading {data}.", "正在读取 {data}。"),
    "train.finished": ("{folder} is written; see {report}.", "已写入 {folder}；请查看 {report}。"),
    "train.resumed": (
        "A training of these settings was broken off; it goes on if the data are the same.",
        "找到设置相同、中途中断的训练；只要数据没变，就接着训练。",
    ),
    "train.nothing_to_resume": (
        "No training of these settings was broken off; it starts from the beginning.",
        "没有设置相同、中途中断的训练；从头开始。",
    ),
    "train.can_resume": (
        "The same command with --resume goes on from here.",
        "在同一命令后加 --resume 可以从此处接着训练。",
    ),
    "train.run_is_kept": (
        "The run is kept, with its model, in {folder}.",
        "本次运行连同模型已保存在 {folder} 中。",
    ),
    "train.out_written": ("{file} is written.", "已写入 {file}。"),
    "train.out_ending": (
        "{file} cannot be written as a model; its ending must be .keras or .h5.",
        "{file} 不能作为模型文件写入；扩展名须为 .keras 或 .h5。",
    ),
    "train.out_is_folder": (
        "{file} is a folder, and a model is a file; give --out a file name.",
        "{file} 是文件夹，而模型是文件；请给 --out 一个文件名。",
    ),
    "train.one_image": (
        "{file} is one image; to train, give the folder that holds a folder for each class.",
        "{file} 是单张图像；训练需要一个文件夹，其中每个类别各有一个子文件夹。",
    ),
    "train.no_use": (
        "{option} is for {wanted}, and {data} is read as {kind}; leave it out.",
        "{option} 用于{wanted}，而 {data} 按{kind}读取；请去掉此选项。",
    ),
    "train.kind.table": ("a table", "表格"),
    "train.kind.images": ("images", "图像"),
    "train.kind.series": ("a series", "序列"),
    # plainnet runs
    "command.runs": (
        "List earlier runs beside each other; show N shows one run's settings, scores and files.",
        "把以往的运行并列列出；show N 显示其中一次的设置、得分与文件。",
    ),
    "runs.metavar.show": ("show|compare|remove", "show|compare|remove"),
    "runs.metavar.other": ("M", "另一编号"),
    "runs.metavar.sort": ("COLUMN", "列"),
    "runs.option.other": ("Number of the run to compare with.", "要比较的另一次运行的编号。"),
    "runs.option.sort": (
        "Sort by number, date, name, target, score or seconds.",
        "按 number、date、name、target、score 或 seconds 排序。",
    ),
    "runs.removed": ("{folder} is removed.", "已删除 {folder}。"),
    "runs.removed_but": (
        "The run in {folder} is removed; files that plainnet did not write stay: {files}.",
        "已删除 {folder} 中的运行结果；不是 plainnet 写入的文件予以保留：{files}。",
    ),
    "runs.heading.date": ("date", "日期"),
    "runs.heading.target": ("target", "目标"),
    "runs.heading.differing": ("settings that differ", "不同的设置"),
    "runs.metavar.number": ("N", "编号"),
    "runs.option.show": (
        "Show one run instead of the list, compare two, or remove one.",
        "显示一次运行而不是列表，比较两次运行，或删除一次运行。",
    ),
    "runs.option.number": ("Number of the run.", "运行的编号。"),
    "runs.option.runs": (
        "Folder of all runs; default: runs.",
        "所有运行结果所在的文件夹，默认 runs。",
    ),
    "runs.option.json": ("Print as JSON.", "以 JSON 格式打印。"),
    "runs.none": (
        "There are no runs in {folder} yet; `plainnet train` makes one.",
        "{folder} 中还没有运行结果；`plainnet train` 会生成一个。",
    ),
    "runs.usage": (
        "`plainnet runs` takes nothing, or show N, compare N M or remove N, as `plainnet runs "
        "show 3`, not '{found}'.",
        "`plainnet runs` 后面可以不写，或写 show 编号、compare 编号 另一编号、remove 编号，如 "
        "`plainnet runs show 3`，而不是“{found}”。",
    ),
    "runs.no_such_run": (
        "There is no run {number} in {folder}; there are {known}.",
        "{folder} 中没有编号为 {number} 的运行；现有编号：{known}。",
    ),
    "runs.damaged": (
        "{folder} is damaged: {reason}; it is left out.",
        "{folder} 已损坏：{reason}；不列出。",
    ),
    "runs.cannot_show": (
        "{folder} is damaged: {reason}; delete it, or train again.",
        "{folder} 已损坏：{reason}；请删除它，或重新训练。",
    ),
    "runs.no_metrics": ("metrics.json is missing", "缺少 metrics.json"),
    "runs.bad_metrics": ("metrics.json cannot be read", "无法读取 metrics.json"),
    "runs.heading.number": ("run", "编号"),
    "runs.heading.name": ("name", "名称"),
    "runs.heading.model": ("model", "模型"),
    "runs.heading.metric": ("metric", "指标"),
    "runs.heading.score": ("score", "得分"),
    "runs.heading.baseline": ("baseline", "基线"),
    "runs.heading.seconds": ("seconds", "秒"),
    "runs.heading.settings": ("settings", "设置"),
    "runs.heading.files": ("files", "文件"),
    "runs.heading.found": ("found out", "自动判断"),
}

"""What the coach says around its findings."""

MESSAGES: dict[str, tuple[str, str]] = {
    "command.rules": ("Show the coach's rule book.", "显示教练的规则手册。"),
    "command.check": (
        "Look for mistakes in a script, a model's new data or a data file.",
        "检查脚本、数据文件或模型的新数据有没有问题。",
    ),
    "command.metavar.code": ("CODE", "代码"),
    "command.metavar.checked": ("FILE", "文件"),
    "command.option.rule": (
        "The rule to show; without it all are listed.",
        "要显示的规则；不写则列出全部。",
    ),
    "command.option.findings": (
        "Write the coach's findings to this file as JSON.",
        "把教练的发现以 JSON 格式写入此文件。",
    ),
    "command.option.no_coach": ("Run without the coach.", "不使用教练。"),
    "command.option.silence": (
        "A rule to switch off; may be given several times.",
        "要关闭的规则；可以多次给出。",
    ),
    "command.option.checked": (
        "A script, a model, a table or a folder of images.",
        "脚本、模型、表格或图像文件夹。",
    ),
    "command.option.check_data": (
        "The data a model is about to be used on.",
        "模型将要使用的数据。",
    ),
    "command.option.check_target": (
        "The column of the table that is to be predicted.",
        "表格中要预测的列。",
    ),
    "command.option.check_seconds": (
        "How many seconds the script may run.",
        "脚本最多运行多少秒。",
    ),
    "command.option.check_json": (
        "Print the findings as JSON on standard output.",
        "在标准输出上以 JSON 格式打印发现。",
    ),
    "coach.severity.serious": ("serious", "严重"),
    "coach.severity.warning": ("warning", "警告"),
    "coach.severity.note": ("note", "提示"),
    "coach.measured.accuracy": (
        "Measured: accuracy {without} as it is, {with} with {activation} and {loss}, after {epochs}"
        " epochs each.",
        "实测：各训练 {epochs} 轮，照原样准确率为 {without}，"
        "换成 {activation} 和 {loss} 后为 {with}。",
    ),
    "coach.measured.rmse": (
        "Measured: RMSE {without} as it is, {with} with {activation} and {loss}, after {epochs}"
        " epochs each.",
        "实测：各训练 {epochs} 轮，照原样 RMSE 为 {without}，"
        "换成 {activation} 和 {loss} 后为 {with}。",
    ),
    "coach.fix": ("Fix: {fix}", "改法：{fix}"),
    "coach.head": ("[{severity}] {code}  {claim}", "［{severity}］{code}  {claim}"),
    "coach.none": ("The coach found nothing.", "教练没有发现问题。"),
    "coach.nothing_chosen": ("nothing so far", "暂无"),
    "coach.slow": (
        "The coach's rule {code} took {seconds} seconds; it is left out from here on.",
        "教练的规则 {code} 用了 {seconds} 秒；之后不再使用它。",
    ),
    "coach.failed": (
        "The coach's rule {code} failed ({reason}); the run goes on.",
        "教练的规则 {code} 出错（{reason}）；程序继续运行。",
    ),
    "coach.cut": (
        "The script was stopped after {seconds} seconds; these are the findings so far.",
        "脚本在 {seconds} 秒后被停止；以下是到目前为止的发现。",
    ),
    "coach.unknown_rule": (
        "There is no rule called {code}; `plainnet rules` lists them all.",
        "没有名为 {code} 的规则；用 `plainnet rules` 可列出全部规则。",
    ),
    "coach.check_what": (
        "check takes a script (.py), a model with --data, a table with --target, or a folder "
        "of images, not {file}.",
        "check 的对象是脚本（.py）、带 --data 的模型、带 --target 的表格或图像文件夹，不能是 "
        "{file}。",
    ),
    "coach.check_needs": ("{file} needs the option {option}.", "检查 {file} 需要选项 {option}。"),
    "coach.seconds": (
        "--seconds takes a number of at least 1, not {value}.",
        "--seconds 须为不小于 1 的数，不能是 {value}。",
    ),
    "coach.rule.why": ("Why it matters: {why}", "为什么重要：{why}"),
    "coach.rule.fix": ("What to do: {fix}", "怎么办：{fix}"),
    "coach.rule.source": ("Source: {source}", "出处：{source}"),
    "coach.rule.silence": ("To silence it: --silence {code}", "关闭这条规则：--silence {code}"),
    "coach.rule.sees": ("What it sees: {claim}", "检查什么：{claim}"),
    "coach.change.flatten_outputs": (
        "Put Flatten() before the last Dense layer.",
        "请在最后一个 Dense 层之前加上 Flatten()。",
    ),
    "coach.change.last_step": (
        "Set return_sequences=False in the last recurrent layer, or put Flatten() before the "
        "last Dense layer.",
        "请把最后一个循环层设为 return_sequences=False，或在最后一个 Dense 层之前加上 Flatten()。",
    ),
    "coach.change.units": (
        "Give the last layer {units} unit(s), or give the targets the shape of the outputs.",
        "请把最后一层设为 {units} 个单元，或让目标值与输出的形状一致。",
    ),
    "coach.change.reshape": (
        "Use x = x.reshape(-1, {shape}).",
        "请用 x = x.reshape(-1, {shape})。",
    ),
    "coach.change.add_axis": (
        "Add an axis: x = x[..., None], or np.expand_dims(x, 0) for a single example.",
        "请加一个轴：x = x[..., None]；单个样本用 np.expand_dims(x, 0)。",
    ),
    "coach.change.input_shape": (
        "Set input_shape={shape} in the first layer (the batch is left out), or bring the "
        "inputs to the shape it has.",
        "请把第一层设为 input_shape={shape}（不含批次轴），或把输入变成它所需的形状。",
    ),
    "coach.change.image_axes": (
        "Bring images to (rows, height, width, channels): x = x.reshape(-1, height, width, 1); "
        "put no Flatten or Dense before it.",
        "请把图像变成（样本数，高，宽，通道数）：x = x.reshape(-1, height, width, 1)；这一层之前"
        "不要放 Flatten 或 Dense。",
    ),
    "coach.change.keep_sequence": (
        "Set return_sequences=True in the recurrent layer before it, or bring inputs to (rows, "
        "steps, features).",
        "请把前一个循环层设为 return_sequences=True，或把输入变成（样本数，时间步数，特征数）。",
    ),
    "coach.change.sequence_axes": (
        "Bring inputs to (rows, steps, features): x = x.reshape(len(x), steps, -1).",
        "请把输入变成（样本数，时间步数，特征数）：x = x.reshape(len(x), steps, -1)。",
    ),
    "coach.change.flatten": (
        "Put Flatten() or Reshape before this layer.",
        "请在这一层之前加上 Flatten() 或 Reshape。",
    ),
    "coach.no_target": (
        "{file} has no column {target}; its columns are {names}.",
        "{file} 中没有列 {target}；现有的列：{names}。",
    ),
    "coach.no_images": (
        "No folder of images is in {folder}; each class needs a folder of its own.",
        "{folder} 中没有图像文件夹；每个类别需要一个单独的文件夹。",
    ),
    "coach.page.entry": ("{severity}, `{family}`. {claim}", "{severity}，`{family}`。{claim}"),
    "coach.stage.program": (
        "The program: network, loss, labels, settings",
        "程序：网络、损失函数、标签、设置",
    ),
    "coach.stage.data": ("The data of a training", "训练数据"),
    "coach.stage.session": (
        "What was done before, and what is claimed afterwards",
        "训练之前的处理与训练之后的结论",
    ),
    "coach.stage.run": ("The training when it is over", "训练结束之后"),
    "coach.stage.source": ("The script as it is written", "脚本的写法"),
    "coach.stage.crash": ("Errors that end a script", "使脚本中止的错误"),
    "coach.stage.table": ("A table", "表格"),
    "coach.stage.folder": ("A folder of images", "图像文件夹"),
    "coach.stage.new_rows": ("New rows for a model", "模型的新数据"),
    "coach.section": ("What the coach sees", "教练的发现"),
    "coach.section_caption": (
        "Findings, the most serious first; plainnet rules CODE explains why each matters",
        "各项发现，最严重的在前；用 plainnet rules 代码 可查看每一项为什么重要",
    ),
    "coach.column.code": ("Rule", "规则"),
    "coach.column.severity": ("Severity", "严重程度"),
    "coach.column.claim": ("What it sees", "发现的问题"),
    "coach.column.fix": ("What to do", "怎么办"),
}

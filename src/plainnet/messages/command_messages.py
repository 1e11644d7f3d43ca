"""What is said about commands."""

MESSAGES: dict[str, tuple[str, str]] = {
    # the help pages
    "command.plainnet": (
        "The classic neural networks done right: fast, honest about the score, open to look"
        " inside.",
        "经典神经网络，踏实做好：速度快，得分可信，内部看得见。",
    ),
    "command.cases": (
        "Run the cases of the course, as taught and as they should be; without NAME, list them.",
        "运行课程案例：先照教程做，再照正确做法做；不写名称则列出全部案例。",
    ),
    "command.test": (
        "Score a saved model on data of yours, beside simple baselines.",
        "用你的数据评估已保存的模型，并与简单基线比较。",
    ),
    "command.predict": (
        "Predict with a saved model: one line of CSV for each row, image or step.",
        "用已保存的模型预测：每行数据、每张图像或每个时间步输出一行 CSV。",
    ),
    "command.convert": (
        "Write a model file in another format, .h5 or .keras.",
        "把模型文件转换为另一种格式（.h5 或 .keras）。",
    ),
    "command.info": (
        "Show what a model file holds: layers, shapes, weights, training, what is left out.",
        "显示模型文件的内容：各层、形状、权重数、训练设置，以及没有读取的部分。",
    ),
    "command.heading.usage": ("Usage: {line}", "用法：{line}"),
    "command.heading.arguments": ("Arguments:", "参数："),
    "command.heading.options": ("Options:", "选项："),
    "command.heading.commands": ("Commands:", "命令："),
    "command.metavar.options": ("[OPTIONS]", "[选项]"),
    "command.metavar.command": ("COMMAND ...", "命令 ..."),
    "command.metavar.name": ("NAME", "名称"),
    "command.metavar.model": ("MODEL", "模型"),
    "command.metavar.target": ("TARGET", "目标文件"),
    "command.metavar.data": ("DATA", "数据"),
    "command.metavar.path": ("PATH", "路径"),
    "command.metavar.folder": ("DIR", "文件夹"),
    "command.metavar.file": ("FILE", "文件"),
    "command.metavar.number": ("N", "整数"),
    "command.metavar.ways": ("taught|should|both", "taught|should|both"),
    "command.metavar.choices": ("COLUMN=VALUE", "列名=取值"),
    "command.metavar.rows": ("all|test", "all|test"),
    "command.metavar.language": ("en|zh", "en|zh"),
    "command.option.help": ("Show this page and stop.", "显示本页后退出。"),
    "command.option.version": ("Show the version and stop.", "显示版本号后退出。"),
    "command.option.language": (
        "Language of all texts; else PLAINNET_LANG, else the locale.",
        "界面语言；不写则先看 PLAINNET_LANG，再看系统区域设置。",
    ),
    "command.option.name": (
        "A case from the list, or all.",
        "列表中的一个案例，或 all（全部）。",
    ),
    "command.option.case_data": (
        "Your own copy of a case's file or folder; with all, a folder in which each case finds"
        " its own.",
        "你自己的案例数据（文件或文件夹）；案例为 all 时，给出包含各案例数据的文件夹。",
    ),
    "command.option.out": (
        "Folder for the results; default: results.",
        "结果文件夹，默认 results。",
    ),
    "command.option.ways": (
        "As the course teaches it, as it should be, or both; default: both.",
        "taught 照教程，should 照正确做法，both 两种都做（默认）。",
    ),
    "command.option.seed": (
        "Drives starting weights, shuffling, dropout and the inner validation split, never the"
        " test rows; default: 0.",
        "决定初始权重、样本顺序、Dropout 与训练集内部的验证集划分，不改变测试集；默认 0。",
    ),
    "command.option.cases_json": (
        "Print metrics.json on standard output, an array for several cases, and nothing else"
        " there.",
        "只在标准输出打印 metrics.json，多个案例时打印数组。",
    ),
    "command.option.model": (
        "A .keras file that plainnet saved.",
        "plainnet 保存的 .keras 文件。",
    ),
    "command.option.any_model": (
        "A .keras or .h5 file that plainnet, Keras or TensorFlow saved.",
        "plainnet、Keras 或 TensorFlow 保存的 .keras 或 .h5 文件。",
    ),
    "command.option.target": (
        "The file to write; its ending, .keras or .h5, says the format.",
        "要写入的文件；扩展名 .keras 或 .h5 决定格式。",
    ),
    "command.option.force": (
        "Replace the file if it exists.",
        "若目标文件已存在则覆盖。",
    ),
    "command.option.data": (
        "A CSV file, an image, or a folder of images, as the model was trained on.",
        "CSV 文件、单张图像或图像文件夹，与训练时同类。",
    ),
    "command.option.rows": (
        "test leaves out rows the model was trained on, in whatever file they stand; all scores"
        " every row. Default: test.",
        "test 排除训练用过的样本，无论它们在哪个文件里（默认）；all 在全部样本上评估。",
    ),
    "command.option.id": (
        "Of a table, the column to print beside the predictions, as the name of a row.",
        "表格中与预测值一同列出的列，用作各行的名称。",
    ),
    "command.option.only": (
        "Of a file of several series, the one to look at; default: the one the model learned.",
        "文件中有多个序列时选用哪一个；默认为训练所用的那个。",
    ),
    "command.option.test_json": (
        "Print the result as JSON.",
        "以 JSON 格式打印结果。",
    ),
    "command.option.scale_from": (
        "For a model that Keras wrote: the table its script trained on, or the folder of classes.",
        "用于 Keras 写的模型：脚本训练时用的表格，或按类别分子文件夹的文件夹。",
    ),
    "command.option.card_target": (
        "With --scale-from: the column that the model predicts.",
        "与 --scale-from 同用：模型预测的那一列。",
    ),
    "command.option.scaling": (
        "With --scale-from: how the script scaled the columns.",
        "与 --scale-from 同用：脚本怎样归一化各列。",
    ),
    "command.metavar.scaling": ("standard|min-max|no", "standard|min-max|no"),
    "command.option.predictions": (
        "Write the predictions to this file instead of standard output.",
        "把预测写入此文件，而不是标准输出。",
    ),
    "command.option.predict_json": (
        "An array of JSON objects instead of CSV.",
        "输出 JSON 对象数组，而不是 CSV。",
    ),
    # plainnet convert and info
    "command.converted": ("{file} is written.", "已写入 {file}。"),
    "command.info.not_compiled": ("not compiled", "未编译（没有训练设置）"),
    "command.info.optimizer": (
        "optimizer: {name}, learning rate {rate}",
        "优化器：{name}，学习率 {rate}",
    ),
    "command.info.loss": ("loss: {names}", "损失函数：{names}"),
    "command.info.metrics": ("metrics: {names}", "指标：{names}"),
    "command.info.trained_on": (
        "trained on {data}, seed {seed}",
        "训练数据：{data}，随机种子 {seed}",
    ),
    "command.info.scores": (
        "on its {rows} test rows: {scores}",
        "在测试集（{rows} 个样本）上：{scores}",
    ),
    "command.info.left_out": ("left out: {note}", "略去：{note}"),
    # usage errors
    "command.try_help": ("`{command} --help` shows how.", "用法见 `{command} --help`。"),
    "command.no_such_option": (
        "There is no option {option}; {hint}",
        "没有选项 {option}；{hint}",
    ),
    "command.no_such_command": (
        "There is no command {name}; {hint}",
        "没有命令 {name}；{hint}",
    ),
    "command.no_such_case": (
        "There is no case {name}; the cases are {cases}, or all. {hint}",
        "没有案例 {name}；可用的案例有 {cases}，或 all（全部）。{hint}",
    ),
    "command.did_you_mean_case": ("Did you mean {names}?", "是不是想写 {names}？"),
    "command.did_you_mean": ("did you mean {names}?", "是不是想写 {names}？"),
    "command.missing_argument": (
        "{argument} is missing; `{command} --help` shows how.",
        "缺少{argument}；用法见 `{command} --help`。",
    ),
    "command.missing_value": (
        "{option} needs a value after it; `plainnet --help` shows how.",
        "{option} 后面需要一个值；用法见 `plainnet --help`。",
    ),
    "command.needless_value": (
        "{option} takes no value: write it alone.",
        "{option} 后面不带值，单独写它即可。",
    ),
    "command.extra_arguments": (
        "{arguments} is more than `{command}` takes; put quotes around a path with spaces, and"
        " see `{command} --help`.",
        "`{command}` 用不到多余的 {arguments}；路径含空格时请加引号，用法见 `{command} --help`。",
    ),
    "command.usage": (
        "The command line cannot be read: {reason}",
        "无法理解这条命令：{reason}",
    ),
    "command.not_a_choice": (
        "{option} was given {value}; expected is {choices}.",
        "{option} 的值是 {value}；应为 {choices} 之一。",
    ),
    "command.not_a_whole_number": (
        "{option} was given {value}; expected is a whole number from {least} to {most}.",
        "{option} 的值是 {value}；应为 {least} 到 {most} 之间的整数。",
    ),
    "command.name_needed": (
        "Which case? Name one, or all: `plainnet cases all`; `plainnet cases` alone lists them.",
        "要运行哪个案例？写出名称或 all，例如 `plainnet cases all`；"
        "单写 `plainnet cases` 会列出案例。",
    ),
    # how a command ends
    "command.version": ("plainnet {version}", "plainnet {version}"),
    "command.interrupted": (
        "Stopped at your wish; what was finished is kept.",
        "已按要求停止；已完成的部分都已保留。",
    ),
    "command.out_of_memory": (
        "The memory does not suffice; close other programs or give fewer rows or images.",
        "内存不足；请关闭其他程序，或减少数据的行数、图像的张数。",
    ),
    "command.disk_full": (
        "The disk is full, {file} was not written; make room and run the command again.",
        "磁盘已满，{file} 未能写入；请腾出空间后重新运行。",
    ),
    "command.not_allowed": (
        "The system does not allow access to {file}; choose another place or change its"
        " permissions.",
        "系统不允许访问 {file}；请换一个位置，或修改它的权限。",
    ),
    "command.not_found": (
        "{file} does not exist; check the path.",
        "{file} 不存在；请检查路径。",
    ),
    "command.system_error": (
        "The system refused {file}: {reason}.",
        "系统拒绝操作 {file}：{reason}。",
    ),
    "command.output": ("the output", "输出"),
    "command.case_finished": (
        "{case}: done in {seconds} s, see {report}",
        "{case}：完成，用时 {seconds} 秒，详见 {report}",
    ),
    "command.rows": ("rows", "行"),
    "command.rows_read": (
        "{rows} rows of about {total} are read.",
        "已读取 {rows} 行（共约 {total} 行）。",
    ),
    "command.training": ("{title}: {epochs} epochs", "{title}：共 {epochs} 轮"),
    "command.predictions_written": (
        "{count} predictions written to {file}.",
        "已将 {count} 条预测写入 {file}。",
    ),
    # the closing table
    "command.table.baseline": ("baseline: {name}", "基线：{name}"),
    "command.table.model": ("model", "模型"),
    "command.table.interval": ("95 % interval", "95% 置信区间"),
    "command.way.taught": ("as taught", "照教程"),
    "command.way.should": ("as it should be", "正确做法"),
}

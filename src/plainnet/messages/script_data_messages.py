"""What is said about the data side of Keras scripts: images, texts, series, data sets."""

MESSAGES: dict[str, tuple[str, str]] = {
    # what to use instead
    "script_data.hint.training": (
        "train with model.compile and model.fit, or batch by batch with model.train_on_batch",
        "请用 model.compile 和 model.fit 训练，或用 model.train_on_batch 逐批训练",
    ),
    # settings of the whole program
    "script_data.floatx": (
        "{value} is not a float type; use float32, float64, float16 or bfloat16.",
        "{value} 不是浮点类型，可用 float32、float64、float16 或 bfloat16。",
    ),
    "script_data.data_format": (
        "The data format {found} is unknown; use channels_last or channels_first.",
        "未知的数据格式 {found}，可用 channels_last 或 channels_first。",
    ),
    # images
    "script_data.color_mode": (
        "color_mode is {found}; use rgb, rgba or grayscale.",
        "color_mode 为 {found}，可用 rgb、rgba 或 grayscale。",
    ),
    "script_data.interpolation": (
        "The interpolation {found} is unknown; use one of {known}.",
        "未知的插值方式 {found}，可用：{known}。",
    ),
    "script_data.image_axes": (
        "An array of shape {shape} is not an image; expected are height, width and 1, 3 or 4 "
        "channels.",
        "形状为 {shape} 的数组不是图像，应为高、宽和 1、3 或 4 个通道。",
    ),
    "script_data.images_axes": (
        "An array of shape {shape} does not hold images; expected are four axes: images, height, "
        "width, channels.",
        "形状为 {shape} 的数组不是一组图像，应有四个轴：图像、高、宽、通道。",
    ),
    "script_data.range": (
        "{name} is {found}; give two numbers, the lower and the upper bound.",
        "{name} 为 {found}，应为两个数：下界和上界。",
    ),
    "script_data.share": (
        "validation_split is {found}; give a number above 0 and below 1.",
        "validation_split 为 {found}，应为大于 0 且小于 1 的数。",
    ),
    "script_data.subset": (
        "subset is {found}; use training or validation, together with validation_split.",
        "subset 为 {found}，可用 training 或 validation，并须同时给出 validation_split。",
    ),
    "script_data.class_mode": (
        "class_mode is {found}; use one of {known}.",
        "class_mode 为 {found}，可用：{known}。",
    ),
    "script_data.not_fitted": (
        "The statistics of {setting} are not known yet; call fit() of the ImageDataGenerator with "
        "sample images first. It is left out.",
        "{setting} 所需的统计量尚未得到，请先用样本图像调用 ImageDataGenerator 的 fit()。"
        "此项已略去。",
    ),
    "script_data.files_missing": (
        "{count} of the image files named in column {column} are not there, the first is {file}; "
        "they are left out.",
        "{column} 列中有 {count} 个图像文件不存在（第一个是 {file}），已略去。",
    ),
    "script_data.lengths": (
        "There are {inputs} inputs and {others} {name}; their numbers must be the same.",
        "输入有 {inputs} 个，{name} 有 {others} 个，两者数目必须相同。",
    ),
    # data pipelines
    "script_data.no_files": (
        "No file fits the pattern {pattern}. Check the path.",
        "没有文件符合模式 {pattern}，请检查路径。",
    ),
    # labels, sequences, texts
    "script_data.class_beyond": (
        "Label {row}, counted from 0, is {found}; with this number of classes labels go from 0 "
        "to {most}.",
        "第 {row} 个标签（从 0 数起）为 {found}；按此类别数，标签应在 0 到 {most} 之间。",
    ),
    "script_data.padding": (
        "{name} is {found}; use pre or post.",
        "{name} 为 {found}，可用 pre 或 post。",
    ),
    "script_data.no_sequence": (
        "Sequence {row}, counted from 0, is {found}; a list of steps was expected.",
        "第 {row} 个序列（从 0 数起）为 {found}，应为由各步组成的列表。",
    ),
    "script_data.steps": (
        "The steps of sequence {row}, counted from 0, have the shape {found}; those before have "
        "{expected}.",
        "第 {row} 个序列（从 0 数起）的各步形状为 {found}，而前面的为 {expected}。",
    ),
    "script_data.word_mode": (
        "The mode {found} is unknown; use one of {known}.",
        "未知的 mode {found}，可用：{known}。",
    ),
    "script_data.no_words": (
        "No words are known yet; call fit_on_texts or give num_words.",
        "还没有词表；请先调用 fit_on_texts，或给出 num_words。",
    ),
    # time series
    "script_data.series_length": (
        "There are {data} steps of data and {targets} targets; their numbers must be the same.",
        "数据有 {data} 步，目标值有 {targets} 个，两者数目必须相同。",
    ),
    "script_data.series_short": (
        "Windows of {length} steps do not fit between step {start} and step {end}.",
        "从第 {start} 步到第 {end} 步放不下长度为 {length} 的窗口。",
    ),
    "script_data.series_setting": (
        "{name} is {found}; expected is a whole number from {least} to below {beyond}.",
        "{name} 为 {found}，应为不小于 {least} 且小于 {beyond} 的整数。",
    ),
    # data sets and downloads
    "script_data.absent": (
        "{file} is not here, and nothing is downloaded unless allowed: put the file there, or run "
        "plainnet script with --allow-download.",
        "缺少文件 {file}；未经允许不会下载。请自行放入该文件，或在运行 plainnet script 时加上 "
        "--allow-download。",
    ),
    "script_data.download_failed": (
        "{address} could not be downloaded ({reason}); put the file at {file} yourself.",
        "无法下载 {address}（{reason}），请自行把文件放到 {file}。",
    ),
    "script_data.hash_differs": (
        "{file} is not the file that was expected: its checksum differs. Delete it and fetch it "
        "again.",
        "{file} 不是所需的文件：校验值不符。请删除后重新获取。",
    ),
    "script_data.damaged": (
        "{file} is damaged. Delete it and fetch it again.",
        "{file} 已损坏，请删除后重新获取。",
    ),
    "script_data.fine_or_coarse": (
        "label_mode is {found}; use fine or coarse.",
        "label_mode 为 {found}，可用 fine 或 coarse。",
    ),
    "script_data.no_short_text": (
        "With maxlen {maxlen} no text is left; give a larger one.",
        "maxlen 为 {maxlen} 时，没有剩下任何文本；请给出更大的值。",
    ),
    # scikit-learn
    "script_data.wrapper_setting": (
        "{name} is no argument of fit, predict or the function that builds the model, which takes "
        "{known}.",
        "{name} 不是 fit、predict 或建模函数的参数；建模函数的参数有：{known}。",
    ),
    "script_data.not_trained": (
        "There is no trained model yet; call fit first.",
        "还没有训练好的模型，请先调用 fit。",
    ),
    # images as data sets
    "script_data.label_mode": (
        "label_mode is {found}; use int, categorical, binary or None.",
        "label_mode 为 {found}，可用 int、categorical、binary 或 None。",
    ),
    "script_data.binary_classes": (
        "Two classes are needed for binary labels; {count} were found.",
        "二分类标签需要两个类别，实际找到 {count} 个。",
    ),
    "script_data.seed_needed": (
        "With validation_split and shuffle, give a seed, so that no image gets into both parts.",
        "同时使用 validation_split 和 shuffle 时，请给出 seed，以免一张图像既用于训练又用于验证。",
    ),
    "script_data.no_images": (
        "No images were found in {folder}; PNG, JPEG, BMP and GIF files count.",
        "{folder} 中没有图像（支持 PNG、JPEG、BMP 和 GIF 文件）。",
    ),
    # figures
    "script_data.figures": (
        "there is no display; figures are saved as {file} and so on",
        "没有显示器，图形保存为 {file} 等文件",
    ),
    "script_data.no_chinese_font": (
        "no font here can draw Chinese; install one, for example Noto Sans CJK "
        "(apt install fonts-noto-cjk)",
        "本机没有中文字体，请安装一种，例如 Noto Sans CJK（apt install fonts-noto-cjk）",
    ),
}

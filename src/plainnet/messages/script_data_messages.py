"""What is said about the data side of Keras scripts: images, texts, series, data sets."""

MESSAGES: dict[str, tuple[str, str]] = {
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
}

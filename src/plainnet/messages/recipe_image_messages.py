"""Sentences about images that a user brings."""

MESSAGES: dict[str, tuple[str, str]] = {
    "augmentation.unknown": (
        "There is no change of training images called '{name}'. Known: {known}.",
        "没有名为“{name}”的训练图片变换。可用的有：{known}。",
    ),
    "lenet.too_small": (
        "Images of {size} pixels are too small for LeNet; it takes at least {smallest} each way.",
        "{size} 像素的图片对 LeNet 来说太小，高和宽都至少要 {smallest} 像素。",
    ),
}

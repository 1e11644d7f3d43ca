"""Sentences about images that a user brings."""

MESSAGES: dict[str, tuple[str, str]] = {
    "augmentation.unknown": (
        "There is no change of training images called '{name}'. Known: {known}.",
        "没有名为“{name}”的训练图像变换。可用的有：{known}。",
    ),
    "lenet.too_small": (
        "Images of {size} pixels are too small for LeNet; it takes at least {smallest} each way.",
        "{size} 像素的图像对 LeNet 来说太小，高和宽都至少要 {smallest} 像素。",
    ),
    "recipe.images.model": (
        "'{found}' is no network for images. Known: {known}.",
        "“{found}”不是用于图像的网络。可用的有：{known}。",
    ),
    "recipe.images.task": (
        "Folders of images give classes, not numbers. Leave --task out or give --task classes.",
        "图像文件夹给出的是类别，而不是数值。请去掉 --task，或写 --task classes。",
    ),
    "recipe.images.size": (
        "Images of {size} pixels were asked for. Give --size with {smallest} to {largest} pixels "
        "each way.",
        "要求的图像尺寸为 {size} 像素。--size 的高和宽应在 {smallest} 到 {largest} 像素之间。",
    ),
    "recipe.images.split": (
        "Images have no column to split by {found}. Give --split stratified or random, or "
        "folders named train, val and test.",
        "图像没有可用于 {found} 划分的列。请写 --split stratified 或 random，或把图像放进 train、"
        "val、test 文件夹。",
    ),
    "recipe.images.positive": (
        "'{found}' cannot be the positive class: there must be two classes, and it one of them. "
        "Classes: {known}.",
        "“{found}”不能作为正类：必须恰有两个类别，且它是其中之一。现有类别：{known}。",
    ),
    "recipe.images.memory": (
        "{count} images of {size} pixels need {needed} GB of the machine's {memory} GB. Give a "
        "smaller --size.",
        "{count} 张 {size} 像素的图像需要 {needed} GB 内存，而本机共有 {memory} GB。请用 --size "
        "指定更小的尺寸。",
    ),
    "recipe.images.no_images": (
        "{folder} holds no images. Expected one folder of images for each class, or train, val "
        "and test folders that hold such.",
        "{folder} 中没有图像。每个类别应各有一个图像文件夹，或分放在 train、val、test 文件夹中。",
    ),
    "recipe.images.unusable": (
        "{problem} Or leave such files out with --damaged skip.",
        "{problem}也可用 --damaged skip 略去这样的文件。",
    ),
    "recipe.images.one_class": (
        "{folder} holds one class only, {name}. Expected a folder of images for each of at "
        "least two classes.",
        "{folder} 中只有一个类别 {name}。至少应有两个类别，各有一个图像文件夹。",
    ),
    "recipe.images.nested": (
        "{folder} holds a single folder with further folders in it ({names}). If these are the "
        "classes, give {inner}.",
        "{folder} 中只有一个文件夹，其中又有文件夹（{names}）。如果它们才是类别，请给出 {inner}。",
    ),
    "recipe.images.no_train": (
        "{folder} has no train folder, only folders for {found}. Add one, or give a folder whose "
        "folders are the classes.",
        "{folder} 中没有 train 文件夹，只有用于 {found} 的文件夹。请补上，"
        "或给出以类别为子文件夹的文件夹。",
    ),
    "recipe.images.class_not_in_training": (
        "{folder}: no image of the classes {names} is left to train on. Add images of them, or "
        "remove their folders.",
        "{folder}：类别 {names} 没有可用于训练的图像。请补充图像，或删去这些文件夹。",
    ),
    "recipe.images.all_copies": (
        "{folder}: every training image is among the other images, too, so that no score would "
        "prove anything. Remove the copies.",
        "{folder}：每张训练图像都在其他部分中出现，得分说明不了任何问题。请删去重复的图像。",
    ),
    "recipe.images.found": (
        "{count} images of {classes} classes: {listed}.",
        "共 {count} 张图像、{classes} 个类别：{listed}。",
    ),
    "recipe.images.one_size": (
        "All images have {least} pixels (height x width); they are brought to {size}.",
        "所有图像都是 {least} 像素（高 x 宽），统一缩放为 {size}。",
    ),
    "recipe.images.sizes": (
        "Images have {least} to {most} pixels (height x width); they are brought to {size}.",
        "图像为 {least} 到 {most} 像素（高 x 宽），统一缩放为 {size}。",
    ),
    "recipe.images.stretched": (
        "The images use only levels from {low} to {high}; this range of the training images is "
        "stretched to black and white, in new images, too.",
        "图像只用到 {low} 到 {high} 的灰度；已把训练图像的这一范围拉伸为从黑到白，新图像也"
        "照此处理。",
    ),
    "recipe.images.grey_asked": (
        "Images are read in grey, as asked.",
        "按要求以灰度读取图像。",
    ),
    "recipe.images.grey_found": (
        "No image has colours; they are read in grey.",
        "所有图像都没有颜色，以灰度读取。",
    ),
    "recipe.images.coloured": (
        "Images are read in colour; {count} of {total} have colours.",
        "以彩色读取图像；{total} 张中有 {count} 张有颜色。",
    ),
    "recipe.images.parts": (
        "Training {train}, validation {validation}, test {test} images.",
        "训练 {train} 张，验证 {validation} 张，测试 {test} 张。",
    ),
    "recipe.images.drawn": (
        "Parts drawn by class with seed {seed}.",
        "按类别随机划分，随机种子 {seed}。",
    ),
    "recipe.images.drawn_with_copies": (
        "Parts drawn by class with seed {seed}; {copies} images are copies of others and stay "
        "on their side.",
        "按类别随机划分，随机种子 {seed}；有 {copies} 张图像与其他图像相同，相同的图像划在同一部"
        "分。",
    ),
    "recipe.images.validation_tests": (
        "There is no test folder: the validation images are kept for testing, and others for "
        "validation come out of the training images.",
        "没有 test 文件夹：验证图像改作测试，另从训练图像中抽取一部分用于验证。",
    ),
    "recipe.images.test_drawn": (
        "There is no folder to test on: test images are drawn from the training images.",
        "没有可用于测试的文件夹：测试图像从训练图像中抽取。",
    ),
    "recipe.images.validation_drawn": (
        "Validation images are drawn from the training images.",
        "验证图像从训练图像中抽取。",
    ),
    "recipe.images.copies": (
        "Left out of the side that is learned from, as the same picture is kept apart, too: "
        "{count} ({names}).",
        "以下 {count} 张图像与留作评估的图像相同，已不参与学习（{names}）。",
    ),
    "recipe.images.contradictions": (
        "The same picture is in two classes: {count} ({names}). Remove the wrong ones.",
        "有 {count} 张图像同时出现在两个类别中（{names}）。请删去放错的。",
    ),
    "recipe.images.test_coloured": (
        "Training images are all grey, but {count} test images have colours (first: {file}): the "
        "score says little about them.",
        "训练图像全是灰度图像，但有 {count} 张测试图像有颜色（首个为 {file}）：得分不能说明模型对"
        "它们的效果。",
    ),
    "recipe.images.test_grey": (
        "Training images are all in colour, but {count} test images are grey (first: {file}): "
        "the score says little about them.",
        "训练图像全是彩色图像，但有 {count} 张测试图像没有颜色（首个为 {file}）：得分不能说明模型"
        "对它们的效果。",
    ),
    "recipe.images.test_size": (
        "{count} test images are far larger or smaller than any training image (first: {file}): "
        "the score says little about them.",
        "有 {count} 张测试图像比所有训练图像大得多或小得多（首个为 {file}）：得分不能说明模型对它"
        "们的效果。",
    ),
    "recipe.images.augmented": (
        "Training images are changed at random in every epoch: {names}.",
        "每轮训练时随机变换训练图像：{names}。",
    ),
    "recipe.images.not_augmented": (
        "Training images are shown as they are. If a picture mirrored, moved, turned or of other "
        "contrast keeps its class, --augment flip,shift,rotate,contrast may help.",
        "训练图像不做变换。如果镜像、平移、旋转或改变对比度不影响类别，可以试试 --augment flip,"
        "shift,rotate,contrast。",
    ),
    "predictor.image_coloured": (
        "{file} has colours (such images: {count}), but the model was trained on grey images "
        "only. Convert to grey what shows the same, or train with colours.",
        "{file} 有颜色（这样的图像共 {count} 张），而模型只用灰度图像训练过。若内容相同，请先转换"
        "为灰度，或用彩色图像训练。",
    ),
    "predictor.image_grey": (
        "{file} has no colours (such images: {count}), but the model was trained on colour "
        "images only. Give images in colour, or train with grey ones (--grey).",
        "{file} 没有颜色（这样的图像共 {count} 张），而模型只用彩色图像训练过。请给出彩色图像，或"
        "用灰度图像训练（--grey）。",
    ),
    "predictor.image_size": (
        "{file} has {found} pixels (images so far off: {count}), the training images had "
        "{trained}. Cut or scale it to show things as large as they did.",
        "{file} 为 {found} 像素（尺寸相差悬殊的图像共 {count} 张），训练图像为 {trained}。请裁剪"
        "或缩放，使内容大小与训练时相当。",
    ),
    "predictor.images_coloured_skipped": (
        "Images with colours left out, as the model was trained on grey ones only: {count} "
        "(first: {file}).",
        "模型只用灰度图像训练过，已略去 {count} 张有颜色的图像（首个为 {file}）。",
    ),
    "predictor.images_grey_skipped": (
        "Images without colours left out, as the model was trained on colour ones only: {count} "
        "(first: {file}).",
        "模型只用彩色图像训练过，已略去 {count} 张没有颜色的图像（首个为 {file}）。",
    ),
    "predictor.images_size_skipped": (
        "Images far larger or smaller than those trained on ({trained}) left out: {count} "
        "(first: {file}, {found}).",
        "已略去 {count} 张与训练图像（{trained}）尺寸相差悬殊的图像（首个为 {file}，{found}）。",
    ),
    "predictor.unknown_class_folder": (
        "{folder}: the model has no class called {names}. Known: {known}. Rename these folders "
        "or take them away.",
        "{folder}：模型没有名为 {names} 的类别。已知类别：{known}。请改名或移走这些文件夹。",
    ),
}

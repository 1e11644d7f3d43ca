"""What is said about the mistakes of scripts."""

MESSAGES: dict[str, tuple[str, str]] = {
    "case.mistake.split_without_seed": (
        "The split has no seed: every run tests on other rows, so figures cannot be compared.",
        "划分没有设定种子：每次运行的测试数据都不同，数字无法相互比较。",
    ),
    "case.mistake.split_without_seed.short": ("split without a seed", "划分没有种子"),
    "case.mistake.threshold_without_validation": (
        "The threshold 0.3 comes out of the air; it should be chosen on validation rows.",
        "阈值 0.3 没有依据；应在验证数据上选择。",
    ),
    "case.mistake.threshold_without_validation.short": (
        "threshold without validation",
        "阈值未经验证",
    ),
    "case.mistake.scaler_refit": (
        "The scaler is fitted again on the rows to test on; the model then sees other units "
        "than it was trained with.",
        "在测试数据上重新拟合了缩放器；模型看到的单位与训练时不同。",
    ),
    "case.mistake.scaler_refit.short": ("scaler refit (training)", "缩放器重新拟合（训练）"),
    "case.mistake.scaler_refit_in_test": (
        "The script for testing fits a scaler of its own on the test rows.",
        "测试脚本在测试数据上拟合了自己的缩放器。",
    ),
    "case.mistake.scaler_refit_in_test.short": (
        "scaler refit (testing)",
        "缩放器重新拟合（测试）",
    ),
    "case.mistake.test_as_validation": (
        "The test rows serve as validation: whoever tunes by these curves tunes to the test.",
        "把测试数据当验证数据：照这条曲线调参，就是对着测试数据调参。",
    ),
    "case.mistake.test_as_validation.short": ("test rows as validation", "测试数据当验证"),
    "case.mistake.scaled_before_split": (
        "All rows, target included, are scaled together before the split: the training part "
        "knows the extremes of the test part.",
        "划分之前把所有行（包括标签）一起缩放：训练部分知道了测试部分的极值。",
    ),
    "case.mistake.scaled_before_split.short": ("scaled before the split", "划分前缩放"),
    "case.mistake.scaled_before_split_in_test": (
        "The script for testing learns the scaling from all rows as well.",
        "测试脚本同样用所有行学习缩放。",
    ),
    "case.mistake.scaled_before_split_in_test.short": (
        "scaled before the split (testing)",
        "划分前缩放（测试）",
    ),
    "case.mistake.another_test_split": (
        "Training keeps back 20 % of the rows, testing uses 5 %: a quarter of the test rows.",
        "训练留出 20% 的行，测试只用 5%:仅为测试数据的四分之一。",
    ),
    "case.mistake.another_test_split.short": ("tests on 5 % of the rows", "只测 5% 的行"),
    "case.mistake.validation_is_training": (
        "The validation folder is set to the training folder: the curves show what was learned "
        "by heart.",
        "验证文件夹被设成了训练文件夹：曲线显示的是背下来的内容。",
    ),
    "case.mistake.validation_is_training.short": (
        "validates on the training images",
        "用训练图像验证",
    ),
    "case.mistake.wrong_loss": (
        "Binary cross-entropy on six exclusive classes; categorical cross-entropy fits the "
        "softmax.",
        "对六个互斥类别使用了二元交叉熵；与 softmax 匹配的是分类交叉熵。",
    ),
    "case.mistake.wrong_loss.short": ("binary loss for six classes", "六类用二元损失"),
    "case.mistake.another_resize": (
        "Training shrinks images by nearest neighbour, testing by bilinear interpolation: the "
        "model is tested on pictures of another kind.",
        "训练用最近邻缩小图像，测试用双线性插值：测试的是另一种图像。",
    ),
    "case.mistake.another_resize.short": ("another resize in testing", "测试用另一种缩放"),
    "case.mistake.nine_training_days_tested": (
        "The script for testing splits at 1256 - 200 instead of 1265 - 200: nine days of the "
        "training part are tested.",
        "测试脚本在 1256 - 200 处划分，而训练是 1265 - 200:测试中混入了九天训练数据。",
    ),
    "case.mistake.nine_training_days_tested.short": (
        "nine training days tested",
        "测了九天训练数据",
    ),
    "case.mistake.relu_in_lstm": (
        "ReLU inside the LSTM instead of tanh: nothing keeps the cell state within bounds.",
        "LSTM 内部用 ReLU 代替 tanh:没有什么能限制细胞状态的大小。",
    ),
    "case.mistake.relu_in_lstm.short": ("ReLU in the LSTM", "LSTM 用 ReLU"),
    "case.mistake.mape_over_prediction": (
        "MAPE divides by the prediction instead of the true price.",
        "MAPE 除以了预测值，而不是真实价格。",
    ),
    "case.mistake.mape_over_prediction.short": ("MAPE over the prediction", "MAPE 除以预测值"),
    "case.mistake.nothing_to_compare_with": (
        "Nothing to compare with: against yesterday's price, the forecast's skill is this.",
        "没有可比较的对象：相对昨天的价格，预测的技巧得分如此。",
    ),
    "case.mistake.nothing_to_compare_with.short": ("no baseline", "没有基线"),
}

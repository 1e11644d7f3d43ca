"""What is said about the mistakes of scripts."""

MESSAGES: dict[str, tuple[str, str]] = {
    "case.mistake.split_without_seed": (
        "The split has no seed: every run tests on other rows, so results cannot be compared.",
        "划分数据时没有固定随机种子：每次运行的测试集都不同，结果无法相互比较。",
    ),
    "case.mistake.split_without_seed.short": ("split without a seed", "没有固定随机种子"),
    "case.mistake.threshold_without_validation": (
        "The threshold 0.3 has no grounds; it should be chosen on validation rows.",
        "阈值 0.3 没有依据；应当在验证集上选择。",
    ),
    "case.mistake.threshold_without_validation.short": (
        "threshold without validation",
        "阈值未经验证",
    ),
    "case.mistake.scaler_refit": (
        "The scaler is fitted again on the rows to test on; the model then sees other units "
        "than it was trained with.",
        "在测试集上重新计算了归一化参数：同一个输入值，测试时的含义已与训练时不同。",
    ),
    "case.mistake.scaler_refit.short": ("scaler refit (training)", "测试集另行归一化（训练脚本）"),
    "case.mistake.scaler_refit_in_test": (
        "The script for testing fits a scaler of its own on the test rows.",
        "测试脚本用测试集自己的参数做归一化。",
    ),
    "case.mistake.scaler_refit_in_test.short": (
        "scaler refit (testing)",
        "测试集另行归一化（测试脚本）",
    ),
    "case.mistake.test_as_validation": (
        "The test rows serve as validation: tuning by these curves is tuning to the test.",
        "把测试集当作验证集：照着这些曲线调参，就是针对测试集调参。",
    ),
    "case.mistake.test_as_validation.short": ("test rows as validation", "把测试集当作验证集"),
    "case.mistake.scaled_before_split": (
        "All rows, target included, are scaled together before the split: the training part "
        "knows the extremes of the test part.",
        "划分之前，把所有数据（连同目标列）一起归一化：训练集由此得知测试集的最大值和最小值。",
    ),
    "case.mistake.scaled_before_split.short": ("scaled before the split", "先归一化、后划分"),
    "case.mistake.scaled_before_split_in_test": (
        "The script for testing learns the scaling from all rows as well.",
        "测试脚本同样用全部数据计算归一化参数。",
    ),
    "case.mistake.scaled_before_split_in_test.short": (
        "scaled before the split (testing)",
        "先归一化、后划分（测试脚本）",
    ),
    "case.mistake.another_test_split": (
        "Training keeps back 20 % of the rows, testing uses 5 %: a quarter of the test rows.",
        "训练脚本留出 20% 的数据，测试脚本只用 5%：仅为测试集的四分之一。",
    ),
    "case.mistake.another_test_split.short": ("tests on 5 % of the rows", "只用 5% 的数据测试"),
    "case.mistake.validation_is_training": (
        "The validation folder is set to the training folder: the curves show what was learned "
        "by heart.",
        "验证文件夹设成了训练文件夹：曲线反映的是模型背下来的内容。",
    ),
    "case.mistake.validation_is_training.short": (
        "validates on the training images",
        "在训练图像上验证",
    ),
    "case.mistake.wrong_loss": (
        "Binary cross-entropy on six exclusive classes; categorical cross-entropy fits the "
        "softmax.",
        "六个类别互斥，却用了二元交叉熵；与 softmax 相配的是多分类交叉熵。",
    ),
    "case.mistake.wrong_loss.short": ("binary loss for six classes", "六分类却用二元交叉熵"),
    "case.mistake.another_resize": (
        "Training shrinks images by nearest neighbour, testing by bilinear interpolation: the "
        "model is tested on pictures of another kind.",
        "训练时用最近邻插值缩小图像，测试时用双线性插值：测试图像与训练图像不是同一种图像。",
    ),
    "case.mistake.another_resize.short": ("another resize in testing", "测试时换了插值方法"),
    "case.mistake.nine_training_days_tested": (
        "The script for testing splits at 1256 - 200 instead of 1265 - 200: nine days of the "
        "training part are tested.",
        "测试脚本在 1256 - 200 处划分，而训练脚本在 1265 - 200 处：测试中混入了九天的训练数据。",
    ),
    "case.mistake.nine_training_days_tested.short": (
        "nine training days tested",
        "测试中混入九天训练数据",
    ),
    "case.mistake.relu_in_lstm": (
        "ReLU inside the LSTM instead of tanh: nothing keeps the cell state within bounds.",
        "LSTM 内部用 ReLU 代替了 tanh：细胞状态的大小不再受限制。",
    ),
    "case.mistake.relu_in_lstm.short": ("ReLU in the LSTM", "LSTM 内部用 ReLU"),
    "case.mistake.mape_over_prediction": (
        "MAPE divides by the prediction instead of the true price.",
        "计算 MAPE 时除以预测值，而不是真实价格。",
    ),
    "case.mistake.mape_over_prediction.short": ("MAPE over the prediction", "MAPE 除以预测值"),
    "case.mistake.nothing_to_compare_with": (
        "Nothing to compare with: against yesterday's price, the forecast's skill is this.",
        "没有可以对照的基线：与昨天的价格相比，预测的技能评分就是这个数。",
    ),
    "case.mistake.nothing_to_compare_with.short": ("no baseline", "没有基线"),
}

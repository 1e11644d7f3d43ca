"""Sentences about scores and what they are made of."""

MESSAGES: dict[str, tuple[str, str]] = {
    "evaluation.no_probability": (
        "Row {row} has the probability {found}; probabilities are numbers from 0 to 1.",
        "第 {row} 行的概率是 {found}；概率应为 0 到 1 之间的数。",
    ),
    "metric.r2": ("R²", "R²"),
    "metric.cost": ("mean cost of a row", "每行平均代价"),
    "metric.brier": ("Brier score", "Brier 分数"),
    "metric.log_loss": ("log loss", "对数损失"),
    "metric.calibration_error": ("calibration error", "校准误差"),
    "run.baseline.last_value": ("last known value", "最近的已知值"),
    "run.baseline.seasonal_last_value": ("value one season earlier", "上一周期的同期值"),
    "run.baseline.window_mean": ("mean of the window", "窗口均值"),
    "run_report.this_model": ("this model", "本模型"),
    "run_report.model.linear": ("A linear model", "线性模型"),
    "run_report.model.logistic": ("A logistic regression", "逻辑回归"),
    "run_report.model.dense": ("A dense network", "全连接网络"),
    "run_report.model.lenet": ("A LeNet", "LeNet 网络"),
    "run_report.model.simple_rnn": ("A simple recurrent network", "简单循环网络"),
    "run_report.model.lstm": ("An LSTM", "LSTM 网络"),
    "run_report.summary.classes": (
        "{model} that tells {classes} classes apart, trained on {train} rows, watched on "
        "{validation} and measured on {test} that it never saw.",
        "{model}，区分 {classes} 个类别：训练 {train} 行，验证 {validation} 行，"
        "在从未见过的 {test} 行上测试。",
    ),
    "run_report.summary.number": (
        "{model} that predicts a number, trained on {train} rows, watched on {validation} and "
        "measured on {test} that it never saw.",
        "{model}，预测数值：训练 {train} 行，验证 {validation} 行，在从未见过的 {test} 行上测试。",
    ),
    "run_report.summary.images": (
        "{model} that tells {classes} classes of images apart, trained on {train} images, "
        "watched on {validation} and measured on {test} that it never saw.",
        "{model}，区分 {classes} 类图像：训练 {train} 张，验证 {validation} 张，"
        "在从未见过的 {test} 张上测试。",
    ),
    "run_report.summary.next_step": (
        "{model} that forecasts the next step, trained on {train} windows, watched on "
        "{validation} and measured on {test} later ones.",
        "{model}，预测下一步：训练 {train} 个窗口，验证 {validation} 个，"
        "在时间上更晚的 {test} 个窗口上测试。",
    ),
    "run_report.summary.steps": (
        "{model} that forecasts the next {steps} steps, trained on {train} windows, watched on "
        "{validation} and measured on {test} later ones.",
        "{model}，预测之后 {steps} 步：训练 {train} 个窗口，验证 {validation} 个，"
        "在时间上更晚的 {test} 个窗口上测试。",
    ),
    "run_report.result": ("What it is worth", "结论"),
    "run_report.verdict.better": (
        "Better than the best baseline, {baseline}: {metric} {own} against {other}. The 95 % "
        "interval of the difference ({difference}) is {interval} and excludes zero.",
        "优于最好的基线（{baseline}）。{metric}：本模型 {own}，基线 {other}。"
        "差值 {difference} 的 95% 区间为 {interval}，不含零。",
    ),
    "run_report.verdict.same": (
        "Not shown to be better than the best baseline, {baseline}: {metric} {own} against "
        "{other}. The 95 % interval of the difference ({difference}) is {interval} and includes "
        "zero.",
        "未能证明优于最好的基线（{baseline}）。{metric}：本模型 {own}，基线 {other}。"
        "差值 {difference} 的 95% 区间为 {interval}，包含零。",
    ),
    "run_report.verdict.worse": (
        "Worse than the best baseline, {baseline}: {metric} {own} against {other}. The 95 % "
        "interval of the difference ({difference}) is {interval} and excludes zero; the simpler "
        "one is to be preferred.",
        "不如最好的基线（{baseline}）。{metric}：本模型 {own}，基线 {other}。"
        "差值 {difference} 的 95% 区间为 {interval}，不含零；应优先采用更简单的做法。",
    ),
    "run_report.verdict.unknown": (
        "Cannot be compared with {baseline}: {metric} is {own} here and {other} there.",
        "无法与{baseline}比较：{metric}：本模型 {own}，基线 {other}。",
    ),
    "run_report.lags": (
        "The forecast fits the truth best at a lag of {lag}: it follows the series rather than "
        "running ahead of it.",
        "预测与滞后 {lag} 步的真实值最吻合：它在跟随序列，而不是走在前面。",
    ),
    "run_report.no_lag": (
        "Shifted against the truth, the forecast of the next step fits best where it stands: it "
        "does not merely follow.",
        "把下一步的预测与真实值错开比较，以不错开时最吻合：它并非只是跟随。",
    ),
    "run_report.no_mistake": (
        "Not one of the {rows} test rows was answered wrongly; drawn again, they cannot show a "
        "mistake either. The exact interval of the accuracy still reaches down to {low}, and the "
        "other figures are no surer than that.",
        "{rows} 行测试数据全部答对；重抽样也抽不出错误。"
        "准确率的精确区间下限仍为 {low}，其他指标也不会比它更有把握。",
    ),
    "run_report.few_rows": (
        "Only {rows} rows to test on: intervals are wide, and other rows could give another "
        "picture.",
        "测试数据只有 {rows} 行：区间较宽，换一批数据可能得出不同结论。",
    ),
    "run_report.standing": ("Verdict", "结论"),
    "run_report.standing.better": ("better", "更好"),
    "run_report.standing.worse": ("worse", "更差"),
    "run_report.standing.same": ("inside the noise", "在噪声范围内"),
    "run_report.standing.unknown": ("undefined", "无定义"),
    "run_report.table_caption": (
        "The model and its baselines, measured on the same {rows} test rows; the best figure of "
        "each column in green",
        "本模型与各基线，均在同一批 {rows} 行测试数据上测得；每列最好的数字标为绿色",
    ),
    "run_report.interval": ("95 % interval {interval}", "95% 区间 {interval}"),
    "run_report.interval_head": ("95 % interval", "95% 区间"),
    "run_report.best_baseline": ("best baseline", "最好的基线"),
    "run_report.baseline": ("Baseline", "基线"),
    "run_report.difference": ("{metric}: model minus baseline", "{metric}：本模型减基线"),
    "run_report.differences_caption": (
        "How the model differs from each baseline, both on the same resampled test rows",
        "本模型与各基线的差异（两者取相同的重抽样测试数据）",
    ),
    "run_report.generated": (
        "These data were generated by plainnet; they resemble real ones but are none.",
        "这些数据由 plainnet 生成，与真实数据相似但并非真实数据。",
    ),
    "run_report.setting": ("Setting", "设置"),
    "run_report.value": ("Value", "取值"),
    "run_report.settings_caption": (
        "Every setting, given or found out, as the command line takes it",
        "全部设置（给定的或自动确定的），写法与命令行相同",
    ),
    "run_report.training": ("The training", "训练过程"),
    "run_report.epochs": (
        "{epochs} epochs of at most {most}, in {seconds} s.",
        "训练 {epochs} 轮（上限 {most} 轮），用时 {seconds} 秒。",
    ),
    "run_report.kept": (
        " The weights of epoch {best} were kept, where the validation loss was smallest.",
        "保留第 {best} 轮的权重，此时验证损失最小。",
    ),
    "run_report.curves_caption": (
        "Where the validation loss rises while the training loss goes on falling, the network "
        "learns its training rows by heart.",
        "若验证损失上升而训练损失继续下降，说明网络在死记训练数据。",
    ),
    "run_report.again": ("Files and commands", "文件与命令"),
    "run_report.file": ("File", "文件"),
    "run_report.holds": ("What it holds", "内容"),
    "run_report.file.model": (
        "The network and all it takes to answer for raw data",
        "网络，以及对原始数据作答所需的一切",
    ),
    "run_report.file.recipe": (
        "Every setting; trains the same model again",
        "全部设置，可据此重新训练同样的模型",
    ),
    "run_report.file.metrics": (
        "The figures of this page, for programs",
        "本页的数字，供程序读取",
    ),
    "run_report.file.history": ("What each epoch measured", "每一轮的各项数值"),
    "run_report.file.predictions": (
        "The answer for each test row, beside the truth",
        "每行测试数据的预测与真实值",
    ),
    "run_report.file.plots": ("The plots of this page as SVG and PNG", "本页图形的 SVG 与 PNG"),
    "run_report.files_caption": ("What stands beside this page", "与本页同一文件夹中的文件"),
    "run_report.commands": (
        "In this folder, these commands train again, test on other data and predict:",
        "在本文件夹中，用以下命令可重新训练、在其他数据上测试、进行预测：",
    ),
    "run_report.same_bits": (
        "The same seed gives the same bits with the same libraries, processor type and number "
        "of cores.",
        "在相同的库、处理器类型和核心数下，同一种子给出逐位相同的结果。",
    ),
    "run_report.numbers": ("Predicted and true", "预测值与真实值"),
    "run_report.real_caption": (
        "Each dot is a test row; on the line the prediction is right.",
        "每个点是一行测试数据；落在直线上表示预测正确。",
    ),
    "run_report.residuals": (
        "On average the model is {bias} off (95 % interval {interval}); nine of ten errors lie "
        "between {low} and {high}.",
        "平均偏差为 {bias}（95% 区间 {interval}）；九成误差介于 {low} 与 {high} 之间。",
    ),
    "run_report.errors_grow": (
        " Errors grow with the prediction: large values are less sure than small ones.",
        "误差随预测值增大：大的数值不如小的可靠。",
    ),
    "run_report.residuals_caption": (
        "Errors by prediction, and how many rows have which error. A band that leaves zero "
        "tells of something the model missed.",
        "误差随预测值的变化，以及误差的分布。灰带偏离零，说明模型有所遗漏。",
    ),
    "run_report.worst_caption": ("The largest errors", "误差最大的几行"),
    "run_report.head.row": ("Row", "行"),
    "run_report.head.true": ("True", "真实值"),
    "run_report.head.predicted": ("Predicted", "预测值"),
    "run_report.head.error": ("Predicted minus true", "预测值减真实值"),
    "run_report.head.step": ("Steps ahead", "提前步数"),
    "run_report.head.simple_rmse": ("RMSE of the last known value", "最近已知值的 RMSE"),
    "run_report.forecasts": ("The forecasts", "预测"),
    "run_report.forecast_caption": (
        "The forecast of the next step, beside the truth and the last value known when it was "
        "made.",
        "对下一步的预测、真实值，以及作出预测时的最近已知值。",
    ),
    "run_report.held": (
        "The {level} prediction interval held {held} of the true values of the test part.",
        "{level} 预测区间包含了测试部分 {held} 的真实值。",
    ),
    "run_report.steps_caption": (
        "How far ahead the forecast is better than repeating the last known value.",
        "预测在多少步之内优于重复最近的已知值。",
    ),
    "run_report.step_table_caption": ("Each step ahead by itself", "逐步的指标"),
    "run_report.classes": ("Class by class", "各类别"),
    "run_report.confusion_caption": (
        "Test rows by true class (down) and predicted class (across); the stronger the colour, "
        "the larger the share of the true class.",
        "测试数据按真实类别（纵）与预测类别（横）计数；颜色越深，占该真实类别的比例越大。",
    ),
    "run_report.pairs_caption": ("What is mistaken most often", "最常见的混淆"),
    "run_report.images": ("Mistaken images", "判错的图像"),
    "run_report.no_mistakes": (
        "No test image was mistaken.",
        "测试图像无一判错。",
    ),
    "run_report.mistaken": (
        "{shown} of {count} mistaken images, the surest mistakes first",
        "{count} 张判错图像中的 {shown} 张，把握最大的错误在前",
    ),
    "run_report.mistaken_caption": (
        "Above each image what it is, below what it was taken for and how surely.",
        "图像上方是真实类别，下方是被判成的类别及其概率。",
    ),
    "run_report.probabilities": ("What the probabilities are worth", "概率是否可信"),
    "run_report.figure": ("Figure", "指标"),
    "run_report.only_shares": ("Knowing class shares only", "仅知各类占比"),
    "run_report.probabilities_caption": (
        "Log loss and Brier score are better when lower. The last column says in every row how "
        "often each class occurred in training.",
        "对数损失与 Brier 分数越低越好。最后一列是对每一行都给出训练数据中各类占比的结果。",
    ),
    "run_report.roc_caption": (
        "What could be reached for “{name}” at every threshold.",
        "“{name}”在各阈值下所能达到的水平。",
    ),
    "run_report.one_against_rest_caption": (
        "Each class against all others; of many classes the six with the smallest area are "
        "coloured.",
        "每个类别与其余类别相比；类别较多时，曲线下面积最小的六个着色。",
    ),
    "run_report.areas_caption": ("Each class against all others", "每个类别与其余类别相比"),
    "run_report.by_guessing": ("Average precision of guessing", "随机猜测的平均精确率"),
    "run_report.calibration_caption": (
        "The probability of the class that is said, against how often it is right.",
        "所判类别的概率与其实际正确的比例。",
    ),
    "run_report.calibration_of": (
        "The probability of “{name}”, against how often it is so.",
        "“{name}”的预测概率与其实际比例。",
    ),
    "run_report.calibrated": (
        "The calibration error of {error} is no larger than chance alone gives perfect "
        "probabilities on as many rows (up to {chance}).",
        "校准误差 {error} 不大于完全正确的概率在同样多的数据上因偶然产生的误差（至多 {chance}）。",
    ),
    "run_report.not_calibrated": (
        "The calibration error of {error} is larger than chance alone gives perfect "
        "probabilities on as many rows (up to {chance}): do not take the probabilities at their "
        "word.",
        "校准误差 {error} 大于完全正确的概率在同样多的数据上因偶然产生的误差（至多 {chance}）："
        "不宜直接采信这些概率。",
    ),
    "run_report.threshold": ("The threshold", "阈值"),
    "run_report.usual_threshold": (
        "“{name}” is said where its probability is above {threshold}. With --cost FALSE:MISS the "
        "threshold is chosen by what mistakes cost; here both cost the same.",
        "“{name}”的概率大于 {threshold} 时判为该类。用 --cost 误报:漏报 可按错误的代价选择阈值；"
        "此处两种错误代价相同。",
    ),
    "run_report.chosen": (
        "“{name}” is said where its probability is above {threshold}: the cheapest threshold on "
        "{rows} validation rows, where a false alarm costs {false_alarm} and a miss {missed}.",
        "“{name}”的概率大于 {threshold} 时判为该类：在 {rows} 行验证数据上，"
        "误报代价为 {false_alarm}、漏报代价为 {missed} 时，此阈值代价最低。",
    ),
    "run_report.threshold_caption": (
        "What each threshold costs on the validation rows, and the precision and recall it buys.",
        "各阈值在验证数据上的代价，以及换来的精确率与召回率。",
    ),
}

"""Sentences about scores and what they are made of."""

MESSAGES: dict[str, tuple[str, str]] = {
    "evaluation.no_probability": (
        "Row {row} has the probability {found}; probabilities are numbers from 0 to 1.",
        "第 {row} 行的概率是 {found}；概率应为 0 到 1 之间的数。",
    ),
    "evaluation.percent": ("{number} %", "{number}%"),
    "metric.r2": ("R²", "R²"),
    "metric.cost": ("mean cost of a row", "每个样本的平均代价"),
    "metric.brier": ("Brier score", "Brier 分数"),
    "metric.log_loss": ("log loss", "对数损失"),
    "metric.calibration_error": ("calibration error", "校准误差"),
    "run.baseline.last_value": ("last known value", "最近的已知值"),
    "run.baseline.seasonal_last_value": ("value one season earlier", "上一周期的同期值"),
    "run.baseline.exponential_smoothing": ("exponential smoothing (ETS)", "指数平滑（ETS）"),
    "run.baseline.autoregression": ("autoregression (AR)", "自回归（AR）"),
    "run.baseline.window_mean": ("mean of the window", "窗口均值"),
    "run_report.title": ("{data}: {target}", "{data}：预测 {target}"),
    "run_report.this_model": ("this model", "本模型"),
    "run_report.model.linear": ("A linear model", "线性模型"),
    "run_report.model.logistic": ("A logistic regression", "逻辑回归"),
    "run_report.model.dense": ("A dense network", "全连接网络"),
    "run_report.model.lenet": ("A LeNet", "LeNet 网络"),
    "run_report.model.simple_rnn": ("A simple recurrent network", "简单循环网络"),
    "run_report.model.lstm": ("An LSTM", "LSTM 网络"),
    "run_report.summary.classes": (
        "{model} that tells {classes} classes apart, trained on {train} rows, validated on "
        "{validation} and tested on {test} that it never saw.",
        "{model}，分为 {classes} 个类别：训练集 {train} 行，验证集 {validation} 行，在从未见过的 "
        "{test} 行上测试。",
    ),
    "run_report.summary.number": (
        "{model} that predicts a number, trained on {train} rows, validated on {validation} and "
        "tested on {test} that it never saw.",
        "{model}，预测一个数值：训练集 {train} 行，验证集 {validation} 行，在从未见过的 {test} 行"
        "上测试。",
    ),
    "run_report.summary.images": (
        "{model} that tells {classes} classes of images apart, trained on {train} images, "
        "validated on {validation} and tested on {test} that it never saw.",
        "{model}，把图像分为 {classes} 类：训练集 {train} 张，验证集 {validation} 张，在从未见过"
        "的 {test} 张上测试。",
    ),
    "run_report.summary.next_step": (
        "{model} that forecasts the next step, trained on {train} windows, validated on "
        "{validation} and tested on {test} later ones.",
        "{model}，预测下一步：训练集 {train} 个窗口，验证集 {validation} 个，在时间更晚的 {test} "
        "个窗口上测试。",
    ),
    "run_report.summary.steps": (
        "{model} that forecasts the next {steps} steps, trained on {train} windows, validated on "
        "{validation} and tested on {test} later ones.",
        "{model}，预测后 {steps} 步：训练集 {train} 个窗口，验证集 {validation} 个，在时间更晚的 "
        "{test} 个窗口上测试。",
    ),
    "run_report.result": ("What it is worth", "结论"),
    "run_report.verdict.better": (
        "Better than the best baseline, {baseline}: {metric} {own} against {other}. The 95 % "
        "interval of the difference ({difference}) is {interval} and excludes zero.",
        "优于最好的基线“{baseline}”。{metric}：本模型 {own}，基线 {other}。差值为 {difference}，"
        "95% 置信区间 {interval} 不含 0。",
    ),
    "run_report.verdict.same": (
        "Not shown to be better than the best baseline, {baseline}: {metric} {own} against "
        "{other}. The 95 % interval of the difference ({difference}) is {interval} and includes "
        "zero.",
        "没有证据表明优于最好的基线“{baseline}”。{metric}：本模型 {own}，基线 {other}。差值为 "
        "{difference}，95% 置信区间 {interval} 包含 0。",
    ),
    "run_report.verdict.worse": (
        "Worse than the best baseline, {baseline}: {metric} {own} against {other}. The 95 % "
        "interval of the difference ({difference}) is {interval} and excludes zero; the simpler "
        "one is to be preferred.",
        "不如最好的基线“{baseline}”。{metric}：本模型 {own}，基线 {other}。差值为 {difference}，"
        "95% 置信区间 {interval} 不含 0；应优先采用更简单的做法。",
    ),
    "run_report.verdict.few_rows": (
        "Too few test rows to compare with the best baseline, {baseline}: {metric} {own} against "
        "{other}; no interval would be reliable.",
        "测试集样本太少，无法与最好的基线“{baseline}”比较。{metric}：本模型 {own}，基线 {other}；"
        "给不出可靠的置信区间。",
    ),
    "run_report.too_few_rows": (
        "Too few test rows for an interval of {metric}.",
        "测试集样本太少，以下指标无法给出置信区间：{metric}。",
    ),
    "run_report.verdict.unknown": (
        "Cannot be compared with {baseline}: {metric} is {own} here and {other} there.",
        "无法与基线“{baseline}”比较。{metric}：本模型 {own}，基线 {other}。",
    ),
    "run_report.verdict.few_windows": (
        "Too few test windows to tell whether it is better or worse than the best baseline, "
        "{baseline}: {metric} {own} against {other}, but on only {windows} test windows, which "
        "overlap. An interval takes at least {needed}: bring more rows, or choose a shorter "
        "--horizon or a larger --test-fraction.",
        "无法判断优于还是不如最好的基线“{baseline}”。{metric}：本模型 {own}，基线 {other}，但测试"
        "窗口只有 {windows} 个，而且互相重叠；至少要有 {needed} 个才能给出区间。请提供更多数据，"
        "减小 --horizon，或增大 --test-fraction。",
    ),
    "run_report.too_few": ("too few windows for an interval", "窗口太少，无法给出区间"),
    "run_report.short_intervals": (
        "The prediction intervals are too narrow: meant to hold {level} % of the true values, "
        "they held {held} % of the test part, fewer than chance explains. The series has "
        "changed, or the model misses a trend or a season in it.",
        "预测区间偏窄：本应包含 {level}% 的真实值，在测试集上只包含了 {held}%，不能用随机波动来解"
        "释。序列发生了变化，或者模型没有学到其中的趋势或周期。",
    ),
    "run_report.lags": (
        "The forecast fits the truth best at a lag of {lag}: it follows the series rather than "
        "running ahead of it.",
        "把预测与 {lag} 步之前的真实值对齐时最吻合：它在跟随序列，而不是走在前面。",
    ),
    "run_report.no_lag": (
        "Shifted against the truth, the forecast of the next step fits best where it stands: it "
        "does not merely follow.",
        "把下一步的预测与真实值错开若干步比较，不错开时最吻合：它不只是跟随序列。",
    ),
    "run_report.no_mistake": (
        "Not one of the {rows} test samples was answered wrongly; drawn again, they cannot show "
        "a mistake either. The exact interval of the accuracy still reaches down to {low}, and "
        "the other metrics are no surer than that.",
        "{rows} 个测试样本全部判断正确；重抽样时也抽不到错误。即便如此，准确率的精确置信区间仍低"
        "至 {low}，其他指标也不会比它更可靠。",
    ),
    "run_report.imbalance": (
        "{share} % of the training rows are of the class {name}: always predicting it has an"
        " accuracy of {accuracy} on the test rows, so accuracy says little here. The run is judged"
        " by {metric} (--metric chooses another); --class-weight balanced and --cost give the"
        " rare class more weight.",
        "训练集中 {share}% 的样本属于类别 {name}：总是预测它，测试集准确率也有 {accuracy}，所以此处"
        "准确率说明不了什么。评判所用指标：{metric}（可用 --metric 另选）。--class-weight balanced"
        " 和 --cost 可提高稀有类别的权重。",
    ),
    "run_report.failed": ("{baseline} (failed)", "{baseline}（失败）"),
    "run_report.failed_about": (
        "Failed baselines, worse than the simplest one: {names}. No verdict rests on them.",
        "失败的基线（不如最简单的基线）：{names}。结论不以它们为依据。",
    ),
    "run_report.same_kind.logistic": (
        "This model and the baseline logistic regression are of one kind but not the same fit:"
        " this one is trained by gradient descent and stops where the validation loss is smallest;"
        " the baseline is solved to its optimum with an L2 penalty (C = 1).",
        "本模型与逻辑回归基线属于同一类模型，但拟合方式不同：本模型用梯度下降训练，在验证损失最小处"
        "停止；基线则带 L2 惩罚（C = 1）求解到最优。",
    ),
    "run_report.same_kind.linear": (
        "This model and the baseline linear regression are of one kind but not the same fit: this"
        " one is trained by gradient descent and stops where the validation loss is smallest; the"
        " baseline is the least-squares solution.",
        "本模型与线性回归基线属于同一类模型，但拟合方式不同：本模型用梯度下降训练，在验证损失最小处"
        "停止；基线则是最小二乘解。",
    ),
    "run_report.few_rows": (
        "Only {rows} samples to test on: intervals are wide, and other samples could give "
        "another picture.",
        "测试集只有 {rows} 个样本：置信区间较宽，换一批数据，结论可能不同。",
    ),
    "run_report.standing": ("Verdict", "判断"),
    "run_report.standing.better": ("better", "更好"),
    "run_report.standing.worse": ("worse", "更差"),
    "run_report.standing.same": ("inside the noise", "在随机波动之内"),
    "run_report.standing.unknown": ("undefined", "无定义"),
    "run_report.standing.few_windows": ("too few windows to tell", "窗口太少，无法判断"),
    "run_report.table_caption": (
        "The model and its baselines, measured on the same {rows} test samples; the best of a "
        "column in green where its lead is beyond the noise",
        "本模型与各基线，均在同样的 {rows} 个测试样本上评估；某列最好的数字超出随机波动时标为绿色",
    ),
    "run_report.interval": ("95 % interval {interval}", "95% 置信区间 {interval}"),
    "run_report.interval_head": ("95 % interval", "95% 置信区间"),
    "run_report.best_baseline": ("best baseline", "最好的基线"),
    "run_report.baseline": ("Baseline", "基线"),
    "run_report.difference": ("{metric}: model minus baseline", "{metric}：本模型减基线"),
    "run_report.differences_caption": (
        "How the model differs from each baseline, both on the same resampled test rows",
        "本模型与各基线之差（对相同的重抽样测试样本计算）",
    ),
    "run_report.generated": (
        "These data were generated by plainnet; they resemble real ones but are none.",
        "这些数据由 plainnet 生成，与真实数据相似，但不是真实数据。",
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
        "如果验证损失上升而训练损失继续下降，说明网络只是在记住训练集，也就是过拟合。",
    ),
    "run_report.again": ("Files and commands", "文件与命令"),
    "run_report.file": ("File", "文件"),
    "run_report.holds": ("What it holds", "内容"),
    "run_report.file.model": (
        "The network and all it takes to answer for raw data",
        "网络，以及对原始数据做预测所需的一切",
    ),
    "run_report.file.recipe": (
        "Every setting; trains the same model again",
        "全部设置，可据此重新训练同样的模型",
    ),
    "run_report.file.metrics": (
        "The numbers of this page, for programs",
        "本页的数字，供程序读取",
    ),
    "run_report.file.history": ("What each epoch measured", "每一轮的损失与指标"),
    "run_report.file.predictions": (
        "The prediction for each test row, beside the truth",
        "每个测试样本的预测值与真实值",
    ),
    "run_report.file.plots": ("The plots of this page as SVG and PNG", "本页的图，SVG 与 PNG 格式"),
    "run_report.files_caption": (
        "The files beside this page",
        "与本页同一文件夹中的文件",
    ),
    "run_report.commands": (
        "In this folder, these commands train again, test on other data and predict:",
        "在本文件夹中，用以下命令可重新训练、在其他数据上测试、进行预测：",
    ),
    "run_report.same_bits": (
        "The same seed gives the same bits with the same libraries, processor type and number "
        "of cores.",
        "随机种子、各程序库的版本、处理器类型和核心数都相同时，结果逐位相同。",
    ),
    "run_report.numbers": ("Predicted and true", "预测值与真实值"),
    "run_report.real_caption": (
        "Each dot is a test row; on the line the prediction is right.",
        "每个点是一个测试样本；点落在直线上，表示预测正确。",
    ),
    "run_report.residuals": (
        "On average the model is {bias} off (95 % interval {interval}); nine of ten errors lie "
        "between {low} and {high}.",
        "预测平均偏差为 {bias}（95% 置信区间 {interval}）；九成的误差在 {low} 与 {high} 之间。",
    ),
    "run_report.errors_grow": (
        " Errors grow with the prediction: large values are less sure than small ones.",
        "误差随预测值增大：大的数值不如小的可靠。",
    ),
    "run_report.residuals_caption": (
        "Errors by prediction, and how many rows have which error. A band that leaves zero "
        "tells of something the model missed.",
        "误差与预测值的关系，以及误差的分布。灰带偏离 0，说明有模型没有学到的规律。",
    ),
    "run_report.worst_caption": ("The largest errors", "误差最大的样本"),
    "run_report.head.row": ("Row", "行"),
    "run_report.head.true": ("True", "真实值"),
    "run_report.head.predicted": ("Predicted", "预测值"),
    "run_report.head.error": ("Predicted minus true", "预测值减真实值"),
    "run_report.head.step": ("Steps ahead", "第几步"),
    "run_report.head.simple_rmse": ("RMSE of the last known value", "最近的已知值的 RMSE"),
    "run_report.forecasts": ("The forecasts", "预测"),
    "run_report.forecast_caption": (
        "The forecast of the next step, beside the truth and the last value known when it was "
        "made.",
        "对下一步的预测、真实值，以及作出预测时最近的已知值。",
    ),
    "run_report.future_caption": (
        "What comes after the last row, as this model forecasts it, with its {level} prediction "
        "interval.",
        "本模型对最后一行之后各步的预测，以及 {level} 预测区间。",
    ),
    "run_report.future_table": ("The forecast of each step ahead", "对未来每一步的预测"),
    "run_report.head.forecast": ("Forecast", "预测值"),
    "run_report.head.low": ("Low", "下限"),
    "run_report.head.high": ("High", "上限"),
    "run_report.held": (
        "The {level} prediction interval held {held} of the true values of the test part.",
        "{level} 预测区间包含了测试集中 {held} 的真实值。",
    ),
    "run_report.steps_caption": (
        "How far ahead the forecast is better than repeating the last known value.",
        "预测在多少步之内优于沿用最近的已知值。",
    ),
    "run_report.step_table_caption": ("Each step ahead by itself", "每一步的指标"),
    "run_report.classes": ("Class by class", "各类别"),
    "run_report.confusion_caption": (
        "Test rows by true class (down) and predicted class (across); the stronger the colour, "
        "the larger the share of the true class.",
        "测试集的混淆矩阵：行为真实类别，列为预测类别；颜色越深，占该真实类别的比例越大。",
    ),
    "run_report.pairs_caption": ("What is mistaken most often", "最常混淆的类别"),
    "run_report.images": ("Mistaken images", "判断错误的图像"),
    "run_report.no_mistakes": (
        "No test image was mistaken.",
        "测试图像全部判断正确。",
    ),
    "run_report.mistaken": (
        "{shown} of {count} mistaken images, the surest mistakes first",
        "{count} 张判断错误的图像中的 {shown} 张，按模型的把握从大到小排列",
    ),
    "run_report.mistaken_caption": (
        "Above each image what it is, below what it was taken for and how surely.",
        "图像上方是真实类别，下方是预测类别及其概率。",
    ),
    "run_report.probabilities": ("What the probabilities are worth", "概率是否可信"),
    "run_report.figure": ("Metric", "指标"),
    "run_report.only_shares": ("Knowing class shares only", "只知道各类占比"),
    "run_report.probabilities_caption": (
        "Log loss and Brier score are better when lower. The last column predicts for every row "
        "how often each class occurred in training.",
        "对数损失与 Brier 分数都是越低越好。最后一列对每个样本都预测训练集中各类的占比，作为对照。",
    ),
    "run_report.roc_caption": (
        "What could be reached for '{name}' at every threshold.",
        "对类别“{name}”取不同阈值时所能达到的水平。",
    ),
    "run_report.one_against_rest_caption": (
        "Each class against all others; of many classes the six with the smallest area are "
        "coloured.",
        "每个类别与其余类别相比；类别较多时，只给曲线下面积最小的六个着色。",
    ),
    "run_report.areas_caption": ("Each class against all others", "每个类别与其余类别相比"),
    "run_report.by_guessing": ("Average precision of guessing", "随机猜测的平均精确率"),
    "run_report.calibration_caption": (
        "The probability of the predicted class, against how often it is right.",
        "预测类别的概率，与预测正确的实际比例相比。",
    ),
    "run_report.calibration_of": (
        "The probability of '{name}', against how often it is so.",
        "“{name}”的预测概率，与它的实际比例相比。",
    ),
    "run_report.calibrated": (
        "The calibration error of {error} is no larger than chance alone gives perfect "
        "probabilities on as many rows (up to {chance}).",
        "校准误差为 {error}；即使概率完全准确，同样多的数据也会因随机波动出现不超过 {chance} 的误"
        "差，因此看不出偏差。",
    ),
    "run_report.not_calibrated": (
        "The calibration error of {error} is larger than chance alone gives perfect "
        "probabilities on as many rows (up to {chance}): do not take the probabilities at their "
        "word.",
        "校准误差为 {error}；即使概率完全准确，同样多的数据也只会因随机波动出现不超过 {chance} 的"
        "误差，因此不宜直接采信这些概率。",
    ),
    "run_report.threshold": ("The threshold", "阈值"),
    "run_report.usual_threshold": (
        "'{name}' is predicted where its probability is above {threshold}. With --cost "
        "FALSE:MISS the threshold is chosen by what mistakes cost; here both cost the same.",
        "“{name}”的概率大于 {threshold} 时判为该类。可用 --cost（先误报、后漏报，例如 --cost "
        "1:5）按两类错误的代价选择阈值；这里两类错误的代价相同。",
    ),
    "run_report.chosen": (
        "'{name}' is predicted where its probability is above {threshold}: the cheapest "
        "threshold on {rows} validation rows, where a false alarm costs {false_alarm} and a miss "
        "{missed}.",
        "“{name}”的概率大于 {threshold} 时判为该类：在验证集的 {rows} 个样本上，误报代价为 "
        "{false_alarm}、漏报代价为 {missed} 时，这个阈值的代价最低。",
    ),
    "run_report.threshold_caption": (
        "What each threshold costs on the validation rows, and the precision and recall it buys.",
        "阈值取不同值时，在验证集上的代价、精确率与召回率。",
    ),
}

"""What is said about cases."""

MESSAGES: dict[str, tuple[str, str]] = {
    "case.linear-regression.title": (
        "Linear regression by gradient descent, by hand",
        "线性回归：手写梯度下降",
    ),
    "case.linear-regression.summary": (
        "Three points, one weight, and five ways to find it: search, descent by hand, descent by "
        "the engine, and least squares in closed form without and with a bias. Descent comes "
        "within 0.0002 of w = 2 in 100 steps; the others reach it.",
        "三个点，一个权重，五种求法：穷举法、手写梯度下降、引擎梯度下降，以及不带偏置和带偏置的最"
        "小二乘法闭式解。梯度下降 100 步后与 w = 2 相差不到 0.0002，其余方法都恰好求得 w = 2。",
    ),
    "case.logistic-breast-cancer.title": (
        "Logistic regression on breast cancer, with a threshold",
        "逻辑回归：乳腺癌分类与阈值选择",
    ),
    "case.logistic-breast-cancer.summary": (
        "One sigmoid unit weighs 30 measurements of a tumour. Above which probability it is "
        "called malignant is a decision about costs, and is made on validation rows.",
        "一个 sigmoid 单元对肿瘤的 30 项测量加权求和。概率高于多少才判为恶性，取决于两类错误的代"
        "价，这个阈值应当在验证集上选择。",
    ),
    "case.dense-breast-cancer.title": (
        "A dense net that classifies breast cancer",
        "全连接神经网络：乳腺癌分类",
    ),
    "case.dense-breast-cancer.summary": (
        "Three dense layers, 10-10-2, on 30 measurements of a tumour: the script's run, and "
        "the same layers trained without a look at the test rows.",
        "三层全连接网络（10-10-2），输入是肿瘤的 30 项测量：先照脚本训练，再用同样的三层、完全不"
        "碰测试集地训练一次。",
    ),
    "case.dense-air-quality.title": (
        "A dense net that predicts air quality (AQI)",
        "全连接神经网络：空气质量（AQI）预测",
    ),
    "case.dense-air-quality.summary": (
        "Six pollutants in, the air quality index out. A straight line is off by about ten "
        "points; a network has to do better than that to be worth having.",
        "输入六种污染物的浓度，输出空气质量指数。线性回归的误差约为 10；神经网络必须比它更准，才"
        "值得使用。",
    ),
    "case.lenet-defects.title": (
        "A LeNet that tells six steel-surface defects apart",
        "LeNet 卷积神经网络：六类钢材表面缺陷识别",
    ),
    "case.lenet-defects.summary": (
        "Small grey pictures of hot-rolled steel, six kinds of defect. The script validates on "
        "the pictures it trained on; here every number is from pictures never seen.",
        "热轧钢表面的小尺寸灰度图像，共六类缺陷。脚本在训练图像上做验证；这里的每个数字都来自模型"
        "从未见过的图像。",
    ),
    "case.lstm-gold.title": (
        "An LSTM that forecasts the gold price",
        "LSTM 循环神经网络：黄金价格预测",
    ),
    "case.lstm-gold.summary": (
        "Five prices in, the next one out. The one question that matters: is the forecast any "
        "better than repeating yesterday's price?",
        "输入五天的价格，预测下一天的价格。唯一重要的问题是：它比直接沿用昨天的价格更准吗？",
    ),
    "case.way.taught": ("as taught", "照教程"),
    "case.way.should": ("as it should be", "正确做法"),
    "case.way_of_case": ("{case}, {way}", "{case}（{way}）"),
    "case.unit.points": ("points", "分"),
    "case.unit.aqi": ("AQI", "AQI"),
    "case.unit.price": ("price", "价格"),
    "case.class": ("Class", "类别"),
    "case.support": ("Rows", "样本数"),
    "case.by_class": ("Metrics of each class on the test rows", "各类别在测试集上的指标"),
    "class.benign": ("benign", "良性"),
    "class.malignant": ("malignant", "恶性"),
    "class.Cr": ("Cr crazing", "Cr 裂纹"),
    "class.In": ("In inclusion", "In 夹杂"),
    "class.Pa": ("Pa patches", "Pa 斑块"),
    "class.PS": ("PS pitted surface", "PS 麻点"),
    "class.Rs": ("Rs rolled-in scale", "Rs 氧化铁皮压入"),
    "class.Sc": ("Sc scratches", "Sc 划痕"),
    "baseline.majority": ("most frequent class", "最常见的类别"),
    "baseline.mean": ("mean of the training rows", "训练集均值"),
    "baseline.logistic_regression": ("logistic regression", "逻辑回归"),
    "baseline.linear_regression": ("linear regression", "线性回归"),
    "baseline.gradient_boosted_trees": ("gradient-boosted trees", "梯度提升树"),
    "baseline.neural_network_64_64": ("scikit-learn's MLP 64-64", "scikit-learn 的 MLP 64-64"),
    "baseline.random_forest": ("random forest on pixels", "像素随机森林"),
    "baseline.last_value": ("yesterday's price", "昨天的价格"),
    "baseline.window_mean": ("mean of the last five", "前五天的均值"),
    "case.data_missing": (
        "There is nothing at {path}; --data takes the file or folder of a case, or a folder "
        "with the data of all of them.",
        "{path} 不存在；--data 需要某个案例的文件或文件夹，或包含所有案例数据的文件夹。",
    ),
    "case.data_not_found": (
        "No data for the case {case} in {folder} or at most three levels below it; name the "
        "file, or leave out --data to use the data that come with plainnet.",
        "在 {folder} 及其下三层内没有找到案例 {case} 的数据；请直接给出文件，"
        "或去掉 --data 使用 plainnet 自带的数据。",
    ),
    "case.data_ambiguous": (
        "Several different files could be the data of the case {case}: {candidates}; name one "
        "of them with --data.",
        "有多个不同的文件都可能是案例 {case} 的数据：{candidates}；请用 --data 指定其中一个。",
    ),
    "case.no_target": (
        "{file} has no column {target} next to the measurements; found: {found}. Name the column "
        "{target}, or bring the table of the course.",
        "{file} 中没有目标列 {target}；现有的列：{found}。请把目标列命名为 {target}，或使用课程的"
        "表格。",
    ),
    "case.one_class": (
        "{file}: the {part} rows hold one class only; both classes are needed to learn and to "
        "score.",
        "{file}：{part} 部分只有一个类别；训练和评估都需要两个类别。",
    ),
    "case.few_rows": (
        "{file} has {rows} rows; this case needs at least {least}. Bring more rows.",
        "{file} 只有 {rows} 行；本案例至少需要 {least} 行。请增加数据。",
    ),
    "case.price_not_positive": (
        "{file}, line {line}: a price must be above 0; correct it or delete the row.",
        "{file} 第 {line} 行：价格必须大于 0；请改正，或删去该行。",
    ),
    "case.report.scores": ("Scores on rows never trained on", "在未参与训练的数据上的得分"),
    "case.report.scores_caption": (
        "Each score with its 95 % interval over the {rows} test rows.",
        "各模型的得分，及其在 {rows} 个测试样本上的 95% 置信区间。",
    ),
    "case.report.seconds": ("Time in all", "总用时"),
    "case.report.model": ("Model", "模型"),
    "case.report.table_caption": (
        "Both ways and the baselines, measured on the same test rows",
        "两种做法与各基线，均在同一测试集上评估",
    ),
    "case.report.mistakes": ("What each mistake was worth", "每个错误造成多大影响"),
    "case.report.mistake": ("Mistake", "错误"),
    "case.report.place": ("{file}, line {line}", "{file} 第 {line} 行"),
    "case.report.figure": ("Metric", "指标"),
    "case.report.reported": (
        "In the script (mean)",
        "脚本的结果（平均）",
    ),
    "case.report.mended": (
        "Corrected (mean)",
        "改正后（平均）",
    ),
    "case.report.worth": (
        "Worth, with 95 % interval",
        "影响（95% 置信区间）",
    ),
    "case.report.verdict": (
        "Verdict",
        "判断",
    ),
    "case.report.mistakes_caption": (
        "The result of the script, and that of the same run with this one mistake corrected: "
        "means over {seeds} seeds, in pairs. The interval of the difference is over test rows "
        "and seeds.",
        "脚本给出的结果，以及其他不变、只改正这一处错误后的结果：均为 {seeds} 个随机种子的平均，"
        "按种子配对；差值的置信区间同时考虑测试样本和随机种子。",
    ),
    "case.report.mistakes_plot": (
        "What each mistake did to the metric on average over the seeds, with its 95 % interval "
        "over rows and seeds; where the interval includes zero, it may be chance.",
        "每个错误对指标的平均影响（对随机种子取平均）及其 95% 置信区间（同时考虑样本和随机种"
        "子）；区间包含 0 时，影响可能只是随机波动。",
    ),
    "case.report.no_interval": ("no interval", "无置信区间"),
    "case.report.kind": ("Kind", "类型"),
    "case.report.network": ("The network, layer by layer", "网络结构（逐层）"),
    "case.report.data": ("The data", "数据"),
    "case.report.generated": (
        "These data were generated by plainnet; they resemble real ones but are none. Bring "
        "your own with --data.",
        "这些数据由 plainnet 生成，与真实数据相似，但不是真实数据。可用 --data 换成你自己的数据。",
    ),
    "case.report.rows": (
        "{train} samples to learn from, {test} to test on",
        "训练 {train} 个样本，测试 {test} 个样本",
    ),
    "case.report.again": ("The same numbers again", "重现这些结果"),
    "case.report.same": (
        "The same seed gives the same bits with the same libraries, processor type, {cores} "
        "cores and {devices} device(s).",
        "随机种子、各程序库的版本、处理器类型、核心数（{cores}）和设备数（{devices}）都相同时，结"
        "果逐位相同。",
    ),
    "case.plot.training": (
        "Loss and metrics of each epoch.",
        "每轮的损失与指标。",
    ),
    "case.plot.loss": ("The loss of each epoch.", "每轮的损失。"),
    "case.plot.loss_landscape": (
        "The loss over w, the candidates of the search, and the path of gradient descent.",
        "损失随 w 的变化、穷举法的候选值，以及梯度下降走过的路径。",
    ),
    "case.plot.weights": (
        "The weight of each measurement, all scaled to 0..1: what pulls towards malignant, what "
        "towards benign.",
        "各特征（均已归一化到 0~1）的权重：哪些使预测偏向恶性，哪些偏向良性。",
    ),
    "case.plot.confusion_matrix": (
        "True classes down, predicted across, on the test rows.",
        "测试集上的混淆矩阵：行为真实类别，列为预测类别。",
    ),
    "case.plot.roc_and_precision_recall": (
        "What every threshold would do; the mark is the one in use.",
        "阈值取不同值时的表现；圆点是所用的阈值。",
    ),
    "case.plot.threshold": (
        "Mean cost of a row at each threshold, on rows the judging model was not fitted to.",
        "阈值取不同值时每个样本的平均代价；计算时，每个样本都由没有用它训练过的模型预测。",
    ),
    "case.plot.real_against_predicted": (
        "True against predicted values of the test rows, and the errors.",
        "测试集的真实值与预测值，以及误差。",
    ),
    "case.plot.forecast": (
        "The price, the forecast and yesterday's price; close up one sees who follows whom.",
        "真实价格、预测值与昨天的价格；放大来看，就知道是谁跟着谁走。",
    ),
    "case.plot.worst_mistakes": (
        "The test images the network was most sure of and wrong about.",
        "网络最有把握、却判断错误的测试图像。",
    ),
    "case.plot.one_image": (
        "One test image and the probability the network gives to each class.",
        "一张测试图像，以及网络预测的各类别概率。",
    ),
    "case.linear.taught": (
        "The script's own arithmetic, to the last digit: start at w = 4, rate 0.01, 100 epochs, "
        "no bias. After 100 steps w is close to 2 but not there yet.",
        "与脚本逐位相同的计算：从 w = 4 出发，学习率为 0.01，训练 100 轮，没有偏置。100 步之后，"
        "w 已接近 2，但还没有到达。",
    ),
    "case.linear.should": (
        "For a straight line no descent is needed: least squares gives the best weight and bias "
        "at once, also with many features and where the matrix has no inverse. This is the "
        "model that is saved; it has no training curve.",
        "拟合直线用不着梯度下降：最小二乘法一步求出最优的权重和偏置，特征再多、矩阵不可逆时也一"
        "样适用。保存的就是这个模型，因此没有训练曲线。",
    ),
    "case.linear.ways": (
        "Five ways to the same line",
        "求同一条直线的五种方法",
    ),
    "case.linear.way": ("Way", "方法"),
    "case.linear.bias": ("Bias", "偏置"),
    "case.linear.prediction": ("Score after {hours} hours", "学习 {hours} 小时的预测得分"),
    "case.linear.by_search": ("exhaustive search, 41 candidates", "穷举法（41 个候选值）"),
    "case.linear.by_hand": ("gradient descent by hand", "手写梯度下降"),
    "case.linear.by_engine": ("gradient descent by the engine", "引擎梯度下降"),
    "case.linear.by_formula": (
        "least squares, no bias",
        "最小二乘法（无偏置）",
    ),
    "case.linear.by_formula_with_bias": (
        "least squares with bias",
        "最小二乘法（有偏置）",
    ),
    "case.logistic.taught": (
        "Scaled to 0..1 on the training rows, fitted to the end, and called malignant above "
        "0.3. The weights are those of scikit-learn's logistic regression (L2, C = 1).",
        "用训练集的最小值和最大值归一化到 0~1，训练到收敛，概率大于 0.3 判为恶性。权重与 "
        "scikit-learn 的逻辑回归（L2 正则，C = 1）一致。",
    ),
    "case.logistic.should": (
        "A missed cancer is taken to cost {cost} times a false alarm. The cheapest threshold on "
        "rows the judging model had not seen is {threshold}; it travels with the model.",
        "设漏诊一例癌症的代价是一次误报的 {cost} 倍。在模型没有见过的数据上，使代价最小的阈值是 "
        "{threshold}；它和模型保存在一起。",
    ),
    "case.dense_breast.taught": (
        "10-10-2 units, SGD, 120 epochs, batches of 64. The results here are those of the "
        "trained network on test rows scaled as the training rows are.",
        "各层 10-10-2 个单元，SGD 优化器，训练 120 轮，批大小 64。这里是训练好的网络在测试集上的"
        "结果，测试集按训练集的参数归一化。",
    ),
    "case.dense_breast.should": (
        "The same three layers, {count} networks trained at once from different starts and "
        "averaged into one wide network. Weight decay keeps them simple; settings were chosen by "
        "cross-validation within the training rows.",
        "同样的三层，用不同的初始权重同时训练 {count} 个网络，再平均成一个更宽的网络。权重衰减防"
        "止过拟合；所有设置都只在训练集内部用交叉验证选定。",
    ),
    "case.air.taught": (
        "10-10-1 units, SGD, 100 epochs, batches of 32. The script scales all rows together, "
        "target included, before it splits them.",
        "各层 10-10-1 个单元，SGD 优化器，训练 100 轮，批大小 32。脚本在划分之前，就把所有数据"
        "（连同目标列）一起归一化。",
    ),
    "case.air.should": (
        "Two layers of 64, {count} networks trained at once and averaged into one wide network, "
        "scaled on the training rows; settings were chosen by cross-validation within them.",
        "两个隐藏层，各 64 个单元；同时训练 {count} 个网络，再平均成一个更宽的网络。归一化参数只"
        "由训练集算出，各项设置在训练集内部用交叉验证选定。",
    ),
    "case.gold.good": (
        "The forecast beats yesterday's price: skill {skill}, interval {interval}.",
        "预测优于昨天的价格：技能评分 {skill}，置信区间 {interval}。",
    ),
    "case.gold.caution": (
        "No evidence that it is better than yesterday's price: skill {skill}, interval "
        "{interval}. Repeating yesterday's price does as well.",
        "没有证据表明预测优于昨天的价格：技能评分 {skill}，置信区间 {interval}。直接沿用昨天的价"
        "格，效果一样好。",
    ),
    "case.gold.bad": (
        "Worse than yesterday's price: skill {skill}, interval {interval}. Repeating yesterday's "
        "price would have been the better forecast.",
        "预测不如昨天的价格：技能评分 {skill}，置信区间 {interval}。直接沿用昨天的价格反而更准。",
    ),
    "case.gold.lag": (
        "The forecast fits the truth best at a lag of {lag} day(s).",
        "把预测与 {lag} 天前的真实值对齐时，两者最吻合。",
    ),
    "case.no_parts": (
        "{folder} does not hold the folders train and val, each with the classes {classes}.",
        "{folder} 中没有 train 和 val 两个文件夹，或其中缺少某些类别（应有 {classes}）。",
    ),
    "case.lenet.taught": (
        "LeNet on 32 x 32 pixels, Adam, 50 epochs, batches of 64. The results here are from the "
        "val folder, which the script never looks at.",
        "LeNet，输入 32 × 32 像素，Adam 优化器，训练 50 轮，批大小 64。这里的结果来自 val 文件"
        "夹，脚本从未用过它。",
    ),
    "case.lenet.should": (
        "Four convolutions with batch normalisation on 64 x 64 pixels, the local mean taken away "
        "so that dark and pale pictures look alike, mirrored at random while training. Settings "
        "were chosen by cross-validation within the training images.",
        "输入 64 × 64 像素，四个带批归一化的卷积层；先减去局部均值，使偏暗和偏亮的图像看起来相近；"
        "训练时随机镜像翻转。各项设置在训练图像内部用交叉验证选定。",
    ),
    "case.lenet.worst": ("Wrong and most sure of it", "判断错误而最有把握"),
    "case.report.fit": (
        "How well the three points are fitted",
        "对三个数据点的拟合效果",
    ),
    "case.report.fit_caption": (
        "The error of each. These {rows} points are the ones trained on, too few for an interval: "
        "this says how well a line fits them, not how well it would predict others.",
        "各自的误差。这 {rows} 个点就是训练数据，数量太少，给不出置信区间：这里反映的是拟合得"
        "好不好，而不是预测新数据的能力。",
    ),
    "case.report.fit_table": (
        "Both ways and the baseline, on the points they were fitted to",
        "两种做法与基线，均在训练用的数据点上评估",
    ),
    "case.report.fit_rows": (
        "{train} samples, all of them trained on",
        "共 {train} 个样本，全部用于训练",
    ),
    "case.report.no_effect": (
        "no effect shown",
        "没有证据表明有影响",
    ),
    "case.report.effect": (
        "more than chance",
        "超出随机波动",
    ),
    "case.report.exactly_zero": (
        "exactly 0: no weight changes",
        "恰为 0：权重不变",
    ),
    "case.report.choosing": (
        "{mistake}: nothing stops early and nothing is chosen, so the weights are the same bit "
        "by bit with any validation rows. What it does cost is the metric one chooses by: "
        "{metric} {chosen} at the epoch that looks best on the very rows, {honest} on rows that "
        "had no part in the choice, {difference} ({interval}, over seeds).",
        "{mistake}：既没有提前停止，也没有据此选择模型，所以无论用哪些数据做验证，权重都逐位相"
        "同。真正的代价在于据以选择的指标：在用来选轮次的样本上，{metric} 为 {chosen}；在没有参与"
        "选择的样本上为 {honest}，相差 {difference}（{interval}，对随机种子）。",
    ),
    "case.report.lines": (
        "The line of the script (-), and the corrected line (+):",
        "脚本中的这一行（-）与改正后的写法（+）：",
    ),
    "case.report.no_seeds": (
        "No seed changes these weights: the solution is the same from every start.",
        "随机种子不影响这些权重：无论从哪里出发，解都相同。",
    ),
    "case.report.this_seed": (
        "This model",
        "本模型",
    ),
    "case.report.mean": (
        "Mean",
        "平均",
    ),
    "case.report.interval": (
        "95 % interval",
        "95% 置信区间",
    ),
    "case.report.between": (
        "Lowest … highest",
        "最低 … 最高",
    ),
    "case.report.seeds_caption": (
        "{metric} of the method, trained with {seeds} seeds: the mean with its interval over "
        "test rows and seeds",
        "该做法用 {seeds} 个随机种子训练的 {metric}：均值及其置信区间（同时考虑测试样本和随机种"
        "子）",
    ),
    "case.report.ladder": (
        "From the script to how it should be",
        "从脚本到正确做法，一步一步来",
    ),
    "case.report.step": (
        "Step",
        "步骤",
    ),
    "case.report.change": (
        "Change",
        "变化",
    ),
    "case.report.ladder_caption": (
        "{metric}, the mean of {seeds} seeds, one change a step; intervals over test rows and "
        "seeds",
        "{metric}，{seeds} 个随机种子的平均，每步只改一处；置信区间同时考虑测试样本和随机种子",
    ),
    "case.rung.taught": (
        "as taught, on properly prepared test rows",
        "照教程，测试集用正确的方式处理",
    ),
    "case.rung.standardised": (
        "+ standardised by the training rows",
        "+ 用训练集做标准化",
    ),
    "case.rung.air.units": (
        "+ 64-64 units instead of 10-10",
        "+ 10-10 个单元改为 64-64",
    ),
    "case.rung.air.adamw": (
        "+ AdamW with a falling rate, 200 epochs",
        "+ AdamW，学习率逐步降低，训练 200 轮",
    ),
    "case.rung.breast.adamw": (
        "+ AdamW with weight decay and a falling rate, 40 epochs",
        "+ AdamW，权重衰减，学习率逐步降低，训练 40 轮",
    ),
    "case.rung.averaged": (
        "+ the average of all networks",
        "+ 对所有网络取平均",
    ),
    "case.report.averaged": (
        "The model is the average of {count} networks of the layers below, {each} weights each "
        "and {all} in all. In the file they stand side by side as one wide network, with zeros "
        "between them.",
        "模型是 {count} 个网络的平均，每个网络的结构如下，各有 {each} 个权重，共 {all} 个。在文件"
        "里它们并排组成一个宽网络，彼此之间以零填充。",
    ),
    "case.more_seeds": (
        "{title}, more seeds",
        "{title}，其余随机种子",
    ),
    "case.logistic.threshold": (
        "malignant above {threshold}",
        "概率高于 {threshold} 判为恶性",
    ),
    "case.logistic.decision": (
        "Decision",
        "判断规则",
    ),
    "case.logistic.missed": (
        "Missed cancers",
        "漏诊",
    ),
    "case.logistic.alarms": (
        "False alarms",
        "误报",
    ),
    "case.logistic.cost": (
        "Cost a row",
        "每个样本的代价",
    ),
    "case.logistic.cost_caption": (
        "What each decision costs on the {rows} test rows, a missed cancer counting {cost} "
        "times a false alarm",
        "各判断规则在 {rows} 个测试样本上的代价（漏诊一例按误报的 {cost} 倍计）",
    ),
    "case.logistic.baseline": (
        "The baseline is the same kind of model in other units: it standardises the "
        "measurements where the script scales them to 0..1. A standardised measurement spreads "
        "several times as far, so the same price on the weights (L2, C = 1) holds them back "
        "less and the fit is closer. It calls malignant above 0.5, which suits accuracy and F1; "
        "a threshold chosen by cost gives up some of both for fewer missed cancers. The table "
        "above compares them by what was chosen for.",
        "基线是同一种模型，只是特征的单位不同：它做标准化，而脚本把特征缩放到 0~1。标准化后特征"
        "的取值范围大几倍，同样的权重惩罚（L2，C = 1）对权重的约束就更弱，拟合也更紧。它以 0.5 "
        "为阈值，这有利于准确率和 F1；按代价选出的阈值则牺牲一些准确率和 F1，换取更少的漏诊。上"
        "表按选择时所用的代价来比较。",
    ),
}

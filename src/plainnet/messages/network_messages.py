"""What is said about how layers are wired."""

MESSAGES: dict[str, tuple[str, str]] = {
    "network.number_of_inputs": (
        "{name} takes {expected} inputs, but is given {found}.",
        "{name} 需要 {expected} 个输入，实际得到 {found} 个。",
    ),
    "network.ends": (
        "The network {name} needs at least one output, and each of its inputs named once.",
        "网络 {name} 至少要有一个输出，并且每个输入恰好列出一次。",
    ),
    "network.wiring": (
        "The layer {layer} must read layers that stand before it; only an Input reads none.",
        "层 {layer} 只能读取排在它前面的层；只有 Input 不读取任何层。",
    ),
    "network.disconnected": (
        "The outputs depend on the input {name}, which is not among the inputs of the network; "
        "add it to them.",
        "输出依赖于输入 {name}，但它不在网络的输入之中；请把它加入网络的输入。",
    ),
    "layer.merged_shapes": (
        "{layer} merges inputs whose axes are of the same length or of length 1, but got {shapes}.",
        "{layer} 合并的各个输入在每个轴上长度须相同或为 1，实际得到 {shapes}。",
    ),
    "layer.joined_shapes": (
        "{layer}(axis {axis}) cannot join inputs of shapes {shapes}.",
        "{layer}（axis={axis}）不能连接形状为 {shapes} 的输入。",
    ),
    "layer.two_inputs": (
        "{layer} takes exactly two inputs, but got {found}.",
        "{layer} 恰好需要两个输入，实际得到 {found} 个。",
    ),
    "layer.attention_inputs": (
        "{layer} takes a query, a value and perhaps a key, each (batch, time, features), but got "
        "{shapes}.",
        "{layer} 需要查询（query）和值（value），还可以有键（key），形状均为 "
        "(batch, time, features)，实际得到 {shapes}。",
    ),
    "layer.batch_axis": (
        "{layer}: the axis {axis} is none of an example; axis 0 is the batch.",
        "{layer}：axis={axis} 不是样本自身的轴；第 0 轴是批次。",
    ),
}

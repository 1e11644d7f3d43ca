"""What is said about Keras scripts."""

MESSAGES: dict[str, tuple[str, str]] = {
    # what is not covered
    "script.not_covered": (
        "{name} is not covered; {hint}.",
        "尚不支持 {name}；{hint}。",
    ),
    "script.no_such_name": (
        "{module} has no name {name} that is covered; {hint}.",
        "{module} 中没有受支持的 {name}；{hint}。",
    ),
    "script.no_such_module": (
        "The module {module} is not covered; {hint}.",
        "尚不支持模块 {module}；{hint}。",
    ),
    "script.hint.near": ("did you mean {names}", "你要找的是 {names} 吗"),
    "script.hint.classic": (
        "plainnet covers the classic networks: dense, convolutional and recurrent",
        "plainnet 支持经典网络：全连接、卷积和循环网络",
    ),
    "script.hint.applications": (
        "build the network from layers, plainnet brings no trained networks along",
        "请用各层自行搭建网络，plainnet 不附带训练好的网络",
    ),
    "script.hint.sessions": (
        "leave sessions and placeholders out, numbers are computed at once",
        "请去掉会话和占位符，数值会立即算出",
    ),
}

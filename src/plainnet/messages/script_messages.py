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
    # running a script
    "script.where": ("{file}, line {line}: {sentence}", "{file}，第 {line} 行：{sentence}"),
    "script.missing": (
        "There is no script {file}.",
        "找不到脚本 {file}。",
    ),
    "script.is_folder": (
        "{file} is a folder; name the script in it.",
        "{file} 是文件夹；请写出其中的脚本。",
    ),
    "script.missing_package": (
        "The script needs {package}, which is not installed: pip install 'plainnet[scripts]'.",
        "脚本需要 {package}，但尚未安装：pip install 'plainnet[scripts]'。",
    ),
    "command.script": (
        "Run a Keras script of any year as it is, on plainnet's engine.",
        "原样运行任何年代的 Keras 脚本，由 plainnet 的引擎计算。",
    ),
    "command.metavar.script": ("FILE", "脚本"),
    "command.metavar.script_arguments": ("[ARGS]...", "[参数]..."),
    "command.option.script": (
        "The Python script; it runs as `python FILE ARGS` would.",
        "Python 脚本；运行方式与 `python FILE ARGS` 相同。",
    ),
    "command.option.script_arguments": (
        "What the script is given as its arguments.",
        "交给脚本的参数。",
    ),
    "command.option.allow_download": (
        "Let the script fetch data sets that are not on this machine.",
        "允许脚本下载本机没有的数据集。",
    ),
}

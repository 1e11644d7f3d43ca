"""Sentences of the course in the browser: its pages, what labs say, and what the server refuses.

`lab.*` sentences are filled in by the page's own script, at `{name}`.
"""

MESSAGES = {
    "lab.progress": ("{done} of {steps} steps done", "已完成 {done} / {steps} 步"),
    "lab.not_a_number": ("This needs a number.", "请填写一个数。"),
    "lab.needs_between": (
        "This needs a number from {least} to {most}.",
        "请填写 {least} 到 {most} 之间的数。",
    ),
    "lab.needs_whole_between": (
        "This needs a whole number from {least} to {most}.",
        "请填写 {least} 到 {most} 之间的整数。",
    ),
    "lab.not_finite": (
        "too large to be a number, as when a descent diverges",
        "数值过大，已无法表示（例如梯度下降发散时）",
    ),
    "lab.right": ("Right.", "正确。"),
    "lab.not_yet": ("Not yet; try once more.", "还不对，再试一次。"),
    "lab.look_below": ("Not yet; see below how it is computed.", "还不对，算法见下面。"),
    "lab.hand_right": ("Right.", "算对了。"),
    "lab.hand_sign": (
        "The size is right, the sign is not: dL/dy is y − t.",
        "大小对，符号不对：dL/dy 是 y − t。",
    ),
    "lab.hand_missing": ("One factor is missing: {factor}.", "漏了一个因子：{factor}。"),
    "lab.hand_twice": ("One factor is there twice: {factor}.", "有一个因子乘了两遍：{factor}。"),
    "lab.print": ("Print", "打印"),
    "lab.copy_address": ("Copy link with these settings", "复制带当前设置的链接"),
    "lab.copied": ("The link is copied.", "链接已复制。"),
    "lab.save_svg": ("Save this figure as SVG", "将此图保存为 SVG"),
    "lab.save_png": ("Save this figure as PNG", "将此图保存为 PNG"),
    "lab.step": ("One step", "走一步"),
    "lab.run": ("Run", "运行"),
    "lab.reset": ("Reset", "重置"),
    "lab.own_file": ("Your own table (CSV, Excel, Parquet)", "你自己的表格（CSV、Excel、Parquet）"),
    "lab.own_image": (
        "Your own image",
        "你自己的图像",
    ),
    "lab.not_an_image": (
        "This browser cannot read that file as an image.",
        "浏览器无法把这个文件当作图像打开。",
    ),
    "lab.reading": ("Reading …", "读取中……"),
    "lab.rows_taken": ("{taken} of {rows} rows taken.", "已取 {rows} 行中的 {taken} 行。"),
    "lab.file_needs_server": (
        "Type or paste your own numbers into the lab’s field. A file can be opened where the "
        "course runs on your computer: plainnet learn.",
        "可以把自己的数据直接输入或粘贴到实验的输入框。若要打开文件，请在本机运行 plainnet learn。",
    ),
    "lesson.course": ("Neural networks you can touch", "看得见、摸得着的神经网络"),
    "lesson.about": (
        "A course in which every number is shown, can be changed, and is computed before your "
        "eyes: from a line through three points to the networks that see and remember.",
        "在这门课里，每个数都看得见、改得动，并且当着你的面算出来：从三个点上的一条直线，到会看图、会记忆的网络。",
    ),
    "lesson.how": (
        "Each lesson asks a question, gives you a lab in which you change things and watch, and "
        "notices what you have tried. What you have done is kept in this browser alone.",
        "每节课提出一个问题，给你一个可以动手改、动手看的实验，并会留意你做过的尝试。学习进度只保存在这个浏览器里。",
    ),
    "lesson.begin": ("Begin with lesson {number}", "从第 {number} 课开始"),
    "lesson.go_on": ("Continue with lesson {number}", "继续第 {number} 课"),
    "lesson.again": ("All done. Lesson {number} once more", "已全部完成，重温第 {number} 课"),
    "lesson.lessons_done": ("{done} of {lessons} lessons done", "已完成 {done} / {lessons} 课"),
    "lesson.syllabus": ("The lessons", "课程目录"),
    "lesson.teachers": ("For teachers", "教师页"),
    "lesson.about_teachers": (
        "Each lesson fits one class. A link opens the lab with the settings it names; any other "
        "setting becomes a link by “Copy link with these settings” beside a lab.",
        "每节课对应一次课堂。下面的链接会按所列设置打开实验；其他设置可用实验旁边的“复制带当前设置的链接”生成。",
    ),
    "lesson.minutes": ("{minutes} minutes", "{minutes} 分钟"),
    "lesson.state_done": ("done", "已完成"),
    "lesson.state_begun": ("{done} steps done", "已完成 {done} 步"),
    "lesson.settings": ("Links with settings", "带设置的链接"),
    "lesson.concepts": ("Concepts", "概念"),
    "lesson.number": ("Lesson {number}", "第 {number} 课"),
    "lesson.skip": ("Skip to the lab", "跳到实验"),
    "lesson.steps": ("Try this", "动手试试"),
    "lesson.lab": ("Lab", "实验"),
    "lesson.needs_script": (
        "The lab needs JavaScript, and pages that come from a web server: a file opened from disk "
        "cannot load it. Run plainnet learn, or put the exported folder on any web host.",
        "实验需要 JavaScript，并且页面须由网页服务器提供：直接从磁盘打开的文件无法加载实验。"
        "请运行 plainnet learn，或把导出的文件夹放到任意网站服务器上。",
    ),
    "lesson.script": ("In the course's script {file}", "课程脚本 {file} 中"),
    "lesson.python": ("The same in Python", "用 Python 计算同样的结果"),
    "lesson.your_answer": ("Your answer", "你的答案"),
    "lesson.check": ("Check", "检查"),
    "lesson.further": ("From here", "接下来"),
    "lesson.case": (
        "The case on your computer: {command}",
        "在你的电脑上运行这个案例：{command}",
    ),
    "lesson.next": ("Next lesson: {title}", "下一课：{title}"),
    "lesson.all": ("All lessons", "全部课程"),
    "lesson.footer": (
        "plainnet. Every number on this page is computed, and equals what the engine computes.",
        "plainnet：本页的每个数都是算出来的，与引擎的计算结果一致。",
    ),
    "learn.exported": (
        "The course is in {folder}: {files} files, {kilobytes} kB. Put it on any web host, or try "
        "it with python -m http.server --directory {folder}",
        "课程已导出到 {folder}：{files} 个文件，{kilobytes} kB。可放到任意网站服务器，"
        "也可用 python -m http.server --directory {folder} 试看。",
    ),
    "learn.open": (
        "The course is open at this address; Ctrl-C ends it.",
        "课程已在上面的地址打开；按 Ctrl-C 结束。",
    ),
    "learn.needs_web": (
        'The course in the browser needs the extra "web": pip install "plainnet[web]"',
        '在浏览器中学习需要安装 web 附加组件：pip install "plainnet[web]"',
    ),
    "learn.port_taken": (
        "Port {port} is in use or not allowed; choose another with --port, or leave it out.",
        "端口 {port} 已被占用或不允许使用；请用 --port 换一个，或省略该选项。",
    ),
    "learn.folder_not_empty": (
        "{folder} holds other files; choose an empty or a new folder for the export.",
        "{folder} 中已有其他文件；请选择空文件夹或新文件夹来导出。",
    ),
    "learn.refused_host": (
        "Only addresses of this computer are answered.",
        "只接受来自本机地址的访问。",
    ),
    "learn.refused_origin": (
        "A request from another page is not answered.",
        "不接受来自其他网页的请求。",
    ),
    "learn.refused_token": (
        "Open the address that plainnet learn printed: it holds the key to this page.",
        "请打开 plainnet learn 打印的地址：其中含有访问本页的密钥。",
    ),
    "learn.no_page": ("There is no such page.", "没有这个页面。"),
    "learn.wrong_request": (
        "The request does not fit this address.",
        "请求与该地址不符。",
    ),
    "learn.too_large": (
        "The file is larger than {megabytes} MB; take a part of it.",
        "文件超过 {megabytes} MB；请只取其中一部分。",
    ),
    "learn.too_busy": (
        "Another file is being read; try again in a moment.",
        "正在读取另一个文件；请稍后再试。",
    ),
    "learn.reading_ended": (
        "The file needs more time or memory than a page may take; take a part of it.",
        "读取该文件需要的时间或内存超出了页面的限额；请只取其中一部分。",
    ),
    "learn.unfolds": (
        "{file} unfolds to more than {megabytes} MB; take a part of it.",
        "{file} 解压后超过 {megabytes} MB；请只取其中一部分。",
    ),
    "learn.large_model": (
        "{file} holds {found} weights; a page shows models of up to {most}.",
        "{file} 有 {found} 个权重；页面最多只能展示 {most} 个权重的模型。",
    ),
    "learn.nested_model": (
        "{file} holds a network inside a network; a page shows layers one after the other.",
        "{file} 的网络中套着网络；页面只能逐层展示。",
    ),
    "learn.branched_model": (
        "{file} has several inputs or outputs, or branches; a page shows layers that follow one "
        "another from one input to one output.",
        "{file} 有多个输入或输出，或者中间有分支；"
        "页面只能展示从一个输入到一个输出、逐层相接的网络。",
    ),
    "learn.no_number_columns": (
        "{file} has no column of numbers.",
        "{file} 中没有数值列。",
    ),
    "command.learn": (
        "Open the course in the browser: theory that you change and watch.",
        "在浏览器中打开课程：理论可以边改边看。",
    ),
    "command.option.port": (
        "Port of the page; default: a free one.",
        "网页使用的端口，默认自动选择空闲端口。",
    ),
    "command.option.no_browser": (
        "Open no browser; print the address alone.",
        "不打开浏览器，只打印地址。",
    ),
    "command.option.export": (
        "Write the course as files for any web host.",
        "把课程导出为可放到任意网站服务器的文件。",
    ),
    "command.option.learn_data": (
        "A table of your own, offered in the labs.",
        "你自己的表格，可在实验中使用。",
    ),
    "command.metavar.port": ("PORT", "端口"),
}

"""The first screen knows where the learner is; teachers' links open labs with their settings."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from lessons.lesson_page import act, open_lesson, state
from plainnet.lessons.lesson import lessons
from plainnet.messages.language import LANGUAGES
from plainnet.web.page import concepts_table
from plainnet.web.site import export_site

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_shows_where_the_learner_is(language: str, page: Any, exported: str):
    first = lessons()[0]
    page.goto(f"{exported}{language}/")
    onward = page.locator("#onward")
    words = [onward.inner_text()]
    assert page.locator("[data-steps]").count() == len(lessons())
    open_lesson(page, exported, language, first)
    act(page, first.checks.STEPS["course_run"][0])
    page.goto(f"{exported}{language}/")
    words.append(onward.inner_text())
    steps = {lesson.slug: list(lesson.checks.STEPS) for lesson in lessons()}
    page.evaluate("done => localStorage.setItem('plainnet-course', JSON.stringify(done))", steps)
    page.reload()
    words.append(onward.inner_text())
    assert len(set(words)) == 3
    assert page.locator("li.done").count() == len(lessons())
    onward.click()
    page.wait_for_selector("main[data-ready]")
    assert first.slug in page.url


def test_the_door_leads_to_the_readers_language(browser: Any, exported: str):
    for locale, language in (("zh-CN", "zh"), ("en-GB", "en"), ("de-DE", "en")):
        context = browser.new_context(locale=locale)
        opened = context.new_page()
        opened.goto(exported)
        opened.wait_for_selector("#onward")
        assert opened.url == f"{exported}{language}/"
        context.close()


@pytest.mark.parametrize("address", ["", "teachers/"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_these_pages_are_accessible_and_fit(
    address: str, language: str, page: Any, exported: str, axe: Path
):
    page.goto(f"{exported}{language}/{address}")
    page.evaluate(axe.read_text(encoding="utf-8"))
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = page.evaluate("axe.run()")["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []


def test_teachers_links_open_their_settings(page: Any, exported: str):
    page.goto(f"{exported}zh/teachers/")
    links = page.locator("main li a").evaluate_all("all => all.map(one => one.href)")
    assert len(links) >= sum(len(lesson.text("zh").head["settings"]) for lesson in lessons())
    for link in links:
        page.goto(link)
        page.wait_for_selector("main[data-ready]")
        asked = page.evaluate("Object.fromEntries(new URLSearchParams(location.search))")
        held = state(page)
        assert asked
        for name, value in asked.items():
            assert _same(held[name], value.replace(";", "\n")), f"{link}: {name} is {held[name]}"


def _same(held: str, asked: str) -> bool:
    """Whether a control holds what a link asks for; 0.10 is 0.1."""
    try:
        return float(held) == float(asked)
    except ValueError:
        return held == asked


def test_a_page_opened_from_disk_says_what_it_needs(browser: Any, tmp_path: Path):
    """Modules do not load from files; the text is readable and says so without any script."""
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    export_site(tmp_path)
    page = tmp_path / "en" / "lessons" / lessons()[0].slug / "index.html"
    opened.goto(page.as_uri())
    assert "plainnet learn" in opened.locator("noscript").inner_text()
    context.close()


# Headings, formulas and worked examples of the course, and what its scripts add: as its notes
# write them, and the lesson and control where each is touched.
COURSE: Mapping[str, tuple[str, str]] = {
    "x是特征 y是标签": ("a-line-through-points", "points"),
    "线性回归模型": ("a-line-through-points", "w"),
    "损失函数 (误差函数)": ("a-line-through-points", "w"),
    "穷举法": ("a-line-through-points", "search_count"),
    "最小二乘法": ("a-line-through-points", "points"),
    "并非所有矩阵有可逆矩阵": ("a-line-through-points", "equal_columns"),
    "梯度下降": ("a-line-through-points", "step"),
    "学习率": ("a-line-through-points", "rate"),
    "设置训练轮次": ("a-line-through-points", "epochs"),
    "学习4小时最终得分为": ("a-line-through-points", "run"),
    "sigmoid函数": ("yes-or-no", "z"),
    "回归和分类的区别": ("yes-or-no", "y"),
    "参数w更新": ("yes-or-no", "w1"),
    "参数b更新": ("yes-or-no", "b"),
    "归一化公式": ("yes-or-no", "scaling"),
    "预测值反归一化": ("yes-or-no", "row"),
    "划分数据集和测试集": ("yes-or-no", "predictions"),
    "平均绝对误差(MAE)": ("yes-or-no", "forecasts"),
    "均方根误差(RMSE)": ("yes-or-no", "forecasts"),
    "平均绝对百分比误差(MAPE)": ("yes-or-no", "forecasts"),
    "真实值预测值对比图": ("yes-or-no", "forecasts"),
    "准确率": ("yes-or-no", "threshold"),
    "精确率": ("yes-or-no", "threshold"),
    "召回率": ("yes-or-no", "threshold"),
    "F1值": ("yes-or-no", "threshold"),
    "设置阈值": ("yes-or-no", "threshold"),
    "并非隐藏层越多越好": ("activations", "depth"),
    "结构单元": ("activations", "layer1"),
    "激活函数作用": ("activations", "between"),
    "Tanh函数": ("activations", "activation"),
    "ReLU函数": ("activations", "activation"),
    "Leaky ReLU": ("activations", "slope"),
    "神经元死亡": ("activations", "rate"),
    "没有最好的激活函数": ("activations", "unit"),
    "SoftMax": ("activations", "logits"),
    "one-hot 独热向量": ("activations", "logits"),
    "梯度消失问题": ("activations", "depth"),
    "前向传播": ("forward-and-back", "x1"),
    "链式法则": ("forward-and-back", "w11"),
    "反向传播": ("forward-and-back", "update"),
    "设置学习率为0.1": ("forward-and-back", "rate"),
    "新参数前向传播": ("forward-and-back", "update"),
    "计算机图片本质": ("convolution", "pixels"),
    "卷积运算和权重共享": ("convolution", "kernel"),
    "加入偏置": ("convolution", "bias"),
    "填充运算": ("convolution", "padding"),
    "步幅": ("convolution", "stride"),
    "多通道卷积运算": ("convolution", "pixels"),
    "最大池化": ("convolution", "pooling"),
    "平均池化": ("convolution", "pooling"),
    "池化公式": ("convolution", "pool_size"),
    "RNN基本结构": ("recurrence", "inputs"),
    "h0不仅作为第一个隐藏层输出 也作为第二个隐藏层输入": ("recurrence", "h0"),
    "RNN和全连接神经网络区别": ("recurrence", "w"),
    "RNN展开": ("recurrence", "five_steps"),
    "数学模型及权重共享": ("recurrence", "u"),
    "第一个时间步": ("recurrence", "two_steps"),
    "第二个时间步": ("recurrence", "two_steps"),
    "梯度消失和梯度爆炸": ("recurrence", "twenty_steps"),
    "所以当w<4": ("recurrence", "balance"),
    "所以当w>4": ("recurrence", "balance"),
    "验证数据 用测试集验证 框架用于判断是否过拟合": ("is-it-any-good", "validation"),
    "后面趋近于0 可能是测试集test": ("is-it-any-good", "train"),
    "绘制训练集和测试集的loss值对比图": ("is-it-any-good", "train"),
    "random_state随机种子固定": ("is-it-any-good", "seed"),
    "optimizer优化器:SGD随机梯度向量法": ("is-it-any-good", "batch"),
    "batch_size一次多少个一起": ("is-it-any-good", "batch"),
    "用全连接神经网络预测乳腺癌": ("is-it-any-good", "case"),
    "绘制真实值和预测值的对比": ("is-it-any-good", "days"),
}
THERE = {lesson.slug: lesson for lesson in lessons()}


@pytest.mark.parametrize("heading", COURSE)
def test_every_concept_of_the_course_has_its_control(heading: str):
    slug, control = COURSE[heading]
    if slug not in THERE:
        pytest.skip(f"the lesson {slug} is not there yet")
    named = {entry["control"] for entry in THERE[slug].text("zh").head["concepts"]}
    assert control in named


def test_the_headings_are_the_courses(course: Path):
    notes = "".join(path.read_text(encoding="utf-8") for path in course.glob("*.txt"))
    plain = re.sub(r"\s", "", notes)
    assert [heading for heading in COURSE if re.sub(r"\s", "", heading) not in plain] == []


def test_the_table_of_concepts_is_that_of_the_lessons():
    assert (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8") == concepts_table()

"""The one catalogue: each key with its English and its Chinese sentence.

A topic has a file of its own; this one only joins them. A placeholder stands in both
sentences of an entry, which a test checks.
"""

from plainnet.messages import (
    case_messages,
    coach_architecture_messages,
    coach_crash_messages,
    coach_data_messages,
    coach_file_messages,
    coach_loss_messages,
    coach_messages,
    coach_run_messages,
    command_messages,
    data_messages,
    estimator_messages,
    evaluation_messages,
    file_messages,
    lesson_messages,
    mistake_messages,
    model_messages,
    network_messages,
    recipe_image_messages,
    recipe_series_messages,
    recipe_table_messages,
    report_messages,
    script_data_messages,
    script_messages,
    train_messages,
)

TOPICS = (
    data_messages,
    file_messages,
    lesson_messages,
    model_messages,
    network_messages,
    report_messages,
    case_messages,
    mistake_messages,
    command_messages,
    script_messages,
    script_data_messages,
    estimator_messages,
    evaluation_messages,
    recipe_image_messages,
    recipe_series_messages,
    recipe_table_messages,
    train_messages,
    coach_architecture_messages,
    coach_crash_messages,
    coach_data_messages,
    coach_file_messages,
    coach_loss_messages,
    coach_messages,
    coach_run_messages,
)

CATALOGUE: dict[str, tuple[str, str]] = {
    key: sentences for topic in TOPICS for key, sentences in topic.MESSAGES.items()
}

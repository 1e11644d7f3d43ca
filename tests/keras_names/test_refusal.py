"""What is said is said once."""

from plainnet.keras_names.door.refusal import forget_warnings, warn_once


def test_a_sentence_is_said_once(capsys):
    forget_warnings()
    for value in ("int8", "int8", "int4"):
        warn_once("script_data.floatx", value=value)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("int8") == err.count("int4") == 1

"""Results and messages on their streams."""

import json

import pytest

from plainnet.commands.console import give, give_json, is_terminal, json_text, tell


def test_results_and_messages_do_not_mix(capsys):
    give("result")
    tell("message")
    output = capsys.readouterr()
    assert (output.out, output.err) == ("result\n", "message\n")


def test_json_keeps_chinese_and_refuses_what_readers_refuse(capsys):
    give_json({"class": "恶性", "skill": None})
    written = capsys.readouterr().out
    assert "恶性" in written
    assert json.loads(written) == {"class": "恶性", "skill": None}
    with pytest.raises(ValueError, match="JSON"):
        json_text(float("nan"))


def test_no_stream_is_no_terminal():
    assert not is_terminal(None)

"""Entries of tables, written many at a time."""

from plainnet.keras_names.table_entries import entries


def test_a_name_may_stand_for_another():
    assert entries("door", "install open=install") == {
        "install": "plainnet.keras_names.door:install",
        "open": "plainnet.keras_names.door:install",
    }

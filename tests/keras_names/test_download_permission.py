"""The user's word on downloads."""

from plainnet.keras_names.download_permission import allow_downloads, may_download


def test_downloads_are_allowed_only_by_the_user():
    assert not may_download()
    allow_downloads(True)
    assert may_download()
    allow_downloads(False)

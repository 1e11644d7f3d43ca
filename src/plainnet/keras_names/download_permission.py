"""Whether scripts may download what is absent; the user says so for each run."""

_allowed = {"downloads": False}


def allow_downloads(is_allowed: bool) -> None:
    """Let `get_file` and the data sets download what is absent, or not."""
    _allowed["downloads"] = is_allowed


def may_download() -> bool:
    """Whether downloads are allowed."""
    return _allowed["downloads"]

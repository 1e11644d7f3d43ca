"""The names users import, and what importing plainnet costs."""

import subprocess
import sys

import plainnet


def test_every_public_name_is_there_under_its_own_name() -> None:
    for name in plainnet.PUBLIC_NAMES:
        assert getattr(plainnet, name).__name__ == name
    assert set(plainnet.PUBLIC_NAMES) < set(dir(plainnet))


def test_importing_plainnet_imports_nothing_heavy_and_sets_nothing() -> None:
    program = (
        "import sys, plainnet; "
        "heavy = {'jax', 'numpy', 'sklearn', 'matplotlib', 'PIL', 'h5py', 'rich', 'typer'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr

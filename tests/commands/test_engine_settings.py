"""Where compiled networks are kept, and that a bad place is no reason to fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plainnet.commands.engine_settings import (
    cache_folder,
    fuse_what_gives_several_arrays,
    processor,
    writable_folder,
)

PROGRAM = (
    "from plainnet.commands.engine_settings import prepare_engine; prepare_engine()\n"
    "import jax; print(float(jax.jit(lambda x: x * 2)(21.0)))\n"
    "print(jax.config.jax_compilation_cache_dir)"
)


def _compile(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PLAINNET_CACHE": str(folder)}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
    )


def test_the_folder_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.delenv("PLAINNET_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "plainnet"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "shared"))
    assert cache_folder() == tmp_path / "shared" / "plainnet"
    monkeypatch.setenv("PLAINNET_CACHE", str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own"
    monkeypatch.setenv("PLAINNET_CACHE", "~nobody-of-this-name/own")
    assert cache_folder() is None


def test_a_file_in_the_way_means_no_folder(tmp_path):
    (tmp_path / "file").touch()
    assert writable_folder(tmp_path / "file" / "cache") is None
    assert writable_folder(None) is None
    assert writable_folder(tmp_path / "new" / "cache") == tmp_path / "new" / "cache"


def test_compiled_programs_are_kept(tmp_path):
    process = _compile(tmp_path / "cache")
    compiled = tmp_path / "cache" / f"compiled-{processor()}"
    assert process.stdout.split() == ["42.0", str(compiled)], process.stderr
    kept = [file.name for file in compiled.iterdir()]
    assert any(name.startswith("jit_") for name in kept)
    assert process.stderr == ""


@pytest.mark.parametrize("damage", ["file in the way", "broken entries"])
def test_a_useless_cache_costs_nothing_but_time(tmp_path, damage):
    folder = tmp_path / "cache"
    if damage == "file in the way":
        folder.touch()
    else:
        _compile(folder)
        for file in folder.glob("*/*-cache"):
            file.write_bytes(b"broken")
    process = _compile(folder)
    assert process.stdout.startswith("42.0"), process.stderr
    assert process.stderr == ""


LOOPS = """
from plainnet.commands.engine_settings import prepare_engine
prepare_engine()
import os
import jax
import jax.numpy as jnp
def gates(inputs, kernel):
    first, second = map(jax.nn.sigmoid, jnp.split(inputs @ kernel, 2, axis=1))
    kernel = kernel[:32]
    return first @ kernel, (first * second) @ kernel, second @ kernel
program = jax.jit(gates).lower(jnp.ones((64, 64)), jnp.ones((64, 64))).compile()
print(program.as_text().count("kind=kLoop"), os.environ["XLA_FLAGS"])
"""


@pytest.mark.parametrize(
    ("chosen", "n_loops"),
    [
        ("", 3),
        ("--xla_cpu_use_xnnpack=false", 3),
        ("--xla_backend_extra_options=xla_cpu_disable_loop_unrolling=true", 4),
    ],
)
def test_one_loop_gives_several_arrays_unless_chosen_otherwise(tmp_path, chosen, n_loops):
    environment = {**os.environ, "PLAINNET_CACHE": str(tmp_path), "XLA_FLAGS": chosen}
    command = [sys.executable, "-c", LOOPS]
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    count, flags = told.stdout.split(maxsplit=1)
    assert int(count) == n_loops
    assert flags.startswith(chosen)


def test_a_file_of_compiler_options_is_left_alone(monkeypatch, tmp_path):
    file = str(tmp_path / "options")
    monkeypatch.setenv("XLA_FLAGS", file)
    fuse_what_gives_several_arrays()
    assert os.environ["XLA_FLAGS"] == file

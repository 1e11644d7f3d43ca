"""Make a virtual environment of its own for plainnet and for each peer.

    python benchmarks/environments.py              # all that are not there yet
    python benchmarks/environments.py pytorch      # these only

They lie in benchmarks/environments/ and stay there; one is made again when its list of
packages changes. No registry is named here: pip asks the one it is set up for.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
PLACE = HERE / "environments"
NOT_COUNTED = ("pip", "setuptools")  # what an empty environment holds


class CannotBuildError(Exception):
    """An environment that pip could not fill, said in one sentence."""


@dataclass(frozen=True)
class Environment:
    """A virtual environment and what belongs in it."""

    name: str

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return PLACE / self.name

    @property
    def programs(self) -> Path:
        """Where its programs lie."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.programs / ("python.exe" if os.name == "nt" else "python")

    @property
    def wanted(self) -> tuple[str, ...]:
        """What pip is asked for: plainnet's core from this repository, or a peer's list."""
        if self.name == "plainnet":
            constraints = str(REPOSITORY / "constraints.txt")
            return ("--constraint", constraints, "--editable", str(REPOSITORY))
        return ("--requirement", str(HERE / "requirements" / f"{self.name}.txt"))

    @property
    def fingerprint(self) -> str:
        """Tell one list of packages from another."""
        files = (
            [REPOSITORY / "pyproject.toml", REPOSITORY / "constraints.txt"]
            if self.name == "plainnet"
            else [HERE / "requirements" / f"{self.name}.txt"]
        )
        content = b"".join(file.read_bytes() for file in files) + sys.version.encode()
        return hashlib.sha256(content).hexdigest()

    @property
    def is_built(self) -> bool:
        """Whether it is there, with the packages that are asked for now."""
        mark = self.folder / "installed"
        return mark.is_file() and mark.read_text() == self.fingerprint

    def build(self) -> None:
        """Make it anew and fill it.

        Raises
        ------
        CannotBuildError
            If pip fails.
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(self.folder)], check=True)
        done = subprocess.run(
            [str(self.python), "-m", "pip", "install", "--no-input", "--quiet", *self.wanted],
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise CannotBuildError(self.complaint(done.stderr))
        (self.folder / "installed").write_text(self.fingerprint)

    def complaint(self, told_by_pip: str) -> str:
        """Say in one sentence why it could not be built."""
        errors = [line for line in told_by_pip.splitlines() if line.startswith("ERROR")]
        reason = errors[-1] if errors else told_by_pip.strip()[-300:]
        if self.name == "pytorch" and "torch" in reason:
            return (
                "The pytorch environment needs PyTorch's CPU build, because the plain package "
                "brings gigabytes of CUDA that a CPU benchmark has no use for: point "
                "PIP_FIND_LINKS at a folder with that wheel, or PIP_EXTRA_INDEX_URL at "
                f"PyTorch's index of CPU builds (pip said: {reason})"
            )
        return f"The environment {self.name} could not be filled; pip said: {reason}"

    def installed_mb(self) -> float:
        """Add up the sizes of all installed files, in MB of 10^6 bytes."""
        packages = next(self.folder.glob("[Ll]ib*/**/site-packages"))
        files = (file for file in packages.rglob("*") if file.is_file())
        counted = (
            file
            for file in files
            if not file.relative_to(packages).parts[0].lower().startswith(NOT_COUNTED)
            and file.suffix != ".pyc"
        )
        return sum(file.stat().st_size for file in counted) / 1e6


ENVIRONMENTS = {
    name: Environment(name)
    for name in ("plainnet", "keras-tensorflow", "keras-jax", "pytorch", "scikit-learn")
}


def build_missing(names: list[str]) -> None:
    """Build the environments that are not there yet."""
    for name in names:
        environment = ENVIRONMENTS[name]
        if not environment.is_built:
            sys.stderr.write(f"building the environment {name} (minutes, once) ...\n")
            environment.build()


def main() -> int:
    """Build what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(ENVIRONMENTS))
    names = parser.parse_args().names or list(ENVIRONMENTS)
    unknown = [name for name in names if name not in ENVIRONMENTS]
    if unknown:
        parser.error(f"no environment {', '.join(unknown)}; there are {', '.join(ENVIRONMENTS)}")
    try:
        build_missing(names)
    except CannotBuildError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

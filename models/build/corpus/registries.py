"""Where packages come from: Debian, npm and PyPI, each through its own client, and never installed.

Source distributions are asked of PyPI, since wheels hold no documentation; pip lets an sdist's build backend run to read
its metadata, in an isolated environment. npm's packages run no script. Rust crates are taken as Debian packages them (`librust-*-dev` holds the crate's source).
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import debian


def fetch_and_unpack(origin: str, package: str, pin: dict[str, str] | None, cache: Path) -> tuple[Path, dict[str, str]]:
    """The folder of the unpacked package and its pin (version, sha256 of what was downloaded)."""
    if origin == "debian":
        deb, pin = debian.fetch(package, pin, cache / "debian")
        return debian.unpack(deb, cache / "unpacked"), pin
    if origin not in ("npm", "pypi"):
        raise debian.FetchError(f"unknown origin {origin}")
    held = cache / origin / package.replace("/", "__")
    if pin is not None and not (held / pin["version"]).exists() or pin is None and not held.exists():
        _download(origin, package, pin, held)
    versions = [held / pin["version"]] if pin else sorted(path for path in held.iterdir() if path.is_dir())
    archive = next(path for path in versions[-1].iterdir() if path.is_file())
    actual = {"version": versions[-1].name, "sha256": debian.sha256(archive)}
    if pin is not None and actual != pin:
        raise debian.FetchError(f"{archive.name} is {actual}, pinned is {pin}")
    return _unpack(archive, cache / "unpacked"), actual


def _download(origin: str, package: str, pin: dict[str, str] | None, held: Path) -> None:
    """Puts the archive at `held`/version/."""
    with tempfile.TemporaryDirectory() as temporary:
        if origin == "npm":
            wanted = f"{package}@{pin['version']}" if pin else package
            command = ["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", temporary, wanted]
        else:
            wanted = f"{package}=={pin['version']}" if pin else package
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", package]
            command += ["--dest", temporary, wanted]
        run = subprocess.run(command, capture_output=True, text=True)
        archives = list(Path(temporary).iterdir())
        if run.returncode or len(archives) != 1:
            raise debian.FetchError(f"{origin} has no {wanted}: {run.stderr.strip()[-300:]}")
        archive = archives[0]
        if origin == "npm":
            version = archive.name.removesuffix(".tgz").removeprefix(package.lstrip("@").replace("/", "-") + "-")
        else:
            version = archive.name.split("-")[1].removesuffix(".tar.gz")
        (held / version).mkdir(parents=True, exist_ok=True)
        shutil.move(str(archive), held / version / archive.name)


def _unpack(archive: Path, folder: Path) -> Path:
    target = folder / f"{archive.name}.{hashlib.sha256(str(archive).encode()).hexdigest()[:8]}"
    if not target.exists():
        partial = target.with_name(target.name + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as wheel:
                wheel.extractall(partial)
        else:
            with tarfile.open(archive) as tarball:
                tarball.extractall(partial, filter="data")
        partial.rename(target)
    return target

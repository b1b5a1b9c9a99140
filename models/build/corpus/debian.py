"""Debian packages as sources: pinned, downloaded by apt, unpacked and never installed."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path


class FetchError(RuntimeError):
    """A package that cannot be had as pinned."""


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load_pins(path: Path) -> dict[str, dict[str, str]]:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def save_pins(path: Path, pins: dict[str, dict[str, str]]) -> None:
    path.write_text(json.dumps(dict(sorted(pins.items())), indent=1) + "\n", encoding="utf-8")


def fetch(package: str, pin: dict[str, str] | None, cache: Path) -> tuple[Path, dict[str, str]]:
    """The package's .deb in `cache` and its pin; without a pin the newest version, else exactly the pinned bytes."""
    cache.mkdir(parents=True, exist_ok=True)
    wanted = f"{package}={pin['version']}" if pin else package
    found = sorted(cache.glob(f"{package}_{pin['version'].replace(':', '%3a') if pin else '*'}_*.deb"))
    if not found:
        run = subprocess.run(["apt-get", "download", "-q", wanted], cwd=cache, capture_output=True, text=True)
        found = sorted(cache.glob(f"{package}_*.deb"))
        if run.returncode or not found:
            raise FetchError(
                f"apt has no {wanted} (superseded by an update? then run with --pin and review): {run.stderr.strip()}"
            )
    deb = found[-1]
    fields = subprocess.run(
        ["dpkg-deb", "-f", str(deb), "Version"], check=True, capture_output=True, text=True
    ).stdout.strip()
    actual = {"version": fields, "sha256": sha256(deb)}
    if pin and actual != pin:
        raise FetchError(f"{deb.name} is {actual}, pinned is {pin}")
    return deb, actual


def unpack(deb: Path, folder: Path) -> Path:
    """Unpacks once; a folder left half-done by an interrupted run is made anew."""
    target = folder / deb.name.removesuffix(".deb")
    if not target.exists():
        partial = target.with_name(target.name + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        subprocess.run(["dpkg-deb", "-x", str(deb), str(partial)], check=True)
        partial.rename(target)
    return target

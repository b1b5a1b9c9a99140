"""Where packages come from: Debian, npm, crates and PyPI, each through its own client."""

from pathlib import Path

import debian


def fetch_and_unpack(
    origin: str, package: str, pin: dict[str, str] | None, cache: Path
) -> tuple[Path, dict[str, str]]:
    """The folder of the unpacked package and its pin (version, sha256 of what was downloaded)."""
    if origin == "debian":
        deb, pin = debian.fetch(package, pin, cache / "debian")
        return debian.unpack(deb, cache / "unpacked"), pin
    raise debian.FetchError(f"unknown origin {origin}")

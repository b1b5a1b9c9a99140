"""Builds the n-gram model's training text from pinned, licensed packages. See README.md beside this file."""

import argparse
import fnmatch
import hashlib
import json
import os
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import clean
import debian
import dedupe
import registries
from formats import FRAGMENT_FORMATS, Extractor, extractors

HERE = Path(__file__).resolve().parent
VALIDATION_SHARE = 100
"""One paragraph in so many is held out, by its hash."""


@dataclass(frozen=True)
class Source:
    """One entry of sources.toml or registries.toml."""

    name: str
    package: str
    origin: str
    licence: str
    format: str
    weight: int
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    order: int


@dataclass
class Tally:
    """What became of a source's text."""

    blocks: int = 0
    paragraphs: int = 0
    words: int = 0
    excluded: int = 0
    held_out: int = 0
    kept: list[str] = field(default_factory=list)


def load_sources(lists: list[Path]) -> list[Source]:
    sources: list[Source] = []
    for file in lists:
        listed = tomllib.loads(file.read_text(encoding="utf-8"))
        defaults = listed.get("defaults", {})
        for entry in listed["source"]:
            own = tuple(entry.get("exclude", ()))
            entry = defaults | entry
            sources.append(
                Source(
                    name=entry.get("name", entry["package"]),
                    package=entry["package"],
                    origin=entry["origin"],
                    licence=entry["licence"],
                    format=entry["format"],
                    weight=entry.get("weight", 1),
                    include=tuple(entry["include"]),
                    exclude=(*defaults.get("exclude", ()), *own),
                    order=len(sources),
                )
            )
    names = [source.name for source in sources]
    if len(names) != len(set(names)):
        raise SystemExit(f"two sources share a name: {sorted(n for n in set(names) if names.count(n) > 1)}")
    return sources


def files_of(source: Source, root: Path) -> Iterator[Path]:
    """The source's files below its unpacked package, sorted by path. `*` in a pattern crosses folders."""
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            relative = path.relative_to(root).as_posix()
            if (
                any(fnmatch.fnmatchcase(relative, pattern) for pattern in source.include)
                and not any(fnmatch.fnmatchcase(relative, pattern) for pattern in source.exclude)
                and path.is_file()
            ):
                yield path


def extractor_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted((HERE / "extract").glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def cleaned(blocks: list[str], source: Source, cache: Path, key: str) -> list[list[str]]:
    """The kept sentences of each block that has any, cached as long as neither the blocks nor the cleaner change."""
    kept = cache / "sentences" / f"{source.name.replace('/', '__')}.{key}.json"
    if kept.exists():
        return json.loads(kept.read_text(encoding="utf-8"))
    fragments = source.format in FRAGMENT_FORMATS
    paragraphs = [sentences for block in blocks if (sentences := clean.clean(block, fragments))]
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(paragraphs, ensure_ascii=False), encoding="utf-8", errors="surrogatepass")
    return paragraphs


def raw_blocks(
    source: Source, root: Path, package_sha256: str, cache: Path, digest: str, extract: Extractor
) -> tuple[list[str], str]:
    """The source's raw blocks, kept in the cache for as long as neither package, entry nor extractors change."""
    key = hashlib.sha256(
        f"{package_sha256} {source.format} {source.include} {source.exclude} {digest}".encode()
    ).hexdigest()[:24]
    kept = cache / "blocks" / f"{source.name.replace('/', '__')}.{key}.json"
    if kept.exists():
        return json.loads(kept.read_text(encoding="utf-8")), key
    blocks = [block for path in files_of(source, root) for block in extract(path)]
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(blocks, ensure_ascii=False), encoding="utf-8", errors="surrogatepass")
    return blocks, key


def is_held_out(paragraph: str) -> bool:
    return int.from_bytes(hashlib.sha256(paragraph.encode()).digest()[:8], "big") % VALIDATION_SHARE == 0


def take(paragraphs: list[list[str]], seen: dedupe.SeenSentences, exclusion: dedupe.Exclusion) -> Tally:
    """The paragraphs that are new and share nothing with the excluded text."""
    tally = Tally()
    for sentences in paragraphs:
        if exclusion.touches(" ".join(sentences)):
            tally.excluded += 1
            continue
        sentences = seen.first_met(sentences)
        if not sentences:
            continue
        paragraph = " ".join(sentences)
        tally.kept.append(paragraph)
        tally.paragraphs += 1
        tally.words += len(clean.WORD.findall(paragraph))
    return tally


def write_atomically(path: Path, lines: list[str]) -> None:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        for line in lines:
            file.write(line + "\n")
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)


def build(arguments: argparse.Namespace) -> int:
    cache: Path = arguments.cache
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    pins_path = HERE / "pins.json"
    pins = debian.load_pins(pins_path)
    vocabulary = dedupe.Vocabulary()
    exclusion = dedupe.Exclusion(vocabulary, arguments.exclude_text)
    if arguments.exclude_text is not None:
        print(f"excluding {len(exclusion):,} word {dedupe.EXCLUSION_WORDS}-grams of {arguments.exclude_text.name}")
    seen = dedupe.SeenSentences(vocabulary)
    digest = extractor_digest()
    cleaner_digest = hashlib.sha256((HERE / "clean.py").read_bytes()).hexdigest()[:8]
    manifest: list[dict[str, object]] = []
    validation: list[str] = []
    failed: list[str] = []
    mandoc, pins["debian:mandoc"] = registries.fetch_and_unpack("debian", "mandoc", pins.get("debian:mandoc"), cache)
    known_formats = extractors(mandoc / "usr/bin/mandoc")
    started = time.monotonic()
    for source in load_sources(arguments.sources):
        if arguments.only and source.name not in arguments.only:
            continue
        pin_key = f"{source.origin}:{source.package}"
        pin = pins.get(pin_key)
        if pin is None and not arguments.pin:
            failed.append(f"{source.name}: not pinned (run with --pin and review the change of pins.json)")
            continue
        try:
            root, pin = registries.fetch_and_unpack(source.origin, source.package, pin, cache)
        except debian.FetchError as error:
            failed.append(f"{source.name}: {error}")
            continue
        if pins.get(pin_key) != pin:
            pins[pin_key] = pin
            debian.save_pins(pins_path, pins)
        extract = known_formats.get(source.format)
        if extract is None:
            failed.append(f"{source.name}: unknown format {source.format}")
            continue
        blocks, key = raw_blocks(source, root, pin["sha256"], cache, digest, extract)
        tally = take(cleaned(blocks, source, cache, key + cleaner_digest), seen, exclusion)
        tally.blocks = len(blocks)
        training = [paragraph for paragraph in tally.kept if not is_held_out(paragraph)]
        held_out = [paragraph for paragraph in tally.kept if is_held_out(paragraph)]
        validation.extend(held_out)
        if not training:
            failed.append(f"{source.name}: no paragraph was kept of {tally.blocks} blocks")
            continue
        file = source.name.replace("/", "__").lstrip("@") + ".txt"
        write_atomically(out / file, training)
        manifest.append(
            {
                "name": source.name,
                "file": file,
                "package": source.package,
                "origin": source.origin,
                "version": pin["version"],
                "sha256": pin["sha256"],
                "licence": source.licence,
                "format": source.format,
                "weight": source.weight,
                "paragraphs": len(training),
                "words": sum(len(clean.WORD.findall(paragraph)) for paragraph in training),
                "held_out_paragraphs": len(held_out),
                "excluded_paragraphs": tally.excluded,
            }
        )
        print(
            f"{time.monotonic() - started:6.0f} s  {source.name:32} {tally.blocks:8,} blocks {tally.paragraphs:8,} "
            f"paragraphs {tally.words:10,} words  {tally.excluded} excluded",
            flush=True,
        )
    write_atomically(out / "validation.txt", validation)
    write_atomically(out / "sources.json", [json.dumps(manifest, indent=1, ensure_ascii=False)])
    if not arguments.only:
        named = {entry["file"] for entry in manifest} | {"validation.txt"}
        for stale in out.glob("*.txt"):
            if stale.name not in named:
                stale.unlink()
    print(
        f"{len(manifest)} sources, {sum(int(e['words']) for e in manifest):,} words, "
        f"{sum(int(e['paragraphs']) for e in manifest):,} paragraphs, {len(validation):,} held out; dropped "
        f"{seen.exact:,} repeated and {seen.near:,} nearly repeated sentences and "
        f"{sum(int(e['excluded_paragraphs']) for e in manifest):,} paragraphs that share "
        f"{dedupe.EXCLUSION_WORDS} words with excluded text"
    )
    for reason in failed:
        print(f"failed: {reason}", file=sys.stderr)
    return 1 if failed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="folder for the text, one file a source")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "surprisal-corpus")
    parser.add_argument("--exclude-text", type=Path, help="folder of text that the corpus must not share 13 words with")
    parser.add_argument(
        "--sources",
        type=Path,
        nargs="+",
        default=[HERE / "sources.toml", HERE / "registries.toml"],
        help="lists of sources (default: those of the n-gram model)",
    )
    parser.add_argument("--only", nargs="+", metavar="SOURCE", help="build these sources only")
    parser.add_argument("--pin", action="store_true", help="take the offered version of what is not yet in pins.json")
    parser.add_argument("--self-check", action="store_true", help="check cleaner and extractors on inline samples")
    arguments = parser.parse_args()
    sys.setrecursionlimit(5000)
    if arguments.self_check:
        import self_check

        return self_check.run()
    if arguments.out is None:
        parser.error("--out is required")
    return build(arguments)


if __name__ == "__main__":
    sys.exit(main())

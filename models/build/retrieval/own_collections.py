"""Makes collections for `surprisal eval retrieval` of text that lies on any machine that builds this project.

sections   queries are headings of Markdown files, documents the sections below them, without the heading
functions  queries are first sentences of Python docstrings, documents the functions, without their docstrings

Neither is what people ask, but both are pairs of different words for one thing, written by many, and settings that are
chosen on them are not chosen on the collections that figures are reported of.
"""

import argparse
import ast
import collections
import json
import pathlib
import random
import re

QUERIES = 500
DOCUMENTS = 4000
SHORTEST_TEXT = 100


def sections(root: pathlib.Path):
    """Yields heading, title (the headings above) and text of each section of the Markdown files below a folder."""
    for path in sorted(root.rglob('*')):
        if path.suffix.lower() != '.md' or re.search(r'change|history|license|\.\w\w(-\w\w)?\.md$|release', path.name, re.I):
            continue
        yield from sections_in(path)


def sections_in(path: pathlib.Path):
    """Yields those of one file."""
    above: list[tuple[int, str]] = []
    heading, lines, fenced = None, [], False
    for line in [*path.read_text('utf8', 'replace').splitlines(), '# end']:
        fenced ^= line.lstrip().startswith('```')
        match = None if fenced else re.match(r'(#{1,6})\s+(.*?)\s*#*$', line)
        if match is None:
            lines.append(line)
            continue
        if heading is not None:
            yield heading, ' > '.join(title for _, title in above[:-1]), '\n'.join(lines).strip()
        heading, lines = plain(match[2]), []
        above = [*[item for item in above if item[0] < len(match[1])], (len(match[1]), heading)]


def plain(heading: str) -> str:
    """A heading without links, images and marks."""
    heading = re.sub(r'<[^>]*>|!\[[^\]]*\]\([^)]*\)', '', heading)
    return re.sub(r'\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])', r'\1', heading).replace('`', '').replace('*', '').strip()


def functions(root: pathlib.Path):
    """Yields the first sentence of the docstring ('' for none), '' and the source of each function of the Python files below a folder."""
    for path in sorted(root.rglob('*.py')):
        if re.search(r'(^|/)(tests?|idlelib|site-packages|dist-packages|lib2to3)(/|$)', str(path.relative_to(root))):
            continue
        try:
            source = path.read_text('utf8')
            tree = ast.parse(source)
        except (SyntaxError, UnicodeDecodeError):
            continue
        lines = source.splitlines()
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            documentation = ast.get_docstring(node)
            kept = lines[node.lineno - 1 : node.end_lineno]
            if documentation is not None:
                first = node.body[0]
                kept = lines[node.lineno - 1 : first.lineno - 1] + lines[first.end_lineno : node.end_lineno]
            sentence = re.split(r'(?<=[.!?])\s|\n\s*\n', documentation or '')[0]
            yield ' '.join(sentence.split()).rstrip('.'), '', '\n'.join(kept)


def write_collection(
    folder: pathlib.Path, documents: list[tuple[str, str]], queries: dict[str, str], relevant: list[tuple[str, int]]
) -> None:
    """
    A collection in BEIR's form (Thakur et al. 2021): documents, each its title and text, by their numbers; queries by their names; which document each is answered by.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / 'corpus.jsonl').open('w', encoding='utf8') as file:
        for number, (title, text) in enumerate(documents):
            file.write(json.dumps({'_id': str(number), 'title': title, 'text': text}) + '\n')
    with (folder / 'queries.jsonl').open('w', encoding='utf8') as file:
        for name, text in queries.items():
            file.write(json.dumps({'_id': name, 'text': text}) + '\n')
    with (folder / 'qrels.tsv').open('w', encoding='utf8') as file:
        file.write('query-id\tcorpus-id\tscore\n')
        for name, number in relevant:
            file.write(f'{name}\t{number}\t1\n')


def write(folder: pathlib.Path, triples, fewest_words: int, queries: int) -> None:
    """Texts that come twice are left out, and so are queries that come twice: nobody could tell which document is meant."""
    seen, kept = set(), []
    for query, title, text in triples:
        if len(text) >= SHORTEST_TEXT and text not in seen:
            seen.add(text)
            kept.append((query, title, text))
    random.Random(0).shuffle(kept)
    del kept[DOCUMENTS:]
    counts = collections.Counter(query.lower() for query, _, _ in kept)
    able = [
        number
        for number, (query, _, _) in enumerate(kept)
        if len(query.split()) >= fewest_words and len(query) < 200 and counts[query.lower()] == 1
    ]
    asked = sorted(random.Random(1).sample(able, min(queries, len(able))))
    write_collection(
        folder,
        [(title, text) for _, title, text in kept],
        {f'q{number}': kept[number][0] for number in asked},
        [(f'q{number}', number) for number in asked],
    )
    print(f'{folder.name}: {len(kept)} documents, {len(asked)} queries')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--markdown', type=pathlib.Path, help='a folder of Markdown files, e.g. node_modules')
    parser.add_argument('--python', type=pathlib.Path, help='a folder of Python files, e.g. the standard library')
    parser.add_argument('--queries', type=int, default=QUERIES, help='of each, at most')
    parser.add_argument('out', type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.markdown:
        write(arguments.out / 'sections', sections(arguments.markdown), fewest_words=2, queries=arguments.queries)
    if arguments.python:
        write(arguments.out / 'functions', functions(arguments.python), fewest_words=4, queries=arguments.queries)


if __name__ == '__main__':
    main()

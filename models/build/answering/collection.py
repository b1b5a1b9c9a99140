"""Makes collections for `surprisal eval ask` of questions.tsv: `project`, whose documents are the sections of this project's documentation, and `packages`, those of installed packages' documentation.

usage: collection.py OUT, from the project's root, with the packages installed
"""

import csv
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / 'retrieval'))

from own_collections import sections_in, write_collection  # noqa: E402

SHORTEST_TEXT = 100
PACKAGES = 'node_modules/'
# What is no documentation, or lists what is told elsewhere.
LEFT_OUT = ('CHANGELOG.md', 'test/')


def project_files() -> list[str]:
    listed = subprocess.run(['git', 'ls-files', '-z', '*.md'], capture_output=True, check=True, text=True).stdout
    return [name for name in listed.split('\0') if name and not name.startswith(LEFT_OUT) and '.zh-cn.' not in name]


def documents_of(files: list[str]) -> list[tuple[str, str, str]]:
    """File, title (with the titles above) and text of each section."""
    return [
        (name, f'{above} > {heading}' if above else heading, text)
        for name in files
        for heading, above, text in sections_in(pathlib.Path(name))
        if len(text) >= SHORTEST_TEXT
    ]


def document_of(row: dict[str, str], documents: list[tuple[str, str, str]]) -> int:
    """The section that a row names by its heading, after as many of those above it as tell it from others."""
    wanted = row['heading']
    found = [
        number
        for number, (name, title, _) in enumerate(documents)
        if name == row['file'] and (title == wanted or title.endswith(f' > {wanted}'))
    ]
    if len(found) != 1:
        sys.exit(f'{row["file"]}: {len(found)} sections are called {wanted}')
    return found[0]


def write(folder: pathlib.Path, documents: list[tuple[str, str, str]], rows: list[dict[str, str]]) -> None:
    # Rows with the same question name sections that each answer it.
    questions = list(dict.fromkeys(row['question'] for row in rows))
    write_collection(
        folder,
        [(title, text) for _, title, text in documents],
        {f'q{number}': question for number, question in enumerate(questions)},
        [(f'q{questions.index(row["question"])}', document_of(row, documents)) for row in rows],
    )
    print(f'{folder.name}: {len(documents)} sections, {len(questions)} questions')


def main() -> None:
    out = pathlib.Path(sys.argv[1])
    with (HERE / 'questions.tsv').open(encoding='utf8') as file:
        rows = list(csv.DictReader(file, delimiter='\t', quoting=csv.QUOTE_NONE))
    packaged = [row for row in rows if row['file'].startswith(PACKAGES)]
    write(out / 'project', documents_of(project_files()), [row for row in rows if row not in packaged])
    write(out / 'packages', documents_of(list(dict.fromkeys(row['file'] for row in packaged))), packaged)


if __name__ == '__main__':
    main()

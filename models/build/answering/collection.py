"""Makes a collection for `surprisal eval ask` of this project's documentation: documents are its sections, queries those of questions.tsv.

usage: collection.py OUT, from the project's root
"""

import csv
import importlib.util
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
SHORTEST_TEXT = 100
# What is no documentation, or lists what is told elsewhere.
LEFT_OUT = ('CHANGELOG.md', 'test/')


def sections_of(file: pathlib.Path):
    """Yields heading, titles above and text of each section of one Markdown file."""
    spec = importlib.util.spec_from_file_location('collections_of_retrieval', HERE.parent / 'retrieval/collections.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.sections_in(file)


def main() -> None:
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    listed = subprocess.run(['git', 'ls-files', '-z', '*.md'], capture_output=True, check=True, text=True).stdout
    files = [name for name in listed.split('\0') if name and not name.startswith(LEFT_OUT) and '.zh-cn.' not in name]
    ids: dict[tuple[str, str], str] = {}
    with (out / 'corpus.jsonl').open('w', encoding='utf8') as file:
        for name in files:
            for heading, above, text in sections_of(pathlib.Path(name)):
                if len(text) < SHORTEST_TEXT:
                    continue
                ids[name, heading] = str(len(ids))
                title = f'{above} > {heading}' if above else heading
                file.write(json.dumps({'_id': ids[name, heading], 'title': title, 'text': text}) + '\n')
    with (HERE / 'questions.tsv').open(encoding='utf8') as file:
        questions = list(csv.DictReader(file, delimiter='\t', quoting=csv.QUOTE_NONE))
    with (out / 'queries.jsonl').open('w', encoding='utf8') as file:
        for number, row in enumerate(questions):
            file.write(json.dumps({'_id': f'q{number}', 'text': row['question']}) + '\n')
    with (out / 'qrels.tsv').open('w', encoding='utf8') as file:
        file.write('query-id\tcorpus-id\tscore\n')
        for number, row in enumerate(questions):
            file.write(f'q{number}\t{ids[row["file"], row["heading"]]}\t1\n')
    print(f'{len(ids)} sections, {len(questions)} questions')


if __name__ == '__main__':
    main()

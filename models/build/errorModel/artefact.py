"""The artefact: parameters with few degrees of freedom, and the rules, in hundredths of a nat."""

import json

from confusions import INSIDE, START

# Edits that no rule names; never cheap, so that every word stays in reach.
GENERIC = {
    "substitution": 900, "insertion": 850, "deletion": 700, "transposition": 700,
    "mark": 300, "spaceInsertion": 400, "spaceDeletion": 450,
}  # fmt: skip
# The word's own probability is tempered: counts from documentation are a rough guide to what other people write. On mined
# misspellings 0.7 to 1 are within three points, and mining, which asks for a frequent word, favours 1.
PARAMETERS = {"priorExponent": 0.8, "caseCost": 100, "firstLetterCost": 200}


def write(rules, path):
    """`rules[position][intended, written]` is a cost. One line a stretch, so that two versions can be compared."""
    with open(path, "w", encoding="utf-8") as out:
        out.write('{\n"format": "surprisal-spelling-errors",\n"version": 1,\n')
        for name, value in PARAMETERS.items():
            out.write(f'"{name}": {value},\n')
        out.write(f'"generic": {json.dumps(GENERIC)},\n')
        for position in (START, INSIDE):
            table = {}
            for (intended, written), cost in sorted(rules[position].items()):
                table.setdefault(intended, {})[written] = cost
            lines = (f"{json.dumps(i)}: {json.dumps(forms, separators=(',', ':'))}" for i, forms in table.items())
            out.write(f'"{position}": {{\n' + ",\n".join(lines) + ("\n},\n" if position == START else "\n}\n"))
        out.write("}\n")

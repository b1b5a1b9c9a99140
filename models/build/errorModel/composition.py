"""From classes and their rates to the artefact's rules."""

import json
import math
from collections import defaultdict

from confusions import INSIDE, START

COSTS_PER_NAT = 100


def compose(classes, rates, start_share):
    """P(written | intended) by position; letter classes happen at a word's first letter `start_share` as often.

    `classes` maps a name to {intended: {written: q}} or, where positions differ, {position: {intended: {written: q}}}.
    """
    probability = {position: defaultdict(lambda: defaultdict(float)) for position in (START, INSIDE)}
    for name, rules in classes.items():
        by_position = START in rules
        for position in (START, INSIDE):
            share = 1.0 if by_position or position == INSIDE else start_share
            for intended, written_forms in (rules[position] if by_position else rules).items():
                for written, q in written_forms.items():
                    probability[position][intended][written] += rates[name] * share * q
    return probability


def cost(p):
    return max(0, round(-COSTS_PER_NAT * math.log(p)))


def artefact(probability, generic, *, prior_exponent, case_cost, first_letter_cost):
    """The artefact as a dictionary; rules that no partition into cheaper ones makes needless."""

    def generic_cost(intended, written):
        if len(intended) == 1 and len(written) == 1:
            return generic["substitution"]
        if intended == "" and len(written) == 1:
            return generic["insertion"]
        if len(intended) == 1 and written == "":
            return generic["deletion"]
        if len(intended) == 2 and written == intended[::-1]:
            return generic["transposition"]
        return None

    tables = {INSIDE: {}, START: {}}
    inside = {i: {w: cost(p) for w, p in forms.items()} for i, forms in probability[INSIDE].items()}
    start = {i: {w: cost(p) for w, p in forms.items()} for i, forms in probability[START].items()}
    for intended in sorted(inside):
        for written in sorted(inside[intended]):
            c = inside[intended][written]
            g = generic_cost(intended, written)
            if (g is None or c < g) and c < 1200:
                tables[INSIDE].setdefault(intended, {})[written] = c
    for intended in sorted(start):
        for written in sorted(start[intended]):
            c = start[intended][written]
            g = generic_cost(intended, written)
            fallback = tables[INSIDE].get(intended, {}).get(written)
            if (g is None or c < g + first_letter_cost) and (fallback is None or c < fallback + first_letter_cost):
                if c < 1200:
                    tables[START].setdefault(intended, {})[written] = c
    return {
        "format": "surprisal-spelling-errors",
        "version": 1,
        "priorExponent": prior_exponent,
        "caseCost": case_cost,
        "firstLetterCost": first_letter_cost,
        "generic": generic,
        "start": tables[START],
        "inside": tables[INSIDE],
    }


def write(model, path):
    """One line a stretch, so that differences can be read."""
    with open(path, "w", encoding="utf-8") as out:
        out.write("{\n")
        for key, value in model.items():
            if key in (START, INSIDE):
                out.write(f'"{key}": {{\n')
                out.write(",\n".join(f"{json.dumps(i)}: {json.dumps(f, separators=(',', ':'))}" for i, f in value.items()))
                out.write("\n}" + ("," if key == START else "") + "\n")
            else:
                out.write(f'"{key}": {json.dumps(value)},\n')
        out.write("}\n")

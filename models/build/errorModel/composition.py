"""From classes and their rates to rules: probabilities, then costs."""

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
            for intended, forms in (rules[position] if by_position else rules).items():
                for written, q in forms.items():
                    probability[position][intended][written] += rates[name] * share * q
    return probability


def to_costs(probability):
    """Whole hundredths of a nat below certainty."""
    return {
        position: {
            intended: {written: max(0, round(-COSTS_PER_NAT * math.log(p))) for written, p in forms.items()}
            for intended, forms in table.items()
        }
        for position, table in probability.items()
    }

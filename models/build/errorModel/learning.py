"""Learns how often each class of error happens, by expectation-maximisation over the partitions of mined misspellings."""

from collections import defaultdict

from confusions import INSIDE, START

LONGEST = 5


class RuleIndex:
    """Classes and conditional probabilities of each rule, by position and both sides."""

    def __init__(self, classes, start_share):
        self.rules = {START: defaultdict(list), INSIDE: defaultdict(list)}
        self.opportunities = {START: defaultdict(dict), INSIDE: defaultdict(dict)}
        for name, rules in classes.items():
            by_position = START in rules
            for position in (START, INSIDE):
                share = 1.0 if by_position or position == INSIDE else start_share
                for intended, forms in (rules[position] if by_position else rules).items():
                    self.opportunities[position][intended][name] = share * sum(forms.values())
                    for written, q in forms.items():
                        self.rules[position][intended, written].append((name, share * q))


def _edges(index, rates, written, intended):
    """(i, j, i2, j2, probability, [(class, share of it)]) of the lattice, in topological order."""
    n, m = len(intended), len(written)
    edges = []
    for i in range(n + 1):
        position = START if i == 0 else INSIDE
        rules = index.rules[position]
        for j in range(m + 1):
            if i < n and j < m and intended[i] == written[j]:
                edges.append((i, j, i + 1, j + 1, 1.0, ()))
            for i2 in range(i, min(i + LONGEST, n) + 1):
                for j2 in range(j, min(j + LONGEST, m) + 1):
                    listed = rules.get((intended[i:i2], written[j:j2]))
                    if listed:
                        shares = [(name, rates[name] * q) for name, q in listed]
                        edges.append((i, j, i2, j2, sum(p for _, p in shares), shares))
    return edges


def expected_counts(index, rates, pairs):
    """Expected events of each class, opportunities of each class, and how many pairs the rules explain."""
    events, chances = defaultdict(float), defaultdict(float)
    explained = 0
    for written, intended in pairs:
        source, target = intended + "$", written + "$"
        edges = _edges(index, rates, target, source)
        end = (len(source), len(target))
        forward = defaultdict(float, {(0, 0): 1.0})
        for i, j, i2, j2, p, _ in edges:
            if (i, j) in forward:
                forward[i2, j2] += forward[i, j] * p
        if end not in forward:
            continue
        explained += 1
        backward = defaultdict(float, {end: 1.0})
        for i, j, i2, j2, p, shares in reversed(edges):
            if (i2, j2) in backward:
                backward[i, j] += p * backward[i2, j2]
                for name, share in shares:
                    events[name] += forward.get((i, j), 0.0) * share * backward[i2, j2] / forward[end]
        for i in range(len(source) + 1):
            position = START if i == 0 else INSIDE
            for i2 in range(i, min(i + LONGEST, len(source)) + 1):
                for name, q in index.opportunities[position].get(source[i:i2], {}).items():
                    chances[name] += q
    return events, chances, explained


def learn(classes, rates, pairs, start_share, *, confidence, iterations=12):
    """Rates after EM; `confidence` is how many events the first rates of a class count for."""
    index = RuleIndex(classes, start_share)
    initial = dict(rates)
    rates = dict(rates)
    for _ in range(iterations):
        events, chances, explained = expected_counts(index, rates, pairs)
        for name in rates:
            rates[name] = (events[name] + confidence) / (chances[name] + confidence / initial[name])
    return rates, events, explained

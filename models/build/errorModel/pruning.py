"""Drops rules that a partition into smaller rules makes nearly as well: what is left is small and quick to search."""

from confusions import INSIDE, START

MOST_SAVED = 2000


class Partition:
    """Cheapest way to write a stretch by the rules kept so far, identity and generic edits."""

    def __init__(self, generic, first_letter_cost):
        self.generic = generic
        self.first_letter_cost = first_letter_cost
        self.kept = {START: {}, INSIDE: {}}

    def generic_cost(self, intended, written):
        if "$" in intended or "$" in written:
            return None
        if intended == "":
            return self.generic["insertion"] if len(written) == 1 else None
        if written == "":
            return self.generic["deletion"] if len(intended) == 1 else None
        if len(intended) == 1 and len(written) == 1:
            return self.generic["substitution"]
        if len(intended) == 2 and written == intended[::-1] and intended[0] != intended[1]:
            return self.generic["transposition"]
        return None

    def rule(self, position, intended, written):
        if intended == written and len(intended) == 1:
            return 0
        costs = []
        generic = self.generic_cost(intended, written)
        inside = self.kept[INSIDE].get((intended, written))
        extra = self.first_letter_cost if position == START else 0
        if generic is not None:
            costs.append(generic + extra)
        if inside is not None:
            costs.append(inside + extra)
        if position == START and (intended, written) in self.kept[START]:
            costs.append(self.kept[START][intended, written])
        return min(costs) if costs else None

    def cheapest(self, position, intended, written, limit):
        """Cost of the cheapest partition, rules of the whole stretch included, or more than `limit`."""
        n, m = len(intended), len(written)
        none = limit + 1
        costs = [[none] * (m + 1) for _ in range(n + 1)]
        costs[0][0] = 0
        for i in range(n + 1):
            for j in range(m + 1):
                here = costs[i][j]
                if here > limit:
                    continue
                at = position if i == 0 else INSIDE
                for i2 in range(i, n + 1):
                    for j2 in range(j, m + 1):
                        if i2 == i and j2 == j or here >= costs[i2][j2]:
                            continue
                        step = self.rule(at, intended[i:i2], written[j:j2])
                        if step is not None and here + step < costs[i2][j2]:
                            costs[i2][j2] = here + step
        return costs[n][m]


def prune(costs, generic, first_letter_cost, *, margin, ceiling, uses, least_gain):
    """Rules of `costs[position][intended][written]` that save more than `margin` (hundredths of a nat) on any partition.

    Dropped too: rules dearer than `ceiling`, and those that save less than `least_gain[position]` nats in an average misspelt word,
    `uses(position, intended, written)` being how often they are wanted in one.
    """
    partition = Partition(generic, first_letter_cost)
    for position in (INSIDE, START):
        listed = [
            (i, w, c)
            for i, forms in costs[position].items()
            for w, c in forms.items()
            if c <= ceiling and uses(position, i, w) * MOST_SAVED / 100 >= least_gain[position]
        ]
        listed.sort(key=lambda rule: (len(rule[0]) + len(rule[1]), rule))
        for intended, written, c in listed:
            saved = partition.cheapest(position, intended, written, c + MOST_SAVED) - c
            if saved > margin and uses(position, intended, written) * saved / 100 >= least_gain[position]:
                partition.kept[position][intended, written] = c
    return partition.kept

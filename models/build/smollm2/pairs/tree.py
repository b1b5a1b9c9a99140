"""Many sentences in one run: those that begin alike share their rows."""

import numpy as np

SLICE_ROWS = 64
CLOSED = np.float32(-1e9)


class Tree:
    """Token sequences merged where they begin alike. Node 0 is the last token of the prefix, which isn't fed."""

    def __init__(self):
        self.tokens, self.parents, self._children = [-1], [-1], [{}]

    def __len__(self):
        return len(self.tokens) - 1

    def add(self, ids):
        """The nodes of a sequence."""
        node, path = 0, []
        for token in ids:
            if token not in self._children[node]:
                self._children[node][token] = len(self.tokens)
                self.tokens.append(token)
                self.parents.append(node)
                self._children.append({})
            node = self._children[node][token]
            path.append(node)
        return path


class TreeScorer:
    """model: session.Model's sessions; prefix: hidden rows [n, hidden] and cache [layers, 2, heads, n, head size]."""

    def __init__(self, body, head, layers, hidden, cache):
        self._body, self._head, self._before, self._last = body, head, len(hidden), hidden[-1:]
        self._past = {
            f"past_key_values.{layer}.{part}": cache[layer, index][None]
            for layer in range(layers)
            for index, part in enumerate(("key", "value"))
        }

    def edges(self, tree, ends=()):
        """Log probabilities of each node's token after its parent's, [nodes + 1], and of `ends` after each node, [nodes + 1, ends]."""
        count, before = len(tree), self._before
        depths, visible = np.zeros(count + 1, np.int64), np.zeros((count + 1, count + 1), bool)
        for node in range(1, count + 1):
            parent = tree.parents[node]
            depths[node], visible[node] = depths[parent] + 1, visible[parent]
            visible[node, node] = True
        bias = np.zeros((count, before + count), np.float32)
        bias[:, before:][~visible[1:, 1:]] = CLOSED
        feeds = self._past | {
            "input_ids": np.array([tree.tokens[1:]], np.int64),
            "position_ids": (before - 1 + depths[1:])[None],
            "attention_bias": bias[None, None],
            "in_place": np.array(False),
            "seqlens_k": np.array([before + count - 1], np.int32),
            "total_sequence_length": np.array(before + count, np.int32),
        }
        rows = np.concatenate([self._last, self._body.run(["hidden"], feeds)[0]])
        children = [[] for _ in range(count + 1)]
        for node in range(1, count + 1):
            children[tree.parents[node]].append(node)
        edges, after = np.zeros(count + 1), np.zeros((count + 1, len(ends)))
        asked = [node for node in range(count + 1) if children[node] or ends]
        # Rows with about as many targets together.
        asked.sort(key=lambda node: len(children[node]))
        for start in range(0, len(asked), SLICE_ROWS):
            part = asked[start : start + SLICE_ROWS]
            widest = max(len(children[node]) for node in part) + len(ends)
            targets = np.zeros((len(part), widest), np.int64)
            for row, node in enumerate(part):
                wanted = [tree.tokens[child] for child in children[node]] + list(ends)
                targets[row, : len(wanted)] = wanted
            found = self._head.run(["log_probs"], {"hidden": rows[part], "targets": targets, "detailed": np.array(False)})[0]
            for row, node in enumerate(part):
                own = children[node]
                edges[own] = found[row, : len(own)]
                after[node] = found[row, len(own) : len(own) + len(ends)]
        return edges, after

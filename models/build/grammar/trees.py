"""Boosted trees: training with LightGBM, and the JSON that editClassifier.ts reads."""

import lightgbm
import numpy as np
from sklearn.linear_model import LogisticRegression

from rows import Rows

# What can only speak for an edit, and what only against it, whatever the kind of text: so that the text trained on says less.
RISING = {
    "ngramGain", "ngramMargin", "firstGain", "firstMargin", "shortGain", "shortMargin",
    "gain", "changedGain", "rightGain", "margin", "ngramOwnMargin", "firstOwnMargin",
    "shortOwnMargin", "ownMargin", "seenOwn",
}  # fmt: skip
FALLING = {"ngramBetter", "better", "quoted"}

PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 15,
    "min_data_in_leaf": 30,
    "lambda_l2": 5.0,
    "cat_smooth": 20.0,
    "cat_l2": 20.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "monotone_constraints_method": "intermediate",
    "seed": 20261127,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}
TREES = 150


def trained(rows: Rows, trees: int = TREES) -> lightgbm.Booster:
    directions = [1 if name in RISING else -1 if name in FALLING else 0 for name in rows.names]
    data = lightgbm.Dataset(rows.features, rows.right, feature_name=rows.names, categorical_feature=["editClass"])
    return lightgbm.train(PARAMETERS | {"monotone_constraints": directions}, data, trees)


def raw_log_odds(booster: lightgbm.Booster, rows: Rows) -> np.ndarray:
    return booster.predict(rows.features, raw_score=True)


def platt_scaling(log_odds: np.ndarray, right: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """Scale and bias of calibrated log odds."""
    model = LogisticRegression(C=1e6).fit(log_odds[:, None], right, sample_weight=weight)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def artefact(booster: lightgbm.Booster, scale: float, bias: float, classes: list[str]) -> dict:
    dump = booster.dump_model()
    names = dump["feature_names"]
    trees = [compact(tree["tree_structure"], names, classes) for tree in dump["tree_info"]]
    return {"features": names, "scale": round(scale, 4), "bias": round(bias, 4), "trees": trees}


def compact(root: dict, names: list[str], classes: list[str]) -> dict:
    """A tree as arrays, one entry a node; a negative child is -1 - index of a leaf."""
    tree = {"feature": [], "split": [], "left": [], "right": [], "leaves": []}

    def place(node: dict) -> int:
        if "leaf_value" in node:
            tree["leaves"].append(round(node["leaf_value"], 5))
            return -len(tree["leaves"])
        index = len(tree["feature"])
        tree["feature"].append(node["split_feature"])
        if node["decision_type"] == "==":
            tree["split"].append([classes[int(one)] for one in str(node["threshold"]).split("||")])
        else:
            # LightGBM keeps 0 apart by bounds just below and above it.
            tree["split"].append(round(node["threshold"] - (5e-5 if -1e-9 < node["threshold"] < 0 else 0), 5))
        tree["left"].append(0)
        tree["right"].append(0)
        tree["left"][index] = place(node["left_child"])
        tree["right"][index] = place(node["right_child"])
        return index

    place(root)
    return tree

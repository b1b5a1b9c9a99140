"""
Trains the classifiers of candidate edits and sets the operating points: 
`python train.py TRAINING VALIDATION PROBE.json GRAMMAR.json REFERENCE.json REPORT.md`.

TRAINING and VALIDATION are what extract.ts wrote (several, with commas between), the second of documents and with ways to damage text that are not in the first. PROBE.json is from probe.py,
GRAMMAR.json the artefact, REFERENCE.json holds values that the test of editClassifier.ts compares with, REPORT.md the figures of this run.
"""

import json
import re
import sys
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from points import Validation, best_f, by_halves, counts, f_score, on_the_rest, precise, prior_shift, shifted
from rows import LOOKS, Rows, Sentences, read_rows, read_sentences
from trees import artefact, platt_scaling, raw_log_odds, trained

# Of the right edits that come to a look, how many are to pass it, and how many edits of a sentence are let through at most.
KEPT = {"ngram": 0.98, "first": 0.975, "short": 0.98, "full": 1.0}
MOST = {"ngram": 60, "first": 12, "short": 7, "full": 8}
TREES = {"ngram": 200, "first": 200, "short": 200, "full": 300}

# Errors in 1,000 words: of native writers, and of learners.
NATIVE, LEARNER = 5, 100
PRECISION = 0.9
MOST_FLAGS = 1.0


def edit_classes() -> list[str]:
    source = Path(__file__).parents[3] / "server/src/proofreading/grammar/grammarEdit.ts"
    block = re.search(r"editClasses = \[(.*?)\] as const", source.read_text(), re.S)[1]
    return re.findall(r"^\s*'([\w-]+)',", block, re.M)


def calibration_error(probability: np.ndarray, right: np.ndarray, bins: int = 10) -> tuple[float, list[tuple]]:
    """Expected calibration error over bins of equal width, and the reliability curve: edits, mean confidence, share right."""
    place = np.minimum((probability * bins).astype(int), bins - 1)
    curve = []
    for one in range(bins):
        inside = place == one
        if inside.any():
            curve.append((int(inside.sum()), float(probability[inside].mean()), float(right[inside].mean())))
    error = sum(count * abs(mean - share) for count, mean, share in curve) / len(probability)
    return error, curve


def points(rows: Rows, sentences: Sentences, log_odds: np.ndarray, classes: list[str], report: list[str]) -> dict:
    result = {}
    for name, error_rate in (("cautious", NATIVE), ("balanced", LEARNER), ("eager", LEARNER)):
        validation = Validation(rows, sentences, error_rate)
        shift = prior_shift(validation, log_odds)
        confidence = shifted(log_odds, shift)
        if name == "cautious":
            least, own = precise(validation, confidence, PRECISION, MOST_FLAGS)
        else:
            least, own = best_f(validation, confidence, 0.5 if name == "balanced" else 1), {}
        leasts = np.array([own.get(int(one), least) for one in rows.features[:, 0]])
        right, wrong = counts(validation, confidence, leasts)
        report.append(
            f"| {name} | {error_rate} | {100 * right / max(1e-9, right + wrong):.1f} | {100 * right / validation.errors:.1f} "
            f"| {100 * f_score(right, wrong, validation.errors, 0.5):.1f} | {wrong:.2f} |"
        )
        result[name] = {
            "errorRate": error_rate,
            "shift": round(shift, 3),
            "least": round(float(least), 3),
            "classes": {classes[one]: value for one, value in own.items()},
        }
    return result


def ablation(rows: Rows, sentences: Sentences, log_odds: np.ndarray) -> list[str]:
    """What is gained by what: bounds set on every other sentence, measured on the rest, at the learners' rate of errors."""
    gain = rows.features[:, rows.names.index("gain")]
    lines = ["", "| judged by | P % | R % | F0.5 % |", "| --- | --- | --- | --- |"]
    whole = Validation(rows, sentences, LEARNER)
    by_gain = 1 / (1 + np.exp(-(gain - 5)))
    for name, sureness in (("gain, one bound", by_gain), ("features", by_halves(whole, log_odds))):
        precision, recall, f_half = on_the_rest(whole, sureness)
        lines.append(f"| {name} | {precision:.1f} | {recall:.1f} | {f_half:.1f} |")
    return lines


def main() -> None:
    training, validation, probe, output, reference, report_path = sys.argv[1:]
    classes = edit_classes()
    known, unseen = read_sentences(training), read_sentences(validation)
    report = [
        f"Trained on {len(known.words):,} sentences with {known.error_rate:.0f} errors in 1,000 words; measured on {len(unseen.words):,} sentences "
        f"of other documents with {unseen.error_rate:.0f}, half of them damaged by other procedures. Platt's scaling is fitted on every other of these "
        "sentences; the calibration error is of those of the rest that are of other procedures.",
        "",
        f"The neural model reads {known.tokens_read[known.tokens_read > 0].mean():.0f} tokens a sentence of the first with the gates that rows were extracted with.",
        "",
        "| look | candidates | right | AUC | passed by right ones % | left a sentence | calibration error % |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    looks, samples, judged, curve = {}, {}, {}, []
    for look in LOOKS:
        rows, held_out = read_rows(training, look), read_rows(validation, look)
        booster = trained(rows, TREES[look])
        raw = raw_log_odds(booster, held_out)
        fitted = held_out.sentence % 2 == 0
        scale, bias = platt_scaling(raw[fitted], held_out.right[fitted], np.ones(fitted.sum()))
        log_odds = scale * raw + bias
        least = float(np.quantile(log_odds[held_out.right], 1 - KEPT[look])) if KEPT[look] < 1 else -6.0
        passed = log_odds >= least
        probability = 1 / (1 + np.exp(-log_odds))
        strange = ~fitted & (unseen.family == "unseen")[held_out.sentence]
        error, curve = calibration_error(probability[strange], held_out.right[strange])
        report.append(
            f"| {look} | {len(rows.right):,} | {rows.right.sum():,} | {roc_auc_score(held_out.right, log_odds):.4f} "
            f"| {100 * passed[held_out.right].mean():.1f} | {passed.sum() / len(unseen.words):.1f} | {100 * error:.2f} |"
        )
        looks[look] = {
            "least": round(least, 3),
            "most": MOST[look],
            "classifier": artefact(booster, scale, bias, classes),
        }
        some = np.linspace(0, len(held_out.right) - 1, 12).astype(int)
        samples[look] = [
            {"features": [round(float(v), 4) for v in held_out.features[one]], "logOdds": round(float(log_odds[one]), 4)}
            for one in some
        ]
        judged[look] = (held_out, log_odds)
        importance = sorted(zip(booster.feature_importance("gain"), rows.names), reverse=True)
        print(look, [(name, int(gain)) for gain, name in importance[:12]], file=sys.stderr)
    report += ["", "Reliability of the last look:", "", "| edits | mean confidence | share right |", "| --- | --- | --- |"]
    report += [f"| {count} | {mean:.3f} | {share:.3f} |" for count, mean, share in curve]
    report += ablation(*judged["full"][:1], unseen, judged["full"][1])
    header = [
        "",
        "| operating point | errors in 1,000 words | P % | R % | F0.5 % | wrong in 1,000 words |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    grammar = {"probe": json.loads(Path(probe).read_text()), "looks": looks}
    for name, look in (("neural", "full"), ("ngram", "ngram")):
        report += ["", f"Both models:" if name == "neural" else "The n-gram model alone:", *header]
        held_out, log_odds = judged[look]
        grammar[name] = points(held_out, unseen, log_odds, classes, report)
    Path(output).write_text(json.dumps(grammar, separators=(",", ":")) + "\n")
    Path(reference).write_text(json.dumps(samples) + "\n")
    Path(report_path).write_text("\n".join(report) + "\n")


if __name__ == "__main__":
    main()

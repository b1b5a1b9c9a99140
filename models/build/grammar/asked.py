"""
Learns how much the last look counts, where the model is asked to correct the sentence, and sets the operating points by it:
`python asked.py VALIDATION GRAMMAR.json REPORT.md`.

VALIDATION is what extract.ts wrote of sentences that train.py did not train on, GRAMMAR.json the artefact of train.py, to which the last look is added, REPORT.md gets the figures of this run.

The look's gain is taken for a witness of its own: its weight is what it has in a logistic regression beside the plain gain, and not beside the log odds of the looks before. These know the ways in which
mistakes were put in, so that on made mistakes nothing can be added to them: AUC is .92 with and without the look. Of mistakes that nobody made they know less.
"""

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from points import Validation, by_halves, on_the_rest
from rows import Rows, Sentences, read_rows, read_sentences
from train import LEARNER, calibration_error, edit_classes, points
from trees import platt_scaling

# Nats: gains beyond say no more. Of limits between 2 and 12 on either side these fit best; above, 4 fits as well as more, and the less a gain can do the fewer sentences need be asked about.
LIMITS = (-8.0, 4.0)
# Candidates with less after the look before are not asked about, and no more than so many of a sentence.
LEAST_BEFORE = -3.5
MOST = 6


def compared(rows: Rows, sentences: Sentences, judged: dict[str, np.ndarray]) -> list[str]:
    """Bounds set on every other sentence, measured on the rest, at the learners' rate of errors."""
    lines = ["| judged by | AUC | P % | R % | F0.5 % |", "| --- | --- | --- | --- | --- |"]
    whole = Validation(rows, sentences, LEARNER)
    for name, log_odds in judged.items():
        precision, recall, f_half = on_the_rest(whole, by_halves(whole, log_odds))
        auc = roc_auc_score(rows.right, log_odds)
        lines.append(f"| {name} | {auc:.4f} | {precision:.1f} | {recall:.1f} | {f_half:.1f} |")
    return lines


def main() -> None:
    validation, grammar_path, report_path = sys.argv[1:]
    classes = edit_classes()
    sentences, rows = read_sentences(validation), read_rows(validation, "asked")
    column = lambda name: rows.features[:, rows.names.index(name)]
    gain, asked, before = column("gain"), column("askedGain").clip(*LIMITS), column("logOddsBefore")
    both = np.stack([gain.clip(-8, 8), asked], axis=1)
    of_gain, weight = LogisticRegression(C=1e6).fit(both, rows.right).coef_[0]
    scale, bias = platt_scaling(before + weight * asked, rows.right, np.ones(len(asked)))
    log_odds = scale * (before + weight * asked) + bias
    error, curve = calibration_error(1 / (1 + np.exp(-log_odds)), rows.right)
    report = [
        f"The last look, on {len(sentences.words):,} sentences of the validation text with {sentences.error_rate:.0f} errors in 1,000 words: {len(rows.right):,} candidates came so far, of which "
        f"{rows.right.sum():,} were right. A nat of gain counts {weight:.3f}, beside {of_gain:.3f} of a plain one. Calibration error {100 * error:.2f} %.",
        "",
        *compared(
            rows,
            sentences,
            {
                "plain gain": gain,
                "plain gain and that of the last look": both @ np.array([of_gain, weight]),
                "all looks before": before,
                "all looks": log_odds,
            },
        ),
        "",
        "| edits | mean confidence | share right |",
        "| --- | --- | --- |",
        *(f"| {count} | {mean:.3f} | {share:.3f} |" for count, mean, share in curve),
        "",
        "| operating point | errors in 1,000 words | P % | R % | F0.5 % | wrong in 1,000 words |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    grammar = json.loads(Path(grammar_path).read_text())
    grammar["looks"]["full"] |= {"least": LEAST_BEFORE, "most": MOST}
    grammar["looks"]["asked"] = {
        "weight": round(float(weight), 4),
        "limits": LIMITS,
        "scale": round(scale, 4),
        "bias": round(bias, 4),
        "least": -6.0,
        "most": MOST,
    }
    grammar["neural"] = points(rows, sentences, log_odds, classes, report)
    Path(grammar_path).write_text(json.dumps(grammar, separators=(",", ":")) + "\n")
    Path(report_path).write_text("\n".join(report) + "\n")


main()

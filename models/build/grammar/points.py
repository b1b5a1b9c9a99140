"""Operating points: how sure an edit must be, from validation text at a stated rate of errors."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar

from rows import Rows, Sentences

# Least confidences that are tried.
GRID = np.concatenate([np.arange(0.05, 0.9, 0.025), np.arange(0.9, 0.995, 0.01), [0.995]])
# A class that nothing is known of is judged as the others are; it has to have so many edits to be judged by itself.
LEAST_EDITS = 25
LEAST_LOG_ODDS = -1


@dataclass(frozen=True)
class Validation:
    """Candidates of the last look, and their weights in a text with the stated rate of errors."""

    rows: Rows
    sentences: Sentences
    error_rate: float

    def part(self, remainder: int) -> tuple["Validation", np.ndarray]:
        """Every other sentence, and which rows are of these."""
        mask = self.rows.sentence % 2 == remainder
        other = np.arange(len(self.sentences.words)) % 2 != remainder
        words, errors = self.sentences.words.copy(), self.sentences.errors.copy()
        words[other] = errors[other] = 0
        return Validation(self.rows.where(mask), self.sentences.with_counts(words, errors), self.error_rate), mask

    @property
    def sentence_weights(self) -> np.ndarray:
        """Words with errors in their sentence and words without, as they are in text with so many errors."""
        damaged = self.sentences.errors > 0
        words = self.sentences.words
        rate = 1000 * self.sentences.errors.sum() / words[damaged].sum()
        share = min(1.0, self.error_rate / rate)
        return np.where(damaged, share / words[damaged].sum(), (1 - share) / max(1, words[~damaged].sum())) * 1000

    @property
    def weights(self) -> np.ndarray:
        return self.sentence_weights[self.rows.sentence]

    @property
    def errors(self) -> float:
        """In 1,000 words of the weighted text."""
        return float((self.sentence_weights * self.sentences.errors).sum())


def prior_shift(validation: Validation, log_odds: np.ndarray) -> float:
    """
    What is added to the log odds in text with the stated rate of errors: likelihoods stay, priors move (Saerens, Latinne and Decaestecker 2002). It is
    fitted to the weighted rows and not taken from the rates, since wrong candidates are of two sorts: those in right text, which do not
    become fewer with the errors, and those beside an error, which do. Only rows count that come near to being found.
    """
    near = log_odds > LEAST_LOG_ODDS
    weights, right, log_odds = validation.weights[near], validation.rows.right[near], log_odds[near]

    def loss(shift: float) -> float:
        odds = log_odds + shift
        return float((weights * np.logaddexp(0, np.where(right, -odds, odds))).sum())

    return float(minimize_scalar(loss, bounds=(-6, 6), method="bounded").x)


def shifted(log_odds: np.ndarray, shift: float) -> np.ndarray:
    return 1 / (1 + np.exp(-(log_odds + shift)))


def chosen(rows: Rows, confidence: np.ndarray, least: np.ndarray) -> np.ndarray:
    """Whether each edit is made: the surest first, none beside one that is made already."""
    made = np.zeros(len(confidence), bool)
    taken: dict[int, list[tuple[int, int]]] = {}
    for index in np.argsort(-confidence, kind="stable"):
        if confidence[index] < least[index]:
            continue
        spans = taken.setdefault(rows.sentence[index], [])
        start, end = rows.start[index], rows.end[index]
        if any(start <= other_end + 1 and other <= end + 1 for other, other_end in spans):
            continue
        spans.append((start, end))
        made[index] = True
    return made


def f_score(right: float, wrong: float, errors: float, beta: float) -> float:
    square = beta * beta
    return (1 + square) * right / max(1e-9, right + wrong + square * errors)


# Of the greatest F, what may be given up for a lesser confidence.
LEEWAY = 0.01


def best_f(validation: Validation, confidence: np.ndarray, beta: float) -> float:
    """
    The least confidence with which F comes within LEEWAY of its maximum. The best bound on a calibrated probability is F / (1 + beta^2), and made mistakes
    are easier than writers' own, whose F is less: where many bounds are as good, the lowest is.
    """
    of = {least: f_of(validation, confidence, np.full(len(confidence), least), beta) for least in GRID}
    return min(least for least, f in of.items() if f >= max(of.values()) - LEEWAY)


def f_of(validation: Validation, confidence: np.ndarray, least: np.ndarray, beta: float) -> float:
    right, wrong = counts(validation, confidence, least)
    return f_score(right, wrong, validation.errors, beta)


def counts(validation: Validation, confidence: np.ndarray, least: np.ndarray) -> tuple[float, float]:
    """Right and wrong edits in 1,000 words."""
    made = chosen(validation.rows, confidence, least)
    weights = validation.weights * made
    return float(weights[validation.rows.right].sum()), float(weights[~validation.rows.right].sum())


def precise(
    validation: Validation, confidence: np.ndarray, precision: float, most_wrong: float
) -> tuple[float, dict[int, float]]:
    """
    The least confidence with which edits are so precise, and in text without errors so few in 1,000 words; of a class, with which it has no more than
    a fifth of these.
    """
    rows, weights = validation.rows, validation.weights
    clean = validation.sentences.errors == 0
    clean_words = max(1, validation.sentences.words[clean].sum())
    made = chosen(rows, confidence, np.full(len(confidence), GRID[0]))

    def measured(kept: np.ndarray) -> float:
        right, wrong = weights[kept & rows.right].sum(), weights[kept & ~rows.right].sum()
        return float(right / max(1e-9, right + wrong))

    def flags(kept: np.ndarray) -> float:
        return float(1000 * (kept & clean[rows.sentence]).sum() / clean_words)

    def passes(least: float) -> bool:
        kept = made & (confidence >= least)
        return measured(kept) >= precision and flags(kept) <= most_wrong

    common = next((least for least in GRID if passes(least)), GRID[-1])
    found: dict[int, float] = {}
    for edit_class in np.unique(rows.features[:, 0]).astype(int):
        own = made & (rows.features[:, 0] == edit_class)
        if own.sum() < LEAST_EDITS:
            continue
        few = (least for least in GRID[GRID >= common] if flags(own & (confidence >= least)) <= most_wrong / 5)
        least = next(few, GRID[-1])
        if least - common > 0.01:
            found[edit_class] = round(float(least), 3)
    return float(common), found


def on_the_rest(validation: Validation, sureness: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F0.5 in per cent on every other sentence, with the bound that is best on the ones between."""
    (known, in_known), (other, in_other) = validation.part(0), validation.part(1)
    least = best_f(known, sureness[in_known], 0.5)
    right, wrong = counts(other, sureness[in_other], np.full(in_other.sum(), least))
    return (
        100 * right / max(1e-9, right + wrong),
        100 * right / other.errors,
        100 * f_score(right, wrong, other.errors, 0.5),
    )


def by_halves(validation: Validation, log_odds: np.ndarray) -> np.ndarray:
    """Confidences, shifted by the prior of the sentences that `on_the_rest` sets bounds on."""
    known, in_known = validation.part(0)
    return shifted(log_odds, prior_shift(known, log_odds[in_known]))

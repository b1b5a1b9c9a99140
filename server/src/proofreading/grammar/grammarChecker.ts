import type { WordSet } from '../../lexicon/wordSet';
import type { CandidateOptions, CandidateRequest, CandidateScores } from '../../lm/languageModel';
import type { BlockKind } from '../../text/maskedDocument';
import type { Token } from '../../text/token';
import type { Finding } from '../finding';
import type { ProofreadingSettings } from '../settings';
import { candidateEdits } from './candidateEdits';
import { Cascade } from './cascade';
import { isChecked } from './checkedSentences';
import { decide } from './decision';
import type { GrammarModels } from './grammarModels';

/** A sentence to be checked, with everything that its findings may depend on. */
export interface GrammarRequest {
  /** Masked text of the sentence. */
  readonly sentence: string;
  /** What it stands after: the heading and at most the sentence before. */
  readonly leftContext?: string;
  /** Offsets in `sentence`. */
  readonly tokens: readonly Token[];
  readonly blockKind: BlockKind;
  readonly settings: ProofreadingSettings;
  readonly dictionary: WordSet;
}

/** How the model is to be asked. */
export interface GrammarScoring {
  readonly signal?: AbortSignal;
  readonly priority?: 'visible' | 'rest';
}

/** What the checker asks of a neural model. */
export interface EditScorer {
  readonly id: string;
  scoreCandidates(
    requests: readonly CandidateRequest[],
    options?: CandidateOptions & GrammarScoring,
  ): Promise<readonly CandidateScores[]>;
}

/** Finds edits that make a sentence likelier, and are likely right. A request and the models alone decide what is found. */
export class GrammarChecker {
  private readonly cascade: Cascade;

  /** @param model without one, n-grams judge alone */
  constructor(
    private readonly models: GrammarModels,
    private readonly model?: EditScorer,
  ) {
    this.cascade = new Cascade(models, model);
  }

  /** Of the model that judges. */
  get id(): string {
    return this.model?.id ?? this.models.words.id;
  }

  /**
   * Findings for each request, offsets in its sentence, ascending and disjoint.
   * @throws what the model throws
   */
  async check(
    requests: readonly GrammarRequest[],
    scoring: GrammarScoring = {},
  ): Promise<readonly (readonly Finding[])[]> {
    const findings: (readonly Finding[])[] = [];
    for (const request of requests) findings.push(await this.checkSentence(request, scoring));
    return findings;
  }

  private async checkSentence(request: GrammarRequest, scoring: GrammarScoring): Promise<readonly Finding[]> {
    if (request.settings.disabledKinds.has('grammar') || !isChecked(request)) return [];
    const { sentence: text, tokens, settings } = request;
    const edits = candidateEdits({ text, tokens, dialect: settings.dialect }, this.models.resources);
    const judged = await this.cascade.judge(request, edits, scoring);
    return decide(request, judged);
  }
}

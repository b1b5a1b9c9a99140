import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type {
  CandidateEdit,
  CandidateOptions,
  CandidateRequest,
  CandidateScores,
  ChangedTokens,
  SentenceScore,
} from '../../../server/src/lm/languageModel';
import type { EditScorer } from '../../../server/src/proofreading/grammar/grammarRequest';

interface RememberedEdit {
  readonly gain: number;
  readonly change: ChangedTokens;
}

interface RememberedSentence {
  readonly score: SentenceScore;
  readonly projected?: readonly (readonly number[])[];
}

type Line = ({ readonly key: string } & RememberedSentence) | ({ readonly key: string } & RememberedEdit);

/** Keeps what a neural model said in a file of JSON lines: features can be changed and extracted again without asking it again. */
export class RememberedScores implements EditScorer {
  readonly id: string;
  private readonly sentences = new Map<string, RememberedSentence>();
  private readonly edits = new Map<string, RememberedEdit>();

  constructor(
    private readonly model: EditScorer,
    private readonly path: string,
  ) {
    this.id = model.id;
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      if (line === '') continue;
      const { key, ...values } = JSON.parse(line) as Line;
      if ('score' in values) this.sentences.set(key, values);
      else this.edits.set(key, values);
    }
  }

  /** `tokensRead` is an estimate where some was remembered: the whole sentence's tokens once, and those of all branches. */
  async scoreCandidates(
    requests: readonly CandidateRequest[],
    options: CandidateOptions = {},
  ): Promise<readonly CandidateScores[]> {
    const results: CandidateScores[] = [];
    for (const request of requests) results.push(await this.one(request, options));
    return results;
  }

  private async one(request: CandidateRequest, options: CandidateOptions): Promise<CandidateScores> {
    const { sentence, leftContext = '', edits } = request;
    const { projection, ...looked } = options;
    const place = JSON.stringify([sentence, leftContext, projection?.[0]?.[0], projection?.[0]?.[1]]);
    const keyOf = ({ start, end, replacement }: CandidateEdit) =>
      JSON.stringify([sentence, leftContext, looked, start, end, replacement]);
    const missing = edits.filter((edit) => !this.edits.has(keyOf(edit)));
    if (missing.length > 0 || !this.sentences.has(place)) {
      const [scores] = await this.model.scoreCandidates([{ ...request, edits: missing }], options);
      const { sentence: score, gains, changes, projected } = scores!;
      const lines: Line[] = missing.map((edit, index) => ({
        key: keyOf(edit),
        gain: gains[index]!,
        change: changes[index]!,
      }));
      if (!this.sentences.has(place)) {
        const remembered = { score, ...(projected && { projected }) };
        this.sentences.set(place, remembered);
        lines.push({ key: place, ...remembered });
      }
      for (const line of lines) if ('gain' in line) this.edits.set(line.key, line);
      appendFileSync(this.path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    }
    const { score, projected } = this.sentences.get(place)!;
    const found = edits.map((edit) => this.edits.get(keyOf(edit))!);
    const branches =
      options.branchTokens === 1
        ? score.tokens.length
        : found.reduce((sum, { change }) => sum + change.editedCount + (options.rightContext ?? 0) - 1, 0);
    return {
      sentence: score,
      gains: found.map(({ gain }) => gain),
      changes: found.map(({ change }) => change),
      tokensRead: branches,
      ...(projected && { projected }),
    };
  }
}

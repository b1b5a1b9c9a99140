import type { AnswerExtract, AnswerPart, AnswerSentence, AskResult } from '../../../server/src/shared/askProtocol';

/** `asking` until everything has come. A question that was cancelled, or failed, keeps what had come. */
export type QuestionState = 'asking' | 'answered' | 'cancelled' | 'failed';

/** A question of this session, with what is known of its answer so far. */
export class AskedQuestion {
  state: QuestionState = 'asking';
  /** Undefined until passages were looked for. */
  private known: readonly AnswerExtract[] | undefined;
  sentences: readonly AnswerSentence[] = [];
  /** What is being written and was not checked yet. */
  draft = '';
  /** All of the answer, once it has come. */
  result: AskResult | undefined;
  /** What went wrong, in one line. */
  problem: string | undefined;

  /** @param number counts the questions of a session */
  constructor(
    readonly number: number,
    readonly question: string,
  ) {}

  get hasLooked(): boolean {
    return this.known !== undefined;
  }

  get extracts(): readonly AnswerExtract[] {
    return this.known ?? [];
  }

  /** Nothing that was found answers it. */
  get isRefused(): boolean {
    return this.result?.refused === true;
  }

  /** Something of the answer has come. */
  add(part: AnswerPart): void {
    switch (part.kind) {
      case 'extracts':
        this.known = part.extracts;
        break;
      case 'text':
        this.draft += part.text;
        break;
      case 'sentences':
        this.sentences = part.sentences;
        this.draft = '';
        break;
    }
  }

  /** All of it has come. */
  finish(result: AskResult): void {
    this.result = result;
    this.known = result.extracts;
    this.sentences = result.generated?.sentences ?? [];
    this.end(result.problem === undefined ? 'answered' : 'failed', result.problem);
  }

  cancel(): void {
    this.end('cancelled');
  }

  fail(problem: string): void {
    this.end('failed', problem);
  }

  /** The extracts that a sentence cites. */
  cited({ citations }: AnswerSentence): readonly AnswerExtract[] {
    return citations.map((place) => this.extracts[place]).filter((extract) => extract !== undefined);
  }

  private end(state: QuestionState, problem?: string): void {
    this.state = state;
    this.problem = problem;
    // What nobody has checked is not shown as an answer.
    this.draft = '';
  }
}

import type { GeneratedPiece, GenerateOptions } from '../languageModel';
import { ConstraintCompiler, isConstrained } from '../sampling/constraint/constraintCompiler';
import { Sampler } from '../sampling/sampler';
import { StopScanner } from '../sampling/stopScanner';
import type { ConstraintState } from '../sampling/tokenConstraint';
import { PromptLookup } from './promptLookup';
import { promptWindow, steppedStart } from './promptWindow';
import type { SubwordTokenizer } from './tokenizer';
import type { TokenPredictor } from './tokenPredictor';

/** By how many tokens the view moves on when a generation has filled it. */
const VIEW_STEP_TOKENS = 256;

export interface TextGeneratorParts {
  readonly tokenizer: SubwordTokenizer;
  readonly predictor: TokenPredictor;
}

/** Writes text token by token. Between two pieces the cache may be used for other texts: it is looked up again for every token. */
export class TextGenerator {
  readonly #parts: TextGeneratorParts;
  #constraints: ConstraintCompiler | undefined;

  constructor(parts: TextGeneratorParts) {
    this.#parts = parts;
  }

  /**
   * @throws RangeError for sampling options without a meaning
   * @throws ConstraintError for a constraint that cannot be read or met
   */
  async *generate(prompt: string, options: GenerateOptions): AsyncGenerator<GeneratedPiece, void, undefined> {
    const { tokenizer, predictor } = this.#parts;
    const { endTokens } = tokenizer;
    const otherControl = tokenizer.controlTokens.filter((id) => !endTokens.includes(id));
    const sampler = new Sampler(options);
    const scanner = new StopScanner(options.stop ?? []);
    const decoder = new TextDecoder();
    const tokens = promptWindow(tokenizer, prompt);
    // Spaces at the end of the prompt are the beginning of the next word's token.
    let owed = takeTrailingSpaces(tokenizer, tokens);
    let state = this.#constraint(options, prompt, owed);
    if (options.maxTokens < 1 || state?.complete) {
      yield { text: '', logProbability: 0, finishReason: state?.complete ? 'complete' : 'length' };
      return;
    }
    const lookup = new PromptLookup();
    let draft: readonly number[] = [];
    /** Logits after the tokens so far, and after each of the draft that has come true. */
    let rows: Float32Array[] = [];
    let checking = false;
    let pending = 0;
    for (let written = 0; ; written++) {
      // The prompt gives the same whatever was read before, so that a seed does.
      if (written === 0) rows = [...(await predictor.logits(this.#inView(tokens)))];
      if (rows.length === 0) {
        const room = owed === '' ? Math.min(predictor.maxDrafted, options.maxTokens - written - 1) : 0;
        draft = lookup.draft(tokens, room);
        rows = [...(await predictor.logitsAlong(this.#inView([...tokens, ...draft]), draft.length))];
        checking = draft.length > 0;
      }
      const logits = rows.shift()!;
      // Some models have more logits than tokens, to a round number.
      logits.fill(Number.NEGATIVE_INFINITY, tokenizer.size);
      for (const id of otherControl) logits[id] = Number.NEGATIVE_INFINITY;
      if (owed !== '' && state === undefined) keepOnly(logits, tokenizer.idsBeginningWith(owed));
      const { id, logProbability } = sampler.sample(logits, tokens, state, options.maxTokens - written);
      pending += logProbability;
      if (endTokens.includes(id)) {
        yield { text: scanner.flush(), logProbability: pending, finishReason: 'stop' };
        return;
      }
      const expected = rows.length > 0 && draft[draft.length - rows.length] === id;
      if (checking) lookup.learn(expected);
      checking = false;
      if (!expected) rows = [];
      tokens.push(id);
      state = state?.advance(id);
      const bytes = tokenizer.bytes(id)!;
      const skipped = Math.min(owed.length, bytes.length);
      owed = owed.slice(skipped);
      const { text, stopped } = scanner.push(decoder.decode(bytes.subarray(skipped), { stream: true }));
      const complete = state?.complete === true;
      const last = stopped || complete || written === options.maxTokens - 1;
      if (!last && text === '') continue;
      const finishReason = stopped ? 'stop' : complete ? 'complete' : 'length';
      const rest = last && !stopped ? scanner.flush() : '';
      yield { text: text + rest, logProbability: pending, ...(last && { finishReason }) };
      if (last) return;
      pending = 0;
    }
  }

  #constraint(options: GenerateOptions, prompt: string, owed: string): ConstraintState | undefined {
    if (!isConstrained(options)) return undefined;
    const { tokenizer } = this.#parts;
    this.#constraints ??= new ConstraintCompiler({
      bytes: Array.from({ length: tokenizer.size }, (_, id) => tokenizer.bytes(id)),
      endTokens: tokenizer.endTokens,
    });
    return this.#constraints.compile(options, prompt, owed);
  }

  #inView(tokens: readonly number[]): readonly number[] {
    return tokens.slice(steppedStart(tokens.length, this.#parts.predictor.view, VIEW_STEP_TOKENS));
  }
}

/** Takes tokens that are spaces alone off the end; gives the spaces. */
function takeTrailingSpaces(tokenizer: SubwordTokenizer, tokens: number[]): string {
  const bytes = tokenizer.bytes(tokens.at(-1) ?? -1);
  if (bytes === undefined || bytes.some((byte) => byte !== 0x20)) return '';
  tokens.pop();
  return ' '.repeat(bytes.length);
}

function keepOnly(logits: Float32Array, ids: readonly number[]): void {
  const kept = ids.map((id) => logits[id]!);
  logits.fill(Number.NEGATIVE_INFINITY);
  for (const [index, id] of ids.entries()) logits[id] = kept[index]!;
}

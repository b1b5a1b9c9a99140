// A process for client.test.ts that serves as the model's own does, but for its model: that one does what the texts say.
import { writeFileSync } from 'node:fs';
import { type RunGate, serveParent } from '../../../server/src/inference/childServer';
import { reasonOf, UnavailableError } from '../../../server/src/inference/inferenceErrors';
import type { CausalLanguageModel, GeneratedPiece, SentenceScore } from '../../../server/src/lm/languageModel';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

const kept: Buffer[] = [];
const scored: string[] = [];

/** The runs that a text of the form `name:argument` takes, and what happens in them. */
const run = async (text: string, gate: RunGate): Promise<void> => {
  const [name, argument = ''] = text.split(':');
  gate.beforeRun();
  if (name === 'hang') for (;;);
  if (name === 'die') process.kill(process.pid, 'SIGKILL');
  if (name === 'throw') throw new RangeError('the model does not like this');
  if (name === 'grow') {
    kept.push(Buffer.alloc(Number(argument), 1));
    // Told with the answer and not before.
    return;
  }
  if (name === 'await') {
    // Goes on until it is cancelled, run by run.
    writeFileSync(argument, '');
    for (;;) {
      await turn();
      gate.beforeRun();
      gate.afterRun();
    }
  }
  gate.afterRun();
};

const scoreOf = (text: string): SentenceScore => ({
  logProbability: text === 'scored' ? -scored.length : -text.length,
  tokens: [{ start: 0, end: text.length, logProbability: -text.length, rank: 7 }],
});

const modelThat = (gate: RunGate): CausalLanguageModel => ({
  id: 'misbehaving',
  async score(sentences) {
    for (const sentence of sentences) {
      await run(sentence, gate);
      scored.push(sentence);
    }
    return sentences.map(scoreOf);
  },
  async next(context, count) {
    await run(context, gate);
    // What was scored so far, in its order.
    return scored.slice(-count).map((text) => ({ text, logProbability: 0 }));
  },
  async scoreCandidates(requests) {
    for (const { sentence } of requests) await run(sentence, gate);
    return requests.map(({ sentence, edits }) => ({
      sentence: scoreOf(sentence),
      gains: edits.map(({ replacement }) => replacement.length),
      changes: edits.map(({ replacement }) => ({
        replaced: 0,
        replacedCount: 0,
        edited: 0,
        editedCount: replacement.length,
      })),
      tokensRead: sentence.length,
    }));
  },
  async *generate(prompt, { maxTokens }): AsyncGenerator<GeneratedPiece> {
    try {
      for (let token = 0; token < maxTokens; token++) {
        await run(prompt, gate);
        yield { text: `${token} `, logProbability: -1, ...(token === maxTokens - 1 && { finishReason: 'length' }) };
      }
    } finally {
      scored.push(`wrote ${prompt}`);
    }
  },
});

serveParent(async (path, _options, gate) => {
  if (path === 'damaged') throw new UnavailableError('files', reasonOf('The model file {0} is missing.', 'body.onnx'));
  if (path === 'dies') process.kill(process.pid, 'SIGKILL');
  if (path === 'hangs') for (;;);
  return modelThat(gate);
});

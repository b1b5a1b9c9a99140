// Completes texts with node-llama-cpp, which keeps what it has read of the text before: reads requests as lines of JSON, answers each with a line.
// {text, tokens} -> {firstMs, allMs}: until the first piece of text, and until all. Arguments: the GGUF file, threads.
import { createInterface } from 'node:readline';
import { getLlama, LlamaCompletion } from 'node-llama-cpp';

const [, , modelPath, threads] = process.argv;
const llama = await getLlama({ build: 'never', gpu: false, maxThreads: Number(threads), logLevel: 'error' });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({ contextSize: 1024, threads: Number(threads) });
const completion = new LlamaCompletion({ contextSequence: context.getSequence() });
console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const { text, tokens } = JSON.parse(line);
  const started = performance.now();
  let firstMs;
  await completion.generateCompletion(text, {
    maxTokens: tokens,
    temperature: 0,
    onTextChunk: () => {
      firstMs ??= performance.now() - started;
    },
  });
  const allMs = performance.now() - started;
  console.log(JSON.stringify({ firstMs: firstMs ?? allMs, allMs }));
}
await llama.dispose();

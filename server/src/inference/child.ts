// The process that runs the neural model: the one place where onnxruntime is loaded, started by client.ts.
import { constants, setPriority } from 'node:os';
import { serveParent } from './childServer';
import { loadNeuralModel } from './loadNeuralModel';

// Whoever types is served first: two threads on two cores delay the caller's event loop by 17 ms at most instead of 25 (medians of
// test/bench/neuralProcess.ts). Threads made from here on inherit it.
try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // A system that does not let it be lowered: all the same.
}
serveParent(loadNeuralModel);

// The process that runs the neural model: the one place where onnxruntime is loaded, started by client.ts.
import { serveParent } from './childServer';
import { loadNeuralModel } from './loadNeuralModel';

serveParent(loadNeuralModel);

// The process that runs a neural model: the one place where onnxruntime is loaded, started by modelClient.ts.
import { serveParent } from './childServer';
import { loadModel } from './loadModel';

serveParent(loadModel);

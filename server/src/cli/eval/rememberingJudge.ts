import type { JudgingModel } from '../../answering/ports';

/** A question is asked several times, mostly of the same passages: the model reads each once. */
export const rememberingJudge = (model: JudgingModel): JudgingModel => {
  const known = new Map<string, ReturnType<JudgingModel['scoreCandidates']>>();
  return {
    scoreCandidates: (requests, options) => {
      const key = JSON.stringify(requests);
      const scores = known.get(key) ?? model.scoreCandidates(requests, options);
      known.set(key, scores);
      return scores;
    },
  };
};

/** What `--model neural` answers until there is one. */
export const noNeuralModel = 'the neural model is not in this version; use --model auto or ngram';

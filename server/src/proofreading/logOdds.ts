/** Of a probability between 0 and 1, in nats. */
export const logOdds = (probability: number): number => Math.log(probability / (1 - probability));

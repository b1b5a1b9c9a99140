import fc from 'fast-check';

// The same cases in every run, so that a red build means a changed program; FC_SEED=$RANDOM looks further.
const { FC_SEED: seed = '20261124' } = process.env;
fc.configureGlobal({ seed: Number(seed) });

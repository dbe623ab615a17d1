import { readdirSync } from 'node:fs';
import { FOLDER } from '../shell-corpus/corpus.js';
import { holdCorpus } from '../shell-corpus/holding.ts';

const names = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'));

// Each program of Python takes a second, so these have a file of their own.
holdCorpus(
  'shell',
  names.filter((name) => name !== 'python.jsonl'),
);

import { holdCorpus } from '../shell-corpus/holding.ts';

holdCorpus('python', ['python.jsonl']);

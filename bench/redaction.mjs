/**
 * What it costs to take secrets out of texts of a megabyte, in milliseconds of processor time: texts that are hard for
 * searches that look back, with some secrets known. Each is measured at half the length too: a linear search takes half as long.
 * `LENGTH=8000` takes other lengths, and a word those texts that have it in their names.
 * Needs a build: `npm run build && node bench/redaction.mjs`. Budget: 100 ms for each megabyte.
 */
import { built } from '../build/built.mjs';

const { Redactor } = await built('core/redact.ts');

const LENGTH = 1_000_000;
const ROUNDS = 5;
const KEY = 'sk_00000000000000000teacher';

const repeated = (text) => (length) => text.repeat(Math.ceil(length / text.length)).slice(0, length);
const texts = {
  'one letter': repeated('a'),
  'one digit': repeated('0'),
  'equals signs': repeated('='),
  'the alphabet of base64': repeated('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'),
  'base64 of URLs': (length) =>
    Buffer.from('???>>>'.repeat(length / 8))
      .toString('base64url')
      .padEnd(length, '_'),
  'base64 in base64 in base64': (length) => {
    let text = 'some words '.repeat(length / 26);
    for (let level = 0; level < 3; level += 1) text = btoa(text);
    return text;
  },
  hex: repeated('6162'),
  'users at hosts': repeated('a:a@'),
  'URLs with users': repeated('://a:a'),
  'double quotes': repeated('"'),
  'single quotes': repeated("'"),
  backslashes: repeated('\\'),
  'escaped quotes': repeated('\\"'),
  'percent signs': repeated('%25'),
  'escaped letters': repeated('%61'),
  'words of secrets': repeated('token'),
  'names without values': repeated('token="'),
  'beginnings of keys': repeated('sk_'),
  'beginnings of a known key': repeated('sk_0000000000'),
  'beginnings of JSON web tokens': repeated('eyJ'),
  'beginnings of private keys': repeated('-----BEGIN RSA PRIVATE KEY-----'),
  options: repeated(' -u a'),
  commands: repeated('mysql '),
  'parts of forms': repeated('form-data; name="password"\r\n\r\n'),
  blanks: repeated(' '),
  'line ends': repeated('\n'),
  'open brackets': repeated('['),
  'JSON in JSON': (length) => {
    let text = 'x';
    while (JSON.stringify([text]).length <= length) text = JSON.stringify([text]);
    return text;
  },
  'objects in JSON': (length) =>
    `[${repeated('{"name":"a","note":"some words"},')(length - 40)}{}]`.replace(/,\{"[^}]*\{\}\]$/, ',{}]'),
  'a known key': repeated(`${KEY} `),
};

function measured(make, length) {
  const text = make(length);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const redactor = new Redactor();
    redactor.learn(KEY, 'KEY');
    redactor.learn('correct horse battery staple', 'PASSWORD');
    const start = process.cpuUsage();
    redactor.text(text);
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
    if (best > 500) break;
  }
  return best;
}

for (const [name, make] of Object.entries(texts)) {
  if (process.argv[2] && !name.includes(process.argv[2])) continue;
  const length = Number(process.env.LENGTH ?? LENGTH);
  const [half, whole] = [measured(make, length / 2), measured(make, length)];
  console.log(
    `${name.padEnd(32)} ${whole.toFixed(0).padStart(6)} ms  ${(whole / half).toFixed(1)} times that of half of it`,
  );
}

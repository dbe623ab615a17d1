/** What it costs to take secrets out of texts that are hard for searches that look back, with some secrets known. */
import { built } from '../../build/built.mjs';
import { growth } from '../measure.mjs';

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

export const benchmark = {
  about:
    'taking secrets out of texts of half a megabyte and of one, in processor time: a linear search takes twice as long',
  rounds: 3,

  async measure({ rounds }) {
    const { Redactor } = await built('core/redact.ts');
    const rows = [];
    for (const [row, make] of Object.entries(texts)) {
      const measure = async (length) => {
        const text = make(length);
        return () => redacted(new Redactor(), text);
      };
      rows.push(await growth({ row, unit: 'ms', sizes: [500_000, 1_000_000], rounds, measure }));
    }
    return rows;
  },
};

function redacted(redactor, text) {
  redactor.learn(KEY, 'KEY');
  redactor.learn('correct horse battery staple', 'PASSWORD');
  const start = process.cpuUsage();
  redactor.text(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Where secrets may stand in what passes between a client and a hub, and how they may be spelled there. */

/** Looks drawn by chance, as keys do; in none of the known forms, so that only its place tells of it. */
export const SECRET = 'q7Zx04mLw9TbR2kV';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const hex = (text: string) => Buffer.from(text).toString('hex');
const percent = (text: string) => [...text].map((one) => `%${hex(one)}`).join('');
const wrapped = (text: string, width: number) => (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n');
const half = SECRET.length / 2;
const [head, tail] = [SECRET.slice(0, half), SECRET.slice(half)];

/** Names of places to texts in which the secret is known by the place alone. */
export const TELLING: Readonly<Record<string, string>> = {
  'a query': `/api?auth_token=${SECRET}&limit=5`,
  'a query with other letters': `/api?limit=5&API-KEY=${SECRET}`,
  'a form': `title=a&password=${SECRET}`,
  'a URL': `git clone https://ada:${SECRET}@git.example/a.git`,
  'a URL of a database': `postgresql://ada:${SECRET}@localhost:5432/grades`,
  'a URL without a user': `redis://:${SECRET}@cache:6379/0`,
  'a URL with a token alone': `https://${SECRET}@git.example/a.git`,
  'a header of a command': `curl -H "Authorization: Bearer ${SECRET}" https://hub.example`,
  'a header of a command in other letters': `curl -H 'authorization: token ${SECRET}' https://hub.example`,
  'a header of its own': `curl -H 'X-Api-Key: ${SECRET}' https://hub.example`,
  'a scheme alone': `send it as Bearer ${SECRET}`,
  'basic credentials': `curl -H "Authorization: Basic ${base64(`ada:${SECRET}`)}" https://hub.example`,
  'basic credentials of a key': `Basic ${base64(`${SECRET}:`)}`,
  'an option': `tool --password ${SECRET} --force`,
  'an option in quotes': `tool --password '${SECRET}' --force`,
  'an option with a sign': `tool --token=${SECRET}`,
  'an option of two words': `tool --api-key ${SECRET}`,
  'an option of a list': `["tool", "--password", "${SECRET}"]`,
  'an option of a list in code': `subprocess.run(["tool", "--auth-token", "${SECRET}"])`,
  'a user of a command': `curl -u ada:${SECRET} https://hub.example`,
  'a user of a command, in quotes': `curl -u "ada:${SECRET}" https://hub.example`,
  'a user of a command, a long option': `curl --user ada:${SECRET} https://hub.example`,
  'a key as user of a command': `curl -u ${SECRET}: https://hub.example`,
  'a password of a database': `mysql -u root -p${SECRET} grades`,
  'a password for a shell': `sshpass -p ${SECRET} ssh ada@example`,
  'a cookie of a command': `curl -b 'session=${SECRET}' https://hub.example`,
  'a variable': `API_KEY=${SECRET} python3 a.py`,
  'an exported variable': `cd /tmp; export TOKEN=${SECRET}; make`,
  'an exported variable in quotes': `export SECRET_KEY="${SECRET}"`,
  'a variable of a database': `PGPASSWORD=${SECRET} psql`,
  'a variable with another word': `MYSQL_PWD=${SECRET} mysql`,
  'a variable of a cloud': `AWS_SECRET_ACCESS_KEY=${SECRET}`,
  'a file of variables': `A=1\nDB_PASSWORD=${SECRET}\nB=2`,
  'a file of settings': `[auth]\npassword = ${SECRET}\n`,
  YAML: `user: ada\npassword: ${SECRET}\n`,
  'YAML in quotes': `- token: "${SECRET}"`,
  XML: `<user><password>${SECRET}</password></user>`,
  'an attribute': `<input name="a" token="${SECRET}"/>`,
  Python: `client = Hub(api_key="${SECRET}", host=host)`,
  'a dictionary': `{'password': '${SECRET}', 'n': 1}`,
  'a variable of Python': `os.environ["API_TOKEN"] = "${SECRET}"`,
  JavaScript: `const options = { password: '${SECRET}' };`,
  'JSON in a text': `it answered {"event":"x","auth_token":"${SECRET}"} at last`,
  'JSON in JSON in a text': `it answered ${JSON.stringify(JSON.stringify({ secret: SECRET }))} at last`,
  'lines of JSON': `{"a":1}\n{"password":"${SECRET}"}\n`,
  'events of a stream': `data: {"token":"${SECRET}"}\n\n`,
  'JSON with a member twice': `{"password":"${SECRET}","password":""}`,
  'JSON in percents': encodeURIComponent(`{"password":"${SECRET}"}`),
  'a form in percents': percent(`password=${SECRET}`),
  'a form in base64': base64(`user=ada&password=${SECRET}`),
  'a form in base64 of URLs': base64url(`user=ada>>>???&password=${SECRET}`),
  'JSON in base64': base64(JSON.stringify({ password: SECRET })),
  'JSON in base64 on lines': wrapped(base64(JSON.stringify({ note: 'long enough', password: SECRET })), 20),
  'a form in base64 in a path': `https://hub.example/test/${base64url(`user=ada&password=${SECRET}`)}`,
  'a form in hex': hex(`password=${SECRET}`),
  'a form in base64 in base64': base64(base64(`user=ada&password=${SECRET}`)),
  'a part of a form': `--x\r\nContent-Disposition: form-data; name="password"\r\n\r\n${SECRET}\r\n--x--`,
  'a part of a form with a type': `--x\nContent-Disposition: form-data; name="api_key"\nContent-Type: text/plain\n\n${SECRET}\n--x--`,
  'a cookie': `Cookie: a=${SECRET}; b=2`,
  'a cookie that is set': `Set-Cookie: remember_me=${SECRET}; Path=/; HttpOnly`,
  'a cookie of a page': `document.cookie = "session=${SECRET}; path=/"`,
  'a text that breaks off': `{"event":"x","auth_token":"${SECRET}`,
};

/** Names of spellings to texts that have a secret which is known from elsewhere. */
export const SPELLED: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => `it is ${secret}.`,
  'inside a word': (secret) => `x${secret}x`,
  'behind the letter of an option': (secret) => `tool -p${secret}`,
  'in base64': (secret) => base64(secret),
  'in base64 behind one byte': (secret) => base64(`a${secret}`),
  'in base64 behind two bytes': (secret) => base64(`ab${secret}`),
  'in base64 before others': (secret) => base64(`${secret}:`),
  'in base64 inside others': (secret) => base64(`é\u0000${secret}\u0000\u00ff`),
  'in base64 without padding': (secret) => base64(`${secret}:`).replaceAll('=', ''),
  'in base64 of URLs': (secret) => base64url(`>>>???${secret}`),
  'in base64 on lines': (secret) => wrapped(base64(`the key is ${secret}`), 8),
  'in base64 on lines of a text': (secret) => JSON.stringify(`to: ada\n${wrapped(base64(secret), 10)}`),
  'in base64 in percents': (secret) => encodeURIComponent(base64(`\u00ff${secret}:`)),
  'in base64 twice': (secret) => base64(base64(`key ${secret}`)),
  'in hex': (secret) => hex(secret),
  'in hex, large': (secret) => hex(secret).toUpperCase(),
  'in hex with colons': (secret) => (hex(secret).match(/../g) ?? []).join(':'),
  'in hex escapes': (secret) => [...secret].map((one) => `\\x${hex(one)}`).join(''),
  'in percents': percent,
  'in percents, large': (secret) => percent(secret).toUpperCase(),
  'in some percents': (secret) => [...secret].map((one, at) => (at % 3 === 0 ? percent(one) : one)).join(''),
  'in percents twice': (secret) => percent(secret).replaceAll('%', '%25'),
  'in percents three times': (secret) => percent(secret).replaceAll('%', '%25').replaceAll('%', '%25'),
  'in escapes of JSON': (secret) => [...secret].map((one) => `\\u00${hex(one)}`).join(''),
  'in some escapes of JSON': (secret) => `\\u00${hex(secret[0] as string)}${secret.slice(1)}`,
  'in escapes of JSON twice': (secret) => [...secret].map((one) => `\\\\u00${hex(one)}`).join(''),
  'in escapes of JSON in percents': (secret) => percent(`\\u00${hex(secret[0] as string)}${secret.slice(1)}`),
  'in entities': (secret) => [...secret].map((one) => `&#x${hex(one)};`).join(''),
  'in two members': (secret) => JSON.stringify({ a: secret.slice(0, half), b: secret.slice(half) }),
  'in two members with others between': (secret) =>
    JSON.stringify({ a: secret.slice(0, half), n: 'some', m: ['other words'], b: secret.slice(half) }),
  'in two members, the end first': (secret) =>
    JSON.stringify({ a: secret.slice(half + 2), b: 'x', c: secret.slice(0, half + 2) }),
  'letter by letter': (secret) => JSON.stringify([...secret]),
  'in two variables': (secret) => `A=${secret.slice(0, half)}\nB=${secret.slice(half)}\necho $A$B`,
  'in two texts of code': (secret) => `"${secret.slice(0, half)}" + "${secret.slice(half)}"`,
  'in quotes of a shell': (secret) => `echo ${secret.slice(0, 5)}'${secret.slice(5, 9)}'"${secret.slice(9)}"`,
  'without its end': (secret) => `${secret.slice(0, -3)}… (3000 characters)`,
};

/** Secrets that are known by their looks; put together here, so that no scanner of repositories takes them for real. */
export const BY_LOOKS: Readonly<Record<string, string>> = {
  'a key of a hub': `sk-${SECRET}`,
  'a key of an older hub': `sk_${SECRET}`,
  'a key of payments': `sk_live_${SECRET}`,
  'a token of GitHub': `ghp_${SECRET}${SECRET}abcd`,
  'a token of an app of GitHub': `ghs_${SECRET}${SECRET}abcd`,
  'a fine-grained token of GitHub': `github_pat_${SECRET}_${SECRET}`,
  'a token of GitLab': `glpat-${SECRET}1234`,
  'a token of Slack': `xoxb-123456789012-${SECRET}`,
  'a key of AWS': `AKIA${'Q7ZX04MLW9TBR2KV'}`,
  'a key of Google': `AIza${SECRET}${SECRET}abc`,
  'a token of npm': `npm_${SECRET}${SECRET}abcd`,
  'a JSON web token': `${base64url('{"alg":"HS256"}')}.${base64url('{"sub":"ada"}')}.${SECRET}`,
  'a private key': `-----BEGIN RSA PRIVATE KEY-----\n${wrapped(base64(SECRET.repeat(9)), 64)}\n-----END RSA PRIVATE KEY-----`,
  'a private key without its end': `-----BEGIN PRIVATE KEY-----\n${wrapped(base64(SECRET.repeat(9)), 64)}`,
};

/** What of the secret must not be left: all of it and its halves, as they are and in other spellings. */
export function leftOf(secret: string, text: string): string[] {
  const parts = secret === SECRET ? [head, tail] : [secret];
  const forms = parts.flatMap((part) => [
    part,
    base64(part).slice(0, -4),
    hex(part),
    percent(part),
    JSON.stringify([...part]).slice(1, -1),
  ]);
  const lower = text.toLowerCase();
  return forms.filter((form) => form.length >= 6 && lower.includes(form.toLowerCase()));
}

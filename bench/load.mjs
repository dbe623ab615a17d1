/**
 * A load on a server from this process: connections that are kept, each sending its next request on an answer.
 *
 * Lighter than load generators that parse what they get, so that the server is what is measured. Answers must be as
 * long as the first one.
 */
import { connect } from 'node:net';

/** @returns requests a second, and the server's processor time for each in microseconds. */
export async function load(server, { path, headers, body, connections, seconds }) {
  const head = { Host: `127.0.0.1:${server.port}`, 'Content-Length': Buffer.byteLength(body), ...headers };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);

  const used = await server.usage();
  const start = performance.now();
  const end = start + seconds * 1000;
  const answers = await Promise.all(Array.from({ length: connections }, () => keepAsking(server.port, request, end)));
  const total = answers.reduce((sum, count) => sum + count, 0);
  return {
    rate: (total / (performance.now() - start)) * 1000,
    microseconds: ((await server.usage()) - used) / total,
  };
}

function keepAsking(port, request, end) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    let answers = 0;
    let size = 0;
    let answerSize = 0;
    socket.on('error', reject).on('connect', () => socket.write(request));
    socket.on('data', (chunk) => {
      answerSize ||= sizeOfAnswer(chunk.latin1Slice());
      size += chunk.length;
      if (size < answerSize) return;
      size = 0;
      answers += 1;
      if (performance.now() < end) return socket.write(request);
      socket.destroy();
      resolve(answers);
    });
  });
}

function sizeOfAnswer(text) {
  const [, size] = /content-length: (\d+)/i.exec(text) ?? [];
  if (!text.startsWith('HTTP/1.1 200 ') || size === undefined) throw new Error(`cannot measure this answer: ${text}`);
  return text.indexOf('\r\n\r\n') + 4 + Number(size);
}

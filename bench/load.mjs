/**
 * A load on a server from this process: connections that are kept, each sending its next request on an answer.
 *
 * Lighter than load generators that parse what they get, so that the server is what is measured.
 */
import { connect } from 'node:net';
import { quantile } from './measure.mjs';

/** @returns requests a second, the server's processor time for each, and how long they took, in microseconds. */
export async function load(server, { method = 'POST', path, headers, body, connections, seconds }) {
  const head = { Host: `127.0.0.1:${server.port}`, 'Content-Length': Buffer.byteLength(body), ...headers };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);

  const times = [];
  const used = await server.usage();
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, () => keepAsking(server.port, request, end, times)));
  const took = performance.now() - start;
  return {
    rate: (times.length / took) * 1000,
    processor: ((await server.usage()) - used) / times.length,
    p50: quantile(times, 0.5) * 1000,
    p99: quantile(times, 0.99) * 1000,
  };
}

/** Sends each of the requests once, over so many connections. @returns requests a second, and the server's processor time for each. */
export async function sendAll(server, requests, connections) {
  const left = requests.values();
  const used = await server.usage();
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, () => askOneByOne(server.port, left)));
  const took = performance.now() - start;
  return { rate: (requests.length / took) * 1000, processor: ((await server.usage()) - used) / requests.length };
}

/** @param left texts of requests, which other connections take from, too. */
function askOneByOne(port, left) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    let heard = '';
    const ask = () => {
      heard = '';
      const { value, done } = left.next();
      if (!done) return socket.write(value);
      socket.removeAllListeners('close').destroy();
      resolve();
    };
    socket.on('error', reject).on('connect', ask);
    socket.on('close', () => reject(new Error('the server has closed the connection')));
    socket.setEncoding('latin1').on('data', (text) => {
      heard += text;
      if (heard.includes('\r\n\r\n') && heard.length >= sizeOfAnswer(heard)) ask();
    });
  });
}

function keepAsking(port, request, end, times) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    let size = 0;
    let answerSize = 0;
    let sent = 0;
    const ask = () => {
      size = 0;
      sent = performance.now();
      socket.write(request);
    };
    socket.on('error', reject).on('connect', ask);
    socket.on('close', () => reject(new Error('the server has closed the connection')));
    socket.on('data', (chunk) => {
      // Mostly an answer is as long as the one before, and comes whole.
      if (size === 0 && chunk.length !== answerSize) answerSize = sizeOfAnswer(chunk.latin1Slice());
      size += chunk.length;
      if (size < answerSize) return;
      const now = performance.now();
      times.push(now - sent);
      if (now < end) return ask();
      socket.removeAllListeners('close').destroy();
      resolve();
    });
  });
}

function sizeOfAnswer(text) {
  const [, size] = /content-length: (\d+)/i.exec(text) ?? [];
  if (!/^HTTP\/1\.1 20[01] /.test(text) || size === undefined) throw new Error(`cannot measure this answer: ${text}`);
  return text.indexOf('\r\n\r\n') + 4 + Number(size);
}

// A real hub in a process of its own, and what a source says to it.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const launcher = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'skillwire');
const START_WAIT_MS = 120_000;

export class Hub {
  data = mkdtempSync(join(tmpdir(), 'skillwire-page-'));
  port = 0;
  options = [];

  static async started(...options) {
    const hub = new Hub();
    hub.options = options;
    await hub.start();
    return hub;
  }

  get address() {
    return `http://localhost:${this.port}/`;
  }

  /** On the same port and data as before. */
  async start() {
    const process = spawn(
      launcher,
      ['serve', '--host', '127.0.0.1', '--port', String(this.port), '--data', this.data, '--no-desktop', ...this.options],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.process = process;
    this.ended = new Promise((resolve) => process.once('exit', resolve));
    let said = '';
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the hub did not start: ${said}`)), START_WAIT_MS);
      const heard = (chunk) => {
        said += chunk;
        const port = /listening on ws:\/\/[^\s]*:(\d+)/.exec(said)?.[1];
        if (port) {
          clearTimeout(timer);
          this.port = Number(port);
          resolve();
        }
      };
      process.stdout.on('data', heard);
      process.stderr.on('data', heard);
      process.once('exit', () => reject(new Error(`the hub ended: ${said}`)));
    });
  }

  async kill() {
    this.process.kill('SIGKILL');
    await this.ended;
  }

  async stop() {
    this.process.kill('SIGTERM');
    await this.ended;
  }

  async end() {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Publishes events in order; not by fetch, which looks like a page. */
  async publish(...events) {
    const told = await this.post('api/v1/events', events.map((event) => JSON.stringify(event)).join('\n'), 'application/x-ndjson');
    const refused = told.json.results?.find((result) => result.code);
    if (told.status !== 200 || refused) {
      throw new Error(`refused: ${told.text}`);
    }
    return told.json.results;
  }

  async ask(question) {
    const told = await this.post('api/v1/confirmations', JSON.stringify(question));
    if (told.status !== 201) {
      throw new Error(`refused: ${told.text}`);
    }
    return told.json.id;
  }

  async question(id) {
    return (await this.request('GET', `api/v1/confirmations/${encodeURIComponent(id)}`)).json;
  }

  post(path, body, type = 'application/json', headers = {}) {
    return this.request('POST', path, body, { 'content-type': type, ...headers });
  }

  request(method, path, body = '', headers = {}) {
    return new Promise((resolve, reject) => {
      const request = http.request(
        // A connection for each: whoever asked over one cannot answer over it.
        { host: '127.0.0.1', port: this.port, path: `/${path}`, method, agent: false, headers: { ...headers, connection: 'close' } },
        (reply) => {
          const chunks = [];
          reply.on('data', (chunk) => chunks.push(chunk));
          reply.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({
              status: reply.statusCode,
              headers: reply.headers,
              text,
              bytes: Buffer.concat(chunks),
              get json() {
                return text === '' ? {} : JSON.parse(text);
              },
            });
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }
}
